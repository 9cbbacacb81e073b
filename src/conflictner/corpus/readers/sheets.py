"""CSV and TSV, as standards have them and as Excel exports them: a byte-order mark, ``;`` for ``,``, a ``sep=`` line.

Cells are text and nothing else: "NA" and "007" stay what they are. A row that does not parse costs its first line.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from itertools import chain
from typing import Final

from conflictner.corpus.readers.gkg import is_gkg, read_gkg
from conflictner.corpus.readers.lines import MOST_BYTES, Line, read_lines
from conflictner.corpus.records import NAMES, Coded, Record, plain_name, reject
from conflictner.corpus.sources import Source
from conflictner.rows import Reject

#: Lines over which a quoted cell may run: the body of an article with its paragraphs.
_SPREAD: Final = 5_000
_MARKS: Final = ",;\t|"
_KNOWN: Final = frozenset(name for names in NAMES.values() for name in names)


def read_sheet(source: Source) -> Iterator[Record | Coded | Reject]:
    """The rows of a table with a header; empty rows are no articles and are not counted. A GKG file has no header."""
    csv.field_size_limit(max(csv.field_size_limit(), MOST_BYTES))
    rows = _Rows(read_lines(source))
    first = next(rows.lines(), None)
    mark = ""
    if isinstance(first, Line) and (is_gkg(first.text) or ".gkg." in (source.member or source.name).lower()):
        yield from read_gkg(source, chain([first], rows.lines()))
        return
    if isinstance(first, Line) and first.text.lower().startswith("sep=") and len(first.text) == 5:
        mark, first = first.text[4], next(rows.lines(), None)
    if not isinstance(first, Line):
        if first is not None:
            yield first
        return
    header, mark = _header(rows, first, mark)
    for line in rows.lines():
        if isinstance(line, Reject):
            yield line
            continue
        cells, wrong = rows.cells(line, mark, len(header))
        if wrong:
            yield reject(f"{source.name}:{line.number}", "R112", found=wrong, expected=f"{len(header)} cells")
        elif any(cell.strip() for cell in cells):
            values = {name: cell or None for name, cell in zip(header, cells, strict=False)}
            yield Record(f"{source.name}:{line.number}", values)


def is_header(text: str) -> bool:
    r"""Whether a text begins with the names of columns between tabs, as a spreadsheet saves "Unicode text".

    >>> is_header("Date\tTitle\tText\n1 May 2024\tGoma\tIt fell."), is_header("Goma\tfell.")
    (True, False)
    """
    names = {plain_name(cell) for cell in text.partition("\n")[0][:2000].split("\t")}
    return len(names & _KNOWN) > 1 and not names.isdisjoint(NAMES["text"])


def _header(rows: _Rows, line: Line, mark: str) -> tuple[list[str], str]:
    """The names of the columns, and what stands between cells: what gives the most names that are known."""

    def fit(candidate: str) -> tuple[int, int]:
        try:
            cells = _cells(line.text, candidate)
        except csv.Error:
            cells = []
        return sum(plain_name(cell) in _KNOWN for cell in cells), len(cells)

    mark = mark or max(_MARKS, key=fit)
    cells, _ = rows.cells(line, mark, None)
    return [cell.strip() or f"column {number}" for number, cell in enumerate(cells, start=1)], mark


def _row(text: str, mark: str, expected: int | None) -> tuple[list[str], str]:
    """The cells of a text that is one row and nothing beyond, or what is wrong with it."""
    try:
        cells = _cells(text, mark)
    except csv.Error as error:
        return [], f"{error}; not"
    return cells, "" if expected is None or len(cells) in (0, expected) else f"{len(cells)} cells, not"


def _cells(text: str, mark: str) -> list[str]:
    """The cells of a row; a line ends with a line feed and with nothing else, such as the form feed in a text.

    Raises:
        csv.Error: It is no row, or more than one.
    """
    if "\r" in text:  # a line break in a quoted cell, and elsewhere a blank
        try:
            return _cells(text.replace("\r", "\n"), mark)
        except csv.Error:
            text = text.replace("\r", " ")
    rows = list(csv.reader([f"{line}\n" for line in text.split("\n")], delimiter=mark, strict=True))
    if len(rows) > 1:
        raise csv.Error("it ends before the quotation mark is closed")
    return rows[0] if rows else []


class _Rows:
    """Lines with those that were read ahead for the sake of a quotation mark that did not close."""

    def __init__(self, lines: Iterator[Line | Reject]) -> None:
        self._lines = lines
        self._ahead: deque[Line | Reject] = deque()

    def lines(self) -> Iterator[Line | Reject]:
        """The next lines, those read ahead first."""
        while True:
            line = self._ahead.popleft() if self._ahead else next(self._lines, None)
            if line is None:
                return
            yield line

    def cells(self, line: Line, mark: str, expected: int | None) -> tuple[list[str], str]:
        """The cells of the row that begins with a line, or what is wrong with it."""
        if mark == "\t" and '"' in line.text and line.text.count("\t") + 1 == expected:
            cells = line.text.split("\t")  # many a TSV has marks that quote nothing
            if not any(cell.startswith('"') for cell in cells):
                return cells, ""
        cells, wrong = _row(line.text, mark, expected)
        if not wrong or line.text.count('"') % 2 == 0:
            return cells, wrong
        rest = self._closing(line)
        if rest is None:
            return [], "a quotation mark is not closed; not"
        cells, wrong = _row("\n".join([line.text, *(more.text for more in rest)]), mark, expected)
        if wrong:
            self._ahead.extendleft(reversed(rest))  # rows of their own
        return cells, wrong

    def _closing(self, line: Line) -> list[Line] | None:
        """The lines up to that which closes a quotation mark, taken off; None where none does."""
        seen: list[Line | Reject] = []
        found: list[Line] = []
        for more in self.lines():
            seen.append(more)
            if isinstance(more, Reject) or len(seen) > _SPREAD:
                break
            found.append(more)
            if more.text.count('"') % 2:
                return found
        self._ahead.extendleft(reversed(seen))
        return None
