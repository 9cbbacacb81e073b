"""Runs of words that stand in many unlike texts: footers, background paragraphs, the phrases of the trade.

A wire story's runs stand in many texts too, but those texts begin alike, or have alike middles; the texts that hold a
footer do neither. "Alike" is asked of the smallest number of the first third and of the middle half under four mixings.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from conflictner.corpus.sketches import Hashes

if TYPE_CHECKING:
    from conflictner.corpus.stories import Ints, Sketches

#: Fewer texts do not show whether they are unlike.
_HOLDERS: Final = 8
#: Different beginnings (and middles) for each text that holds the run, from which on the texts are unlike.
_UNLIKE: Final = 0.6
_MIXINGS: Final = tuple(np.uint32(odd) for odd in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F))
#: Numbers that are looked at together: 64 MB.
_AT_ONCE: Final = 1 << 22
Keys = npt.NDArray[np.uint64]


def slices(count: int) -> list[tuple[int, int]]:
    """The numbers cut into ranges so that about `_AT_ONCE` of them fall into each; the ranges are powers of two.

    >>> slices(10), len(slices(1 << 24))
    ([(0, 4294967296)], 4)
    """
    parts = 1
    while count > parts * _AT_ONCE:
        parts *= 2
    step = (1 << 32) // parts
    return [(start, start + step) for start in range(0, 1 << 32, step)]


def holders(numbers: Hashes, starts: Ints, low: int, high: int) -> Keys:
    """Number and document of everything in a range, as one sorted number: ``number << 32 | document``."""
    found = []
    for first in range(0, len(numbers), _AT_ONCE):
        part = np.asarray(numbers[first : first + _AT_ONCE])
        at = np.flatnonzero((part >= low) & (part < high))
        document = np.searchsorted(starts, at + first, side="right") - 1
        found.append(part[at].astype(np.uint64) << np.uint64(32) | document.astype(np.uint64))
    keys = np.concatenate(found) if found else np.zeros(0, np.uint64)
    keys.sort()
    return keys


def common_runs(numbers: Hashes, starts: Ints) -> Hashes:
    """The numbers of the runs that stand in many unlike texts, sorted."""
    middles = _middles(numbers, starts)
    found = [np.zeros(0, np.uint32)]
    for low, high in slices(len(numbers)):
        keys = holders(numbers, starts, low, high)
        number = (keys >> np.uint64(32)).astype(np.uint32)
        first = np.flatnonzero(np.r_[True, number[1:] != number[:-1]]) if len(number) else np.zeros(0, np.int64)
        sizes = np.diff(np.r_[first, len(number)])
        many = sizes >= _HOLDERS
        kept = np.repeat(many, sizes)
        lists = np.repeat(np.arange(int(many.sum())), sizes[many])
        document = (keys[kept] & np.uint64(0xFFFFFFFF)).astype(np.int64)
        found.append(number[first[many]][_different(lists, document, middles) > _UNLIKE])
    return np.concatenate(found)


def _middles(numbers: Hashes, starts: Ints) -> list[Hashes]:
    """The smallest number in the middle third of each document, under every mixing."""
    sizes = np.diff(starts)
    begin, count = starts[:-1] + sizes // 3, (sizes + 2) // 3
    out = [np.zeros(len(sizes), np.uint32) for _ in _MIXINGS]
    documents = np.flatnonzero(count)
    for some in np.array_split(documents, max(1, len(documents) >> 16)):
        if not len(some):
            continue
        edge = np.cumsum(count[some]) - count[some]
        at = np.repeat(begin[some] - edge, count[some]) + np.arange(int(count[some].sum()))
        part = np.asarray(numbers[at])
        for mixing, marks in zip(_MIXINGS, out, strict=True):
            marks[some] = np.minimum.reduceat(part * mixing, edge)
    return out


def _different(lists: Ints, document: Ints, marks: list[Hashes]) -> npt.NDArray[np.float64]:
    """How many different marks for each document of each list, from near 0 to 1."""
    if not len(lists):
        return np.zeros(0)
    sizes = np.bincount(lists)
    total = np.zeros(len(sizes))
    for mark in marks:
        keys = lists.astype(np.uint64) << np.uint64(32) | mark[document].astype(np.uint64)
        keys.sort()
        new = np.r_[True, keys[1:] != keys[:-1]]
        total += np.bincount((keys[new] >> np.uint64(32)).astype(np.int64), minlength=len(sizes))
    return (total / len(marks) - 1) / (sizes - 1)


def without(there: Sketches, common: Hashes, folder: Path) -> Sketches:
    """The sketches without some numbers; they go to a file."""
    if not len(common):
        return there
    path = folder / f"without-{len(list(folder.iterdir()))}"
    sizes = np.zeros(len(there), np.int64)
    with path.open("wb") as file:
        for first in range(0, len(there.numbers), _AT_ONCE):
            part = np.asarray(there.numbers[first : first + _AT_ONCE])
            place = np.minimum(np.searchsorted(common, part), len(common) - 1)
            kept = common[place] != part
            document = np.searchsorted(there.starts, np.flatnonzero(kept) + first, side="right") - 1
            sizes += np.bincount(document, minlength=len(sizes))
            part[kept].tofile(file)
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    numbers = np.memmap(path, np.uint32, "r") if starts[-1] else np.zeros(0, np.uint32)
    return type(there)(there.ids, numbers, starts, there.reach)
