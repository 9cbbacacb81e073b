"""Capitals that name nobody: ordinary words set in capitals, and the shorthand of reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from conflictner.components.mentions.reading import Reading

#: From here on (Zipf) a word is an ordinary one: "news" 5.1, "also" 6.2.
_ORDINARY: Final = 4.0
#: Shorthand of reports that names nobody: "two IEDs", "5 WIA", "IDPs fled".
_SHORTHAND: Final = frozenset(
    [
        *("ied", "ieds", "vbied", "vbieds", "svbied", "svbieds", "uxo", "uxos", "erw", "rpg", "rpgs", "uav", "uavs"),
        *("manpads", "mrap", "mraps", "apc", "apcs", "afv", "afvs", "idp", "idps", "wia", "mia", "pow", "pows"),
        *("ngo", "ngos", "ingo", "ingos", "ppe", "hq", "ammo", "sop", "sops", "asap", "eta", "tba", "tbc"),
    ]
)
#: Behind a number the killed, elsewhere the Kachin Independence Army: "3 KIA".
_KILLED: Final = frozenset(["kia", "kias"])


def is_shout(reading: Reading, frequency: Callable[[str], float], start: int, end: int) -> bool:
    """As in "ALSO IN NEWS": ordinary words in capitals."""
    words = reading.words
    if end - start < 2 or not words[start].isupper():
        return False
    return all(w.isupper() and frequency(w) >= _ORDINARY for w in words[start:end])


def is_shorthand(reading: Reading, start: int, end: int) -> bool:
    """As in "3 KIA and 5 WIA", "an IED", "IDPs": what reports abbreviate is nobody's name."""
    word = reading.lowers[start]
    if end - start > 1 or not reading.words[start][:2].isupper():
        return False
    counted = start > 0 and reading.words[start - 1][:1].isdigit()
    return word in _SHORTHAND or (counted and word in _KILLED)
