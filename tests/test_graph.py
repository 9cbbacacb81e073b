"""The names of the graph package: found when first used, and no more imported than is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from conflictner import graph


def test_edge_table_is_made_without_networkx() -> None:
    code = "import sys; from conflictner.graph import edge_table; edge_table([]); sys.exit('networkx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_graph_names_are_found_and_others_told() -> None:
    assert all(callable(getattr(graph, name)) for name in graph.__all__)
    assert dir(graph) == graph.__all__
    with pytest.raises(AttributeError, match="no attribute 'edges'"):
        _ = graph.edges
