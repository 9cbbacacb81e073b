"""The edits file: what each action does to the knowledge base, and every bad line told with line, field and reason."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictner.errors import KnowledgeBaseError
from conflictner.knowledge import Actor, KnowledgeBase, Link, Name, Role, check_edits, is_edits

HEADER = "action,name,target,note\n"
ACTORS = [
    Actor("cty:COD", "COUNTRY", "DR Congo", (Name("DRC", "acronym"),), ("COD",), demonyms=("Congolese",)),
    Actor("cty:GEO", "COUNTRY", "Georgia", (), ("GEO",), demonyms=("Georgian",)),
    Actor("mil:COD", "MILITARY", "Congolese Army Staff", (Name("FARDC", "acronym"),), ("COD",)),
    Actor("arm:otters", "ARMED_GROUP", "Otter Brigade", (Name("OBK", "acronym"),), ("COD",), tier=1),
    Actor("arm:herons", "ARMED_GROUP", "Heron Front", (Name("HF", "acronym"),), (), parent="arm:otters"),
    Actor("pp:hf", "PARTY", "Hope First", (Name("HF", "acronym"),), ("GEO",)),
    Actor("per:a-kundu", "PERSON", "Ali Kundu", surname="Kundu"),
]
KB = KnowledgeBase(
    ACTORS,
    [Role("per:a-kundu", "arm:herons", "Commander", "military", "2020")],
    [Link("arm:herons", "splinter_of", "arm:otters"), Link("arm:otters", "part_of", "mil:COD")],
)
KNOWN = {actor.id: actor for actor in ACTORS}


def write(folder: Path, rows: str, header: str = HEADER) -> Path:
    path = folder / "edits.csv"
    path.write_text(header + rows, encoding="utf-8")
    return path


def edited(*rows: str) -> KnowledgeBase:
    return KB.with_edits([dict(zip(("action", "name", "target"), row.split(","), strict=False)) for row in rows])


def surfaces(kb: KnowledgeBase, text: str) -> list[tuple[str, str]]:
    return [(hit.surface, hit.entries[0].entity_id) for hit in kb.match(text)]


@pytest.mark.parametrize(
    ("rows", "line", "field", "reason"),
    [
        ("ban,Jacques,,", 2, "action", "unknown"),
        (",Jacques,,", 2, "action", "unknown"),
        ("kill,,,", 2, "name", "empty"),
        ("kill,Jacques,VILLAGE,", 2, "target", "no kind"),
        ("kill,arm:otters,,", 2, "name", "is an id"),
        ("kill,Ja\x02cques,,", 2, "name", "control"),
        ("kill,Jacques,,\nkill,JACQUES,,", 3, "name", "line 2 already"),
        ("prefer,arm:nosuch,Otters,", 2, "name", "unknown id"),
        ("prefer,arm:otters,,", 2, "target", "empty"),
        ("prefer,arm:otters,A,\nprefer,Otter Brigade,B,", 3, "name", "line 2 already"),
        ("prefer,HF,Herons,", 2, "name", "several actors; give one id: arm:herons, pp:hf"),
        ("prefer,...,Herons,", 2, "name", "no letter"),
        ("merge,arm:otters,,", 2, "target", "empty"),
        ("merge,arm:otters,arm:nosuch,", 2, "target", "unknown id"),
        ("merge,arm:otters,OBK,", 2, "target", "same entity"),
        ("merge,Kivu Band,kivu band,", 2, "target", "same entity"),
        ("merge,arm:otters,Kivu Band,", 2, "target", "write alias,Kivu Band,arm:otters"),
        ("merge,Georgia,arm:otters,", 2, "name", "is a country"),
        ("merge,arm:otters,arm:herons,\nmerge,arm:herons,arm:otters,", 3, "target", "circle: arm:herons -> arm:otters"),
        ("merge,A1,B1,\nmerge,B1,C1,\nmerge,C1,A1,", 4, "target", "new:c1 -> new:a1 -> new:b1 -> new:c1"),
        ("merge,A1,B1,\nmerge,A1,C1,", 3, "name", "line 2 already"),
        ("alias,Q,arm:otters,", 2, "name", "one letter"),
        ("alias,people,arm:otters,", 2, "name", "everyday"),
        ("alias,arm:otters,River Men,", 2, "name", "the name stands first"),
        ("alias,River Men,arm:nosuch,", 2, "target", "unknown id"),
        ("alias,River Men,Nobody Listed,", 2, "target", "not listed"),
        ("alias,River Men,,", 2, "target", "empty"),
        ("alias,River Men,OBK,\nalias,river men,arm:otters,", 3, "name", "line 2 already"),
        ("retype,Otter Brigade,MILITIA,", 2, "target", "no kind"),
        ("retype,Georgia,PERSON,", 2, "target", "countries"),
        ("retype,Otter Brigade,COUNTRY,", 2, "target", "countries"),
        ("kill,River Men,,\nalias,the River Men,OBK,", 3, "name", "another row kills"),
        ("merge,River Men,Lake Men,\nkill,River Men,,", 2, "name", "another row kills"),
        ("retype,River Men,NGO,\nkill,the river men,,", 2, "name", "another row kills"),
        ("kill,a,b,c,d", 2, "row", "cells"),
        ('kill,"a"b,,', 2, "row", "not CSV"),
    ],
)
def test_edits_bad_line_is_told(tmp_path: Path, rows: str, line: int, field: str, reason: str) -> None:
    path = write(tmp_path, rows + "\n")
    found = check_edits(path, KNOWN)
    assert any(f"edits.csv:{line}: {field}: " in told and reason in told for told in found), found
    assert all(told.startswith("[E201]") for told in found)


def test_edits_all_bad_lines_are_told_together_and_nothing_is_loaded(tmp_path: Path) -> None:
    path = write(tmp_path, "kill,Jacques,,\nban,x,,\nprefer,arm:nosuch,x,\n")
    with pytest.raises(KnowledgeBaseError) as error:
        KnowledgeBase.load(edits=path)
    assert error.value.code == "E202"
    assert [line.split(":")[1] for line in str(error.value).splitlines()[1:]] == ["3", "4"]
    with pytest.raises(KnowledgeBaseError, match="<edits>:1: action"):
        KB.with_edits([{"action": "ban", "name": "x"}])
    with pytest.raises(KnowledgeBaseError, match="colour"):
        KB.with_edits([{"action": "kill", "name": "x", "colour": "red"}])


@pytest.mark.parametrize(
    ("header", "code"), [("action,name\n", "E203"), ("name,target\n", "E203"), ("action,name,target,who\n", "E201")]
)
def test_edits_header(tmp_path: Path, header: str, code: str) -> None:
    assert [told[1:5] for told in check_edits(write(tmp_path, "", header), KNOWN)] == [code]
    with pytest.raises(KnowledgeBaseError, match="E204"):
        KnowledgeBase.load(edits=tmp_path / "none.csv")


def test_edits_notes_comments_and_empty_lines_are_free(tmp_path: Path) -> None:
    path = write(tmp_path, '\n# names of reporters\nkill,Jacques,,"he, not a village"\n,,,\nKill, Bob ,person,\n')
    kb = KnowledgeBase.load(edits=path)
    assert [row["name"] for row in kb.edit_rows()] == ["Jacques", "Bob"]
    assert kb is KnowledgeBase.load(edits=str(path))
    assert is_edits(path)
    assert not is_edits(tmp_path / "none.csv")


def test_edits_kill_takes_a_name_out_whatever_the_case() -> None:
    kb = edited("kill,otter brigade")
    assert surfaces(kb, "The Otter Brigade, OBK") == [("OBK", "arm:otters")]
    assert kb.killed("The  OTTER Brigade", "PLACE")
    assert not kb.killed("Otter Brigades")
    assert surfaces(KB, "The Otter Brigade") == [("Otter Brigade", "arm:otters")]


def test_edits_kill_as_one_kind_leaves_the_others() -> None:
    kb = edited("kill,HF,PARTY", "kill,HF,NGO")
    assert [entry.entity_id for entry in kb.match("HF men")[0].entries] == ["arm:herons"]
    assert kb.killed("hf", "NGO")
    assert not kb.killed("hf", "ARMED_GROUP")
    assert edited("kill,HF,PARTY", "kill,HF").killed("HF", "MEDIA")


def test_edits_killed_country_has_no_forces() -> None:
    assert surfaces(KB, "DR Congo army") == [("DR Congo army", "mil:COD")]
    kb = edited("kill,DR Congo", "kill,DRC")
    assert surfaces(kb, "DR Congo army, DRC army, Congolese army") == [("Congolese army", "mil:COD")]
    assert "dr congo" not in kb.countries_by_demonym


def test_edits_prefer_shows_another_name_and_matches_as_before() -> None:
    kb = edited("prefer,OBK,The Otters", "prefer,Kivu Band,Kivu Band of Brothers")
    assert kb.display_name("arm:otters") == "The Otters"
    assert kb.display_name("new:kivu-band") == "Kivu Band of Brothers"
    assert kb["arm:otters"].name == "Otter Brigade"
    assert surfaces(kb, "The Otters") == []


def test_edits_merge_moves_names_offices_and_ties() -> None:
    kb = edited("merge,arm:herons,arm:otters")
    assert "arm:herons" not in [actor.id for actor in kb]
    assert kb["arm:herons"] is kb["arm:otters"]
    assert ("arm:herons" in kb, kb.canonical("arm:herons"), 5 in kb) == (True, "arm:otters", False)
    assert kb["arm:otters"].texts == ("Otter Brigade", "OBK", "Heron Front", "HF")
    assert surfaces(kb, "Heron Front fighters") == [("Heron Front", "arm:otters")]
    assert [role.person for role, _ in kb.holders("arm:otters", "military", None)] == ["per:a-kundu"]
    assert [link.type for link in kb.links_of("arm:otters")] == ["part_of"]
    assert kb["arm:otters"].parent is None


def test_edits_merges_in_a_chain_end_at_the_last() -> None:
    kb = edited("merge,arm:herons,arm:otters", "merge,Old Herons,arm:herons", "merge,arm:otters,mil:COD")
    assert {kb.canonical(entity) for entity in ("arm:herons", "new:old-herons", "arm:otters")} == {"mil:COD"}
    assert [actor.id for actor in kb.find("Old Herons")] == ["mil:COD"]
    assert surfaces(kb, "Congolese army and OBK") == [("Congolese army", "mil:COD"), ("OBK", "mil:COD")]


def test_edits_merged_army_is_still_the_army_of_its_country() -> None:
    kb = edited("merge,mil:COD,arm:otters", "retype,arm:otters,MILITARY")
    assert surfaces(kb, "Congolese army") == [("Congolese army", "arm:otters")]


def test_edits_merge_of_unlisted_spellings() -> None:
    kb = edited("merge,Kivu Band,Band of Kivu", "merge,new:kb-kivu,Band of Kivu")
    assert kb.canonical("new:kivu-band") == kb.canonical("new:kb-kivu") == "new:band-of-kivu"
    assert kb.display_name("new:band-of-kivu") == "Band of Kivu"


def test_edits_alias_and_retype() -> None:
    kb = edited("alias,the River Men,OBK", "alias,RMK,arm:otters", "retype,Heron Front,ORG")
    assert [hit.surface for hit in kb.match("the River Men (RMK), rmk")] == ["River Men", "RMK"]
    assert kb["arm:otters"].tier == 0
    assert kb["arm:herons"].kind == "ORG"
    assert kb.listed_kind("arm:herons") == "ARMED_GROUP"


def test_edits_travel_as_json_and_by_copy_and_stay_after_new_rows() -> None:
    kb = edited("kill,Jacques", "merge,arm:herons,arm:otters")
    again = KB.with_edits(json.loads(json.dumps(kb.edit_rows())))
    assert again.edit_rows() == kb.edit_rows()
    twin = copy.deepcopy(kb)  # the protocol of pickle, which worker processes use
    assert twin.killed("Jacques")
    assert twin["arm:herons"].id == "arm:otters"
    more = kb.with_rows([{"name": "Lake Guard", "kind": "ARMED_GROUP"}]).with_edits([{"action": "kill", "name": "Bob"}])
    assert (more.killed("Jacques"), more.killed("Bob"), "own:lake-guard" in more) == (True, True, True)
    assert KB.with_edits([]) is KB
    assert KB.edit_rows() == []
    assert KB.killed("Jacques") is False


CELLS = st.one_of(
    st.sampled_from(
        ["kill", "prefer", "merge", "alias", "retype", "arm:otters", "arm:herons", "HF", "new:a", "PERSON"]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=12),
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_edits_any_rows_are_taken_or_refused(rows: list[tuple[str, str, str]]) -> None:
    try:
        kb = KB.with_edits([dict(zip(("action", "name", "target"), row, strict=True)) for row in rows])
    except KnowledgeBaseError:
        return
    for actor in KB:
        assert kb.canonical(kb.canonical(actor.id)) == kb.canonical(actor.id)
        assert actor.id in kb
    kb.match("The Otter Brigade and HF")
    assert KB.with_edits(kb.edit_rows()).edit_rows() == kb.edit_rows()


def test_edits_of_the_manual_are_good(tmp_path: Path) -> None:
    manual = (Path(__file__).parents[1] / "docs" / "howto" / "own_actors.md").read_text(encoding="utf-8")
    tables = [part.split("\n", 1)[1] for part in manual.split("```")[1::2] if "," in part.split("\n")[1]]
    own, edits = tmp_path / "mine.csv", tmp_path / "edits.csv"
    own.write_text(next(table for table in tables if table.startswith("name,kind")), encoding="utf-8")
    edits.write_text(next(table for table in tables if table.startswith("action,name")), encoding="utf-8")
    kb = KnowledgeBase.load(own, edits=edits)
    assert (len(kb.own_rows()), len(kb.edit_rows())) == (2, 7)
    assert kb["own:river-guard"].id == "arm:twirwaneho"
