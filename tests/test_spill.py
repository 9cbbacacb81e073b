"""Columns that wait on disk come back as they were, range by range."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictner.errors import OutputError
from conflictner.graph.spill import Spill

NEAR, FAR = st.integers(-5, 5), st.integers(-(2**31), 2**31 - 1)
CHUNKS = st.lists(st.lists(st.tuples(st.integers(0, 4), NEAR | FAR), max_size=20), max_size=6)


@given(CHUNKS, st.sampled_from([0, 40, 1 << 20]))
def test_spill_gives_back_what_was_added(chunks: list[list[tuple[int, int]]], in_memory: int) -> None:
    with Spill(columns=2, ranges=5, in_memory=in_memory) as spill:
        for chunk in chunks:
            rows = sorted(chunk, key=lambda row: row[0])
            number = np.array([row[0] for row in rows], np.int32)
            value = np.array([row[1] for row in rows], np.int32)
            spill.add([number, value], np.searchsorted(number, np.arange(6)))
        for which in range(5):
            expected = [row[1] for chunk in chunks for row in sorted(chunk, key=lambda row: row[0]) if row[0] == which]
            assert spill.read(which, 1).tolist() == expected
            assert spill.read(which, 0).tolist() == [which] * len(expected)
            assert spill.size(which) == len(expected)


def test_spill_leaves_no_file(tmp_path: Path) -> None:
    with Spill(columns=1, ranges=1, folder=tmp_path, in_memory=0) as spill:
        spill.add([np.arange(10, dtype=np.int32)], [0, 10])
        assert spill.read(0, 0).tolist() == list(range(10))
    assert list(tmp_path.iterdir()) == []


def test_spill_where_nothing_can_be_written(tmp_path: Path) -> None:
    with Spill(columns=1, ranges=1, folder=tmp_path / "missing", in_memory=0) as spill:
        with pytest.raises(OutputError) as caught:
            spill.add([np.arange(10, dtype=np.int32)], [0, 10])
        assert caught.value.code == "E401"


def test_spill_on_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def __init__(self, **_: Any) -> None: ...

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None: ...

        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", Full)
    with Spill(columns=1, ranges=1, in_memory=0) as spill, pytest.raises(OutputError, match="No space left"):
        spill.add([np.arange(10, dtype=np.int32)], [0, 10])
