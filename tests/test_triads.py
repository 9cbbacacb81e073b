"""Signed triads, counted over whole arrays, against a networkx loop."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictner.errors import OutputError
from conflictner.graph import balance, network


def loop(graph: nx.Graph) -> list[int]:
    signs: dict[frozenset[Any], float] = {}
    for a, b, data in graph.edges(data=True):
        if a != b and "sign" in data:
            key = frozenset((a, b))
            signs[key] = signs.get(key, 0) + data["sign"] * data["count"]
    plain = nx.Graph([tuple(ends) for ends, sign in signs.items() if sign])
    counts = [0, 0, 0, 0]
    for triple in combinations(plain, 3):
        edges = [frozenset(pair) for pair in combinations(triple, 2)]
        if all(plain.has_edge(*edge) for edge in edges):
            counts[sum(signs[edge] < 0 for edge in edges)] += 1
    return counts


EDGES = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8), st.sampled_from([-1, -1, 0, 1, None]), st.integers(1, 3)),
    max_size=60,
)


@settings(deadline=None)
@given(EDGES, st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiDiGraph]), st.sampled_from([1, 1 << 20]))
def test_balance_equals_a_loop(edges: list[tuple[Any, ...]], kind: type[nx.Graph], chunk: int) -> None:
    graph = kind()
    for a, b, sign, count in edges:
        graph.add_edge(a, b, count=count, **({} if sign is None else {"sign": sign}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("conflictner.graph.triads._CHUNK", chunk)
        found = balance(graph)
    assert [found.none_negative, found.one_negative, found.two_negative, found.all_negative] == loop(graph)


def test_balance_of_nothing() -> None:
    assert balance(network([])).balanced is None
    with pytest.raises(OutputError) as caught:
        balance("graph")
    assert caught.value.code == "E409"
