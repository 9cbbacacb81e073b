"""Why a graph has no edges: what was asked for, and what there was."""

from __future__ import annotations

from typing import Any, Final

import networkx as nx

#: What has to happen in a text for an edge of a layer.
_NEEDS: Final = {
    "co_mention": "two {who} in one {window}",
    "located_in": "an actor and a place in one {window}",
    "quote": "a quote of somebody about an actor",
    "relation": "a row that tells of a relation (no component of today finds any)",
    "role": "a person and the organisation whose office the knowledge base knows that he or she held",
}


def why_empty(graph: nx.Graph) -> str:
    """What left a graph of conflictner without edges, as far as the graph tells; nothing for one that has some.

    Args:
        graph: Of `co_mention_graph`, `network` or another function that reads documents.

    Returns:
        Words that go on with "The graph has no edges:".

    >>> from conflictner.graph import co_mention_graph
    >>> why_empty(co_mention_graph([]))
    'no document names an actor (places count only where they are asked for)'
    """
    told: dict[str, Any] = graph.graph
    if graph.number_of_edges():
        return ""
    who = "an entity" if told.get("places") else "an actor (places count only where they are asked for)"
    if not told.get("documents"):
        return f"no document {'of the days asked for ' if 'undated' in told else ''}names {who}"
    if told.get("focus"):
        return f"nothing is linked to {told['focus']}"
    if told.get("min_count", 1) > 1:
        return f"none is told of {told['min_count']:,} times or more"
    if told.get("backbone"):
        return f"none stands out by the backbone {told['backbone']}"
    if told.get("windows_set_aside"):
        return f"{told['windows_set_aside']:,} windows name so many that they are lists, which make none"
    layers = str(told.get("layers", told.get("layer", ""))).split()
    plural = "entities" if told.get("places") else "actors (places count only where they are asked for)"
    needs = [_NEEDS[name].format(window=told.get("window", ""), who=plural) for name in layers if name in _NEEDS]
    unsaid = sum(told.get(name, 0) for name in ("negated", "untold"))
    left_out = f"; {unsaid:,} of what was not said, or not done, make none" if unsaid else ""
    documents = f"{told['documents']:,} document{'s' * (told['documents'] != 1)}"
    return f"{documents} without {' or '.join(needs)}{left_out}"
