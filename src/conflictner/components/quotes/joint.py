"""Joint speakers: [Africa Corps] and [the Malian army] denied ..., a statement by [Egypt], [Qatar] and [Turkey].

A name's own "and" is no joint voice: what one mention covers is one speaker.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from conflictner.components.quotes.reading import Reading
from conflictner.components.quotes.sources import Source
from conflictner.tokens import Word

#: Members of one list that are looked at; a longer one is a table.
_MOST: Final = 12
_NAMES: Final = frozenset({"NOUN", "PROPN", "PRON"})


def fellows(reading: Reading, source: Source, root: int) -> Iterator[Source]:
    """The phrases of those who speak with the first of a source.

    Args:
        reading: The Doc.
        source: The phrase that speaks.
        root: The token in it that names the first of them: "Egypt" of "a statement by Egypt and Qatar".

    Yields:
        One phrase each, in reading order.
    """
    first = reading.doc[root]
    words = list(_conjuncts(reading, first, set()))
    if root == source.head:
        named = (c for c in first.children if c.dep_ == "appos" and c.i in reading.mention_at)
        words += [w for name in named for w in _conjuncts(reading, name, set()) if w.i in reading.mention_at]
    members = sorted({w.i: w for w in words if source.start <= w.i < source.wide_end or _named(reading, w)}.items())
    for at, word in members[:_MOST]:
        end = next(
            (c.i for c in word.rights if c.dep_ in ("cc", "conj", "punct", "relcl", "acl")), word.right_edge.i + 1
        )
        end = max(end, at + 1)
        yield Source(word.left_edge.i, end, at, word.left_edge.i, end, "joint")


def _conjuncts(reading: Reading, word: Word, seen: set[int]) -> Iterator[Word]:
    """[The United States], [Egypt] and [the UAE]: each is hung on the one before it, or on the first."""
    mark = reading.mention_at.get(word.i)
    for child in word.rights:
        if child.i in seen or len(seen) >= _MOST or child.pos_ not in _NAMES:
            continue
        other = reading.mention_at.get(child.i)
        if child.dep_ == "conj" and (other is None or other is not mark):
            if _is_title(
                child, mark is not None and mark.kind == "PERSON", other is not None and other.mtype == "name"
            ):
                continue
        elif child.dep_ != "appos" or not (
            (_is_state(reading, word) and _is_state(reading, child)) or _is_listed(reading, word, child)
        ):
            continue
        seen.add(child.i)
        yield child
        yield from _conjuncts(reading, child, seen)


def _is_title(word: Word, person: bool, named: bool) -> bool:
    """The president and [commander] of the army: one person, where no article of its own tells two apart."""
    bare = not any(c.dep_ in ("det", "poss", "nummod") for c in word.children)
    return not named and bare and person and word.tag_ == "NN"


def _is_state(reading: Reading, word: Word) -> bool:
    """France, [Germany] and Britain: a country beside a country is no apposition, whatever the parser says."""
    mark = reading.mention_at.get(word.i)
    return mark is not None and mark.kind == "COUNTRY"


def _is_listed(reading: Reading, word: Word, child: Word) -> bool:
    """M23, [the FDLR] and the front say: a verb in the plural, and two bodies of one kind with an "and" behind."""
    one, other = reading.mention_at.get(word.i), reading.mention_at.get(child.i)
    if one is None or other is None or one.kind != other.kind or one.kind == "PERSON" or not other.entity_id:
        return False
    joined = any(c.dep_ == "cc" for c in child.children) and any(c.dep_ == "conj" for c in child.children)
    return joined and word.tag_ == "NNP" and word.head.tag_ == "VBP"


def _named(reading: Reading, word: Word) -> bool:
    mark = reading.mention_at.get(word.i)
    return mark is not None and bool(mark.entity_id)
