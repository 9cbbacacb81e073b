"""Places of the user's own, read as a stream: GeoNames dumps, UCDP GED events, Who's On First, tables with our header.

A reader yields a place with its other names, or a `Fault`: a broken line is set aside, the rest is read on.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final, Literal, TextIO

from conflictner.errors import E103, E203, InputError, KnowledgeBaseError
from conflictner.knowledge.places import COLUMNS, PlaceRow
from conflictner.text import clean, slug, squeeze

Country = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is set aside: its number, the field, the reason."""

    line: int
    field: str
    reason: str


Row = tuple[PlaceRow, tuple[str, ...], int]

#: Classes of GeoNames that are kept beside towns (P): what news names.
_CODES: Final = {
    "ADM1": "admin1",
    "ADM2": "admin2",
    "ADM3": "admin3",
    "ADM4": "admin3",
    "MT": "mountain",
    "MTS": "mountains",
    "LK": "lake",
    "STM": "river",
    "PRK": "park",
    "RGN": "region",
    "ISL": "island",
    "PPLC": "capital",
    "PPLA": "seat",
    "PPLA2": "seat",
    "PPLA3": "seat",
    "PPLX": "neighbourhood",
}
_PLACETYPES: Final = {
    "region": "admin1",
    "county": "admin2",
    "localadmin": "admin3",
    "locality": "populated",
    "borough": "neighbourhood",
    "neighbourhood": "neighbourhood",
}
_GENERIC: Final = re.compile(
    r"\s+(?:town|village|city|villages|area|locality|territory|settlement|district|(?:refugee |idp )?camp)$",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_NEEDED: Final = ("name", "lat", "lon")
_LIMIT: Final = 1 << 20
#: Lines over which a quoted cell may run.
_SPREAD: Final = 10


def read_source(path: Path, country: Country) -> Iterator[Row | Fault]:
    """Read a file or folder of places, whatever its format.

    Args:
        path: ``CD.txt``, ``allCountries.zip``, ``GEDEvent.csv``, a folder or CSV of Who's On First, or a CSV or TSV
            with at least the columns name, lat and lon.
        country: ISO 3166 alpha-3 code of a country's name or other code; "" where it is unknown.

    Raises:
        InputError: E103, the file cannot be read.
        KnowledgeBaseError: E203, a column is missing.
    """
    if path.is_dir():
        yield from _features(path, country)
        return
    with _opened(path) as file:
        first = file.readline(_LIMIT)
        if first.count("\t") == 18:
            yield from _geonames(first, file, country)
            return
        mark = "\t" if "\t" in first else ","
        header = [cell.strip().lower() for cell in next(csv.reader([first.lstrip("\ufeff")], delimiter=mark), [])]
        rows = _table(file, header, mark)
        if "where_coordinates" in header:
            yield from _events(rows, country)
        else:
            lacking = [column for column in _NEEDED if not any(known in header for known in (column, *_ALSO[column]))]
            if lacking:
                raise KnowledgeBaseError(E203.format(path=path, column=lacking[0], known=", ".join(COLUMNS)))
            yield from _own(rows, country)


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                names = [n for n in archive.namelist() if n.endswith((".txt", ".csv", ".tsv")) and "readme" not in n]
                if not names:
                    raise InputError(E103.format(path=path, reason="no .txt, .csv or .tsv in it"))
                with archive.open(max(names, key=lambda n: archive.getinfo(n).file_size)) as member:
                    yield io.TextIOWrapper(member, encoding="utf-8", errors="replace", newline="")
            return
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            yield file
    except (OSError, zipfile.BadZipFile) as error:
        raise InputError(E103.format(path=path, reason=error)) from error


def _table(file: TextIO, header: list[str], mark: str) -> Iterator[tuple[int, dict[str, str]] | Fault]:
    quoting: Literal[0, 3] = csv.QUOTE_NONE if mark == "\t" else csv.QUOTE_MINIMAL
    ahead: deque[str] = deque()
    line, step = 2, 0
    while text := ahead.popleft() if ahead else file.readline(_LIMIT):
        line, step = line + step, 1
        if quoting == csv.QUOTE_MINIMAL and text.count('"') % 2:
            rest = _closed(file, ahead)
            if not rest:
                # The lines behind are rows of their own; a mark left open costs its line alone.
                yield Fault(line, "row", "a quotation mark is not closed")
                continue
            text, step = text + "".join(rest), 1 + len(rest)
        try:
            cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=mark, quoting=quoting, strict=True), [])
            wrong = f"{len(cells)} cells, the header has {len(header)}" if len(cells) != len(header) else ""
        except csv.Error as error:
            cells, wrong = [text], str(error)
        if not any(cell.strip() for cell in cells):
            continue
        if wrong:
            # What was read on for the sake of a quotation mark is read again.
            ahead.extendleft(reversed(text.splitlines(keepends=True)[1:]))
            step = 1
            yield Fault(line, "row", wrong)
            continue
        yield line, dict(zip(header, cells, strict=True))


