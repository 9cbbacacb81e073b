"""Turns of transcripts: a name and a colon, behind a question and more than once."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Reporter: When will the army leave?\n\nGeneral Mutebi: We will leave when the people ask us to.\n\nReporter: And the rebels?\n\nGeneral Mutebi: They are finished, and they know it.",
            ["We will leave when the people ask us to.", "They are finished, and they know it."],
        ),
        (
            "Reporter: What happened in the village?\n\nAmina Bello: They came at night. They burned the houses.\n\nReporter: Who were they?\n\nAmina Bello: It was the militia from the hills.",
            ["They came at night. They burned the houses.", "It was the militia from the hills."],
        ),
        (
            "Who was there?\n\nAmina Bello: mayor since the spring of that year.\n\nOmar Idris: head of the council of the town.",
            [],
        ),
        (
            "The dead and the missing\n\nAmina Bello: mayor since the spring of that year.\n\nAmina Bello: a lawyer before she was a mayor.",
            [],
        ),
    ],
)
def test_who_answers_questions_takes_turns(nlp: Language, text: str, expected: list[str]) -> None:
    assert [quote.text for quote in nlp(text)._.quotes] == expected
