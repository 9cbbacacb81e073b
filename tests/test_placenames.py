"""Place names as a text writes them: spellings, class words, states in short, and the larger place around a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from conflictner.annotations import Mark
from conflictner.components.linker.placenames import (
    CLASSES,
    STATES,
    TOWNS,
    container_splits,
    forms,
    is_natural,
    names_of,
    site_of,
)
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
        ("W. Columbia", ["W. Columbia", "West Columbia"]),
        ("Saint Bernard Parish", ["Saint Bernard Parish", "Saint Bernard", "St. Bernard Parish"]),
        ("Platte Co", ["Platte Co", "Platte County"]),
        ("Washington, D.C.", ["Washington", "Washington, D.C."]),
        ("Greenville-", ["Greenville"]),
        ("European", ["European", "Europe"]),
        # no Harcourt, no Portal, no Hall
        ("Port Harcourt", ["Port Harcourt"]),
        ("Fort Portal", ["Fort Portal"]),
        ("City Hall", ["City Hall"]),
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


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("Kanawha River", True),
        ("Lake Kivu", True),
        ("Riverside", False),
        ("River", False),
        ("Lakeland", False),
    ],
)
def test_placenames_natural(surface: str, expected: bool) -> None:
    assert is_natural(surface) is expected


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("northern Nigeria", "Nigeria"),
        ("Goma airport", "Goma"),
        ("southern Sake market", "Sake"),
        ("Goma", ""),
        ("Northern", ""),
        ("Eastern Market", ""),
        ("Northampton", ""),
    ],
)
def test_placenames_sites(surface: str, expected: str) -> None:
    assert site_of(surface) == expected


def test_placenames_splits() -> None:
    assert container_splits("Ciudad Norte Sonora") == [("Ciudad Norte", "Sonora"), ("Ciudad", "Norte Sonora")]
    assert container_splits("Sonora") == []
    assert container_splits("a b c d e f") == []


@pytest.mark.parametrize(
    ("words", "end", "wanted"),
    [("Kani town fell", 1, TOWNS), ("Kani territory fell", 1, CLASSES["territory"]), ("Kani fell", 1, ())],
)
def test_placenames_class_word_behind(
    make_doc: Callable[..., Doc], words: str, end: int, wanted: tuple[str, ...]
) -> None:
    setting = Setting.of(make_doc(words.split()))
    assert names_of(setting, [Mark(0, end, "PLACE", "test")])["kani"].wanted == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # the town of the dateline and its region are two names; one of them alone is one
        ("KIDAL , Mali . Fighting in the Kidal region", {"kidal": (), "kidal region": CLASSES["region"]}),
        ("Kidal province fell . The Kidal province", {"kidal": CLASSES["province"]}),
        ("Kidal fell . Kidal burned", {"kidal": ()}),
        # a territory's bare name is the territory's: most have no town so called
        ("Kidal fell . The Kidal woreda", {"kidal": CLASSES["woreda"]}),
    ],
)
def test_placenames_region_and_town_of_one_name(
    make_doc: Callable[..., Doc], text: str, wanted: dict[str, tuple[str, ...]]
) -> None:
    words = text.split()
    marks = [Mark(i, i + 1, "PLACE", "test") for i, word in enumerate(words) if word.lower() == "kidal"]
    names = names_of(Setting.of(make_doc(words)), marks)
    assert {key: name.wanted for key, name in names.items()} == wanted
    assert sum(len(name.marks) for name in names.values()) == len(marks)
