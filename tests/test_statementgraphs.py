"""Who speaks of whom and who does what to whom: sign, claims and denials, on rows made by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conflictner.graph import balance, edge_table, network, quote_graph, relation_graph, slices
from conflictner.rows import Mention, Relation, rows_of
from rowsource import AnyRow, Tables, document, mention, quote, relation


def test_relation_has_sign_claims_denials_and_evidence() -> None:
    rows: list[AnyRow] = [
        relation("arm:adf", "gov:COD", claim_by="mil:fardc", modality="claimed", denied_by=("arm:adf", "per:x")),
        relation(
            "arm:adf", "gov:COD", relation_id="r2", source_start=40, trigger_start=50, trigger_end=58, target_end=70
        ),
        relation("arm:adf", "gov:COD", relation_id="r3", sign=1, doc_id="b"),
        document("a", "2024-02-07"),
        document("b", "2024-03-01"),
    ]
    graph = relation_graph(rows)
    assert list(graph.edges(keys=True)) == [("arm:adf", "gov:COD", "relation:attack")]
    edge = graph.edges["arm:adf", "gov:COD", "relation:attack"]
    assert (edge["count"], edge["documents"], edge["claimed"], edge["denied"]) == (3, 2, 1, 1)
    assert edge["sign_mean"] == pytest.approx(-1 / 3)
    assert (edge["layer"], edge["type"], edge["directed"]) == ("relation", "attack", True)
    assert (edge["first_date"], edge["last_date"]) == ("2024-02-07", "2024-03-01")
    assert edge["evidence"] == [
        {"doc_id": "a", "start": 0, "end": 30},
        {"doc_id": "a", "start": 19, "end": 70},
        {"doc_id": "b", "start": 0, "end": 30},
    ]
    row = edge_table(rows, layers=["relation"]).to_pylist()[0]
    assert (row["layer"], row["type"], row["claimed"], row["denied"]) == ("relation", "attack", 1, 1)
    assert row["sign_mean"] == edge["sign_mean"]
    assert edge_table(Tables(rows), layers="relation").equals(edge_table(rows, layers="relation"))


@pytest.mark.parametrize(
    "values",
    [{"negated": True}, {"modality": "intended"}, {"modality": "conditional"}, {"modality": "requested"}],
)
def test_what_did_not_take_place_is_no_edge_and_is_counted(values: dict[str, Any]) -> None:
    rows = [relation("a", "b", **values), relation("a", "c", relation_id="r2")]
    for source in (rows, Tables(rows)):
        graph = relation_graph(source)
        assert [ends[:2] for ends in graph.edges] == [("a", "c")]
        assert graph.graph["untold"] == 1


def test_symmetric_relations_are_one_edge_without_direction() -> None:
    rows = [
        relation("b", "a", type="ally", sign=1, symmetric=True),
        relation("a", "b", type="ally", sign=1, symmetric=True, relation_id="r2", source_start=1),
    ]
    for source in (rows, Tables(rows)):
        graph = relation_graph(source)
        assert list(graph.edges) == [("a", "b", "relation:ally")]
        assert graph.edges["a", "b", "relation:ally"]["directed"] is False
        assert graph.edges["a", "b", "relation:ally"]["count"] == 2


def test_types_are_edges_of_their_own_and_bylines_make_none() -> None:
    rows = [
        relation("a", "b"),
        relation("a", "b", relation_id="r2", type="support", sign=1),
        relation("a", "b", relation_id="r3", type="ally", segment="byline"),
        relation("a", "a", relation_id="r4", type="ally"),
    ]
    assert [key for *_, key in relation_graph(rows).edges] == ["relation:attack", "relation:support"]
    assert edge_table(rows, layers="relation")["type"].to_pylist() == ["attack", "support"]


def test_layer_of_relations_is_empty_without_rows() -> None:
    rows: list[AnyRow] = [mention("a"), mention("b", 9)]
    assert relation_graph(rows).number_of_edges() == relation_graph(Tables(rows)).number_of_edges() == 0
    assert edge_table(rows)["layer"].to_pylist() == ["co_mention"]
    assert "relation" in network(rows).graph["layers"]


def test_doc_without_a_component_for_relations_has_none(blank: Any) -> None:
    doc = blank("The M23 took Sake.")
    assert list(rows_of([doc], Relation)) == []
    assert list(rows_of([doc, relation("a", "b")], Relation)) == [relation("a", "b")]
    assert list(rows_of([relation("a", "b")], Mention)) == []


def test_slices_of_relations() -> None:
    rows: list[AnyRow] = [
        relation("a", "b"),
        relation("a", "b", doc_id="b"),
        document("a", "2024-01-31"),
        document("b", "2024-02"),
    ]
    found = slices(rows, layer="relation")
    assert found.labels == ("2024-01", "2024-02")
    assert found.at("2024-01").edges["a", "b"]["sign_mean"] == -1.0


def test_what_a_quote_says_is_claimed_and_may_be_denied() -> None:
    rows = [
        quote("gov:COD", "gov:RWA", stance="accuse"),
        quote("gov:RWA", "arm:m23", quote_id="q2", stance="deny", denies="q1"),
        quote("gov:COD", "gov:RWA", quote_id="q1", doc_id="b", stance="accuse"),  # another document: nobody denies it
        quote("gov:RWA", "gov:COD", quote_id="q2", doc_id="b", stance="deny", denies="q1", negated=True),
    ]
    for source in (rows, rows[::-1], Tables(rows), Tables(rows, size=1, encoded=True)):
        graph = quote_graph(source)
        edge = graph.edges["gov:COD", "gov:RWA"]
        assert (edge["count"], edge["claimed"], edge["denied"]) == (2, 2, 1)
        assert graph.edges["gov:RWA", "arm:m23"]["denied"] == 0
        table = edge_table(source, layers="quote").select(["type", "claimed", "denied"]).to_pylist()
        assert table == [
            {"type": "accuse", "claimed": 2, "denied": 1},
            {"type": "deny", "claimed": 1, "denied": 0},
        ]


def test_denial_is_no_negative_tie_to_whom_it_names() -> None:
    rows = [
        quote("gov:RWA", "arm:m23", stance="deny"),
        quote("gov:COD", "arm:m23", quote_id="q2", stance="accuse"),
        quote("gov:COD", "gov:RWA", quote_id="q3", stance="accuse"),
    ]
    graph = quote_graph(rows)
    assert graph.edges["gov:RWA", "arm:m23"]["sign_mean"] == 0
    assert balance(graph).triads == 0  # two accusations and a denial are no triad of enemies


def test_a_corpus_with_a_table_of_relations_is_read(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    from conflictner.corpus.shards import read_batches
    from conflictner.rows import to_table

    pq.write_table(to_table([relation("a", "b", denied_by=("b",))], Relation), tmp_path / "relations.parquet")

    class Folder:
        def batches(self, row_type: Any, columns: Any = None) -> Any:
            return read_batches(tmp_path / f"{row_type.__name__.lower()}s.parquet", columns)

    edge = relation_graph(Folder()).edges["a", "b", "relation:attack"]
    assert (edge["count"], edge["denied"]) == (1, 1)
