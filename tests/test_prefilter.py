"""Which articles deserve the model, and how those that do not are counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from conflictner.corpus.prefilter import ALONE, NO_CONFLICT, skipped
from conflictner.corpus.records import Article
from conflictner.corpus.running import run_with
from conflictner.knowledge import KnowledgeBase
from conflictner.report.corpus import equation
from test_corpus_running import STUB, jsonl


def article(text: str) -> Article:
    return Article(source="a:1", text=text, doc_id="a", date=None, title=None, outlet=None, url=None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("M23 rebels took Goma, the Congolese army said.", None),
        ("Gunmen killed six people and burned a clinic; troops came late, residents of Nigeria said.", None),
        ("Kenya beat Uganda in the final after a fine attack.", NO_CONFLICT),
        ("Two eggs, sugar and a little milk.", NO_CONFLICT),
        ("The M23 route was closed to cyclists.", ALONE),
        ("", NO_CONFLICT),
    ],
)
def test_prefilter(text: str, code: str | None) -> None:
    row = skipped(article(text), KnowledgeBase.load())
    assert (row and row.code) == code


def test_prefilter_knows_the_actors_of_the_user() -> None:
    text = article("The Otter Brigade entered Rwanda.")
    kb = KnowledgeBase.load()
    own = kb.with_rows([{"name": "Otter Brigade", "kind": "ARMED_GROUP"}])
    assert (skipped(text, kb) is None, skipped(text, own) is None) == (False, True)


def test_run_with_prefilter_reads_an_article_whose_first_version_was_skipped(tmp_path: Path) -> None:
    """The skipped one kept the id, and the later one was dropped as a duplicate."""
    rows = [
        {"id": "x", "body": "Police wait for news from Goma."},
        {"id": "x", "body": "M23 rebels took Goma, the Congolese army said."},
        {"id": "x", "body": "M23 rebels hold Goma, the Congolese army said."},
    ]
    corpus = run_with(jsonl(tmp_path / "in.jsonl", rows), tmp_path / "out", replace(STUB, prefilter=True))
    assert equation(corpus.counts) == "3 read = 1 processed + 0 rejected + 1 duplicates + 1 skipped"
    assert corpus.documents["doc_id"].to_pylist() == ["x"]


def test_run_with_prefilter_counts_what_it_skipped(tmp_path: Path) -> None:
    rows = [
        {"id": "war", "body": "M23 rebels took Goma, the Congolese army said."},
        *[{"id": f"food{n}", "body": f"Recipe {n}: two eggs and milk."} for n in range(30)],
        "{broken\n",
    ]
    corpus = run_with(jsonl(tmp_path / "in.jsonl", rows), tmp_path / "out", replace(STUB, prefilter=True))
    counts = corpus.counts
    assert corpus.documents["doc_id"].to_pylist() == ["war"]
    assert equation(counts) == "32 read = 1 processed + 1 rejected + 0 duplicates + 30 skipped"
    assert {row["code"] for row in corpus.rejects.to_pylist() if row["stage"] == "prefilter"} == {NO_CONFLICT}
