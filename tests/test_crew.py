"""What a shard's processes come to grief over: read one by one, set aside the second time, or when too slow."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from conflictner.corpus.crew import Crew, Task
from conflictner.corpus.plan import Item, Shard
from conflictner.corpus.records import Article
from conflictner.corpus.worker import packed, unpacked
from conflictner.errors import ConfigError, CorpusError
from conflictner.rows import Duplicate, Reject


def article(name: str, *, length: int = 10) -> Article:
    return Article(source=name, text="x" * length, doc_id=name, date=None, title=None, outlet=None, url=None)


def task(*names: str) -> Task:
    return Task(Shard(0, [[article(name) for name in names]], Counter()))


def test_task_of_a_batch_that_ended_a_process_is_read_one_by_one() -> None:
    one = task("a", "b")
    one.at = (0, -1)
    one.failed(code="R203")
    assert one.message()["alone"] == [0]
    assert all(isinstance(item, Article) for item in one.shard.batches[0])


def test_task_sets_an_article_aside_the_second_time() -> None:
    one = task("a", "b")
    for _ in range(2):
        assert isinstance(one.shard.batches[0][1], Article)
        one.at = (0, 1)
        one.failed(code="R203")
    found = one.shard.batches[0][1]
    assert isinstance(found, Reject)
    assert (found.doc_id, found.code) == ("b", "R203")


def test_task_sets_an_article_aside_at_once_that_took_too_long() -> None:
    one = task("a")
    one.at = (0, 0)
    one.failed(code="R202", limit=1.0)
    found = one.shard.batches[0][0]
    assert isinstance(found, Reject)
    assert found.reason == "took longer than 1 seconds"


def test_task_is_not_blamed_for_what_happens_while_writing() -> None:
    one = task("a")
    one.at = (1, -1)
    one.failed(code="R203")
    assert one.message()["alone"] == []
    assert one.allowed(5.0) == 5.0


def test_task_allows_long_articles_more_time() -> None:
    one = Task(Shard(0, [[article("a", length=250_000)]], Counter()))
    one.at = (0, 0)
    assert one.allowed(10.0) == 30.0


@pytest.mark.parametrize(
    "item",
    [
        article("a"),
        Reject(source="a:1", doc_id=None, stage="read", code="R105", reason="the text is empty"),
        Duplicate(source="a:2", doc_id="y", same_as="x", by="text"),
    ],
)
def test_items_come_out_as_they_went_in(item: Item) -> None:
    assert unpacked(packed(item)) == item


@pytest.mark.parametrize("at", [None, (1, -1)])
@pytest.mark.parametrize(("status", "most"), [(1, 2), (-9, 10)])
def test_task_whose_process_ends_at_no_article_is_given_up(at: tuple[int, int] | None, status: int, most: int) -> None:
    one = task("a")
    for _ in range(most - 1):
        one.at = at
        one.ended(status)
    one.at = at
    with pytest.raises(CorpusError, match=rf"E512.*shard 0: its process ended {most} times.*status {status}"):
        one.ended(status)


def test_task_whose_process_ends_at_an_article_goes_on() -> None:
    one = task("a", "b")
    for _ in range(12):
        one.at = (0, -1)
        one.ended(1)
    assert (one.message()["alone"], one.lost.total()) == ([0], 0)


def test_crew_gives_up_a_shard_whose_first_words_end_each_worker(tmp_path: Path) -> None:
    """It was given to a new worker for ever: an exception before the first article told nobody where."""
    settings = {"loader": "corpus_stub:load_blind", "arguments": {}, "folder": str(tmp_path), "stories": True}
    with Crew(settings, workers=1, time_limit=5.0) as crew, pytest.raises(CorpusError, match=r"E512.*2 times"):
        list(crew.work(iter([Shard(0, [[article("a")]], Counter())])))


def test_crew_says_once_what_a_worker_says_that_cannot_load(tmp_path: Path) -> None:
    settings = {"loader": "no_such_module:load", "arguments": {}, "folder": str(tmp_path), "stories": True}
    with Crew(settings, workers=1, time_limit=5.0) as crew, pytest.raises(ConfigError, match=r"E507.*status 1"):
        list(crew.work(iter([Shard(0)])))
