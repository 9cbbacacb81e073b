"""A worker: loads what it is told to, reads shards, answers, and forgets nothing that it was to keep."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy

from conflictner.corpus import worker
from conflictner.corpus.records import Article, Coded, Passed
from conflictner.corpus.shards import finished, read_counts
from conflictner.corpus.worker import loaded, meet_words, packed, unpacked, work
from conflictner.rows import Duplicate, Reject


def article(name: str, text: str = "Goma fell.") -> Article:
    return Article(source=f"a:{name}", text=text, doc_id=name, date=None, title=None, outlet=None, url=None)


def settings(folder: Path) -> dict[str, Any]:
    return {"loader": "corpus_stub:load", "arguments": {}, "folder": str(folder), "stories": True}


def task(*items: Any) -> dict[str, Any]:
    return {"shard": 3, "batches": [[packed(item) for item in items]], "alone": [], "dates": {"ambiguous in a": 1}}


@pytest.mark.parametrize(
    "item",
    [
        article("a"),
        Passed("a", "pictures", 3),
        Reject(source="a:1", doc_id=None, stage="read", code="R105", reason="the text is empty"),
        Duplicate(source="a:2", doc_id="y", same_as="x", by="text"),
    ],
)
def test_items_go_as_json(item: Any) -> None:
    assert unpacked(json.loads(json.dumps(packed(item)))) == item


def test_coded_items_go_as_json_with_lists_for_tuples() -> None:
    item = Coded("a", "x", None, None, None, None, "en", 3, "shown", ((1, "Goma", "town", -1.7, 29.2, "COD"),))
    found = unpacked(json.loads(json.dumps(packed(item))))
    assert isinstance(found, Coded)
    assert [tuple(name) for name in found.names] == list(item.names)


def test_loaded_calls_what_the_settings_name(tmp_path: Path) -> None:
    assert loaded(settings(tmp_path)).pipe_names == ["sentencizer", "corpus_stub"]


def test_work_commits_a_shard_and_tells_each_step(tmp_path: Path) -> None:
    told: list[dict[str, Any]] = []
    work(settings(tmp_path))(task(article("a"), article("b", "Sake held out.")), told.append)
    assert [answer["at"] for answer in told[:-1]] == [[0, -1], [1, -1]]
    assert finished(tmp_path) == {3}
    assert told[-1]["done"] == read_counts(tmp_path, 3)
    assert (told[-1]["done"]["documents"], told[-1]["done"]["dates"]) == (2, {"ambiguous in a": 1})
    assert told[-1]["words"] > 0


def test_meet_words_keeps_those_of_the_first_articles_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_MET", 25)
    nlp = spacy.blank("en")
    meet_words(nlp, ["Kibumba fell.", "Minova too.", "Nyanzale next."])
    assert [word in nlp.vocab.strings for word in ("Kibumba", "Minova", "Nyanzale")] == [True, True, False]


def test_worker_ends_with_its_input(tmp_path: Path) -> None:
    """No worker outlives the run that started it."""
    command = [sys.executable, "-c", "from conflictner.corpus.worker import main; main()"]
    path = {"PYTHONPATH": ":".join(sys.path)}
    message = json.dumps(settings(tmp_path)).encode() + b"\n"
    done = subprocess.run(command, input=message, capture_output=True, env=path, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout in (b"", b'{"ready": true}\n')
