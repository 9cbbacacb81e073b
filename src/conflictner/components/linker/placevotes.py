"""What the place names of a document say of one another: a vote for the countries and provinces of their candidates."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import cos, exp, radians, sqrt
from typing import Final

from conflictner.components.linker.placenames import Name
from conflictner.components.linker.setting import Setting
from conflictner.knowledge import Place

#: Names in a province that it takes to read a country's name as a town's in it.
SUPPORT: Final = 1.8
#: What a country's name loses that is a town's too, where all the other names lie elsewhere: Lebanon with Zionsville.
LONELY: Final = 0.5
#: Names in a country that it takes to read its name so, where a province of another bears it too.
NATION: Final = 0.5
#: Names in a province that it takes to read a river's or an island's name as that of a place in it.
BESIDE: Final = 0.9
COUNTRY: Final = 1.3
PROVINCE: Final = 0.6
#: What lies in the province that its sentence names: "In Guaviare ... near San José".
STATED: Final = 0.5
NEAR: Final = 0.6
#: Neighbours within BESIDE_KM are equally near; beyond, nearness fades with REACH_KM.
BESIDE_KM: Final = 30.0
REACH_KM: Final = 140.0
MEASURED: Final = 8
#: How steeply a difference in score becomes a difference in probability; set so that of the links given 0.9 nine in ten
#: hold on the development sets.
STEEP: Final = 5.0
#: A degree of latitude, and more than any two points are apart.
_DEGREE_KM: Final = 111.2
_FARTHEST: Final = 50_000.0

Region = tuple[str, str]


@dataclass(slots=True)
class _Tally:
    """What the names of a document say together, by country and by province, and what each of them has said."""

    countries: dict[str, float]
    regions: dict[Region, float]
    own: dict[str, tuple[dict[str, float], dict[Region, float]]]

    @classmethod
    def of(cls, names: Mapping[str, Name]) -> _Tally:
        tally = cls({}, {}, {})
        for key, name in names.items():
            options = [pair for pair in name.options if pair[1].id not in name.bare] if name.bare else name.options
            countries, regions = tally.own[key] = _shares(options)
            for country, share in countries.items():
                tally.countries[country] = tally.countries.get(country, 0.0) + share
            for region, share in regions.items():
                tally.regions[region] = tally.regions.get(region, 0.0) + share
        return tally

    def in_country(self, key: str, country: str) -> float:
        """What the other names say for a country."""
        return self.countries.get(country, 0.0) - self.own[key][0].get(country, 0.0)

    def in_region(self, key: str, region: Region) -> float:
        """What the other names say for a province."""
        return self.regions.get(region, 0.0) - self.own[key][1].get(region, 0.0)


def vote(setting: Setting, names: dict[str, Name], alone: dict[str, list[tuple[float, Place]]], *, near: bool) -> None:
    """Score every candidate by what the other names say of its country, province and surroundings."""
    tally = _Tally.of(names)
    anchors = {
        key: (name.chosen.lat, name.chosen.lon)
        for key, name in names.items()
        if near and name.chosen is not None and name.chosen.feature not in ("country", "admin1", "region")
    }
    about = setting.shares()
    # A country for which one name alone speaks: that name does not speak for itself.
    only = {iso3: min(keys) for iso3, keys in setting.sources.items() if len(keys) == 1}
    for key, name in names.items():
        if not name.options:
            continue
        if len(name.options) > 1:
            unsaid = {iso3 for iso3, source in only.items() if source == key}
            name.options = _weighed(key, alone[key], tally, about, unsaid, name.provinces)
            points = [point for other, point in anchors.items() if other != key]
            if points:
                name.options = [(score + _nearness(place, points), place) for score, place in name.options[:MEASURED]]
                name.options.sort(key=by_score)
        name.chosen = name.options[0][1]
        _look_around(name, tally)


def _weighed(
    key: str,
    alone: list[tuple[float, Place]],
    tally: _Tally,
    about: Mapping[str, float],
    unsaid: set[str],
    stated: Collection[Region] = (),
) -> list[tuple[float, Place]]:
    """The candidates of a name by what they are and what the other names say, best first.

    Args:
        key: The name.
        alone: Its candidates by what they are.
        tally: What all names say.
        about: How much the document is about each country.
        unsaid: Countries for which nothing but this name speaks.
        stated: Provinces that its sentence names.
    """
    strongest = max(tally.regions.values(), default=0.0)
    # Many candidates share a country and a province: what the others say of these is worked out once.
    for_country: dict[str, float] = {}
    for_region: dict[Region, float] = {}
    scored = []
    for score, place in alone:
        country = place.country
        if country not in for_country:
            share = 0.0 if country in unsaid else about.get(country, 0.0)
            for_country[country] = COUNTRY * max(share, _full(tally.in_country(key, country)))
        total = score + for_country[country]
        if place.feature == "country":
            if country in unsaid and for_country[country] < 0.4:
                total -= LONELY * _full(strongest)
        elif place.admin1:
            region = (country, place.admin1)
            if region not in for_region:
                for_region[region] = PROVINCE * _full(tally.in_region(key, region))
            total += for_region[region]
            if region in stated and place.feature != "admin1":
                total += STATED
        scored.append((total, place))
    scored.sort(key=by_score)
    return scored


def _look_around(name: Name, tally: _Tally) -> None:
    """Note whether other names of the document stand by the chosen one; a province may give way to a country."""
    chosen = name.options[0][1]
    if chosen.feature == "country":
        nations = {place.id for _, place in name.options if place.feature == "country"}
        name.supported = tally.in_country(name.key, chosen.country) >= 1.0 and len(nations) > 1
        name.near = True
        return
    if chosen.feature == "admin1" and not name.wanted:
        _prefer_nation(name, tally)
    others = tally.in_region(name.key, (chosen.country, chosen.admin1))
    name.supported = name.fixed or others >= SUPPORT
    name.near = name.fixed or others >= BESIDE


def _prefer_nation(name: Name, tally: _Tally) -> None:
    """A country with a town of its own in the text is no province of its neighbour: Niger with Tera, beside Nigeria."""
    for i, (score, place) in enumerate(name.options):
        if place.feature == "country" and tally.in_country(name.key, place.country) >= NATION:
            (best, province), *rest = name.options
            rest[i - 1] = (score, province)
            name.options, name.chosen = [(best, place), *rest], place
            return


def _shares(options: list[tuple[float, Place]]) -> tuple[dict[str, float], dict[Region, float]]:
    """How a name's vote is shared among the countries and provinces of its candidates; a country has no province."""
    if len(options) == 1:
        place = options[0][1]
        in_province = place.admin1 and place.feature != "country"
        return {place.country: 1.0}, {(place.country, place.admin1): 1.0} if in_province else {}
    countries: dict[str, float] = {}
    regions: dict[Region, float] = {}
    if options:
        best = max([score for score, _ in options])
        weights = [exp(STEEP * (score - best)) for score, _ in options]
        total = sum(weights)
        for weight, (_, place) in zip(weights, options, strict=True):
            share, country = weight / total, place.country
            countries[country] = countries.get(country, 0.0) + share
            if place.admin1 and place.feature != "country":
                region = (country, place.admin1)
                regions[region] = regions.get(region, 0.0) + share
    return countries, regions


