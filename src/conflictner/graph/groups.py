"""Communities and centralities of a view, written on its nodes."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

import networkx as nx
import numpy as np
import numpy.typing as npt

from conflictner.errors import E404, E409, E411, ConfigError, OutputError
from conflictner.graph.scope import check_choice, check_number

Floats = npt.NDArray[np.float64]

CENTRALITIES: Final = ("degree", "strength", "pagerank", "betweenness", "closeness")

#: Chance to follow an edge rather than to start anew (Brin and Page 1998).
_DAMPING: Final = 0.85


def add_communities(
    graph: nx.Graph, *, method: str = "louvain", resolution: float = 1.0, seed: int = 0
) -> list[frozenset[Any]]:
    """Find groups of nodes that are joined more among themselves, and write their numbers on the nodes.

    Edges are read without direction, the weights of several between two nodes added; edges whose weight is not above 0
    (NPMI can be negative) are passed over. Another seed may give other groups: look at several before telling of one.

    Args:
        graph: Any networkx graph; its nodes get ``community``, 0 for the largest.
        method: "louvain" (networkx) or "leiden" (faster, and never a group in two pieces; needs igraph).
        resolution: Above 1 for more and smaller groups.
        seed: The same seed gives the same groups.

    Returns:
        The groups, the largest first.

    Raises:
        ConfigError: E404 for an argument that does not fit, E411 for "leiden" without igraph.
        OutputError: E409, something else than a graph.

    >>> graph = nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("c", "x"), ("x", "y"), ("y", "z"), ("x", "z")])
    >>> [sorted(group) for group in add_communities(graph)]
    [['a', 'b', 'c'], ['x', 'y', 'z']]
    >>> graph.nodes["z"]["community"]
    1
    """
    _check_graph(graph)
    check_choice("method", method, ("louvain", "leiden"))
    check_number("seed", seed, 0)
    if isinstance(resolution, bool) or not isinstance(resolution, (int, float)) or not resolution > 0:
        raise ConfigError(E404.format(name="resolution", value=repr(resolution), allowed="a number above 0"))
    nodes = sorted(graph, key=str)
    plain = _plain(graph, nodes)
    if method == "leiden":
        found = _leiden(plain, resolution, seed)
    else:
        # Numbered nodes: sets of str change their order, and with it the groups, from one run to the next.
        found = nx.community.louvain_communities(plain, weight="weight", resolution=resolution, seed=seed)
    groups = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    for number, group in enumerate(groups):
        for at in group:
            graph.nodes[nodes[at]]["community"] = number
    return [frozenset(nodes[at] for at in group) for group in groups]


def _check_graph(graph: object) -> None:
    if not isinstance(graph, nx.Graph):
        raise OutputError(E409.format(type=type(graph).__name__))


def _plain(graph: nx.Graph, nodes: list[Any]) -> nx.Graph:
    """A graph of numbers without directions, one edge for two nodes."""
    code = {node: at for at, node in enumerate(nodes)}
    weights: dict[tuple[int, int], float] = {}
    for source, target, weight in graph.edges(data="weight", default=1):
        ends = code[source], code[target]
        if weight > 0 and ends[0] != ends[1]:
            key = min(ends), max(ends)
            weights[key] = weights.get(key, 0.0) + weight
    plain = nx.Graph()
    plain.add_nodes_from(range(len(nodes)))
    plain.add_weighted_edges_from((a, b, weights[a, b]) for a, b in sorted(weights))
    return plain


class _Dice:
    """Numbers by chance from a seed, as igraph asks for them."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)

    def random(self) -> float:
        return float(self._rng.random())

    def randint(self, low: int, high: int) -> int:
        return int(self._rng.integers(low, high, endpoint=True))

    def gauss(self, mean: float, deviation: float) -> float:
        return float(self._rng.normal(mean, deviation))


def _leiden(plain: nx.Graph, resolution: float, seed: int) -> list[list[int]]:
    if find_spec("igraph") is None:
        raise ConfigError(E411.format(what="leiden", package="igraph", extra="igraph"))
    igraph = import_module("igraph")
    igraph.set_random_number_generator(_Dice(seed))
    ends = [(a, b) for a, b in plain.edges]
    twin = igraph.Graph(n=len(plain), edges=ends)
    weights = [weight for *_, weight in plain.edges(data="weight")]
    found = twin.community_leiden(
        objective_function="modularity", weights=weights, resolution=resolution, n_iterations=-1
    )
    groups: list[list[int]] = [list(group) for group in found]
    return groups


def add_centralities(
    graph: nx.Graph, measures: Collection[str] = ("degree", "strength", "pagerank")
) -> dict[str, dict[Any, float]]:
    """Write on each node how central it is, under the name of the measure.

    A node is central in the articles read: what the outlets write about, in the end, and often their own habits.

    Args:
        graph: Any networkx graph; its nodes get the attributes.
        measures: "degree" (edges; in a directed graph of either direction), "strength" (their weights added),
            "pagerank" (weighted, along the direction), "betweenness" and "closeness" (unweighted, as networkx has
            them; minutes beyond some thousand nodes).

    Returns:
        Measure -> node -> value.

    Raises:
        ConfigError: E404, for an unknown measure.
        OutputError: E409, something else than a graph.

    >>> graph = nx.Graph([("a", "b", {"weight": 2}), ("b", "c", {"weight": 1})])
    >>> add_centralities(graph, ["strength", "betweenness"])["strength"]
    {'a': 2, 'b': 3, 'c': 1}
    >>> graph.nodes["b"]["betweenness"]
    1.0
    """
    _check_graph(graph)
    if isinstance(measures, str):
        measures = [measures]
    for measure in measures:
        check_choice("measures", measure, CENTRALITIES)
    found: dict[str, dict[Any, float]] = {}
    for measure in CENTRALITIES:
        if measure in measures:
            found[measure] = _measure(graph, measure)
            nx.set_node_attributes(graph, found[measure], measure)
    return found


def _measure(graph: nx.Graph, measure: str) -> dict[Any, float]:
    if measure == "degree":
        return dict(graph.degree())
    if measure == "strength":
        return dict(graph.degree(weight="weight"))
    if measure == "pagerank":
        return _pagerank(graph)
    simple = nx.DiGraph(graph) if graph.is_directed() else nx.Graph(graph)
    measured = nx.betweenness_centrality(simple) if measure == "betweenness" else nx.closeness_centrality(simple)
    return dict(measured)


def _pagerank(graph: nx.Graph) -> dict[Any, float]:
    """Power iteration over the edges; networkx needs scipy for it."""
    nodes = list(graph)
    code = {node: at for at, node in enumerate(nodes)}
    rows = [(code[a], code[b], float(w)) for a, b, w in graph.edges(data="weight", default=1) if w > 0]
    if not graph.is_directed():
        rows += [(b, a, w) for a, b, w in rows if a != b]
    source = np.array([row[0] for row in rows], np.int64)
    target = np.array([row[1] for row in rows], np.int64)
    weight = np.array([row[2] for row in rows], np.float64)
    size = len(nodes)
    out = np.bincount(source, weights=weight, minlength=size)
    share = weight / out[source]
    rank = np.full(size, 1.0 / max(size, 1))
    for _ in range(1000):
        loose = float(rank[out == 0].sum())  # nodes without an edge out start anew
        flow = np.bincount(target, weights=share * rank[source], minlength=size)
        after = _DAMPING * (flow + loose / size) + (1.0 - _DAMPING) / size if size else rank
        done = float(np.abs(after - rank).sum()) < 1e-13
        rank = after
        if done:
            break
    return dict(zip(nodes, rank.tolist(), strict=True))
