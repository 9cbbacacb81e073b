"""Interviews printed as questions and answers without names."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model

ANSWERS = """When did you come to Kundu?

In May. I said that the clinic would stay open.

Is there enough water?

No. We drink rain.

Do you think that it will end?

I hope so."""


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("The Tola Post interviews Amina Bello on the siege of Kundu", "Amina Bello"),
        ("Life under siege: an interview with Amina Bello", "Amina Bello"),
        ("Amina Bello: an interview", "Amina Bello"),
        # two are asked, nobody is named, or nobody is asked
        ("The Tola Post interviews Amina Bello and Musa Idris", None),
        ("The Tola Post interviews a surgeon on the trial of Musa Idris", None),
        ("A letter from Amina Bello", None),
    ],
)
def test_interviews_tell_who_says_i(nlp: Language, head: str, name: str | None) -> None:
    (quote,) = [q for q in nlp(f"{head}\n\n{ANSWERS}")._.quotes if q.cue_lemma == "say"]
    assert quote.speaker_name == (name or "I")
    assert (quote.speaker_id is None) == (name is None)


def test_interviews_have_questions(nlp: Language) -> None:
    doc = nlp("The Tola Post interviews Amina Bello\n\nI said that the clinic would stay open. Will it? I hope so.")
    assert [quote.speaker_id for quote in doc._.quotes if quote.cue_lemma == "say"] == [None]
