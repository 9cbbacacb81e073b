"""Docs, rows or a corpus -> one MultiDiGraph of several layers, and the filters that make a view of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Unpack

import networkx as nx
import numpy as np
import numpy.typing as npt

from conflictner.errors import E404, ConfigError
from conflictner.graph.asked import Asked
from conflictner.graph.build import edge_rows, nodes_of, npmi_of, told, view_of
from conflictner.graph.dating import date_of
from conflictner.graph.layers import DIRECTED, Collector
from conflictner.graph.offices import offices
from conflictner.graph.options import Network, takes
from conflictner.graph.reading import Reading
from conflictner.knowledge import KnowledgeBase
from conflictner.text import squeeze

Ints = npt.NDArray[np.int64]

#: One edge: number of the source, of the target, layer, type, attributes.
_Edge = tuple[int, int, str, str, dict[str, Any]]

_MOST_HOPS: Final = 1_000_000
#: Of many that a name may mean, so many are told.
_SHOWN: Final = 6


@takes(Network)
def network(docs_or_rows: Any, **options: Unpack[Network]) -> nx.MultiDiGraph:
    """Several layers of the network in one graph, as much of it as is asked for.

    The key of an edge is its layer, or layer and type ("quote:accuse", "role:spokesperson"). Edges carry ``layer``,
    ``type`` (of a quote, relation or role), ``directed`` (False in "co_mention" and symmetric relations, where the
    source is the smaller id), ``weight``, ``count``, ``documents``, ``npmi``, ``sign`` (quotes: -1, 0, 1) or
    ``sign_mean`` (relations), ``claimed`` and ``denied`` (of both; see `edge_table`), dates and ``evidence`` as
    `co_mention_graph` has them. A role is not counted in the text and carries ``weight`` 1, ``title`` and the dates of
    the office. Nodes are those that have an edge, and the focus.

    Args:
        docs_or_rows: Docs and rows, mixed and in any order; a Corpus; or a list of them.
        layers: Of "co_mention", "located_in", "quote", "relation" (empty where no row tells of one) and "role".
        window: Of "co_mention" and "located_in"; see `co_mention_graph`.
        places: Mere locations take part in "co_mention" too.
        segments: As for `co_mention_graph`.
        kinds: Only entities of these kinds ("ARMED_GROUP", "PERSON" ...).
        focus: Id or ids of entities: only what is reached from them is kept.
        hops: In how many steps it must be reached, along edges of any layer and direction.
        min_count: Leave out edges of fewer windows or quotes; roles stay.
        evidence: How many places in the text to keep for each edge.
        max_entities: Windows with more entities make no edges.
        weight: As for `co_mention_graph`.
        backbone: As for `co_mention_graph`; of each layer by itself.
        alpha: As for `co_mention_graph`.
        delta: As for `co_mention_graph`.
        since: Only documents of this date and later, and offices that had not ended by then.
        until: Only documents up to this date, and offices that had begun by then.
        without: Ids of documents to take out.
        roll_up: As for `edge_table`; ``graph.graph["roll_up"]`` says so.
        kb: Who held which office and what belongs to what; None for the built-in knowledge base.

    Returns:
        The graph; ``graph.graph`` says how it was made.

    Raises:
        ConfigError: E404, for an argument that does not fit, such as a focus that does not occur.

    >>> from conflictner.rows import Mention
    >>> def row(start, entity, kind):
    ...     return Mention(doc_id="a", start=start, end=start + 3, text="M23", kind=kind, role="actor", mtype="name",
    ...                    entity_id=entity, entity_name=None, segment="body", sentence=0, paragraph=0, rule="kb",
    ...                    score=1.0, lat=None, lon=None, country=None)
    >>> rows = [row(0, "arm:m23", "ARMED_GROUP"), row(9, "per:willy-ngoma", "PERSON")]
    >>> list(network(rows, layers=["co_mention", "role"]).edges(keys=True))
    [('arm:m23', 'per:willy-ngoma', 'co_mention'), ('per:willy-ngoma', 'arm:m23', 'role:spokesperson')]
    """
    asked = Asked.of(**options).for_graph()
    reading = asked.read(docs_or_rows)
    collector = asked.collector(reading)
    code = {entity: number for number, entity in enumerate(reading.entities)}
    rows = [*_counted_edges(reading, collector, asked), *_role_edges(code, asked)]
    if asked.kinds is not None:
        keep = [node.get("entity_type") in asked.kinds for node in reading.nodes]
        rows = [row for row in rows if keep[row[0]] and keep[row[1]]]
    centre = _centre(asked.focus, code, reading)
    if centre:
        near = _near(rows, centre, asked.hops, len(code))
        rows = [row for row in rows if near[row[0]] and near[row[1]]]
    linked = np.zeros(len(code), bool)
    linked[[end for row in rows for end in row[:2]] + centre] = True
    graph = nx.MultiDiGraph(**_told(asked, reading, collector))
    graph.add_nodes_from(nodes_of(reading, collector, linked))
    rows.sort(key=lambda row: row[:4])
    for a, b, name, kind, data in rows:
        graph.add_edge(reading.entities[a], reading.entities[b], f"{name}:{kind}" if kind else name, **data)
    return graph


def _counted_edges(reading: Reading, collector: Collector, asked: Asked) -> Iterator[_Edge]:
    for name, layer in collector.run().items():
        edges = view_of(layer, reading, asked)
        found = edge_rows(edges, layer, reading, asked.weight, asked.counting.evidence)
        for (a, b, kind, data), npmi in zip(found, npmi_of(edges, layer), strict=True):
            yield a, b, name, kind, _attributes(name, kind, data, npmi)


def _role_edges(code: dict[str, int], asked: Asked) -> Iterator[_Edge]:
    if "role" not in asked.layers:
        return
    for office in offices(list(code), asked.kb, since=asked.scope.since, until=asked.scope.until):
        data = {"weight": 1, "title": office.title}
        dates = {"first_date": date_of(office.start), "last_date": date_of(office.end)}
        data |= {name: date for name, date in dates.items() if date}
        attributes = _attributes("role", office.role_class, data)
        yield code[office.person], code[office.org], "role", office.role_class, attributes


def _told(asked: Asked, reading: Reading, collector: Collector) -> dict[str, Any]:
    """What the graph says of how it was made."""
    found = {
        "documents": len(reading.docs),
        "layers": " ".join(asked.layers),
        "window": asked.window,
        "places": asked.places,
        "min_count": asked.min_count,
        **told(asked, reading),
    }
    if asked.roll_up:
        found["roll_up"] = " ".join(sorted(asked.roll_up))
    if "quote" in asked.layers:
        found["negated"] = reading.negated
    if reading.untold:
        found["untold"] = reading.untold
    set_aside = max((layer.set_aside for layer in collector.layers.values()), default=0)
    if set_aside:
        found["windows_set_aside"] = set_aside
    if asked.focus is not None:
        found |= {"focus": " ".join(sorted(asked.focus)), "hops": asked.hops}
    return found


def _attributes(layer: str, kind: str, data: dict[str, Any], npmi: float | None = None) -> dict[str, Any]:
    """The attributes of an edge in the order in which a reader wants them."""
    found: dict[str, Any] = {"layer": layer, "directed": layer in DIRECTED}
    if kind:
        found["type"] = kind
    found |= data
    if npmi is not None:
        found["npmi"] = npmi
    if layer == "quote":
        found["sign"] = int(found.pop("sign_mean"))
    return found


def _centre(focus: frozenset[str] | None, code: dict[str, int], reading: Reading) -> list[int]:
    """The numbers of the focus, none where none is asked for."""
    unknown = sorted((focus or frozenset()) - code.keys())
    if unknown or (focus is not None and not focus):
        value = ", ".join(map(repr, unknown)) or "empty"
        meant = _meant(unknown, reading)
        allowed = f"ids of entities that occur{f', such as {meant}' if meant else ''}"
        raise ConfigError(E404.format(name="focus", value=value, allowed=allowed))
    return sorted(code[entity] for entity in focus or ())


def _meant(names: list[str], reading: Reading) -> str:
    """The ids of those who are called so where an id is asked for: arm:m23 for M23."""
    listed = {actor.id for name in names for actor in KnowledgeBase.load().find(name)}
    keys = {squeeze(name) for name in names}
    found = [
        entity
        for entity, node in zip(reading.entities, reading.nodes, strict=True)
        if entity in listed or squeeze(str(node.get("name") or "")) in keys
    ]
    return ", ".join(found[:_SHOWN])


def _near(rows: list[_Edge], centre: list[int], hops: int, size: int) -> npt.NDArray[np.bool_]:
    """Which entities are reached in so many steps along edges of either direction."""
    source = np.array([row[0] for row in rows], np.int64)
    target = np.array([row[1] for row in rows], np.int64)
    near = np.zeros(size, bool)
    near[centre] = True
    for _ in range(min(hops, _MOST_HOPS)):
        before = int(near.sum())
        reached = target[near[source]], source[near[target]]
        for ends in reached:
            near[ends] = True
        if int(near.sum()) == before:
            break
    return near
