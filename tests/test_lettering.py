"""Widths and line breaks of labels."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictner.graph.lettering import is_known, width, wrap


@pytest.mark.parametrize(
    ("text", "thousandths"),
    [("", 0), ("M", 833), ("i", 222), ("é", 556), ("e\u0301", 556), ("漢", 1000), ("\u200f", 0)],
)
def test_width(text: str, thousandths: int) -> None:
    assert width(text, 1000) == thousandths


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", []),
        ("M23", ["M23"]),
        ("Lawrence Kanyuka", ["Lawrence Kanyuka"]),
        ("United Nations Security Council", ["United Nations", "Security Council"]),
        (
            "Armed Forces of the Democratic Republic of the Congo",
            ["Armed Forces of", "the Democratic", "Republic of the…"],
        ),
        ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfsch…"]),
    ],
)
def test_wrap(name: str, expected: list[str]) -> None:
    assert wrap(name, 12, limit=100 if "Armed" in name or "Donau" in name else 132) == expected


@settings(deadline=None)
@given(st.text(max_size=200), st.integers(30, 200))
def test_wrapped_lines_fit(name: str, limit: int) -> None:
    rows = wrap(name, 12, limit=limit)
    assert len(rows) <= 3
    assert all(width(row, 12) <= limit for row in rows)
    assert bool(rows) == bool(name.split())


def test_only_latin_is_certain() -> None:
    assert is_known("Nyanzalé (2)")
    assert is_known("Tanzania People's Defence Force")
    assert not is_known("Мали")