def _closed(file: TextIO, ahead: deque[str]) -> list[str]:
    """The lines up to that which closes a quotation mark, taken off; none where it stays open for _SPREAD lines."""
    for count in range(1, _SPREAD):
        if len(ahead) < count:
            text = file.readline(_LIMIT)
            if not text:
                return []
            ahead.append(text)
        if ahead[count - 1].count('"') % 2:
            return [ahead.popleft() for _ in range(count)]
    return []


def _geonames(first: str, file: Iterable[str], country: Country) -> Iterator[Row | Fault]:
    """GeoNames' 19 columns without quoting; the name of a province is filled in by its own row."""
    number = 0
    for text in _chain(first, file):
        number += 1
        cells = text.rstrip("\r\n").split("\t")
        if len(cells) != 19:
            yield Fault(number, "row", f"{len(cells)} cells instead of 19")
            continue
        if cells[6] not in ("P", "A") and cells[7] not in _CODES:
            continue
        if cells[6] == "A" and cells[7] not in _CODES:
            continue
        feature = _CODES.get(cells[7], "populated")
        admin1 = f"{cells[8]}.{cells[10]}" if cells[10] else ""
        others = tuple(dict.fromkeys(name for name in (cells[2], *cells[3].split(",")) if name and name != cells[1]))
        yield _checked(
            number,
            f"gn:{cells[0]}",
            cells[1],
            others,
            cells[4],
            cells[5],
            country(cells[8]),
            admin1,
            feature,
            cells[14],
        )


