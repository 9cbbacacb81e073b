"""Node-link JSON and the two CSV tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conflictner.files import csv_text
from conflictner.graph.checks import Sheet, as_json, as_text, rename


def json_lines(sheet: Sheet) -> Iterator[str]:
    """Node-link JSON, the form of ``networkx.node_link_graph``: one node or edge a line; evidence stays a list."""
    node_names = rename(sheet.node_types, {"id"})
    edge_names = rename(sheet.edge_types, {"source", "target", "key"})
    yield "{"
    yield f'"directed": {as_json(sheet.directed)}, "multigraph": {as_json(sheet.multigraph)},'
    yield f'"graph": {as_json(sheet.values)},'
    yield '"nodes": ['
    yield from _joined({"id": node} | _renamed(values, node_names) for node, values in sheet.nodes)
    yield '],\n"edges": ['
    yield from _joined(
        {"source": source, "target": target} | ({"key": key} if sheet.multigraph else {}) | _renamed(values, edge_names)
        for source, target, key, values in sheet.edges
    )
    yield "]"
    yield "}"


def _renamed(values: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {names[name]: value for name, value in values.items()}


def _joined(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    before = None
    for row in rows:
        if before is not None:
            yield f"{before},"
        before = "{" + ", ".join([f"{as_json(name)}: {as_json(value)}" for name, value in row.items()]) + "}"
    if before is not None:
        yield before


def nodes_csv(sheet: Sheet, *, spreadsheet: bool) -> str:
    """The nodes: ``id`` and one column an attribute; an attribute that a node lacks is an empty cell."""
    names = rename(sheet.node_types, {"id"})
    rows = ([node, *(values.get(name) for name in names)] for node, values in sheet.nodes)
    return csv_text(["id", *names.values()], rows, spreadsheet=spreadsheet, as_text=as_text)


def edges_csv(sheet: Sheet, *, spreadsheet: bool) -> str:
    """The edges: ``source``, ``target``, ``key`` in a multigraph, and one column an attribute."""
    names = rename(sheet.edge_types, {"source", "target", "key"})
    key_column = ["key"] if sheet.multigraph else []
    rows = (
        [source, target, *([key] if sheet.multigraph else []), *(values.get(name) for name in names)]
        for source, target, key, values in sheet.edges
    )
    return csv_text(["source", "target", *key_column, *names.values()], rows, spreadsheet=spreadsheet, as_text=as_text)
