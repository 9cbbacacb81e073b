"""Tables of rows -> integer columns, a batch at a time: no Python object for a mention, whatever the corpus is.

The tables are read twice. The first time tells the documents and the entities, so that both get their numbers in the
order of the output; the second time turns mentions and quotes into columns, whole documents at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from conflictner.errors import E404, ConfigError
from conflictner.graph.arrays import codes, encoded, ints, place_in, plain, true
from conflictner.graph.dating import date_of
from conflictner.graph.docindex import DocIndex, rising
from conflictner.graph.naming import Profile, name_entities
from conflictner.graph.pairs import NO_DATE
from conflictner.graph.reading import Cells, Codes, Ints, Reading, Sayings
from conflictner.graph.scope import NO_EDGES, Scope
from conflictner.graph.statementbatches import (
    QUOTE,
    RELATION,
    denials_in,
    denied_in,
    linking,
    quote_links,
    quote_spans,
    relation_marks,
    relation_spans,
    told_in,
)
from conflictner.graph.statements import STANCE_SIGNS, marks, stance_code
from conflictner.rows import Document, Mention, Quote, Relation, Row, RowTables

Flags = npt.NDArray[np.bool_]

#: Mentions turned into windows at once; a document is never cut.
CHUNK: Final = 200_000

_PROFILE: Final = ("entity_id", "entity_name", "text", "kind", "country", "lat", "lon")


def read_tables(tables: Sequence[RowTables], scope: Scope) -> Reading:
    """The reading of one corpus, or of several as one; a document counts where it stands first."""
    return _TableReader(tables, scope).reading()


class _TableReader:
    def __init__(self, tables: Sequence[RowTables], scope: Scope) -> None:
        self.tables, self.scope = tables, scope
        self.index = DocIndex()
        self.dates: dict[str, int] = {}
        self.date_code: list[Codes] = []  # of each document, -1 unknown
        self.stories: list[pa.Array] = []
        self.owner: npt.NDArray[np.int16] = np.zeros(0, np.int16)  # the table in which each document stands first
        self.profiles: dict[Profile, int] = {}
        self.counts: dict[int, int] = {}
        self.place_counts: dict[str, int] = {}
        self.denials: set[tuple[int, str]] = set()  # document and id of each quote that another one denies
        self._without = pa.array(sorted(scope.without), pa.string())

    def reading(self) -> Reading:
        for number, table in enumerate(self.tables):
            self._documents(number, table)
        _release()
        self.taken = self._taken()
        negated = untold = 0
        present = np.zeros(0, bool)
        types: set[str] = set()
        for number, table in enumerate(self.tables):
            for batch, docs in self._mentions(number, table, [*_PROFILE, "mtype"]):
                present = _mark(present, docs, len(self.index))
                self._profile(batch)
            for batch, docs in self._quotes(number, table):
                present = _mark(present, docs[self._name_speakers(batch)], len(self.index))
                negated += int(true(batch["negated"]).sum())
                self.denials |= denials_in(batch, docs)
            for batch, docs in self._relations(number, table):
                told = told_in(batch)
                untold += int((~told).sum())
                present = _mark(present, docs[told], len(self.index))
                kept = batch.filter(pa.array(told))
                self._name(pa.concat_arrays([plain(kept["source_id"]), plain(kept["target_id"])]))
                types.update(plain(kept["type"]).unique().to_pylist())
        present = np.append(present, np.zeros(len(self.index) - len(present), bool))
        _release()
        counts = np.array([self.counts.get(code, 0) for code in range(len(self.profiles))], np.int64)
        entities, nodes, entity_of = name_entities(list(self.profiles), counts, np.ones(len(counts), bool))
        self.entity_ids = pa.array(entities, pa.string())
        self.types = pa.array(sorted(types), pa.string())
        self.contested = np.unique(np.array([doc for doc, _ in self.denials], np.int64))
        undated = self._undated()
        docs, story_of, dates, date_codes = self._ordered(present)
        _release()
        return Reading(
            entities=entities,
            nodes=nodes,
            mention_count=np.bincount(entity_of, weights=counts, minlength=len(entities)).astype(np.int64),
            place_count=np.array([self.place_counts.get(entity, 0) for entity in entities], np.int64),
            docs=docs,
            story_of=story_of,
            date_of=date_codes,
            dates=dates,
            cells=self.cells,
            sayings=self.sayings,
            relations=self.relations,
            relation_types=tuple(self.types.to_pylist()),
            undated=undated,
            negated=negated,
            untold=untold,
        )

    def _undated(self) -> int:
        """Documents left out because nobody knows whether they are of the days asked for."""
        if not self.scope.dated:
            return 0
        unknown = self.index.ids.filter(pa.array(self._dates() < 0))
        return len(unknown) - int(true(pc.is_in(unknown, value_set=self._without)).sum())

    def _documents(self, number: int, table: RowTables) -> None:
        ids, stories, found = [pa.array([], pa.string())], [pa.array([], pa.string())], [np.zeros(0, np.int32)]
        for batch in _batches(table, Document, ["doc_id", "story_id", "date"]):
            dates = encoded(batch["date"])
            code = np.array([self._date(text) for text in dates.dictionary.to_pylist()] + [-1], np.int32)
            ids.append(plain(batch["doc_id"]))
            stories.append(plain(batch["story_id"]))
            found.append(code[codes(dates)])
        fresh = self.index.add_new(pa.concat_arrays(ids))
        del ids
        self.stories.append(pa.concat_arrays(stories).take(pa.array(fresh)))
        self.date_code.append(np.concatenate(found)[fresh])
        self.owner = np.append(self.owner, np.full(len(fresh), number, np.int16))

    def _date(self, text: str | None) -> int:
        date = date_of(text)
        return -1 if date is None else self.dates.setdefault(date, len(self.dates))

    def _dates(self) -> Codes:
        return np.concatenate(self.date_code) if self.date_code else np.zeros(0, np.int32)

    def _taken(self) -> Flags:
        names = [*self.dates, None]
        by_date = np.array([self.scope.takes(name) for name in names], bool)
        taken: Flags = np.asarray(by_date[self._dates()], np.bool_)
        if self.scope.without and len(taken):
            taken = taken & ~true(pc.is_in(self.index.ids, value_set=self._without))
        return taken

    def _numbers(self, number: int, column: Any) -> Ints:
        """The number of each row's document; documents that no Document row tells of get one."""
        coded = encoded(column)
        used, inverse = np.unique(codes(coded), return_inverse=True)
        ids = plain(coded.dictionary.take(pa.array(used)))
        found = self.index.find(ids)
        unknown = np.flatnonzero(found < 0)
        if len(unknown):
            fresh = ids.take(pa.array(unknown))
            self.index.append(fresh)
            found[unknown] = np.arange(len(self.index) - len(unknown), len(self.index))
            self.stories.append(fresh)  # its own story
            self.date_code.append(np.full(len(unknown), -1, np.int32))
            self.owner = np.append(self.owner, np.full(len(unknown), number, np.int16))
            out = true(pc.is_in(fresh, value_set=self._without))
            self.taken = np.append(self.taken, ~out & (not self.scope.dated))
        return found[inverse]

    def _ours(self, number: int, docs: Ints) -> Flags:
        """Rows of documents that are in scope and stand in this table first."""
        ours: Flags = self.taken[docs] & (self.owner[docs] == number)
        return ours

    def _read(self, segments: Any) -> Flags:
        chosen = self.scope.segments
        names = pa.array(sorted(NO_EDGES if chosen is None else chosen), pa.string())
        inside = true(pc.is_in(plain(segments), value_set=names))
        return ~inside if chosen is None else inside

    def _mentions(self, number: int, table: RowTables, columns: list[str]) -> Iterator[tuple[pa.RecordBatch, Ints]]:
        """Batches of the mentions that count, with the numbers of their documents."""
        if not self.scope.mentions:
            return
        wanted = list(dict.fromkeys(["doc_id", "entity_id", "segment", "role", "kind", *columns]))
        for batch in _batches(table, Mention, wanted):
            docs = self._numbers(number, batch["doc_id"])
            keep = self._ours(number, docs) & self._read(batch["segment"])
            ids = plain(batch["entity_id"])
            keep &= true(pc.not_equal(ids, ""))
            if not self.scope.places:
                keep &= ~_place(batch)
            yield batch.filter(pa.array(keep)), docs[keep]

    def _profile(self, batch: pa.RecordBatch) -> None:
        columns = {name: plain(batch[name]) for name in _PROFILE}
        named = true(pc.and_(pc.is_null(columns["entity_name"]), pc.equal(plain(batch["mtype"]), "name")))
        columns["text"] = pc.if_else(pa.array(named), columns["text"], pa.scalar(None, pa.string()))
        columns["place"] = pa.array(_place(batch))
        grouped = pa.table(columns).group_by(list(columns), use_threads=False).aggregate([([], "count_all")])
        rows = zip(*(grouped[name].to_pylist() for name in (*columns, "count_all")), strict=True)
        for *profile, place, count in rows:
            code = self.profiles.setdefault(tuple(profile), len(self.profiles))
            self.counts[code] = self.counts.get(code, 0) + count
            if place:
                self.place_counts[profile[0]] = self.place_counts.get(profile[0], 0) + count

    def _quotes(self, number: int, table: RowTables) -> Iterator[tuple[pa.RecordBatch, Ints]]:
        """Batches of the quotes with a speaker, with the numbers of their documents."""
        if not self.scope.quotes:
            return
        for batch in _batches(table, Quote, list(QUOTE)):
            docs = self._numbers(number, batch["doc_id"])
            keep = self._ours(number, docs) & self._read(batch["segment"])
            keep &= true(pc.not_equal(plain(batch["speaker_id"]), ""))
            yield batch.filter(pa.array(keep)), docs[keep]

    def _name_speakers(self, batch: pa.RecordBatch) -> Ints:
        """Remember who speaks about whom; the rows that say so."""
        row, speakers, targets, first = quote_links(batch)
        said = ~true(batch["negated"])[row]
        names = pc.if_else(pa.array(first), plain(batch["speaker_name"]).take(pa.array(row)), None)
        pairs = pa.table({"id": speakers, "name": names}).filter(pa.array(said))
        for found in pairs.group_by(["id", "name"], use_threads=False).aggregate([]).to_pylist():
            self.profiles.setdefault((found["id"], found["name"], *[None] * 5), len(self.profiles))
        self._name(targets.filter(pa.array(said)))
        return row[said]

    def _name(self, entities: Any) -> None:
        for entity in entities.unique().to_pylist():
            self.profiles.setdefault((entity, *[None] * 6), len(self.profiles))

    def _relations(self, number: int, table: RowTables) -> Iterator[tuple[pa.RecordBatch, Ints]]:
        """Batches of the relations of two entities, with the numbers of their documents."""
        if not self.scope.relations:
            return
        for batch in _batches(table, Relation, list(RELATION)):
            docs = self._numbers(number, batch["doc_id"])
            keep = self._ours(number, docs) & self._read(batch["segment"]) & linking(batch)
            yield batch.filter(pa.array(keep)), docs[keep]

    def _ordered(self, present: Flags) -> tuple[pa.Array, Codes, list[str], Codes]:
        """Documents of one story together, stories in order of their first document."""
        there = np.flatnonzero(present).astype(np.int32)
        ids = self.index.ids.take(pa.array(there))
        place = np.arange(len(there), dtype=np.int32)
        if not rising(ids):
            place[pc.sort_indices(ids).to_numpy()] = np.arange(len(there), dtype=np.int32)
        stories = pa.concat_arrays(self.stories) if self.stories else pa.array([], pa.string())
        self.stories = []
        stories = stories.take(pa.array(there))
        story = place if stories.equals(ids) else codes(stories.dictionary_encode()).astype(np.int32)
        del stories
        first = np.full(int(story.max(initial=-1)) + 1, len(there), np.int32)
        np.minimum.at(first, story, place)
        leading = first[story]
        order = np.lexsort((place, leading))
        self.rank = np.full(len(self.index), -1, np.int32)
        self.rank[there[order]] = np.arange(len(there))
        heads = np.diff(leading[order], prepend=-1) != 0
        date = self._dates()[there[order]]
        used = set(np.unique(date).tolist())
        dates = sorted(name for name, code in self.dates.items() if code in used)
        new_code = np.full(len(self.dates) + 1, NO_DATE, np.int32)
        for at, name in enumerate(dates):
            new_code[self.dates[name]] = at
        in_order = len(there) == len(self.index) and (order == np.arange(len(order))).all()
        docs = self.index.ids if in_order else ids.take(pa.array(order))  # not twice, where nothing moves
        self.date_code = []
        return docs, np.cumsum(heads, dtype=np.int32) - 1, dates, new_code[date]

    def cells(self) -> Iterator[Cells]:
        """The mentions as columns, whole documents at a time."""
        yield from _whole(self._cell_parts(), np.zeros(len(self.rank), bool))
        _release()

    def _cell_parts(self) -> Iterator[Cells]:
        window = self.scope.window
        columns = ["start", "end", *([] if window == "document" else [window])]
        for number, table in enumerate(self.tables):
            for batch, docs in self._mentions(number, table, columns):
                yield self._cells(batch, docs, window)

    def _cells(self, batch: pa.RecordBatch, docs: Ints, window: str) -> Cells:
        number = np.zeros(len(docs), np.int64) if window == "document" else ints(batch[window])
        entity = place_in(self.entity_ids, plain(batch["entity_id"]))
        doc, start, end = self.rank[docs].astype(np.int64), ints(batch["start"]), ints(batch["end"])
        return Cells(doc, number, entity, start, end, _place(batch))

    def sayings(self) -> Iterator[Sayings]:
        """Who speaks about whom, whole documents at a time."""
        yield from _whole(self._saying_parts(), np.zeros(len(self.rank), bool))
        _release()

    def _saying_parts(self) -> Iterator[Sayings]:
        for number, table in enumerate(self.tables):
            for batch, docs in self._quotes(number, table):
                row, speakers, targets, _ = quote_links(batch)
                said = ~true(batch["negated"])[row]
                row = row[said]
                source = place_in(self.entity_ids, speakers.filter(pa.array(said)))
                target = place_in(self.entity_ids, targets.filter(pa.array(said)))
                stances = encoded(batch["stance"])
                stance = np.array([stance_code(name) for name in stances.dictionary.to_pylist()] + [0], np.int64)
                kind = stance[codes(stances)]
                mark = marks(STANCE_SIGNS[kind], 1, denied_in(batch, docs, self.denials, self.contested))
                columns = (kind, *quote_spans(batch), mark.astype(np.int64))
                doc = self.rank[docs[row]].astype(np.int64)
                yield Sayings(doc, source, target, *(column[row] for column in columns))

    def relations(self) -> Iterator[Sayings]:
        """Who does what to whom, whole documents at a time."""
        yield from _whole(self._relation_parts(), np.zeros(len(self.rank), bool))
        _release()

    def _relation_parts(self) -> Iterator[Sayings]:
        for number, table in enumerate(self.tables):
            for every, docs in self._relations(number, table):
                told = told_in(every)
                batch = every.filter(pa.array(told))
                source, target = (place_in(self.entity_ids, plain(batch[f"{end}_id"])) for end in ("source", "target"))
                kind = place_in(self.types, plain(batch["type"]))
                doc = self.rank[docs[told]].astype(np.int64)
                yield Sayings(doc, source, target, kind, *relation_spans(batch), relation_marks(batch))


