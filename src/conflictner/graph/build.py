"""Docs, rows or a corpus -> the networkx graph of one layer, with the sentence behind every edge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Unpack

import networkx as nx
import numpy as np
import numpy.typing as npt

from conflictner.graph.asked import Asked
from conflictner.graph.evidence import places as places_of
from conflictner.graph.layers import SAID, Collector, Layer
from conflictner.graph.options import Beside, Together, takes
from conflictner.graph.pairs import Edges, concatenate
from conflictner.graph.reading import Reading
from conflictner.graph.weighing import associations, stands_out, weigh

Ints = npt.NDArray[np.int64]

#: Weights that are no count of their own: an edge with one of them says ``stories`` besides.
_COUNTS: Final = frozenset({"stories"})


@takes(Together)
def co_mention_graph(docs_or_rows: Any, **options: Unpack[Together]) -> nx.Graph:
    """Join entities that are mentioned in the same sentence, paragraph or document.

    Nodes are entity ids with ``name``, ``entity_type`` (the kind), ``mentions``, ``documents`` and, where known,
    ``country``, ``lat`` and ``lon``. Edges carry ``weight`` (stories in which the two share a window; a document is its
    own story while no Document row says otherwise), ``count`` (windows), ``documents``, ``first_date`` and
    ``last_date`` where dates are known, and ``evidence``: a list of ``{"doc_id", "start", "end"}`` from the first to
    the last of the two mentions, with the sentences around them as ``"text"`` where the Doc was given. The same
    mentions in any order give the same graph, nodes and edges sorted.

    Args:
        docs_or_rows: Docs, Mention rows and Document rows of one or many documents, mixed and in any order (other
            rows are passed over; Document rows add dates and stories); or a Corpus, or a list of them, which is read
            in pieces.
        window: "sentence", "paragraph", "document", or "3 sentences": two entities of which one stands in a sentence
            that names somebody and the other in it or in the two after it.
        places: Also take countries that are mere locations, and PLACE entities.
        segments: The segments to read (lower case: "body", "headline" ...); None for all but bylines, credits,
            related links, contacts, footers and editor's notes.
        min_count: Leave out edges of fewer windows; nodes stay.
        evidence: How many places in the text to keep for each edge, the earliest by document id and offset.
        max_entities: Windows with more entities are lists; they make no edges and are counted in
            ``graph.graph["windows_set_aside"]``.
        weight: "stories", "count", "documents", "fractional" (a window of k entities gives each pair 1 / (k - 1)),
            "npmi" or "log_likelihood"; see docs/howto/graphs.md.
        backbone: None, "disparity" or "noise_corrected": keep only edges that are more than the weights of their ends
            explain, as computed from all edges.
        alpha: Significance below which the disparity filter keeps an edge.
        delta: Standard deviations above chance at which the noise-corrected backbone keeps an edge.
        since: Only documents of this date (2024, 2024-02, 2024-02-07) and later; those of unknown date are left out,
            and counted in ``graph.graph["undated"]``.
        until: Only documents up to this date.
        without: Ids of documents to take out.

    Returns:
        An undirected graph without self-loops; ``graph.graph`` says how it was made.

    Raises:
        ConfigError: E404, for an argument that does not fit.

    >>> from conflictner.rows import Mention
    >>> def row(start, entity):
    ...     return Mention(doc_id="a", start=start, end=start + 3, text="M23", kind="ARMED_GROUP", role="actor",
    ...                    mtype="name", entity_id=entity, entity_name=None, segment="body", sentence=0, paragraph=0,
    ...                    rule="kb", score=1.0, lat=None, lon=None, country=None)
    >>> graph = co_mention_graph([row(20, "arm:adf"), row(0, "arm:m23")])
    >>> graph.edges["arm:adf", "arm:m23"]
    {'weight': 1, 'count': 1, 'documents': 1, 'evidence': [{'doc_id': 'a', 'start': 0, 'end': 23}]}
    """
    asked = Asked.of(layers=["co_mention"], **options).for_graph()
    reading = asked.read(docs_or_rows)
    collector = asked.collector(reading)
    layer = collector.run()["co_mention"]
    edges = view_of(layer, reading, asked)
    graph = nx.Graph(documents=len(reading.docs), windows=layer.total + layer.set_aside)
    graph.graph.update(windows_set_aside=layer.set_aside, layer="co_mention", window=asked.window, places=asked.places)
    graph.graph.update(min_count=asked.min_count, **told(asked, reading))
    graph.add_nodes_from(nodes_of(reading, collector))
    graph.add_edges_from(
        (reading.entities[source], reading.entities[target], data)
        for source, target, _, data in edge_rows(edges, layer, reading, asked.weight, asked.counting.evidence)
    )
    return graph


@takes(Beside)
def actor_place_graph(docs_or_rows: Any, **options: Unpack[Beside]) -> nx.Graph:
    """Which actors are named together with which places: a graph of two sides.

    Nodes carry ``bipartite`` (0 actor, 1 place) besides what `co_mention_graph` gives them. An entity that acts in some
    sentences and is a mere location in others, such as a country, stands on the side where it stands more often; its
    other mentions are passed over here. An actor named beside a place need not be there.

    Args:
        docs_or_rows: As for `co_mention_graph`, as are all other arguments.
        window: The stretch of text in which both stand.
        segments: The segments to read.
        min_count: Leave out edges of fewer windows.
        evidence: How many places in the text to keep for each edge.
        max_entities: Windows with more entities make no edges.
        weight: What an edge weighs.
        backbone: Which edges to keep.
        alpha: For the disparity filter.
        delta: For the noise-corrected backbone.
        since: Only documents from this date on.
        until: Only documents up to this date.
        without: Ids of documents to take out.

    Returns:
        An undirected graph in which every edge joins an actor and a place.

    Raises:
        ConfigError: E404, for an argument that does not fit.

    >>> from conflictner.rows import Mention
    >>> def row(start, entity, kind, role):
    ...     return Mention(doc_id="a", start=start, end=start + 3, text="M23", kind=kind, role=role, mtype="name",
    ...                    entity_id=entity, entity_name=None, segment="body", sentence=0, paragraph=0, rule="kb",
    ...                    score=1.0, lat=None, lon=None, country=None)
    >>> rows = [row(0, "arm:m23", "ARMED_GROUP", "actor"), row(9, "gn:1", "PLACE", "place")]
    >>> list(actor_place_graph(rows).nodes(data="bipartite"))
    [('arm:m23', 0), ('gn:1', 1)]
    """
    asked = Asked.of(layers=["located_in"], places=True, **options).for_graph()
    reading = asked.read(docs_or_rows)
    collector = asked.collector(reading)
    layer = collector.run()["located_in"]
    edges = view_of(layer, reading, asked)
    graph = nx.Graph(documents=len(reading.docs), windows=layer.total + layer.set_aside)
    graph.graph.update(windows_set_aside=layer.set_aside, layer="located_in", window=asked.window)
    graph.graph.update(min_count=asked.min_count, **told(asked, reading))
    for (entity, data), place in zip(nodes_of(reading, collector), collector.is_place.tolist(), strict=True):
        graph.add_node(entity, **data, bipartite=int(place))
    graph.add_edges_from(
        (reading.entities[source], reading.entities[target], data)
        for source, target, _, data in edge_rows(edges, layer, reading, asked.weight, asked.counting.evidence)
    )
    return graph


def told(asked: Asked, reading: Reading) -> dict[str, Any]:
    """What a graph says of how its edges were weighed and chosen, where that is not the plain way."""
    found: dict[str, Any] = {}
    if asked.weight != "stories":
        found["weight"] = asked.weight
    if asked.backbone is not None:
        found["backbone"] = asked.backbone
        disparity = asked.backbone == "disparity"
        found |= {"alpha": float(asked.alpha)} if disparity else {"delta": float(asked.delta)}
    if asked.scope.dated:
        found["undated"] = reading.undated
    return found


def view_of(layer: Layer, reading: Reading, asked: Asked) -> Edges:
    """The edges of a layer that are kept. A backbone is computed from all of them, so all are held for it."""
    if asked.backbone is None:
        return concatenate(part.at_least(asked.min_count) for part in layer.parts(reading))
    edges = concatenate(layer.parts(reading))
    keep = stands_out(edges, layer, asked.weight, asked.backbone, alpha=asked.alpha, delta=asked.delta)
    return edges.where(keep & (edges.count >= asked.min_count))


def nodes_of(
    reading: Reading, collector: Collector, chosen: npt.NDArray[np.bool_] | None = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Entities with their attributes; all that were read, or those flagged."""
    keep = [True] * len(reading.entities) if chosen is None else chosen.tolist()
    occurrence = collector.occurrence
    columns = (reading.entities, reading.nodes, occurrence.mentions.tolist(), occurrence.documents.tolist(), keep)
    for entity, node, mentions, documents, kept in zip(*columns, strict=True):
        if kept:
            yield entity, node | {"mentions": mentions, "documents": documents}


