"""doc._.why of a quote: the rule, the cue, the source, what was weighed, how the speaker was found."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import conflictner as cn
from conflictner.errors import ConfigError
from conflictner.whyquote import WhyQuote
from handmade import hand_made

QUOTE: dict[str, Any] = {
    "contents": ["the road was open"],
    "kind": "indirect",
    "cues": ["said"],
    "source": "Asha and\nBako",
    "speaker_id": "per:asha",
    "speaker_ids": ["per:asha", "per:bako"],
    "rule": "indirect:that",
    "score": 0.96,
}
REASONS = {
    "source_rule": "subject",
    "speaker_rule": "name",
    "features": [["indirect:that", 2.6], ["named source", 0.5]],
}


@pytest.fixture
def doc(blank: Language) -> Doc:
    text = "[Asha]{PERSON per:asha} and\n[Bako]{PERSON per:bako} said that the road was open."
    return hand_made(blank, text, quotes=[{**QUOTE, **REASONS}])


def test_why_quote_tells_what_it_weighed(doc: Doc) -> None:
    reason = doc._.why("q1")
    assert isinstance(reason, WhyQuote)
    assert (reason.contents, reason.cue, reason.features) == (
        doc._.quotes[0].contents,
        "said",
        (("indirect:that", 2.6), ("named source", 0.5)),
    )
    assert str(reason) == (
        "q1 'the road was open' is indirect, say, 0.96: indirect:that; weighed indirect:that +2.6, named source +0.5; "
        "cue 'said' (say); source 'Asha and Bako' by subject; speaker per:asha (Asha) and per:bako (Bako): name"
    )


def test_why_quote_is_found_by_its_cue_and_a_mention_comes_first(doc: Doc) -> None:
    assert doc._.why(doc.text.index("said")) == doc._.why("q1")
    assert doc._.why((0, doc.text.index("that"))).text == "Asha"
    assert doc._.why(doc.text.index("open")) is None
    with pytest.raises(ConfigError, match=r"E404.*'q2'.*q1"):
        doc._.why("q2")


def test_why_quote_survives_saving(doc: Doc) -> None:
    assert Doc(doc.vocab).from_bytes(doc.to_bytes())._.why("q1") == doc._.why("q1")


def test_why_quote_that_was_saved_without_reasons(blank: Language) -> None:
    quote = {"contents": ["Go"], "negated": True, "parent_id": "q7", "source": None, "speaker_ids": []}
    doc = hand_made(blank, "Go home.", quotes=[quote])
    assert str(doc._.why("q1")) == "q1 within q7 'Go' is direct, not say, 1.00: hand; no cue; no source; speaker NIL"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("“We stay,” said Omar Idris.", [("subject", "name")]),
        ("“We stay,” said the headman, Omar Idris.", [("subject", "named beside")]),
        ("“We stay,” said a spokesman for the M23.", [("subject", "behind “spokesman”")]),
        ("M23 rebels said that they would stay.", [("subject", "the group of “rebels”")]),
        ("Residents said that they would stay.", [("subject", "unnamed")]),
        ("According to Rwanda, nobody left.", [("phrase", "name")]),
        ("“We stay,” said Omar Idris. “They go.”", [("subject", "name"), ("subject", "goes on")]),
    ],
)
def test_why_quote_names_the_rules_behind_the_speaker(nlp: Language, text: str, rules: list[tuple[str, str]]) -> None:
    doc = cn.read(text, nlp=nlp)
    reasons = [doc._.why(quote.quote_id) for quote in doc._.quotes]
    assert [(reason.source_rule, reason.speaker_rule) for reason in reasons] == rules
    assert all(reason.features and reason.rule == reason.features[0][0] for reason in reasons)
