"""Bytes -> files: whole or not at all; and the text of CSV tables that a spreadsheet can open without running them."""

from __future__ import annotations

import csv
import errno
import io
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from conflictner.errors import E401, E404, ConfigError, OutputError

#: A spreadsheet runs a cell that begins with one of these: =HYPERLINK(...), +1-2, @SUM(...).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def path_of(given: object, name: str = "path") -> Path:
    """A path that somebody gave, checked before anything is read or made.

    Args:
        given: What was given.
        name: What it is called, for the message.

    Raises:
        ConfigError: E404, it is no path.

    >>> path_of("goma.gexf").suffix
    '.gexf'
    """
    if not isinstance(given, (str, os.PathLike)):
        raise ConfigError(E404.format(name=name, value=repr(given), allowed="a path, as a str or a Path"))
    return Path(given)


def save(files: Mapping[Path, bytes]) -> None:
    """Write files whole or not at all: each to a temporary file beside its target, flushed to the disk, then renamed.

    Args:
        files: What to write where; none is renamed before all are on the disk.

    Raises:
        OutputError: E401, with the path that failed; no temporary file is left.
    """
    waiting: list[tuple[Path, Path]] = []
    target = Path()
    try:
        for name, data in files.items():
            target = name.resolve()  # a link stays a link: what it points to is written
            if target.exists() and not target.is_file():
                raise FileExistsError(errno.EEXIST, "not a regular file")
            temporary = target.with_name(f".conflictner-{token_hex(8)}")
            waiting.append((temporary, target))
            with temporary.open("xb") as handle:
                handle.write(data)
                handle.flush()
                os.fsync(handle.fileno())
        for temporary, target in waiting:
            temporary.replace(target)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        for temporary, _ in waiting:
            with suppress(OSError, ValueError):
                temporary.unlink(missing_ok=True)
        reason = getattr(error, "strerror", None) or error
        raise OutputError(E401.format(path=str(target), reason=reason)) from error


def csv_text(
    header: Iterable[str], rows: Iterable[Iterable[Any]], *, spreadsheet: bool, as_text: Callable[[Any], str] = str
) -> str:
    r"""A CSV table as RFC 4180 has it; None is an empty cell.

    Args:
        header: The names of the columns.
        rows: The cells of each row.
        spreadsheet: Put an apostrophe before text that a spreadsheet would run as a formula; cells are exact otherwise.
        as_text: How a value that is not None is written.

    >>> csv_text(["name", "lat"], [["=1+1", -1.5], [None, 2]], spreadsheet=True)
    "name,lat\r\n'=1+1,-1.5\r\n,2\r\n"
    """

    def cell(value: Any) -> str:
        if value is None:
            return ""
        guarded = spreadsheet and isinstance(value, str) and value.startswith(_FORMULA)
        return f"'{value}" if guarded else as_text(value)

    # "\r\n": with another terminator Python before 3.13 leaves a lone "\r" in a cell unquoted.
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([cell(value) for value in row] for row in (header, *rows))
    return out.getvalue()
