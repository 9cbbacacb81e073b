"""First person inside quotes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from conflictner.components.quotes.attribution import Attribution
from conflictner.components.quotes.firstperson import first_person_marks
from conflictner.components.quotes.reading import Reading
from conflictner.components.quotes.speaker import Speaker
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


def test_firstperson_a_side_is_never_as_sure_as_the_speaker(reading: Reading) -> None:
    # A minister's "we" became the ministry at 0.98: it may be the army or the country.
    quote = Attribution(list(reading.quotations[0].parts), "direct", "direct:after", score=0.98)
    made = first_person_marks(reading, [(quote, PERSON)], KnowledgeBase.load(), {"new:omar-idris": "arm:m23"}, None)
    assert {reading.doc[mark.start].text: mark.score for mark in made} == {"We": 0.75, "our": 0.75, "I": 0.98}


def test_firstperson_we_of_a_private_person_is_nobody(reading: Reading) -> None:
    assert marks(reading, PERSON, {}) == {"I": "new:omar-idris"}


def test_firstperson_a_group_says_we_and_never_i(reading: Reading) -> None:
    assert marks(reading, GROUP, {}) == {"We": "arm:m23", "our": "arm:m23"}


def test_firstperson_nothing_for_unknown_speakers_or_indirect_quotes(reading: Reading) -> None:
    assert marks(reading, Speaker(None, "two officers"), {}) == {}
    assert marks(reading, GROUP, {}, "indirect") == {}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "told"),
    [
        # Who speaks for an army from its press office speaks for the army, and of the country's soil.
        (
            "“We will not let our soil go,” said Ahmed Sharif Chaudhry, head of Inter-Services Public Relations.",
            {"We": "mil:PAK", "our": "cty:PAK"},
        ),
        ("“Our country is calm,” said Nabil Abdullah, spokesman of the Sudanese army.", {"Our": "cty:SDN"}),
        ("“Our soldiers are calm,” said Nabil Abdullah, spokesman of the Sudanese army.", {"Our": "mil:SDN"}),
        # A people's land is nobody's whom we could name; an office is no body.
        ("“Our land was burned,” said Odo Mala, a spokesman for the Dinka.", {}),
        ("“Our land was burned,” said the farmer Odo Mala.", {}),
        ("“We fled,” said Rose Brown, the UN Resident and Humanitarian Coordinator.", {"We": "igo:un"}),
        ("“We fled,” said Rose Brown, the Humanitarian Coordinator.", {}),
        ("“We fled,” said Rose Brown, an envoy of Oxfam.", {"We": "ngo:oxfam"}),
        # Whoever heads a state may mean the nation, the cabinet, the party; the country's land is still the country's.
        ("“We will stay,” said William Ruto.", {}),
        ("“We will keep our country,” said Volodymyr Zelensky.", {"our": "cty:UKR"}),
        ("“We will stay,” said Vladimir Putin, the president of Russia.", {}),
    ],
)
def test_firstperson_of_who_holds_an_office(nlp: Language, text: str, told: dict[str, str]) -> None:
    found = {m.text: m.entity_id for m in nlp(text)._.mentions if m.rule == "quote:first-person"}
    assert found == told
