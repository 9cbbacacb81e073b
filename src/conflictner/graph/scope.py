"""What of the rows is read: windows, segments, days; the arguments of public functions checked."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from conflictner.errors import E404, ConfigError
from conflictner.graph.dating import checked
from conflictner.knowledge.dates import days

WINDOWS: Final = ("sentence", "paragraph", "document")

_SENTENCES: Final = re.compile(r"([1-9][0-9]?) sentences?", re.ASCII)

#: Segments that name entities without telling anything of them: "PHOTO | AFP", "By Ann Otieno", "Read: M23 ...".
NO_EDGES: Final = frozenset({"byline", "credit", "related_link", "contact", "footer", "editors_note"})

SEGMENTS: Final = NO_EDGES | {
    "headline",
    "subhead",
    "date",
    "dateline",
    "timestamp",
    "caption",
    "key_points",
    "body",
}


def check_choice(name: str, value: object, allowed: Collection[str]) -> None:
    """Refuse an argument that is none of the allowed ones, with E404."""
    if not isinstance(value, str) or value not in allowed:
        raise ConfigError(E404.format(name=name, value=repr(value), allowed=", ".join(sorted(allowed))))


def check_number(name: str, value: object, least: int) -> None:
    """Refuse an argument that is no int of so much or more, with E404."""
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ConfigError(E404.format(name=name, value=repr(value), allowed=f"a whole number of {least} or more"))


def check_names(name: str, value: object, allowed: Collection[str] | None = None) -> frozenset[str] | None:
    """A collection of names, each allowed; None for None."""
    if value is None:
        return None
    if isinstance(value, str) or not isinstance(value, Collection):
        raise ConfigError(E404.format(name=name, value=repr(value), allowed="a list of names"))
    for each in value:
        if allowed is not None or not isinstance(each, str):
            check_choice(name, each, allowed or ["text"])
    return frozenset(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What of the rows is read."""

    window: str = "sentence"
    sentences: int = 0  # of a window that runs on; 0 for another window
    places: bool = False
    mentions: bool = True
    quotes: bool = False
    relations: bool = False
    segments: frozenset[str] | None = None
    since: int | None = None  # first day
    until: int | None = None  # last day
    without: frozenset[str] = frozenset()
    texts: bool = False

    @classmethod
    def of(
        cls, *, window: str, segments: object = None, since: object = None, until: object = None, **others: Any
    ) -> Scope:
        """A scope from the arguments of a public function, checked.

        Raises:
            ConfigError: E404, for an argument that does not fit.

        >>> Scope.of(window="3 sentences").sentences
        3
        """
        found = _SENTENCES.fullmatch(window) if isinstance(window, str) else None
        if not found and window not in WINDOWS:
            allowed = ", ".join([*WINDOWS, '"3 sentences"'])
            raise ConfigError(E404.format(name="window", value=repr(window), allowed=allowed))
        first, last = checked("since", since), checked("until", until)
        if first and last and first[0] > last[1]:
            raise ConfigError(E404.format(name="since", value=repr(since), allowed=f"a date up to {until!r}"))
        return cls(
            window="sentence" if found else window,
            sentences=int(found[1]) if found else 0,
            segments=check_names("segments", segments, SEGMENTS),
            since=first[0] if first else None,
            until=last[1] if last else None,
            without=check_names("without", others.pop("without", ())) or frozenset(),
            **others,
        )

    @property
    def dated(self) -> bool:
        """Whether only documents of some days are read."""
        return self.since is not None or self.until is not None

    def takes(self, date: str | None) -> bool:
        """Whether a document of this date is read; of an unknown one only while every date is."""
        if not self.dated:
            return True
        if date is None:
            return False
        first, last = days(date)
        return (self.since is None or last >= self.since) and (self.until is None or first <= self.until)
