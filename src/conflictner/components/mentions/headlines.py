"""The capitals of headlines and of sentences: ordinary words that a list or the model took for a name, or for a part.

In "Boko Haram Fighters Ambush Convoy" a group is named, in "Resistance Fighters Warn Local Officials" nobody is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conflictner.components.mentions import lexicon as lex
from conflictner.components.mentions.boundaries import Unit
from conflictner.components.mentions.evidence import Decision, Span
from conflictner.components.mentions.given import given_names
from conflictner.knowledge.words import is_word

if TYPE_CHECKING:
    from conflictner.components.mentions.book import Book

#: The ranges that are names so far, each with its best span and what was decided.
Accepted = dict[tuple[int, int], tuple[Span, Decision]]


def units_in_headlines(book: Book, units: list[Unit], proposed: list[Span]) -> list[Unit]:
    """In title case a run of capitals is a clause; there only what a list or the model proposes is a unit."""
    reading = book.reading
    if not any(reading.title_case):
        return units
    kept = [unit for unit in units if not reading.title_case[unit.start] or unit.titled]
    known = {(unit.start, unit.end) for unit in kept}
    for start, end in [*[(span.start, span.end) for span in proposed], *book.places]:
        if reading.title_case[start] and (start, end) not in known:
            known.add((start, end))
            kept.append(Unit(start, end))
    return sorted(kept, key=lambda unit: (unit.start, unit.end))


def drop_headline_nouns(book: Book, accepted: Accepted) -> None:
    """Drop the ranges that take a headline's words for a part of a listed group: "{Boko Haram Ambush}"."""
    listed = {
        span.start: span.end
        for span in book.spans
        if span.rule in ("kb:strong", "kb:acronym") and (span.start, span.end) in accepted and _is_group(book, span)
    }
    for (start, end), (span, _) in list(accepted.items()) if listed else ():
        if start < listed.get(start, 0) < end and not span.entities and _headline_words(book, listed[start], end):
            del accepted[start, end]


def drop_plain_words(book: Book, accepted: Accepted) -> None:
    """Drop the unlisted ranges that hold only words of a headline, or a listed name and such words behind it.

    What the text writes with a capital in the middle of a sentence too is left alone.
    """
    reading = book.reading
    told: set[str] | None = None
    for at, (span, decision) in list(accepted.items()):
        start, end = at
        if span.entities or at in book.places:
            continue
        if reading.title_case[start]:
            plain = _are_words(book, start, end) or _holds_a_name(book, accepted, start, end)
        else:
            plain = reading.conflict and end - start == 1 and _is_opening_word(book, span, decision)
        if not plain:
            continue
        if told is None:
            told = _told_inside(book)
        if book.key(start, end) not in told:
            del accepted[at]


def _are_words(book: Book, start: int, end: int) -> bool:
    """As in "{Fresh Attacks} Reported": no "Reform {Movement}", no "{Grace} Stone"."""
    lowers = book.reading.lowers
    if lowers[end - 1] in _BODIES or lowers[start] in given_names():
        return False
    return all(map(is_word, lowers[start:end]))


def _holds_a_name(book: Book, accepted: Accepted, start: int, end: int) -> bool:
    """As in "{Benue State} Continue", "{Seleka} Fighters Regroup": around what is listed stand the headline's words."""
    lowers = book.reading.lowers
    inside = [
        (a, b)
        for (a, b), (span, _) in accepted.items()
        if start <= a and b <= end and b - a < end - start and (span.entities or (a, b) in book.places)
    ]
    if not inside:
        return False
    names = {i for a, b in inside for i in range(a, b)}
    if not all(i in names or is_word(lowers[i]) for i in range(start, end)):
        return False
    last = lowers[end - 1]
    if end - 1 in names or last not in _PLACES | _BODIES:
        return True
    # "Seleka Fighters" are Seleka; "Taraba Police" and "Depayin Township" are names of their own
    return last in lex.ARMED_AFTER and any(b == end - 1 and accepted[a, b][1].kind == "ARMED_GROUP" for a, b in inside)


def _is_opening_word(book: Book, span: Span, decision: Decision) -> bool:
    """As in "{Leaflets} fell on the town": a capital by its place alone."""
    reading, i = book.reading, span.start
    word = reading.lowers[i]
    if span.rule not in _GUESSES or not reading.opens(i):
        return False
    if word in _OF_WAR:
        return True
    if word in _BODIES or not reading.words[i][1:].islower():
        return False
    named = decision.kind == "PARTY" or (decision.kind == "PERSON" and reading.pos[i] == "PROPN")
    return not named and (is_word(word) or word in lex.ARMED_ADJECTIVE or book.kb.frequency(word) >= _PLAIN)


def _told_inside(book: Book) -> set[str]:
    """The names that stand inside a sentence of running text, where a capital tells something."""
    reading = book.reading
    return {
        book.key(span.start, span.end)
        for span in book.spans
        if not (reading.title_case[span.start] or reading.shouted[span.start] or reading.opens(span.start))
    }


#: Signs that an ordinary word meets by chance when it opens a sentence.
_GUESSES: Final = frozenset(["ner", "armed-after", "run"])
#: "{Landmine} kills five", "{Militiaman} shot dead": nobody is called so.
_OF_WAR: Final = (
    lex.ARMED_AFTER
    | lex.FORCE_AFTER
    | {"airstrike", "ambush", "bomb", "bombs", "ceasefire", "grenade", "grenades", "gunman", "insurgent", "jihadist"}
    | {"junta", "landmine", "landmines", "militiaman", "regime", "separatist", "shelling", "truce", "warplane"}
)
_PLACES: Final = lex.SETTLEMENT_CLASS | lex.ADMIN_CLASS | lex.PLACE_CLASS


def _headline_words(book: Book, start: int, end: int) -> bool:
    """Whether words with capitals are those of a headline: plain words, in a line of capitalised ones."""
    reading = book.reading
    if any(book.kb.frequency(w) < _PLAIN or w in lex.ORG_HEADS or w in _UNITS for w in reading.lowers[start:end]):
        return False
    around = range(max(start - _LINE, 0), min(end + _LINE, len(reading)))
    words = [reading.words[i] for i in around if len(reading.words[i]) > 3 and reading.words[i].isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


#: A word of this frequency (Zipf) is no name: "ambush", "militants".
_PLAIN: Final = 2.9
_LINE: Final = 10
#: "Hezbollah {Brigades}" are another group.
_UNITS: Final = frozenset(["brigade", "brigades", "battalion", "battalions", "wing", "division", "front", "army"])


def _is_group(book: Book, span: Span) -> bool:
    actor = book.kb.get(span.entities[0][0]) if span.entities else None
    return actor is not None and actor.kind in ("ARMED_GROUP", "MILITARY", "POLICE")


_BODIES: Final = lex.ORG_HEADS.keys() | _UNITS
