"""Cytoscape JSON: what networkx reads of it, and names that Cytoscape keeps for itself."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx

from conflictner.graph import cytoscape
from conflictner.graph.checks import sheet_of
from conflictner.graph.layout import layout


def written(graph: nx.Graph) -> dict[str, Any]:
    found: dict[str, Any] = json.loads("\n".join(cytoscape.lines(sheet_of(graph), layout(graph))))
    return found


def test_networkx_reads_layers_direction_and_evidence() -> None:
    graph = nx.MultiDiGraph(window="sentence")
    graph.add_node("arm:m23", name="M23", mentions=3)
    evidence = [{"doc_id": "a", "start": 0, "end": 3}]
    graph.add_edge("arm:m23", "b", key="quote", layer="quote", weight=2, evidence=evidence)
    graph.add_edge("arm:m23", "b", key="co_mention", layer="co_mention", first_date="2024")
    found = nx.cytoscape_graph(written(graph))
    assert found.is_directed()
    assert found.graph == {"window": "sentence"}
    assert found.nodes["arm:m23"]["mentions"] == 3
    assert set(found.edges(keys=True)) == {("arm:m23", "b", "quote"), ("arm:m23", "b", "co_mention")}
    assert json.loads(found.edges["arm:m23", "b", "quote"]["evidence"]) == evidence
    assert found.edges["arm:m23", "b", "co_mention"]["first_date"] == "2024"


def test_names_are_shown_and_reserved_ones_moved() -> None:
    graph = nx.Graph()
    graph.add_node("a", parent="b", id="x", name="M23\nMovement")
    graph.add_edge("a", "b", source="s", interaction="i", SUID=1)
    found = written(graph)["elements"]
    nodes = {node["data"]["id"]: node["data"] for node in found["nodes"]}
    assert nodes["a"] == {"id": "a", "value": "a", "name": "M23\nMovement", "data_parent": "b", "data_id": "x"}
    assert nodes["b"]["name"] == "b"
    assert {"data_source", "data_interaction", "data_SUID"} <= set(found["edges"][0]["data"])


def test_a_name_that_is_no_text_is_data() -> None:
    graph = nx.Graph()
    graph.add_node("a", name=3)
    assert written(graph)["elements"]["nodes"][0]["data"] == {"id": "a", "value": "a", "name": "a", "data_name": 3}


def test_ids_of_edges_are_no_ids_of_nodes() -> None:
    elements = written(nx.path_graph(["e0", "e1", "ee", "x"]))["elements"]
    ids = [element["data"]["id"] for element in (*elements["nodes"], *elements["edges"])]
    assert len(set(ids)) == len(ids) == 7


def test_nodes_have_places() -> None:
    for node in written(nx.path_graph(["a", "b"]))["elements"]["nodes"]:
        assert set(node["position"]) == {"x", "y"}
