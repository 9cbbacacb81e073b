"""What the article page shows, worked out from rows: blocks of marked-up text, quotes by speaker, tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from conflictner.kinds import KINDS
from conflictner.page.entities import Entity, entities, speaker_doubt, speaker_label
from conflictner.page.inline import Tip, marked_up
from conflictner.page.layers import Layer
from conflictner.page.links import entity_link, safe_url
from conflictner.page.locator import Locator, Point, locate
from conflictner.rows import Document, Mention, Quote

if TYPE_CHECKING:
    from markupsafe import Markup
    from spacy.tokens import Doc

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")
_LINE: Final = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Note:
    """One quote as a margin note and as a line of the table; ``number`` counts from 1 in reading order."""

    number: int
    quote: Quote
    speaker: str
    known: bool
    entity: EntityRow | None
    cue: str
    #: What makes the speaker a reading of ours and no name in the text: "“he”, 0.74".
    doubt: str = ""

    @property
    def said(self) -> str:
        """The cue as it stands in the text; the stance alone when a quote has no cue word."""
        return self.cue or ("" if self.quote.stance in ("", "say") else self.quote.stance.replace("_", " "))


@dataclass(frozen=True, slots=True)
class EntityRow:
    """One line of the tables of actors and places; numbers make anchors, ``anchors`` are those of its mentions."""

    number: int
    entity: Entity
    link: tuple[str, str] | None
    anchors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: its kind in lower case, its text as safe markup, and the quotes that begin in it."""

    kind: str
    html: Markup
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """Everything that the template of the article page reads."""

    document: Document
    title: str
    language: str
    url: str | None
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    actors: tuple[EntityRow, ...]
    places: tuple[EntityRow, ...]
    processes: tuple[EntityRow, ...]
    kinds: tuple[str, ...]
    locator: Locator | None

    @classmethod
    def of(cls, doc: Doc) -> ArticleView:
        """Work the view out from a Doc's text, rows and segments."""
        text, document = doc.text, doc._.document
        mentions, quotes = list(doc._.mentions), list(doc._.quotes)
        rows = _entity_rows(mentions)
        notes = [_note(number, quote, text, rows) for number, quote in enumerate(quotes, 1)]
        spans = [(s.start_char, s.end_char, str(s.id_), s.label_) for s in doc.spans.get("segments", ())]
        layers = [*_mention_layers(mentions), *_quote_layers(quotes)]
        owners = {number: row for row in rows.values() for number in row.anchors}
        tips = {n: _tip(mention, owners.get(n)) for n, mention in enumerate(mentions, 1)}
        seen: set[str] = set()
        blocks = []
        kinds = {note.number: note.quote.kind for note in notes}
        places = paragraphs(text, spans)
        for (kind, start, end), own, begun in zip(
            places, _shared_out(places, layers), _begun(places, notes), strict=True
        ):
            html = marked_up(text, start, end, own, tips, kinds, seen)
            blocks.append(Block(kind, html, begun))
        headline = next((text[a:b] for a, b, _, label in spans if label == "HEADLINE"), "")
        return cls(
            document=document,
            title=" ".join((document.title or headline or document.doc_id).split()),
            language=document.language if _LANGUAGE.fullmatch(document.language) else "en",
            url=safe_url(document.url),
            blocks=tuple(blocks),
            notes=tuple(notes),
            actors=tuple(row for row in rows.values() if row.entity.is_actor),
            places=tuple(row for row in rows.values() if row.entity.is_place),
            processes=tuple(row for row in rows.values() if row.entity.kind == "PROCESS"),
            kinds=tuple(kind for kind in KINDS if any(m.kind == kind for m in mentions)),
            locator=locate(_points(rows.values())),
        )

    @property
    def by_speaker(self) -> list[tuple[Note, list[Note]]]:
        """The quotes grouped by speaker, in order of first word; each group behind its first note."""
        order: dict[tuple[bool, str], int] = {}
        for note in self.notes:
            order.setdefault(_voice(note), note.number)
        ranked = sorted(self.notes, key=lambda note: (order[_voice(note)], note.number))
        groups = [list(group) for _, group in groupby(ranked, key=_voice)]
        return [(group[0], group) for group in groups]


