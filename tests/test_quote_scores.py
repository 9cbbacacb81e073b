"""The scorer of quotes: pairs, types, what counts neither way."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

TEXT = "The army said that the town fell. “We stay,” Idris said. Traders hope to leave."


def _load() -> ModuleType:
    file = Path(__file__).parents[1] / "benchmarks" / "quote_scores.py"
    spec = importlib.util.spec_from_file_location("quote_scores_under_test", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up while it is being made
    spec.loader.exec_module(module)
    return module


scores = _load()


def at(words: str) -> list[list[int]]:
    start = TEXT.index(words)
    return [[start, start + len(words)]]


GOLD: list[dict[str, Any]] = [
    {"content": at("that the town fell"), "source": at("The army"), "cue": at("said")},
    {"content": at("We stay"), "source": at("Idris"), "cue": at("said. Traders")},
    {"content": at("to leave"), "source": at("Traders"), "cue": at("hope")},
]
ARMY = (at("the town fell"), at("army"), at("said"))
IDRIS = (at("“We stay,”"), at("Idris"), at("said"))
HOPE = (at("to leave"), at("Traders"), at("hope"))


def counted(found: list[Any], *, core: bool = False, gold: list[dict[str, Any]] = GOLD) -> Any:
    page = scores.Page(TEXT)
    score = scores.Score()
    score.add(scores.annotated(page, gold), [scores.Spoken.read(page, *raw) for raw in found], core=core)
    return score


def test_scores_all_right_whatever_marks_and_that() -> None:
    score = counted([ARMY, IDRIS, HOPE])
    assert [score.f1(measure) for measure in ("exact", "content", "joint")] == [100, 100, 100]
    assert score.head() == 100
    assert [score.number("gold", kind) for kind in scores.KINDS] == [3, 1, 0, 2]


@pytest.mark.parametrize(
    ("found", "core", "joint"),
    [
        ([], False, 0.0),
        ([ARMY], False, 50.0),
        ([ARMY, IDRIS], True, 100.0),  # a hope is no reported speech
        ([ARMY, IDRIS, HOPE], True, 100.0),
        ([ARMY, IDRIS, (at("Idris"), [], at("leave"))], True, 100.0),
        ([ARMY, IDRIS, (at("Idris"), [], at("said"))], True, 80.0),
        ([(at("fell"), at("army"), at("said")), IDRIS], True, 50.0),
        ([(at("the town fell"), at("Idris"), at("said")), IDRIS], True, 50.0),
    ],
)
def test_scores_joint(found: list[Any], core: bool, joint: float) -> None:
    assert counted(found, core=core).f1("joint") == pytest.approx(joint)


def test_scores_optional_quotes_and_ignored_regions_count_neither_way() -> None:
    gold = [GOLD[0], {**GOLD[1], "optional": True}]
    assert counted([ARMY, IDRIS], gold=gold).f1("joint") == 100
    page = scores.Page(TEXT, at("to leave"))
    assert scores.annotated(page, [GOLD[2]]) == []


def test_scores_types_are_read_off_the_marks() -> None:
    page = scores.Page("“We stay,” he said, and “go.\n“No way.")
    kinds = [scores.Spoken.read(page, [span], [], []).kind for span in ([1, 8], [1, 18], [11, 18], [24, 27], [29, 36])]
    assert kinds == ["direct", "mixed", "indirect", "direct", "direct"]