def _chain(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def _events(rows: Iterable[tuple[int, dict[str, str]] | Fault], country: Country) -> Iterator[Row | Fault]:
    """Villages of UCDP GED: events placed exactly or nearly so, the median point of each name in a province."""
    points: dict[tuple[str, str, str], list[tuple[float, float]]] = {}
    lines: dict[tuple[str, str, str], int] = {}
    for row in rows:
        if isinstance(row, Fault):
            yield row
            continue
        line, cells = row
        if cells.get("where_prec", "1").strip() not in ("1", "2", "3"):
            continue
        name = _GENERIC.sub("", _BRACKETS.sub("", cells["where_coordinates"]).strip())
        iso3 = country(_BRACKETS.sub("", cells.get("country", "")).strip())
        place = _checked(
            line,
            "x",
            name,
            (),
            cells.get("latitude", ""),
            cells.get("longitude", ""),
            iso3,
            cells.get("adm_1", ""),
            "",
            "",
        )
        if isinstance(place, Fault):
            yield place
        else:
            key = iso3, cells.get("adm_1", "").strip(), name
            points.setdefault(key, []).append(place[0][2:4])
            lines.setdefault(key, line)
    for key, found in sorted(points.items()):
        iso3, admin1, name = key
        lat, lon = (round(median(values), 4) for values in zip(*found, strict=True))
        identity = f"ged:{iso3.lower()}-{slug(f'{name} {admin1}')}"
        yield (identity, name, lat, lon, iso3, re.sub(r" province$", "", admin1), "populated", 0), (), lines[key]


#: Other headers of the same columns; the first three are those of Who's On First.
_ALSO: Final = {
    "name": ("wof_name", "asciiname"),
    "lat": ("lbl_latitude", "geom_latitude", "latitude"),
    "lon": ("lbl_longitude", "geom_longitude", "longitude", "lng"),
    "country": ("wof_country", "iso_country", "country_id", "countrycode"),
    "feature": ("placetype", "feature_code"),
    "population": ("gn_population",),
    "id": ("wof_id", "geonameid"),
}


def _own(rows: Iterable[tuple[int, dict[str, str]] | Fault], country: Country) -> Iterator[Row | Fault]:
    for row in rows:
        if isinstance(row, Fault):
            yield row
            continue
        line, cells = row
        value = {column: _cell(cells, column) for column in COLUMNS}
        iso3 = country(value["country"])
        if value["country"] and not iso3:
            yield Fault(line, "country", f"{value['country']!r} is no country code or name")
            continue
        identity = value["id"] or f"own:{iso3.lower() or 'x'}-{slug(value['name'])}-{line}"
        if ":" not in identity:
            identity = ("wof:" if "wof_id" in cells or "placetype" in cells else "own:") + identity
        feature = _PLACETYPES.get(value["feature"], _CODES.get(value["feature"], value["feature"] or "populated"))
        aliases = tuple(name.strip() for name in value["aliases"].split("|") if name.strip())
        yield _checked(
            line, identity, value["name"], aliases, value["lat"], value["lon"], iso3, value["admin1"], feature,
            value["population"],
        )  # fmt: skip


def _cell(cells: Mapping[str, str], column: str) -> str:
    for known in (column, *_ALSO.get(column, ())):
        if cells.get(known, "").strip():
            return cells[known].strip()
    return ""


def _features(folder: Path, country: Country) -> Iterator[Row | Fault]:
    """Who's On First: one GeoJSON file a place."""
    for path in sorted(folder.rglob("*.geojson")):
        if "-alt-" in path.name:
            continue
        try:
            properties: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["properties"]
            feature = _PLACETYPES.get(properties.get("wof:placetype", ""))
            if feature is None:
                continue
            usual = (properties.get("name:eng_x_preferred") or [properties["wof:name"]])[0]
            others = [name for key, names in properties.items() if key.startswith("name:") for name in names]
            point = [
                properties.get(f"lbl:{axis}", properties.get(f"geom:{axis}")) for axis in ("latitude", "longitude")
            ]
            yield _checked(
                1, f"wof:{properties['wof:id']}", usual, tuple(dict.fromkeys([properties["wof:name"], *others])),
                str(point[0]), str(point[1]), country(properties.get("wof:country", "")), "", feature,
                str(properties.get("wof:population") or ""),
            )  # fmt: skip
        except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
            yield Fault(1, path.name, f"not a place of Who's On First ({type(error).__name__}: {error})")


def _checked(
    line: int, identity: str, name: str, aliases: tuple[str, ...], lat: str, lon: str, country: str, admin1: str,
    feature: str, population: str,
) -> Row | Fault:  # fmt: skip
    """The place of a line, or what is wrong with it."""
    name = " ".join(clean(name).split())
    if len(squeeze(name)) < 2 or not any(char.isalpha() for char in name):
        return Fault(line, "name", f"{name!r} is no name")
    if "\ufffd" in name:
        return Fault(line, "name", f"{name!r} is not UTF-8")
    if len(name) > 200:
        return Fault(line, "name", "is longer than 200 characters")
    numbers = []
    for field, text, limit in (("lat", lat, 90.0), ("lon", lon, 180.0)):
        try:
            number = float(text)
        except ValueError:
            return Fault(line, field, f"{text!r} is no number")
        if not abs(number) <= limit:
            return Fault(line, field, f"{text!r} is out of range")
        numbers.append(number)
    try:
        people = int(float(population or 0))
    except (ValueError, OverflowError):
        return Fault(line, "population", f"{population!r} is no number")
    names = tuple(" ".join(clean(alias).split()) for alias in aliases if 1 < len(alias) <= 200)
    row = (identity, name, numbers[0], numbers[1], country, clean(admin1).strip(), feature, max(0, min(people, 10**10)))
    return row, names, line
