"""The "it" that points to nothing: "it is clear that", "it was not us", "it took two days"."""

from __future__ import annotations

from typing import Final

from conflictner.components.coref.lexicon import lexicon
from conflictner.components.coref.scene import Scene

_BE: Final = frozenset(
    ("be", "seem", "appear", "become", "remain", "take", "make", "mean", "rain", "snow", "happen", "turn")
)
_CLAUSES: Final = frozenset(("ccomp", "xcomp", "advcl", "csubj", "csubjpass", "relcl"))
#: What is true, late or a pity is a statement, an hour or an act, hardly ever an actor.
_OF_ACTS: Final = frozenset(
    (
        *("true", "false", "untrue", "clear", "unclear", "possible", "impossible", "likely", "unlikely", "probable"),
        *("evident", "obvious", "certain", "uncertain", "unknown", "known", "important", "essential", "crucial"),
        *("necessary", "unnecessary", "vital", "imperative", "hard", "difficult", "easy", "enough", "sad", "tragic"),
        *("wrong", "right", "good", "bad", "better", "worse", "best", "fair", "unfair", "strange", "shameful"),
        *("unacceptable", "acceptable", "inconceivable", "unthinkable", "unfortunate", "regrettable", "surprising"),
        *("worth", "too", "time", "late", "early", "dark", "cold", "hot", "over", "quiet", "calm", "terrible"),
        *("horrible", "awful", "horrific", "nonsense", "absurd", "ridiculous", "unbelievable", "urgent", "premature"),
        *("natural", "normal", "logical", "doubtful", "plain", "apparent", "inevitable", "heartbreaking", "over"),
    )
)
#: Without an object these are done by roads, fires and talks: "it could {open} within months".
_OF_THINGS: Final = frozenset(
    ("open", "reopen", "close", "explode", "erupt", "burn", "crash", "sink", "expire", "last", "end", "begin", "start")
)
#: Who is ready or willing to do something is an actor: "It is {ready} to talk", not "It is hard to talk".
_OF_ACTORS: Final = frozenset(
    ("ready", "willing", "able", "unable", "unwilling", "prepared", "determined", "keen", "eager", "reluctant")
)
#: "It is {up} to them", "It is {about} power", "It was {in} Kundu that": prepositions and adverbs behind it.
_ABOUT: Final = frozenset(("up", "about", "over", "like", "because", "there", "here", "then", "not", "why", "how"))
#: What an actor may be besides a group: "It is a {member} of the alliance".
_MEMBERS: Final = frozenset(
    (
        *("member", "part", "ally", "partner", "party", "signatory", "wing", "arm", "branch", "offshoot", "successor"),
        *("enemy", "rival", "target", "actor", "player", "body", "organisation", "organization", "network", "sponsor"),
        *("state", "nation", "country", "power", "broker", "mediator", "guarantor", "supplier", "backer", "donor"),
    )
)


def is_expletive(scene: Scene, i: int) -> bool:
    """Whether "it" points to no actor: "it is clear that", "it was announced that", "it is not a war".

    Args:
        scene: The Doc.
        i: The token of "it".
    """
    dep, verb = scene.deps[i], scene.heads[i]
    if dep == "expl":
        return True
    if scene.deps[verb] == "aux":
        # "It {was} raining": a wrong turn of the parser
        verb = scene.heads[verb]
    lemma = scene.lemma(verb)
    clauses = [c for c in scene.children[verb] if scene.deps[c] in _CLAUSES]
    if dep == "nsubjpass":
        return lemma in lexicon().saying and bool(clauses)
    if dep == "nsubj" and lemma in _BE:
        predicate = [c for c in scene.children[verb] if scene.deps[c] in ("acomp", "attr", "prep", "advmod")]
        below = [c for p in predicate for c in scene.children[p] if scene.deps[c] in ("ccomp", "xcomp", "acl", "relcl")]
        if any(scene.lowers[p] in _OF_ACTORS for p in predicate):
            return False
        if clauses or below or lemma in ("rain", "snow", "seem", "appear", "happen"):
            return True
        return lemma == "be" and any(_no_actor(scene, p) for p in predicate)
    if dep == "nsubj" and lemma in _OF_THINGS and not any(scene.deps[c] == "dobj" for c in scene.children[verb]):
        return True
    # "make it clear that", "find it hard to"
    return (
        dep in ("dobj", "nsubj")
        and scene.pos[verb] in ("VERB", "ADJ")
        and i + 1 < len(scene)
        and scene.pos[i + 1] == "ADJ"
    )


def _no_actor(scene: Scene, predicate: int) -> bool:
    """Whether what "it" is said to be is nothing that an actor is: "a war", "us", "not true"."""
    dep, word = scene.deps[predicate], scene.lowers[predicate]
    if dep == "attr":
        mark = scene.mark_at.get(predicate)
        if mark is not None or scene.pos[predicate] == "PROPN":
            # "It was Hamas": who did it, not what Hamas is
            return True
        table = lexicon()
        kind = word in table.groups or word in table.people_of or word in _MEMBERS
        return not kind and scene.lemma(predicate) not in table.groups
    if dep == "acomp":
        return word in _OF_ACTS
    return word in _ABOUT and word != "not"
