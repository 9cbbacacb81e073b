"""Rows from Docs built by hand; their schemas and their JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pyarrow as pa
import pytest
from spacy.tokens import Doc, Span

from conflictner.annotations import Mark, write_marks
from conflictner.rows import (
    Document,
    Mention,
    Quote,
    Row,
    RowTables,
    arrow_schema,
    overlaps,
    rows_of,
    to_dict,
    to_table,
)


@pytest.fixture
def article(make_doc: Callable[..., Doc]) -> Doc:
    """Two paragraphs: `Read : M23` and `Kagame denied it . " We left , " he said .`"""
    doc = make_doc(
        'Read : M23 Kagame denied it . " We left , " he said .',
        sent_starts=[True, False, False, True, False, False, False, True, *[False] * 7],
    )
    doc.spans["segments"] = [
        Span(doc, 0, 3, "RELATED_LINK", span_id="0"),
        Span(doc, 3, 15, "BODY", span_id="1"),
    ]
    write_marks(
        doc,
        [
            Mark(2, 3, "ARMED_GROUP", "kb:acronym", entity_id="arm:m23", score=1.0),
            Mark(3, 4, "PERSON", "kb:surname", entity_id="per:paul-kagame", score=0.8),
            Mark(12, 13, "PERSON", "coref:he", mtype="pronoun", entity_id="per:paul-kagame"),
        ],
    )
    doc._.conflict_entities = {"per:paul-kagame": {"name": "Paul Kagame", "kind": "PERSON", "country": "RWA"}}
    doc._.conflict_quotes = {"q1": quote(contents=[[31, 40]], source=[43, 45], speaker_id="per:paul-kagame")}
    return doc


def quote(**changes: Any) -> dict[str, Any]:
    """The Doc's record of one quote, as the quotes component writes it."""
    return {
        "kind": "direct",
        "contents": [[0, 1]],
        "cues": [[46, 50]],
        "cue_lemma": "say",
        "stance": "say",
        "negated": False,
        "source": None,
        "speaker_id": None,
        "speaker_name": None,
        "addressee_id": None,
        "about": [],
        "parent_id": None,
        "rule": "marks",
        "score": 0.9,
        **changes,
    }


def test_rows_mentions_know_segment_sentence_and_paragraph(article: Doc) -> None:
    rows = article._.mentions
    assert [(r.text, r.segment, r.sentence, r.paragraph, r.mtype) for r in rows] == [
        ("M23", "related_link", 0, 0, "name"),
        ("Kagame", "body", 1, 1, "name"),
        ("he", "body", 2, 1, "pronoun"),
    ]
    assert all(article.text[r.start : r.end] == r.text for r in rows)
    assert rows[1].entity_name == "Paul Kagame"
    assert rows[1].country == "RWA"
    assert rows[0].entity_name is None


def test_rows_quotes_carry_their_text_and_speaker(article: Doc) -> None:
    (row,) = article._.quotes
    assert row.text == article.text[31:40]
    assert (row.speaker_name, row.source_start, row.sentence) == ("Paul Kagame", 43, 2)


@pytest.mark.parametrize(
    ("detail", "expected"),
    [
        ({"speaker_id": "per:a", "speaker_ids": ["per:a", "arm:b"]}, ("per:a", "arm:b")),
        ({"speaker_id": "per:a"}, ("per:a",)),  # saved before joint speakers were kept
        ({}, ()),
    ],
)
def test_rows_quotes_have_all_their_speakers(
    article: Doc, detail: dict[str, object], expected: tuple[str, ...]
) -> None:
    saved = {"q1": quote(contents=[[31, 40]], **detail)}
    article._.conflict_quotes = saved
    restored = Doc(article.vocab).from_bytes(article.to_bytes())
    (row,) = restored._.quotes
    assert row.speaker_ids == expected
    assert to_table([row], Quote).column("speaker_ids").to_pylist() == [list(expected)]


def test_rows_document_counts_words_and_prefers_given_meta(article: Doc) -> None:
    article._.conflict_segments = {"date": "2020-01-01"}
    assert article._.document.date == "2020-01-01"
    article._.meta = {"doc_id": "d1", "date": "2024-02-07"}
    row = article._.document
    assert (row.doc_id, row.story_id, row.date, row.n_words) == ("d1", "d1", "2024-02-07", 9)


def test_rows_the_id_of_a_doc_without_meta_depends_on_its_text_alone(make_doc: Callable[..., Doc]) -> None:
    one, same, other = make_doc("a b"), make_doc("a b"), make_doc("a c")
    assert one._.document.doc_id == same._.document.doc_id != other._.document.doc_id


def test_rows_an_empty_doc_has_none(make_doc: Callable[..., Doc]) -> None:
    doc = make_doc([])
    assert (doc._.mentions, doc._.quotes, doc._.document.n_words) == ((), (), 0)


@pytest.mark.parametrize("row_type", [Document, Mention, Quote])
def test_rows_schema_has_the_columns_of_the_row(row_type: type[Row]) -> None:
    assert arrow_schema(row_type).names == [field.name for field in dataclasses.fields(row_type)]


def test_rows_travel_through_arrow_and_json(article: Doc) -> None:
    for row_type, rows in ((Mention, article._.mentions), (Quote, article._.quotes)):
        table = to_table(rows, row_type)
        assert table.to_pylist() == [to_dict(row) for row in rows]
        assert json.loads(json.dumps([to_dict(row) for row in rows])) == table.to_pylist()


def test_rows_of_reads_docs_and_rows_alike(article: Doc) -> None:
    rows = article._.mentions
    assert list(rows_of([article], Mention)) == list(rows)
    assert list(rows_of(rows, Mention)) == list(rows)
    assert list(rows_of(rows, Quote)) == []
    assert [d.n_chars for d in rows_of([article], Document)] == [len(article.text)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 4), (4, 8), False),
        ((0, 5), (4, 8), True),
        ((2, 3), (0, 9), True),
        ((0, 0), (0, 1), False),
        ((5, 9), (0, 5), False),
    ],
)
def test_rows_overlap_is_half_open(one: tuple[int, int], other: tuple[int, int], expected: bool) -> None:
    assert overlaps(one, other) is expected
    assert overlaps(other, one) is expected


class OneDocument:
    """The least that a corpus is."""

    def batches(self, row_type: type[Row], columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        names = columns or arrow_schema(row_type).names
        yield pa.RecordBatch.from_pylist([], schema=arrow_schema(row_type)).select(names)


def test_row_tables_are_whatever_has_batches() -> None:
    tables = OneDocument()
    assert isinstance(tables, RowTables)
    assert not isinstance([], RowTables)
    assert [batch.schema.names for batch in tables.batches(Mention, ["doc_id"])] == [["doc_id"]]
