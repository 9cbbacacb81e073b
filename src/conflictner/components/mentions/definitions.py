"""Acronyms and their long forms, as a text defines them: "Long Name (LN)" and "LN (Long Name)"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from conflictner.components.mentions.boundaries import person_like
from conflictner.components.mentions.reading import APOSTROPHES, Reading
from conflictner.text import fold

_BRACKET: Final = frozenset("(")


def definitions(
    reading: Reading,
    longest: Callable[[int], int],
    country: Callable[[str], str],
    is_place: Callable[[tuple[int, int]], bool],
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """As in "Long Name (LN)" and "LN (Long Name)": pairs of token ranges, long form first.

    Args:
        reading: The Doc's columns.
        longest: Start of the longest name-like range that ends at a token index; that index where there is none.
        country: The country that folded words name, or "".
        is_place: Whether a token range is a listed place.
    """
    words = reading.words
    for i in reading.positions(_BRACKET):
        if i == 0 or reading.segment.get(i) == "DATELINE":
            continue
        close = next((j for j in range(i + 1, min(i + 14, len(words))) if words[j] == ")"), 0)
        if close <= i + 1:
            continue
        if close - i == 2 and _acronym(words[i + 1]):
            start = _long_form(reading, words[i + 1], i, longest)
            if start is None:
                continue
            named = country(fold(reading.text(start, i)))
            other = (named or is_place((start, i))) and (not named or country(fold(words[i + 1])) != named)
            if other and not initials_fit(words[i + 1], words[start:i]):
                # "from Juba, South Sudan (AFP)": what stands behind a place is the agency.
                continue
            yield (start, i), (i + 1, i + 2)
        elif _acronym(words[i - 1]) and close - i > 2 and reading.name_like[i + 1]:
            long = (i + 1, close)
            if initials_fit(words[i - 1], [words[k] for k in range(*long)]):
                yield long, (i - 1, i)


def _acronym(word: str) -> bool:
    """As in "TPDF", "LeT", "M23": at least two capitals, or a capital and a digit, no longer than ten letters.

    >>> [_acronym(w) for w in ("TPDF", "LeT", "M23", "Goma", "DRC")]
    [True, True, True, False, True]
    """
    capitals = sum(c.isupper() for c in word)
    return 2 <= len(word) <= 10 and word.isalnum() and (capitals >= 2 or (capitals == 1 and word[-1].isdigit()))


def _long_form(reading: Reading, short: str, end: int, longest: Callable[[int], int]) -> int | None:
    """Where the long form before a bracket starts: the name that ends there, or the words whose initials fit."""
    letters = [c.lower() for c in short if c.isalpha()]
    best: int | None = None
    for start in range(end - 1, max(end - 14, -1), -1):
        if reading.sentence_start[start + 1] and start + 1 < end:
            break
        words = reading.words[start:end]
        if reading.words[start] in ",;:()" or reading.lowers[start] in ("said", "says"):
            break
        if not reading.name_like[start] or words[0][0].lower() != letters[0]:
            continue
        if initials_fit(short, words):
            best = start
            break
    if best is None and len(letters) >= 3:
        # "West Papua National Liberation Army (TPNPB)": initials of another language fit no word of a body's name.
        start = longest(end)
        if end - start >= 2 and not person_like(reading, start, end):
            best = start
    return best


def initials_fit(short: str, words: list[str]) -> bool:
    """Whether the letters of an acronym are found in order at the starts of words, two of three at least.

    >>> initials_fit("TPDF", "Tanzania People 's Defence Forces".split())
    True
    >>> initials_fit("ADF", "Uganda".split())
    False
    """
    letters = [c.lower() for c in short if c.isalpha()]
    starts = [w[0].lower() for w in words if w[0].isalpha() and w not in APOSTROPHES]
    heads = [w[0].lower() for w in words if w[0].isupper()]
    if len(letters) < 2 or len(heads) < max(2, len(letters) - 2) or len(starts) > 2 * len(letters) + 4:
        return False
    at = matched = 0
    for letter in letters:
        for k in range(at, len(starts)):
            if starts[k] == letter:
                matched += 1
                at = k + 1
                break
    return matched >= max(2, (2 * len(letters) + 2) // 3) and heads[0] == letters[0]
