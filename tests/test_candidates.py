"""Pairs of documents that share enough runs to be looked at."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from conflictner.corpus import candidates
from conflictner.corpus.candidates import shared_pairs
from conflictner.corpus.copies import LEAST


def pairs(folder: Path, documents: list[list[int]]) -> list[tuple[int, list[int]]]:
    starts = np.concatenate([[0], np.cumsum([len(numbers) for numbers in documents])]).astype(np.int64)
    numbers = np.array([number for document in documents for number in document], np.uint32)
    return list(shared_pairs(numbers, starts, folder))


def test_shared_pairs_by_how_much_is_shared(tmp_path: Path) -> None:
    story = list(range(0, 3 * LEAST * 1000, 1000))
    documents = [story, story[:LEAST], story[: LEAST - 1], story[: 2 * LEAST], [7, 8, 9]]
    assert pairs(tmp_path, documents) == [(1, [0]), (3, [0, 1])]
    assert not list(tmp_path.iterdir()), "what was kept meanwhile is gone"


def test_shared_pairs_do_not_depend_on_how_many_are_counted_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = np.random.default_rng(3)
    documents = [sorted(dice.choice(60, 20, replace=False).tolist()) for _ in range(30)]
    whole = pairs(tmp_path, documents)
    monkeypatch.setattr(candidates, "_TOGETHER", 4)
    assert pairs(tmp_path, documents) == whole
    assert whole


def test_shared_pairs_of_nothing(tmp_path: Path) -> None:
    assert pairs(tmp_path, []) == pairs(tmp_path, [[1], [2]]) == []
