"""Views: belief, intention and stance, found with include="all" and never without it."""

from __future__ import annotations

import pytest
from spacy.language import Language

from conflictner.components.quotes import Quotes
from conflictner.components.quotes.reading import Reading

pytestmark = pytest.mark.model


def found(nlp: Language, text: str, include: str = "all") -> list[tuple[str, str, str]]:
    """Source, cue and content of every quote."""
    reading = Reading(nlp(text))
    stage = Quotes(nlp, "views", include=include)
    rows = []
    for chosen in stage.find(reading):
        source, cue = chosen.attribution.source, chosen.attribution.cue
        assert source is not None
        assert cue is not None
        contents = " / ".join(text[a:b] for a, b in chosen.attribution.parts)
        rows.append(
            (reading.span_text(source.start, source.end), reading.span_text(cue.start, cue.end), contents),
        )
    return rows


VIEWS = [
    ("The governor opposes the ceasefire.", ("The governor", "opposes", "the ceasefire")),
    ("Villagers support the militia.", ("Villagers", "support", "the militia")),
    ("The mayor criticised the army for its silence.", ("The mayor", "criticised", "the army for its silence")),
    ("The general was criticised by the bishops.", ("the bishops", "criticised", "The general")),
    ("The rebels refused to leave the town.", ("The rebels", "refused", "to leave the town")),
    ("The council agreed to send observers.", ("The council", "agreed", "to send observers")),
    ("The mission described raids by the army.", ("The mission", "described", "raids by the army")),
    ("The governor offered help to the town.", ("The governor", "offered", "help to the town")),
    ("Residents spoke of the raid.", ("Residents", "spoke of", "the raid")),
    ("The mayor wants to leave.", ("The mayor", "wants", "to leave")),
    ("The mayor voiced fears that the river would rise.", ("The mayor", "fears", "that the river would rise")),
    ("The army issued a call for calm.", ("The army", "call", "calm")),
    ("Kigali renewed its calls for Kinshasa to withdraw.", ("its", "calls", "Kinshasa to withdraw")),
    ("The governor is confident that the truce will hold.", ("The governor", "confident", "that the truce will hold")),
    ("Traders are worried about the road.", ("Traders", "worried", "the road")),
    ("The army ascertained that the bridge was mined.", ("The army", "ascertained", "that the bridge was mined")),
]


@pytest.mark.parametrize(("text", "expected"), VIEWS)
def test_views_are_found_on_request_only(nlp: Language, text: str, expected: tuple[str, str, str]) -> None:
    assert found(nlp, text) == [expected]
    assert found(nlp, text, "speech") == []


@pytest.mark.parametrize(
    "text",
    [
        "The pressure opposes the valve.",
        "The army held the town.",
        "The colonel signed the deal.",
        "The rebels continued to march.",
        "The plans for the bridge are old.",
        "The town calls itself Nova.",
    ],
)
def test_views_need_somebody_and_more_than_a_thing(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []


@pytest.mark.parametrize("text", ["", " ", "\n\n", "''", "as he said", "his claim that", "refused to", "call for"])
def test_views_of_scraps_and_blanks(nlp: Language, text: str) -> None:
    Quotes(nlp, "views", include="all", merge=True)(nlp(text))


def test_views_within_a_report_are_the_reporters(nlp: Language) -> None:
    text = "The mayor said that she opposed the ceasefire."
    assert found(nlp, text) == [("The mayor", "said", "that she opposed the ceasefire")]


def test_views_withheld_speech_is_negated(nlp: Language) -> None:
    doc = nlp.make_doc("The minister did not say who fired first.")
    for name, component in nlp.pipeline:
        if name != "conflict_quotes":
            doc = component(doc)
    (quote,) = Quotes(nlp, "views", include="all")(doc)._.quotes
    assert (quote.negated, quote.text) == (True, "who fired first")
    assert Quotes(nlp, "speech")(doc)._.quotes == ()
