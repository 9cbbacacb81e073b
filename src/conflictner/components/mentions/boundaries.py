"""Where a name begins and ends: no determiner, title, rank, bracket or possessive, no trailing common noun."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from conflictner.components.mentions.lexicon import (
    ARMED_AFTER,
    CUT_DIRECTIONS,
    DETERMINERS,
    FORCE_AFTER,
    FUNCTION,
    MONTHS_DAYS,
    OFFICE_BEFORE,
    OFFICE_TAIL,
    OPENING,
    ORG_HEADS,
    PLACE_CLASS,
    TITLES,
)
from conflictner.components.mentions.reading import APOSTROPHES, HYPHENS, QUOTE_MARKS, Reading

#: Common nouns that follow a name and are no part of it: "the {M23} rebels", "{Mubambiro} camp".
TRAILING: Final = (
    ARMED_AFTER | FORCE_AFTER | PLACE_CLASS | {"group", "groups", "movement", "coalition", "leadership", "bloc"}
)

#: "General Staff", "General Assembly", "Chief Justice"'s court: no person follows the title.
TITLE_NO_TITLE: Final = frozenset(
    [
        "staff",
        "assembly",
        "council",
        "command",
        "secretariat",
        "directorate",
        "inspectorate",
        "headquarters",
        "election",
        "elections",
        "hospital",
    ]
)
#: In capitals, and no part of the name behind it.
CHARITY_LABELS: Final = frozenset(["ngo", "ngos", "ingo"])
OFFICES: Final = frozenset(["secretary", "minister", "department", "departments", "ministry"])
_EDGE: Final = QUOTE_MARKS | HYPHENS | frozenset("()[]{}|,;:.!?/&*•…<>=+#@")


def trim(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """Cut a span that a model or a list proposes to the name in it; None when nothing is left.

    "the M23 rebels" -> M23, "Goma (Goma" -> Goma, "2 Imbonerakure" -> Imbonerakure, "Uganda's" -> Uganda.
    """
    words, lowers = reading.words, reading.lowers
    # A bracket or a line break inside: the part before it is the name ("Allied Democratic Forces (ADF").
    for i in range(start + 1, end):
        if words[i] in "([|" or "\n" in words[i]:
            end = i
            break
    while start < end and (
        words[start] in _EDGE
        or words[start].isspace()
        or (lowers[start] in DETERMINERS and not reading.has_article(start))
        or lowers[start] in APOSTROPHES
        or (words[start].isdigit() and start + 1 < end)
        or (reading.sentence_start[start] and start + 1 < end and _opening_word(reading, start))
    ):
        start += 1
    while end > start and (
        (words[end - 1] in _EDGE and not _closing_dot(reading, end))
        or words[end - 1].isspace()
        or words[end - 1] in APOSTROPHES
        or (end - 1 > start and words[end - 1].islower() and words[end - 1].isalpha() and reading.spaced[end - 2])
    ):
        end -= 1
    if start >= end:
        return None
    if not any(reading.name_like[start:end]):
        return None
    if end - start == 1 and (lowers[start] in MONTHS_DAYS or lowers[start] in DETERMINERS):
        return None
    if end - start == 1 and lowers[start] in OFFICE_TAIL and reading.word(start - 2) in OFFICES:
        return None
    return start, end


def _opening_word(reading: Reading, i: int) -> bool:
    """As in "Suspected Ugandan", "Unidentified gunmen", "But Goma": the capital is the sentence's."""
    return reading.lowers[i] in FUNCTION or (
        reading.pos[i] in ("ADV", "VERB", "ADP", "SCONJ", "CCONJ", "PRON", "AUX", "INTJ")
        or reading.lowers[i] in OPENING
    )


def _closing_dot(reading: Reading, end: int) -> bool:
    """As in "U.S." keeps its dot, which the tokenizer may have made a token of its own."""
    return reading.words[end - 1] == "." and end >= 2 and len(reading.words[end - 2]) == 1


class Unit(NamedTuple):
    """A part of a run of capitals that may be one name; ``titled`` when a title or rank stands before it."""

    start: int
    end: int
    titled: bool = False
    title: str = ""


def behind_direction(reading: Reading, start: int, end: int) -> int:
    """Where a name begins behind the side of a land: "northeast {Nigeria}", "north-east {Nigeria}", "NE {Nigeria}".

    With a small letter a bare compass word is a side too, "north {Nigeria}"; "North Korea" and "South Kivu" are names.
    Only the caller knows whether what is left is a land.
    """
    first = start
    while first < end - 1 and (
        reading.lowers[first] in CUT_DIRECTIONS
        or reading.words[first] in _SIDES
        or (first > start and reading.words[first] in HYPHENS)
        # "north-east Nigeria", three tokens: the first half is a direction by the second
        or (reading.lowers[first] in _COMPASS and reading.words[first + 1] in HYPHENS and first + 3 < end)
        or (first > start and reading.lowers[first] in _COMPASS and reading.words[first - 1] in HYPHENS)
    ):
        first += 1
    return first


#: In full these begin names ("North Korea"); small or short they tell a side alone.
_SIDES: Final = frozenset(["north", "south", "east", "west", "NE", "NW", "SE", "SW", "N.", "S.", "E.", "W."])
_COMPASS: Final = frozenset(["north", "south", "east", "west", "eastern", "western", "northern", "southern"])


def is_title(reading: Reading, i: int) -> bool:
    """Whether a token is a title or a rank; dots do not matter ("Gen.", "Lt")."""
    return reading.lowers[i].rstrip(".") in TITLES


