"""The compiled data files: what must hold whatever the sources say, and a few facts that must not be lost."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from conflictner.distance import kilometres
from conflictner.kinds import KINDS
from conflictner.text import squeeze

DATA = files("conflictner").joinpath("data", "en")
PREFIXES = {
    "COUNTRY": {"cty"},
    "GOVERNMENT": {"gov"},
    "MILITARY": {"mil"},
    "POLICE": {"pol"},
    "ARMED_GROUP": {"arm", "ucdp"},
    "IGO": {"igo"},
    "PEACEKEEPING": {"pko"},
    "PARTY": {"pp", "arm"},
    "PERSON": {"per"},
    "NGO": {"ngo", "org"},
    "MEDIA": {"med"},
    "ORG": {"org", "arm", "pp"},
    "PEOPLE": {"ppl", "ucdp"},
    "PROCESS": {"prc"},
}
LINK_TYPES = {
    "member_of",
    "part_of",
    "splinter_of",
    "armed_wing_of",
    "successor_of",
    "contributes_to",
    "pledged_to",
}
ROLE_CLASSES = {
    "spokesperson",
    "executive",
    "minister",
    "military",
    "diplomatic",
    "legislature",
    "subnational",
    "justice",
    "civil",
}
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
NO_ARMY = (
    *("AND", "CRI", "DMA", "FSM", "GRD", "ISL", "KIR", "LCA", "LIE", "MCO", "MHL"),
    *("MUS", "NRU", "PAN", "PLW", "PSE", "SLB", "TUV", "VAT", "VCT", "VUT", "WSM"),
)
UNIQUE = {"President", "Prime Minister", "King", "Foreign Minister", "Defence Minister", "Secretary-General"}


@cache
def lines(name: str) -> list[dict[str, Any]]:
    text = DATA.joinpath(name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@cache
def actors() -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in lines("actors.jsonl")}


@cache
def places() -> list[dict[str, str]]:
    text = gzip.decompress(DATA.joinpath("places.tsv.gz").read_bytes()).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


def surfaces(row: dict[str, Any]) -> list[tuple[str, str]]:
    return [(row["name"], row.get("name_class", "strong")), *((n["t"], n["c"]) for n in row["names"])]


def test_actor_ids_are_unique_sorted_and_fit_their_kind() -> None:
    ids = [row["id"] for row in lines("actors.jsonl")]
    assert ids == sorted(set(ids))
    for row in actors().values():
        assert row["kind"] in KINDS
        assert row["id"].split(":")[0] in PREFIXES[row["kind"]], row["id"]


def test_aliases_are_well_formed() -> None:
    for row in actors().values():
        texts = [text for text, _ in surfaces(row)]
        assert all(text == " ".join(text.split()) and len(text) > 1 for text in texts), row["id"]
        assert {alias_class for _, alias_class in surfaces(row)} <= {"strong", "acronym", "weak"}
        folded = Counter(squeeze(text) for text in texts)
        assert max(folded.values()) == 1, (row["id"], folded.most_common(2))


def test_no_alias_has_another_script() -> None:
    wrong = [t for row in actors().values() for t, _ in surfaces(row) if re.search(r"[\u0370-\u1dff\u2e80-\uffff]", t)]
    assert wrong == []


def test_no_strong_alias_is_a_common_english_word() -> None:
    data = files("spacy_lookups_data").joinpath("data", "en_lexeme_prob.json.gz").read_bytes()
    table: dict[str, float] = json.loads(gzip.decompress(data))
    words = sorted((w for w in table if w.isalpha() and w.islower()), key=lambda w: -table[w])
    top = set(words[:5000])
    wrong = [
        (row["id"], text)
        for row in actors().values()
        if row["kind"] != "COUNTRY"
        for text, alias_class in surfaces(row)
        if alias_class == "strong" and squeeze(text) in top
    ]
    assert wrong == []


def curated(name: str) -> list[dict[str, str]]:
    folder = Path(__file__).parents[1] / "models" / "knowledge" / "curated"
    if not folder.is_dir():
        pytest.skip("installed without the repository")
    text = (folder / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    ("table", "strong"),
    [
        ("actors_armed.tsv", "aliases"),
        ("actors_bodies.tsv", "aliases"),
        ("actors_state.tsv", "aliases"),
        ("countries.tsv", "strong"),
        ("people.tsv", "aliases"),
    ],
)
def test_every_reviewed_class_survives_the_merge(table: str, strong: str) -> None:
    lost = []
    for row in curated(table):
        identity = row.get("id") or f"cty:{row['iso3']}"
        # "Forebu" stands as an acronym and as a name in any case: the latter holds.
        decided = {
            squeeze(item.partition("@")[0]): alias_class
            for column, alias_class in (("acronyms", "acronym"), (strong, "strong"), ("weak", "weak"))
            for item in filter(None, (row.get(column) or "").split("|"))
        }
        decided.pop(squeeze(actors()[identity]["name"]), None)
        shipped = {squeeze(text): kind for text, kind in surfaces(actors()[identity])}
        lost += [(identity, key, kind, shipped.get(key)) for key, kind in decided.items() if shipped.get(key) != kind]
    assert lost == []


@pytest.mark.parametrize(
    ("entity", "alias", "alias_class"),
    [
        ("cty:COD", "Congo", "weak"),
        ("cty:COG", "Congo", "weak"),
        ("cty:COG", "Congo-Brazzaville", "strong"),
        ("pp:amal", "Amal", "weak"),
        ("pp:amal", "Amal Movement", "strong"),
        ("arm:nla-mkd", "National Liberation Army", "weak"),
        ("arm:polisario", "Polisario", "strong"),
        ("cty:RUS", "Russian Federation", "strong"),
        ("pko:aussom", "AUSSOM", "acronym"),
        ("arm:m19", "M-19", "acronym"),
    ],
)
def test_classes_that_must_not_be_lost(entity: str, alias: str, alias_class: str) -> None:
    assert (alias, alias_class) in surfaces(actors()[entity])


@pytest.mark.parametrize("iso3", NO_ARMY)
def test_who_has_no_army_has_none_here(iso3: str) -> None:
    assert f"mil:{iso3}" not in actors()


def test_dependent_territories_have_no_army() -> None:
    states = {row["country"][0] for row in actors().values() if row["kind"] == "GOVERNMENT"}
    armies = {row["id"] for row in actors().values() if row["kind"] == "MILITARY" and len(row["country"]) == 1}
    assert {row for row in armies if actors()[row]["country"][0] not in states} == set()


def test_nothing_dangles() -> None:
    known = actors().keys()
    assert [r["id"] for r in actors().values() if r["parent"] is not None and r["parent"] not in known] == []
    assert [r for r in lines("roles.jsonl") if r["person"] not in known or r["org"] not in known] == []
    assert [r for r in lines("links.jsonl") if r["s"] not in known or r["o"] not in known or r["s"] == r["o"]] == []


def test_dates_parse_and_run_forward() -> None:
    spans = [span for row in actors().values() for span in row["active"]]
    spans += [[r["from"], r["to"]] for name in ("roles.jsonl", "links.jsonl") for r in lines(name)]
    for start, end in spans:
        assert all(DATE.fullmatch(date) for date in (start, end) if date is not None)
        assert start is None or end is None or start <= end, (start, end)


def test_roles_and_links_use_the_closed_lists() -> None:
    assert {role["class"] for role in lines("roles.jsonl")} <= ROLE_CLASSES
    assert {link["p"] for link in lines("links.jsonl")} <= LINK_TYPES
    assert {role["conf"] for role in lines("roles.jsonl")} <= {"high", "medium"}
    assert all(actors()[role["person"]]["kind"] == "PERSON" for role in lines("roles.jsonl"))


def test_an_office_of_one_has_one_holder() -> None:
    holders: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for role in lines("roles.jsonl"):
        if role["to"] is None and role["title"] in UNIQUE:
            holders[role["org"], role["title"]].add(role["person"])
    assert {key: people for key, people in holders.items() if len(people) > 1} == {}


def test_every_source_has_licence_and_credit() -> None:
    top = json.loads(DATA.joinpath("sources.json").read_text(encoding="utf-8"))
    assert DATE.fullmatch(top["roles_reviewed"])
    assert top["data_version"]
    listed = {source["id"]: source for source in top["sources"]}
    assert all(
        source[key] for source in listed.values() for key in ("name", "version", "url", "licence", "attribution")
    )
    used = {s for name in ("actors.jsonl", "roles.jsonl", "links.jsonl") for row in lines(name) for s in row["src"]}
    assert used <= listed.keys()
    prefixes = {place["id"].split(":")[0] for place in places()}
    assert prefixes <= {"cty", "reg", "gn", "wof", "ged", "fips", "x"}


def test_nothing_is_said_that_is_contested() -> None:
    text = DATA.joinpath("actors.jsonl").read_text(encoding="utf-8").lower()
    assert "sanction" not in text
    assert not re.search(r'"(?:terrorist|ethnicity|backed_by|birth\w*)":', text)


def test_countries_are_complete() -> None:
    countries = [row for row in actors().values() if row["kind"] == "COUNTRY"]
    assert len(countries) > 235
    points = {place["id"]: place for place in places() if place["feature"] == "country"}
    for row in countries:
        assert row["id"] == f"cty:{row['country'][0]}"
        assert len(row["iso2"]) == 2, row["id"]
        if row["tier"] == 1:
            assert row["demonyms"] or row["id"] == "cty:COG", row["id"]
            assert row["capital"], row["id"]
            assert (float(points[row["id"]]["lat"]), float(points[row["id"]]["lon"])) == (row["lat"], row["lon"])
            for prefix in ("gov", "pol") if row["country"][0] in NO_ARMY else ("gov", "mil", "pol"):
                assert f"{prefix}:{row['country'][0]}" in actors()


def test_a_demonym_names_one_country() -> None:
    owners = Counter(d for row in actors().values() if row["kind"] == "COUNTRY" for d in row["demonyms"])
    assert [word for word, count in owners.items() if count > 1] == []


def test_persons_have_a_surname_within_their_name() -> None:
    for row in actors().values():
        if row["kind"] == "PERSON":
            assert row["gender"] in ("m", "f", None)
            texts = [squeeze(text) for text, _ in surfaces(row)]
            assert not row["surname"] or any(squeeze(row["surname"]) in text for text in texts), row["id"]


def test_places_are_well_formed() -> None:
    ids = [place["id"] for place in places()]
    assert ids == sorted(set(ids))
    for place in places():
        assert -90 <= float(place["lat"]) <= 90
        assert -180 <= float(place["lon"]) <= 180
        assert len(place["name"]) > 2, place["id"]
        assert place["country"] == "" or f"cty:{place['country']}" in actors(), place["id"]
        aliases = place["aliases"].split("|") if place["aliases"] else []
        assert all(len(alias) > 1 and alias != place["name"] for alias in aliases), place["id"]


def test_files_stay_small() -> None:
    assert len(DATA.joinpath("actors.jsonl").read_bytes()) < 3_000_000
    assert len(DATA.joinpath("places.tsv.gz").read_bytes()) < 11_000_000
    assert sum(entry.stat().st_size for entry in Path(str(DATA)).iterdir()) < 15_000_000


def test_role_nouns_are_sorted_and_closed() -> None:
    rows = list(csv.DictReader(io.StringIO(DATA.joinpath("role_nouns.tsv").read_text("utf-8")), delimiter="\t"))
    nouns = [row["noun"] for row in rows]
    assert nouns == sorted(set(nouns))
    for row in rows:
        assert set(row["kinds"].split("|")) <= set(KINDS)
        assert row["number"] in ("sg", "pl")
        assert row["gender"] in ("", "m", "f")
        assert row["class"] in ROLE_CLASSES | {"force", "body"}


@pytest.mark.parametrize(
    ("alias", "owners"),
    [
        ("M23", {"arm:m23"}),
        ("ADF", {"arm:adf", "mil:AUS"}),
        ("AFP", {"med:afp", "mil:PHL"}),
        ("UPC", {"arm:upc", "arm:upc-caf"}),
        ("SAF", {"mil:SDN", "mil:SOM"}),
        ("FDLR", {"arm:fdlr"}),
        ("FOCA", {"arm:fdlr-foca"}),
        ("NALU", {"arm:nalu"}),
        ("DRC", {"cty:COD"}),
        ("US", {"cty:USA"}),
    ],
)
def test_acronyms_that_must_be_found(alias: str, owners: set[str]) -> None:
    found = {row["id"] for row in actors().values() if (alias, "acronym") in surfaces(row)}
    assert owners <= found
    assert alias != "FOCA" or found == owners


@pytest.mark.parametrize(
    ("entity", "active"),
    [
        ("arm:m23", [["2012-05-06", "2013-11-07"], ["2021-11", None]]),
        ("pko:eacrf", [["2022-11-12", "2023-12-21"]]),
        ("pko:samidrc", [["2023-12-15", "2025-03-13"]]),
    ],
)
def test_intervals_that_must_not_be_lost(entity: str, active: list[list[str | None]]) -> None:
    assert actors()[entity]["active"] == active


def test_the_notice_credits_every_source() -> None:
    notice = DATA.joinpath("..", "..", "..", "..", "NOTICE")
    top = json.loads(DATA.joinpath("sources.json").read_text(encoding="utf-8"))
    if not notice.is_file():
        pytest.skip("installed without the repository")
    text = notice.read_text(encoding="utf-8")
    assert [s["id"] for s in top["sources"] if s["id"] != "curated" and s["attribution"] not in text] == []


@pytest.mark.parametrize(
    ("name", "country", "feature", "lat", "lon", "km"),
    [
        ("North Kivu", "COD", "admin1", -0.79, 29.05, 15),
        ("Freestone County", "USA", "admin2", 31.7, -96.15, 15),
        ("Oxfordshire", "GBR", "admin2", 51.8, -1.3, 30),
        ("Paletwa", "MMR", "populated", 21.3, 92.86, 15),
        ("Minbya", "MMR", "populated", 20.36, 93.27, 15),
        ("Yangon", "MMR", "seat", 16.8, 96.15, 15),
        ("Tine", "TCD", "populated", 15.02, 22.78, 15),
        ("Ontario", "CAN", "admin1", 49.25, -84.5, 50),
        ("Texas", "USA", "admin1", 31.25, -99.25, 100),
        ("Canada", "CAN", "country", 60.1, -113.6, 15),
    ],
)
def test_places_of_the_world(name: str, country: str, feature: str, lat: float, lon: float, km: float) -> None:
    found = [p for p in places() if (p["name"], p["country"], p["feature"]) == (name, country, feature)]
    assert any(kilometres((float(p["lat"]), float(p["lon"])), (lat, lon)) <= km for p in found)


def test_no_city_is_also_called_like_a_greater_one_abroad() -> None:
    (barranquilla,) = [p for p in places() if p["name"] == "Barranquilla" and p["feature"] == "seat"]
    assert "Miami" not in barranquilla["aliases"].split("|")


VOUCHED = (
    "actors_armed.tsv",
    "actors_bodies.tsv",
    "actors_regions.tsv",
    "actors_state.tsv",
    "links.tsv",
    "people.tsv",
    "people_regions.tsv",
)


def sources() -> dict[str, Any]:
    """The compiled list of sources, with the counts of the curated rows."""
    found: dict[str, Any] = json.loads(DATA.joinpath("sources.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("table", VOUCHED)
def test_every_curated_row_says_where_it_comes_from(table: str) -> None:
    known = {source["id"] for source in sources()["sources"]}
    for row in curated(table):
        label = row.get("id") or f"{row['s']} {row['o']}"
        assert set(row["src"].split("|")) <= known, label
        assert DATE.fullmatch(row["reviewed"]), label
        assert row["conf"] in ("high", "medium"), label


def test_counts_of_curated_rows_are_those_of_the_tables() -> None:
    rows = [row for table in VOUCHED for row in curated(table)]
    counted = sources()["curated_rows"]
    assert sum(counted["table"].values()) == len(rows)
    assert counted["confidence"] == dict(Counter(row["conf"] for row in rows))
    assert counted["source"]["page"] == sum("page:" in row["src"] for row in rows)
    assert counted["source"]["general"] == sum(row["src"] == "general" for row in rows)


def test_every_page_is_named_by_a_row_and_carries_facts_only() -> None:
    used = {source for table in VOUCHED for row in curated(table) for source in row["src"].split("|")}
    pages = [source for source in sources()["sources"] if source["id"].startswith("page:")]
    assert [page["id"] for page in pages if page["id"] not in used] == []
    assert {page["licence"] for page in pages} == {"facts only"}
    assert [page["url"] for page in pages if not page["url"].startswith("http")] == []


@pytest.mark.parametrize(
    ("org", "role_class", "date", "expected"),
    [
        ("gov:IRN", "executive", "2026-02-01", "per:ali-khamenei"),
        ("gov:IRN", "executive", "2026-06-20", "per:mojtaba-khamenei"),
        ("gov:UKR", "minister", "2026-06-01", "per:mykhailo-fedorov"),
        ("gov:MLI", "minister", "2026-06-01", "per:assimi-goita"),
        ("gov:BGD", "executive", "2026-06-01", "per:tarique-rahman"),
        ("gov:FRA", "executive", "2024-10-15", "per:michel-barnier"),
    ],
)
def test_offices_that_changed_hands(org: str, role_class: str, date: str, expected: str) -> None:
    holders = [
        role["person"]
        for role in lines("roles.jsonl")
        if role["org"] == org and role["class"] == role_class
        if (role["from"] or "") <= date < (role["to"] or "9")
    ]
    assert expected in holders
    assert ("per:ali-khamenei" in holders) == (expected == "per:ali-khamenei")


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Gaston Iyamuremye", "per:victor-byiringiro"),
        ("Lendu", "ppl:lendu"),
        ("PAIGC", "pp:paigc"),
        ("Hutu", "ppl:hutu"),
    ],
)
def test_one_actor_is_not_listed_twice(name: str, actor: str) -> None:
    owners = [i for i, row in actors().items() if name in {row["name"], *(alias["t"] for alias in row["names"])}]
    assert owners == [actor]


@pytest.mark.parametrize(
    ("actor", "alias"),
    [
        ("arm:syrian-insurgents", "Syrian rebels"),
        ("arm:dpr", "Donetsk separatists"),
        ("arm:slm-aw", "SLA-AW"),
        ("arm:templarios", "Los Caballeros Templarios"),
        ("arm:levant-front", "Al-Jabha al-Shamiyyah"),
        ("per:shams-al-din-kabbashi", "Shamseddine Kabbashi"),
    ],
)
def test_names_that_news_uses_are_listed(actor: str, alias: str) -> None:
    assert alias in {name["t"] for name in actors()[actor]["names"]}
