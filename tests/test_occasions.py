"""When and where words were spoken: cut off the end of a content."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The minister said the army would win in an interview with AFP on Monday.", "the army would win"),
        ("The minister said the army would win at a news conference in Goma.", "the army would win"),
        ("The minister said the army would win during a phone call.", "the army would win"),
        ("The army said on Saturday it had left Goma.", "it had left Goma"),
        # where something happened, not where it was said
        ("The minister said the men were shown on state television.", "the men were shown on state television"),
        ("She said they announced it in a statement.", "they announced it in a statement"),
        ("He said ten men had died at a peace conference.", "ten men had died at a peace conference"),
        ("He said ten men had died in a village.", "ten men had died in a village"),
    ],
)
def test_occasions_are_no_part_of_the_words(nlp: Language, text: str, content: str) -> None:
    assert [quote.text for quote in nlp(text)._.quotes] == [content]
