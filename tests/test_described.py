"""Offices told with more than a noun."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Indiana Gov. Dax Odo spoke. The Indiana governor said that he would stay.", "new:dax-odo"),
        ("Dax Odo, the Indiana governor, spoke. The Indiana governor said that he would stay.", "new:dax-odo"),
        ("Sen. Dax Odo of South Carolina left. The South Carolina senator said no deal was near.", "new:dax-odo"),
        # the title may follow
        ("The Indiana governor said that he would stay. Indiana governor Dax Odo then left.", "new:dax-odo"),
        # another office, another place, anybody, or one of two
        ("Indiana Gov. Dax Odo spoke. The former Indiana governor said that he would stay.", None),
        ("Indiana Gov. Dax Odo spoke. The Ohio governor said that he would stay.", None),
        ("Indiana Gov. Dax Odo spoke. An Indiana governor said that he would stay.", None),
        ("Indiana senator Dax Odo and Indiana senator Ali Sule met. The Indiana senator said he would stay.", None),
        ("Biden campaign spokesman Dax Odo spoke. The Biden campaign said it would stay.", None),
    ],
)
def test_described_is_who_bears_all_the_words(nlp: Language, text: str, speaker: str | None) -> None:
    assert [quote.speaker_id for quote in nlp(text)._.quotes] == [speaker]
