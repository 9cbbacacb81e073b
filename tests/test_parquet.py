"""Parquet: evidence as structs, nulls where nothing is known, refusals before the first byte."""

from __future__ import annotations

import io
from typing import Any

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from conflictner.errors import OutputError
from conflictner.graph import parquet
from conflictner.graph.checks import sheet_of


def edges(graph: nx.Graph) -> pa.Table:
    return pq.read_table(io.BytesIO(parquet.edges_parquet(sheet_of(graph), str)))


def test_evidence_is_a_list_of_structs() -> None:
    graph = nx.MultiDiGraph()
    piece = {"doc_id": "a", "start": 0, "end": 3}
    graph.add_edge("b", "a", key="quote", weight=2, evidence=[piece, {**piece, "text": "M23", "page": None}])
    graph.add_edge("b", "a", key="co_mention", first_date="2024-02")
    table = edges(graph)
    assert table.column_names == ["source", "target", "key", "weight", "first_date", "evidence"]
    kind = table.schema.field("evidence").type.value_type
    assert {field.name: str(field.type) for field in kind} == {
        "doc_id": "string",
        "start": "int64",
        "end": "int64",
        "text": "string",
    }
    assert table.to_pylist()[1]["evidence"] == [{**piece, "text": None}, {**piece, "text": "M23"}]
    assert table.to_pylist()[0]["evidence"] is None
    assert table.to_pylist()[0]["weight"] is None


def test_no_evidence_anywhere_still_has_the_shape() -> None:
    table = edges(nx.Graph([("a", "b", {"evidence": []})]))
    assert str(table.schema.field("evidence").type).startswith("list<element: struct<doc_id: string")


@pytest.mark.parametrize(
    "evidence",
    [[1], ["x"], [None], [[]], [{"doc_id": ["a"]}], [{"at": {}}], [{"start": 1}, {"start": "1"}], [{"doc_id": 2**70}]],
)
def test_evidence_that_no_column_holds(evidence: list[Any]) -> None:
    with pytest.raises(OutputError) as caught:
        edges(nx.Graph([("a", "b", {"evidence": evidence})]))
    assert caught.value.code == "E403"


def test_types_and_the_graph_itself() -> None:
    graph = nx.DiGraph(window="sentence")
    graph.add_node("a", big=2**40, share=1, listed=True, name="é")
    graph.add_node("b", share=0.5)
    table = pq.read_table(io.BytesIO(parquet.nodes_parquet(sheet_of(graph), str)))
    found = {field.name: str(field.type) for field in table.schema}
    assert found == {"id": "string", "name": "string", "big": "int64", "listed": "bool", "share": "double"}
    assert table.schema.metadata[b"conflictner.graph"] == b'{"directed": true, "window": "sentence"}'
