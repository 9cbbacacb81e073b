"""The network: rows -> a networkx graph -> files and a picture. Never imports spaCy."""

from __future__ import annotations

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
