"""Word edges: where a name may begin and end in a text.

Everything here reads folded text (`text.fold` or `text.fold_marks`): one kind of apostrophe, one kind of hyphen.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# What may follow a name after an apostrophe: "Goma's", "the rebels'", "M23'll". Not "Sana" before "Sana'a".
_CLITIC: Final = re.compile(r"'(?:s|d|ll|re|ve)?(?!\w)", re.IGNORECASE)
# What may stand before a name with an apostrophe: "l'UPDF", "d'Israël", "qu'Israël". Not "N" before "N'Djamena".
_ELISION: Final = re.compile(r"(?<!\w)(?:[ld]|qu)'\Z", re.IGNORECASE)


def is_word(char: str) -> bool:
    """Whether a character is part of a word: letters, digits, the underscore of a handle, combining accents.

    >>> [is_word(char) for char in "a7_-'"], is_word(chr(0x301))
    ([True, True, True, False, False], True)
    """
    return char.isalnum() or char == "_" or (char > "\x7f" and unicodedata.combining(char) != 0)


def at_edges(text: str, start: int, end: int) -> bool:
    """Whether a hit is whole words.

    >>> [at_edges(text, 0, 4) for text in ("Goma", "Goma's", "Goma-based", "Gomatown", "Goma'ta", "Goma_cd")]
    [True, True, True, False, False, False]
    >>> [at_edges(text, 2, 6) for text in ("l'Iran", "n'Iran", "x-Iran", "xxIran", "/'Iran")]
    [True, False, True, False, True]
    """
    if start:
        before = text[start - 1]
        if before != " ":
            if before == "'":
                if start > 1 and is_word(text[start - 2]) and not _ELISION.search(text, max(0, start - 4), start):
                    return False
            elif is_word(before):
                return False
    if end < len(text):
        after = text[end]
        if after == " ":
            return True
        if after == "'":
            return end + 1 == len(text) or not is_word(text[end + 1]) or _CLITIC.match(text, end) is not None
        return not is_word(after)
    return True


def in_initials(text: str, start: int, end: int) -> bool:
    """Whether a hit is only a piece of longer initials.

    >>> in_initials("the U.S.A. said", 4, 7), in_initials("the U.S. said", 4, 7), in_initials("U.S.A.", 2, 6)
    (True, False, True)
    """
    if start > 1 and text[start - 1] == "." and text[start - 2].isupper():
        return start == 2 or not text[start - 3].isalnum()
    if "." not in text[start:end]:
        return False
    rest = text[end : end + 3]
    if text[end - 1] != ".":
        if not rest.startswith("."):
            return False
        rest = rest[1:]
    return len(rest) > 1 and rest[0].isupper() and rest[1] == "."
