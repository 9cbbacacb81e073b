"""What a text states about where a place lies outranks how well known its namesakes are."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model


def countries(nlp: Language, text: str, name: str) -> list[str | None]:
    return [m.country for m in nlp(text)._.mentions if m.text == name]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("He fled Gaza.", "Gaza", ["PSE"]),
        ("The aid reached Gaza from Egypt.", "Gaza", ["PSE"]),
        ("The governor of Gaza province in Mozambique resigned in Maputo.", "Gaza", ["MOZ"]),
        ("Israel struck Deir al-Balah in Gaza.", "Deir al-Balah", ["PSE"]),
        # one point for each stated country
        ("The army shelled Tripoli, Lebanon. In Tripoli, Libya, two men died.", "Tripoli", ["LBN", "LBY"]),
        ("The army shelled Tripoli, Lebanon. Tripoli was quiet later.", "Tripoli", ["LBN", "LBN"]),
        # a village that no list has is not its namesake abroad
        ("The dam near Dar es Salaam (Dar es Salaam locality, North Darfur State) broke.", "Dar es Salaam", [None] * 2),
        ("A conference opened in Dar es Salaam.", "Dar es Salaam", ["TZA"]),
        ("Fighters attacked San José and Santa Rosa in Chocó on Friday.", "San José", ["COL"]),
        # "In Nairobi, Rwanda said" states nothing
        ("In Nairobi, Rwanda said that it would sign.", "Nairobi", ["KEN"]),
        # a country with a town of its own in the text is no province of its neighbour
        ("In Niger, gunmen killed nine near Tera. Nigeria's army helped in Bama, Borno.", "Niger", ["NER"]),
        # the town of a country's name is told as one
        ("In Armenia, a sleepy coffee town in Quindío, police found two bodies. Colombia wept.", "Armenia", ["COL"]),
        ("Gunmen killed nine in Minna, Niger State, Nigeria said.", "Niger State", ["NGA"]),
    ],
)
def test_stated_places(nlp: Language, text: str, name: str, expected: list[str | None]) -> None:
    assert countries(nlp, text, name) == expected


def test_a_province_of_the_sentence_settles_the_namesake(nlp: Language) -> None:
    text = "In Guaviare, Colombia, two factions fought for three days near San José."
    assert [m.entity_id for m in nlp(text)._.mentions if m.text == "San José"] == ["gn:3828545"]


def test_ten_namesakes_of_one_land_are_no_fact(nlp: Language) -> None:
    found = nlp("Rain fell on Mount Pleasant and on Larsi in the US on Friday.")._.mentions
    assert [(m.entity_id[:4], m.lat) for m in found if m.text == "Mount Pleasant"] == [("new:", None)]
