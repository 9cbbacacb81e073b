"""What the knowledge base holds: actors, their names, the offices people hold, the links between actors.

Nothing here is contested matter: no "terrorist", no sanction status, no "backed by". Those are claims, and belong to
the text that makes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

#: How much a name proves by itself. ``strong`` names fire alone, an ``acronym`` fires in its own capitals only, a
#: ``weak`` name ("the Movement", "Kinshasa" for a government) needs support in the document.
ALIAS_CLASSES: Final = ("strong", "acronym", "weak")

Interval = tuple[str | None, str | None]

# One for all rows that have none: a dict each makes the garbage collector walk through 100,000 rows twice.
_NOTHING: Final[Mapping[str, str | int]] = {}


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an actor, how much it proves, and its language where it is not English."""

    text: str
    alias_class: str = "strong"
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """One entity: who or what it is, what it is called, where it belongs, when it was active.

    ``active`` holds intervals of EDTF level 0 dates ("2012", "2012-05", "2012-05-06"; None is open): M23 has two.
    ``tier`` says how much a row was checked: 0 the user's own, 1 curated, 2 from one open source, 3 from old lists.

    >>> Actor("arm:m23", "ARMED_GROUP", "March 23 Movement", (Name("M23", "acronym"),)).texts
    ('March 23 Movement', 'M23')
    """

    id: str
    kind: str
    name: str
    names: tuple[Name, ...] = ()
    country: tuple[str, ...] = ()
    active: tuple[Interval, ...] = ()
    parent: str | None = None
    xref: Mapping[str, str | int] = field(default_factory=lambda: _NOTHING)
    tier: int = 2
    sources: tuple[str, ...] = ()
    surname: str = ""
    given: str = ""
    gender: str = ""
    demonyms: tuple[str, ...] = ()
    iso2: str = ""
    capital: str = ""
    lat: float | None = None
    lon: float | None = None
    name_class: str = "strong"

    @property
    def texts(self) -> tuple[str, ...]:
        """Every name, the preferred one first."""
        return (self.name, *[name.text for name in self.names])


@dataclass(frozen=True, slots=True)
class Role:
    """An office and who held it from when to when (EDTF level 0; None is open or unknown)."""

    person: str
    org: str
    title: str
    role_class: str
    start: str | None = None
    end: str | None = None
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A lasting tie between two actors: member_of, part_of, splinter_of, armed_wing_of, successor_of ..."""

    source: str
    type: str
    target: str
    start: str | None = None
    end: str | None = None
