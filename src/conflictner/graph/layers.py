"""The layers of the network: which links of two entities each is made of, added up in bounded memory.

co_mention: two entities share a window. quote: somebody speaks about, or to, somebody; the type is the stance.
relation: one does something to another; the type is that of the row. located_in: an actor and a place share a window.
role: the knowledge base knows that a person held an office.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from conflictner.graph.pairs import Edges, Links
from conflictner.graph.reading import Cells, Reading, Sayings
from conflictner.graph.scope import Scope
from conflictner.graph.statements import STANCES, is_symmetric
from conflictner.graph.windowing import Windows, distinct, runs_of, windows_of

Ints = npt.NDArray[np.int64]

#: The layers that are counted in the text, and the one that the knowledge base tells.
COUNTED: Final = ("co_mention", "located_in", "quote", "relation")
LAYERS: Final = (*COUNTED, "role")

#: Whether the two ends of an edge differ in what they do.
DIRECTED: Final = frozenset({"quote", "relation", "located_in", "role"})

#: Layers whose links are statements of somebody about somebody: they have a sign, and are claimed and denied.
SAID: Final = ("quote", "relation")

#: A window with more entities than this is a list, not a text: 200 names make 19,900 pairs, 5,000 make 12.5 million.
MAX_ENTITIES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """How links are made and added up."""

    max_entities: int = MAX_ENTITIES
    evidence: int = 5
    fractional: bool = False
    types: bool = True  # a quote edge for each stance, or one for all
    slice_of: Ints | None = None  # slice of each document, -1 for none
    slices: int = 1


@dataclass(slots=True)
class Layer:
    """The edges of one layer, waiting, and what is needed to weigh them.

    The target of an edge is coded ``(entity * types + type) * slices + slice``.
    """

    name: str
    links: Links
    types: tuple[str, ...]
    counting: Counting
    source_count: Ints  # windows in which an entity occurs; statements of which it is the source
    target_count: Ints  # windows in which an entity occurs; statements about it
    total: int = 0
    set_aside: int = 0

    def parts(self, reading: Reading) -> Iterator[Edges]:
        """The edges in order of source, target, type and slice."""
        yield from self.links.edges(reading.story_of, reading.date_of, evidence=self.counting.evidence)

    def targets(self, edges: Edges) -> tuple[Ints, Ints, Ints]:
        """Entity, type and slice of the targets."""
        rest, part = np.divmod(edges.target, self.counting.slices)
        entity, kind = np.divmod(rest, len(self.types))
        return entity % max(len(self.source_count), 1), kind, part


@dataclass(frozen=True, slots=True)
class Occurrence:
    """In how many mentions and documents each entity occurs."""

    mentions: Ints
    documents: Ints


class Collector:
    """Mentions, quotes and relations -> the links of the layers asked for.

    Args:
        reading: What was read.
        layers: Names of `COUNTED`.
        scope: How it was read.
        counting: How links are made.
        places: Whether mere locations take part in co_mention.
    """

    def __init__(
        self, reading: Reading, layers: tuple[str, ...], scope: Scope, counting: Counting, *, places: bool
    ) -> None:
        self.reading, self.scope, self.counting, self.places = reading, scope, counting, places
        size = len(reading.entities)
        self.occurrence = Occurrence(np.zeros(size, np.int64), np.zeros(size, np.int64))
        # An entity that is more often a location than an actor is a place: the graph of the two stays bipartite.
        self.is_place = (reading.place_count > 0) & (2 * reading.place_count >= reading.mention_count)
        self.layers = {name: self._layer(name, size) for name in layers}

    def _layer(self, name: str, size: int) -> Layer:
        types: tuple[str, ...] = ("",)
        if name in SAID and self.counting.types:
            types = STANCES if name == "quote" else self.reading.relation_types or types
        room = (2 if name == "located_in" else 1) * size * len(types) * self.counting.slices
        frequency = self.reading.mention_count
        behind = 1 - np.cumsum(frequency) / max(int(frequency.sum()), 1)  # a source has the smaller code of the two
        weights = frequency if name in SAID else (frequency * behind * 11).astype(np.int64)
        if name == "located_in":
            weights = np.append(weights, np.zeros(size, np.int64))  # places come after all actors
        links = Links(max(room, 1), weights, fractional=self.counting.fractional, marked=name in SAID)
        return Layer(name, links, types, self.counting, np.zeros(size, np.int64), np.zeros(size, np.int64))

    def run(self) -> dict[str, Layer]:
        """Read everything and add it to the layers."""
        for cells in self.reading.cells():
            self._occur(cells)
            if "co_mention" in self.layers:
                self._co_mention(cells)
            if "located_in" in self.layers:
                self._located_in(cells)
        for name, statements in (("quote", self.reading.sayings), ("relation", self.reading.relations)):
            if name in self.layers:
                self._said(self.layers[name], statements())
        return self.layers

    def _occur(self, cells: Cells) -> None:
        size = len(self.reading.entities)
        doc, _, entity, _, _ = distinct(cells.doc, cells.window, cells.entity, cells.start, cells.end)
        self.occurrence.mentions[:] += np.bincount(entity, minlength=size)
        seen = np.unique(doc * max(size, 1) + entity) % max(size, 1)
        self.occurrence.documents[:] += np.bincount(seen, minlength=size)

    def _windows(self, cells: Cells, keep: npt.NDArray[np.bool_], entity: Ints) -> Windows:
        if self.counting.slice_of is not None:
            keep = keep & (self.counting.slice_of[cells.doc] >= 0)
        columns = distinct(*(column[keep] for column in (cells.doc, cells.window, entity, cells.start, cells.end)))
        if self.scope.sentences > 1:
            columns = runs_of(*columns, length=self.scope.sentences)
        return windows_of(*columns, max_entities=self.counting.max_entities)

    def _count(self, layer: Layer, windows: Windows) -> None:
        size = len(layer.source_count)
        layer.source_count += np.bincount(windows.entity % max(size, 1), minlength=size)
        layer.total += windows.total - windows.set_aside
        layer.set_aside += windows.set_aside

    def _co_mention(self, cells: Cells) -> None:
        layer = self.layers["co_mention"]
        keep = np.ones(len(cells.doc), bool) if self.places else ~cells.place
        windows = self._windows(cells, keep, cells.entity)
        self._count(layer, windows)
        layer.target_count = layer.source_count
        layer.links.add_windows(windows, slice_of=self.counting.slice_of, slices=self.counting.slices)

    def _located_in(self, cells: Cells) -> None:
        layer, size = self.layers["located_in"], len(self.reading.entities)
        keep = cells.place == self.is_place[cells.entity]
        windows = self._windows(cells, keep, cells.entity + size * cells.place)  # places after all actors
        self._count(layer, windows)
        layer.target_count = layer.source_count
        layer.links.add_windows(windows, across=size, slice_of=self.counting.slice_of, slices=self.counting.slices)

    def _said(self, layer: Layer, statements: Iterable[Sayings]) -> None:
        counting, size = self.counting, len(layer.source_count)
        for said in statements:
            table = np.stack((said.doc, said.start, said.end, said.source, said.target, said.kind, said.mark))
            if counting.slice_of is not None:
                table = table[:, counting.slice_of[table[0]] >= 0]
            table = table[:, np.lexsort(table[::-1])]
            fresh = np.ones(table.shape[1], bool)  # the same statement given twice counts once
            fresh[1:] = (table[:, 1:] != table[:, :-1]).any(axis=0)
            doc, start, end, source, target, kind, mark = table[:, fresh]
            turned = is_symmetric(mark) & (source > target)
            source, target = np.where(turned, target, source), np.where(turned, source, target)
            layer.source_count += np.bincount(source, minlength=size)
            layer.target_count += np.bincount(target, minlength=size)
            layer.total += len(doc)
            if counting.types:
                target = target * len(layer.types) + kind
            if counting.slice_of is not None:
                target = target * counting.slices + counting.slice_of[doc]
            layer.links.add(source, target, doc, start, end, mark)
