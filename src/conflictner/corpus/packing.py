"""What can be told from elsewhere is not written twice: mentions and quotes as they stand on the disk, and back.

A name with its id, coordinates and country stands once in the table of entities, and mentions and quotes hold its
number; a mention ends where its text does; who speaks alone is not told as a list. Offsets are small numbers: a
mention's counted from the one before, those of cue and source from where the words of the quote begin. What comes back
is what was given, value for value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, zip_longest
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from conflictner.rows import Mention, Quote, Row, arrow_schema

#: The table of entities: a row is what mentions and quotes call by its number, from 0.
ENTITY_SCHEMA: Final = pa.schema(
    [
        pa.field("entity", pa.int32(), nullable=False),
        pa.field("entity_id", pa.string()),
        pa.field("entity_name", pa.string()),
        pa.field("lat", pa.float64()),
        pa.field("lon", pa.float64()),
        pa.field("country", pa.string()),
    ]
)
_OF_ENTITY: Final = ("entity_id", "entity_name", "lat", "lon", "country")
#: Stands before the name of an entity whose id would spell another one, and alone where it has none.
_NO_NAME: Final = "\x00"
#: Offsets that are counted from where the words of the quote begin, and a length: their names say so.
_BESIDE: Final = {"cues": "cues_from", "source_start": "source_from", "source_end": "source_length"}
#: Columns that rise within a document: how far from the mention before, or from 0.
_STEPS: Final = {"start": "start_step", "sentence": "sentence_step", "paragraph": "paragraph_step"}
#: What stands packed in which column.
_GONE: Final[dict[type[Row], dict[str, tuple[str, ...]]]] = {
    Mention: {
        **dict.fromkeys(_OF_ENTITY, ("entity",)),
        "text": ("text", "entity"),
        **{name: (step, "doc_id") for name, step in _STEPS.items()},
        "end": ("end", "start_step", "doc_id", "text", "entity"),
    },
    Quote: {
        **dict.fromkeys(("speaker_id", "speaker_name"), ("speaker",)),
        "speaker_ids": ("speaker_ids", "speaker"),
        "cues": ("cues_from", "contents"),
        "source_start": ("source_from", "contents"),
        "source_end": ("source_length", "source_from", "contents"),
    },
}

#: What of the table of entities a column is made from.
_NEEDED: Final[dict[type[Row], dict[str, tuple[str, ...]]]] = {
    Mention: {**{name: (name,) for name in _OF_ENTITY}, "text": ("entity_name",), "end": ("entity_name",)},
    Quote: {"speaker_id": ("entity_id",), "speaker_name": ("entity_name",), "speaker_ids": ("entity_id",)},
}


def packed_schema(row_type: type[Row]) -> pa.Schema:
    """The schema of a table on the disk."""
    schema = arrow_schema(row_type)
    if row_type is Mention:
        fields = [field for field in schema if field.name not in _OF_ENTITY]
        fields = [field.with_nullable(True) if field.name in ("end", "text") else field for field in fields]
        fields = [field.with_name(_STEPS.get(field.name, field.name)) for field in fields]
        return pa.schema([*fields, pa.field("entity", pa.int32(), nullable=False)], metadata=schema.metadata)
    if row_type is Quote:
        fields = [field for field in schema if field.name not in ("speaker_id", "speaker_name")]
        fields = [field.with_nullable(True) if field.name == "speaker_ids" else field for field in fields]
        fields = [field.with_name(_BESIDE.get(field.name, field.name)) for field in fields]
        return pa.schema([*fields, pa.field("speaker", pa.int32(), nullable=False)], metadata=schema.metadata)
    return schema


class Steps:
    """Numbers that rise within a document as steps, and back; remembers where the batch before ended."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[str, int]] = {}

    def taken(self, batch: pa.RecordBatch, name: str) -> pa.Array:
        """How far each row is from the one before it in its document."""
        values = batch[name].to_numpy()
        new, given = self._new(batch, name)
        before = np.r_[given, values[:-1]] * ~new
        self._keep(batch, name, values)
        return pa.array(values - before, pa.int32())

    def summed(self, batch: pa.RecordBatch, name: str) -> pa.Array:
        """What the steps add up to."""
        new, given = self._new(batch, name)
        steps = batch[name].to_numpy()
        total = np.cumsum(steps, dtype=np.int64)
        before = np.r_[-given, total[:-1]][np.maximum.accumulate(np.where(new, np.arange(len(new)), 0))]
        values = total - before
        self._keep(batch, name, values)
        return pa.array(values.astype(np.int32))

    def _new(self, batch: pa.RecordBatch, name: str) -> tuple[Any, int]:
        """Where a document begins, and the last number of the batch before."""
        documents = _plain(batch["doc_id"])
        if not len(documents):
            return np.zeros(0, bool), 0
        document, given = self._last.get(name, ("", 0))
        changed = pc.not_equal(documents[1:], documents[:-1]).to_numpy(zero_copy_only=False)
        first = name not in self._last or document != documents[0].as_py()
        return np.r_[first, changed], 0 if first else given

    def _keep(self, batch: pa.RecordBatch, name: str, values: Any) -> None:
        if len(values):
            self._last[name] = batch["doc_id"][-1].as_py(), int(values[-1])


