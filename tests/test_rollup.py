"""Persons counted as bodies and units as what they belong to, on the date of the document."""

from __future__ import annotations

from typing import Any

import pytest

from conflictner.errors import ConfigError
from conflictner.graph import edge_table, network
from conflictner.knowledge import Actor, KnowledgeBase, Link, Role
from rowsource import Tables, document, mention, quote

KB = KnowledgeBase(
    [
        Actor("arm:m23", "ARMED_GROUP", "M23"),
        Actor("mil:rdf", "MILITARY", "RDF"),
        Actor("mil:rdf-1", "MILITARY", "1st Division", parent="mil:rdf"),
        Actor("a", "ORG", "A", parent="b"),
        Actor("b", "ORG", "B", parent="a"),
    ],
    [
        Role("per:k", "arm:m23", "Spokesman", "spokesperson", "2012", "2013-05"),
        Role("per:k", "mil:rdf-1", "Commander", "military", "2020", None),
        Role("per:two", "arm:m23", "Spokesman", "spokesperson", "2012", None),
        Role("per:two", "mil:rdf", "Commander", "military", "2012", None),
        Role("per:judge", "mil:rdf", "Judge", "justice", "2012", None),
    ],
)


def pairs(rows: list[Any], roll_up: Any) -> list[tuple[str, str]]:
    found = edge_table(rows, layers="co_mention", roll_up=roll_up, kb=KB)
    assert found.equals(edge_table(Tables(rows), layers="co_mention", roll_up=roll_up, kb=KB))
    return list(zip(found["source_id"].to_pylist(), found["target_id"].to_pylist(), strict=True))


@pytest.mark.parametrize(
    ("date", "roll_up", "expected"),
    [
        ("2013-01-01", ["persons"], ("arm:m23", "gov:x")),
        ("2024-01-01", ["persons"], ("gov:x", "mil:rdf-1")),
        ("2024-01-01", ["persons", "units"], ("gov:x", "mil:rdf")),
        ("2024-01-01", ["units"], ("gov:x", "per:k")),
        ("2016-01-01", ["persons"], ("gov:x", "per:k")),
        (None, ["persons"], ("gov:x", "per:k")),
        ("2024-01-01", [], ("gov:x", "per:k")),
    ],
)
def test_person_is_the_body_of_the_day(date: str | None, roll_up: list[str], expected: tuple[str, str]) -> None:
    assert pairs([mention("per:k"), mention("gov:x", 9), document("a", date)], roll_up) == [expected]


@pytest.mark.parametrize("person", ["per:two", "per:judge", "new:nobody"])
def test_person_of_two_bodies_or_of_none_stays_a_person(person: str) -> None:
    rows = [mention(person), mention("gov:x", 9), document("a", "2024-01-01")]
    assert pairs(rows, ["persons"]) == [("gov:x", person)]


def test_body_beside_its_own_unit_is_no_pair_and_a_circle_of_parents_ends() -> None:
    assert pairs([mention("mil:rdf"), mention("mil:rdf-1", 9)], ["units"]) == []
    assert len(pairs([mention("a"), mention("x", 9)], ["units"])) == 1


ALLIANCE = KnowledgeBase(
    [Actor("arm:m23", "ARMED_GROUP", "M23"), Actor("arm:afc", "ARMED_GROUP", "AFC")],
    links=[Link("arm:m23", "member_of", "arm:afc", "2023-12")],
)


@pytest.mark.parametrize(
    ("first", "second", "gap", "expected"),
    [
        ("arm:afc", "arm:m23", 1, [("arm:afc", "gov:x")]),  # "AFC/M23"
        ("arm:m23", "arm:afc", 1, [("arm:afc", "gov:x")]),  # "M23-AFC"
        ("arm:m23", "arm:afc", 5, [("arm:afc", "arm:m23"), ("arm:afc", "gov:x"), ("arm:m23", "gov:x")]),
        ("arm:m23", "arm:other", 1, [("arm:m23", "arm:other"), ("arm:m23", "gov:x"), ("arm:other", "gov:x")]),
    ],
)
def test_composite_name_is_the_alliance(first: str, second: str, gap: int, expected: list[tuple[str, str]]) -> None:
    rows = [mention("gov:x", 90), mention(second, 3 + gap), mention(first, 0)]
    for source in (rows, Tables(rows)):
        found = edge_table(source, layers="co_mention", roll_up=["composites"], kb=ALLIANCE)
        assert list(zip(found["source_id"].to_pylist(), found["target_id"].to_pylist(), strict=True)) == expected
    assert edge_table(rows, layers="co_mention", kb=ALLIANCE).num_rows == 3


def test_graph_says_what_was_rolled_up() -> None:
    rows = [quote("per:k", "gov:x", "mil:rdf"), document("a", "2024-01-01"), mention("per:k")]
    graph = network(rows, layers=["quote"], roll_up=["persons", "units"], kb=KB)
    assert list(graph.edges) == [("mil:rdf", "gov:x", "quote:say")]
    assert graph.graph["roll_up"] == "persons units"
    assert graph.nodes["mil:rdf"]["mentions"] == 1
    assert "roll_up" not in network(rows, layers=["quote"]).graph
    with pytest.raises(ConfigError):
        network(rows, roll_up=["everybody"])