def edge_rows(
    edges: Edges, layer: Layer, reading: Reading, weight: str, evidence: int
) -> Iterator[tuple[int, int, str, dict[str, Any]]]:
    """Source, target, type and attributes of each edge."""
    found = places_of(edges, reading) if evidence else [[]] * len(edges.source)
    target, kind, _ = layer.targets(edges)
    weights = np.asarray(weigh(edges, layer, weight))
    columns = (
        edges.source,
        target,
        kind,
        weights,
        edges.count,
        edges.documents,
        edges.stories,
        edges.first,
        edges.last,
        edges.sign,
        edges.claimed,
        edges.denied,
        edges.mutual,
    )
    said = layer.name in SAID
    rows = zip(*(column.tolist() for column in columns), strict=True)
    for (a, b, code, value, count, documents, stories, first, last, *marks), place in zip(rows, found, strict=True):
        sign, claimed, denied, mutual = marks
        data: dict[str, Any] = {"weight": value, "count": count, "documents": documents}
        if weight not in _COUNTS:
            data["stories"] = stories
        if said:
            data["sign_mean"], data["claimed"], data["denied"] = sign / count, claimed, denied
            if mutual == count:
                data["directed"] = False
        if last >= 0:
            data["first_date"], data["last_date"] = reading.dates[first], reading.dates[last]
        if evidence:
            data["evidence"] = place
        yield a, b, layer.types[code], data


def npmi_of(edges: Edges, layer: Layer) -> list[float]:
    """The NPMI of each edge, whatever it weighs."""
    values: list[float] = associations(edges, layer).tolist()
    return values
