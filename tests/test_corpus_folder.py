"""A corpus: tables, filters, search, documents taken out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conflictner.corpus import Corpus
from conflictner.corpus.lock import hold
from conflictner.corpus.running import run_with
from conflictner.corpus.settings import Settings
from conflictner.errors import ConfigError, CorpusError
from conflictner.rows import SCHEMA_VERSION, Document, Mention, RowTables

STUB = Settings(arguments={}, columns={}, loader="corpus_stub:load", progress=False)
ROWS = [
    {"id": "a", "text": "Goma fell.", "date": "2024-01-31", "outlet": "North"},
    {"id": "b", "text": "Goma and Sake fell.", "date": "2024-02-01", "outlet": "South"},
    {"id": "c", "text": "Sake held out.", "date": "2024-02-29", "outlet": "North"},
    {"id": "d", "text": "Goma again."},
]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return run_with(source, tmp_path / "out", STUB)


def ids(corpus: Corpus, **conditions: str) -> str:
    return "".join(corpus.search(**conditions)["doc_id"].to_pylist())


def test_corpus_search(corpus: Corpus) -> None:
    assert ids(corpus) == "abcd"
    assert ids(corpus, entity="new:goma") == "abd"
    assert ids(corpus, place="new:sake") == "bc"
    assert ids(corpus, entity="new:goma", place="new:sake") == "b"
    assert ids(corpus, speaker="new:goma") == ""
    assert ids(corpus, outlet="North") == "ac"
    assert ids(corpus, since="2024-02") == "bc"
    assert ids(corpus, until="2024-01") == "a"
    assert ids(corpus, since="2024-02-01", until="2024-02") == "bc"
    assert ids(corpus, until="2024-02-28", since="2024") == "ab"


def test_corpus_search_by_name(corpus: Corpus) -> None:
    assert ids(corpus, entity="Goma") == "abd"
    assert ids(corpus, place="  sake ", entity="GOMA") == "b"
    assert ids(corpus, entity="arm:m23") == ids(corpus, entity="M23") == ids(corpus, speaker="M23") == "", "not there"
    with pytest.raises(CorpusError, match=r"E518.*'Odo Brigade'"):
        ids(corpus, entity="Odo Brigade")


def test_corpus_batches_are_what_a_graph_streams_over(corpus: Corpus) -> None:
    assert isinstance(corpus, RowTables)
    (batch,) = corpus.batches(Mention, ["doc_id", "entity_id"])
    assert batch.schema.names == ["doc_id", "entity_id"]
    assert batch["doc_id"].to_pylist() == ["a", "b", "b", "c", "d"]
    assert sum(batch.num_rows for batch in corpus.batches(Document)) == 4
    assert corpus.relations.num_rows == 0
    assert corpus.relations.schema.names[0] == "doc_id"


def test_corpus_remove(corpus: Corpus) -> None:
    assert corpus.remove(["b", "zz"]) == 1
    assert corpus.documents["doc_id"].to_pylist() == ["a", "c", "d"]
    assert "b" not in corpus.mentions["doc_id"].to_pylist()
    assert corpus.counts["removed"] == 1
    assert corpus.remove(["b"]) == 0
    assert [path.name for path in corpus.folder.glob("tables-*")] == ["tables-2"]
    with pytest.raises(ConfigError, match="E404"):
        corpus.remove("a")
    with hold(corpus.folder / "lock"), pytest.raises(CorpusError, match="E502"):
        corpus.remove(["a"])


def test_corpus_of_another_schema_is_opened_nowhere(corpus: Corpus, tmp_path: Path) -> None:
    """Columns were packed anew under the same names: what an earlier version wrote was read as other numbers."""
    path = corpus.folder / "manifest.json"
    written = json.loads(path.read_text())
    assert written["schema"] == SCHEMA_VERSION > 1
    del written["schema"]  # the first told none
    path.write_text(json.dumps(written))
    source = tmp_path / "in.jsonl"
    for call in (
        lambda: Corpus(corpus.folder),  # before relink, info and any graph
        lambda: corpus.search(outlet="Kivu Post"),  # opened before another version wrote
        lambda: corpus.edges(),
        lambda: corpus.remove(["a"]),
        lambda: corpus.relink(),
        lambda: run_with(source, corpus.folder, STUB),
    ):
        with pytest.raises(CorpusError, match=r"E519.*schema 1, .* reads \d.*another folder"):
            call()


def test_corpus_that_is_none_or_damaged(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="E503"):
        Corpus(tmp_path)
    (tmp_path / "manifest.json").write_text('{"format": 99}')
    with pytest.raises(CorpusError, match="E508"):
        Corpus(tmp_path)
