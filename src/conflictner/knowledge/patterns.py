"""Names of a country's forces that are made, not stored: "Congolese army", "DRC's government", "Rwandan troops".

A table of them would hold 30,000 rows. Instead the automaton knows the country names, acronyms and demonyms, and this
module reads the words after one.
"""

from __future__ import annotations

import re
from typing import Final

_MILITARY: Final = (
    "army",
    "armed forces",
    "military",
    "military forces",
    "troops",
    "soldiers",
    "forces",
    "defence forces",
    "defense forces",
    "security forces",
    "special forces",
    "government army",
    "government forces",
    "government soldiers",
    "government troops",
    "army troops",
    "army soldiers",
    "military troops",
    "national army",
    "regular army",
)
_POLICE: Final = ("police", "police force", "police forces", "national police", "police officers")
_GOVERNMENT: Final = (
    "government",
    "federal government",
    "central government",
    "national government",
    "transitional government",
    "military government",
    "interim government",
    "authorities",
    "military authorities",
    "junta",
    "military junta",
    "ruling junta",
    "regime",
    "administration",
)

NOUNS: Final = {
    **dict.fromkeys(_MILITARY, "MILITARY"),
    **dict.fromkeys(_POLICE, "POLICE"),
    **dict.fromkeys(_GOVERNMENT, "GOVERNMENT"),
}

#: After a capital only these: "the Kinshasa government", but "Kinshasa police" are the police of a town.
CAPITAL_NOUNS: Final = frozenset({"government", "regime", "authorities", "junta"})

# "Ethiopia's federal government" is one name; "the Rwandan military's chief" ends before its own 's.
# Longest first, so that "military junta" is not read as "military".
_AFTER: Final = re.compile(r"(?:'s?)? (" + "|".join(sorted(map(re.escape, NOUNS), key=len, reverse=True)) + r")(?!\w)")

#: Nouns that are names of their own with capitals: the Syrian National Army and the Libyan National Army fight the
#: national army.
OWN_NAMES: Final = frozenset({"national army"})

#: Countries that give way when a name or demonym is shared. "Congolese" is DRC in 49 of 50 news texts, and Aruba,
#: Hong Kong or Saint-Pierre have no army of their own.
GIVE_WAY: Final = frozenset({"COG", "ABW", "CUW", "HKG", "MAC", "SPM", "JEY", "GGY"})


def force_after(folded: str, end: int) -> tuple[int, str] | None:
    """Read the force that is named after a country.

    Args:
        folded: The whole text, folded.
        end: Where the country's name, acronym or demonym ends.

    Returns:
        The end of the force's name, and its noun; None when no force follows.

    >>> force_after("the congolese army's chief", 13)
    (18, 'army')
    >>> force_after("rwanda's military junta", 6), force_after("congolese armyworm", 9)
    ((23, 'military junta'), None)
    """
    match = _AFTER.match(folded, end)
    return (match.end(), match[1]) if match else None
