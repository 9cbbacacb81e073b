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


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Dr. Rao said that parents would do better.", "Rao"),
        ("Paris, 34, said she had fled.", "Paris"),
    ],
)
def test_a_place_that_speaks_is_a_person_where_title_or_age_tells(nlp: Language, text: str, person: str) -> None:
    (quote,) = nlp(text)._.quotes
    assert (quote.speaker_name, quote.speaker_id) == (person, f"new:{person.lower()}")


@pytest.mark.parametrize(
    "text", ["Juba said it would attend the talks.", "Qatar, a mediator, said the talks would go on."]
)
def test_a_capital_or_country_that_speaks_stays_one(nlp: Language, text: str) -> None:
    (quote,) = nlp(text)._.quotes
    assert str(quote.speaker_id).startswith(("cty:", "gov:"))
