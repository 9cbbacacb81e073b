"""Rows and Docs -> the co-mention graph."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from conflictner.annotations import Mark, write_marks
from conflictner.errors import ConfigError
from conflictner.graph import co_mention_graph
from conflictner.graph.evidence import MAX_TEXT, around
from conflictner.rows import Document, Mention, Quote, document_row, mention_rows
from rowsource import document, mention


def everything(graph: nx.Graph) -> tuple[Any, ...]:
    """All that a graph holds, in its order."""
    return graph.graph, list(graph.nodes(data=True)), list(graph.edges(data=True))


def naive(rows: Iterable[Any], window: str, evidence: int) -> dict[tuple[str, str], dict[str, Any]]:
    """The edges by the plainest of loops."""
    documents = {row.doc_id: row for row in rows if isinstance(row, Document)}
    windows: dict[tuple[str, int], dict[str, tuple[int, int]]] = {}
    mentions = sorted(
        (row for row in rows if isinstance(row, Mention)), key=lambda row: (row.doc_id, row.start, row.end)
    )
    for row in mentions:
        if row.entity_id and row.segment != "credit" and row.role == "actor":
            number = 0 if window == "document" else getattr(row, window)
            windows.setdefault((row.doc_id, number), {}).setdefault(row.entity_id, (row.start, row.end))
    edges: dict[tuple[str, str], dict[str, Any]] = {}
    for (doc_id, _), found in sorted(windows.items()):
        for pair in combinations(sorted(found), 2):
            edge = edges.setdefault(pair, {"count": 0, "documents": set(), "evidence": []})
            edge["count"] += 1
            edge["documents"].add(doc_id)
            start, end = min(found[e][0] for e in pair), max(found[e][1] for e in pair)
            edge["evidence"].append({"doc_id": doc_id, "start": start, "end": end})
    for edge in edges.values():
        dates = sorted(
            documents[doc].date or "" for doc in edge["documents"] if doc in documents and documents[doc].date
        )
        edge["weight"] = edge["documents"] = len(edge["documents"])
        edge["evidence"] = edge["evidence"][:evidence]
        if dates:
            edge["first_date"], edge["last_date"] = dates[0], dates[-1]
    return edges


ROWS = st.lists(
    st.one_of(
        st.builds(
            lambda doc, sentence, at, entity, segment, role: mention(
                entity,
                sentence * 100 + at,
                doc_id=doc,
                sentence=sentence,
                paragraph=sentence // 2,
                segment=segment,
                role=role,
            ),
            st.sampled_from("abcd"),
            st.integers(0, 4),
            st.integers(0, 60),
            st.sampled_from(["arm:m23", "arm:adf", "igo:sadc", "per:kagame", None]),
            st.sampled_from(["body", "body", "headline", "credit"]),
            st.sampled_from(["actor", "actor", "actor", "place"]),
        ),
    ),
    max_size=40,
)


@settings(deadline=None)
@given(
    ROWS, st.sampled_from(["sentence", "paragraph", "document"]), st.integers(0, 4), st.randoms(use_true_random=False)
)
def test_edges_equal_a_plain_loop_in_any_order(
    rows: list[Any], window: str, evidence: int, shuffle: random.Random
) -> None:
    rows = [*rows, document("a", "2024-02-07"), document("b", "2023-11-30"), document("c")]
    graph = co_mention_graph(rows, window=window, evidence=evidence)
    expected = naive(rows, window, evidence)
    assert [(a, b) for a, b in graph.edges] == sorted(expected)
    for (a, b), edge in expected.items():
        found = dict(graph.edges[a, b])
        assert found.pop("evidence", []) == edge.pop("evidence")
        assert found == edge
    assert list(graph) == sorted(graph)
    shuffle.shuffle(rows)
    assert everything(co_mention_graph(iter(rows), window=window, evidence=evidence)) == everything(graph)
    assert everything(co_mention_graph(rows + rows, window=window, evidence=evidence)) == everything(graph)


def test_pair_in_one_window_counts_once_and_never_joins_itself() -> None:
    rows = [mention("x", 0), mention("y", 10), mention("x", 20), mention("y", 30), mention("x", 0, sentence=1)]
    graph = co_mention_graph(rows)
    assert list(graph.edges(data="count")) == [("x", "y", 1)]
    assert graph.edges["x", "y"]["evidence"] == [{"doc_id": "a", "start": 0, "end": 13}]
    assert graph.nodes["x"]["mentions"] == 3


@pytest.mark.parametrize(
    ("window", "edges"),
    [
        ("sentence", [("p", "q")]),
        ("paragraph", [("p", "q"), ("p", "r"), ("q", "r")]),
        ("document", [("p", "q"), ("p", "r"), ("p", "s"), ("q", "r"), ("q", "s"), ("r", "s")]),
    ],
)
def test_windows(window: str, edges: list[tuple[str, str]]) -> None:
    rows = [
        mention("p", 0),
        mention("q", 9),
        mention("r", 50, sentence=1),
        mention("s", 90, sentence=2, paragraph=1),
        mention("p", 5, doc_id="b"),
    ]
    assert list(co_mention_graph(rows, window=window).edges) == edges


def test_what_is_no_node() -> None:
    rows = [
        mention("arm:m23"),
        mention(None, 10),
        mention("", 15),
        mention("cty:RWA", 20, kind="COUNTRY"),
        mention("cty:COD", 30, kind="COUNTRY", role="place"),
        mention("gn:1", 40, kind="PLACE", role="place"),
        mention("med:afp", 50, segment="credit"),
    ]
    assert list(co_mention_graph(rows)) == ["arm:m23", "cty:RWA"]
    assert list(co_mention_graph(rows, places=True)) == ["arm:m23", "cty:COD", "cty:RWA", "gn:1"]
    assert list(co_mention_graph(rows, segments=["credit"])) == ["med:afp"]
    assert list(co_mention_graph(rows, segments={"headline"})) == []


def test_segment_of_ones_own_is_read_by_default() -> None:
    assert list(co_mention_graph([mention("x", segment="abstract")])) == ["x"]


def test_node_attributes_are_those_that_most_mentions_give() -> None:
    rows = [
        mention("arm:m23", 0, entity_name="M23", country="COD"),
        mention("arm:m23", 9, entity_name="March 23 Movement", country="COD"),
        mention("arm:m23", 19, entity_name="March 23 Movement", kind="ORG", doc_id="b"),
        mention("new:x", 30, text="Kitona Front", kind="ORG", lat=0.0, lon=29.0),
        mention("new:y", 40, text="the rebels", mtype="nominal", lat=float("nan"), lon=1.0),
    ]
    nodes = dict(co_mention_graph(rows).nodes(data=True))
    assert nodes["arm:m23"] == {
        "name": "March 23 Movement",
        "entity_type": "ARMED_GROUP",
        "mentions": 3,
        "documents": 2,
        "country": "COD",
    }
    assert nodes["new:x"] == {
        "name": "Kitona Front",
        "entity_type": "ORG",
        "mentions": 1,
        "documents": 1,
        "lat": 0.0,
        "lon": 29.0,
    }
    assert nodes["new:y"] == {"name": "new:y", "entity_type": "ARMED_GROUP", "mentions": 1, "documents": 1}


def test_copies_of_one_story_weigh_once() -> None:
    rows = [row for doc in "cab" for row in (mention("x", doc_id=doc), mention("y", 9, doc_id=doc))]
    stories = [document("a", story="wire"), document("c", story="wire"), document("b")]
    edge = co_mention_graph([*rows, *stories], evidence=3).edges["x", "y"]
    assert (edge["weight"], edge["documents"], edge["count"]) == (2, 3, 3)
    assert [place["doc_id"] for place in edge["evidence"]] == ["a", "c", "b"]
    assert co_mention_graph(rows).edges["x", "y"]["weight"] == 3


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("2024-02-07", "2023-12-01"), ("2023-12-01", "2024-02-07")),
        (("2024-02-07T10:15:00Z", None), ("2024-02-07", "2024-02-07")),
        (("2024", "2024-03"), ("2024", "2024-03")),
        (("yesterday", "20240207"), (None, None)),
    ],
)
def test_dates(dates: tuple[str | None, ...], expected: tuple[str | None, str | None]) -> None:
    rows: list[Any] = [document(doc, date) for doc, date in zip("ab", dates, strict=True)]
    rows += [row for doc in "ab" for row in (mention("x", doc_id=doc), mention("y", 9, doc_id=doc))]
    edge = co_mention_graph(rows).edges["x", "y"]
    assert (edge.get("first_date"), edge.get("last_date")) == expected


def test_min_count_drops_edges_and_keeps_nodes() -> None:
    rows = [mention("x"), mention("y", 9), mention("x", 20, sentence=1), mention("y", 29, sentence=1), mention("z", 5)]
    graph = co_mention_graph(rows, min_count=2)
    assert list(graph.edges) == [("x", "y")]
    assert list(graph) == ["x", "y", "z"]


def test_list_of_5000_names_is_set_aside_and_counted() -> None:
    rows = [mention(f"per:{number:04d}", number * 9) for number in range(5000)]
    graph = co_mention_graph([*rows, mention("x", doc_id="b"), mention("y", 9, doc_id="b")], window="document")
    assert list(graph.edges) == [("x", "y")]
    assert len(graph) == 5002
    assert graph.graph["windows_set_aside"] == 1
    assert graph.graph["windows"] == 2
    assert co_mention_graph(rows[:3], max_entities=2).graph["windows_set_aside"] == 1
    assert len(co_mention_graph(rows[:3], max_entities=3).edges) == 3


def test_empty_input_is_an_empty_graph() -> None:
    graph = co_mention_graph([])
    assert (len(graph), len(graph.edges)) == (0, 0)
    assert graph.graph["documents"] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        {"window": "page"},
        {"window": None},
        {"segments": "body"},
        {"segments": ["Body"]},
        {"segments": 3},
        {"min_count": 0},
        {"min_count": True},
        {"min_count": 1.5},
        {"evidence": -1},
        {"evidence": None},
        {"max_entities": 1},
    ],
)
def test_wrong_arguments_are_refused(arguments: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as caught:
        co_mention_graph([], **arguments)
    assert caught.value.code == "E404"


@pytest.mark.parametrize("given", ["article.txt", b"x", None, 3, ["a text"], [{"doc_id": "a"}]])
def test_what_is_neither_doc_nor_row_is_refused(given: Any) -> None:
    with pytest.raises(ConfigError) as caught:
        co_mention_graph(given)
    assert caught.value.code == "E404"


def test_quotes_are_passed_over() -> None:
    quote = object.__new__(Quote)
    assert len(co_mention_graph([quote, mention("x")])) == 1


@pytest.fixture
def doc(make_doc: Callable[..., Doc]) -> Doc:
    """ "M23 took Goma . Kenya and SADC met M23 ." with its entities."""
    built = make_doc("M23 took Goma . Kenya and SADC met M23 .", sent_starts=[1, 0, 0, 0, 1, 0, 0, 0, 0, 0])
    built._.meta = {"doc_id": "goma", "date": "2024-02-07"}
    marks = [
        Mark(0, 1, "ARMED_GROUP", "kb", entity_id="arm:m23"),
        Mark(2, 3, "PLACE", "gazetteer", role="place", entity_id="gn:216281"),
        Mark(4, 5, "COUNTRY", "kb", entity_id="cty:KEN"),
        Mark(6, 7, "IGO", "kb", entity_id="igo:sadc"),
        Mark(8, 9, "ARMED_GROUP", "kb", entity_id="arm:m23"),
    ]
    write_marks(built, marks)
    built._.conflict_entities = {"arm:m23": {"name": "March 23 Movement", "kind": "ARMED_GROUP", "country": "COD"}}
    return built


def test_doc_gives_names_dates_and_the_sentencesaround(doc: Doc) -> None:
    graph = co_mention_graph([doc], places=True)
    assert graph.nodes["arm:m23"]["name"] == "March 23 Movement"
    assert graph.edges["arm:m23", "gn:216281"]["evidence"] == [
        {"doc_id": "goma", "start": 0, "end": 13, "text": "M23 took Goma ."}
    ]
    edge = graph.edges["arm:m23", "igo:sadc"]
    assert (edge["first_date"], edge["last_date"]) == ("2024-02-07", "2024-02-07")
    assert edge["evidence"][0]["text"] == "Kenya and SADC met M23 ."
    assert doc.text[edge["evidence"][0]["start"] : edge["evidence"][0]["end"]] == "SADC met M23"


def test_single_doc_generator_and_rows_give_the_same_edges(doc: Doc) -> None:
    whole = co_mention_graph([doc])
    assert everything(co_mention_graph(doc)) == everything(whole)
    assert everything(co_mention_graph(item for item in [doc, *mention_rows(doc)])) == everything(whole)
    rows = co_mention_graph([*mention_rows(doc), document_row(doc)])
    assert list(rows.edges(data="weight")) == list(whole.edges(data="weight"))
    assert "text" not in rows.edges["cty:KEN", "igo:sadc"]["evidence"][0]


def test_doc_without_sentences_shows_the_textaround(make_doc: Callable[..., Doc]) -> None:
    built = make_doc(["x"] * 999 + ["M23", "met", "SADC"] + ["y"] * 999)
    write_marks(
        built, [Mark(1001, 1002, "IGO", "kb", entity_id="b"), Mark(999, 1000, "ARMED_GROUP", "kb", entity_id="a")]
    )
    (place,) = co_mention_graph([built]).edges["a", "b"]["evidence"]
    assert "M23 met SADC" in place["text"]
    assert len(place["text"]) <= MAX_TEXT + 3


def test_around_keeps_both_ends_of_a_long_window() -> None:
    text = "M23 fell. " + "So it went. " * 200 + "Kenya came."
    starts = [0, *range(10, 10 + 12 * 200, 12), 10 + 12 * 200]
    assert around(text, starts, 0, len(text)) == "M23 fell. … Kenya came."


def test_graph_never_imports_spacy() -> None:
    code = "import sys; from conflictner.graph import *; assert slices; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
