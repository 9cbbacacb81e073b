"""What a change of the lists does to a mention: done where it is certain, told where only a reading could say."""

from __future__ import annotations

from typing import Any

import pytest

from conflictner.corpus.changes import STAYS, Change, Fate, Named
from conflictner.knowledge import KnowledgeBase

Rows = list[dict[str, Any]]
GUARD = {"name": "Karibe River Guard", "kind": "ARMED_GROUP", "id": "own:guard", "country": "COD"}
FRONT = {"name": "Mobondi Dawn Front", "kind": "ARMED_GROUP", "id": "own:front", "aliases": "Dawn Fronters"}
WATCH = {"name": "Kivu Lantern Watch", "kind": "NGO", "id": "own:watch"}


def kb(rows: Rows, edits: Rows | None = None) -> KnowledgeBase:
    base = KnowledgeBase([]).with_rows(rows)
    return base.with_edits(edits) if edits else base


def edit(action: str, name: str, target: str = "") -> dict[str, str]:
    return {"action": action, "name": name, "target": target}


def fate(old: KnowledgeBase, new: KnowledgeBase, named: Named) -> Fate:
    change = Change(old, new)
    change.learn([named])
    return change.fate(named)


def name(text: str, entity_id: str | None, kind: str = "ARMED_GROUP", mtype: str = "name") -> Named:
    return Named(text, kind, mtype, entity_id, text)


OTTERS = name("Red Otters", "new:red-otters", "ORG")
LISTED = name("Karibe River Guard", "own:guard")


@pytest.mark.parametrize(
    ("edits", "named", "expected"),
    [
        ([edit("kill", "Red Otters")], OTTERS, Fate(killed=True)),
        ([edit("kill", "red otters", "ORG")], OTTERS, Fate(killed=True)),
        ([edit("kill", "Red Otters", "PERSON")], OTTERS, STAYS),
        ([edit("kill", "Otters")], OTTERS, STAYS),
        ([edit("prefer", "Red Otters", "The Otters")], OTTERS, Fate(name="The Otters")),
        (
            [edit("prefer", "own:guard", "KRG")],
            LISTED,
            Fate(name="KRG", point=("KRG", None, None, "COD")),
        ),
        ([edit("prefer", "own:front", "Fronters")], LISTED, STAYS),
        ([edit("retype", "Red Otters", "NGO")], OTTERS, Fate(kind="NGO", role="actor", rule="edit:retype")),
        ([edit("retype", "Red Otters", "PLACE")], OTTERS, Fate(kind="PLACE", role="place", rule="edit:retype")),
        ([edit("retype", "own:guard", "MILITARY")], LISTED, Fate(kind="MILITARY")),
        (
            [edit("merge", "Red Otters", "own:guard")],
            OTTERS,
            Fate(
                entity_id="own:guard",
                kind="ARMED_GROUP",
                role="actor",
                rule="edit:merge",
                name="Karibe River Guard",
                point=("Karibe River Guard", None, None, "COD"),
            ),
        ),
        (
            [edit("merge", "Red Otters", "Brown Otters")],
            OTTERS,
            Fate(entity_id="new:brown-otters", rule="edit:merge", name="Brown Otters"),
        ),
        ([edit("merge", "Red Otters", "Brown Otters")], name("Brown Otters", "new:brown-otters"), STAYS),
    ],
)
def test_change_of_edits(edits: Rows, named: Named, expected: Fate) -> None:
    assert fate(kb([GUARD, FRONT]), kb([GUARD, FRONT], edits), named) == expected


def test_change_of_a_merged_listed_actor_moves_all_its_mentions() -> None:
    old, new = kb([GUARD, FRONT]), kb([GUARD, FRONT], [edit("merge", "own:front", "own:guard")])
    for named in (name("Mobondi Dawn Front", "own:front"), name("they", "own:front", mtype="pronoun")):
        found = fate(old, new, named)
        assert (found.entity_id, found.name, found.why) == ("own:guard", "Karibe River Guard", "")
    assert fate(old, new, LISTED) == STAYS


