"""The trainer of the choice among proposed quotes: what it learns from hand-made examples."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

FOLDER = Path(__file__).parents[1] / "models" / "quotes"


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


oracle = _load("oracle")
train = _load("train")


def article(corpus: str, *examples: tuple[str, bool]) -> Any:
    made = train.Article(corpus, None, [], [])
    made.examples = [(frozenset({"bias", name}), right) for name, right in examples]
    return made


def test_training_tells_good_rules_from_bad() -> None:
    made = article("a", *[("good", True)] * 30, *[("bad", False)] * 30)
    weights = train.train([made], "a", 1.0)
    assert weights["good"] > 0 > weights["bad"]


def test_training_leaves_rare_signals_out() -> None:
    made = article("a", *[("good", True)] * 30, *[("bad", False)] * 30, ("rare", True))
    assert "rare" not in train.train([made], "a", 1.0)


def test_training_speaks_with_the_intercept_of_one_corpus() -> None:
    strict = article("strict", *[("rule", False)] * 30, *[("rule", True)] * 5)
    wide = article("wide", *[("rule", True)] * 30, *[("rule", False)] * 5)
    low, high = (train.train([strict, wide], voice, 1.0) for voice in ("strict", "wide"))
    assert low.get("bias", 0.0) < high.get("bias", 0.0)


def test_training_stays_at_the_table_where_nothing_speaks_against_it() -> None:
    prior = np.array([1.5, -0.5])
    x, y, w = np.zeros((4, 2)), np.array([1.0, 0.0, 1.0, 0.0]), np.ones(4)
    assert np.allclose(train.newton(x, y, w, prior, 5.0), prior)
