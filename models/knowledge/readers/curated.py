"""Our own reviewed tables under curated/: facts only, each row with the date of its review."""

from __future__ import annotations

from entry import CURATED, Entry, Interval, LinkRow, RoleRow, Tables
from tables import read_tsv, split_list

#: Fields of "xref" that are numbers in the compiled file.
_NUMBERS = {"ucdp"}


def read() -> Tables:
    """Actors, people with their offices, and links; a column ``src`` says where a line comes from."""
    tables = Tables()
    for path in sorted(CURATED.glob("actors*.tsv")):
        tables.entries += [_actor(row) for row in read_tsv(path)]
    for path in sorted(CURATED.glob("people*.tsv")):
        _people(read_tsv(path), tables)
    for row in read_tsv(CURATED / "links.tsv"):
        link = LinkRow(row["s"], row["p"], row["o"], row["from"] or None, row["to"] or None, ("curated",))
        tables.links.append(link)
    return tables


def _actor(row: dict[str, str]) -> Entry:
    entry = Entry(
        id=row["id"],
        kind=row["kind"],
        name=row["name"],
        country=split_list(row["country"]),
        active=[_interval(item) for item in split_list(row["active"])],
        parent=row["parent"] or None,
        tier=int(row["tier"] or 1),
        src={"curated", *split_list(row.get("src", ""))},
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
                src={"curated", *split_list(row.get("src", ""))},
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
                RoleRow(row["id"], row["org"], row["title"], row["class"], *dates, row["conf"] or "high", ("curated",))
            )
