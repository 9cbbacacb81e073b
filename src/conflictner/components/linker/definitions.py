"""Names that a text defines by one another: "Long Name (LN)" and "LN (Long Name)" are one entity."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from spacy.tokens import Doc

from conflictner.annotations import Mark
from conflictner.knowledge import Actor
from conflictner.text import fold

#: Words that prove nothing when two long forms are compared.
_EMPTY = frozenset(
    {"the", "of", "and", "for", "in", "on", "to", "a", "de", "la", "le", "du", "des", "et", "d", "l"}
    | {"national", "united", "people", "peoples", "movement", "front", "party"}
)


def defined_pairs(doc: Doc, marks: list[Mark]) -> Iterator[tuple[Mark, Mark]]:
    """The (long, short) pairs of neighbouring mentions of which the second stands in brackets behind the first."""
    for left, right in itertools.pairwise(marks):
        if (
            right.start != left.end + 1
            or doc[left.end].text != "("
            or right.end >= len(doc)
            or doc[right.end].text != ")"
        ):
            continue
        if "PLACE" in (left.kind, right.kind) and left.kind != right.kind:
            continue
        one, other = doc[left.start : left.end].text, doc[right.start : right.end].text
        if _short(other) and not _short(one):
            yield left, right
        elif _short(one) and not _short(other):
            yield right, left


def _short(text: str) -> bool:
    """Whether a name is an acronym by its looks: no blank, two capitals or more; "Komnas HAM" ends in one."""
    last = text.split()[-1]
    return len(last) <= 10 and sum(char.isupper() for char in last) >= 2


def same_actor(actor: Actor, long: str) -> bool:
    """Whether a long form that the list lacks can be a name of this actor: half of the words that tell agree.

    "Tanzania People's Defence Forces" is the listed "Tanzania People's Defence Force", "Haitian National Police" is not
    the "National Party of Honduras".
    """
    wanted = _words(long)
    return any(
        len(wanted & words) * 2 > len(wanted | words) or (wanted and wanted <= words)
        for words in (_words(text) for text in actor.texts)
        if len(words) > 1
    )


def _words(text: str) -> set[str]:
    return {word.rstrip("s") for word in "".join(c if c.isalnum() else " " for c in fold(text)).split()} - _EMPTY
