"""Who is behind a title or a statement."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Special Envoy of the UN Secretary-General for Yemen Hans Odo said that talks went on.", "new:hans-odo"),
        # what stands before the person is no name: the lawyer speaks
        ("The lawyer for the trader Hans Odo said that talks went on.", None),
        ("Kundu Nut Company shut down and released a statement saying it had no choice.", "new:kundu-nut-company"),
        ("The African Union issued a statement saying that the road was open.", "igo:au"),
        ("Estimates by the WHO suggest that two million doses are needed.", "igo:who"),
        ("Estimates suggest that two million doses are needed.", None),
    ],
)
def test_issuers_behind_a_source_without_a_name(nlp: Language, text: str, speaker: str | None) -> None:
    assert nlp(text)._.quotes[-1].speaker_id == speaker


def test_issuers_of_a_statement_are_no_surer_than_the_reading(nlp: Language) -> None:
    quote = nlp("Kundu Nut Company shut down and released a statement saying it had no choice.")._.quotes[-1]
    assert quote.speaker_rule == "issuer"
    assert quote.speaker_score is not None
    assert quote.speaker_score <= 0.8
