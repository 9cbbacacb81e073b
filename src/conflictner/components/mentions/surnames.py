"""Surnames: a person named in full vouches for the surname alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conflictner.components.mentions.evidence import Span

if TYPE_CHECKING:
    from conflictner.components.mentions.book import Book

#: A surname more common than this as a word ("Young", "Long") repeats nothing.
SURNAME: Final = 5.2
#: The surname of a person named in full outweighs a district of that name and one label of the model.
SURNAME_WEIGHT: Final = 1.9


def vouch(book: Book) -> None:
    """Count the surnames of the persons found, wherever they stand, and decide those names anew."""
    surnames = _surnames(book)
    reading = book.reading
    for i in reading.names if surnames else ():
        if reading.shouted[i]:
            continue
        for words in surnames.get(reading.lowers[i], ()):
            end = i + len(words)
            if tuple(reading.lowers[i:end]) == words:
                book.vote(i, end, "PERSON", "surname", SURNAME_WEIGHT)
                book.spans.append(Span(i, end, "surname", SURNAME_WEIGHT))
                key = book.key(i, end)
                book.decisions[key] = book.evidence[key].decide()


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