def paragraphs(text: str, spans: Iterable[tuple[int, int, str, str]]) -> list[tuple[str, int, int]]:
    r"""The blocks of a text as (kind, start, end), from its segments; lines that no segment holds are body.

    Pieces with one paragraph number ("GOMA, March 12 —" and what follows it) are one block, named after the longer.

    >>> paragraphs("Head\n\nGOMA — It fell.\nEnd", [(0, 4, "0", "HEADLINE"), (6, 11, "1", "DATELINE"),
    ...                                               (12, 21, "1", "BODY")])
    [('headline', 0, 4), ('body', 6, 21), ('body', 22, 25)]
    """
    found: list[tuple[str, int, int]] = []
    for _, group in groupby(sorted(spans), key=lambda span: span[2]):
        parts = list(group)
        label = max(parts, key=lambda part: part[1] - part[0])[3]
        found.append((label.lower(), parts[0][0], max(part[1] for part in parts)))
    whole: list[tuple[str, int, int]] = []
    at = 0
    for kind, start, end in [*found, ("", len(text), len(text))]:
        whole.extend(("body", at + m.start(), at + m.end()) for m in _LINE.finditer(text[at:start]))
        if kind and end > at:
            whole.append((kind, max(start, at), end))
        at = max(at, end)
    return whole


def _shared_out(places: Sequence[tuple[str, int, int]], layers: Iterable[Layer]) -> list[list[Layer]]:
    """The layers that reach into each paragraph; a long article has thousands of both."""
    ends = [end for _, _, end in places]
    shares: list[list[Layer]] = [[] for _ in places]
    for layer in layers:
        at = bisect_right(ends, layer.start)
        while at < len(places) and places[at][1] < layer.end:
            shares[at].append(layer)
            at += 1
    return shares


def _begun(places: Sequence[tuple[str, int, int]], notes: Iterable[Note]) -> list[tuple[Note, ...]]:
    ends = [end for _, _, end in places]
    begun: list[list[Note]] = [[] for _ in places]
    for note in notes:
        begun[min(bisect_right(ends, note.quote.contents[0][0]), len(places) - 1)].append(note)
    return [tuple(found) for found in begun]


def _entity_rows(mentions: Sequence[Mention]) -> dict[str, EntityRow]:
    numbers = {mention: n for n, mention in enumerate(mentions, 1)}
    return {
        entity.key: EntityRow(n, entity, entity_link(entity.entity_id), tuple(numbers[m] for m in entity.mentions))
        for n, entity in enumerate(entities(mentions), 1)
    }


def _mention_layers(mentions: Sequence[Mention]) -> list[Layer]:
    return [Layer(m.start, m.end, "mention", n) for n, m in enumerate(mentions, 1)]


def _quote_layers(quotes: Sequence[Quote]) -> list[Layer]:
    layers = []
    for number, quote in enumerate(quotes, 1):
        layers += [Layer(start, end, "quote", number) for start, end in quote.contents]
        layers += [Layer(start, end, "cue", number) for start, end in quote.cues]
        if quote.source_start is not None and quote.source_end is not None:
            layers.append(Layer(quote.source_start, quote.source_end, "source", number))
    return layers


def _note(number: int, quote: Quote, text: str, rows: Mapping[str, EntityRow]) -> Note:
    speaker, known = speaker_label(quote, text, {key: row.entity.name for key, row in rows.items()})
    alone = quote.speaker_id or "" if len(quote.speaker_ids) < 2 else ""
    cue = " … ".join(" ".join(text[start:end].split()) for start, end in quote.cues)
    return Note(number, quote, speaker, known, rows.get(alone), cue, speaker_doubt(quote, text))


def _voice(note: Note) -> tuple[bool, str]:
    return note.known, " ".join(note.quote.speaker_ids) or note.speaker


def _tip(mention: Mention, row: EntityRow | None) -> Tip:
    return Tip(mention.kind, mention.mtype, row.number if row else None, row.entity if row else None)


def _points(rows: Iterable[EntityRow]) -> list[Point]:
    points = []
    for row in rows:
        entity, position = row.entity, row.entity.position
        if entity.is_place and position is not None:
            places = sum(m.role == "place" or m.kind == "PLACE" for m in entity.mentions)
            area = entity.kind == "COUNTRY"
            points.append(Point(entity.name, *position, weight=places, area=area, anchor=f"e{row.number}"))
    return points
