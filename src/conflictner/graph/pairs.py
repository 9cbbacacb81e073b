"""Which entities stand in one window together: whole-array counting over integer codes.

Entities, documents and windows come in as integers whose order is the order of the output, so that a sort here is
the sort of the graph. Documents of one story stand next to one another. Pairs are cut into ranges of their source while
they are made, wait on disk when they are many, and are sorted and added up one range at a time: memory does not grow
with the corpus, and the edges come out in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from conflictner.graph.spill import Spill
from conflictner.graph.statements import unmarked
from conflictner.graph.windowing import Windows, counted, heads, repeated, sorted_keys, stretches

Ints = npt.NDArray[np.int64]
SmallInts = npt.NDArray[np.int32]
Codes = npt.NDArray[np.integer[Any]]

#: Pairs made, and pairs sorted, at once: about 60 MB of columns.
CHUNK: Final = 1 << 20

#: In so many steps the keys of a range are counted that is too large to be sorted at once.
_BUCKETS: Final = 1 << 16

#: More ranges than this cost more seeks than they save memory.
MOST_RANGES: Final = 4096

#: What a window of k entities gives each pair is 1 / (k - 1), kept as an integer of this unit: a sum of integers is the
#: same in any order.
UNIT: Final = 1 << 38

#: A document without a date; greater than every date code, so that minimum.reduceat passes it over.
NO_DATE: Final = np.iinfo(np.int32).max


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
    shares: Ints  # in `UNIT`s where links are fractional, else the count
    sign: Ints  # the sum of those of its links; 0 where links are not marked, as are the next three
    claimed: Ints  # how many links are on somebody's word
    denied: Ints  # how many somebody denies
    mutual: Ints  # how many have no first end
    cut: Ints
    evidence_doc: Ints
    evidence_start: Ints
    evidence_end: Ints

    def at_least(self, count: int) -> Edges:
        """The edges of at least so many windows, with their evidence."""
        return self.where(self.count >= count)

    def pieces(self, size: int) -> Iterator[Edges]:
        """The table cut into pieces of so many edges."""
        for low in range(0, len(self.source), size):
            rows = slice(low, low + size)
            cut = self.cut[low : low + size + 1]
            places = slice(int(cut[0]), int(cut[-1]))
            columns = {
                field.name: getattr(self, field.name)[places if field.name.startswith("evidence") else rows]
                for field in fields(self)
                if field.name != "cut"
            }
            yield replace(self, **columns, cut=cut - cut[0])

    def where(self, keep: npt.NDArray[np.bool_]) -> Edges:
        """The edges that are flagged, with their evidence."""
        if keep.all():
            return self
        sizes = np.diff(self.cut)
        kept = np.repeat(keep, sizes)
        columns = {
            field.name: getattr(self, field.name)[kept if field.name.startswith("evidence") else keep]
            for field in fields(self)
            if field.name != "cut"
        }
        return replace(self, **columns, cut=np.append(0, np.cumsum(sizes[keep])))


@dataclass(frozen=True, slots=True)
class _Dates:
    """The date of each document, for a minimum and for a maximum that pass unknown ones over."""

    first: Codes
    last: Codes


class Links:
    """Links between entities, waiting to be added up: of one document each, with the place where it stands.

    Args:
        n_entities: How many entity codes there are.
        weights: About how many links each code will be the source of; only the balance of the work hangs on it.
        folder: Where the temporary file is made; the system's folder for such files if None.
        chunk: Links made and sorted at once.
        fractional: Also add up what each window gives its pairs, 1 / (k - 1) for k entities.
        marked: Links carry `statements.marks`, which are added up.
    """

    def __init__(
        self,
        n_entities: int,
        weights: Ints,
        *,
        folder: Path | None = None,
        chunk: int | None = None,
        fractional: bool = False,
        marked: bool = False,
    ) -> None:
        self.n_entities = n_entities
        self.fractional, self.marked = fractional, marked
        self._chunk = chunk or CHUNK
        ranges = int(np.clip(-(-int(weights.sum()) // self._chunk), 1, MOST_RANGES))
        self._range_of = _ranges(weights, ranges)
        self._spill = Spill(columns=5 + fractional + marked, ranges=ranges, folder=folder)

    def add_windows(
        self, windows: Windows, *, across: int | None = None, slice_of: Ints | None = None, slices: int = 1
    ) -> None:
        """Add every pair of entities that share a window; ``source < target``.

        Args:
            windows: From `windows_of`.
            across: Only pairs of an entity code below this one and one that is not.
            slice_of: Slice of time of each document; the target becomes ``target * slices + slice``.
            slices: How many there are.
        """
        number = windows.window
        if not len(number):
            return
        crowd = np.bincount(number).astype(np.int32) if self.fractional else None
        # Row i is paired with the rows after it in its window: as many as there are up to the window's last row.
        partners = windows.partners()
        entity, doc, start, end = (
            column.astype(np.int32) for column in (windows.entity, windows.doc, windows.start, windows.end)
        )
        for low, high in stretches(partners, self._chunk):
            # Rows in order of their range, so that the pairs come out in that order and need no move of their own.
            rows = low + np.argsort(self._range_of[entity[low:high]], kind="stable")
            repeats = partners[rows]
            rows, repeats = rows[repeats > 0], repeats[repeats > 0]
            left, right = repeated(rows, repeats), counted(rows + 1, repeats)
            ranges = self._range_of[entity[rows]]
            cuts = np.append(0, np.cumsum(repeats))[np.searchsorted(ranges, np.arange(self._spill.ranges + 1))]
            kept = _kept(windows, left, right, across)
            if kept is not None:
                left, right = left[kept], right[kept]
                cuts = np.append(0, np.cumsum(kept))[cuts]
            source, target = entity[left], entity[right]
            if slice_of is not None:
                target = (target.astype(np.int64) * slices + slice_of[doc[left]]).astype(np.int32)
            columns = [
                source,
                target,
                doc[left],
                np.minimum(start[left], start[right]),
                np.maximum(end[left], end[right]),
            ]
            self._spill.add(columns if crowd is None else [*columns, crowd[number[left]]], cuts)

    def add(
        self, source: Ints, target: Ints, doc: Ints, start: Ints, end: Ints, mark: npt.NDArray[Any] | None = None
    ) -> None:
        """Add links one by one, in order of their document; with their marks where links are marked."""
        given: tuple[npt.NDArray[Any], ...] = (source, target, doc, start, end)
        if self.fractional:
            given = (*given, np.full(len(source), 2, np.int32))  # a link of two, whole
        if mark is not None:
            given = (*given, mark)
        for low in range(0, len(source), self._chunk):
            part = slice(low, low + self._chunk)
            ranges = self._range_of[source[part]]
            order = np.argsort(ranges, kind="stable")
            sizes = np.bincount(ranges, minlength=self._spill.ranges)
            columns = [column[part][order].astype(np.int32) for column in given]
            self._spill.add(columns, np.append(0, np.cumsum(sizes)))

    def edges(self, story_of: Codes, date_of: Codes, *, evidence: int) -> Iterator[Edges]:
        """Add the links up.

        Args:
            story_of: Story code of each document; never falls from one document to the next.
            date_of: Date code of each document, `NO_DATE` where unknown.
            evidence: How many places to keep for each edge, the earliest by document and order of adding.

        Yields:
            Parts of the edge table, in order of source and target.
        """
        unknown = date_of == NO_DATE
        dates = _Dates(date_of, np.where(unknown, np.int32(-1), date_of) if unknown.any() else date_of)
        # Where each document is a story of its own, stories are documents.
        stories = None if (story_of[1:] > story_of[:-1]).all() else story_of
        with self._spill:
            for number in range(self._spill.ranges):
                size = self._spill.size(number)
                for keep in [None] if size <= 2 * self._chunk else self._parts(number):
                    key, *columns = self._read(number, keep)
                    if len(key):
                        yield self._reduce(key, columns, stories, dates, evidence)
                    del key, columns  # or they would be held while the next are read

    def _keys(self, number: int) -> Iterator[Ints]:
        """Source and target of the links of a range as one number, chunk by chunk."""
        for source, target in zip(self._spill.pieces(number, 0), self._spill.pieces(number, 1), strict=True):
            key = source.astype(np.int64)
            key *= self.n_entities
            key += target
            yield key

    def _read(self, number: int, keep: tuple[int, int] | None) -> list[Any]:
        """Keys and other columns of a range, or of its links between two keys."""
        others = range(2, self._spill.columns)
        if keep is None:
            key = self._spill.read(number, 0).astype(np.int64)
            key *= self.n_entities
            key += self._spill.read(number, 1)
            return [key, *(self._spill.read(number, at) for at in others)]
        kept = [(keep[0] <= key) & (key < keep[1]) for key in self._keys(number)]
        found: list[Any] = [np.concatenate([key[these] for key, these in zip(self._keys(number), kept, strict=True)])]
        for at in others:
            pieces = zip(self._spill.pieces(number, at), kept, strict=True)
            found.append(np.concatenate([piece[these] for piece, these in pieces]))
        return found

    def _parts(self, number: int) -> Iterator[tuple[int, int]]:
        """A range in parts of about a chunk, where one source has very many links: they are never held all at once.

        The cuts hang on how many links each target has, not on the order in which links were added.
        """
        first, last = np.searchsorted(self._range_of, [number, number + 1]).tolist()
        low, high = first * self.n_entities, last * self.n_entities
        width = max(-(-(high - low) // _BUCKETS), 1)
        counts = np.zeros(_BUCKETS, np.int64)
        for key in self._keys(number):
            counts += np.bincount((key - low) // width, minlength=_BUCKETS)
        part = np.cumsum(counts) // self._chunk
        cuts = low + width * (1 + np.flatnonzero(part[1:] > part[:-1]))
        yield from pairwise([low, *cuts.tolist(), high])

    def _reduce(
        self, key: Ints, columns: list[SmallInts], story_of: Codes | None, dates: _Dates, evidence: int
    ) -> Edges:
        if (columns[0][1:] < columns[0][:-1]).any():
            by_doc = np.argsort(columns[0], kind="stable")
            key, columns = key[by_doc], [column[by_doc] for column in columns]
        doc, start, end, *others = columns
        key, order = sorted_keys(key)
        doc = doc[order]
        new_edge = heads(key)
        at = np.flatnonzero(new_edge)
        size = np.diff(np.append(at, len(key)))
        documents = stories = _count(new_edge | heads(doc), at, size)
        if story_of is not None:
            stories = _count(new_edge | heads(story_of[doc]), at, size)
        first = dates.first[doc]
        last = first if dates.last is dates.first else dates.last[doc]
        kept = np.minimum(size, evidence)
        cut = np.append(0, np.cumsum(kept))
        chosen = counted(at, kept) if evidence > 1 else at[: cut[-1]]
        source = key[at] // self.n_entities
        target = key[at] - source * self.n_entities
        shares = size
        if self.fractional:
            shares = np.add.reduceat(UNIT // (others[0][order].astype(np.int64) - 1), at)
        sums = [np.broadcast_to(np.int64(0), len(at))] * 4
        if self.marked:
            sums = [np.add.reduceat(part, at, dtype=np.int64) for part in unmarked(others[-1][order])]
        return Edges(
            source,
            target,
            count=size,
            documents=documents,
            stories=stories,
            first=np.minimum.reduceat(first, at).astype(np.int64, copy=False),
            last=np.maximum.reduceat(last, at).astype(np.int64, copy=False),
            shares=shares,
            sign=sums[0],
            claimed=sums[1],
            denied=sums[2],
            mutual=sums[3],
            cut=cut,
            evidence_doc=doc[chosen].astype(np.int64),
            evidence_start=start[order[chosen]].astype(np.int64),
            evidence_end=end[order[chosen]].astype(np.int64),
        )


def count_pairs(windows: Windows, story_of: Codes, date_of: Codes, n_entities: int, *, evidence: int) -> Edges:
    """Count every pair of entities that share a window, in one table.

    Args:
        windows: From `windows_of`.
        story_of: Story code of each document; never falls from one document to the next.
        date_of: Date code of each document, `NO_DATE` where unknown.
        n_entities: How many entity codes there are.
        evidence: How many places to keep for each pair, the earliest by document and offset.

    Returns:
        The edge table.
    """
    weights = np.bincount(windows.entity, weights=windows.partners(), minlength=n_entities).astype(np.int64)
    links = Links(n_entities, weights)
    links.add_windows(windows)
    return concatenate(links.edges(story_of, date_of, evidence=evidence))


def concatenate(parts: Iterable[Edges]) -> Edges:
    """Parts of one edge table as one."""
    tables = list(parts) or [_no_edges()]
    columns = {
        field.name: np.concatenate([getattr(table, field.name) for table in tables])
        for field in fields(Edges)
        if field.name != "cut"
    }
    sizes = np.concatenate([np.diff(table.cut) for table in tables])
    return Edges(**columns, cut=np.append(0, np.cumsum(sizes)))


def _no_edges() -> Edges:
    none = np.zeros(0, np.int64)
    return Edges(**{field.name: none for field in fields(Edges)} | {"cut": np.zeros(1, np.int64)})


def _kept(windows: Windows, left: Ints, right: Ints, across: int | None) -> npt.NDArray[np.bool_] | None:
    """Which pairs of a window count; None for all."""
    kept = None
    if windows.anchor is not None:
        kept = windows.anchor[left] | windows.anchor[right]
    if across is not None:
        over = (windows.entity[left] < across) & (windows.entity[right] >= across)
        kept = over if kept is None else kept & over
    return kept


def _ranges(weights: Ints, ranges: int) -> npt.NDArray[np.uint16]:
    """The range of each source: as many links in each as can be, sources in order."""
    done = np.cumsum(weights) - weights / 2
    total = max(float(weights.sum()), 1.0)
    return np.minimum(done * ranges / total, ranges - 1).astype(np.uint16)


def _count(flags: npt.NDArray[np.bool_], at: Ints, size: Ints) -> Ints:
    """How many flags are set in each group; nearly always all of them are."""
    return size if flags.all() else np.add.reduceat(flags, at, dtype=np.int64)
