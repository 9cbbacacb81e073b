"""Speakers that the parse does not tie to their cue."""

from __future__ import annotations

import pytest
from spacy.language import Language

from conflictner.components.quotes.cues import Lexicon, find_cues
from conflictner.components.quotes.indirect import IndirectFinder
from conflictner.components.quotes.reading import Reading

pytestmark = pytest.mark.model


def speakers(nlp: Language, text: str) -> list[str]:
    reading = Reading(nlp(text))
    return [
        reading.span_text(quote.source.start, quote.source.end)
        for quote in IndirectFinder(reading, find_cues(reading, Lexicon.load())).find()
        if quote.source is not None
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Speaking in the town, Musa Idris, SC, said that the road was shut.", "Musa Idris"),
        (
            "In an interview with radio hosts Omar Idris and Amina Bello, the young candidate stated that it failed.",
            "the young candidate",
        ),
        (
            "Omar Idris, head of the group Clean Water - which was founded in May and which has backed Bello - "
            "said Odo has two wells.",
            "Omar Idris",
        ),
        ("The court forced the general to admit that the road was shut.", "the general"),
    ],
)
def test_detached_speakers(nlp: Language, text: str, speaker: str) -> None:
    assert speakers(nlp, text) == [speaker]


def test_detached_what_a_clause_aside_is_about_proposes_nothing(nlp: Language) -> None:
    text = "He called on the army to seize the oil that funds the group and proposed a truce."
    assert "the oil" not in speakers(nlp, text)
