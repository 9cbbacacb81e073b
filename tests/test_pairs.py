"""Counting pairs over integer columns, against loops."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictner.graph import pairs
from conflictner.graph.pairs import NO_DATE, Links, concatenate, count_pairs
from conflictner.graph.windowing import distinct, windows_of

MENTIONS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 5), st.integers(0, 30), st.integers(0, 30)),
    max_size=40,
)


def columns(rows: Sequence[tuple[int, ...]]) -> list[np.ndarray[tuple[int], np.dtype[np.int64]]]:
    return [np.array(column, np.int64) for column in zip(*rows, strict=True)] if rows else [np.zeros(0, np.int64)] * 5


@given(MENTIONS)
def test_distinct_sorts_and_drops_what_was_given_twice(rows: Sequence[tuple[int, ...]]) -> None:
    found = list(zip(*(column.tolist() for column in distinct(*columns(rows))), strict=True))
    assert found == sorted(set(rows))


@settings(deadline=None)
@given(MENTIONS, st.integers(0, 3), st.sampled_from([1, 3, 1000]))
def test_count_pairs_equals_a_loop(rows: Sequence[tuple[int, ...]], evidence: int, chunk: int) -> None:
    story_of, date_of = [0, 0, 1, 2, 2], [3, NO_DATE, 1, 2, NO_DATE]
    windows: dict[tuple[int, int], dict[int, tuple[int, int]]] = {}
    for doc, window, entity, start, end in sorted(set(rows)):
        windows.setdefault((doc, window), {}).setdefault(entity, (start, end))
    expected: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    for (doc, _), found in sorted(windows.items()):
        for a, b in combinations(sorted(found), 2):
            span = min(found[a][0], found[b][0]), max(found[a][1], found[b][1])
            expected.setdefault((a, b), []).append((doc, *span))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairs, "CHUNK", chunk)
        table = windows_of(*distinct(*columns(rows)), max_entities=100)
        edges = count_pairs(table, np.array(story_of), np.array(date_of), 6, evidence=evidence)
    assert (table.total, table.set_aside) == (len(windows), 0)
    assert list(zip(edges.source.tolist(), edges.target.tolist(), strict=True)) == sorted(expected)
    for at, pair in enumerate(sorted(expected)):
        docs = {doc for doc, _, _ in expected[pair]}
        dates = sorted(date_of[doc] for doc in docs if date_of[doc] != NO_DATE)
        assert edges.count[at] == len(expected[pair])
        assert edges.documents[at] == len(docs)
        assert edges.stories[at] == len({story_of[doc] for doc in docs})
        assert (edges.first[at], edges.last[at]) == ((dates[0], dates[-1]) if dates else (NO_DATE, -1))
        kept = slice(edges.cut[at], edges.cut[at + 1])
        places = (edges.evidence_doc[kept], edges.evidence_start[kept], edges.evidence_end[kept])
        assert list(zip(*(column.tolist() for column in places), strict=True)) == expected[pair][:evidence]


def test_windows_of_sets_overfull_windows_aside() -> None:
    rows = [(0, 0, entity, entity, entity + 1) for entity in range(5)] + [(0, 1, 1, 9, 10), (0, 1, 2, 12, 13)]
    table = windows_of(*distinct(*columns(rows)), max_entities=4)
    assert (table.total, table.set_aside) == (2, 1)
    assert table.entity.tolist() == [1, 2]


def test_at_least_keeps_each_edge_with_its_own_evidence() -> None:
    rows = [(0, 0, 0, 0, 1), (0, 0, 1, 5, 6), (0, 0, 2, 8, 9), (1, 0, 1, 3, 4), (1, 0, 2, 7, 8)]
    table = windows_of(*distinct(*columns(rows)), max_entities=10)
    edges = count_pairs(table, np.array([0, 1]), np.array([NO_DATE, NO_DATE]), 3, evidence=5).at_least(2)
    assert (edges.source.tolist(), edges.target.tolist(), edges.cut.tolist()) == ([1], [2], [0, 2])
    assert list(zip(edges.evidence_doc, edges.evidence_start, edges.evidence_end, strict=True)) == [
        (0, 5, 9),
        (1, 3, 8),
    ]


@settings(deadline=None, max_examples=50)
@given(MENTIONS, st.sampled_from([1, 2, 5]), st.sampled_from([1, 4, 1000]))
def test_links_do_not_depend_on_batches_or_ranges(rows: Sequence[tuple[int, ...]], step: int, chunk: int) -> None:
    story_of, date_of = np.array([0, 0, 1, 2, 2]), np.array([3, NO_DATE, 1, 2, NO_DATE])
    whole = count_pairs(windows_of(*distinct(*columns(rows)), max_entities=100), story_of, date_of, 6, evidence=2)
    links = Links(6, np.array([9, 0, 7, 1, 3, 2]), chunk=chunk)
    for low in range(0, 5, step):
        part = [row for row in rows if low <= row[0] < low + step]
        links.add_windows(windows_of(*distinct(*columns(part)), max_entities=100))
    parts = concatenate(links.edges(story_of, date_of, evidence=2))
    for name in ("source", "target", "count", "documents", "stories", "first", "last", "cut"):
        assert getattr(parts, name).tolist() == getattr(whole, name).tolist()
    for name in ("evidence_doc", "evidence_start", "evidence_end"):
        assert getattr(parts, name).tolist() == getattr(whole, name).tolist()


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 4), st.integers(0, 9)), max_size=30))
def test_links_of_any_direction_are_added_up_in_any_order(rows: list[tuple[int, int, int, int]]) -> None:
    links = Links(4, np.ones(4, np.int64), chunk=3)
    source, target, doc, start = columns(rows)[:4] if rows else [np.zeros(0, np.int64)] * 4
    links.add(source, target, doc, start, start + 1)
    edges = concatenate(links.edges(np.arange(5), np.full(5, NO_DATE), evidence=0))
    expected = sorted({row[:2] for row in rows})
    assert list(zip(edges.source.tolist(), edges.target.tolist(), strict=True)) == expected
    for at, pair in enumerate(expected):
        docs = [row[2] for row in rows if row[:2] == pair]
        assert (edges.count[at], edges.documents[at]) == (len(docs), len(set(docs)))


@pytest.mark.parametrize("size", [1, 2, 100])
def test_pieces_put_together_are_the_table(size: int) -> None:
    rows = [(doc, 0, entity, entity * 9, entity * 9 + 5) for doc in range(3) for entity in range(doc, 5)]
    table = windows_of(*distinct(*columns(rows)), max_entities=10)
    edges = count_pairs(table, np.arange(3), np.full(3, NO_DATE), 5, evidence=2)
    pieces = list(edges.pieces(size))
    assert all(len(piece.source) <= size for piece in pieces)
    whole = concatenate(pieces)
    for name in ("source", "count", "cut", "evidence_doc", "evidence_start"):
        assert getattr(whole, name).tolist() == getattr(edges, name).tolist()


def test_source_of_very_many_links_is_added_up_in_parts_that_do_not_hang_on_the_order() -> None:
    rng = np.random.default_rng(5)
    target, doc = rng.integers(1, 400, 5000), np.sort(rng.integers(0, 900, 5000))
    every = np.arange(900)

    def parts(order: Any) -> list[tuple[list[int], list[int], list[int]]]:
        links = pairs.Links(400, np.bincount([0], weights=[5000], minlength=400).astype(np.int64), chunk=700)
        spans = doc[order] * 0
        links.add(spans, target[order], doc[order], spans, spans + 9)
        return [
            (part.target.tolist(), part.count.tolist(), part.evidence_doc.tolist())
            for part in links.edges(every, every, evidence=2)
        ]

    found = parts(np.arange(5000))
    assert len(found) > 5
    assert max(sum(count) for _, count, _ in found) < 2 * 700
    assert [each for targets, _, _ in found for each in targets] == sorted(set(target.tolist()))
    assert parts(rng.permutation(5000)) == found
