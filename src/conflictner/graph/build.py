"""Mention rows -> the network of entities that are mentioned together, with the sentence behind every edge."""

from __future__ import annotations

import math
import re
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable
from operator import attrgetter
from typing import Any, Final

import networkx as nx
import numpy as np

from conflictner.errors import E404, ConfigError
from conflictner.graph.pairs import NO_DATE, Edges, count_pairs, distinct, windows_of
from conflictner.rows import Document, Mention, Quote, rows_of

WINDOWS: Final = ("sentence", "paragraph", "document")

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

#: A window with more entities than this is a list, not a text: 200 names make 19,900 pairs, 5,000 make 12.5 million.
MAX_ENTITIES: Final = 200

#: Evidence text longer than this shows its first and last sentence only.
MAX_TEXT: Final = 600

_DATE: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?![0-9-])")


def co_mention_graph(
    docs_or_rows: Iterable[Any],
    *,
    window: str = "sentence",
    places: bool = False,
    segments: Collection[str] | None = None,
    min_count: int = 1,
    evidence: int = 5,
    max_entities: int = MAX_ENTITIES,
) -> nx.Graph:
    """Join entities that are mentioned in the same sentence, paragraph or document.

    Nodes are entity ids with ``name``, ``entity_type`` (the kind), ``mentions``, ``documents`` and, where known,
    ``country``, ``lat`` and ``lon``. Edges carry ``weight`` (stories in which the two share a window; a document is its
    own story while no Document row says otherwise), ``count`` (windows), ``documents``, ``first_date`` and
    ``last_date`` where dates are known, and ``evidence``: a list of ``{"doc_id", "start", "end"}`` from the first to
    the last of the two mentions, with the sentences around them as ``"text"`` where the Doc was given. The same
    mentions in any order give the same graph, nodes and edges sorted.

    Args:
        docs_or_rows: Docs, Mention rows and Document rows of one or many documents, mixed and in any order; other
            rows are passed over. Document rows add dates and stories.
        window: "sentence", "paragraph" or "document".
        places: Also take countries that are mere locations, and PLACE entities.
        segments: The segments to read (lower case: "body", "headline" ...); None for all but bylines, credits,
            related links, contacts, footers and editor's notes.
        min_count: Leave out edges of fewer windows; nodes stay.
        evidence: How many places in the text to keep for each edge, the earliest by document id and offset.
        max_entities: Windows with more entities are lists; they make no edges and are counted in
            ``graph.graph["windows_set_aside"]``.

    Returns:
        An undirected graph without self-loops; ``graph.graph`` says how it was made.

    Raises:
        ConfigError: E404, for an argument that does not fit.

    >>> def row(start, entity):
    ...     return Mention(doc_id="a", start=start, end=start + 3, text="M23", kind="ARMED_GROUP", role="actor",
    ...                    mtype="name", entity_id=entity, entity_name=None, segment="body", sentence=0, paragraph=0,
    ...                    rule="kb", score=1.0, lat=None, lon=None, country=None)
    >>> graph = co_mention_graph([row(20, "arm:adf"), row(0, "arm:m23")])
    >>> graph.edges["arm:adf", "arm:m23"]
    {'weight': 1, 'count': 1, 'documents': 1, 'evidence': [{'doc_id': 'a', 'start': 0, 'end': 23}]}
    """
    _check_choice("window", window, WINDOWS)
    for name, number, least in (
        ("min_count", min_count, 1),
        ("evidence", evidence, 0),
        ("max_entities", max_entities, 2),
    ):
        if not isinstance(number, int) or isinstance(number, bool) or number < least:
            raise ConfigError(E404.format(name=name, value=repr(number), allowed=f"an int of {least} or more"))
    reader = _Reader(window=window, places=places, segments=_check_segments(segments), texts=evidence > 0)
    reader.read(docs_or_rows)
    graph = _to_graph(reader, min_count=min_count, evidence=evidence, max_entities=max_entities)
    graph.graph.update(layer="co_mention", window=window, places=bool(places), min_count=min_count)
    return graph


def _check_choice(name: str, value: object, allowed: Collection[str]) -> None:
    if value not in allowed:
        raise ConfigError(E404.format(name=name, value=repr(value), allowed=", ".join(sorted(allowed))))


def _check_segments(segments: object) -> frozenset[str] | None:
    if segments is None:
        return None
    if isinstance(segments, str) or not isinstance(segments, Collection):
        raise ConfigError(E404.format(name="segments", value=repr(segments), allowed="None or a list of segment names"))
    for segment in segments:
        _check_choice("segments", segment, SEGMENTS)
    return frozenset(segments)


