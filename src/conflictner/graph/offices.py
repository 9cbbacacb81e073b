"""The layer role: which person held which office of which organisation, as the knowledge base knows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conflictner.graph.dating import checked
from conflictner.knowledge import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Office:
    """One tie of a person to an organisation; dates as the knowledge base gives them, None where open or unknown."""

    person: str
    org: str
    role_class: str
    title: str
    start: str | None
    end: str | None


def offices(
    entities: Sequence[str], kb: KnowledgeBase | None, *, since: int | None = None, until: int | None = None
) -> list[Office]:
    """The offices that link two of the entities, sorted; two terms of one office are one tie from first to last.

    Args:
        entities: Ids of the entities that occur.
        kb: The knowledge base; None for the built-in one.
        since: First day of interest; offices that ended before are left out.
        until: Last day of interest.

    >>> [office.role_class for office in offices(["per:willy-ngoma", "arm:m23"], None)]
    ['spokesperson']
    """
    kb = kb or KnowledgeBase.load()
    known = set(entities)
    found: dict[tuple[str, str, str], Office] = {}
    for person in entities:
        for role in kb.roles_of(person):
            if role.org not in known or role.org == person or not _within(role.start, role.end, since, until):
                continue
            key = (person, role.org, role.role_class)
            before = found.get(key)
            office = Office(*key, role.title, role.start, role.end)
            found[key] = office if before is None else _joined(before, office)
    return [found[key] for key in sorted(found)]


def _within(start: str | None, end: str | None, since: int | None, until: int | None) -> bool:
    first, last = checked("from", start), checked("to", end)
    return not (since and last and last[1] < since) and not (until and first and first[0] > until)


def _joined(a: Office, b: Office) -> Office:
    starts, ends = (a.start, b.start), (a.end, b.end)
    return Office(
        a.person,
        a.org,
        a.role_class,
        min(a.title, b.title),
        None if None in starts else min(filter(None, starts)),
        None if None in ends else max(filter(None, ends)),
    )
