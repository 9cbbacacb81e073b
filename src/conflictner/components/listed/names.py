"""The names of one text while they are found: characters, runs of capitals, what is said around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NamedTuple

from conflictner.knowledge import KnowledgeBase
from conflictner.text import slug

_CAPITAL: Final = "A-ZÀ-ÖØ-ÞĀĆČĎĐĒĞĠĢĪİĶĻŁŃŇŌŐŒŘŚŞŠŤŪŮŰŹŻŽ"
_WORD: Final = rf"[{_CAPITAL}][\w’'‑-]*"
_RUN: Final = re.compile(rf"{_WORD}(?: (?:(?:de|du|des|el|al|la|bin|ibn|van|von) )?{_WORD})*")
_BEFORE: Final = re.compile(r"([\w’'-]+)[ (“\"]*$")
#: A word as frequent in English has its capital from the sentence that it opens.
_OPENERS: Final = 5.0
_DIRECTIONS: Final = frozenset({"south", "north", "east", "west", "new"})
_POSSESSIVE: Final = ("'s", "’s", "'", "’", "-", "‑")


def words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


@dataclass(slots=True)
class Name:
    """A name that was found; offsets in characters."""

    start: int
    end: int
    kind: str
    entity_id: str
    rule: str
    role: str = "actor"
    alias_class: str = ""
    score: float = 0.9


class Run(NamedTuple):
    """Capitalised words in a row, and the word before them in lower case."""

    start: int
    end: int
    text: str
    before: str


@dataclass(slots=True)
class _Taken:
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)


class Names:
    """What was found in a text so far.

    Args:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Name] = []
        self.entities: dict[str, dict[str, Any]] = {}
        #: Countries spoken of, by ISO 3166 alpha-3, with how often.
        self.countries: Counter[str] = Counter()
        self._taken = _Taken()
        self._trimmed: dict[Run, Run | None] = {}

    def add(self, name: Name, *, label: str, country: str | None, point: tuple[float | None, float | None]) -> None:
        """Take a name; what is known of its entity is written down once."""
        self.found.append(name)
        at = bisect_left(self._taken.starts, name.start)
        self._taken.starts.insert(at, name.start)
        self._taken.ends.insert(at, name.end)
        if name.entity_id not in self.entities:
            self.entities[name.entity_id] = {
                "name": label, "kind": name.kind, "country": country, "lat": point[0], "lon": point[1],
            }  # fmt: skip

    def add_listed(self, kb: KnowledgeBase, name: Name) -> None:
        """Take a name of an actor of the knowledge base."""
        actor = kb[name.entity_id]
        country = actor.country[0] if actor.country else None
        self.add(name, label=actor.name, country=country, point=(actor.lat, actor.lon))

    def add_local(self, name: Name, label: str) -> None:
        """Take a name that no list has; its id is made from it."""
        name.entity_id = f"new:{slug(label)}"
        self.add(name, label=label, country=None, point=(None, None))

    def is_free(self, start: int, end: int) -> bool:
        """Whether no name stands there yet."""
        at = bisect_right(self._taken.ends, start)
        return at == len(self._taken.ends) or self._taken.starts[at] >= end

    def word_before(self, start: int) -> str:
        """The word before an offset, in lower case; nothing where a sentence or line begins."""
        match = _BEFORE.search(self.text, max(0, start - 24), start)
        return match[1].lower() if match else ""

    @cached_property
    def runs(self) -> list[Run]:
        """The runs of capitalised words, possessives cut off."""
        runs = []
        for match in _RUN.finditer(self.text):
            start, text = match.start(), match.group()
            for ending in _POSSESSIVE:
                text = text.removesuffix(ending)
            runs.append(Run(start, start + len(text), text, self.word_before(start)))
        return runs

    def opens_sentence(self, start: int) -> bool:
        """Whether a sentence, a quotation or a line begins there."""
        before = self.text[max(0, start - 3) : start].rstrip(" “\"‘'(")
        return not before or before[-1] in ".!?\n:"

    def trimmed(self, run: Run, kb: KnowledgeBase) -> Run | None:
        """A run without the capital of its sentence: "In {Goma}"; None where nothing is left, or too much."""
        if run not in self._trimmed:  # asked for places, and again for people
            self._trimmed[run] = self._trim(run, kb)
        return self._trimmed[run]

    def _trim(self, run: Run, kb: KnowledgeBase) -> Run | None:
        start, text, before = run.start, run.text, run.before
        while self.opens_sentence(start):
            first, _, rest = text.partition(" ")
            if kb.frequency(first.lower()) < _OPENERS or first.lower() in _DIRECTIONS:
                break
            if not rest:
                return None
            start, text, before = start + len(first) + 1, rest, first.lower()
        return Run(start, run.end, text, before) if text.count(" ") <= 3 and len(text) > 2 else None
