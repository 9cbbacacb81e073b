"""Distance phrases before a place name."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc

from conflictner.annotations import Mark, write_marks
from conflictner.components.linker import EntityLinker
from conflictner.components.linker.offsets import distance_before, spot
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
