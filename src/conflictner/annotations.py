"""How components talk through the Doc: the extension attributes, and mentions in and out of it.

``doc.spans["mentions"]`` is the public record (label = kind, kb_id = entity id, id = the rule that fired), and
``doc.ents`` its named part. What a span cannot hold stands as plain JSON-able data in one ``doc._`` dict a component,
keyed by ``"start:end"`` character offsets; so everything survives ``to_bytes``, DocBin, pickle and a memory zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import Any, Final
from weakref import WeakKeyDictionary

from spacy.tokens import Doc, Span, SpanGroup

from conflictner.kinds import KINDS
from conflictner.rows import document_row, mention_rows, quote_rows
from conflictner.why import why

MENTIONS: Final = "mentions"
QUOTES: Final = "quotes"
SEGMENTS: Final = "segments"

#: Labels of the base model that our kinds replace; its others (DATE, MONEY, EVENT, LAW ...) stay.
REPLACED: Final = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC"})
_OURS: Final = frozenset(KINDS)


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
    ``candidates`` holds (entity id, score) from best to worst, as far as a component knows any; as tuples, or as the
    lists that stand in the Doc, which nobody may change.
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
    candidates: Sequence[Sequence[Any]] = ()
    #: (kind, rule, weight) of what was counted, where a component records it; for `conflictner.why`.
    votes: Sequence[Sequence[Any]] = ()

    @property
    def span(self) -> tuple[int, int]:
        """Token offsets."""
        return self.start, self.end


class _Group(SpanGroup):
    """The mentions as they were written; tells whether a span in it was replaced since, which spaCy does not."""

    touched = False

    def __setitem__(self, i: int, span: Span) -> None:
        self.touched = True
        group: Any = super()  # spaCy's stubs do not know the method
        group.__setitem__(i, span)

    def __delitem__(self, i: int) -> None:
        self.touched = True
        group: Any = super()
        group.__delitem__(i)

    def from_bytes(self, bytes_data: bytes) -> SpanGroup:
        """Take over other spans."""
        self.touched = True
        return super().from_bytes(bytes_data)


@dataclass(slots=True)
class _Written:
    """What one component wrote, until the next one reads it: beside the Doc, which it does not keep alive."""

    group: _Group
    details: dict[str, dict[str, Any]]
    marks: list[Mark]

    def stands_in(self, doc: Doc) -> bool:
        """Whether a Doc still says this: no mention was set, added, replaced or taken away, and no detail changed."""
        group = self.group
        return (
            doc.spans.get(MENTIONS) is group
            and not group.touched
            and len(group) == len(self.marks)
            and doc._.conflict_mentions == self.details
        )


_written: Final[WeakKeyDictionary[Doc, _Written]] = WeakKeyDictionary()


def read_marks(doc: Doc) -> list[Mark]:
    """The mentions of a Doc, in reading order; the caller's own, to be changed and written."""
    written = _written.pop(doc, None)
    if written is not None and written.stands_in(doc):
        return written.marks
    details = doc._.conflict_mentions
    marks = []
    for span in doc.spans.get(MENTIONS, ()):
        detail = details.get(f"{span.start_char}:{span.end_char}", {})
        get = detail.get
        # By position: eleven keywords cost as much as the reading of the span.
        marks.append(
            Mark(
                span.start,
                span.end,
                span.label_,
                span.id_,
                get("role", "actor"),
                get("mtype", "name"),
                span.kb_id_,
                get("score", 0.0),
                get("alias_class", ""),
                get("candidates") or (),
                get("votes") or (),
            )
        )
    return marks


def write_marks(doc: Doc, marks: Iterable[Mark]) -> None:
    """Replace the mentions of a Doc; names also become ``doc.ents``, beside the base model's DATE, MONEY ...

    The marks are kept beside the Doc for the component that reads them next: to read them back costs as much as to
    write them, and in a pipeline nobody has changed them meanwhile.

    Args:
        doc: The Doc; changed in place.
        marks: Overlap-free mentions, in any order. Of two that overlap the longer one stays. They are handed over:
            whoever writes them changes them no more.
    """
    kept = _without_overlap(marks)
    # A name comes back in a text; a string is hashed anew each time it is handed over.
    add = doc.vocab.strings.add
    texts = {text for mark in kept for text in (mark.kind, mark.entity_id, mark.rule)}
    keys = {text: add(text) for text in texts}
    spans: list[Span] = []
    details: dict[str, dict[str, Any]] = {}
    names: list[Span] = []
    rows = _Rows()
    for mark in kept:
        kind, entity, rule = keys[mark.kind], keys[mark.entity_id], keys[mark.rule]
        span = Span(doc, mark.start, mark.end, label=kind, kb_id=entity, span_id=rule)
        spans.append(span)
        details[f"{span.start_char}:{span.end_char}"] = detail = _detail(mark, rows)
        mark.score, mark.candidates = detail["score"], detail["candidates"] or ()
        if mark.votes:
            mark.votes = detail["votes"]
        if mark.mtype == "name":
            names.append(span)
    doc.spans[MENTIONS] = group = _Group(doc, name=MENTIONS, spans=spans)
    doc._.conflict_mentions = details
    _write_names(doc, names)
    _written[doc] = _Written(group, {key: detail.copy() for key, detail in details.items()}, kept)


