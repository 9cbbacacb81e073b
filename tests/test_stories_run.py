"""Stories of a run: one id for copies, both counts on edges, the same whatever the way, found anew when rows go."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from conflictner.corpus import Corpus
from conflictner.corpus.running import run_with
from conflictner.corpus.settings import Settings
from conflictner.corpus.shards import TABLES
from conflictner.errors import CorpusError
from conflictner.graph import co_mention_graph
from conflictner.rows import Sketch
from test_stories import copy, paragraphs

STUB = Settings(arguments={}, columns={}, loader="corpus_stub:load", shard_size=7, progress=False)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five copies of one story on Goma and Sake, and two other articles on them."""
    dice = np.random.default_rng(4)
    story = ["Fighters from Goma reached Sake.", *paragraphs(dice, 8)]
    texts = {f"c{n}": copy(dice, story, "Read more on our site.") for n in range(5)}
    texts |= {f"b{n}": "\n".join(["Goma and Sake are quiet.", *paragraphs(dice, 6)]) for n in range(2)}
    path = tmp_path_factory.mktemp("stories") / "in.jsonl"
    path.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items()))
    return path


def stories(corpus: Corpus) -> dict[str, str]:
    rows = corpus.documents.select(["doc_id", "story_id"]).to_pylist()
    return {row["doc_id"]: row["story_id"] for row in rows}


def edge(corpus: Corpus) -> dict[str, Any]:
    found: dict[str, Any] = co_mention_graph(corpus, window="document", places=True).edges["new:goma", "new:sake"]
    return found


def test_run_gives_copies_one_story(source: Path, tmp_path: Path) -> None:
    corpus = run_with(source, tmp_path / "out", STUB)
    assert stories(corpus) == {**{f"c{n}": "c0" for n in range(5)}, "b0": "b0", "b1": "b1"}
    assert corpus.counts["stories"] == 3
    assert (edge(corpus)["weight"], edge(corpus)["documents"]) == (3, 6)  # a printer's error took Goma out of one
    corpus.remove(["c0", "b0"])
    assert stories(corpus) == {**{f"c{n}": "c1" for n in range(1, 5)}, "b1": "b1"}
    assert corpus.counts["stories"] == 2
    assert (edge(corpus)["weight"], edge(corpus)["documents"]) == (2, 4)
    assert not list(corpus.folder.glob(".tmp*"))


def test_run_stories_do_not_depend_on_the_way(source: Path, tmp_path: Path) -> None:
    whole = run_with(source, tmp_path / "whole", STUB)
    for part in (2, 1):
        parts = run_with(source, tmp_path / "parts", replace(STUB, part=(part, 2), shard_size=2))
    assert {name: whole.path(t).read_bytes() for t, name in TABLES.items()} == {
        name: parts.path(t).read_bytes() for t, name in TABLES.items()
    }


def test_run_stories_over_what_is_added_later(source: Path, tmp_path: Path) -> None:
    lines = source.read_text().splitlines(keepends=True)
    for number, some in enumerate((lines[3:], lines[:3])):
        path = tmp_path / f"{number}.jsonl"
        path.write_text("".join(some))
        corpus = run_with(path, tmp_path / "out", STUB)
    assert stories(corpus) == stories(run_with(source, tmp_path / "whole", STUB))


def test_run_without_stories(source: Path, tmp_path: Path) -> None:
    corpus = run_with(source, tmp_path / "out", replace(STUB, stories=False))
    assert all(story == name for name, story in stories(corpus).items())
    assert corpus.table(Sketch).num_rows == 0
    assert (edge(corpus)["weight"], edge(corpus)["documents"]) == (6, 6)
    with pytest.raises(CorpusError, match=r"E501.*stories was false, is true"):
        run_with(source, tmp_path / "out", STUB)
