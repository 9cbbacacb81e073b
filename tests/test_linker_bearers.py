"""Which of several bearers of one name is meant: the one at home in the text, and nobody where nothing tells."""

from __future__ import annotations

import pytest
from spacy.language import Language

MOZ = "arm:ansar-sunna"
ELN_LEADER = "per:antonio-garcia-eln"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        # two groups of one name: that of the country of the text
        ("In Chiure, Mozambique, rebels known as al-Shabab burnt a church, police in Pemba said.", "al-Shabab", MOZ),
        ("In Mogadishu, Somali troops killed ten al-Shabab fighters, Somalia said.", "al-Shabab", "arm:alshabaab"),
        # a bracket in the list tells namesakes apart; without the country the name may be anybody's
        ("In Bogotá, Antonio García of the ELN said that Colombia had lied.", "Antonio García", ELN_LEADER),
        ("In Madrid, Antonio García painted the king of Spain.", "Antonio García", "new:antonio-garcia"),
    ],
)
def test_names_of_several_bearers(nlp: Language, text: str, name: str, expected: str) -> None:
    assert {m.entity_id for m in nlp(text)._.mentions if m.text == name} == {expected}
