"""GEXF 1.3, the format of Gephi, with colours, sizes and positions.

Written by hand because networkx writes 1.2draft, lets a node attribute ``id`` replace the node and dates the file.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

from conflictner.graph.checks import Node, Sheet, as_json, as_text, rename
from conflictner.graph.layout import Positions
from conflictner.graph.markup import attributes, escape
from conflictner.graph.spells import Spell, edge_spells, node_spells
from conflictner.graph.strokes import LAYER_COLORS
from conflictner.kinds import COLORS

#: Names that mean something to GEXF or to a reader of it; as data they take "data_" in front.
_NODE_NAMES: Final = frozenset({"id", "label", "pid", "start", "end", "type", "for", "viz", "parents", "spells"})
_EDGE_NAMES: Final = frozenset(
    {"id", "label", "source", "target", "type", "kind", "start", "end", "for", "viz", "spells", "networkx_key"}
)

#: Units of the plane that a graph covers, and the diameters that its nodes get.
SCALE: Final = 120.0
_SMALLEST: Final = 8.0
_LARGEST: Final = 40.0

_GREY: Final = "#cccccc"


def lines(sheet: Sheet, positions: Positions, *, dynamic: bool = False) -> Iterator[str]:
    """The file, line by line; a dynamic one says when each node and edge is there."""
    spells = edge_spells(sheet) if dynamic else [[] for _ in sheet.edges]
    lives = node_spells(sheet, spells) if dynamic else {}
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'
    yield "  <meta>"
    yield "    <creator>conflictner</creator>"
    yield f"    <description>{escape(as_json(sheet.values))}</description>"
    yield "  </meta>"
    kind = "directed" if sheet.directed else "undirected"
    mode = 'mode="dynamic" timeformat="date" timerepresentation="interval"' if dynamic else 'mode="static"'
    yield f'  <graph {mode} defaultedgetype="{kind}" idtype="string">'
    node_names = rename(sheet.node_types, _NODE_NAMES)
    edge_types = dict(sheet.edge_types)
    weighted = edge_types.get("weight") in {"integer", "long", "double"}
    if weighted:
        del edge_types["weight"]
    edge_names = rename(edge_types, _EDGE_NAMES | {"weight"})
    yield from _columns("node", sheet.node_types, node_names)
    if sheet.multigraph:
        edge_types["networkx_key"] = "string"
    yield from _columns("edge", edge_types, {**edge_names, "networkx_key": "networkx_key"})
    yield f'    <nodes count="{len(sheet.nodes)}">'
    largest = max((_size(values) for _, values in sheet.nodes), default=0.0)
    for node, values in sheet.nodes:
        yield f"      <node{attributes(id=str(node), label=label(node, values))}>"
        yield from _attvalues(values, node_names)
        yield from _spells(lives.get(node, []))
        yield from _viz(values, positions[node], largest)
        yield "      </node>"
    yield "    </nodes>"
    yield f'    <edges count="{len(sheet.edges)}">'
    for at, (source, target, key, values) in enumerate(sheet.edges):
        ends = {"source": str(source), "target": str(target)}
        if sheet.multigraph:  # parallel edges are told apart by their id; a single one needs none
            ends = {"id": str(at), **ends}
            if isinstance(values.get("layer"), str):  # Gephi adds up parallel edges of one kind
                ends["kind"] = " ".join(str(values[name]) for name in ("layer", "type") if name in values)
        if weighted and "weight" in values:
            ends["weight"] = as_text(values["weight"])
        yield f"      <edge{attributes(**ends)}>"
        shown = {name: value for name, value in values.items() if name in edge_names}
        if sheet.multigraph:
            yield from _attvalues({**shown, "networkx_key": str(key)}, {**edge_names, "networkx_key": "networkx_key"})
        else:
            yield from _attvalues(shown, edge_names)
        yield from _spells(spells[at])
        yield from _line(values, sheet.values)
        yield "      </edge>"
    yield "    </edges>"
    yield "  </graph>"
    yield "</gexf>"


def label(node: Node, values: dict[str, Any]) -> str:
    r"""What stands beside a node: its name on one line, or its id.

    >>> label("arm:m23", {"name": "March 23\nMovement"})
    'March 23 Movement'
    """
    name = values.get("name", values.get("label"))
    return " ".join(name.split()) or str(node) if isinstance(name, str) else str(node)


def _columns(kind: str, types: dict[str, str], names: dict[str, str]) -> Iterator[str]:
    if not types:
        return
    yield f'    <attributes class="{kind}" mode="static">'
    for name, type_ in types.items():
        yield f"      <attribute{attributes(id=names[name], title=names[name], type=type_)}/>"
    yield "    </attributes>"


def _attvalues(values: dict[str, Any], names: dict[str, str]) -> Iterator[str]:
    if values:
        yield "        <attvalues>"
        for name, value in values.items():
            yield f"          <attvalue{attributes(for_=names[name], value=as_text(value))}/>"
        yield "        </attvalues>"


def _spells(spells: list[Spell]) -> Iterator[str]:
    if spells:
        yield "        <spells>"
        for first, last in spells:
            yield f"          <spell{attributes(start=first, end=last)}/>"
        yield "        </spells>"


def _line(values: dict[str, Any], whole: dict[str, Any]) -> Iterator[str]:
    """The colour of the layer; dashed where what is said blames."""
    color = LAYER_COLORS.get(str(values.get("layer", whole.get("layer"))), _GREY)
    yield f"        <viz:color {_rgb(color)}/>"
    sign = values.get("sign", values.get("sign_mean"))
    if isinstance(sign, (int, float)) and sign < 0:
        yield '        <viz:shape value="dashed"/>'


def _rgb(color: str) -> str:
    red, green, blue = (str(int(color[at : at + 2], 16)) for at in (1, 3, 5))
    return f'r="{red}" g="{green}" b="{blue}" a="1.0"'


def _size(values: dict[str, Any]) -> float:
    mentions = values.get("mentions", 0)
    return float(mentions) if isinstance(mentions, (int, float)) else 0.0


def _viz(values: dict[str, Any], position: tuple[float, float], largest: float) -> Iterator[str]:
    color = COLORS.get(str(values.get("entity_type")), _GREY)
    share = math.sqrt(max(_size(values), 0.0) / largest) if largest > 0 else 0.0
    x, y = (as_text(round(value * SCALE, 2) + 0.0) for value in position)
    yield f"        <viz:color {_rgb(color)}/>"
    yield f'        <viz:position x="{x}" y="{y}" z="0.0"/>'
    yield f'        <viz:size value="{as_text(round(_SMALLEST + (_LARGEST - _SMALLEST) * share, 2))}"/>'
