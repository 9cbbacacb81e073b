"""Document ids -> numbers, for tables of any length, without a Python object for each."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]


def rising(ids: pa.Array) -> bool:
    """Whether ids are sorted and each stands once.

    >>> rising(pa.array(["a", "b"])), rising(pa.array(["a", "a"])), rising(pa.array([], pa.string()))
    (True, False, True)
    """
    return len(ids) < 2 or bool(pc.all(pc.greater(ids.slice(1), ids.slice(0, len(ids) - 1))).as_py())


class DocIndex:
    """The ids of documents in the order in which they were first seen.

    >>> index = DocIndex()
    >>> index.add_new(pa.array(["b", "a", "b"])).tolist()
    [0, 1]
    >>> index.find(pa.array(["a", "c"])).tolist()
    [1, -1]
    """

    def __init__(self) -> None:
        self._parts: list[pa.Array] = []
        self._whole: pa.Array = pa.array([], pa.string())
        self._size = 0
        self._next = 0  # where the next document of the table is to be expected

    def __len__(self) -> int:
        return self._size

    @property
    def ids(self) -> pa.Array:
        """All ids by number."""
        if self._parts:
            self._whole = pa.concat_arrays([self._whole, *self._parts])
            self._parts = []
        return self._whole

    def add_new(self, ids: pa.Array) -> Ints:
        """Number the ids that are new; the rows in which they stand first."""
        if not self._size and rising(ids):  # nothing to compare, and no table of all ids
            self.append(ids)
            return np.arange(len(ids))
        encoded = ids.dictionary_encode()
        codes = encoded.indices.to_numpy(zero_copy_only=False)
        first = np.sort(np.unique(codes, return_index=True)[1])
        known = pc.is_in(encoded.dictionary, value_set=self.ids).to_numpy(zero_copy_only=False)
        fresh: Ints = first[~known[codes[first]]].astype(np.int64)
        self.append(ids.take(pa.array(fresh)))
        return fresh

    def append(self, ids: pa.Array) -> None:
        """Number ids that are known to be new and different."""
        if len(ids):
            self._parts.append(ids)
            self._size += len(ids)

    def find(self, ids: pa.Array) -> Ints:
        """The number of each id, -1 for an unknown one.

        Rows come in the order of the documents: a short way ahead is looked through before everything is.
        """
        ahead = 4 * len(ids) + 1024
        stretches = [(self._next, ahead), (0, ahead)] if self._next else [(0, ahead)]  # a table begins anew
        if self._size > ahead:
            stretches.append((0, self._size))  # a look-up table of all takes 100 bytes a document
        for low, length in stretches:
            found = pc.index_in(ids, value_set=self.ids.slice(low, length))
            numbers: Ints = pc.fill_null(found, -1).to_numpy(zero_copy_only=False).astype(np.int64)
            if (numbers >= 0).all():
                numbers += low
                break
        self._next = max(int(numbers.max(initial=0)), 0)
        return numbers
