"""EDTF level 0 dates."""

import pytest

from conflictner.knowledge.dates import covers, days


@pytest.mark.parametrize(
    ("text", "length"), [("2012", 366), ("2013", 365), ("2012-02", 29), ("2012-05-06", 1), ("2024-02-07T09:00Z", 1)]
)
def test_dates_days(text: str, length: int) -> None:
    first, last = days(text)
    assert last - first + 1 == length


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "201",
        "2012-5",
        "2012-00",
        "2012-13",
        "2012-02-30",
        "2012/05",
        "2012-05-06-07",
        "0000",
        "٢٠١٢",
        " 2012",
    ],
)
def test_dates_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day|year"):
        days(text)


@pytest.mark.parametrize(
    ("start", "end", "when", "slack", "expected"),
    [
        ("2012", "2014", "2013", 0, True),
        ("2012", "2014", "2014-12-31", 0, True),
        ("2012", "2014", "2015-01-01", 0, False),
        ("2012", "2014", "2015-03-31", 90, True),
        ("2012", "2014", "2015-04-01", 90, False),
        ("2012-06", None, "2012", 0, True),
        ("2012-06", None, "2012-05-31", 0, False),
        (None, None, "1900", 0, True),
        (None, "2012-05", "2012-05-31", 0, True),
    ],
)
def test_dates_covers(start: str | None, end: str | None, when: str, slack: int, expected: bool) -> None:
    assert covers(start, end, when, slack=slack) is expected
