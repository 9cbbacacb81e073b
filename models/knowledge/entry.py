"""The common row that every reader yields, and the tables of a build."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from conflictner.text import squeeze

HERE: Final = Path(__file__).parent
CURATED: Final = HERE / "curated"
DATA: Final = HERE.parents[1] / "src" / "conflictner" / "data" / "en"

CLASSES: Final = ("acronym", "strong", "weak")
ROLE_CLASSES: Final = (
    "spokesperson",
    "executive",
    "minister",
    "military",
    "diplomatic",
    "legislature",
    "subnational",
    "justice",
    "civil",
)
LINK_TYPES: Final = (
    "member_of",
    "part_of",
    "splinter_of",
    "armed_wing_of",
    "successor_of",
    "contributes_to",
    "pledged_to",
)

Interval = tuple[str | None, str | None]


@dataclass(slots=True)
class Entry:
    """One actor as one source, or the merge of several, tells it."""

    id: str
    kind: str
    name: str
    names: list[tuple[str, str, str]] = field(default_factory=list)  # text, class, language
    country: list[str] = field(default_factory=list)
    active: list[Interval] = field(default_factory=list)
    parent: str | None = None
    xref: dict[str, str | int] = field(default_factory=dict)
    tier: int = 2
    src: set[str] = field(default_factory=set)
    name_class: str = "strong"
    extra: dict[str, Any] = field(default_factory=dict)
    reviewed: set[str] = field(default_factory=set)  # folded aliases whose class a person decided

    def add(self, text: str, alias_class: str = "strong", lang: str = "", *, reviewed: bool = False) -> None:
        """Add an alias unless the folded form is there already; a stronger class replaces a weaker one.

        A reviewed class replaces any other and is replaced by none: "Congo" is weak, though the country codes call
        COG so, and "Amal" is a first name, though the Factbook lists a party by it.
        """
        text = tidy(text)
        key = squeeze(text)
        if not key or key == squeeze(self.name) or (key in self.reviewed and not reviewed):
            return
        if reviewed:
            self.reviewed.add(key)
        for at, (old, old_class, old_lang) in enumerate(self.names):
            if squeeze(old) == key:
                if (reviewed and alias_class != old_class) or (old_class == "weak" and alias_class != "weak"):
                    self.names[at] = (text, alias_class, lang or old_lang)
                return
        self.names.append((text, alias_class, lang))

    def surfaces(self) -> list[tuple[str, str]]:
        """Every alias with its class, the name first."""
        return [(self.name, self.name_class), *((text, kind) for text, kind, _ in self.names)]

    def to_json(self) -> dict[str, Any]:
        """The row of actors.jsonl, keys in a fixed order."""
        names = sorted(set(self.names), key=lambda n: (CLASSES.index(n[1]), n[0]))
        row: dict[str, Any] = {"id": self.id, "kind": self.kind, "name": self.name}
        if self.name_class != "strong":
            row["name_class"] = self.name_class
        row["names"] = [{"t": t, "c": c, "lang": lang} if lang else {"t": t, "c": c} for t, c, lang in names]
        row["country"] = self.country
        row["active"] = [list(span) for span in self.active]
        row["parent"] = self.parent
        row["xref"] = dict(sorted(self.xref.items()))
        row["tier"] = self.tier
        row["src"] = sorted(self.src)
        row.update(self.extra)
        return row


@dataclass(frozen=True, slots=True)
class RoleRow:
    """Who held which office of which organisation, and when."""

    person: str
    org: str
    title: str
    role_class: str
    start: str | None
    end: str | None
    conf: str
    src: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The row of roles.jsonl."""
        return {
            "person": self.person,
            "org": self.org,
            "title": self.title,
            "class": self.role_class,
            "from": self.start,
            "to": self.end,
            "conf": self.conf,
            "src": list(self.src),
        }


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A tie between two actors that nobody contests."""

    source: str
    type: str
    target: str
    start: str | None
    end: str | None
    src: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The row of links.jsonl."""
        row = {"s": self.source, "p": self.type, "o": self.target, "from": self.start, "to": self.end}
        return {**row, "src": list(self.src)}


@dataclass(slots=True)
class Tables:
    """What one reader, or the whole build, has to say."""

    entries: list[Entry] = field(default_factory=list)
    roles: list[RoleRow] = field(default_factory=list)
    links: list[LinkRow] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)  # curated rows that name an id nobody has

    def extend(self, other: Tables) -> None:
        """Append the rows of another reader."""
        self.entries += other.entries
        self.roles += other.roles
        self.links += other.links


def tidy(text: str) -> str:
    """One blank between words, straight apostrophes, no blanks or quotation marks around.

    >>> tidy(" Harakat-i  Islami ‘x’")
    "Harakat-i Islami 'x'"
    """
    text = " ".join(text.replace("’", "'").replace("‘", "'").replace("`", "'").split())
    return text.strip(' "“”')


_ACRONYM: Final = re.compile(r"[A-Z][A-Za-z0-9]*(?:[-/&. ][A-Z0-9][A-Za-z0-9]*)*")


def is_acronym(text: str) -> bool:
    """Whether a name is written like an acronym: mostly capitals, at most 14 characters, no lower-case word.

    >>> [is_acronym(t) for t in ("FARDC", "NDC-R", "Hamas", "FPP/AP", "P5M Party", "G9")]
    [True, True, False, True, False, True]
    """
    if len(text) > 14 or not _ACRONYM.fullmatch(text):
        return False
    upper = sum(c.isupper() or c.isdigit() for c in text)
    letters = sum(c.isalnum() for c in text)
    return upper >= 2 and upper / letters >= 0.7
