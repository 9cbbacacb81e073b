"""Arrow columns of a batch -> numpy, dictionary-encoded or not."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def plain(column: Any) -> Any:
    """A column without dictionary encoding."""
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def encoded(column: Any) -> Any:
    """A column with dictionary encoding."""
    return column if pa.types.is_dictionary(column.type) else column.dictionary_encode()


def codes(encoded: Any) -> Ints:
    """The codes of a dictionary-encoded column, -1 for null."""
    found: Ints = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    return found


def true(column: Any) -> Flags:
    """Where a column is true; null is not."""
    flags: Flags = pc.fill_null(column, False).to_numpy(zero_copy_only=False)
    return flags


def ints(column: Any) -> Ints:
    """A column of integers without nulls."""
    numbers: Ints = column.to_numpy(zero_copy_only=False).astype(np.int64)
    return numbers


def place_in(known: pa.Array, wanted: Any) -> Ints:
    """Where each value stands in a list of all of them."""
    return ints(pc.index_in(wanted, value_set=known))
