"""How common a word is in English, from the word probabilities of spacy-lookups-data."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from importlib.resources import files

from conflictner.text import squeeze


@lru_cache(maxsize=1)
def ranks() -> dict[str, int]:
    """The rank of every lower-case word: 1 is the most frequent."""
    data = files("spacy_lookups_data").joinpath("data", "en_lexeme_prob.json.gz").read_bytes()
    table: dict[str, float] = json.loads(gzip.decompress(data))
    words = sorted((w for w in table if w.isalpha() and w.islower()), key=lambda w: -table[w])
    return {word: at for at, word in enumerate(words[:150_000], start=1)}


def familiarity(name: str) -> int:
    """The rank of the rarest word of a name among English words; very large where a word is unknown."""
    table = ranks()
    words = squeeze(name).replace("-", " ").split()
    return max((table.get(word, 1 << 30) for word in words), default=1 << 30)


def is_common(text: str, top: int = 5_000) -> bool:
    """Whether a one-word name is one of the most frequent English words ("Forward", "Enough", "Sake")."""
    return ranks().get(squeeze(text).replace(" ", ""), 1 << 30) <= top if " " not in text.strip() else False


def all_common(text: str, top: int = 5_000) -> bool:
    """Whether every word of a name is a frequent English word ("National Unity Party", "The Youth")."""
    table = ranks()
    words = squeeze(text).replace("-", " ").replace("'s", "").replace("'", "").split()
    return bool(words) and all(table.get(word, 1 << 30) <= top for word in words)
