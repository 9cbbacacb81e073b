"""Whose sister she is, and of whom she speaks."""

from __future__ import annotations

import pytest
from spacy.language import Language

_BEFORE = "Father Nestor Quiroga buried Alvaro Pinzon on Sunday. "


def pronouns(nlp: Language, text: str) -> list[tuple[str, str]]:
    return [(m.text, m.entity_id or "") for m in nlp(text)._.mentions if m.mtype == "pronoun"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            _BEFORE + "His sister, Paola Pinzon, insists that he never carried a gun.",
            [("His", "new:alvaro-pinzon"), ("he", "new:alvaro-pinzon")],
        ),
        (_BEFORE + "His brother, Carlos Pinzon, fled.", [("His", "new:alvaro-pinzon")]),
    ],
)
def test_kin_of_one_surname(nlp: Language, text: str, found: list[tuple[str, str]]) -> None:
    assert pronouns(nlp, text) == found


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        # no kin, another surname, two of the surname
        _BEFORE + "His lawyer, Paola Pinzon, fled.",
        _BEFORE + "His sister, Paola Arias, fled.",
        "Mario Pinzon met Alvaro Pinzon on Sunday. His sister, Paola Pinzon, fled.",
    ],
)
def test_kin_that_do_not_tell(nlp: Language, text: str) -> None:
    assert "coref:kin" not in {m.rule for m in nlp(text)._.mentions}


@pytest.mark.model
def test_the_name_of_the_next_sentence_is_no_kin(nlp: Language) -> None:
    text = "Jets killed Rosa Pinzon and her two sons. The mayor, Mario Pinzon, fled."
    assert "coref:kin" not in {m.rule for m in nlp(text)._.mentions}
