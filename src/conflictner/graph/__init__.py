"""The network: rows -> a networkx graph -> files and a picture. Never imports spaCy."""

from __future__ import annotations

from conflictner.graph.build import co_mention_graph
from conflictner.graph.export import write_graph

__all__ = ["co_mention_graph", "write_graph"]
