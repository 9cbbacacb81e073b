"""Weights and backbones against loops over a networkx graph, and against figures worked out by hand."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictner.graph.weights import DELTA, disparity, log_likelihood, noise_corrected, npmi

GRAPHS = st.dictionaries(
    st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(1, 50),
    min_size=1,
    max_size=21,
)
Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]


def arrays(edges: dict[tuple[int, int], int]) -> Arrays:
    source, target = (np.array(column, np.int64) for column in zip(*edges, strict=True))
    return source, target, np.array(list(edges.values()), np.float64)


def graph_of(edges: dict[tuple[int, int], int]) -> nx.Graph:
    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in edges.items())
    return graph


@pytest.mark.parametrize(
    ("count", "source", "target", "total", "expected"),
    [
        (10, 10, 10, 100, 1.0),  # never apart
        (1, 10, 10, 100, 0.0),  # as chance has it
        (100, 100, 100, 100, 1.0),  # everywhere
        (1, 50, 50, 100, math.log(100 / 2500) / math.log(100)),  # avoiding each other
    ],
)
def test_npmi_by_hand(count: int, source: int, target: int, total: int, expected: float) -> None:
    found = npmi(np.array([count]), np.array([source]), np.array([target]), total)
    assert found[0] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(("together", "sign"), [(30, 1), (1, -1)])
def test_log_likelihood_has_the_sign_of_the_association(together: int, sign: int) -> None:
    (found,) = log_likelihood(np.array([together]), np.array([40]), np.array([50]), 200)
    table = [[together, 40 - together], [50 - together, 200 - 90 + together]]
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    g2 = 2 * sum(
        cell * math.log(cell * 200 / (rows[i] * columns[j]))
        for i, row in enumerate(table)
        for j, cell in enumerate(row)
    )
    assert found == pytest.approx(sign * g2)


@settings(deadline=None)
@given(GRAPHS)
def test_disparity_equals_a_loop(edges: dict[tuple[int, int], int]) -> None:
    graph = graph_of(edges)
    found = disparity(*arrays(edges), 7)
    for at, (a, b) in enumerate(edges):
        ends = []
        for node in (a, b):
            degree, strength = graph.degree(node), graph.degree(node, weight="weight")
            ends.append((1 - graph[a][b]["weight"] / strength) ** (degree - 1) if degree > 1 else 1.0)
        assert found[at] == pytest.approx(min(ends), abs=1e-9)


@settings(deadline=None)
@given(GRAPHS)
def test_noise_corrected_equals_a_loop(edges: dict[tuple[int, int], int]) -> None:
    graph = graph_of(edges)
    scores, deviations = noise_corrected(*arrays(edges), 7)
    n = 2.0 * sum(edges.values())
    for at, ((a, b), w) in enumerate(edges.items()):
        ni, nj = (float(graph.degree(node, weight="weight")) for node in (a, b))
        kappa = n / (ni * nj)
        assert scores[at] == pytest.approx((kappa * w - 1) / (kappa * w + 1), abs=1e-9)
        if n in (ni, nj):
            continue
        mean, variance = ni * nj / n**2, ni * nj * (n - ni) * (n - nj) / (n**4 * (n - 1))
        alpha = mean**2 / variance * (1 - mean) - mean + w
        beta = mean / variance * (1 - mean**2) - (1 - mean) + n - w
        p = alpha / (alpha + beta)
        slope = 1 / (ni * nj) - n * (ni + nj) / (ni * nj) ** 2
        spread = math.sqrt(p * (1 - p) * n) * abs(2 * (kappa + w * slope) / (kappa * w + 1) ** 2)
        assert deviations[at] == pytest.approx(spread, abs=1e-9)


def test_backbones_keep_what_a_clique_of_noise_does_not_hide() -> None:
    rng = np.random.default_rng(3)
    source, target = np.triu_indices(30, 1)
    weight = rng.integers(1, 4, len(source)).astype(float)
    weight[0] = 60.0  # nodes 0 and 1
    assert int(np.argmin(disparity(source, target, weight, 30))) == 0
    score, deviation = noise_corrected(source, target, weight, 30)
    assert int(np.argmax(score - DELTA * deviation)) == 0
