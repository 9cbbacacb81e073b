"""Listed seats, capitals and cities, which the base model takes for persons or bodies: "M23 took {Goma}", PERSON."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from conflictner.components.mentions import lexicon as lex
from conflictner.components.mentions.evidence import CITY
from conflictner.components.mentions.given import given_names
from conflictner.knowledge import KnowledgeBase
from conflictner.text import fold

if TYPE_CHECKING:
    from conflictner.components.mentions.book import Book

#: With the gazetteer's own vote it outweighs one label of the model, seen three times.
WEIGHT: Final = 0.5
_SMALL_WORDS: Final = frozenset(["mr", "mrs", "ms", "miss", "dr", "sir"])


def vote(book: Book, proven: dict[tuple[int, int], float]) -> None:
    """Vote for the names of big places that no sign of a person speaks against at any of their mentions.

    Args:
        book: The book of the document.
        proven: How much the gazetteer's entry proves, by token range.
    """
    spots: dict[str, list[tuple[int, int]]] = {}
    barred = set()
    for (start, end), weight in proven.items():
        if weight < CITY:
            continue
        key = book.key(start, end)
        if key in barred:
            continue
        if _is_personal(book, start, end, key):
            barred.add(key)
        spots.setdefault(key, []).append((start, end))
    for key, ranges in spots.items():
        if key not in barred:
            for start, end in ranges:
                book.vote(start, end, "PLACE", "city", WEIGHT)


def _is_personal(book: Book, start: int, end: int, key: str) -> bool:
    """Whether a city's name may be a person's here: Houston said so, Mr Lincoln, a listed surname."""
    reading = book.reading
    if reading.lowers[start] in given_names() or key in _surnames(book.kb):
        return True
    before = reading.before(start).rstrip(".")
    if before in _SMALL_WORDS or before in lex.TITLES or before in lex.PERSON_BEFORE:
        return True
    if reading.shouted[start] or reading.title_case[start]:
        return False
    if start and reading.name_like[start - 1] and not reading.sentence_start[start]:
        # the second half of a name: "Willem Durban"
        return not book.is_country(reading.lowers[start - 1])
    root = reading.root(start, end)
    speaks = reading.dep[root] == "nsubj" and reading.lemma(reading.head[root]) in lex.SPEECH
    return speaks and not book.countries.capital_of(key)


@lru_cache(maxsize=8)
def _surnames(kb: KnowledgeBase) -> frozenset[str]:
    return frozenset(fold(actor.surname) for actor in kb if actor.kind == "PERSON" and actor.surname)
