"""The votes behind each mention, kept with it so that `conflictner.why` can tell them."""

from __future__ import annotations

from conflictner.annotations import Mark
from conflictner.components.mentions.book import Book

#: The strongest votes tell why; a name seldom has more.
KEPT = 6


def with_votes(book: Book, marks: list[Mark]) -> list[Mark]:
    """Write the strongest votes of each name into its mentions, heaviest first."""
    known: dict[str, list[tuple[str, str, float]]] = {}
    for mark in marks:
        key = book.key(mark.start, mark.end)
        if key not in known:
            evidence = book.evidence.get(key)
            votes = evidence.votes.items() if evidence else ()
            counted = sorted([(-weight, kind, rule) for kind, rules in votes for rule, (weight, _) in rules.items()])
            known[key] = [(kind, rule, -weight) for weight, kind, rule in counted[:KEPT]]
        mark.votes = known[key]
    return marks
