"""Verbs of speech that the tagger took for nouns."""

from __future__ import annotations

import pytest
from spacy.language import Language

from conflictner.components.quotes.cues import Lexicon, find_cues
from conflictner.components.quotes.indirect import IndirectFinder
from conflictner.components.quotes.misread import denied_by, misread_cues
from conflictner.components.quotes.reading import Reading

pytestmark = pytest.mark.model


def told(nlp: Language, text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of the quotes of a text."""
    reading = Reading(nlp(text))
    return [
        (
            reading.span_text(quote.source.start, quote.source.end),
            quote.cue.entry.lemma,
            " / ".join(reading.text[a:b] for a, b in quote.parts),
        )
        for quote in IndirectFinder(reading, find_cues(reading, Lexicon.load())).find()
        if quote.source is not None and quote.cue is not None
    ]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "Current complaints allege that the army burned three villages.",
            ("Current complaints", "allege", "that the army burned three villages"),
        ),
        (
            "Cairo rejects claims it armed the militia",
            ("Cairo", "reject", "claims it armed the militia"),
        ),
    ],
)
def test_misread_verbs_report_what_follows(nlp: Language, text: str, quote: tuple[str, str, str]) -> None:
    assert told(nlp, text) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "Rebel claims that the army fled",
        "His claims that the army fled were false.",
        "The court heard claims that the army had fled.",
        "Witness reports that the town burned could not be checked.",
        "The army spokesman reports that the town burned.",
    ],
)
def test_misread_nouns_stay_nouns(nlp: Language, text: str) -> None:
    assert misread_cues(Reading(nlp(text)), Lexicon.load()) == []


def test_misread_denial_is_no_claim_of_who_denies(nlp: Language) -> None:
    reading = Reading(nlp("Cairo rejects claims it armed the militia"))
    denial = denied_by(reading.doc[2])
    assert denial is not None
    assert denial.text == "rejects"
    assert denied_by(Reading(nlp("The mayor claims it armed the militia")).doc[2]) is None


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (
            "The governor said the militia had burned the mill, claims that could not be independently verified.",
            ["the militia had burned the mill"],
        ),
        # near miss: a verb with its own subject before the comma
        ("The governor, who leads the council, claims that the militia burned the mill.", ["that the militia burned"]),
    ],
)
def test_claims_behind_a_comma_are_nobodys_verb(nlp: Language, text: str, quotes: list[str]) -> None:
    said = [quote.text for quote in nlp(text)._.quotes]
    assert len(said) == len(quotes)
    assert all(whole.startswith(start) for whole, start in zip(said, quotes, strict=True))
