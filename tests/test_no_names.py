"""Capitals that name nobody, told from names that look the same."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from conflictner.components.mentions.no_names import is_shorthand, is_shout
from conflictner.components.mentions.reading import Reading
from conflictner.knowledge.words import frequency


def reading_of(text: str) -> Reading:
    words = text.split(" ")
    tags = ["PROPN" if word[0].isupper() else "NOUN" for word in words]
    heads, deps = [0] * len(words), ["ROOT"] + ["dep"] * (len(words) - 1)
    return Reading.of(Doc(spacy.blank("en").vocab, words=words, pos=tags, heads=heads, deps=deps), frequency)


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("ALSO IN NEWS", 0, 3, True),
        # a name among them, one word, and a line that is not set in capitals
        ("ALSO IN GOMA", 0, 3, False),
        ("NEWS", 0, 1, False),
        ("Also In News", 0, 3, False),
    ],
)
def test_no_names_shout_is_ordinary_words_in_capitals(text: str, start: int, end: int, expected: bool) -> None:
    assert is_shout(reading_of(text), frequency, start, end) is expected


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("found two IEDs there", 2, True),
        ("the IDPs fled", 1, True),
        ("left 3 KIA", 2, True),
        # the Kachin Independence Army, a word in small letters, an army's own acronym
        ("attacked the KIA base", 2, False),
        ("a girl called Mia", 3, False),
        ("the FARDC fled", 1, False),
    ],
)
def test_no_names_shorthand_of_reports(text: str, at: int, expected: bool) -> None:
    assert is_shorthand(reading_of(text), at, at + 1) is expected
