"""Dates of documents, and the slices in which they fall."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from conflictner.errors import ConfigError
from conflictner.graph.dating import checked, date_of, slice_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-02-07", "2024-02-07"),
        ("2024-02-07T23:59:00+02:00", "2024-02-07"),
        ("2024-02-29", "2024-02-29"),
        ("2023-02-29", None),
        ("2024-13", None),
        ("2024-13-01", None),
        ("2024-00", None),
        ("0000", None),
        ("2024", "2024"),
        ("2024-2-7", None),
        ("20240207", None),
        ("7 February 2024", None),
        ("٢٠٢٤-02-07", None),
        ("", None),
        (None, None),
    ],
)
def test_what_is_a_date(text: str | None, expected: str | None) -> None:
    assert date_of(text) == expected


@pytest.mark.parametrize(
    ("text", "by", "expected"),
    [
        ("2024-12-30", "week", "2025-W01"),
        ("2021-01-03", "week", "2020-W53"),
        ("2024-12", "week", None),
        ("2024-12", "day", None),
        ("2024-12", "month", "2024-12"),
        ("2024-12", "year", "2024"),
        ("2024", "month", None),
        ("2023-12-31", ["2024"], None),
        ("2024-01-01", ["2024"], "2024"),
        ("2024", ["2024", "2024-07"], None),
        ("2024-08", ["2024", "2024-07"], "2024-07"),
    ],
)
def test_slices(text: str, by: Any, expected: str | None) -> None:
    assert slice_of(text, by) == expected


def test_dates_as_arguments() -> None:
    assert checked("since", date(2024, 2, 7)) == checked("since", "2024-02-07")
    with pytest.raises(ConfigError):
        checked("since", "2024-02-30")
