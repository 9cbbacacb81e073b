"""Hits: the readings of a place in a text, and the choice among hits that overlap."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Final, NamedTuple


@dataclass(frozen=True, slots=True)
class AliasEntry:
    """One reading of a hit: an entity, how much the alias proves, and the rule behind it.

    ``rule`` is kb:strong, kb:acronym, kb:weak or kb:pattern (generated); kb:case (a strong name with fewer capitals
    than its own) and kb:part (it seems to be a piece of a longer name) make a strong name weak.
    """

    entity_id: str
    alias_class: str
    rule: str = ""


class AliasHit(NamedTuple):
    """A place in a text where an alias stands: ``text[start:end] == surface``; best entry first.

    ``inner`` are the strong hits inside a weak one, for callers that turn the weak one down.
    """

    start: int
    end: int
    surface: str
    entries: tuple[AliasEntry, ...]
    inner: tuple[AliasHit, ...] = ()

    @property
    def weak(self) -> bool:
        """Whether no reading fires without support.

        >>> AliasHit(0, 5, "Congo", (AliasEntry("cty:COD", "weak"), AliasEntry("cty:COG", "weak"))).weak
        True
        """
        return all(entry.alias_class == "weak" for entry in self.entries)


# Own rows first, then strong before weak, then by tier.
Rank = tuple[bool, bool, int, str]
Ranked = list[tuple[Rank, AliasEntry]]
Found = dict[tuple[int, int], Ranked]

by_rank: Final = itemgetter(0)
_start: Final = attrgetter("start")


def weakened(rank: Rank, entry: AliasEntry, rule: str) -> tuple[Rank, AliasEntry]:
    """A reading that needs support, and why."""
    if entry.alias_class == "weak":
        return rank, entry
    return (rank[0], True, *rank[2:]), AliasEntry(entry.entity_id, "weak", rule)


def add(found: Found, span: tuple[int, int], entries: Ranked) -> None:
    """Add readings to those of a span."""
    if entries:
        known = found.get(span)
        found[span] = entries if known is None else known + entries


def in_order(strong: list[AliasHit], weak: list[AliasHit], length: int) -> list[AliasHit]:
    """Strong hits without overlaps, and the weak ones that may stand beside them, in text order.

    >>> union, asia = AliasHit(0, 14, "European Union", ()), AliasHit(18, 22, "Asia", ())
    >>> [hit.surface for hit in in_order([asia, union], [], 22)]
    ['European Union', 'Asia']
    """
    strong.sort(key=_start)
    return _with_weak(strong, weak, length) if weak else strong


def best(ranked: Ranked) -> tuple[AliasEntry, ...]:
    """Each entity once, best first; a name that is listed leaves no room for a generated one ("Lebanese Forces")."""
    if len(ranked) == 1:
        return (ranked[0][1],)
    by_entity: dict[str, AliasEntry] = {}
    for _, entry in sorted(ranked, key=by_rank):
        by_entity.setdefault(entry.entity_id, entry)
    entries = by_entity.values()
    if any(entry.rule != "kb:pattern" and entry.alias_class != "weak" for entry in entries):
        return tuple([entry for entry in entries if entry.rule != "kb:pattern"])
    return tuple(entries)


def _longest(hits: list[AliasHit], length: int) -> list[AliasHit]:
    """Hits without overlaps, in text order: the longest first, on equal length the one that ends later."""
    hits.sort(key=lambda hit: (hit.start - hit.end, -hit.end))
    taken = bytearray(length)
    kept = []
    for hit in hits:
        # What was taken before is at least as long, so it covers one of the two ends if it overlaps at all.
        if not (taken[hit.start] or taken[hit.end - 1]):
            taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            kept.append(hit)
    kept.sort(key=_start)
    return kept


def _with_weak(strong: list[AliasHit], weak: list[AliasHit], length: int) -> list[AliasHit]:
    """Add the weak hits that overlap no strong one, or contain those that they overlap."""
    starts = [hit.start for hit in strong]
    ends = [hit.end for hit in strong]
    fitting = []
    for hit in weak:
        first, last = bisect_right(ends, hit.start), bisect_left(starts, hit.end)
        if first == last:
            fitting.append(hit)
        elif starts[first] >= hit.start and ends[last - 1] <= hit.end:
            fitting.append(AliasHit(hit.start, hit.end, hit.surface, hit.entries, tuple(strong[first:last])))
    chosen = _longest(fitting, length)
    inner = {id(hit) for outer in chosen for hit in outer.inner}
    return sorted([*chosen, *[hit for hit in strong if id(hit) not in inner]], key=_start)
