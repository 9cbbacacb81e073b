"""Entries of the knowledge base and of the gazetteer in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from conflictner.knowledge import Actor, KnowledgeBase, Link, Name, Place, Role
from conflictner.report.console import clean, kind_chip
from conflictner.text import squeeze

_CLASSES: Final = (
    "executive",
    "minister",
    "military",
    "spokesperson",
    "diplomatic",
    "legislature",
    "subnational",
    "justice",
    "civil",
)
_VERBS: Final = {
    "member_of": "is a member of",
    "part_of": "is part of",
    "splinter_of": "is a splinter of",
    "armed_wing_of": "is the armed wing of",
    "successor_of": "is the successor of",
    "contributes_to": "contributes to",
    "pledged_to": "is pledged to",
}
_SITES: Final = {"ucdp": "UCDP", "wikidata": "Wikidata"}
_TIERS: Final = {0: "your own", 1: "curated", 2: "from one open source", 3: "from an old list"}


def find_actors(kb: KnowledgeBase, name: str) -> list[Actor]:
    """The actors with this id or name; where nobody bears it, the persons with this surname.

    >>> [actor.id for actor in find_actors(KnowledgeBase.load(), "arm:m23")]
    ['arm:m23']
    >>> "per:paul-kagame" in [actor.id for actor in find_actors(KnowledgeBase.load(), "Kagame")]
    True
    """
    actor = kb.get(name)
    found = [actor] if actor else kb.find(name)
    return found or [actor for actor in kb if actor.surname and squeeze(actor.surname) == squeeze(name)]


def actors_report(actors: Sequence[Actor], kb: KnowledgeBase, *, date: str | None = None) -> RenderableType:
    """Everything known of some actors, one block each.

    Args:
        actors: From `find_actors`.
        kb: Where they come from.
        date: Offices on that date; None for those held last.
    """
    return Group(*(part for actor in actors for part in _actor(actor, kb, date)))


def _actor(actor: Actor, kb: KnowledgeBase, date: str | None) -> list[RenderableType]:
    names = actor.names if kb.display_name(actor.id) == actor.name else (Name(actor.name), *actor.names)
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="dim", min_width=9)
    facts.add_column(overflow="fold")
    lines = [
        ("names", ", ".join(_name(n.text, n.alias_class, n.lang) for n in names)),
        ("country", ", ".join(actor.country)),
        ("active", "; ".join(_period(start, end) for start, end in actor.active)),
        ("part of", _entity(actor.parent, kb) if actor.parent else ""),
        *[("link", _link(link, kb)) for link in kb.links_of(actor.id)],
        *[
            ("office", f"{r.title}, {_entity(r.org, kb)}, {_period(r.start, r.end)}")
            for r in kb.roles_of(actor.id, date)
        ],
        *[("holder", _holder(role, as_of, kb)) for role, as_of in _holders(actor, kb, date)],
        ("elsewhere", ", ".join(f"{_SITES.get(site, site)} {number}" for site, number in sorted(actor.xref.items()))),
        ("source", f"{', '.join(actor.sources)} ({_TIERS.get(actor.tier, actor.tier)})"),
    ]
    for label, value in lines:
        if value:
            facts.add_row(label, Text(clean(value)))
    shown = kb.display_name(actor.id)
    head = Text.assemble((clean(actor.id), "bold"), "  ", (clean(shown), "bold"), "  ")
    return [head + kind_chip(actor.kind), facts, Text()]


def _holders(actor: Actor, kb: KnowledgeBase, date: str | None) -> list[tuple[Role, bool]]:
    return [found for role_class in _CLASSES for found in kb.holders(actor.id, role_class, date)]


def _holder(role: Role, as_of: bool, kb: KnowledgeBase) -> str:
    last = " (last known)" if as_of and role.end else ""
    return f"{_entity(role.person, kb)}, {role.title}, {_period(role.start, role.end)}{last}"


def _name(text: str, alias_class: str, lang: str) -> str:
    notes = [note for note in (alias_class if alias_class != "strong" else "", lang) if note]
    return f"{text} ({', '.join(notes)})" if notes else text


def _period(start: str | None, end: str | None) -> str:
    if start is None and end is None:
        return "dates unknown"
    return f"until {end}" if start is None else f"since {start}" if end is None else f"{start} to {end}"


def _entity(entity_id: str, kb: KnowledgeBase) -> str:
    actor = kb.get(entity_id)
    return f"{kb.display_name(entity_id)} [{entity_id}]" if actor else entity_id


def _link(link: Link, kb: KnowledgeBase) -> str:
    verb = _VERBS.get(link.type, link.type.replace("_", " "))
    period = "" if link.start is None and link.end is None else f", {_period(link.start, link.end)}"
    return f"{_entity(link.source, kb)} {verb} {_entity(link.target, kb)}{period}"


def clashes_report(found: Iterable[tuple[str, Sequence[Actor]]]) -> RenderableType:
    """Names with several bearers in a table, one line a bearer."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in ("Name", "Id", "Kind", "Country", "Full name"):
        table.add_column(column, overflow="fold")
    for name, actors in found:
        for number, actor in enumerate(actors):
            country = Text(", ".join(map(clean, actor.country[:3])) + (" …" if len(actor.country) > 3 else ""))
            first = Text("" if number else clean(name), style="bold")
            table.add_row(first, Text(clean(actor.id)), kind_chip(actor.kind), country, Text(clean(actor.name)))
    return table


def places_report(places: Iterable[Place]) -> RenderableType:
    """Places in a table, best first."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in ("Id", "Name", "Country", "Region", "Feature"):
        table.add_column(column, overflow="fold")
    for column in ("Latitude", "Longitude", "Population"):
        table.add_column(column, justify="right")
    for place in places:
        cells = [clean(cell) for cell in (place.id, place.name, place.country, place.admin1, place.feature)]
        people = f"{place.population:,}" if place.population else ""
        table.add_row(*map(Text, cells), f"{place.lat:.3f}", f"{place.lon:.3f}", people)
    return table
