"""Governments and forces told by whose they are: "the {army} of Chad", "Sena Odo's {troops}", "the Odo {junta}".

The country or the ruler beside the noun decides alone: in a story about Mali "the junta in Niger" is Niger's.
"""

from __future__ import annotations

from typing import Final

from conflictner.annotations import Mark
from conflictner.components.coref.focus import force_of
from conflictner.components.coref.lexicon import lexicon
from conflictner.components.coref.scene import ASIDE, Scene
from conflictner.text import fold

_OF_COUNTRY: Final = "coref:of-country"
_OF_RULER: Final = "coref:of-ruler"
_SCORE: Final = 0.85
_RULED: Final = 0.75
_GOVERNMENTS: Final = frozenset(("government", "administration", "regime", "junta", "authorities", "cabinet"))
_ARMIES: Final = frozenset(("army", "military", "forces", "troops", "soldiers"))
_BODIES: Final = {
    **dict.fromkeys(_GOVERNMENTS, "GOVERNMENT"),
    **dict.fromkeys(_ARMIES, "MILITARY"),
    "police": "POLICE",
    # No state's: of a warlord alone.
    **dict.fromkeys(("fighters", "rebels", "militia", "militiamen", "gunmen"), "ARMED_GROUP"),
}
#: Words under which it is still the one of the country; "the rebel government of Kundu" is another one.
_PLAIN: Final = {
    "GOVERNMENT": frozenset(
        (
            *("military", "federal", "central", "national", "transitional", "interim", "ruling", "civilian", "current"),
            *("elected", "democratic", "caretaker", "recognised", "recognized", "internationally", "embattled"),
        )
    ),
    "MILITARY": frozenset(("armed", "security", "defence", "defense", "regular", "national", "government")),
    "POLICE": frozenset(("national", "federal")),
    "ARMED_GROUP": frozenset(("rebel", "militia", "paramilitary")),
}
_OWNED: Final = frozenset(("'s", "’s", "'", "’"))
_BESIDE: Final = frozenset(("neighbouring", "neighboring", "warring"))
#: Where others than the recognised government have sat in the capital, or in a second one, for years.
_CONTESTED: Final = frozenset(("YEM", "LBY", "SDN"))
#: Between "of" and the name: "the government of {neighbouring} Rutania", "of {interim President} Odo".
_NEAR: Final = 4
_HEADS: Final = 3


def take_ruled_bodies(scene: Scene) -> None:
    """Add the governments, armies and police that a country or a ruler beside the noun tells.

    Args:
        scene: The Doc; mentions are added.
    """
    for i, word in enumerate(scene.lowers):
        kind = _BODIES.get(word)
        if kind is None or i in scene.mark_at or scene.segment[i] in ASIDE:
            continue
        start = i
        while start and i - start < _NEAR and scene.lowers[start - 1] in _PLAIN[kind]:
            start -= 1
        if not scene.free(start, i + 1) or scene.words[i + 1 : i + 2] == ["-"]:
            continue
        told = _behind(scene, start, i, kind) or _before(scene, start, i, kind)
        if told is not None:
            entity_id, rule, score = told
            first = start - (start > 0 and scene.lowers[start - 1] == "the" and scene.free(start - 1, start))
            scene.add(first, i + 1, entity_id, "nominal", rule, score)


def _behind(scene: Scene, start: int, i: int, kind: str) -> tuple[str, str, float] | None:
    """The owner behind the noun: "the army {of Chad}", "the junta leader {in Niger}", "troops {of General Odo}"."""
    link = i + 1
    if scene.lowers[i] in lexicon().sides:
        while link < len(scene) and link - i <= _HEADS and _is_office(scene, link):
            link += 1
    size = len(scene)
    preposition = scene.lowers[link] if link < size else ""
    alone = link == i + 1
    if preposition == "in" and kind != "GOVERNMENT":
        # "The army in Kundu" may be anybody's
        return None
    if preposition not in ("of", "in", "under") or (alone and not _opens(scene, start)):
        return None
    owner = _named_behind(scene, link + 1)
    if owner is None or scene.sentence[owner.start] != scene.sentence[i]:
        return None
    behind = scene.lowers[owner.end] if owner.end < size else ""
    if owner.kind == "PERSON":
        return _of_ruler(scene, owner, kind) if preposition != "in" and alone else None
    if preposition == "under" or behind == "-" or behind in _OWNED or _joined(scene, owner):
        return None
    return _of_country(scene, owner, kind, by_capital=preposition == "in")