def add_pronouns(doc: Doc, added: Sequence[Mark]) -> None:
    """Put pronouns of one token beside the mentions of a Doc, each in the place of one that stands on its token alone.

    The rest stays as it is: to write a Doc anew for the one "we" of a quotation costs as much as all names did.

    Args:
        doc: The Doc; changed in place.
        added: The pronouns, in any order; of two on one token the first. Inside a longer mention none is added.
    """
    details = dict(doc._.conflict_mentions)
    pronouns = {mark.start: mark for mark in reversed(added)}
    spans: list[Span] = []
    for span in doc.spans.get(MENTIONS, ()):
        start, end = span.start, span.end
        if end - start > 1:
            for token in pronouns.keys() & range(start, end):
                del pronouns[token]
        elif start in pronouns:
            detail = details.pop(f"{span.start_char}:{span.end_char}", {})
            if detail.get("mtype", "name") == "name":
                write_marks(doc, [*[mark for mark in read_marks(doc) if mark.span != (start, end)], *added])
                return
            continue
        spans.append(span)
    rows = _Rows()
    for mark in pronouns.values():
        span = Span(doc, mark.start, mark.end, label=mark.kind, kb_id=mark.entity_id, span_id=mark.rule)
        details[f"{span.start_char}:{span.end_char}"] = _detail(mark, rows)
        spans.append(span)
    doc.spans[MENTIONS] = sorted(spans, key=attrgetter("start"))
    doc._.conflict_mentions = details


def _detail(mark: Mark, rows: _Rows) -> dict[str, Any]:
    """What a span cannot hold."""
    detail = {
        "role": mark.role,
        "mtype": mark.mtype,
        "score": _rounded(mark.score, 4),
        "alias_class": mark.alias_class,
        "candidates": rows.of(mark.candidates, 4),
    }
    if mark.votes:
        detail["votes"] = rows.of(mark.votes, 3)
    return detail


#: Votes have a few dozen different weights, and to round one takes as long as to write down the rest of its row.
_rounded: Final = lru_cache(maxsize=4096, typed=True)(round)


class _Rows:
    """Candidates and votes as JSON-able rows, their last figure rounded; those of one name are made once.

    What was read from a Doc is such rows already, few components touch it, and it is written as it is: of a mention's
    way through the components its votes are the greatest part.
    """

    def __init__(self) -> None:
        self._made: dict[int, list[list[Any]]] = {}

    def of(self, items: Sequence[Sequence[Any]], digits: int) -> Sequence[Sequence[Any]]:
        """The rows of a list of tuples."""
        if not items:
            return []
        if type(items[0]) is list:
            return items
        made = self._made.get(id(items))
        if made is None:
            made = self._made[id(items)] = [[*item[:-1], _rounded(item[-1], digits)] for item in items]
        return made.copy()


def _write_names(doc: Doc, names: list[Span]) -> None:
    """Make the names ``doc.ents``; where they stand on the same tokens already, only what they are is written."""
    at = {span.start: span for span in names}
    named: set[int] = set()
    others: list[Span] = []
    changed: list[Span] = []
    same = 0
    before = doc.ents
    for ent in before:
        span = at.get(ent.start)
        if span is not None and span.end == ent.end:
            same += 1
            if span.kb_id != ent.kb_id or span.label != ent.label or span.id != ent.id:
                changed.append(span)
            continue
        label = ent.label_
        if label in REPLACED or label in _OURS:
            continue
        named = named or {token for name in names for token in range(name.start, name.end)}
        if named.isdisjoint(range(ent.start, ent.end)):
            others.append(ent)
    settled = same == len(names) and same + len(others) == len(before)
    if not settled or not doc.has_annotation("ENT_IOB", require_complete=True):
        doc.set_ents([*names, *others])
        return
    for span in changed:
        for i in range(span.start, span.end):
            token = doc[i]
            token.ent_type, token.ent_kb_id = span.label, span.kb_id
            token.ent_id = span.id or token.ent_id


def _without_overlap(marks: Iterable[Mark]) -> list[Mark]:
    """The marks in reading order; where two overlap, only the longer one, of two equally long ones the first."""
    ordered = sorted(marks, key=attrgetter("start"))
    if all(before.end <= after.start for before, after in pairwise(ordered)):
        return ordered
    taken: set[int] = set()
    kept: list[Mark] = []
    ordered.sort(key=lambda mark: (mark.start, -mark.end))
    for mark in sorted(ordered, key=lambda mark: (mark.start - mark.end, mark.start)):
        tokens = range(mark.start, mark.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.start)
