"""Two of one sort that "its" may mean alike: a reading that takes one of them says that it is a guess."""

from __future__ import annotations

from typing import Final

from conflictner.components.coref.memory import Memory, Trace
from conflictner.components.coref.phrases import Found
from conflictner.components.coref.scene import Scene

#: Rules that take one of two by its place in the sentence, the sorts of actors among which either may be meant, and
#: the score that such a reading has at most.
_ONE_OF_TWO: Final = ("coref:owner", "coref:thing-salience")
_SORTS: Final = (frozenset(("COUNTRY", "GOVERNMENT")), frozenset(("ARMED_GROUP", "MILITARY", "POLICE")))
_EITHER: Final = 0.5


def either(scene: Scene, memory: Memory, found: Found, shut: set[str]) -> Found | None:
    """A reading of "it" or "its", scored low where another actor of the sort was named as lately; None for a pair.

    Args:
        scene: The Doc.
        memory: Who was mentioned before.
        found: The reading.
        shut: Whom the pronoun cannot mean.
    """
    chosen = memory.get(found.entity_id)
    if found.rule not in _ONE_OF_TWO or chosen is None:
        return found
    peers = [trace for trace in _peers(memory, chosen) if trace.entity_id not in shut]
    if any(_are_joined(scene, chosen.token, trace.token) for trace in peers):
        return None
    return Found(found.entity_id, found.rule, min(found.score, _EITHER)) if peers else found


def _peers(memory: Memory, chosen: Trace) -> list[Trace]:
    """Whoever is of one sort with an actor and was named as lately: "Rutania accused {Solvia} ... its army"."""
    sort = next((kinds for kinds in _SORTS if chosen.kind in kinds), frozenset((chosen.kind,)))
    return [
        trace
        for trace in memory.traces()
        if trace is not chosen and trace.kind in sort and trace.sentence >= chosen.sentence
    ]


def _are_joined(scene: Scene, left: int, right: int) -> bool:
    """Whether two names are one subject, of which "its" tells neither: "{Rutania} and {Solvia} signed"."""
    first, second = (_root(scene, token) for token in sorted((left, right)))
    return scene.deps[second] == "conj" and scene.heads[second] == first


def _root(scene: Scene, token: int) -> int:
    mark = scene.mark_at.get(token)
    return token if mark is None else scene.root(mark.start, mark.end)
