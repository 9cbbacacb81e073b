"""A graph as a picture that can be read: SVG, with labels that do not collide."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import networkx as nx

from conflictner.errors import E402, OutputError
from conflictner.files import save
from conflictner.graph.gexf import label
from conflictner.graph.layout import layout
from conflictner.graph.legend import MARGIN, darker, is_layered, kind_word, legend
from conflictner.graph.lettering import is_known, width, wrap
from conflictner.graph.markup import ILLEGAL, attributes, escape
from conflictner.graph.raster import png, renderer
from conflictner.graph.scope import check_number
from conflictner.graph.strokes import Stroke, draw_stroke, number, strokes, weight_of
from conflictner.kinds import COLORS, KINDS

FONT: Final = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"
INK: Final = "#1e293b"
FAINT: Final = "#64748b"
OTHER: Final = "#cccccc"

#: Radii of circles and sizes of letters: least and most.
RADIUS: Final = (7.0, 26.0)
LETTER: Final = (12.0, 15.0)

#: How long a line of a label may be, in letter sizes; and how much wider bold letters are.
LABEL_WIDTH: Final = 11.0
BOLD: Final = 1.06

GAP: Final = 5.0


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
    told: str
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
        self.half = max([self.radius, *(wide / 2 for wide in self.widths)]) + GAP
        self.above = self.radius + GAP
        self.below = self.radius + (3 + self.letter * 1.18 * len(self.lines) if self.lines else 0.0) + GAP


def draw(
    graph: nx.Graph,
    path: str | Path | None = None,
    *,
    top: int = 40,
    labels: int | None = None,
    title: str | None = None,
) -> Picture:
    """Draw the most connected entities of a graph: circles by mentions, lines by weight, colours by kind.

    The same graph gives the same picture. Labels stand below their circles and never cover one another; where the page
    is too small for that it grows. In a graph of several layers each layer has a colour of line, and an arrow where it
    has a direction; a line of quotes that mostly accuse, threaten or warn is dashed, one of praise is double. The
    legend names what is there.

    Args:
        graph: A graph of `co_mention_graph` or of other layers, or any with ``name``, ``entity_type``, ``mentions``,
            ``weight``, ``layer`` and ``sign_mean`` where it has them.
        path: Also write the picture to this file: .svg, or .png with the "picture" extra.
        top: How many entities to draw, those with the heaviest edges; entities without any are left out.
        labels: How many of them to name, the most connected first; None for all.
        title: A line above the picture.

    Returns:
        The SVG text; in a notebook it shows itself.

    Raises:
        ConfigError: E404, ``top`` is not a positive int, or ``labels`` not one of 0 or more; E307, a PNG without the
            extra.
        OutputError: E401, the file cannot be written; E402, it is neither .svg nor .png.

    >>> picture = draw(nx.Graph([("arm:m23", "igo:sadc", {"weight": 2})]), title="Goma")
    >>> picture[:4], picture.count("<circle")
    ('<svg', 2)
    """
    check_sizes(top=top, labels=labels)
    file = None if path is None else Path(path)
    if file is not None and picture_format(file) is None:
        raise OutputError(E402.format(suffix=repr(file.suffix), known=".svg, .png"))
    measure = _measure(graph)
    chosen = _most_connected(graph, top, measure)
    shown = graph.subgraph(chosen)
    nodes = _nodes(shown, measure, set(chosen if labels is None else chosen[:labels]))
    _spread(nodes)
    _separate(nodes)
    connected = sum(1 for _, degree in graph.degree() if degree) or len(graph)
    svg = "\n".join(_svg(nodes, strokes(shown, measure), _note(graph, measure, connected - len(nodes)), title))
    picture = Picture(ILLEGAL.sub("\ufffd", svg) + "\n")
    if file is not None:
        save({file: png(picture) if file.suffix.lower() == ".png" else picture.encode()})
    return picture


def check_sizes(*, top: int, labels: int | None = None) -> None:
    """Refuse sizes of a picture that are none, with E404."""
    check_number("top", top, 1)
    if labels is not None:
        check_number("labels", labels, 0)


def picture_format(path: Path) -> str | None:
    """The format of a picture by the ending of its file, "svg" or "png"; None for a file that is none.

    Raises:
        ConfigError: E307, a PNG without the "picture" extra.

    >>> picture_format(Path("goma.SVG")), picture_format(Path("goma.gexf"))
    ('svg', None)
    """
    ending = path.suffix.lower().removeprefix(".")
    if ending == "png":
        renderer()
    return ending if ending in {"svg", "png"} else None


def _measure(graph: nx.Graph) -> str:
    """What makes lines thick: the weight, or in a single document, where every weight is 1, the count of windows."""
    weights = {data.get("weight", 1) for _, _, data in graph.edges(data=True)}
    counts = {data.get("count", 1) for _, _, data in graph.edges(data=True)}
    return "count" if len(weights) < 2 <= len(counts) else "weight"


def _most_connected(graph: nx.Graph, top: int, measure: str) -> list[Any]:
    strength = dict.fromkeys(graph, 0.0)
    for source, target, data in graph.edges(data=True):
        if source != target:
            strength[source] += weight_of(data, measure)
            strength[target] += weight_of(data, measure)
    chosen = [node for node, value in strength.items() if value] or list(strength)
    chosen.sort(key=lambda node: (-strength[node], -number(graph.nodes[node], "mentions", 0.0), str(node)))
    return _beside_others(graph, chosen, top)


def _beside_others(graph: nx.Graph, ranked: list[Any], top: int) -> list[Any]:
    """The first so many that have a line in the picture: whose heavy edges all lead out of it stands there alone."""
    kept = ranked[:top]
    for _ in range(4):
        among = set(kept)
        alone = {
            node for node in kept if not any(other in among for other in nx.all_neighbors(graph, node) if other != node)
        }
        if not alone or len(alone) == len(kept):
            return kept
        others = [
            node for node in ranked[top:] if node not in among and (among - alone) & set(nx.all_neighbors(graph, node))
        ]
        kept = [node for node in kept if node not in alone] + others[: len(alone)]
    return kept


def _nodes(shown: nx.Graph, measure: str, named: set[Any]) -> list[_Node]:
    """The circles, largest last, each at its place in the layout."""
    places = layout(shown, weight=measure)
    sizes = _sizes(shown)
    most = max(sizes.values(), default=1.0) or 1.0
    nodes = []
    for node in sorted(shown, key=str):
        data = shown.nodes[node]
        share = math.sqrt(sizes[node] / most)
        name = label(node, data)
        letter = round(_between(LETTER, share), 1)
        lines = wrap(name, letter, limit=LABEL_WIDTH * letter) if node in named else []
        widths = [width(line, letter) * (BOLD if _is_bold(letter) else 1.0) for line in lines]
        kind = str(data.get("entity_type", ""))
        radius = _between(RADIUS, share)
        nodes.append(_Node(node, name, kind, _told(data), *places[node], radius, letter, lines, widths))
    return sorted(nodes, key=lambda node: (node.radius, str(node.id)))


def _sizes(shown: nx.Graph) -> dict[Any, float]:
    """What makes circles large: mentions, or where nobody counted them the number of lines."""
    if _are_counted(shown):
        return {node: number(data, "mentions", 1.0) for node, data in shown.nodes(data=True)}
    return {node: float(len(set(nx.all_neighbors(shown, node)) - {node})) for node in shown}


def _are_counted(graph: nx.Graph) -> bool:
    return any("mentions" in data for _, data in graph.nodes(data=True))


def _told(data: dict[str, Any]) -> str:
    return f": {int(number(data, 'mentions', 1.0)):,} mentions" if "mentions" in data else ""


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


def _svg(nodes: list[_Node], lines: list[Stroke], note: str, title: str | None) -> Iterator[str]:
    kinds = [kind for kind in KINDS if any(node.kind == kind for node in nodes)]
    note = note if nodes else "The graph has no entities."
    left = min((node.x - node.half for node in nodes), default=0.0)
    across = max((node.x + node.half for node in nodes), default=0.0) - left
    page = max(across, width(note, 12), width(title or "", 20) * BOLD) + 2 * MARGIN
    left -= (page - across) / 2
    shapes, legend_high = legend(kinds, lines, page)
    head = MARGIN + (34.0 if title else 0.0)
    upper = min((node.y - node.above for node in nodes), default=0.0) - head
    for node in nodes:
        node.x, node.y = node.x - left, node.y - upper
    bottom = max((node.y + node.below for node in nodes), default=head) + 24
    high = bottom + legend_high + 18 + MARGIN
    size = attributes(width=f"{page:.0f}", height=f"{high:.0f}", viewBox=f"0 0 {page:.0f} {high:.0f}")
    yield f'<svg xmlns="http://www.w3.org/2000/svg"{size} role="img" font-family="{FONT}">'
    yield f"<title>{escape(title or 'Network of entities')}</title>"
    yield f'<rect width="{page:.0f}" height="{high:.0f}" fill="#ffffff"/>'
    if title:
        place = attributes(x=f"{MARGIN:.0f}", y=f"{MARGIN + 14:.0f}")
        yield f'<text{place} font-size="20" font-weight="600" fill="{INK}">{escape(title)}</text>'
    yield '<g fill="none" stroke-linecap="round">'
    places = {node.id: node for node in nodes}
    for line in lines:
        yield from draw_stroke(line, places[line.source], places[line.target], several=is_layered(lines))
    yield "</g>"
    for node in nodes:
        yield from _circle(node)
    yield '<g text-anchor="middle" paint-order="stroke" stroke="#ffffff" stroke-width="3.5" stroke-linejoin="round">'
    for node in nodes:
        yield from _label(node)
    yield "</g>"
    yield f'<g transform="translate(0 {bottom:.0f})" font-size="13" fill="{INK}">'
    yield from shapes
    yield "</g>"
    yield f'<text x="{MARGIN}" y="{high - MARGIN + 6:.0f}" font-size="12" fill="{FAINT}">{note}</text>'
    yield "</svg>"


def _note(graph: nx.Graph, measure: str, left_out: int) -> str:
    weight = str(graph.graph.get("weight", "stories")).replace("_", " ") if measure == "weight" else measure
    layers = {data.get("layer", graph.graph.get("layer", "co_mention")) for _, _, data in graph.edges(data=True)}
    if layers - {"co_mention"}:
        said = f"line width: {weight}{', each colour by itself' if len(layers) > 1 else ''}"
    elif weight == "stories":
        said = "line: stories that mention both together"
    elif weight == "count":
        said = "line: how often both are mentioned together"
    else:
        said = f"line: {weight}"
    more = f" · {left_out:,} less connected {'entity is' if left_out == 1 else 'entities are'} not shown"
    circle = "mentions" if _are_counted(graph) else "how many others it is linked to"
    return f"circle: {circle} · {escape(said)}{more if left_out > 0 else ''}"


def _circle(node: _Node) -> Iterator[str]:
    fill = COLORS.get(node.kind, OTHER)
    kind = kind_word(node.kind)
    told = f"{node.name}{f' ({kind})' if kind else ''}{node.told}"
    yield (
        f'<circle cx="{node.x:.1f}" cy="{node.y:.1f}" r="{node.radius:.1f}" fill="{fill}" stroke="{darker(fill)}" '
        f'stroke-width="1.5"><title>{escape(told)}</title></circle>'
    )


def _label(node: _Node) -> Iterator[str]:
    weight = ' font-weight="600"' if _is_bold(node.letter) else ""
    for row, (line, wide) in enumerate(zip(node.lines, node.widths, strict=True)):
        y = node.y + node.radius + 3 + node.letter * (0.92 + 1.18 * row)
        # Another font than ours must not make the line longer than the room it has.
        exact = f' textLength="{wide:.1f}" lengthAdjust="spacingAndGlyphs"' if is_known(line) else ""
        yield (
            f'<text x="{node.x:.1f}" y="{y:.1f}" font-size="{node.letter:.1f}"{weight}{exact} fill="{INK}">'
            f"{escape(line)}</text>"
        )