class _Reader:
    """Everything that the graph needs of the rows, in one pass: int columns, and each name once."""

    def __init__(self, *, window: str, places: bool, segments: frozenset[str] | None, texts: bool) -> None:
        self.window_of = (lambda row: 0) if window == "document" else attrgetter(window)
        self.places = places
        self.segments = segments
        self.want_texts = texts
        self.docs: dict[str, int] = {}
        self.profiles: dict[tuple[Any, ...], int] = {}
        self.cells = array("q")  # document, window, profile, start, end of each mention
        self.documents: dict[str, tuple[str, str | None]] = {}  # doc_id -> story, date
        self.texts: dict[str, tuple[str, list[int]]] = {}  # doc_id -> text, sentence starts

    def read(self, docs_or_rows: Any) -> None:
        # A single Doc is an iterable of tokens; one is what a newcomer passes first.
        items = [docs_or_rows] if hasattr(docs_or_rows, "spans") else docs_or_rows
        if isinstance(items, (str, bytes)) or not isinstance(items, Iterable):
            self._refuse(items)
        for item in items:
            if isinstance(item, Mention):
                self._mention(item)
            elif isinstance(item, Document):
                self._document(item)
            elif hasattr(item, "spans"):
                self._doc(item)
            elif not isinstance(item, Quote):
                self._refuse(item)

    def _refuse(self, item: object) -> None:
        shown = f"of type {type(item).__name__}"
        raise ConfigError(
            E404.format(name="docs_or_rows", value=shown, allowed="Docs and rows (Mention, Document, Quote)")
        )

    def _mention(self, row: Mention) -> None:
        entity, segments = row.entity_id, self.segments
        if not entity or (row.segment in NO_EDGES if segments is None else row.segment not in segments):
            return
        if not self.places and (row.role == "place" or row.kind == "PLACE"):
            return
        surface = row.text if row.entity_name is None and row.mtype == "name" else None
        profile = (entity, row.entity_name, surface, row.kind, row.country, row.lat, row.lon)
        self.cells.extend(
            (
                self.docs.setdefault(row.doc_id, len(self.docs)),
                self.window_of(row),
                self.profiles.setdefault(profile, len(self.profiles)),
                row.start,
                row.end,
            )
        )

    def _document(self, row: Document) -> None:
        # The same document described twice: the smaller story and the earlier date, whatever the order.
        found = _DATE.match(row.date or "")
        date = found.group() if found else None
        story, known = self.documents.get(row.doc_id, (row.story_id, date))
        self.documents[row.doc_id] = (min(story, row.story_id), min(filter(None, (known, date)), default=None))

    def _doc(self, doc: Any) -> None:
        for document in rows_of([doc], Document):
            self._document(document)
            if self.want_texts:
                # A Doc without a parser has no sentences: its evidence carries the whole text, cut to MAX_TEXT.
                starts = [sent.start_char for sent in doc.sents] if doc.has_annotation("SENT_START") else [0]
                self.texts[document.doc_id] = (doc.text, starts)
        for row in rows_of([doc], Mention):
            self._mention(row)

    def ordered_docs(self) -> list[tuple[str, str]]:
        """(story, doc_id), the documents of one story together, stories in order of their first document."""
        story_of = {doc_id: self.documents[doc_id][0] if doc_id in self.documents else doc_id for doc_id in self.docs}
        first: dict[str, str] = {}
        for doc_id, story in story_of.items():
            first[story] = min(first.get(story, doc_id), doc_id)
        return sorted(((story, doc_id) for doc_id, story in story_of.items()), key=lambda pair: (first[pair[0]], pair))


def _to_graph(reader: _Reader, *, min_count: int, evidence: int, max_entities: int) -> nx.Graph:
    entities = sorted({profile[0] for profile in reader.profiles})
    code = {entity: i for i, entity in enumerate(entities)}
    entity_of = np.array([code[profile[0]] for profile in reader.profiles], np.int64)
    docs = reader.ordered_docs()
    rank = np.zeros(len(docs), np.int64)
    for at, (_, doc_id) in enumerate(docs):
        rank[reader.docs[doc_id]] = at
    cells = np.frombuffer(reader.cells, np.int64).reshape(-1, 5) if reader.cells else np.zeros((0, 5), np.int64)
    doc, profile = rank[cells[:, 0]], cells[:, 2]
    mentions = distinct(doc, cells[:, 1], entity_of[profile], cells[:, 3], cells[:, 4])
    windows = windows_of(*mentions, max_entities=max_entities)

    dates = [reader.documents.get(doc_id, ("", None))[1] for _, doc_id in docs]
    known = sorted({date for date in dates if date})
    date_code = {date: i for i, date in enumerate(known)}
    date_of = np.array([NO_DATE if date is None else date_code[date] for date in dates], np.int64)
    stories = [story for story, _ in docs]
    story_of = np.cumsum([i > 0 and stories[i] != stories[i - 1] for i in range(len(stories))], dtype=np.int64)
    edges = count_pairs(windows, story_of, date_of, len(entities), evidence=evidence).at_least(min_count)

    graph = nx.Graph(documents=len(docs), windows=windows.total, windows_set_aside=windows.set_aside)
    seen = np.unique(mentions[0] * max(len(entities), 1) + mentions[2]) % max(len(entities), 1)
    graph.add_nodes_from(
        (entity, _node(entity, votes, n_mentions, n_docs))
        for entity, votes, n_mentions, n_docs in zip(
            entities,
            _votes(reader.profiles, np.bincount(profile, minlength=len(reader.profiles)).tolist(), code),
            np.bincount(mentions[2], minlength=len(entities)).tolist(),
            np.bincount(seen, minlength=len(entities)).tolist(),
            strict=True,
        )
    )
    graph.add_edges_from(_edge_tuples(edges, entities, [doc_id for _, doc_id in docs], known, reader, evidence))
    return graph


