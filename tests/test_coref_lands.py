"""Bodies named short of their land, and two names of one body: with near-misses beside the hits."""

from __future__ import annotations

import pytest
from spacy.language import Language

from conflictner.components.coref.lands import join_lands
from conflictner.components.coref.scene import Scene
from conflictner.knowledge import Actor, KnowledgeBase, Name
from test_coref import MakeDoc, marked

KB = KnowledgeBase(
    [
        Actor("cty:RUT", "COUNTRY", "Rutania", country=("RUT",), demonyms=("Rutanian",), capital="Kundu"),
        Actor("cty:SOL", "COUNTRY", "Solvia", country=("SOL",), demonyms=("Solvian",)),
        Actor("arm:kal", "ARMED_GROUP", "Kalu Clan", (Name("Bora Army of Rutania", "strong"),), country=("RUT",)),
        Actor("arm:rjf", "ARMED_GROUP", "Rutanian Joint Forces", country=("RUT",)),
        Actor("arm:sjf", "ARMED_GROUP", "Joint Forces of Solvia", country=("SOL",)),
        Actor("pp:rut", "PARTY", "Rutanian Green Party", country=("RUT",)),
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Rutania|COUNTRY|cty:RUT] fears the [Bora Army|MILITARY|new:bora-army]", "arm:kal"),
        ("[Rutania|COUNTRY|cty:RUT] hired the [Joint Forces|ORG|new:joint-forces]", "arm:rjf"),
        # of two lands that the text names, neither
        (
            "[Rutania|COUNTRY|cty:RUT] and [Solvia|COUNTRY|cty:SOL] pay the [Joint Forces|ORG|new:joint-forces]",
            "new:joint-forces",
        ),
        # another land, a party, one word
        ("[Solvia|COUNTRY|cty:SOL] fears the [Bora Army|MILITARY|new:bora-army]", "new:bora-army"),
        ("[Rutania|COUNTRY|cty:RUT] has a [Green Party|PARTY|new:green-party]", "new:green-party"),
        # told by the text, whatever the land
        ("The [Tola Army|MILITARY|new:tola] , as the [Kalu Clan|ARMED_GROUP|arm:kal] is known , fled", "arm:kal"),
        ("The [Tola Army|MILITARY|new:tola] , as the [Kalu Clan|ARMED_GROUP|arm:kal] did , fled", "new:tola"),
    ],
)
def test_short_of_its_land(make_doc: MakeDoc, text: str, expected: str) -> None:
    doc, marks = marked(make_doc, text)
    scene = Scene(doc, marks, KB)
    join_lands(scene)
    assert expected in {mark.entity_id for mark in scene.marks if mark.entity_id[:4] != "cty:"}


@pytest.mark.model
def test_the_group_is_the_one_of_the_passage(nlp: Language) -> None:
    # of a listed umbrella ("FARC dissident group") the common noun is no name
    text = (
        "The ELN and FARC dissidents share the hills of Arauca. The ELN has set out to expel its rivals since May. "
        "Mr Petro suspended talks with the group on Friday."
    )
    assert {m.entity_id for m in nlp(text)._.mentions if m.text == "the group"} <= {"arm:eln"}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels of the ELN, the National Liberation Army, fled Arauca in Colombia.", "arm:eln"),
        ("Near San José in Nariño, the ELN, the National Liberation Army, killed two soldiers.", "arm:eln"),
    ],
)
def test_a_long_form_in_apposition_is_the_acronyms(nlp: Language, text: str, expected: str) -> None:
    assert {m.entity_id for m in nlp(text)._.mentions if m.text == "National Liberation Army"} == {expected}
