"""What a place name can mean: the spellings that are looked up, and which of the places found fit the name's own words.

"Quebec City" is no province, "Fla." no department of Uruguay, the Kanawha River not the town of Kanawha in Iowa; and
"Raleigh" in a list of counties of West Virginia is Raleigh County.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from conflictner.components.linker.placenames import (
    TOWNS,
    Name,
    container_splits,
    forms,
    is_natural,
    site_of,
    state_of,
)
from conflictner.knowledge import Gazetteer, Place

#: People of a city that is meant wherever it is named.
METROPOLIS: Final = 1_000_000

_LARGE: Final = frozenset({"country", "admin1", "capital", "region"})
_WATERS: Final = frozenset({"sea", "ocean", "gulf", "strait"})
_SHORTENED: Final = ("st. ", "st ", "mt. ", "mt ", "ft. ", "ft ")


def find_candidates(gazetteer: Gazetteer, names: dict[str, Name], demonyms: Mapping[str, str]) -> None:
    """Give each name the places that it can mean.

    Args:
        gazetteer: Where they come from; asked once, and once more where a name was not found.
        names: The names; changed in place.
        demonyms: Countries by adjective, for the names that are one.
    """
    surfaces = {key: forms(name.surface, name.wanted) for key, name in names.items()}
    cities = {key: f"{name.surface} City" for key, name in names.items() if not name.wanted and " " in key}
    counties = {key: f"{name.surface} County" for key, name in names.items() if not name.wanted}
    rivers = {key: f"{name.surface} River" for key, name in names.items() if name.article}
    whole = {key: _whole_names(name) for key, name in names.items() if name.within}
    lands = {key: f"{name.surface} {name.landscape}" for key, name in names.items() if name.landscape}
    asked = {*cities.values(), *counties.values(), *rivers.values(), *lands.values()}.union(*whole.values())
    found = gazetteer.find_many(sorted({form for options in surfaces.values() for form in options} | asked))
    missing = []
    containers = {outer for name in names.values() for outer in name.inside}
    for key, name in names.items():
        form = next((form for form in surfaces[key] if found.get(form)), "")
        places = found.get(form, [])
        name.respelled = gazetteer.is_respelled(form)
        if key in lands and found.get(lands[key]):
            # "The Micay canyon" is no part of the town of Micay
            name.options = [(0.0, place) for place in found[lands[key]]]
            continue
        places = _of_its_words(name, places, found, surfaces[key])
        places = _seas(name, places, names)
        if key in demonyms and not any(place.feature in _LARGE for place in places):
            # "Spanish" is a town of Ontario as well
            country = gazetteer.get(f"cty:{demonyms[key]}")
            places = [country] if country else places
        if not name.wanted and key not in containers:
            places = _city_of_its_name(places, found.get(cities.get(key, ""), []))
            # Middle East and Asia are towns of Maryland and Peru; the bare name is the world's.
            places = [place for place in places if not place.country] or places
        if name.hamlet:
            places = [place for place in places if place.feature != "country"]
        if name.article:
            places = _with_article(name, places) or found.get(rivers[key], [])
            name.options = [(0.0, place) for place in places]
            continue
        places = [*places, *(place for form in whole.get(key, ()) for place in found.get(form, ()))]
        places = list({place.id: place for place in places}.values())
        name.options = [(0.0, place) for place in _with_counties(name, places, found.get(counties.get(key, ""), []))]
        if not name.options:
            missing.append(name)
    if missing:
        _find_in_parts(gazetteer, missing)
    for name in names.values():
        around = [place for key in name.within if key in names for _, place in names[key].options]
        name.provinces = frozenset([(land.country, land.admin1) for land in around if land.feature == "admin1"])


_SPANISH: Final = ("san ", "santa ", "santo ", "puerto ", "villa ", "la ", "el ", "los ")


def _whole_names(name: Name) -> list[str]:
    """What a Spanish name may be in full, where its sentence names the province: "San José" del Guaviare."""
    if not name.key.startswith(_SPANISH):
        return []
    return [f"{name.surface} {of} {land}" for land in name.within.values() for of in ("de", "del")]


#: Countries that share a river's name are named without an article: "crossed the Niger".
_RIVERS: Final = frozenset({"niger", "jordan", "senegal", "paraguay", "uruguay"})


def _with_article(name: Name, places: list[Place]) -> list[Place]:
    """What may bear an article: regions, rivers, districts, The Hague; no town is called "the San Juan"."""
    return [place for place in places if place.name.startswith("The ") or _takes_article(name, place)]


def _takes_article(name: Name, place: Place) -> bool:
    if place.feature in TOWNS:
        return place.population >= METROPOLIS
    return not (place.feature in ("country", "admin1") and name.key in _RIVERS)


def _of_its_words(name: Name, places: list[Place], found: dict[str, list[Place]], surfaces: list[str]) -> list[Place]:
    """Those of the places that the name's own words ask for: a class word, a short form, "St."."""
    everything = {place.id: place for form in surfaces for place in found.get(form, ())}
    if name.key.startswith(_SHORTENED):
        # The exact key of "St. Petersburg" finds Florida's; Russia's is written in full.
        places = list(everything.values())
    if name.wanted and len(surfaces) > 1:
        # "Walikale Territory" is the territory, not the town
        places = [place for place in everything.values() if place.feature in name.wanted] or places
    name.natural = is_natural(name.surface) and not found.get(surfaces[0])
    state = state_of(name.surface)
    if state is None:
        return places
    name.wanted = name.wanted or ("admin1",)
    return [p for p in places if (p.country, p.admin1) == state and p.feature in ("admin1", "capital")] or places


