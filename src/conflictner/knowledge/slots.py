"""The tables behind the alias automaton: rows as they are listed, readings made of them when a name is first met.

Of 100,000 names a text holds a dozen. A row is one tuple until then: five objects a name less to build, to hold and
to walk through for the garbage collector.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from conflictner.knowledge.casing import required_capitals
from conflictner.knowledge.hits import AliasEntry, Rank, by_rank


class AliasRow(NamedTuple):
    """An alias as the index takes it."""

    text: str
    alias_class: str
    entity_id: str
    tier: int
    #: Countries of an actor whose names of several words may also be pieces of longer ones; None: never a piece.
    home: tuple[str, ...] | None = None


class Reading(NamedTuple):
    """One row of a name, ready to be compared with a text."""

    rank: Rank
    entry: AliasEntry
    entries: tuple[AliasEntry, ...]  # the entry alone, as a hit takes it
    spelling: str
    caps: tuple[int, ...]
    words: int
    tier: int
    home: tuple[str, ...] | None


class Part(NamedTuple):
    """A country before the name of a force."""

    iso3: str
    alias_class: str
    caps: tuple[int, ...]
    capital: bool


class Slot(NamedTuple):
    """Everything that one key means."""

    readings: list[Reading]
    parts: list[Part]
    article: int  # length of a "the " that belongs to the name but not to a mention of it


class Table:
    """Keys with their rows; `slot` makes the readings of a key and keeps them."""

    def __init__(self) -> None:
        self._rows: dict[str, AliasRow | tuple[AliasRow, str] | list[AliasRow | tuple[AliasRow, str]]] = {}
        self._parts: dict[str, list[Part]] = {}
        self._slots: dict[str, Slot] = {}
        self.keys: list[str] = []

    def add(self, key: str, row: AliasRow, spelling: str) -> None:
        """Add a row under one of the spellings of its name."""
        self._add(key, (row, spelling))

    def add_plain(self, row: AliasRow) -> None:
        """Add a row whose name has one spelling (`variants.of_one_spelling`); most rows of a long list."""
        key = row.text.lower()
        if self._rows.setdefault(key, row) is not row:
            self._add(key, row)

    def _add(self, key: str, item: AliasRow | tuple[AliasRow, str]) -> None:
        known = self._rows.get(key)
        if known is None:
            self._rows[key] = item
        elif isinstance(known, list):
            known.append(item)
        else:
            self._rows[key] = [known, item]

    def parts(self, key: str) -> list[Part]:
        """The countries of a key, to be added to."""
        self._rows.setdefault(key, [])
        made = self._slots.get(key)
        return self._parts.setdefault(key, made.parts if made else [])

    def close(self) -> None:
        """Fix the keys; the automaton numbers them."""
        self.keys = list(self._rows)

    def drop_articles(self) -> None:
        """Let "The European Union" go where its actor is "European Union" too; "The East African" stays."""
        for key in [key for key in self._rows if key.startswith("the ") and key[4:] in self._rows]:
            readings = self.slot(key[4:]).readings
            covered = {reading.entry.entity_id for reading in readings if reading.entry.alias_class != "weak"}
            slot = self.slot(key)
            slot.readings[:] = [r for r in slot.readings if r.entry.entity_id not in covered]
            if not slot.readings:
                del self._rows[key], self._slots[key]

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def at(self, index: int) -> Slot:
        """What the key of this number means."""
        key = self.keys[index]
        return self._slots.get(key) or self.slot(key)

    def slot(self, key: str) -> Slot:
        """What a key means."""
        slot = self._slots.get(key)
        if slot is None:
            slot = self._slots[key] = self._made(key)
        return slot

    def _made(self, key: str) -> Slot:
        listed = self._rows[key]
        readings: list[Reading] = []
        for item in listed if isinstance(listed, list) else [listed]:
            reading = _reading(*(item if type(item) is tuple else (item, item[0])))
            # "Wagner group" as a second, strong name of one actor: the spelling that asks for less counts.
            for at, known in enumerate(readings):
                if known.entry.entity_id == reading.entry.entity_id:
                    if (reading.rank, _capitals(reading.spelling)) < (known.rank, _capitals(known.spelling)):
                        readings[at] = reading
                    break
            else:
                readings.append(reading)
        readings.sort(key=by_rank)
        small = bool(readings) and all(reading.spelling.startswith("the ") for reading in readings)
        return Slot(readings, self._parts.get(key, []), 4 if small else 0)

    def plain(self, key: str) -> AliasRow | None:
        """The row of a strong name of plain words that means one thing and is in its own spelling."""
        item = self._rows.get(key)
        if item is None or isinstance(item, list) or key in self._parts:
            return None
        row, spelling = (item, item.text) if isinstance(item, AliasRow) else item
        plain = row.text == spelling and spelling.isascii() and len(key) == len(spelling)
        words = key.replace(" ", "").isalnum() and not spelling.startswith("the ")
        return row if row.alias_class == "strong" and plain and words else None

    def plains(self) -> Iterator[tuple[str, AliasRow]]:
        """All keys that are such names, each with its row."""
        parts = self._parts
        for key, item in self._rows.items():
            # A row by itself is of plain words: `add_plain`.
            row = item if type(item) is AliasRow and key not in parts else self.plain(key)
            if row is not None and row.alias_class == "strong":
                yield key, row

    def shared(self) -> Iterator[list[Reading]]:
        """The readings of names with several bearers, best first."""
        for key, listed in self._rows.items():
            if isinstance(listed, list) and len(listed) > 1:
                readings = self.slot(key).readings
                if len(readings) > 1:
                    yield readings


def _reading(row: AliasRow, spelling: str) -> Reading:
    rank = (row.tier != 0, row.alias_class == "weak", row.tier, row.entity_id)
    entry = AliasEntry(row.entity_id, row.alias_class, f"kb:{row.alias_class}")
    caps = required_capitals(spelling)
    return Reading(rank, entry, (entry,), spelling, caps, spelling.count(" ") + 1, row.tier, row.home)


def _capitals(spelling: str) -> int:
    return sum(map(str.isupper, spelling))


@contextmanager
def collector_paused() -> Iterator[None]:
    """Build many objects that stay: the garbage collector walks through all of them again and again, in vain.

    100,000 names: 2.0 s of CPU with it, 1.0 s without.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
