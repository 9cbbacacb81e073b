"""The rows of the knowledge base."""

import copy
import dataclasses

import pytest

from conflictner.knowledge import Actor, Link, Name, Role


def test_actors_are_frozen_and_lean() -> None:
    for row in (Actor("a", "ORG", "A"), Name("A"), Role("p", "o", "t", "civil"), Link("a", "part_of", "b")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(row, dataclasses.fields(row)[0].name, "x")
        assert not hasattr(row, "__dict__")


def test_actors_without_numbers_elsewhere_make_no_dict_each() -> None:
    one, other = Actor("a", "ORG", "A"), Actor("b", "ORG", "B")
    assert one.xref is other.xref
    assert one == Actor("a", "ORG", "A", xref={}) == copy.deepcopy(one)
    assert dataclasses.asdict(one)["xref"] == {}


def test_actors_texts_start_with_the_preferred_name() -> None:
    assert Actor("a", "ORG", "A", (Name("B", "acronym"),)).texts == ("A", "B")