def _votes(
    profiles: dict[tuple[Any, ...], int], counts: list[int], code: dict[str, int]
) -> list[list[tuple[Any, ...]]]:
    """For each entity the profiles under which it was mentioned, each with its count in front."""
    votes: list[list[tuple[Any, ...]]] = [[] for _ in code]
    for profile, count in zip(profiles, counts, strict=True):
        votes[code[profile[0]]].append((count, *profile[1:]))
    return votes


def _node(entity: str, votes: list[tuple[Any, ...]], mentions: int, documents: int) -> dict[str, Any]:
    if len(votes) == 1:  # nearly always
        _, listed, surface, kind, country, lat, lon = votes[0]
        point = _point(lat, lon)
    else:
        listed, surface, kind, country = (_choose([(vote[0], vote[at]) for vote in votes]) for at in (1, 2, 3, 4))
        point = _choose([(vote[0], _point(vote[5], vote[6])) for vote in votes])
    node = {"name": listed or surface or entity, "entity_type": kind, "mentions": mentions, "documents": documents}
    if country:
        node["country"] = country
    if point:
        node["lat"], node["lon"] = point
    return node


def _point(lat: float | None, lon: float | None) -> tuple[float, float] | None:
    if lat is None or lon is None or not (math.isfinite(lat) and math.isfinite(lon)):
        return None
    return float(lat), float(lon)


def _choose(votes: Iterable[tuple[int, Any]]) -> Any:
    """The value with most votes, the smaller one on a tie; None where nothing is known."""
    tally: dict[Any, int] = {}
    for count, value in votes:
        if value:
            tally[value] = tally.get(value, 0) + count
    return min(tally, key=lambda value: (-tally[value], value)) if tally else None


def _edge_tuples(
    edges: Edges, entities: list[str], docs: list[str], dates: list[str], reader: _Reader, evidence: int
) -> Iterable[tuple[str, str, dict[str, Any]]]:
    found = (edges.evidence_doc, edges.evidence_start, edges.evidence_end)
    spans = zip(*(column.tolist() for column in found), strict=True)
    places = [{"doc_id": docs[doc], "start": start, "end": end} for doc, start, end in spans]
    if reader.texts:
        for place in places:
            if place["doc_id"] in reader.texts:
                place["text"] = _around(*reader.texts[place["doc_id"]], place["start"], place["end"])
    cut = edges.cut.tolist()
    columns = (edges.source, edges.target, edges.stories, edges.count, edges.documents, edges.first, edges.last)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    for at, (source, target, stories, count, documents, first, last) in enumerate(rows):
        data: dict[str, Any] = {"weight": stories, "count": count, "documents": documents}
        if last >= 0:
            data["first_date"], data["last_date"] = dates[first], dates[last]
        if evidence:
            data["evidence"] = places[cut[at] : cut[at + 1]]
        yield entities[source], entities[target], data


def _around(text: str, starts: list[int], start: int, end: int) -> str:
    """The sentences from the one that holds ``start`` to the one that holds ``end - 1``, without the middle if long.

    >>> _around("One fell. Two rose. Three left.", [0, 10, 20], 0, 13)
    'One fell. Two rose.'
    """
    bounds = [*starts, len(text)]
    low = max(bisect_right(starts, start) - 1, 0)
    high = max(bisect_right(starts, max(end - 1, start)) - 1, low)
    whole = text[bounds[low] : bounds[high + 1]].strip()
    if len(whole) <= MAX_TEXT:
        return whole
    first = _cut(text, bounds[low], bounds[low + 1], start)
    last = _cut(text, bounds[high], bounds[high + 1], end)
    return first if first == last else f"{first} … {last}"


def _cut(text: str, low: int, high: int, at: int) -> str:
    """At most half of MAX_TEXT of a sentence, around one offset of it."""
    half = MAX_TEXT // 4
    return text[max(low, min(at - half, high - 2 * half)) : min(high, max(at + half, low + 2 * half))].strip()
