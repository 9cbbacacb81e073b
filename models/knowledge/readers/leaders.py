"""Heads of state and of government from Wikidata, as of 2022 (CC0): persons, and offices that had ended by then."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from entry import Entry, RoleRow, Tables
from tables import read_csv

from conflictner.text import slug
from readers.countries import Country

_OFFICE: Final = re.compile(
    r"^(?:Interim |Acting )?(President|Prime Minister|King|Queen|Emir|Sultan|Chancellor|Premier|Supreme Leader|"
    r"Federal Chancellor|Taoiseach|Emperor)\b",
    re.IGNORECASE,
)


def read(folder: Path, countries: dict[str, Country]) -> Tables:
    """Holders, and their offices; one without an end may have ended since, and yields to the newer Factbook."""
    names = {c.name: c.iso3 for c in countries.values() if c.sovereign}
    names |= {s: c.iso3 for c in countries.values() if c.sovereign for s in c.strong}
    tables = Tables()
    for row in read_csv(folder / "world_leaders" / "wikidata.csv"):
        iso3, office = names.get(row["country"]), _OFFICE.match(row["positionLabel"])
        name = row["officeholderLabel"].strip()
        if not iso3 or not office or len(name.split()) < 2 or re.search(r"\d|,", name) or name.startswith("Q"):
            continue
        entry = Entry(f"per:{slug(name)}", "PERSON", name, country=[iso3], tier=2, src={"wikidata"})
        entry.xref["wikidata"] = row["officeholder"]
        # Family names come last in most of these labels, but not in all ("Xi Jinping"): without better knowledge none.
        entry.extra = {"surname": "", "given": name.split()[0], "gender": None}
        tables.entries.append(entry)
        title = office[1].title()
        dates = (row["start_year"] or None, row["end_year"] or None)
        tables.roles.append(RoleRow(entry.id, f"gov:{iso3}", title, "executive", *dates, "medium", ("wikidata",)))
    return tables
