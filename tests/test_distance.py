"""Great-circle distances."""

from __future__ import annotations

import pytest

from conflictner.distance import kilometres


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((0.0, 0.0), (0.0, 0.0), 0),
        ((0.0, 0.0), (0.0, 1.0), 111.2),
        ((0.0, 179.5), (0.0, -179.5), 111.2),  # across the date line
        ((90.0, 0.0), (-90.0, 77.0), 20015),
        ((48.8566, 2.3522), (51.5074, -0.1278), 343.6),  # Paris, London
    ],
)
def test_distance_kilometres(a: tuple[float, float], b: tuple[float, float], expected: float) -> None:
    assert kilometres(a, b) == pytest.approx(expected, rel=1e-3)
    assert kilometres(a, b) == pytest.approx(kilometres(b, a))
