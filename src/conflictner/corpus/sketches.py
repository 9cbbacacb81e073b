"""A text as a sketch: some fifty of its four-word runs, as numbers, in reading order; near-copies share most of them.

Which runs are kept depends on their numbers alone, so that the same run is kept or left out alike in every text: what
two sketches share estimates what the texts share, and a run that stands in a thousand texts is seen to do so. The two
lowest bits of a number tell whether the run holds a name or a figure: reports of one form differ in these alone.
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

#: The two lowest bits of a number: the run holds a name, a figure.
NAME: Final = 1
FIGURE: Final = 2

#: A word and what stands between it and the next.
_WORD: Final = re.compile(r"([^\W_]+)([\W_]*)")
#: After these a capital is a name's: "in Goma", "Sake, Goma"; elsewhere it may begin a sentence.
_ON: Final = frozenset((" ", ", ", "-", "’", "'", " '", " ‘"))
#: Days change with the outlet's style ("on Monday", "Feb. 7", "yesterday"), and so do they from report to report.
_DAYS: Final = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec I"
)
_NUMBERS: Final = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen"
)
_NO_NAMES: Final = frozenset(_DAYS.split())
_IN_WORDS: Final = frozenset(_NUMBERS.split())


def sketch(text: str) -> bytes:
    """The sketch of a text: little-endian 32-bit numbers, in the order in which the runs first stand in the text.

    >>> len(sketch("Rebels took Goma on Monday night, residents said.")) // 4
    5
    >>> sketch("REBELS took Goma, on Monday night - residents said") == sketch(
    ...     "Rebels took Goma on Monday night, residents said."
    ... )
    True
    """
    hashes, kinds = _words(text)
    if len(hashes) < RUN:
        return b""
    words = np.array(hashes, np.uint64)
    runs = np.zeros(len(words) - RUN + 1, np.uint64)
    for place in range(RUN):
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + words[place : place + len(runs)]
    runs ^= runs >> np.uint64(29)
    runs *= np.uint64(0xBF58476D1CE4E5B9)
    numbers: Hashes = (runs >> np.uint64(32)).astype(np.uint32) & ~np.uint32(NAME | FIGURE)
    marks = np.array(kinds, np.uint32)
    for place in range(RUN):
        numbers |= marks[place : place + len(runs)]
    distinct, first = np.unique(numbers, return_index=True)
    kept = max(KEPT, int(np.searchsorted(distinct, SURE)))
    in_order: Hashes = numbers[np.sort(first[:kept])].astype("<u4")
    return in_order.tobytes()


def _words(text: str) -> tuple[list[int], list[int]]:
    """The number of each word, and whether it is a name, a figure or neither."""
    hashes, kinds = [], []
    between = ""
    for word, after in _WORD.findall(text):
        folded = word.lower()
        hashes.append(crc32(folded.encode()))
        if word[0].isdigit() or folded in _IN_WORDS:
            kinds.append(FIGURE)
        else:
            name = between in _ON and word[0].isupper() and word not in _NO_NAMES and not word.isupper()
            kinds.append(NAME if name else 0)
        between = after
    return hashes, kinds


def reach(numbers: Hashes) -> int:
    """The number below which a sketch holds every run of its text."""
    return WHOLE if len(numbers) < KEPT else max(int(numbers.max()) + 1, SURE)
