"""Stories: which articles are near-copies of one another, so that a wire story printed by fifty outlets counts once.

The groups depend on the sketches alone, not on their order: documents are taken by the length of their text, the
fullest copy leads its group, and who joins must be a copy of a third of its fullest members, so that no group grows
through weak links. What stands in many unlike texts (footers, background, the phrases of the trade) is taken
out first. Arrays on disk and a few numbers a document in memory: see docs/howto/stories.md.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from conflictner.corpus.boilerplate import common_runs, without
from conflictner.corpus.candidates import Candidates, shared_pairs
from conflictner.corpus.copies import BEGINNING, JOINING, Doubt, near_copies
from conflictner.corpus.shards import TABLES, Stream
from conflictner.corpus.sketches import KEPT, SURE, WHOLE, Hashes
from conflictner.rows import Document, Row, Sketch

Ints = npt.NDArray[np.int64]

#: The fullest members of a group, who are asked whether another is a copy; a third must say so, two at least.
_JURY: Final = 8
_AGREE: Final = 3


@dataclass(slots=True)
class Sketches:
    """The sketches of many documents: numbers one after the other, where each begins, up to where it reaches."""

    ids: pa.Array
    numbers: Hashes
    starts: Ints
    reach: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def of(self, document: int) -> Hashes:
        """The numbers of one document."""
        return self.numbers[self.starts[document] : self.starts[document + 1]]


def with_stories(stream: Stream, folder: Path) -> tuple[Stream, int]:
    """The rows of all tables with the stories of the documents found anew, and how many documents are further copies.

    Args:
        stream: Gives the rows of a table; of its sketches twice.
        folder: Where temporary files go.
    """
    found = group(stream(Sketch, TABLES[Sketch]), folder=folder)
    ids, stories = (found[name].combine_chunks() for name in found.column_names)

    def told(row_type: type[Row], name: str) -> Iterator[pa.RecordBatch]:
        for batch in stream(row_type, name):
            if row_type is Document:
                own = batch["doc_id"]
                story = pc.coalesce(stories.take(pc.index_in(own, value_set=ids)), own)
                batch = batch.set_column(
                    batch.schema.get_field_index("story_id"), batch.schema.field("story_id"), story
                )
            yield batch

    return told, found.num_rows - len(pc.unique(stories))


def group(batches: Iterable[pa.RecordBatch], *, folder: Path | None = None) -> pa.Table:
    """Find the stories.

    Args:
        batches: Columns ``doc_id`` and ``numbers`` (see `conflictner.corpus.sketches.sketch`), in any order.
        folder: Where temporary files go; the system's place for them if None.

    Returns:
        ``doc_id`` and ``story_id``, the smallest doc_id of the group, of the documents that are in a group of two or
        more, in order of doc_id.

    >>> from conflictner.corpus.sketches import sketch
    >>> text = "Rebels took Goma on Monday night after a week of heavy fighting, residents and two diplomats said."
    >>> texts = {"b": text, "a": f"Goma falls. {text}", "c": "Talks resume in Doha on Tuesday, two diplomats said."}
    >>> copies = {doc_id: sketch(text) for doc_id, text in texts.items()}
    >>> group([pa.record_batch({"doc_id": list(copies), "numbers": list(copies.values())})]).to_pydict()
    {'doc_id': ['a', 'b'], 'story_id': ['a', 'a']}
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix=".tmp-stories-") as name:
        there = _ordered(_gathered(batches, Path(name)), Path(name))
        for _ in range(2):  # once the footers are gone, the beginnings show better what is a story's own
            there = without(there, common_runs(there.numbers, there.starts), Path(name))
        members = _grouped(there, shared_pairs(there.numbers, there.starts, Path(name)))
        codes = np.flatnonzero(members >= 0)
        names = there.ids.take(pa.array(codes)).to_pylist()
        leads = members[codes].tolist()
    smallest: dict[int, str] = {}
    for lead, name_ in zip(leads, names, strict=True):
        smallest[lead] = min(smallest.get(lead, name_), name_)
    stories = pa.array([smallest[lead] for lead in leads], pa.string())
    return pa.table({"doc_id": pa.array(names, pa.string()), "story_id": stories}).sort_by("doc_id")


