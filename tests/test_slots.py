"""The tables behind the alias automaton: which of their names are plain."""

from __future__ import annotations

import pytest

from conflictner.knowledge import Actor, KnowledgeBase, Name


@pytest.mark.parametrize(
    ("names", "plain"),
    [
        (["Radio Karibe"], ["radio karibe"]),
        (["radio Karibe Two"], ["radio karibe two"]),  # "Two" has three letters: more spellings were looked for
        (["McKaribe Brigade"], ["mckaribe brigade"]),
        (["Al-Karibe"], []),
        (["Île Karibe"], []),
        (["the Otter Brigade"], []),
        (["Radio Karibe", "radio karibe"], []),  # two bearers
        (["Rurita"], []),  # a country before a force
        (["Together"], []),  # an everyday word is weak
    ],
)
def test_slots_plain_names(names: list[str], plain: list[str]) -> None:
    country = Actor("cty:RUR", "COUNTRY", "Rurita", country=("RUR",))
    kb = KnowledgeBase([country, *[Actor(f"org:{number}", "ORG", name) for number, name in enumerate(names)]])
    assert [key for key, _ in kb.index.names.plains()] == plain


def test_slots_plains_are_the_keys_that_are_plain_one_by_one() -> None:
    own = [Actor("org:a", "ORG", "Radio Karibe", (Name("Otter Brigade"), Name("Karibe Brigade 24", "weak")))]
    for kb in (KnowledgeBase.load(), KnowledgeBase(own)):
        names = kb.index.names
        one_by_one = {key: row for key in names.keys if (row := names.plain(key))}
        assert dict(names.plains()) == one_by_one
        assert one_by_one