def _full(votes: float) -> float:
    """Votes as a share of certainty: one other name is half, three are three quarters."""
    return votes / (votes + 1.0) if votes > 0.0 else 0.0


def _nearness(place: Place, points: list[tuple[float, float]]) -> float:
    if place.feature in ("country", "region"):
        return 0.0
    lat = place.lat
    nearest = _FARTHEST
    for point in points:
        # What lies further north or south than the nearest one need not be measured.
        if abs(lat - point[0]) * _DEGREE_KM < nearest:
            away = roughly_km(place, point)
            if away <= BESIDE_KM:
                return NEAR
            if away < nearest:
                nearest = away
    return NEAR * exp(-(nearest - BESIDE_KM) / REACH_KM)


def by_score(pair: tuple[float, Place]) -> tuple[float, str]:
    """Best first, by id where two are equally good."""
    return -pair[0], pair[1].id


def roughly_km(place: Place, point: tuple[float, float]) -> float:
    """Distance on a plane; a tenth of the cost of the great circle and good enough to rank neighbours."""
    lat, (other, lon) = place.lat, point
    across = abs(place.lon - lon)
    across = (across if across < 180.0 else 360.0 - across) * cos(radians((lat + other) / 2))
    return _DEGREE_KM * sqrt(across * across + (lat - other) ** 2)
