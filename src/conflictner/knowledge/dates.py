"""EDTF level 0 dates ("2012", "2012-05", "2012-05-06") as the days they may stand for."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Final

_EDTF: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

#: Day numbers that stand for "always" on either side.
EVER: Final = (0, 10**7)


@lru_cache(maxsize=8192)
def days(text: str) -> tuple[int, int]:
    """First and last day (proleptic ordinals) that a date may stand for.

    Args:
        text: An EDTF level 0 date; a time after it ("2024-02-07T09:00") is ignored.

    Returns:
        Two equal numbers for a full date, the ends of the month or year otherwise.

    Raises:
        ValueError: The text is no such date.

    >>> first, last = days("2012-02")
    >>> last - first + 1
    29
    >>> days("2012-13")
    Traceback (most recent call last):
    ValueError: month must be in 1..12
    """
    match = _EDTF.fullmatch(text.split("T", 1)[0])
    if match is None:
        raise ValueError("not a date of the form 2012, 2012-05 or 2012-05-06")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if day or match[3]:
        exact = date(year, month, day).toordinal()
        return exact, exact
    if match[2]:
        if not 1 <= month <= 12:
            raise ValueError("month must be in 1..12")
        return date(year, month, 1).toordinal(), date(year, month, monthrange(year, month)[1]).toordinal()
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()


def interval(start: str | None, end: str | None) -> tuple[int, int]:
    """The widest span of days that a dated interval may cover; None is open.

    >>> interval("2012", "2012-05") == (days("2012-01-01")[0], days("2012-05-31")[1])
    True
    """
    return (days(start)[0] if start else EVER[0], days(end)[1] if end else EVER[1])


def covers(start: str | None, end: str | None, when: str, *, slack: int = 0) -> bool:
    """Whether a dated interval may hold on a date; vague dates get the benefit of the doubt.

    Args:
        start: First date, or None.
        end: Last date, or None.
        when: The date asked for.
        slack: Days after the end in which it still counts.

    >>> covers("2021", "2024-02-24", "2024-02"), covers("2021", "2023-12-31", "2024-02-07", slack=90)
    (True, True)
    """
    first, last = interval(start, end)
    asked = days(when)
    return first <= asked[1] and asked[0] <= last + slack
