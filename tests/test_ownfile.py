"""Files of own actors, written: a row added, a part exported, and both read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from conflictner.errors import KnowledgeBaseError, OutputError
from conflictner.knowledge import KnowledgeBase, add_own, check_own, export_actors

ROW = {"name": "River Guard", "kind": "armed_group", "aliases": ["the Otters", "Garde, rivière"], "country": "COD"}


def test_ownfile_add_makes_and_extends_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    assert add_own(path, ROW).id == "own:river-guard"
    add_own(path, {"name": "Lake Band", "kind": "NGO", "acronyms": ["LB"], "active_from": "2012-05"})
    kb = KnowledgeBase.load(path)
    assert kb["own:river-guard"].texts == ("River Guard", "the Otters", "Garde, rivière")
    assert kb["own:lake-band"].active == (("2012-05", None),)
    assert not list(tmp_path.glob(".*"))


def test_ownfile_add_keeps_the_columns_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes("\ufeffkind,name\r\nNGO,Lake Bänd".encode())
    add_own(path, {"name": "Hill Band", "kind": "NGO"})
    assert path.read_bytes().decode() == "\ufeffkind,name\r\nNGO,Lake Bänd\r\nNGO,Hill Band\n"
    assert check_own(path) == []
    with pytest.raises(KnowledgeBaseError, match="E203"):
        add_own(path, ROW)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"name": "Q", "kind": "NGO"}, "name"),
        ({"name": "River Guard", "kind": "NGO"}, "id"),
        ({"name": "Lake Band", "kind": "MILITIA"}, "kind"),
        ({"name": "Lake Band", "kind": "NGO", "active_from": "May 2012"}, "active_from"),
        ({"name": "Lake Band", "kind": "COUNTRY"}, "country"),
    ],
)
def test_ownfile_add_refuses_and_leaves_the_file_alone(tmp_path: Path, row: dict[str, str], field: str) -> None:
    path = tmp_path / "mine.csv"
    add_own(path, ROW)
    before = path.read_bytes()
    with pytest.raises(KnowledgeBaseError, match=f"<row.*:1: {field}"):
        add_own(path, row)
    assert path.read_bytes() == before


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_ownfile_export_comes_back_as_it_was(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"all.{ending}"
    built_in = KnowledgeBase.load()
    assert export_actors(built_in, path) == len(built_in)
    assert check_own(path) == []
    again = KnowledgeBase.load(path)
    assert len(again) == len(built_in)
    for actor in built_in:
        twin = again[actor.id]
        assert (twin.kind, twin.name, twin.country, twin.active) == (
            actor.kind,
            actor.name,
            actor.country,
            actor.active,
        )
        classes = {(name.text, name.alias_class) for name in twin.names}
        assert {(name.text, name.alias_class) for name in actor.names} <= classes, actor.id
    first = path.read_bytes()
    export_actors(again, path)
    assert path.read_bytes() == first


def test_ownfile_export_takes_a_part_with_edits(tmp_path: Path) -> None:
    path = tmp_path / "cod.csv"
    edits = [
        {"action": "prefer", "name": "arm:m23", "target": "The M23"},
        {"action": "alias", "name": "Kivu Otters", "target": "arm:m23"},
        {"action": "kill", "name": "Mouvement du 23 mars"},
        {"action": "retype", "name": "arm:adf", "target": "ORG"},
    ]
    kb = KnowledgeBase.load().with_edits(edits)
    count = export_actors(kb, path, country=["COD"], kind=["ARMED_GROUP", "ORG"])
    again = KnowledgeBase.load(path)
    assert 50 < count == len(again.own_rows())
    assert again["arm:m23"].name == "The M23"
    assert "Kivu Otters" in again["arm:m23"].texts
    assert "Mouvement du 23 mars" not in path.read_text(encoding="utf-8")
    assert again["arm:adf"].kind == "ARMED_GROUP"


def test_ownfile_export_of_a_preferred_name_that_nobody_can_look_for(tmp_path: Path) -> None:
    path = tmp_path / "m23.jsonl"
    kb = KnowledgeBase.load().with_edits([{"action": "prefer", "name": "arm:m23", "target": "23"}])
    export_actors(kb, path, country=["COD"], kind=["ARMED_GROUP"])
    assert check_own(path) == []


def test_ownfile_export_refuses_other_endings_and_bad_folders(tmp_path: Path) -> None:
    for path in (tmp_path / "a.xlsx", tmp_path / "no" / "a.csv"):
        with pytest.raises(OutputError, match="E401"):
            export_actors(KnowledgeBase([]), path)


@pytest.mark.parametrize(
    ("line", "reason"),
    [("{", "not JSON"), ("[1]", "not a JSON object"), ('{"name": "A Band"}', "unknown"), ("[" * 9999, "not JSON")],
)
def test_ownfile_bad_json_lines_are_told(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text('{"name": "Hill Band", "kind": "NGO"}\n\n' + line + "\n", encoding="utf-8")
    (told,) = check_own(path)
    assert "own.jsonl:3: " in told
    assert reason in told
