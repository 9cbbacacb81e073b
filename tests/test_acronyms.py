"""Acronyms in title case: "(Pares)" is the foundation before it, "(Nairobi)" is where the council sits."""

from __future__ import annotations

import pytest
from spacy.language import Language

from conflictner.components.coref.acronyms import is_short_title, opened


@pytest.mark.parametrize(
    ("short", "words", "share"),
    [
        ("Acled", "Armed Conflict Location and Event Data Project", 1.0),
        ("Pares", "Peace and Reconciliation Foundation", 0.8),
        ("Nairobi", "Norwegian Refugee Council", 2 / 7),
        ("Goma", "Great Lakes Forum", 0.25),
        ("Unidir", "United Nations Institute for Disarmament Research", 1.0),
    ],
)
def test_letters_open_words(short: str, words: str, share: float) -> None:
    assert opened(short, words.split()) == pytest.approx(share)


@pytest.mark.parametrize(("text", "short"), [("Pares", True), ("PARES", False), ("Al", False), ("Goma photo", False)])
def test_is_short_title(text: str, short: bool) -> None:
    assert is_short_title(text) is short


def entities(nlp: Language, text: str, word: str) -> list[str | None]:
    return [m.entity_id for m in nlp(text)._.mentions if m.text == word]


@pytest.mark.model
def test_the_word_in_brackets_is_the_organisation_here_and_later(nlp: Language) -> None:
    text = "Laura Diaz of the Dialogue and Return Foundation (Diref) sees a pattern. Diref has counted the dead."
    assert entities(nlp, text, "Diref") == ["new:dialogue-and-return-foundation"] * 2
    assert {m.kind for m in nlp(text)._.mentions if m.text == "Diref"} <= {"ORG", "NGO"}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The Norwegian Refugee Council (Nairobi) said that rain fell.", "Nairobi"),
        ("The Lake Peace Forum (Goma) said that rain fell.", "Goma"),
        ("The National Rescue Council (Reuters) said that rain fell.", "Reuters"),
    ],
)
def test_the_word_in_brackets_is_something_else(nlp: Language, text: str, word: str) -> None:
    council = {m.entity_id for m in nlp(text)._.mentions if "Council" in m.text or "Forum" in m.text}
    assert not council & set(entities(nlp, text, word))
