"""Offices of which an article without a date does not tell the holder, and how the library says so."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from conflictner.pipeline import make_doc

_COLOMBIA = "Rebels burned trucks in Catatumbo, in the east of Colombia. The president wrote that war was coming."


def read(nlp: Language, text: str, date: str | None = None) -> Doc:
    doc: Doc = nlp(make_doc(nlp, text, date=date))
    return doc


def president(doc: Doc) -> list[str | None]:
    return [m.entity_id for m in doc._.mentions if m.text == "The president"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "date", "found"),
    [
        (_COLOMBIA, "2024-03-01", ["per:gustavo-petro"]),
        (_COLOMBIA, None, []),
        ("Gustavo Petro came to office in 2022. " + _COLOMBIA, None, ["per:gustavo-petro"]),
        # not any listed person, and not one of two
        ("Pablo Beltrán spoke. " + _COLOMBIA, None, []),
        ("Iván Duque met Gustavo Petro. " + _COLOMBIA, None, []),
    ],
)
def test_the_president_needs_a_date_or_a_name(nlp: Language, text: str, date: str | None, found: list[str]) -> None:
    assert president(read(nlp, text, date)) == found


@pytest.mark.model
def test_why_tells_that_the_date_is_missing(nlp: Language) -> None:
    doc = read(nlp, _COLOMBIA)
    told = doc._.why(_COLOMBIA.index("The president"))
    assert told is not None
    assert (told.text, told.entity_id, told.mtype) == ("The president", "", "nominal")
    assert "no date was given" in str(told)


@pytest.mark.model
def test_why_tells_why_a_pronoun_was_left(nlp: Language) -> None:
    text = "Ali Kone fled Goma. A driver was hurt. He was tired."
    told = nlp(text)._.why(text.index("He was"))
    assert told is not None
    assert "without a name" in str(told)
