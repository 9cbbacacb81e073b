"""Whether two sketches are of copies: what is shared stands in one order, with nothing else in its place."""

from __future__ import annotations

import pytest

from conflictner.corpus.copies import LEAST, near_copies

STORY = list(range(100, 140))


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (STORY, True),
        ([1, 2, 3, *STORY], True),  # another headline
        (STORY[:20], True),  # its tail cut
        ([*STORY, *range(900, 910)], True),  # a footer
        ([*STORY[:10], *STORY[20:]], True),  # a paragraph cut
        ([*STORY[20:], *STORY[:20]], True),  # its halves turned round
        ([*STORY[: LEAST - 1], *range(500, 540)], False),  # a phrase
        ([*range(500, 560), *STORY[:12]], False),  # the same background
        ([*STORY, *range(500, 700)], False),  # a digest of many stories
        ([*STORY[:15], *range(500, 525), *STORY[15:]], True),  # said more in between: the first says nothing there
        ([*STORY[:10], *range(500, 510), *STORY[20:30], *range(600, 610)], False),  # its own news between
        ([], False),
    ],
)
def test_near_copies(second: list[int], expected: bool) -> None:
    assert near_copies(STORY, second) is expected
    assert near_copies(second, STORY) is expected
