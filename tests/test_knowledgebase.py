"""KnowledgeBase: look-ups, ties, the shipped tables, threads, copies, cost."""

import copy
import subprocess
import sys
import threading

import pytest

from conflictner.errors import KnowledgeBaseError
from conflictner.kinds import KINDS
from conflictner.knowledge import Actor, KnowledgeBase, Link, Name, Role

ACTORS = [
    Actor(
        "cty:COD",
        "COUNTRY",
        "DR Congo",
        (Name("DRC", "acronym"), Name("Congo", "weak")),
        ("COD",),
        demonyms=("Congolese",),
    ),
    Actor("cty:COG", "COUNTRY", "Congo Republic", (Name("Congo", "weak"),), ("COG",), demonyms=("Congolese",)),
    Actor("cty:USA", "COUNTRY", "United States", (Name("US", "acronym"),), ("USA",), demonyms=("American",)),
    Actor("cty:PRK", "COUNTRY", "North Korea", (), ("PRK",), demonyms=("Korean",)),
    Actor("cty:KOR", "COUNTRY", "South Korea", (), ("KOR",), demonyms=("Korean",)),
    Actor("mil:COD-guard", "MILITARY", "Republican Guard", (), ("COD",), tier=1),
    Actor("mil:COD", "MILITARY", "FARDC", (), ("COD",), tier=2),
    Actor("pp:together", "PARTY", "Together", (), ("NLD",)),
    Actor("per:a", "PERSON", "Anna Example", surname="Example"),
]
ROLES = [
    Role("per:a", "mil:COD", "Spokesperson", "spokesperson", "2021", None),
    Role("per:a", "mil:COD-guard", "Officer", "military", "2001", "2003"),
]
LINKS = [Link("mil:COD-guard", "part_of", "mil:COD"), Link("mil:COD", "part_of", "mil:COD")]
KB = KnowledgeBase(ACTORS, ROLES, LINKS, data_version="1", roles_reviewed="2026-01-01")


def test_knowledgebase_is_a_collection() -> None:
    assert len(KB) == len(ACTORS)
    assert list(KB) == ACTORS
    assert "per:a" in KB
    assert "per:b" not in KB
    assert KB.get("per:b") is None
    assert KB["per:a"].surname == "Example"
    with pytest.raises(KnowledgeBaseError) as error:
        KB["per:b"]
    assert error.value.code == "E205"


def test_knowledgebase_roles_and_links() -> None:
    assert KB.holders("mil:COD", "spokesperson", "2024-02-07") == [(ROLES[0], False)]
    assert KB.holders("mil:COD", "spokesperson", None) == [(ROLES[0], True)]
    assert KB.holders("mil:COD", "minister", "2024") == []
    assert KB.roles_of("per:a") == ROLES
    assert KB.roles_of("per:a", "2002-05") == [ROLES[1]]
    assert KB.roles_of("per:b") == []
    assert KB.links_of("mil:COD") == LINKS
    assert KB.links_of("mil:COD-guard") == LINKS[:1]


def test_knowledgebase_forces_main_first() -> None:
    assert [actor.id for actor in KB.forces_of("COD", "MILITARY")] == ["mil:COD", "mil:COD-guard"]
    assert KB.forces_of("COD", "POLICE") == []


def test_knowledgebase_demonyms() -> None:
    table = KB.countries_by_demonym
    assert (table["congolese"], table["dr congo"], table["drc"], table["american"]) == ("COD", "COD", "COD", "USA")
    assert "korean" not in table  # two countries, neither gives way
    assert "us" not in table  # a pronoun first
    assert "congo" not in table  # weak


def test_knowledgebase_everyday_word_is_weak_but_a_country_is_not() -> None:
    assert KB.match("Together we stand")[0].weak
    assert not KB.match("the US")[0].weak


def test_knowledgebase_fewer_capitals_need_a_first_word_that_is_a_name() -> None:
    names = [
        "Congolese Rally",
        "Congo River Alliance",
        "Luanda Process",
        "Haqqani Network",
        "Islamic Group",
        "US Army Rangers",
    ]
    capitals = [Actor("cty:AGO", "COUNTRY", "Angola", (), ("AGO",), capital="Luanda"), *ACTORS]
    kb = KnowledgeBase([*capitals, *[Actor(f"org:{name}", "ORG", name) for name in names]])
    text = "Congolese rally, Congo river alliance, Luanda process, Haqqani network, Islamic group"
    assert [hit.surface for hit in kb.match(text) if not hit.weak] == ["Luanda process", "Haqqani network"]


def test_knowledgebase_country_acronym_fires_in_a_headline_of_capitals() -> None:
    assert [hit.surface for hit in KB.match("TALKS IN DRC COLLAPSE")] == ["DRC"]


def test_knowledgebase_copies() -> None:
    kb = KB.with_rows([{"name": "A Front", "kind": "PARTY"}])
    kb.match("")
    twin = copy.deepcopy(kb)  # the protocol of pickle, which worker processes use
    assert twin is not kb
    assert list(twin) == list(kb)
    assert twin.own_rows() == kb.own_rows()
    assert twin.match("A Front in DRC") == kb.match("A Front in DRC")
    assert (twin.data_version, twin.roles_reviewed) == ("1", "2026-01-01")


def test_knowledgebase_threads_share_one_index() -> None:
    kb = KnowledgeBase(ACTORS)
    seen: list[int] = []

    def look() -> None:
        kb.match("the DRC")
        seen.append(id(kb.index))

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 1


def test_knowledgebase_shipped_tables_hold_together() -> None:
    kb = KnowledgeBase.load()
    assert kb is KnowledgeBase.load()
    assert kb.data_version
    assert kb.roles_reviewed
    assert {actor.kind for actor in kb} <= set(KINDS)
    assert kb.find("M23")[0].id == "arm:m23"


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("DRC", "cty:COD"),
        ("Congolese army", "mil:COD"),
        ("Rwandan troops", "mil:RWA"),
        ("Ugandan police", "pol:UGA"),
        ("DRC government", "gov:COD"),
        ("Malian junta", "gov:MLI"),
        ("US", "cty:USA"),
        ("U.N.", "igo:un"),
        ("Al Shabaab", "arm:alshabaab"),
    ],
)
def test_knowledgebase_shipped_names(name: str, entity: str) -> None:
    assert KnowledgeBase.load().find(name)[0].id == entity


def test_knowledgebase_import_needs_no_spacy() -> None:
    code = "import sys, conflictner.knowledge; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