def _with_counties(name: Name, places: list[Place], counties: list[Place]) -> list[Place]:
    """The counties of a name beside the towns: in "Raleigh, Hardy and Braxton" the word county is missing."""
    if any(place.feature in _LARGE or place.population >= METROPOLIS for place in places):
        return places
    known = {place.id for place in places}
    more = [place for place in counties if place.feature == "admin2" and place.id not in known]
    name.bare = frozenset([place.id for place in more])
    return [*places, *more]


def _find_in_parts(gazetteer: Gazetteer, missing: list[Name]) -> None:
    """Names that nothing is called: a town with its province ("Nogales Sonora"), or a part or site of a known place."""
    splits = {name.key: container_splits(name.surface) for name in missing}
    sites = {name.key: site_of(name.surface) for name in missing}
    asked = {part for pairs in splits.values() for pair in pairs for part in pair} | {*filter(None, sites.values())}
    found = gazetteer.find_many(sorted(asked))
    for name in missing:
        for head, tail in splits[name.key]:
            outer = {(p.country, p.admin1 if p.feature == "admin1" else "") for p in found[tail] if _holds(p)}
            inside = [p for p in found[head] if {(p.country, p.admin1), (p.country, "")} & outer and not _holds(p)]
            if inside:
                name.options, name.fixed = [(0.0, place) for place in inside], True
                break
        site = sites[name.key]
        if not name.options and site:
            name.options, name.part = [(0.0, place) for place in found[site]], True


def _holds(place: Place) -> bool:
    return place.feature in ("country", "admin1")


def _city_of_its_name(places: list[Place], cities: list[Place]) -> list[Place]:
    """A province whose one great city bears its name is the city, where nothing is said to lie in it: "New York"."""
    for province in places:
        great = [
            city
            for city in cities
            if province.feature == "admin1"
            and city.feature in TOWNS
            and city.population >= METROPOLIS
            and (city.country, city.admin1) == (province.country, province.admin1)
        ]
        if great:
            return [great[0] if place is province else place for place in places]
    return places


def _seas(name: Name, places: list[Place], names: dict[str, Name]) -> list[Place]:
    """A name that ends in "Sea" is the sea's, unless "State" or "Governorate" follows or a town stands before it."""
    if name.wanted or name.key.split()[-1] not in _WATERS or any(name.key in other.inside for other in names.values()):
        return places
    return [place for place in places if place.feature in _WATERS] or places
