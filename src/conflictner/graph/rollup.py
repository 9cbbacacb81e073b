"""Persons as the bodies that they act for, units as the bodies that they belong to, "AFC/M23" as the alliance.

By option, never unasked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from conflictner.graph.pairs import NO_DATE
from conflictner.graph.reading import Cells, Reading, Sayings
from conflictner.graph.scope import check_names
from conflictner.knowledge import KnowledgeBase

Ints = npt.NDArray[np.int64]

ROLL_UPS: Final = ("persons", "units", "composites")

#: Offices that act for the body; a member of parliament or a judge is not the parliament or the court.
_ACTING: Final = frozenset({"spokesperson", "executive", "minister", "military", "diplomatic", "subnational"})

#: The ties by which one part of a composite name is in the other.
_WITHIN: Final = frozenset({"member_of", "part_of", "armed_wing_of"})

#: A tree of bodies is never deeper; the limit ends a circle of parents.
_DEEPEST: Final = 20


def check_roll_up(roll_up: object) -> frozenset[str]:
    """The roll-ups asked for; E404 for one that does not exist."""
    return check_names("roll_up", roll_up, ROLL_UPS) or frozenset()


def rolled_up(reading: Reading, roll_up: Collection[str], kb: KnowledgeBase | None) -> Reading:
    """The reading with persons and units counted as others.

    A person is the body whose office he or she held on the date of the document; of nobody's while the date is
    unknown, and of nobody's where two bodies fit. Roles are looked up before units go up. A composite name is written
    as one ("AFC/M23"): of its two mentions both are the body of which the other one is a member; quotes name the two
    apart.

    Args:
        reading: From `read`.
        roll_up: Of `ROLL_UPS`.
        kb: The knowledge base; None for the built-in one.

    Returns:
        The same reading where nothing is asked for.
    """
    chosen = check_roll_up(roll_up)
    return _Roller(reading, chosen, kb or KnowledgeBase.load()).reading() if chosen else reading


class _Roller:
    def __init__(self, reading: Reading, chosen: frozenset[str], kb: KnowledgeBase) -> None:
        self.before, self.chosen, self.kb = reading, chosen, kb
        self.persons = np.zeros(len(reading.entities), bool)
        if "persons" in chosen:
            self.persons[:] = [bool(kb.roles_of(entity)) for entity in reading.entities]
        self.tops = [self._top(entity) for entity in reading.entities]
        self.wholes = self._wholes() if "composites" in chosen else {}

    def _top(self, entity: str) -> str:
        for _ in range(_DEEPEST if "units" in self.chosen else 0):
            actor = self.kb.get(entity)
            if actor is None or not actor.parent:
                break
            entity = actor.parent
        return entity

    def _wholes(self) -> dict[int, int]:
        """Key of two entities, one of which is within the other -> that other one."""
        code = {entity: at for at, entity in enumerate(self.before.entities)}
        found: dict[int, int] = {}
        for entity, member in code.items():
            for tie in self.kb.links_of(entity):
                whole = code.get(tie.target)
                if tie.type in _WITHIN and tie.source == entity and whole is not None:
                    found[member * len(code) + whole] = found[whole * len(code) + member] = whole
        return found

    def _written(self) -> Iterator[Cells]:
        """The mentions as they stand in the text, but both of a composite name as the whole."""
        keys = np.array(sorted(self.wholes), np.int64)
        wholes = np.array([self.wholes[key] for key in keys.tolist()], np.int64)
        for cells in self.before.cells():
            if not len(keys):
                yield cells
                continue
            order = np.lexsort((cells.start, cells.doc))
            left, right = order[:-1], order[1:]
            # "AFC/M23", "M23-AFC": nothing but the one character that joins them stands between the two.
            joined = (cells.doc[left] == cells.doc[right]) & (cells.start[right] == cells.end[left] + 1)
            key = cells.entity[left] * len(self.before.entities) + cells.entity[right]
            at = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
            joined &= keys[at] == key
            entity = cells.entity.copy()
            for ends in (left, right):
                entity[ends[joined]] = wholes[at[joined]]
            yield replace(cells, entity=entity)

    def reading(self) -> Reading:
        """Entities and columns with the new ones; who is not mentioned any more is left out."""
        pairs = self._pairs()
        names = {pair: self._name(*pair) for pair in pairs}
        self.entities = sorted(set(names.values()))
        code = {entity: at for at, entity in enumerate(self.entities)}
        self.keys = np.array([person * self._room + date for person, date in pairs], np.int64)
        self.codes = np.array([code[names[pair]] for pair in pairs], np.int64)
        old = dict(zip(self.before.entities, self.before.nodes, strict=True))
        nodes = [old.get(entity) or self._node(entity) for entity in self.entities]
        mentions, places = np.zeros(len(nodes), np.int64), np.zeros(len(nodes), np.int64)
        for cells in self._cells():
            mentions += np.bincount(cells.entity, minlength=len(nodes))
            places += np.bincount(cells.entity[cells.place], minlength=len(nodes))
        return replace(
            self.before,
            entities=self.entities,
            nodes=nodes,
            mention_count=mentions,
            place_count=places,
            cells=self._cells,
            sayings=self._sayings,
            relations=self._relations,
        )

    @property
    def _room(self) -> int:
        return len(self.before.dates) + 1

    def _pairs(self) -> list[tuple[int, int]]:
        """Every entity with every date on which it is mentioned; one that is nobody's office holder with no date."""
        found: set[int] = set()
        for cells in self._written():
            found.update(np.unique(self._key(cells.entity, cells.doc)).tolist())
        for said in chain(self.before.sayings(), self.before.relations()):
            for ends in (said.source, said.target):
                found.update(np.unique(self._key(ends, said.doc)).tolist())
        return [divmod(key, self._room) for key in sorted(found)]

    def _key(self, entity: Ints, doc: Ints) -> Ints:
        date = self.before.date_of[doc]
        date = np.where(self.persons[entity] & (date != NO_DATE), date, self._room - 1)
        return entity * self._room + date

    def _name(self, person: int, date: int) -> str:
        if date == self._room - 1:
            return self.tops[person]
        roles = self.kb.roles_of(self.before.entities[person], self.before.dates[date])
        bodies = {role.org for role in roles if role.role_class in _ACTING}
        return self._top(bodies.pop()) if len(bodies) == 1 else self.tops[person]

    def _node(self, entity: str) -> dict[str, Any]:
        actor = self.kb.get(entity)
        name = self.kb.display_name(entity) or entity
        return {"name": name} | ({"entity_type": actor.kind} if actor else {})

    def _recoded(self, entity: Ints, doc: Ints) -> Ints:
        found: Ints = self.codes[np.searchsorted(self.keys, self._key(entity, doc))]
        return found

    def _cells(self) -> Iterator[Cells]:
        for cells in self._written():
            yield replace(cells, entity=self._recoded(cells.entity, cells.doc))

    def _sayings(self) -> Iterator[Sayings]:
        return self._recoded_statements(self.before.sayings())

    def _relations(self) -> Iterator[Sayings]:
        return self._recoded_statements(self.before.relations())

    def _recoded_statements(self, statements: Iterable[Sayings]) -> Iterator[Sayings]:
        for said in statements:
            source, target = self._recoded(said.source, said.doc), self._recoded(said.target, said.doc)
            other = source != target  # a body that speaks of its own general speaks of itself
            columns = (said.doc, source, target, said.kind, said.start, said.end, said.mark)
            yield Sayings(*(column[other] for column in columns))
