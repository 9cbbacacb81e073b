"""Namesakes by office: who is called by another office than the listed bearer held, in another country, is not he."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model

LISTED = "per:pedro-sanchez"


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Defence Minister Pedro Sánchez of Colombia said in Cali that police would come.", False),
        ("Pedro Sánchez, the Colombian defence minister, said in Cali that police would come.", False),
        ("The Colombian president smiled. His defence minister, Pedro Sánchez, said police would come.", False),
        ("The mayor of Kisumu in Kenya, Mayor Pedro Sánchez, was killed.", False),
        # his own office, no office, or his own country beside it
        ("Prime Minister Pedro Sánchez of Spain said in Cali that police would come.", True),
        ("Prime Minister Pedro Sánchez said in Colombia that police would come.", True),
        ("Pedro Sánchez said in Colombia that police would come.", True),
        ("In Spain and Colombia Minister Pedro Sánchez was heard.", True),
    ],
)
def test_another_office_abroad_is_a_namesake(nlp: Language, text: str, listed: bool) -> None:
    doc = nlp(text)
    ids = {span.kb_id_ for span in doc.spans["mentions"] if span.text == "Pedro Sánchez"}
    assert ids == {LISTED if listed else "new:pedro-sanchez"}
