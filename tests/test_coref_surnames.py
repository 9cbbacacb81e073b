"""Surnames of the text that the base model reads as places."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "ngoma"),
    [
        ("In Goma, Col. Willy Ngoma spoke. “We stay,” Ngoma said.", ["per:willy-ngoma"]),
        ("Col. Willy Ngoma spoke. Ngoma said the town was calm.", ["per:willy-ngoma"]),
    ],
)
def test_a_surname_that_speaks_is_the_person(nlp: Language, text: str, ngoma: list[str]) -> None:
    assert [m.entity_id for m in nlp(text)._.mentions if m.text == "Ngoma"] == ngoma


def test_a_place_that_speaks_is_nobody_of_another_name(nlp: Language) -> None:
    doc = nlp("Col. Willy Ngoma left Goma. “We stay,” Kinshasa said.")
    assert {m.text: m.entity_id for m in doc._.mentions if m.mtype == "name"}["Goma"] == "gn:216281"
    assert doc._.quotes[0].speaker_id != "per:willy-ngoma"