def is_titled(reading: Reading, start: int, end: int) -> bool:
    """Whether a run begins with a title in short, "Dr. Rao", so that it is no place, whatever towns are called so.

    A title in full begins towns ("General Santos"), and "in Dr. Odo" tells where.
    """
    if end - start < 2 or reading.lowers[start].rstrip(".") not in _SHORT_TITLES:
        return False
    return reading.before(start) not in _WHERE


_SHORT_TITLES: Final = frozenset(
    ("dr", "mr", "mrs", "ms", "prof", "gen", "col", "capt", "cpt", "maj", "lt", "sgt", "rev", "sen", "hon", "brig")
)
_WHERE: Final = frozenset(("in", "at", "near", "around", "outside"))


def person_like(reading: Reading, start: int, end: int) -> bool:
    """Whether a range can be a person's name by its shape: up to five tokens, no digits, no acronym, no org noun."""
    if not 0 < end - start <= 7 or reading.lowers[end - 1] in ORG_HEADS or reading.lowers[start] in OFFICE_TAIL:
        return False
    for i in range(start, end):
        word = reading.words[i]
        if not word.isalpha() and any(map(str.isdigit, word)):
            return False
        if word.isupper() and len(word) > 2 and not word.endswith(".") and not reading.shouted[i]:
            return False
    return True


def units_of(reading: Reading, start: int, end: int, is_country: Callable[[str], bool]) -> list[Unit]:
    """Split a run of capitals at the titles in it, and cut directions off a country's name.

    "DRC President Félix Tshisekedi" -> DRC, Félix Tshisekedi (titled); "Eastern DRC" -> DRC; "Goma City" stays whole,
    for the class word is a sign of a place.
    """
    dash = between_ends(reading, start, end)
    if dash:
        return [*units_of(reading, start, dash, is_country), *units_of(reading, dash + 1, end, is_country)]
    found: list[Unit] = []
    if end - start > 1 and reading.sentence_start[start] and _opening_word(reading, start):
        start += 1
    elif end - start == 1 and reading.sentence_start[start] and reading.lowers[start] in OPENING:
        return []
    # "Secretary of {State} Antony Blinken", "Department of {State}"
    if reading.lowers[start] in OFFICE_TAIL and reading.before(start) == "of" and reading.word(start - 2) in OFFICES:
        start += 1
        if start == end:
            return []
    begin, i = start, start
    while i < end:
        if is_title(reading, i) and not (i + 1 < end and reading.lowers[i + 1] in TITLE_NO_TITLE):
            after = i + 1
            while after < end and (
                is_title(reading, after)
                or reading.words[after] in HYPHENS
                or reading.words[after] == "."
                or reading.lowers[after] in OFFICE_TAIL
            ):
                after += 1
            ahead = without_office(reading, begin, i)
            if after < end and person_like(reading, after, end):
                if begin < ahead:
                    found.append(Unit(begin, ahead))
                found.append(Unit(after, end, titled=True, title=reading.lowers[i].rstrip(".")))
                return _peeled(reading, found, is_country)
            if after >= end and begin < ahead:
                # "US President" at the end of a run: what stands before the title is the name.
                found.append(Unit(begin, ahead))
                return _peeled(reading, found, is_country)
            if after >= end:
                return []
        i += 1
    found.append(Unit(begin, end))
    return _peeled(reading, found, is_country)


def between_ends(reading: Reading, start: int, end: int) -> int:
    """The dash between the two ends of a way: "the {Kabul}–{Kandahar} highway"; 0 where there is none.

    A hyphen proves nothing, for names have one: "the {Kani-Bonzon} road".
    """
    if reading.word(end) not in _WAYS:
        return 0
    dashes = [i for i in range(start + 1, end - 1) if reading.words[i] == "–"]
    if len(dashes) != 1 or not (reading.name_like[dashes[0] - 1] and reading.name_like[dashes[0] + 1]):
        return 0
    return dashes[0]


_WAYS: Final = frozenset(["road", "highway", "axis", "corridor", "route", "railway", "motorway", "border", "pipeline"])


def _peeled(reading: Reading, units: list[Unit], is_country: Callable[[str], bool]) -> list[Unit]:
    peeled = [_peel(reading, unit, is_country) for unit in units]
    return [unit for unit in peeled if unit]


def without_office(reading: Reading, start: int, end: int) -> int:
    """The end of what stands before a title, its office cut off: "US {National Security} Adviser" -> US."""
    while end > start and reading.lowers[end - 1] in OFFICE_BEFORE:
        end -= 1
    return end


def _peel(reading: Reading, unit: Unit, is_country: Callable[[str], bool]) -> Unit | None:
    start, end = unit.start, unit.end
    words, lowers = reading.words, reading.lowers
    while end > start and (words[end - 1] in HYPHENS or words[end - 1] in QUOTE_MARKS):
        end -= 1
    if end - start >= 2:
        first = behind_direction(reading, start, end)
        if first > start and is_country(" ".join(lowers[first:end])):
            start = first
    if end - start > 1 and lowers[start] in CHARITY_LABELS:
        # "the NGO {Teply Krai}"
        start += 1
    if end - start > 2 and words[start] in ("R", "D") and words[start + 1] in HYPHENS:
        # the party of a US lawmaker and the seat: "(R-Ocilla)"
        start += 2
    if end - start == 1 and lowers[start] in FUNCTION and not words[start].isupper():
        return None
    if start >= end:
        return None
    return unit if (start, end) == (unit.start, unit.end) else Unit(start, end, unit.titled, unit.title)
