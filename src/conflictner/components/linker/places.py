"""Places: which of the towns of one name is meant, settled for the whole document at once.

A name that stands in another ("Paris, Texas", "Goma (Goma, Nord-Kivu)") keeps only the candidates that lie there. The
others are weighed by what they are, by the countries of the document, by how many of its other names have a candidate
in the same country and province, by the distance to the nearest of them, and by population.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import exp, log10
from typing import Final

from conflictner.components.linker.placecandidates import METROPOLIS, find_candidates
from conflictner.components.linker.placenames import TOWNS, Name
from conflictner.components.linker.placevotes import STEEP, by_score, roughly_km, vote
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
TOWN_OF_COUNTRY: Final = 0.1
#: What a county's bare name lacks against the town's of the same name.
BARE: Final = 0.5
POPULATION: Final = 1.2  # for ten million people; the last resort, after country and neighbours
#: Candidates kept for each name, those whose neighbours are measured, and how often that is done.
KEPT: Final = 60
ROUNDS: Final = 2

#: What the candidates in the chosen one's country must have of the probability, where no city of CITY people is meant.
#: On the train parts of LGL, TR-News, GeoVirus and GeoWebNews this takes back seven wrong answers and one right one;
#: capitals and cities left open as well, recall falls faster than errors (Nairobi, Gaza, Morelia).
SETTLED: Final = 0.7
CITY: Final = 100_000
#: What the chosen one must have itself, with what lies AROUND_KM of it: ten namesakes in one land are ten guesses.
LEAST: Final = 0.3
AROUND_KM: Final = 50.0

#: From this weight of its first country on, a document is known to be about it; elsewhere towns of this size count.
DECIDED: Final = 2.0
KNOWN: Final = 50_000
#: A town of so many people is meant by the bare name of its province: Timbuktu has 32,000.
TOWN: Final = 20_000
#: A town inside another place lies this near to it.
INSIDE_KM: Final = 60.0

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
    if firm:
        possible = _plausible if _is_decided(setting, firm) else _is_called_so
        for name in names.values():
            if not name.fixed:
                name.options = [pair for pair in name.options if possible(setting, name, pair[1])]
    unsure = frozenset(doubtful)
    alone = {key: _ranked_alone(name, doubtful=key in unsure) for key, name in names.items()}
    for key, name in names.items():
        name.options = alone[key]
    for step in range(ROUNDS + 1):
        vote(setting, names, alone, near=step > 0)
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
    point = (chosen.lat, chosen.lon)
    if sum([share for share, place in name.options if roughly_km(place, point) <= AROUND_KM]) < LEAST:
        return False
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
            # "western Africa in Morocco" is Africa all the same.
            name.options = [pair for pair in name.options if pair[1].country in outer or not pair[1].country]


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
            and roughly_km(place, (outer.lat, outer.lon)) < INSIDE_KM
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
        if name.fixed or not _is_decided(setting, firm) or _plausible(setting, name, place):
            setting.add(place.country, 0.6)


def _is_decided(setting: Setting, firm: frozenset[str]) -> bool:
    """Whether it is known what the document is about, by more than names that may be a town's."""
    return max([setting.countries.get(iso3, 0.0) for iso3 in firm], default=0.0) >= DECIDED


def _plausible(setting: Setting, name: Name, place: Place) -> bool:
    """Whether a place far from everything that a decided document names is well known enough to be meant.

    A report from Ethiopia that names Merawi does not mean the district of that name in Sudan, but it may mean Doha. The
    Nasa of Colombia are not Nassau, which some call so too, and Paola is no more a province of Malta than its town.
    """
    if not place.country or place.country in setting.countries:
        return True
    if not _is_called_so(setting, name, place):
        return False
    if place.feature == "admin1":
        return not any(
            town.feature in TOWNS and 0 < town.population < KNOWN
            for _, town in name.options
            if (town.country, town.admin1) == (place.country, place.admin1)
        )
    if place.feature in _WELL_KNOWN:
        return True
    return place.feature not in ("admin2", "admin3") and place.population >= KNOWN


def _is_called_so(setting: Setting, name: Name, place: Place) -> bool:
    """Whether a town abroad bears the name itself, or one that begins or ends with it: "Zamora" is Zamora de Hidalgo.

    In a text that names countries, another spelling is enough only for a town of theirs and for the greatest.
    """
    if place.feature not in TOWNS or place.population >= METROPOLIS or place.country in setting.countries:
        return True
    own, said = (fold(text).replace("-", " ") for text in (place.name, name.key))
    return own == said or own.startswith(f"{said} ") or own.endswith(f" {said}")


def _ranked_alone(name: Name, *, doubtful: bool) -> list[tuple[float, Place]]:
    """The candidates by what they are themselves, best first; of one alone the score tells nothing."""
    if len(name.options) == 1:
        return name.options
    scored = [
        (_alone(name, place, doubtful=doubtful) - (BARE if place.id in name.bare else 0.0), place)
        for _, place in name.options
    ]
    scored.sort(key=by_score)
    return scored[:KEPT]


def _alone(name: Name, place: Place, *, doubtful: bool) -> float:
    people = place.population or PEOPLE.get(place.feature, 0)
    score = FEATURE.get(place.feature, 0.25) + POPULATION * min(1.0, log10(people + 1) / 7)
    own = place.name.lower()
    # In Mexico "Zamora" is Zamora de Hidalgo.
    # All say "Gaza", and print "St." for what the list spells out.
    whole = own in (f"{name.key} strip", f"{name.key} city", name.key.replace("st. ", "saint ", 1))
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


def _prefer_town(name: Name) -> None:
    """A district or province without its class word is its town, if one of that name lies in it: "near Balcad".

    Both are one reading of the name, so the town has the share of both.
    """
    chosen = name.chosen
    if chosen is None or name.wanted or chosen.feature not in ("admin1", "admin2", "admin3"):
        return
    point = (chosen.lat, chosen.lon)
    reach = 100.0 if chosen.feature == "admin1" else 80.0
    towns = [
        (place.feature == "populated", -place.population, roughly_km(place, point), place.id, place)
        for _, place in name.options
        if place.feature in TOWNS
        and (chosen.feature != "admin1" or place.feature != "populated" or place.population >= TOWN)
        and (
            roughly_km(place, point) <= reach
            or (chosen.feature == "admin1" and (place.country, place.admin1) == (chosen.country, chosen.admin1))
        )
    ]
    if towns:
        town = min(towns)[-1]
        name.score = sum([share for share, place in name.options if place.id in (town.id, chosen.id)])
        name.options = [
            (name.score, town),
            *[pair for pair in name.options if pair[1].id not in (town.id, chosen.id)],
        ]
        name.chosen = town


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
