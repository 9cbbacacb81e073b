"""Names that speak and that no other step made a mention."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model


def voices(nlp: Language, text: str) -> list[tuple[str, str]]:
    """The mentions that the rule added."""
    return [(m.text, m.kind) for m in nlp(text)._.mentions if m.rule == "coref:voice"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The road was shut, according to Rosy Auguste Ducéna of the clinic. “It rained,” she said.",
            [("Rosy Auguste Ducéna", "PERSON")],
        ),
        ("He walked with his son Wisly. “My father ran,” Wisly said.", [("Wisly", "PERSON"), ("Wisly", "PERSON")]),
        ("Its radio arm, Andalus, says the town has fallen.", [("Andalus", "MEDIA")]),
        # a body, a word of the language, a people, an office: nothing tells a person
        ("Swissport said it had left.", []),
        ("Parliament said it would vote.", []),
        ("Mexicans say that the road is shut.", []),
        ("The Director said the road was shut.", []),
        ("The road leads to Wisly.", []),
    ],
)
def test_voices_are_names_that_speak(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert voices(nlp, text) == expected


def test_voices_are_whom_a_pronoun_takes_up(nlp: Language) -> None:
    doc = nlp("The road was shut, according to Rosy Auguste Ducéna of the clinic. “It rained,” she said.")
    assert {quote.speaker_name for quote in doc._.quotes} == {"Rosy Auguste Ducéna"}
