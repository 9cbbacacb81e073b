"""Whom a naming phrase is said of: "a {militia} calling itself X", "a {man} known as X", "a {village} called X"."""

from __future__ import annotations

from typing import Final

from conflictner.components.mentions import lexicon as lex
from conflictner.components.mentions.around import Around

_PARTICIPLES: Final = frozenset(["called", "named", "dubbed", "nicknamed", "christened"])
#: Only a person has a name to give, and says who "himself" is.
_OWN_NAME: Final = frozenset(["name", "himself", "herself"])
_OF_BODIES: Final = frozenset(["its", "their", "the", "a"])
_SELVES: Final = frozenset(["itself", "himself", "herself", "themselves"])
_CALLING: Final = frozenset(["calling", "calls", "call", "called", "styling", "dubbing", "naming", "dubbed", "named"])
#: "a woman who gave her name as X", "a group known as X", "who identified himself as X"
_BEFORE_AS: Final = frozenset(["known", "name", *_SELVES])
#: One of them is a person, though many are an armed group.
_ONE: Final = frozenset(
    [
        *("man", "woman", "boy", "girl", "person", "youth", "fighter", "rebel", "gunman", "militant", "guerrilla"),
        *("insurgent", "jihadist", "militiaman", "smuggler", "trafficker", "ex-guerrilla", "ex-fighter", "ex-rebel"),
        *("villager", "farmer", "resident", "bandit", "recruit", "defector", "deserter", "hitman", "paramilitary"),
    ]
)
_PERSONS: Final = (lex.PERSON_BEFORE | _ONE) - {"deputy", "head", "chief executive"}
_ARMED: Final = (lex.ARMED_BEFORE | lex.ARMED_AFTER | {"cell", "brigade", "paramilitaries", "vigilantes"}) - _ONE
#: "an opposition movement called X" bears arms only where a word of arms stands beside it.
_ANY_BODY: Final = frozenset(["group", "movement", "coalition", "alliance", "faction", "outfit", "cell"])
_SETTLED: Final = frozenset(
    ["village", "town", "hamlet", "settlement", "locality", "suburb", "neighbourhood", "neighborhood", "camp", "valley"]
)
#: Tokens back in which the noun stands: "{dissidents} of the FARC known as".
_REACH: Final = 8


def kind_by_naming(unit: Around) -> str:
    """The kind that a naming phrase before a unit gives it, or "".

    "a {militia} calling itself X" is armed, "a {fighter} known as X" a person, "a {hamlet} called X" a place.
    """
    verb = _naming_verb(unit)
    if verb < 0:
        return ""
    reading = unit.reading
    if reading.lowers[verb] in _OWN_NAME and not _OF_BODIES & set(reading.lowers[max(verb - 3, 0) : verb]):
        # "a neighbour who gave her name only as X", "who identified himself as X"
        return "PERSON"
    for i in range(verb - 1, max(verb - _REACH, -1), -1):
        word = reading.lowers[i]
        if word in _PERSONS:
            return "PERSON"
        if word in _SETTLED:
            return "PLACE"
        if word in _ARMED:
            return "ARMED_GROUP" if word not in _ANY_BODY or _bears_arms(unit, i) else "ORG"
        if reading.sentence_start[i] or word in (".", ";", ":", "(", ")", '"'):
            break
        if reading.pos[i] == "NOUN" and i < verb - 1 and word not in ("name", "names"):
            break
    return ""


def _naming_verb(unit: Around) -> int:
    """Where the naming phrase that ends before a unit begins; -1 where there is none."""
    reading, i = unit.reading, unit.outer - 1
    if i < 1 or not unit.first or reading.sentence_start[unit.outer]:
        return -1
    word, left = unit.skipped, reading.lowers[i - 1]
    if word in _PARTICIPLES:
        return i
    if word in _SELVES and left in _CALLING:
        return i - 1
    if word == "as" and left == "only" and i > 1:
        i, left = i - 1, reading.lowers[i - 2]
    if word == "as" and left in _BEFORE_AS:
        return i - 1
    return i - 1 if word == "by" and left in ("goes", "went", "going") else -1


def _bears_arms(unit: Around, noun: int) -> bool:
    """Whether the words before "group" say that it fights: "rebel group", "fighters of a group"."""
    lowers = unit.reading.lowers[max(noun - 4, 0) : noun]
    return any(word in lex.ARMED_ADJECTIVE or word in lex.ARMED_AFTER for word in lowers)
