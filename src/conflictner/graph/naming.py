"""The attributes of a node: those that most mentions of the entity give."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

#: An entity as some mentions of it show it: id, listed name, its words, kind, country, latitude, longitude.
Profile = tuple[Any, ...]


def name_entities(profiles: list[Profile], counts: Ints, seen: Flags) -> tuple[list[str], list[dict[str, Any]], Ints]:
    """The entities in order, the attributes that most mentions give each, and the entity of each profile."""
    entities = sorted({profile[0] for profile, there in zip(profiles, seen.tolist(), strict=True) if there})
    code = {entity: i for i, entity in enumerate(entities)}
    votes: list[list[Profile]] = [[] for _ in entities]
    for profile, count, there in zip(profiles, counts.tolist(), seen.tolist(), strict=True):
        if there:
            votes[code[profile[0]]].append((count, *profile[1:]))
    nodes = [_node(entity, vote) for entity, vote in zip(entities, votes, strict=True)]
    return entities, nodes, np.array([code.get(profile[0], -1) for profile in profiles], np.int64)


def _node(entity: str, votes: list[Profile]) -> dict[str, Any]:
    if len(votes) == 1:  # nearly always
        _, listed, surface, kind, country, lat, lon = votes[0]
        point = _point(lat, lon)
    else:
        listed, surface, kind, country = (_choose([(vote[0], vote[at]) for vote in votes]) for at in (1, 2, 3, 4))
        point = _choose([(vote[0], _point(vote[5], vote[6])) for vote in votes])
    node = {"name": listed or surface or entity}
    if kind:
        node["entity_type"] = kind
    if country:
        node["country"] = country
    if point:
        node["lat"], node["lon"] = point
    return node


def _point(lat: float | None, lon: float | None) -> tuple[float, float] | None:
    if lat is None or lon is None or not (math.isfinite(lat) and math.isfinite(lon)):
        return None
    return float(lat), float(lon)


def _choose(votes: Iterable[tuple[int, Any]]) -> Any:
    """The value with most votes, the smaller one on a tie; None where nothing is known."""
    tally: dict[Any, int] = {}
    for count, value in votes:
        if value:
            tally[value] = tally.get(value, 0) + count
    return min(tally, key=lambda value: (-tally[value], value)) if tally else None
