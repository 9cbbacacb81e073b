"""Where nodes lie."""

from __future__ import annotations

import hashlib
import math
from itertools import combinations

import networkx as nx
import pytest

from conflictner.graph.layout import ALL_PAIRS, _tournament, layout


def named(graph: nx.Graph) -> nx.Graph:
    return nx.relabel_nodes(graph, {node: f"n{node:05d}" for node in graph})


SHAPES = {
    "path": named(nx.path_graph(12)),
    "star": named(nx.star_graph(30)),
    "clique": named(nx.complete_graph(15)),
    "parts": named(nx.disjoint_union_all([nx.path_graph(5), nx.cycle_graph(4), nx.empty_graph(6)])),
    "large": named(nx.barabasi_albert_graph(ALL_PAIRS + 200, 2, seed=1)),
    "large star": named(nx.star_graph(ALL_PAIRS + 200)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_node_has_a_place_of_its_own(shape: str) -> None:
    places = layout(SHAPES[shape])
    assert set(places) == set(SHAPES[shape])
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in places.values())
    assert len({(round(x, 4), round(y, 4)) for x, y in places.values()}) == len(places)


@pytest.mark.parametrize("shape", SHAPES)
def test_order_of_building_changes_nothing(shape: str) -> None:
    graph = SHAPES[shape]
    turned = nx.DiGraph() if shape == "path" else nx.Graph()
    turned.add_nodes_from(reversed(list(graph)))
    turned.add_edges_from((b, a) for a, b in reversed(list(graph.edges)))
    assert layout(turned) == layout(graph)


def test_places_are_the_same_on_every_machine() -> None:
    # Only exact operations touch the positions: these digits hold on any processor and any numpy.
    places = layout(SHAPES["clique"])
    text = " ".join(f"{x:.6f},{y:.6f}" for x, y in (places[node] for node in sorted(places)))
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "2088e5a00740ba4e"


@pytest.mark.parametrize("graph", [nx.Graph(), nx.empty_graph(1), nx.MultiDiGraph([("a", "a")])])
def test_hardly_any_graph(graph: nx.Graph) -> None:
    assert list(layout(graph).values()) == [(0.0, 0.0)] * len(graph)


def test_a_path_is_straight() -> None:
    places = layout(SHAPES["path"])
    ends = math.dist(places["n00000"], places["n00011"])
    steps = sum(math.dist(places[f"n{at:05d}"], places[f"n{at + 1:05d}"]) for at in range(11))
    assert ends > 0.95 * steps
    assert abs(places["n00000"][1] - places["n00011"][1]) < 0.2 * ends


def test_heavy_edges_are_short() -> None:
    graph = nx.Graph([("a", "b", {"weight": 9}), ("b", "c", {"weight": 1})])
    places = layout(graph)
    assert math.dist(places["a"], places["b"]) < 0.8 * math.dist(places["b"], places["c"])


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), "heavy", None, 0, -3])
def test_odd_weights_do_no_harm(weight: object) -> None:
    places = layout(nx.Graph([("a", "b", {"weight": weight}), ("b", "c")]))
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in places.values())


def test_unconnected_parts_do_not_overlap() -> None:
    graph = SHAPES["parts"]
    places = layout(graph)
    boxes = []
    for part in nx.connected_components(graph):
        xs, ys = zip(*(places[node] for node in part), strict=True)
        boxes.append((min(xs), max(xs), min(ys), max(ys)))
    for a, b in combinations(boxes, 2):
        assert a[1] < b[0] or b[1] < a[0] or a[3] < b[2] or b[3] < a[2]


def test_neighbours_lie_nearer_than_strangers_in_a_large_graph() -> None:
    graph = SHAPES["large"]
    places = layout(graph)
    near = [math.dist(places[a], places[b]) for a, b in graph.edges]
    nodes = sorted(graph)
    far = [math.dist(places[a], places[b]) for a, b in zip(nodes, nodes[len(nodes) // 2 :], strict=False)]
    assert sorted(near)[len(near) // 2] < 0.75 * sorted(far)[len(far) // 2]


@pytest.mark.parametrize("size", [2, 3, 4, 7, 10])
def test_tournament_pairs_everybody_once(size: int) -> None:
    seen = []
    for left, right in _tournament(size):
        pairs = list(zip(left.tolist(), right.tolist(), strict=True))
        assert len({player for pair in pairs for player in pair}) == 2 * len(pairs)
        seen += [tuple(sorted(pair)) for pair in pairs]
    assert sorted(seen) == list(combinations(range(size), 2))
