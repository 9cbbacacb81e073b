"""Fuzzing: whatever the text, no exception and no breach of the invariants. ``--slow`` runs many more examples."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

import conflictner as cn
from invariants import check_invariants

# Most of these texts are no English, and the library says so.
pytestmark = [pytest.mark.model, pytest.mark.filterwarnings("ignore:.*W104")]

# Weighted to what breaks quote and name rules: marks of every kind, names, brackets, line breaks, combining marks.
MARKS = "“ ” „ « » ‹ › \" ' ‘ ’ ` `` '' — – - : , . ! ? ( ) / ’s s' \u00a0 \u202e \u0301 \ufffd 😀 他"
NAMES = "M23 FARDC Goma Nord-Kivu Kigali US U.S. ADF AFC/M23 Tshisekedi President army spokesman Al-Shabaab 2024-02-07"
WORDS = "he she they we said says told accused denied according to that of in the not backing who Read: the_rebels"
PIECES = [piece.replace("_", " ") for piece in f"{MARKS} {NAMES} {WORDS}".split(" ")]
PIECES += ["\n", "\n\n", "\t", " ", "GOMA, Nov 3 (AFP) - "]

SEQUENCES = st.lists(st.sampled_from(PIECES), max_size=60)
TEXTS = SEQUENCES.map(" ".join) | SEQUENCES.map("".join) | st.text(max_size=300)
SETTINGS = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(SETTINGS, max_examples=150, derandomize=True)
@given(text=TEXTS)
def test_fuzz_any_text_ends_in_correct_rows(nlp: Language, text: str) -> None:
    check_invariants(cn.read(text, nlp=nlp))


@pytest.mark.slow
@settings(SETTINGS, max_examples=20_000)
@given(text=TEXTS)
def test_fuzz_any_text_for_long(nlp: Language, text: str) -> None:
    check_invariants(cn.read(text, nlp=nlp))


def _cut_sentences() -> list[str]:
    """Every sentence of the sample articles without its full stop, and without its last one, two and three words."""
    folder = files("conflictner") / "data" / "sample"
    texts = sorted(entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(".txt"))
    sentences = [
        words for text in texts for sentence in re.split(r"(?<=[.!?”])\s+|\n+", text) if (words := sentence.split())
    ]
    cuts = {
        " ".join(words[: len(words) - less]).rstrip(".,;:") for words in sentences for less in range(min(4, len(words)))
    }
    return sorted(cuts - {""})


def test_fuzz_headlines_end_without_a_full_stop(nlp: Language) -> None:
    # "Twelve killed near the bridge, residents say" raised IndexError: rules looked at the token behind the cue.
    texts = _cut_sentences()
    assert len(texts) > 100
    for doc in nlp.pipe(texts):
        check_invariants(doc)