def _opens(scene: Scene, start: int) -> bool:
    """Whether nothing but "the" stands before the noun phrase: not "a government", "Houthi government"."""
    if not start or scene.sentence[start - 1] != scene.sentence[start] or scene.lowers[start - 1] == "the":
        return True
    # "Armed forces of Chad shelled": without an article it opens a clause, "he left government in Chad" does not
    return scene.pos[start - 1] in ("PUNCT", "CCONJ", "SCONJ") and scene.lowers[start] in ("authorities", "armed")


def _is_office(scene: Scene, j: int) -> bool:
    """As in "junta {leader}", "government {spokesman}"."""
    return scene.free(j, j + 1) and scene.lowers[j] in lexicon().side_heads


def _named_behind(scene: Scene, j: int) -> Mark | None:
    """The first name of a noun phrase, its article, its adjectives and a ruler's title passed over."""
    for k in range(j, min(j + _NEAR, len(scene))):
        mark = scene.mark_at.get(k)
        if mark is not None:
            return mark if mark.mtype == "name" and (k == j or mark.kind in ("PERSON", "COUNTRY")) else None
        told = scene.pos[k] in ("DET", "ADJ", "PROPN", "NOUN") or scene.lowers[k] in _BESIDE
        if not told and not scene.lowers[k].endswith("."):
            return None
        if scene.lowers[k] in lexicon().other - _BESIDE:
            # "the government of former president Odo" is no more
            return None
    return None


def _joined(scene: Scene, owner: Mark) -> bool:
    """Whether two countries are the owners: "the army of {Chad and Mali}"."""
    other = scene.mark_at.get(owner.end + 1)
    return other is not None and other.kind == owner.kind and scene.lowers[owner.end] in ("and", "or", ",")


def _of_country(scene: Scene, owner: Mark, kind: str, *, by_capital: bool) -> tuple[str, str, float] | None:
    countries = scene.countries_of(owner)
    if len(countries) != 1 or owner.kind not in ("COUNTRY", "PLACE"):
        return None
    if owner.kind == "PLACE":
        actor = scene.kb.get(f"cty:{countries[0]}")
        capital = actor is not None and fold(actor.capital) == fold(scene.text(owner.start, owner.end))
        capital = capital and countries[0] not in _CONTESTED
        if not (by_capital and capital) and owner.entity_id != f"cty:{countries[0]}":
            return None
    entity_id = force_of(scene, countries[0], kind)
    return (entity_id, _OF_COUNTRY, _SCORE) if entity_id else None


def _before(scene: Scene, start: int, i: int, kind: str) -> tuple[str, str, float] | None:
    """The ruler before the noun: "{Odo}'s government", "the {Odo} administration"."""
    at = start - 1
    if at < 0:
        return None
    possessed = scene.lowers[at] in _OWNED
    owner = scene.mark_at.get(at - possessed)
    if owner is None or owner.kind != "PERSON" or owner.mtype != "name" or owner.end != at + (not possessed):
        return None
    if not possessed and (kind != "GOVERNMENT" or scene.lowers[i] == "authorities"):
        # "Haftar forces" are a name, "Odo police" a town's
        return None
    return _of_ruler(scene, owner, kind)


def _of_ruler(scene: Scene, owner: Mark, kind: str) -> tuple[str, str, float] | None:
    """The body of which a person is the listed head by the day of the text; a ruler of before rules no more."""
    roles = [
        role
        for role in scene.kb.roles_of(owner.entity_id, scene.date)
        if role.role_class in ("executive", "military") and role.org.startswith(("gov:", "mil:", "arm:"))
    ]
    if not scene.date and any(role.end for role in roles):
        return None
    armed = {role.org for role in roles if role.org.startswith("arm:")}
    if kind in ("MILITARY", "ARMED_GROUP") and armed:
        return (armed.pop(), _OF_RULER, _RULED) if len(armed) == 1 else None
    if kind == "GOVERNMENT":
        # "Governor Odo's administration" is that of her province
        over = {role.org for role in roles if role.org.startswith("gov:")}
        main = {org for org in over if len(org) == len("gov:XXX")} or over
        return (main.pop(), _OF_RULER, _RULED) if len(main) == 1 else None
    states = {role.org[4:] for role in roles if len(role.org) == len("gov:XXX")}
    entity_id = force_of(scene, states.pop(), kind) if len(states) == 1 else ""
    return (entity_id, _OF_RULER, _RULED) if entity_id else None
