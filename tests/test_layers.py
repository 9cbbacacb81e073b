"""Pieces of text under overlapping layers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictner.page.layers import DEPTHS, Layer, pieces, shared

SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)


def shown(start: int, end: int, layers: list[Layer]) -> list[str]:
    return [
        f"{p.start}-{p.end} {'>'.join(f'{x.name[0]}{x.key}' for x in p.layers)}".strip()
        for p in pieces(start, end, layers)
    ]


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([], ["0-10"]),
        ([Layer(2, 4, "mention", 1)], ["0-2", "2-4 m1", "4-10"]),
        # a mention that sticks out of a quote
        ([Layer(0, 6, "quote", 1), Layer(4, 8, "mention", 1)], ["0-4 q1", "4-6 q1>m1", "6-8 m1", "8-10"]),
        # a quote in a quote: the longer one is outside, whatever the order given
        ([Layer(3, 5, "quote", 2), Layer(1, 9, "quote", 1)], ["0-1", "1-3 q1", "3-5 q1>q2", "5-9 q1", "9-10"]),
        # a source that is a mention, letter for letter
        ([Layer(0, 3, "mention", 1), Layer(0, 3, "source", 1)], ["0-3 s1>m1", "3-10"]),
        # parts outside the paragraph are cut off, empty layers ignored
        ([Layer(-5, 3, "quote", 1), Layer(8, 30, "quote", 2), Layer(5, 5, "cue", 1)], ["0-3 q1", "3-8", "8-10 q2"]),
        ([Layer(10, 12, "quote", 1), Layer(-3, 0, "quote", 2)], ["0-10"]),
    ],
)
def test_layers_pieces(layers: list[Layer], expected: list[str]) -> None:
    assert shown(0, 10, layers) == expected


@given(st.lists(st.tuples(SPANS, st.sampled_from(sorted(DEPTHS)), st.integers(1, 5)), max_size=12))
def test_layers_pieces_are_the_whole_text_and_each_lies_under_its_layers(
    found: list[tuple[list[int], str, int]],
) -> None:
    layers = [Layer(a, b, name, key) for (a, b), name, key in found]
    at = 5
    for piece in pieces(5, 35, layers):
        assert piece.start == at < piece.end
        at = piece.end
        covering = sorted(x for x in layers if x.start <= piece.start and piece.end <= x.end)
        assert sorted(piece.layers) == covering
        depths = [DEPTHS[x.name] for x in piece.layers]
        assert depths == sorted(depths)
    assert at == 35


def test_layers_empty_paragraph_has_no_pieces() -> None:
    assert list(pieces(3, 3, [Layer(0, 9, "quote", 1)])) == []


def test_layers_shared_counts_from_the_outside() -> None:
    quote, cue, mention = Layer(0, 9, "quote", 1), Layer(2, 5, "cue", 1), Layer(2, 5, "mention", 1)
    assert shared((quote, cue), (quote, mention)) == 1
    assert shared((quote, cue, mention), (quote, cue, mention)) == 3
    assert shared((), (quote,)) == 0
