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
        ("Under the slogan “down with them” crowds filled the square of the town.", []),
        ("General Ndlovu called it “a lie” and the “Dawn Group” left.", ["it “a lie”"]),
        ("General Ndlovu spoke of “Operation Dawn”.", []),
        ("General Ndlovu spoke of “a new war”.", ["“a new war”"]),
        ("General Ndlovu said “Operation Dawn” had ended.", ["“Operation Dawn” had ended"]),
    ],
)
def test_what_is_called_so_is_said_and_a_name_is_not(nlp: Language, text: str, expected: list[str]) -> None:
    assert [quote.text for quote in nlp(text)._.quotes] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "General Ndlovu dismissed the charges as “baseless” and “false”.",
            ["the charges as “baseless” and “false”"],
        ),
        (
            "General Ndlovu called them “a lie”, and “an insult to the nation”.",
            ["them “a lie”, and “an insult to the nation”"],
        ),
    ],
)
def test_second_marks_belong_to_the_same_quote(nlp: Language, text: str, expected: list[str]) -> None:
    assert [quote.text for quote in nlp(text)._.quotes] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister accused “foreign sponsors” of helping the rebels.", ["helping the rebels"]),
        ("The minister blamed “foreign sponsors” for the blast.", ["“foreign sponsors” for the blast"]),
        ("Khartoum accused Abu Dhabi of arming the group, a charge the Gulf state rejects.", ["arming the group"]),
        ("Khartoum accused Abu Dhabi of arming the group, a charge in Sudan.", ["arming the group, a charge in Sudan"]),
    ],
)
def test_a_charge_is_what_somebody_is_accused_of(nlp: Language, text: str, expected: list[str]) -> None:
    assert [quote.text for quote in nlp(text)._.quotes] == expected
