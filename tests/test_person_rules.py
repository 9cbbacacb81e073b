"""Titles and trades beside a name make it a person's, whatever towns are called so."""

from __future__ import annotations

import pytest
from spacy.language import Language

import conflictner as cn

pytestmark = pytest.mark.model


def kinds(nlp: Language, text: str) -> set[tuple[str, str]]:
    return {(m.text, m.kind) for m in cn.read(text, nlp=nlp)._.mentions if m.mtype == "name"}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They met Dr. Rao at the clinic.", "Rao", "PERSON"),
        ("Dr. Rao was in Goma. Dr. Rao treated nine men.", "Rao", "PERSON"),
        ("Mr. Paris fled.", "Paris", "PERSON"),
        ("Troops left General Santos for Davao.", "General Santos", "PLACE"),
        ("Juba, a fisherman, said the boats were gone.", "Juba", "PERSON"),
        ("Kabul, a retired teacher, fled.", "Kabul", "PERSON"),
        ("Juba, a teacher training hub, fell.", "Juba", "PLACE"),
        ("In Goma, a farmer said so.", "Goma", "PLACE"),
        ("Troops left Goma, a resident of the town said.", "Goma", "PLACE"),
        ("Rebels from Kabul, a doctor and two nurses fled.", "Kabul", "PLACE"),
    ],
)
def test_titles_and_trades_make_a_person(nlp: Language, text: str, name: str, kind: str) -> None:
    assert (name, kind) in kinds(nlp, text)


def test_a_trade_makes_a_person_of_that_use_alone(nlp: Language) -> None:
    text = "Talks are held in Juba, the capital of South Sudan. Juba, a fisherman, said the boats were gone."
    assert {("Juba", "PLACE"), ("Juba", "PERSON")} <= kinds(nlp, text)
