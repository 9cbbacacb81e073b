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


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Her neighbour, who gave her name only as Iryna, said soldiers had left the depot.", "new:iryna"),
        ("A man who identified himself as Commander Dumar said the front would stay.", "new:dumar"),
        ("A fighter known as Baraka said the front would stay.", "new:baraka"),
        # another one's name, a verb of the speaker's own
        ("A man who knew Ali Musa said the front would stay.", None),
        ("A man whose brother is known as Ali Musa said the front would stay.", None),
        ("The leader who called Ali Musa a friend said the front would stay.", None),
    ],
)
def test_a_speaker_is_who_he_says_he_is(nlp: Language, text: str, speaker: str | None) -> None:
    (quote,) = nlp(text)._.quotes
    assert quote.speaker_id == speaker


def test_this_newspaper_is_no_outlet_of_before(nlp: Language) -> None:
    doc = nlp("Al Manar showed the ruins in Beirut. Tarek Mitri told this newspaper that the road was shut.")
    assert [m.text for m in doc._.mentions if m.entity_id == "med:almanar"] == ["Al Manar"]


def test_the_speaker_is_not_who_is_called_on(nlp: Language) -> None:
    text = (
        "Kamil Idris, whom the army named prime minister last month, called on the RSF to lay down its arms in Sudan."
    )
    (quote,) = nlp(text)._.quotes
    assert (quote.speaker_id, quote.addressee_id) == ("per:kamil-idris", "arm:rsf")
