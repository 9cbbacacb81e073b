"""Where quotations stand, as far as coreference needs it: whole, by their marks, one level deep."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

_STRAIGHT: Final = frozenset(('"', "''", "``"))
#: What opens a quotation, and what closes it.
_OPENING: Final = {
    **{opening: frozenset(closing) for opening, closing in ("“”", "«»", ("„", "“”"), "‘’", "‹›")},
    **dict.fromkeys(_STRAIGHT, _STRAIGHT),
}
_MARKS: Final = frozenset((*_OPENING, "’"))


def quotations(words: list[str], paragraph: list[int]) -> list[tuple[int, int]]:
    """The quotations, marks included, as token offsets; an open one ends with its paragraph."""
    found: list[tuple[int, int]] = []
    behind = 0
    marks = [i for i, word in enumerate(words) if word in _MARKS]
    single = [i for i in marks if words[i] == "’"]
    for i in marks:
        closing = _OPENING.get(words[i])
        if i < behind or closing is None or (words[i] == "‘" and not _closes(i, single, paragraph)):
            continue
        end = i + 1
        while end < len(words) and paragraph[end] == paragraph[i] and words[end] not in closing:
            end += 1
        closed = end < len(words) and paragraph[end] == paragraph[i]
        behind = end + closed
        found.append((i, behind))
    return found


def _closes(start: int, single: list[int], paragraph: list[int]) -> bool:
    """Whether a single opening mark is closed in its paragraph: ‘...’ and not ‘Abd."""
    at = bisect_right(single, start)
    return at < len(single) and paragraph[single[at]] == paragraph[start]
