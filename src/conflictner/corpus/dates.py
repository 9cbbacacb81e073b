"""Dates as newsrooms write them -> the calendar day, and never a guess.

A day is the one that was written: "2024-02-07T23:30:00-05:00" is 7 February, where the article appeared. "03/04/2024"
is 3 April or 4 March; unless the user says which, the date stays unknown and is counted. "2024-02" names a month and
no day of it: the article has no date from outside, and that is counted too. A number of five figures is what a
spreadsheet makes of a date whose column is not told to be one: the days since 1900 as Excel counts them.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

#: The ways in which a date can fail; counted by these names.
AMBIGUOUS: Final = "ambiguous"
NO_DAY: Final = "without a day"
UNREADABLE: Final = "unreadable"
WAYS: Final = (AMBIGUOUS, NO_DAY, UNREADABLE)

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=$|[T\s])")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{6}Z?)?")
_NUMERIC: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?=$|[T\s,])")
_DAY_MONTH: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s/-]+(?:of\s+)?([a-z]{3,9})\.?,?[\s/-]+(\d{4})\b")
#: "7-Feb-24" is what spreadsheets make of "7 February 2024" unless told otherwise.
_SHORT: Final = re.compile(r"(\d{1,2})-([a-z]{3,9})-(\d{2})(?=$|\s)")
_MONTH_DAY: Final = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
#: A year, or a month of it: "2024-02", "02/2024", "February 2024".
_MONTH: Final = re.compile(r"(?:(?P<iso>\d{4})(?:[-/.](?:0?[1-9]|1[0-2]))?|(?:0?[1-9]|1[0-2])[-/.](?P<figures>\d{4}))")
_NAMED_MONTH: Final = re.compile(r"([a-z]{3,9})\.?,?[\s/-]+(\d{4})")
_SERIAL: Final = re.compile(r"\d{5}(?:\.\d+)?")
#: Day 0 of Excel, so that days after the 29 February 1900 that it believes in come out right; and 1970 to 2099.
_DAY_0: Final = date(1899, 12, 30)
_SERIALS: Final = range(25_569, 73_051)
_EPOCH: Final = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
#: News is not older than newspapers; what falls outside is a misread number.
_YEARS: Final = range(1600, 2200)


def read_date(value: Any, *, day_first: bool | None = None) -> str | None:
    """The day in a value, as ISO 8601; None where there is none.

    Args:
        value: Text, seconds or milliseconds since 1970 (UTC), or a date object.
        day_first: How "03/04/2024" is to be read: True for 3 April, False for 4 March; None for not at all.

    Raises:
        ValueError: One of `WAYS`; the date is there and cannot be told.

    >>> read_date("Wed, 07 Feb 2024 09:30:00 GMT"), read_date("7 February 2024"), read_date(1707298200)
    ('2024-02-07', '2024-02-07', '2024-02-07')
    >>> read_date("03/04/2024")
    Traceback (most recent call last):
    ValueError: ambiguous
    >>> read_date("03/04/2024", day_first=True), read_date("13/04/2024"), read_date("45329")
    ('2024-04-03', '2024-04-13', '2024-02-07')
    """
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, int | float) and not isinstance(value, bool):
        found = _epoch(float(value))
    elif isinstance(value, str):
        text = value.strip()
        if not text:
            return None
        found = _written(text[:100], day_first)
    elif value is None:
        return None
    else:
        found = None
    if found is None or found.year not in _YEARS:
        raise ValueError(UNREADABLE)
    return found.isoformat()


def order(value: Any) -> bool | None:
    """Which way round a date in figures must have been written: True for day first, False for month first.

    None where both would do, or no date is written in figures. What one such date shows, the others of its file follow.

    >>> order("13/04/2024"), order("04/13/2024"), order("03/04/2024")
    (True, False, None)
    """
    match = _NUMERIC.match(value.strip()) if isinstance(value, str) else None
    if match is None or (int(match[1]) > 12) == (int(match[3]) > 12):
        return None
    return int(match[1]) > 12


def _epoch(number: float) -> date | None:
    if number in _YEARS:
        raise ValueError(NO_DAY)
    if _SERIALS.start <= number < _SERIALS.stop:
        return _DAY_0 + timedelta(days=int(number))
    seconds = number / 1000 if abs(number) >= 1e11 else number
    if not 1e8 <= abs(seconds) < 1e10:  # 1973 and later: a smaller number is a year or 20240207
        return _compact(f"{number:.0f}")
    return datetime.fromtimestamp(seconds, tz=UTC).date()


def _compact(text: str) -> date | None:
    match = _COMPACT.fullmatch(text)
    return _day(match[1], match[2], match[3]) if match else None


def _written(text: str, day_first: bool | None) -> date | None:
    if match := _ISO.match(text):
        return _day(match[1], match[2], match[3])
    if found := _compact(text):
        return found
    if _EPOCH.fullmatch(text) or _SERIAL.fullmatch(text):
        return _epoch(float(text))
    if _is_month(text.lower()):
        raise ValueError(NO_DAY)
    if match := _NUMERIC.match(text):
        return _numeric(int(match[1]), int(match[3]), match[4], day_first)
    lowered = text.lower()
    if (match := _SHORT.match(lowered)) and match[2] in _MONTHS:
        # The century as POSIX has it.
        return _day(f"{'19' if match[3] > '68' else '20'}{match[3]}", str(_MONTHS[match[2]]), match[1])
    for pattern, day, month in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        for match in pattern.finditer(lowered):
            if match[month] in _MONTHS:
                return _day(match[3], str(_MONTHS[match[month]]), match[day])
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _is_month(text: str) -> bool:
    """Whether a text names a year, or a month of it, and no day."""
    if match := _MONTH.fullmatch(text):
        return int(match["iso"] or match["figures"]) in _YEARS
    named = _NAMED_MONTH.fullmatch(text)
    return named is not None and named[1] in _MONTHS and int(named[2]) in _YEARS


def _numeric(first: int, second: int, year: str, day_first: bool | None) -> date | None:
    if day_first is None and first <= 12 and second <= 12 and first != second:
        raise ValueError(AMBIGUOUS)
    if first > 12 or (second <= 12 and day_first):
        first, second = second, first
    return _day(year, str(first), str(second))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
