"""Generated names of a country's forces."""

import re

import pytest

from conflictner.knowledge import Actor, KnowledgeBase, Name


def country(iso3: str, name: str, *names: Name, demonyms: tuple[str, ...] = (), capital: str = "") -> list[Actor]:
    return [
        Actor(f"cty:{iso3}", "COUNTRY", name, names, (iso3,), demonyms=demonyms, capital=capital),
        Actor(f"gov:{iso3}", "GOVERNMENT", f"Government of {name}", country=(iso3,)),
        Actor(f"mil:{iso3}", "MILITARY", f"{name} Armed Forces", country=(iso3,)),
        Actor(f"pol:{iso3}", "POLICE", f"{name} Police Service", country=(iso3,)),
    ]


KB = KnowledgeBase(
    [
        *country(
            "COD",
            "DR Congo",
            Name("DRC", "acronym"),
            Name("Congo", "weak"),
            demonyms=("Congolese",),
            capital="Kinshasa",
        ),
        *country("COG", "Republic of the Congo", Name("Congo", "weak"), demonyms=("Congolese",), capital="Brazzaville"),
        *country("RWA", "Rwanda", demonyms=("Rwandan",), capital="Kigali"),
        *country("USA", "United States", Name("US", "acronym"), demonyms=("American",), capital="Washington"),
        *country("SSD", "South Sudan", demonyms=("South Sudanese",), capital="Juba"),
        *country("SDN", "Sudan", demonyms=("Sudanese",), capital="Khartoum"),
        *country("PRK", "North Korea", demonyms=("North Korean", "Korean")),
        *country("KOR", "South Korea", demonyms=("South Korean", "Korean")),
        *country("LBN", "Lebanon", demonyms=("Lebanese",)),
        *country("SYR", "Syria", demonyms=("Syrian",)),
        Actor("pp:lebanese-forces", "PARTY", "Lebanese Forces", country=("LBN",)),
        Actor("mil:RWA-guard", "MILITARY", "Republican Guard", country=("RWA",)),
        Actor("cty:XXX", "COUNTRY", "Nowhere", country=("XXX",)),
    ]
)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("the [Congolese army] said", "mil:COD"),
        ("[Congolese troops] and", "mil:COD"),
        ("the [DRC army]'s chief", "mil:COD"),
        ("the [D.R.C. government]", "gov:COD"),
        ("[Rwandan soldiers]", "mil:RWA"),
        ("[Rwanda's military] parade", "mil:RWA"),
        ("[Rwanda’s government]", "gov:RWA"),
        ("[Rwanda army]-backed men", "mil:RWA"),
        ("[Congolese government forces] fled", "mil:COD"),
        ("[Rwandan\nsecurity forces]", "mil:RWA"),
        ("[Rwandan police] chief", "pol:RWA"),
        ("[Congolese national police]", "pol:COD"),
        ("the [Sudanese military junta]", "gov:SDN"),
        ("the [South Sudanese army]", "mil:SSD"),
        ("[Sudanese army]", "mil:SDN"),
        ("[US forces] and", "mil:USA"),
        ("[U.S. Army] said", "mil:USA"),
        ("[United States' forces]", "mil:USA"),
        ("the [Kigali government]", "gov:RWA"),
        ("[RWANDAN TROOPS] ENTER", "mil:RWA"),
        ("the [Syrian national army]", "mil:SYR"),
        ("a [Lebanese forces] post", "mil:LBN"),
        ("the [Lebanese Forces]", "pp:lebanese-forces"),
    ],
)
def test_patterns_match(text: str, entity: str) -> None:
    plain = re.sub(r"[\[\]]", "", text)
    wanted = text[text.index("[") + 1 : text.index("]")]
    hits = [hit for hit in KB.match(plain) if hit.entries[0].entity_id[:3] != "cty"]
    assert [(hit.surface, hit.entries[0].entity_id, hit.weak) for hit in hits] == [(wanted, entity, False)]


@pytest.mark.parametrize(
    "text",
    [
        "pro-Rwandan forces",
        "ex-Congolese army",
        "give us troops",
        "rwandan troops",
        "Rwandan armyworm",
        "Rwandan-backed troops",
        "Rwandan and Congolese ministers",
        "Kigali police",
        "the Congolese",
        "the Syrian National Army",
        "Nowhere army",
        "Rwanda said troops",
    ],
)
def test_patterns_near_misses(text: str) -> None:
    assert [hit.surface for hit in KB.match(text) if hit.entries[0].entity_id[:3] != "cty"] == []


def test_patterns_say_their_rule() -> None:
    (hit,) = KB.match("the Congolese army")
    assert [(entry.alias_class, entry.rule) for entry in hit.entries] == [("strong", "kb:pattern")]


def test_patterns_of_a_weak_name_are_weak() -> None:
    (hit,) = KB.match("the Congo army")
    assert [(entry.entity_id, entry.alias_class) for entry in hit.entries] == [("mil:COD", "weak")]


def test_patterns_of_a_shared_demonym_leave_the_choice_open() -> None:
    assert [entry.entity_id for entry in KB.match("the Korean army")[0].entries] == ["mil:KOR", "mil:PRK"]


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Congolese army", ["mil:COD"]),
        ("the congolese government", ["gov:COD"]),
        ("Rwanda's troops", ["mil:RWA"]),
        ("u.s. army", ["mil:USA"]),
        ("Kinshasa government", ["gov:COD"]),
        ("Kinshasa police", []),
        ("Congolese cooks", []),
        ("Congolese", []),
        ("Republic of the Congo army", ["mil:COG"]),
    ],
)
def test_patterns_find(name: str, ids: list[str]) -> None:
    assert [actor.id for actor in KB.find(name)] == ids