def _release() -> None:
    """Give the system back what Arrow keeps for the next batch: 70 MiB over 12 million mentions."""
    pa.default_memory_pool().release_unused()


def _batches(table: RowTables, row_type: type[Row], columns: list[str]) -> Iterator[pa.RecordBatch]:
    for batch in table.batches(row_type, columns):
        if batch.num_rows:
            yield batch


def _mark(present: Flags, docs: Ints, size: int) -> Flags:
    if len(present) < size:
        present = np.append(present, np.zeros(size - len(present), bool))
    present[docs] = True
    return present


def _place(batch: pa.RecordBatch) -> Flags:
    """Which mentions are mere locations."""
    return true(pc.equal(plain(batch["role"]), "place")) | true(pc.equal(plain(batch["kind"]), "PLACE"))


Columns = TypeVar("Columns", Cells, Sayings)


def _whole(parts: Iterable[Columns], seen: Flags) -> Iterator[Columns]:
    """Columns of about `CHUNK` rows, cut between documents."""
    held: list[Columns] = []
    rows = 0
    for part in parts:
        if not len(part.doc):
            continue
        held.append(part)
        rows += len(part.doc)
        if rows >= CHUNK:
            joined = _joined(held)
            breaks = np.flatnonzero(joined.doc[1:] != joined.doc[:-1])
            at = int(breaks[-1]) + 1 if len(breaks) else 0  # the last document may go on
            if at:
                _release()
                yield _fresh(_rows(joined, slice(at)), seen)
            held = [_rows(joined, slice(at, None))]
            rows -= at
    if held:
        yield _fresh(_joined(held), seen)


def _rows(columns: Columns, rows: slice) -> Columns:
    return type(columns)(*(getattr(columns, field.name)[rows] for field in fields(columns)))


def _joined(parts: list[Columns]) -> Columns:
    names = [field.name for field in fields(parts[0])]
    return type(parts[0])(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _fresh(columns: Columns, seen: Flags) -> Columns:
    """Refuse tables in which the rows of a document do not stand together: its windows would be cut."""
    docs = np.unique(columns.doc)
    if seen[docs].any():
        allowed = "tables in which the rows of a document stand together"
        raise ConfigError(E404.format(name="docs_or_rows", value="a table with scattered documents", allowed=allowed))
    seen[docs] = True
    return columns
