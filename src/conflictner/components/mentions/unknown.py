"""Runs of capitals that no source knows, left for the learned model to judge: "{Molloy} ran for the seat"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conflictner.components.mentions.evidence import Evidence, Span

if TYPE_CHECKING:
    from conflictner.components.mentions.book import Book
    from conflictner.components.mentions.boundaries import Unit

#: Longer runs are titles of books and lists.
LONGEST: Final = 5


def leave_open(book: Book, units: list[Unit]) -> None:
    """Put the runs that nobody voted for into the book, without a vote."""
    for unit in units:
        key = book.key(unit.start, unit.end)
        if key not in book.evidence and unit.end - unit.start <= LONGEST and not _is_ordinary(book, unit, key):
            book.evidence[key] = Evidence(supports=int(book.reading.conflict))
            book.spans.append(Span(unit.start, unit.end, "run", 0.0))


def _is_ordinary(book: Book, unit: Unit, key: str) -> bool:
    """Whether its capitals need no name: of a headline, a nationality, a word also written without one."""
    reading = book.reading
    return (
        reading.title_case[unit.start]
        or book.countries.demonym_of(key) != ""
        or (unit.end - unit.start == 1 and reading.is_plain(reading.lowers[unit.start]))
    )
