"""Whose group "the group" is, where somebody of it stands beside; whose soldiers "the soldiers" are in a quotation."""

from __future__ import annotations

import pytest
from spacy.language import Language

_TWO = "Talks with the ELN failed in Caracas. Dissidents of the FARC were hunted in Catatumbo. "


def nominal(nlp: Language, text: str, noun: str) -> set[str | None]:
    return {m.entity_id for m in nlp(text)._.mentions if m.mtype == "nominal" and m.text == noun}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "noun", "entity"),
    [
        (_TWO + "The group's negotiator, Pablo Beltrán, was angry.", "The group", "arm:eln"),
        (_TWO + "Pablo Beltrán, the group's negotiator, was angry.", "the group", "arm:eln"),
        (_TWO + "The negotiator of the group, Pablo Beltrán, was angry.", "the group", "arm:eln"),
    ],
)
def test_the_group_is_that_of_the_person_beside(nlp: Language, text: str, noun: str, entity: str) -> None:
    assert nominal(nlp, text, noun) == {entity}


@pytest.mark.model
def test_the_group_of_somebody_listed_is_no_other_one(nlp: Language) -> None:
    text = "Hamas left Khan Younis. The group's negotiator, Pablo Beltrán, was angry."
    assert nominal(nlp, text, "The group") == set()


@pytest.mark.model
def test_soldiers_in_the_mouth_of_a_rebel_are_not_the_rebels(nlp: Language) -> None:
    text = "The KNLA attacked Kawkareik. “We told the fighters to leave,” KNLA spokesman Saw Min Oo said."
    assert nominal(nlp, text, "the fighters") == set()


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "noun", "entity"),
    [
        (
            "Prime Minister Sena Odoro met the interior minister, Ali Kone, in Kundu. The minister said it was late.",
            "The minister",
            "new:ali-kone",
        ),
        (
            "Prime Minister Sena Odoro spoke in Kundu. The prime minister said it was late.",
            "The prime minister",
            "new:sena-odoro",
        ),
        (
            "Deputy governor Ali Kone spoke in Kundu. The deputy governor was late.",
            "The deputy governor",
            "new:ali-kone",
        ),
    ],
)
def test_offices_with_a_word_in_front(nlp: Language, text: str, noun: str, entity: str) -> None:
    assert nominal(nlp, text, noun) == {entity}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Former governor Ali Kone spoke in Kundu. The governor was late.", "The governor"),
        ("Vice president Ali Kone spoke in Kundu. The president was late.", "The president"),
    ],
)
def test_another_office_is_another_person(nlp: Language, text: str, noun: str) -> None:
    assert nominal(nlp, text, noun) == set()
