"""The layers of the network and the filters on it, row by row."""

from __future__ import annotations

from typing import Any

import pytest

from conflictner.errors import ConfigError
from conflictner.graph import actor_place_graph, edge_table, network, quote_graph
from conflictner.knowledge import Actor, KnowledgeBase, Role
from rowsource import document, mention, quote

KB = KnowledgeBase(
    [Actor("per:a", "PERSON", "A"), Actor("arm:m23", "ARMED_GROUP", "M23")],
    [
        Role("per:a", "arm:m23", "Spokesman", "spokesperson", "2012", "2013-05"),
        Role("per:a", "arm:m23", "Spokesperson", "spokesperson", "2021", None),
        Role("per:a", "arm:gone", "Leader", "executive", "2001", None),
    ],
)


def place(entity: str, start: int = 0, **values: Any) -> Any:
    return mention(entity, start, **({"kind": "PLACE", "role": "place"} | values))


@pytest.mark.parametrize(
    ("stance", "sign"),
    [("accuse", -1), ("deny", 0), ("threaten", -1), ("warn", -1), ("praise", 1), ("say", 0), ("promise", 0)],
)
def test_quote_has_the_sign_of_its_stance(stance: str, sign: int) -> None:
    rows = [quote("gov:COD", "arm:m23", stance=stance)]
    edge = quote_graph(rows).edges["gov:COD", "arm:m23"]
    assert (edge["sign_mean"], edge["type"], edge[stance]) == (sign, stance, 1)
    assert network(rows).edges["gov:COD", "arm:m23", f"quote:{stance}"]["sign"] == sign
    assert edge_table(rows)["sign_mean"].to_pylist() == [sign]


def test_quote_reaches_from_every_speaker_to_everybody_named_and_addressed() -> None:
    rows = [quote("s", "x", "y", speaker_ids=("s", "t"), addressee_id="z"), quote("s", "t", "s", quote_id="q2")]
    graph = quote_graph(rows)
    assert sorted(graph.edges) == [
        ("s", "t"),
        ("s", "x"),
        ("s", "y"),
        ("s", "z"),
        ("t", "x"),
        ("t", "y"),
        ("t", "z"),
    ]


def test_what_somebody_did_not_say_is_no_edge_and_is_counted() -> None:
    rows = [quote("s", "x", negated=True), quote("s", "y", quote_id="q2"), quote(None, "x", quote_id="q3")]
    graph = quote_graph(rows)
    assert list(graph.edges) == [("s", "y")]
    assert graph.graph["negated"] == 1
    assert network(rows).graph["negated"] == 1
    assert sorted(graph) == ["s", "y"]


def test_quotes_of_several_stances_are_one_edge_with_its_most_frequent_stance() -> None:
    stances = ["say", "accuse", "accuse", "praise"]
    rows = [
        quote("s", "x", quote_id=f"q{i}", stance=stance, contents=((i * 9, i * 9 + 5),))
        for i, stance in enumerate(stances)
    ]
    edge = quote_graph([*rows, *rows]).edges["s", "x"]  # the same quotes given twice count once
    assert (edge["count"], edge["type"], edge["accuse"], edge["sign_mean"]) == (4, "accuse", 2, -0.25)
    assert edge["documents"] == edge["weight"] == 1
    assert edge["evidence"][0] == {"doc_id": "a", "start": 0, "end": 30}


def test_actors_and_places_are_two_sides() -> None:
    rows = [
        mention("arm:m23", 0),
        place("gn:goma", 10),
        place("gn:sake", 20),
        mention("cty:RWA", 30, kind="COUNTRY"),
        place("cty:RWA", 40, kind="COUNTRY", sentence=1),
        place("cty:RWA", 50, kind="COUNTRY", sentence=2),
        mention("arm:adf", 60, sentence=1),
    ]
    graph = actor_place_graph(rows)
    assert list(graph.edges) == [("arm:adf", "cty:RWA"), ("arm:m23", "gn:goma"), ("arm:m23", "gn:sake")]
    assert {node for node, side in graph.nodes(data="bipartite") if side} == {"gn:goma", "gn:sake", "cty:RWA"}
    assert list(edge_table(rows, layers=["located_in"])["source_id"].to_pylist()) == ["arm:adf", "arm:m23", "arm:m23"]


