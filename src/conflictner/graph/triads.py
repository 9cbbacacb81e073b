"""Signed triads: are the enemies of my enemies my friends?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import networkx as nx
import numpy as np
import numpy.typing as npt

from conflictner.errors import E409, OutputError
from conflictner.graph.windowing import counted, repeated, stretches

Ints = npt.NDArray[np.int64]

#: Two edges of one node, looked up at once.
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Balance:
    """How many triangles of signed edges there are, by how many of their edges are negative.

    Balance theory (Heider; Cartwright and Harary) calls those with none or two balanced. A sign here is that of what
    the ends say about one another in the articles read, which is no alliance and no enmity.
    """

    none_negative: int
    one_negative: int
    two_negative: int
    all_negative: int

    @property
    def triads(self) -> int:
        """All of them."""
        return self.none_negative + self.one_negative + self.two_negative + self.all_negative

    @property
    def balanced(self) -> float | None:
        """The share of balanced triads, in 0..1; None without a triad."""
        return (self.none_negative + self.two_negative) / self.triads if self.triads else None


def balance(graph: nx.Graph) -> Balance:
    """Count the signed triads of a graph.

    The sign of two nodes is that of the sum over all their edges, of either direction, of ``sign`` (or ``sign_mean``)
    times ``count`` (1 where there is none); two nodes whose sum is 0 have no sign and make no triad.

    Args:
        graph: Of `quote_graph` or `network`, or any with such attributes; edges without a sign are passed over.

    Returns:
        The four counts.

    Raises:
        OutputError: E409, something else than a graph.

    >>> graph = nx.Graph([("a", "b", {"sign": 1}), ("b", "c", {"sign": -1}), ("a", "c", {"sign": -1})])
    >>> balance(graph).two_negative, balance(graph).balanced
    (1, 1.0)
    """
    if not isinstance(graph, nx.Graph):
        raise OutputError(E409.format(type=type(graph).__name__))
    code = {node: at for at, node in enumerate(graph)}
    found = [
        (code[a], code[b], sign * data.get("count", 1))
        for a, b, data in graph.edges(data=True)
        if a != b and (sign := data.get("sign", data.get("sign_mean"))) is not None
    ]
    ends = np.array([row[:2] for row in found], np.int64).reshape(-1, 2)
    value = np.array([row[2] for row in found], np.float64)
    return Balance(*_count(ends.min(axis=1, initial=1 << 62), ends.max(axis=1, initial=-1), value, len(code)))


def _count(low: Ints, high: Ints, value: npt.NDArray[np.float64], size: int) -> list[int]:
    pairs, inverse = np.unique(low * max(size, 1) + high, return_inverse=True)
    total = np.bincount(inverse, weights=value, minlength=len(pairs))
    signed = np.abs(total) > 1e-9  # a sum of means such as 1/3 may miss 0 by a hair
    pairs, negative = pairs[signed], (total[signed] < 0).astype(np.int64)
    source, target = np.divmod(pairs, max(size, 1))
    # Each edge runs from the end of fewer edges: no node then has more than about sqrt(2 m) that run from it.
    degree = np.bincount(np.concatenate([source, target]), minlength=size)
    rank = np.empty(size, np.int64)
    rank[np.argsort(degree, kind="stable")] = np.arange(size)
    a, b = rank[source], rank[target]
    key = np.minimum(a, b) * max(size, 1) + np.maximum(a, b)
    order = np.argsort(key)
    key, negative = key[order], negative[order]
    first, second = np.divmod(key, max(size, 1))
    # Edge i and every later edge that runs from the same node.
    behind = np.searchsorted(first, first, side="right") - np.arange(len(first)) - 1
    counts = np.zeros(4, np.int64)
    for start, stop in stretches(behind, _CHUNK):
        edges = start + np.flatnonzero(behind[start:stop])
        left, right = repeated(edges, behind[edges]), counted(edges + 1, behind[edges])
        closing = second[left] * size + second[right]
        at = np.minimum(np.searchsorted(key, closing), len(key) - 1)
        closed = key[at] == closing
        signs = negative[left[closed]] + negative[right[closed]] + negative[at[closed]]
        counts += np.bincount(signs, minlength=4)
    return [int(count) for count in counts]
