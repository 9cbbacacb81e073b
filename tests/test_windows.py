"""The words around a quotation."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from conflictner.components.quotes.reading import Reading
from conflictner.components.quotes.windows import ends_sentence, last_visible, stands_alone, window_around

Make = Callable[..., Doc]


def test_windows_stop_at_sentences_and_neighbours(make_doc: Make) -> None:
    reading = Reading(make_doc("It fell . He said : “ We go ” on Monday . “ Yes ” ."))
    first, second = reading.quotations
    window = window_around(reading, first, None, second)
    assert reading.span_text(window.before, window.left) == "He said :"
    assert reading.span_text(window.right, window.after) == "on Monday"


def test_windows_platform_name_with_full_stop_ends_a_sentence(make_doc: Make) -> None:
    doc = Reading(make_doc("posted on X. Its army")).doc
    assert ends_sentence(doc, 2)
    assert not ends_sentence(Reading(make_doc("Malcolm X. Smith")).doc, 1)


@pytest.mark.parametrize(
    ("words", "char", "alone"),
    [("he said : “ We go ”", ":", True), ("the “ strategic ” bridge", "e", False), ("he said\n\n“ We go ”", "d", True)],
)
def test_windows_utterances_and_fragments(make_doc: Make, words: str, char: str, alone: bool) -> None:
    reading = Reading(make_doc(words))
    assert last_visible(reading, reading.quotations[0]) == char
    assert stands_alone(reading, reading.quotations[0]) == alone
