"""Names that the text itself places: "Kalumba, 20 km west of Goma" is the Kalumba there or the spot, no namesake."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from conflictner.annotations import Mark
from conflictner.components.linker import offsets
from conflictner.components.linker.placenames import Name
from conflictner.components.linker.setting import Setting
from conflictner.distance import kilometres
from conflictner.knowledge import Place

#: How far from the spot a namesake may lie: texts round distances and say "east" for northeast.
_SLACK: Final = 0.6
_LEAST_KM: Final = 12.0
#: Past this a spot is told too roughly to rule anything out.
_MOST_KM: Final = 120.0
_PROVINCES: Final = frozenset({"country", "admin1", "region"})
#: What a link is worth that the text itself has measured.
MEASURED: Final = 0.9


def settle(setting: Setting, marks: list[Mark], names: dict[str, Name]) -> None:
    """Choose among namesakes by the distance that a text tells; where none lies there, the name is left to the spot.

    Args:
        setting: The document's text.
        marks: Its places in order.
        names: Their readings by key, resolved; changed in place.
    """
    columns = setting.columns
    if not offsets.may_have_distances(columns.text):
        return
    for told, anchor in pairwise(marks):
        start = columns.offsets[anchor.start]
        phrase = offsets.distance_before(columns.text, start)
        if phrase is None or not offsets.is_told_by(columns.text, columns.end(told.end), start):
            continue
        name, fixed = names.get(setting.key(told)), names.get(setting.key(anchor))
        if name is None or fixed is None or name is fixed or fixed.chosen is None or phrase[0] > _MOST_KM:
            continue
        if fixed.chosen.feature not in _PROVINCES and not (name.chosen and _fits(name.chosen, fixed.chosen, phrase)):
            _choose(name, fixed.chosen, phrase)


def _choose(name: Name, anchor: Place, phrase: tuple[float, float | None]) -> None:
    fitting = [place for _, place in name.options if _fits(place, anchor, phrase)]
    if fitting:
        chosen = min(fitting, key=lambda place: (_miss(place, anchor, phrase), place.id))
        others = [(share * (1 - MEASURED), place) for share, place in name.options if place.id != chosen.id]
        name.options = [(MEASURED, chosen), *others]
        name.chosen, name.score, name.part = chosen, MEASURED, False
    else:
        name.chosen = None


def _fits(place: Place, anchor: Place, phrase: tuple[float, float | None]) -> bool:
    return place.feature not in _PROVINCES and _miss(place, anchor, phrase) <= max(_LEAST_KM, _SLACK * phrase[0])


def _miss(place: Place, anchor: Place, phrase: tuple[float, float | None]) -> float:
    """How far a place lies from where the phrase says, in km."""
    distance, bearing = phrase
    point = (anchor.lat, anchor.lon)
    if bearing is None:
        return abs(kilometres(point, (place.lat, place.lon)) - distance)
    spot = offsets.spot(point, distance, bearing)
    return kilometres((spot["lat"], spot["lon"]), (place.lat, place.lon))
