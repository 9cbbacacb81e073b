"""The analyst's edits on a Doc: killed names go, merged ids become one, preferred names are shown.

A listed actor is edited in the knowledge base itself (`conflictner.knowledge.edits`); what stands here is for names
that nobody listed, which only the model found. Every component of ours calls it after its own work, so that a killed
name is gone before anything is built upon it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spacy.tokens import Doc, Span

from conflictner.annotations import MENTIONS, QUOTES, Mark, read_marks, write_marks
from conflictner.knowledge import KnowledgeBase, local_id
from conflictner.text import squeeze

Entities = dict[str, dict[str, Any]]


def correct(doc: Doc, kb: KnowledgeBase) -> None:
    """Apply the edits of a knowledge base to the mentions, entities and quotes of a Doc, in place.

    Args:
        doc: A Doc that any component of ours has annotated; one without mentions stays as it is.
        kb: The knowledge base with its edits.
    """
    if MENTIONS not in doc.spans:
        return
    before, entities = read_marks(doc), dict(doc._.conflict_entities)
    kept: list[Mark] = []
    touched: set[str] = set()
    changed = False
    for mark in before:
        text = doc[mark.start : mark.end].text
        was = mark.entity_id, mark.kind
        local = local_id(text) if mark.mtype == "name" else ""
        _retype(mark, kb.edits.kinds.get(local, ""))
        if kb.edits.kills(squeeze(text), mark.kind):
            touched.add(mark.entity_id)
            changed = True
            continue
        if mark.entity_id:
            _merge(mark, kb, kb.edits.merged.get(local) or kb.canonical(mark.entity_id), entities)
            shown = kb.edits.names.get(mark.entity_id) or kb.edits.names.get(local)
            if shown and mark.entity_id in entities:
                entities[mark.entity_id] = {**entities[mark.entity_id], "name": shown}
        if was != (mark.entity_id, mark.kind):
            touched.add(was[0])
            changed = True
        kept.append(mark)
    if changed:
        write_marks(doc, kept)
    used = {mark.entity_id for mark in kept}
    doc._.conflict_entities = {key: value for key, value in entities.items() if key in used or key not in touched}
    if doc._.conflict_quotes:
        _quotes(doc, kb)


def _retype(mark: Mark, kind: str) -> None:
    if kind and kind != mark.kind:
        mark.kind, mark.rule = kind, "edit:retype"
        mark.role = "place" if kind == "PLACE" else "actor"
        mark.candidates = []


def _merge(mark: Mark, kb: KnowledgeBase, target: str, entities: Entities) -> None:
    if target == mark.entity_id:
        return
    known = entities.get(mark.entity_id, {})
    actor = kb.get(target)
    if actor is not None:
        entities[target] = {
            "name": kb.display_name(target),
            "kind": actor.kind,
            "country": actor.country[0] if actor.country else None,
            "lat": actor.lat,
            "lon": actor.lon,
        }
        mark.kind = actor.kind
        mark.role = "actor"
    elif target not in entities:
        entities[target] = {**known, "name": kb.display_name(target) or known.get("name")}
    mark.entity_id = target
    if mark.mtype == "name":
        mark.rule = "edit:merge"


def _quotes(doc: Doc, kb: KnowledgeBase) -> None:
    """Speakers, addressees and those spoken about follow their entities."""
    quotes = {}
    for quote_id, detail in doc._.conflict_quotes.items():
        name = squeeze(detail["speaker_name"] or "")
        speaker = detail["speaker_id"]
        if speaker and kb.get(speaker) is None and kb.edits.kills(name, ""):
            speaker = None
        speakers = _together(detail, speaker, kb)
        quotes[quote_id] = {
            **detail,
            "speaker_id": next(iter(speakers), None),
            "speaker_ids": speakers,
            "addressee_id": kb.canonical(detail["addressee_id"]) if detail["addressee_id"] else detail["addressee_id"],
            "about": list(dict.fromkeys(map(kb.canonical, detail["about"]))),
        }
    doc._.conflict_quotes = quotes
    doc.spans[QUOTES] = [
        Span(doc, s.start, s.end, label=s.label_, kb_id=_speaker(s, quotes), span_id=s.id_) for s in doc.spans[QUOTES]
    ]


def _together(detail: Mapping[str, Any], first: str | None, kb: KnowledgeBase) -> list[str]:
    """All speakers after the edits; where the first one is deleted, the others speak."""
    others = [s for s in detail.get("speaker_ids", ()) if s != detail["speaker_id"]]
    return list(dict.fromkeys(kb.canonical(speaker) for speaker in (first, *others) if speaker))


def _speaker(span: Span, quotes: dict[str, dict[str, Any]]) -> str:
    speaker = quotes[span.id_]["speaker_id"] if span.kb_id_ and span.label_ == "SOURCE" else span.kb_id_
    return speaker or ""
