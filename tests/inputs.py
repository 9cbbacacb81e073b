"""Files for the tests of readers, and what a reader finds in them, in short."""

from __future__ import annotations

from pathlib import Path

from conflictner.corpus.readers import Found, read_source
from conflictner.corpus.records import Record
from conflictner.corpus.sources import find_sources
from conflictner.rows import Reject


def read(path: Path) -> list[tuple[str, object]]:
    """Place, and fields or the code of a reject."""
    return [(item.source, shown(item)) for source in find_sources(path) for item in read_source(source)]


def shown(item: Found) -> object:
    if isinstance(item, Record):
        return dict(item.fields)
    return item.code if isinstance(item, Reject) else item


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path
