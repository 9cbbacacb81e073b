"""Bodies told by whose they are: "Kyiv's {foreign ministry}", "Rutania's {foreign office}", "the {General Staff}"."""

from __future__ import annotations

from typing import Final

from conflictner.annotations import Mark
from conflictner.components.coref.focus import focus, force_of
from conflictner.components.coref.scene import ASIDE, LOCAL, Scene, is_actor
from conflictner.text import fold, slug

_RULE: Final = "coref:owned"
_SCORE: Final = 0.75
#: What the only army of a text proves for a staff that names none.
_ALONE: Final = 0.6
_OWNED: Final = frozenset(("'s", "’s", "'", "’"))
_FIELDS: Final = frozenset(("foreign", "defence", "defense", "interior", "information", "justice", "finance", "health"))
_HEADS: Final = {"ministry": "GOVERNMENT", "office": "GOVERNMENT", "army": "MILITARY", "police": "POLICE"}
#: Who leads an army, by two words.
_STAFFS: Final = frozenset((("general", "staff"), ("high", "command"), ("army", "command"), ("military", "command")))
_BEHIND: Final = frozenset(("of", "for", "in"))
_BODIES: Final = frozenset(("GOVERNMENT", "MILITARY", "POLICE"))


def take_owned_bodies(scene: Scene) -> None:
    """Add ministries, armies and police behind the name of their country or its capital, and staffs of the one army.

    "Kundu's police" is the town's where Kundu is the capital: a capital has the state's ministries and army only.

    Args:
        scene: The Doc; mentions are added, ids of unlisted ministries changed to listed ones.
    """
    for mark in scene.marks:
        if mark.mtype == "name" and mark.kind == "GOVERNMENT" and mark.entity_id.startswith(LOCAL):
            _join_listed(scene, mark)
    for i, word in enumerate(scene.lowers):
        if word in _HEADS and i > 1:
            _take_body(scene, i)
        elif word in ("staff", "command") and i > 1:
            _take_staff(scene, i)


def _take_body(scene: Scene, i: int) -> None:
    kind = _HEADS[scene.lowers[i]]
    start = i - (scene.lowers[i - 1] in _FIELDS)
    if (kind == "GOVERNMENT") != (start < i) or start < 2 or not scene.free(start, i + 1):
        return
    owner = scene.mark_at.get(start - 2) if scene.lowers[start - 1] in _OWNED else None
    if owner is None or owner.end != start - 1 or scene.segment[i] in ASIDE:
        return
    country = _owner_country(scene, owner, kind)
    body = " ".join(scene.lowers[start : i + 1])
    entity_id = _listed(scene, country, body, kind) if country else ""
    if entity_id:
        scene.add(start, i + 1, entity_id, "nominal", _RULE, _SCORE)


def _owner_country(scene: Scene, owner: Mark, kind: str) -> str:
    """The country that a mention names, itself or by its capital; "" for any other town."""
    countries = scene.countries_of(owner)
    if len(countries) != 1 or owner.kind not in ("COUNTRY", "PLACE"):
        return ""
    actor = scene.kb.get(f"cty:{countries[0]}")
    if owner.kind == "COUNTRY" or actor is None:
        return countries[0] if owner.kind == "COUNTRY" else ""
    capital = kind != "POLICE" and fold(actor.capital) == fold(scene.text(owner.start, owner.end))
    return countries[0] if capital else ""


def _listed(scene: Scene, country: str, body: str, kind: str) -> str:
    """The listed body of a country that is called so; an unlisted ministry has the id of its full name."""
    if kind != "GOVERNMENT":
        return force_of(scene, country, kind)
    actor = scene.kb.get(f"cty:{country}")
    if actor is None or not actor.demonyms:
        return ""
    found = {
        body_.id
        for owner in (*actor.demonyms, actor.name)
        for body_ in scene.kb.find(f"{owner} {body}")
        if body_.kind in _BODIES and country in body_.country
    }
    if len(found) == 1:
        return found.pop()
    if found or body.endswith("office"):
        return ""
    name = f"{actor.demonyms[0]} {body}"
    entity_id = LOCAL + slug(name)
    scene.remember(entity_id, name, kind, country)
    scene.entity(entity_id, kind)
    return entity_id


def _join_listed(scene: Scene, mark: Mark) -> None:
    """Give "Rutania's defence ministry" the id of the ministry that a list knows as the Rutanian one."""
    words = scene.lowers[mark.start : mark.end]
    owned = next((i for i, word in enumerate(words) if word in _OWNED), -1)
    country = scene.countries_of(mark)
    body = words[owned + 1 :]
    if owned < 1 or len(country) != 1 or len(body) != 2 or body[0] not in _FIELDS or _HEADS.get(body[1]) != mark.kind:
        return
    entity_id = _listed(scene, country[0], " ".join(body), mark.kind)
    if entity_id and not entity_id.startswith(LOCAL):
        scene.relink(mark, entity_id, _RULE, _SCORE)


def _take_staff(scene: Scene, i: int) -> None:
    """Make "the {General Staff}" the army where the text has so far named that of one country, the one in focus."""
    start = i - 1
    behind = scene.lowers[i + 1] if i + 1 < len(scene) else ""
    bare = scene.lowers[start - 1] == "the" and behind not in _BEHIND
    if (scene.lowers[start], scene.lowers[i]) not in _STAFFS or not bare or not scene.free(start, i + 1):
        return
    if scene.segment[i] in ASIDE or (i + 1 < len(scene) and scene.pos[i + 1] in ("NOUN", "PROPN")):
        return
    armies = {
        country
        for mark in scene.marks
        if mark.kind == "MILITARY" and mark.start < start and is_actor(mark)
        for country in scene.countries_of(mark)
    }
    if len(armies) == 1 and armies <= {focus(scene)}:
        entity_id = force_of(scene, armies.pop(), "MILITARY")
        if entity_id:
            scene.add(start - 1, i + 1, entity_id, "nominal", _RULE, _ALONE)
