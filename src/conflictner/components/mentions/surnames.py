"""Surnames: a person named in full vouches for the surname alone."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from conflictner.components.mentions.boundaries import is_title
from conflictner.components.mentions.evidence import STRONG, Span
from conflictner.components.mentions.given import given_names
from conflictner.components.mentions.lexicon import LOCATIVE, PLACE_CLASS
from conflictner.components.mentions.reading import HYPHENS
from conflictner.knowledge import Actor, KnowledgeBase
from conflictner.knowledge.offices import governs, reigns
from conflictner.knowledge.surnames import common_surnames
from conflictner.text import fold

if TYPE_CHECKING:
    from conflictner.components.mentions.book import Book
    from conflictner.components.mentions.reading import Reading

#: A surname more common than this as a word ("Young", "Long") repeats nothing.
SURNAME: Final = 5.2
#: The surname of a person named in full outweighs a district of that name and one label of the model.
SURNAME_WEIGHT: Final = 1.9
#: As much as the base model's label: it makes a mention, and a title or a place may overrule it.
LISTED: Final = 1.0
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


def vote_for_leaders(book: Book) -> None:
    """Vote for the surnames of listed leaders, where no other name stands beside them.

    Rare ones count anywhere ("{Tshisekedi} left"), the others where they rule: "the {Trump} administration".
    """
    reading, listed, rulers = book.reading, leaders(book.kb), all_rulers(book.kb)
    for i in reading.names:
        if reading.shouted[i]:
            continue
        name = reading.lowers[i]
        rare = name in listed
        if name in rulers and reading.before(i) == "the" and (governs if rare else reigns)(reading.lowers, i + 1):
            book.vote(i, i + 1, "PERSON", "ruler", STRONG)
            book.spans.append(Span(i, i + 1, "ruler", STRONG))
            continue
        if not rare or (i, i + 1) in book.places:
            continue
        before = i and not reading.sentence_start[i] and (reading.name_like[i - 1] or reading.words[i - 1] in HYPHENS)
        after = i + 1 < len(reading) and (reading.name_like[i + 1] or reading.words[i + 1] in HYPHENS)
        if not after and (not before or is_title(reading, i - 1)):
            book.vote(i, i + 1, "PERSON", "listed-surname", LISTED)
            book.spans.append(Span(i, i + 1, "listed-surname", LISTED))


@lru_cache(maxsize=8)
def all_rulers(kb: KnowledgeBase) -> frozenset[str]:
    """Folded surnames of all who are listed at the head of a state, without the article of "al-Burhan"."""
    surnames = {
        fold(actor.surname)
        for actor in kb
        if actor.kind == "PERSON"
        and actor.surname
        and any(role.role_class == "executive" and role.org.startswith("gov:") for role in kb.roles_of(actor.id))
    }
    return frozenset(name[3:] if name[:3] in ("al-", "el-") else name for name in surnames)


@lru_cache(maxsize=8)
def leaders(kb: KnowledgeBase) -> frozenset[str]:
    """Folded surnames, rare ones alone, of those who lead countries and armed groups.

    >>> from conflictner.knowledge import KnowledgeBase
    >>> found = leaders(KnowledgeBase.load())
    >>> "tshisekedi" in found, "traore" in found, "trump" in found
    (True, False, False)
    """
    surnames = {fold(actor.surname) for actor in kb if actor.kind == "PERSON" and actor.surname and _leads(kb, actor)}
    bare = {name[3:] if name[:3] in ("al-", "el-") else name for name in surnames}
    rare = bare - common_surnames() - given_names()
    return frozenset(name for name in rare if len(name) > 4 and name.isalpha() and not kb.frequency(name))


def _leads(kb: KnowledgeBase, actor: Actor) -> bool:
    return actor.tier <= 1 and any(
        role.role_class == "executive" and role.org.startswith(("gov:", "arm:")) for role in kb.roles_of(actor.id)
    )


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
