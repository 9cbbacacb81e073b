"""Turns of transcripts: a name and a colon, behind a question and more than once."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [
                "Reporter: When will the army leave?",
                "General Mutebi: We will leave when the people ask us to.",
                "Reporter: And the rebels?",
                "General Mutebi: They are finished, and they know it.",
            ],
            ["We will leave when the people ask us to.", "They are finished, and they know it."],
        ),
        (
            [
                "Reporter: What happened in the village?",
                "Amina Bello: They came at night. They burned the houses.",
                "Reporter: Who were they?",
                "Amina Bello: It was the militia from the hills.",
            ],
            ["They came at night. They burned the houses.", "It was the militia from the hills."],
        ),
        # who is who: one line each, or no question before them
        (
            [
                "Who was there?",
                "Amina Bello: mayor since the spring of that year.",
                "Omar Idris: head of the council of the town.",
            ],
            [],
        ),
        (
            [
                "The dead and the missing",
                "Amina Bello: mayor since the spring of that year.",
                "Amina Bello: a lawyer before she was a mayor.",
            ],
            [],
        ),
    ],
)
def test_who_answers_questions_takes_turns(nlp: Language, lines: list[str], expected: list[str]) -> None:
    assert [quote.text for quote in nlp("\n\n".join(lines))._.quotes] == expected
