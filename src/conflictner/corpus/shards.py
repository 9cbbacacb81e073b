"""Rows -> Parquet: a shard is a folder that is there whole or not at all; finished shards become one file a table."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from conflictner.corpus.packing import ENTITY_SCHEMA, Packer, packed_schema, stored, unpacked
from conflictner.errors import E401, E508, CorpusError, OutputError
from conflictner.rows import Document, Duplicate, Mention, Quote, Reject, Relation, Row, Sketch, to_table

#: The tables of a corpus and their files.
TABLES: Final[dict[type[Row], str]] = {
    Document: "documents.parquet",
    Mention: "mentions.parquet",
    Quote: "quotes.parquet",
    Reject: "rejects.parquet",
    Duplicate: "duplicates.parquet",
    Sketch: "sketches.parquet",
}
#: Given a row type and the file name of its table: the rows of it in order.
Stream = Callable[[type[Row], str], Iterable[pa.RecordBatch]]
#: A table that a corpus may have besides: no component of today writes it.
ADDED: Final[dict[type[Row], str]] = {Relation: "relations.parquet"}
#: Rows of a row group: fixed, so that a table has the same bytes whatever shards it was put together from.
_GROUP: Final = 1 << 18
#: The names, ids and coordinates that mentions and quotes of a finished corpus call by number.
ENTITIES: Final = "entities.parquet"
_PACKED: Final[dict[str, type[Row]]] = {TABLES[Mention]: Mention, TABLES[Quote]: Quote}
#: How hard each codec tries.
_LEVELS: Final = {"zstd": 19, "brotli": 10}
#: Columns that look like chance: nothing to be found in them.
_RANDOM: Final = ("text_sha256", "numbers")
_TEMPORARY: Final = ".tmp-"
_COUNTS: Final = "counts.json"


def shard_name(number: int) -> str:
    """The folder of a shard; in the order of names shards are in the order of the input.

    >>> shard_name(12)
    '00000012'
    """
    return f"{number:08}"


def finished(folder: Path) -> set[int]:
    """The numbers of the shards that are there."""
    return {int(path.name) for path in folder.iterdir() if path.name.isdigit()} if folder.is_dir() else set()


def write_shard(folder: Path, number: int, rows: Mapping[type[Row], list[Any]], counts: Mapping[str, Any]) -> None:
    """Write a shard to a temporary folder, flush it to the disk and rename it: the name is the commit.

    Raises:
        OutputError: E401; nothing is left of it.
    """

    def fill(temporary: Path) -> None:
        for row_type, name in TABLES.items():
            pq.write_table(to_table(rows.get(row_type, []), row_type), temporary / name, compression="zstd")
        (temporary / _COUNTS).write_text(json.dumps(counts), encoding="utf-8")

    commit(folder / shard_name(number), fill)


def commit(target: Path, fill: Callable[[Path], None]) -> None:
    """Fill a temporary folder beside ``target``, flush it to the disk, rename it; a target that is there stays.

    Raises:
        OutputError: E401; nothing is left of it.
    """
    temporary = target.with_name(f"{_TEMPORARY}{target.name}-{token_hex(4)}")
    try:
        temporary.mkdir()
        fill(temporary)
        for path in sorted(temporary.iterdir()):
            flush(path)
        flush(temporary)
        if not target.exists():
            temporary.rename(target)
            flush(target.parent)
    except (OSError, pa.ArrowException) as error:
        if not target.exists():
            raise OutputError(E401.format(path=target, reason=getattr(error, "strerror", None) or error)) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def flush(path: Path) -> None:
    """Make sure that a file or the names in a folder are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear(folder: Path, *, part: tuple[int, int]) -> None:
    """Remove what killed processes left unfinished of one part of the shards."""
    for path in folder.glob(f"{_TEMPORARY}*"):
        if int(path.name.split("-")[1]) % part[1] == part[0] - 1:
            shutil.rmtree(path, ignore_errors=True)


def read_counts(folder: Path, number: int) -> dict[str, Any]:
    """What was counted while a shard was worked on."""
    counts: dict[str, Any] = json.loads((folder / shard_name(number) / _COUNTS).read_text(encoding="utf-8"))
    return counts


