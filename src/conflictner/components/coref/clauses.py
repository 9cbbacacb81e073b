"""A title and its name with a clause between them: "The general who commands the task force, Sena Odo, told ..."."""

from __future__ import annotations

from typing import Final

from conflictner.annotations import Mark
from conflictner.components.coref.lexicon import lexicon
from conflictner.components.coref.scene import LOCAL, Scene

#: How long such a clause is at most, in tokens.
_LONGEST: Final = 16
_RELATIVE: Final = frozenset(("who", "whose"))
_ARTICLES: Final = frozenset(("the", "a", "an"))
_MODIFIERS: Final = 3


def title_before_clause(scene: Scene, mark: Mark) -> int:
    """The role noun whose relative clause ends at the comma before a name; -1 where there is none.

    Args:
        scene: The Doc.
        mark: A name.
    """
    comma = mark.start - 1
    if comma < 3 or scene.words[comma] != "," or not _closed(scene, mark.end, scene.sentence[comma]):
        return -1
    for i in range(comma - 1, max(comma - _LONGEST, 0), -1):
        if scene.sentence[i] != scene.sentence[comma] or scene.words[i] in (",", ";", ":", "(", ")", '"', "“", "”"):
            return -1
        if scene.lowers[i] in _RELATIVE:
            noun = i - 1
            return noun if scene.lowers[noun] in lexicon().persons and _definite(scene, noun) else -1
    return -1


def name_behind_clause(scene: Scene, noun: int) -> Mark | None:
    """The name of the person whom a role noun with a relative clause introduces.

    Args:
        scene: The Doc.
        noun: The role noun.
    """
    if noun + 1 >= len(scene) or scene.lowers[noun + 1] not in _RELATIVE:
        return None
    for i in range(noun + 2, min(noun + 1 + _LONGEST, len(scene) - 1)):
        if scene.words[i] == ",":
            mark = scene.mark_at.get(i + 1)
            named = mark is not None and mark.kind == "PERSON" and mark.start == i + 1
            return mark if named and mark is not None and title_before_clause(scene, mark) == noun else None
    return None


def make_persons(scene: Scene) -> None:
    """Make persons of local names that stand behind such a title, whatever the base model took them for.

    Args:
        scene: The Doc; marks and entities are changed.
    """
    persons = {
        mark.entity_id
        for mark in scene.marks
        if mark.kind not in ("PERSON", "COUNTRY")
        and mark.entity_id.startswith(LOCAL)
        and 1 < mark.end - mark.start <= 4
        and all(word[:1].isupper() and not word.isupper() for word in scene.words[mark.start : mark.end])
        and title_before_clause(scene, mark) >= 0
    }
    if not persons:
        return
    for mark in scene.marks:
        if mark.entity_id in persons:
            mark.kind, mark.role = "PERSON", "actor"
    for entity_id in persons:
        scene.known[entity_id] = {**scene.known.get(entity_id, {}), "kind": "PERSON"}
        scene.entity(entity_id).kind = "PERSON"


def _closed(scene: Scene, end: int, sentence: int) -> bool:
    """Whether a comma or the verb follows the name: "..., Sena Odo, told" and "..., Sena Odo said"."""
    if end >= len(scene) or scene.sentence[end] != sentence:
        return True
    return scene.words[end] == "," or scene.pos[end] in ("VERB", "AUX", "PUNCT")


def _definite(scene: Scene, noun: int) -> bool:
    """Whether an article opens the phrase of a role noun: "The {retired} general"."""
    return any(scene.lowers[i] in _ARTICLES for i in range(max(noun - 1 - _MODIFIERS, 0), noun))
