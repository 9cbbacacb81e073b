"""The network in slices of time, against the graph of the documents of each slice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictner.errors import ConfigError
from conflictner.graph import co_mention_graph, quote_graph, slices, write_graph
from conflictner.graph.dating import slice_of
from rowsource import Tables, document, mention, quote

MENTIONS = st.lists(
    st.builds(
        lambda doc, sentence, entity: mention(entity, sentence * 100 + ord(entity), doc_id=doc, sentence=sentence),
        st.sampled_from("abcdef"),
        st.integers(0, 3),
        st.sampled_from("pqrs"),
    ),
    max_size=40,
)
DATES = st.lists(
    st.sampled_from(
        [None, "2024-02-07", "2024-02-28", "2024-03-01", "2024-12-31", "2025-01-01", "2023", "2024-02", "soon"]
    ),
    min_size=6,
    max_size=6,
)


@settings(deadline=None)
@given(MENTIONS, DATES, st.sampled_from(["day", "week", "month", "year", ["2024-01-01", "2024-02-20"]]), st.booleans())
def test_each_slice_is_the_graph_of_its_documents(rows: list[Any], dates: list[Any], by: Any, quotes: bool) -> None:
    documents = [document(doc, date) for doc, date in zip("abcdef", dates, strict=True)]
    said = [quote("p", row.entity_id, doc_id=row.doc_id, contents=((row.start, row.end),)) for row in rows]
    every = [*rows, *said, *documents]
    found = slices(Tables(every), by=by, layer="quote" if quotes else "co_mention")
    slice_by_doc = {row.doc_id: slice_of(row.date if row.date != "soon" else None, by) for row in documents}
    used = {row.doc_id for row in rows}
    assert set(found.labels) == {slice_by_doc[doc] for doc in used} - {None}
    assert found.undated == sum(slice_by_doc[doc] is None for doc in used)
    counts: dict[tuple[str, str, str], int] = {}
    for label in found.labels:
        inside = [row for row in every if slice_by_doc[row.doc_id] == label]
        expected = (quote_graph if quotes else co_mention_graph)(inside)
        graph = found.at(label)
        names = ["weight", "count", "documents", "first_date", "last_date", "evidence"]
        names += ["sign_mean", "claimed", "denied"] if quotes else []
        plain = [(a, b, {name: data[name] for name in names}) for a, b, data in expected.edges(data=True)]
        assert sorted(graph.edges(data=True), key=str) == sorted(plain, key=str)
        counts |= {(label, a, b): data["count"] for a, b, data in graph.edges(data=True)}
    expected_rows = []
    for at, label in enumerate(found.labels):
        before = found.labels[at - 1] if at else ""
        ends = {(a, b) for where, a, b in counts if where in (label, before)}
        for a, b in sorted(ends):
            now, then = counts.get((label, a, b), 0), counts.get((before, a, b), 0)
            expected_rows.append((label, a, b, now, then, now - then))
    growth = [tuple(row.values()) for row in found.growth().to_pylist()]
    assert growth == expected_rows


def test_new_and_vanished_edges() -> None:
    rows = [mention("x"), mention("y", 9), mention("x", doc_id="b"), mention("z", 9, doc_id="b")]
    found = slices([*rows, document("a", "2024-01-31"), document("b", "2024-02-01")], by="month")
    assert found.labels == ("2024-01", "2024-02")
    assert found.new("2024-01", "2024-02") == [("x", "z")]
    assert found.vanished("2024-01", "2024-02") == [("x", "y")]
    assert list(found.at("2024-02")) == ["x", "z"]
    assert len(found) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        {"by": "hour"},
        {"by": []},
        {"by": 7},
        {"by": ["2024", "2023"]},
        {"by": ["2024", "2024-01"]},
        {"by": ["soon"]},
        {"layer": "role"},
        {"min_count": 0},
    ],
)
def test_wrong_arguments_are_refused(arguments: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as caught:
        slices([], **arguments)
    assert caught.value.code == "E404"


def dated(*dates: str) -> list[Any]:
    """A document for each date, in which p and q, and in the first r, share a sentence."""
    rows: list[Any] = []
    for doc, date in zip("abcdef", dates, strict=False):
        rows += [document(doc, date), mention("p", 0, doc_id=doc), mention("q", 9, doc_id=doc)]
    return [*rows, mention("r", 18, doc_id="a")]


@pytest.mark.parametrize(
    ("by", "spells"),
    [
        ("day", "2024-02-07/2024-02-07 2024-02-28/2024-02-28 2025-01-01/2025-01-01"),
        ("week", "2024-02-05/2024-02-11 2024-02-26/2024-03-03 2024-12-30/2025-01-05"),
        ("month", "2024-02-01/2024-02-29 2025-01-01/2025-01-31"),
        ("year", "2024-01-01/2024-12-31 2025-01-01/2025-12-31"),
        (["2024-02-01", "2024-02-20"], "2024-02-01/2024-02-19 2024-02-20/2025-01-01"),
    ],
)
def test_the_whole_says_when_each_edge_is_there(by: Any, spells: str, tmp_path: Path) -> None:
    cut = slices(dated("2024-02-07", "2024-02-28", "2025-01-01"), by=by)
    whole = cut.whole()
    assert whole.edges["p", "q"]["spells"] == spells
    assert whole.edges["p", "q"]["count"] == 3
    assert whole.edges["p", "r"]["spells"] == spells.split()[0]
    (path,) = write_graph(whole, tmp_path / "goma.gexf", dynamic=True)
    expected = [tuple(spell.split("/")) for spell in spells.split()]
    if by == "week":  # gaps of days stay gaps
        assert len(expected) == 3
    assert nx.read_gexf(path).edges["p", "q"]["spells"] == expected


def test_the_whole_of_quotes_and_of_nothing() -> None:
    assert slices([], layer="quote").whole().is_directed()
    rows = [document("a", "2024-02-07"), quote("p", "q", doc_id="a", contents=((0, 9),))]
    assert slices(rows, layer="quote").whole().edges["p", "q"]["spells"] == "2024-02-01/2024-02-29"


def test_spell_of_no_slice() -> None:
    with pytest.raises(ConfigError, match="E404"):
        slices(dated("2024-02-07")).spell("2024-03")
