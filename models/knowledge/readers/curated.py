"""Our own reviewed tables under curated/: facts only, each row with the date of its review."""

from __future__ import annotations

import re
from typing import Final

from entry import CURATED, Entry, Interval, LinkRow, RoleRow, Tables
from tables import read_tsv, split_list

#: How sure a curated row is; "low" is for nobody: such a row is left out.
CONFIDENCE: Final = ("high", "medium")

#: Fields of "xref" that are numbers in the compiled file.
_NUMBERS = {"ucdp"}


def read() -> Tables:
    """Actors, people with their offices, and links; a row without source, confidence or review is told as lost."""
    tables = Tables()
    for path in sorted(CURATED.glob("actors*.tsv")):
        tables.entries += [_actor(row) for row in read_tsv(path)]
    for path in sorted(CURATED.glob("people*.tsv")):
        _people(read_tsv(path), tables)
    for row in read_tsv(CURATED / "links.tsv"):
        dates = (row["from"] or None, row["to"] or None)
        tables.links.append(LinkRow(row["s"], row["p"], row["o"], *dates, _sources(row)))
    for name, rows in vouched().items():
        tables.lost += [f"{name}: {problem}" for row in rows if (problem := missing(row))]
    return tables


def vouched() -> dict[str, list[dict[str, str]]]:
    """The tables of which every row must say where it comes from, by file name."""
    paths = [*CURATED.glob("actors*.tsv"), *CURATED.glob("people*.tsv"), CURATED / "links.tsv"]
    return {path.name: read_tsv(path) for path in sorted(paths)}


def missing(row: dict[str, str]) -> str:
    """What a row lacks of source, confidence and date of review; empty when it has all three.

    >>> missing({"id": "arm:a", "src": "", "conf": "high", "reviewed": "2026-11-23"})
    'arm:a: no source'
    """
    label = row.get("id") or f"{row.get('s')} {row.get('p')} {row.get('o')}"
    if not split_list(row.get("src", "")):
        return f"{label}: no source"
    if row.get("conf") not in CONFIDENCE:
        return f"{label}: confidence {row.get('conf', '')!r}, not one of {', '.join(CONFIDENCE)}"
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", row.get("reviewed", "")):
        return f"{label}: no date of review"
    return ""


def _sources(row: dict[str, str]) -> tuple[str, ...]:
    return ("curated", *split_list(row.get("src", "")))


def _actor(row: dict[str, str]) -> Entry:
    entry = Entry(
        id=row["id"],
        kind=row["kind"],
        name=row["name"],
        country=split_list(row["country"]),
        active=[_interval(item) for item in split_list(row["active"])],
        parent=row["parent"] or None,
        tier=int(row["tier"] or 1),
        src=set(_sources(row)),
        name_class=row["name_class"] or "strong",
    )
    for column, alias_class in (("acronyms", "acronym"), ("aliases", "strong"), ("weak", "weak")):
        for item in split_list(row[column]):
            text, _, lang = item.partition("@")
            entry.add(text, alias_class, lang, reviewed=True)
    for item in split_list(row["xref"]):
        key, value = item.split("=")
        entry.xref[key] = int(value) if key in _NUMBERS else value
    return entry


def _interval(item: str) -> Interval:
    start, _, end = item.partition("/")
    return (start or None, end or None)


def _people(rows: list[dict[str, str]], tables: Tables) -> None:
    """A person may have several lines, one per office; name, aliases, surname and gender stand on the first."""
    known: dict[str, Entry] = {}
    for row in rows:
        if row["name"] and row["id"] not in known:
            person = Entry(
                id=row["id"],
                kind="PERSON",
                name=row["name"],
                country=split_list(row["country"]),
                tier=1,
                src=set(_sources(row)),
            )
            for item in split_list(row["aliases"]):
                person.add(item, reviewed=True)
            for item in split_list(row["weak"]):
                person.add(item, "weak", reviewed=True)
            person.extra["surname"] = row["surname"]
            person.extra["given"] = row["name"].split()[0] if row["name"].split()[0] != row["surname"] else ""
            person.extra["gender"] = row["gender"] or None
            known[person.id] = person
            tables.entries.append(person)
        if row["org"]:
            dates = (row["from"] or None, row["to"] or None)
            tables.roles.append(
                RoleRow(row["id"], row["org"], row["title"], row["class"], *dates, row["conf"], _sources(row))
            )
