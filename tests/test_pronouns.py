"""Pronouns whose clause tells who is meant."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model


def meant(nlp: Language, text: str, pronoun: str) -> list[str | None]:
    return [m.entity_id for m in nlp(text)._.mentions if m.mtype == "pronoun" and m.text == pronoun]


@pytest.mark.parametrize(
    ("text", "pronoun", "entities"),
    [
        # whose noun is the subject of what is reported: who reports it
        ("Sena Odo led it. Omar Bello rejected it, saying that his cabinet had fallen.", "his", ["new:omar-bello"]),
        ("Sena Odo met Omar Bello, who said his cabinet had fallen.", "his", ["new:omar-bello"]),
        ("Sena Odo told Omar Bello that his cabinet had fallen.", "his", []),
        # who is asked or made to do it
        ("France urged Rwanda to withdraw its troops from Goma.", "its", ["cty:RWA"]),
        ("The UN called on the RSF to lay down its arms in Sudan.", "its", ["arm:rsf"]),
        ("Kinshasa accused Uganda of hiding its dead.", "its", ["cty:UGA"]),
        ("France promised Rwanda to withdraw its troops.", "its", ["cty:FRA"]),
        ("The SAMIDRC was told on Monday to keep behind its walls in Goma.", "its", ["pko:samidrc"]),
        # a mission is told by the name behind it
        ("The UN mission in Haiti, BINUH, said it could not comment.", "it", ["pko:binuh"]),
    ],
)
def test_the_teller_is_meant(nlp: Language, text: str, pronoun: str, entities: list[str]) -> None:
    assert meant(nlp, text, pronoun) == entities


def test_a_group_that_is_named_behind_the_comma_is_no_group_of_before(nlp: Language) -> None:
    doc = nlp("The Chin National Army took the base on Wednesday, according to the group, the Chinland Council.")
    assert [m.entity_id for m in doc._.mentions if m.text == "the group"] == ["new:chinland-council"]


def test_he_is_not_who_spoke_before_a_pastor_whose_name_nobody_knows(nlp: Language) -> None:
    text = "A source in Goma said the road was shut. The pastor Lalthanmawia hides ten families. “We wait,” he said."
    assert nlp(text)._.quotes[-1].speaker_name == "he"
