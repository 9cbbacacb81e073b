"""Rebuild the data files of the package from a folder of sources: ``python models/knowledge/build.py FOLDER``.

FOLDER holds ``places.tsv.gz`` and one folder per source (see models/README.md). Nothing is fetched.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import checks
import guards
import nouns
import places
import sources
from census import census
from entry import DATA, Entry, Tables
from merge import Merger
from readers import bodies, countries, curated, factbook, leaders, ucdp, unlist

from conflictner.text import squeeze


def build(folder: Path, raw: Path) -> tuple[Tables, list[places.Place]]:
    """Read every source, merge, guard."""
    book = factbook.read(raw)
    lands = countries.read(raw, book)
    merger = Merger()
    merger.add(curated.read())
    backbone = countries.entries(lands)
    for iso3, number in ucdp.government_ids(raw, lands).items():
        for entry in backbone.entries:
            if entry.id == f"gov:{iso3}":
                entry.xref["ucdp"] = number
                entry.src.add("ucdp-actor")
    merger.add(backbone)
    merger.add(bodies.forces(lands, book))
    merger.add(bodies.leaders(lands, book))
    merger.add(leaders.read(raw, lands))
    merger.add(ucdp.read(raw, lands))
    wanted = {str(e.xref["un"]): e.id for e in merger.entries.values() if "un" in e.xref}
    merger.add(unlist.read(raw, wanted))
    merger.add(bodies.parties(lands, book))
    tables = merger.finish()
    tables.lost = merger.lost
    gazetteer = places.build(folder, raw, lands)
    words = {squeeze(n) for c in lands.values() for n in (c.name, *c.strong, *c.adjectives, *c.nouns, c.capital) if n}
    guards.apply(tables.entries, {squeeze(p.name) for p in gazetteer}, words)
    dropped = {entry.id for entry in tables.entries if guards.useless(entry, words)}
    tables.entries = sorted((e for e in tables.entries if e.id not in dropped), key=lambda e: e.id)
    tables.roles = [r for r in tables.roles if r.person not in dropped and r.org not in dropped]
    tables.links = [r for r in tables.links if r.source not in dropped and r.target not in dropped]
    surnames(tables.entries)
    return tables, gazetteer


#: Where the family name stands first, and where people are called by their first name.
_FAMILY_FIRST = {"CHN", "PRK", "KOR", "TWN", "KHM"}
_GIVEN_FIRST = {"ETH", "ERI", "MMR", "ISL"}


def surnames(entries: Iterable[Entry]) -> None:
    """Fill in the surname where no source gave one: by the country's custom.

    A bracket behind a name tells two namesakes apart and is no part of it: "Sena Odo (TLF)" is called "Sena Odo", which
    proves less than a name of one bearer.
    """
    for entry in entries:
        surname = squeeze(entry.extra.get("surname", ""))
        if entry.kind != "PERSON" or (surname and any(surname in squeeze(text) for text, _ in entry.surfaces())):
            continue
        bare = entry.name.partition(" (")[0]
        if bare != entry.name:
            entry.add(bare, "weak", "")
        words, country = bare.split(), entry.country[0] if entry.country else ""
        if country == "MMR":
            entry.extra["surname"] = bare
        else:
            entry.extra["surname"] = words[0] if country in _FAMILY_FIRST | _GIVEN_FIRST else words[-1]


def dump(name: str, rows: Iterable[dict[str, Any]]) -> None:
    """Write one JSON object a line."""
    text = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
    (DATA / name).write_text(text, encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Build, check, write; refuse to write what fails a check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="folder of sources")
    parser.add_argument("--report", type=Path, help="write the aliases that several actors share to this file")
    options = parser.parse_args(arguments)
    raw = options.folder / "raw" if (options.folder / "raw").is_dir() else options.folder
    tables, gazetteer = build(options.folder, raw)
    found = checks.problems(tables, sources.known())
    for problem in found:
        print(f"problem: {problem}", file=sys.stderr)
    if options.report:
        options.report.write_text("\n".join(checks.clashes(tables.entries)) + "\n", encoding="utf-8")
    if found:
        return 1
    dump("actors.jsonl", (entry.to_json() for entry in tables.entries))
    dump("roles.jsonl", (role.to_json() for role in tables.roles))
    dump("links.jsonl", (link.to_json() for link in tables.links))
    size = places.write(gazetteer)
    nouns.write()
    counted = census(curated.vouched())
    sources.write(counted)
    print(dict(Counter(entry.kind for entry in tables.entries)), len(tables.roles), "roles", len(tables.links), "links")
    print("curated rows:", counted)
    print(len(gazetteer), "places,", size, "bytes,", dict(places.feature_counts(gazetteer)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
