"""Entities gathered from mention rows."""

from __future__ import annotations

import pytest
from spacy.language import Language

from conflictner.page.entities import entities, kind_name, speaker_doubt, speaker_label
from handmade import hand_made

TEXT = (
    "The [March 23 Movement]{ARMED_GROUP arm:m23} left [Sake]{PLACE gn:205970}. [M23]{ARMED_GROUP arm:m23} fighters and"
    " [they]{PEOPLE} said [Kigali]{GOVERNMENT gov:RWA} backs the [M23]{ARMED_GROUP arm:m23} in"
    " [Rwanda]{COUNTRY cty:RWA place}. [He]{PERSON new:ali pronoun} met the [Union of Forces]{ORG} and the"
    " [union of  forces]{ORG} in the [Nairobi process]{PROCESS prc:nairobi}."
)


def test_entities_are_gathered_by_id_most_mentioned_first(blank: Language) -> None:
    found = entities(hand_made(blank, TEXT)._.mentions)
    assert [(e.key, len(e.mentions)) for e in found] == [
        ("arm:m23", 3),
        ("?ORG:union-of-forces", 2),
        ("new:ali", 1),
        ("gov:RWA", 1),
        ("prc:nairobi", 1),
        ("cty:RWA", 1),
        ("gn:205970", 1),
        ("?PEOPLE:they", 1),
    ]


def test_entities_say_what_they_are(blank: Language) -> None:
    found = {e.key: e for e in entities(hand_made(blank, TEXT)._.mentions)}
    assert {key for key, e in found.items() if e.is_place} == {"gn:205970", "cty:RWA"}
    assert not found["prc:nairobi"].is_actor
    assert not found["cty:RWA"].is_actor
    assert found["gov:RWA"].is_actor
    assert not found["new:ali"].listed
    assert not found["?ORG:union-of-forces"].listed
    assert found["arm:m23"].listed


def test_entities_are_called_as_the_article_calls_them(blank: Language) -> None:
    m23 = entities(hand_made(blank, TEXT)._.mentions)[0]
    assert m23.name == "March 23 Movement"
    assert m23.label == "M23"
    assert m23.other_forms == ("M23",)


def test_entities_leave_out_nominals_and_pronouns_of_nobody(blank: Language) -> None:
    doc = hand_made(blank, "[They]{PEOPLE pronoun} and [the rebels]{ARMED_GROUP nominal} fled.")
    assert entities(doc._.mentions) == []


@pytest.mark.parametrize(
    ("kind", "name"), [("IGO", "IGO"), ("PLACE", "Place"), ("ARMED_GROUP", "Armed group"), ("X", "X")]
)
def test_entities_kind_name(kind: str, name: str) -> None:
    assert kind_name(kind) == name


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ({"speaker_id": "new:ali", "speaker_name": "Ali"}, ("Ali", True)),
        ({"speaker_id": "new:ali"}, ("new:ali", True)),
        ({"source": "two\nofficers"}, ("unresolved: two officers", False)),
        # a name without an id is nobody who was resolved: the words of the text are shown
        ({"source": "two\nofficers", "speaker_name": "officers"}, ("unresolved: two officers", False)),
        ({"speaker_name": "an officer"}, ("unresolved: an officer", False)),
        ({"source": "two\nofficers", "speaker_rule": "unnamed"}, ("not named: two officers", False)),
        ({"source": "two\nofficers", "speaker_rule": "unresolved"}, ("unresolved: two officers", False)),
        ({}, ("unresolved", False)),
    ],
)
def test_entities_speaker_label(blank: Language, quote: dict[str, str], expected: tuple[str, bool]) -> None:
    doc = hand_made(blank, "“Go,” said two\nofficers.", quotes=[{"contents": ["Go,"], **quote}])
    assert speaker_label(doc._.quotes[0], doc.text) == expected


@pytest.mark.parametrize(
    ("speaker", "rule", "score", "doubt"),
    [
        ("a", "coreference", 0.736, "“two officers”, 0.74"),
        ("a", "spoke before", 0.9, "“two officers”, 0.90"),
        ("a", "name", 0.9, ""),
        ("a", "behind “statement”", 0.9, ""),
        ("a", "goes on", 0.6, ""),
        ("a", "name", 0.59, "“two officers”, 0.59"),  # a short name that may be somebody else's
        ("a", "name", None, ""),  # a Doc saved before speakers had scores
        (None, "unresolved", None, ""),
    ],
)
def test_entities_speaker_doubt(
    blank: Language, speaker: str | None, rule: str, score: float | None, doubt: str
) -> None:
    quote = {"contents": ["Go,"], "source": "two\nofficers", "speaker_id": speaker}
    given = {**quote, "speaker_rule": rule, "speaker_score": score}
    doc = hand_made(blank, "“Go,” said two\nofficers.", quotes=[given])
    assert speaker_doubt(doc._.quotes[0], doc.text) == doubt


@pytest.mark.parametrize(
    ("ids", "label"),
    [
        (["a"], "Asha"),
        (["a", "b"], "Asha and Bako"),
        (["a", "b", "new:c"], "Asha, Bako and new:c"),
    ],
)
def test_entities_speaker_label_of_joint_speakers(blank: Language, ids: list[str], label: str) -> None:
    quote = {"contents": ["Go,"], "speaker_id": "a", "speaker_name": "Asha", "speaker_ids": ids}
    doc = hand_made(blank, "“Go,” they said.", quotes=[quote])
    assert speaker_label(doc._.quotes[0], doc.text, {"b": "Bako"}) == (label, True)


def test_entities_a_phrase_for_a_force_is_no_name_of_it(blank: Language) -> None:
    marked = "[Solvian warplanes]{MILITARY mil:SLV} left. [Solvian warplanes]{MILITARY mil:SLV} came."
    doc = hand_made(blank, marked, entities={"mil:SLV": {"name": "Solvian Armed Forces", "kind": "MILITARY"}})
    (force,) = entities(doc._.mentions)
    assert (force.label, force.name) == ("Solvian Armed Forces", "Solvian Armed Forces")


def test_entities_who_signs_an_article_does_not_act_in_it(blank: Language) -> None:
    marked = "By [Rana Haddad]{PERSON new:rana-haddad}\n\n[Musa Idris]{PERSON new:musa-idris} left."
    doc = hand_made(blank, marked, segments=[("BYLINE", "By Rana Haddad"), ("BODY", "Musa Idris left.")])
    assert {entity.name: entity.is_actor for entity in entities(doc._.mentions)} == {
        "Rana Haddad": False,
        "Musa Idris": True,
    }
