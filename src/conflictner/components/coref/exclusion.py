"""Who a pronoun cannot mean: the other argument of its clause, the other side of a fight, whom a question is about."""

from __future__ import annotations

from typing import Final

from conflictner.components.coref.lexicon import PERSON_PRONOUNS
from conflictner.components.coref.scene import Scene

#: How long a question before its answer is at most, in tokens.
_WIDE: Final = 60
#: Whose positions are shelled are not the sheller's own: "the army bombed their camps".
_HOSTILE: Final = frozenset(
    {"attack", "bomb", "bombard", "shell", "strike", "hit", "raid", "ambush", "target", "storm", "overrun", "pound"}
    | {"capture", "seize", "destroy", "loot", "burn", "torch", "encircle", "besiege", "kill", "accuse", "condemn"}
)
_CLAIMS: Final = frozenset(
    {"allegation", "allegations", "charge", "charges", "accusation", "accusations", "claim", "claims"}
)
_REFUSING: Final = frozenset({"deny", "reject", "dismiss", "refute", "dispute"})


def excluded(scene: Scene, i: int) -> set[str]:
    """The entities that a pronoun cannot mean, by where it stands.

    Args:
        scene: The Doc.
        i: The pronoun's token.
    """
    return _same_clause(scene, i) | _opponent(scene, i) | _asked_about(scene, i)


def _asked_about(scene: Scene, i: int) -> set[str]:
    """Who is in the question: "Asked about {Odo}, he said", "Asked if {Sule} had fled, she laughed"."""
    first = scene.first[scene.sentence[i]]
    if scene.deps[i] != "nsubj" or i - first > _WIDE or scene.lowers[first] not in ("asked", "pressed", "questioned"):
        return set()
    marks = [scene.mark_at[j] for j in range(first, i) if j in scene.mark_at]
    # "Asked about {her} vote ..., she": her own, so names only
    return {mark.entity_id for mark in marks if mark.mtype == "name" and mark.entity_id}


def _opponent(scene: Scene, i: int) -> set[str]:
    """Who cannot be meant because he stands on the other side.

    "Odo accuses Sule of arming the rebels, an allegation he denies": not Odo. "The army shelled their positions": not
    the army's.
    """
    dep, verb = scene.deps[i], scene.heads[i]
    if dep == "nsubj" and scene.lemma(verb) in _REFUSING and scene.deps[verb] in ("relcl", "acl"):
        noun = scene.heads[verb]
        above = scene.verb_over(noun)
        if scene.lowers[noun] in _CLAIMS and above >= 0:
            accusers = set()
            for _ in range(4):
                accusers.add(scene.who(scene.subject_of(above)))
                if scene.matrix(above) < 0:
                    break
                above = scene.matrix(above)
            return accusers - {""}
    if dep == "poss" and scene.deps[verb] in ("dobj", "nsubjpass") and scene.pos[scene.heads[verb]] == "VERB":
        action = scene.heads[verb]
        if scene.lemma(action) in _HOSTILE:
            return {scene.who(scene.subject_of(action))} - {""}
    return set()


def _same_clause(scene: Scene, i: int) -> set[str]:
    """Who cannot be meant: the subject for an object pronoun ("Odo met him"), the noun for its own possessor."""
    shut: set[str] = set()
    dep = scene.deps[i]
    if dep in ("dobj", "dative", "iobj", "pobj"):
        verb = scene.verb_over(i)
        if verb >= 0:
            shut.add(scene.who(scene.subject_of(verb)))
    elif dep == "poss":
        if scene.lowers[i] not in PERSON_PRONOUNS:
            return shut
        # "his spokesman, Ali Odo": not Odo's
        noun = scene.heads[i]
        shut.add(scene.owner.get(noun, ""))
        shut.update(scene.owner.get(child, "") for child in scene.children[noun] if scene.deps[child] == "appos")
        if scene.deps[noun] == "appos":
            shut.add(scene.owner.get(scene.heads[noun], ""))
    elif dep in ("nsubj", "nsubjpass"):
        verb = scene.heads[i]
        shut.update(
            scene.owner.get(c, "") for c in scene.children[verb] if scene.deps[c] in ("dobj", "dative", "agent")
        )
    shut.discard("")
    return shut
