"""How common an English word is: the head of the word list that comes with spacy-lookups-data.

The list holds a million words by falling probability and takes 1.35 s and 120 MB to load whole. Its first megabyte,
38,000 words down to Zipf 2.8, is all that a question of the kind "is this place also a word?" needs: 10 ms.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from functools import lru_cache
from importlib.resources import files
from typing import Final

_HEAD: Final = 1_000_000
_PAIR: Final = re.compile(rb'"([a-z\']+)":(-[0-9.]+)')


@lru_cache(maxsize=1)
def _zipf() -> dict[str, float]:
    source = files("spacy_lookups_data") / "data" / "en_lexeme_prob.json.gz"
    with source.open("rb") as packed, gzip.open(packed) as stream:
        head = stream.read(_HEAD)
    # natural log of a probability -> log10 of occurrences in a billion words
    return {word.decode(): float(value) / math.log(10) + 9 for word, value in _PAIR.findall(head)}


def word_list() -> list[tuple[str, float]]:
    """The common words with their Zipf values, the most frequent first.

    >>> word_list()[0][0]
    'the'
    """
    return list(_zipf().items())


def frequency(word: str) -> float:
    """How common a word is in English, on the Zipf scale: 7 "the", 5 "police", 3 "ceasefire"; 0 if rare.

    The word is looked up in lower case, as a word and not as a name.

    Args:
        word: One word, in any case.

    Returns:
        log10 of its occurrences in a billion words.

    >>> frequency("War") > 5 > frequency("Goma") == 0
    True
    """
    return _zipf().get(word.lower(), 0.0)


def is_common(word: str, *, rank: int = 1000) -> bool:
    """Whether a word is among the most frequent English words.

    >>> is_common("people"), is_common("junta")
    (True, False)
    """
    return word.lower() in _top(rank)


@lru_cache(maxsize=4)
def _top(rank: int) -> frozenset[str]:
    return frozenset(list(_zipf())[:rank])


@lru_cache(maxsize=1)
def _forms() -> frozenset[str]:
    source = files("spacy_lookups_data") / "data" / "en_lemma_lookup.json.gz"
    with source.open("rb") as packed, gzip.open(packed) as stream:
        lemmas: dict[str, str] = json.load(stream)
    return frozenset([*lemmas, *lemmas.values()])


def is_word(word: str) -> bool:
    """Whether it is an English word: in the lemma table of spacy-lookups-data, or very frequent.

    The table holds 67,000 forms, names hardly among them, and no function words ("along", Zipf 5.1).

    >>> is_word("Landmine"), is_word("along"), is_word("Goma")
    (True, True, False)
    """
    return word.lower() in _forms() or frequency(word) >= 4.8
