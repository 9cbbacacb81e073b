"""Nexis as plain text, many articles a file, in the two shapes in which it has been delivered.

The older one counts them, "1 of 200 DOCUMENTS", and names fields in capitals, LENGTH: before the text and LOAD-DATE:
behind it; the newer one sets "Body" before the text and "End of Document" behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from conflictner.corpus.records import Record, reject
from conflictner.rows import Reject

_COUNTED: Final = re.compile(r"^[ \t]*(?:Document \d{1,6} of \d{1,6}|\d{1,6} of \d{1,6} DOCUMENTS?)[ \t]*$", re.M)
_FIELD: Final = re.compile(r"^[ \t]*(?:LENGTH|LOAD-DATE|PUBLICATION-TYPE|BYLINE):", re.M)
_ENDED: Final = re.compile(r"^[ \t]*End of Document[ \t]*$", re.M)
_LENGTH: Final = re.compile(r"^[ \t]*Length:[ \t]*[\d,]+[ \t]*words?\b", re.M)
#: The fields before and behind the text of the older shape.
_BEFORE: Final = re.compile(
    r"[ \t]*(BYLINE|SECTION|LENGTH|DATELINE|HEADLINE|HIGHLIGHT|SERIES|COLUMN|SOURCE|BODY|TEXT):[ \t]*(.*)"
)
_BEHIND: Final = re.compile(
    r"[ \t]*(?:LOAD-DATE|LANGUAGE|GRAPHIC|PUBLICATION-TYPE|PUB-TYPE|DOCUMENT-TYPE|SUBJECT|COMPANY|ORGANIZATION|PERSON"
    r"|CITY|STATE|COUNTRY|GEOGRAPHIC|INDUSTRY|TICKER|NOTES|CORRECTION|CORRECTION-DATE|JOURNAL-CODE|ACC-NO|NAME"
    r"|DISTRIBUTION|TYPE):"
)
#: What stands behind the text of the newer one.
_BEHIND_NEW: Final = re.compile(r"[ \t]*(?:Classification|Graphic|(?:Load-Date|Language|Publication-Type):.*)[ \t]*")
_COPYRIGHT: Final = re.compile(r"(?i:copyright|©|\(c\) |all rights reserved)")
_EDITION: Final = re.compile(r"(?i:\b(?:edition|final)\b)")
_DATE: Final = re.compile(
    r"[ \t]*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    r"(?:\d{1,2} [A-Z][a-z]{2,8}\.?,? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4})\b.{0,50}",
    re.I,
)
#: Nexis says so where it has lost an article.
_LOST: Final = "there is an error in this document"

Fields = dict[str, str | None]


def is_nexis(text: str) -> bool:
    r"""Whether a text is an export of Nexis: it counts or ends its articles, and has their fields.

    >>> is_nexis("1 of 2 DOCUMENTS\n\nThe Odo Post\n\nLENGTH: 90 words\n"), is_nexis("Of 3 documents 2 were burnt.")
    (True, False)
    """
    return bool((_COUNTED.search(text) and _FIELD.search(text)) or (_ENDED.search(text) and _LENGTH.search(text)))


def read_nexis(name: str, text: str) -> Iterator[Record | Reject]:
    """The articles of an export, numbered from 1; one whose text is not found costs itself.

    Args:
        name: The file, for the records.
        text: What stands in it.
    """
    counted = bool(_COUNTED.search(text))
    parts = _COUNTED.split(text)[1:] if counted else _ENDED.split(text)
    if not counted and not _LENGTH.search(parts[-1]):  # what stands behind the last end
        parts.pop()
    for number, part in enumerate(parts, start=1):
        lines = part.strip("\n").split("\n")
        found = _older(lines) if counted else _newer(lines)
        if isinstance(found, str):
            yield reject(f"{name}:{number}", "R117", missing=found)
        else:
            yield Record(f"{name}:{number}", found, settled=True)


def _older(lines: list[str]) -> Fields | str:
    """The fields of an article of the older shape, or what is missing."""
    first = next((at for at, line in enumerate(lines) if _BEFORE.fullmatch(line)), None)
    if first is None:
        return "LENGTH"
    outlet, date, title = _head(lines[:first])
    body: list[str] = []
    at = first
    while at < len(lines):
        match = _BEFORE.fullmatch(lines[at])
        if match is None and lines[at].strip():
            break
        end = at + 1
        if match and match[1] in ("BODY", "TEXT"):
            body = [match[2]]
            at = end
            break
        if match and match[1] != "LENGTH":
            end = _value_end(lines, at)
        if match and match[1] == "HEADLINE":
            title = " ".join(" ".join([match[2], *lines[at + 1 : end]]).split())
        at = end
    behind = next((n for n in range(at, len(lines)) if _BEHIND.match(lines[n])), len(lines))
    return _article([*body, *lines[at:behind]], outlet=outlet, date=date, title=title)


def _value_end(lines: list[str], at: int) -> int:
    """Where the value of a field ends: before a blank line or the next field."""
    return next((n for n in range(at + 1, len(lines)) if not lines[n].strip() or _BEFORE.fullmatch(lines[n])), at + 1)


def _head(lines: list[str]) -> tuple[str | None, str | None, str | None]:
    """Outlet, date and title above the fields: the first line, that with a date, the last paragraph below it."""
    told = [line.strip() for line in lines if line.strip() and not _COPYRIGHT.search(line)]
    outlet = told[0] if told and not _DATE.fullmatch(told[0]) else None
    at = next((n for n, line in enumerate(lines) if _DATE.fullmatch(line)), None)
    if at is None:
        return outlet, None, None
    below = re.split(r"\n[ \t]*\n", "\n".join(lines[at + 1 :]))
    titles = [" ".join(part.split()) for part in below if part.strip() and not _COPYRIGHT.search(part)]
    if titles and len(titles[0].split()) <= 6 and _EDITION.search(titles[0]):
        titles = titles[1:]
    return outlet, lines[at].strip(), titles[-1] if titles else None


def _newer(lines: list[str]) -> Fields | str:
    """The fields of an article of the newer shape, or what is missing."""
    start = next((at for at, line in enumerate(lines) if line.strip() == "Body"), None)
    if start is None:
        return "Body"
    end = next((at for at in range(start + 1, len(lines)) if _BEHIND_NEW.fullmatch(lines[at])), len(lines))
    dated = [at for at in range(start) if _DATE.fullmatch(lines[at])]
    above = [line.strip() for line in lines[: dated[-1]] if line.strip()] if dated else []
    return _article(
        lines[start + 1 : end],
        outlet=above[-1] if above else None,
        date=lines[dated[-1]].strip() if dated else None,
        title=above[-2] if len(above) > 1 else None,
    )


def _article(body: Sequence[str], *, outlet: str | None, date: str | None, title: str | None) -> Fields | str:
    text = joined(body)
    if not text or (_LOST in text and len(text) < 300):
        return "text"
    return {"text": text, "date": date, "title": title, "outlet": outlet}


def joined(lines: Sequence[str]) -> str:
    r"""The text of lines without the blanks around them and without gaps between paragraphs.

    >>> joined(["", "  Rebels took Goma  ", "on Tuesday.", "", "", "Sake held out."])
    'Rebels took Goma\non Tuesday.\n\nSake held out.'
    """
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()