def test_roles_link_only_entities_that_occur_and_carry_the_dates_of_the_office() -> None:
    rows = [mention("per:a", kind="PERSON"), mention("arm:m23", 50, sentence=3)]
    graph = network(rows, layers=["role"], kb=KB)
    assert dict(graph.edges) == {
        ("per:a", "arm:m23", "role:spokesperson"): {
            "layer": "role",
            "directed": True,
            "type": "spokesperson",
            "weight": 1,
            "title": "Spokesman",
            "first_date": "2012",
        }
    }
    table = edge_table(rows, layers=["role"], kb=KB).to_pylist()
    assert [
        (row["source_id"], row["target_id"], row["type"], row["first_date"], row["last_date"]) for row in table
    ] == [("per:a", "arm:m23", "spokesperson", "2012", None)]
    assert len(network([*rows, document("a", "2001")], layers=["role"], kb=KB, until="2011").edges) == 0
    assert len(network(rows[:1], layers=["role"], kb=KB).edges) == 0


CHAIN = [
    row
    for at, (a, b) in enumerate([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")])
    for row in (mention(a, at * 40, sentence=at), mention(b, at * 40 + 9, sentence=at))
]


@pytest.mark.parametrize(("hops", "nodes"), [(0, "c"), (1, "bcd"), (2, "abcde"), (99, "abcde")])
def test_focus_keeps_what_is_reached(hops: int, nodes: str) -> None:
    assert "".join(network(CHAIN, focus="c", hops=hops)) == nodes


def test_focus_that_does_not_occur_is_refused() -> None:
    for focus in ("z", [], ["c", "z"], 3):
        with pytest.raises(ConfigError) as caught:
            network(CHAIN, focus=focus)  # type: ignore[arg-type]
        assert caught.value.code == "E404"


def test_focus_by_name_is_told_the_id() -> None:
    rows = [mention("arm:m23", 0), mention("mil:COD", 20)]
    with pytest.raises(ConfigError, match=r"focus is 'M23'; allowed: ids of entities that occur, such as arm:m23"):
        network(rows, focus="M23")


def test_kinds_keep_entities_of_a_kind() -> None:
    rows = [mention("a"), mention("b", 9), mention("p", 20, kind="PERSON")]
    assert sorted(network(rows, kinds=["ARMED_GROUP"])) == ["a", "b"]
    assert sorted(network(rows, kinds={"PERSON"})) == []


def test_documents_of_unknown_date_are_left_out_of_a_span_of_dates_and_counted() -> None:
    rows = [row for doc in "abcd" for row in (mention("x", doc_id=doc), mention("y", 9, doc_id=doc))]
    rows_dated = [*rows, document("a", "2024-02-07"), document("b", "2024"), document("c", "next week")]
    graph = network(rows_dated, since="2024-02")
    assert graph.edges["x", "y", "co_mention"]["documents"] == 2  # 2024 may be after February
    assert graph.graph["undated"] == 2
    assert network(rows_dated, until="2023-12-31").number_of_edges() == 0
    assert network(rows_dated).edges["x", "y", "co_mention"]["documents"] == 4


def test_three_sentences_count_a_pair_once_for_the_sentence_that_it_begins_in() -> None:
    rows = [mention("x", 0), mention("y", 9), mention("y", 59, sentence=1), mention("z", 99, sentence=3)]
    counts = {(row["source_id"], row["target_id"]): row["count"] for row in _pairs(rows, "3 sentences")}
    assert counts == {("x", "y"): 1, ("y", "z"): 1}
    assert {(row["source_id"], row["target_id"]) for row in _pairs(rows, "4 sentences")} == {
        ("x", "y"),
        ("x", "z"),
        ("y", "z"),
    }
    assert _pairs(rows, "1 sentence") == _pairs(rows, "sentence")


def _pairs(rows: list[Any], window: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = edge_table(rows, window=window, layers="co_mention").to_pylist()
    return found


@pytest.mark.parametrize(
    "arguments",
    [
        {"layers": []},
        {"layers": ["relations"]},
        {"layers": [3]},
        {"window": "0 sentences"},
        {"window": "many sentences"},
        {"window": 3},
        {"kinds": "PERSON"},
        {"kinds": ["Person"]},
        {"hops": -1},
        {"since": "soon"},
        {"since": 2024},
        {"since": "2024", "until": "2023"},
        {"without": "a"},
        {"weight": "heavy"},
        {"backbone": "spine"},
        {"backbone": "disparity", "alpha": 0},
        {"backbone": "disparity", "weight": "npmi"},
        {"backbone": "noise_corrected", "delta": "1"},
    ],
)
def test_wrong_arguments_are_refused(arguments: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as caught:
        network([], **arguments)
    assert caught.value.code == "E404"
