"""Word edges."""

import pytest

from conflictner.knowledge.edges import at_edges, in_initials


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("[Goma]", True),
        ("([Goma])", True),
        ("in [Goma], and", True),
        ("[Goma]'s", True),
        ("[Goma]'S", True),
        ("[Goma]'", True),
        ("'[Goma]'", True),
        ("[Goma]'ll", True),
        ("[Goma]-based", True),
        ("anti-[Goma]", True),
        ("x/[Goma]/y", True),
        ("l'[Goma]", True),
        ("QU'[Goma]", True),
        ("[Goma]town", False),
        ("x[Goma]", False),
        ("[Goma]1", False),
        ("[Goma]_x", False),
        ("_[Goma]", False),
        ("n'[Goma]", False),
        ("al'[Goma]", False),
        ("[Goma]'ta", False),
        ("[Goma]'stown", False),
        ("[Goma]\u0301", False),
        ("\u0301[Goma]", False),
    ],
)
def test_edges_of_a_name(text: str, whole: bool) -> None:
    start = text.index("[")
    plain = text.replace("[", "").replace("]", "")
    assert at_edges(plain, start, start + 4) is whole


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("[U.S.] said", False),
        ("[U.S]. Said", False),
        ("[U.S].A.", True),
        ("[U.S.]A.", True),
        ("A.[U.S.]", True),
        ("end.[U.S.]", False),
        ("[UN].", False),
    ],
)
def test_edges_of_initials(text: str, piece: bool) -> None:
    start, end = text.index("["), text.index("]") - 1
    assert in_initials(text.replace("[", "").replace("]", ""), start, end) is piece
