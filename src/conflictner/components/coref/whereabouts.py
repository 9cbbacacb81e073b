"""The countries of the places beside a common noun: police who arrest people in Kundu are not those of Solvia."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from conflictner.annotations import Mark
from conflictner.components.coref.lexicon import NATIONAL
from conflictner.components.coref.phrases import Nominal
from conflictner.components.coref.scene import ASIDE, Scene

_LOCATIVE: Final = frozenset(("in", "at", "near", "from", "across", "around", "outside", "inside", "throughout"))
#: How far above a noun the text is read, in tokens.
_PARAGRAPH: Final = 80
_STATES: Final = frozenset(("COUNTRY", *NATIONAL))
_RULERS: Final = _STATES | {"PERSON"}
#: From a place to the noun or verb of which it tells where: "in the {town} of Kundu", "in Kundu and Tola".
_CLIMB: Final = 6


@dataclass(slots=True)
class Whereabouts:
    """Countries of places: ``beside`` the noun itself, in its ``clause``, in its ``sentence``; which ones are unknown.

    ``unknown`` says that a place of the clause has no country that we know.
    """

    beside: set[str] = field(default_factory=set)
    clause: set[str] = field(default_factory=set)
    sentence: set[str] = field(default_factory=set)
    unknown: bool = False

    @property
    def told(self) -> set[str]:
        """The nearest countries that are told at all."""
        return self.beside or self.clause


def whereabouts(scene: Scene, nominal: Nominal) -> Whereabouts:
    """The countries of the places in the sentence of a noun.

    Args:
        scene: The Doc.
        nominal: The noun.
    """
    found = Whereabouts()
    number = scene.sentence[nominal.noun]
    low = scene.first[number]
    high = scene.first[number + 1] if number + 1 < len(scene.first) else len(scene)
    verb = scene.verb_over(nominal.noun)
    seen: Mark | None = None
    for i in range(low, high):
        mark = scene.mark_at.get(i)
        if mark is None or mark is seen or not _is_place(scene, mark):
            continue
        seen = mark
        countries = set(scene.countries_of(mark))
        found.sentence |= countries
        root = scene.root(mark.start, mark.end)
        if _beside(scene, root, nominal.noun):
            found.beside |= countries
        elif scene.verb_over(root) == verb:
            found.clause |= countries
        else:
            continue
        found.unknown = found.unknown or not countries
    return found


def stated_before(scene: Scene, before: int, *, people: bool = False) -> tuple[frozenset[str], frozenset[str]]:
    """The countries of the nearest sentence above that tells where, and of all such sentences of the paragraph.

    A sentence that tells no place tells nothing, one that does tells whose forces act there as well.

    Args:
        scene: The Doc.
        before: The token; its own sentence is not read.
        people: Whether persons and states that act tell it too.
    """
    told: dict[int, set[str]] = {}
    placed: set[int] = set()
    number, paragraph = scene.sentence[before], scene.paragraph[before]
    for i in range(scene.first[number] - 1, max(before - _PARAGRAPH, 0) - 1, -1):
        if scene.paragraph[i] != paragraph:
            break
        mark = scene.mark_at.get(i)
        if mark is None or mark.mtype != "name" or scene.segment[i] in ASIDE:
            continue
        tells = _is_place(scene, mark) or (people and mark.kind in _RULERS and bool(scene.countries_of(mark)))
        if not tells and mark.kind not in _STATES:
            continue
        told.setdefault(scene.sentence[i], set()).update(scene.countries_of(mark))
        if tells:
            placed.add(scene.sentence[i])
    every = [countries for sentence, countries in told.items() if sentence in placed]
    return frozenset(every[0]) if every else frozenset(), frozenset().union(*every)


def confirmed(scene: Scene, country: str, before: int) -> bool:
    """Whether a text up to a token has a place, an actor or a force of a country, so that its army may be "the army".

    Args:
        scene: The Doc.
        country: ISO 3166 alpha-3.
        before: The token.
    """
    return any(
        mark.start < before
        and scene.segment[mark.start] not in ASIDE
        and (mark.kind == "PLACE" or mark.kind in NATIONAL or (mark.kind == "COUNTRY" and mark.role == "actor"))
        and country in scene.countries_of(mark)
        for mark in scene.marks
        if mark.mtype == "name"
    )


def only_aside(scene: Scene, country: str) -> bool:
    """Whether a country is only named as what somebody stands to: "close to Rutania", "at war with Rutania".

    Args:
        scene: The Doc.
        country: ISO 3166 alpha-3.
    """
    roots = []
    for mark in scene.marks:
        if mark.mtype == "name" and country in scene.countries_of(mark) and scene.segment[mark.start] not in ASIDE:
            root = scene.root(mark.start, mark.end)
            if mark.kind != "COUNTRY" or mark.role != "place" or scene.deps[root] != "pobj":
                return False
            roots.append(root)
    return bool(roots) and all(scene.lowers[scene.heads[root]] in ("to", "with", "about") for root in roots)


def _is_place(scene: Scene, mark: Mark) -> bool:
    """A town, or a country that only tells where; "Rutanian" and "Rutania-based" tell whose."""
    if mark.kind != "PLACE" and not (mark.kind == "COUNTRY" and mark.role == "place"):
        return False
    behind = scene.words[mark.end] if mark.end < len(scene) else ""
    return mark.mtype == "name" and not behind.startswith(("-", "‑")) and scene.pos[mark.end - 1] != "ADJ"


def _beside(scene: Scene, root: int, noun: int) -> bool:
    """Whether a place tells where the ones of a noun are: "police in {Kundu}", "soldiers in the town of {Kundu}"."""
    i = root
    for _ in range(_CLIMB):
        above = scene.heads[i]
        if above == i or scene.pos[above] in ("VERB", "AUX"):
            return False
        if above == noun:
            return scene.lowers[i] in _LOCATIVE
        i = above
    return False
