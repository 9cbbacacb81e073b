"""Records -> batches -> shards: what is read together is fixed by the input alone, not by workers, parts or shards."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Final

from conflictner.corpus.dates import order, read_date
from conflictner.corpus.records import Article, Coded, Columns, Passed, Record
from conflictner.rows import Duplicate, Reject

#: Articles that go through the model together: more are no faster.
BATCH: Final = 20
#: Characters that do, so that a batch of long articles fits into memory.
BATCH_CHARACTERS: Final = 100_000
#: Characters after which a shard is closed before it has its number of articles.
SHARD_CHARACTERS: Final = 4_000_000
#: And rejects, duplicates and skipped articles.
SHARD_ROWS: Final = 50_000
#: Of rejects, duplicates and articles without a text a batch takes this many.
_BATCH_ROWS: Final = 1000

Item = Article | Coded | Passed | Reject | Duplicate


@dataclass(slots=True)
class Shard:
    """A run of batches that is worked on, committed and redone as one; ``dates`` counts those that were not told."""

    number: int
    batches: list[list[Item]] = field(default_factory=list)
    dates: Counter[str] = field(default_factory=Counter)


class Known:
    """Which ids and texts were met before; 16 bytes each, so that millions fit."""

    def __init__(self) -> None:
        self._ids: dict[bytes, str] = {}
        self._texts: dict[bytes, str] = {}

    def add(self, doc_id: str, text_sha256: str) -> None:
        """Remember an article."""
        self._ids[_key(doc_id)] = doc_id
        self._texts[bytes.fromhex(text_sha256[:32])] = doc_id

    def duplicate(self, source: str, doc_id: str, text_sha256: str) -> Duplicate | None:
        """The row of an article whose text, or else whose id, was met before."""
        same = self._texts.get(bytes.fromhex(text_sha256[:32]))
        if same is not None:
            return Duplicate(source=source, doc_id=doc_id, same_as=same, by="text")
        same = self._ids.get(_key(doc_id))
        return None if same is None else Duplicate(source=source, doc_id=doc_id, same_as=same, by="id")


def _key(doc_id: str) -> bytes:
    return hashlib.blake2b(doc_id.encode(), digest_size=16).digest()


def items(
    records: Iterable[Record | Coded | Passed | Reject],
    columns: Columns,
    known: Known,
    *,
    day_first: bool | None,
    dates: Counter[str],
    skip: Callable[[Article], Reject | None] | None = None,
) -> Iterator[Item]:
    """Each record as an article with an id and a date, a reject or a duplicate.

    Args:
        records: What the readers yield.
        columns: Which column holds what.
        known: What was met before; added to.
        day_first: See `conflictner.corpus.dates.read_date`.
        dates: Counts the dates that could not be told, by why and file; and those that show which way round they
            are written, where nobody has said it or they belie it.
        skip: Gives the row of an article that is not to be read: a later one with its id is none that was met before.
    """
    for record in records:
        item = columns.article(record) if isinstance(record, Record) else record
        if isinstance(item, Reject | Passed):
            yield item
            continue
        sha256 = hashlib.sha256((item.text if isinstance(item, Article) else item.shown).encode()).hexdigest()
        doc_id = item.doc_id or f"sha256:{sha256[:16]}"
        duplicate = known.duplicate(item.source, doc_id, sha256)
        if duplicate is not None:
            yield duplicate
            continue
        try:
            day = read_date(item.date, day_first=day_first)
        except ValueError as error:
            dates[f"{error} in {file_of(item.source)}"] += 1
            day = None
        first = order(item.date)
        if first is not None and first is not day_first:
            dates[f"{'day' if first else 'month'} first in {file_of(item.source)}"] += 1
        item = replace(item, doc_id=doc_id, date=day)
        row = skip(item) if skip is not None and isinstance(item, Article) else None
        if row is None:
            known.add(doc_id, sha256)
        yield row or item


def file_of(source: str) -> str:
    """The file in which an article stands; of files with one article each, those of one folder and ending together.

    >>> file_of("2024/may.csv:12"), file_of("pages/a.json"), file_of("b.json")
    ('2024/may.csv', 'pages/*.json', '*.json')
    """
    name, _, number = source.rpartition(":")
    if number.isdecimal():
        return name
    path = PurePosixPath(source)
    return (path.parent / f"*{path.suffix}").as_posix()


def batches(stream: Iterable[Item]) -> Iterator[list[Item]]:
    """Cut a stream into batches of at most `BATCH` articles and, if more than one, `BATCH_CHARACTERS` characters."""
    batch: list[Item] = []
    articles = characters = 0
    for item in stream:
        if len(batch) >= _BATCH_ROWS:
            yield batch
            batch, articles, characters = [], 0, 0
        if isinstance(item, Article):
            if articles == BATCH or (articles and characters + len(item.text) > BATCH_CHARACTERS):
                yield batch
                batch, articles, characters = [], 0, 0
            articles += 1
            characters += len(item.text)
        batch.append(item)
    if batch:
        yield batch


def shards(stream: Iterable[Item], *, size: int, dates: Counter[str]) -> Iterator[Shard]:
    """Gather batches into shards of at least ``size`` articles; ``dates`` is emptied into each."""
    shard = Shard(0)
    articles = characters = rows = 0
    for batch in batches(stream):
        shard.batches.append(batch)
        rows += len(batch)
        articles += sum(isinstance(item, Article | Coded) for item in batch)
        characters += sum(len(item.text) for item in batch if isinstance(item, Article))
        if articles >= size or characters >= SHARD_CHARACTERS or rows >= SHARD_ROWS:
            yield _closed(shard, dates)
            shard, articles, characters, rows = Shard(shard.number + 1), 0, 0, 0
    if shard.batches:
        yield _closed(shard, dates)


def _closed(shard: Shard, dates: Counter[str]) -> Shard:
    shard.dates.update(dates)
    dates.clear()
    return shard
