"""How components talk through the Doc: the extension attributes, and mentions in and out of it.

``doc.spans["mentions"]`` is the public record (label = kind, kb_id = entity id, id = the rule that fired), and
``doc.ents`` its named part. What a span cannot hold stands as plain JSON-able data in one ``doc._`` dict a component,
keyed by ``"start:end"`` character offsets; so everything survives ``to_bytes``, DocBin, pickle and a memory zone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from spacy.tokens import Doc, Span

from conflictner.kinds import KINDS
from conflictner.rows import document_row, mention_rows, quote_rows
from conflictner.why import why

MENTIONS: Final = "mentions"
QUOTES: Final = "quotes"
SEGMENTS: Final = "segments"

#: Labels of the base model that our kinds replace; its others (DATE, MONEY, EVENT, LAW ...) stay.
REPLACED: Final = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC"})


def register() -> None:
    """Set our Doc extensions where no other library has set them; called on import, may be called again.

    >>> register(); Doc.has_extension("mentions")
    True
    """
    defaults: dict[str, dict[str, Any]] = {
        "meta": {"default": {}},
        "conflict_segments": {"default": {}},
        "conflict_mentions": {"default": {}},
        "conflict_entities": {"default": {}},
        "conflict_places": {"default": {}},
        "conflict_coref": {"default": {}},
        "conflict_quotes": {"default": {}},
        "document": {"getter": document_row},
        "mentions": {"getter": mention_rows},
        "quotes": {"getter": quote_rows},
        "why": {"method": why},
    }
    for name, options in defaults.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, **options)


register()


@dataclass(slots=True)
class Mark:
    """A mention on its way through the components; token offsets, half-open.

    ``rule`` says what made it ("kb:acronym", "gazetteer", "ner", "locative" ...), ``names`` the alias class, and
    ``candidates`` holds (entity id, score) from best to worst, as far as a component knows any.
    """

    start: int
    end: int
    kind: str
    rule: str
    role: str = "actor"
    mtype: str = "name"
    entity_id: str = ""
    score: float = 0.0
    alias_class: str = ""
    candidates: list[tuple[str, float]] = field(default_factory=list)
    #: (kind, rule, weight) of what was counted, where a component records it; for `conflictner.why`.
    votes: list[tuple[str, str, float]] = field(default_factory=list)

    @property
    def span(self) -> tuple[int, int]:
        """Token offsets."""
        return self.start, self.end


def read_marks(doc: Doc) -> list[Mark]:
    """The mentions of a Doc, in reading order."""
    details = doc._.conflict_mentions
    marks = []
    for span in doc.spans.get(MENTIONS, ()):
        detail = details.get(f"{span.start_char}:{span.end_char}", {})
        marks.append(
            Mark(
                start=span.start,
                end=span.end,
                kind=span.label_,
                rule=span.id_,
                role=detail.get("role", "actor"),
                mtype=detail.get("mtype", "name"),
                entity_id=span.kb_id_,
                score=detail.get("score", 0.0),
                alias_class=detail.get("alias_class", ""),
                candidates=[(c[0], c[1]) for c in detail.get("candidates", ())],
                votes=[(v[0], v[1], v[2]) for v in detail.get("votes", ())],
            )
        )
    return marks


def write_marks(doc: Doc, marks: Iterable[Mark]) -> None:
    """Replace the mentions of a Doc; names also become ``doc.ents``, beside the base model's DATE, MONEY ...

    Args:
        doc: The Doc; changed in place.
        marks: Overlap-free mentions, in any order. Of two that overlap the longer one stays.
    """
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    spans: list[Span] = []
    details: dict[str, dict[str, Any]] = {}
    names: list[Span] = []
    for mark in _without_overlap(ordered):
        span = Span(doc, mark.start, mark.end, label=mark.kind, kb_id=mark.entity_id, span_id=mark.rule)
        spans.append(span)
        details[f"{span.start_char}:{span.end_char}"] = {
            "role": mark.role,
            "mtype": mark.mtype,
            "score": round(mark.score, 4),
            "alias_class": mark.alias_class,
            "candidates": [[entity, round(score, 4)] for entity, score in mark.candidates],
        }
        if mark.votes:
            details[f"{span.start_char}:{span.end_char}"]["votes"] = [
                [kind, rule, round(weight, 3)] for kind, rule, weight in mark.votes
            ]
        if mark.mtype == "name":
            names.append(span)
    doc.spans[MENTIONS] = spans
    doc._.conflict_mentions = details
    named = {token for span in names for token in range(span.start, span.end)}
    others = [ent for ent in doc.ents if ent.label_ not in REPLACED and ent.label_ not in KINDS]
    doc.ents = [*names, *[ent for ent in others if named.isdisjoint(range(ent.start, ent.end))]]


def _without_overlap(ordered: list[Mark]) -> list[Mark]:
    taken: set[int] = set()
    kept: list[Mark] = []
    for mark in sorted(ordered, key=lambda mark: (mark.start - mark.end, mark.start)):
        tokens = range(mark.start, mark.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.start)
