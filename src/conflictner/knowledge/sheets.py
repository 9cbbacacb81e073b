"""Tables that an analyst edits: CSV read cell by cell, every fault told with file, line, field and reason."""

from __future__ import annotations

import codecs
import csv
import io
import json
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from conflictner.errors import E103, E201, E202, E203, E204, InputError, KnowledgeBaseError
from conflictner.knowledge.words import is_common

Refuse = Callable[[int, str, str], None]

_UNSAFE: Final = ("Cc", "Cs", "Cn", "Co")
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is refused: line of the file, field, reason."""

    line: int
    field: str
    reason: str

    def told(self, path: str) -> str:
        """One line for the analyst."""
        return E201.format(path=path, line=self.line, field=self.field, reason=self.reason)


def refuse_all(path: str, problems: Sequence[Problem]) -> None:
    """Raise E202 with every problem, if there is one."""
    if problems:
        lines = "\n".join(problem.told(path) for problem in problems)
        count = len({problem.line for problem in problems})
        raise KnowledgeBaseError(E202.format(path=path, count=count, rows=lines))


def read_sheet(
    path: Path, refuse: Refuse, *, shown: str, columns: Sequence[str], needed: Sequence[str]
) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their line numbers, empty ones left out.

    Args:
        path: The file.
        refuse: Called with line, field and reason for every fault.
        shown: The path as the user wrote it.
        columns: The columns that a file may have.
        needed: Those that it must have.

    Raises:
        KnowledgeBaseError: E204 no such file, E203 a column is missing.
        InputError: E103, the file cannot be read.
    """
    faults: list[Problem] = []
    text = _decoded(path, lambda *fault: faults.append(Problem(*fault)), shown)
    if faults:
        refuse(faults[0].line, faults[0].field, faults[0].reason)
        return []
    if not text.strip():
        refuse(1, "file", f"is empty; its first line names the columns: {', '.join(columns)}")
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=_delimiter(text))
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        header = [cell.strip(_AROUND).lower() for cell in next(reader, [])]
        for column in needed:
            if column not in header:
                raise KnowledgeBaseError(E203.format(path=shown, column=column, known=", ".join(columns)))
        strange = [name for name in dict.fromkeys(header) if name not in columns or header.count(name) > 1]
        for column in strange:
            refuse(1, "header", f"{column!r} is unknown or repeated; columns: {', '.join(columns)}")
        if strange:
            return []
        last = reader.line_num
        for cells in reader:
            line, last = last + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(header):
                refuse(line, "row", f"{len(cells)} cells, the header has {len(header)}; quote cells with commas")
                continue
            rows.append((line, dict(zip(header, cells, strict=False))))
    except csv.Error as error:
        refuse(reader.line_num, "row", f"not CSV ({error})")
    return rows


#: What a word processor leaves around the names of columns.
_AROUND: Final = " \t\"'“”‘’"


def _delimiter(text: str) -> str:
    r"""What stands between the cells: a comma, or what a spreadsheet of another country writes.

    >>> _delimiter("name;kind\nA, B and Sons;NGO"), _delimiter("name")
    (';', ',')
    """
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def read_objects(path: Path, refuse: Refuse, *, shown: str) -> list[tuple[int, dict[str, Any]]]:
    """The rows of a file of JSON lines with their line numbers, empty ones left out.

    Raises:
        KnowledgeBaseError: E204, no such file.
        InputError: E103, the file cannot be read.
    """
    rows: list[tuple[int, dict[str, Any]]] = []
    for line, text in enumerate(_decoded(path, refuse, shown).splitlines(), start=1):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
        except (ValueError, RecursionError) as error:
            refuse(line, "row", f"not JSON ({error})")
            continue
        if isinstance(row, dict):
            rows.append((line, row))
        else:
            refuse(line, "row", "not a JSON object")
    return rows


def _decoded(path: Path, refuse: Refuse, shown: str) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise KnowledgeBaseError(E204.format(path=shown)) from None
    except OSError as error:
        raise InputError(E103.format(path=shown, reason=error.strerror or error)) from error
    try:
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # "Unicode text" of a spreadsheet
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        refuse(line, "encoding", f"not UTF-8 (byte {error.start}); save the file as UTF-8")
        return ""
    if "\x00" in text:
        refuse(text.count("\n", 0, text.index("\x00")) + 1, "encoding", "holds a NUL character")
        return ""
    return text


def cell(value: Any) -> str:
    """A cell as text, blanks squeezed.

    >>> cell("  River   Guard "), cell(None), cell(2012)
    ('River Guard', '', '2012')
    """
    return " ".join(str(value).split()) if value is not None else ""


def unprintable(name: str) -> str:
    """Why a cell cannot be a name in any text, or ""."""
    if not name:
        return "is empty"
    if len(name) > _LONGEST:
        return f"is longer than {_LONGEST} characters"
    if any(char == "\ufffd" or unicodedata.category(char) in _UNSAFE for char in name):
        return f"{name!r} holds a control character or U+FFFD"
    return ""


def unfit(name: str, *, acronym: bool = False) -> str:
    """Why a cell cannot be a name to look for, or "".

    >>> unfit("River Guard"), unfit("Q"), unfit("people")
    ('', "'Q' is one letter and would fire everywhere", "'people' is everyday English and would fire everywhere")
    """
    if reason := unprintable(name):
        return reason
    if not any(char.isalpha() for char in name):
        return f"{name!r} has no letter"
    if len(name) < 2:
        return f"{name!r} is one letter and would fire everywhere"
    if _fires_everywhere(name, acronym=acronym):
        return f"{name!r} is everyday English and would fire everywhere"
    return ""


def _fires_everywhere(name: str, *, acronym: bool) -> bool:
    """Whether a name is everyday words in a case that fires: "people", "the war"; "Is" as an acronym, but not "IS"."""
    if acronym:
        return not name.isupper() and is_common(name)
    return name == name.lower() and all(is_common(word) for word in name.split())


#: Above this rank stand "army", "rebels" and "Monday"; "Eagles" (12,000th) and "Otters" are names like others.
_EVERYDAY: Final = 10_000
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october")
_CALENDAR: Final = frozenset({*_DAYS, *_MONTHS, "november", "december"})


def needs_support(name: str, *, acronym: bool = False) -> str:
    """Why a name may stand only in the column weak, or "": one everyday English word, in any case.

    >>> needs_support("Otters"), needs_support("Monday Front")
    ('', '')
    >>> needs_support("Monday")
    "'Monday' is an everyday word and would fire everywhere; put it in the column weak, or give a longer name"
    """
    key = name.lower()
    if (acronym and name.isupper()) or not (key in _CALENDAR or is_common(key, rank=_EVERYDAY)):
        return ""
    return f"{name!r} is an everyday word and would fire everywhere; put it in the column weak, or give a longer name"
