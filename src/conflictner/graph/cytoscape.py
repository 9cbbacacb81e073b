"""Cytoscape JSON (.cyjs), which Cytoscape, Cytoscape.js and networkx read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from conflictner.graph.checks import Sheet, Values, as_json, as_text, rename
from conflictner.graph.gexf import SCALE, label
from conflictner.graph.layout import Positions

#: Names that mean something to Cytoscape ("parent" puts a node into another one) or to networkx ("value", "key").
_NODE_NAMES: Final = frozenset({"id", "value", "parent", "shared_name", "SUID", "selected"})
_EDGE_NAMES: Final = frozenset(
    {"id", "source", "target", "key", "interaction", "shared_interaction", "SUID", "selected"}
)


def lines(sheet: Sheet, positions: Positions) -> Iterator[str]:
    """The file, one node or edge a line; evidence is a string of JSON, for Cytoscape has no lists of objects."""
    node_names = rename(
        sheet.node_types, _NODE_NAMES | (set() if sheet.node_types.get("name") == "string" else {"name"})
    )
    edge_names = rename(sheet.edge_types, _EDGE_NAMES)
    yield '{"format_version": "1.0", "generated_by": "conflictner",'
    yield f'"directed": {as_json(sheet.directed)}, "multigraph": {as_json(sheet.multigraph)},'
    yield f'"data": {as_json(sheet.values)},'
    yield '"elements": {"nodes": ['
    yield from _joined(_nodes(sheet, positions, node_names))
    yield '], "edges": ['
    yield from _joined(_edges(sheet, edge_names))
    yield "]}}"


def _nodes(sheet: Sheet, positions: Positions, names: dict[str, str]) -> Iterator[dict[str, Any]]:
    for node, values in sheet.nodes:
        data = {"id": str(node), "value": str(node), "name": label(node, values), **_data(values, names)}
        x, y = (round(at * SCALE, 2) + 0.0 for at in positions[node])
        yield {"data": data, "position": {"x": x, "y": y}}


def _edges(sheet: Sheet, names: dict[str, str]) -> Iterator[dict[str, Any]]:
    # Nodes and edges share one space of ids.
    prefix = "e"
    while any(str(node).startswith(prefix) for node, _ in sheet.nodes):
        prefix += "e"
    for at, (source, target, key, values) in enumerate(sheet.edges):
        data: dict[str, Any] = {"id": f"{prefix}{at}", "source": str(source), "target": str(target)}
        if sheet.multigraph:
            data["key"] = key
        if isinstance(values.get("layer"), str):
            data["interaction"] = values["layer"]
        yield {"data": data | _data(values, names)}


def _data(values: Values, names: dict[str, str]) -> dict[str, Any]:
    return {names[name]: as_text(value) if isinstance(value, list) else value for name, value in values.items()}


def _joined(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    before = None
    for row in rows:
        if before is not None:
            yield f"{before},"
        before = as_json(row)
    if before is not None:
        yield before
