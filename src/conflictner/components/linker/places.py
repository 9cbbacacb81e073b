"""Places: which of the towns of one name is meant, settled for the whole document at once.

A name that stands in another ("Paris, Texas", "Goma (Goma, Nord-Kivu)") keeps only the candidates that lie there. The
others are weighed by what they are, by the countries of the document, by how many of its other names have a candidate
in the same country and province, by the distance to the nearest of them, and by population.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import cos, exp, log10, radians, sqrt
from typing import Final

from conflictner.components.linker.placecandidates import METROPOLIS, find_candidates
from conflictner.components.linker.placenames import TOWNS, Name
from conflictner.components.linker.setting import Setting
from conflictner.knowledge import Gazetteer, Place
from conflictner.text import fold

#: What a feature is worth before anything else is known: a province is meant more often than a hamlet of its name.
FEATURE: Final = {
    "country": 1.6,
    "admin1": 1.0,
    "capital": 0.75,
    "seat": 0.5,
    "admin2": 0.35,
    "region": 0.6,
    "populated": 0.25,
    "neighbourhood": 0.05,
}
#: People of the units that the sources do not count.
PEOPLE: Final = {"country": 10_000_000, "admin1": 2_000_000, "admin2": 50_000}
#: A capital or a city of a million needs no country beside it: "talks in Nairobi" are not held in a village of the DRC.
GREAT: Final = 0.4
#: A place called so comes before one that is also called so.
OWN_NAME: Final = 0.2
#: Names in a province that it takes to read a country's name as a town's in it.
SUPPORT: Final = 1.8
TOWN_OF_COUNTRY: Final = 0.1
#: What a country's name loses that is a town's too, where all the other names lie elsewhere: Lebanon with Zionsville.
LONELY: Final = 0.5
#: What a county's bare name lacks against the town's of the same name.
BARE: Final = 0.5
#: Names in a country that it takes to read its name so, where a province of another bears it too.
NATION: Final = 0.5
#: Names in a province that it takes to read a river's or an island's name as that of a place in it.
BESIDE: Final = 0.9
POPULATION: Final = 1.2  # for ten million people; the last resort, after country and neighbours
COUNTRY: Final = 1.3
PROVINCE: Final = 0.6
NEAR: Final = 0.6
#: Neighbours within BESIDE_KM are equally near; beyond, nearness fades with REACH_KM.
BESIDE_KM: Final = 30.0
REACH_KM: Final = 140.0
#: Candidates kept for each name, those whose neighbours are measured, and how often that is done.
KEPT: Final = 60
MEASURED: Final = 8
ROUNDS: Final = 2
#: How steeply a difference in score becomes a difference in probability; set so that of the links given 0.9 nine in ten
#: hold on the development sets.
STEEP: Final = 5.0

#: What the candidates in the chosen one's country must have of the probability, where no city of CITY people is meant.
#: On the train parts of LGL, TR-News, GeoVirus and GeoWebNews this takes back seven wrong answers and one right one;
#: capitals and cities left open as well, recall falls faster than errors (Nairobi, Gaza, Morelia).
SETTLED: Final = 0.7
CITY: Final = 100_000

#: From this weight of its first country on, a document is known to be about it; elsewhere towns of this size count.
DECIDED: Final = 2.0
KNOWN: Final = 50_000
#: A town inside another place lies this near to it.
INSIDE_KM: Final = 60.0
#: A degree of latitude, and more than any two points are apart.
_DEGREE_KM: Final = 111.2
_FARTHEST: Final = 50_000.0

Region = tuple[str, str]

_STANDING: Final = frozenset({"country", "admin1", "capital"})
#: Features that are meant wherever they are named: seas, mountains, provinces.
_WELL_KNOWN: Final = frozenset(
    {"country", "admin1", "capital", "region", "sea", "ocean", "strait", "gulf", "lake", "river", "border"}
    | {"mountain", "mountains", "desert", "island", "peninsula", ""}
)


def resolve(
    gazetteer: Gazetteer,
    setting: Setting,
    names: dict[str, Name],
    demonyms: Mapping[str, str],
    doubtful: Iterable[str] = (),
    unsettled: Iterable[str] = (),
) -> None:
    """Choose a place for each name, by document: container, country, province, neighbours, feature, population last.

    Args:
        gazetteer: Where candidates come from; asked once.
        setting: The document's countries.
        names: The names; changed in place.
        demonyms: Countries by adjective, for the names that are one.
        doubtful: Keys of names that are a country's and a town's or province's: "Georgia".
        unsettled: Countries that only such names speak for; they rule nothing out.
    """
    find_candidates(gazetteer, names, demonyms)
    for name in names.values():
        _keep_contained(name, names)
    firm = frozenset(setting.countries).difference(unsettled)
    _learn_countries(setting, names, firm)
    if _is_decided(setting, firm):
        for name in names.values():
            if not name.fixed:
                name.options = [pair for pair in name.options if _plausible(setting, pair[1])]
    unsure = frozenset(doubtful)
    alone = {key: _ranked_alone(name, doubtful=key in unsure) for key, name in names.items()}
    for key, name in names.items():
        name.options = alone[key]
    for step in range(ROUNDS + 1):
        _vote(setting, names, alone, near=step > 0)
    for name in names.values():
        _withdraw(name, setting)
        if name.options:
            best = name.options[0][0]
            weights = [exp(STEEP * (score - best)) for score, _ in name.options]
            total = sum(weights)
            name.score = weights[0] / total
            name.options = [(weight / total, place) for weight, (_, place) in zip(weights, name.options, strict=True)]
            _prefer_town(name)
            if not _is_settled(name):
                name.chosen = None


def _is_settled(name: Name) -> bool:
    """Whether the candidates agree on a country well enough; a town in the wrong country is worse than none."""
    chosen = name.chosen
    if chosen is None or name.fixed or chosen.feature in _STANDING or chosen.population >= CITY:
        return True
    return sum([share for share, place in name.options if place.country == chosen.country]) >= SETTLED


def _withdraw(name: Name, setting: Setting) -> None:
    """Take back a reading that stands only beside other names of its province: "Raleigh" as Raleigh County."""
    if name.chosen is None:
        return
    abroad = (name.article or name.hamlet) and name.chosen.feature not in ("country", "region")
    if abroad and name.chosen.country not in setting.countries:
        # "on the San Juan in Colombia", "El Salvador, a hamlet": no province of an island, whatever its size.
        name.options, name.chosen = [], None
        return
    if name.near:
        return
    if name.natural or ((name.part or name.respelled) and not _is_at_home(name.chosen, setting)):
        name.options, name.chosen = [], None
    elif name.chosen.id in name.bare:
        name.options = [(score, place) for score, place in name.options if place.id not in name.bare]
        name.chosen = name.options[0][1] if name.options else None


def _is_at_home(place: Place, setting: Setting) -> bool:
    return (
        place.country in setting.countries or place.feature in ("country", "capital") or place.population >= METROPOLIS
    )


def _keep_contained(name: Name, names: dict[str, Name]) -> None:
    """Where a name stands in another one, keep the candidates that lie in it, if there are any."""
    if not name.inside and not name.states:
        return
    inside = [
        pair
        for pair in name.options
        if (pair[1].country, pair[1].admin1) in name.states
        or any(_lies_in(pair[1], names[outer].options) for outer in name.inside if outer in names)
    ]
    if inside and (len(inside) < len(name.options) or name.stated):
        name.options, name.fixed = inside, True
    elif not inside and name.stated:
        # A village that no list has, stated to lie in North Darfur, is not the Dar es Salaam of Tanzania.
        outer = {place.country for key in name.stated if key in names for _, place in _large(names[key])}
        if len(outer) == 1 and not name.states:
            name.options = [pair for pair in name.options if pair[1].country in outer]


def _large(name: Name) -> list[tuple[float, Place]]:
    return [pair for pair in name.options if pair[1].feature in ("country", "admin1")]


def _lies_in(place: Place, containers: list[tuple[float, Place]]) -> bool:
    for _, outer in containers:
        if outer.country != place.country or outer.id == place.id:
            continue
        if outer.feature == "country":
            if place.feature != "country":
                return True
        elif outer.feature == "admin1":
            if outer.admin1 == place.admin1 and place.feature != "admin1":
                return True
        elif (
            outer.feature in ("admin2", "admin3")
            and place.feature in TOWNS
            and place.admin1 == outer.admin1
            and _roughly_km(place, (outer.lat, outer.lon)) < INSIDE_KM
        ):
            return True
    return False


def _learn_countries(setting: Setting, names: dict[str, Name], firm: frozenset[str]) -> None:
    """Names that are found in one country alone speak for it, if they are no hamlets of a land nobody mentions."""
    for name in names.values():
        places = [place for _, place in name.options if place.id not in name.bare]
        if len({place.country for place in places}) != 1:
            continue
        place = places[0]
        if place.feature == "country":
            continue
        if name.fixed or not _is_decided(setting, firm) or _plausible(setting, place):
            setting.add(place.country, 0.6)


def _is_decided(setting: Setting, firm: frozenset[str]) -> bool:
    """Whether it is known what the document is about, by more than names that may be a town's."""
    return max([setting.countries.get(iso3, 0.0) for iso3 in firm], default=0.0) >= DECIDED


