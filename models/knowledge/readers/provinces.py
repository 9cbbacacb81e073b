"""Points of provinces and counties: curated middles of provinces, outlines of the counties of the United States."""

from __future__ import annotations

from collections.abc import Iterator

from entry import CURATED
from tables import read_tsv

from conflictner.text import squeeze


def points() -> dict[tuple[str, str], tuple[float, float]]:
    """The middle of a province, by country and folded name, where the mean of its towns lies elsewhere.

    Towns of Ontario lie along its southern edge, 600 km from its middle.
    """
    rows = read_tsv(CURATED / "admin1_points.tsv")
    return {(row["country"], squeeze(row["name"])): (float(row["lat"]), float(row["lon"])) for row in rows}


def counties() -> Iterator[tuple[str, str, str, float, float]]:
    """Counties of the United States: id, name, state and the centre of the outline."""
    for row in read_tsv(CURATED / "us_counties.tsv"):
        yield f"fips:{row['fips']}", row["name"], row["state"], float(row["lat"]), float(row["lon"])
