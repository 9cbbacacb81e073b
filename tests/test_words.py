"""Word frequencies."""

import pytest

from conflictner.knowledge.words import frequency, is_common


@pytest.mark.parametrize(
    ("word", "low", "high"),
    [
        ("the", 7, 8),
        ("War", 5, 6),
        ("police", 4.5, 5.5),
        ("ceasefire", 2, 4),
        ("Kanyuka", 0, 0.1),
        ("", 0, 0.1),
        ("a b", 0, 0.1),
    ],
)
def test_words_frequency(word: str, low: float, high: float) -> None:
    assert low <= frequency(word) <= high


def test_words_common() -> None:
    assert is_common("The")
    assert not is_common("ceasefire")
    assert is_common("police", rank=5000)
