"""The network in time: one graph for each day, week, month or year, and what came and went between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Unpack

import networkx as nx
import numpy as np
import numpy.typing as npt

from conflictner.errors import E404, ConfigError
from conflictner.graph.asked import Asked
from conflictner.graph.build import edge_rows
from conflictner.graph.dating import SLICES, checked, slice_of, span_of
from conflictner.graph.layers import COUNTED, SAID, Layer
from conflictner.graph.merging import merge_graphs
from conflictner.graph.options import Sliced, takes
from conflictner.graph.pairs import NO_DATE, Edges, concatenate
from conflictner.graph.reading import Reading
from conflictner.graph.scope import check_choice
from conflictner.knowledge.dates import days

if TYPE_CHECKING:
    import pyarrow as pa

Ints = npt.NDArray[np.int64]

#: Targets and slices share one 32-bit number while they are counted.
_ROOM: Final = 1 << 31


@takes(Sliced)
def slices(
    docs_or_rows: Any,
    *,
    by: str | Sequence[str] = "month",
    layer: str = "co_mention",
    **options: Unpack[Sliced],
) -> Slices:
    """Cut the network into slices of time, by the dates of the documents.

    Args:
        docs_or_rows: As for `co_mention_graph`, as are the arguments that are not told here.
        by: "day", "week" (ISO 8601), "month" or "year"; or cuts, dates each of which begins a slice that bears its
            name. Documents before the first cut, and those whose date is unknown or too vague to fall in one slice,
            are in none; `Slices.undated` counts them.
        layer: "co_mention", "located_in", "quote" (all stances together) or "relation" (all types together).
        window: The stretch of text in which two entities stand.
        places: Mere locations take part in "co_mention" too.
        segments: The segments to read.
        min_count: Leave out edges of fewer windows in a slice.
        evidence: How many places in the text to keep for each edge in each slice.
        max_entities: Windows with more entities make no edges.
        since: Only documents from this date on.
        until: Only documents up to this date.
        without: Ids of documents to take out.

    Returns:
        The slices in which there is a document.

    Raises:
        ConfigError: E404, for an argument that does not fit.

    >>> slices([], by="week").labels
    ()
    """
    check_choice("layer", layer, COUNTED)
    cut = _check_by(by)
    asked = Asked.of(layers=[layer], **options).for_graph()
    reading = asked.read(docs_or_rows)
    labels, slice_codes = _label(reading, cut)
    if 2 * len(reading.entities) * max(len(labels), 1) >= _ROOM:
        allowed = f"a wider slice: {len(labels):,} slices of {len(reading.entities):,} entities are too many"
        raise ConfigError(E404.format(name="by", value=repr(by), allowed=allowed))
    collector = asked.collector(reading, types=False, slice_of=slice_codes, slices=max(len(labels), 1))
    counted = collector.run()[layer]
    edges = concatenate(part.at_least(asked.min_count) for part in counted.parts(reading))
    return Slices(labels, int((slice_codes < 0).sum()), edges, counted, reading, asked.counting.evidence, cut)


def _check_by(by: object) -> str | list[str]:
    if isinstance(by, str):
        check_choice("by", by, SLICES)
        return by
    if not isinstance(by, Sequence) or not by:
        raise ConfigError(E404.format(name="by", value=repr(by), allowed=f"{', '.join(SLICES)} or a list of dates"))
    days = [(checked("by", cut) or (0, 0))[0] for cut in by]
    if any(a >= b for a, b in pairwise(days)):
        raise ConfigError(E404.format(name="by", value=repr(by), allowed="dates in order, each once"))
    return [str(cut) for cut in by]


def _label(reading: Reading, by: str | list[str]) -> tuple[tuple[str, ...], Ints]:
    """The names of the slices, and the slice of each document, -1 for none."""
    names = [slice_of(known, by) for known in reading.dates]
    used = np.unique(reading.date_of[reading.date_of != NO_DATE]).tolist()
    labels = sorted({name for name in (names[code] for code in used) if name is not None})
    if not isinstance(by, str):
        labels.sort(key=by.index)
    code = {name: at for at, name in enumerate(labels)}
    codes = np.array([-1 if name is None else code.get(name, -1) for name in names] + [-1], np.int64)
    return tuple(labels), codes[np.where(reading.date_of == NO_DATE, len(names), reading.date_of)]


class Slices:
    """A network cut into slices of time; made by `slices`.

    Attributes:
        labels: The slices in order: "2024-02-07", "2024-W06", "2024-02", "2024", or the cut that each begins with.
        undated: Documents in no slice.
    """

    def __init__(
        self,
        labels: tuple[str, ...],
        undated: int,
        edges: Edges,
        layer: Layer,
        reading: Reading,
        evidence: int,
        by: str | list[str],
    ) -> None:
        self._by = by
        self.labels = labels
        self.undated = undated
        self._edges, self._layer, self._reading, self._evidence = edges, layer, reading, evidence
        target, _, self._slice = layer.targets(edges)
        self._pair = edges.source * max(len(reading.entities), 1) + target

    def __len__(self) -> int:
        return len(self.labels)

    def at(self, label: str) -> nx.Graph:
        """The graph of one slice.

        Args:
            label: One of `labels`.

        Returns:
            A Graph, or a DiGraph of quotes or relations, with the edges that the documents of the slice alone would
            make, and the nodes that have one; ``graph.graph["slice"]`` is the label.

        Raises:
            ConfigError: E404, there is no such slice.

        >>> slices([]).at("2024-02")
        Traceback (most recent call last):
        conflictner.errors.ConfigError: [E404] label is '2024-02'; allowed: .
        """
        check_choice("label", label, self.labels)
        edges = self._edges.where(self._slice == self.labels.index(label))
        directed = self._layer.name in SAID
        graph = nx.DiGraph(layer=self._layer.name) if directed else nx.Graph(layer=self._layer.name)
        graph.graph["slice"] = label
        target, _, _ = self._layer.targets(edges)
        entities, nodes = self._reading.entities, self._reading.nodes
        graph.add_nodes_from((entities[at], nodes[at]) for at in np.union1d(edges.source, target).tolist())
        for source, other, _, data in edge_rows(edges, self._layer, self._reading, "stories", self._evidence):
            graph.add_edge(entities[source], entities[other], **data)
        return graph

    def spell(self, label: str) -> tuple[str, str]:
        """The first and the last day of a slice; a last cut ends with the last document.

        Args:
            label: One of `labels`.

        Raises:
            ConfigError: E404, there is no such slice.
        """
        check_choice("label", label, self.labels)
        if isinstance(self._by, str):
            first, last = span_of(label)
        else:
            first = days(label)[0]
            later = self._by[self._by.index(label) + 1 :]
            last = days(later[0])[0] - 1 if later else max(days(at)[1] for at in self._reading.dates if at)
        return date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()

    def whole(self) -> nx.Graph:
        """All slices in one graph; the attribute ``spells`` of an edge says when it is there.

        ``write_graph(slices(docs).whole(), "goma.gexf", dynamic=True)`` moves with Gephi's timeline. A story of which
        copies stand in two slices counts in both.

        >>> len(slices([]).whole())
        0
        """
        directed = self._layer.name in SAID
        parts = [self.at(label) for label in self.labels]
        for label, part in zip(self.labels, parts, strict=True):
            del part.graph["slice"]
            nx.set_edge_attributes(part, "/".join(self.spell(label)), "spells")
        if not parts:
            return nx.DiGraph(layer=self._layer.name) if directed else nx.Graph(layer=self._layer.name)
        merged = merge_graphs(*parts, evidence=self._evidence)
        for source, target, data in merged.edges(data=True):
            data["spells"] = " ".join(
                part.edges[source, target]["spells"] for part in parts if part.has_edge(source, target)
            )
        return merged

    def new(self, before: str, after: str) -> list[tuple[str, str]]:
        """The edges of one slice that another does not have, sorted.

        Args:
            before: The slice to compare with.
            after: The slice whose edges are told.
        """
        return self._named(np.setdiff1d(self._pairs(after), self._pairs(before)))

    def vanished(self, before: str, after: str) -> list[tuple[str, str]]:
        """The edges of ``before`` that ``after`` does not have, sorted."""
        return self.new(after, before)

    def _pairs(self, label: str) -> Ints:
        check_choice("label", label, self.labels)
        found: Ints = self._pair[self._slice == self.labels.index(label)]
        return found

    def _named(self, pairs: Ints) -> list[tuple[str, str]]:
        entities = self._reading.entities
        source, target = np.divmod(pairs, max(len(entities), 1))
        return [(entities[a], entities[b]) for a, b in zip(source.tolist(), target.tolist(), strict=True)]

    def growth(self) -> pa.Table:
        """How each edge grew from slice to slice.

        Returns:
            A table with the columns slice, source_id, target_id, count, before (its count in the slice before, which is
            the one before it in `labels`) and change; sorted; a row wherever one of the two counts is not 0.

        >>> slices([]).growth().column_names
        ['slice', 'source_id', 'target_id', 'count', 'before', 'change']
        """
        import pyarrow as pa

        many = max(len(self.labels), 1)
        order = np.argsort(self._pair * many + self._slice, kind="stable")
        key, count = (self._pair * many + self._slice)[order], self._edges.count[order]
        gone = key[key % many < many - 1] + 1  # it may be gone in the slice after
        every = np.union1d(key, gone)
        now, before = _looked_up(every, key, count), _looked_up(every - 1, key, count)
        before[every % many == 0] = 0
        pair, part = np.divmod(every, many)
        order = np.lexsort((pair, part))
        source, target = np.divmod(pair[order], max(len(self._reading.entities), 1))
        entities, labels = pa.array(self._reading.entities, pa.string()), pa.array(self.labels, pa.string())
        columns = {
            "slice": labels.take(pa.array(part[order])),
            "source_id": entities.take(pa.array(source)),
            "target_id": entities.take(pa.array(target)),
            "count": pa.array(now[order]),
            "before": pa.array(before[order]),
            "change": pa.array(now[order] - before[order]),
        }
        return pa.table(columns)


def _looked_up(wanted: Ints, key: Ints, value: Ints) -> Ints:
    """The value of each wanted key, 0 where there is none."""
    if not len(key):
        return np.zeros(len(wanted), np.int64)
    at = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
    return np.where(key[at] == wanted, value[at], 0)
