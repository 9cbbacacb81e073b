"""The step at which an annotated quote is lost."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from spacy.language import Language

from conflictner.components.quotes import Quotes

FILE = Path(__file__).parents[1] / "models" / "quotes" / "oracle.py"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("quotes_oracle", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


oracle = _load()


def spans(content: str, source: str, cue: str = "") -> oracle.Spans:  # type: ignore[name-defined]
    """Each letter is a word."""
    return oracle.Spans(*(frozenset(ord(letter) for letter in words) for words in (content, source, cue)))


@pytest.mark.parametrize(
    ("proposed", "chosen", "step"),
    [
        ([("abcd", "s")], [("abcd", "s")], "exact"),
        ([("abcde", "s")], [("abcde", "s")], "inexact"),
        ([("abcd", "s")], [], "choice"),
        ([("abcd", "t")], [("abcd", "t")], "source"),
        ([("a", "s")], [("a", "s")], "boundary"),
        ([("xyz", "s")], [("xyz", "s")], "no proposal"),
    ],
)
def test_oracle_names_the_first_step_that_fails(
    proposed: list[tuple[str, str]], chosen: list[tuple[str, str]], step: str
) -> None:
    gold = spans("abcd", "s", "q")
    cues = frozenset({ord("q")})
    assert oracle.step_of(gold, cues, [spans(*p) for p in proposed], [spans(*c) for c in chosen]) == step
    if step == "no proposal":
        assert oracle.step_of(gold, frozenset(), [spans(*p) for p in proposed], []) == "no cue"


@pytest.mark.model
def test_oracle_walks_an_article(nlp: Language) -> None:
    text = "The army said the town had fallen. It smiled."
    quote = {"content": [[14, 33]], "source": [[0, 8]], "cue": [[9, 13]]}
    stage = nlp.get_pipe("conflict_quotes")
    assert isinstance(stage, Quotes)
    (found,) = oracle.lost(nlp(text), stage, [quote])
    assert found == (quote, "exact", True)