def read_batches(path: Path, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
    """The rows of one table; a file that is not there has none.

    Raises:
        CorpusError: E508, the file is damaged.
    """
    entities, row_type = path.with_name(ENTITIES), _PACKED.get(path.name)
    if row_type is None or not entities.exists():  # the tables of a shard are not packed
        yield from _read(path, columns)
        return

    def named(names: list[str]) -> pa.Table:
        schema = pa.schema([ENTITY_SCHEMA.field(name) for name in names])
        return pa.Table.from_batches((batch.select(names) for batch in _read(entities, names)), schema)

    yield from unpacked(row_type, _read(path, stored(row_type, columns)), named, columns)


def _read(path: Path, columns: Sequence[str] | None) -> Iterator[pa.RecordBatch]:
    if path.exists():
        try:
            with pq.ParquetFile(path) as file:
                # One thread: no slower over a million documents, and 40 MiB less, as Arrow keeps memory for each.
                names = list(columns) if columns is not None else None
                yield from file.iter_batches(columns=names, use_threads=False)
        except (OSError, pa.ArrowException) as error:
            raise CorpusError(E508.format(path=path, reason=error)) from error


def write_tables(target: Path, stream: Stream) -> None:
    """Write every table as one file each into a new folder; the same rows give the same bytes.

    Args:
        target: The folder to make.
        stream: Given a row type and the file name of its table, its rows in order.
    """

    def fill(temporary: Path) -> None:
        packer = Packer()
        for row_type, name in TABLES.items():  # mentions come before quotes
            _write(temporary / name, (packer.pack(row_type, batch) for batch in stream(row_type, name)), row_type)
        for row_type, name in ADDED.items():
            batches = iter(stream(row_type, name))
            if (first := next(batches, None)) is not None:
                _write(temporary / name, chain([first], batches), row_type)
        _write(temporary / ENTITIES, packer.entities(), None)

    commit(target, fill)


def _write(path: Path, batches: Iterable[pa.RecordBatch], row_type: type[Row] | None) -> None:
    schema = packed_schema(row_type) if row_type is not None else ENTITY_SCHEMA
    # Arrow's own copy of a schema takes a kilobyte a file; the spans of quotes alone are not the same without it.
    with pq.ParquetWriter(path, schema, store_schema=row_type is Quote, **_encodings(schema)) as writer:
        if row_type is not Quote and schema.metadata:
            writer.add_key_value_metadata(schema.metadata)
        for group in _groups(batches, schema):
            writer.write_table(group, row_group_size=_GROUP)


def _encodings(schema: pa.Schema) -> dict[str, Any]:
    """How columns are packed: ids and kinds repeat, texts and what stands once do not; of numbers byte by byte.

    Brotli knows common words beforehand: quoted ones take 0.94 of the room that zstd needs, for twice its time.
    """
    of_entities = schema is ENTITY_SCHEMA
    alone = {"doc_id", "story_id", *_RANDOM, "text", *(schema.names if of_entities else ())}
    long = {"text"} if "contents" in schema.names else {"entity_id", "entity_name"} if of_entities else set()
    codecs, encodings, repeating = {}, {}, []
    for path, value in _leaves(schema):
        name = path.split(".")[0]
        codecs[path] = "zstd" if name in _RANDOM else "brotli"
        if pa.types.is_integer(value):
            encodings[path] = "BYTE_STREAM_SPLIT"
        elif name in long:  # their lengths apart, which costs room where texts are a word or two
            encodings[path] = "DELTA_LENGTH_BYTE_ARRAY"
        elif name not in alone:
            repeating.append(path)
    return {
        "compression": codecs,
        "compression_level": {path: _LEVELS[codec] for path, codec in codecs.items()},
        "dictionary_pagesize_limit": 1 << 24,
        "write_statistics": False,
        "column_encoding": encodings,
        "use_dictionary": repeating,
    }


def _leaves(schema: pa.Schema) -> Iterator[tuple[str, pa.DataType]]:
    """What Parquet calls its columns: of a list, what stands in it."""
    for field in schema:
        path, value = field.name, field.type
        while pa.types.is_list(value) or pa.types.is_fixed_size_list(value):
            path, value = f"{path}.list.element", value.value_type
        yield path, value


def _groups(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    waiting: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        waiting.append(batch)
        count += batch.num_rows
        while count >= _GROUP:
            table = pa.Table.from_batches(waiting, schema=schema)
            yield table.slice(0, _GROUP).combine_chunks()
            rest = table.slice(_GROUP)
            waiting, count = rest.to_batches(), rest.num_rows
    if count:
        yield pa.Table.from_batches(waiting, schema=schema).combine_chunks()
