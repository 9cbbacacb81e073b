"""Rows made by hand, and the least corpus that can hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from conflictner.rows import Document, Mention, Quote, Relation, Row, arrow_schema, to_dict

AnyRow = Document | Mention | Quote | Relation


def mention(entity: str | None, start: int = 0, **values: Any) -> Mention:
    given: dict[str, Any] = {
        "doc_id": "a",
        "start": start,
        "end": start + 3,
        "text": "M23",
        "kind": "ARMED_GROUP",
        "role": "actor",
        "mtype": "name",
        "entity_id": entity,
        "entity_name": None,
        "segment": "body",
        "sentence": 0,
        "paragraph": 0,
        "rule": "kb:acronym",
        "score": 1.0,
        "lat": None,
        "lon": None,
        "country": None,
    }
    return Mention(**(given | values))


def quote(speaker: str | None, *about: str, **values: Any) -> Quote:
    given: dict[str, Any] = {
        "doc_id": "a",
        "quote_id": "q1",
        "parent_id": None,
        "kind": "direct",
        "contents": ((10, 20),),
        "cues": ((21, 25),),
        "cue_lemma": "say",
        "stance": "say",
        "negated": False,
        "source_start": 26,
        "source_end": 30,
        "speaker_id": speaker,
        "speaker_name": None,
        "speaker_ids": (speaker,) if speaker else (),
        "addressee_id": None,
        "about": about,
        "denies": None,
        "segment": "body",
        "sentence": 0,
        "rule": "r",
        "score": 1.0,
        "text": "...",
    }
    return Quote(**(given | values))


def relation(source: str, target: str, **values: Any) -> Relation:
    given: dict[str, Any] = {
        "doc_id": "a",
        "relation_id": "r1",
        "type": "attack",
        "source_id": source,
        "target_id": target,
        "sign": -1,
        "weight": 1.0,
        "symmetric": False,
        "modality": "asserted",
        "negated": False,
        "claim_by": None,
        "denied_by": (),
        "tense": "past",
        "trigger_start": 10,
        "trigger_end": 18,
        "source_start": 0,
        "source_end": 9,
        "target_start": 19,
        "target_end": 30,
        "sentence_start": 0,
        "sentence_end": 31,
        "segment": "body",
        "rule": "r",
        "score": 1.0,
    }
    return Relation(**(given | values))


def document(doc_id: str, date: str | None = None, story: str | None = None) -> Document:
    return Document(
        doc_id=doc_id,
        story_id=story or doc_id,
        title=None,
        date=date,
        outlet=None,
        url=None,
        language="en",
        n_chars=9,
        n_words=2,
        text_sha256="",
    )


class Tables:
    """Rows as a corpus gives them: documents in order, in batches of a few rows, text dictionary-encoded or not."""

    def __init__(self, rows: Iterable[AnyRow], *, size: int = 3, encoded: bool = False, order: int = 1) -> None:
        self.rows = sorted(rows, key=lambda row: row.doc_id)[::order]
        self.size, self.encoded = size, encoded

    def batches(self, row_type: type[Row], columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        schema = arrow_schema(row_type)
        chosen = [to_dict(row) for row in self.rows if isinstance(row, row_type)]
        for low in range(0, len(chosen), self.size):
            batch = pa.RecordBatch.from_pylist(chosen[low : low + self.size], schema=schema)
            batch = batch.select(list(columns or schema.names))
            if self.encoded:
                arrays = [c.dictionary_encode() if pa.types.is_string(c.type) else c for c in batch.columns]
                batch = pa.RecordBatch.from_arrays(arrays, names=batch.schema.names)
            yield batch
