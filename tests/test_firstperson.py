"""First person inside quotes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from conflictner.components.quotes.attribution import Attribution
from conflictner.components.quotes.firstperson import first_person_marks
from conflictner.components.quotes.reading import Reading
from conflictner.components.quotes.speakers import Speaker
from conflictner.knowledge import KnowledgeBase

PERSON = Speaker("new:omar-idris", "Omar Idris", "PERSON")
GROUP = Speaker("arm:m23", "March 23 Movement", "ARMED_GROUP")


@pytest.fixture
def reading(make_doc: Callable[..., Doc]) -> Reading:
    doc = make_doc("“ We hold our town and I stay , ” said Omar Idris .")
    doc._.conflict_entities = {
        "new:omar-idris": {"name": "Omar Idris", "kind": "PERSON"},
        "arm:m23": {"name": "March 23 Movement", "kind": "ARMED_GROUP"},
    }
    return Reading(doc)


def marks(reading: Reading, speaker: Speaker, sides: dict[str, str], kind: str = "direct") -> dict[str, str]:
    quotation = reading.quotations[0]
    quote = Attribution(list(quotation.parts), kind, "direct:after", score=0.9)
    made = first_person_marks(reading, [(quote, speaker)], KnowledgeBase.load(), sides, None)
    return {reading.doc[mark.start].text: mark.entity_id for mark in made}


def test_firstperson_we_is_the_side_of_who_speaks_for_it(reading: Reading) -> None:
    assert marks(reading, PERSON, {"new:omar-idris": "arm:m23"}) == {
        "We": "arm:m23",
        "our": "arm:m23",
        "I": "new:omar-idris",
    }


def test_firstperson_we_of_a_private_person_is_nobody(reading: Reading) -> None:
    assert marks(reading, PERSON, {}) == {"I": "new:omar-idris"}


def test_firstperson_a_group_says_we_and_never_i(reading: Reading) -> None:
    assert marks(reading, GROUP, {}) == {"We": "arm:m23", "our": "arm:m23"}


def test_firstperson_nothing_for_unknown_speakers_or_indirect_quotes(reading: Reading) -> None:
    assert marks(reading, Speaker(None, "two officers"), {}) == {}
    assert marks(reading, GROUP, {}, "indirect") == {}
