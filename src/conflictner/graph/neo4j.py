"""The two CSV tables that ``neo4j-admin database import`` reads: typed headers, ``:ID``, ``:LABEL``, ``:TYPE``.

Names may hold line breaks, so call it with ``--multiline-fields=true``. Dates stay text: a Neo4j date cannot say
"2024-02" without inventing a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from conflictner.files import csv_text
from conflictner.graph.checks import Sheet, as_text
from conflictner.kinds import KINDS

_TYPES: Final = {"integer": "long", "long": "long", "double": "double", "boolean": "boolean", "string": "string"}
_LAYER: Final = re.compile(r"[A-Za-z][A-Za-z_]*")


def nodes_csv(sheet: Sheet) -> str:
    """``id:ID``, ``:LABEL`` (Entity and the kind) and one typed column an attribute."""
    names = _names(sheet.node_types, {"id"})
    header = ["id:ID", ":LABEL", *(f"{names[name]}:{_TYPES[type_]}" for name, type_ in sheet.node_types.items())]
    rows: Iterable[list[Any]] = (
        [node, _label(values.get("entity_type")), *(values.get(name) for name in names)] for node, values in sheet.nodes
    )
    return csv_text(header, rows, spreadsheet=False, as_text=as_text)


def edges_csv(sheet: Sheet) -> str:
    """``:START_ID``, ``:END_ID``, ``:TYPE`` (the layer: CO_MENTION, QUOTE ...) and one typed column an attribute."""
    names = _names(sheet.edge_types, {"key"} if sheet.multigraph else set())
    keys = ["key:string"] if sheet.multigraph else []
    header = [":START_ID", ":END_ID", ":TYPE", *keys]
    header += [f"{names[name]}:{_TYPES[type_]}" for name, type_ in sheet.edge_types.items()]
    whole = sheet.values.get("layer")
    rows: Iterable[list[Any]] = (
        [source, target, _type(values.get("layer", whole)), *([key] if keys else []), *(values.get(n) for n in names)]
        for source, target, key, values in sheet.edges
    )
    return csv_text(header, rows, spreadsheet=False, as_text=as_text)


def _label(kind: object) -> str:
    # Labels are a list cut at ";": a kind that nobody knows stays a property.
    return f"Entity;{kind}" if kind in KINDS else "Entity"


def _type(layer: object) -> str:
    """The type of a relationship.

    >>> _type("co_mention"), _type("a;b"), _type(None)
    ('CO_MENTION', 'LINK', 'LINK')
    """
    return layer.upper() if isinstance(layer, str) and _LAYER.fullmatch(layer) else "LINK"


def _names(types: Iterable[str], taken: set[str]) -> dict[str, str]:
    """Names of properties: a colon in a header begins a type.

    >>> _names(["id", "a:b", "a b"], {"id"})
    {'id': 'id_', 'a:b': 'a_b', 'a b': 'a_b_'}
    """
    used, names = set(taken), {}
    for name in types:
        new = re.sub(r"[^0-9A-Za-z_]", "_", name) or "_"
        while new in used:
            new += "_"
        used.add(new)
        names[name] = new
    return names
