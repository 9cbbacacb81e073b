"""Where people are from and who reports from there: "Ana Lind of {Toco}", "a {Crafton} man", "GAO ({Lake Wire}) -".

And states that are no more: "the {Soviet Union}".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conflictner.components.mentions.evidence import STRONG, Span
from conflictner.components.mentions.lexicon import MONTHS_DAYS, STATES_SHORT
from conflictner.components.mentions.listed import CONTAINERS, in_credit
from conflictner.components.mentions.reading import HYPHENS

if TYPE_CHECKING:
    from conflictner.components.mentions.book import Book
    from conflictner.components.mentions.boundaries import Unit

#: "{Early} voters", "{Young} residents": a town of that name opens no sentence without another sign.
EVERYDAY: Final = 3.8
#: "{N.J.}" and "{D.C.}" are nothing else.
_DOTTED: Final = frozenset(["d.c", *[short for short in STATES_SHORT if "." in short]])
#: Behind a place's name these say who lives there; "family" and "mother" stand behind surnames too.
_DWELLERS: Final = frozenset(
    [
        *("man", "woman", "resident", "residents", "native", "natives", "teen", "teenager", "teenagers", "voters"),
        *("taxpayers", "businesses", "motorist", "motorists", "householders", "homeowners", "shopkeepers"),
    ]
)
_FORMER_STATES: Final = frozenset(
    [
        *("soviet union", "ussr", "u.s.s.r", "yugoslavia", "czechoslovakia", "east germany", "west germany"),
        *("austria-hungary", "german democratic republic", "north vietnam", "south vietnam", "rhodesia", "zaire"),
    ]
)
#: The last word of a realm's name, and the word before its "of": "Ottoman {Empire}", "{Duchy} of Savoy".
_REALMS: Final = frozenset(["empire", "sultanate", "khanate", "monarchy"])
_REALMS_OF: Final = frozenset(["kingdom", "duchy", "principality", "colony", "sultanate", "protectorate", "khanate"])


def vote(book: Book, units: list[Unit], persons: set[int]) -> None:
    """Vote for the places that a person's home, a party's seat or the form of a state tells.

    Args:
        book: Candidates and votes of the document.
        units: Its runs of capitals.
        persons: Tokens behind the names that the base model takes for persons.
    """
    for i, segment in book.reading.segment.items():
        short = book.reading.lowers[i].rstrip(".") in STATES_SHORT
        if segment == "DATELINE" and short and book.reading.words[i - 1] == ",":
            # GEORGETOWN, {Ky.} (AP) -
            _place(book, i, i + 1, "dateline", 1.6)
    for i in book.reading.names:
        if book.reading.lowers[i].rstrip(".") in _DOTTED:
            # buses from {D.C.}
            _place(book, i, i + 1, "state-short", 1.6)
    starting = {unit.start: unit for unit in units}
    for unit in units:
        if unit.titled:
            continue
        start, end = unit.start, unit.end
        if _is_credit(book, start, end):
            book.vote(start, end, "MEDIA", "credit", STRONG + 0.2)
            book.spans.append(Span(start, end, "credit", STRONG + 0.2))
            continue
        _home(book, start, end, persons)
        reading = book.reading
        last = reading.lowers[end - 1]
        if book.key(start, end) in _FORMER_STATES:
            _place(book, start, end, "former-state", 2.2)
        elif end - start > 1 and last in _REALMS:
            _place(book, start, end, "former-state", 1.0)
        elif last in _REALMS_OF and reading.word(end) == "of" and end - start <= 2 and end + 1 in starting:
            behind = starting[end + 1].end
            if not book.is_country(book.key(start, behind)):
                _place(book, start, behind, "former-state", STRONG + 0.05)


def _is_credit(book: Book, start: int, end: int) -> bool:
    """Whether it is the agency in the bracket of a dateline: "GAO ({Lake Wire}) -", not "GAO ({Mali}) -"."""
    if not in_credit(book.reading, start, end) or book.is_country(book.key(start, end)):
        return False
    lowers = book.reading.lowers[start:end]
    if any(word.rstrip(".") in STATES_SHORT or word.rstrip(".") in MONTHS_DAYS for word in lowers):
        return False
    inside = [place for at, places in book.places.items() if start <= at[0] and at[1] <= end for place in places]
    return not any(place.feature in CONTAINERS for place in inside)


def _home(book: Book, start: int, end: int, persons: set[int]) -> None:
    reading, listed = book.reading, (start, end) in book.places
    if reading.title_case[start] or book.countries.demonym_of(book.key(start, end)):
        return
    if (
        start > 1
        and reading.words[start - 1] in HYPHENS
        and reading.words[start - 2] in ("R", "D")
        and len(reading.words[start]) > 2
    ):
        # Senator Ana Lind, R-{Toco}
        _place(book, start, end, "home", 1.2)
    elif reading.word(end) in _DWELLERS and not reading.shouted[start]:
        everyday = reading.opens(start) and book.kb.frequency(reading.lowers[start]) >= EVERYDAY
        if (listed or end - start == 1) and not everyday:
            _place(book, start, end, *(("home", 1.0) if listed else ("dwellers", 0.5)))
    elif reading.before(start) in ("of", "from") and (listed or reading.before(start) == "from"):
        i = start - 2
        if i > 2 and reading.words[i] == "," and reading.words[i - 1].isdigit() and reading.words[i - 2] == ",":
            # Ana Lind, 54, of {Toco}
            _place(book, start, end, "home", 1.2)
        elif i + 1 in persons and listed and end - start == 1 and not reading.words[start].isupper():
            _place(book, start, end, "home", 0.9)


def opens_dateline(book: Book, start: int, end: int) -> bool:
    """As in "TORRINGTON — The mayor" and "LEBANON, Ohio (AP) --": a listed place in capitals that a dash follows."""
    reading = book.reading
    if not reading.sentence_start[start] or not all(reading.words[i].isupper() for i in range(start, end)):
        return False
    for i in range(end, min(end + 8, len(reading))):
        if reading.words[i][0] in HYPHENS:
            return True
        if reading.words[i] not in (",", "(", ")", ".") and not reading.name_like[i]:
            return False
    return False


def _place(book: Book, start: int, end: int, rule: str, weight: float) -> None:
    book.vote(start, end, "PLACE", rule, weight)
    book.spans.append(Span(start, end, rule, weight))
