"""Names of events, laws and prizes: they take in the place or the body inside, and are no actor and no place.

Elections ("2015 United Kingdom general election"), wars and crises ("Vietnam War", "Congo Crisis"), storms ("Cyclone
Phailin"), treaties, prizes and feasts. Each rule needs a class word beside capitals: a closed list, never a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from conflictner.components.mentions.boundaries import Unit
from conflictner.components.mentions.reading import HYPHENS, Reading


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_POLLS: Final = _words(
    "election elections by-election by-elections referendum referendums primary primaries caucus caucuses runoff poll"
)
#: What stands between the country and the poll: "Ontario {provincial} election", "Senate {special} election".
_POLL_KINDS: Final = _words(
    """
    general presidential parliamentary legislative local state federal provincial municipal mayoral gubernatorial
    regional national snap special midterm mid-term leadership congressional membership senate senatorial
    assembly council council's primary runoff constitutional independence republican democratic party lower upper house
    """
)
#: The last capitalised word of an event's or a law's name, at least one capitalised word before it.
_LAST: Final = _words(
    """
    war wars crisis revolution uprising rebellion revolt mutiny campaign offensive genocide massacre holocaust famine
    earthquake tsunami pandemic epidemic plague olympics games championship championships cup trophy prize award awards
    medal marathon tournament festival parade carnival act bill treaty pact amendment amendments constitution
    convention election elections referendum day week century virus disease syndrome ebolavirus
    """
)
#: The first capitalised word before "of": "Battle of X", "Treaty of X"; in lower case, "the battle of X", X is a place.
_FIRST: Final = _words(
    """
    battle treaty siege armistice invasion occupation constitution massacre partition annexation declaration
    articles protocols order medal feast
    """
)
_DISEASES: Final = _words("virus ebolavirus fever")
#: "in {WW II}"
_WARS: Final = _words("ww wwi wwii")
_STORMS: Final = _words("cyclone hurricane typhoon storm")
#: "the Treaty of {Waitangi}" is no event when it names who acts: these have their own rules.
_BODIES_TOO: Final = _words("convention pact")


def events(reading: Reading, units: list[Unit]) -> Iterator[tuple[int, int]]:
    """Token ranges that are the name of an event, a law or a prize.

    Args:
        reading: The Doc's columns.
        units: The name-like units of the text.
    """
    lowers = reading.lowers
    for unit in units:
        a, b = unit.start, unit.end
        last = lowers[b - 1]
        if b - a >= 2 and last in _LAST and last not in _BODIES_TOO and not reading.title_case[a]:
            # "Second Congo War", "Nobel Peace Prize"; "Nationalist Revolt in X" ends here all the same
            yield a, b
        elif reading.word(b) in _DISEASES and not reading.title_case[a]:
            # the "{West Nile virus}" is not on the Nile
            yield a, b + 1
        elif (lowers[a] in _STORMS and b - a >= 2 and not reading.title_case[a]) or (lowers[a] in _WARS and b - a < 3):
            yield a, b
        elif lowers[a] in _FIRST and b - a == 1 and lowers[b : b + 1] == ["of"] and not reading.sentence_start[a]:
            end = _behind_of(reading, b)
            if end:
                yield a, end
    yield from _polls(reading)


def storms(reading: Reading, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The names of storms where they stand alone: "Phailin" of "Cyclone Phailin"."""
    names = {reading.lowers[b - 1] for a, b in spans if reading.lowers[a] in _STORMS and b - a == 2}
    if names:
        for i, word in enumerate(reading.lowers):
            if word in names and reading.name_like[i]:
                yield i, i + 1


def _behind_of(reading: Reading, i: int) -> int:
    """The end of the capitals behind "of" or "of the"; 0 if there are none."""
    i += 2 if reading.word(i + 1) == "the" else 1
    end = i
    while end < len(reading) and reading.name_like[end] and not reading.sentence_start[end]:
        end += 1
    return end if end > i else 0


def _polls(reading: Reading) -> Iterator[tuple[int, int]]:
    """As in "the 1997 {United Kingdom} general election": a year, or a kind of poll, and the capitals before them."""
    lowers, name_like = reading.lowers, reading.name_like
    if _POLLS.isdisjoint(lowers):
        return
    for i, word in enumerate(lowers):
        if word not in _POLLS or reading.title_case[i]:
            continue
        start = i
        while start > 0 and lowers[start - 1] in _POLL_KINDS and not reading.sentence_start[start]:
            start -= 1
        begin = start
        while (
            begin > 0
            and not reading.sentence_start[begin]
            and (
                name_like[begin - 1]
                or (lowers[begin - 1] == "of" and begin > 1 and name_like[begin - 2])
                or (reading.words[begin - 1] in HYPHENS and not reading.spaced[begin - 1])
            )
        ):
            begin -= 1
        dated = begin > 0 and len(lowers[begin - 1]) == 4 and lowers[begin - 1].isdigit()
        one = not word.endswith("s")
        if begin < i and any(name_like[begin:i]) and (dated or (one and start < i and i - begin > 1)):
            yield begin - dated, i + 1
