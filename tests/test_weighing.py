"""Weights and backbones of whole tables against plain loops over networkx edges."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictner.graph import co_mention_graph, quote_graph
from rowsource import mention, quote

WINDOWS = st.lists(st.sets(st.sampled_from("abcdefgh"), max_size=6), max_size=25)
QUOTES = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("abcdef")).filter(lambda ends: ends[0] != ends[1]), max_size=25
)


def rows_of(windows: list[set[str]]) -> list[Any]:
    return [
        mention(entity, at * 100 + i * 9, sentence=at)
        for at, window in enumerate(windows)
        for i, entity in enumerate(sorted(window))
    ]


def counted(windows: list[set[str]]) -> nx.Graph:
    graph = nx.Graph()
    for window in windows:
        for a, b in combinations(sorted(window), 2):
            before = graph.edges[a, b] if graph.has_edge(a, b) else {"count": 0, "share": 0.0}
            graph.add_edge(a, b, count=before["count"] + 1, share=before["share"] + 1 / (len(window) - 1))
    return graph


def npmi(both: int, a: int, b: int, total: int) -> float:
    return 1.0 if both == total else math.log(both * total / (a * b)) / -math.log(both / total)


def log_likelihood(both: int, a: int, b: int, total: int) -> float:
    table = ((both, a - both), (b - both, total - a - b + both))
    g2 = 0.0
    for row in table:
        for j, cell in enumerate(row):
            expected = sum(row) * (table[0][j] + table[1][j]) / total
            if cell:
                g2 += 2 * cell * math.log(cell / expected)
    return max(g2, 0.0) * (-1 if both < a * b / total else 1)


@settings(deadline=None)
@given(WINDOWS)
@pytest.mark.parametrize(("weight", "formula"), [("npmi", npmi), ("log_likelihood", log_likelihood)])
def test_associations_equal_a_loop(weight: str, formula: Callable[..., float], windows: list[set[str]]) -> None:
    filled = [window for window in windows if window]
    graph = co_mention_graph(rows_of(windows), weight=weight)
    plain = counted(windows)
    assert sorted(graph.edges) == sorted(tuple(sorted(ends)) for ends in plain.edges)
    for a, b, data in graph.edges(data=True):
        each = [sum(entity in window for window in filled) for entity in (a, b)]
        assert data["weight"] == pytest.approx(formula(plain.edges[a, b]["count"], *each, len(filled)), abs=1e-9)


@settings(deadline=None)
@given(WINDOWS)
def test_fractional_weights_equal_a_loop(windows: list[set[str]]) -> None:
    graph = co_mention_graph(rows_of(windows), weight="fractional")
    for a, b, share in counted(windows).edges(data="share"):
        assert graph.edges[a, b]["weight"] == pytest.approx(share, abs=1e-9)


def disparity_loop(graph: nx.Graph, weight: str) -> dict[tuple[str, str], float]:
    directed = graph.is_directed()
    found = {}
    for a, b, data in graph.edges(data=True):
        least = 1.0
        for node, near in ((a, "out_edges"), (b, "in_edges")):
            edges = getattr(graph, near if directed else "edges")(node, data=weight)
            if len(edges) > 1:
                share = data[weight] / sum(value for *_, value in edges)
                least = min(least, (1 - share) ** (len(edges) - 1))
        found[a, b] = least
    return found


@settings(deadline=None)
@given(WINDOWS, st.sampled_from([0.05, 0.3, 0.6]))
def test_disparity_keeps_the_edges_that_a_loop_keeps(windows: list[set[str]], alpha: float) -> None:
    graph = co_mention_graph(rows_of(windows), weight="count", backbone="disparity", alpha=alpha)
    found = disparity_loop(counted(windows), "count")
    for ends, value in found.items():
        if not math.isclose(value, alpha, abs_tol=1e-12):  # on the edge of the knife a rounding decides
            assert graph.has_edge(*ends) == (value < alpha)
    assert graph.number_of_edges() <= len(found)
    assert (graph.graph["backbone"], graph.graph["alpha"]) == ("disparity", alpha)
    assert len(graph) == len({entity for window in windows for entity in window})


def noise_loop(graph: nx.Graph, weight: str, delta: float) -> set[tuple[str, str]]:
    """Coscia and Neffke's backbone, edge by edge."""
    directed = graph.is_directed()
    total = sum(value for *_, value in graph.edges(data=weight)) * (1.0 if directed else 2.0)
    kept = set()
    for a, b, value in graph.edges(data=weight):
        ni = (graph.out_degree if directed else graph.degree)(a, weight=weight)
        nj = (graph.in_degree if directed else graph.degree)(b, weight=weight)
        kappa = total / (ni * nj)
        score = (kappa * value - 1) / (kappa * value + 1)
        mean = ni * nj / total / total
        variance = ni * nj * (total - ni) * (total - nj) / (total**4 * (total - 1)) if total > 1 else 0.0
        if variance == 0:
            continue
        alpha = mean**2 / variance * (1 - mean) - mean + value
        beta = mean / variance * (1 - mean**2) - (1 - mean) + total - value
        chance = alpha / (alpha + beta)
        slope = 1 / (ni * nj) - total * (ni + nj) / (ni * nj) ** 2
        spread = chance * (1 - chance) * total * (2 * (kappa + value * slope) / (kappa * value + 1) ** 2) ** 2
        if score - delta * math.sqrt(spread) > 1e-12:
            kept.add((a, b))
    return kept


@settings(deadline=None)
@given(WINDOWS, st.sampled_from([0.5, 1.64]))
def test_noise_corrected_keeps_the_edges_that_a_loop_keeps(windows: list[set[str]], delta: float) -> None:
    graph = co_mention_graph(rows_of(windows), weight="count", backbone="noise_corrected", delta=delta)
    assert set(graph.edges) == {tuple(sorted(ends)) for ends in noise_loop(counted(windows), "count", delta)}
    assert graph.graph["delta"] == delta


@settings(deadline=None)
@given(QUOTES, st.sampled_from([0.3, 0.6]))
def test_backbones_of_quotes_look_at_speakers_and_at_whom_they_speak_about_apart(
    quotes: list[tuple[str, str]], alpha: float
) -> None:
    rows = [quote(a, b, quote_id=f"q{i}", contents=((i * 9, i * 9 + 5),)) for i, (a, b) in enumerate(quotes)]
    plain = nx.DiGraph()
    for a, b in quotes:
        plain.add_edge(a, b, count=plain.edges[a, b]["count"] + 1 if plain.has_edge(a, b) else 1)
    kept = quote_graph(rows, weight="count", backbone="disparity", alpha=alpha)
    assert set(kept.edges) == {ends for ends, value in disparity_loop(plain, "count").items() if value < alpha}
    noise = quote_graph(rows, weight="count", backbone="noise_corrected", delta=1.0)
    assert set(noise.edges) == noise_loop(plain, "count", 1.0)
    weighed = quote_graph(rows, weight="npmi")
    for a, b, data in weighed.edges(data=True):
        each = plain.out_degree(a, weight="count"), plain.in_degree(b, weight="count")
        assert data["weight"] == pytest.approx(npmi(data["count"], *each, len(quotes)), abs=1e-9)
