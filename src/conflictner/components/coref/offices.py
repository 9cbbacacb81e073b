"""Offices that stand for a person: "the governor", "the officer", "the president"."""

from __future__ import annotations

from typing import Final
from weakref import WeakKeyDictionary

from conflictner.components.coref.clauses import name_behind_clause
from conflictner.components.coref.focus import force_of
from conflictner.components.coref.forces import best_of
from conflictner.components.coref.introductions import OTHER_OFFICE, office_at
from conflictner.components.coref.lexicon import SPOKES, lexicon
from conflictner.components.coref.memory import Memory, Trace
from conflictner.components.coref.phrases import DEFINITE, Found, Nominal, is_title
from conflictner.components.coref.scene import Scene
from conflictner.knowledge import Role

#: Why an office was left alone.
UNDATED: Final = "undated"
_HELD: Final = frozenset(("president", "prime minister", "foreign minister", "defence minister", "defense minister"))
_OFFICERS: Final = frozenset(("officer", "commander", "soldier"))

#: How far from a name stands what its office is of, in tokens.
_BESIDE: Final = 6

#: The score of one of several who hold an office of that name.
_ONE_OF_TWO: Final = 0.6
_SEATS: Final[WeakKeyDictionary[Scene, dict[str, set[str]]]] = WeakKeyDictionary()

_FREE_MODIFIERS: Final = frozenset(
    ("military", "army", "police", "rebel", "government", "embattled", "veteran", "senior")
)


def person(scene: Scene, memory: Memory, nominal: Nominal, country: str) -> Found | None:
    """The person whom the text introduced by this noun; else the one officer at hand; else who holds the office."""
    if is_title(scene, nominal.noun):
        return None
    named = name_behind_clause(scene, nominal.noun)
    if named is not None:
        return Found(named.entity_id, "coref:apposition", 0.85) if named.entity_id else None
    now = scene.clock[nominal.noun]
    noun = office_at(scene, nominal.noun)
    gender = lexicon().persons[nominal.text][1]

    def accept(trace: Trace) -> bool:
        entity = scene.entities.get(trace.entity_id)
        if entity is None or entity.kind != "PERSON" or (gender and entity.gender not in ("", gender)):
            return False
        return _titled(entity.nouns, noun)

    ranked = memory.ranked(now, accept, slow=True)
    words = scene.lowers[nominal.start : nominal.noun]
    modifiers = {word for word in words if word not in DEFINITE and word not in OTHER_OFFICE and word != "-"}
    if modifiers and ranked:
        # "the deputy governor" is not the governor
        ranked = [(v, t) for v, t in ranked if modifiers <= scene.entities[t.entity_id].nouns | _FREE_MODIFIERS]
    seat = _seat(scene, nominal.end)
    if seat:
        # "the mayor of Kundu" is not the one of Tola
        ranked = [(v, t) for v, t in ranked if _sits(scene, t.entity_id, seat)]
        if not ranked:
            return None
    found = best_of(ranked, "coref:title")
    if len(ranked) > 1:
        # Two mayors: who was named last and stands out is a guess, who only stands out is none. "Odo, the mayor of
        # Kundu, left. Odo fled. The mayor of Sabo, Sule, stayed. The mayor said" is Sule, if anybody.
        if found is None or max(ranked, key=lambda item: item[1].token)[1].entity_id != found.entity_id:
            return None
        found.score = min(found.score, _ONE_OF_TWO)
    if found is not None:
        return found
    if not ranked and (noun in lexicon().ranks or noun in _OFFICERS):
        here = [
            (value, trace)
            for value, trace in memory.ranked(now, lambda t: _is_person(scene, t))
            if scene.paragraph[trace.token] == scene.paragraph[nominal.noun]
        ]
        if len(here) == 1 and not lexicon().ranks.isdisjoint(_plain(scene.entities[here[0][1].entity_id].nouns)):
            return Found(here[0][1].entity_id, "coref:officer", 0.65)
    if ranked or modifiers or (noun != nominal.text and noun.split()[0] in OTHER_OFFICE):
        # "the former president" holds no office
        return None
    return _holder(scene, memory, nominal, country)


