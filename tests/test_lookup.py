"""Names -> ids of a corpus: what is in it counts, several are told, nobody is told."""

from __future__ import annotations

import pytest

from conflictner.corpus.lookup import entity_of, is_id
from conflictner.errors import CorpusError
from conflictner.knowledge import Gazetteer, KnowledgeBase

THERE: dict[str, str | None] = {
    "arm:m23": "March 23 Movement",
    "cty:RWA": "Rwanda",
    "gov:RWA": "Government of Rwanda",
    "gn:216281": "Goma",
    "new:jean-odo": "Jean Odo",
    "new:odo-post": None,
}


def found(name: str, **more: str) -> str:
    return entity_of(name, {**THERE, **more}, KnowledgeBase.load(), Gazetteer.load())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("arm:m23", "arm:m23"),
        ("new:not-there", "new:not-there"),
        ("M23", "arm:m23"),
        ("march 23  movement", "arm:m23"),
        ("Rwanda", "cty:RWA"),  # and not its government, which it may stand for
        ("Goma", "gn:216281"),
        ("jean odo", "new:jean-odo"),
        ("Odo Post", "new:odo-post"),
    ],
)
def test_entity_of_a_name(name: str, expected: str) -> None:
    assert found(name) == expected


def test_entity_of_a_listed_name_that_is_not_there() -> None:
    assert found("Boko Haram") not in THERE


def test_entity_of_a_name_that_several_bear() -> None:
    with pytest.raises(CorpusError, match=r"E517.*'M23' may be arm:m23 \(March 23 Movement\), new:m23 \(M23\)"):
        found("M23", **{"new:m23": "M23"})


@pytest.mark.parametrize("name", ["Odo Brigade", "", "m 23 q"])
def test_entity_of_a_name_that_nobody_bears(name: str) -> None:
    with pytest.raises(CorpusError, match="E518"):
        found(name)


def test_is_id() -> None:
    assert [name for name in ("arm:m23", "gn:1", "M23", "Doha: talks", "own:odo-x") if is_id(name)] == [
        "arm:m23",
        "gn:1",
        "own:odo-x",
    ]
