"""A text as a sketch: some fifty of its four-word runs, as numbers, in reading order; near-copies share most of them.

Which runs are kept depends on their numbers alone, so that the same run is kept or left out alike in every text: what
two sketches share estimates what the texts share, and a run that stands in a thousand texts is seen to do so.
"""

from __future__ import annotations

import re
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint32]

#: Words of a run: a changed word costs four runs; runs of three are too often the language's own.
RUN: Final = 4
#: The smallest numbers that are kept of every text ...
KEPT: Final = 64
#: ... and of a long one everything below this: one run of sixteen.
SURE: Final = (1 << 32) // 16
#: What a sketch reaches up to that holds every run of its text.
WHOLE: Final = 1 << 32

_WORD: Final = re.compile(r"[^\W_]+")


def sketch(text: str) -> bytes:
    """The sketch of a text: little-endian 32-bit numbers, in the order in which the runs first stand in the text.

    >>> len(sketch("Rebels took Goma on Monday night, residents said.")) // 4
    5
    >>> sketch("REBELS took Goma, on Monday night - residents said") == sketch(
    ...     "Rebels took Goma on Monday night, residents said."
    ... )
    True
    """
    hashes = [crc32(word.encode()) for word in _WORD.findall(text.lower())]
    if len(hashes) < RUN:
        return b""
    words = np.array(hashes, np.uint64)
    runs = np.zeros(len(words) - RUN + 1, np.uint64)
    for place in range(RUN):
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + words[place : place + len(runs)]
    runs ^= runs >> np.uint64(29)
    runs *= np.uint64(0xBF58476D1CE4E5B9)
    numbers = (runs >> np.uint64(32)).astype(np.uint32)
    distinct, first = np.unique(numbers, return_index=True)
    kept = max(KEPT, int(np.searchsorted(distinct, SURE)))
    return numbers[np.sort(first[:kept])].astype("<u4").tobytes()


def reach(numbers: Hashes) -> int:
    """The number below which a sketch holds every run of its text."""
    return WHOLE if len(numbers) < KEPT else max(int(numbers.max()) + 1, SURE)
