"""KnowledgeBase: actors by id and by name, in a text, in an office on a date, and in their ties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any, Final

from conflictner.errors import E204, E205, KnowledgeBaseError
from conflictner.knowledge.actors import Actor, Link, Name, Role
from conflictner.knowledge.aliases import AliasIndex, AliasRow, CountryPart
from conflictner.knowledge.dates import covers
from conflictner.knowledge.hits import AliasHit
from conflictner.knowledge.offices import HANDOVER, by_start, holders
from conflictner.knowledge.own import OwnRow, merge, read_csv, read_dicts
from conflictner.knowledge.patterns import GIVE_WAY
from conflictner.knowledge.shipped import shipped
from conflictner.knowledge.words import frequency
from conflictner.text import squeeze

_FORCES: Final = {"MILITARY": "mil", "POLICE": "pol", "GOVERNMENT": "gov"}


_EVERYDAY: Final = 3.5


class KnowledgeBase:
    """Actors, their names, offices and ties. Immutable: `with_rows` makes a new one. Safe to read from many threads.

    Args:
        actors: The actors; of two with one id the later one counts.
        roles: Who held which office when.
        links: Ties between actors.
        data_version: Version of the tables.
        roles_reviewed: Date when the offices were last checked.

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
    ) -> None:
        self.data_version = data_version
        self.roles_reviewed = roles_reviewed
        self._actors = {actor.id: actor for actor in actors}
        self._roles = tuple(roles)
        self._links = tuple(links)
        self._own: tuple[OwnRow, ...] = ()
        self._lock = Lock()
        self._index: AliasIndex | None = None
        self._demonyms: Mapping[str, str] | None = None
        self._offices: dict[tuple[str, str], list[Role]] = {}
        self._careers: dict[str, list[Role]] = {}
        self._ties: dict[str, list[Link]] = {}
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
            main = f"{_FORCES[kind]}:{iso3}"
            forces.sort(key=lambda force: (force.id != main, force.tier, force.id))

    @classmethod
    def load(cls, path: str | Path | None = None) -> KnowledgeBase:
        """The built-in knowledge base, with the rows of a user's CSV merged over it if one is named.

        Loaded once a process for each state of the file.

        Args:
            path: A CSV file with the columns name, kind, aliases, acronyms, country, id, active_from, active_to.

        Raises:
            KnowledgeBaseError: E204 no such file, E203 a column is missing, E202 rows are refused (all are listed).

        >>> KnowledgeBase.load()["arm:m23"].name
        'March 23 Movement'
        """
        if path is None:
            return _built_in()
        path = Path(path)
        try:
            state = path.stat()
        except OSError:
            raise KnowledgeBaseError(E204.format(path=str(path))) from None
        if path.is_dir():
            raise KnowledgeBaseError(E204.format(path=str(path)))
        return _with_file(str(path.resolve()), str(path), state.st_mtime_ns, state.st_size)

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
        return self._merged(read_dicts(rows, known=self._actors)) if rows else self

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

    def __len__(self) -> int:
        return len(self._actors)

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._actors.values())

    def __contains__(self, entity_id: object) -> bool:
        return entity_id in self._actors

    def get(self, entity_id: str) -> Actor | None:
        """The actor of an id, or None.

        >>> KnowledgeBase([]).get("arm:m23") is None
        True
        """
        return self._actors.get(entity_id)

    def __getitem__(self, entity_id: str) -> Actor:
        try:
            return self._actors[entity_id]
        except KeyError:
            raise KnowledgeBaseError(E205.format(id=repr(entity_id))) from None

    @property
    def index(self) -> AliasIndex:
        """The compiled aliases; built on first use."""
        if self._index is None:
            with self._lock:
                if self._index is None:
                    self._index = AliasIndex(self._alias_rows(), self._country_parts(), self._main_forces())
        return self._index

    def _alias_rows(self) -> Iterator[AliasRow]:
        # "Somali" is an adjective of the country before it is the Somali of Ethiopia.
        demonyms = {squeeze(demonym) for actor in self._actors.values() for demonym in actor.demonyms}
        for actor in self._actors.values():
            # A country's acronym fires in a headline of capitals as a curated one does, and is read before a party's.
            tier = min(actor.tier, 1) if actor.kind == "COUNTRY" else actor.tier
            # "President" before a person's name and "Eastern" before a country's are no parts of it.
            home = None if actor.kind in ("PERSON", "COUNTRY") else actor.country
            names = (Name(actor.name, actor.name_class), *actor.names)
            proven = {name.text for name in names if name.alias_class != "weak"}
            for name in names:
                if " " in name.text and _is_name_and_noun(name.text, proven):
                    continue
                alias_class = name.alias_class
                if alias_class == "strong" and tier and actor.kind != "COUNTRY":
                    adjective = actor.kind == "PEOPLE" and squeeze(name.text) in demonyms
                    alias_class = "weak" if adjective or _is_everyday(name.text) else "strong"
                yield AliasRow(name.text, alias_class, actor.id, tier, home)

    def _country_parts(self) -> Iterator[CountryPart]:
        for country in self._actors.values():
            if country.kind != "COUNTRY" or not country.country:
                continue
            iso3 = country.country[0]
            yield CountryPart(country.name, country.name_class, iso3)
            for demonym in country.demonyms:
                yield CountryPart(demonym, "strong", iso3)
            for name in country.names:
                if name.text.count(" ") <= 3:
                    yield CountryPart(name.text, name.alias_class, iso3)
            if country.capital:
                yield CountryPart(country.capital, "strong", iso3, capital=True)

    def _main_forces(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The one army, police and government that a country's name stands for; none where no id says so."""
        return {
            (iso3, kind): (forces[0].id,)
            for (iso3, kind), forces in self._at_home.items()
            if forces[0].id == f"{_FORCES[kind]}:{iso3}"
        }

    def find(self, name: str) -> list[Actor]:
        """The actors that bear a name, generated names of forces included; best tier first.

        Args:
            name: Any spelling of any alias; case and accents are ignored.

        >>> [actor.id for actor in KnowledgeBase.load().find("m23")]
        ['arm:m23']
        """
        return [self._actors[entry.entity_id] for entry in self.index.find(name)]

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
        for part in self._country_parts():
            # "us" and "car" are words first: a caller that folds a token must not read a country in them.
            word = part.alias_class == "acronym" and _is_everyday(part.text)
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
        state = (
            tuple(self._actors.values()),
            self._roles,
            self._links,
            self.data_version,
            self.roles_reviewed,
            self._own,
        )
        return _restored, state


def _is_name_and_noun(name: str, names: set[str]) -> bool:
    """Whether a name only adds nouns to another of the actor: a mention of "M23 rebels" is its "M23".

    Where the other one is weak, it does not: "Wagner mercenaries" proves what "Wagner" does not.

    >>> _is_name_and_noun("M23 rebel group", {"M23"}), _is_name_and_noun("M23 Army", {"M23"})
    (True, False)
    >>> _is_name_and_noun("Front du peuple", {"Front"}), _is_name_and_noun("Movement of 23 March", {"Movement"})
    (False, False)
    """
    head, _, tail = name.rpartition(" ")
    while len(tail) > 3 and tail.islower():
        if head in names:
            return True
        head, _, tail = head.rpartition(" ")
    return False


def _is_everyday(name: str) -> bool:
    """Whether a name is one everyday word, which opens too many sentences to fire alone: "Together", "Forward"."""
    return " " not in name and frequency(name) >= _EVERYDAY


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


@lru_cache(maxsize=8)
def _with_file(resolved: str, shown: str, mtime_ns: int, size: int) -> KnowledgeBase:
    kb = _built_in()
    return kb._merged(read_csv(Path(resolved), shown=shown, known=kb._actors))
