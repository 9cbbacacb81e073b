"""Factiva as plain text, many articles a file: with the codes of its fields (HD, PD, SN, LP, TD), or without.

Each article ends with "Document" and its accession number, which becomes its id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from conflictner.corpus.readers.nexis import joined
from conflictner.corpus.records import Record, reject
from conflictner.rows import Reject

_ENDED: Final = re.compile(r"^[ \t]*(?:AN[ \t]+)?(?:Document|Dokument)[ \t]+([A-Za-z0-9]{20,40})[ \t]*$", re.M)
_WORDS: Final = re.compile(r"^[ \t]*(?:WC[ \t]+)?\d{1,3}(?:[,.]?\d{3})?[ \t]+words?[ \t]*$", re.M)
_CODED: Final = re.compile(r"^HD(?:[ \t]+|$)", re.M)
#: Before the text a code stands at the beginning of a line; "IN Kigali" and "RE the report" may begin one of the text.
_ABOVE: Final = re.compile(r"(SE|CLM|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD)(?:[ \t]+(.*)|$)")
_BELOW: Final = re.compile(r"(TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|ART|DLN|AN)(?:(?:[ ]{2,}|\t)(.*)|$)")
_TIME: Final = re.compile(r"\d{1,2}:\d{2}(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,5})?")
_COPYRIGHT: Final = re.compile(r"(?i:copyright|©|\(c\) )")
#: Lines between the outlet and the text of an article without codes: code, edition, page, language, copyright.
_BETWEEN: Final = 8


def is_factiva(text: str) -> bool:
    r"""Whether a text is an export of Factiva: an article ends with its accession number and has its words counted.

    >>> is_factiva("90 words\n7 February 2024\nOdo Post\n\nGoma fell.\n\nDocument ODO0000020240207ek2700abc\n")
    True
    """
    return bool(_ENDED.search(text) and _WORDS.search(text))


def read_factiva(name: str, text: str) -> Iterator[Record | Reject]:
    """The articles of an export, numbered from 1; one without a text costs itself.

    Args:
        name: The file, for the records.
        text: What stands in it.
    """
    start = 0
    for number, end in enumerate(_ENDED.finditer(text), start=1):
        part, start = text[start : end.start()], end.end()
        fields = _by_code(part) if _CODED.search(part) else _by_line(part)
        place = f"{name}:{number}"
        if isinstance(fields, str):
            yield reject(place, "R117", doc_id=end[1], missing=fields)
        else:
            yield Record(place, {"id": end[1], **fields}, settled=True)


def _by_code(part: str) -> dict[str, str | None] | str:
    """The fields of an article with codes, or what is missing."""
    found: dict[str, list[str]] = {}
    code = ""
    for line in part.split("\n"):
        match = (_BELOW if code in ("LP", "TD") else _ABOVE).fullmatch(line.rstrip())
        if match is None and code in _TAIL:
            match = _BELOW.fullmatch(line.rstrip())
        if match:
            code = match[1]
            found.setdefault(code, []).append(match[2] or "")
        elif code:
            found[code].append(line)
    text = joined([*found.get("LP", []), "", *found.get("TD", [])])
    if not text:
        return "text (LP, TD)"
    return {"text": text, "title": _joined(found, "HD"), "date": _joined(found, "PD"), "outlet": _joined(found, "SN")}


_TAIL: Final = frozenset(("CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "ART", "DLN"))


def _joined(found: dict[str, list[str]], code: str) -> str | None:
    return " ".join(" ".join(found.get(code, [])).split()) or None


def _by_line(part: str) -> dict[str, str | None] | str:
    """The fields of an article without codes: title, author, "90 words", date, time, outlet, code, language, text."""
    words = _WORDS.search(part)
    if words is None:
        return "words"
    above = [line.strip() for line in part[: words.start()].split("\n") if line.strip()]
    if len(above) > 1 and above[-1].lower().startswith("by "):
        above = above[:-1]
    below = part[words.end() :].strip("\n").split("\n")
    head = [at for at, line in enumerate(below) if line.strip()][: _BETWEEN + 3]
    told = [below[at].strip() for at in head]
    date = told[0] if told else None
    outlet = next((line for line in told[1:] if not _TIME.fullmatch(line)), None)
    marked = next((at for at in head if _COPYRIGHT.match(below[at].strip())), None)
    blank = next((at for at, line in enumerate(below) if not line.strip()), len(below))
    text = joined(below[(blank if marked is None else marked) + 1 :])
    if not text:
        return "text"
    return {"text": text, "title": " ".join(above[-1:]) or None, "date": date, "outlet": outlet}
