"""When an edge is there: dates of a year, a month or a day as spells of days."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from conflictner.errors import OutputError
from conflictner.graph.checks import sheet_of
from conflictner.graph.spells import edge_spells, joined, node_spells


def spells(**values: Any) -> list[tuple[str, str]]:
    (found,) = edge_spells(sheet_of(nx.Graph([("a", "b", values)])))
    return found


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"first_date": "2024-02-07", "last_date": "2024-02-09"}, [("2024-02-07", "2024-02-09")]),
        ({"first_date": "2024", "last_date": "2024"}, [("2024-01-01", "2024-12-31")]),
        ({"first_date": "2023-02", "last_date": "2024-02"}, [("2023-02-01", "2024-02-29")]),
        ({"first_date": "2024-02-07"}, [("2024-02-07", "2024-02-07")]),
        ({"last_date": "2024-02"}, [("2024-02-01", "2024-02-29")]),
        ({"spells": "2024-03 2024-01/2024-02-10"}, [("2024-01-01", "2024-02-10"), ("2024-03-01", "2024-03-31")]),
        ({"spells": "2024-01/2024-03 2024-02", "first_date": "1999"}, [("2024-01-01", "2024-03-31")]),
        ({"spells": ""}, []),
    ],
)
def test_spells_of_an_edge(values: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert spells(**values) == expected


@pytest.mark.parametrize(
    "values",
    [
        {"first_date": "yesterday"},
        {"first_date": ""},
        {"first_date": "2024-13"},
        {"first_date": "2023-02-29"},
        {"first_date": "0000"},
        {"first_date": "2024-1"},
        {"first_date": 2024},
        {"first_date": "2024-02-07\n"},
        {"first_date": "2024-03", "last_date": "2024-02"},
        {"spells": "2024/2023"},
        {"spells": "/"},
        {"spells": "2024-01-01//2024-01-02"},
    ],
)
def test_what_is_no_date_is_refused_and_the_edge_named(values: dict[str, Any]) -> None:
    with pytest.raises(OutputError, match=r"E410.*\('a', 'b'\)"):
        spells(**values)


def test_a_node_is_there_while_one_of_its_edges_is() -> None:
    graph = nx.Graph()
    graph.add_edge("a", "b", first_date="2024-01")
    graph.add_edge("a", "c", first_date="2024-03")
    graph.add_edge("c", "d")
    graph.add_node("e")
    sheet = sheet_of(graph)
    january, march = ("2024-01-01", "2024-01-31"), ("2024-03-01", "2024-03-31")
    assert node_spells(sheet, edge_spells(sheet)) == {"a": [january, march], "b": [january], "c": [], "d": [], "e": []}


def test_spells_that_touch_in_a_day_are_one() -> None:
    assert joined([("2024-01-01", "2024-01-02"), ("2024-01-02", "2024-01-05")]) == [("2024-01-01", "2024-01-05")]
    assert len(joined([("2024-01-01", "2024-01-02"), ("2024-01-03", "2024-01-05")])) == 2
