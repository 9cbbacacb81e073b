"""Graphs of parts -> the graph of the whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import networkx as nx

from conflictner.errors import E404, E409, ConfigError, OutputError
from conflictner.graph.statements import STANCES

#: What parts add up to; nothing else of an edge or node is a number of its own.
_ADDED: Final = frozenset({"count", "documents", "stories", "mentions", "quotes", "claimed", "denied"})

#: What a graph says of itself that adds up.
_TOTALS: Final = ("documents", "windows", "windows_set_aside", "quotes", "negated", "untold", "undated")


def merge_graphs(*graphs: nx.Graph, evidence: int = 5) -> nx.Graph:
    """The graph of several parts of a corpus, each made by the same call on other documents.

    Counts, documents and stories are added, the earliest and the latest date kept, and the evidence that stands first
    by document and offset. That is the graph of the whole, in any order of the parts, where no story and no document
    stands in two of them; a story cut apart counts once in each part. The edge table has no such limit: give
    `edge_table` the parts as a list. Graphs of `quote_graph` and `network` tell only of nodes that have an edge: what a
    part does not tell of is missing in ``mentions`` and ``documents`` of the merged node. Attributes on which parts
    differ are those of the part that mentions the node most. NPMI is no sum of parts and is left out.

    Args:
        graphs: Graphs of `co_mention_graph`, `quote_graph` or `network`, all of one function and one set of
            arguments, with ``min_count`` 1, no backbone, and a weight that adds up: "stories", "count",
            "documents" or "fractional".
        evidence: How many places in the text to keep for each edge; no more than the parts kept.

    Returns:
        A new graph of the same class, nodes and edges sorted.

    Raises:
        ConfigError: E404, the graphs are of different kinds, or cannot be added.
        OutputError: E409, something else than a graph.

    >>> a = nx.Graph([("x", "y", {"weight": 1, "count": 2, "documents": 1})], layer="co_mention")
    >>> b = nx.Graph([("x", "y", {"weight": 1, "count": 1, "documents": 1})], layer="co_mention")
    >>> merge_graphs(a, b).edges["x", "y"]
    {'weight': 2, 'count': 3, 'documents': 2}
    """
    _check(graphs)
    first = graphs[0]
    merged = type(first)()
    merged.graph.update(first.graph)
    for name in _TOTALS:
        values = [graph.graph[name] for graph in graphs if name in graph.graph]
        if values:
            merged.graph[name] = sum(values)
    nodes: dict[Any, list[dict[str, Any]]] = {}
    edges: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for graph in graphs:
        for node, data in graph.nodes(data=True):
            nodes.setdefault(node, []).append(data)
        found = graph.edges(data=True, **({"keys": True} if graph.is_multigraph() else {}))
        for *ends, data in found:
            if not graph.is_directed():
                ends.sort(key=str)
            edges.setdefault(tuple(ends), []).append(data)
    for node in sorted(nodes, key=str):
        merged.add_node(node, **_node(nodes[node]))
    for key in sorted(edges, key=lambda ends: tuple(map(str, ends))):
        merged.add_edge(*key, **_edge(edges[key], evidence))
    return merged


def _check(graphs: tuple[nx.Graph, ...]) -> None:
    if len(graphs) == 1 and isinstance(graphs[0], Iterable) and not isinstance(graphs[0], nx.Graph):
        allowed = "each graph by itself: merge_graphs(*graphs)"
        raise ConfigError(E404.format(name="graphs", value=f"a {type(graphs[0]).__name__}", allowed=allowed))
    for graph in graphs:
        if not isinstance(graph, nx.Graph):
            raise OutputError(E409.format(type=type(graph).__name__))
    if not graphs:
        raise ConfigError(E404.format(name="graphs", value="empty", allowed="one graph or more"))
    made = [_made(graph) for graph in graphs]
    for each in made:
        if each != made[0]:
            different = sorted(name for name in each.keys() | made[0].keys() if each.get(name) != made[0].get(name))
            raise ConfigError(
                E404.format(name="graphs", value=f"different in {different}", allowed="graphs of one kind")
            )
    told = made[0]
    if told.get("backbone") or told.get("min_count", 1) != 1 or told.get("focus"):
        allowed = "whole graphs: min_count 1, no backbone, no focus"
        raise ConfigError(E404.format(name="graphs", value="filtered", allowed=allowed))
    if told.get("weight") in {"npmi", "log_likelihood"}:
        allowed = "a weight that adds up; make the graph of all documents in one call for this one"
        raise ConfigError(E404.format(name="weight", value=repr(told["weight"]), allowed=allowed))


def _made(graph: nx.Graph) -> dict[str, Any]:
    told = {name: value for name, value in graph.graph.items() if name not in _TOTALS}
    return told | {"class": type(graph).__name__}


def _node(parts: list[dict[str, Any]]) -> dict[str, Any]:
    leading = min(parts, key=lambda data: (-data.get("mentions", 0), sorted((k, str(v)) for k, v in data.items())))
    whole = dict(leading)
    for data in parts:
        for name, value in data.items():
            whole.setdefault(name, value)
    for name in ("mentions", "documents"):
        if name in whole:
            whole[name] = sum(data.get(name, 0) for data in parts)
    return whole


def _edge(parts: list[dict[str, Any]], evidence: int) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    counts = [data.get("count", 0) for data in parts]
    total = sum(counts)
    names = dict.fromkeys(name for data in parts for name in data)
    for name in names:
        values = [data[name] for data in parts if name in data]
        if name == "evidence":
            whole[name] = _first(values, evidence)
        elif name == "directed":
            whole[name] = any(values)
        elif name == "first_date":
            whole[name] = min(values)
        elif name == "last_date":
            whole[name] = max(values)
        elif name == "sign_mean":
            whole[name] = sum(data.get(name, 0.0) * count for data, count in zip(parts, counts, strict=True)) / total
        elif name in {"weight", *_ADDED} or name in _stances(parts):
            whole[name] = sum(values) if whole.get("layer") != "role" else values[0]
        elif name != "npmi":
            whole[name] = values[0]
    stances = _stances(parts)
    if stances:
        whole["type"] = min(stances, key=lambda stance: (-whole[stance], stance))
    return whole


def _stances(parts: list[dict[str, Any]]) -> set[str]:
    """The stances that edges of a quote graph count; those of a network have a key of their own."""
    return {name for data in parts if "sign_mean" in data for name in data if name in STANCES}


def _first(lists: Iterable[list[dict[str, Any]]], evidence: int) -> list[dict[str, Any]]:
    every = [place for places in lists for place in places]
    return sorted(every, key=lambda place: (place["doc_id"], place["start"], place["end"]))[:evidence]
