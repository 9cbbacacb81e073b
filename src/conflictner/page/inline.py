"""Pieces of text -> markup: nested spans and links; every value from outside goes through an escape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from conflictner.page.entities import Entity, kind_name
from conflictner.page.layers import Layer, pieces, shared

_LABEL: Final = re.compile(r"[A-Z_]+")
_QUOTE_KINDS: Final = frozenset({"direct", "indirect", "mixed"})
_MENTION_TYPES: Final = frozenset({"name", "nominal", "pronoun"})

#: First-strong isolate and its end: a right-to-left name inside a tip stays in its place.
_ISOLATE: Final = "\u2068{}\u2069"


@dataclass(frozen=True, slots=True)
class Tip:
    """What a mention tells when it is pointed at; ``number`` is that of its entity, None for nobody known."""

    kind: str
    mtype: str
    number: int | None
    entity: Entity | None

    @property
    def text(self) -> str:
        """One line: name, kind, id, and whether anybody has listed it."""
        if self.entity is None:
            return f"{kind_name(self.kind)} · not resolved"
        parts = [_ISOLATE.format(self.entity.name), kind_name(self.kind)]
        parts += [_ISOLATE.format(self.entity.entity_id)] if self.entity.listed else ["not in the knowledge base"]
        return " · ".join(parts)


def marked_up(
    text: str,
    start: int,
    end: int,
    layers: Iterable[Layer],
    tips: Mapping[int, Tip],
    quote_kinds: Mapping[int, str],
    seen: set[str],
) -> Markup:
    """One paragraph as markup, elements opened and closed where the layers begin and end.

    Args:
        text: The whole text.
        start: Where the paragraph begins.
        end: Where it ends.
        layers: The layers of the whole text.
        tips: What is told of each mention, by its number.
        quote_kinds: direct, indirect or mixed, by the number of the quote.
        seen: Anchors already given; an element that is cut in two gets its anchor once.

    Returns:
        Markup whose text content is ``text[start:end]``.

    >>> marked_up("<M23>", 0, 5, [Layer(1, 4, "mention", 1)], {1: Tip("ARMED_GROUP", "name", None, None)}, {}, set())
    Markup('&lt;<span id="m1" class="m k-ARMED_GROUP t-name" data-tip="Armed group · not resolved">M23</span>&gt;')
    """
    out: list[Markup] = []
    opened: tuple[Layer, ...] = ()
    for piece in pieces(start, end, layers):
        keep = shared(opened, piece.layers)
        out.extend(_close(layer, tips) for layer in reversed(opened[keep:]))
        out.extend(_open(layer, tips, quote_kinds, seen) for layer in piece.layers[keep:])
        out.append(escape(text[piece.start : piece.end]))
        opened = piece.layers
    out.extend(_close(layer, tips) for layer in reversed(opened))
    return Markup("").join(out)


def _open(layer: Layer, tips: Mapping[int, Tip], quote_kinds: Mapping[int, str], seen: set[str]) -> Markup:
    if layer.name == "mention":
        return _open_mention(layer, tips[layer.key], seen)
    if layer.name != "quote":
        return Markup('<span class="{}" data-q="{}">').format(layer.name, layer.key)
    kind = quote_kinds[layer.key] if quote_kinds[layer.key] in _QUOTE_KINDS else "direct"
    anchor = f"q{layer.key}"
    number = Markup("")
    if anchor not in seen:
        seen.add(anchor)
        # The number is drawn by the style sheet, so that copied text stays the article's own.
        number = Markup('<a class="qn" id="{0}" href="#c{1}" data-n="{1}" aria-label="Quote {1}"></a>').format(
            anchor, layer.key
        )
    return Markup('{}<span class="q {}" data-q="{}">').format(number, kind, layer.key)


def _open_mention(layer: Layer, tip: Tip, seen: set[str]) -> Markup:
    anchor = f"m{layer.key}"
    own = Markup("") if anchor in seen else Markup('id="{}" ').format(anchor)
    seen.add(anchor)
    kind = tip.kind if _LABEL.fullmatch(tip.kind) else "OTHER"
    mtype = tip.mtype if tip.mtype in _MENTION_TYPES else "name"
    style = f"m k-{kind} t-{mtype}" + (" new" if tip.entity is not None and not tip.entity.listed else "")
    if tip.number is None:
        return Markup('<span {}class="{}" data-tip="{}">').format(own, style, tip.text)
    return Markup('<a {}class="{}" href="#e{}" data-e="{}" data-tip="{}">').format(
        own, style, tip.number, tip.number, tip.text
    )


def _close(layer: Layer, tips: Mapping[int, Tip]) -> Markup:
    linked = layer.name == "mention" and tips[layer.key].number is not None
    return Markup("</a>") if linked else Markup("</span>")
