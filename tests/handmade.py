"""Docs annotated by hand, without a model: what a component would write, given as words of the text.

``[words]{KIND id}`` marks a mention; ``hand_made`` returns the text without the marks and a Doc that carries them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

_MARK = re.compile(r"\[([^\[\]]+)\]\{([A-Z_]+)(?: ([^ {}]+:[^ {}]+))?(?: (actor|place))?(?: (name|nominal|pronoun))?\}")


def hand_made(
    blank: Language,
    marked: str,
    *,
    entities: Mapping[str, Mapping[str, Any]] | None = None,
    quotes: Sequence[Mapping[str, Any]] = (),
    segments: Sequence[tuple[str, str]] = (),
    meta: Mapping[str, str] | None = None,
) -> Doc:
    """Build a Doc from marked text; quotes name their parts by the words themselves.

    Args:
        blank: A blank pipeline.
        marked: Text such as ``"The [M23]{ARMED_GROUP arm:m23} took [Sake]{PLACE gn:205970 place}."``
        entities: name, kind, country, lat, lon by id; names default to the words of the first mention.
        quotes: Dicts with contents (words), and optionally kind, cues, source, speaker_id and so on.
        segments: (label, words) in order; each becomes a paragraph of its own.
        meta: What is known from outside.
    """
    plain, marks = _unmarked(marked)
    doc = blank(plain)
    doc._.meta = dict(meta or {})
    spans: list[Span] = []
    details: dict[str, dict[str, Any]] = {}
    known: dict[str, dict[str, Any]] = {}
    for start, end, kind, entity_id, role, mtype in marks:
        span = doc.char_span(start, end, label=kind, kb_id=entity_id, span_id="hand", alignment_mode="expand")
        assert span is not None
        spans.append(span)
        details[f"{span.start_char}:{span.end_char}"] = {"role": role, "mtype": mtype, "score": 1.0}
        if entity_id:
            known.setdefault(entity_id, {"name": span.text, "kind": kind})
    doc.spans["mentions"] = spans
    doc._.conflict_mentions = details
    doc._.conflict_entities = {**known, **{key: dict(value) for key, value in (entities or {}).items()}}
    doc._.conflict_quotes = {f"q{n}": _quote(plain, quote) for n, quote in enumerate(quotes, 1)}
    if segments:
        doc.spans["segments"] = _segments(doc, segments)
    return doc


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int, str, str, str, str]]]:
    plain, marks, at = "", [], 0
    for match in _MARK.finditer(marked):
        plain += marked[at : match.start()]
        words, kind, entity_id, role, mtype = match.groups()
        default = "place" if kind == "PLACE" else "actor"
        marks.append((len(plain), len(plain) + len(words), kind, entity_id or "", role or default, mtype or "name"))
        plain += words
        at = match.end()
    return plain + marked[at:], marks


def _at(text: str, words: str) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


def _quote(text: str, given: Mapping[str, Any]) -> dict[str, Any]:
    quote = {
        "kind": "direct",
        "cue_lemma": "say",
        "stance": "say",
        "negated": False,
        "source": None,
        "speaker_id": None,
        "speaker_name": None,
        "speaker_ids": [given["speaker_id"]] if given.get("speaker_id") else [],
        "addressee_id": None,
        "about": [],
        "parent_id": None,
        "rule": "hand",
        "score": 1.0,
        **given,
    }
    quote["contents"] = [_at(text, words) for words in given["contents"]]
    quote["cues"] = [_at(text, words) for words in given.get("cues", ())]
    quote["source"] = _at(text, given["source"]) if given.get("source") else None
    return quote


def _segments(doc: Doc, segments: Sequence[tuple[str, str]]) -> list[Span]:
    spans = []
    for number, (label, words) in enumerate(segments):
        start, end = _at(doc.text, words)
        span = doc.char_span(start, end, label=label, span_id=str(number))
        assert span is not None
        spans.append(span)
    return spans
