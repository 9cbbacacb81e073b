"""Surnames: a person named in full vouches for the surname alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conflictner.components.mentions.evidence import Span
from conflictner.components.mentions.lexicon import LOCATIVE, PLACE_CLASS

if TYPE_CHECKING:
    from conflictner.components.mentions.book import Book
    from conflictner.components.mentions.reading import Reading

#: A surname more common than this as a word ("Young", "Long") repeats nothing.
SURNAME: Final = 5.2
#: The surname of a person named in full outweighs a district of that name and one label of the model.
SURNAME_WEIGHT: Final = 1.9
#: Where nothing says that a place is meant, it outweighs a city of that name too.
BARE_SURNAME: Final = 2.8


def vouch(book: Book) -> None:
    """Count the surnames of the persons found, wherever they stand, and decide those names anew."""
    surnames = _surnames(book)
    reading = book.reading
    found: dict[str, list[tuple[int, int]]] = {}
    for i in reading.names if surnames else ():
        if reading.shouted[i]:
            continue
        for words in surnames.get(reading.lowers[i], ()):
            end = i + len(words)
            if tuple(reading.lowers[i:end]) == words:
                found.setdefault(book.key(i, end), []).append((i, end))
    for key, spots in found.items():
        weight = SURNAME_WEIGHT if any(_is_located(reading, *spot) for spot in spots) else BARE_SURNAME
        for start, end in spots:
            book.vote(start, end, "PERSON", "surname", weight)
            book.spans.append(Span(start, end, "surname", weight))
        book.decisions[key] = book.evidence[key].decide()


def _is_located(reading: Reading, start: int, end: int) -> bool:
    """Whether something speaks for a place where a surname stands: "in {Ngoma}", "{Ngoma} district", "{Ngoma}, Rwanda".

    "Col Jean Ngoma spoke. {Ngoma} left" speaks for none, though a district is called so.
    """
    behind = reading.word(end)
    return (
        reading.before(start) in LOCATIVE
        or reading.before(start) == "of"
        or behind in PLACE_CLASS
        or (behind in (",", "(") and end + 1 < len(reading) and reading.name_like[end + 1])
    )


def _surnames(book: Book) -> dict[str, set[tuple[str, ...]]]:
    """Surnames of the persons found, as token sequences ("Adamu-Lere" is three tokens), by their first token."""
    reading = book.reading
    found: dict[str, set[tuple[str, ...]]] = {}
    seen = set()
    for span in book.spans:
        at = (span.start, span.end)
        if span.end - span.start < 2 or at in seen:
            continue
        seen.add(at)
        decision = book.decisions[book.key(*at)]
        if decision.kind != "PERSON" or not decision.accepted:
            continue
        start = span.end - 1
        while start > span.start + 1 and not reading.spaced[start - 1]:
            start -= 1
        last = reading.words[span.end - 1]
        if start > span.start and reading.name_like[start] and len(last) > 2 and book.kb.frequency(last) < SURNAME:
            words = tuple(reading.lowers[start : span.end])
            found.setdefault(words[0], set()).add(words)
    return found
