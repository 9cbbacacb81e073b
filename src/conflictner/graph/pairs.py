"""Which entities stand in one window together: whole-array counting over integer codes.

Entities, documents and windows come in as integers whose order is the order of the output, so that a sort here is
the sort of the graph. Documents of one story stand next to one another. The work is done in chunks that end where a
story ends: every count of a chunk can then simply be added to those of the next one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

#: Pairs held at once: 4 million of 32 bytes. A story with more is still taken whole.
CHUNK: Final = 4_000_000

#: A document without a date; greater than every date code, so that minimum.reduceat passes it over.
NO_DATE: Final = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Windows:
    """The first mention of every entity in every window, sorted by document, window and entity."""

    window: Ints
    doc: Ints
    entity: Ints
    start: Ints
    end: Ints
    set_aside: int  # windows with more entities than allowed
    total: int


@dataclass(frozen=True, slots=True)
class Edges:
    """One row a pair ``source < target``, sorted; the evidence of edge i is ``cut[i]:cut[i + 1]``."""

    source: Ints
    target: Ints
    count: Ints
    documents: Ints
    stories: Ints
    first: Ints
    last: Ints
    cut: Ints
    evidence_doc: Ints
    evidence_start: Ints
    evidence_end: Ints

    def at_least(self, count: int) -> Edges:
        """The edges of at least so many windows, with their evidence."""
        keep = self.count >= count
        if keep.all():
            return self
        sizes = np.diff(self.cut)
        kept = np.repeat(keep, sizes)
        whole = {name: getattr(self, name)[keep] for name in ("source", "target", "count", "documents", "stories")}
        dates = {name: getattr(self, name)[keep] for name in ("first", "last")}
        places = {name: getattr(self, name)[kept] for name in ("evidence_doc", "evidence_start", "evidence_end")}
        return replace(self, **whole, **dates, **places, cut=np.append(0, np.cumsum(sizes[keep])))


def distinct(doc: Ints, window: Ints, entity: Ints, start: Ints, end: Ints) -> tuple[Ints, ...]:
    """Sort mentions by document, window, entity and offset; the same mention given twice counts once."""
    order = np.lexsort((end, start, entity, window, doc))
    columns = [column[order] for column in (doc, window, entity, start, end)]
    fresh = np.ones(len(order), bool)
    if len(order):
        fresh[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return tuple(column[fresh] for column in columns)


def windows_of(doc: Ints, window: Ints, entity: Ints, start: Ints, end: Ints, *, max_entities: int) -> Windows:
    """Reduce sorted mentions to the first of each entity in each window, and set overfull windows aside.

    A list of 5,000 names (a sanctions notice, an obituary page) would make 12.5 million edges that say nothing.
    """
    opens = np.ones(len(doc), bool)
    opens[1:] = (doc[1:] != doc[:-1]) | (window[1:] != window[:-1])
    number = np.cumsum(opens) - 1
    first = opens.copy()
    first[1:] |= entity[1:] != entity[:-1]
    number = number[first]
    size = np.bincount(number) if len(number) else np.zeros(0, np.int64)
    keep = (size <= max_entities)[number] if len(number) else np.zeros(0, bool)
    doc, entity, start, end = (column[first][keep] for column in (doc, entity, start, end))
    return Windows(number[keep], doc, entity, start, end, int((size > max_entities).sum()), len(size))


def count_pairs(windows: Windows, story_of: Ints, date_of: Ints, n_entities: int, *, evidence: int) -> Edges:
    """Count every pair of entities that share a window.

    Args:
        windows: From `windows_of`.
        story_of: Story code of each document; never falls from one document to the next.
        date_of: Date code of each document, `NO_DATE` where unknown.
        n_entities: How many entity codes there are.
        evidence: How many places to keep for each pair, the earliest by document and offset.

    Returns:
        The edge table.
    """
    parts = [
        _reduce(*pairs, story_of=story_of, date_of=date_of, evidence=evidence)
        for pairs in _chunks(windows, story_of, n_entities)
    ]
    return _merge(parts, n_entities, evidence)


def _chunks(windows: Windows, story_of: Ints, n_entities: int) -> Iterator[tuple[Ints, ...]]:
    """Every pair of every window, in order of document and window, as (key, document, start, end)."""
    number = windows.window
    if not len(number):
        return
    # Row i is paired with the rows after it in its window: as many as there are up to the window's last row.
    last = np.searchsorted(number, number, side="right")
    partners = last - np.arange(len(number)) - 1
    story = story_of[windows.doc]
    ends = np.flatnonzero(np.append(story[1:] != story[:-1], True)) + 1
    reached = np.cumsum(partners)[ends - 1]
    low = done = 0
    while low < len(number):
        at = max(
            int(np.searchsorted(reached, done + CHUNK, side="right")) - 1, int(np.searchsorted(ends, low, "right"))
        )
        high = int(ends[at])
        repeats = partners[low:high]
        total = int(repeats.sum())
        left = np.repeat(np.arange(low, high), repeats)
        offset = np.arange(total) - np.repeat(np.cumsum(repeats) - repeats, repeats)
        right = left + 1 + offset
        yield (
            windows.entity[left] * n_entities + windows.entity[right],
            windows.doc[left],
            np.minimum(windows.start[left], windows.start[right]),
            np.maximum(windows.end[left], windows.end[right]),
        )
        low, done = high, int(reached[at])


@dataclass(frozen=True, slots=True)
class _Part:
    key: Ints
    sums: Ints  # count, documents, stories: one row each
    first: Ints
    last: Ints
    evidence: Ints  # key, document, start, end: one row each


def _reduce(key: Ints, doc: Ints, start: Ints, end: Ints, *, story_of: Ints, date_of: Ints, evidence: int) -> _Part:
    # Pairs come in order of document; a stable sort by key alone keeps that order within each key.
    order = np.argsort(key, kind="stable")
    key, doc = key[order], doc[order]
    heads = _heads(key)
    at = np.flatnonzero(heads)
    new_doc, new_story = heads.copy(), heads.copy()
    story = story_of[doc]
    new_doc[1:] |= doc[1:] != doc[:-1]
    new_story[1:] |= story[1:] != story[:-1]
    date = date_of[doc]
    size = np.diff(np.append(at, len(key)))
    if not len(at):
        none = np.zeros(0, np.int64)
        return _Part(none, np.zeros((3, 0), np.int64), none, none, np.zeros((4, 0), np.int64))
    sums = np.stack(
        [size, np.add.reduceat(new_doc, at, dtype=np.int64), np.add.reduceat(new_story, at, dtype=np.int64)]
    )
    first = np.minimum.reduceat(date, at)
    last = np.maximum.reduceat(np.where(date == NO_DATE, -1, date), at)
    chosen = np.arange(len(key)) - np.repeat(at, size) < evidence
    kept = np.stack([key[chosen], doc[chosen], start[order[chosen]], end[order[chosen]]])
    return _Part(key[at], sums, first, last, kept)


def _merge(parts: list[_Part], n_entities: int, evidence: int) -> Edges:
    if not parts:
        none = np.zeros(0, np.int64)
        return Edges(none, none, none, none, none, none, none, np.zeros(1, np.int64), none, none, none)
    key = np.concatenate([part.key for part in parts])
    order = np.argsort(key, kind="stable")
    at = np.flatnonzero(_heads(key[order]))
    if len(at):
        sums = np.add.reduceat(np.concatenate([part.sums for part in parts], axis=1)[:, order], at, axis=1)
        first = np.minimum.reduceat(np.concatenate([part.first for part in parts])[order], at)
        last = np.maximum.reduceat(np.concatenate([part.last for part in parts])[order], at)
    else:
        sums, first, last = parts[0].sums, parts[0].first, parts[0].last
    key = key[order][at]
    kept = np.concatenate([part.evidence for part in parts], axis=1)
    kept = kept[:, np.argsort(kept[0], kind="stable")]
    heads = np.flatnonzero(_heads(kept[0]))
    rank = np.arange(kept.shape[1]) - np.repeat(heads, np.diff(np.append(heads, kept.shape[1])))
    kept = kept[:, rank < evidence]
    cut = np.searchsorted(kept[0], np.append(key, np.iinfo(np.int64).max))
    source, target = np.divmod(key, max(n_entities, 1))
    return Edges(source, target, sums[0], sums[1], sums[2], first, last, cut, kept[1], kept[2], kept[3])


def _heads(key: Ints) -> npt.NDArray[np.bool_]:
    """Where a new key begins in a sorted array."""
    heads = np.ones(len(key), bool)
    heads[1:] = key[1:] != key[:-1]
    return heads
