"""The kinds of entity: span labels, row values and colours, one closed list.

A country or a capital that acts is a mention with ``role="actor"``; one that is merely a location has ``role="place"``.
"""

from __future__ import annotations

from typing import Final

KINDS: Final = (
    "COUNTRY",
    "GOVERNMENT",
    "MILITARY",
    "POLICE",
    "ARMED_GROUP",
    "IGO",
    "PEACEKEEPING",
    "PARTY",
    "PERSON",
    "NGO",
    "MEDIA",
    "ORG",
    "PEOPLE",
    "PROCESS",
    "PLACE",
)

#: Kinds that can hold an office or be spoken for; PROCESS ("Nairobi process") and PLACE never act.
ACTOR_KINDS: Final = frozenset(KINDS) - {"PROCESS", "PLACE"}

#: One colour per kind for displaCy, pages, pictures and graph files. Dark text on each reaches a contrast of 4.5 : 1.
COLORS: Final = {
    "COUNTRY": "#9ecae1",
    "GOVERNMENT": "#6baed6",
    "MILITARY": "#74c476",
    "POLICE": "#a1d99b",
    "ARMED_GROUP": "#fb8d6d",
    "IGO": "#bcbddc",
    "PEACEKEEPING": "#9e9ac8",
    "PARTY": "#fdd0a2",
    "PERSON": "#fdae6b",
    "NGO": "#c7e9c0",
    "MEDIA": "#d9d9d9",
    "ORG": "#c6dbef",
    "PEOPLE": "#f2b6d0",
    "PROCESS": "#e7d4a8",
    "PLACE": "#ffe08a",
}
