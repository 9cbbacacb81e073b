"""The user's own actors: good rows are merged, bad ones told with line, field and reason, all at once."""

import json
from pathlib import Path

import pytest

from conflictner.errors import KnowledgeBaseError
from conflictner.knowledge import Actor, KnowledgeBase, Name, check_own

HEADER = "name,kind,aliases,acronyms,country,id,active_from,active_to\n"

BUILT_IN = [
    Actor("cty:COD", "COUNTRY", "DR Congo", country=("COD",)),
    Actor(
        "arm:m23", "ARMED_GROUP", "March 23 Movement", (Name("M23", "acronym"),), ("COD",), tier=1, sources=("curated",)
    ),
    Actor("med:fano", "MEDIA", "Fano", tier=1),
]
KB = KnowledgeBase(BUILT_IN)
KNOWN = {actor.id: actor for actor in BUILT_IN}


def write(tmp_path: Path, rows: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    path = tmp_path / "own.csv"
    path.write_bytes((header + rows).encode(encoding))
    return path


def problems(tmp_path: Path, rows: str, header: str = HEADER) -> list[str]:
    return check_own(write(tmp_path, rows, header), KNOWN)


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ("A Front,REBELS,,,,,,", "kind", "unknown"),
        ("A Front,,,,,,,", "kind", "unknown"),
        (",ARMED_GROUP,Some alias,,,,,", "name", "empty"),
        ("Q,ARMED_GROUP,,,,,,", "name", "one letter"),
        ("A Front,ARMED_GROUP,Q,,,,,", "aliases", "one letter"),
        ("A Front,ARMED_GROUP,123,,,,,", "aliases", "no letter"),
        ("A Front,ARMED_GROUP,...,,,,,", "aliases", "no letter"),
        ("A Front,ARMED_GROUP,,23,,,,", "acronyms", "no letter"),
        ("A Front,ARMED_GROUP,people,,,,,", "aliases", "everyday"),
        ("A Front,ARMED_GROUP,the people,,,,,", "aliases", "everyday"),
        ("A Front,ARMED_GROUP,,Is,,,,", "acronyms", "everyday"),
        ("the,ARMED_GROUP,,,,,,", "name", "everyday"),
        ("A Front,ARMED_GROUP,,,Congo,,,", "country", "alpha-3"),
        ("A Front,ARMED_GROUP,,,CD,,,", "country", "alpha-3"),
        ("A Front,ARMED_GROUP,,,ZZZ,,,", "country", "not a country code"),
        ("A Front,ARMED_GROUP,,,,,12/05/2021,", "active_from", "not a date"),
        ("A Front,ARMED_GROUP,,,,,2021-13,", "active_from", "month"),
        ("A Front,ARMED_GROUP,,,,,,2021-02-30", "active_to", "day"),
        ("A Front,ARMED_GROUP,,,,,2023,2021-05", "active_from", "is after"),
        ("A Front,ARMED_GROUP,,,,a front,,", "id", "of the form"),
        ("A Front,ARMED_GROUP,,,,arm:,,", "id", "of the form"),
        ("A Front,ARMED_GROUP,,,,arm:<b>,,", "id", "of the form"),
        ("A Front,ARMED_GROUP,,,,xyz:a,,", "id", "prefix"),
        ("A Front,ARMED_GROUP,,,,per:a,,", "id", "prefix"),
        ("A Front,PARTY,,,,arm:m23,,", "kind", "is a ARMED_GROUP"),
        ("A Front,ARMED_GROUP,,,,,,,,x", "row", "cells"),
        ("A\x01Front,ARMED_GROUP,,,,,,", "name", "control"),
        (f"{'A' * 201},ARMED_GROUP,,,,,,", "name", "longer"),
    ],
)
def test_own_bad_row_is_told(tmp_path: Path, row: str, field: str, reason: str) -> None:
    found = problems(tmp_path, f"{row}\n")
    assert any(line.startswith("[E201]") and f"own.csv:2: {field}: " in line and reason in line for line in found), (
        found
    )
    with pytest.raises(KnowledgeBaseError) as error:
        KnowledgeBase.load(tmp_path / "own.csv")
    assert error.value.code == "E202"


