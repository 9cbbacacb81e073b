"""Bodies that take in what stands inside them: "National Commission on Human Rights", "Congolese army"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from conflictner.components.mentions import lexicon as lex
from conflictner.components.mentions.boundaries import Unit
from conflictner.components.mentions.reading import APOSTROPHES, HYPHENS, Reading

#: Heads that go on with "for" or "on": "Commission on Human Rights", "Centre for Peace"; a league or a party does not.
_WITH_TAIL: Final = lex.WITH_TAIL


def organisations(
    reading: Reading, units: list[Unit], stops: set[int], is_place: Callable[[Unit], bool]
) -> Iterator[tuple[int, int, str]]:
    """Names that go on behind "of", "on", "for": "{National Commission on Human Rights}"; with a kind."""
    starting = {unit.start: unit for unit in units}
    for unit in units:
        if unit.titled:
            continue
        head = reading.lowers[unit.end - 1]
        kind = lex.ORG_OPENERS.get(head) or lex.ORG_OPENERS.get(reading.lowers[unit.start])
        people = head in lex.PEOPLE_OPENERS and reading.word(unit.end) in ("for", "against", "without")
        if kind is None and people and not reading.opens(unit.start):
            # "{Veterans for Peace}", "{Concerned Women for America}"
            kind = "ORG"
        if kind is None or not reading.name_like[unit.end - 1]:
            continue
        end = unit.end
        while (
            reading.word(end) in ("of", "for", "on", "and") or (people and end == unit.end)
        ) and not reading.sentence_start[end]:
            j = end + 1
            joint = reading.word(end)
            if reading.word(j) == "the" and joint != "and":
                j += 1
            plurals = joint == "and" and reading.lowers[end - 1].endswith("s") and reading.word(j).endswith("s")
            if (
                end in stops
                and not (plurals and end > unit.end)
                and not (
                    joint == "of"
                    and end == unit.end
                    and j in starting
                    and end - unit.start > 1
                    and is_place(starting[j])
                )
            ):
                # Where the model ends an organisation, "Liberal Party of Canada", it ends; a country behind it is its.
                break
            if j not in starting or (joint == "and" and (end == unit.end or starting[j].end - j > 1)):
                # "Ministry of Health and Sanitation", but "the Conservative Review and Club for Growth"
                break
            if joint in ("for", "on") and not people and head not in _WITH_TAIL and unit.end - unit.start > 1:
                # "Socialist Party for years", but "Party for the Animals"
                break
            end = starting[j].end
        if end > unit.end:
            yield unit.start, end, kind


#: From this frequency on a word is an English one, no name of its own: "Peace and Freedom Party".
_PLAIN_WORD: Final = 3.3
_ORDINARY: Final = 3.9


def compounds(
    reading: Reading, units: list[Unit], frequency: Callable[[str], float], is_place: Callable[[Unit], bool]
) -> Iterator[tuple[int, int, str]]:
    """A body whose name has an "and" inside: "{Social Democratic and Labour Party}"; not "Congo and Labour Party"."""
    for left, right in pairwise(units):
        if right.start != left.end + 1 or reading.lowers[left.end] not in ("and", "&") or left.titled or right.titled:
            continue
        head, last = reading.lowers[right.end - 1], reading.lowers[left.end - 1]
        if (
            head not in lex.JOINT_HEADS
            or last in lex.ORG_HEADS
            or right.end - right.start > 3
            or left.end - left.start > 3
        ):
            continue
        words = [frequency(word) for word in reading.lowers[left.start : left.end]]
        # "Unity" and "Peace" are places too.
        if min(words) >= _PLAIN_WORD and (min(words) >= _ORDINARY or not is_place(left)):
            yield left.start, right.end, lex.ORG_HEADS.get(head, "ORG")


#: Units of an army, by the last word of their names.
FORMATIONS: Final = frozenset(
    ["battalion", "regiment", "brigade", "division", "corps", "squadron", "legion", "command", "fleet", "flotilla"]
)
#: "{Infantry} Division": with one of them in it, it is one without a number.
_ARMS: Final = frozenset(
    [
        *("infantry", "armoured", "armored", "airborne", "mechanised", "mechanized", "motorised", "motorized"),
        *("mountain", "cavalry", "guards", "artillery", "marine", "tank", "assault", "army", "air", "naval", "special"),
        *("commando", "rifle", "ranger", "engineer", "reconnaissance", "parachute", "military", "missile", "drone"),
    ]
)
#: In a report of conflict these need neither: "{Omega Squadron}"; a brigade or a division may be a militia's, a firm's.
_SOLDIERLY: Final = frozenset(["battalion", "regiment", "squadron", "legion", "command"])
_ORDINAL: Final = re.compile(
    r"\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
)
_REBEL: Final = frozenset(
    ["rebel", "rebels", "militia", "insurgent", "guerrilla", "separatist", "jihadist", "resistance"]
)
#: "the {Financial Action} Task Force" fights money laundering.
_CIVIL: Final = frozenset(
    [
        *("financial", "police", "health", "tax", "fraud", "drug", "narcotics", "crime", "election", "climate", "gang"),
        *("economic", "housing", "covid", "ebola", "services", "preventive", "anti-corruption", "education", "media"),
    ]
)
_COMMANDED: Final = frozenset(
    [
        *("general", "commands", "commanded", "commander", "commanding", "troops", "soldiers", "soldier", "army"),
        *("military", "colonel", "major", "captain", "officer", "operation", "operations", "battalion", "base"),
    ]
)


def formations(reading: Reading, units: list[Unit]) -> Iterator[tuple[int, int, str]]:
    """Units of armed forces with their number: "{11th Army Corps}", "{3rd Separate Assault Brigade}"; with the kind."""
    for unit in units:
        head = reading.lowers[unit.end - 1]
        start = unit.start
        if head == "force" and reading.lowers[unit.end - 2] == "task" and unit.end - start > 2:
            if _is_commanded(reading, unit):
                yield start, unit.end, "MILITARY"
            continue
        if head not in FORMATIONS or not reading.name_like[unit.end - 1]:
            continue
        if start and not reading.sentence_start[start] and _ORDINAL.fullmatch(reading.lowers[start - 1]):
            start -= 1
        numbered = _ORDINAL.fullmatch(reading.lowers[start]) is not None
        inside = reading.lowers[start : unit.end - 1]
        if not inside or (not reading.conflict and not numbered):
            continue
        if numbered or not _ARMS.isdisjoint(inside) or (head in _SOLDIERLY and reading.conflict):
            rebels = not _REBEL.isdisjoint(reading.lowers[max(start - 3, 0) : start]) or lex.LIBERATION & {*inside}
            if numbered and head in ("division", "legion", "command") and not reading.conflict and len(inside) < 2:
                # "2nd Division" of a league
                continue
            yield start, unit.end, "ARMED_GROUP" if rebels else "MILITARY"


def _is_commanded(reading: Reading, unit: Unit) -> bool:
    """Whether a task force is one of soldiers: it has no civil word in it, and its sentence speaks of the army."""
    if not reading.conflict or not _CIVIL.isdisjoint(reading.lowers[unit.start : unit.end]):
        return False
    near = reading.lowers[max(unit.start - 12, 0) : unit.start] + reading.lowers[unit.end : unit.end + 12]
    return not _COMMANDED.isdisjoint(near)


def _tail_of(reading: Reading, ministry: int) -> int:
    """The last token of a ministry with what it is for: "Ministry of {Health and Sanitation}"."""
    last = ministry
    if reading.word(last + 1) != "of":
        return last
    i, size = last + 2, min(len(reading), last + 8)
    while i < size and reading.name_like[i] and not reading.sentence_start[i]:
        last = i
        joined = reading.word(i + 1) in ("and", "&")
        i += 2 if joined else 1
    return last


def institutions(reading: Reading, countries: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """A country with its institution: "{Congolese army}", "{Ethiopia's federal government}"; with the kind."""
    for a, b in countries:
        i = b
        if reading.word(i) in APOSTROPHES:
            i += 1
        steps = 0
        adjective = ""
        while reading.word(i) in lex.INSTITUTION_ADJECTIVE and steps < 3:
            adjective = reading.word(i)
            i += 1
            steps += 1
        noun = reading.word(i)
        if i >= len(reading) or (i > b and reading.sentence_start[i]):
            continue
        if noun in ("force", "forces"):
            kind = lex.FORCES_BY_ADJECTIVE.get(adjective, "MILITARY" if noun == "forces" else "")
        elif not noun and adjective:
            kind = ""
        else:
            kind = lex.INSTITUTIONS.get(noun, "")
        if not kind and adjective in lex.INSTITUTIONS and i - 1 >= b:
            # "DRC government spokesman": the adjective was the institution itself.
            i -= 1
            kind = lex.INSTITUTIONS[adjective]
        if noun == "ministry":
            # "Russia's {Ministry of Foreign Affairs}"
            i = _tail_of(reading, i)
        if kind and i > b - 1 and not (i + 1 < len(reading) and reading.words[i + 1] in HYPHENS):
            yield a, i + 1, kind


def is_party(reading: Reading, unit: Unit, frequency: Callable[[str], float]) -> bool:
    """As in "{Ennahda} party", "{Kalumba} opposition party"; "Rival party officials" opens with a word."""
    following = reading.word(unit.end)
    if following not in _PARTY_WORDS or "party" not in (following, reading.word(unit.end + 1)):
        return False
    word = reading.lowers[unit.start]
    ordinary = word in _OPENERS or (word not in _CREEDS and frequency(word) >= _ORDINARY)
    return not (ordinary and reading.opens(unit.start))


_PARTY_WORDS: Final = frozenset(["party", "opposition", "ruling", "political"])
#: English words that parties are called by, and those that none is.
_CREEDS: Final = frozenset(
    ["labour", "labor", "green", "liberal", "conservative", "democratic", "republican", "reform", "national", "centre"]
)
_OPENERS: Final = frozenset(["rival", "opposition", "ruling", "governing", "minor", "breakaway", "political", "main"])
