"""Parquet: one row, one record; columns of text, numbers and dates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from conflictner.corpus.records import Record, reject
from conflictner.corpus.sources import Source
from conflictner.rows import Reject

#: Rows that are in memory together.
_ROWS: Final = 200


def read_parquet(source: Source) -> Iterator[Record | Reject]:
    """The rows of a Parquet file, numbered from 1; it must not be packed once more."""
    if source.member is not None or source.path.suffix.lower() != ".parquet":
        yield reject(source.name, "R109", reason="a packed Parquet file; unpack it first")
        return
    try:
        with pq.ParquetFile(source.path) as file:
            # Lists, structs and bytes are no field of an article.
            names = [field.name for field in file.schema_arrow if _is_field(field.type)]
            number = 0
            for batch in file.iter_batches(batch_size=_ROWS, columns=names):
                columns = [_column(batch.column(name)) for name in names]
                for values in zip(*columns, strict=True):
                    number += 1
                    yield Record(f"{source.name}:{number}", dict(zip(names, values, strict=True)))
    except pa.ArrowException as error:
        yield reject(source.name, "R109", reason=error)


def _is_field(kind: pa.DataType) -> bool:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    tests = (
        pa.types.is_string,
        pa.types.is_large_string,
        pa.types.is_string_view,
        pa.types.is_integer,
        pa.types.is_floating,
        pa.types.is_date,
        pa.types.is_timestamp,
    )
    return any(test(kind) for test in tests)


def _column(column: pa.Array) -> list[Any]:
    if pa.types.is_timestamp(column.type):  # nanoseconds are more than a datetime holds
        column = pc.cast(column, pa.timestamp("us", column.type.tz), safe=False)
    values: list[Any] = column.to_pylist()
    return values
