"""What a graph file can hold: every value checked and every row in its place before the first byte is written."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import networkx as nx
import numpy as np

from conflictner.errors import E403, E409, OutputError

#: The columns that we write ourselves, in the order in which a reader wants them; others follow by name.
VOCABULARY: Final = (
    "name",
    "entity_type",
    "mentions",
    "documents",
    "country",
    "lat",
    "lon",
    "layer",
    "type",
    "weight",
    "count",
    "stories",
    "npmi",
    "sign_mean",
    "claimed",
    "denied",
    "first_date",
    "last_date",
    "evidence",
)

#: The one attribute that is a list: it is written as JSON where a format has no lists.
EVIDENCE: Final = "evidence"

Node = str | int
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A graph as sorted rows; each column holds one type, named as GEXF names it."""

    directed: bool
    multigraph: bool
    values: Values
    nodes: list[tuple[Node, Values]]
    edges: list[tuple[Node, Node, Any, Values]]  # source, target, key (None unless multigraph), values
    node_types: dict[str, str]
    edge_types: dict[str, str]


def sheet_of(graph: nx.Graph) -> Sheet:
    """Check a graph and put it in order.

    Args:
        graph: Any networkx graph whose nodes are str or int.

    Returns:
        Nodes by id, edges by their two ends; an undirected edge starts at the smaller id.

    Raises:
        OutputError: E403, for a value that graph files cannot hold; the message names node or edge and attribute.
            E409, for what is no graph.

    >>> sheet_of(nx.Graph([("b", "a", {"weight": 2})])).edges
    [('a', 'b', None, {'weight': 2})]
    """
    if not isinstance(graph, nx.Graph):
        raise OutputError(E409.format(type=type(graph).__name__))
    nodes = [(_node(node), _values("node", node, data)) for node, data in graph.nodes(data=True)]
    nodes.sort(key=lambda row: _rank(row[0]))
    edges: list[tuple[Node, Node, Any, Values]] = []
    multigraph = graph.is_multigraph()
    for source, target, *key, data in graph.edges(data=True, **({"keys": True} if multigraph else {})):
        values = _values("edge", (source, target), data)
        ends = _node(source), _node(target)
        if not graph.is_directed():
            ends = min(ends, key=_rank), max(ends, key=_rank)
        edges.append((*ends, _node(key[0]) if key else None, values))
    edges.sort(key=lambda row: (_rank(row[0]), _rank(row[1]), _rank(row[2] or 0)))
    # networkx keeps the defaults of a file that it has read in two dicts; they belong to no format.
    own = {name: value for name, value in graph.graph.items() if name not in {"node_default", "edge_default"}}
    return Sheet(
        directed=graph.is_directed(),
        multigraph=multigraph,
        values=_values("graph", "", own),
        nodes=nodes,
        edges=edges,
        node_types=_types("node", nodes),
        edge_types=_types("edge", (((source, target), values) for source, target, _, values in edges)),
    )


def _rank(node: Node) -> tuple[bool, Node]:
    return isinstance(node, str), node


def _node(node: Any) -> Node:
    plain = _plain(node)
    if isinstance(plain, bool) or not isinstance(plain, (str, int)):
        raise _refused("node", node, "id", type(node).__name__)
    return plain


def _values(what: str, key: object, data: Mapping[Any, Any]) -> Values:
    values = {}
    for name in sorted(data, key=lambda name: (_place(name), str(name))):
        if not isinstance(name, str):
            raise _refused(what, key, name, f"name of type {type(name).__name__}")
        value = _plain(data[name])
        if name == EVIDENCE and what != "graph" and isinstance(value, list):
            values[name] = _evidence(what, key, value)
        else:
            _check(what, key, name, value)
            values[name] = value
    return values


def _place(name: object) -> int:
    return VOCABULARY.index(name) if name in VOCABULARY else len(VOCABULARY)


def _plain(value: Any) -> Any:
    # Centralities come as numpy scalars; np.float64 is a float already, np.int64 is no int.
    return value.item() if isinstance(value, np.generic) else value


def _check(what: str, key: object, name: str, value: object) -> None:
    kind = type(value)
    if kind is float and isinstance(value, float) and not math.isfinite(value):
        raise _refused(what, key, name, "float that is not finite")
    if kind is int and isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise _refused(what, key, name, "int of more than 64 bits")
    if kind not in (str, int, float, bool):
        raise _refused(what, key, name, kind.__name__)


def _evidence(what: str, key: object, value: list[Any]) -> list[Any]:
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise _refused(what, key, EVIDENCE, f"list that JSON cannot hold ({error})") from error
    return value


def _types(what: str, rows: Iterable[tuple[Any, Values]]) -> dict[str, str]:
    """One type a column; ints among floats are floats, any other mixture would be unreadable and is refused."""
    types: dict[str, str] = {}
    for key, values in rows:
        for name, value in values.items():
            found = _type(value)
            known = types.setdefault(name, found)
            if known != found:
                if not {known, found} <= {"integer", "long", "double"}:
                    raise _refused(what, key, name, f"{found} here and a {known} elsewhere")
                types[name] = "double" if "double" in (known, found) else "long"
    return {name: types[name] for name in sorted(types, key=lambda name: (_place(name), name))}


def _type(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer" if -(2**31) <= value < 2**31 else "long"
    return "double" if isinstance(value, float) else "string"


def _refused(what: str, key: object, attribute: object, kind: str) -> OutputError:
    return OutputError(E403.format(what=what, key=repr(key), attribute=repr(attribute), type=kind))


def as_text(value: Any) -> str:
    """A checked value as text; floats in the shortest form that reads back equal.

    >>> as_text(True), as_text(0.1), as_text(3), as_text([{"start": 0, "doc_id": "a"}])
    ('true', '0.1', '3', '[{"doc_id": "a", "start": 0}]')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return as_json(value)
    return repr(value) if isinstance(value, float) else str(value)


def as_json(value: Any) -> str:
    """A checked value as JSON, keys sorted, letters readable."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


def rename(types: Mapping[str, str], reserved: Iterable[str]) -> dict[str, str]:
    """New names for the attributes that a format keeps for itself: "id" becomes "data_id".

    >>> rename({"id": "string", "data_id": "string", "count": "integer"}, {"id"})
    {'id': 'data_data_id', 'data_id': 'data_id', 'count': 'count'}
    """
    taken = set(types) | set(reserved)
    names = {}
    for name in types:
        new = name
        while new in reserved or (new != name and new in taken):
            new = f"data_{new}"
        taken.add(new)
        names[name] = new
    return names
