"""Layers of the gazetteer that a user makes of his own sources: imported once, read beside the shipped table."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from conflictner.errors import E101, E201, E207, E208, E209, E401, InputError, KnowledgeBaseError, OutputError
from conflictner.knowledge.placefile import FINISH, TABLES, is_sound
from conflictner.knowledge.places import place_key, respell
from conflictner.knowledge.placesources import Fault, Row, read_source
from conflictner.text import slug, squeeze

#: Rows that are written at once; a million rows take no more memory than these.
_BATCH: Final = 20_000
#: Messages that a report keeps; all of them go to the file of rejects.
_TOLD: Final = 20

_RAW: Final = "CREATE TEMP TABLE raw (key TEXT NOT NULL, n INTEGER NOT NULL, variant TEXT NOT NULL)"
_LINES: Final = "CREATE TEMP TABLE lines (n INTEGER PRIMARY KEY, line INTEGER NOT NULL)"
_DOUBLES: Final = """
CREATE TEMP TABLE doubles AS SELECT n FROM place
JOIN (SELECT id AS same, min(n) AS first FROM place GROUP BY id HAVING count(*) > 1) ON id = same AND n > first
"""
_DOUBLE_LINES: Final = "SELECT line, id FROM doubles JOIN lines USING (n) JOIN place USING (n) ORDER BY n"
_SORTED: Final = "INSERT OR IGNORE INTO alias SELECT key, n, variant FROM raw ORDER BY key, n"
# GeoNames names a province by a code ("CD.11") until its own row has been read.
_PROVINCES: Final = """
UPDATE place SET admin1 = coalesce(
  (SELECT p.name FROM place p WHERE p.feature = 'admin1' AND p.admin1 = place.admin1), ''
) WHERE admin1 GLOB '[A-Z][A-Z].*'
"""


@dataclass(slots=True)
class ImportReport:
    """What became of a file: the layer made, places in it, lines set aside, and why the first of them were."""

    path: Path
    places: int = 0
    rejected: int = 0
    rejects: Path | None = None
    problems: list[str] = field(default_factory=list)


def layers_folder() -> Path:
    """Where imported layers are kept: CONFLICTNER_LAYERS, or the user's data folder."""
    given = os.environ.get("CONFLICTNER_LAYERS")
    if given:
        return Path(given)
    from platformdirs import user_data_dir

    return Path(user_data_dir("conflictner")) / "gazetteers"


def layers(folder: Path | None = None) -> list[Path]:
    """The imported layers, by name.

    Args:
        folder: Where to look; the user's data folder by default.
    """
    return sorted(path for path in (folder or layers_folder()).glob("*.sqlite") if is_sound(path))


def find_layer(layer: str | Path) -> Path:
    """The file of a layer: a path, or the name it was imported under.

    Raises:
        KnowledgeBaseError: E207, there is no such layer, or it is none.
    """
    given = Path(layer)
    for path in (given, layers_folder() / f"{layer}.sqlite"):
        if path.is_file():
            if is_sound(path):
                return path
            raise KnowledgeBaseError(E208.format(path=path))
    raise KnowledgeBaseError(E207.format(name=repr(str(layer))))


def import_places(source: str | Path, *, to: str | Path | None = None) -> ImportReport:
    """Make a layer of a file of places.

    Args:
        source: A GeoNames dump (``CD.txt``, ``allCountries.zip``), a UCDP GED CSV, a folder or CSV of Who's On First,
            or a CSV or TSV with at least the columns name, lat and lon; more of them are id, aliases (joined by ``|``),
            country, admin1, feature and population.
        to: The file to make; by default one in the user's data folder that bears the name of the source.

    Returns:
        The report. Broken lines are set aside, each with its reason in a file beside the layer.

    Raises:
        InputError: E101 no such file, E103 it cannot be read.
        KnowledgeBaseError: E203, a column is missing; E209, no line is a place.
        OutputError: E401, the layer cannot be written.
    """
    source = Path(source)
    if not source.exists():
        raise InputError(E101.format(path=source))
    target = Path(to) if to is not None else layers_folder() / f"{slug(source.stem) or 'places'}.sqlite"
    report = ImportReport(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.stem}-", suffix=".tmp", dir=target.parent)
        os.close(handle)
    except OSError as error:
        raise OutputError(E401.format(path=target, reason=error.strerror or error)) from error
    scratch, aside = Path(name), target.with_suffix(".rejects.tsv")
    try:
        with closing(sqlite3.connect(scratch, isolation_level=None)) as connection:
            _fill(connection, _accepted(source, aside, report))
            _drop_doubles(connection, source, aside, report)
            report.places = _finish(connection)
        if not report.places:
            reason = report.problems[0] if report.problems else "it is empty"
            raise KnowledgeBaseError(E209.format(path=source, reason=reason))
        scratch.replace(target)
    finally:
        scratch.unlink(missing_ok=True)
    if report.rejected:
        report.rejects = aside
    else:
        aside.unlink(missing_ok=True)
    return report


