"""Short names of persons: which of two surnames they are, and how far above the full name they may stand."""

from __future__ import annotations

import pytest
from spacy.language import Language


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("General Nelson Arango Pardo flew in. The rain stopped, Arango said.", "Arango", "new:nelson-arango-pardo"),
        ("General Nelson Arango Pardo flew in. The rain stopped, Pardo said.", "Pardo", "new:nelson-arango-pardo"),
        (
            "09:40 - Zelensky: no talks today\nPresident Volodymyr Zelensky told reporters that the talks were off.",
            "Zelensky",
            "per:volodymyr-zelenskyy",
        ),
    ],
)
def test_short_name_takes_the_full_one(nlp: Language, text: str, short: str, full: str) -> None:
    assert {m.entity_id for m in nlp(text)._.mentions if m.text == short} == {full}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        # a given name in the middle, another bearer, a full sentence above
        ("General Ali Hassan Odoro flew in. The rain stopped, Hassan said.", "Hassan", "new:ali-hassan-odoro"),
        (
            "General Nelson Arango Pardo met Luz Arango. The rain stopped, Arango said.",
            "Arango",
            "new:nelson-arango-pardo",
        ),
        ("Zelensky, a baker, was hurt.\nPresident Volodymyr Zelensky spoke.", "Zelensky", "per:volodymyr-zelenskyy"),
    ],
)
def test_short_name_stays_somebody_else(nlp: Language, text: str, short: str, full: str) -> None:
    assert full not in {m.entity_id for m in nlp(text)._.mentions if m.text == short}


@pytest.mark.model
def test_a_senate_of_no_country_is_a_name_without_an_id(nlp: Language) -> None:
    found = [(m.text, m.kind, m.entity_id) for m in nlp("The Senate voted on Monday. Government fell.")._.mentions]
    assert found == [("Senate", "GOVERNMENT", None)]


@pytest.mark.model
def test_a_pronoun_goes_to_the_nearer_woman_and_not_to_who_may_be_one(nlp: Language) -> None:
    doc = nlp("Dax Fowler has backed Hillary Clinton since her first campaign. Fowler said he would stay.")
    pronouns = {m.text: m.entity_id for m in doc._.mentions if m.mtype == "pronoun"}
    assert pronouns["he"] == "new:dax-fowler"
    assert pronouns.get("her") != "new:dax-fowler"


@pytest.mark.model
def test_names_a_nationality_is_no_part_of_its_army(nlp: Language) -> None:
    text = "Eritrean troops fought in Tigray. Some 900 Sudanese and Eritrean refugees fled. South Sudanese troops left."
    found = {m.text: m.entity_id for m in nlp(text)._.mentions}
    assert found["Eritrean troops"] == "mil:ERI"
    assert found["Eritrean"] != "mil:ERI"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Sena Odo left for Goma. Prime Minister Karim Odo told reporters so. “We stay,” Odo said.", "new:karim-odo"),
        (
            "Sena Odo, a teacher, sold her house. Karim Odo, a shopkeeper, buried his brother. “Who pays? Who goes?” "
            "Odo asked.",
            "new:karim-odo",
        ),
        # both named, neither named: one of the two, and no third person
        ("Sena Odo, a teacher, met Karim Odo, a shopkeeper. “Who pays for this?” Odo asked.", None),
        (
            "Sena Odo, a teacher, met Karim Odo, a shopkeeper. It was late. It rained. “Who pays?” Odo asked.",
            None,
        ),
    ],
)
def test_of_two_bearers_of_a_surname_the_one_just_named_is_meant(nlp: Language, text: str, meant: str | None) -> None:
    doc = nlp(text)
    assert [m.entity_id for m in doc._.mentions if m.text == "Odo"] == [meant]
    assert all(m.score <= 0.75 for m in doc._.mentions if m.text == "Odo" and meant)
    quote = doc._.quotes[-1]
    assert quote.speaker_id == meant
    assert meant or quote.speaker_rule == "unresolved"
