"""Neo4j's import tables: typed headers, labels and types that nobody can smuggle anything into."""

from __future__ import annotations

import csv
import io

import networkx as nx

from conflictner.graph import neo4j
from conflictner.graph.checks import sheet_of


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_headers_carry_types_and_rows_labels() -> None:
    graph = nx.Graph(layer="co_mention")
    graph.add_node("arm:m23", name="M23", entity_type="ARMED_GROUP", mentions=3, lat=1.5, listed=True)
    graph.add_edge("arm:m23", "b", weight=2, first_date="2024-02", evidence=[{"doc_id": "a", "start": 0, "end": 3}])
    header, first, second = rows(neo4j.nodes_csv(sheet_of(graph)))
    expected = ["id:ID", ":LABEL", "name:string", "entity_type:string", "mentions:long", "lat:double", "listed:boolean"]
    assert header == expected
    assert first == ["arm:m23", "Entity;ARMED_GROUP", "M23", "ARMED_GROUP", "3", "1.5", "true"]
    assert second == ["b", "Entity", "", "", "", "", ""]
    header, edge = rows(neo4j.edges_csv(sheet_of(graph)))
    assert header == [":START_ID", ":END_ID", ":TYPE", "weight:long", "first_date:string", "evidence:string"]
    assert edge == ["arm:m23", "b", "CO_MENTION", "2", "2024-02", '[{"doc_id": "a", "end": 3, "start": 0}]']


def test_parallel_edges_have_the_type_of_their_layer_and_their_key() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("b", "a", key="q", layer="quote")
    graph.add_edge("b", "a", key="c", layer="located_in")
    header, *edges = rows(neo4j.edges_csv(sheet_of(graph)))
    assert header[:4] == [":START_ID", ":END_ID", ":TYPE", "key:string"]
    assert [row[2:4] for row in edges] == [["LOCATED_IN", "c"], ["QUOTE", "q"]]


def test_hostile_kinds_layers_and_names_stay_data() -> None:
    graph = nx.Graph()
    graph.add_node("a", entity_type="X;Admin", **{"a:int": 1, "id": "y"})
    graph.add_edge("a", "a", layer="A`]->() DELETE", **{":TYPE": "x"})
    header, node = rows(neo4j.nodes_csv(sheet_of(graph)))
    assert header == ["id:ID", ":LABEL", "entity_type:string", "a_int:long", "id_:string"]
    assert node[1] == "Entity"
    header, edge = rows(neo4j.edges_csv(sheet_of(graph)))
    assert header[3:] == ["layer:string", "_TYPE:string"]
    assert edge[2] == "LINK"
