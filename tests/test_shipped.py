"""The tables of the release."""

from pathlib import Path

import pytest

from conflictner.errors import KnowledgeBaseError
from conflictner.knowledge.dates import interval
from conflictner.knowledge.shipped import _json, _lines, shipped


def test_shipped_ids_and_dates() -> None:
    tables = shipped()
    ids = [actor.id for actor in tables.actors]
    assert len(ids) == len(set(ids))
    known = set(ids)
    for role in tables.roles:
        assert {role.person, role.org} <= known, role
        assert interval(role.start, role.end)[0] <= interval(role.start, role.end)[1], role
    for link in tables.links:
        assert {link.source, link.target} <= known, link
    for actor in tables.actors:
        assert actor.parent is None or actor.parent in known, actor.id
        assert all(interval(*dates)[0] <= interval(*dates)[1] for dates in actor.active), actor.id
        assert {name.alias_class for name in actor.names} <= {"strong", "acronym", "weak"}, actor.id


def test_shipped_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "actors.jsonl"
    path.write_text('{"id": "a"}\nno json\n')
    for read in (_json, _lines):
        with pytest.raises(KnowledgeBaseError) as error:
            list(read(path))
        assert error.value.code == "E206"
    with pytest.raises(KnowledgeBaseError):
        _json(tmp_path / "none.json")
