"""Place names as a text writes them: spellings, class words, states in short, and the larger place around a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from conflictner.annotations import Mark
from conflictner.components.linker.placenames import CLASSES, STATES, forms, names_of
from conflictner.components.linker.setting import Setting


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("Goma", ["Goma"]),
        ("Ill.", ["Illinois", "Ill."]),
        ("W. Va.", ["West Virginia", "W. Va."]),
        ("Ont.", ["Ontario", "Ont."]),
        ("Mt. Elgon", ["Mt. Elgon", "Mount Elgon"]),
        ("St Louis", ["St Louis", "Saint Louis"]),
        ("Kent Co.", ["Kent Co.", "Kent County"]),
        ("Kenema District", ["Kenema District", "Kenema"]),
        ("the Sahel", ["the Sahel", "Sahel"]),
        ("The", ["The"]),
    ],
)
def test_placenames_forms(surface: str, expected: list[str]) -> None:
    assert forms(surface) == expected


def test_placenames_county_that_is_said_once() -> None:
    assert forms("Boone", CLASSES["county"]) == ["Boone County", "Boone"]
    assert forms("Boone County", CLASSES["county"])[0] == "Boone County"


def test_placenames_states_are_known_by_their_marks() -> None:
    assert STATES["Ky."] == STATES["KY"] == ("USA", "Kentucky")
    assert "ky" not in STATES


@pytest.mark.parametrize(
    ("words", "spans", "inside"),
    [
        ("Goma ( Goma , Nord-Kivu )", [(0, 1), (2, 3), (4, 5)], {"goma": {"nord-kivu"}}),
        ("Twic County in Warrap State", [(0, 2), (3, 5)], {"twic county": {"warrap state"}}),
        ("Goma and Bukavu", [(0, 1), (2, 3)], {}),
        ("Goma . Kinshasa said", [(0, 1), (2, 3)], {}),
    ],
)
def test_placenames_containers(
    make_doc: Callable[..., Doc], words: str, spans: list[tuple[int, int]], inside: dict[str, set[str]]
) -> None:
    setting = Setting.of(make_doc(words.split()))
    names = names_of(setting, [Mark(start, end, "PLACE", "test") for start, end in spans])
    assert {key: name.inside for key, name in names.items() if name.inside} == inside


def test_placenames_state_behind_a_name(make_doc: Callable[..., Doc]) -> None:
    names = names_of(Setting.of(make_doc(["in", "Springfield", ",", "Ill.", "today"])), [Mark(1, 2, "PLACE", "test")])
    assert names["springfield"].states == {("USA", "Illinois")}
