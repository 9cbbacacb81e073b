"""The network: rows -> a networkx graph -> files and a picture. Never imports spaCy."""

from __future__ import annotations

from conflictner.graph.build import actor_place_graph, co_mention_graph, quote_graph
from conflictner.graph.edgetable import edge_table
from conflictner.graph.export import graph_format, write_graph
from conflictner.graph.network import network
from conflictner.graph.picture import Picture, draw, picture_format

__all__ = [
    "Picture",
    "actor_place_graph",
    "co_mention_graph",
    "draw",
    "edge_table",
    "graph_format",
    "network",
    "picture_format",
    "quote_graph",
    "write_graph",
]
