"""Graphs of what nobody hopes for: nothing, one of everything, lists of names, dates that are none, files cut off."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import conflictner as cn
from conflictner.corpus.running import run_with
from conflictner.corpus.settings import Settings
from conflictner.errors import ConflictNerError, ConflictNerWarning
from conflictner.graph import (
    actor_place_graph,
    add_centralities,
    add_communities,
    balance,
    co_mention_graph,
    draw,
    edge_table,
    network,
    quote_graph,
    relation_graph,
    slices,
    write_edge_table,
    write_graph,
)
from rowsource import AnyRow, Tables, document, mention

BUILDERS: list[Callable[..., nx.Graph]] = [
    co_mention_graph,
    quote_graph,
    relation_graph,
    actor_place_graph,
    network,
]
ENDINGS = ("gexf", "graphml", "json", "cyjs", "csv", "parquet", "neo4j.csv", "ftm.json")


@pytest.mark.parametrize("build", BUILDERS)
@pytest.mark.parametrize("rows", [[], [document("a")], [mention("x")], [mention("x"), document("a", "2024")]])
def test_nothing_and_one_of_everything_make_a_graph_without_edges(build: Any, rows: list[AnyRow]) -> None:
    for source in (rows, Tables(rows)):
        for backbone in (None, "disparity", "noise_corrected"):
            graph = build(source, backbone=backbone)
            assert graph.number_of_edges() == 0
            assert len(graph) <= 1
        assert add_communities(graph) == [frozenset([node]) for node in graph]
        add_centralities(graph)
        assert balance(graph).triads == 0


def test_empty_corpus_has_an_empty_table_empty_slices_and_files_that_open(tmp_path: Path) -> None:
    assert edge_table(Tables([])).num_rows == 0
    assert slices(Tables([])).labels == ()
    assert slices(Tables([])).growth().num_rows == 0
    graph = co_mention_graph(Tables([]))
    for ending in ENDINGS:
        assert all(path.is_file() for path in write_graph(graph, tmp_path / f"empty.{ending}"))
    assert len(nx.read_gexf(tmp_path / "empty.gexf")) == len(nx.read_graphml(tmp_path / "empty.graphml")) == 0
    draw(graph, tmp_path / "empty.svg")
    assert write_edge_table([], tmp_path / "edges.parquet").is_file()


def test_document_of_5000_entities_is_set_aside_and_counted() -> None:
    rows: list[AnyRow] = [mention(f"new:{number}", number * 9) for number in range(5000)]
    rows += [mention("new:1", 0, doc_id="b"), mention("new:2", 9, doc_id="b")]
    for source in (rows, Tables(rows, size=1000)):
        graph = co_mention_graph(source, window="document")
        assert list(graph.edges) == [("new:1", "new:2")]
        assert graph.graph["windows_set_aside"] == 1
        assert network(source, window="document", layers=["co_mention"]).graph["windows_set_aside"] == 1
    whole = co_mention_graph(rows[:200], window="document", max_entities=200, weight="fractional", evidence=0)
    assert whole.number_of_edges() == 200 * 199 // 2
    assert whole.edges["new:1", "new:2"]["weight"] == pytest.approx(1 / 199)


@pytest.mark.parametrize("date", [None, "", "soon", "2024-02-31", "31/02/2024", "0000-00-00", "2024-2-7", "\x00"])
def test_dates_that_are_none_are_no_dates_and_are_counted(date: str | None) -> None:
    rows: list[AnyRow] = [mention("x"), mention("y", 9), document("a", date)]
    for source in (rows, Tables(rows)):
        edge = co_mention_graph(source).edges["x", "y"]
        assert "first_date" not in edge
        assert edge_table(source, layers="co_mention")["first_date"].to_pylist() == [None]
        assert slices(source).undated == 1
        dated = co_mention_graph(source, since="2020")
        assert (dated.number_of_edges(), dated.graph["undated"]) == (0, 1)


HOSTILE = "<script>alert(1)</script>]]>&\"'=1+1\x00\x1b\ud800\ufffe\u202e\r\n"


@pytest.mark.parametrize("ending", [*ENDINGS, "svg"])
def test_hostile_names_and_ids_stay_text(ending: str, tmp_path: Path) -> None:
    rows = [mention(f"new:{HOSTILE}", entity_name=HOSTILE), mention("new:y", 9, entity_name="=cmd|'/c calc'!A1")]
    graph = co_mention_graph(rows)
    target = tmp_path / f"hostile.{ending}"
    if ending == "svg":
        draw(graph, target)
        assert "<script" not in target.read_text(encoding="utf-8")
        return
    with pytest.warns(ConflictNerWarning, match="W101") if ending != "parquet" else pytest.warns(ConflictNerWarning):
        paths = write_graph(graph, target)
    assert all(path.stat().st_size for path in paths)


@pytest.fixture(scope="module")
def whole_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small corpus of the stub pipeline."""
    tmp_path = tmp_path_factory.mktemp("run")
    texts = [f"Goma met Bukavu and Sake{number}." for number in range(40)]
    lines = [json.dumps({"id": f"a{at}", "text": text, "date": "2024-02-07"}) for at, text in enumerate(texts)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    stub = Settings(arguments={}, columns={}, loader="corpus_stub:load", progress=False)
    run_with(tmp_path / "in.jsonl", tmp_path / "corpus", stub)
    return tmp_path / "corpus"


@pytest.mark.parametrize("table", ["mentions", "documents", "quotes"])
@pytest.mark.parametrize("keep", [0.0, 0.5, 0.99])
def test_truncated_table_is_told_with_what_to_do_and_leaves_no_file(
    whole_corpus: Path, tmp_path: Path, table: str, keep: float
) -> None:
    corpus = shutil.copytree(whole_corpus, tmp_path / "corpus")
    assert edge_table(cn.Corpus(corpus), window="document", places=True).num_rows
    path = next(corpus.rglob(f"{table}.parquet"))
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * keep)])
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(ConflictNerError) as caught:
        write_edge_table(cn.Corpus(corpus), out / "edges.parquet")
    assert caught.value.code == "E508"
    assert path.name in str(caught.value)
    with pytest.raises(ConflictNerError):
        network(cn.Corpus(corpus))
    assert list(out.iterdir()) == []