def test_own_all_bad_rows_are_told_together_and_nothing_is_loaded(tmp_path: Path) -> None:
    rows = 'A Front,ARMED_GROUP\n"B\nFront",REBELS,Q\n\nC Front,ARMED_GROUP,,,,own:a-front\nA Front,PARTY\n'
    path = write(tmp_path, rows)
    with pytest.raises(KnowledgeBaseError) as error:
        KnowledgeBase.load(path)
    message = str(error.value)
    assert message.startswith(f"[E202] {path}: rows refused: 3")
    assert [line.split(":", 3)[1:3] for line in message.splitlines()[1:]] == [
        ["3", " kind"],
        ["3", " aliases"],
        ["6", " id"],
        ["7", " id"],
    ]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("kind,aliases\n", "E203"),
        ("name,aliases\n", "E203"),
        ("", "E201"),
        ("name;colour\n", "E203"),
        ("name,kind,colour\n", "E201"),
        ("name,kind,name\n", "E201"),
    ],
)
def test_own_header(tmp_path: Path, header: str, code: str) -> None:
    assert [line[1:5] for line in check_own(write(tmp_path, "", header), KNOWN)] == [code]


@pytest.mark.parametrize(
    "data", [HEADER.encode() + b"Fr\xe9re,PARTY\n", HEADER.encode() + b"A\x00B,PARTY\n", b"\xff\xfen\x00a"]
)
def test_own_bad_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(data)
    assert [line[:6] for line in check_own(path, KNOWN)] == ["[E201]"]


@pytest.mark.parametrize(
    "table",
    [
        b"name;kind;country\nRiver Guard;Armed group;COD\n",
        "name\tkind\tcountry\nRiver Guard\tarmed group\tCOD\n".encode("utf-16"),
        "“name”,“kind”,“country”\nRiver Guard,ARMED_GROUP,COD\n".encode(),
    ],
)
def test_own_tables_as_spreadsheets_of_all_countries_save_them(tmp_path: Path, table: bytes) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(table)
    assert check_own(path) == []
    actor = KnowledgeBase.load(path)["own:river-guard"]
    assert (actor.kind, actor.country) == ("ARMED_GROUP", ("COD",))


def test_own_broken_quotes(tmp_path: Path) -> None:
    assert "not CSV" in problems(tmp_path, '"A Front"x,PARTY,,,,,,\n')[0]