def _plausible(setting: Setting, place: Place) -> bool:
    """Whether a place far from everything that a decided document names is well known enough to be meant.

    A report from Ethiopia that names Merawi does not mean the district of that name in Sudan, but it may mean Doha.
    """
    if not place.country or place.country in setting.countries or place.feature in _WELL_KNOWN:
        return True
    return place.feature not in ("admin2", "admin3") and place.population >= KNOWN


def _ranked_alone(name: Name, *, doubtful: bool) -> list[tuple[float, Place]]:
    """The candidates by what they are themselves, best first; of one alone the score tells nothing."""
    if len(name.options) == 1:
        return name.options
    scored = [
        (_alone(name, place, doubtful=doubtful) - (BARE if place.id in name.bare else 0.0), place)
        for _, place in name.options
    ]
    scored.sort(key=_by_score)
    return scored[:KEPT]


def _by_score(pair: tuple[float, Place]) -> tuple[float, str]:
    """Best first, by id where two are equally good."""
    return -pair[0], pair[1].id


def _alone(name: Name, place: Place, *, doubtful: bool) -> float:
    people = place.population or PEOPLE.get(place.feature, 0)
    score = FEATURE.get(place.feature, 0.25) + POPULATION * min(1.0, log10(people + 1) / 7)
    own = place.name.lower()
    # In Mexico "Zamora" is Zamora de Hidalgo.
    whole = own in (f"{name.key} strip", f"{name.key} city")  # all say "Gaza"
    if whole or own.startswith(f"{name.key} de ") or name.key in (own, own if own.isascii() else fold(place.name)):
        score += OWN_NAME
        if place.feature == "capital" or place.population >= METROPOLIS:
            score += GREAT
    if name.wanted and place.feature in name.wanted:
        score += 0.6
    if doubtful and place.feature not in ("country", "admin1"):
        # Lebanon, Ohio, is written with its state; the bare name is the country's.
        score -= TOWN_OF_COUNTRY
    return score


