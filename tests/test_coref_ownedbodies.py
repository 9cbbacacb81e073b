"""Ministries and armies told by their country or its capital, and the staff of the only army."""

from __future__ import annotations

import pytest
from spacy.language import Language


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Kyiv's foreign ministry rejected the accusation that it had sold arms.", "gov:UKR-mfa"),
        ("Pakistan's foreign office denied that a port had been shelled.", "gov:PAK-mfa"),
        ("Kenya's defence ministry said the camp was empty.", "gov:KEN-mod"),
        ("Malian soldiers fled from Gao in Mali. The General Staff denied that a post was lost.", "mil:MLI"),
    ],
)
def test_a_body_speaks_that_is_told_by_its_country(nlp: Language, text: str, speaker: str) -> None:
    assert [q.speaker_id for q in nlp(text)._.quotes] == [speaker]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "rule"),
    [
        # another town's, the capital's own police
        ("Mombasa's foreign ministry said the road was shut.", "unresolved"),
        ("Nairobi's police said the road was shut.", "unresolved"),
        # two armies, none
        ("Malian soldiers and French troops met in Gao. The General Staff denied that a post was lost.", "unresolved"),
        ("The General Staff denied that a post was lost.", "unresolved"),
        ("A general staff denied that a post was lost.", "unnamed"),
    ],
)
def test_a_body_of_nobody_knows_whom_stays_open(nlp: Language, text: str, rule: str) -> None:
    assert [(q.speaker_id, q.speaker_rule) for q in nlp(text)._.quotes] == [(None, rule)]
