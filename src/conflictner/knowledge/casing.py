"""Capitals: what a name asks of a text, and lines that shout."""

from __future__ import annotations

import re
import string
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[^\s-]+")
_PARTICLE: Final = re.compile(
    "a|a[dlnrstz]|and|ash|da|de|de[lnrs]|d[iou]|e|el|et|for|in|la|las|le|les|los|of|on|the|to|u[lr]|van|von|y"
)
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_CAPITALS: Final = string.ascii_uppercase.encode()
_ASCII_LETTERS: Final = string.ascii_letters.encode()
_SHOUTING: Final = 0.6
_LETTERS: Final = 4
#: How much of a line is looked at on both sides of a name, in characters.
_AROUND: Final = 80


@lru_cache(maxsize=8192)
def required_capitals(name: str) -> tuple[int, ...]:
    """Offsets of the characters that must not be lower case in a text, by the name's own capitals.

    Particles count only where there is nothing else: newsrooms print al-Shabaab and Al-Shabaab alike. A "The" in front
    counts: "the East African leaders" are not the newspaper The East African.

    >>> required_capitals("Al-Shabaab"), required_capitals("wazalendo"), required_capitals("US Army")
    ((3,), (), (0, 1, 3))
    """
    if name.isalpha():
        return (0,) if name[0].isupper() else ()
    shouting = name.isupper()
    capitals: list[int] = []
    particles: list[int] = []
    for match in _WORD.finditer(name):
        word, start = match[0], match.start()
        if not word[0].isupper():
            continue
        if len(word) < 4 and (start or word != "The") and _PARTICLE.fullmatch(word.lower()):
            particles.append(start)
        elif word.isupper() and not shouting:
            capitals += [start + i for i, char in enumerate(word) if char.isalpha()]
        else:
            capitals.append(start)
    return tuple(capitals or particles)


def _capitals_and_letters(line: str) -> tuple[int, int]:
    """How many characters of a line are capitals and how many letters: ASCII in two steps, the few others one by one.

    >>> _capitals_and_letters("Élise SAID: “M23 is at Şırnak”")
    (7, 20)
    """
    plain = line.encode("ascii", "ignore")
    upper, letters = (len(plain) - len(plain.translate(None, dropped)) for dropped in (_CAPITALS, _ASCII_LETTERS))
    if len(plain) < len(line):
        others = _NOT_ASCII.findall(line)
        upper += sum(map(str.isupper, others))
        letters += sum(map(str.isalpha, others))
    return upper, letters


class Lines:
    r"""Which lines of a text are printed in capitals; a line is counted once, and only when asked for.

    >>> Lines("M23 BACK IN GOMA\nThe UN left.").shouting(0, 3), Lines("M23").shouting(0, 3)
    (True, False)
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = self._end = -1
        self._upper = self._letters = 0

    def titled(self, start: int, end: int) -> bool:
        r"""Whether the line around a name is set in Title Case, short words left aside.

        >>> Lines("Nine Killed As Troops Battle Boko Haram").titled(29, 39), Lines("Then Boko Haram left").titled(5, 15)
        (True, False)
        """
        first = self._text.rfind("\n", 0, start) + 1
        last = self._text.find("\n", end) % (len(self._text) + 1)
        line = self._text[max(first, start - _AROUND) : start] + self._text[end : min(last, end + _AROUND)]
        words = [word for word in line.split()[1:-1] if len(word) > 3 and word[0].isalpha()]
        return len(words) > 1 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)

    def shouting(self, start: int, end: int) -> bool:
        """Whether the line around an acronym is capitals for the greater part, the acronym itself left aside."""
        if not self._start <= start < self._end:
            self._start = self._text.rfind("\n", 0, start) + 1
            self._end = self._text.find("\n", end)
            if self._end < 0:
                self._end = len(self._text)
            line = self._text[self._start : self._end]
            self._upper, self._letters = _capitals_and_letters(line)
        own = sum(map(str.isalpha, self._text[start:end]))
        others = self._letters - own
        return others >= _LETTERS and self._upper - own > _SHOUTING * others
