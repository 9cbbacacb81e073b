"""The network: rows -> a networkx graph -> files and a picture. Never imports spaCy.

Names are imported when first used: an edge table is made without networkx, whose import takes 0.1 s of CPU.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from conflictner.graph.build import actor_place_graph, co_mention_graph
    from conflictner.graph.edgetable import edge_table, write_edge_table
    from conflictner.graph.export import graph_format, write_graph
    from conflictner.graph.groups import add_centralities, add_communities
    from conflictner.graph.merging import merge_graphs
    from conflictner.graph.multigraph import network
    from conflictner.graph.picture import Picture, draw, picture_format
    from conflictner.graph.slicing import Slices, slices
    from conflictner.graph.statementgraphs import quote_graph, relation_graph
    from conflictner.graph.triads import Balance, balance

_HOME: Final = {
    "Balance": "triads",
    "Picture": "picture",
    "Slices": "slicing",
    "actor_place_graph": "build",
    "add_centralities": "groups",
    "add_communities": "groups",
    "balance": "triads",
    "co_mention_graph": "build",
    "draw": "picture",
    "edge_table": "edgetable",
    "graph_format": "export",
    "merge_graphs": "merging",
    "network": "multigraph",
    "picture_format": "picture",
    "quote_graph": "statementgraphs",
    "relation_graph": "statementgraphs",
    "slices": "slicing",
    "write_edge_table": "edgetable",
    "write_graph": "export",
}

__all__ = [
    "Balance",
    "Picture",
    "Slices",
    "actor_place_graph",
    "add_centralities",
    "add_communities",
    "balance",
    "co_mention_graph",
    "draw",
    "edge_table",
    "graph_format",
    "merge_graphs",
    "network",
    "picture_format",
    "quote_graph",
    "relation_graph",
    "slices",
    "write_edge_table",
    "write_graph",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
