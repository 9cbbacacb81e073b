"""Files -> records: one reader for each kind of file, by its ending; others are added by an entry point.

A reader takes a `conflictner.corpus.sources.Source` and yields `Record`s and, for what it cannot read, `Reject`s. A
package adds its own under the entry point group ``conflictner.readers``, named after the ending::

    [project.entry-points."conflictner.readers"]
    ".ndxml" = "mypackage:read_ndxml"
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from conflictner.corpus.readers.feeds import read_feed
from conflictner.corpus.readers.jsonl import read_json, read_jsonl
from conflictner.corpus.readers.pages import read_page
from conflictner.corpus.readers.parquet import read_parquet
from conflictner.corpus.readers.plain import read_plain
from conflictner.corpus.readers.sheets import read_sheet
from conflictner.corpus.readers.warc import read_warc
from conflictner.corpus.records import Coded, Passed, Record, reject
from conflictner.corpus.sources import PACKED, BombError, Source, find_sources, members
from conflictner.errors import E307, E506, E510, ConfigError, InputError
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
    ".html": read_page,
    ".htm": read_page,
    ".xhtml": read_page,
    ".warc": read_warc,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
    ".rdf": read_feed,
}

#: What a kind of file needs beyond the library: the modules, and the extra that brings them.
_NEEDS: Final = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), (("trafilatura",), "web")),
    ".warc": (("warcio", "trafilatura"), "warc"),
}


@lru_cache(maxsize=1)
def readers() -> dict[str, Reader]:
    """Every reader by the ending of its files; ours cannot be replaced.

    >>> ".jsonl" in readers()
    True
    """
    added = {entry.name.lower(): _added(entry) for entry in entry_points(group=GROUP)}
    return {**added, **_OURS}


def _added(entry: EntryPoint) -> Reader:
    """A package's own reader, imported when a file needs it: one that is broken is no harm to other files."""

    def read(source: Source) -> Iterator[Found]:
        try:
            reader: Reader = entry.load()
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            raise ConfigError(E510.format(ending=entry.name, value=entry.value, reason=reason)) from error
        yield from reader(source)

    return read


def readable(given: str | Path, *, without: str | Path | None = None) -> list[Source]:
    """The files of an input that have a reader, in order.

    Args:
        given: A file or a folder.
        without: A folder in it that is no part of the input: where the tables go.

    Raises:
        InputError: E101, there is no such file or folder; E506, nothing in it can be read.
        ConfigError: E307, one of them needs an extra that is not installed.
    """
    sources = [source for source in find_sources(given, without=without) if source.suffix in readers()]
    if not sources:
        raise InputError(E506.format(path=given, known=" ".join(sorted(readers())), packed=" ".join(PACKED)))
    for suffix in sorted({source.suffix for source in sources} & _NEEDS.keys()):
        modules, extra = _NEEDS[suffix]
        if any(find_spec(module) is None for module in modules):
            raise ConfigError(E307.format(what=suffix, extra=extra))
    return sources


def versions_of(sources: Iterable[Source]) -> dict[str, str]:
    """The versions of the packages that read some files: another one may find another text in the same page."""
    used: set[str] = set()
    for source in sources:
        suffixes = {source.suffix}
        if source.suffix == ".zip":
            with suppress(OSError, BombError):  # it will be a reject, with its reason
                suffixes = {member.suffix for member in members(source)}
        used.update(module for suffix in suffixes & _NEEDS.keys() for module in _NEEDS[suffix][0])
    return {module: version(module) for module in sorted(used) if find_spec(module) is not None}


def read_source(source: Source) -> Iterator[Found]:
    """The records of one file; a file that breaks off costs one reject, and what was read before stays."""
    reader = readers()[source.suffix]
    try:
        yield from reader(source)
    except ConfigError:  # an extra that is missing is no fault of the file
        raise
    except BombError as error:
        yield reject(source.name, "R110", limit=error)
    except OSError as error:
        yield reject(source.name, "R109", reason=error.strerror or error)
    except Exception as error:  # whatever a reader raises, a locked archive for instance, costs one file
        yield reject(source.name, "R109", reason=f"{type(error).__name__}: {error}")
