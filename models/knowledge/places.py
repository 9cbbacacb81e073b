"""The gazetteer: which places are shipped, under which names. A larger one is a user's import."""

from __future__ import annotations

import csv
import gzip
import io
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median
from typing import Final

from entry import CURATED, DATA
from readers import provinces
from readers.countries import Country
from tables import read_csv, read_tsv, split_list
from words import familiarity, is_common

from conflictner.text import slug, squeeze

#: "full": every locality, where a village makes the news (Great Lakes, countries at war); "towns": districts as well
#: as towns; elsewhere the towns of 500 people and more that GeoNames' cities500 lists.
COVERAGE: Final = {row["country"]: row["level"] for row in read_tsv(CURATED / "coverage.tsv")}
#: Points below _TOWN inhabitants are left out elsewhere; a name of a place below _CITY is not read for a country's.
_TOWN, _CITY = 500, 15_000
#: Nothing abroad is also called like a city of this size: Barranquilla is listed as "Miami".
_GREAT = 200_000
_COLUMNS: Final = ("id", "name", "aliases", "lat", "lon", "country", "admin1", "feature", "population")
_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏḀ-ỿʻʼ‘’'`ʹ. ()/-]+(?:\d{1,3})?[A-Za-zÀ-ɏ' ]*")
_FOREIGN: Final = re.compile(
    r"^(?:Provincia|Província|Province|Gouvernorat|Gobernación|Gobierno|Distrito|Departamento|Département|Mkoa|Wilaya|"
    r"Wilāyat|Intara|Préfecture|Prefectura|Região|Región|Région|Estado|État|Oblast'?|Óblast|Muhafaza\w*|Commune|Comuna|"
    r"Territoire|Jimbo|Sous-Région|Baladiyat|Sha.bīyat|Minţaqah|Gobolka|Magharibi|Ville) ",
)
_SUFFIX: Final = re.compile(
    r" (?:province|state|oblast|region|governorate|department|district|prefecture|county|municipality|-oblast)$"
)
_SEATS: Final = {"PPLA": 0, "PPLA2": 1, "PPLA3": 2, "PPLA4": 2}


@dataclass(slots=True)
class Place:
    """One row of places.tsv.gz."""

    id: str
    name: str
    aliases: list[str]
    lat: float
    lon: float
    country: str
    admin1: str
    feature: str
    population: int = 0
    code: str = ""
    listed: bool = False  # in GeoNames' cities500
    extra: list[str] = field(default_factory=list)


def build(folder: Path, raw: Path, countries: dict[str, Country]) -> list[Place]:
    """Select, name and check the places."""
    capitals = {(c.iso3, squeeze(c.capital)) for c in countries.values()}
    reviewed = {row["id"]: row for row in read_tsv(CURATED / "place_names.tsv")}
    places = []
    for place in _read(folder / "places.tsv.gz"):
        _latin_name(place)
        if row := reviewed.get(place.id):
            place.extra = [*split_list(row["aliases"]), *([place.name] if place.name != row["name"] else [])]
            place.name = row["name"]
            if row["feature"]:
                place.feature, place.code = "locality", ""
        if place.id in reviewed or _wanted(place) or (place.country, squeeze(place.name)) in capitals:
            places.append(place)
    places = _without_doubles(places, countries)
    places = _admin1(places)
    places += [
        Place(identity, name, [], lat, lon, "USA", state, "admin2")
        for identity, name, state, lat, lon in provinces.counties()
    ]
    places = [place for place in places if place.country in countries]
    places += [_country(country) for country in countries.values() if country.point]
    _capitals(places, countries)
    places = _regions(places)
    places += _event_places(raw, places, countries)
    _clean_aliases(places, countries)
    unique: dict[str, Place] = {}
    for place in places:
        unique.setdefault(place.id, place)
    return sorted(unique.values(), key=lambda p: p.id)


def _read(path: Path) -> Iterator[Place]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            feature, _, code = row["feature"].partition(":")
            if feature in ("country", "region"):
                continue  # area centroids; the Factbook's and our own points are used
            if feature == "admin3" and not code and row["id"].startswith("gn:"):
                # Who's On First draws a commune under the GeoNames id of its town: Ménaka, Kidal and Labé are towns.
                feature, code = "locality", "PPLA3"
            yield Place(
                id=row["id"],
                name=row["name"].strip(),
                aliases=split_list(row["aliases"]),
                lat=round(float(row["lat"]), 3),
                lon=round(float(row["lon"]), 3),
                country=row["country"],
                admin1=row["admin1"],
                feature=feature,
                population=int(float(row["population"] or 0)),
                code=code,
                listed=row["source"] == "geonames",
            )


