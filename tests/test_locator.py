"""The locator sketch: frame, labels, what lies outside."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from conflictner.page.locator import HEIGHTS, WIDTH, Point, locate

KIVU = [
    Point("Goma", -1.679, 29.222, 6),
    Point("Sake", -1.574, 29.043, 5),
    Point("Kitshanga", -1.24, 29.06, 2),
    Point("Mweso", -1.133, 29.03, 1),
]


def test_locator_nothing_to_show() -> None:
    assert locate([]) is None


def test_locator_one_point_stands_in_the_frame_with_its_label() -> None:
    sketch = locate(KIVU[:1])
    assert sketch is not None
    assert [dot.align for dot in sketch.dots] == ["start"]
    assert 0 < sketch.dots[0].x < WIDTH
    assert 0 < sketch.dots[0].y < sketch.height


def test_locator_north_is_up_and_east_is_right() -> None:
    sketch = locate(KIVU)
    assert sketch is not None
    at = {dot.point.name: dot for dot in sketch.dots}
    assert at["Mweso"].y < at["Kitshanga"].y < at["Sake"].y < at["Goma"].y
    assert at["Goma"].x > at["Sake"].x
    assert at["Goma"].radius > at["Mweso"].radius


def test_locator_leaves_far_capitals_and_countries_outside() -> None:
    far = [Point("Washington", 38.9, -77.0, 1), Point("South Africa", -29.0, 24.0, 3, area=True)]
    sketch = locate([*KIVU, *far])
    assert sketch is not None
    assert {p.name for p in sketch.outside} == {"Washington", "South Africa"}
    assert {dot.point.name for dot in sketch.dots} == {p.name for p in KIVU}


def test_locator_shows_countries_when_there_is_nothing_else() -> None:
    sketch = locate([Point("Chad", 15.0, 19.0, 1, area=True), Point("Sudan", 15.0, 30.0, 1, area=True)])
    assert sketch is not None
    assert len(sketch.dots) == 2


def test_locator_labels_never_cover_one_another() -> None:
    crowd = [Point(f"Village number {n}", -1.5 + n % 5 / 1000, 29 + n // 5 / 1000, 1) for n in range(40)]
    sketch = locate([*crowd, Point("Far", 2.0, 31.0, 1)])
    assert sketch is not None
    boxes = []
    for dot in sketch.dots:
        if dot.align:
            wide = len(dot.point.name) * 6.9
            left = {"start": dot.label_x, "end": dot.label_x - wide, "middle": dot.label_x - wide / 2}[dot.align]
            boxes.append((left, dot.label_y - 11, left + wide, dot.label_y + 4))
    assert boxes
    for a, b in itertools.combinations(boxes, 2):
        assert a[2] <= b[0] + 0.2 or b[2] <= a[0] + 0.2 or a[3] <= b[1] + 0.2 or b[3] <= a[1] + 0.2


@given(
    st.lists(
        st.builds(
            Point, st.text(max_size=9), st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 9), st.booleans()
        ),
        min_size=1,
        max_size=12,
    )
)
def test_locator_any_points_fit(points: list[Point]) -> None:
    sketch = locate(points)
    assert sketch is not None
    assert HEIGHTS[0] - 0.1 <= sketch.height <= HEIGHTS[1] + 0.1
    assert len(sketch.dots) + len(sketch.outside) == len(points)
    assert len(sketch.dots) >= 1
    for dot in sketch.dots:
        assert -1 <= dot.x <= WIDTH + 1
        assert -1 <= dot.y <= sketch.height + 1
