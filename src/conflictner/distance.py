"""How far two places lie apart."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Final

#: Diameter of the sphere with the Earth's mean radius, 6,371 km.
_DIAMETER: Final = 12742.0


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (latitude, longitude) pairs in degrees.

    >>> round(kilometres((-1.68, 29.22), (-1.57, 29.04)))
    23
    """
    (lat_a, lon_a), (lat_b, lon_b) = ((radians(x), radians(y)) for x, y in (a, b))
    h = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return _DIAMETER * asin(min(1.0, sqrt(h)))
