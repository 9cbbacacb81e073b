"""The analyst's edits on the tables: actors merged, renamed by kind, given more names; offices and ties follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from conflictner.knowledge.actors import Actor, Link, Name, Role
from conflictner.knowledge.edits import Edits
from conflictner.knowledge.words import is_common
from conflictner.text import squeeze


def edited_actors(actors: Mapping[str, Actor], edits: Edits) -> list[Actor]:
    """The actors with the edits applied; one that was merged into another is gone."""
    edited = dict(actors)
    for source, target in edits.merged.items():
        if source in edited and target in edited:
            edited[target] = _merged(edited[target], edited.pop(source))
    for target, texts in edits.aliases.items():
        if target in edited:
            # Tier 0, as for own rows: what the analyst writes is read before what others listed.
            edited[target] = replace(_named(edited[target], map(_alias, texts)), tier=0)
    for entity_id, kind in edits.kinds.items():
        if entity_id in edited:
            edited[entity_id] = replace(edited[entity_id], kind=kind)
    if edits.merged:
        for actor in [actor for actor in edited.values() if actor.parent in edits.merged]:
            parent = edits.same(actor.parent or "")
            edited[actor.id] = replace(actor, parent=parent if parent != actor.id else None)
    return list(edited.values())


def _merged(into: Actor, other: Actor) -> Actor:
    return replace(
        _named(into, (Name(other.name, other.name_class), *other.names)),
        country=into.country or other.country,
        active=into.active or other.active,
        xref={**other.xref, **into.xref},
        tier=min(into.tier, other.tier),
        sources=tuple(dict.fromkeys((*into.sources, *other.sources))),
        surname=into.surname or other.surname,
        given=into.given or other.given,
        gender=into.gender or other.gender,
    )


def _named(actor: Actor, names: Iterable[Name]) -> Actor:
    have = {squeeze(text) for text in actor.texts}
    return replace(actor, names=(*actor.names, *[name for name in names if squeeze(name.text) not in have]))


def _alias(text: str) -> Name:
    if text.isupper() and " " not in text:
        return Name(text, "acronym")
    return Name(text, "weak" if is_common(text) else "strong")


def edited_roles(roles: Iterable[Role], edits: Edits) -> Iterable[Role]:
    """The offices, of those who were merged into another too."""
    if not edits.merged:
        return roles
    return [replace(role, person=edits.same(role.person), org=edits.same(role.org)) for role in roles]


def edited_links(links: Iterable[Link], edits: Edits) -> Iterable[Link]:
    """The ties of those who were merged too; nobody is tied to itself."""
    if not edits.merged:
        return links
    moved = [replace(link, source=edits.same(link.source), target=edits.same(link.target)) for link in links]
    return list(dict.fromkeys(link for link in moved if link.source != link.target))
