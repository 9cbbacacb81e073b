"""Actors of the user's own: CSV rows checked, told about all at once, and merged over the built-in ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from conflictner.errors import InputError, KnowledgeBaseError
from conflictner.kinds import KINDS
from conflictner.knowledge.actors import Actor, Name
from conflictner.knowledge.dates import days
from conflictner.knowledge.sheets import Problem, cell, needs_support, read_objects, read_sheet, refuse_all, unfit
from conflictner.knowledge.shipped import shipped
from conflictner.knowledge.words import is_common
from conflictner.text import slug, squeeze

COLUMNS: Final = ("name", "kind", "aliases", "acronyms", "country", "id", "active_from", "active_to", "weak")
_NEEDED: Final = ("name", "kind")

_PREFIXES: Final = {
    "cty": "COUNTRY",
    "gov": "GOVERNMENT",
    "mil": "MILITARY",
    "pol": "POLICE",
    "arm": "ARMED_GROUP",
    "igo": "IGO",
    "pko": "PEACEKEEPING",
    "pp": "PARTY",
    "per": "PERSON",
    "ngo": "NGO",
    "med": "MEDIA",
    "org": "ORG",
    "ppl": "PEOPLE",
    "prc": "PROCESS",
}
_ID: Final = re.compile(r"([a-z]+):[\w.-]+")
_SPLIT: Final = re.compile(r"[|;]")
_ISO3: Final = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One accepted row."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    active_from: str | None = None
    active_to: str | None = None
    #: Names that count only beside another name of the actor; the name itself may stand here too.
    weak: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The row as a JSON-able dict."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}


def read_csv(path: Path, *, shown: str, known: Mapping[str, Actor]) -> list[OwnRow]:
    """Read a CSV of own actors; nothing is returned unless every row is good."""
    rows, problems = _parse(path, shown=shown, known=known)
    refuse_all(shown, problems)
    return rows


def check_own(path: str | Path, known: Mapping[str, Actor] | None = None) -> list[str]:
    """What is wrong with a CSV of own actors, one message a fault; an empty list when it can be loaded.

    Args:
        path: The CSV file.
        known: Built-in actors by id; the shipped ones by default.

    >>> [problem[:6] for problem in check_own("no-such-file.csv")]
    ['[E204]']
    """
    path = Path(path)
    if known is None:
        known = {actor.id: actor for actor in shipped().actors}
    try:
        _, problems = _parse(path, shown=str(path), known=known)
    except (KnowledgeBaseError, InputError) as error:
        return [str(error)]
    return [problem.told(str(path)) for problem in problems]


def read_dicts(rows: Sequence[Mapping[str, Any]], *, known: Mapping[str, Actor]) -> list[OwnRow]:
    """Check rows that were given as dicts, as `read_csv` checks those of a file."""
    checker = _Checker(known)
    accepted = [checker.row(line, row) for line, row in enumerate(rows, start=1)]
    refuse_all("<rows>", checker.problems)
    return [row for row in accepted if row is not None]


def _parse(path: Path, *, shown: str, known: Mapping[str, Actor]) -> tuple[list[OwnRow], list[Problem]]:
    checker = _Checker(known)
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        sheet: Sequence[tuple[int, Mapping[str, Any]]] = read_objects(path, checker.refuse, shown=shown)
    else:
        sheet = read_sheet(path, checker.refuse, shown=shown, columns=COLUMNS, needed=_NEEDED)
    rows = [checker.row(line, cells) for line, cells in sheet]
    return [row for row in rows if row is not None], checker.problems


class _Checker:
    """Checks rows one by one and remembers every fault."""

    def __init__(self, known: Mapping[str, Actor]) -> None:
        self._known = known
        self._seen: dict[str, int] = {}
        self.problems: list[Problem] = []

    def refuse(self, line: int, field: str, reason: str) -> None:
        self.problems.append(Problem(line, field, reason))

    def row(self, line: int, cells: Mapping[str, Any]) -> OwnRow | None:
        before = len(self.problems)
        for column in cells:
            if column not in COLUMNS:
                self.refuse(line, str(column), f"unknown field; fields: {', '.join(COLUMNS)}")
        name = self._name(line, "name", cell(cells.get("name")))
        kind = cell(cells.get("kind")).upper().replace(" ", "_")  # as the reports write it: "Armed group"
        if kind not in KINDS:
            self.refuse(line, "kind", f"{kind!r} is unknown; kinds: {', '.join(KINDS)}")
        aliases = self._names(line, "aliases", cells.get("aliases"))
        acronyms = self._names(line, "acronyms", cells.get("acronyms"))
        weak = self._names(line, "weak", cells.get("weak"))
        country = tuple(code.upper() for code in _list(cells.get("country")))
        for code in country:
            if not _ISO3.fullmatch(code):
                self.refuse(line, "country", f"{code!r} is not an ISO 3166 alpha-3 code such as COD")
            elif f"cty:{code}" not in self._known and "cty:COD" in self._known:
                self.refuse(line, "country", f"{code!r} is not a country code (ISO 3166 alpha-3)")
        if kind == "COUNTRY" and not country:
            self.refuse(line, "country", "is empty; a COUNTRY needs its ISO 3166 alpha-3 code")
        identity = self._identity(line, cell(cells.get("id")), name, kind)
        shipped_name = self._known[identity].texts if identity in self._known else ()
        for field, given in (("name", (name,)), ("aliases", aliases), ("acronyms", acronyms)):
            for text in given:
                acronym = field == "acronyms"
                reason = "" if unfit(text, acronym=acronym) else needs_support(text, acronym=acronym)
                if reason and text not in shipped_name and not (field == "name" and text in weak):
                    self.refuse(line, field, reason)
        start, end = (self._date(line, field, cell(cells.get(field))) for field in ("active_from", "active_to"))
        if start and end and days(start)[0] > days(end)[1]:
            self.refuse(line, "active_from", f"{start} is after active_to {end}")
        if len(self.problems) > before:
            return None
        return OwnRow(identity, name, kind, aliases, acronyms, country, start, end, weak)

    def _name(self, line: int, field: str, name: str) -> str:
        if reason := unfit(name, acronym=field == "acronyms"):
            self.refuse(line, field, reason)
        return name

    def _names(self, line: int, field: str, value: Any) -> tuple[str, ...]:
        return tuple(self._name(line, field, name) for name in dict.fromkeys(_list(value)))

    def _identity(self, line: int, given: str, name: str, kind: str) -> str:
        identity = given or f"own:{slug(name)}"
        match = _ID.fullmatch(identity)
        prefix = match[1] if match else ""
        if match is None:
            self.refuse(line, "id", f"{identity!r} is not of the form prefix:letters-and-digits")
        elif identity in self._known:
            if kind in KINDS and self._known[identity].kind != kind:
                self.refuse(line, "kind", f"{kind!r}, but {identity!r} is a {self._known[identity].kind}")
        elif prefix != "own" and _PREFIXES.get(prefix) != kind:
            self.refuse(line, "id", f"{identity!r}: use 'own:' or the prefix of the kind")
        if identity in self._seen:
            self.refuse(line, "id", f"{identity!r} stands on line {self._seen[identity]} already")
        self._seen.setdefault(identity, line)
        return identity

    def _date(self, line: int, field: str, text: str) -> str | None:
        if not text:
            return None
        try:
            days(text)
        except ValueError as error:
            self.refuse(line, field, f"{text!r}: {error}")
            return None
        return text


def _list(value: Any) -> list[str]:
    items = value if isinstance(value, (list, tuple)) else _SPLIT.split(cell(value))
    return [text for text in map(cell, items) if text]


def is_id(text: str) -> bool:
    """Whether a cell is written as an id and not as a name.

    >>> is_id("arm:m23"), is_id("M23"), is_id("Reuters: Africa")
    (True, False, False)
    """
    return _ID.fullmatch(text) is not None


def merge(actors: Mapping[str, Actor], rows: Iterable[OwnRow]) -> list[Actor]:
    """Put own rows over actors: a known id is renamed and extended, a new one added; both get tier 0."""
    merged = dict(actors)
    for row in rows:
        merged[row.id] = _over(merged.get(row.id), row)
    return list(merged.values())


def _over(old: Actor | None, row: OwnRow) -> Actor:
    # A capitalised everyday word ("Together") may be a party's name, but opens too many sentences to fire alone.
    name_class = "weak" if is_common(row.name) or row.name in row.weak else "strong"
    names = [Name(alias, "weak" if is_common(alias) else "strong") for alias in row.aliases]
    names += [Name(acronym, "acronym") for acronym in row.acronyms]
    names += [Name(name, "weak") for name in row.weak if name != row.name]
    active = ((row.active_from, row.active_to),) if row.active_from or row.active_to else ()
    if old is None:
        return Actor(
            row.id,
            row.kind,
            row.name,
            tuple(names),
            row.country,
            active,
            tier=0,
            sources=("own",),
            name_class=name_class,
        )
    have = {squeeze(name.text) for name in names} | {squeeze(row.name)}
    names += [name for name in (Name(old.name, old.name_class), *old.names) if squeeze(name.text) not in have]
    return replace(
        old,
        name=row.name,
        name_class=name_class,
        names=tuple(names),
        country=row.country or old.country,
        active=active or old.active,
        tier=0,
        sources=(*old.sources, "own"),
    )
