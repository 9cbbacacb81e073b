"""NPMI and the disparity filter over an edge table against a loop over the edges of a networkx graph.

    python benchmarks/weights.py [--edges 250000] [--repeat 5]

Both see the same edges (Zipf-distributed ends, 20,000 entities), and must agree to 1e-9. CPU seconds, medians.
"""

from __future__ import annotations

import argparse
import math
import statistics
import time
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt

from conflictner.graph.weights import disparity, npmi

ENTITIES = 20_000
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def make_edges(edges: int, seed: int = 5) -> tuple[Ints, Ints, Ints, Ints, int]:
    """Ends and counts of so many edges, the windows of each entity, and how many windows there are."""
    rng = np.random.default_rng(seed)
    chance = np.cumsum(1.0 / np.arange(1, ENTITIES + 1) ** 0.8)
    ends = np.searchsorted(chance / chance[-1], rng.random((2, 3 * edges))).clip(0, ENTITIES - 1)
    keys = np.unique(ends.min(axis=0) * ENTITIES + ends.max(axis=0))
    source, target = np.divmod(rng.choice(keys, min(edges, len(keys)), replace=False), ENTITIES)
    source, target = source[source != target], target[source != target]
    count = rng.geometric(0.4, len(source)).astype(np.int64)
    both = np.bincount(np.concatenate([source, target]), weights=np.concatenate([count, count]), minlength=ENTITIES)
    windows = both.astype(np.int64) + 1
    return source, target, count, windows, int(windows.sum())


def arrays(source: Ints, target: Ints, count: Ints, windows: Ints, total: int) -> tuple[Floats, Floats]:
    """The library's way."""
    return (
        npmi(count, windows[source], windows[target], total),
        disparity(source, target, count.astype(float), ENTITIES),
    )


def loop(graph: nx.Graph, windows: list[int], total: int) -> list[tuple[int, int, float, float]]:
    """Edge by edge, as one writes it."""
    strength = dict(graph.degree(weight="weight"))
    degree = dict(graph.degree())
    rows = []
    for a, b, weight in graph.edges(data="weight"):
        association = math.log(weight * total / (windows[a] * windows[b])) / -math.log(weight / total)
        least = 1.0
        for node in (a, b):
            if degree[node] > 1:
                least = min(least, (1.0 - weight / strength[node]) ** (degree[node] - 1))
        rows.append((a, b, association, least))
    return rows


def seconds(call: Callable[[], Any], repeat: int) -> tuple[float, Any]:
    """The median CPU time of a call, and what it gave."""
    times, found = [], None
    for _ in range(repeat):
        start = time.process_time()
        found = call()
        times.append(time.process_time() - start)
    return statistics.median(times), found


def main() -> None:
    """Print both times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edges", type=int, default=250_000)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    source, target, count, windows, total = make_edges(options.edges)
    graph = nx.Graph()
    graph.add_weighted_edges_from(zip(source.tolist(), target.tolist(), count.tolist(), strict=True))
    counts = windows.tolist()
    fast, (association, significance) = seconds(lambda: arrays(source, target, count, windows, total), options.repeat)
    slow, rows = seconds(lambda: loop(graph, counts, total), options.repeat)
    place = {(min(a, b), max(a, b)): (x, y) for a, b, x, y in rows}
    for a, b, x, y in zip(source.tolist(), target.tolist(), association.tolist(), significance.tolist(), strict=True):
        there = place[a, b]
        if abs(there[0] - x) > 1e-9 or abs(there[1] - y) > 1e-9:
            raise SystemExit(f"{a}-{b}: {there} and {(x, y)}")
    print(f"{len(source):,} edges, NPMI and disparity filter, equal to 1e-9")
    print(f"  arrays   {fast * 1e3:8.1f} ms   {len(source) / fast / 1e6:6.2f} M edges/s")
    print(f"  networkx {slow * 1e3:8.1f} ms   {slow / fast:6.1f} x")


if __name__ == "__main__":
    main()