def _vote(setting: Setting, names: dict[str, Name], alone: dict[str, list[tuple[float, Place]]], *, near: bool) -> None:
    """Score every candidate by what the other names say of its country, province and surroundings."""
    countries: dict[str, float] = {}
    regions: dict[Region, float] = {}
    own: dict[str, tuple[dict[str, float], dict[Region, float]]] = {}
    for key, name in names.items():
        own[key] = _shares(
            [pair for pair in name.options if pair[1].id not in name.bare] if name.bare else name.options
        )
        for country, share in own[key][0].items():
            countries[country] = countries.get(country, 0.0) + share
        for region, share in own[key][1].items():
            regions[region] = regions.get(region, 0.0) + share
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
        of_country, of_region = own[key]
        if len(name.options) > 1:
            # Many candidates share a country and a province: what the others say of these is worked out once.
            strongest = max(regions.values(), default=0.0)
            for_country: dict[str, float] = {}
            for_region: dict[Region, float] = {}
            scored = []
            for score, place in alone[key]:
                country = place.country
                if country not in for_country:
                    others = countries.get(country, 0.0) - of_country.get(country, 0.0)
                    share = 0.0 if only.get(country) == key else about.get(country, 0.0)
                    for_country[country] = COUNTRY * max(share, _full(others))
                total = score + for_country[country]
                if place.feature == "country" and only.get(country) == key and for_country[country] < 0.4:
                    total -= LONELY * _full(strongest)
                if place.admin1 and place.feature != "country":
                    region = (country, place.admin1)
                    if region not in for_region:
                        for_region[region] = PROVINCE * _full(regions.get(region, 0.0) - of_region.get(region, 0.0))
                    total += for_region[region]
                scored.append((total, place))
            scored.sort(key=_by_score)
            points = [point for other, point in anchors.items() if other != key]
            if points:
                scored = [(score + _nearness(place, points), place) for score, place in scored[:MEASURED]]
                scored.sort(key=_by_score)
            name.options = scored
        name.chosen = chosen = name.options[0][1]
        if chosen.feature == "country":
            others = countries.get(chosen.country, 0.0) - of_country.get(chosen.country, 0.0)
            nations = {place.id for _, place in name.options if place.feature == "country"}
            name.supported = others >= 1.0 and len(nations) > 1
            name.near = True
        elif chosen.feature == "admin1" and not name.wanted:
            _prefer_nation(name, countries, of_country)
        if chosen.feature != "country":
            region = (chosen.country, chosen.admin1)
            others = regions.get(region, 0.0) - of_region.get(region, 0.0)
            name.supported = name.fixed or others >= SUPPORT
            name.near = name.fixed or others >= BESIDE


