"""What stands around a run of capitals: the words before and behind it, and the list that it is one of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from conflictner.components.mentions import lexicon as lex
from conflictner.components.mentions.boundaries import Unit, person_like
from conflictner.components.mentions.reading import Reading

_CLOSING: Final = frozenset(['"', "”", "’", "»"])


@dataclass(slots=True)
class Around:
    """A unit with its surroundings, read once for all rules.

    In "near the towns of {Bukombo}, {Mashange} and Tisa" all three share the words before the list.
    """

    reading: Reading
    is_country: Callable[[str], bool]
    #: Its first token, and the one behind its last.
    start: int
    end: int
    titled: bool
    #: Whether it opens and closes the list that it stands in; of one alone both hold.
    first: bool
    last: bool
    #: The first name of the list, the end of the list, and where it begins with its determiner.
    opening: tuple[int, int]
    closing: int
    outer: int
    #: Its own first and last word; the word right before it; before its list; and that with a determiner passed over.
    word: str
    head: str
    own_before: str
    before: str
    skipped: str
    #: The word behind it, closing quotation marks passed over.
    after: str
    long: bool
    #: Whether it is several words that may be a person's name.
    person: bool

    @classmethod
    def of(cls, reading: Reading, unit: Unit, group: list[Unit], is_country: Callable[[str], bool]) -> Around:
        """Read the surroundings of a unit in its list."""
        a, b = unit.start, unit.end
        lowers = reading.lowers
        first, last = group[0], group[-1]
        outer = first.start
        own_before = reading.before(a)
        before = skipped = own_before if first is unit else reading.before(outer)
        if before in lex.DETERMINERS:
            outer -= 1
            skipped = reading.before(outer)
        long = b - a >= 2
        return cls(
            reading,
            is_country,
            a,
            b,
            unit.titled,
            unit is first,
            unit is last,
            (first.start, first.end),
            last.end,
            outer,
            lowers[a],
            lowers[b - 1],
            own_before,
            before,
            skipped,
            behind(reading, b),
            long,
            long and person_like(reading, a, b),
        )

    @property
    def of_country(self) -> bool:
        """Whether it is a country or a nationality."""
        return self.is_country(" ".join(self.reading.lowers[self.start : self.end]))

    @property
    def noun_of(self) -> str:
        """The noun before "of": "{towns} of Bukombo"."""
        return noun_before(self.reading, self.outer) if self.skipped == "of" else ""

    def earlier(self, steps: int) -> str:
        """The word ``steps`` tokens before it in its sentence, 1 for the next one."""
        return self.reading.before(self.start - steps + 1)


def behind(reading: Reading, i: int) -> str:
    """The word behind a range in the same sentence; closing quotation marks are passed over."""
    words, size = reading.words, len(reading.words)
    while i < size and not reading.sentence_start[i]:
        if words[i] not in _CLOSING:
            return reading.lowers[i]
        i += 1
    return ""


def noun_before(reading: Reading, start: int) -> str:
    """The noun before "of": ``start`` is the range behind "of" (and a determiner)."""
    return reading.lowers[start - 2] if start >= 2 else ""


class Rule(NamedTuple):
    """One sign in the words around a name, with an example of where it holds; the name stands in braces."""

    name: str
    kind: str
    weight: float
    #: The share of its weight that counts for a unit; 0 where it does not hold.
    holds: Callable[[Around], float]
    example: str
    #: Whether it weighs the same in a text that does not read like conflict news.
    anywhere: bool = False


#: Rules of which the first that holds votes.
Rules = tuple[Rule, ...]
