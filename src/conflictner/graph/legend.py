"""The legend of a picture: a dot for each kind, a line for each layer and each sign."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from conflictner.graph.lettering import width
from conflictner.graph.markup import escape
from conflictner.graph.strokes import WORDS, Stroke, draw_stroke, sign_words
from conflictner.kinds import COLORS

MARGIN: Final = 28.0
LETTER: Final = 13.0
ROW: Final = 22.0
_SWATCH: Final = 34.0

#: Draws a sample at a place of the page.
Shape = Callable[[float, float], Iterator[str]]

_KINDS: Final = {"IGO": "intergovernmental", "NGO": "NGO", "ORG": "organisation"}


def kind_word(kind: str) -> str:
    """What a kind is called; nothing for one that nobody knows.

    >>> kind_word("ARMED_GROUP"), kind_word("x")
    ('armed group', '')
    """
    return _KINDS.get(kind, kind.lower().replace("_", " ")) if kind in COLORS else ""


def darker(color: str) -> str:
    """The rim of a circle.

    >>> darker("#ffe08a")
    '#a59159'
    """
    return "#" + "".join(f"{int(color[at : at + 2], 16) * 65 // 100:02x}" for at in (1, 3, 5))


def legend(kinds: Iterable[str], lines: list[Stroke], page: float) -> tuple[list[str], float]:
    """The shapes, and how high they are: dots in rows, then lines in rows where there is more than one sort."""
    dots = [(20.0, kind_word(kind), partial(_dot, kind)) for kind in kinds]
    shapes, y = _rows(dots, page, 8.0)
    more, y = _rows([(_SWATCH + 8, word, partial(_sample, line)) for word, line in _samples(lines)], page, y)
    return shapes + more, y - 8.0


def is_layered(lines: list[Stroke]) -> bool:
    """Whether the lines say more than "mentioned together"."""
    return any(line.layer not in {"", "co_mention"} or line.style != "solid" for line in lines)


def _rows(items: Sequence[tuple[float, str, Shape]], page: float, y: float) -> tuple[list[str], float]:
    shapes: list[str] = []
    x = MARGIN
    for room, word, shape in items:
        wide = room + width(word, LETTER) + 18
        if x > MARGIN and x + wide > page - MARGIN:
            x, y = MARGIN, y + ROW
        shapes += [*shape(x, y), f'<text x="{x + room:.1f}" y="{y + 4.5:.1f}">{escape(word)}</text>']
        x += wide
    return shapes, y + ROW if items else y


def _dot(kind: str, x: float, y: float) -> Iterator[str]:
    fill = COLORS[kind]
    yield f'<circle cx="{x + 7:.1f}" cy="{y:.1f}" r="6.5" fill="{fill}" stroke="{darker(fill)}"/>'


def _samples(lines: list[Stroke]) -> Iterator[tuple[str, Stroke]]:
    """A line for each layer and each sign in the picture."""
    if not is_layered(lines):
        return
    for layer in sorted(
        {line.layer for line in lines}, key=lambda layer: (layer not in WORDS, [*WORDS, layer].index(layer))
    ):
        directed = any(line.directed for line in lines if line.layer == layer)
        yield WORDS.get(layer, layer) or "linked", Stroke(layer, "", "", directed, share=0.35)
    colors = {line.layer for line in lines if line.sign is not None}
    layer = min(colors) if len(colors) == 1 else ""
    words = sign_words("relation" in colors)
    for style, sign in (("dashed", -1.0), ("double", 1.0)):
        word, sample = words[style], Stroke(layer, "", "", False, share=0.5, sign=sign)
        if any(line.style == sample.style for line in lines):
            yield word, sample


def _sample(line: Stroke, x: float, y: float) -> Iterator[str]:
    ends = _End("", x, y), _End("", x + _SWATCH, y)
    yield from draw_stroke(line, *ends, several=True)


@dataclass(slots=True)
class _End:
    name: str
    x: float
    y: float
    radius: float = 0.0
