"""Pieces of text as markup: nested, anchored once, every value escaped."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictner.page.inline import Tip, marked_up
from conflictner.page.layers import Layer

TIP = Tip("ARMED_GROUP", "name", None, None)


def plain(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", markup))


@settings(deadline=None)
@given(
    st.text(alphabet="ab <>&\"'é", min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(1, 9), st.sampled_from(["mention", "quote", "cue", "source"]))),
)
def test_text_of_the_markup_is_the_text(text: str, spans: list[tuple[int, int, str]]) -> None:
    layers = [
        Layer(start, min(start + length, len(text)), name, at)
        for at, (start, length, name) in enumerate(spans, 1)
        if start < len(text)
    ]
    tips, kinds = dict.fromkeys(range(99), TIP), dict.fromkeys(range(99), "direct")
    markup = marked_up(text, 0, len(text), layers, tips, kinds, set())
    assert plain(markup) == text
    opened = re.findall(r"<(/?)(span|a)\b", markup)
    depth = 0
    for closing, _ in opened:
        depth += -1 if closing else 1
        assert depth >= 0
    assert depth == 0


def test_a_mention_cut_in_two_has_one_anchor() -> None:
    layers = [Layer(0, 6, "quote", 1), Layer(4, 9, "mention", 1)]
    markup = marked_up("abcdefghi", 0, 9, layers, {1: TIP}, {1: "direct"}, set())
    assert markup.count('id="m1"') == markup.count('id="q1"') == 1
    assert markup.count('class="m ') == 2


@pytest.mark.parametrize("value", ['"><script>', "k onclick=x", "a b"])
def test_kinds_and_types_from_outside_never_reach_the_markup(value: str) -> None:
    markup = marked_up("M23", 0, 3, [Layer(0, 3, "mention", 1)], {1: Tip(value, value, None, None)}, {}, set())
    assert re.findall(r'class="([^"]*)"', markup) == ["m k-OTHER t-name"]
    assert "<script" not in markup
    assert 'class="q direct"' in marked_up("x", 0, 1, [Layer(0, 1, "quote", 1)], {}, {1: value}, set())
