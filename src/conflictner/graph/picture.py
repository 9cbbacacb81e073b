"""A graph as a picture that can be read: SVG, with labels that do not collide."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import networkx as nx

from conflictner.errors import E404, ConfigError
from conflictner.files import save
from conflictner.graph.gexf import label
from conflictner.graph.layout import layout
from conflictner.graph.lettering import is_known, width, wrap
from conflictner.graph.markup import ILLEGAL, attributes, escape
from conflictner.kinds import COLORS, KINDS

FONT: Final = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"
INK: Final = "#1e293b"
FAINT: Final = "#64748b"
LINE: Final = "#8290a6"
OTHER: Final = "#cccccc"

#: Radii of circles, widths and opacity of lines, sizes of letters: least and most.
RADIUS: Final = (7.0, 26.0)
STROKE: Final = (0.8, 8.0)
OPACITY: Final = (0.22, 0.85)
LETTER: Final = (12.0, 15.0)

#: How long a line of a label may be, in letter sizes; and how much wider bold letters are.
LABEL_WIDTH: Final = 11.0
BOLD: Final = 1.06

GAP: Final = 5.0
EDGE_OF_PAGE: Final = 28.0

_WORDS: Final = {"IGO": "intergovernmental", "NGO": "NGO", "ORG": "organisation"}


class Picture(str):
    """SVG text that a notebook shows as the picture it is."""

    __slots__ = ()

    def _repr_svg_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"<Picture: {len(self):,} characters of SVG>"


@dataclass(slots=True)
class _Node:
    """A circle with its label below; x and y are the middle of the circle, the rest its room around that."""

    id: Any
    name: str
    kind: str
    mentions: int
    x: float
    y: float
    radius: float
    letter: float
    lines: list[str]
    widths: list[float]
    half: float = 0.0
    above: float = 0.0
    below: float = 0.0

    def __post_init__(self) -> None:
        self.half = max(self.radius, *(wide / 2 for wide in self.widths)) + GAP
        self.above = self.radius + GAP
        self.below = self.radius + 3 + self.letter * 1.18 * len(self.lines) + GAP


def draw(graph: nx.Graph, path: str | Path | None = None, *, top: int = 40, title: str | None = None) -> Picture:
    """Draw the most connected entities of a graph: circles by mentions, lines by weight, colours by kind.

    The same graph gives the same picture. Labels stand below their circles and never cover one another; where the page
    is too small for that it grows.

    Args:
        graph: A graph of `co_mention_graph`, or any other with ``name``, ``entity_type``, ``mentions`` and ``weight``
            where it has them.
        path: Also write the picture to this file.
        top: How many entities to draw, those with the heaviest edges; entities without any are left out.
        title: A line above the picture.

    Returns:
        The SVG text; in a notebook it shows itself.

    Raises:
        ConfigError: E404, ``top`` is not a positive int.
        OutputError: E401, the file cannot be written.

    >>> picture = draw(nx.Graph([("arm:m23", "igo:sadc", {"weight": 2})]), title="Goma")
    >>> picture[:4], picture.count("<circle")
    ('<svg', 2)
    """
    if not isinstance(top, int) or isinstance(top, bool) or top < 1:
        raise ConfigError(E404.format(name="top", value=repr(top), allowed="an int of 1 or more"))
    measure = _measure(graph)
    shown = _most_connected(graph, top, measure)
    nodes = _nodes(shown, measure)
    _spread(nodes)
    _separate(nodes)
    connected = sum(1 for _, degree in graph.degree() if degree) or len(graph)
    svg = "\n".join(_svg(nodes, shown, measure, title, left_out=connected - len(nodes)))
    picture = Picture(ILLEGAL.sub("\ufffd", svg) + "\n")
    if path is not None:
        save({Path(path): picture.encode()})
    return picture


def _measure(graph: nx.Graph) -> str:
    """What makes lines thick: the weight, or in a single document, where every weight is 1, the count of windows."""
    weights = {data.get("weight", 1) for _, _, data in graph.edges(data=True)}
    counts = {data.get("count", 1) for _, _, data in graph.edges(data=True)}
    return "count" if len(weights) < 2 <= len(counts) else "weight"


def _value(data: dict[str, Any], name: str, default: float) -> float:
    value = data.get(name, default)
    known = isinstance(value, (int, float)) and math.isfinite(value)
    return max(float(value), 0.0) if known else default


def _most_connected(graph: nx.Graph, top: int, measure: str) -> nx.Graph:
    strength = dict.fromkeys(graph, 0.0)
    for source, target, data in graph.edges(data=True):
        if source != target:
            strength[source] += _value(data, measure, 1.0)
            strength[target] += _value(data, measure, 1.0)
    chosen = [node for node, value in strength.items() if value] or list(strength)
    chosen.sort(key=lambda node: (-strength[node], -_value(graph.nodes[node], "mentions", 0.0), str(node)))
    return graph.subgraph(chosen[:top])


def _nodes(shown: nx.Graph, measure: str) -> list[_Node]:
    """The circles, largest last, each at its place in the layout."""
    places = layout(shown, weight=measure)
    most = max((_value(data, "mentions", 1.0) for _, data in shown.nodes(data=True)), default=1.0) or 1.0
    nodes = []
    for node in sorted(shown, key=str):
        data = shown.nodes[node]
        mentions = _value(data, "mentions", 1.0)
        share = math.sqrt(mentions / most)
        name = label(node, data)
        letter = round(_between(LETTER, share), 1)
        lines = wrap(name, letter, limit=LABEL_WIDTH * letter)
        widths = [width(line, letter) * (BOLD if _is_bold(letter) else 1.0) for line in lines]
        kind = str(data.get("entity_type", ""))
        radius = _between(RADIUS, share)
        nodes.append(_Node(node, name, kind, int(mentions), *places[node], radius, letter, lines, widths))
    return sorted(nodes, key=lambda node: (node.radius, str(node.id)))


def _between(ends: tuple[float, float], share: float) -> float:
    return ends[0] + (ends[1] - ends[0]) * share


def _is_bold(letter: float) -> bool:
    return letter > sum(LETTER) / 2


def _spread(nodes: list[_Node]) -> None:
    """Scale the layout to a page that leaves every node three times the room that it covers."""
    if not nodes:
        return
    room = sum(2 * node.half * (node.above + node.below) for node in nodes) * 3.2
    wide, high = math.sqrt(room * 4 / 3), math.sqrt(room * 3 / 4)
    across = max(node.x for node in nodes) - min(node.x for node in nodes)
    down = max(node.y for node in nodes) - min(node.y for node in nodes)
    by_x = wide / across if across > 1e-9 else math.inf
    by_y = high / down if down > 1e-9 else math.inf
    if math.isinf(min(by_x, by_y)):
        by_x = by_y = 1.0
    # A long part may be squeezed a little to fit the page, but a circle must not become a line.
    by_x, by_y = min(by_x, by_y * 1.5), min(by_y, by_x * 1.5)
    for node in nodes:
        node.x, node.y = node.x * by_x, node.y * by_y


def _separate(nodes: list[_Node]) -> None:
    """Push overlapping labels apart, the shorter way; when they still touch, stretch everything and push again."""
    order = sorted(nodes, key=lambda node: (node.x, node.y, str(node.id)))
    while True:
        for _ in range(60):
            moved = False
            for at, a in enumerate(order):
                for b in order[at + 1 :]:
                    across = a.half + b.half - abs(a.x - b.x)
                    down = min(a.y + a.below, b.y + b.below) - max(a.y - a.above, b.y - b.above)
                    if across > 0 and down > 0:
                        moved = True
                        _push(a, b, across, down)
            if not moved:
                return
        for node in nodes:
            node.x, node.y = node.x * 1.1, node.y * 1.1


def _push(a: _Node, b: _Node, across: float, down: float) -> None:
    if across < down:
        step = math.copysign(across / 2 + 0.5, b.x - a.x)
        a.x, b.x = a.x - step, b.x + step
    else:
        step = math.copysign(down / 2 + 0.5, b.y - a.y + (b.below - b.above - a.below + a.above) / 2)
        a.y, b.y = a.y - step, b.y + step


def _svg(nodes: list[_Node], shown: nx.Graph, measure: str, title: str | None, *, left_out: int) -> Iterator[str]:
    kinds = [kind for kind in KINDS if any(node.kind == kind for node in nodes)]
    note = _note(measure, left_out) if nodes else "The graph has no entities."
    left = min((node.x - node.half for node in nodes), default=0.0)
    across = max((node.x + node.half for node in nodes), default=0.0) - left
    page = max(across, width(note, 12), width(title or "", 20) * BOLD) + 2 * EDGE_OF_PAGE
    left -= (page - across) / 2
    legend, legend_high = _legend(kinds, page)
    head = EDGE_OF_PAGE + (34.0 if title else 0.0)
    upper = min((node.y - node.above for node in nodes), default=0.0) - head
    for node in nodes:
        node.x, node.y = node.x - left, node.y - upper
    bottom = max((node.y + node.below for node in nodes), default=head) + 24
    high = bottom + legend_high + 18 + EDGE_OF_PAGE
    size = attributes(width=f"{page:.0f}", height=f"{high:.0f}", viewBox=f"0 0 {page:.0f} {high:.0f}")
    yield f'<svg xmlns="http://www.w3.org/2000/svg"{size} role="img" font-family="{FONT}">'
    yield f"<title>{escape(title or 'Network of entities')}</title>"
    yield f'<rect width="{page:.0f}" height="{high:.0f}" fill="#ffffff"/>'
    if title:
        place = attributes(x=f"{EDGE_OF_PAGE:.0f}", y=f"{EDGE_OF_PAGE + 14:.0f}")
        yield f'<text{place} font-size="20" font-weight="600" fill="{INK}">{escape(title)}</text>'
    yield '<g fill="none" stroke-linecap="round">'
    yield from _edges(nodes, shown, measure)
    yield "</g>"
    for node in nodes:
        yield from _circle(node)
    yield '<g text-anchor="middle" paint-order="stroke" stroke="#ffffff" stroke-width="3.5" stroke-linejoin="round">'
    for node in nodes:
        yield from _label(node)
    yield "</g>"
    yield f'<g transform="translate(0 {bottom:.0f})" font-size="13" fill="{INK}">'
    yield from legend
    yield "</g>"
    yield f'<text x="{EDGE_OF_PAGE}" y="{high - EDGE_OF_PAGE + 6:.0f}" font-size="12" fill="{FAINT}">{note}</text>'
    yield "</svg>"


def _note(measure: str, left_out: int) -> str:
    said = {"weight": "documents that mention both together", "count": "how often both are mentioned together"}[measure]
    more = f" · {left_out:,} less connected {'entity is' if left_out == 1 else 'entities are'} not shown"
    return f"circle: mentions · line: {said}{more if left_out > 0 else ''}"


def _edges(nodes: list[_Node], shown: nx.Graph, measure: str) -> Iterator[str]:
    places = {node.id: node for node in nodes}
    found: dict[tuple[str, str], tuple[float, _Node, _Node]] = {}
    for source, target, data in shown.edges(data=True):
        a, b = sorted((places[source], places[target]), key=lambda node: str(node.id))
        if a is not b:
            known = found.get((str(a.id), str(b.id)), (0.0, a, b))[0]
            found[str(a.id), str(b.id)] = (known + _value(data, measure, 1.0), a, b)
    most = max((value for value, _, _ in found.values()), default=0.0)
    least = min((value for value, _, _ in found.values()), default=0.0)
    # Light lines first, so that the heavy ones lie on top.
    for _, (value, a, b) in sorted(found.items(), key=lambda item: (item[1][0], item[0])):
        share = value / most if most > least else 0.2
        stroke = _between(STROKE, share)
        opacity = _between(OPACITY, math.sqrt(share))
        yield (
            f'<path d="M{a.x:.1f} {a.y:.1f}L{b.x:.1f} {b.y:.1f}" stroke="{LINE}" stroke-width="{stroke:.1f}" '
            f'stroke-opacity="{opacity:.2f}"><title>{escape(f"{a.name} – {b.name}: {value:g}")}</title></path>'
        )


def _circle(node: _Node) -> Iterator[str]:
    fill = COLORS.get(node.kind, OTHER)
    kind = _word(node.kind)
    told = f"{node.name}{f' ({kind})' if kind else ''}: {node.mentions:,} mentions"
    yield (
        f'<circle cx="{node.x:.1f}" cy="{node.y:.1f}" r="{node.radius:.1f}" fill="{fill}" stroke="{_darker(fill)}" '
        f'stroke-width="1.5"><title>{escape(told)}</title></circle>'
    )


def _darker(color: str) -> str:
    """The rim of a circle.

    >>> _darker("#ffe08a")
    '#a59159'
    """
    return "#" + "".join(f"{int(color[at : at + 2], 16) * 65 // 100:02x}" for at in (1, 3, 5))


def _label(node: _Node) -> Iterator[str]:
    weight = ' font-weight="600"' if _is_bold(node.letter) else ""
    for number, (line, wide) in enumerate(zip(node.lines, node.widths, strict=True)):
        y = node.y + node.radius + 3 + node.letter * (0.92 + 1.18 * number)
        # Another font than ours must not make the line longer than the room it has.
        exact = f' textLength="{wide:.1f}" lengthAdjust="spacingAndGlyphs"' if is_known(line) else ""
        yield (
            f'<text x="{node.x:.1f}" y="{y:.1f}" font-size="{node.letter:.1f}"{weight}{exact} fill="{INK}">'
            f"{escape(line)}</text>"
        )


def _legend(kinds: list[str], page: float) -> tuple[list[str], float]:
    """A dot and a word for each kind, in rows; and how high they are."""
    shapes, x, y = [], EDGE_OF_PAGE, 8.0
    for kind in kinds:
        word = _word(kind)
        wide = 20 + width(word, 13) + 18
        if x > EDGE_OF_PAGE and x + wide > page - EDGE_OF_PAGE:
            x, y = EDGE_OF_PAGE, y + 22
        fill = COLORS[kind]
        shapes.append(f'<circle cx="{x + 7:.1f}" cy="{y:.1f}" r="6.5" fill="{fill}" stroke="{_darker(fill)}"/>')
        shapes.append(f'<text x="{x + 20:.1f}" y="{y + 4.5:.1f}">{word}</text>')
        x += wide
    return shapes, y + 14 if kinds else 0.0


def _word(kind: str) -> str:
    return _WORDS.get(kind, kind.lower().replace("_", " ")) if kind in COLORS else ""
