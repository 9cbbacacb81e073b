"""Columns of integers that do not fit in memory: written in chunks that are cut into ranges, read back range by range.

A chunk is written whole, column after column; where each of its ranges begins is remembered. So a corpus of any size
costs one open file, and as much memory as its largest range. Columns whose values lie near one another in a chunk - its
documents, offsets in articles - are kept as small distances from the least of them, in half the room.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

import numpy as np
import numpy.typing as npt

from conflictner.errors import E401, OutputError

Column = npt.NDArray[np.int32]

#: Chunks are held in memory up to this many bytes together; a graph of some articles never touches the disk.
IN_MEMORY: Final = 32 << 20


#: Distances below this are kept in 16 bits.
_NEAR: Final = 1 << 16


@dataclass(slots=True)
class _Packing:
    """How a column of a chunk is kept: values less the least, of which type, and where in the file."""

    least: np.int32
    type: type[np.uint16 | np.int32]
    offset: int = 0


class Spill:
    """Chunks of equally long int32 columns, each chunk in order of its ranges.

    Args:
        columns: How many columns a chunk has.
        ranges: How many ranges a chunk is cut into.
        folder: Where the temporary file is made; the system's folder for such files if None.

    Raises:
        OutputError: E401, the disk is full or the folder cannot be written.

    >>> spill = Spill(columns=1, ranges=2)
    >>> for values in ([1, 2, 9], [3, 7, 8]):
    ...     spill.add([np.array(values, np.int32)], cuts=[0, 1 if values[0] == 3 else 2, 3])
    >>> [spill.read(number, 0).tolist() for number in range(2)]
    [[1, 2, 3], [9, 7, 8]]
    """

    def __init__(self, *, columns: int, ranges: int, folder: Path | None = None, in_memory: int = IN_MEMORY) -> None:
        self.columns = columns
        self.ranges = ranges
        self._folder = folder
        self._limit = in_memory
        self._packings: list[list[_Packing]] = []
        self._held: list[list[npt.NDArray[np.uint16] | Column]] = []  # the last chunks; those before are in the file
        self._held_bytes = 0
        self._open = ExitStack()
        self._file: IO[bytes] | None = None
        self._cuts: list[npt.NDArray[np.int64]] = []
        self._written = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Forget everything; the temporary file is deleted."""
        self._open.close()
        self._file = None
        self._held.clear()

    def add(self, columns: Sequence[Column], cuts: Sequence[int] | npt.NDArray[np.int64]) -> None:
        """Keep a chunk.

        Args:
            columns: The columns, rows in order of their range.
            cuts: ``ranges + 1`` row numbers: range r is ``cuts[r]:cuts[r + 1]``.
        """
        self._cuts.append(np.asarray(cuts, np.int64))
        packings = [_packing(column) for column in columns]
        self._packings.append(packings)
        self._held.append([_packed(column, packing) for column, packing in zip(columns, packings, strict=True)])
        self._held_bytes += sum(column.nbytes for column in self._held[-1])
        if self._held_bytes > self._limit:
            self._flush()

    def _flush(self) -> None:
        try:
            file = self._temporary()
            for packings, columns in zip(self._packings[-len(self._held) :], self._held, strict=True):
                for packing, column in zip(packings, columns, strict=True):
                    file.write(column.data)
                    packing.offset = self._written
                    self._written += column.nbytes
        except OSError as error:
            raise OutputError(E401.format(path="temporary file", reason=error.strerror or error)) from error
        self._held.clear()
        self._held_bytes = 0

    def _temporary(self) -> IO[bytes]:
        """The file, made when it is first needed."""
        if self._file is None:
            with ExitStack() as stack:
                self._file = stack.enter_context(tempfile.TemporaryFile(dir=self._folder))
                self._open = stack.pop_all()
        return self._file

    def size(self, number: int) -> int:
        """How many rows a range has."""
        return int(sum(cuts[number + 1] - cuts[number] for cuts in self._cuts))

    def read(self, number: int, column: int) -> Column:
        """One column of one range, chunks in the order in which they were added."""
        parts = list(self.pieces(number, column))
        return np.concatenate(parts) if parts else np.zeros(0, np.int32)

    def pieces(self, number: int, column: int) -> Iterator[Column]:
        """The same chunk by chunk, for a range that is too large to be held; the same pieces for each column."""
        on_disk = len(self._packings) - len(self._held)
        for at, (packings, cuts) in enumerate(zip(self._packings, self._cuts, strict=True)):
            packing, low, high = packings[column], int(cuts[number]), int(cuts[number + 1])
            if low < high:
                kept = self._held[at - on_disk][column][low:high] if at >= on_disk else self._slice(packing, low, high)
                yield kept.astype(np.int32) + packing.least

    def _slice(self, packing: _Packing, low: int, high: int) -> npt.NDArray[np.uint16 | np.int32]:
        size = np.dtype(packing.type).itemsize
        file = self._temporary()
        file.seek(packing.offset + size * low)
        return np.frombuffer(file.read(size * (high - low)), packing.type)


def _packing(column: Column) -> _Packing:
    if len(column):
        least = column.min()
        if int(column.max()) - int(least) < _NEAR:
            return _Packing(least, np.uint16)
    return _Packing(np.int32(0), np.int32)


def _packed(column: Column, packing: _Packing) -> npt.NDArray[np.uint16] | Column:
    return column if packing.type is np.int32 else (column - packing.least).astype(np.uint16)
