"""Whose police and army it is, by the places of the sentence."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "forces"),
    [
        # Police act at home: the place of their clause tells, wherever the rest of the text plays.
        ("Police arrested nine men in Nairobi. In Sanaa, the Houthis met.", {"pol:KEN"}),
        ("Sanaa is quiet. The Houthis met. Police in Nairobi arrested nine men.", {"pol:KEN"}),
        ("Police seized guns in Nairobi and Kampala. In Sanaa, the Houthis met.", set()),
        ("Police said nine men had been arrested in Nairobi. In Sanaa, the Houthis met.", set()),
        ("Kenya sent help. In Nairobi, police said the man had been trained in Somalia.", {"pol:KEN"}),
        ("Police in Nyala arrested nine men, the Sudanese government said.", {"pol:SDN"}),
        # An army of which nothing else is told is not that of a country named further down, nor aside.
        ("The army shelled Bunia. In Sanaa, the Houthis met with the Yemeni government.", set()),
        ("The trader, who is close to Uganda, said the army burned Qaxzu.", set()),
        ("The Colombian army met the ELN. The army in Caracas said it would help.", set()),
        # The land told last in the paragraph, unless two compete.
        ("French police arrested two men in Lyon. In Mali, a blast killed ten. Police said so.", set()),
        ("Clashes broke out in Mopti, Mali. Police said nine were hurt. France condemned it.", {"pol:MLI"}),
        ("Kenyan police said he was trained in Somalia. Police said he would be charged.", {"pol:KEN"}),
        ("Paris is worried, the French government said. Gunmen attacked Mopti. The army said nine died.", set()),
        ("The Israeli army said it would act. Jets hit Tyre in Lebanon. The army said it was done.", {"mil:ISR"}),
        # Armies act abroad.
        ("Israeli officials met in Jerusalem. The military said it struck targets in Lebanon.", {"mil:ISR"}),
        ("The Congolese government said the army had fled Goma for Rwanda.", {"mil:COD"}),
    ],
)
def test_the_place_of_the_sentence_comes_before_the_country_of_the_text(
    nlp: Language, text: str, forces: set[str]
) -> None:
    found = [m for m in nlp(text)._.mentions if m.mtype == "nominal" and m.kind in ("POLICE", "MILITARY")]
    assert {m.entity_id for m in found} == forces
