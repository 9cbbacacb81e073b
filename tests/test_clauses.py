"""A title, a clause and a name: who the general is who commands the force."""

from __future__ import annotations

import pytest
from spacy.language import Language


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The general who commands the Orion Task Force, Nelson Arango Pardo, told me he was tired.", "Nelson Arango"),
        ("The governor who signed the truce, Amadou Sidibé, said that the road was open.", "Amadou Sidibé"),
        ("The colonel whose men hold the bridge, Pavel Horbenko, said that nobody would cross.", "Pavel Horbenko"),
    ],
)
def test_the_title_is_the_name_behind_the_clause(nlp: Language, text: str, name: str) -> None:
    doc = nlp(text)
    (quote,) = doc._.quotes
    named = [m.entity_id for m in doc._.mentions if m.mtype == "name" and m.text.startswith(name)]
    assert named == [quote.speaker_id]
    assert [m.kind for m in doc._.mentions if m.text.startswith(name)] == ["PERSON"]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        # a list, and somebody else behind the clause
        "The governor who signed the truce, Amadou Sidibé and two officers said that the road was open.",
        "The general who commands the force, a friend of Amadou Sidibé, said that the road was open.",
        "Men who fled the general, Amadou Sidibé among them, said that the road was open.",
    ],
)
def test_the_name_behind_is_not_the_title(nlp: Language, text: str) -> None:
    assert [m.text for m in nlp(text)._.mentions if m.rule == "coref:apposition"] == []
