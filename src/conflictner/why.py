"""Why a mention is what it is: the rule, the alias class, the candidates with their scores, the votes.

Quotes are explained by `conflictner.whyquote`, through the same `why`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from conflictner.knowledge import Gazetteer, KnowledgeBase
from conflictner.rows import overlaps
from conflictner.whyquote import WhyQuote, why_quote

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


#: What coreference writes for a phrase that it leaves alone -> the words for it.
_LEFT: Final = {
    "undated": "no date was given and the text names no holder of the office",
    "unnamed": "somebody without a name stands nearer",
    "rivals": "two fit about as well",
    "far": "nobody who fits stands near",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading that was weighed: an id, its name where it is listed, and its score."""

    entity_id: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Why:
    """What speaks for one mention; ``str()`` tells it on one line.

    ``rule`` is the alias or pattern that fired, ``alias_class`` strong, acronym, weak or "" for names that nobody
    listed; ``candidates`` stand best first; ``votes`` are the weights for each kind by rule, where they were recorded.
    """

    text: str
    start: int
    end: int
    kind: str
    role: str
    mtype: str
    entity_id: str
    entity_name: str
    rule: str
    alias_class: str
    score: float
    candidates: tuple[Candidate, ...]
    votes: tuple[tuple[str, str, float], ...] = ()

    def __str__(self) -> str:
        entity = f"{self.entity_id or 'NIL'}" + (f" ({self.entity_name})" if self.entity_name else "")
        kind = f"{self.kind}, " if self.kind else ""
        parts = [f"{self.text!r} is {kind}{entity}, {self.score:.2f}: {self.rule or 'no rule'}"]
        if self.alias_class:
            parts.append(f"{self.alias_class} alias" if self.alias_class != "acronym" else "acronym")
        if self.mtype != "name":
            parts.append(self.mtype)
        line = ", ".join(parts)
        if self.candidates:
            weighed = (f"{c.name or c.entity_id} [{c.entity_id}] {c.score:.2f}" for c in self.candidates)
            line += f"; weighed {', '.join(weighed)}"
        if self.votes:
            line += f"; votes {', '.join(f'{kind} {rule} {weight:.2f}' for kind, rule, weight in self.votes)}"
        return line


def why(
    doc: Doc, where: Span | tuple[int, int] | int | str, *, kb: KnowledgeBase | None = None
) -> Why | WhyQuote | None:
    """Explain a mention or a quote; the method behind ``doc._.why``.

    Args:
        doc: An annotated Doc.
        where: A span of it, or character offsets (start, end), or one offset: the first mention that shares a
            character with it is explained, else the quote whose cue does. Or the id of a quote, "q1".
        kb: Where names of candidates are looked up; the built-in knowledge base by default.

    Returns:
        The explanation; None where there is nothing to explain. A pronoun or office that coreference looked at and
        left alone is explained too, with the reason for a rule and without an entity.
    """
    if isinstance(where, str):
        return why_quote(doc, where)
    if isinstance(where, int):
        place = (where, where + 1)
    elif isinstance(where, tuple):
        place = (where[0], where[1])
    else:
        place = (where.start_char, where.end_char)
    for span in doc.spans.get("mentions", ()):
        if overlaps((span.start_char, span.end_char), place):
            return _of(doc, span, kb or KnowledgeBase.load())
    return _left(doc, place) or why_quote(doc, place)


def _left(doc: Doc, place: tuple[int, int]) -> Why | None:
    """What coreference looked at and left alone: "the president" of an article without a date."""
    for offsets, reason in (doc._.conflict_coref or {}).get("left", {}).items():
        start, _, end = offsets.partition(":")
        if overlaps((int(start), int(end)), place):
            mtype = "nominal" if reason == "undated" else "pronoun"
            text = " ".join(doc.text[int(start) : int(end)].split())
            rule = f"coref:left, {_LEFT[reason]}"
            return Why(text, int(start), int(end), "", "", mtype, "", "", rule, "", 0.0, ())
    return None


def _of(doc: Doc, span: Span, kb: KnowledgeBase) -> Why:
    entities = doc._.conflict_entities
    detail = doc._.conflict_mentions.get(f"{span.start_char}:{span.end_char}", {})
    return Why(
        text=" ".join(span.text.split()),
        start=span.start_char,
        end=span.end_char,
        kind=span.label_,
        role=detail.get("role", ""),
        mtype=detail.get("mtype", ""),
        entity_id=span.kb_id_,
        entity_name=entities.get(span.kb_id_, {}).get("name") or "",
        rule=span.id_,
        alias_class=detail.get("alias_class", ""),
        score=detail.get("score", 0.0),
        candidates=tuple(
            Candidate(entity, _name(entity, entities, kb), score) for entity, score in detail.get("candidates", ())
        ),
        votes=tuple((kind, rule, weight) for kind, rule, weight in detail.get("votes", ())),
    )


def _name(entity_id: str, entities: Mapping[str, Mapping[str, Any]], kb: KnowledgeBase) -> str:
    known = entities.get(entity_id, {}).get("name") or kb.display_name(entity_id)
    if known:
        return str(known)
    place = Gazetteer.load().get(entity_id)
    return f"{place.name}, {place.admin1 or place.country}" if place else ""
