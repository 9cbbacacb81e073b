"""What each layer of the shipped gazetteer costs and what it finds: ``gazetteer_coverage.py --data SET.jsonl ...``.

A line of SET is {"text", "entities": [{"start", "end", "label", "lat", "lon"}]} or {"places": [{"name", "lat", "lon",
"prec"}]}. A place counts as held when one of the candidates of its name lies within 25 km of it. Layers add up, each
with those before it; size is that of the gzipped table, time that of compiling it.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import tempfile
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from conflictner.components.linker.placenames import forms
from conflictner.distance import kilometres
from conflictner.knowledge import Gazetteer
from conflictner.knowledge.placefile import compile_places

NEAR = 25.0
Row = dict[str, str]
TOWN = ("seat", "populated", "neighbourhood")


def people(row: Row) -> int:
    """Inhabitants, 0 where unknown."""
    return int(row["population"] or 0)


LAYERS: list[tuple[str, Callable[[Row], bool]]] = [
    ("countries, provinces, capitals, regions", lambda row: row["feature"] not in (*TOWN, "admin2", "admin3")),
    ("and districts, counties, seats", lambda row: row["feature"] in ("admin2", "admin3", "seat")),
    ("and cities of 15,000", lambda row: people(row) >= 15_000),
    ("and towns of 500", lambda row: people(row) >= 500),
    ("and places of conflict events", lambda row: row["id"].startswith(("ged:", "x:"))),
    (
        "and villages of the Great Lakes and the Horn",
        lambda row: row["country"] in ("COD", "RWA", "BDI", "UGA", "SSD", "SOM", "ETH"),
    ),
    (
        "and villages of the Sahel, Sudan, CAR, Syria, Lebanon, Israel, Palestine, Haiti",
        lambda row: row["country"] not in ("MMR", "UKR", "TCD", "NGA"),
    ),
    ("and villages of Myanmar, Ukraine, Chad, Nigeria", lambda row: True),
]


def wanted(path: Path) -> list[tuple[str, float, float]]:
    """The names of a set with their points."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for entity in row["entities"]:
            if entity["label"] == "place" and entity.get("lat") is not None:
                found.append((row["text"][entity["start"] : entity["end"]], entity["lat"], entity["lon"]))
        if not row["entities"]:
            exact = [p for p in row["places"] if p.get("prec", 1) in (1, 2)]
            found += [(p["name"].removesuffix(" town").removesuffix(" village"), p["lat"], p["lon"]) for p in exact]
    return found


def held(gazetteer: Gazetteer, names: list[tuple[str, float, float]]) -> float:
    """The share of the names that have a candidate near their point."""
    right = 0
    for name, lat, lon in names:
        places = [p for found in gazetteer.find_many(forms(name)).values() for p in found]
        right += any(kilometres((p.lat, p.lon), (lat, lon)) <= NEAR for p in places)
    return right / max(len(names), 1)


def main() -> None:
    """Print one line of a table a layer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    options = parser.parse_args()
    packed = (files("conflictner") / "data" / "en" / "places.tsv.gz").read_bytes()
    header, *lines = gzip.decompress(packed).decode().splitlines()
    columns = header.split("\t")
    rows = list(csv.DictReader([header, *lines], delimiter="\t", quoting=csv.QUOTE_NONE))
    sets = [(path.parent.name, wanted(path)) for path in options.data]
    print("| layer | places | MB | seconds |", " | ".join(f"{name} ({len(found)})" for name, found in sets), "|")
    print("|---|---|---|---|" + "---|" * len(sets))
    taken: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        for number, (label, belongs) in enumerate(LAYERS):
            taken |= {row["id"] for row in rows if belongs(row)}
            kept = ["\t".join(row[column] for column in columns) for row in rows if row["id"] in taken]
            table = gzip.compress("\n".join([header, *kept, ""]).encode(), mtime=0)
            target = Path(folder) / f"{number}.sqlite"
            started = time.process_time()
            compile_places(table, target, shown=label)
            seconds = time.process_time() - started
            shares = " | ".join(f"{held(Gazetteer(target), names):.3f}" for _, names in sets)
            print(f"| {label} | {len(kept):,} | {len(table) / 1e6:.1f} | {seconds:.1f} | {shares} |", flush=True)


if __name__ == "__main__":
    main()
