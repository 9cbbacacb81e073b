"""Places: which of the towns of one name is meant, settled for the whole document at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import cos, exp, log10, radians
from typing import Final

from conflictner.annotations import Mark
from conflictner.components.linker.setting import Setting
from conflictner.knowledge import Gazetteer, Place
from conflictner.text import fold

#: What a feature is worth before anything else is known: a province is meant more often than a hamlet of its name.
FEATURE: Final = {
    "country": 1.0,
    "admin1": 0.55,
    "capital": 0.55,
    "seat": 0.5,
    "admin2": 0.45,
    "region": 0.4,
    "populated": 0.25,
    "neighbourhood": 0.05,
}
POPULATION: Final = 0.55  # for ten million people; the last resort, after country and neighbours
COUNTRY: Final = 0.9
NEAR: Final = 0.7
#: Neighbours within BESIDE_KM are equally near; beyond, nearness fades with REACH_KM.
BESIDE_KM: Final = 50.0
REACH_KM: Final = 150.0
INSIDE: Final = 1.5
#: Candidates kept for each name, and how often the neighbours are looked at again.
KEPT: Final = 12
ROUNDS: Final = 2
#: A gap that the best candidate must have over the next one to be taken for sure.
CLEAR: Final = 0.6

#: From this weight of its first country on, a document is known to be about it; elsewhere towns of this size count.
DECIDED: Final = 2.0
KNOWN: Final = 50_000

_CLASSES: Final = {
    "province": ("admin1",),
    "state": ("admin1",),
    "region": ("admin1", "region"),
    "governorate": ("admin1",),
    "oblast": ("admin1",),
    "department": ("admin1", "admin2"),
    "prefecture": ("admin1", "admin2"),
    "county": ("admin2", "admin1"),
    "district": ("admin2", "admin3", "admin1"),
    "territory": ("admin2", "admin1"),
    "zone": ("admin2", "admin1"),
    "woreda": ("admin3", "admin2"),
}
_CONTAINER_GAP: Final = frozenset({",", "(", "in", "of", "the"})


@dataclass(slots=True)
class Name:
    """One place name of a document: its mentions, its candidates with a score, and what was chosen."""

    key: str
    marks: list[Mark] = field(default_factory=list)
    options: list[tuple[float, Place]] = field(default_factory=list)
    wanted: tuple[str, ...] = ()
    inside: set[str] = field(default_factory=set)
    chosen: Place | None = None
    score: float = 0.0


def forms(surface: str) -> list[str]:
    """The spellings to look up: as it stands, then without a class word at its end or start.

    >>> forms("North Kivu Province"), forms("Lake Tanganyika")
    (['North Kivu Province', 'North Kivu'], ['Lake Tanganyika', 'Tanganyika'])
    """
    words = surface.split()
    found = [surface]
    if len(words) > 1 and fold(words[-1]) in _CLASSES | _FEATURE_WORDS:
        found.append(" ".join(words[:-1]))
    if len(words) > 1 and fold(words[0]) in _FEATURE_WORDS:
        found.append(" ".join(words[1:]))
    return found


_FEATURE_WORDS: Final = dict.fromkeys(
    [
        "city",
        "town",
        "village",
        "camp",
        "lake",
        "river",
        "mount",
        "island",
        "islands",
        "mountains",
        "valley",
        "hills",
        "peninsula",
        "commune",
        "municipality",
        "township",
        "port",
        "fort",
        "emirate",
        "sector",
        "parish",
        "locality",
    ],
    (),
)


def names_of(setting: Setting, marks: list[Mark]) -> dict[str, Name]:
    """The place names of a document, each with its mentions and the names that contain it."""
    names: dict[str, Name] = {}
    doc = setting.doc
    keys = [setting.key(mark) for mark in marks]
    for mark, key in zip(marks, keys, strict=True):
        name = names.setdefault(key, Name(key))
        name.marks.append(mark)
        last = key.split()[-1]
        if last in _CLASSES and " " in key:
            name.wanted = _CLASSES[last]
        if mark.end < len(doc) and doc[mark.end].lower_ in _CLASSES:
            name.wanted = name.wanted or _CLASSES[doc[mark.end].lower_]
    for left, right, key, outer in zip(marks, marks[1:], keys, keys[1:], strict=False):
        # Goma (Goma, Nord-Kivu); Twic County in Warrap State; Mutarule, Uvira
        gap = [token.lower_ for token in doc[left.end : min(right.start, left.end + 5)]]
        if (
            right.start - left.end <= 4
            and gap
            and all(w in _CONTAINER_GAP or w in _CLASSES for w in gap)
            and key != outer
        ):
            names[key].inside.add(outer)
    return names


def resolve(
    gazetteer: Gazetteer, setting: Setting, names: dict[str, Name], countries: dict[str, tuple[float, float]]
) -> None:
    """Choose a place for each name, by document: country, container, neighbours, feature, population last.

    Args:
        gazetteer: Where candidates come from; asked once.
        setting: The document's countries.
        names: The names; changed in place.
        countries: Points of the countries that the document names, as weak anchors.
    """
    surfaces = {key: forms(setting.surface(name.marks[0])) for key, name in names.items()}
    found = gazetteer.find_many(sorted({form for options in surfaces.values() for form in options}))
    for key, name in names.items():
        places = next((found[form] for form in surfaces[key] if found.get(form)), [])
        if name.wanted and len(surfaces[key]) > 1:
            places = _of_class(places, found, surfaces[key], name.wanted)
        name.options = [(0.0, place) for place in places]
    _learn_countries(setting, names)
    for name in names.values():
        name.options = [(score, place) for score, place in name.options if _plausible(setting, place)]
    for name in names.values():
        scored = [(_alone(setting, name, place), place) for _, place in name.options]
        scored.sort(key=lambda pair: (-pair[0], pair[1].id))
        name.options = scored[:KEPT]
        if scored and (len(scored) == 1 or scored[0][0] - scored[1][0] >= CLEAR):
            name.chosen = scored[0][1]
    for _ in range(ROUNDS):
        for name in names.values():
            _choose(name, names, list(countries.values()))
    for name in names.values():
        _prefer_town(name)


#: Features that are meant wherever they are named: seas, mountains, provinces.
_WELL_KNOWN: Final = frozenset(
    {"country", "admin1", "capital", "region", "sea", "ocean", "strait", "gulf", "lake", "river", "border"}
    | {"mountain", "mountains", "desert", "island", "peninsula", ""}
)


def _learn_countries(setting: Setting, names: dict[str, Name]) -> None:
    """Names that are found in one country alone speak for it, if they are no hamlets of a land nobody mentions."""
    sure = [
        places[0]
        for places in ([place for _, place in name.options] for name in names.values())
        if places and len({place.country for place in places}) == 1 and places[0].feature != "country"
    ]
    for place in sure:
        if _plausible(setting, place):
            setting.add(place.country, 0.6)


def _prefer_town(name: Name) -> None:
    """A district or province without its class word is its town, if one of that name lies in it: "near Balcad"."""
    chosen = name.chosen
    if chosen is None or name.wanted or chosen.feature not in ("admin1", "admin2", "admin3"):
        return
    reach = 100.0 if chosen.feature == "admin1" else 60.0
    towns = [
        place
        for _, place in name.options
        if place.feature in ("capital", "seat", "populated")
        and (chosen.feature != "admin1" or place.feature != "populated" or place.population >= KNOWN)
        and _roughly_km(place, (chosen.lat, chosen.lon)) <= reach
    ]
    if towns:
        name.chosen = min(
            towns,
            key=lambda p: (p.feature == "populated", -p.population, _roughly_km(p, (chosen.lat, chosen.lon)), p.id),
        )


def _plausible(setting: Setting, place: Place) -> bool:
    """Whether a place far from everything that the document names is well known enough to be meant.

    A report from Ethiopia that names Merawi does not mean the district of that name in Sudan, but it may mean Doha.
    """
    if not setting.countries or max(setting.countries.values()) < DECIDED or setting.share((place.country,)):
        return True
    if not place.country or place.feature in _WELL_KNOWN:
        return True
    return place.feature not in ("admin2", "admin3") and place.population >= KNOWN


def _of_class(
    places: list[Place], found: dict[str, list[Place]], surfaces: list[str], wanted: tuple[str, ...]
) -> list[Place]:
    """As in "Walikale Territory" is the territory, not the town; of all spellings, those of that feature."""
    everything = {place.id: place for form in surfaces for place in found.get(form, ())}
    fitting = [place for place in everything.values() if place.feature in wanted]
    return fitting or places


def _alone(setting: Setting, name: Name, place: Place) -> float:
    score = FEATURE.get(place.feature, 0.15)
    score += POPULATION * min(1.0, log10(place.population + 1) / 7)
    score += COUNTRY * setting.share((place.country,))
    if name.wanted and place.feature in name.wanted:
        score += 0.4
    return score


def _choose(name: Name, names: dict[str, Name], points: list[tuple[float, float]]) -> None:
    if not name.options:
        return
    anchors = [
        (other.chosen.lat, other.chosen.lon)
        for other in names.values()
        if other is not name and other.chosen is not None and other.chosen.feature not in ("country", "admin1")
    ]
    best: list[tuple[float, Place]] = []
    for score, place in name.options:
        total = score
        if anchors:
            nearest = min(_roughly_km(place, point) for point in anchors)
            total += NEAR * exp(-max(0.0, nearest - BESIDE_KM) / REACH_KM)
        for outer in name.inside:
            total += INSIDE * _contained(place, names.get(outer))
        best.append((total, place))
    best.sort(key=lambda pair: (-pair[0], pair[1].id))
    name.chosen = best[0][1]
    weights = [exp(3.0 * (score - best[0][0])) for score, _ in best]
    name.score = 1.0 / sum(weights)


def _contained(place: Place, outer: Name | None) -> float:
    """How well a place lies in another: its province by name, else its country, else within reach of it."""
    if outer is None:
        return 0.0
    if place.admin1 and fold(place.admin1) in (outer.key, _bare(outer.key)):
        return 1.0
    container = outer.chosen
    if container is None or container.id == place.id:
        return 0.0
    if container.country != place.country:
        return -0.5
    if container.feature == "country":
        return 0.6
    distance = _roughly_km(place, (container.lat, container.lon))
    return 0.8 if distance < 60 else 0.4 if distance < 200 else 0.0


def _bare(key: str) -> str:
    words = key.split()
    return " ".join(words[:-1]) if words[-1] in _CLASSES else key


def _roughly_km(place: Place, point: tuple[float, float]) -> float:
    """Distance on a plane; a tenth of the cost of the great circle and good enough to rank neighbours."""
    across = abs(place.lon - point[1])
    across = min(across, 360.0 - across) * cos(radians((place.lat + point[0]) / 2))
    return 111.2 * float((across * across + (place.lat - point[0]) ** 2) ** 0.5)
