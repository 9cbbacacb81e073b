"""When an edge is there: the spells of a dynamic graph file, from dates that may be a year or a month alone."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from typing import Any, Final

from conflictner.errors import E410, OutputError
from conflictner.graph.checks import Node, Sheet, Values

_DATE: Final = re.compile(r"([1-9]\d{3})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")

#: First and last day, both included.
Spell = tuple[str, str]


def edge_spells(sheet: Sheet) -> list[list[Spell]]:
    """The spells of each edge, in order and apart; none where its dates are unknown: such an edge is always there.

    An attribute ``spells`` ("2024-01-01/2024-01-31 2024-03", as time slices give it) goes before ``first_date`` and
    ``last_date``.

    Raises:
        OutputError: E410, for what is no date or ends before it begins.
    """
    return [_spells((source, target), values) for source, target, _, values in sheet.edges]


def node_spells(sheet: Sheet, edges: list[list[Spell]]) -> dict[Node, list[Spell]]:
    """A node is there while one of its edges is; always if it has none, or one without dates."""
    found: dict[Node, list[Spell]] = {node: [] for node, _ in sheet.nodes}
    always = set()
    for (source, target, *_), spells in zip(sheet.edges, edges, strict=True):
        for node in (source, target):
            found[node] += spells
            if not spells:
                always.add(node)
    return {node: [] if node in always else joined(spells) for node, spells in found.items()}


def joined(spells: Iterable[Spell]) -> list[Spell]:
    """Spells in order, those that share a day made one.

    >>> joined([("2024-03-01", "2024-03-31"), ("2024-01-01", "2024-02-29"), ("2024-02-01", "2024-02-02")])
    [('2024-01-01', '2024-02-29'), ('2024-03-01', '2024-03-31')]
    """
    found: list[Spell] = []
    for first, last in sorted(spells):
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def _spells(ends: tuple[Node, Node], values: Values) -> list[Spell]:
    given = values.get("spells")
    if isinstance(given, str):
        return joined(_spell(ends, "spells", *_split(text)) for text in given.split())
    first = values.get("first_date", values.get("last_date"))
    last = values.get("last_date", first)
    return [] if first is None else [_spell(ends, "first_date", first, last)]


def _split(text: str) -> tuple[str, str]:
    first, _, last = text.partition("/")
    return first, last or first


def _spell(ends: tuple[Node, Node], name: str, first: Any, last: Any) -> Spell:
    spell = _day(first, last=False), _day(last, last=True)
    if not spell[0] or not spell[1] or spell[0] > spell[1]:
        shown = repr(first) if first == last else f"{first!r} to {last!r}"
        raise OutputError(E410.format(edge=repr(ends), attribute=name, value=shown))
    return spell


def _day(date: Any, *, last: bool) -> str:
    """The first or last day of a year, a month or a day; "" for anything else.

    >>> _day("2024-02", last=False), _day("2024-02", last=True), _day("2023", last=True), _day("2023-02-30", last=True)
    ('2024-02-01', '2024-02-29', '2023-12-31', '')
    """
    found = _DATE.fullmatch(date) if isinstance(date, str) else None
    if not found:
        return ""
    year, month, day = found[1], found[2] or ("12" if last else "01"), found[3]
    days = monthrange(int(year), int(month))[1]
    if day and int(day) > days:
        return ""
    return f"{year}-{month}-{day or (days if last else '01')}"
