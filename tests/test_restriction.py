"""Nouns with words beside them that make another one of them, and those that stay the actor of before."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model


def meant(nlp: Language, text: str, noun: str) -> set[str]:
    return {m.entity_id or "" for m in nlp(text)._.mentions if m.mtype == "nominal" and m.text == noun}


@pytest.mark.parametrize(
    ("text", "noun", "entity"),
    [
        # "of" opens a charge, or says which army it is
        ("M23 and Congolese troops fought. Residents accused the army of looting.", "the army", "mil:COD"),
        ("M23 and Congolese troops fought. Residents joined the army of looters.", "the army", ""),
        # A capitalised word in front makes a name of it, which is nobody of before.
        ("M23 took Sake. The Harbour Doctors group said nine people were killed.", "The Harbour Doctors group", ""),
        ("Hezbollah hit Haifa. The Lebanese Nurses group said nine were dead.", "The Lebanese Nurses group", ""),
        ("Hamas rejected the offer. The Olive Tree group said farmers were beaten.", "The Olive Tree group", ""),
        ("The Houthis took Marib. The Mothers Union movement said they had fled.", "The Mothers Union movement", ""),
        # Faith, people and nation do not, where the nation is the actor's.
        ("M23 took Sake. The group said nine people were killed.", "The group", "arm:m23"),
        ("Boko Haram took Baga. The Islamist group said it would stay.", "The Islamist group", "arm:boko-haram"),
        ("M23 took Sake. The Congolese group said it would stay.", "The Congolese group", "arm:m23"),
        ("M23 took Sake. The Israeli group said nine people were killed.", "The Israeli group", ""),
        ("M23 took Sake. The rebel group said it would stay.", "The rebel group", "arm:m23"),
    ],
)
def test_a_name_is_no_anaphor(nlp: Language, text: str, noun: str, entity: str) -> None:
    assert meant(nlp, text, noun) == ({entity} if entity else set())


@pytest.mark.parametrize(
    ("text", "noun", "entity"),
    [
        ("Soldiers loyal to Riek Machar burned the market of Juba.", "Soldiers", ""),
        ("The Libyan army shelled Tripoli. The soldiers, allied with Khalifa Haftar, fled.", "The soldiers", ""),
        ("Kenyan police met in Nairobi. Police loyal to the Houthis seized nine men.", "Police", ""),
        ("The Malian army left Gao. The troops backing Iyad Ag Ghaly stayed.", "The troops", ""),
        ("The Malian army left Gao. The soldiers under Col. Sena Odo stayed.", "The soldiers", ""),
        ("The Malian army left Gao. Soldiers who had defected stayed.", "Soldiers", ""),
        # Not every participle tells a side.
        ("The Malian army left Gao. The soldiers under fire fled.", "The soldiers", "mil:MLI"),
        ("The Malian army left Gao. The troops backed by tanks fled.", "The troops", "mil:MLI"),
        ("The Malian army left Gao. The soldiers stayed in Timbuktu.", "The soldiers", "mil:MLI"),
        ("The Malian army left Gao. The army, led by Assimi Goita, stayed.", "The army", "mil:MLI"),
        # Nor of a group that has one leader.
        ("M23 took Sake. The rebels led by Sultani Makenga said they would stay.", "The rebels", "arm:m23"),
        ("M23 took Sake. The rebels led by Riek Machar said they would stay.", "The rebels", ""),
        ("M23 took Sake. The rebels, backed by Rwanda, said they would stay.", "The rebels", "arm:m23"),
    ],
)
def test_who_serves_somebody_is_not_the_force_of_the_country(nlp: Language, text: str, noun: str, entity: str) -> None:
    assert meant(nlp, text, noun) == ({entity} if entity else set())


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("RSF fighters entered El Fasher. The Emergency Lawyers group said 13 people died.", "org:emergency-lawyers"),
        ("RSF fighters entered El Fasher. The Emergency Lawyers said 13 people died.", "org:emergency-lawyers"),
        ("RSF fighters entered El Fasher. Emergency lawyers in the city said 13 people died.", None),
    ],
)
def test_a_listed_body_with_a_noun_behind_it_speaks(nlp: Language, text: str, speaker: str | None) -> None:
    assert [quote.speaker_id for quote in nlp(text)._.quotes] == [speaker]


@pytest.mark.parametrize(
    ("noun", "known"), [("The hospitals", set()), ("The rebels", {"arm:m23"}), ("The charities", set())]
)
def test_several_bodies_are_not_the_one_of_before(nlp: Language, noun: str, known: set[str]) -> None:
    text = f"M23 took Sake. Panzi Hospital and Oxfam closed. {noun} stayed in Bukavu."
    assert meant(nlp, text, noun) == known
