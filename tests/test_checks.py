"""What a graph file can hold, checked before the first byte."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest

from conflictner.errors import OutputError
from conflictner.graph.checks import as_text, rename, sheet_of


def graph_with(*, node: Any = None, edge: Any = None, whole: Any = None, name: Any = "x") -> nx.Graph:
    graph = nx.Graph()
    graph.add_node("a", **({"x": node} if node is not None else {}))
    graph.add_edge("a", "b")
    if edge is not None:
        graph.edges["a", "b"][name] = edge
    if whole is not None:
        graph.graph["x"] = whole
    return graph


@pytest.mark.parametrize(
    "value", ["", "é", 0, -(2**63), 2**63 - 1, 1.5, -0.0, True, np.float64(2.5), np.int64(3), np.bool_(True)]
)
def test_values_that_files_hold(value: Any) -> None:
    sheet = sheet_of(graph_with(node=value, edge=value, whole=value))
    for found in (sheet.values["x"], sheet.nodes[0][1]["x"], sheet.edges[0][3]["x"]):
        assert found == value
        assert type(found) in (str, int, float, bool)


@pytest.mark.parametrize(
    "value", [(), {}, {1}, b"x", [1], object(), float("nan"), float("inf"), 2**63, -(2**63) - 1, 1j, np.float64("nan")]
)
@pytest.mark.parametrize("where", ["node", "edge", "whole"])
def test_values_that_no_file_holds(value: Any, where: str) -> None:
    with pytest.raises(OutputError) as caught:
        sheet_of(graph_with(**{where: value}))
    assert caught.value.code == "E403"
    assert "'x'" in str(caught.value)


def test_none_is_refused_and_the_edge_named() -> None:
    graph = nx.Graph([("a", "b", {"since": None})])
    with pytest.raises(OutputError, match=r"E403.*edge \('a', 'b'\).*'since' is a NoneType"):
        sheet_of(graph)


@pytest.mark.parametrize("node", [None, True, 1.5, (1, 2), b"a", frozenset()])
def test_nodes_are_str_or_int(node: Any) -> None:
    graph = nx.MultiGraph() if node is None else nx.Graph()
    if node is None:
        graph.add_edge("a", "b", key=("no", "key"))
    else:
        graph.add_node(node)
    with pytest.raises(OutputError) as caught:
        sheet_of(graph)
    assert caught.value.code == "E403"


def test_attribute_names_are_str() -> None:
    with pytest.raises(OutputError) as caught:
        sheet_of(graph_with(edge=1, name=3))
    assert caught.value.code == "E403"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((1, 2), "integer"),
        ((1, 2**31), "long"),
        ((2**40, 1.5), "double"),
        ((1, 1.5), "double"),
        ((1.5, 2.5), "double"),
        (("1", "2"), "string"),
        ((True, False), "boolean"),
        (("1", 2), None),
        ((True, 1), None),
        ((True, 1.0), None),
    ],
)
def test_column_types(values: tuple[Any, Any], expected: str | None) -> None:
    graph = nx.Graph()
    graph.add_nodes_from((str(at), {"x": value}) for at, value in enumerate(values))
    if expected is None:
        with pytest.raises(OutputError) as caught:
            sheet_of(graph)
        assert caught.value.code == "E403"
    else:
        assert sheet_of(graph).node_types == {"x": expected}


@pytest.mark.parametrize("evidence", [[], [{"doc_id": "a", "start": 0, "end": 3}], [1, "x", None]])
def test_evidence_is_a_list(evidence: list[Any]) -> None:
    assert sheet_of(graph_with(edge=evidence, name="evidence")).edges[0][3]["evidence"] == evidence


@pytest.mark.parametrize("evidence", [[{"at": {1}}], [float("nan")], ({"doc_id": "a"},)])
def test_evidence_that_json_cannot_hold(evidence: Any) -> None:
    with pytest.raises(OutputError) as caught:
        sheet_of(graph_with(edge=evidence, name="evidence"))
    assert caught.value.code == "E403"


def test_order_is_that_of_ids_and_of_the_vocabulary() -> None:
    graph = nx.Graph()
    graph.add_edge("b", "a", zeta=1, evidence=[], weight=1, alpha=1, count=1)
    graph.add_edge("c", "a")
    graph.add_node(2)
    graph.add_node(10)
    sheet = sheet_of(graph)
    assert [node for node, _ in sheet.nodes] == [2, 10, "a", "b", "c"]
    assert [(source, target) for source, target, _, _ in sheet.edges] == [("a", "b"), ("a", "c")]
    assert list(sheet.edge_types) == ["weight", "count", "evidence", "alpha", "zeta"]
    assert list(sheet.edges[0][3]) == ["weight", "count", "evidence", "alpha", "zeta"]


def test_direction_and_parallel_edges_stay() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("b", "a", key="quote")
    graph.add_edge("b", "a", key="co_mention")
    graph.add_edge("a", "b", key=0)
    sheet = sheet_of(graph)
    assert sheet.directed
    assert [edge[:3] for edge in sheet.edges] == [("a", "b", 0), ("b", "a", "co_mention"), ("b", "a", "quote")]


def test_defaults_that_networkx_read_from_a_file_are_not_data() -> None:
    graph = nx.Graph(node_default={}, edge_default={}, window="sentence")
    assert sheet_of(graph).values == {"window": "sentence"}


@pytest.mark.parametrize("value", [0.1, 1e300, 5e-324, -0.0, 1 / 3])
def test_floats_read_back_equal(value: float) -> None:
    assert float(as_text(value)) == value


def test_rename_leaves_other_names_alone() -> None:
    names = rename({"id": "string", "data_id": "string", "ID": "string"}, {"id", "label"})
    assert names == {"id": "data_data_id", "data_id": "data_id", "ID": "ID"}
    assert rename({"start": "string"}, {"start", "data_start"}) == {"start": "data_data_start"}
