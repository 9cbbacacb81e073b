"""Whether two texts are copies: what they share stands in one order, and neither says something else in between.

A copy has another headline, lacks paragraphs, gains a footer: then one of the two has words where the other has none.
Two stories that share a header, a background paragraph and a footer differ otherwise: between what they share *both*
have words, each its own. That is what tells them apart, however much they share.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from conflictner.corpus.sketches import RUN

#: Runs that two sketches must share: fewer are a sentence, not an article.
LEAST: Final = 8
#: Share of the shorter text that must stand in the longer one.
_CONTAINED: Final = 0.4
#: Of both texts together, what both have: a digest of many stories is no copy of any.
_COMMON: Final = 0.2
#: Words before the first that is shared which every copy may have otherwise: headline, byline, dateline.
_HEADLINE: Final = 25
#: What else stands replaced before and between what is shared, for each shared run ...
_REPLACED: Final = 0.25
#: ... and between alone, where a copy has edits, but another story its own news.
_BETWEEN: Final = 0.05
#: Less than this in one place is an edit or two.
BLOCK: Final = 3.0
#: So much at the beginning and at the end may be a phrase that both have in their headline or footer.
_EDGE: Final = 2


def near_copies(first: Sequence[int], second: Sequence[int], *, share: float = 1.0, block: float = BLOCK) -> bool:
    """Whether two sketches are of copies of one article.

    Args:
        first: The numbers of one text in reading order, as far as both sketches reach.
        second: Those of the other.
        share: How many of the runs of the texts are in the sketches.
        block: How much is replaced in one place by an edit or two.

    >>> story, footer = list(range(100, 130)), list(range(900, 910))
    >>> near_copies([*story, *footer], [1, 2, *story[:20]])  # another headline, cut, another's footer
    True
    >>> near_copies([*range(30), *story], [*range(50, 80), *story])  # two stories with the same background
    False
    """
    places = {number: place for place, number in enumerate(second)}
    both = [(place, places[number]) for place, number in enumerate(first) if number in places]
    shared = len(both)
    shorter = min(len(first), len(second))
    if shared < LEAST or shared < _CONTAINED * shorter:
        return False
    if shared < _COMMON * (len(first) + len(second) - shared):
        return False
    kept = _rising(both)
    before, between = _replaced(kept, first, second, share, block)
    return between <= _BETWEEN * len(kept) and before + between <= _REPLACED * len(kept)


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises in both texts; what was moved is left out."""
    ends: list[int] = []
    last: list[int] = []  # the pair that ends the best run of each length
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            last.append(number)
        else:
            ends[length] = place
            last[length] = number
    chain = []
    at = last[-1] if last else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _replaced(
    kept: list[tuple[int, int]], first: Sequence[int], second: Sequence[int], share: float, block: float
) -> tuple[float, float]:
    """How much stands in the place of something else, before the first and up to the last run that is shared."""
    both = {*first} & {*second}
    counts = []
    a = b = 0
    free = min(_HEADLINE * share, _REPLACED * len(kept))  # a note of two sentences has a short headline
    for next_a, next_b in kept:
        own = sum(number not in both for number in first[a:next_a])
        others = sum(number not in both for number in second[b:next_b])
        counts.append(max(min(own, others) - free, 0.0))
        a, b, free = next_a + 1, next_b + 1, RUN * share
    edge = min(len(counts) // 8, _EDGE)
    before, between = counts[: edge + 1], counts[edge + 1 : len(counts) - edge]
    return sum(before), sum(count for count in between if count >= block)
