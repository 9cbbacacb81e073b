"""Where nodes lie: entities that are mentioned together lie together, the same graph always alike.

Stress majorisation by stochastic gradient descent (Zheng, Pawar and Goodman, 2019, "Graph Drawing by Stochastic
Gradient Descent"), in rounds of disjoint pairs so that numpy can move all nodes at once. Only operations that are exact
by IEEE 754 (+ - * / sqrt) touch the positions, so that every machine finds the same picture. Large graphs are held by
a few pivots instead of all pairs. networkx's spring_layout wants scipy from 500 nodes on and flings unconnected parts
out of sight.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from typing import Any, Final

import networkx as nx
import numpy as np
import numpy.typing as npt

Positions = dict[Any, tuple[float, float]]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Point = tuple[float, float]

#: All pairs up to here (160,000 distances, 0.5 s), pivots above.
ALL_PAIRS: Final = 400
PIVOTS: Final = 30
ROUNDS: Final = 30

#: From one round to the next steps shrink to this share; 0.75 ** 29 = 0.0002.
COOLING: Final = 0.75

#: An edge of the greatest weight and one of hardly any.
SHORTEST: Final = 0.6
LONGEST: Final = 1.4

#: Room around each unconnected part, and width to height of the whole: that of a screen or a page on its side.
MARGIN: Final = 0.9
ASPECT: Final = 4 / 3


def layout(graph: nx.Graph, *, weight: str = "weight", seed: int = 0) -> Positions:
    """Give every node a place; an edge is about one unit long, shorter when it is heavy.

    Args:
        graph: Any networkx graph; direction and parallel edges make no difference.
        weight: The edge attribute that draws nodes together.
        seed: Another seed may give another picture of the same graph.

    Returns:
        (x, y) of each node, with (0, 0) in the middle. The order in which the graph was built changes nothing.

    >>> places = layout(nx.path_graph(["a", "b", "c"]))
    >>> math.dist(places["a"], places["c"]) > 1.8 * math.dist(places["a"], places["b"])
    True
    """
    nodes = sorted(graph, key=_rank)
    lengths = _lengths(graph, weight)
    boxes = []
    for part in _parts(nodes, lengths):
        if len(part) == 1:
            boxes.append((part, np.zeros((2, 1))))
            continue
        places = _all_pairs(part, lengths, seed) if len(part) <= ALL_PAIRS else _pivots(part, lengths, seed)
        boxes.append((part, _lie_down(places)))
    return _pack(boxes)


def _rank(node: object) -> tuple[str, str]:
    return type(node).__name__, str(node)


def _lengths(graph: nx.Graph, weight: str) -> dict[Any, dict[Any, float]]:
    """Neighbours of each node, sorted, with the length of the edge; of parallel edges the heaviest counts."""
    weights: dict[Any, dict[Any, float]] = {node: {} for node in graph}
    largest = 0.0
    for source, target, given in graph.edges(data=weight, default=1):
        known = isinstance(given, (int, float)) and math.isfinite(given)
        heavy = max(abs(float(given)) if known else 0.0, weights[source].get(target, 0.0))
        largest = max(largest, heavy)
        if source != target:
            weights[source][target] = weights[target][source] = heavy
    span = LONGEST - SHORTEST
    return {
        node: {
            other: LONGEST - span * math.sqrt(heavy / largest) if largest else 1.0
            for other, heavy in sorted(found.items(), key=lambda item: _rank(item[0]))
        }
        for node, found in weights.items()
    }


def _parts(nodes: list[Any], lengths: dict[Any, dict[Any, float]]) -> list[list[Any]]:
    """The connected parts, the largest first, each sorted."""
    parts, seen = [], set()
    for node in nodes:
        if node not in seen:
            part = list(_hops(node, lengths))
            seen.update(part)
            parts.append(sorted(part, key=_rank))
    return sorted(parts, key=lambda part: (-len(part), _rank(part[0])))


def _hops(start: Any, lengths: dict[Any, dict[Any, float]]) -> dict[Any, int]:
    """How many edges away each reachable node is."""
    hops = {start: 0}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other in lengths[node]:
            if other not in hops:
                hops[other] = hops[node] + 1
                queue.append(other)
    return hops


def _start(part: list[Any], lengths: dict[Any, dict[Any, float]]) -> Floats:
    """A first place for each node: on a sunflower, well-connected nodes inside; no two alike."""
    by_degree = sorted(range(len(part)), key=lambda at: (-len(lengths[part[at]]), at))
    places = np.zeros((2, len(part)))
    # The golden angle by repeated rotation; cos and sin of a library may differ in the last bit between machines.
    x, y, cos, sin = 1.0, 0.0, -0.7373688780783197, 0.6754902942615238
    for rank, at in enumerate(by_degree):
        radius = 0.5 * math.sqrt(rank)
        places[:, at] = radius * x, radius * y
        x, y = x * cos - y * sin, x * sin + y * cos
    return places


def _all_pairs(part: list[Any], lengths: dict[Any, dict[Any, float]], seed: int) -> Floats:
    """Bring the distance of every pair near that of the shortest way through the graph."""
    size = len(part)
    index = {node: at for at, node in enumerate(part)}
    want = np.full((size, size), np.inf)
    for node, at in index.items():
        for other, length in lengths[node].items():
            want[at, index[other]] = length
    for via in range(size):  # Floyd and Warshall
        np.minimum(want, want[:, via, None] + want[None, via, :], out=want)
    np.fill_diagonal(want, 0.0)

    places = _start(part, lengths)
    draw = np.random.RandomState(seed)  # its stream is frozen; that of default_rng may change between versions
    step = float(want.max()) ** 2
    for _ in range(ROUNDS):
        order = draw.permutation(size)
        for left, right in _tournament(size):
            a, b = order[left], order[right]
            _pull(places, a, b, want[a, b], step)
        step *= COOLING
    return places


def _tournament(size: int) -> Iterator[tuple[Ints, Ints]]:
    """Every pair once, in rounds in which no player plays twice, as in a chess club.

    >>> [list(zip(left.tolist(), right.tolist())) for left, right in _tournament(4)]
    [[(1, 2), (3, 0)], [(2, 0), (3, 1)], [(0, 1), (3, 2)]]
    """
    odd = size - 1 + size % 2
    steps = np.arange(1, (odd - 1) // 2 + 1)
    for turn in range(odd):
        left, right = (turn + steps) % odd, (turn - steps) % odd
        if odd < size:
            left, right = np.append(left, odd), np.append(right, turn)
        yield left, right


def _pull(places: Floats, a: Ints, b: Ints, want: Floats, step: float) -> None:
    """Move disjoint pairs half of the way each towards the distance that they want."""
    delta = places[:, a] - places[:, b]
    far = np.sqrt(delta[0] * delta[0] + delta[1] * delta[1])
    delta[0, far == 0.0] = far[far == 0.0] = 1e-9
    move = delta * (np.minimum(1.0, step / (want * want)) * (far - want) / (2.0 * far))
    places[:, a] -= move
    places[:, b] += move


def _pivots(part: list[Any], lengths: dict[Any, dict[Any, float]], seed: int) -> Floats:
    """Hold every node to a few far-apart pivots, to its neighbours, and away from the neighbours of those."""
    size = len(part)
    index = {node: at for at, node in enumerate(part)}
    degree = np.array([len(lengths[node]) for node in part])
    begin = np.cumsum(degree) - degree
    target = np.array([index[other] for node in part for other in lengths[node]])
    length = np.array([value for node in part for value in lengths[node].values()])
    source = np.repeat(np.arange(size), degree)

    pivots, hops = [int(degree.argmax())], []
    nearest = np.full(size, np.inf)
    for _ in range(PIVOTS):
        found = _hops(part[pivots[-1]], lengths)
        hops.append(np.array([float(found[node]) for node in part]))
        nearest = np.minimum(nearest, hops[-1])
        pivots.append(int(nearest.argmax()))

    places = _start(part, lengths)
    draw = np.random.RandomState(seed)
    step = float(max(row.max() for row in hops)) ** 2
    for _ in range(ROUNDS):
        for turn in draw.permutation(PIVOTS):
            want = np.maximum(hops[turn], 0.5)
            places -= 0.5 * _drift(places, places[:, pivots[turn], None], want, step)
        move = _drift(places[:, source], places[:, target], length, step)
        for axis in (0, 1):
            places[axis] -= 0.5 * np.bincount(source, move[axis], size) / degree
        via = target[begin + (draw.random_sample(size) * degree).astype(np.int64)]
        other = target[begin[via] + (draw.random_sample(size) * degree[via]).astype(np.int64)]
        apart = other != np.arange(size)
        places[:, apart] -= 0.5 * _drift(places[:, apart], places[:, other[apart]], np.full(apart.sum(), 2.0), step)
        step *= COOLING
    return places


def _drift(places: Floats, towards: Floats, want: Floats, step: float) -> Floats:
    """How far each place should go to be at its distance from the other."""
    delta = places - towards
    far = np.sqrt(delta[0] * delta[0] + delta[1] * delta[1])
    far[far == 0.0] = 1e-9
    result: Floats = delta * (np.minimum(1.0, step / (want * want)) * (far - want) / far)
    return result


def _lie_down(places: Floats) -> Floats:
    """Turn a part so that its longer side lies across the page."""
    middle = [math.fsum(axis) / len(axis) for axis in places.tolist()]
    xs, ys = ([value - mean for value in axis] for axis, mean in zip(places.tolist(), middle, strict=True))
    xx, yy = math.fsum(x * x for x in xs), math.fsum(y * y for y in ys)
    xy = math.fsum(x * y for x, y in zip(xs, ys, strict=True))
    long = (xx + yy + math.sqrt((xx - yy) * (xx - yy) + 4 * xy * xy)) / 2
    cos, sin = (xy, long - xx) if abs(xy) > 1e-9 * long else ((1.0, 0.0) if xx >= yy else (0.0, 1.0))
    norm = math.sqrt(cos * cos + sin * sin)
    cos, sin = cos / norm, sin / norm
    x, y = np.array(xs), np.array(ys)
    return np.stack([x * cos + y * sin, y * cos - x * sin])


def _pack(boxes: list[tuple[list[Any], Floats]]) -> Positions:
    """Set the parts in rows, the largest first, and the middle of all on (0, 0)."""
    sizes = [np.ptp(places, axis=1) + MARGIN for _, places in boxes]
    area = math.fsum(float(width * height) for width, height in sizes)
    limit = max([math.sqrt(area * ASPECT), *(float(size[0]) for size in sizes)], default=0.0)
    rows: list[list[int]] = []
    used = limit
    for at, size in enumerate(sizes):
        if used + size[0] > limit + 1e-9:
            rows.append([])
            used = 0.0
        rows[-1].append(at)
        used += float(size[0])
    total = sum(max(float(sizes[at][1]) for at in row) for row in rows)
    found: Positions = {}
    y = -total / 2
    for row in rows:
        height = max(float(sizes[at][1]) for at in row)
        x = -sum(float(sizes[at][0]) for at in row) / 2
        for at in row:
            part, places = boxes[at]
            middle = (places.max(axis=1) + places.min(axis=1)) / 2
            xs = (places[0] - middle[0] + x + float(sizes[at][0]) / 2).tolist()
            ys = (places[1] - middle[1] + y + height / 2).tolist()
            found.update(zip(part, zip(xs, ys, strict=True), strict=True))
            x += float(sizes[at][0])
        y += height
    return found
