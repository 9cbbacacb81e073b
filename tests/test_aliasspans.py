"""Spans of listed names on any Doc: as `KnowledgeBase.match` finds them in its text."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from conflictner.aliasspans import alias_spans
from conflictner.knowledge import Actor, KnowledgeBase, Name

KB = KnowledgeBase(
    [
        Actor("arm:otters", "ARMED_GROUP", "Otter Brigade", (Name("OBK", "acronym"), Name("Brigade", "weak"))),
        Actor("igo:union", "IGO", "River Union"),
        Actor("pp:m", "PARTY", "Mouvement de l'Île"),
        Actor("per:f", "PERSON", "Zoë Fïsher"),
        Actor("org:nul", "ORG", "\U00010400eseret Watch"),
    ]
)
BLANK = spacy.blank("en")


def found(doc: Doc, *, weak: bool = False) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.kb_id_) for span in alias_spans(doc, KB, weak=weak)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   ", []),
        ("Nobody was there", []),
        ("The Otter Brigade left.", [("Otter Brigade", "ARMED_GROUP", "arm:otters")]),
        ("an anti-OBK rally, then obk", [("OBK", "ARMED_GROUP", "arm:otters")]),
        ("The otter brigade left; a Brigade too", []),
        ("the Great River Union", []),  # seems to be a piece of a longer name
        ("\U0001f600\U0001f600 River Union", [("River Union", "IGO", "igo:union")]),
        ("the \U00010400eseret Watch said", [("\U00010400eseret Watch", "ORG", "org:nul")]),
        ("ﬁghters of the River Union", [("River Union", "IGO", "igo:union")]),
        ("to İİİ, River Union", [("River Union", "IGO", "igo:union")]),
        ("a\x00b River Union\x00", [("River Union\x00", "IGO", "igo:union")]),
        ("the River\nUnion", [("River\nUnion", "IGO", "igo:union")]),
        (
            "le Mouvement de l’Ile et Zoe Fisher",
            [("Mouvement de l’Ile", "PARTY", "pp:m"), ("Zoe Fisher", "PERSON", "per:f")],
        ),
    ],
)
def test_aliasspans_on_a_tokenized_text(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(BLANK(text)) == expected


def test_aliasspans_weak_names_only_when_asked_for() -> None:
    doc = BLANK("The Brigade met the River Union.")
    assert found(doc) == [("River Union", "IGO", "igo:union")]
    assert found(doc, weak=True)[0] == ("Brigade", "ARMED_GROUP", "arm:otters")


@pytest.mark.parametrize(
    ("words", "spaces", "expected"),
    [
        (["River", "Union"], [True, True], ["River Union"]),
        (["River", "Union"], [True, False], ["River Union"]),
        (["River", "Union"], [False, False], []),
        (["Ri", "ver", "Un", "ion", "s"], [False, True, False, True, False], ["River Union"]),
        (["the River Union", "'s"], [False, False], ["the River Union"]),  # one token: the span covers it
        (["(", "OBK", ")", "OBK"], [False, False, False, False], ["OBK", "OBK"]),
    ],
)
def test_aliasspans_on_docs_made_by_hand(words: list[str], spaces: list[bool], expected: list[str]) -> None:
    assert [span.text for span in alias_spans(Doc(BLANK.vocab, words, spaces), KB)] == expected


def test_aliasspans_in_memory_zones_leave_no_string_behind() -> None:
    nlp = spacy.blank("en")
    for word in ("zzqxwv", "wvzzqx", "zzqxwv"):
        with nlp.memory_zone():
            (span,) = alias_spans(nlp(f"the River Union of {word} fell"), KB)
            assert (span.kb_id_, span.doc.text) == ("igo:union", f"the River Union of {word} fell")
        assert "zzqxwv" not in nlp.vocab.strings
        assert "igo:union" not in nlp.vocab.strings


def test_aliasspans_agree_with_the_text() -> None:
    doc = BLANK("On 3 May the River Union's envoy met Zoe Fisher (OBK); Zoe Fisher left for the Otter Brigade.")
    spans = [(span.start_char, span.end_char) for span in alias_spans(doc, KB, weak=True)]
    assert spans == [(hit.start, hit.end) for hit in KB.match(doc.text)]
    assert len(spans) == 5
