"""The network: rows -> a networkx graph -> files and a picture. Never imports spaCy."""

from __future__ import annotations

from conflictner.graph.build import co_mention_graph
from conflictner.graph.export import graph_format, write_graph
from conflictner.graph.picture import Picture, draw

__all__ = ["Picture", "co_mention_graph", "draw", "graph_format", "write_graph"]
