"""Join what several sources say of one actor. Curated rows come first and keep their id, kind, name and dates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Final

from entry import CURATED, Entry, LinkRow, RoleRow, Tables
from tables import read_tsv

from conflictner.text import squeeze

#: Kinds that sources confuse with one another: UCDP's armed groups are the Factbook's parties.
_FAMILY: Final = {"ARMED_GROUP": "group", "PARTY": "group", "ORG": "group"}
#: Where the second name is the father's: "Mohamed Abdullahi" may be many people.
_PATRONYMIC: Final = frozenset({"SOM", "ETH", "ERI", "DJI", "SDN", "TCD", "MRT"})
#: Shorter names are too often shared ("Amal", "Fatah") to join two rows on.
_MIN_LENGTH: Final = 10


class Merger:
    """Adds the rows of one reader after the other.

    A row joins an entry that has its id, its UCDP id, or one of its long names in a common country; an acronym joins
    only within one country and only with a curated entry.
    """

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.roles: list[RoleRow] = []
        self.links: list[LinkRow] = []
        self.moved: dict[str, str] = {row["id"]: row["same_as"] for row in read_tsv(CURATED / "same.tsv")}
        self.lost: list[str] = []
        self._ucdp: dict[int, str] = {}
        self._names: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._people: defaultdict[str, list[str]] = defaultdict(list)
        self._acronyms: defaultdict[tuple[str, str], list[str]] = defaultdict(list)

    def add(self, tables: Tables) -> None:
        """Add every row of a reader; its roles and links follow their entries."""
        for entry in tables.entries:
            target = self._find(entry)
            if target is None:
                self.entries[entry.id] = entry
                self._index(entry)
            else:
                if entry.id != target.id:
                    self.moved[entry.id] = target.id
                self._absorb(target, entry)
        self.roles += tables.roles
        self.links += tables.links
        self.lost += tables.lost

    def _index(self, entry: Entry) -> None:
        if "ucdp" in entry.xref:
            self._ucdp.setdefault(int(entry.xref["ucdp"]), entry.id)
        for country in entry.country if entry.kind == "PERSON" else ():
            self._people[country].append(entry.id)
        family = _FAMILY.get(entry.kind, entry.kind)
        for text, alias_class in entry.surfaces():
            key = squeeze(text)
            if alias_class == "acronym":
                self._acronyms[family, text].append(entry.id)
            elif alias_class == "strong" and (len(key) >= _MIN_LENGTH or entry.kind == "PERSON"):
                self._names[family, key].append(entry.id)

    def _find(self, entry: Entry) -> Entry | None:
        identity = self.moved.get(entry.id, entry.id)
        if identity in self.entries:
            return self.entries[identity]
        if "curated" in entry.src and entry.kind != "COUNTRY":
            return None  # two reviewed rows are two actors: AUSSOM is called "African Union mission in Somalia" too
        if "ucdp" in entry.xref and int(entry.xref["ucdp"]) in self._ucdp:
            return self.entries[self._ucdp[int(entry.xref["ucdp"])]]
        family = _FAMILY.get(entry.kind, entry.kind)
        for text, alias_class in entry.surfaces():
            table = self._acronyms if alias_class == "acronym" else self._names
            key = text if alias_class == "acronym" else squeeze(text)
            for identity in table.get((family, key), ()) if alias_class != "weak" else ():
                known = self.entries[identity]
                near = not known.country or bool(set(known.country) & set(entry.country))
                if near and (alias_class == "strong" or ("curated" in known.src and family == "group")):
                    return known
        return self._same_person(entry) if entry.kind == "PERSON" else None

    def _same_person(self, entry: Entry) -> Entry | None:
        """A longer or shorter form of a name in one country: "Bola Ahmed Adekunle Tinubu" is "Bola Tinubu".

        The first word must be the same: "Mahamat Idriss Déby" is the son of "Idriss Déby". Reviewed rows are never
        joined to one another, nor names made of father's and grandfather's.
        """
        if "curated" in entry.src or _PATRONYMIC & set(entry.country):
            return None
        words = squeeze(entry.name).split()
        for country in entry.country:
            for identity in self._people[country]:
                for text, alias_class in self.entries[identity].surfaces():
                    name = squeeze(text).split()
                    nested = set(name) <= set(words) or set(words) <= set(name)
                    if alias_class == "strong" and nested and name[0] == words[0] and min(len(name), len(words)) > 1:
                        return self.entries[identity]
        return None

    def _absorb(self, known: Entry, new: Entry) -> None:
        same_id = self.moved.get(new.id, new.id) == known.id and not new.id.startswith("ucdp:")
        curated = "curated" in known.src
        if new.name and (new.name_class == "strong" or not curated):
            self._take(known, new.name, new.name_class, curated)
        for text, alias_class, lang in new.names:
            single = len(text.split()) == 1 and alias_class != "acronym"
            # FOCA stands among the UN list's aliases of the FDLR, and is the name of its armed wing.
            if curated and (alias_class == "weak" or (single and not same_id)):
                continue
            self._take(known, text, alias_class, curated, lang)
        for key, value in new.xref.items():
            known.xref.setdefault(key, value)
        for key, extra in new.extra.items():
            if not known.extra.get(key):
                known.extra[key] = extra
        known.src |= new.src
        known.parent = known.parent or new.parent
        if not curated:
            known.tier = min(known.tier, new.tier)
            known.country = list(dict.fromkeys([*known.country, *new.country]))[:6]

    def _take(self, known: Entry, text: str, alias_class: str, curated: bool, lang: str = "") -> None:
        family = _FAMILY.get(known.kind, known.kind)
        table, key = (self._acronyms, text) if alias_class == "acronym" else (self._names, squeeze(text))
        others = [self.entries[i] for i in table.get((family, key), ()) if i != known.id]
        if curated and any("curated" in other.src and set(other.country) & set(known.country) for other in others):
            return
        known.add(text, alias_class, lang)
        table[family, key].append(known.id)

    def finish(self) -> Tables:
        """Roles and links under the final ids; one role per person, organisation, class and start."""
        return Tables(list(self.entries.values()), self._final_roles(), self._final_links())

    def _final_links(self) -> list[LinkRow]:
        links: dict[tuple[str, str, str], LinkRow] = {}
        for link in self.links:
            s, o = self.moved.get(link.source, link.source), self.moved.get(link.target, link.target)
            if s in self.entries and o in self.entries and s != o:
                links.setdefault((s, link.type, o), replace(link, source=s, target=o))
            elif "curated" in link.src:
                self.lost.append(f"link {link.source} {link.type} {link.target}: no such entry")
        return sorted(links.values(), key=lambda r: (r.source, r.type, r.target))

    def _final_roles(self) -> list[RoleRow]:
        kept: list[RoleRow] = []
        held: set[tuple[str, str, str]] = set()
        current: dict[tuple[str, str], str] = {}
        for role in sorted(self.roles, key=lambda r: ("curated" not in r.src, "factbook" not in r.src)):
            person = self.moved.get(role.person, role.person)
            if person not in self.entries or role.org not in self.entries:
                if "curated" in role.src:
                    self.lost.append(f"role of {role.person} at {role.org}: no such entry")
                continue
            key = (person, role.org, role.role_class)
            if "curated" not in role.src and key in held:
                continue
            office = (role.org, office_of(role.title))
            if role.end is None and "curated" not in role.src and current.get(office, person) != person:
                continue  # the older source has not heard of the successor
            if role.end is None:
                current.setdefault(office, person)
            if "curated" in role.src or role.start:
                kept.append(replace(role, person=person))
            held.add(key)
        return sorted(kept, key=lambda r: (r.org, r.role_class, r.start or "", r.person, r.title))


def office_of(title: str) -> str:
    """The office that a title names, whatever its qualifier.

    >>> office_of("Transitional President"), office_of("Prime Minister")
    ('President', 'Prime Minister')
    """
    for word in ("Transitional ", "Transition ", "Acting ", "Interim "):
        title = title.removeprefix(word)
    return title.strip()
