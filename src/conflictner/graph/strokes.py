"""The lines of a picture: one for each layer and direction of a pair, apart from one another; accusations dashed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

import networkx as nx

from conflictner.graph.markup import escape

#: Widths and opacity of lines: least and most; thinner where several layers share the page.
STROKE: Final = (0.8, 8.0)
THIN: Final = (1.0, 5.0)
OPACITY: Final = (0.22, 0.85)

#: One colour a layer, told apart with any colour vision (Okabe and Ito 2008); grey for what says least.
LAYER_COLORS: Final = {
    "co_mention": "#8290a6",
    "quote": "#0072b2",
    "relation": "#d55e00",
    "role": "#009e73",
    "located_in": "#b58900",
}
LINE: Final = LAYER_COLORS["co_mention"]
WORDS: Final = {
    "co_mention": "mentioned together",
    "quote": "speaks of",
    "relation": "relation",
    "role": "holds an office of",
    "located_in": "mentioned with a place",
}

#: Layers in which nobody does anything to anybody: without an arrow, in a directed graph too.
_EVEN: Final = frozenset({"co_mention", "located_in"})

#: A line is dashed where the quotes that accuse, threaten or warn outweigh the others by so much of all; double
#: where those that praise do.
_LEAN: Final = 1 / 3


class Circle(Protocol):
    """What a line needs to know of its ends."""

    name: str
    x: float
    y: float
    radius: float


@dataclass(slots=True)
class Stroke:
    """One line; ``sign`` is the mean over its edges, None where no edge has one."""

    layer: str
    source: Any
    target: Any
    directed: bool
    value: float = 0.0
    sign: float | None = None
    signs: float = 0.0
    bend: float = 0.0
    share: float = 0.0

    @property
    def color(self) -> str:
        """The colour of its layer."""
        return LAYER_COLORS.get(self.layer, LINE)

    @property
    def style(self) -> str:
        """Dashed (accuses, threatens ...), double (praises) or solid."""
        if self.sign is None or abs(self.sign) <= _LEAN:
            return "solid"
        return "dashed" if self.sign < 0 else "double"


def number(data: Mapping[str, Any], name: str, default: float) -> float:
    """An attribute as a number of 0 or more; the default where it is none."""
    value = data.get(name, default)
    known = isinstance(value, (int, float)) and math.isfinite(value)
    return max(float(value), 0.0) if known else default


def weight_of(data: Mapping[str, Any], measure: str) -> float:
    """What an edge counts for; an office is not counted in the text, and is there all the same."""
    value = number(data, measure, 1.0)
    return value or (1.0 if data.get("layer") == "role" else 0.0)


def strokes(graph: nx.Graph, measure: str) -> list[Stroke]:
    """The lines of a graph, thin ones first, so that the heavy ones lie on top."""
    found: dict[tuple[str, str, str], Stroke] = {}
    whole = graph.graph.get("layer")
    for source, target, data in graph.edges(data=True):
        if source == target:
            continue
        layer = str(data.get("layer", whole or ""))
        directed = graph.is_directed() and layer not in _EVEN
        a, b = (source, target) if directed else sorted((source, target), key=str)
        line = found.setdefault((layer, str(a), str(b)), Stroke(layer, a, b, directed))
        line.value += weight_of(data, measure)
        _add_sign(line, data)
    lines = list(found.values())
    _share(lines)
    _bend(lines)
    return sorted(lines, key=lambda line: (line.share, line.layer, str(line.source), str(line.target)))


def _add_sign(line: Stroke, data: Mapping[str, Any]) -> None:
    sign = data.get("sign_mean", data.get("sign"))
    if isinstance(sign, (int, float)) and math.isfinite(sign):
        count = number(data, "count", 1.0) or 1.0
        line.sign = ((line.sign or 0.0) * line.signs + float(sign) * count) / (line.signs + count)
        line.signs += count


def _share(lines: list[Stroke]) -> None:
    """How wide each line is among those of its layer: a count of quotes is no count of sentences."""
    for layer in {line.layer for line in lines}:
        values = [line.value for line in lines if line.layer == layer]
        most, least = max(values), min(values)
        for line in lines:
            if line.layer == layer:
                line.share = line.value / most if most > least else 0.2


def _bend(lines: list[Stroke]) -> None:
    """Lines of one pair bow apart, as the staves of a barrel."""
    pairs: dict[tuple[str, str], list[Stroke]] = {}
    for line in lines:
        a, b = sorted((str(line.source), str(line.target)))
        pairs.setdefault((a, b), []).append(line)
    for (first, _), staves in pairs.items():
        staves.sort(key=lambda line: (line.layer, str(line.source)))
        for at, line in enumerate(staves):
            side = at - (len(staves) - 1) / 2
            line.bend = side if str(line.source) == first else -side


def draw_stroke(line: Stroke, a: Circle, b: Circle, *, several: bool) -> Iterator[str]:
    """The SVG of a line; its title tells what it is, as a browser shows under the mouse."""
    ends = THIN if several else STROKE
    width = ends[0] + (ends[1] - ends[0]) * line.share
    # A rare accusation is no less worth seeing than a frequent co-mention.
    faint = OPACITY[0] if line.layer in _EVEN or not line.layer else 0.5
    opacity = faint + (OPACITY[1] - faint) * math.sqrt(line.share)
    width = max(width, 3.0) if line.style == "double" else width
    path, head = _route(line, a, b, width)
    dash = f' stroke-dasharray="{2.2 * width + 3:.1f} {1.6 * width + 3:.1f}"' if line.style == "dashed" else ""
    told = f"{a.name} {'→' if line.directed else '–'} {b.name}: {line.value:g}"
    told += f" ({_told(line)})" if several or line.style != "solid" else ""
    title = f"<title>{escape(told)}</title>" if a.name else ""
    yield (
        f'<path d="{path}" stroke="{line.color}" stroke-width="{width:.1f}" stroke-opacity="{opacity:.2f}"'
        f"{dash}>{title}</path>"
    )
    if line.style == "double":
        yield f'<path d="{path}" stroke="#ffffff" stroke-width="{width / 3:.1f}"/>'
    if head:
        yield f'<path d="{head}" fill="{line.color}" fill-opacity="{max(opacity, 0.6):.2f}" stroke="none"/>'


def sign_words(deeds: bool) -> dict[str, str]:
    """What a dashed and a double line say: of words, or of deeds as well."""
    if deeds:
        return {"dashed": "mostly hostile", "double": "mostly friendly"}
    return {"dashed": "mostly accuses, threatens or warns", "double": "mostly praises"}


def _told(line: Stroke) -> str:
    sign = sign_words(line.layer == "relation").get(line.style)
    return f"{WORDS.get(line.layer, line.layer) or 'linked'}{f', {sign}' if sign else ''}"


def _route(line: Stroke, a: Circle, b: Circle, width: float) -> tuple[str, str]:
    """The way from one circle to the other, and the head of its arrow."""
    dx, dy = b.x - a.x, b.y - a.y
    far = math.hypot(dx, dy) or 1.0
    # Two circles far apart need no wider bow than a hand's breadth.
    bow = line.bend * min(2 * 0.16 * far, 44.0)
    cx, cy = (a.x + b.x) / 2 - dy / far * bow, (a.y + b.y) / 2 + dx / far * bow
    if not line.directed:
        way = f"L{b.x:.1f} {b.y:.1f}" if not bow else f"Q{cx:.1f} {cy:.1f} {b.x:.1f} {b.y:.1f}"
        return f"M{a.x:.1f} {a.y:.1f}{way}", ""
    out = math.hypot(b.x - cx, b.y - cy) or 1.0
    ux, uy = (b.x - cx) / out, (b.y - cy) / out
    free = max(far - a.radius - b.radius, 4.0)  # a head is never longer than half of the line that is seen
    long = min(6.0 + 1.6 * width, free / 2)
    half = long * 0.5
    tx, ty = b.x - ux * (b.radius + 2.0), b.y - uy * (b.radius + 2.0)
    ex, ey = tx - ux * long, ty - uy * long
    way = f"L{ex:.1f} {ey:.1f}" if not bow else f"Q{cx:.1f} {cy:.1f} {ex:.1f} {ey:.1f}"
    head = f"M{tx:.1f} {ty:.1f}L{ex - uy * half:.1f} {ey + ux * half:.1f}L{ex + uy * half:.1f} {ey - ux * half:.1f}Z"
    return f"M{a.x:.1f} {a.y:.1f}{way}", head