def _latin_name(place: Place) -> None:
    """A name in Arabic or Cyrillic script gives way to the alias that English knows best: "Aleppo", "Mariupol"."""
    if _LATIN.fullmatch(place.name):
        return
    latin = [alias for alias in place.aliases if _LATIN.fullmatch(alias) and len(alias) > 2]
    if latin:
        place.name = min(latin, key=lambda a: (familiarity(a), latin.index(a)))


def _without_doubles(places: list[Place], countries: dict[str, Country]) -> list[Place]:
    """One row for a place that two sources list a few kilometres apart; no village by the name of a country."""
    nations = {squeeze(c.name) for c in countries.values()}
    kept: defaultdict[tuple[str, str, str], list[Place]] = defaultdict(list)
    for place in sorted(places, key=lambda p: (-p.population, p.code not in _SEATS, p.id)):
        key = squeeze(place.name)
        if place.feature == "locality" and key in nations and place.population < _CITY:
            continue
        same = kept[place.country, place.feature, key]
        for known in same if place.feature in ("locality", "admin2") else ():
            if distance_km(place.lat, place.lon, known.lat, known.lon) < 5:
                known.aliases += place.aliases
                known.extra += place.extra
                known.code = known.code or place.code
                break
        else:
            same.append(place)
    return [place for same in kept.values() for place in same]


def _wanted(place: Place) -> bool:
    if len(place.name) < 3 or not _LATIN.fullmatch(place.name):
        return False
    if place.feature in ("admin1", "lake", "river", "mountain", "park", "chiefdom", "Pool"):
        return True
    level = COVERAGE.get(place.country, "")
    if level == "full":
        return place.feature != "neighbourhood" or place.country in ("COD", "HTI", "PSE")
    if place.feature in ("admin2", "admin3"):
        return level != "" and place.feature == "admin2"
    if level and place.code in _SEATS:
        return True
    return place.listed or place.population >= _TOWN


def _admin1(places: list[Place]) -> list[Place]:
    """One row a province, English-usual name first, and that name on every place in it."""
    canonical: dict[tuple[str, str], str] = {}
    for row in read_tsv(CURATED / "admin1.tsv"):
        for variant in (row["name"], *split_list(row["variants"])):
            canonical[row["country"], squeeze(variant)] = row["name"]
    found: dict[tuple[str, str], Place] = {}
    rest: list[Place] = []
    for place in sorted(places, key=lambda p: p.code == "derived_centroid"):
        if place.feature != "admin1":
            rest.append(place)
            continue
        name = _canonical(place.country, place.name, canonical)
        known = found.setdefault((place.country, _bare(name)), place)
        if place.name != name:
            place.aliases.insert(0, place.name)
        if known is not place:
            known.aliases += place.aliases
        known.name = name
        known.admin1 = name
    for (country, variant), name in canonical.items():
        if province := found.get((country, _bare(name))):
            province.extra.append(variant)
    for row in read_tsv(CURATED / "admin1.tsv"):
        if province := found.get((row["country"], _bare(row["name"]))):
            province.extra = split_list(row["variants"]) + province.extra
    middles = provinces.points()
    for province in found.values():
        province.lat, province.lon = middles.get(
            (province.country, squeeze(province.name)), (province.lat, province.lon)
        )
    names = {key: place.name for key, place in found.items()}
    for place in rest:
        name = _canonical(place.country, place.admin1, canonical)
        place.admin1 = names.get((place.country, _bare(name)), name) if name else ""
    _new_provinces(rest)
    return [*found.values(), *rest]


#: Provinces of the DRC that were divided in 2015; the source files towns under them still.
_DIVIDED: Final = {"Orientale", "Katanga", "Bandundu", "Kasaï-Occidental"}


def _new_provinces(places: list[Place]) -> None:
    """Bunia lies in Ituri, not in Orientale: the province of the nearest village that has a new one."""
    villages = [p for p in places if p.country == "COD" and p.admin1 and p.admin1 not in _DIVIDED]
    for place in places:
        if place.country == "COD" and place.admin1 in _DIVIDED:
            nearest = min(villages, key=lambda p: abs(p.lat - place.lat) + abs(p.lon - place.lon))
            place.admin1 = nearest.admin1


def _bare(name: str) -> str:
    return _SUFFIX.sub("", squeeze(name)).replace("'", "").replace("-", " ")


def _canonical(country: str, name: str, table: dict[tuple[str, str], str]) -> str:
    key = squeeze(name)
    return table.get((country, key)) or table.get((country, _SUFFIX.sub("", key))) or name


