"""Dates: what newsrooms write, and what is not guessed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from conflictner.corpus.dates import order, read_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-02-07", "2024-02-07"),
        ("2024-02-07T09:30:00Z", "2024-02-07"),
        ("2024-02-07T23:30:00-05:00", "2024-02-07"),  # the day where it was written
        ("2024-02-07 09:30:00.123456", "2024-02-07"),
        ("2024/2/7", "2024-02-07"),
        ("20240207", "2024-02-07"),
        ("20240207T093000Z", "2024-02-07"),
        (20240207, "2024-02-07"),
        ("20240207093000", "2024-02-07"),
        (1707298200, "2024-02-07"),
        ("1707298200", "2024-02-07"),
        (1707298200000, "2024-02-07"),
        (1707298200.5, "2024-02-07"),
        ("Wed, 07 Feb 2024 23:30:00 +0300", "2024-02-07"),
        ("7 February 2024", "2024-02-07"),
        ("7th of February 2024", "2024-02-07"),
        ("February 7, 2024", "2024-02-07"),
        ("Wednesday, Feb. 7th, 2024, 9.30am", "2024-02-07"),
        ("Published 7 Sept 2024", "2024-09-07"),
        ("07-Feb-2024", "2024-02-07"),
        ("7/Feb/2024 9:30", "2024-02-07"),
        ("7-Feb-24", "2024-02-07"),  # as spreadsheets write it
        ("07-Feb-98", "1998-02-07"),
        ("13/02/2024", "2024-02-13"),
        ("02/13/2024", "2024-02-13"),
        ("04.04.2024", "2024-04-04"),
        ("45329", "2024-02-07"),  # what a spreadsheet saves of a date in a column of numbers
        ("45329.75", "2024-02-07"),
        (45329, "2024-02-07"),
        (45329.0, "2024-02-07"),
        (date(2024, 2, 7), "2024-02-07"),
        ("", None),
        (None, None),
    ],
)
def test_read_date(value: Any, expected: str | None) -> None:
    assert read_date(value) == expected


@pytest.mark.parametrize(
    ("value", "first"),
    [
        ("13/04/2024", True),
        (" 31.12.2024 09:30", True),
        ("04/13/2024", False),
        ("03/04/2024", None),
        ("04/04/2024", None),
        ("99/99/2024", None),
        ("2024-13-04", None),
        (20241304, None),
        (None, None),
    ],
)
def test_order_of_a_date_in_figures(value: Any, first: bool | None) -> None:
    assert order(value) is first


@pytest.mark.parametrize("value", ["03/04/2024", "3-4-2024", "03.04.2024 10:15"])
def test_read_date_never_guesses(value: str) -> None:
    with pytest.raises(ValueError, match="ambiguous"):
        read_date(value)
    assert read_date(value, day_first=True) == "2024-04-03"
    assert read_date(value, day_first=False) == "2024-03-04"


@pytest.mark.parametrize(
    "value",
    ["2024", 2024, 2024.0, "2024-02", "2024/2", "02/2024", "Feb 2024", "Feb. 2024", "February, 2024", "SEPT 2024"],
)
def test_read_date_makes_no_day_of_a_month(value: Any) -> None:
    with pytest.raises(ValueError, match="without a day"):
        read_date(value)


@pytest.mark.parametrize(
    "value",
    [
        "yesterday", "7-Feb", "24-Smarch-24", "2/7/24", "7 Feb 24",
        "2024-13", "13/2024", "Smarch 2024", "0724", 724, "12345", 12345, "99999", "4532", "31 February 2024",
        "2024-13-01", "7 Smarch 2024", "99/99/2024",
        "0007-02-07", True, [2024], float("nan"), float("inf"), 1e300, "9" * 90,
    ],
)  # fmt: skip
def test_read_date_refuses(value: Any) -> None:
    with pytest.raises(ValueError, match="unreadable"):
        read_date(value)
