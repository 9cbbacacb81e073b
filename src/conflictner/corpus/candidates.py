"""Pairs of documents that share enough runs to be looked at, found through the runs: bounded by disk, not by memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from conflictner.corpus.boilerplate import holders, slices
from conflictner.corpus.copies import LEAST
from conflictner.corpus.sketches import Hashes

#: A document and those before it that it may be a copy of, the likeliest first.
Candidates = tuple[int, list[int]]
#: Of the texts that share a run, so many of the fullest are paired with all of them: a leader is among them.
_FIRST: Final = 32
#: Documents whose pairs are counted together.
_TOGETHER: Final = 1 << 15
#: Candidates that are looked at.
_MOST: Final = 16


def shared_pairs(numbers: Hashes, starts: npt.NDArray[np.int64], folder: Path) -> Iterator[Candidates]:
    """Each document that shares at least `LEAST` runs with one before it, in order, with those.

    Args:
        numbers: The numbers of all documents, one after the other.
        starts: Where those of each document begin.
        folder: Where the pairs are kept meanwhile.
    """
    parts = (len(starts) - 1) // _TOGETHER + 1
    paths = [folder / f"pairs-{part}" for part in range(parts)]
    for low, high in slices(len(numbers)):
        _spill(holders(numbers, starts, low, high), paths)
    for path in paths:
        if path.exists():
            yield from _counted(np.fromfile(path, np.uint64))
            path.unlink()


def _spill(keys: npt.NDArray[np.uint64], paths: list[Path]) -> None:
    """Write the pairs of one range of numbers, ``later << 32 | earlier``, into the file of the later document."""
    if not len(keys):
        return
    number, document = keys >> np.uint64(32), keys & np.uint64(0xFFFFFFFF)
    new = np.r_[True, number[1:] != number[:-1]]
    first = np.maximum.accumulate(np.where(new, np.arange(len(keys)), 0))
    within = np.arange(len(keys)) - first
    for back in range(_FIRST):
        later = np.flatnonzero(within > back)
        if not len(later):
            return
        pairs = document[later] << np.uint64(32) | document[first[later] + back]
        part = (pairs >> np.uint64(32)) // np.uint64(_TOGETHER)
        for number_ in np.unique(part).tolist():
            with paths[number_].open("ab") as file:
                pairs[part == number_].tofile(file)


def _counted(pairs: npt.NDArray[np.uint64]) -> Iterator[Candidates]:
    pairs.sort()
    at = np.flatnonzero(np.r_[True, pairs[1:] != pairs[:-1]])
    count = np.diff(np.r_[at, len(pairs)])
    enough = count >= LEAST
    pairs, count = pairs[at[enough]], count[enough]
    later, earlier = (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    if not len(later):
        return
    order = np.lexsort((earlier, -count, later))
    later, earlier = later[order], earlier[order]
    edges = np.flatnonzero(np.r_[True, later[1:] != later[:-1]])
    for start, end in zip(edges.tolist(), [*edges[1:].tolist(), len(later)], strict=True):
        yield int(later[start]), earlier[start : min(end, start + _MOST)].tolist()
