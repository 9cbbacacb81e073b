"""The compiled gazetteer: one SQLite file, written whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from operator import itemgetter
from pathlib import Path
from typing import Final

from conflictner.knowledge.places import place_key, read_places, respell

#: Part of the file name; raised with any change of tables or keys, so that an old file is never read.
SCHEMA: Final = 3

TABLES: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA page_size = 8192;
CREATE TABLE place (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
  country TEXT NOT NULL, admin1 TEXT NOT NULL, feature TEXT NOT NULL, population INTEGER NOT NULL
);
CREATE TABLE alias (key TEXT NOT NULL, n INTEGER NOT NULL, variant TEXT NOT NULL, PRIMARY KEY (key, n)) WITHOUT ROWID;
"""
#: What is done when all rows stand.
FINISH: Final = (
    "CREATE INDEX alias_variant ON alias (variant)",
    "CREATE UNIQUE INDEX place_id ON place (id)",
    f"PRAGMA user_version = {SCHEMA}",
)


def compile_places(packed: bytes, target: Path, *, shown: str) -> None:
    """Compile a gzipped table of places; two processes may do so at once, the last one's equal file stays.

    Args:
        packed: The gzipped table.
        target: The file to make; its folder exists.
        shown: Name of the table in messages.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.stem}-", suffix=".tmp", dir=target.parent)
    os.close(handle)
    scratch = Path(name)
    try:
        with closing(sqlite3.connect(scratch, isolation_level=None)) as connection:
            _fill(connection, packed, shown)
        scratch.replace(target)
    finally:
        scratch.unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, packed: bytes, shown: str) -> None:
    connection.executescript(TABLES)
    connection.execute("BEGIN")
    rows: list[tuple[object, ...]] = []
    aliases: list[tuple[str, int, str]] = []
    for n, (row, others) in enumerate(read_places(packed, shown), start=1):
        rows.append((n, *row))
        aliases += [(key, n, respell(key)) for key in {place_key(name) for name in (row[1], *others)}]
    connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    # Sorted rows append to the tree; unsorted ones take 2.3 times as long. The sort is stable, so n is in order too.
    aliases.sort(key=itemgetter(0))
    connection.executemany("INSERT INTO alias VALUES (?, ?, ?)", aliases)
    for statement in FINISH:
        connection.execute(statement)
    connection.execute("COMMIT")


def is_sound(path: Path) -> bool:
    """Whether a compiled file is whole: a cut, emptied or foreign file is not.

    >>> is_sound(Path("/no/such/file"))
    False
    """
    try:
        size = path.stat().st_size
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            pages, page, version = (
                connection.execute(f"PRAGMA {pragma}").fetchone()[0]
                for pragma in ("page_count", "page_size", "user_version")
            )
            rows = connection.execute("SELECT n FROM place LIMIT 1").fetchone()
    except (OSError, sqlite3.Error):
        return False
    return bool(rows) and version == SCHEMA and size == pages * page
