"""The closed list of kinds and its colours."""

from __future__ import annotations

import re

import pytest

from conflictner.kinds import ACTOR_KINDS, COLORS, KINDS


def test_kinds_every_kind_has_one_colour() -> None:
    assert list(COLORS) == list(KINDS)
    assert len(set(COLORS.values())) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_labels_are_safe_in_a_page(kind: str) -> None:
    assert re.fullmatch("[A-Z_]+", kind)
    assert re.fullmatch("#[0-9a-f]{6}", COLORS[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_black_text_is_readable_on_every_colour(kind: str) -> None:
    channels = [int(COLORS[kind][i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert (luminance + 0.05) / 0.05 >= 4.5


def test_kinds_processes_and_places_never_act() -> None:
    assert set(KINDS) - ACTOR_KINDS == {"PROCESS", "PLACE"}
