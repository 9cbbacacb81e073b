"""A locator sketch: points on a plain frame of latitude and longitude, drawn without any outside map.

The frame is fitted to where most mentions are. A capital on another continent ("Washington said ...") would shrink the
scene to one dot; it is listed as outside the frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, floor, radians, sqrt
from statistics import median
from typing import Final

from conflictner.distance import kilometres

WIDTH: Final = 720.0
HEIGHTS: Final = (260.0, 460.0)
MARGIN: Final = 34.0
_KM_PER_DEGREE: Final = 111.19
_STEPS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
_BARS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
#: Widths measured on the sans-serif faces of three systems at 12.5 px: 6.1 to 6.9 px a character.
_CHAR: Final = 6.9
_LINE: Final = 15.0


@dataclass(frozen=True, slots=True)
class Point:
    """Something to be put on the sketch."""

    name: str
    lat: float
    lon: float
    weight: int
    area: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A point drawn: centre, radius, and where its label stands ("" as ``align`` when there is no room for one)."""

    point: Point
    x: float
    y: float
    radius: float
    label_x: float = 0.0
    label_y: float = 0.0
    align: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the graticule with its label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Locator:
    """A drawn sketch, ready for a template; sizes in pixels."""

    width: float
    height: float
    margin: float
    dots: tuple[Dot, ...]
    meridians: tuple[Line, ...]
    parallels: tuple[Line, ...]
    bar_px: float
    bar_km: int
    outside: tuple[Point, ...]


def locate(points: Iterable[Point]) -> Locator | None:
    """Fit a frame to the points and lay them out; None without points.

    >>> sketch = locate([Point("Goma", -1.68, 29.22, 3), Point("Sake", -1.57, 29.04, 2), Point("Paris", 48.9, 2.3, 1)])
    >>> [p.name for p in sketch.outside], sketch.bar_km
    (['Paris'], 10)
    """
    ordered = sorted(points, key=lambda p: (p.area, -p.weight, p.name))
    if not ordered:
        return None
    inside = _scene(ordered)
    south, north, west, east = _frame(inside)
    squeeze = max(cos(radians((south + north) / 2)), 0.05)  # at the poles meridians meet
    scale = (WIDTH - 2 * MARGIN) / ((east - west) * squeeze)
    height = (north - south) * scale + 2 * MARGIN
    if height > HEIGHTS[1]:
        scale *= (HEIGHTS[1] - 2 * MARGIN) / (height - 2 * MARGIN)
        height = HEIGHTS[1]
        half, middle = (WIDTH - 2 * MARGIN) / scale / squeeze / 2, (west + east) / 2
        west, east = middle - half, middle + half
    elif height < HEIGHTS[0]:
        half, middle = (HEIGHTS[0] - 2 * MARGIN) / scale / 2, (south + north) / 2
        south, north, height = middle - half, middle + half, HEIGHTS[0]

    def x_of(lon: float) -> float:
        return round(MARGIN + (lon - west) * squeeze * scale, 1)

    def y_of(lat: float) -> float:
        return round(MARGIN + (north - lat) * scale, 1)

    step = next((s for s in _STEPS if (east - west) / s <= 7), _STEPS[-1])
    room_km = (WIDTH - 2 * MARGIN) / scale * _KM_PER_DEGREE / 5
    bar_km = max([km for km in _BARS if km <= room_km], default=_BARS[0])
    dots = [Dot(p, x_of(p.lon), y_of(p.lat), round(3 + 1.3 * sqrt(p.weight), 1)) for p in inside]
    return Locator(
        width=WIDTH,
        height=round(height, 1),
        margin=MARGIN,
        dots=tuple(_label(dots, height)),
        meridians=tuple(Line(x_of(v), _degrees(v, "E", "W")) for v in _ticks(west, east, step)),
        parallels=tuple(Line(y_of(v), _degrees(v, "N", "S")) for v in _ticks(south, north, step)),
        bar_px=round(bar_km / _KM_PER_DEGREE * scale, 1),
        bar_km=bar_km,
        outside=tuple(p for p in ordered if p not in inside),
    )


def _scene(points: Sequence[Point]) -> list[Point]:
    """The points around the middle of the mentions; all of them when they lie together."""
    spots = [p for p in points if not p.area] or list(points)
    lats, lons = ([getattr(p, axis) for p in spots for _ in range(p.weight)] for axis in ("lat", "lon"))
    centre = (median(lats), median(lons))
    distances = {p: kilometres(centre, (p.lat, p.lon)) for p in points}
    typical = sorted(distances[p] for p in spots)[(len(spots) - 1) * 3 // 5]
    return [p for p in points if distances[p] <= max(4 * typical, 150.0)]


def _frame(points: Sequence[Point]) -> tuple[float, float, float, float]:
    south, north = min(p.lat for p in points), max(p.lat for p in points)
    west, east = min(p.lon for p in points), max(p.lon for p in points)
    pad = max(0.18 * max(north - south, east - west), 0.12)
    return south - pad, north + pad, west - pad, east + pad


def _ticks(low: float, high: float, step: float) -> list[float]:
    first = floor(low / step) + 1
    return [round(k * step, 4) for k in range(first, floor(high / step) + 1)]


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(value):g}°" + (positive if value > 0 else negative if value < 0 else "")


def _label(dots: Sequence[Dot], height: float) -> list[Dot]:
    """Give labels to the dots, the most mentioned first, where one fits: right, left, above, below."""
    taken = [(d.x - d.radius, d.y - d.radius, d.x + d.radius, d.y + d.radius) for d in dots]
    placed = []
    for dot in dots:
        wide, away = len(dot.point.name) * _CHAR, dot.radius + 4
        places = (
            ("start", dot.x + away, dot.y + 4, dot.x + away),
            ("end", dot.x - away, dot.y + 4, dot.x - away - wide),
            ("middle", dot.x, dot.y - away, dot.x - wide / 2),
            ("middle", dot.x, dot.y + away + 9, dot.x - wide / 2),
        )
        for align, x, y, left in places:
            box = (left, y - _LINE + 4, left + wide, y + 4)
            inside = box[0] > 2 and box[2] < WIDTH - 2 and box[1] > 2 and box[3] < height - 2
            if inside and not any(_touch(box, other) for other in taken):
                taken.append(box)
                placed.append(Dot(dot.point, dot.x, dot.y, dot.radius, round(x, 1), round(y, 1), align))
                break
        else:
            placed.append(dot)
    return placed


def _touch(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
