"""Kin share a surname: in "His sister, Fatima Odo, said" the brother is the Odo of the sentence before."""

from __future__ import annotations

from typing import Final

from conflictner.components.coref.lexicon import PERSON_PRONOUNS
from conflictner.components.coref.memory import Memory, Trace
from conflictner.components.coref.scene import Scene
from conflictner.text import fold

_KIN: Final = frozenset(
    (
        *("sister", "brother", "wife", "husband", "mother", "father", "son", "daughter", "uncle", "aunt", "cousin"),
        *("nephew", "niece", "widow", "widower", "grandson", "granddaughter", "grandmother", "grandfather", "twin"),
        *("brothers", "sisters", "sons", "daughters", "cousins", "relative", "half-brother", "stepson", "stepfather"),
    )
)
#: How far behind the noun of kinship the name stands: "his {elder} brother and aide, Ali Odo".
_NEAR: Final = 6
#: How many sentences of the story back the other one is named.
_BACK: Final = 3


def is_kin(scene: Scene, i: int) -> bool:
    """Whether a pronoun tells whose kin somebody is: "{his} father".

    Args:
        scene: The Doc.
        i: The pronoun's token.
    """
    noun = scene.heads[i]
    return scene.deps[i] == "poss" and scene.lowers[i] in ("his", "her") and scene.lowers[noun] in _KIN


def relative_of(scene: Scene, memory: Memory, i: int) -> str:
    """The one person before a pronoun who shares a surname with the kin behind it, "" where none or several do.

    Args:
        scene: The Doc.
        memory: Who was mentioned before.
        i: The token of "his" or "her".
    """
    noun = scene.heads[i]
    if not is_kin(scene, i):
        return ""
    kin = ""
    for j in range(noun + 1, min(noun + _NEAR, len(scene))):
        if scene.sentence[j] != scene.sentence[noun] or scene.words[j] in (".", ";", ":", "(", '"', "”", "“"):
            break
        mark = scene.mark_at.get(j)
        if mark is not None and mark.kind == "PERSON" and mark.end - mark.start > 1:
            kin, surname = mark.entity_id, fold(scene.words[mark.end - 1])
            break
    if not kin:
        return ""
    gender = PERSON_PRONOUNS[scene.lowers[i]]

    def bears(trace: Trace) -> bool:
        entity = scene.entities.get(trace.entity_id)
        return (
            entity is not None
            and entity.kind == "PERSON"
            and entity.id != kin
            and entity.gender in ("", gender)
            and surname in entity.words
            and scene.clock[i] - trace.sentence <= _BACK
        )

    found = memory.ranked(scene.clock[i], bears)
    return found[0][1].entity_id if len(found) == 1 else ""
