"""Distance phrases: "20 km north of Goma" is not Goma; where it is, and how surely.

The name keeps its own point, for it is Goma that is named; the spot stands beside it, in ``doc._.conflict_places``.
"""

from __future__ import annotations

import re
from math import asin, atan2, cos, degrees, radians, sin
from typing import Any, Final

_MILE: Final = 1.609344
_EARTH_KM: Final = 6371.0
#: Letters before a name in which its distance phrase stands.
_BEFORE: Final = 80

_WORDS: Final = {
    **{"a": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0},
    **{"eight": 8.0, "nine": 9.0, "ten": 10.0, "twelve": 12.0, "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0},
    **{"forty": 40.0, "fifty": 50.0, "sixty": 60.0, "hundred": 100.0},
}
_BEARINGS: Final = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}
# about 20 km (12 miles) to the north-east of the town of Goma; ten miles outside Goma; 5km from Goma
_PHRASE: Final = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,4}(?:[.,]\d{1,3})?|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")[ -]?"
    r"(?P<unit>km|kms|kilomet(?:er|re)s?|mi|miles?)(?: \([^()]{1,20}\))?"
    r"(?: to the)?(?: due)?(?: (?P<side>north|south|east|west)(?:[ -]?(?P<turn>east|west))?(?:ern)?)?"
    r"(?: outside of| outside| away from| from| of)(?: the)?(?: (?:city|town|village|capital))?(?: of)? ?$",
    re.IGNORECASE,
)
#: A spot given by direction and distance is meant within a fifth of the distance, and not to the kilometre.
_SPREAD: Final = 0.2
_LEAST_KM: Final = 2.0


def may_have_distances(text: str) -> bool:
    """Whether a text can hold a distance phrase at all."""
    return "km" in text or "mile" in text or "kilomet" in text or "KM" in text or "Mile" in text


def distance_before(text: str, start: int) -> tuple[float, float | None] | None:
    """The distance phrase that ends where a name begins: kilometres, and degrees from north where it says a direction.

    Args:
        text: The text.
        start: Where the name begins.

    >>> distance_before("shelling 20 km north of Goma", 24)
    (20.0, 0.0)
    >>> distance_before("a camp some ten miles from Goma", 27)
    (16.09, None)
    >>> distance_before("he ran 20 km for Goma", 17) is None
    True
    """
    before = " ".join(text[max(0, start - _BEFORE) : start].replace("\u2011", "-").split())
    match = _PHRASE.search(before)
    if match is None:
        return None
    number = match["number"].lower()
    amount = _WORDS[number] if number in _WORDS else _number(number)
    if match["unit"].lower().startswith("mi"):
        amount *= _MILE
    side = (match["side"] or "").lower() + (match["turn"] or "").lower()
    if side and side not in _BEARINGS:
        return None  # "east west of" is nothing
    return round(amount, 2), _BEARINGS[side] if side else None


def _number(text: str) -> float:
    """Digits with a thousands comma or a decimal point or comma.

    >>> _number("1,200"), _number("2.5"), _number("2,5")
    (1200.0, 2.5, 2.5)
    """
    head, mark, tail = text.partition(",")
    if mark:
        return float(head + tail) if len(tail) == 3 else float(f"{head}.{tail}")
    return float(text)


def spot(point: tuple[float, float], kilometres: float, bearing: float | None) -> dict[str, Any]:
    """The spot at a distance from a point: its own point and radius; the whole circle where no direction is said.

    >>> spot((-1.68, 29.22), 20.0, 0.0)
    {'km': 20.0, 'bearing': 0.0, 'lat': -1.5, 'lon': 29.22, 'radius_km': 4.0}
    """
    if bearing is None:
        return {"km": kilometres, "bearing": None, "lat": point[0], "lon": point[1], "radius_km": kilometres}
    lat, lon, turn, arc = radians(point[0]), radians(point[1]), radians(bearing), kilometres / _EARTH_KM
    there = asin(sin(lat) * cos(arc) + cos(lat) * sin(arc) * cos(turn))
    across = lon + atan2(sin(turn) * sin(arc) * cos(lat), cos(arc) - sin(lat) * sin(there))
    return {
        "km": kilometres,
        "bearing": bearing,
        "lat": round(degrees(there), 3),
        "lon": round((degrees(across) + 540.0) % 360.0 - 180.0, 3),
        "radius_km": round(max(_LEAST_KM, _SPREAD * kilometres), 1),
    }
