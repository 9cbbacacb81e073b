"""GDELT's Global Knowledge Graph 2.1: one row, one article of which only names and offsets are given, never the text.

A row has 27 columns between tabs and there is no header. Read are the id, the date, the outlet, the address, the
places, persons and organisations with their offsets, the number of words, the language and the title.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Final

from conflictner.corpus.readers.fips import ISO3
from conflictner.corpus.readers.lines import Line
from conflictner.corpus.records import Coded, Told, reject
from conflictner.corpus.sources import Source
from conflictner.rows import Reject

_COLUMNS: Final = 27
#: The columns read, counted from 0.
_ID, _DATE, _OUTLET, _URL, _PLACES, _PERSONS, _ORGS, _GCAM, _TRANSLATED, _EXTRAS = 0, 1, 3, 4, 10, 12, 14, 17, 25, 26
_RECORD_ID: Final = re.compile(r"\d{14}-T?\d+")
_WORDS: Final = re.compile(r"(?:^|,)wc:(\d{1,7})(?:,|$)")
_LANGUAGE: Final = re.compile(r"srclc:([a-z]{2,3})\b")
_TITLE: Final = re.compile(r"<PAGE_TITLE>([^<]*)</PAGE_TITLE>")
_PUBLISHED: Final = re.compile(r"<PAGE_PRECISEPUBTIMESTAMP>(\d{14})</PAGE_PRECISEPUBTIMESTAMP>")
#: A longer "name" is damage.
_LONGEST: Final = 200
#: Names of an article: a list of everything says nothing about anybody.
_MOST: Final = 2000


def is_gkg(line: str) -> bool:
    r"""Whether a line is a row of GKG 2.1: 27 columns, the first the id of a record.

    >>> is_gkg("20240207093000-12" + "\t" * 26), is_gkg("id\ttext")
    (True, False)
    """
    return line.count("\t") == _COLUMNS - 1 and _RECORD_ID.fullmatch(line.partition("\t")[0]) is not None


def read_gkg(source: Source, lines: Iterable[Line | Reject]) -> Iterator[Coded | Reject]:
    """The articles in the rows of a GKG file; a damaged row costs that row."""
    for line in lines:
        if isinstance(line, Reject):
            yield line
            continue
        place = f"{source.name}:{line.number}"
        if not line.text.strip():
            continue
        cells = line.text.split("\t")
        if len(cells) != _COLUMNS:
            yield reject(place, "R118", reason=f"{len(cells)} columns, not {_COLUMNS}")
        elif not _RECORD_ID.fullmatch(cells[_ID]):
            yield reject(place, "R118", reason="its first column is not the id of a record")
        else:
            yield _article(place, cells)


def _article(place: str, cells: list[str]) -> Coded | Reject:
    persons, orgs = _named(cells[_PERSONS], "person"), _named(cells[_ORGS], "org")
    names = sorted({*_places(cells[_PLACES]), *persons, *orgs}, key=_at)
    if len(names) > _MOST:
        return reject(place, "R120", doc_id=cells[_ID], count=len(names), limit=_MOST)
    published = _PUBLISHED.search(cells[_EXTRAS])
    title = _TITLE.search(cells[_EXTRAS])
    words = _WORDS.search(cells[_GCAM])
    language = _LANGUAGE.search(cells[_TRANSLATED])
    return Coded(
        source=place,
        doc_id=cells[_ID],
        date=published[1] if published else cells[_DATE],
        title=html.unescape(title[1]).strip() or None if title else None,
        outlet=cells[_OUTLET] or None,
        url=cells[_URL] or None,
        language=language[1] if language else "en",
        n_words=int(words[1]) if words else 0,
        shown="\t".join(cells[i] for i in (_URL, _PLACES, _PERSONS, _ORGS)),
        names=tuple(names),
    )


def _at(name: Told) -> tuple[int, str, str]:
    return name[0], name[2], name[1]


def _named(cell: str, what: str) -> Iterator[Told]:
    """``Paul Kagame,123;Felix Tshisekedi,456``; what does not look like this is no name."""
    for part in cell.split(";"):
        name, _, offset = part.rpartition(",")
        if offset.isdecimal() and len(offset) < 8 and 1 < len(name.strip()) <= _LONGEST:
            yield int(offset), name.strip(), what, None, None, ""


def _places(cell: str) -> Iterator[Told]:
    """``4#Goma, Nord-Kivu, Congo#CG#CG11#id#-1.67#29.22#-2#123``: the kind of place comes first, the offset last."""
    for part in cell.split(";"):
        fields = part.split("#")
        if len(fields) != 9 or not fields[8].isdecimal() or len(fields[8]) > 7:
            continue
        name = fields[1].strip()
        lat, lon = _degrees(fields[5], 90), _degrees(fields[6], 180)
        if 1 < len(name) <= _LONGEST and (lat is None) == (lon is None):
            what = "country" if fields[0] == "1" else "region" if fields[0] in ("2", "5") else "town"
            yield int(fields[8]), name, what, lat, lon, ISO3.get(fields[2], "")


def _degrees(text: str, most: int) -> float | None:
    if not re.fullmatch(r"-?\d{1,3}(?:\.\d{1,12})?", text):
        return None
    number = float(text)
    return number if abs(number) <= most else None
