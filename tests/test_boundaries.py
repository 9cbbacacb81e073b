"""Where the name of a land begins behind a side of it."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from conflictner.components.mentions.boundaries import behind_direction
from conflictner.components.mentions.reading import Reading
from conflictner.knowledge.words import frequency


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("northeast Nigeria", "Nigeria"),
        ("Eastern DRC", "DRC"),
        ("north - east Nigeria", "Nigeria"),
        ("North - Eastern Nigeria", "Nigeria"),
        ("NE Nigeria", "Nigeria"),
        ("N. Nigeria", "Nigeria"),
        ("north Mali", "Mali"),
        # with a capital a bare compass word begins a name
        ("North Korea", "North Korea"),
        ("South Kivu", "South Kivu"),
        ("Nigeria", "Nigeria"),
        # nothing is left of a direction alone
        ("northeast", "northeast"),
    ],
)
def test_boundaries_side_of_a_land(text: str, expected: str) -> None:
    words = text.split(" ")
    heads, deps = [0] * len(words), ["ROOT"] + ["dep"] * (len(words) - 1)
    tags = ["PROPN"] * len(words)
    reading = Reading.of(Doc(spacy.blank("en").vocab, words=words, pos=tags, heads=heads, deps=deps), frequency)
    assert " ".join(words[behind_direction(reading, 0, len(words)) :]) == expected
