"""Mentions -> windows: which entities stand in one sentence, paragraph or document, each once, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


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
    #: Which entities stand in the sentence that a window begins with; None where every pair of a window counts.
    anchor: npt.NDArray[np.bool_] | None = None

    def partners(self) -> Ints:
        """How many rows stand after each row in its window: its pairs."""
        partners: Ints = np.cumsum(np.bincount(self.window))[self.window]  # behind the last row of the window
        partners -= np.arange(1, len(partners) + 1)
        return partners


def distinct(doc: Ints, window: Ints, entity: Ints, start: Ints, end: Ints) -> tuple[Ints, ...]:
    """Sort mentions by document, window, entity and offset; the same mention given twice counts once."""
    columns = [doc, window, entity, start, end]
    order = _order(columns)
    columns = [column[order] for column in columns]
    fresh = np.ones(len(order), bool)
    if len(order):
        fresh[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return tuple(columns) if fresh.all() else tuple(column[fresh] for column in columns)


def _order(columns: list[Ints]) -> Ints:
    """The order of rows by their columns; what comes in the order of the text needs one sort instead of five."""
    doc, window, entity, start, end = columns
    if len(doc) > 1:
        ties = doc[1:] == doc[:-1]
        in_order = (doc[1:] >= doc[:-1]).all() and not (ties & (start[1:] < start[:-1])).any()
        in_order = in_order and not (ties & (start[1:] == start[:-1]) & (end[1:] < end[:-1])).any()
        bits = [int(column.max()).bit_length() for column in (window, entity)]
        low, room = int(doc[0]), sum(bits) + len(doc).bit_length()
        if (
            in_order
            and min(int(window.min()), int(entity.min())) >= 0
            and (int(doc[-1]) - low).bit_length() + room < 62
        ):
            return sorted_keys(((((doc - low) << bits[0]) | window) << bits[1]) | entity)[1]
    return np.lexsort((end, start, entity, window, doc))


def runs_of(doc: Ints, sentence: Ints, entity: Ints, start: Ints, end: Ints, *, length: int) -> tuple[Ints, ...]:
    """Mentions as they stand in the windows of so many sentences, one window for each sentence that names somebody.

    Args:
        doc: From `distinct`, as are the others.
        sentence: Number of the sentence in the document.
        entity: Code of the entity.
        start: Where the mention begins.
        end: Where it ends.
        length: Sentences of a window, which runs on from the one that it begins with.

    Returns:
        The five columns and a sixth: how far behind the first sentence of its window a mention stands. Sorted.
    """
    opens = (heads(doc) | heads(sentence)) if len(doc) else np.zeros(0, bool)
    begin = np.stack([doc[opens], sentence[opens]])  # the sentences that name somebody
    room = int(sentence.max(initial=0)) + length + 1
    begins = begin[0] * room + begin[1]
    here = doc * room + sentence
    parts: list[list[Ints]] = []
    for behind in range(length):
        known = np.isin(here - behind, begins) & (sentence >= behind)
        columns = (doc, sentence - behind, entity, start, end, np.full(len(doc), behind, np.int64))
        parts.append([column[known] for column in columns])
    joined = [np.concatenate(columns) for columns in zip(*parts, strict=True)]
    order = np.lexsort((joined[4], joined[3], joined[2], joined[1], joined[0]))
    return tuple(column[order] for column in joined)


def windows_of(
    doc: Ints,
    window: Ints,
    entity: Ints,
    start: Ints,
    end: Ints,
    behind: Ints | None = None,
    *,
    max_entities: int,
) -> Windows:
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
    anchor = None
    if behind is not None and len(behind):
        anchor = (np.minimum.reduceat(behind, np.flatnonzero(first)) == 0)[keep]
    return Windows(number[keep], doc, entity, start, end, int((size > max_entities).sum()), len(size), anchor)


def sorted_keys(key: Ints) -> tuple[Ints, Ints]:
    """Keys in order, and where each was; equal keys keep their order."""
    low, bits = int(key.min()), len(key).bit_length()
    if (int(key.max()) - low).bit_length() + bits > 62:
        order = np.argsort(key, kind="stable")
        return key[order], order
    # Key and place in one integer: a plain sort of values takes an eighth of the time of a stable argsort.
    # In place: of arrays of this size, fetching the memory costs more than filling it.
    packed = key - low
    packed <<= bits
    packed |= np.arange(len(key))
    packed.sort()
    order = packed & ((1 << bits) - 1)
    packed >>= bits
    packed += low
    return packed, order


def heads(values: npt.NDArray[np.integer]) -> npt.NDArray[np.bool_]:
    """Where a value differs from the one before it."""
    fresh = np.ones(len(values), bool)
    fresh[1:] = values[1:] != values[:-1]
    return fresh


def repeated(values: Ints, sizes: Ints) -> Ints:
    """Each value as often as its size says, all of them 1 or more; `numpy.repeat` takes four times as long."""
    steps = np.zeros(int(sizes.sum()), np.int64)
    if len(steps):
        steps[0] = values[0]
        steps[np.cumsum(sizes[:-1])] = np.diff(values)
    return np.cumsum(steps, out=steps)


def counted(values: Ints, sizes: Ints) -> Ints:
    """From each value on, as many numbers as its size says, all of them 1 or more.

    >>> counted(np.array([5, 1]), np.array([2, 3]))
    array([5, 6, 1, 2, 3])
    """
    steps = np.ones(int(sizes.sum()), np.int64)
    if len(steps):
        steps[0] = values[0]
        steps[np.cumsum(sizes[:-1])] = values[1:] - values[:-1] - sizes[:-1] + 1
    return np.cumsum(steps, out=steps)


def stretches(partners: Ints, chunk: int) -> Iterator[tuple[int, int]]:
    """Stretches of rows that make about a chunk of pairs each."""
    reached = np.cumsum(partners)
    low = done = 0
    while low < len(partners):
        high = max(int(np.searchsorted(reached, done + chunk, side="right")), low + 1)
        yield low, high
        low, done = high, int(reached[high - 1])
