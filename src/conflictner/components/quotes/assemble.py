"""The global pass: of all proposals one choice that agrees with itself - a character belongs to one outermost content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from conflictner.components.quotes.attribution import Attribution, score
from conflictner.components.quotes.reading import Reading

_FIRST: Final = frozenset({"i", "we", "you", "me", "us"})
#: Below this a proposal is not worth a reader's time.
THRESHOLD: Final = 0.5


@dataclass(slots=True, eq=False)
class Chosen:
    """An attribution that was kept, and the one it stands in."""

    attribution: Attribution
    parent: Attribution | None = None


def choose(reading: Reading, direct: list[Attribution], indirect: list[Attribution]) -> list[Chosen]:
    """Keep the best proposals that do not contradict each other, in reading order.

    Args:
        reading: The Doc.
        direct: Quotations given to speakers.
        indirect: Contents of cues outside marks.

    Returns:
        Outermost contents without overlap, and nested ones with their parent.
    """
    for attribution in direct:
        attribution.score = score(_with_source(reading, attribution))
    ranked = sorted(direct, key=lambda a: -a.score) + sorted(indirect, key=lambda a: (-a.score, a.start))
    kept: list[Chosen] = []
    for attribution in ranked:
        if attribution.score < THRESHOLD or (
            attribution.source is None and attribution.follows is None and not attribution.quotations
        ):
            continue
        over = [c for c in kept if _overlap(c.attribution, attribution)]
        if not over:
            kept.append(Chosen(attribution))
            continue
        outer = _smallest(c.attribution for c in over if _within(reading, attribution, c.attribution))
        if outer is not None:
            if _may_nest(reading, attribution) and not any(_same(c.attribution, attribution) for c in over):
                kept.append(Chosen(attribution, outer))
            continue
        inner = [c for c in over if _within(reading, c.attribution, attribution)]
        if len(inner) == len(over):
            for chosen in inner:
                if chosen.parent is None:
                    chosen.parent = attribution
            kept.append(Chosen(attribution))
    kept.sort(key=lambda c: (c.attribution.start, -c.attribution.end))
    return kept


def _with_source(reading: Reading, attribution: Attribution) -> tuple[str, ...]:
    source = attribution.source
    if source is None:
        return attribution.features if attribution.follows is not None else (*attribution.features, "no source")
    if reading.doc[source.head].pos_ == "PRON":
        return (*attribution.features, "pronoun source")
    named = source.head in reading.mention_at
    return (*attribution.features, "named source") if named else attribution.features


def _overlap(a: Attribution, b: Attribution) -> bool:
    return any(x[0] < y[1] and y[0] < x[1] for x in a.parts for y in b.parts)


def _within(reading: Reading, inner: Attribution, outer: Attribution) -> bool:
    """Whether a quote, its cue included, stands wholly inside the content of another."""
    if inner.cue is None or not any(start <= inner.start and inner.end <= end for start, end in outer.parts):
        return False
    at = reading.starts[inner.cue.head]
    return any(start <= at < end for start, end in outer.parts)


def _smallest(outers: object) -> Attribution | None:
    return min(outers, key=lambda a: a.end - a.start, default=None)  # type: ignore[call-overload, no-any-return]


def _same(a: Attribution, b: Attribution) -> bool:
    return a.parts == b.parts


def _may_nest(reading: Reading, attribution: Attribution) -> bool:
    """“I think that ...” inside a quote is the speaker's own voice, no second quote."""
    source = attribution.source
    return source is not None and reading.doc[source.head].lower_ not in _FIRST
