"""Whom an accusation is against: in "Khartoum accused [the UAE] of arming the RSF" not the RSF.

Whoever else stands in the charge is its means or its victim: "condemned the killing of its guards by [the front]".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from conflictner.components.quotes.attribution import Attribution
from conflictner.components.quotes.reading import Reading
from conflictner.tokens import Word

#: Who joins the accused: "both the army [and the front]".
_JOINED: Final = ("conj", "appos")
_LONGEST: Final = 20


def accused(reading: Reading, attribution: Attribution) -> Iterator[int]:
    """The tokens that name whom an accusation is against.

    Args:
        reading: The Doc.
        attribution: A quote whose stance is to accuse.
    """
    if attribution.target is not None:
        yield from _with_joined(reading.doc[attribution.target])
        return
    for start, end in attribution.parts:
        first, last = reading.tokens_of(start, end)
        for token in reading.doc[first:last]:
            if token.head.i == token.i or not first <= token.head.i < last:
                yield from _doers(token)


def _doers(top: Word) -> Iterator[int]:
    """Who did what the top word of a charge tells: its subject, its owner, whom "by" brings in; or the top itself."""
    if top.pos_ == "PROPN":
        yield from _with_joined(top)
    for deed in (top, *[child for child in top.children if child.dep_ == "conj"]):
        # "the killing and looting by the front"
        for child in deed.children:
            if child.dep_ in ("nsubj", "poss"):
                yield from _with_joined(child)
            elif child.dep_ in ("agent", "prep") and child.lower_ == "by":
                for doer in child.children:
                    if doer.dep_ == "pobj":
                        yield from _with_joined(doer)
            elif child.dep_ in ("amod", "compound"):
                # "Rwandan aggression"
                yield child.i


def _with_joined(token: Word) -> Iterator[int]:
    """A token and those joined to it, so many that no list runs through a page."""
    found = [token]
    for joined in found:
        if len(found) < _LONGEST:
            found += [child for child in joined.children if child.dep_ in _JOINED]
    yield from [joined.i for joined in found]
