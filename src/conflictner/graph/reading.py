"""Docs and rows -> integer columns and each name once: what every layer of the network is made from."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from conflictner.errors import E404, ConfigError
from conflictner.graph.dating import date_of
from conflictner.graph.naming import Profile, name_entities
from conflictner.graph.pairs import NO_DATE
from conflictner.graph.scope import NO_EDGES, Scope
from conflictner.graph.statements import (
    STANCE_SIGNS,
    is_told,
    marks,
    quote_ends,
    quote_span,
    relation_mark,
    relation_span,
    stance_code,
)
from conflictner.rows import Document, Mention, Quote, Relation, RowTables, rows_of

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Cells:
    """Mentions of whole documents: integer columns, in any order."""

    doc: Ints
    window: Ints
    entity: Ints
    start: Ints
    end: Ints
    place: Flags


@dataclass(frozen=True, slots=True)
class Sayings:
    """Speaker and whom the quote is about or told to, or the two ends of a relation, of whole documents.

    The span holds contents, cue and source, or trigger and both ends.
    """

    doc: Ints
    source: Ints
    target: Ints
    kind: Ints  # the stance, or the type of the relation
    start: Ints
    end: Ints
    mark: Ints  # see `statements.marks`


@dataclass(slots=True, kw_only=True)
class Reading:
    """Everything that the layers need: documents and entities by number, in the order of the output."""

    entities: list[str]
    nodes: list[dict[str, Any]]
    mention_count: Ints  # of each entity
    place_count: Ints  # how many of them are mere locations
    docs: Any  # ids of the documents, a list or an Arrow array
    story_of: Codes
    date_of: Codes
    dates: list[str]
    cells: Callable[[], Iterator[Cells]]
    sayings: Callable[[], Iterator[Sayings]]  # of quotes
    relations: Callable[[], Iterator[Sayings]]
    relation_types: tuple[str, ...] = ()
    undated: int = 0  # documents left out because nobody knows whether they are of the days asked for
    negated: int = 0  # quotes of what somebody did not say
    untold: int = 0  # relations that are negated, or not told as something that was
    texts: dict[str, tuple[str, list[int]]] = field(default_factory=dict)  # doc_id -> text, sentence starts

    def doc_ids(self, codes: Ints) -> list[str]:
        """The ids of documents by number."""
        if isinstance(self.docs, list):
            return [self.docs[code] for code in codes.tolist()]
        found: list[str] = self.docs.take(codes).to_pylist()
        return found


def read(docs_or_rows: Any, scope: Scope) -> Reading:
    """Read Docs, rows or tables of rows, whichever is given.

    Raises:
        ConfigError: E404, what is given is neither.
    """
    # A single Doc is an iterable of tokens; one is what a newcomer passes first.
    items = [docs_or_rows] if hasattr(docs_or_rows, "spans") or isinstance(docs_or_rows, RowTables) else docs_or_rows
    if isinstance(items, (str, bytes)) or not isinstance(items, Iterable):
        refuse(items)
    if isinstance(items, (list, tuple)) and items and all(isinstance(item, RowTables) for item in items):
        from conflictner.graph.streaming import read_tables  # pyarrow takes 0.1 s to import

        return read_tables(items, scope)
    reader = RowReader(scope)
    reader.take(items)
    return reader.reading()


def refuse(item: object) -> None:
    """Say that something is no Doc and no row."""
    if isinstance(item, RowTables):
        allowed = "Docs and rows, or a list of nothing but tables"
    else:
        allowed = "Docs and rows (Mention, Document, Quote, Relation), or tables of them (a Corpus)"
    raise ConfigError(E404.format(name="docs_or_rows", value=f"of type {type(item).__name__}", allowed=allowed))


class RowReader:
    """Docs and rows in any order, in one pass."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.docs: dict[str, int] = {}
        self.profiles: dict[Profile, int] = {}
        self.cells = array("q")  # document, window, profile, start, end, place of each mention
        self.said = array("q")  # document, profile, profile, stance, start, end, quote of each quote
        self.quotes: dict[tuple[int, str], int] = {}  # document and id -> number
        self.denials: set[tuple[int, str]] = set()  # quotes that another quote denies
        self.tied = array("q")  # document, profile, profile, type, start, end, mark of each relation
        self.types: dict[str, int] = {}  # of relations
        self.untold = array("q")  # document of each relation that is no edge
        self.negated = array("q")  # document of each quote of what somebody did not say
        self.documents: dict[str, tuple[str, str | None]] = {}  # doc_id -> story, date
        self.texts: dict[str, tuple[str, list[int]]] = {}

    def take(self, items: Iterable[Any]) -> None:
        """Take Docs and rows in."""
        for item in items:
            if isinstance(item, Mention):
                self._mention(item)
            elif isinstance(item, Document):
                self._document(item)
            elif isinstance(item, Quote):
                self._quote(item)
            elif isinstance(item, Relation):
                self._relation(item)
            elif hasattr(item, "spans"):
                self._doc(item)
            else:
                refuse(item)

    def _reads(self, segment: str) -> bool:
        segments = self.scope.segments
        return segment not in NO_EDGES if segments is None else segment in segments

    def _mention(self, row: Mention) -> None:
        if not self.scope.mentions:
            return
        doc = self.docs.setdefault(row.doc_id, len(self.docs))
        place = row.role == "place" or row.kind == "PLACE"
        if not row.entity_id or not self._reads(row.segment):
            return
        if place and not self.scope.places:
            return
        surface = row.text if row.entity_name is None and row.mtype == "name" else None
        profile = (row.entity_id, row.entity_name, surface, row.kind, row.country, row.lat, row.lon)
        self.cells.extend(
            (
                doc,
                0 if self.scope.window == "document" else getattr(row, self.scope.window),
                self.profiles.setdefault(profile, len(self.profiles)),
                row.start,
                row.end,
                place,
            )
        )

    def _quote(self, row: Quote) -> None:
        if not self.scope.quotes:
            return
        doc = self.docs.setdefault(row.doc_id, len(self.docs))
        if not row.speaker_id or not self._reads(row.segment):
            return
        if row.negated:
            self.negated.append(doc)
            return
        if row.denies is not None:
            self.denials.add((doc, row.denies))
        number = self.quotes.setdefault((doc, row.quote_id), len(self.quotes))
        span = quote_span(row)
        for speaker, target in product(*quote_ends(row)):
            ends = self._known(speaker, row.speaker_name if speaker == row.speaker_id else None), self._known(target)
            self.said.extend((doc, *ends, stance_code(row.stance), *span, number))

    def _relation(self, row: Relation) -> None:
        if not self.scope.relations:
            return
        doc = self.docs.setdefault(row.doc_id, len(self.docs))
        if not row.source_id or not row.target_id or row.source_id == row.target_id or not self._reads(row.segment):
            return
        if not is_told(row):
            self.untold.append(doc)
            return
        kind = self.types.setdefault(row.type, len(self.types))
        self.tied.extend(
            (doc, self._known(row.source_id), self._known(row.target_id), kind, *relation_span(row), relation_mark(row))
        )

    def _known(self, entity: str, name: str | None = None) -> int:
        return self.profiles.setdefault((entity, name, None, None, None, None, None), len(self.profiles))

    def _document(self, row: Document) -> None:
        # The same document described twice: the smaller story and the earlier date, whatever the order.
        date = date_of(row.date)
        story, known = self.documents.get(row.doc_id, (row.story_id, date))
        self.documents[row.doc_id] = (min(story, row.story_id), min(filter(None, (known, date)), default=None))

    def _doc(self, doc: Any) -> None:
        for document in rows_of([doc], Document):
            self._document(document)
            if self.scope.texts:
                # A Doc without a parser has no sentences: its evidence carries the whole text, cut to a length.
                starts = [sent.start_char for sent in doc.sents] if doc.has_annotation("SENT_START") else [0]
                self.texts[document.doc_id] = (doc.text, starts)
        for row in rows_of([doc], Mention):
            self._mention(row)
        if self.scope.quotes:
            for quote in rows_of([doc], Quote):
                self._quote(quote)
        if self.scope.relations:
            for relation in rows_of([doc], Relation):
                self._relation(relation)

    def reading(self) -> Reading:
        """What was taken in, as columns."""
        taken = np.array([self._takes(doc_id) for doc_id in self.docs], bool)
        cells, said, tied = (
            column[taken[column[:, 0]]]
            for column in (_columns(self.cells, 6), _columns(self.said, 7), _columns(self.tied, 7))
        )
        present = np.zeros(len(self.docs), bool)
        present[cells[:, 0]] = present[said[:, 0]] = present[tied[:, 0]] = True
        doc_ids, story_of, date_codes, dates, rank = self._ordered(present)
        counts = np.bincount(cells[:, 2], minlength=len(self.profiles))
        seen = counts.copy()
        for ends in (said[:, 1], said[:, 2], tied[:, 1], tied[:, 2]):
            seen += np.bincount(ends, minlength=len(self.profiles))
        entities, nodes, entity_of = name_entities(list(self.profiles), counts, seen > 0)
        entity = entity_of[cells[:, 2]]
        place = cells[:, 5] > 0
        mentions = Cells(rank[cells[:, 0]], cells[:, 1], entity, cells[:, 3], cells[:, 4], place)
        denied = np.array([quote in self.denials for quote in self.quotes], bool)
        mark = marks(STANCE_SIGNS[said[:, 3]], 1, denied[said[:, 6]])
        types = sorted(self.types)
        kind = np.array([types.index(name) for name in self.types], np.int64)[tied[:, 3]]
        sayings = _statements(said, rank, entity_of, said[:, 3], mark.astype(np.int64))
        relations = _statements(tied, rank, entity_of, kind, tied[:, 6])
        return Reading(
            entities=entities,
            nodes=nodes,
            mention_count=np.bincount(entity, minlength=len(entities)),
            place_count=np.bincount(entity[place], minlength=len(entities)),
            docs=doc_ids,
            story_of=story_of,
            date_of=date_codes,
            dates=dates,
            cells=lambda: iter([mentions]),
            sayings=lambda: iter([sayings]),
            relations=lambda: iter([relations]),
            relation_types=tuple(types),
            undated=self._undated(),
            negated=int(taken[_columns(self.negated, 1)[:, 0]].sum()),
            untold=int(taken[_columns(self.untold, 1)[:, 0]].sum()),
            texts=self.texts,
        )

    def _date(self, doc_id: str) -> str | None:
        return self.documents[doc_id][1] if doc_id in self.documents else None

    def _takes(self, doc_id: str) -> bool:
        return doc_id not in self.scope.without and self.scope.takes(self._date(doc_id))

    def _undated(self) -> int:
        """Documents left out because nobody knows whether they are of the days asked for."""
        if not self.scope.dated:
            return 0
        return sum(self._date(doc_id) is None for doc_id in {*self.docs, *self.documents} - self.scope.without)

    def _ordered(self, present: Flags) -> tuple[list[str], Codes, Codes, list[str], Ints]:
        """Documents of one story together, stories in order of their first document."""
        docs = [doc_id for doc_id, there in zip(self.docs, present.tolist(), strict=True) if there]
        story_of = {doc_id: self.documents[doc_id][0] if doc_id in self.documents else doc_id for doc_id in docs}
        first: dict[str, str] = {}
        for doc_id, story in story_of.items():
            first[story] = min(first.get(story, doc_id), doc_id)
        docs.sort(key=lambda doc_id: (first[story_of[doc_id]], doc_id))
        rank = np.zeros(len(self.docs), np.int64)
        for at, doc_id in enumerate(docs):
            rank[self.docs[doc_id]] = at
        stories = [story_of[doc_id] for doc_id in docs]
        story_codes = np.cumsum([i > 0 and stories[i] != stories[i - 1] for i in range(len(stories))], dtype=np.int32)
        given = [self._date(doc_id) for doc_id in docs]
        dates = sorted({date for date in given if date})
        code = {date: i for i, date in enumerate(dates)}
        date_codes = np.array([NO_DATE if date is None else code[date] for date in given], np.int32)
        return docs, story_codes, date_codes, dates, rank


def _statements(rows: Ints, rank: Ints, entity_of: Ints, kind: Ints, mark: Ints) -> Sayings:
    doc, source, target = rank[rows[:, 0]], entity_of[rows[:, 1]], entity_of[rows[:, 2]]
    return Sayings(doc, source, target, kind, rows[:, 4], rows[:, 5], mark)


def _columns(cells: array[int], width: int) -> Ints:
    return np.frombuffer(cells, np.int64).reshape(-1, width) if cells else np.zeros((0, width), np.int64)
