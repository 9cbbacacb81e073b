"""A body named short of its land: "the Interim Administration" in a text on Tigray is that of Tigray.

Also "the Kalu Army, as the Bora Clan is known": two names of one body, of which a list may know only one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from conflictner.annotations import Mark
from conflictner.components.coref.scene import LOCAL, Scene, is_actor

#: Bodies that are called so; of a party's short name every country has one.
_BODIES: Final = frozenset(("ARMED_GROUP", "MILITARY", "POLICE", "GOVERNMENT", "ORG", "PEACEKEEPING", "NGO"))
_UNLISTED: Final = frozenset((*_BODIES, "PARTY", "IGO", "PEOPLE"))
#: Lands of a text that are tried, the first ones; lists of places go on.
_LANDS: Final = 12
#: What the land alone proves, and what a text that says it proves.
_SHORT: Final = 0.7
_SAID: Final = 0.8
#: Tokens from the one name to the end of what says that they are one.
_REACH: Final = 9
_AS: Final = frozenset(("known", "called", "itself", "themselves", "dubbed"))


def join_lands(scene: Scene) -> None:
    """Give unlisted bodies the listed one of a land that the text names, or the one that the text says they are.

    Args:
        scene: The Doc; marks are changed.
    """
    unlisted = [mark for mark in scene.marks if _may_join(mark)]
    if not unlisted:
        return
    lands = _lands(scene)
    found: dict[str, str] = {}
    for mark in unlisted:
        name = scene.text(mark.start, mark.end)
        if mark.end - mark.start > 1 and name not in found:
            found[name] = _of_land(scene, name, lands)
        if found.get(name):
            scene.relink(mark, found[name], "coref:land", _SHORT)
    told = {short.entity_id: long.entity_id for short, long in _said_to_be(scene)}
    for mark in unlisted:
        if mark.entity_id in told:
            scene.relink(mark, told[mark.entity_id], "coref:known-as", _SAID)


def _may_join(mark: Mark) -> bool:
    return mark.mtype == "name" and mark.entity_id.startswith(LOCAL) and mark.kind in _UNLISTED


def _lands(scene: Scene) -> dict[str, tuple[str, ...]]:
    """The names of countries and places of the text with their countries, adjectives of countries too."""
    lands: dict[str, tuple[str, ...]] = {}
    for mark in scene.marks:
        if mark.kind not in ("PLACE", "COUNTRY") or len(lands) >= _LANDS:
            continue
        countries = scene.countries_of(mark)
        if not countries:
            continue
        lands.setdefault(scene.text(mark.start, mark.end), countries)
        actor = scene.kb.get(mark.entity_id)
        for word in (actor.name, *actor.demonyms) if actor is not None else ():
            lands.setdefault(word, countries)
    return lands


def _of_land(scene: Scene, name: str, lands: dict[str, tuple[str, ...]]) -> str:
    """The one listed body that is called so with its land: "Joint Forces" with Darfur, "of Colombia" behind it."""
    found = set()
    for land, countries in lands.items():
        for form in (f"{land} {name}", f"{name} of {land}"):
            for entry in scene.kb.index.find(form):
                actor = scene.kb.get(entry.entity_id)
                own = actor is not None and actor.kind in _BODIES and not set(countries).isdisjoint(actor.country)
                if own and entry.alias_class == "strong" and entry.rule != "kb:pattern":
                    found.add(entry.entity_id)
    return found.pop() if len(found) == 1 else ""


def _said_to_be(scene: Scene) -> Iterator[tuple[Mark, Mark]]:
    """An unlisted and a listed name of one body: "the {Kalu Army}, as the {Bora Clan} likes to be known"."""
    names = [mark for mark in scene.marks if mark.mtype == "name" and mark.kind in _UNLISTED and is_actor(mark)]
    for left, right in pairwise(sorted(names, key=lambda mark: mark.start)):
        between = [word for word in scene.lowers[left.end : right.start] if word != "the"]
        if between != [",", "as"] or scene.sentence[left.start] != scene.sentence[right.start]:
            continue
        behind = scene.lowers[right.end : right.end + _REACH]
        stop = min([behind.index(mark) for mark in (",", ".", ";") if mark in behind], default=len(behind))
        if not _AS.isdisjoint(behind[:stop]) and left.entity_id != right.entity_id and _may_join(left):
            yield left, right
