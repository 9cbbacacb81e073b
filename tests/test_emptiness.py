"""Why a graph has no edges."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

import conflictner as cn
from conflictner.graph.emptiness import why_empty
from rowsource import AnyRow, document, mention

ONE: list[AnyRow] = [mention("arm:m23")]
TWO: list[AnyRow] = [mention("arm:m23"), mention("arm:adf", 9, sentence=1)]


@pytest.mark.parametrize(
    ("graph", "why"),
    [
        (cn.co_mention_graph([]), "no document names an actor (places count only where they are asked for)"),
        (cn.co_mention_graph([], places=True), "no document names an entity"),
        (cn.co_mention_graph([*ONE, document("a", "2024")], since="2025"), "no document of the days asked for names"),
        (cn.co_mention_graph(ONE), "1 document without two actors (places count only"),
        (cn.co_mention_graph(TWO, window="paragraph", min_count=2), "none is told of 2 times or more"),
        (cn.co_mention_graph(TWO, window="paragraph", backbone="disparity"), "none stands out by the backbone"),
        (
            cn.co_mention_graph([*TWO, mention("x", 12, sentence=1)], max_entities=2, window="document"),
            "1 windows name",
        ),
        (
            cn.network(ONE, layers=["quote", "role"]),
            "1 document without a quote of somebody about an actor or a person",
        ),
        (cn.network(TWO, focus="arm:adf"), "nothing is linked to arm:adf"),
        (cn.relation_graph(ONE), "1 document without a row that tells of a relation"),
        (nx.Graph(documents=3), "3 documents without "),
    ],
)
def test_why_empty_names_what_was_asked_for(graph: nx.Graph, why: str) -> None:
    assert why_empty(graph).startswith(why)


def test_why_empty_says_nothing_of_a_graph_with_edges() -> None:
    graph: Any = cn.co_mention_graph(TWO, window="document")
    assert graph.number_of_edges() == 1
    assert why_empty(graph) == ""
