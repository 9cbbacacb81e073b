"""Columns of integers that do not fit in memory: written in chunks that are cut into ranges, read back range by range.

A chunk is written whole, column after column; where each of its ranges begins is remembered. So a corpus of any size
costs one open file, and as much memory as its largest range.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

import numpy as np
import numpy.typing as npt

from conflictner.errors import E401, OutputError

Column = npt.NDArray[np.int32]

#: Chunks are held in memory up to this many bytes together; a graph of some articles never touches the disk.
IN_MEMORY: Final = 64 << 20


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
        self._held: list[list[Column]] = []
        self._held_bytes = 0
        self._open = ExitStack()
        self._file: IO[bytes] | None = None
        self._cuts: list[npt.NDArray[np.int64]] = []
        self._offsets: list[int] = []
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
        self._held.append(list(columns))
        self._held_bytes += sum(column.nbytes for column in columns)
        if self._held_bytes > self._limit:
            self._flush()

    def _flush(self) -> None:
        try:
            file = self._temporary()
            for chunk in self._held:
                self._offsets.append(self._written)
                for column in chunk:
                    file.write(column.data)
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
        parts: list[Column] = []
        on_disk = len(self._offsets)
        for at, cuts in enumerate(self._cuts):
            low, high, rows = int(cuts[number]), int(cuts[number + 1]), int(cuts[-1])
            if low < high and at >= on_disk:
                parts.append(self._held[at - on_disk][column][low:high])
            elif low < high:
                parts.append(self._slice(self._offsets[at] + 4 * (column * rows + low), high - low))
        return np.concatenate(parts) if parts else np.zeros(0, np.int32)

    def _slice(self, offset: int, count: int) -> Column:
        file = self._temporary()
        file.seek(offset)
        return np.frombuffer(file.read(4 * count), np.int32)