def _country(country: Country) -> Place:
    lat, lon = country.point or (0.0, 0.0)
    names = [*country.strong, *country.acronyms, *country.weak]
    place = Place(f"cty:{country.iso3}", country.name, [], lat, lon, country.iso3, "", "country")
    place.extra = [n for n in dict.fromkeys(names) if n != country.name]
    return place


def _capitals(places: list[Place], countries: dict[str, Country]) -> None:
    """Mark the capital: the largest locality of that name."""
    by_name: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        if place.feature == "locality":
            by_name[place.country, squeeze(place.name)].append(place)
            for alias in place.aliases:
                by_name[place.country, squeeze(alias)].append(place)
    for country in countries.values():
        found = by_name.get((country.iso3, squeeze(country.capital)))
        if found:
            capital = max(found, key=lambda p: (p.code == "PPLC", p.population, p.id))
            capital.feature = "capital"
    for place in places:
        if place.feature == "locality":
            place.feature = "seat" if place.code in _SEATS else "populated"


def _regions(places: list[Place]) -> list[Place]:
    """Regions, seas, crossings of ours; where a province has the name already, it takes the other names."""
    provinces = {(p.country, _bare(p.name)): p for p in places if p.feature == "admin1"}
    made = []
    for row in (*read_tsv(CURATED / "regions.tsv"), *read_tsv(CURATED / "natural.tsv")):
        lat, lon = float(row["lat"]), float(row["lon"])
        known = provinces.get((row["country"], _bare(row["name"])))
        if known and distance_km(known.lat, known.lon, lat, lon) < 200:
            known.extra += split_list(row["aliases"])
            continue
        place = Place(row["id"], row["name"], [], lat, lon, row["country"], "", row["feature"])
        place.extra = split_list(row["aliases"])
        made.append(place)
    return places + made


_GENERIC: Final = re.compile(
    r"\s+(?:town|village|city|villages|area|locality|settlement|neighbou?rhood|suburb|island|district|"
    r"(?:refugee |idp )?camp)$",
    re.IGNORECASE,
)


def _event_places(folder: Path, places: list[Place], countries: dict[str, Country]) -> list[Place]:
    """Villages where UCDP recorded two events or more, and which the gazetteer lacks in that country."""
    names = {c.name: c.iso3 for c in countries.values()} | {
        "DR Congo (Zaire)": "COD",
        "Russia (Soviet Union)": "RUS",
        "Myanmar (Burma)": "MMR",
        "Yemen (North Yemen)": "YEM",
    }
    known: set[tuple[str, str]] = set()
    for place in places:
        known |= {(place.country, variant_key(n)) for n in (place.name, *place.aliases, *place.extra)}
    points: defaultdict[tuple[str, str], list[tuple[float, float, str]]] = defaultdict(list)
    for row in read_csv(folder / "ucdp_ged_subsets" / "events.csv.gz"):
        iso3 = names.get(row["country"], "")
        name = re.sub(r"\s*\(.*?\)", "", row["where_coordinates"]).split("/")[0].strip()
        name = _GENERIC.sub("", name)
        if iso3 and row["where_prec"] in ("1", "2") and _event_name(name):
            points[iso3, name].append((float(row["latitude"]), float(row["longitude"]), row["adm_1"]))
    made = []
    for (iso3, name), found in sorted(points.items()):
        lat, lon = median(p[0] for p in found), median(p[1] for p in found)
        spread = max(distance_km(lat, lon, p[0], p[1]) for p in found)
        if len(found) < 2 or spread > 30 or (iso3, variant_key(name)) in known:
            continue
        near = min(
            (p for p in places if p.country == iso3 and p.admin1 and p.feature in ("seat", "populated", "capital")),
            key=lambda p: abs(p.lat - lat) + abs(p.lon - lon),
            default=None,
        )
        admin1 = near.admin1 if near else ""
        identity = f"ged:{iso3.lower()}-{slug(name)}"
        made.append(Place(identity, name, [], round(lat, 3), round(lon, 3), iso3, admin1, "populated"))
        known.add((iso3, variant_key(name)))
    return made


_DESCRIPTION: Final = re.compile(
    r"\b(?:near|between|province|road|border|mountains?|governorate|and|of|km|airport|air ?base|base|field|pan|"
    r"military|regiment|factory|checkpoint|hills?)\b",
    re.IGNORECASE,
)


def _event_name(name: str) -> bool:
    words = name.split()
    return (
        3 <= len(name) <= 30
        and len(words) <= 4
        and bool(_LATIN.fullmatch(name))
        and name[0].isupper()
        and not _DESCRIPTION.search(name)
        and not is_common(name, 10_000)
    )