def _gathered(batches: Iterable[pa.RecordBatch], folder: Path) -> Sketches:
    """The sketches as they come; the numbers go to a file."""
    ids, lengths = [pa.array([], pa.string())], [np.zeros(0, np.int64)]
    path = folder / "given"
    with path.open("wb") as file:
        for batch in batches:
            ids.append(batch["doc_id"].cast(pa.string()))
            lengths.append(pc.binary_length(batch["numbers"]).to_numpy(zero_copy_only=False).astype(np.int64) // 4)
            file.writelines(batch["numbers"].to_pylist())
    starts = np.concatenate([[0], np.cumsum(np.concatenate(lengths))]).astype(np.int64)
    numbers = np.memmap(path, "<u4", "r") if starts[-1] else np.zeros(0, np.uint32)
    reach = np.full(len(starts) - 1, WHOLE, np.int64)
    full = np.diff(starts) >= KEPT
    for some in _chunks(np.flatnonzero(full), 1 << 14):
        highest = np.array([numbers[starts[i] : starts[i + 1]].max() for i in some.tolist()], np.int64)
        reach[some] = np.maximum(highest + 1, SURE)
    return Sketches(pa.concat_arrays(ids), numbers, starts, reach)


def _ordered(there: Sketches, folder: Path) -> Sketches:
    """The fullest text first, whatever the order that they came in: equal ones by their numbers, then by id."""
    sizes = np.diff(there.starts)
    words = sizes * (WHOLE / np.maximum(there.reach, 1))
    mixed = np.zeros(len(there), np.uint64)
    filled = np.flatnonzero(sizes)
    if len(filled):
        mixed[filled] = np.add.reduceat(there.numbers, there.starts[filled], dtype=np.uint64)
    names = np.empty(len(there), np.int64)
    names[pc.sort_indices(there.ids).to_numpy()] = np.arange(len(there))
    order = np.lexsort((names, mixed, -words))
    path = folder / "ordered"
    with path.open("wb") as file:
        for some in _chunks(order, 1 << 14):
            file.writelines(there.of(i).tobytes() for i in some.tolist())
    starts = np.concatenate([[0], np.cumsum(sizes[order])]).astype(np.int64)
    numbers = np.memmap(path, "<u4", "r") if starts[-1] else np.zeros(0, np.uint32)
    return Sketches(there.ids.take(pa.array(order)), numbers, starts, there.reach[order])


def _chunks(codes: Ints, size: int) -> Iterator[Ints]:
    for start in range(0, len(codes), size):
        yield codes[start : start + size]


def _grouped(there: Sketches, candidates: Iterable[Candidates]) -> Ints:
    """The leader of each document; -1 where it is alone."""
    leader = np.full(len(there), -1, np.int64)
    members: dict[int, list[int]] = {}
    apart: list[tuple[int, int]] = []

    def lead_of(document: int) -> int:
        return int(leader[document]) if leader[document] >= 0 else document

    def join(lead: int, other: int) -> None:
        moved = members.pop(other, [other])
        members[lead] = sorted([*members.get(lead, [lead]), *moved])
        leader[members[lead]] = lead

    def fit(lead: int, other: int) -> bool:
        return _fit(there, members.get(lead, [lead])[:_JURY], members.get(other, [other])[:_JURY])

    for document, others in candidates:
        leads = dict.fromkeys(lead_of(other) for other in others)
        found = next((lead for lead in leads if fit(lead, document)), None)
        if found is not None:
            join(found, document)
        apart += [(other, document) for other in others if lead_of(other) != lead_of(document)]
    for first, second in apart:  # parts of one story that were begun with copies too unlike
        one, two = sorted((lead_of(first), lead_of(second)))
        if one != two and (one in members or two in members) and fit(one, two):
            join(one, two)
    return leader


def _fit(there: Sketches, some: list[int], others: list[int]) -> bool:
    """Whether enough pairs of two groups are copies of one another; of two texts alone more is asked."""
    count = len(some) * len(others)
    agree = sum(_alike(there, one, other, BEGINNING if count == 1 else JOINING) for one in some for other in others)
    return agree >= max(count / _AGREE, min(count, 2))


def _alike(there: Sketches, one: int, other: int, doubt: Doubt) -> bool:
    limit = int(min(there.reach[one], there.reach[other]))
    return near_copies(_below(there.of(one), limit), _below(there.of(other), limit), share=limit / WHOLE, doubt=doubt)


def _below(numbers: Hashes, limit: int) -> list[int]:
    values: list[int] = (numbers if limit >= WHOLE else numbers[numbers < limit]).tolist()
    return values
