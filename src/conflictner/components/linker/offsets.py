"""Distance phrases: "20 km north of Goma" is not Goma; where it is, and how surely.

The name keeps its own point, for it is Goma that is named; the spot stands beside it, in ``doc._.conflict_places``.
"""

from __future__ import annotations

import re
from math import asin, atan2, cos, degrees, radians, sin
from typing import Any, Final

from conflictner.distance import kilometres

_MILE: Final = 1.609344
_EARTH_KM: Final = 6371.0
#: Letters before a name in which its distance phrase stands.
_BEFORE: Final = 80

_WORDS: Final = {
    **{"a": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0},
    **{"eight": 8.0, "nine": 9.0, "ten": 10.0, "twelve": 12.0, "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0},
    **{"forty": 40.0, "fifty": 50.0, "sixty": 60.0, "hundred": 100.0, "a hundred": 100.0, "eleven": 11.0},
    **{"half a": 0.5, "a couple of": 2.0, "a few": 4.0, "several": 6.0, "a dozen": 12.0, "two dozen": 24.0},
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
# on the outskirts of Goma; just outside the town of Goma
_EDGE: Final = re.compile(
    r"(?<!\w)(?:outskirts of|edges? of|periphery of|surroundings of|vicinity of|suburbs? of|just outside(?: of)?)"
    r"(?: the)?(?: (?:city|town|village|capital))?(?: of)? ?$",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(
    r"(?<!\w)between(?: the)?(?: (?:cities|towns|villages|localities))?(?: of)? ?$", re.IGNORECASE
)
_AND: Final = re.compile(r"(?:,| \([^()]{1,30}\))? and(?: the)?(?: (?:city|town|village) of)? ?", re.IGNORECASE)
#: What may stand between a name and its distance: "Kalumba, a village located some 20 km north of".
_TELLING: Final = frozenset(
    {"a", "an", "the", "is", "lies", "lying", "located", "situated", "about", "some", "around", "roughly", "nearly"}
    | {"almost", "approximately", "just", "over", "village", "town", "locality", "hamlet", "that", "which", ""}
)
#: The edge of a town is this near to its middle; two towns further apart have no spot between them.
_EDGE_KM: Final = 10.0
_FARTHEST_KM: Final = 300.0
#: A spot given by direction and distance is meant within a fifth of the distance, and not to the kilometre.
_SPREAD: Final = 0.2
_LEAST_KM: Final = 2.0


_HINTS: Final = ("km", "mile", "kilomet", "KM", "Mile", "etween", "outskirts", "outside", "edge", "vicinity", "suburb")


def may_have_distances(text: str) -> bool:
    """Whether a text can hold a distance phrase at all."""
    return any(hint in text for hint in _HINTS) or "periphery" in text or "surroundings" in text


def on_the_edge(text: str, start: int) -> bool:
    """Whether a name is said to have something at its edge: "on the outskirts of Goma".

    >>> on_the_edge("on the outskirts of Goma", 20), on_the_edge("in the centre of Goma", 17)
    (True, False)
    """
    return bool(_EDGE.search(_before(text, start)))


def stand_between(text: str, first: tuple[int, int], second: int) -> bool:
    """Whether two names are those of "between X and Y".

    Args:
        text: The text.
        first: Where the first name begins and ends.
        second: Where the second one begins.

    >>> stand_between("on the road between Goma and Sake", (20, 24), 29)
    True
    >>> stand_between("talks in Goma and Sake", (9, 13), 18)
    False
    """
    return bool(_AND.fullmatch(text[first[1] : second]) and _BETWEEN.search(_before(text, first[0])))


def is_told_by(text: str, end: int, start: int) -> bool:
    """Whether a name that ends at ``end`` is told by the distance phrase before ``start``: "Kalumba, 5 km from Goma".

    >>> is_told_by("Kalumba, some 20 km north of Goma", 7, 29), is_told_by("Kalumba fell, 5 km from Goma", 7, 24)
    (True, False)
    """
    gap = " ".join(text[end:start].split()) + " " if start - end <= _BEFORE else ""
    match = _PHRASE.search(gap)
    return match is not None and _TELLING.issuperset(re.split(r"[ ,(]", gap[: match.start()].lower()))


def _before(text: str, start: int) -> str:
    return " ".join(text[max(0, start - _BEFORE) : start].replace("\u2011", "-").split())


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
    match = _PHRASE.search(_before(text, start))
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


def edge(point: tuple[float, float]) -> dict[str, Any]:
    """The outskirts of a town: its own point, and how far they reach.

    >>> edge((-1.68, 29.22))["radius_km"]
    10.0
    """
    return {"km": 0.0, "bearing": None, "lat": point[0], "lon": point[1], "radius_km": _EDGE_KM}


def middle(one: tuple[float, float], other: tuple[float, float]) -> dict[str, Any] | None:
    """The spot between two places: half-way, with half their distance as radius; None where they are far apart.

    >>> middle((-1.68, 29.22), (-1.57, 29.04))
    {'km': 11.7, 'bearing': None, 'lat': -1.625, 'lon': 29.13, 'radius_km': 11.7}
    """
    apart = kilometres(one, other)
    if apart > _FARTHEST_KM:
        return None
    half = round(max(_LEAST_KM, apart / 2), 1)
    lat, lon = round((one[0] + other[0]) / 2, 3), round((one[1] + other[1]) / 2, 3)
    return {"km": half, "bearing": None, "lat": lat, "lon": lon, "radius_km": half}
