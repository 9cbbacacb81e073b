"""What the names of places say of a country before they are resolved: "ADF" near Beni is not Australia's."""

from __future__ import annotations

from typing import Final

from conflictner.annotations import SEGMENTS, Mark
from conflictner.components.linker.placenames import forms
from conflictner.components.linker.setting import Setting
from conflictner.knowledge import Gazetteer, Place

#: Where somebody writes or is photographed says nothing of whom the story is about.
_ASIDE: Final = frozenset(("BYLINE", "DATE", "DATELINE", "TIMESTAMP", "CREDIT", "RELATED_LINK", "CONTACT", "FOOTER"))
#: Names of a long list that are looked up.
_NAMES: Final = 40
#: A place so many times as populous as its namesakes abroad is meant; a village is not looked at beside a town.
_GREATER: Final = 5
_LARGE: Final = frozenset(("country", "admin1", "admin2", "capital", "seat", "region"))
#: What a name adds, alone and where namesakes stand in two countries; repeated evidence counts less.
SURE: Final = 0.8
_TORN: Final = 0.3
_TOWN: Final = 10_000


def countries_nearby(gazetteer: Gazetteer, setting: Setting, names: list[Mark]) -> dict[str, float]:
    """Weights of countries by the places that a document names.

    Args:
        gazetteer: Where they are looked up.
        setting: The document's text.
        names: Its mentions; those of places are read.
    """
    aside = [(span.start, span.end) for span in setting.doc.spans.get(SEGMENTS, ()) if span.label_ in _ASIDE]
    surfaces: dict[str, None] = {}
    for mark in names:
        if mark.kind == "PLACE" and len(surfaces) < _NAMES and not any(a <= mark.start < b for a, b in aside):
            surfaces.setdefault(setting.surface(mark))
    spelled = {surface: forms(surface) for surface in surfaces}
    found = gazetteer.find_many(form for spellings in spelled.values() for form in spellings)
    weights: dict[str, float] = {}
    for spellings in spelled.values():
        places = next((found[form] for form in spellings if found[form]), [])
        meant = countries_of(places)
        # "KIA forces clashed in Mansi": a village abroad that the list has by chance proves little.
        known = any(place.feature in _LARGE or place.population >= _TOWN for place in places)
        for iso3 in meant:
            weights[iso3] = weights.get(iso3, 0.0) + (SURE if known and len(meant) == 1 else _TORN)
    return weights


def countries_in_lists(setting: Setting, names: list[Mark]) -> set[str]:
    """Keys of the countries that stand in a list of three or more: "Mauritania, Mali, Niger and Senegal".

    There Niger is no province and Mali no town.
    """
    lowers, run, found = setting.columns.lowers, list[str](), set[str]()
    last: Mark | None = None
    for mark in names:
        joined = last is not None and lowers[last.end : mark.start] in _AND
        run = run if joined and mark.kind == "COUNTRY" else []
        last = mark
        if mark.kind == "COUNTRY":
            run.append(setting.key(mark))
        if len(run) >= _LIST:
            found.update(run)
    return found


_AND: Final = ([","], ["and"], [",", "and"], [",", "the"], ["and", "the"], [",", "and", "the"], ["or"])
_LIST: Final = 3


def countries_of(places: list[Place]) -> set[str]:
    """The countries that a place name may stand in, as far as size tells them apart; none when many may be.

    >>> town = Place("gn:1", "Sake", -1.6, 29.0, "COD", "", "populated", 17000)
    >>> countries_of([town, Place("gn:2", "Sake", 35.0, 140.0, "JPN", "", "locality", 0)])
    {'COD'}
    >>> countries_of([]), countries_of([Place(f"gn:{n}", "Bo", 0, 0, iso3, "", "locality", 0) for n, iso3 in
    ...     enumerate(("SLE", "BFA", "CHN"))])
    (set(), set())
    """
    size: dict[str, int] = {}
    for place in places:
        if place.country:
            people = max(place.population, 100_000 if place.feature in _LARGE else 1)
            size[place.country] = max(size.get(place.country, 0), people)
    largest = max(size.values(), default=0)
    meant = {iso3 for iso3, people in size.items() if people * _GREATER >= largest}
    return meant if len(meant) <= 2 else set()
