"""Contents that are no clause: what a report is called, as what charges are dismissed, of what one speaks."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("General Ndlovu called the report “a fabrication”.", ["the report “a fabrication”"]),
        ("The junta's spokesman called the report “a fabrication”.", ["the report “a fabrication”"]),
        ("General Ndlovu read the report “A Year of War”.", []),
        (
            "Crowds under the slogan “down with them” filled the square, General Ndlovu said.",
            ["Crowds under the slogan “down with them” filled the square"],
        ),
        ("General Ndlovu dismissed the charges as “baseless” and “false”.", ["the charges as “baseless” and “false”"]),
        (
            "General Ndlovu called them “a lie”, and “an insult to the nation”.",
            ["them “a lie”, and “an insult to the nation”"],
        ),
        ("General Ndlovu called it “a lie” and the “Dawn Group” left.", ["it “a lie”"]),
        ("General Ndlovu spoke of “Operation Dawn”.", []),
        ("General Ndlovu said “Operation Dawn” had ended.", ["“Operation Dawn” had ended"]),
        ("General Ndlovu spoke of “a new war”.", ["“a new war”"]),
    ],
)
def test_what_the_frame_of_a_verb_holds_is_said(nlp: Language, text: str, expected: list[str]) -> None:
    assert [quote.text for quote in nlp(text)._.quotes] == expected
