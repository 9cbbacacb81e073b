"""Graphs of parts, merged, against the graph of the whole."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictner.errors import ConflictNerError
from conflictner.graph import co_mention_graph, merge_graphs, network, quote_graph
from rowsource import document, mention, quote

MENTIONS = st.lists(
    st.builds(
        lambda doc, sentence, at, entity, role: mention(
            entity, sentence * 100 + at, doc_id=doc, sentence=sentence, role=role
        ),
        st.sampled_from("abcd"),
        st.integers(0, 3),
        st.integers(0, 60),
        st.sampled_from(["m23", "adf", "sadc", "gn"]),
        st.sampled_from(["actor", "actor", "place"]),
    ),
    max_size=30,
)
QUOTES = st.lists(
    st.builds(
        lambda doc, at, about, stance, negated: quote(
            "m23",
            *about,
            doc_id=doc,
            quote_id=f"q{at}",
            contents=((at * 50, at * 50 + 9),),
            stance=stance,
            negated=negated,
        ),
        st.sampled_from("abcd"),
        st.integers(0, 5),
        st.lists(st.sampled_from(["adf", "sadc"]), unique=True, min_size=1),
        st.sampled_from(["say", "accuse", "praise"]),
        st.booleans(),
    ),
    max_size=10,
    unique_by=lambda row: (row.doc_id, row.quote_id),
)
DATES = [document("a", "2024-02-07"), document("b", "2023-11"), document("c", "2022-01-01"), document("d")]


def everything(graph: nx.Graph) -> tuple[Any, ...]:
    """All that a graph holds; means are compared apart."""
    edges = {
        tuple(ends): {k: v if k != "sign_mean" else pytest.approx(v) for k, v in data.items()}
        for *ends, data in graph.edges(data=True, **({"keys": True} if graph.is_multigraph() else {}))
    }
    # Graphs of quotes tell only of nodes with an edge: their mentions in other parts are not known.
    nodes = list(graph.nodes(data=True)) if graph.graph.get("layer") == "co_mention" else list(graph)
    return graph.graph, nodes, edges


@settings(deadline=None, max_examples=100)
@given(MENTIONS, QUOTES, st.lists(st.integers(0, 2), min_size=4, max_size=4), st.randoms(use_true_random=False))
@pytest.mark.parametrize("build", [co_mention_graph, quote_graph, network])
def test_whole_is_the_merge_of_any_split(
    build: Any, mentions: list[Any], quotes: list[Any], split: list[int], shuffle: Any
) -> None:
    rows = [*mentions, *quotes, *DATES]
    # Which side of a graph an entity stands on is decided by the whole corpus: located_in is no sum of its parts.
    options: dict[str, Any] = {"layers": ["co_mention", "quote"]} if build is network else {}
    parts = [build([row for row in rows if split["abcd".index(row.doc_id)] == part], **options) for part in range(3)]
    shuffle.shuffle(parts)
    merged, whole = merge_graphs(*parts), build(rows, **options)
    for *_, data in whole.edges(data=True):
        data.pop("npmi", None)  # no sum of parts either, and not in the merged graph
    assert everything(merged) == everything(whole)


def test_wrong_graphs_are_refused() -> None:
    rows = [mention("x"), mention("y", 9)]
    plain = co_mention_graph(rows)
    cases: list[tuple[tuple[Any, ...], str]] = [
        ((), "E404"),
        ((plain, "graph"), "E409"),
        ((plain, co_mention_graph(rows, window="paragraph")), "E404"),
        ((plain, quote_graph(rows)), "E404"),
        ((co_mention_graph(rows, weight="npmi"),), "E404"),
        ((co_mention_graph(rows, backbone="disparity"),), "E404"),
        ((co_mention_graph(rows, min_count=2),), "E404"),
        ((network(rows, focus="x"),), "E404"),
    ]
    for graphs, code in cases:
        with pytest.raises(ConflictNerError) as caught:
            merge_graphs(*graphs)
        assert caught.value.code == code


def test_parts_that_differ_on_a_node_leave_it_to_the_one_that_mentions_it_most() -> None:
    few = co_mention_graph([mention("x", entity_name="Old name", country="COD")])
    many = co_mention_graph([mention("x", at * 9, entity_name="New name", doc_id="b") for at in range(3)])
    node = merge_graphs(few, many).nodes["x"]
    assert (node["name"], node["country"], node["mentions"], node["documents"]) == ("New name", "COD", 4, 2)
