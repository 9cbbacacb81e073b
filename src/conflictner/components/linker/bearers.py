"""Whose a surname alone is: what its title, its apposition and its spot say against the full name of the document."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc

from conflictner.annotations import Mark
from conflictner.columns import Columns

#: Segments that name people before the text introduces them.
_AHEAD: Final = frozenset({"HEADLINE", "SUBHEAD", "KEY_POINTS", "CAPTION"})
#: Titles that one person does not bear beside those of another group; an office says nothing, for offices change.
_GROUPS: Final = {
    **dict.fromkeys(
        ("general", "gen", "colonel", "col", "major", "maj", "captain", "capt", "lieutenant", "lt"), "arms"
    ),
    **dict.fromkeys(("sergeant", "sgt", "corporal", "brigadier", "marshal", "admiral"), "arms"),
    **dict.fromkeys(("bishop", "archbishop", "pastor", "reverend", "rev", "imam", "cardinal", "father"), "church"),
    **dict.fromkeys(("dr", "doctor", "professor", "prof", "nurse"), "learned"),
}
_GENDERS: Final = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f"}


def may_bear(doc: Doc, columns: Columns, surname: Mark, full: list[Mark]) -> bool:
    """Whether a surname alone can be the person whose full name stands elsewhere in the document.

    "Mr Khan, a shopkeeper, said Imran Khan should be freed": introduced by itself, and before the other.
    """
    if introduced(columns, surname):
        return False
    first = min(full, key=lambda mark: mark.start)
    if surname.start < first.start and _segment(doc, surname) not in _AHEAD:
        return False
    own = _title(columns, surname)
    for table in (_GROUPS, _GENDERS):
        others = {table[title] for mark in full if (title := _title(columns, mark)) in table}
        if own in table and others and table[own] not in others:
            return False
    return True


def introduced(columns: Columns, mark: Mark) -> bool:
    """Whether an apposition says who it is as of somebody new: ", a shopkeeper,"."""
    following = columns.lowers[mark.end : mark.end + 2]
    return len(following) == 2 and following[0] == "," and following[1] in ("a", "an", "another")


def _title(columns: Columns, mark: Mark) -> str:
    token = mark.start - 1
    if mark.start >= 2 and columns.words[token] == ".":
        token -= 1
    return columns.lowers[token].rstrip(".") if token >= 0 else ""


def _segment(doc: Doc, mark: Mark) -> str:
    spans = doc.spans.get("segments", ())
    return next((str(span.label_) for span in spans if span.start <= mark.start < span.end), "")
