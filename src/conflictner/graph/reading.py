"""Docs and rows -> integer columns and each name once: what every layer of the network is made from."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from conflictner.errors import E404, ConfigError
from conflictner.graph.dating import checked, date_of
from conflictner.graph.naming import Profile, name_entities
from conflictner.graph.pairs import NO_DATE
from conflictner.knowledge.dates import days
from conflictner.rows import Document, Mention, Quote, RowTables, rows_of

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

WINDOWS: Final = ("sentence", "paragraph", "document")

_SENTENCES: Final = re.compile(r"([1-9][0-9]?) sentences?", re.ASCII)

#: Segments that name entities without telling anything of them: "PHOTO | AFP", "By Ann Otieno", "Read: M23 ...".
NO_EDGES: Final = frozenset({"byline", "credit", "related_link", "contact", "footer", "editors_note"})

SEGMENTS: Final = NO_EDGES | {
    "headline",
    "subhead",
    "date",
    "dateline",
    "timestamp",
    "caption",
    "key_points",
    "body",
}

#: The stances of a quote; another one is "say".
STANCES: Final = (
    "accuse",
    "announce",
    "ask",
    "call_for",
    "claim",
    "confirm",
    "deny",
    "praise",
    "promise",
    "refuse",
    "say",
    "think",
    "threaten",
    "urge",
    "warn",
    "write",
)


def check_choice(name: str, value: object, allowed: Collection[str]) -> None:
    """Refuse an argument that is none of the allowed ones, with E404."""
    if not isinstance(value, str) or value not in allowed:
        raise ConfigError(E404.format(name=name, value=repr(value), allowed=", ".join(sorted(allowed))))


def check_number(name: str, value: object, least: int) -> None:
    """Refuse an argument that is no int of so much or more, with E404."""
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ConfigError(E404.format(name=name, value=repr(value), allowed=f"an int of {least} or more"))


def check_names(name: str, value: object, allowed: Collection[str] | None = None) -> frozenset[str] | None:
    """A collection of names, each allowed; None for None."""
    if value is None:
        return None
    if isinstance(value, str) or not isinstance(value, Collection):
        raise ConfigError(E404.format(name=name, value=repr(value), allowed="None or a list of names"))
    for each in value:
        if allowed is not None or not isinstance(each, str):
            check_choice(name, each, allowed or ["text"])
    return frozenset(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What of the rows is read."""

    window: str = "sentence"
    sentences: int = 0  # of a window that runs on; 0 for another window
    places: bool = False
    mentions: bool = True
    quotes: bool = False
    segments: frozenset[str] | None = None
    since: int | None = None  # first day
    until: int | None = None  # last day
    without: frozenset[str] = frozenset()
    texts: bool = False

    @classmethod
    def of(
        cls, *, window: str, segments: object = None, since: object = None, until: object = None, **others: Any
    ) -> Scope:
        """A scope from the arguments of a public function, checked.

        Raises:
            ConfigError: E404, for an argument that does not fit.

        >>> Scope.of(window="3 sentences").sentences
        3
        """
        found = _SENTENCES.fullmatch(window) if isinstance(window, str) else None
        if not found and window not in WINDOWS:
            allowed = ", ".join([*WINDOWS, '"3 sentences"'])
            raise ConfigError(E404.format(name="window", value=repr(window), allowed=allowed))
        first, last = checked("since", since), checked("until", until)
        if first and last and first[0] > last[1]:
            raise ConfigError(E404.format(name="since", value=repr(since), allowed=f"a date up to {until!r}"))
        return cls(
            window="sentence" if found else window,
            sentences=int(found[1]) if found else 0,
            segments=check_names("segments", segments, SEGMENTS),
            since=first[0] if first else None,
            until=last[1] if last else None,
            without=check_names("without", others.pop("without", ())) or frozenset(),
            **others,
        )

    @property
    def dated(self) -> bool:
        """Whether only documents of some days are read."""
        return self.since is not None or self.until is not None

    def takes(self, date: str | None) -> bool:
        """Whether a document of this date is read; of an unknown one only while every date is."""
        if not self.dated:
            return True
        if date is None:
            return False
        first, last = days(date)
        return (self.since is None or last >= self.since) and (self.until is None or first <= self.until)


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
    """Speaker and whom the quote is about or told to, of whole documents; the span holds contents, cue and source."""

    doc: Ints
    source: Ints
    target: Ints
    stance: Ints
    start: Ints
    end: Ints


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
    sayings: Callable[[], Iterator[Sayings]]
    undated: int = 0  # documents left out because nobody knows whether they are of the days asked for
    negated: int = 0  # quotes of what somebody did not say
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
        allowed = "Docs and rows (Mention, Document, Quote), or tables of them (a Corpus)"
    raise ConfigError(E404.format(name="docs_or_rows", value=f"of type {type(item).__name__}", allowed=allowed))


class RowReader:
    """Docs and rows in any order, in one pass."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.docs: dict[str, int] = {}
        self.profiles: dict[Profile, int] = {}
        self.cells = array("q")  # document, window, profile, start, end, place of each mention
        self.said = array("q")  # document, profile, profile, stance, start, end of each quote
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
        speakers = {row.speaker_id, *row.speaker_ids}
        targets = {*row.about, *([row.addressee_id] if row.addressee_id else [])} - speakers
        spans = [*row.contents, *row.cues]
        if row.source_start is not None and row.source_end is not None:
            spans.append((row.source_start, row.source_end))
        for speaker, target in product(sorted(speakers), sorted(targets)):
            name = row.speaker_name if speaker == row.speaker_id else None
            self.said.extend(
                (
                    doc,
                    self._known_from_quote(speaker, name),
                    self._known_from_quote(target, None),
                    stance_code(row.stance),
                    min(span[0] for span in spans),
                    max(span[1] for span in spans),
                )
            )

    def _known_from_quote(self, entity: str, name: str | None) -> int:
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

    def reading(self) -> Reading:
        """What was taken in, as columns."""
        cells, said = _columns(self.cells, 6), _columns(self.said, 6)
        taken = np.array([self._takes(doc_id) for doc_id in self.docs], bool)
        cells, said = cells[taken[cells[:, 0]]], said[taken[said[:, 0]]]
        present = np.zeros(len(self.docs), bool)
        present[cells[:, 0]] = present[said[:, 0]] = True
        doc_ids, story_of, date_codes, dates, rank = self._ordered(present)
        counts = np.bincount(cells[:, 2], minlength=len(self.profiles))
        seen = counts.copy()
        for column in (1, 2):
            seen += np.bincount(said[:, column], minlength=len(self.profiles))
        entities, nodes, entity_of = name_entities(list(self.profiles), counts, seen > 0)
        entity = entity_of[cells[:, 2]]
        place = cells[:, 5] > 0
        mentions = Cells(rank[cells[:, 0]], cells[:, 1], entity, cells[:, 3], cells[:, 4], place)
        sayings = Sayings(
            rank[said[:, 0]], entity_of[said[:, 1]], entity_of[said[:, 2]], said[:, 3], said[:, 4], said[:, 5]
        )
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
            undated=self._undated(),
            negated=int(taken[_columns(self.negated, 1)[:, 0]].sum()),
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


def stance_code(stance: str) -> int:
    """The number of a stance; of an unknown one that of "say"."""
    return STANCES.index(stance) if stance in STANCES else STANCES.index("say")


def _columns(cells: array[int], width: int) -> Ints:
    return np.frombuffer(cells, np.int64).reshape(-1, width) if cells else np.zeros((0, width), np.int64)