def variant_key(name: str) -> str:
    """A key under which spellings of one village fall together: "Kitchanga" and "Kitshanga".

    >>> variant_key("Kitchanga") == variant_key("Kitshanga")
    True
    """
    key = re.sub(r"[^a-z0-9]", "", squeeze(name).replace("saint", "st"))
    for old, new in (("tsh", "c"), ("tch", "c"), ("ou", "u"), ("y", "i")):
        key = key.replace(old, new)
    return re.sub(r"[eou]$", "", re.sub(r"(.)\1", r"\1", key)) or key


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance on the sphere.

    >>> round(distance_km(-1.68, 29.22, -2.5, 28.86))
    100
    """
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def _clean_aliases(places: list[Place], countries: dict[str, Country]) -> None:
    """Latin script, three letters at least, nobody else's name.

    Goma is listed as "Kinshasa-Gombe", and villages as "Congo": an alias that is a country's name, the name of a place
    ten times as large in the same country, or that of a great city abroad, is dropped. Curated names (`extra`) stay.
    """
    big: defaultdict[tuple[str, str], int] = defaultdict(int)
    for place in places:
        if place.feature in ("capital", "seat", "populated"):
            own = (place.country, squeeze(place.name))
            big[own] = max(big[own], place.population)
    great: defaultdict[str, set[str]] = defaultdict(set)
    for (country, own_key), population in big.items():
        if population >= _GREAT:
            great[own_key].add(country)
    shared = _names_of_others(places)
    banned = {squeeze(n) for c in countries.values() for n in (c.name, *c.strong, *c.weak, *c.acronyms)}
    for place in places:
        size = max(place.population, 1_000_000 if place.feature in ("admin1", "capital") else 1_000)
        kept: dict[str, str] = {}
        for alias in place.extra:
            kept.setdefault(squeeze(alias), alias)
        for alias in place.aliases:
            key = squeeze(alias)
            if (
                len(key) > 2
                and key not in banned
                and (place.country, place.admin1, key) not in shared
                and not alias.isupper()
                and _LATIN.fullmatch(alias)
                and not _FOREIGN.match(alias)
                and big.get((place.country, key), 0) < 10 * size
                and not great[key] - {place.country}
                and not (place.feature == "populated" and is_common(alias))
                and len(kept) < 8
                and (place.country in COVERAGE or _usual(place, key))
            ):
                kept.setdefault(key, alias)
        kept.pop(squeeze(place.name), None)
        place.aliases = [alias for alias in kept.values() if "|" not in alias]


def _names_of_others(places: list[Place]) -> set[tuple[str, str, str]]:
    """Names that three districts of a province list beside their own, and that a fourth or a town of it bears.

    When a district is parted, its name stays with each part in some lists: seven districts were once Kalat.
    """
    own = {(p.country, p.admin1, squeeze(p.name)) for p in places if p.feature != "admin1"}
    parts: Counter[tuple[str, str, str]] = Counter()
    for place in places:
        if place.feature in ("admin2", "admin3"):
            for key in {squeeze(alias) for alias in place.aliases} - {squeeze(place.name)}:
                parts[place.country, place.admin1, key] += 1
    return {name for name, count in parts.items() if count > 2 and name in own}


def _usual(place: Place, key: str) -> bool:
    """Outside the conflict countries: a near spelling, or for a large city any name English knows ("Cologne")."""
    if place.population >= _CITY and SequenceMatcher(None, squeeze(place.name), key).ratio() >= 0.8:
        return True
    return place.population > 200_000 and familiarity(key) < 1 << 30


def write(places: Iterable[Place]) -> int:
    """Write places.tsv.gz, the same bytes for the same rows; returns its size."""
    text = io.StringIO()
    text.write("\t".join(_COLUMNS) + "\n")
    for p in places:
        population = str(p.population) if p.population else ""
        row = (p.id, p.name, "|".join(p.aliases), _number(p.lat), _number(p.lon), p.country, p.admin1, p.feature)
        text.write("\t".join((*row, population)) + "\n")
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=packed, mode="wb", compresslevel=9, mtime=0) as file:
        file.write(text.getvalue().encode())
    (DATA / "places.tsv.gz").write_bytes(packed.getvalue())
    return len(packed.getvalue())


def _number(value: float) -> str:
    """Three decimals, some 100 m, without trailing zeros.

    >>> _number(-1.6), _number(29.0)
    ('-1.6', '29')
    """
    return f"{value:.3f}".rstrip("0").rstrip(".")


def feature_counts(places: Iterable[Place]) -> Counter[str]:
    """How many places of each feature."""
    return Counter(place.feature for place in places)
