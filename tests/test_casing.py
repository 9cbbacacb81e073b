"""Capitals that a name asks for, and lines that shout."""

import pytest

from conflictner.knowledge.casing import Lines, required_capitals


@pytest.mark.parametrize(
    ("name", "offsets"),
    [
        ("Turkey", (0,)),
        ("turkey", ()),
        ("Al-Shabaab", (3,)),
        ("Ansar al-Din", (0, 9)),
        ("March 23 Movement", (0, 9)),
        ("HAMAS", (0,)),
        ("UN Women", (0, 1, 3)),
        ("The East African", (0, 4, 9)),
        ("Front of the East", (0, 13)),
        ("Al", (0,)),
        ("جماعة", ()),
        ("", ()),
    ],
)
def test_casing_required_capitals(name: str, offsets: tuple[int, ...]) -> None:
    assert required_capitals(name) == offsets


@pytest.mark.parametrize(
    ("text", "start", "end", "shouts"),
    [
        ("M23 BACK IN GOMA", 0, 3, True),
        ("the UN left", 4, 6, False),
        ("UN", 0, 2, False),
        ("UN: no", 0, 2, False),
        ("HEADLINE\nthe UN left", 13, 15, False),
        ("quiet line\nTHE UN LEFT", 15, 17, True),
        ("ÉTATS-UNIS: UN RETRAIT", 12, 14, True),
    ],
)
def test_casing_lines(text: str, start: int, end: int, shouts: bool) -> None:
    lines = Lines(text)
    assert lines.shouting(start, end) is shouts
    assert lines.shouting(start, end) is shouts
