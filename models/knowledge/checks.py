"""Checks on the tables before they are written, and the report of clashes; tests/test_data.py looks at the files."""

from __future__ import annotations

from collections import Counter, defaultdict

from entry import LINK_TYPES, ROLE_CLASSES, Entry, Tables
from merge import office_of

from conflictner.kinds import KINDS
from conflictner.text import squeeze


def problems(tables: Tables, sources: set[str]) -> list[str]:
    """Everything that must not be published; an empty list is the goal."""
    found: list[str] = list(tables.lost)
    ids = Counter(entry.id for entry in tables.entries)
    found += [f"id {i} stands {n} times" for i, n in ids.items() if n > 1]
    for entry in tables.entries:
        if entry.kind not in KINDS:
            found.append(f"{entry.id}: kind {entry.kind}")
        if entry.parent and entry.parent not in ids:
            found.append(f"{entry.id}: parent {entry.parent} is missing")
        if entry.src - sources:
            found.append(f"{entry.id}: sources without licence {sorted(entry.src - sources)}")
        found += [f"{entry.id}: interval {a} > {b}" for a, b in entry.active if a and b and a > b]
    for role in tables.roles:
        if role.person not in ids or role.org not in ids:
            found.append(f"role {role.person} at {role.org}: target is missing")
        if role.role_class not in ROLE_CLASSES:
            found.append(f"role {role.person}: class {role.role_class}")
        if role.start and role.end and role.start > role.end:
            found.append(f"role {role.person} at {role.org}: {role.start} > {role.end}")
    named = [(f"role {r.person} at {r.org}", r.src) for r in tables.roles]
    named += [(f"link {r.source} {r.type} {r.target}", r.src) for r in tables.links]
    found += [
        f"{row}: sources without licence {sorted(set(src) - sources)}" for row, src in named if set(src) - sources
    ]
    found += [f"office {o} of {g} has several holders: {h}" for (g, o), h in several_holders(tables).items()]
    for link in tables.links:
        if link.source not in ids or link.target not in ids or link.type not in LINK_TYPES:
            found.append(f"link {link.source} {link.type} {link.target}")
    return found


#: Titles of which an organisation has one at a time; "Spokesperson" and "Special Envoy" may be several.
UNIQUE_OFFICES = (
    "President", "Prime Minister", "King", "Queen", "Secretary-General", "Secretary General", "Foreign Minister",
    "Defence Minister", "Interior Minister", "Secretary of State", "Chief of Defence Forces", "Chief of Defence Staff",
    "Chief of General Staff", "Chief of Army Staff", "Supreme Leader", "Commander-in-Chief",
)  # fmt: skip


def several_holders(tables: Tables) -> dict[tuple[str, str], list[str]]:
    """Offices with more than one holder that has no end."""
    holders: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for role in tables.roles:
        office = office_of(role.title)
        if role.end is None and office in UNIQUE_OFFICES:
            holders[role.org, office].add(role.person)
    return {key: sorted(people) for key, people in holders.items() if len(people) > 1}


def clashes(entries: list[Entry]) -> list[str]:
    """Aliases that several actors share, for review: acronyms by letter, names folded."""
    owners: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        for text, alias_class in entry.surfaces():
            if alias_class != "weak":
                owners[alias_class, text if alias_class == "acronym" else squeeze(text)].append(entry)
    lines = []
    for (alias_class, text), shared in sorted(owners.items()):
        if len(shared) > 1:
            told = ", ".join(f"{e.id} (tier {e.tier}, {'/'.join(e.country) or '-'})" for e in shared)
            lines.append(f"{alias_class}\t{text}\t{len(shared)}\t{told}")
    return lines
