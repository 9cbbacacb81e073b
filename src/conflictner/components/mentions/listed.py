"""What the gazetteer lists: how much an entry proves, and its vote for each name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conflictner.components.mentions import homes
from conflictner.components.mentions.candidates import WORD_LIKE
from conflictner.components.mentions.evidence import WELL_KNOWN, Span
from conflictner.components.mentions.given import given_names
from conflictner.components.mentions.lexicon import LANGUAGES, LOCATIVE, MONTHS_DAYS
from conflictner.components.mentions.reading import APOSTROPHES, HYPHENS

if TYPE_CHECKING:
    from conflictner.components.mentions.book import Book
    from conflictner.components.mentions.reading import Reading
    from conflictner.knowledge import KnowledgeBase, Place

FEATURES: Final = {"country": 1.3, "admin1": 1.3, "admin2": 1.1, "seat": 1.2, "region": 1.1}
PLAIN_PLACE: Final = 0.9
#: "Burns, burns and burns", "Map: who rules": an ordinary word that opens a sentence is no name on one sign.
COMMON_OPENING: Final = 4.0
#: "Sake" (4.5) is a town; "in English" (4.9) is none, and "War" (5.1) has a capital in headlines alone.
ORDINARY_TOWN: Final = 4.7


def count(book: Book) -> dict[tuple[int, int], float]:
    """Vote for the listed places; returns what their entries prove, whatever stands around them."""
    reading = book.reading
    proven = {}
    for (start, end), places in book.places.items():
        weight = proven[start, end] = place_weight(reading, book.kb, start, end, places)
        if book.countries.demonym_of(book.key(start, end)) or _is_day(reading, start, end):
            continue
        if in_credit(reading, start, end) and not any(place.feature in CONTAINERS for place in places):
            continue
        weight = _of_word(book, start, weight) if end - start == 1 else _of_phrase(book, start, weight)
        if (
            reading.conflict
            and weight < 0.3
            and LOCATIVE.get(reading.word(start - 1), 0.0) >= 0.7
            and book.kb.frequency(reading.lowers[start]) < ORDINARY_TOWN
        ):
            # "shells fell around Sake": a capital behind such a preposition is no everyday word, listed as it is.
            weight = 0.3
        if reading.segment.get(start) == "DATELINE" or homes.opens_dateline(book, start, end):
            # "EDMONTON, Ky. (WBKO) -": capitals tell nothing there, the spot does.
            book.vote(start, end, "PLACE", "dateline", 1.6)
        book.vote(start, end, "PLACE", "gazetteer", weight)
        book.spans.append(Span(start, end, "gazetteer", weight))
    return proven


#: What a dateline puts in brackets behind a town; else they hold the agency.
CONTAINERS: Final = frozenset(["country", "admin1", "admin2"])


def in_credit(reading: Reading, start: int, end: int) -> bool:
    """Whether it stands in the bracket of a dateline, where the agency is named: "GOMA ({Agency}) -"."""
    return reading.segment.get(start) == "DATELINE" and reading.words[start - 1] == "(" and reading.word(end) == ")"


def _is_day(reading: Reading, start: int, end: int) -> bool:
    """As in "on {Jan.} 19", "{St. Patrick}'s Day"."""
    if end - start == 1 and reading.words[start][-1] == ".":
        return reading.lowers[start].rstrip(".") in MONTHS_DAYS
    return reading.word(end) in APOSTROPHES and reading.word(end + 1) == "day"


_TOWNS: Final = frozenset(["capital", "seat", "populated", "neighbourhood", "admin3"])


def _are_towns(places: list[Place]) -> bool:
    """Whether a name is only that of towns, which bear no article: no land, no river, no Hague."""
    return all(place.feature in _TOWNS and place.name[:4] != "The " for place in places)


def _bears_article(reading: Reading, i: int) -> bool:
    """Whether the article before a name is its own: "the {Woodlands} bought", not "the {Goma} airport"."""
    if i + 1 >= len(reading) or reading.sentence_start[i + 1]:
        return True
    return reading.pos[i + 1] not in ("NOUN", "PROPN", "ADJ", "NUM") and reading.words[i + 1] not in HYPHENS


def _of_phrase(book: Book, start: int, weight: float) -> float:
    # "Kopacki Rit", PERSON for the model: of listed names of two words nine in eleven are places.
    return weight if book.reading.lowers[start] in given_names() else max(weight, WELL_KNOWN + 0.05)


def _of_word(book: Book, i: int, weight: float) -> float:
    reading = book.reading
    if not reading.conflict and weight < 1.2:
        # Gloria, Mario and Ben are villages; where no conflict is told the model knows better.
        weight *= 0.6
    if reading.before(i) == "the" and _bears_article(reading, i) and _are_towns(book.places[i, i + 1]):
        # "the {Chapel} of St Anne", "the {Woodlands} bought land"
        return 0.1
    if reading.lowers[i] in given_names() and (weight < WELL_KNOWN or not reading.conflict):
        # "Isabel", "Brent": villages that are given names need another sign.
        weight *= 0.4
    if reading.opens(i):
        if reading.pos[i] != "PROPN":
            return min(weight, 0.2)
        # "Tijuana: four found dead" opens with a big town; "Mobile phones" does not.
        if book.kb.frequency(reading.words[i]) >= (COMMON_OPENING if weight >= WELL_KNOWN else 3.0):
            return min(weight, 0.3)
    return weight


def _own_weight(place: Place) -> float:
    """A feature's weight; a region of no one country ("Asia", "the Sahel") is as well known as a country."""
    if place.feature == "region" and not place.country:
        return FEATURES["country"]
    return FEATURES.get(place.feature, PLAIN_PLACE)


def place_weight(reading: Reading, kb: KnowledgeBase, start: int, end: int, places: list[Place]) -> float:
    """How much a gazetteer entry proves: little for a village called "We", more for a province or a big town."""
    best = max([_own_weight(place) for place in places])
    if best < 1.2 and max([place.population or 0 for place in places]) >= 100_000:
        best = 1.2
    if end - start > 1:
        return best
    if reading.lowers[start] in LANGUAGES:
        return 0.1
    common = kb.frequency(reading.lowers[start])
    if common >= WORD_LIKE:
        return 0.1
    if common >= 3.8:
        return min(best, 0.6)
    if len(reading.words[start]) <= 2 or reading.words[start].isupper():
        return min(best, 0.4)
    return best
