"""Files -> records: one reader for each kind of file, by its ending; others are added by an entry point.

A reader takes a `conflictner.corpus.sources.Source` and yields `Record`s and, for what it cannot read, `Reject`s. A
package adds its own under the entry point group ``conflictner.readers``, named after the ending::

    [project.entry-points."conflictner.readers"]
    ".ndxml" = "mypackage:read_ndxml"
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.metadata import entry_points
from typing import Final

from conflictner.corpus.readers.jsonl import read_json, read_jsonl
from conflictner.corpus.readers.parquet import read_parquet
from conflictner.corpus.readers.plain import read_plain
from conflictner.corpus.readers.sheets import read_sheet
from conflictner.corpus.records import Coded, Passed, Record, reject
from conflictner.corpus.sources import BombError, Source, members
from conflictner.rows import Reject

Found = Record | Coded | Passed | Reject
Reader = Callable[[Source], Iterator[Found]]

GROUP: Final = "conflictner.readers"


def read_zip(source: Source) -> Iterator[Found]:
    """The records of every file in an archive that has a reader."""
    passed = 0
    for member in members(source):
        if member.suffix != ".zip" and member.suffix in readers():
            yield from read_source(member)
        else:
            passed += 1
    if passed:
        yield Passed(source.name, "files of other kinds in archives", passed)


_OURS: Final[dict[str, Reader]] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".csv": read_sheet,
    ".tsv": read_sheet,
    ".parquet": read_parquet,
    ".txt": read_plain,
    ".zip": read_zip,
}


@lru_cache(maxsize=1)
def readers() -> dict[str, Reader]:
    """Every reader by the ending of its files; ours cannot be replaced.

    >>> ".jsonl" in readers()
    True
    """
    added = {entry.name.lower(): entry.load() for entry in entry_points(group=GROUP)}
    return {**added, **_OURS}


def read_source(source: Source) -> Iterator[Found]:
    """The records of one file; a file that breaks off costs one reject, and what was read before stays."""
    reader = readers()[source.suffix]
    try:
        yield from reader(source)
    except BombError as error:
        yield reject(source.name, "R110", limit=error)
    except OSError as error:
        yield reject(source.name, "R109", reason=error.strerror or error)
    except Exception as error:  # whatever a reader raises, a locked archive for instance, costs one file
        yield reject(source.name, "R109", reason=f"{type(error).__name__}: {error}")
