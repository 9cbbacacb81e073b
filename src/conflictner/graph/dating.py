"""The dates of documents: which are dates, which days they may stand for, and in which slice of time they fall."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from conflictner.errors import E404, ConfigError
from conflictner.knowledge.dates import days

_DATE: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?![0-9-])", re.ASCII)

#: How many characters of a date name its slice; a week is counted.
_WIDTH: Final = {"day": 10, "month": 7, "year": 4}

SLICES: Final = ("day", "week", "month", "year")


@lru_cache(maxsize=65_536)
def date_of(text: str | None) -> str | None:
    """The date that a text begins with, as far as it is one; a time after it is left out.

    >>> date_of("2024-02-07T10:15:00Z"), date_of("2024-03"), date_of("2024-02-31"), date_of("yesterday")
    ('2024-02-07', '2024-03', None, None)
    """
    found = _DATE.match(text or "")
    if found is None:
        return None
    try:
        days(found.group())
    except ValueError:
        return None
    return found.group()


def checked(name: str, value: object) -> tuple[int, int] | None:
    """First and last day of a date that an argument gives; None for None.

    Raises:
        ConfigError: E404, it is no date.

    >>> checked("since", "2024-02")[1] - checked("since", "2024-02-01")[0]
    28
    """
    if value is None:
        return None
    try:
        return days(value if isinstance(value, str) else str(value.isoformat()) if isinstance(value, date) else "")
    except ValueError:
        allowed = "a date such as 2024, 2024-02 or 2024-02-07"
        raise ConfigError(E404.format(name=name, value=repr(value), allowed=allowed)) from None


def slice_of(text: str | None, by: str | Sequence[str]) -> str | None:
    """The slice of time that a date falls in, named so that names sort as time does.

    Args:
        text: A date of `date_of`, or None.
        by: "day", "week" (ISO 8601, named "2024-W06"), "month" or "year"; or cuts, sorted dates each of which begins a
            slice that bears its name. What lies before the first cut is in none.

    Returns:
        None for a date that is unknown, or too vague to fall in one slice.

    >>> [slice_of("2024-02-07", by) for by in ("day", "week", "month", "year")]
    ['2024-02-07', '2024-W06', '2024-02', '2024']
    >>> slice_of("2024", "month"), slice_of("2024-02", ["2023-12-01", "2024-01-15"])
    (None, '2024-01-15')
    """
    if text is None:
        return None
    first, last = days(text)
    if not isinstance(by, str):
        inside = [cut for cut in by if days(cut)[0] <= first]
        return inside[-1] if inside and inside == [cut for cut in by if days(cut)[0] <= last] else None
    if by == "week":
        year, week, _ = date.fromordinal(first).isocalendar()
        same = date.fromordinal(last).isocalendar()[:2] == (year, week)
        return f"{year:04d}-W{week:02d}" if same else None
    return text[: _WIDTH[by]] if len(text) >= _WIDTH[by] else None


def span_of(label: str) -> tuple[int, int]:
    """First and last day, as numbers, of a slice of `slice_of` that is a day, week, month or year.

    >>> first, last = span_of("2024-W06")
    >>> date.fromordinal(first).isoformat(), last - first
    ('2024-02-05', 6)
    """
    year, _, week = label.partition("-W")
    if not week:
        return days(label)
    monday = date.fromisocalendar(int(year), int(week), 1).toordinal()
    return monday, monday + 6
