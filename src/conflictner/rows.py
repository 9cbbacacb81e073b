"""The rows: what a document becomes, in plain values; their Arrow schemas; Doc -> rows.

Every row type is frozen, has the columns of one table, and holds str, int, float, bool, None and tuples only, so that
rows travel between processes, into Parquet and JSON, and outlive their Doc. Offsets are half-open, in characters of
``doc.text``. This module never imports spaCy: a Doc is read through its public attributes.
"""

from __future__ import annotations

import dataclasses
import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar, runtime_checkable

from conflictner.columns import Columns, columns_of
from conflictner.text import looks_english

if TYPE_CHECKING:
    import pyarrow as pa
    from spacy.tokens import Doc

#: Of the columns in memory and on the disk; raised with every change, for a corpus of another one is not read.
SCHEMA_VERSION: Final = 2
#: The language of a text that does not look like English; the code of ISO 639-2 for one that nobody has told.
UNKNOWN: Final = "und"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article; ``story_id`` joins near-copies and equals ``doc_id`` while none are known."""

    doc_id: str
    story_id: str
    title: str | None
    date: str | None
    outlet: str | None
    url: str | None
    language: str
    n_chars: int
    n_words: int
    text_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place in one text where an entity is mentioned: ``text == doc.text[start:end]``.

    ``mtype`` is name, nominal or pronoun; ``role`` is actor or place; ``sentence`` and ``paragraph`` count from 0.
    ``rule`` names the alias or pattern that fired and ``score`` is in 0..1. ``lat`` and ``lon`` (degrees, WGS 84) and
    ``country`` (ISO 3166 alpha-3) are those of the entity; None where unknown.
    """

    doc_id: str
    start: int
    end: int
    text: str
    kind: str
    role: str
    mtype: str
    entity_id: str | None
    entity_name: str | None
    segment: str
    sentence: int
    paragraph: int
    rule: str
    score: float
    lat: float | None
    lon: float | None
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One attribution: who (speaker) says (cue, stance) what (contents), to whom, about whom.

    ``kind`` is direct, indirect or mixed. ``contents`` and ``cues`` are spans in reading order; ``text`` is the
    contents joined by " ... ". ``negated`` means "did not say". ``parent_id`` is the quote that this one stands in.
    ``speaker_ids`` are all who say it together ("Egypt and Qatar urged ..."), ``speaker_id`` first; empty where nobody
    is known. ``addressee_id`` is who hears it ("told", "called on"); ``about`` who is talked about: the one praised or
    threatened, then the actors in the contents; of an accusation those accused or blamed alone ("accused [X] of arming
    Y"), so that nobody else in the charge is shown as the accused. ``denies`` is the quote that a denial of one word
    takes up ("a charge it rejects", "Kigali denies this"), where the text leaves no doubt which.

    ``score`` is how sure it is that these words are a quote of this source; ``speaker_score`` how sure it is that the
    source is ``speaker_id``, None where nobody is known. ``speaker_rule`` is how the speaker was found: "name" where
    the source names them, "coreference" for "he", "unnamed" where it names nobody ("two officers"), "unresolved" for
    a pronoun that was left open; `WhyQuote` has the others.
    """

    doc_id: str
    quote_id: str
    parent_id: str | None
    kind: str
    contents: tuple[Span, ...]
    cues: tuple[Span, ...]
    cue_lemma: str | None
    stance: str
    negated: bool
    source_start: int | None
    source_end: int | None
    speaker_id: str | None
    speaker_name: str | None
    speaker_ids: tuple[str, ...]
    addressee_id: str | None
    about: tuple[str, ...]
    denies: str | None
    segment: str
    sentence: int
    rule: str
    score: float
    text: str
    speaker_rule: str = ""
    speaker_score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What one entity does to another, by the words of one sentence: source, trigger, target.

    ``sign`` is -1 (hostile), 0 or 1 (cooperative) and ``weight`` its strength; of a ``symmetric`` relation neither end
    is the first. ``modality`` is asserted, claimed, intended, conditional or requested; ``negated`` means "did not".
    ``claim_by`` is who says so, where that is not the outlet itself; ``denied_by`` are those who deny it.
    """

    doc_id: str
    relation_id: str
    type: str
    source_id: str
    target_id: str
    sign: int
    weight: float
    symmetric: bool
    modality: str
    negated: bool
    claim_by: str | None
    denied_by: tuple[str, ...]
    tense: str | None
    trigger_start: int
    trigger_end: int
    source_start: int
    source_end: int
    target_start: int
    target_end: int
    sentence_start: int
    sentence_end: int
    segment: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A line or an article that was set aside: where it stood, at which stage, why.

    ``source`` is ``file:line`` (or the file, where it is one article); ``stage`` is read or pipeline; ``doc_id`` is
    None where the line was not understood.
    """

    source: str
    doc_id: str | None
    stage: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """An article that was there before: ``by`` is text (the same words) or id (the same id, other words)."""

    source: str
    doc_id: str
    same_as: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What shows near-copies of an article, since its text is not kept: see `conflictner.corpus.sketches`."""

    doc_id: str
    numbers: bytes


Row = Document | Mention | Quote | Relation | Reject | Duplicate | Sketch
RowT = TypeVar("RowT", Document, Mention, Quote, Relation, Reject, Duplicate, Sketch)


@runtime_checkable
class RowTables(Protocol):
    """The tables of a corpus, read in pieces: what makes a graph of a million articles possible in bounded memory."""

    def batches(self, row_type: type[Row], columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Rows of one type as Arrow record batches.

        Args:
            row_type: Document, Mention, Quote or Relation.
            columns: The columns wanted; None for all of `arrow_schema`.

        Yields:
            Batches whose columns are those of `arrow_schema` (string columns may be dictionary-encoded), all rows of
            a document next to one another, documents in the same order in every table. Every call starts anew. A
            table that the corpus does not have yields nothing.
        """
        ...


def overlaps(a: Span, b: Span) -> bool:
    """Whether two half-open spans share a character; the one overlap test of the library.

    >>> overlaps((0, 4), (3, 9)), overlaps((0, 4), (4, 9))
    (True, False)
    """
    return a[0] < b[1] and b[0] < a[1]


def to_dict(row: Row) -> dict[str, Any]:
    """A row as a JSON-able dict, keys in column order.

    >>> to_dict(Document(doc_id="a", story_id="a", title=None, date=None, outlet=None, url=None, language="en",
    ...                  n_chars=2, n_words=1, text_sha256="x"))["n_chars"]
    2
    """
    return {field.name: _plain(getattr(row, field.name)) for field in dataclasses.fields(row)}


def _plain(value: Any) -> Any:
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def arrow_schema(row_type: type[Row]) -> pa.Schema:
    """The Arrow schema of a row type; its metadata holds the schema version.

    >>> arrow_schema(Mention).field("start").type
    DataType(int32)
    """
    import pyarrow as pa  # 0.1 s to import; only tables need it

    span = pa.list_(pa.int32(), 2)
    types = {
        "str": pa.string(),
        "str | None": pa.string(),
        "int": pa.int32(),
        "int | None": pa.int32(),
        "float": pa.float64(),
        "float | None": pa.float64(),
        "bool": pa.bool_(),
        "bytes": pa.binary(),
        "tuple[Span, ...]": pa.list_(span),
        "tuple[str, ...]": pa.list_(pa.string()),
    }
    fields = [
        pa.field(f.name, types[str(f.type)], nullable="None" in str(f.type)) for f in dataclasses.fields(row_type)
    ]
    return pa.schema(fields, metadata={"conflictner.schema": f"{row_type.__name__}/{SCHEMA_VERSION}"})


def to_table(rows: Iterable[RowT], row_type: type[RowT]) -> pa.Table:
    """Rows of one type as an Arrow table, in the order given.

    >>> to_table([], Quote).num_rows
    0
    """
    import pyarrow as pa

    return pa.Table.from_pylist([to_dict(row) for row in rows], schema=arrow_schema(row_type))


def document_row(doc: Doc) -> Document:
    """The Document row of a Doc; without meta the id is made from the text, so that it is stable."""
    return _document_row(doc, columns_of(doc))


def article_rows(doc: Doc) -> tuple[Document, tuple[Mention, ...], tuple[Quote, ...]]:
    """All rows of a Doc: what `document_row`, `mention_rows` and `quote_rows` give, the Doc read once for the three."""
    columns = columns_of(doc)
    layout = _Layout.of(doc, columns)
    return _document_row(doc, columns), _mention_rows(doc, layout), _quote_rows(doc, columns, layout)


def _document_row(doc: Doc, columns: Columns) -> Document:
    meta = doc._.meta or {}
    identity = doc_id(doc)
    return Document(
        doc_id=identity,
        story_id=identity,
        title=meta.get("title"),
        date=meta.get("date") or doc._.conflict_segments.get("date"),
        outlet=meta.get("outlet"),
        url=meta.get("url"),
        language=doc.lang_ if doc.lang_ != "en" or looks_english(columns.text) else UNKNOWN,
        n_chars=len(columns.text),
        n_words=sum(map(_is_word, columns.words)),
        text_sha256=hashlib.sha256(columns.text.encode()).hexdigest(),
    )


@lru_cache(maxsize=1 << 15)
def _is_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def doc_id(doc: Doc) -> str:
    """The id of a Doc: ``meta["doc_id"]``, else made from its text."""
    given = (doc._.meta or {}).get("doc_id")
    return str(given) if given else f"sha256:{hashlib.sha256(doc.text.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Sentence, paragraph and segment of any offset of one Doc."""

    sentences: list[int]
    paragraphs: list[tuple[int, int, str]]

    @classmethod
    def of(cls, doc: Doc, columns: Columns) -> _Layout:
        sentences = list(compress(columns.offsets, columns.starts)) if doc.has_annotation("SENT_START") else [0]
        spans = doc.spans.get("segments", ())
        return cls(sentences, sorted((s.start_char, int(s.id_ or 0), s.label_) for s in spans))

    def sentence(self, offset: int) -> int:
        return max(bisect_right(self.sentences, offset) - 1, 0)

    def place(self, offset: int) -> tuple[int, str]:
        """Paragraph number and segment kind (lower case) at an offset."""
        at = bisect_right(self.paragraphs, (offset, 1 << 60, "")) - 1
        return (self.paragraphs[at][1], self.paragraphs[at][2].lower()) if at >= 0 else (0, "body")


def mention_rows(doc: Doc) -> tuple[Mention, ...]:
    """The Mention rows of a Doc in reading order; the getter behind ``doc._.mentions``."""
    return _mention_rows(doc, _Layout.of(doc, columns_of(doc)))


def _mention_rows(doc: Doc, layout: _Layout) -> tuple[Mention, ...]:
    identity = doc_id(doc)
    details, entities = doc._.conflict_mentions, doc._.conflict_entities
    rows = []
    for span in doc.spans.get("mentions", ()):
        detail = details.get(f"{span.start_char}:{span.end_char}", {})
        entity = entities.get(span.kb_id_, {})
        paragraph, segment = layout.place(span.start_char)
        rows.append(
            Mention(
                doc_id=identity,
                start=span.start_char,
                end=span.end_char,
                text=span.text,
                kind=span.label_,
                role=detail.get("role", "place" if span.label_ == "PLACE" else "actor"),
                mtype=detail.get("mtype", "name"),
                entity_id=span.kb_id_ or None,
                entity_name=entity.get("name"),
                segment=segment,
                sentence=layout.sentence(span.start_char),
                paragraph=paragraph,
                rule=span.id_,
                score=round(float(detail.get("score", 0.0)), 2),  # further digits are noise, 0.01 of a text's room
                lat=entity.get("lat"),
                lon=entity.get("lon"),
                country=entity.get("country"),
            )
        )
    rows.sort(key=lambda row: (row.start, row.end))
    return tuple(rows)


def quote_rows(doc: Doc) -> tuple[Quote, ...]:
    """The Quote rows of a Doc in reading order; the getter behind ``doc._.quotes``."""
    columns = columns_of(doc)
    return _quote_rows(doc, columns, _Layout.of(doc, columns))


def _quote_rows(doc: Doc, columns: Columns, layout: _Layout) -> tuple[Quote, ...]:
    identity, entities, text = doc_id(doc), doc._.conflict_entities, columns.text
    rows = []
    for quote_id, detail in doc._.conflict_quotes.items():
        contents = tuple((int(a), int(b)) for a, b in detail["contents"])
        source = detail["source"]
        rows.append(
            Quote(
                doc_id=identity,
                quote_id=quote_id,
                parent_id=detail["parent_id"],
                kind=detail["kind"],
                contents=contents,
                cues=tuple((int(a), int(b)) for a, b in detail["cues"]),
                cue_lemma=detail["cue_lemma"],
                stance=detail["stance"],
                negated=detail["negated"],
                source_start=source[0] if source else None,
                source_end=source[1] if source else None,
                speaker_id=detail["speaker_id"],
                speaker_name=entities.get(detail["speaker_id"], {}).get("name") or detail["speaker_name"],
                speaker_ids=_speaker_ids(detail),
                addressee_id=detail["addressee_id"],
                about=tuple(detail["about"]),
                denies=detail.get("denies"),
                segment=layout.place(contents[0][0])[1],
                sentence=layout.sentence(contents[0][0]),
                rule=detail["rule"],
                score=float(detail["score"]),
                text=" ... ".join(text[a:b] for a, b in contents),
                speaker_rule=detail.get("speaker_rule", ""),
                speaker_score=detail.get("speaker_score") if detail["speaker_id"] else None,
            )
        )
    rows.sort(key=lambda row: row.contents)
    return tuple(rows)


def _speaker_ids(detail: Mapping[str, Any]) -> tuple[str, ...]:
    """All speakers; a Doc that was saved before joint ones were kept has the first alone."""
    first = detail["speaker_id"]
    return tuple(detail.get("speaker_ids", [first] if first else []))


def rows_of(docs_or_rows: Iterable[Any], row_type: type[RowT]) -> Iterator[RowT]:
    """Rows of one type from a mix of Docs and rows; Docs are read, rows of other types passed over.

    >>> list(rows_of([], Mention))
    []
    """
    for item in docs_or_rows:
        if isinstance(item, row_type):
            yield item
        elif hasattr(item, "spans"):
            yield from _rows_in(item, row_type)


def _rows_in(doc: Doc, row_type: type[Row]) -> Any:
    if row_type is Document:
        return (document_row(doc),)
    if row_type is Mention:
        return doc._.mentions
    if row_type is Relation:  # a pipeline without a component that finds relations has none
        return doc._.relations if doc.has_extension("relations") else ()
    return doc._.quotes if row_type is Quote else ()
