"""Who somebody beside a noun belongs to: in "The group's chief negotiator, Sena Odo" the group is Odo's."""

from __future__ import annotations

from typing import Final

from conflictner.components.coref.phrases import Nominal
from conflictner.components.coref.scene import Scene

#: Between the noun and the name: "The group's {chief negotiator ,} Sena Odo".
_BETWEEN: Final = 7
_POSSESSIVE: Final = frozenset(("'s", "’s", "'", "’"))


def sides_beside(scene: Scene, nominal: Nominal) -> tuple[frozenset[str], frozenset[str]]:
    """The listed bodies of the person who stands beside a noun, and those tied to them; empty where nobody does.

    Args:
        scene: The Doc.
        nominal: A noun for a group.
    """
    person = _person_behind(scene, nominal) or _person_before(scene, nominal)
    if not person:
        return frozenset(), frozenset()
    orgs = frozenset(role.org for role in scene.kb.roles_of(person))
    tied = {end for org in orgs for link in scene.kb.links_of(org) for end in (link.source, link.target)}
    return orgs, frozenset(tied) | orgs


def _person_behind(scene: Scene, nominal: Nominal) -> str:
    """E.g. "the group's leader, Sena Odo", "the leader of the group, Sena Odo"."""
    i = nominal.end
    if i >= len(scene):
        return ""
    if scene.words[i] == "," and nominal.start and scene.lowers[nominal.start - 1] == "of":
        mark = scene.mark_at.get(i + 1)
        return mark.entity_id if mark is not None and mark.kind == "PERSON" else ""
    if scene.words[i] not in _POSSESSIVE:
        return ""
    commas = 0
    for j in range(i + 1, min(i + _BETWEEN, len(scene))):
        if scene.sentence[j] != scene.sentence[i] or scene.pos[j] in ("VERB", "AUX", "SCONJ", "CCONJ"):
            return ""
        mark = scene.mark_at.get(j)
        if mark is not None:
            return mark.entity_id if mark.kind == "PERSON" and mark.mtype == "name" else ""
        commas += scene.words[j] == ","
        if commas > 1:
            return ""
    return ""


def _person_before(scene: Scene, nominal: Nominal) -> str:
    """E.g. "Sena Odo, the group's leader,"."""
    comma = nominal.start - 1
    possessed = nominal.end < len(scene) and scene.words[nominal.end] in _POSSESSIVE
    if comma < 1 or not possessed or scene.words[comma] != ",":
        return ""
    mark = scene.mark_at.get(comma - 1)
    return mark.entity_id if mark is not None and mark.kind == "PERSON" and mark.mtype == "name" else ""