def _accepted(source: Path, aside: Path, report: ImportReport) -> Iterator[Row]:
    """The good rows of a source; the others go to the file of rejects."""
    with aside.open("w", encoding="utf-8", newline="\n") as file:
        file.write("line\tfield\treason\n")
        for row in read_source(source, country_code):
            if isinstance(row, Fault):
                _set_aside(row, source, file, report)
            else:
                yield row


def _set_aside(fault: Fault, source: Path, file: TextIO, report: ImportReport) -> None:
    report.rejected += 1
    file.write(f"{fault.line}\t{fault.field}\t{fault.reason}\n")
    if len(report.problems) < _TOLD:
        told = E201.format(path=source, line=fault.line, field=fault.field, reason=fault.reason)
        report.problems.append(told)


def _fill(connection: sqlite3.Connection, rows: Iterator[Row]) -> None:
    connection.executescript(TABLES)
    connection.execute("PRAGMA temp_store = FILE")
    connection.execute(_RAW)
    connection.execute(_LINES)
    connection.execute("BEGIN")
    done = 0
    while batch := list(islice(rows, _BATCH)):
        places, names, lines = [], [], []
        for n, (row, others, line) in enumerate(batch, start=done + 1):
            places.append((n, *row))
            lines.append((n, line))
            names += [(key, n, respell(key)) for key in {place_key(name) for name in (row[1], *others)} if key]
        done += len(batch)
        connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
        connection.executemany("INSERT INTO raw VALUES (?, ?, ?)", names)
        connection.executemany("INSERT INTO lines VALUES (?, ?)", lines)


def _drop_doubles(connection: sqlite3.Connection, source: Path, aside: Path, report: ImportReport) -> None:
    """Of rows of one id the first stands; found by sorting on disk, for the ids of a whole country fill the memory."""
    connection.execute(_DOUBLES)
    with aside.open("a", encoding="utf-8", newline="\n") as file:
        for line, identity in connection.execute(_DOUBLE_LINES):
            _set_aside(Fault(line, "id", f"{identity!r} stands on an earlier line"), source, file, report)
    connection.execute("DELETE FROM place WHERE n IN (SELECT n FROM doubles)")
    connection.execute("DELETE FROM raw WHERE n IN (SELECT n FROM doubles)")


def _finish(connection: sqlite3.Connection) -> int:
    """Sort, index and commit; returns how many places there are."""
    connection.execute(_SORTED)
    for table in ("raw", "lines", "doubles"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute(_PROVINCES)
    for statement in FINISH:
        connection.execute(statement)
    count = int(connection.execute("SELECT count(*) FROM place").fetchone()[0])
    connection.execute("COMMIT")
    return count


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    text = (files("conflictner") / "data" / "en" / "actors.jsonl").read_text(encoding="utf-8")
    for line in text.splitlines():
        if '"kind":"COUNTRY"' in line:
            row = json.loads(line)
            iso3 = row["country"][0] if row["country"] else ""
            for name in (row.get("iso2", ""), iso3, row["name"], *[name["t"] for name in row["names"]]):
                if name and iso3:
                    found.setdefault(squeeze(name), iso3)
    return found


def country_code(name: str) -> str:
    """ISO 3166 alpha-3 code of a country's code or name; "" where it is unknown.

    >>> country_code("CD"), country_code("Rwanda"), country_code("Nowhere")
    ('COD', 'RWA', '')
    """
    return _codes().get(squeeze(name), "")


@lru_cache(maxsize=1)
def _alpha2() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, iso3 in _codes().items():
        if len(name) == 2:
            found.setdefault(iso3, name.upper())  # the code stands before the names: GB, not UK
    return found


def country_alpha2(code: str) -> str:
    """ISO 3166 alpha-2 code of an alpha-3 code; "" where it is unknown.

    >>> country_alpha2("COD"), country_alpha2("GBR"), country_alpha2("XXX")
    ('CD', 'GB', '')
    """
    return _alpha2().get(code, "")
