"""A table from 64-bit hashes to small numbers that answers for thousands of hashes at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class HashTable:
    """Hashes, themselves above 0, with numbers above 0; one that is not there has 0. Open addressing in two arrays.

    Threads may read it while one adds: a number is in its cell before its hash is.

    Args:
        most: How many hashes it will hold at most; each takes 24 to 48 bytes.

    >>> table = HashTable(100)
    >>> table.add(np.array([7, 9], np.uint64), np.array([1, 2]))
    >>> table.get(np.array([9, 8, 7], np.uint64)).tolist(), len(table)
    ([2, 0, 1], 2)
    """

    def __init__(self, most: int) -> None:
        bits = max(4, (2 * most).bit_length())
        self.most = most
        self._last = (1 << bits) - 1
        self._shift = np.uint64(64 - bits)  # the upper bits: hashes that were multiplied differ most there
        self._keys = np.zeros(1 << bits, np.uint64)
        self._values = np.zeros(1 << bits, np.int32)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def add(self, keys: NDArray[np.uint64], values: NDArray[np.integer]) -> None:
        """Add hashes that are not in it, each once, none of them 0."""
        self._size += len(keys)
        cells = (keys >> self._shift).astype(np.intp)
        while len(keys):
            # Of those that want a free cell one gets it; the others go on to the next cell.
            wanted, first = np.unique(cells, return_index=True)
            placed = first[self._keys[wanted] == 0]
            self._values[cells[placed]] = values[placed]
            self._keys[cells[placed]] = keys[placed]
            left = np.ones(len(keys), bool)
            left[placed] = False
            keys, values, cells = keys[left], values[left], (cells[left] + 1) & self._last

    def get(self, keys: NDArray[np.uint64]) -> NDArray[np.int32]:
        """The number of each hash."""
        cells = (keys >> self._shift).astype(np.intp)
        there = self._keys[cells]
        values = self._values[cells]
        others = np.flatnonzero(there != keys)
        values[others] = 0
        others = others[there[others] != 0]
        while len(others):
            cells[others] = behind = (cells[others] + 1) & self._last
            there = self._keys[behind]
            same = there == keys[others]
            values[others[same]] = self._values[behind[same]]
            others = others[~same & (there != 0)]
        return values