class Packer:
    """Numbers entities as they come; pack mentions before quotes.

    Holds a text for each different entity of the corpus, some hundred bytes.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._named: dict[tuple[str | None, str | None], int] = {}
        self._steps = Steps()

    def pack(self, row_type: type[Row], batch: pa.RecordBatch) -> pa.RecordBatch:
        """Rows as they stand on the disk."""
        if row_type is Mention:
            return self._mentions(batch)
        return self._quotes(batch) if row_type is Quote else batch

    def entities(self, *, size: int = 50_000) -> Iterator[pa.RecordBatch]:
        """The table of entities."""
        names = ENTITY_SCHEMA.names
        left = iter(self._numbers.items())
        while some := list(islice(left, size)):
            rows = [dict(zip_longest(names, (number, *values))) for values, number in some]
            for row in rows:
                row["entity_name"] = _untold(row["entity_id"], row["entity_name"])
            yield pa.RecordBatch.from_pylist(rows, schema=ENTITY_SCHEMA)

    def _coded(self, batch: pa.RecordBatch, names: Sequence[str]) -> pa.Array:
        """The number of the entity of each row."""
        keys = np.zeros(len(batch), np.int64)
        for name in names:
            coded = _plain(batch[name]).dictionary_encode(null_encoding="encode")
            keys = np.unique(keys, return_inverse=True)[1] * len(coded.dictionary) + coded.indices.to_numpy()
        _, first, place = np.unique(keys, return_index=True, return_inverse=True)
        order = np.argsort(first)  # numbered as they come, however rows are cut into batches
        rows = batch.select(list(names)).take(pa.array(first[order])).to_pylist()
        numbers = np.empty(len(order), np.int32)
        numbers[order] = [self._number(tuple(row.values())) for row in rows]
        return pa.array(numbers[place])

    def _number(self, values: tuple[Any, ...]) -> int:
        if len(values) == 2 and (known := self._named.get((values[0], values[1]))) is not None:
            return known
        found = self._numbers.setdefault(values, len(self._numbers))
        self._named.setdefault((values[0], values[1]), found)
        return found

    def _mentions(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        text, name = _plain(batch["text"]), _plain(batch["entity_name"])
        told = pc.add(batch["start"], pc.utf8_length(text).cast(pa.int32()))
        columns = {
            "end": pc.if_else(pc.equal(batch["end"], told), pa.scalar(None, pa.int32()), batch["end"]),
            "text": pc.if_else(pc.fill_null(pc.equal(text, name), False), pa.scalar(None, pa.string()), text),
            "entity": self._coded(batch, _OF_ENTITY),
            **{step: self._steps.taken(batch, name) for name, step in _STEPS.items()},
        }
        return _made(packed_schema(Mention), batch, columns)

    def _quotes(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        columns = {
            "speaker": self._coded(batch, ("speaker_id", "speaker_name")),
            "speaker_ids": _unless_alone(batch["speaker_ids"], _plain(batch["speaker_id"])),
        }
        begin = _begin(batch["contents"])
        start = batch["source_start"]
        columns |= {
            "cues_from": _moved(batch["cues"], pc.negate(begin)),
            "source_from": pc.subtract(start, begin),
            "source_length": pc.subtract(batch["source_end"], pc.coalesce(start, begin)),
        }
        return _made(packed_schema(Quote), batch, columns)


def _spelled(entity_id: str | None) -> str | None:
    """The name that the id of an unlisted entity spells, as far as it does.

    >>> _spelled("new:stanley-uzoaru"), _spelled("arm:m23")
    ('Stanley Uzoaru', None)
    """
    if entity_id is None or not entity_id.startswith("new:"):
        return None
    return " ".join(word[:1].upper() + word[1:] for word in entity_id[4:].split("-"))


def _untold(entity_id: str | None, name: str | None) -> str | None:
    """The name as the table of entities tells it: nothing where the id spells it; a mark where there is none."""
    spelled = _spelled(entity_id)
    if spelled is None:
        return name
    if name is None or name.startswith(_NO_NAME):
        return _NO_NAME + (name or "")
    return None if name == spelled else name


def _names(table: pa.Table) -> pa.Array:
    names = []
    for entity_id, name in zip(table["entity_id"].to_pylist(), table["entity_name"].to_pylist(), strict=True):
        spelled = _spelled(entity_id)
        if spelled is not None:
            name = spelled if name is None else name.removeprefix(_NO_NAME) or None if name[:1] == _NO_NAME else name
        names.append(name)
    return pa.array(names, pa.string())


def _plain(values: Any) -> Any:
    return values.cast(values.type.value_type) if pa.types.is_dictionary(values.type) else values


def _made(schema: pa.Schema, batch: pa.RecordBatch, columns: dict[str, Any]) -> pa.RecordBatch:
    arrays = [columns[name] if name in columns else batch[name] for name in schema.names]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _begin(contents: Any) -> pa.Array:
    """Where the words of each quote begin; 0 where there are none."""
    count = pc.list_value_length(contents).to_numpy(zero_copy_only=False)
    begin = np.zeros(len(count), np.int32)
    begin[count > 0] = contents.flatten().flatten().to_numpy()[2 * (np.cumsum(count) - count)[count > 0]]
    return pa.array(begin)


def _moved(spans: Any, by: pa.Array) -> pa.Array:
    """Lists of spans, those of each row so many characters further on."""
    count = pc.list_value_length(spans).to_numpy(zero_copy_only=False)
    moved = spans.flatten().flatten().to_numpy() + np.repeat(by.to_numpy(), 2 * count)
    pairs = pa.FixedSizeListArray.from_arrays(pa.array(moved), 2)
    return pa.ListArray.from_arrays(pa.array(np.r_[0, np.cumsum(count)].astype(np.int32)), pairs)


def _alone(speaker: Any) -> list[list[str]]:
    return [[] if one is None else [one] for one in speaker.to_pylist()]


def _unless_alone(lists: Any, speaker: Any) -> pa.Array:
    pairs = zip(lists.to_pylist(), _alone(speaker), strict=True)
    return pa.array([None if given == alone else given for given, alone in pairs], pa.list_(pa.string()))


def unpacked(
    row_type: type[Row],
    batches: Iterable[pa.RecordBatch],
    entities: Callable[[list[str]], pa.Table],
    columns: Sequence[str] | None,
) -> Iterator[pa.RecordBatch]:
    """The rows of a packed table.

    Args:
        row_type: Mention or Quote.
        batches: As `Packer.pack` made them, with at least the columns that `stored` names.
        entities: Gives columns of the table of entities.
        columns: The columns wanted.
    """
    schema = arrow_schema(row_type)
    names = list(columns) if columns is not None else schema.names
    wanted = pa.schema([schema.field(name) for name in names], metadata=schema.metadata)
    needed = sorted({own for name in names for own in _NEEDED[row_type].get(name, ())})
    table = entities(sorted({*needed, *(["entity_id"] if "entity_name" in needed else [])}))
    told = {name: table[name].combine_chunks() for name in needed}
    if "entity_name" in needed:
        told["entity_name"] = _names(table)
    steps = Steps()
    for batch in batches:
        for name, step in _STEPS.items():
            if step in batch.schema.names:
                batch = batch.append_column(name, steps.summed(batch, step))
        yield pa.RecordBatch.from_arrays([_column(row_type, name, batch, told) for name in names], schema=wanted)


def stored(row_type: type[Row], columns: Sequence[str] | None) -> list[str] | None:
    """The columns on the disk that some columns are made from.

    >>> stored(Mention, ["doc_id", "end"])
    ['doc_id', 'end', 'start_step', 'text', 'entity']
    """
    if columns is None:
        return None
    gone = _GONE.get(row_type, {})
    return list(dict.fromkeys(own for name in columns for own in gone.get(name, (name,))))


def _column(row_type: type[Row], name: str, batch: pa.RecordBatch, told: dict[str, Any]) -> Any:
    if row_type is Mention and name in _OF_ENTITY:
        return told[name].take(batch["entity"])
    if row_type is Mention and name == "text":
        return pc.coalesce(batch["text"], told["entity_name"].take(batch["entity"]))
    if row_type is Mention and name == "end":
        length = pc.utf8_length(_column(row_type, "text", batch, told)).cast(pa.int32())
        return pc.coalesce(batch["end"], pc.add(batch["start"], length))
    if row_type is Quote and name in ("speaker_id", "speaker_name"):
        return told[name.replace("speaker", "entity")].take(batch["speaker"])
    if row_type is Quote and name == "speaker_ids":
        alone = _alone(told["entity_id"].take(batch["speaker"]))
        pairs = zip(batch["speaker_ids"].to_pylist(), alone, strict=True)
        return pa.array([own if given is None else given for given, own in pairs], pa.list_(pa.string()))
    if row_type is Quote and name in _BESIDE:
        return _placed(name, batch)
    return batch[name]


def _placed(name: str, batch: pa.RecordBatch) -> Any:
    """Offsets of cue and source in the text again."""
    begin = _begin(batch["contents"])
    if name == "cues":
        return _moved(batch["cues_from"], begin)
    start = pc.add(batch["source_from"], begin)
    return start if name == "source_start" else pc.add(batch["source_length"], pc.coalesce(start, begin))
