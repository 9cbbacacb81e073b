"""The analyst's edits: one table, no code, that corrects the knowledge base and what the model finds.

A row reads from left to right, "this name becomes that"::

    action,name,target,note
    kill,Jacques,,a first name that the model takes for a village
    kill,Jordan,PERSON,the country stays
    prefer,arm:m23,M23,the name shown in tables and graphs
    merge,Front for Peace,FPP-K,two spellings of a group that nobody listed
    merge,own:river-guard,arm:twirwaneho,two rows for one group
    alias,the Otters,own:river-guard,one more name
    retype,Kivu Watch,NGO,not a place

``name`` is an id or a name as it stands in texts; case and accents are ignored. A name that several actors bear must
be given by its id, which ``conflictner kb find`` tells. Rows that start with # are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from conflictner.errors import InputError, KnowledgeBaseError
from conflictner.kinds import KINDS
from conflictner.knowledge.actors import Actor
from conflictner.knowledge.own import is_id
from conflictner.knowledge.sheets import Problem, cell, read_sheet, refuse_all, unfit, unprintable
from conflictner.knowledge.shipped import shipped
from conflictner.text import slug, squeeze

ACTIONS: Final = ("kill", "prefer", "merge", "alias", "retype")
COLUMNS: Final = ("action", "name", "target", "note")
LOCAL: Final = "new:"


@dataclass(frozen=True, slots=True)
class Edit:
    """One accepted row."""

    action: str
    name: str
    target: str = ""
    note: str = ""

    def to_dict(self) -> dict[str, str]:
        """The row as a JSON-able dict."""
        return asdict(self)


@dataclass(slots=True)
class Edits:
    """The edits, looked up: by id for entities, by folded name for what nobody listed. Falsy when there are none."""

    rows: tuple[Edit, ...] = ()
    #: Folded name -> kinds as which it is never an entity; an empty set is any kind.
    killed: dict[str, set[str]] = field(default_factory=dict)
    #: Id -> the id that it belongs to; an unlisted name stands as its local id.
    merged: dict[str, str] = field(default_factory=dict)
    #: Id -> the name to show.
    names: dict[str, str] = field(default_factory=dict)
    #: Id -> kind.
    kinds: dict[str, str] = field(default_factory=dict)
    #: Further names of listed actors: id -> names.
    aliases: dict[str, list[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.rows)

    def kills(self, key: str, kind: str) -> bool:
        """Whether a folded name is never an entity of this kind; "" asks for any kind."""
        kinds = self.killed.get(key.removeprefix("the "))
        return kinds is not None and (not kinds or kind in kinds)

    def same(self, entity_id: str) -> str:
        """The id that an entity was merged into; the same id if it was not."""
        return self.merged.get(entity_id, entity_id)


class _Ref(NamedTuple):
    id: str
    actor: Actor | None


def local_id(name: str) -> str:
    """The id of a name that nobody listed; the same in every document.

    >>> local_id("Front de l\u2019Est")
    'new:front-de-l-est'
    """
    return LOCAL + slug(name)


def read_edits(path: Path, *, shown: str, known: Mapping[str, Actor]) -> Edits:
    """Read an edits file; nothing is returned unless every row is good."""
    edits, problems = _parse(path, shown=shown, known=known)
    refuse_all(shown, problems)
    return edits


def edits_of(rows: Sequence[Mapping[str, Any]], *, known: Mapping[str, Actor]) -> Edits:
    """Check edits that were given as dicts, as `read_edits` checks those of a file."""
    checker = _Checker(known)
    edits = checker.compile(list(enumerate(rows, start=1)))
    refuse_all("<edits>", checker.problems)
    return edits


def check_edits(path: str | Path, known: Mapping[str, Actor] | None = None) -> list[str]:
    """What is wrong with an edits file, one message a fault; an empty list when it can be loaded.

    Args:
        path: The CSV file.
        known: Actors by id; the shipped ones by default.

    >>> [problem[:6] for problem in check_edits("no-such-file.csv")]
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


def is_edits(path: str | Path) -> bool:
    """Whether a CSV file is one of edits, by its header."""
    try:
        with Path(path).open(encoding="utf-8-sig", errors="replace") as file:
            header = file.readline(1000)
    except OSError:
        return False
    return "action" in [column.strip().strip('"').lower() for column in header.split(",")]


