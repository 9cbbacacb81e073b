"""Copies of one's own lists in a corpus: the same list once, under an ending that says how it is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conflictner.corpus.lists import FOLDER, keep, knowledge
from conflictner.errors import CorpusError


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("own.csv", "name,kind,id\nKaribe River Guard,ARMED_GROUP,own:guard\n"),
        ("own.jsonl", json.dumps({"name": "Karibe River Guard", "kind": "ARMED_GROUP", "id": "own:guard"}) + "\n"),
    ],
)
def test_lists_are_read_from_their_copies(tmp_path: Path, name: str, text: str) -> None:
    own = tmp_path / name
    own.write_text(text)
    identity = keep(tmp_path, {"kb": own, "edits": None})
    assert keep(tmp_path, {"kb": own}) == identity
    own.unlink()
    assert len(list((tmp_path / FOLDER).iterdir())) == 1
    assert knowledge(tmp_path, identity, {})["own:guard"].name == "Karibe River Guard"
    edits = tmp_path / "edits.csv"
    edits.write_text("action,name,target,note\nprefer,own:guard,KRG,\n")
    assert knowledge(tmp_path, identity, {"edits": edits}).display_name("own:guard") == "KRG"


def test_lists_without_a_copy_are_told(tmp_path: Path) -> None:
    assert keep(tmp_path, {"kb": tmp_path / "none.csv", "edits": None}) == {}
    with pytest.raises(CorpusError, match=r"E513.* edits "):
        knowledge(tmp_path, {"kb": None, "edits": "0" * 64}, {})