def _prefer_nation(name: Name, countries: Mapping[str, float], own: Mapping[str, float]) -> None:
    """A country with a town of its own in the text is no province of its neighbour: Niger with Tera, beside Nigeria."""
    for _, place in name.options:
        others = countries.get(place.country, 0.0) - own.get(place.country, 0.0)
        if place.feature == "country" and others >= NATION:
            name.chosen = place
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
            away = _roughly_km(place, point)
            if away <= BESIDE_KM:
                return NEAR
            if away < nearest:
                nearest = away
    return NEAR * exp(-(nearest - BESIDE_KM) / REACH_KM)


def _prefer_town(name: Name) -> None:
    """A district or province without its class word is its town, if one of that name lies in it: "near Balcad"."""
    chosen = name.chosen
    if chosen is None or name.wanted or chosen.feature not in ("admin1", "admin2", "admin3"):
        return
    reach = 100.0 if chosen.feature == "admin1" else 80.0
    towns = [
        place
        for _, place in name.options
        if place.feature in TOWNS
        and (chosen.feature != "admin1" or place.feature != "populated" or place.population >= KNOWN)
        and _roughly_km(place, (chosen.lat, chosen.lon)) <= reach
    ]
    if towns:
        name.chosen = min(
            towns,
            key=lambda p: (p.feature == "populated", -p.population, _roughly_km(p, (chosen.lat, chosen.lon)), p.id),
        )


def may_be_town(places: Iterable[Place]) -> bool:
    """Whether a country's name is also a province's or a town's elsewhere: "Georgia", "Lebanon", "Jordan"."""
    found = list(places)
    nations = {place.country for place in found if place.feature == "country"}
    return any(
        place.country not in nations and (place.feature == "admin1" or place.population >= 1_000) for place in found
    )


def may_be_province(places: Iterable[Place]) -> bool:
    """Whether a country's name is also a province's elsewhere."""
    found = list(places)
    nations = {place.country for place in found if place.feature == "country"}
    return any(place.feature == "admin1" and place.country not in nations for place in found)


def _roughly_km(place: Place, point: tuple[float, float]) -> float:
    """Distance on a plane; a tenth of the cost of the great circle and good enough to rank neighbours."""
    lat, (other, lon) = place.lat, point
    across = abs(place.lon - lon)
    across = (across if across < 180.0 else 360.0 - across) * cos(radians((lat + other) / 2))
    return _DEGREE_KM * sqrt(across * across + (lat - other) ** 2)