def _is_person(scene: Scene, trace: Trace) -> bool:
    entity = scene.entities.get(trace.entity_id)
    return entity is not None and entity.kind == "PERSON"


def _seat(scene: Scene, end: int) -> str:
    """The id of what an office is of: "the mayor {of Kundu}"; "" where nothing tells it."""
    if end + 1 >= len(scene) or scene.lowers[end] not in ("of", "for", "in", "at"):
        return ""
    mark = scene.mark_at.get(end + 1) or (scene.mark_at.get(end + 2) if scene.lowers[end + 1] == "the" else None)
    return mark.entity_id if mark is not None and mark.kind != "PERSON" else ""


def _sits(scene: Scene, entity_id: str, seat: str) -> bool:
    """Whether the text names a person beside a place or body: "Sena Odo, mayor of Kundu", "Kundu governor Odo"."""
    if scene.entities[entity_id].org == seat:
        return True
    beside = _SEATS.get(scene)
    if beside is None:
        beside = _SEATS[scene] = _seats(scene)
    return seat in beside.get(entity_id, ())


def _seats(scene: Scene) -> dict[str, set[str]]:
    """What stands beside the names of each person, read once a text."""
    beside: dict[str, set[str]] = {}
    for mark in scene.marks:
        if mark.kind != "PERSON" or mark.mtype != "name" or not mark.entity_id:
            continue
        for i in range(max(mark.start - _BESIDE, 0), min(mark.end + _BESIDE, len(scene))):
            other = scene.mark_at.get(i)
            if other is not None and other.kind != "PERSON" and scene.sentence[i] == scene.sentence[mark.start]:
                beside.setdefault(mark.entity_id, set()).add(other.entity_id)
    return beside


def _plain(words: set[str]) -> set[str]:
    return {word.rstrip(".") for word in words}


def _titled(titles: set[str], noun: str) -> bool:
    """Whether a person with these titles may be called by this noun.

    >>> _titled({"lt.", "col."}, "officer"), _titled({"spokeswoman"}, "spokesperson"), _titled({"governor"}, "mayor")
    (True, True, False)
    """
    plain = _plain(titles)
    if noun in plain or (noun in SPOKES and not SPOKES.isdisjoint(plain)):
        return True
    if noun == "officer":
        return not lexicon().ranks.isdisjoint(plain)
    return noun == "general" and not plain.isdisjoint(("gen", "brigadier", "general"))


def is_undated(scene: Scene, nominal: Nominal, country: str) -> bool:
    """Whether an office stays open because nobody knows the day: no date was given, and the text names no holder.

    Args:
        scene: The Doc.
        nominal: The noun for the office.
        country: The country in focus.
    """
    if scene.date or not nominal.person or nominal.text not in _HELD or scene.lowers[nominal.start] not in DEFINITE:
        return False
    home = force_of(scene, country, "GOVERNMENT")
    return bool(home) and bool(scene.kb.holders(home, lexicon().persons[nominal.text][0], None))


def _holder(scene: Scene, memory: Memory, nominal: Nominal, country: str) -> Found | None:
    """Who held the office on the document's date: "the president" of the country in focus.

    Without a date it is the one holder, of now or of before, whom the text has named: "Odo took office in May ... the
    president".
    """
    if nominal.text not in _HELD:
        return None
    home = force_of(scene, country, "GOVERNMENT")
    if not home or (nominal.end < len(scene) and scene.lowers[nominal.end] in ("of", "for", "in", "at")):
        return None
    if not scene.date:
        named = {trace.entity_id for trace in memory.traces() if trace.entity_id.startswith("per:")}
        held = {
            person for person in named if any(_is_office(role, home, nominal) for role in scene.kb.roles_of(person))
        }
        return Found(held.pop(), "coref:named-office", 0.65) if len(held) == 1 else None
    role_class = lexicon().persons[nominal.text][0]
    held = {
        role.person
        for role, as_of in scene.kb.holders(home, role_class, scene.date)
        if not as_of and _is_office(role, home, nominal)
    }
    return Found(held.pop(), "coref:office", 0.7) if len(held) == 1 else None


def _is_office(role: Role, home: str, nominal: Nominal) -> bool:
    title = role.title.lower()
    return role.org == home and nominal.text.replace("defense", "defence") in title and "vice" not in title
