"""Context rules: what stands around a capitalised name says what it is; each rule is one vote with its weight.

No rule decides alone. In a text without the vocabulary of conflict the rules weigh less, because "the Yankees fighters"
costs precision there and gains nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from conflictner.components.mentions import lexicon as lex
from conflictner.components.mentions.around import Around, Rules
from conflictner.components.mentions.body_rules import BODY_RULES, by_head
from conflictner.components.mentions.boundaries import Unit
from conflictner.components.mentions.person_rules import PERSON_RULES
from conflictner.components.mentions.place_rules import PLACE_RULES
from conflictner.components.mentions.reading import Reading

#: Share of its weight that a rule keeps in a text that does not read like conflict news.
ELSEWHERE: Final = 0.6


class Vote(NamedTuple):
    """A rule's opinion on a token range."""

    start: int
    end: int
    kind: str
    rule: str
    weight: float


def votes(reading: Reading, units: list[Unit], is_country: Callable[[str], bool]) -> Iterator[Vote]:
    """Every vote that the context casts on the units of a document."""
    factor = 1.0 if reading.conflict else ELSEWHERE
    group_of = {unit: group for group in _coordinations(reading, units) for unit in group}
    for unit in units:
        start, end = unit.start, unit.end
        around = Around.of(reading, unit, group_of.get(unit) or [unit], is_country)
        for rules in RULES:
            for rule in rules:
                share = rule.holds(around)
                if share:
                    weight = rule.weight * share
                    yield Vote(start, end, rule.kind, rule.name, weight if rule.anywhere else weight * factor)
                    break
        for kind, name, weight in by_head(around) if around.long else ():
            yield Vote(start, end, kind, name, weight)
    yield from _admin_lists(reading, units)


#: Every rule, in rows of which the first that holds votes.
RULES: Final[tuple[Rules, ...]] = (*PERSON_RULES, *PLACE_RULES, *BODY_RULES)


def _coordinations(reading: Reading, units: list[Unit]) -> list[list[Unit]]:
    """Units joined by commas, "and", "or": "Bukombo, Mashange and Tisa"; chains without a conjunction are no list."""
    groups: list[list[Unit]] = []
    for unit in units:
        if groups and _joined(reading, groups[-1][-1], unit):
            groups[-1].append(unit)
        else:
            groups.append([unit])
    return [group for group in groups if len(group) > 1 and _has_conjunction(reading, group)]


def _joined(reading: Reading, left: Unit, right: Unit) -> bool:
    size = right.start - left.end
    if not 0 < size <= 3:
        return False
    gap = reading.lowers[left.end : right.start]
    return _GAP.issuperset(gap) and gap[0] != "the"


_GAP: Final = frozenset([",", "and", "or", "&", "the"])


def _has_conjunction(reading: Reading, group: list[Unit]) -> bool:
    return any(word in ("and", "or", "&") for word in reading.lowers[group[0].end : group[-1].start])


def _admin_lists(reading: Reading, units: list[Unit]) -> Iterator[Vote]:
    """As in "Shombo (Masisi, Nord-Kivu)": a place, its district, its province."""
    brackets = reading.positions(_BRACKET)
    ending = {unit.end: unit for unit in units} if brackets else {}
    starting = {unit.start: unit for unit in units} if brackets else {}
    for i in brackets:
        if i not in ending:
            continue
        inside: list[Unit] = []
        j = i + 1
        while j in starting:
            inside.append(starting[j])
            j = starting[j].end
            if reading.word(j) in lex.PLACE_CLASS:
                j += 1
            if reading.word(j) == ",":
                j += 1
        if not inside or reading.word(j) != ")":
            continue
        acronym = len(inside) == 1 and reading.words[inside[0].start].isupper()
        if acronym:
            continue
        weight = 1.0 if len(inside) > 1 else 0.5
        for unit in (ending[i], *inside):
            yield Vote(unit.start, unit.end, "PLACE", "admin-list", weight)


_BRACKET: Final = frozenset("(")


def processes(reading: Reading, units: list[Unit], is_place: Callable[[Unit], bool]) -> Iterator[tuple[int, int]]:
    """Processes and operations, place included: "the {Nairobi process}", "{Operation Shujaa}", "{Doha talks}"."""
    lowers = reading.lowers
    for unit in units:
        a, b = unit.start, unit.end
        if lowers[a] == "operation" and b - a >= 2:
            yield a, b
            continue
        last = b - 1
        if b - a >= 2 and lowers[last] in _PROCESSES and reading.name_like[last]:
            if is_place(Unit(a, last)) or lowers[last] in ("process", "accord", "accords", "agreement", "roadmap"):
                yield a, b
            continue
        j = b
        if reading.word(j) in lex.PROCESS_MODIFIERS:
            j += 1
        if reading.word(j) in _PROCESSES and not reading.sentence_start[j] and is_place(unit):
            yield a, j + 1


_PROCESSES: Final = lex.PROCESS_HEADS | {"processes"}
