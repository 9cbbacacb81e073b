"""UCDP Actor Dataset: names of armed groups and communal groups (CC BY 4.0)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from entry import Entry, LinkRow, Tables, is_acronym, tidy
from tables import read_csv
from words import all_common, is_common

from readers.countries import Country

#: What cannot be a name in a text: descriptions, one commander's men, gangs named by a street, and factions by letter.
_NO_NAME: Final = re.compile(
    r"^(?:Military faction|Forces of|Supporters of|Opponents of|Lashk?h?ar of|Mujahideen in|Opposition|Rejectionist|"
    r"Provisional Council|Civilians|Non |Islamic Legion|Popular Front$|National Front$|Highlanders$)|insurgents|"
    r"irregulars|rebels$| faction| - |Battalion$| gang$|Gang faction|immigrants| inmates|football| family$|,",
    re.IGNORECASE,
)
_FORMAL, _INFORMAL, _COMMUNAL = "1", "2", "3"
_BRACKET: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")

#: UCDP's own country names where they are not those of country-codes.
_COUNTRY_NAMES: Final = {
    "DR Congo": "COD", "Russia": "RUS", "Myanmar": "MMR", "Cambodia": "KHM", "Yemen": "YEM", "South Yemen": "YEM",
    "Vietnam": "VNM", "South Vietnam": "VNM", "Zimbabwe": "ZWE", "Madagascar": "MDG", "Serbia": "SRB", "Turkey": "TUR",
    "Bosnia-Herzegovina": "BIH", "Ivory Coast": "CIV", "Congo": "COG", "Israel": "ISR", "Iran": "IRN", "Syria": "SYR",
    "United States of America": "USA", "United Kingdom": "GBR", "Hyderabad": "IND", "North Macedonia": "MKD",
    "South Korea": "KOR", "North Korea": "PRK", "Laos": "LAO", "Tanzania": "TZA", "Bolivia": "BOL", "Moldova": "MDA",
    "Venezuela": "VEN", "Trinidad and Tobago": "TTO", "Brunei": "BRN", "Taiwan": "TWN", "Gambia": "GMB",
    "Kosovo": "XKX",    "Swaziland": "SWZ", "Eswatini": "SWZ", "East Timor": "TLS", "Cape Verde": "CPV",
}  # fmt: skip


def read(folder: Path, countries: dict[str, Country]) -> Tables:
    """Formal groups as ARMED_GROUP, communal groups as PEOPLE; governments only lend their UCDP id."""
    names = {c.name: c.iso3 for c in countries.values()} | {s: c.iso3 for c in countries.values() for s in c.strong}
    names |= _COUNTRY_NAMES
    seen = _seen_lately(folder)
    tables = Tables()
    for row in read_csv(next((folder / "ucdp_actor_22.1").glob("*.csv"))):
        where = [_iso3(part, names) for part in row["Location"].split(",")]
        entry = _entry(row, list(dict.fromkeys(code for code in where if code)))
        if entry is None:
            continue
        entry.tier = 2 if row["NameData"].strip() in seen else 3
        tables.entries.append(entry)
        if row["Splinter"] == "1" and row["ActorIdPrev"].strip().isdigit():
            target = f"ucdp:{row['ActorIdPrev'].strip()}"
            tables.links.append(LinkRow(entry.id, "splinter_of", target, None, None, ("ucdp-actor",)))
    return tables


def _iso3(part: str, names: dict[str, str]) -> str:
    return names.get(_BRACKET.sub("", part).strip(), "")


def _seen_lately(folder: Path) -> set[str]:
    """Sides with a recorded event since 2005: those that news of our time names."""
    lately = {row["side"] for row in read_csv(folder / "ucdp_aec" / "sides.csv") if int(row["last_year"] or 0) >= 2005}
    for row in read_csv(folder / "ucdp_ged_subsets" / "events.csv.gz"):
        if int(row["year"]) >= 2005:
            lately |= {row["side_a"], row["side_b"]}
    return lately | {part for name in lately for part in name.split(", ")}


def _entry(row: dict[str, str], where: list[str]) -> Entry | None:
    short, full = tidy(row["NameData"]), tidy(row["NameOrigFullEng"].replace("\u0457", "i"))  # a Cyrillic i in "Air"
    identity = f"ucdp:{row['ActorId']}"
    if row["Org"] == "4":
        # "Government of DR Congo (Zaire)": merges into gov: by the one country it lies in.
        return None
    if row["Org"] == _INFORMAL or _NO_NAME.search(short) or len(short) < 2:
        return None
    entry = Entry(identity, "ARMED_GROUP", short, country=where[:3], src={"ucdp-actor"})
    entry.xref["ucdp"] = int(row["ActorId"])
    if row["Org"] == _COMMUNAL:
        return _people(entry, short)
    entry.name = _BRACKET.sub("", short).strip()
    if _NO_NAME.search(full) or full in ("", "n/a"):
        full = ""
    if is_acronym(entry.name):
        if not full:
            return None
        entry.add(entry.name, "acronym")
        acronym = entry.name
        entry.name, entry.names = _BRACKET.sub("", full).strip(), []
        entry.add(acronym, "acronym")
    elif full and full != short:
        # "Ansar Dine" is called so in English news; "Defenders of the Faith" is a gloss.
        entry.add(_BRACKET.sub("", full), "weak")
    mother = tidy(row["NameOrigFull"])
    if mother not in ("", "n/a", full, short) and len(mother.split()) > 1 and "faction" not in mother:
        entry.add(_BRACKET.sub("", mother))
    for new in row["NewName"].split(","):
        new = tidy(new)
        if new and new != short:
            entry.add(new, "acronym" if is_acronym(new) else "strong")
    if all_common(entry.name) or is_common(entry.name, 20_000):
        entry.name_class = "weak"
    return None if len(entry.name) < 3 else entry


def _people(entry: Entry, short: str) -> Entry | None:
    """Peoples and clans: "Hema", "Lou Dinka"; one-word names need support in the text, for many are places too."""
    if re.search(
        r"clan|communit|^Christian|^Muslim|^Buddhist|^Hindu|^Sunni|^Shi|Vigilante|Boys|Cult|cult|Sect\b", short
    ):
        return None
    name = _BRACKET.sub("", short).strip()
    if is_acronym(name) or len(name) < 3 or is_common(name, 20_000) or not name[0].isupper():
        return None
    entry.kind, entry.name = "PEOPLE", name
    entry.name_class = "strong" if len(name.split()) > 1 else "weak"
    return entry


def government_ids(folder: Path, countries: dict[str, Country]) -> dict[str, int]:
    """The UCDP id of each state's government, by ISO alpha-3."""
    names = {c.name: c.iso3 for c in countries.values()} | _COUNTRY_NAMES
    found: dict[str, int] = {}
    for row in read_csv(next((folder / "ucdp_actor_22.1").glob("*.csv"))):
        if row["Org"] == "4" and row["NameData"].startswith("Government of "):
            iso3 = _iso3(row["NameData"].removeprefix("Government of "), names)
            if iso3:
                found.setdefault(iso3, int(row["ActorId"]))
    return found
