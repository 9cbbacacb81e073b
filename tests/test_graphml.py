"""GraphML: one key a column, exact text."""

from __future__ import annotations

import networkx as nx
import pytest
from lxml import etree

from conflictner.graph import graphml
from conflictner.graph.checks import sheet_of


def written(graph: nx.Graph) -> str:
    return "\n".join(graphml.lines(sheet_of(graph)))


def read(text: str) -> nx.Graph:
    return nx.parse_graphml(text, force_multigraph=False)


def test_int_here_and_float_there_share_one_key() -> None:
    graph = nx.Graph()
    graph.add_node("a", lat=1)
    graph.add_node("b", lat=1.5)
    text = written(graph)
    assert text.count("<key") == 1
    assert 'attr.type="double"' in text
    assert dict(read(text).nodes(data="lat")) == {"a": 1.0, "b": 1.5}


def test_types_empty_text_and_carriage_returns_read_back() -> None:
    graph = nx.Graph(window="sentence", documents=3)
    graph.add_node("a", name="x\r\ny ", empty="", big=2**40, share=0.1, listed=False)
    found = read(written(graph))
    assert found.nodes["a"] == graph.nodes["a"]
    assert {name: found.graph[name] for name in graph.graph} == graph.graph


def test_parallel_edges_keep_their_keys() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("b", "a", key="quote", weight=1)
    graph.add_edge("b", "a", key="co_mention", weight=2)
    assert set(read(written(graph)).edges(keys=True, data="weight")) == {
        ("b", "a", "quote", 1),
        ("b", "a", "co_mention", 2),
    }


@pytest.mark.parametrize("graph", [nx.Graph(), nx.empty_graph(1), nx.DiGraph([("a", "a")])])
def test_small_graphs_are_well_formed(graph: nx.Graph) -> None:
    root = etree.fromstring(written(graph).encode())
    assert len(root.findall(".//{*}node")) == len(graph)
    assert root.find("{*}graph").get("edgedefault") == ("directed" if graph.is_directed() else "undirected")
