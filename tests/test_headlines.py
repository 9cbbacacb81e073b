"""Headlines read by the whole pipeline: their words are no names, and the names among them stay."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Resistance Fighters Warn Local Officials To Resign Before Fresh Attacks.", []),
        ("Benue State Continue To Count Dead After Herdsmen Attack", ["Benue State"]),
        # a listed group, the words around it, a listed place; a line that the parser cuts in two
        ("Boko Haram Fighters Ambush Convoy In Borno State", ["Boko Haram", "Borno State"]),
        # no headlines: a name of plain words within a sentence, two persons with their offices
        ("Soldiers of the Popular Defence Front killed four rebels near the border.", ["Popular Defence Front"]),
        ("President Joe Biden met Prime Minister Keir Starmer.", ["Joe Biden", "Keir Starmer"]),
    ],
)
def test_headlines_keep_names_and_drop_words(nlp: Language, text: str, expected: list[str]) -> None:
    assert [mention.text for mention in nlp(text)._.mentions if mention.mtype == "name"] == expected


def test_headlines_nationality_of_villagers_has_no_local_id(nlp: Language) -> None:
    mentions = nlp("Nigerian villagers buried the dead after an attack of gunmen killed six soldiers.")._.mentions
    assert [(mention.text, mention.entity_id) for mention in mentions if mention.kind == "PEOPLE"] == [
        ("Nigerian", None)
    ]
