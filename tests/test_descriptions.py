"""What a text calls an acronym decides whose it is; without a reason it is nobody's."""

from __future__ import annotations

import pytest
from spacy.language import Language

import conflictner as cn


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name", "entity", "kind"),
    [
        # a description picks one of several
        ("The paramilitary RSF shelled the market.", "RSF", "arm:rsf", "ARMED_GROUP"),
        ("The paramilitary RSF said so.", "RSF", "arm:rsf", "ARMED_GROUP"),
        ("The RSF, a paramilitary force, said so.", "RSF", "arm:rsf", "ARMED_GROUP"),
        ("RSF paramilitaries looted the market.", "RSF", "arm:rsf", "ARMED_GROUP"),
        ("Chad jailed two men, the paramilitary RSF said.", "RSF", "arm:rsf", "ARMED_GROUP"),
        ("The watchdog RSF condemned the arrest.", "RSF", "ngo:rsf-press", "NGO"),
        ("RSF, a press freedom watchdog, said so.", "RSF", "ngo:rsf-press", "NGO"),
        # or rules out the only one
        ("The aid group ARC left Bukavu in Congo.", "ARC", "new:arc", "NGO"),
        ("The rebel ARC left Bukavu in Congo.", "ARC", "arm:arc", "ARMED_GROUP"),
        # nothing says whose
        ("The RSF denied the claim.", "RSF", "new:rsf", "ORG"),
        ("Chad's president met RSF envoys as fighters attacked.", "RSF", "new:rsf", "ORG"),
        ("The rebel ADF killed nine people.", "ADF", "new:adf", "ARMED_GROUP"),
        # a country, a place or what is done does
        ("Sudan's army fought the RSF near Khartoum.", "RSF", "arm:rsf", "ARMED_GROUP"),
        ("In Beni, the ADF killed nine people.", "ADF", "arm:adf", "ARMED_GROUP"),
        ("Residents told AFP that the town was calm.", "AFP", "med:afp", "MEDIA"),
        # the description of another, or none at all
        ("In Sudan, the aid group told the RSF to leave.", "RSF", "arm:rsf", "ARMED_GROUP"),
        ("In Sudan, the RSF, the army and a rights group met.", "RSF", "arm:rsf", "ARMED_GROUP"),
        ("In Sudan, the RSF, a rights group and the army met.", "RSF", "arm:rsf", "ARMED_GROUP"),
        ("In Sudan, the RSF, a charity, and the army met.", "RSF", "arm:rsf", "ARMED_GROUP"),
        ("The military alliance NATO met.", "NATO", "igo:nato", "IGO"),
    ],
)
def test_descriptions_of_an_acronym(nlp: Language, text: str, name: str, entity: str, kind: str) -> None:
    mention = next(m for m in cn.read(text, nlp=nlp)._.mentions if m.text == name)
    assert (mention.entity_id, mention.kind) == (entity, kind)


@pytest.mark.model
def test_descriptions_that_contradict_one_another_leave_it_open(nlp: Language) -> None:
    text = "In Sudan, the paramilitary RSF left Khartoum. The watchdog RSF was glad."
    assert {m.entity_id for m in cn.read(text, nlp=nlp)._.mentions if m.text == "RSF"} == {"new:rsf"}
