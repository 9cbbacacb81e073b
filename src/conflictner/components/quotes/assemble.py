"""The global pass: of all proposals one choice that agrees with itself; a character has one outermost content."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Final

from conflictner.components.quotes.attribution import VIEW, Attribution, Judge, by_table
from conflictner.components.quotes.boundaries import TRAILING, clause_start
from conflictner.components.quotes.cues import THINK
from conflictner.components.quotes.reading import Reading
from conflictner.rows import overlaps

_FIRST: Final = frozenset({"i", "we", "you", "me", "us"})
#: Below this a proposal is not worth a reader's time.
THRESHOLD: Final = 0.5


@dataclass(slots=True, eq=False)
class Chosen:
    """An attribution that was kept, and the one it stands in."""

    attribution: Attribution
    parent: Attribution | None = None


def choose(
    reading: Reading, direct: list[Attribution], indirect: list[Attribution], judge: Judge = by_table
) -> list[Chosen]:
    """Keep the best proposals that do not contradict each other, in reading order.

    Args:
        reading: The Doc.
        direct: Quotations given to speakers.
        indirect: Contents of cues outside marks, scored.
        judge: What scores the direct ones.

    Returns:
        Outermost contents without overlap, and nested ones with their parent.
    """
    for attribution in direct:
        attribution.weighed = _with_source(reading, attribution)
        attribution.score = judge(attribution, attribution.weighed)
    ranked = sorted(direct, key=lambda a: -a.score) + sorted(indirect, key=lambda a: (-a.score, a.start))
    kept = _Kept()
    for attribution in ranked:
        if attribution.score < THRESHOLD or not _is_sound(reading, attribution):
            continue
        over = kept.over(attribution)
        if not over:
            kept.add(Chosen(attribution))
            continue
        outer = _smallest([c.attribution for c in over if _within(reading, attribution, c.attribution)])
        if outer is not None:
            if _may_nest(reading, attribution) and not any(_says_the_same(reading, c, attribution) for c in over):
                kept.add(Chosen(attribution, outer))
            continue
        if all(_within(reading, c.attribution, attribution) for c in over):
            for chosen in over:
                if chosen.parent is None:
                    chosen.parent = attribution
            kept.add(Chosen(attribution))
    for chosen in kept.chosen:
        _part_from_parent(reading, chosen)
    return sorted(_without_reported_views(kept.chosen), key=lambda c: (c.attribution.start, -c.attribution.end))


def _without_reported_views(chosen: list[Chosen]) -> list[Chosen]:
    """He said [that she hoped for peace]: her view is his report, and no quote of its own."""
    dropped = {id(c.attribution): c.parent for c in chosen if c.parent is not None and _is_view(c.attribution)}
    kept = [c for c in chosen if id(c.attribution) not in dropped]
    for item in kept:
        while item.parent is not None and id(item.parent) in dropped:
            item.parent = dropped[id(item.parent)]
    return kept


def _is_view(attribution: Attribution) -> bool:
    return attribution.cue is not None and (attribution.rule == VIEW or attribution.cue.entry.stance == THINK)


def _part_from_parent(reading: Reading, chosen: Chosen) -> None:
    """The road was shut, police said, [adding that nobody was hurt]: a second quote of one speaker, not one within."""
    inner, outer = chosen.attribution, chosen.parent
    if outer is None or inner.cue is None or inner.source is None or outer.source is None or not outer.parts:
        return
    start, end = outer.parts[-1]
    verb = reading.doc[inner.cue.head]
    ends = 0 <= end - inner.end <= 2
    if inner.source.start != outer.source.start or verb.tag_ != "VBG" or not ends or inner.rule.startswith("direct"):
        return
    first, _ = reading.tokens_of(start, end)
    last = clause_start(verb) - 1
    while last > first and reading.doc[last].text in TRAILING:
        last -= 1
    if last > first:
        outer.parts[-1] = (start, reading.end_char(last))
    elif len(outer.parts) > 1:
        outer.parts.pop()
    else:
        return
    chosen.parent = None


def merge_continued(chosen: list[Chosen]) -> list[Chosen]:
    """“A,” he said. “B.” as one quote in two parts, as PolNeAR counts it, instead of two by one speaker.

    A paragraph that only runs on stays a quote of its own: nothing beside it says whose words they are.
    """
    into: dict[int, Attribution] = {}
    kept: list[Chosen] = []
    for item in chosen:
        attribution = item.attribution
        first = attribution.follows
        while first is not None and id(first) in into:
            first = into[id(first)]
        continues = attribution.rule == "direct:follow" and item.parent is None and attribution.cue is not None
        if (
            continues
            and first is not None
            and first.end <= attribution.start
            and any(c.attribution is first for c in kept[-3:])
        ):
            first.parts += attribution.parts
            first.quotations += attribution.quotations
            into[id(attribution)] = first
        else:
            kept.append(item)
    for item in kept:
        if item.parent is not None:
            item.parent = into.get(id(item.parent), item.parent)
    return kept


class _Kept:
    """What was chosen so far, by stretches of text: a long document costs no more per quote than a short one."""

    _STRETCH: Final = 1024

    def __init__(self) -> None:
        self.chosen: list[Chosen] = []
        self._by_stretch: dict[int, list[Chosen]] = {}

    def add(self, chosen: Chosen) -> None:
        self.chosen.append(chosen)
        for number in self._stretches(chosen.attribution):
            self._by_stretch.setdefault(number, []).append(chosen)

    def over(self, attribution: Attribution) -> list[Chosen]:
        """The chosen quotes whose contents overlap those of an attribution."""
        near = {id(c): c for number in self._stretches(attribution) for c in self._by_stretch.get(number, ())}
        return [c for c in near.values() if _overlap(c.attribution, attribution)]

    def _stretches(self, attribution: Attribution) -> range:
        return range(attribution.start // self._STRETCH, attribution.end // self._STRETCH + 1)


def _with_source(reading: Reading, attribution: Attribution) -> tuple[str, ...]:
    source = attribution.source
    if source is None:
        if attribution.follows is not None:
            return attribution.features
        title = ("title",) if _is_title(reading, attribution) else ()
        return (*attribution.features, "no source", *title)
    if reading.doc[source.head].pos_ == "PRON":
        return (*attribution.features, "pronoun source")
    named = source.head in reading.mention_at
    return (*attribution.features, "named source") if named else attribution.features


def _is_title(reading: Reading, attribution: Attribution) -> bool:
    """A report, “Ways out of the War,” came out: every long word has its capital, and nobody is said to speak."""
    words = reading.text[attribution.start : attribution.end].split()
    long = [word for word in words if len(word) > 3]
    return 2 <= len(words) <= 14 and len(long) > 1 and all(word[0].isupper() for word in long)


def _is_sound(reading: Reading, attribution: Attribution) -> bool:
    """Whether somebody speaks, and contents stand in order and hold neither the cue nor the source of their quote."""
    if attribution.source is None and attribution.follows is None and not attribution.quotations:
        return False
    parts = attribution.parts
    if not parts or any(start >= end for start, end in parts):
        return False
    if any(a[1] > b[0] for a, b in itertools.pairwise(parts)):
        return False
    outside = [reading.chars(x.start, x.end) for x in (attribution.cue, attribution.source) if x is not None]
    return not any(overlaps(part, span) for part in parts for span in outside)


def _overlap(a: Attribution, b: Attribution) -> bool:
    return any(overlaps(x, y) for x in a.parts for y in b.parts)


def _within(reading: Reading, inner: Attribution, outer: Attribution) -> bool:
    """Whether a quote, its cue included, stands wholly inside the content of another."""
    if inner.cue is None or not any(start <= inner.start and inner.end <= end for start, end in outer.parts):
        return False
    at = reading.starts[inner.cue.head]
    return any(start <= at < end for start, end in outer.parts)


def _says_the_same(reading: Reading, chosen: Chosen, attribution: Attribution) -> bool:
    """What it called [“a raid”] and what it called “[a raid]”: the same words, with their marks and without."""
    ours, theirs = ([_bare(reading, part) for part in a.parts] for a in (chosen.attribution, attribution))
    return ours == theirs


def _bare(reading: Reading, part: tuple[int, int]) -> tuple[int, int]:
    start, end = part
    while start < end and not reading.text[start].isalnum():
        start += 1
    while end > start and not reading.text[end - 1].isalnum():
        end -= 1
    return start, end


def _smallest(outers: list[Attribution]) -> Attribution | None:
    return min(outers, key=lambda a: a.end - a.start, default=None)


def _may_nest(reading: Reading, attribution: Attribution) -> bool:
    """“I think that ...” inside a quote is the speaker's own voice, no second quote."""
    source = attribution.source
    return source is not None and reading.doc[source.head].lower_ not in _FIRST
