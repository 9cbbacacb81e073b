"""The table of hashes answers for a batch as a dict does for one."""

from __future__ import annotations

import numpy as np
import pytest

from conflictner.aliasspans.hashtable import HashTable


@pytest.mark.parametrize("size", [1, 2, 7, 100, 5000])
def test_hashtable_holds_what_was_added_and_nothing_else(size: int) -> None:
    rng = np.random.default_rng(size)
    keys = np.unique(rng.integers(1, 2**64 - 1, 2 * size, dtype=np.uint64))
    added, others = keys[::2], keys[1::2]
    table = HashTable(len(added))
    table.add(added, np.arange(1, len(added) + 1))
    assert table.get(added).tolist() == list(range(1, len(added) + 1))
    assert not table.get(others).any()
    assert len(table) == len(added)


def test_hashtable_hashes_that_want_one_cell() -> None:
    table = HashTable(50)
    keys = np.arange(1, 51, dtype=np.uint64)  # equal in their upper bits: one long run of cells
    table.add(keys[:25], np.arange(1, 26))
    table.add(keys[25:], np.arange(26, 51))
    assert table.get(keys).tolist() == list(range(1, 51))
    assert table.get(np.array([0, 51, 2**63], np.uint64)).tolist() == [0, 0, 0]


def test_hashtable_at_the_last_cell() -> None:
    table = HashTable(4)
    keys = np.arange(2**64 - 4, 2**64, dtype=np.uint64)  # the last cell is taken, and the search goes on at the first
    table.add(keys, np.array([5, 6, 7, 8]))
    assert table.get(keys).tolist() == [5, 6, 7, 8]


def test_hashtable_empty() -> None:
    assert HashTable(0).get(np.array([3], np.uint64)).tolist() == [0]
    assert HashTable(3).get(np.array([], np.uint64)).tolist() == []