def test_own_no_such_file(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(KnowledgeBaseError) as error:
            KnowledgeBase.load(path)
        assert error.value.code == "E204"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_own_good_file(tmp_path: Path, encoding: str, end: str) -> None:
    rows = "Radio Karibé,media,Karibé FM|La Voix,RK; RKF,cod,,2012-05,\n" + "Short row,PARTY\n\n"
    path = write(tmp_path, rows.replace("\n", end), HEADER.replace("\n", end), encoding)
    assert check_own(path) == []
    kb = KnowledgeBase.load(path)
    actor = kb["own:radio-karibe"]
    assert (actor.kind, actor.country, actor.active, actor.tier) == ("MEDIA", ("COD",), (("2012-05", None),), 0)
    assert actor.texts == ("Radio Karibé", "Karibé FM", "La Voix", "RK", "RKF")
    assert [hit.surface for hit in kb.match("RKF, Radio Karibe and La Voix")] == ["RKF", "Radio Karibe", "La Voix"]
    assert len(kb) == len(KnowledgeBase.load()) + 2
    assert "own:radio-karibe" not in KnowledgeBase.load()


def test_own_file_is_read_again_when_it_changes(tmp_path: Path) -> None:
    path = write(tmp_path, "A Front,PARTY\n")
    first = KnowledgeBase.load(path)
    assert KnowledgeBase.load(str(path)) is first
    write(tmp_path, "Another Front,PARTY\n")
    assert "own:another-front" in KnowledgeBase.load(path)


def test_own_known_id_is_renamed_and_extended() -> None:
    kb = KB.with_rows(
        [{"id": "arm:m23", "kind": "ARMED_GROUP", "name": "Mouvement du 23 mars", "aliases": ["Makenga's men"]}]
    )
    actor = kb["arm:m23"]
    assert actor.texts == ("Mouvement du 23 mars", "Makenga's men", "March 23 Movement", "M23")
    assert (actor.country, actor.tier, actor.sources) == (("COD",), 0, ("curated", "own"))
    assert KB["arm:m23"].name == "March 23 Movement"
    assert len(kb) == len(KB)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"aliases": "army"}, "aliases"),
        ({"aliases": "Rebels"}, "aliases"),
        ({"aliases": "Monday"}, "aliases"),
        ({"aliases": "May"}, "aliases"),
        ({"aliases": "December"}, "aliases"),
        ({"acronyms": "Army"}, "acronyms"),
        ({"name": "Monday"}, "name"),
        ({"name": "Together"}, "name"),
        ({"aliases": "Monday", "weak": "Monday"}, "aliases"),
        ({"name": "Monday", "weak": "Monday"}, ""),
        ({"weak": "army"}, ""),
        ({"aliases": "Monday Front"}, ""),
        ({"aliases": "the army of the lake"}, ""),
        ({"aliases": "Wazalendo"}, ""),
        ({"aliases": "Otters"}, ""),
        ({"aliases": "Wagner"}, ""),
        ({"acronyms": "ARMY"}, ""),
        ({"name": "China", "kind": "COUNTRY", "country": "CHN", "id": "cty:CHN"}, ""),
    ],
)
def test_own_everyday_word_is_weak_or_refused(row: dict[str, str], field: str) -> None:
    own = {"name": "Lake Band", "kind": "ARMED_GROUP"} | row
    if not field:
        assert KnowledgeBase.load().with_rows([own]).own_rows()
        return
    with pytest.raises(KnowledgeBaseError, match=f"<rows>:1: {field}: .*everyday.* weak"):
        KnowledgeBase.load().with_rows([own])


def test_own_outranks_the_built_in() -> None:
    kb = KB.with_rows([{"name": "Fano", "kind": "ARMED_GROUP"}])
    assert [actor.id for actor in kb.find("fano")] == ["own:fano", "med:fano"]
    assert [entry.entity_id for entry in kb.match("Fano fighters")[0].entries] == ["own:fano", "med:fano"]


def test_own_everyday_word_needs_support_and_regex_signs_are_harmless() -> None:
    kb = KB.with_rows(
        [
            {"name": "Together", "kind": "PARTY", "weak": "Together"},
            {"name": "A.*(b)+ [c]", "kind": "ORG", "acronyms": "AC|B+"},
        ]
    )
    (hit,) = kb.match("Together we stand")
    assert hit.weak
    assert [hit.surface for hit in kb.match("the A.*(b)+ [c] and Axbbc, B+")] == ["A.*(b)+ [c]", "B+"]


def test_own_rows_travel_as_json() -> None:
    rows = [{"name": "A Front", "kind": "armed_group", "acronyms": "AF", "country": ["COD"], "active_from": 2012}]
    kb = KB.with_rows(rows)
    copy = KB.with_rows(json.loads(json.dumps(kb.own_rows())))
    assert copy.own_rows() == kb.own_rows()
    assert copy["own:a-front"] == kb["own:a-front"]
    assert KB.own_rows() == []
    assert KB.with_rows([]) is KB
    more = kb.with_rows([{"name": "B Front", "kind": "PARTY"}])
    assert [row["id"] for row in more.own_rows()] == ["own:a-front", "own:b-front"]


@pytest.mark.parametrize(
    "row", [{"name": "A Front", "kind": "PARTY", "colour": "red"}, {"name": "x\ud800y", "kind": "PARTY"}, {}]
)
def test_own_bad_dicts(row: dict[str, str]) -> None:
    with pytest.raises(KnowledgeBaseError) as error:
        KB.with_rows([row])
    assert error.value.code == "E202"
    assert "<rows>:1:" in str(error.value)
