"""Node-link JSON and CSV."""

from __future__ import annotations

import csv
import io
import json

import networkx as nx
import pytest

from conflictner.graph import tables
from conflictner.graph.checks import sheet_of

FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://example.org","x")',
    "+1-2",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "=cmd|' /C calc'!A0",
]


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def sample() -> nx.Graph:
    graph = nx.Graph()
    graph.add_node("a", name='x, "y"\r\nz', listed=True, lat=-1.25, id="own")
    graph.add_node("b", name="")
    graph.add_edge("b", "a", weight=2, evidence=[{"doc_id": "d", "start": 0, "end": 3}], source="s")
    return graph


def test_csv_cells_are_exact() -> None:
    assert cells(tables.nodes_csv(sheet_of(sample()), spreadsheet=False)) == [
        ["id", "name", "lat", "data_id", "listed"],
        ["a", 'x, "y"\r\nz', "-1.25", "own", "true"],
        ["b", "", "", "", ""],
    ]
    assert cells(tables.edges_csv(sheet_of(sample()), spreadsheet=False)) == [
        ["source", "target", "weight", "evidence", "data_source"],
        ["a", "b", "2", '[{"doc_id": "d", "end": 3, "start": 0}]', "s"],
    ]


@pytest.mark.parametrize("formula", FORMULAS)
def test_spreadsheet_flavour_makes_formulas_text(formula: str) -> None:
    graph = nx.Graph()
    graph.add_node(formula, name=formula, lat=-1.0)
    for spreadsheet in (False, True):
        row = cells(tables.nodes_csv(sheet_of(graph), spreadsheet=spreadsheet))[1]
        mark = "'" if spreadsheet else ""
        assert row == [mark + formula, mark + formula, "-1.0"]


@pytest.mark.parametrize("name", ["M23", "'quoted", "a=b", "x-y", "3", ""])
def test_spreadsheet_flavour_leaves_other_text_alone(name: str) -> None:
    graph = nx.Graph()
    graph.add_node("a", name=name)
    assert cells(tables.nodes_csv(sheet_of(graph), spreadsheet=True))[1] == ["a", name]


def test_lone_carriage_return_stays_in_its_cell() -> None:
    graph = nx.Graph()
    graph.add_node("a", name="x\ry", note="\n\x00\u2028\x85")
    assert cells(tables.nodes_csv(sheet_of(graph), spreadsheet=False))[1] == ["a", "x\ry", "\n\x00\u2028\x85"]


def test_json_is_node_link_with_native_evidence() -> None:
    found = json.loads("\n".join(tables.json_lines(sheet_of(sample()))))
    assert found["nodes"][0] == {"id": "a", "name": 'x, "y"\r\nz', "lat": -1.25, "data_id": "own", "listed": True}
    assert found["edges"] == [
        {
            "source": "a",
            "target": "b",
            "weight": 2,
            "evidence": [{"doc_id": "d", "start": 0, "end": 3}],
            "data_source": "s",
        }
    ]


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_json_of_every_kind_of_graph_reads_back(kind: type[nx.Graph]) -> None:
    graph = kind([(1, "x"), ("x", 1), ("x", "x")])
    found = nx.node_link_graph(json.loads("\n".join(tables.json_lines(sheet_of(graph)))), edges="edges")
    assert nx.utils.graphs_equal(found, graph)


@pytest.mark.parametrize("graph", [nx.Graph(), nx.MultiDiGraph()])
def test_empty_graph_has_headers_only(graph: nx.Graph) -> None:
    sheet = sheet_of(graph)
    assert cells(tables.nodes_csv(sheet, spreadsheet=False)) == [["id"]]
    key = ["key"] if graph.is_multigraph() else []
    assert cells(tables.edges_csv(sheet, spreadsheet=False)) == [["source", "target", *key]]
    assert json.loads("\n".join(tables.json_lines(sheet)))["nodes"] == []
