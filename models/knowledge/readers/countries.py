"""The backbone: one country a row, with its government, forces and ministries as actors to link to.

ISO codes, UN names and Wikidata ids come from datasets/country-codes, adjectives and points from the Factbook, short
forms and exceptions from curated/countries.tsv.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from entry import CURATED, Entry, Tables
from tables import read_csv, read_tsv, split_list

from readers.factbook import Factbook


@dataclass(slots=True)
class Country:
    """One country: what the other readers need to know of it."""

    iso3: str
    iso2: str
    name: str
    fips: str
    wikidata: str
    sovereign: bool
    capital: str
    point: tuple[float, float] | None
    adjectives: list[str] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)
    acronyms: list[str] = field(default_factory=list)
    strong: list[str] = field(default_factory=list)
    weak: list[str] = field(default_factory=list)
    reviewed: dict[str, str] = field(default_factory=dict)  # curated names and their classes


#: "Sudanese" is said of SDN, "Congolese" of COD too: what would name another, better known country is left out.
_NO_POINT_OF = {"ATA"}
_EMPTY_TERRITORIES = {"ATA", "BVT", "HMD", "UMI", "ATF", "SGS", "IOT"}


def read(folder: Path, factbook: Factbook) -> dict[str, Country]:
    """Every ISO country and Kosovo, keyed by ISO alpha-3."""
    curated = {row["iso3"]: row for row in read_tsv(CURATED / "countries.tsv")}
    countries: dict[str, Country] = {}
    for row in read_csv(folder / "country_codes" / "country-codes.csv"):
        iso3 = row["ISO3166-1-Alpha-3"].strip()
        if not iso3 or iso3 in _EMPTY_TERRITORIES:
            continue
        formal = _no_article(row["UNTERM English Formal"])
        countries[iso3] = Country(
            iso3=iso3,
            iso2=row["ISO3166-1-Alpha-2"].strip() or curated.get(iso3, {}).get("iso2", ""),
            name=row["CLDR display name"].strip() or _no_article(row["official_name_en"]),
            fips=row["FIPS"].strip().lower(),
            wikidata=row["wikidata_id"].rsplit("/", 1)[-1],
            sovereign=row["is_independent"].strip().lower().startswith("yes"),
            capital=row["Capital"].strip(),
            point=None,
            strong=[n for n in (formal, _no_article(row["official_name_en"])) if n and "(" not in n and "," not in n],
        )
    for iso3, row in curated.items():
        if iso3 not in countries:
            countries[iso3] = Country(iso3, row["iso2"], row["name"], row["fips"], "", True, row["capital"], None)
        _refine(countries[iso3], row)
    for country in countries.values():
        _from_factbook(country, factbook)
    return countries


def _no_article(name: str) -> str:
    """The name without "the" and without a UN asterisk.

    >>> _no_article("the Islamic Republic of Afghanistan")
    'Islamic Republic of Afghanistan'
    """
    return re.sub(r"^the ", "", name.strip()).rstrip("*")


def _refine(country: Country, row: dict[str, str]) -> None:
    country.name = row["name"] or country.name
    country.capital = row["capital"] or country.capital
    country.fips = row["fips"] or country.fips
    if row["sovereign"]:
        country.sovereign = row["sovereign"] == "yes"
    for column, alias_class in (("acronyms", "acronym"), ("strong", "strong"), ("weak", "weak")):
        getattr(country, column).extend(split_list(row[column]))
        country.reviewed |= dict.fromkeys(split_list(row[column]), alias_class)
    country.adjectives += split_list(row["adjectives"])
    country.nouns += split_list(row["nouns"])
    if row["lat"]:
        country.point = (float(row["lat"]), float(row["lon"]))


def _from_factbook(country: Country, factbook: Factbook) -> None:
    facts = factbook.countries.get(country.fips)
    if facts is None:
        return
    if country.point is None:
        country.point = facts.point
    if not country.adjectives:
        country.adjectives = facts.adjectives
    if not country.nouns:
        country.nouns = facts.nouns


def entries(countries: dict[str, Country]) -> Tables:
    """COUNTRY rows, and for each state its government, forces, police, ministries and parliament."""
    owner = _adjective_owner(countries)
    tables = Tables()
    for country in countries.values():
        tables.entries.append(_country_entry(country, owner))
        if country.sovereign:
            adjectives = [a for a in country.adjectives if owner.get(a) == country.iso3]
            tables.entries += _state_bodies(country, adjectives)
    return tables


def _adjective_owner(countries: dict[str, Country]) -> dict[str, str]:
    """Which country an adjective names: states before territories, larger names by the curated table.

    "Congolese" is COD's: COG shares it and is the less mentioned of the two.
    """
    owner: dict[str, str] = {"Congolese": "COD", "Dominican": "DOM", "Guinean": "GIN", "Samoan": "WSM"}
    for country in sorted(countries.values(), key=lambda c: (not c.sovereign, c.iso3)):
        for word in (*country.adjectives, *country.nouns):
            owner.setdefault(word, country.iso3)
    return owner


def _country_entry(country: Country, owner: dict[str, str]) -> Entry:
    entry = Entry(
        id=f"cty:{country.iso3}",
        kind="COUNTRY",
        name=country.name,
        country=[country.iso3],
        tier=1 if country.sovereign else 2,
        src={"country-codes", "curated", "factbook"},
    )
    for name, alias_class in country.reviewed.items():
        entry.add(name, alias_class, reviewed=True)
    for acronym in country.acronyms:
        entry.add(acronym, "acronym")
    for name in country.strong:
        entry.add(name)
    for name in country.weak:
        entry.add(name, "weak")
    if country.wikidata:
        entry.xref["wikidata"] = country.wikidata
    entry.extra["iso2"] = country.iso2
    words = dict.fromkeys((*country.adjectives, *country.nouns))
    entry.extra["demonyms"] = [w for w in words if owner.get(w) == country.iso3]
    entry.extra["capital"] = country.capital
    if country.point and country.iso3 not in _NO_POINT_OF:
        entry.extra["lat"], entry.extra["lon"] = country.point
    return entry


#: Bodies that a state has and that news calls by the country: id, kind, name, forms ("Angolan foreign ministry").
_BODIES = (
    ("mfa", "GOVERNMENT", "Foreign Ministry", ("foreign ministry", "Ministry of Foreign Affairs", "foreign office")),
    ("mod", "GOVERNMENT", "Defence Ministry", ("defence ministry", "defense ministry", "Ministry of Defence")),
    ("interior", "GOVERNMENT", "Interior Ministry", ("interior ministry", "Ministry of the Interior")),
    ("health", "GOVERNMENT", "Health Ministry", ("health ministry", "Ministry of Health")),
    ("presidency", "GOVERNMENT", "Presidency", ("presidency", "presidential office", "president's office")),
    ("parliament", "GOVERNMENT", "Parliament", ("parliament", "legislature", "National Assembly")),
)


#: Acronyms that stand before a noun: "US navy", "DRC army"; nobody writes "GB navy".
_PREFIX_ACRONYMS = {"US", "U.S.", "UK", "U.K.", "DRC", "UAE", "CAR", "PNG", "ROK"}


def called(country: Country, adjectives: list[str]) -> list[str]:
    """The words for a country that can stand before a noun, the usual one first."""
    return [*adjectives, country.name, *(a for a in country.acronyms if a in _PREFIX_ACRONYMS)]


def _state_bodies(country: Country, adjectives: list[str]) -> list[Entry]:
    iso3 = country.iso3
    made = [
        Entry(f"gov:{iso3}", "GOVERNMENT", f"Government of {country.name}", parent=f"cty:{iso3}"),
        Entry(f"mil:{iso3}", "MILITARY", f"Armed forces of {country.name}", parent=f"gov:{iso3}"),
        Entry(f"pol:{iso3}", "POLICE", f"Police of {country.name}", parent=f"gov:{iso3}"),
    ]
    for slug, kind, title, forms in _BODIES:
        prefixes = called(country, adjectives)
        body = Entry(f"gov:{iso3}-{slug}", kind, f"{prefixes[0]} {title}", parent=f"gov:{iso3}")
        for prefix in prefixes:
            for form in forms:
                body.add(f"{prefix} {form}")
        if slug in ("mfa", "mod", "interior", "health"):
            body.add(f"{forms[1]} of {country.name}")
        if slug in ("presidency", "parliament"):
            body.add(f"{title} of {country.name}")
        made.append(body)
    for entry in made:
        entry.country = [iso3]
        entry.src = {"country-codes", "factbook"}
    return made
