"""KnowledgeBase: actors by id and by name, in a text, in an office on a date, and in their ties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any, Final

from conflictner.errors import E204, E205, KnowledgeBaseError
from conflictner.knowledge.actors import Actor, Link, Role
from conflictner.knowledge.aliases import AliasIndex
from conflictner.knowledge.dates import covers
from conflictner.knowledge.editing import edited_actors, edited_links, edited_roles
from conflictner.knowledge.edits import Edits, edits_of, read_edits
from conflictner.knowledge.hits import AliasHit
from conflictner.knowledge.naming import alias_rows, country_parts, is_everyday
from conflictner.knowledge.offices import HANDOVER, by_start, holders
from conflictner.knowledge.own import OwnRow, merge, read_csv, read_dicts
from conflictner.knowledge.patterns import GIVE_WAY
from conflictner.knowledge.shipped import shipped
from conflictner.knowledge.words import frequency
from conflictner.text import squeeze

_FORCES: Final = {"MILITARY": "mil", "POLICE": "pol", "GOVERNMENT": "gov"}


class KnowledgeBase:
    """Actors, their names, offices and ties. Immutable: `with_rows` makes a new one. Safe to read from many threads.

    Args:
        actors: The actors; of two with one id the later one counts.
        roles: Who held which office when.
        links: Ties between actors.
        data_version: Version of the tables.
        roles_reviewed: Date when the offices were last checked.
        edits: The analyst's edits; they were applied to the actors already, see `with_edits`.

    >>> from conflictner.knowledge import Actor, Name
    >>> kb = KnowledgeBase([Actor("arm:m23", "ARMED_GROUP", "March 23 Movement", (Name("M23", "acronym"),))])
    >>> [(hit.surface, hit.entries[0].entity_id) for hit in kb.match("The M23's spokesman")]
    [('M23', 'arm:m23')]
    """

    def __init__(
        self,
        actors: Iterable[Actor],
        roles: Iterable[Role] = (),
        links: Iterable[Link] = (),
        *,
        data_version: str = "",
        roles_reviewed: str = "",
        edits: Edits | None = None,
    ) -> None:
        self.edits = edits or Edits()
        self.data_version = data_version
        self.roles_reviewed = roles_reviewed
        self._actors = {actor.id: actor for actor in actors}
        self._roles = tuple(roles)
        self._links = tuple(links)
        self._own: tuple[OwnRow, ...] = ()
        self._plain: KnowledgeBase | None = None  # what it was before the edits
        self._lock = Lock()
        self._index: AliasIndex | None = None
        self._demonyms: Mapping[str, str] | None = None
        self._offices: dict[tuple[str, str], list[Role]] = {}
        self._careers: dict[str, list[Role]] = {}
        self._ties: dict[str, list[Link]] = {}
        self._near: dict[str, frozenset[str]] = {}  # filled as it is asked for, one entry an actor
        self._at_home: dict[tuple[str, str], list[Actor]] = {}
        for role in self._roles:
            self._offices.setdefault((role.org, role.role_class), []).append(role)
            self._careers.setdefault(role.person, []).append(role)
        for link in self._links:
            for end in {link.source, link.target}:
                self._ties.setdefault(end, []).append(link)
        for actor in self._actors.values():
            if actor.kind in _FORCES:
                for iso3 in actor.country:
                    self._at_home.setdefault((iso3, actor.kind), []).append(actor)
        for (iso3, kind), forces in self._at_home.items():
            main = self.canonical(f"{_FORCES[kind]}:{iso3}")
            forces.sort(key=lambda force: (force.id != main, force.tier, force.id))

    @classmethod
    def load(cls, path: str | Path | None = None, *, edits: str | Path | None = None) -> KnowledgeBase:
        """The built-in knowledge base, with a user's own actors merged over it and edits applied, if files are named.

        Loaded once a process for each state of the files.

        Args:
            path: A CSV file with the columns name, kind, aliases, acronyms, country, id, active_from, active_to.
            edits: A CSV file with the columns action, name, target, note; see `conflictner.knowledge.edits`.

        Raises:
            KnowledgeBaseError: E204 no such file, E203 a column is missing, E202 rows are refused (all are listed).

        >>> KnowledgeBase.load()["arm:m23"].name
        'March 23 Movement'
        """
        kb = _built_in() if path is None else _with_file(*_state(path))
        return kb if edits is None else _with_edits(kb, *_state(edits))

    def with_rows(self, rows: list[dict[str, Any]]) -> KnowledgeBase:
        """This knowledge base with more actors of the user's own, as given by `own_rows` or written by hand.

        Args:
            rows: Dicts with the columns of the CSV; aliases, acronyms and country may be lists.

        Raises:
            KnowledgeBaseError: E202, rows are refused.

        >>> kb = KnowledgeBase([]).with_rows([{"name": "Radio Karibe", "kind": "MEDIA"}])
        >>> kb["own:radio-karibe"].kind
        'MEDIA'
        """
        if not rows:
            return self
        plain = self._plain or self
        return plain._merged(read_dicts(rows, known=plain._actors)).with_edits(self.edit_rows())

    def _merged(self, rows: Iterable[OwnRow]) -> KnowledgeBase:
        own = {row.id: row for row in (*self._own, *rows)}
        actors = merge(self._actors, own.values())
        merged = KnowledgeBase(
            actors, self._roles, self._links, data_version=self.data_version, roles_reviewed=self.roles_reviewed
        )
        merged._own = tuple(own.values())
        return merged

    def own_rows(self) -> list[dict[str, Any]]:
        """The user's rows as JSON-able dicts that `with_rows` takes.

        >>> KnowledgeBase([]).with_rows([{"name": "Radio Karibe", "kind": "MEDIA"}]).own_rows()[0]["id"]
        'own:radio-karibe'
        """
        return [row.to_dict() for row in self._own]

    def with_edits(self, rows: list[dict[str, Any]]) -> KnowledgeBase:
        """This knowledge base with more edits, as given by `edit_rows` or written by hand.

        Args:
            rows: Dicts with the columns of an edits file: action, name, target, note.

        Raises:
            KnowledgeBaseError: E202, rows are refused.

        >>> kb = KnowledgeBase.load().with_edits([{"action": "prefer", "name": "arm:m23", "target": "M23"}])
        >>> kb.display_name("arm:m23"), kb.killed("Jacques", "PLACE")
        ('M23', False)
        """
        if not rows:
            return self
        plain = self._plain or self
        return plain._edited(edits_of([*self.edit_rows(), *rows], known=plain._actors))

    def _edited(self, edits: Edits) -> KnowledgeBase:
        edited = KnowledgeBase(
            edited_actors(self._actors, edits),
            edited_roles(self._roles, edits),
            edited_links(self._links, edits),
            data_version=self.data_version,
            roles_reviewed=self.roles_reviewed,
            edits=edits,
        )
        edited._own, edited._plain = self._own, self
        return edited

    def edit_rows(self) -> list[dict[str, Any]]:
        """The edits as JSON-able dicts that `with_edits` takes.

        >>> KnowledgeBase([]).with_edits([{"action": "kill", "name": "Jacques"}]).edit_rows()[0]["action"]
        'kill'
        """
        return [edit.to_dict() for edit in self.edits.rows]

    def killed(self, name: str, kind: str = "") -> bool:
        """Whether the analyst said that a name is never an entity (of this kind)."""
        return self.edits.kills(squeeze(name), kind)

    def canonical(self, entity_id: str) -> str:
        """The id that an entity was merged into; the same id if it was not."""
        return self.edits.merged.get(entity_id, entity_id)

    def listed_kind(self, entity_id: str) -> str:
        """The kind of an actor before the analyst's edits."""
        return (self._plain or self)[entity_id].kind

    def kind_of(self, entity_id: str) -> str:
        """The kind of an actor; E205 for an unknown id.

        >>> KnowledgeBase.load().kind_of("arm:m23")
        'ARMED_GROUP'
        """
        actor = self._actors.get(entity_id)
        return self[entity_id].kind if actor is None else actor.kind

    def display_name(self, entity_id: str) -> str:
        """The name to show for an entity: the preferred one, else the listed one; "" for an unknown id.

        >>> KnowledgeBase.load().display_name("arm:m23")
        'March 23 Movement'
        """
        actor = self.get(entity_id)
        shown = self.edits.names.get(self.canonical(entity_id), "")
        return shown or (actor.name if actor else "")

    def __len__(self) -> int:
        return len(self._actors)

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._actors.values())

    def __contains__(self, entity_id: object) -> bool:
        return isinstance(entity_id, str) and self.get(entity_id) is not None

    def get(self, entity_id: str) -> Actor | None:
        """The actor of an id, or None; of a merged one the actor that it belongs to.

        >>> KnowledgeBase([]).get("arm:m23") is None
        True
        """
        actor = self._actors.get(entity_id)
        return self._actors.get(self.canonical(entity_id)) if actor is None and self.edits else actor

    def __getitem__(self, entity_id: str) -> Actor:
        actor = self.get(entity_id)
        if actor is None:
            raise KnowledgeBaseError(E205.format(id=repr(entity_id)))
        return actor

    @property
    def index(self) -> AliasIndex:
        """The compiled aliases; built on first use."""
        if self._index is None:
            with self._lock:
                if self._index is None:
                    self._index = AliasIndex(
                        alias_rows(self._actors.values(), self.edits),
                        country_parts(self._actors.values(), self.edits),
                        self._main_forces(),
                    )
        return self._index

    def _main_forces(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The one army, police and government that a country's name stands for; none where no id says so."""
        return {
            (iso3, kind): (forces[0].id,)
            for (iso3, kind), forces in self._at_home.items()
            if forces[0].id == self.canonical(f"{_FORCES[kind]}:{iso3}")
        }

    def find(self, name: str) -> list[Actor]:
        """The actors that bear a name, generated names of forces included; best tier first.

        Args:
            name: Any spelling of any alias; case and accents are ignored.

        >>> [actor.id for actor in KnowledgeBase.load().find("m23")]
        ['arm:m23']
        """
        return [self._actors[entry.entity_id] for entry in self.index.find(name)]

    def clashes(self) -> list[tuple[str, tuple[Actor, ...]]]:
        """Names that several actors bear, with those actors, best first; sorted by name.

        >>> kb = KnowledgeBase([]).with_rows([{"name": n, "kind": "PARTY", "acronyms": "UPC"} for n in ("A B", "C D")])
        >>> [(name, [actor.id for actor in actors]) for name, actors in kb.clashes()]
        [('UPC', ['own:a-b', 'own:c-d'])]
        """
        found: dict[tuple[str, ...], str] = {}
        for name, entries in self.index.shared():
            ids = (name.replace(".", "").replace("-", "").replace(" ", ""), *[entry.entity_id for entry in entries])
            found.setdefault(ids, name)
        return sorted((name, tuple([self._actors[entity] for entity in ids])) for (_, *ids), name in found.items())

    def match(self, text: str) -> list[AliasHit]:
        """The aliases in a text, longest first on overlap, on word edges, in text order.

        Weak ones are among them, flagged; the rules are told in `conflictner.knowledge.aliases`.

        Args:
            text: Any cleaned text.

        >>> [hit.surface for hit in KnowledgeBase.load().match("The FDLR and Congolese troops clashed.")]
        ['FDLR', 'Congolese troops']
        """
        return self.index.match(text)

    def holders(self, org_id: str, role_class: str, date: str | None) -> list[tuple[Role, bool]]:
        """Who held an office of an organisation on a date; see `conflictner.knowledge.offices.holders`.

        Args:
            org_id: The organisation.
            role_class: spokesperson, executive, minister, military, diplomatic, legislature, subnational, justice
                or civil.
            date: EDTF level 0 date of the document, or None.

        Returns:
            Roles, best first, each with ``as_of``: True when it is a fall-back to the latest holder.

        >>> role = Role("per:a", "arm:x", "Spokesperson", "spokesperson", "2021", None)
        >>> KnowledgeBase([], [role]).holders("arm:x", "spokesperson", "2024-02-07") == [(role, False)]
        True
        """
        return holders(self._offices.get((org_id, role_class), ()), date)

    def roles_of(self, person_id: str, date: str | None = None) -> list[Role]:
        """The offices of a person, the newest first; with a date, those held then or within 90 days before.

        >>> KnowledgeBase([], [Role("per:a", "arm:x", "Leader", "executive", "2001", "2003")]).roles_of("per:a", "2024")
        []
        """
        roles = sorted(self._careers.get(person_id, ()), key=by_start, reverse=True)
        if date is None:
            return roles
        return [role for role in roles if covers(role.start, role.end, date, slack=HANDOVER)]

    def links_of(self, entity_id: str) -> list[Link]:
        """The ties that an actor has, as source or target.

        >>> KnowledgeBase([], (), [Link("arm:a", "member_of", "arm:b")]).links_of("arm:b")[0].source
        'arm:a'
        """
        return list(self._ties.get(entity_id, ()))

    def tied_to(self, entity_id: str) -> frozenset[str]:
        """The actors at the other ends of an actor's ties, and its parent; empty for an unknown id.

        >>> KnowledgeBase([], (), [Link("arm:a", "member_of", "arm:b")]).tied_to("arm:b")
        frozenset({'arm:a'})
        """
        near = self._near.get(entity_id)
        if near is None:
            actor = self.get(entity_id)
            ends = {end for link in self._ties.get(entity_id, ()) for end in (link.source, link.target)}
            parent = {actor.parent} if actor is not None and actor.parent else set()
            near = frozenset((ends | parent) - {entity_id})
            if actor is not None:
                self._near[entity_id] = near
        return near

    def forces_of(self, iso3: str, kind: str) -> list[Actor]:
        """The MILITARY, POLICE or GOVERNMENT actors of a country, its main one first.

        >>> [actor.id for actor in KnowledgeBase.load().forces_of("COD", "GOVERNMENT")][:1]
        ['gov:COD']
        """
        return list(self._at_home.get((iso3, kind), ()))

    @property
    def countries_by_demonym(self) -> Mapping[str, str]:
        """Folded demonyms and country names -> ISO 3166 alpha-3; what two countries share equally is left out.

        >>> KnowledgeBase.load().countries_by_demonym["congolese"]
        'COD'
        """
        if self._demonyms is None:
            self._demonyms = self._read_demonyms()
        return self._demonyms

    def _read_demonyms(self) -> Mapping[str, str]:
        owners: dict[str, set[str]] = {}
        for part in country_parts(self._actors.values(), self.edits):
            # "us" and "car" are words first: a caller that folds a token must not read a country in them.
            word = part.alias_class == "acronym" and is_everyday(part.text)
            if not part.capital and part.alias_class != "weak" and not word:
                owners.setdefault(squeeze(part.text), set()).add(part.iso3)
        clear = {}
        for key, countries in owners.items():
            left = countries if len(countries) == 1 else countries - GIVE_WAY
            if len(left) == 1:
                clear[key] = min(left)
        return MappingProxyType(clear)

    @staticmethod
    def frequency(word: str) -> float:
        """How common a word is in English, on the Zipf scale; 0 if it is not among the 38,000 most common.

        >>> KnowledgeBase.frequency("war") > 5
        True
        """
        return frequency(word)

    def __reduce__(self) -> tuple[Any, ...]:
        # Locks and automata stay behind; the index is built again where the copy is used.
        if self._plain is not None:
            return _edited_again, (self._plain, self.edit_rows())
        state = (
            tuple(self._actors.values()),
            self._roles,
            self._links,
            self.data_version,
            self.roles_reviewed,
            self._own,
        )
        return _restored, state


def _restored(
    actors: tuple[Actor, ...],
    roles: tuple[Role, ...],
    links: tuple[Link, ...],
    data_version: str,
    roles_reviewed: str,
    own: tuple[OwnRow, ...],
) -> KnowledgeBase:
    kb = KnowledgeBase(actors, roles, links, data_version=data_version, roles_reviewed=roles_reviewed)
    kb._own = own
    return kb


@lru_cache(maxsize=1)
def _built_in() -> KnowledgeBase:
    tables = shipped()
    return KnowledgeBase(
        tables.actors,
        tables.roles,
        tables.links,
        data_version=tables.data_version,
        roles_reviewed=tables.roles_reviewed,
    )


def _edited_again(plain: KnowledgeBase, rows: list[dict[str, Any]]) -> KnowledgeBase:
    return plain.with_edits(rows)


def _state(path: str | Path) -> tuple[str, str, int, int]:
    """A file, as shown, and what tells one state of it from the next."""
    path = Path(path)
    if not path.exists() or path.is_dir():
        raise KnowledgeBaseError(E204.format(path=str(path)))
    state = path.stat()
    return str(path.resolve()), str(path), state.st_mtime_ns, state.st_size


@lru_cache(maxsize=8)
def _with_file(resolved: str, shown: str, mtime_ns: int, size: int) -> KnowledgeBase:
    kb = _built_in()
    return kb._merged(read_csv(Path(resolved), shown=shown, known=kb._actors))


@lru_cache(maxsize=8)
def _with_edits(kb: KnowledgeBase, resolved: str, shown: str, mtime_ns: int, size: int) -> KnowledgeBase:
    edits = read_edits(Path(resolved), shown=shown, known=kb._actors)
    return kb._edited(edits) if edits else kb
