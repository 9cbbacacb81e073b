"""Distance phrases before a place name."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc

from conflictner.annotations import Mark, write_marks
from conflictner.components.linker import EntityLinker
from conflictner.components.linker.offsets import (
    distance_before,
    edge,
    is_told_by,
    middle,
    on_the_edge,
    spot,
    stand_between,
)
from conflictner.distance import kilometres


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("shells fell 20 km north of ", (20.0, 0.0)),
        ("about 5km south-east of the town of ", (5.0, 135.0)),
        ("15 kilometres (nine miles) to the west of ", (15.0, 270.0)),
        ("ten miles outside ", (16.09, None)),
        ("some 2.5 kilometers from ", (2.5, None)),
        ("1,200 km northeast of the capital ", (1200.0, 45.0)),
        ("30 km due south of ", (30.0, 180.0)),
        ("some 15 miles east of ", (24.14, 90.0)),
        ("a few kilometres south of ", (4.0, 180.0)),
        ("a dozen km from ", (12.0, None)),
        ("20 km for ", None),
        ("north of ", None),
        ("20 people from ", None),
        ("5 km east west of ", None),
        ("route 5-20 kmh north of ", None),
        ("", None),
    ],
)
def test_offsets_phrases(before: str, expected: tuple[float, float | None] | None) -> None:
    assert distance_before(f"{before}Goma", len(before)) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("on the outskirts of ", True),
        ("just outside the town of ", True),
        ("in the vicinity of ", True),
        ("forces from outside ", False),
        ("in the centre of ", False),
    ],
)
def test_offsets_edge(before: str, expected: bool) -> None:
    assert on_the_edge(f"{before}Goma", len(before)) is expected
    assert edge((1.0, 2.0)) == {"km": 0.0, "bearing": None, "lat": 1.0, "lon": 2.0, "radius_km": 10.0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the road between Goma and Sake", True),
        ("between the towns of Goma and Sake", True),
        ("talks in Goma and Sake", False),
        ("between Goma, Sake", False),
    ],
)
def test_offsets_between(text: str, expected: bool) -> None:
    start = text.index("Goma")
    assert stand_between(text, (start, start + 4), text.index("Sake")) is expected


def test_offsets_nothing_lies_between_places_far_apart() -> None:
    assert middle((0.0, 0.0), (0.0, 1.0)) == {"km": 55.6, "bearing": None, "lat": 0.0, "lon": 0.5, "radius_km": 55.6}
    assert middle((0.0, 0.0), (0.0, 9.0)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kalumba, some 20 km north of Goma", True),
        ("Kalumba (5 km from Goma", True),
        ("Kalumba, a village located 20 km (12 miles) north of Goma", True),
        ("Kalumba fell, 5 km from Goma", False),
        ("Kalumba, north of Goma", False),
    ],
)
def test_offsets_told_by_a_distance(text: str, expected: bool) -> None:
    assert is_told_by(text, 7, text.index("Goma")) is expected


@pytest.mark.parametrize("bearing", [0.0, 45.0, 90.0, 180.0, 270.0])
def test_offsets_spot_lies_at_the_distance(bearing: float) -> None:
    there = spot((-1.68, 29.22), 25.0, bearing)
    assert kilometres((-1.68, 29.22), (there["lat"], there["lon"])) == pytest.approx(25.0, abs=0.3)
    assert there["radius_km"] == 5.0


def test_offsets_cross_the_date_line() -> None:
    assert spot((-17.0, 179.9), 50.0, 90.0)["lon"] == pytest.approx(-179.63, abs=0.02)


def test_offsets_take_linear_time() -> None:
    text = "5 km " * 40_000
    started = time.process_time()
    distance_before(text, len(text))
    assert time.process_time() - started < 0.1


def test_offsets_on_the_doc(make_doc: Callable[..., Doc]) -> None:
    doc = make_doc(
        ["shells", "fell", "20", "km", "north", "of", "Goma", "in", "DRC", ",", "5", "miles", "from", "nowhere"]
    )
    write_marks(doc, [Mark(6, 7, "PLACE", "test", role="place"), Mark(8, 9, "COUNTRY", "test", role="place")])
    EntityLinker(spacy.blank("en"))(doc)
    ((key, found),) = doc._.conflict_places.items()
    assert doc.text[slice(*map(int, key.split(":")))] == "Goma"
    assert found["from"] == "gn:216281"
    assert (found["km"], found["bearing"], found["radius_km"]) == (20.0, 0.0, 4.0)
    goma = doc._.conflict_entities["gn:216281"]
    assert kilometres((goma["lat"], goma["lon"]), (found["lat"], found["lon"])) == pytest.approx(20.0, abs=0.3)
    assert goma["precision"] == "exact"


def test_offsets_unlisted_village_stands_at_its_distance(make_doc: Callable[..., Doc]) -> None:
    words = ["in", "Qwumbala", ",", "20", "km", "north", "of", "Goma", ",", "DRC"]
    doc = make_doc(words)
    marks = [Mark(1, 2, "PLACE", "t", role="place"), Mark(7, 8, "PLACE", "t", role="place")]
    write_marks(doc, [*marks, Mark(9, 10, "COUNTRY", "t", role="place")])
    EntityLinker(spacy.blank("en"))(doc)
    village = doc._.conflict_entities["new:qwumbala"]
    assert kilometres((-1.68, 29.22), (village["lat"], village["lon"])) == pytest.approx(20.0, abs=2.0)
    assert (village["precision"], village["country"]) == ("admin", "COD")


def test_offsets_between_on_the_doc(make_doc: Callable[..., Doc]) -> None:
    doc = make_doc(["the", "road", "between", "Goma", "and", "Sake", "in", "DRC"])
    marks = [Mark(3, 4, "PLACE", "t", role="place"), Mark(5, 6, "PLACE", "t", role="place")]
    write_marks(doc, [*marks, Mark(7, 8, "COUNTRY", "t", role="place")])
    EntityLinker(spacy.blank("en"))(doc)
    ((key, found),) = doc._.conflict_places.items()
    assert doc.text[slice(*map(int, key.split(":")))] == "Goma and Sake"
    assert found["from"] == "gn:216281"
    assert doc._.conflict_entities[found["to"]]["name"] == "Sake"
    assert 5.0 < found["radius_km"] < 20.0
