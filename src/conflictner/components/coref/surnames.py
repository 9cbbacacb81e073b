"""A surname read as a place: after "Col. Sena Kundu" the Kundu of "Kundu said" is the colonel."""

from __future__ import annotations

from typing import Final

from conflictner.annotations import Mark
from conflictner.components.coref.lexicon import lexicon
from conflictner.components.coref.scene import Scene
from conflictner.text import fold

_RULE: Final = "coref:surname"
_SCORE: Final = 0.85


def take_surnames(scene: Scene) -> None:
    """Give places that speak to the one person of the text who was named before with that surname.

    Args:
        scene: The Doc; marks are changed.
    """
    places = [mark for mark in scene.marks if mark.kind == "PLACE" and _speaks(scene, mark)]
    if not places:
        return
    bearers: dict[str, list[Mark]] = {}
    for mark in scene.marks:
        if mark.kind == "PERSON" and mark.mtype == "name" and mark.entity_id and mark.end - mark.start > 1:
            bearers.setdefault(fold(scene.words[mark.end - 1]), []).append(mark)
    for place in places:
        named = [mark for mark in bearers.get(fold(scene.words[place.start]), ()) if mark.start < place.start]
        if len({mark.entity_id for mark in named}) == 1:
            place.role = "actor"
            scene.relink(place, named[0].entity_id, _RULE, _SCORE)


def _speaks(scene: Scene, mark: Mark) -> bool:
    """Whether a name of one word is the subject of a verb of saying: "{Kundu} said", "said {Kundu}"; not "in Kundu"."""
    if mark.mtype != "name" or mark.end - mark.start != 1 or scene.deps[mark.start] != "nsubj":
        return False
    return scene.lemma(scene.heads[mark.start]) in lexicon().saying
