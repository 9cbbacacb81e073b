"""Communities and centralities on the nodes of a graph."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictner.errors import ConfigError, OutputError
from conflictner.graph import add_centralities, add_communities

EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(1, 5)), max_size=25)


def pagerank(graph: nx.Graph) -> dict[Any, float]:
    """Power iteration node by node, until nothing moves."""
    nodes = list(graph)
    directed = graph if graph.is_directed() else graph.to_directed()
    rank = dict.fromkeys(nodes, 1 / len(nodes))
    for _ in range(500):
        loose = sum(rank[node] for node in nodes if not directed.out_degree(node))
        after = dict.fromkeys(nodes, 0.85 * loose / len(nodes) + 0.15 / len(nodes))
        for a, b, weight in directed.edges(data="weight"):
            after[b] += 0.85 * rank[a] * weight / directed.out_degree(a, weight="weight")
        rank = after
    return rank


@settings(deadline=None, max_examples=50)
@given(EDGES.filter(bool), st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiDiGraph]))
def test_centralities_equal_loops(edges: list[tuple[int, int, int]], kind: type[nx.Graph]) -> None:
    graph = kind()
    for a, b, weight in edges:
        if a != b:
            graph.add_edge(a, b, weight=weight)
        else:
            graph.add_node(a)
    found = add_centralities(graph, ["degree", "strength", "pagerank", "betweenness", "closeness"])
    assert found["pagerank"] == pytest.approx(pagerank(graph), abs=1e-9)
    assert found["strength"] == {
        node: sum(w for a, b, w in graph.edges(data="weight") if node in (a, b)) for node in graph
    }
    loops = nx.betweenness_centrality(nx.DiGraph(graph) if graph.is_directed() else graph)
    assert found["betweenness"] == pytest.approx(loops, abs=1e-12)  # sums in another order: the last digit may differ
    assert all(data.keys() == found.keys() for _, data in graph.nodes(data=True))


def test_communities_are_numbered_from_the_largest() -> None:
    graph = nx.Graph(nx.disjoint_union_all([nx.complete_graph(n) for n in (3, 5, 4)]))
    groups = add_communities(graph)
    assert [len(group) for group in groups] == [5, 4, 3]
    assert graph.nodes[0]["community"] == 2
    assert add_communities(nx.MultiDiGraph()) == []


def test_edges_that_weigh_nothing_join_nobody() -> None:
    graph = nx.Graph([("a", "b", {"weight": -0.5}), ("b", "c", {"weight": 1.0})])
    assert [sorted(group) for group in add_communities(graph)] == [["b", "c"], ["a"]]


def test_communities_do_not_hang_on_the_hash_seed() -> None:
    code = (
        "import networkx as nx; from conflictner.graph import add_communities;"
        "g = nx.relabel_nodes(nx.karate_club_graph(), str); print([sorted(c) for c in add_communities(g)])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(runs) == 1


@pytest.mark.skipif(find_spec("igraph") is None, reason="igraph is an extra")
def test_leiden_finds_groups() -> None:
    graph = nx.Graph(nx.disjoint_union_all([nx.complete_graph(n) for n in (3, 5, 4)]))
    assert [len(group) for group in add_communities(graph, method="leiden")] == [5, 4, 3]


def test_leiden_without_igraph_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conflictner.graph.groups.find_spec", lambda name: None)
    with pytest.raises(ConfigError) as caught:
        add_communities(nx.Graph(), method="leiden")
    assert caught.value.code == "E411"
    assert "pip install 'conflictner[igraph]'" in str(caught.value)


@pytest.mark.parametrize("arguments", [{"method": "guess"}, {"seed": -1}, {"resolution": 0}, {"resolution": "1"}])
def test_wrong_arguments_are_refused(arguments: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as caught:
        add_communities(nx.Graph(), **arguments)
    assert caught.value.code == "E404"
    with pytest.raises(ConfigError):
        add_centralities(nx.Graph(), ["fame"])
    with pytest.raises(OutputError):
        add_centralities({})
