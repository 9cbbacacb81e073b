"""The country that a document is about: whose army "the army" is."""

from __future__ import annotations

from typing import Final

from conflictner.components.coref.lexicon import NATIONAL
from conflictner.components.coref.scene import Scene

_ID: Final = {"MILITARY": "mil", "POLICE": "pol", "GOVERNMENT": "gov"}
#: Shares of the votes that the first country needs, alone and over the second one.
_SHARE: Final = 0.3
_LEAD: Final = 1.4


def focus(scene: Scene) -> str:
    """The ISO code of the country in focus, or "".

    Every name votes for its country; the first ones, headline and dateline among them, twice. A state's own army,
    government or country is stronger evidence than a group that only has its home there.
    """
    told = scene.doc._.conflict_segments.get("country")
    if told:
        return str(told)
    votes: dict[str, float] = {}
    # Counted once a name: twelve mentions of Rwanda in a text about Goma do not move Goma.
    seen: dict[tuple[str, str], int] = {}
    for rank, mark in enumerate(scene.marks):
        if mark.mtype != "name" or not mark.entity_id or mark.kind == "PERSON":
            continue
        countries = scene.countries_of(mark)
        if not countries or len(countries) > 3:
            continue
        times = seen.get((mark.entity_id, mark.role), 0)
        seen[mark.entity_id, mark.role] = times + 1
        weight = (2.0 if rank < 6 else 1.0) * (1.0 if times == 0 else 0.4 if times < 4 else 0.1) / len(countries)
        for country in countries:
            votes[country] = votes.get(country, 0.0) + weight
    if not votes:
        return ""
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    best = ranked[0][1]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0] if best >= _SHARE * sum(votes.values()) and best >= _LEAD * second and best >= 1.5 else ""


def force_of(scene: Scene, country: str, kind: str) -> str:
    """The id of the main army, police or government of a country, "" where none is listed.

    Args:
        scene: The Doc.
        country: ISO 3166 alpha-3.
        kind: MILITARY, POLICE or GOVERNMENT.
    """
    if not country or kind not in NATIONAL:
        return ""
    listed = scene.kb.forces_of(country, kind)
    return listed[0].id if listed and listed[0].id == f"{_ID[kind]}:{country}" else ""
