"""Bodies that take in what stands inside them: "National Commission on Human Rights", "Congolese army"."""

from __future__ import annotations

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
        if all(frequency(reading.lowers[i]) >= _PLAIN_WORD for i in range(left.start, left.end)) and not is_place(left):
            yield left.start, right.end, lex.ORG_HEADS.get(head, "ORG")


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
        if kind and i > b - 1 and not (i + 1 < len(reading) and reading.words[i + 1] in HYPHENS):
            yield a, i + 1, kind
