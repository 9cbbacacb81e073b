"""Long documents: read in pieces cut between paragraphs, and the rows put together with offsets of the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from conflictner.rows import Mention, Quote, Span

#: A piece takes at most this many characters: 0.4 GB of memory with the small model, a million would take 3 GB.
PIECE: Final = 100_000
_BREAKS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # A paragraph that opens with a mark may go on with the quote before it: a cut there could lose the quote.
        r"\n[ \t]*\n(?=\s*[^\s“”\"‘'«„])",
        r"\n(?=\s*[^\s“”\"‘'«„])",
        r"\n",
        r"[.!?]\s",
        r"\s",
    )
)


def pieces(text: str, *, limit: int = PIECE) -> Iterator[tuple[int, str]]:
    r"""Cut a text into pieces with the offset of each; put together they are the text again.

    Args:
        text: A cleaned text.
        limit: Characters of a piece at most.

    >>> list(pieces("Goma fell.\n\nSake held out.\n\nMinova, too.", limit=20))
    [(0, 'Goma fell.\n\n'), (12, 'Sake held out.\n\n'), (28, 'Minova, too.')]
    """
    start = 0
    while len(text) - start > limit:
        end = _cut(text, start, start + limit)
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _cut(text: str, start: int, end: int) -> int:
    for pattern in _BREAKS:
        # In the last half of the piece, so that a document gives few pieces.
        ends = [match.end() for match in pattern.finditer(text, start + (end - start) // 2, end)]
        if ends:
            return ends[-1]
    return end


def shifted(
    mentions: Sequence[Mention], quotes: Sequence[Quote], *, offset: int, sentences: int, paragraphs: int, piece: int
) -> tuple[list[Mention], list[Quote]]:
    """The rows of a piece with the offsets, sentence and paragraph numbers and quote ids of the whole document."""

    def moved(span: Span) -> Span:
        return span[0] + offset, span[1] + offset

    def named(quote_id: str) -> str:
        return f"{quote_id}.{piece}"

    return (
        [
            replace(
                row,
                start=row.start + offset,
                end=row.end + offset,
                sentence=row.sentence + sentences,
                paragraph=row.paragraph + paragraphs,
            )
            for row in mentions
        ],
        [
            replace(
                row,
                quote_id=named(row.quote_id),
                parent_id=None if row.parent_id is None else named(row.parent_id),
                contents=tuple(map(moved, row.contents)),
                cues=tuple(map(moved, row.cues)),
                source_start=None if row.source_start is None else row.source_start + offset,
                source_end=None if row.source_end is None else row.source_end + offset,
                sentence=row.sentence + sentences,
            )
            for row in quotes
        ],
    )
