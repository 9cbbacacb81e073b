"""The places behind an edge: where in which text, and the sentences there."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import Any, Final

from conflictner.graph.pairs import Edges
from conflictner.graph.reading import Reading

#: Evidence text longer than this shows its first and last sentence only.
MAX_TEXT: Final = 600


def around(text: str, starts: list[int], start: int, end: int) -> str:
    """The sentences from the one that holds ``start`` to the one that holds ``end - 1``, without the middle if long.

    >>> around("One fell. Two rose. Three left.", [0, 10, 20], 0, 13)
    'One fell. Two rose.'
    """
    bounds = [*starts, len(text)]
    low = max(bisect_right(starts, start) - 1, 0)
    high = max(bisect_right(starts, max(end - 1, start)) - 1, low)
    whole = text[bounds[low] : bounds[high + 1]].strip()
    if len(whole) <= MAX_TEXT:
        return whole
    first = _cut(text, bounds[low], bounds[low + 1], start)
    last = _cut(text, bounds[high], bounds[high + 1], end)
    return first if first == last else f"{first} … {last}"


def _cut(text: str, low: int, high: int, at: int) -> str:
    """At most half of MAX_TEXT of a sentence, around one offset of it."""
    half = MAX_TEXT // 4
    return text[max(low, min(at - half, high - 2 * half)) : min(high, max(at + half, low + 2 * half))].strip()


def places(edges: Edges, reading: Reading) -> list[list[dict[str, Any]]]:
    """The evidence of each edge as ``{"doc_id", "start", "end"}``, with ``"text"`` where the Doc was given."""
    columns = (edges.evidence_start, edges.evidence_end)
    spans = zip(reading.doc_ids(edges.evidence_doc), *(column.tolist() for column in columns), strict=True)
    found = [{"doc_id": doc_id, "start": start, "end": end} for doc_id, start, end in spans]
    if reading.texts:
        for place in found:
            if place["doc_id"] in reading.texts:
                place["text"] = around(*reading.texts[place["doc_id"]], place["start"], place["end"])
    cut = edges.cut.tolist()
    return [found[low:high] for low, high in pairwise(cut)]