def _parse(path: Path, *, shown: str, known: Mapping[str, Actor]) -> tuple[Edits, list[Problem]]:
    checker = _Checker(known)
    sheet = read_sheet(path, checker.refuse, shown=shown, columns=COLUMNS, needed=COLUMNS[:3])
    rows = [(line, cells) for line, cells in sheet if not cells.get("action", "").startswith("#")]
    return checker.compile(rows), checker.problems


class _Checker:
    """Checks edits against the actors, and against one another."""

    def __init__(self, known: Mapping[str, Actor]) -> None:
        self._known = known
        self._bearers: dict[str, list[Actor]] | None = None
        self._lines: dict[tuple[str, str], int] = {}
        self._named: dict[str, list[tuple[int, str]]] = {}
        self._merges: dict[str, tuple[int, str]] = {}
        self.problems: list[Problem] = []

    def refuse(self, line: int, field: str, reason: str) -> None:
        self.problems.append(Problem(line, field, reason))

    def compile(self, rows: Iterable[tuple[int, Mapping[str, Any]]]) -> Edits:
        edits = Edits()
        accepted = []
        for line, cells in rows:
            before = len(self.problems)
            for column in cells:
                if column not in COLUMNS:
                    self.refuse(line, str(column), f"unknown field; fields: {', '.join(COLUMNS)}")
            edit = Edit(cell(cells.get("action")).lower(), *(cell(cells.get(column)) for column in COLUMNS[1:]))
            if edit.action not in ACTIONS:
                self.refuse(line, "action", f"{edit.action!r} is unknown; actions: {', '.join(ACTIONS)}")
            elif reason := unprintable(edit.name):
                self.refuse(line, "name", reason)
            elif len(self.problems) == before:
                getattr(self, f"_{edit.action}")(line, edit, edits)
            accepted.append(edit)
        self._check_kills(edits)
        self._close_merges(edits)
        edits.rows = tuple(accepted)
        return edits

    def _once(self, line: int, action: str, key: str) -> bool:
        """Refuse a second row on the same thing."""
        known = self._lines.setdefault((action, key), line)
        if known != line:
            self.refuse(line, "name", f"stands on line {known} already")
        return known == line

    def _find(self, line: int, field: str, text: str) -> _Ref | None:
        """What an id or a name means; None, with the reason told, when that is nothing or not clear."""
        if is_id(text):
            if text not in self._known and not text.startswith(LOCAL):
                self.refuse(line, field, f"{text!r} is an unknown id; `conflictner kb find NAME` lists ids")
                return None
            return _Ref(text, self._known.get(text))
        key = squeeze(text)
        found = self._bear(key)
        if len(found) > 1:
            ids = ", ".join(sorted(actor.id for actor in found))
            self.refuse(line, field, f"{text!r} is a name of several actors; give one id: {ids}")
            return None
        if found:
            return _Ref(found[0].id, found[0])
        if not slug(text):
            self.refuse(line, field, f"{text!r} has no letter")
            return None
        return _Ref(local_id(text), None)

    def _bear(self, key: str) -> list[Actor]:
        if self._bearers is None:
            self._bearers = {}
            for actor in self._known.values():
                for name in {squeeze(text) for text in actor.texts}:
                    self._bearers.setdefault(name, []).append(actor)
        return self._bearers.get(key) or self._bearers.get(key.removeprefix("the "), [])

    def _uses(self, line: int, edit: Edit) -> None:
        self._named.setdefault(squeeze(edit.name).removeprefix("the "), []).append((line, edit.action))

    def _kill(self, line: int, edit: Edit, edits: Edits) -> None:
        kind = edit.target.upper()
        if kind and kind not in KINDS:
            self.refuse(line, "target", f"{edit.target!r} is no kind; leave it empty, or name one: {', '.join(KINDS)}")
        elif is_id(edit.name):
            self.refuse(line, "name", f"{edit.name!r} is an id; give the name that is never an entity")
        elif self._once(line, f"kill {kind}", squeeze(edit.name)):
            key = squeeze(edit.name).removeprefix("the ")
            kinds = edits.killed.get(key)
            if not kind:
                edits.killed[key] = set()
            elif kinds is None or kinds:
                edits.killed[key] = {*(kinds or ()), kind}

    def _prefer(self, line: int, edit: Edit, edits: Edits) -> None:
        if reason := unprintable(edit.target):
            self.refuse(line, "target", reason)
        elif (ref := self._find(line, "name", edit.name)) and self._once(line, "prefer", ref.id):
            edits.names[ref.id] = edit.target
            self._uses(line, edit)

    def _merge(self, line: int, edit: Edit, edits: Edits) -> None:
        if reason := unprintable(edit.target):
            self.refuse(line, "target", reason)
            return
        source, target = self._find(line, "name", edit.name), self._find(line, "target", edit.target)
        if source is None or target is None or not self._once(line, "merge", source.id):
            return
        if source.id == target.id:
            self.refuse(line, "target", f"{edit.target!r} is the same entity")
        elif source.actor and source.actor.kind == "COUNTRY":
            self.refuse(line, "name", f"{edit.name!r} is a country; its forces and nationality hang on it")
        elif source.actor and not target.actor:
            self.refuse(line, "target", f"{edit.target!r} is not listed; write alias,{edit.target},{source.id}")
        else:
            self._merges[source.id] = (line, target.id)
            edits.merged[source.id] = target.id
            self._uses(line, edit)
            # An unlisted name is one more name of a listed actor, unless it is too short or too common to look for.
            if target.actor and not source.actor and not is_id(edit.name) and not unfit(edit.name):
                edits.aliases.setdefault(target.id, []).append(edit.name)
            if not target.actor and not is_id(edit.target):
                edits.names.setdefault(target.id, edit.target)

    def _alias(self, line: int, edit: Edit, edits: Edits) -> None:
        reason = unfit(edit.name, acronym=edit.name.isupper())
        if is_id(edit.name):
            reason = f"{edit.name!r} is an id; the name stands first: alias,NAME,ID"
        if reason:
            self.refuse(line, "name", reason)
        elif reason := unprintable(edit.target):
            self.refuse(line, "target", reason)
        elif ref := self._find(line, "target", edit.target):
            if ref.actor is None:
                self.refuse(line, "target", f"{edit.target!r} is not listed; `conflictner kb add` it, or merge")
            elif self._once(line, f"alias {ref.id}", squeeze(edit.name)):
                edits.aliases.setdefault(ref.id, []).append(edit.name)
                self._uses(line, edit)

    def _retype(self, line: int, edit: Edit, edits: Edits) -> None:
        kind = edit.target.upper()
        if kind not in KINDS:
            self.refuse(line, "target", f"{edit.target!r} is no kind; kinds: {', '.join(KINDS)}")
        elif (ref := self._find(line, "name", edit.name)) and self._once(line, "retype", ref.id):
            if kind == "COUNTRY" or (ref.actor and (ref.actor.kind == "COUNTRY" or kind == "PLACE")):
                self.refuse(line, "target", "countries and places are listed apart and keep or get no other kind")
                return
            edits.kinds[ref.id] = kind
            self._uses(line, edit)

    def _check_kills(self, edits: Edits) -> None:
        """A name that is never an entity cannot be one in another row."""
        for key, kinds in edits.killed.items():
            if not kinds:
                for line, action in self._named.get(key, ()):
                    self.refuse(line, "name", f"{action}, but another row kills this name")

    def _close_merges(self, edits: Edits) -> None:
        """Follow every merge to its end, and refuse those that go round in a circle."""
        ends: dict[str, str] = {}
        for start, (line, _) in self._merges.items():
            path = [start]
            while path[-1] in self._merges and path.count(path[-1]) == 1:
                path.append(self._merges[path[-1]][1])
            ends[start] = path[-1]
            if path[-1] == start:
                self.refuse(line, "target", f"goes round in a circle: {' -> '.join(path)}")
        for key, target in edits.merged.items():
            edits.merged[key] = ends.get(target, target)
        for target, names in list(edits.aliases.items()):
            if target in ends:
                edits.aliases.setdefault(ends[target], []).extend(names)
