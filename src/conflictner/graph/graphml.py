r"""GraphML, which igraph, Cytoscape, yEd, R and networkx read.

Written by hand because networkx's writer gives an attribute that is an int here and a float there two keys, and loses
the "\r" of a text; otherwise the file is what networkx would write.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from conflictner.graph.checks import Sheet, as_text
from conflictner.graph.checks import rename as rename_reserved
from conflictner.graph.markup import attributes, escape

_NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"
_TYPES: Final = {"integer": "int", "long": "long", "double": "double", "boolean": "boolean", "string": "string"}


def lines(sheet: Sheet) -> Iterator[str]:
    """The file, line by line."""
    edge_names = rename_reserved(sheet.edge_types, {"key"} if sheet.multigraph else ())
    edge_types = dict(sheet.edge_types)
    if sheet.multigraph:
        edge_types = {"": "string", **edge_types}
        edge_names[""] = "key"
    graph_types = {name: _type(value) for name, value in sheet.values.items()}
    keys: dict[tuple[str, str], str] = {}
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<graphml xmlns="{_NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="{_NAMESPACE} {_NAMESPACE}/1.0/graphml.xsd">'
    )
    for scope, types in (("graph", graph_types), ("node", sheet.node_types), ("edge", edge_types)):
        for name, type_ in types.items():
            key = keys[scope, name] = f"d{len(keys)}"
            shown = edge_names[name] if scope == "edge" else name
            names = attributes(**{"id": key, "for": scope, "attr.name": shown, "attr.type": _TYPES[type_]})
            yield f"  <key{names}/>"
    yield f'  <graph edgedefault="{"directed" if sheet.directed else "undirected"}">'
    yield from _data("    ", "graph", sheet.values, keys)
    for node, values in sheet.nodes:
        yield f"    <node{attributes(id=str(node))}>"
        yield from _data("      ", "node", values, keys)
        yield "    </node>"
    for source, target, edge_key, values in sheet.edges:
        yield f"    <edge{attributes(source=str(source), target=str(target))}>"
        yield from _data("      ", "edge", {"": str(edge_key), **values} if sheet.multigraph else values, keys)
        yield "    </edge>"
    yield "  </graph>"
    yield "</graphml>"


def _data(indent: str, scope: str, values: dict[str, Any], keys: dict[tuple[str, str], str]) -> Iterator[str]:
    for name, value in values.items():
        yield f'{indent}<data key="{keys[scope, name]}">{escape(as_text(value))}</data>'


def _type(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    return {int: "long", float: "double"}.get(type(value), "string")
