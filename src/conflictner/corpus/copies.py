"""Whether two texts are copies: one order, nothing else said in between, the same names and figures.

A copy has another headline, lacks paragraphs, gains a footer: then one of the two has words where the other has none.
Two stories that share a header, a background paragraph and a footer differ otherwise: between what they share *both*
have words, each its own. Two reports of one form share the form and have other figures, or other places, in it. That is
what tells them apart, however much they share.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from conflictner.corpus.sketches import FIGURE, NAME, RUN


@dataclass(frozen=True, slots=True)
class Doubt:
    """How much may speak against two texts being copies; shares are of the runs that they have in common."""

    block: float  #: less than this in the place of something else is an edit or two
    contained: float  #: share of the shorter text that must stand in the longer one
    instead: float  #: what both have alone, headline aside: a new lead, a paragraph of the outlet's own
    added: float  #: what the fuller of the two has before and between, headline aside: cut out of the other, or added


#: Of texts that join a group, where others have a say ...
JOINING: Final = Doubt(block=3.0, contained=0.4, instead=0.5, added=float("inf"))
#: ... and of two that begin one: a wrong pair has no others to contradict it.
BEGINNING: Final = Doubt(block=1.0, contained=0.5, instead=0.08, added=0.4)
#: Runs that two sketches must share: fewer are a sentence, not an article.
LEAST: Final = 8
#: Of both texts together, what both have: a digest of many stories is no copy of any.
_COMMON: Final = 0.2
#: Words before the first that is shared which every copy may have otherwise: headline, byline, dateline.
_HEADLINE: Final = 25
#: What else stands replaced before and between what is shared, for each shared run ...
_REPLACED: Final = 0.25
#: ... and between alone, where a copy has edits, but another story its own news.
_BETWEEN: Final = 0.1
#: So much at the beginning and at the end may be a phrase that both have in their headline or footer ...
_EDGE: Final = 2
#: ... unless both have so much more of their own than that: two daily briefings with an item in common.
_APART: Final = 0.5
#: So many runs that one text has alone are a paragraph rather than an edit.
_PARAGRAPH: Final = 3
#: Runs with a name, or with a figure, that both have otherwise, for each that they share. Reports of one form have all
#: their figures, or all their places, otherwise; of a copy with a newer toll most are still there.
_PARTICULARS: Final = {NAME: 0.5, FIGURE: 1.0}
#: So few otherwise say nothing: a toll, the spelling of a name.
_FEW: Final = 3

#: What the one and the other text have alone before a run that they share, and the place of that run among those.
Gap = tuple[int, list[int], list[int]]


def near_copies(first: Sequence[int], second: Sequence[int], *, share: float = 1.0, doubt: Doubt = JOINING) -> bool:
    """Whether two sketches are of copies of one article.

    Args:
        first: The numbers of one text in reading order, as far as both sketches reach.
        second: Those of the other.
        share: How many of the runs of the texts are in the sketches.
        doubt: How much may speak against it.

    >>> story, footer = list(range(100, 220, 4)), list(range(900, 940, 4))  # runs without names and figures
    >>> near_copies([*story, *footer], [4, 8, *story[:20]])  # another headline, cut, another's footer
    True
    >>> near_copies([*range(0, 120, 4), *story], [*range(500, 620, 4), *story])  # the same background, other news
    False
    >>> first, second = (  # a report of one form: every third run has a figure, another one each time
    ...     [number + FIGURE + other if number % 3 == 0 else number for number in story] for other in (400, 800)
    ... )
    >>> near_copies(first, second), near_copies(first, first)
    (False, True)
    """
    places = {number: place for place, number in enumerate(second)}
    both = [(place, places[number]) for place, number in enumerate(first) if number in places]
    shared = len(both)
    if shared < LEAST or shared < doubt.contained * min(len(first), len(second)):
        return False
    if shared < _COMMON * (len(first) + len(second) - shared):
        return False
    kept = _rising(both)
    gaps = _gaps(kept, first, second, {first[place] for place, _ in both})
    edge = min(len(kept) // 8, _EDGE)
    end = len(kept) - edge
    return (
        _same_course(gaps, len(kept), edge, share, doubt)
        and _same_news(gaps, len(kept), end, share, doubt)
        and _same_particulars([gap for gap in gaps if edge < gap[0] < end], [first[place] for place, _ in kept])
    )


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


def _gaps(kept: list[tuple[int, int]], first: Sequence[int], second: Sequence[int], both: set[int]) -> list[Gap]:
    """Where the texts have something alone, before which of the runs that they share."""
    gaps = []
    a = b = 0
    for place, (next_a, next_b) in enumerate(kept):
        if next_a > a or next_b > b:
            own = [number for number in first[a:next_a] if number not in both]
            others = [number for number in second[b:next_b] if number not in both]
            if own or others:
                gaps.append((place, own, others))
        a, b = next_a + 1, next_b + 1
    return gaps


def _same_course(gaps: list[Gap], kept: int, edge: int, share: float, doubt: Doubt) -> bool:
    """Whether little stands in the very place of something else, before the first and up to the last shared run."""
    before = between = 0.0
    for place, own, others in gaps:
        # a note of two sentences has a short headline
        free = RUN * share if place else min(_HEADLINE * share, _REPLACED * kept)
        count = min(len(own), len(others)) - free
        if count <= 0:
            continue
        if place <= edge:
            before += count
        elif place < kept - edge and count >= doubt.block:
            between += count
    return between <= _BETWEEN * kept and before + between <= _REPLACED * kept


def _same_news(gaps: list[Gap], kept: int, end: int, share: float, doubt: Doubt) -> bool:
    """Whether there is little news that is one text's own, wherever it stands: a follow-up keeps the old background."""
    if _other([gap for gap in gaps if gap[0]]) > _APART * kept:
        return False
    long = [gap for gap in gaps if gap[0] < end and max(len(gap[1]), len(gap[2])) >= _PARAGRAPH]
    headline = _HEADLINE * share
    added = sum(max(len(own), len(others)) for _, own, others in long)
    return added - headline <= doubt.added * kept and _other(long) - headline <= doubt.instead * kept


def _same_particulars(gaps: list[Gap], kept: list[int]) -> bool:
    """Whether names and figures are rather the same than other ones: not those of another report of the same form."""
    if _other(gaps) <= _FEW:
        return True
    own = [number for _, numbers, _ in gaps for number in numbers]
    others = [number for _, _, numbers in gaps for number in numbers]
    for mark, most in _PARTICULARS.items():
        same, one, other = (sum(bool(number & mark) for number in some) for some in (kept, own, others))
        if min(one, other) > max(most * same, _FEW):
            return False
    return True


def _other(gaps: list[Gap]) -> int:
    """How many runs both texts have alone."""
    return min(sum(len(own) for _, own, _ in gaps), sum(len(others) for _, _, others in gaps))