LANTERN = name("Kivu Lantern Watch", "new:kivu-lantern-watch", "ORG")


def test_change_links_a_name_that_is_listed_now() -> None:
    found = fate(kb([GUARD]), kb([GUARD, WATCH]), LANTERN)
    assert (found.entity_id, found.kind, found.rule, found.why) == ("own:watch", "NGO", "relink", "")


def test_change_links_its_short_names_and_pronouns_too() -> None:
    change = Change(kb([GUARD]), kb([GUARD, WATCH]))
    change.learn([LANTERN])
    assert change.fate(name("it", "new:kivu-lantern-watch", mtype="pronoun")).entity_id == "own:watch"
    assert change.entity("new:kivu-lantern-watch").entity_id == "own:watch"


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        # an acronym is never proof
        ([{**WATCH, "acronyms": "KLWX"}], name("KLWX", "new:klwx", "ORG")),
        # two bear the name
        ([WATCH, {**WATCH, "id": "own:other"}], LANTERN),
        # the model saw a person, or a place
        ([WATCH], LANTERN._replace(kind="PERSON")),
        ([WATCH], LANTERN._replace(kind="PLACE")),
        # the date of the article would have to decide
        ([{**WATCH, "active_from": "2019"}], LANTERN),
        # the name in small letters
        ([WATCH], name("kivu lantern watch", "new:kivu-lantern-watch", "ORG")),
    ],
)
def test_change_never_guesses_a_link(rows: Rows, named: Named) -> None:
    found = fate(kb([GUARD]), kb([GUARD, *rows]), named)
    assert (found.changes, found.why) == (False, "name")


def test_change_of_own_rows() -> None:
    old = kb([GUARD, FRONT])
    moved = fate(old, kb([{**GUARD, "country": "RWA"}, FRONT]), LISTED)
    assert (moved.point, moved.why) == (("Karibe River Guard", None, None, "RWA"), "")
    rows = name("the rebels", "own:guard", mtype="nominal")
    assert fate(old, kb([{**GUARD, "country": "RWA"}, FRONT]), rows).why == "phrase"
    assert fate(old, kb([{**GUARD, "id": "own:krg"}, FRONT]), LISTED).entity_id == "own:krg"
    assert fate(old, kb([FRONT]), LISTED) == Fate(why="gone")
    alias = name("Dawn Fronters", "own:front")
    assert fate(old, kb([GUARD, {**FRONT, "aliases": ""}]), alias) == Fate(why="name")
    assert fate(old, kb([{**GUARD, "aliases": "Dawn Fronters"}, FRONT]), alias) == Fate(why="name")


@pytest.mark.parametrize(
    ("before", "named"),
    [
        (edit("merge", "own:front", "own:guard"), LISTED),
        (edit("prefer", "Red Otters", "Otters"), OTTERS),
        (edit("retype", "Red Otters", "NGO"), OTTERS._replace(kind="NGO")),
    ],
)
def test_change_of_an_edit_taken_back_needs_a_reading(before: dict[str, str], named: Named) -> None:
    assert fate(kb([GUARD, FRONT], [before]), kb([GUARD, FRONT]), named) == Fate(why="undone")


def test_change_tells_names_that_are_killed_no_longer() -> None:
    change = Change(kb([GUARD], [edit("kill", "Jacquot")]), kb([GUARD]))
    assert change.lifted == ["jacquot"]


@pytest.mark.parametrize("named", [OTTERS, LISTED, LANTERN, name("the army", None, mtype="nominal")])
def test_change_of_nothing(named: Named) -> None:
    edits = [edit("merge", "Red Otters", "Brown Otters")] if named is LISTED else []
    assert fate(kb([GUARD], edits), kb([GUARD], edits), named) == STAYS
