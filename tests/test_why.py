"""doc._.why: the rule, the class and the candidates behind a mention."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import conflictner as cn
from conflictner.annotations import Mark, read_marks, write_marks
from conflictner.knowledge import Actor, KnowledgeBase
from conflictner.why import Candidate, Why

KB = KnowledgeBase([Actor("arm:otters", "ARMED_GROUP", "Otter Brigade"), Actor("pp:ob", "PARTY", "Our Brand")])


@pytest.fixture
def doc(make_doc: Callable[..., Doc]) -> Doc:
    built = make_doc("The OB left Nyota .")
    votes = [("ARMED_GROUP", "kb:acronym", 2.4), ("ORG", "ner", 1.0)]
    candidates = [("arm:otters", 0.87), ("pp:ob", 0.31)]
    write_marks(
        built,
        [
            Mark(1, 2, "ARMED_GROUP", "kb:acronym", "actor", "name", "arm:otters", 0.87, "acronym", candidates, votes),
            Mark(3, 4, "PLACE", "ner", "place", "name", "new:nyota", 0.5),
        ],
    )
    built._.conflict_entities = {"arm:otters": {"name": "Otter Brigade"}, "new:nyota": {"name": "Nyota"}}
    return built


def test_why_tells_rule_class_candidates_and_votes(doc: Doc) -> None:
    reason = doc._.why(doc[1:2], kb=KB)
    assert isinstance(reason, Why)
    assert (reason.kind, reason.rule, reason.alias_class, reason.score) == (
        "ARMED_GROUP",
        "kb:acronym",
        "acronym",
        0.87,
    )
    assert reason.candidates == (
        Candidate("arm:otters", "Otter Brigade", 0.87),
        Candidate("pp:ob", "Our Brand", 0.31),
    )
    assert str(reason) == (
        "'OB' is ARMED_GROUP, arm:otters (Otter Brigade), 0.87: kb:acronym, acronym; "
        "weighed Otter Brigade [arm:otters] 0.87, Our Brand [pp:ob] 0.31; "
        "votes ARMED_GROUP kb:acronym 2.40, ORG ner 1.00"
    )
    assert str(doc._.why((12, 17), kb=KB)) == "'Nyota' is PLACE, new:nyota (Nyota), 0.50: ner"


@pytest.mark.parametrize(("where", "text"), [((4, 6), "OB"), ((0, 5), "OB"), (5, "OB"), ((0, 4), None), (7, None)])
def test_why_finds_the_mention_by_offsets(doc: Doc, where: tuple[int, int] | int, text: str | None) -> None:
    reason = doc._.why(where, kb=KB)
    assert (reason and reason.text) == text


def test_why_votes_stay_with_the_marks(doc: Doc) -> None:
    marks = read_marks(doc)
    write_marks(doc, marks)
    assert read_marks(doc)[0].votes == marks[0].votes == [["ARMED_GROUP", "kb:acronym", 2.4], ["ORG", "ner", 1.0]]
    assert Doc(doc.vocab).from_bytes(doc.to_bytes())._.why(5, kb=KB) == doc._.why(5, kb=KB)


@pytest.mark.model
def test_why_in_the_pipeline_names_places_and_actors(nlp: Language) -> None:
    doc = cn.read("M23 rebels took Goma.", nlp=nlp)
    assert "March 23 Movement [arm:m23]" in str(doc._.why(0))
    assert ("ARMED_GROUP", "kb:acronym", 2.4) in doc._.why(0).votes
    assert "[gn:216281]" in str(doc._.why(doc.text.index("Goma")))
