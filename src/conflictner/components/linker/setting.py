"""What a document is about, as far as links need it: its countries, its date, what was linked already."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from spacy.tokens import Doc

from conflictner.annotations import Mark
from conflictner.columns import Columns, columns_of
from conflictner.knowledge import Actor, KnowledgeBase
from conflictner.text import fold

#: A country that is named counts more than one whose army or town is.
NAMED: Final = 2.0
FORCE: Final = 1.5
AT_HOME: Final = 1.0
AGAIN: Final = 0.3
GIVEN: Final = 2.0
#: What a place weighs of which the list may have a namesake only.
DOUBTFUL: Final = 0.5

_CREDIT: Final = re.compile(
    r"(?:photo|photograph|image|picture|credit|courtesy|via|told|source|by)\s*[:|/,]?\s*(?:the\s+)?$|[|/(©]\s*$",
    re.IGNORECASE,
)

#: Words without which a text is hardly about an armed group.
_WAR: Final = frozenset(
    (
        *("fighters", "rebels", "rebel", "militants", "militia", "militiamen", "insurgents", "guerrillas", "gunmen"),
        *("troops", "soldiers", "army", "military", "attack", "attacks", "attacked", "killed", "kill", "clashes"),
        *("fighting", "fought", "shelled", "shelling", "ambush", "ambushed", "ceasefire", "truce", "war", "armed"),
        *("bombed", "airstrike", "airstrikes", "offensive", "captured", "seized", "commander", "commanders", "weapons"),
    )
)


#: Done to those who bear arms alone, and done by them; "fighters" behind a name are its own.
_ARMING: Final = frozenset(
    (
        *("arming", "armed", "arm", "arms", "fighting", "fought", "fight", "disarm", "disarming", "backing", "against"),
        *("supplying", "equip", "equipping", "rearm"),
    )
)
_FIGHTS: Final = frozenset(
    (
        *("fighters", "soldiers", "troops", "drones", "militia", "militiamen", "positions", "shelled", "captured"),
        *("seized", "attacked", "ambushed", "killed", "overran", "stormed", "bombed", "fired", "advanced", "withdrew"),
        *("retreated", "recaptured", "besieged", "fought", "commander", "commanders", "gunmen", "forces", "convoy"),
    )
)
_ARTICLES: Final = frozenset(("the", "its", "their", "to", "with"))
_BETWEEN: Final = frozenset(("has", "had", "have", "also", "then", "later"))


#: Names come back within a story and a corpus; each entry is one name.
folded: Final = lru_cache(maxsize=8192)(fold)


@dataclass(slots=True)
class Setting:
    """Weights of countries, ids that are beyond doubt, and the document's date.

    ``countries`` are those that actors speak for; ``nearby`` those of the places named, which are resolved later and
    by the former: they count for the choice of actors alone.
    """

    doc: Doc
    columns: Columns
    date: str | None
    countries: dict[str, float] = field(default_factory=dict)
    nearby: dict[str, float] = field(default_factory=dict)
    certain: set[str] = field(default_factory=set)
    sources: dict[str, set[str]] = field(default_factory=dict)
    surfaces: dict[tuple[int, int], str] = field(default_factory=dict)
    _warlike: bool | None = None

    @classmethod
    def of(cls, doc: Doc) -> Setting:
        """The setting that is known before any mention is read: date and country from outside."""
        meta = doc._.meta or {}
        segments = doc._.conflict_segments or {}
        setting = cls(doc, columns_of(doc), meta.get("date") or segments.get("date"))
        if segments.get("country"):
            setting.add(segments["country"], GIVEN)
        return setting

    def surface(self, mark: Mark) -> str:
        """The text of a mention, blanks squeezed and without the stop that the tokenizer left on it ("LeT.")."""
        start, end = mark.start, mark.end
        known = self.surfaces.get((start, end))
        if known is None:
            known = " ".join(self.columns.span_text(start, end).split())
            if known.endswith(".") and "." not in known[:-1] and len(known) > 2:
                known = known[:-1]
            self.surfaces[start, end] = known
        return known

    def key(self, mark: Mark) -> str:
        """The folded text of a mention: one name."""
        return folded(self.surface(mark))

    def add(self, iso3: str, weight: float) -> None:
        """Give a country more weight; repeated mentions count a little."""
        known = self.countries.get(iso3, 0.0)
        self.countries[iso3] = known + (weight if known < weight else weight * AGAIN)

    def share(self, countries: tuple[str, ...]) -> float:
        """How much the document is about one of these countries, 0 to 1; 1 is its first country."""
        known = self.known_countries()
        if not countries or not known:
            return 0.0
        return max(known.get(iso3, 0.0) for iso3 in countries) / max(known.values())

    def known_countries(self) -> dict[str, float]:
        """The countries of the actors that are beyond doubt, and of the places named, for the choice of an actor."""
        if not self.nearby:
            return self.countries
        both = self.countries.keys() | self.nearby.keys()
        return {iso3: self.countries.get(iso3, 0.0) + self.nearby.get(iso3, 0.0) for iso3 in both}

    def alone(self, countries: tuple[str, ...], key: str) -> bool:
        """Whether nothing but one name speaks for these countries."""
        return all(self.sources.get(iso3) == {key} for iso3 in countries if iso3 in self.countries) and not any(
            iso3 in self.nearby or self.countries.get(iso3, 0.0) >= GIVEN for iso3 in countries
        )

    def abroad(self, countries: tuple[str, ...]) -> bool:
        """Whether the document names other countries, or well-known places of them."""
        known = [iso3 for iso3, weight in self.known_countries().items() if weight > DOUBTFUL]
        return not set(known) <= set(countries)

    @property
    def warlike(self) -> bool:
        """Whether the document speaks of fighting at all."""
        if self._warlike is None:
            self._warlike = not _WAR.isdisjoint(self.columns.lowers)
        return self._warlike

    def is_forceful(self, mark: Mark) -> bool:
        """Whether somebody arms or fights a mention, or it fights: "arming {RSF}", "{RSF} fighters".

        Aid groups and outlets are attacked too, so that being attacked proves nothing.
        """
        lowers, verb = self.columns.lowers, mark.end
        before = [word for word in lowers[max(mark.start - 3, 0) : mark.start] if word not in _ARTICLES]
        while verb < len(lowers) and lowers[verb] in _BETWEEN:
            verb += 1
        following = lowers[verb] if verb < len(lowers) else ""
        return (bool(before) and before[-1] in _ARMING) or following in _FIGHTS

    def shares(self) -> dict[str, float]:
        """`share` of each country that has any."""
        first = max(self.countries.values(), default=0.0)
        return {iso3: weight / first for iso3, weight in self.countries.items()}

    def learn(self, actor: Actor, key: str = "") -> None:
        """Take an actor that is beyond doubt into account; ``key`` is the name that says so."""
        for iso3 in actor.country[:3]:
            self.sources.setdefault(iso3, set()).add(key)
        self.certain.add(actor.id)
        if actor.parent:
            self.certain.add(actor.parent)
        if actor.kind == "COUNTRY":
            self.add(actor.country[0], NAMED)
        elif actor.kind in ("MILITARY", "POLICE", "GOVERNMENT") and actor.country:
            self.add(actor.country[0], FORCE)
        elif actor.kind not in ("MEDIA", "NGO", "IGO", "ORG"):
            for iso3 in actor.country[:3]:
                self.add(iso3, AT_HOME / min(len(actor.country), 3))

    def ties(self, kb: KnowledgeBase, actor: Actor) -> int:
        """How many of an actor's ties lead to an entity that the document names."""
        return len(kb.tied_to(actor.id) & self.certain)

    def is_newsroom(self, mark: Mark) -> bool:
        """Whether somebody told it something, or it reported something: "residents told AFP", "AFP reported"."""
        columns = self.columns
        before = columns.lowers[mark.start - 2 : mark.start] if mark.start > 1 else []
        told = before[-1:] in (["told"], ["telling"]) or (before[:1] == ["told"] and before[1:] == ["the"])
        after = columns.lowers[mark.end] if mark.end < len(columns) else ""
        return told or after in ("reported", "reports", "correspondent", "journalist", "reporter", "photographer")

    def is_credit(self, mark: Mark) -> bool:
        """Whether a mention stands as a photo credit, a byline or the listener of a statement: "PHOTO | AFP"."""
        columns = self.columns
        start, end, text = columns.offsets[mark.start], columns.end(mark.end), columns.text
        return bool(_CREDIT.search(text[max(0, start - 24) : start])) or text[end : end + 2] in (
            ") ",
            ")\n",
            " -",
            " –",
        )
