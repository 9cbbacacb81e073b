"""How wide a label is and where it breaks, without a font at hand: by the widths of Helvetica, which Arial shares."""

from __future__ import annotations

import unicodedata
from typing import Final

_BY_WIDTH: Final = {
    191: "'’‘",
    222: "ijl",
    278: " !,./:;I\\[]ft",
    333: "()-r“”`",
    355: '"',
    389: "*",
    500: "Jckvsxyz",
    556: "0123456789#$?Labdeghnopqu_–",
    584: "+<=>",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "…—",
    1015: "@",
}
_WIDTHS: Final = {char: width for width, chars in _BY_WIDTH.items() for char in chars}
_UNKNOWN: Final = 640


def width(text: str, size: float) -> float:
    """The length of a line in the unit of ``size``.

    >>> round(width("M23", 10), 1)
    19.4
    """
    return sum(map(_char, text)) * size / 1000


def _char(char: str) -> int:
    known = _WIDTHS.get(char)
    if known is not None:
        return known
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    if unicodedata.east_asian_width(char) in "WF":
        return 1000
    bare = unicodedata.normalize("NFD", char)[0]  # "é" is as wide as "e"
    return _WIDTHS.get(bare, _UNKNOWN)


def is_known(text: str) -> bool:
    """Whether the width of a line is certain: Latin letters, with or without accents.

    >>> is_known("Félix Tshisekedi"), is_known("حماس")
    (True, False)
    """
    return all(unicodedata.normalize("NFD", char)[0] in _WIDTHS for char in text)


def wrap(name: str, size: float, *, limit: float, lines: int = 3) -> list[str]:
    """Break a name into lines of much the same length; what does not fit ends in "…".

    >>> wrap("Southern African Development Community", 12, limit=140)
    ['Southern African', 'Development Community']
    >>> wrap("M23", 12, limit=140)
    ['M23']
    """
    words = name.split()
    whole = width(name, size)
    for count in range(1, lines + 1):
        aim = min(limit, whole if count == 1 else max(whole / count * 1.12, *(width(word, size) for word in words)))
        rows = _fill(words, size, aim)
        if len(rows) <= count and all(width(row, size) <= limit for row in rows):
            return rows
    rows = _fill(words, size, limit)
    kept = rows[:lines]
    return [_shorten(row, size, limit, more=row is kept[-1] and len(rows) > lines) for row in kept]


def _fill(words: list[str], size: float, limit: float) -> list[str]:
    rows: list[str] = []
    for word in words:
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and width(longer, size) <= limit:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows


def _shorten(row: str, size: float, limit: float, *, more: bool) -> str:
    if width(row, size) <= limit and not more:
        return row
    while row and width(f"{row}…", size) > limit:
        row = row[:-1]
    return f"{row.rstrip()}…"
