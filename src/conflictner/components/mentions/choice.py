"""From votes to mentions: which spans stay, which repeat a name, who acts."""

from __future__ import annotations

from itertools import pairwise
from operator import attrgetter
from typing import Final

from conflictner.annotations import Mark
from conflictner.components.mentions import lexicon as lex
from conflictner.components.mentions.book import FIXED, Book
from conflictner.components.mentions.candidates import WORD_LIKE
from conflictner.components.mentions.evidence import Decision, Span
from conflictner.components.mentions.given import given_names
from conflictner.components.mentions.headlines import drop_headline_nouns, drop_plain_words
from conflictner.components.mentions.person_rules import has_trade
from conflictner.components.mentions.place_rules import is_told_where
from conflictner.components.mentions.reading import APOSTROPHES, HYPHENS, Reading
from conflictner.components.mentions.roles import role_of
from conflictner.components.mentions.things import is_channel
from conflictner.text import fold

Range = tuple[int, int]
Named = tuple[Span, Decision]


def choose(book: Book, *, threshold: float, demonyms: bool) -> list[Mark]:
    """The mentions of a document.

    Args:
        book: Candidates and votes, decided.
        threshold: Evidence that a name needs.
        demonyms: Whether nationalities that stand for a party are mentions.
    """
    accepted, names = _accepted(book, threshold)
    _add_repeats(book, accepted, names)
    drop_headline_nouns(book, accepted)
    drop_plain_words(book, accepted)
    _drop_doubled(book, accepted)
    _drop_joined(book, accepted)
    marks = [mark for named in _longest(book, accepted) if (mark := _mark(book, *named)) is not None]
    if demonyms:
        marks += _nationalities(book, marks)
    marks.sort(key=attrgetter("start"))
    for left, right in pairwise(marks):
        # "the Democratic Republic of Congo (DRC) government": the bracket plays the part of the name before it.
        if left.kind == right.kind == "COUNTRY" and right.start == left.end + 1 and book.reading.words[left.end] == "(":
            right.role = left.role
    return marks


def _accepted(book: Book, threshold: float) -> tuple[dict[Range, Named], list[Range]]:
    """The ranges whose names have evidence enough, each with its best span; and those that the text may repeat.

    Of the spans of one range a listed one names it, then the one that weighs most.
    """
    accepted: dict[Range, Named] = {}
    names: dict[Range, None] = {}
    for span in book.spans:
        at = (span.start, span.end)
        known = accepted.get(at)
        if known is None:
            decision = book.decisions[book.key(*at)]
            if decision.weight < threshold:
                continue
            accepted[at] = span, decision
        elif (bool(span.entities), span.weight) > (bool(known[0].entities), known[0].weight):
            accepted[at] = span, known[1]
        if span.rule not in _ONCE:
            names[at] = None
    return accepted, list(names)


#: What these rules find is a phrase; its words elsewhere are read on their own.
_ONCE: Final = frozenset(["process", "institution", "event"])


def _drop_doubled(book: Book, accepted: dict[Range, Named]) -> None:
    """Drop what the model alone makes of a name and an "of" that repeats it: "{State Department} of State"."""
    lowers = book.reading.lowers
    for (start, end), (span, _) in list(accepted.items()):
        if span.rule != "ner" or end - start < 4 or "of" not in lowers[start + 1 : end - 1]:
            continue
        of = lowers.index("of", start + 1, end)
        if (start, of) in accepted and set(lowers[of + 1 : end]) <= set(lowers[start:of]):
            del accepted[start, end]


def _drop_joined(book: Book, accepted: dict[Range, Named]) -> None:
    """Drop one name made of two persons' surnames: "{Kiir and Machar}", where both were introduced."""
    for (start, end), (span, _) in list(accepted.items()):
        if end - start != 3 or span.entities or book.reading.lowers[start + 1] != "and":
            continue
        parts = [accepted.get(at) for at in ((start, start + 1), (start + 2, end))]
        if all(part is not None and part[0].rule in _SURNAMES and part[1].kind == "PERSON" for part in parts):
            del accepted[start, end]


_SURNAMES: Final = frozenset(["surname", "listed-surname"])


def _longest(book: Book, accepted: dict[Range, Named]) -> list[Named]:
    """Overlap-free spans: whole phrases first, then the longest, then what weighs most."""
    ordered = sorted(
        [(-FIXED.get(span.rule, 0), at[0] - at[1], -decision.weight, at) for at, (span, decision) in accepted.items()]
    )
    taken = bytearray(len(book.reading))
    kept = []
    for _, less, _, at in ordered:
        start, end = at
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * -less
            kept.append(accepted[at])
    return kept


def _add_repeats(book: Book, accepted: dict[Range, Named], names: list[Range]) -> None:
    """Other places where an accepted name stands: the model missed six of ten mentions of "FARDC"."""
    reading = book.reading
    lowers = reading.lowers
    openings: dict[str, dict[tuple[str, ...], Decision]] = {}
    spelled: dict[str, set[str]] = {}
    for start, end in names:
        first = lowers[start]
        openings.setdefault(first, {})[tuple(lowers[start:end])] = accepted[start, end][1]
        if end - start == 1:
            spelled.setdefault(first, set()).add(reading.words[start])
    found: dict[Range, Named] = {}
    for i in reading.names:
        first = lowers[i]
        if first not in openings:
            continue
        for words, decision in openings[first].items():
            at = (i, i + len(words))
            if at in accepted or tuple(lowers[i : at[1]]) != words:
                continue
            if len(words) > 1 or _same_word(book, i, spelled[first]):
                # "AFC / M23" repeats "AFC/M23", though it is another string.
                found[at] = Span(*at, "repeat", 0.5), book.decisions.get(book.key(*at), decision)
    accepted.update(found)


def _same_word(book: Book, i: int, spellings: set[str]) -> bool:
    """Whether one capitalised word repeats a name, and is no ordinary word: "May" the month, "Us" for US."""
    reading = book.reading
    word = reading.words[i]
    if word in spellings:
        return not (reading.sentence_start[i] and reading.pos[i] not in ("PROPN", "NOUN") and not word.isupper())
    acronym = any(form.isupper() and len(form) > 1 for form in spellings)
    return not acronym and book.kb.frequency(word) < WORD_LIKE


def _mark(book: Book, span: Span, decision: Decision) -> Mark | None:
    reading = book.reading
    kind, role = decision.kind, "actor"
    if not kind or kind == "EVENT" or is_channel(reading, span.start, span.end):
        return None
    entities = list(span.entities)
    alias_class = span.alias_class
    if kind == "PERSON" and _is_where(book, span.start, span.end):
        kind, role, entities, alias_class = "PLACE", "place", [], ""
    if kind == "COUNTRY" and _is_namesake(reading, span.start, span.end):
        kind, role, entities, alias_class = "PLACE", "place", [], ""
    elif kind == "COUNTRY":
        role = role_of(reading, span.start, span.end, capital=False)
    elif kind == "PLACE":
        role = "place"
        capital = book.countries.capital_of(book.key(span.start, span.end))
        if capital and role_of(reading, span.start, span.end, capital=True) == "actor":
            kind, role, alias_class = "COUNTRY", "actor", "weak"
            entities = [(f"cty:{capital}", "weak")]
    rule = span.rule
    if kind in ("PLACE", "COUNTRY") and has_trade(reading, span.start, span.end):
        # "Juba, a fisherman, said", though the text has been to Juba too
        kind, role, entities, alias_class, rule = "PERSON", "actor", [], "", "trade"
    if rule in ("repeat", "ner") and decision.rule:
        rule = decision.rule
    return Mark(
        start=span.start,
        end=_end(reading, span) if kind == "PLACE" else span.end,
        kind=kind,
        rule=rule,
        role=role,
        score=min(0.99, decision.share),
        alias_class=alias_class,
        candidates=[(entity, 0.0) for entity, _ in entities],
    )


def _end(reading: Reading, span: Span) -> int:
    """The end of a place's name, with the stop of an abbreviation and the number of a road: "W.Va|.", "{Ky. 15}"."""
    end = span.end + _has_stop(reading, span.end)
    word, number = reading.lowers[span.end - 1], reading.word(end)
    if span.end - span.start > 1 or not number.isdigit() or len(number) > 3 or reading.words[end - 1][-1] != ".":
        return end
    behind = reading.pos[end + 1] if end + 1 < len(reading) else ""
    counted = behind in ("NOUN", "PROPN", "NUM") or reading.word(end + 1) in (",", "-", "–", "%")
    return end + (word.rstrip(".") in lex.STATES_SHORT and not counted)


def _has_stop(reading: Reading, end: int) -> bool:
    """Whether the stop behind a name is the abbreviation's own: "W.Va|.", "Sask|.", "South L.A|."."""
    if reading.word(end) != "." or reading.spaced[end - 1]:
        return False
    word = reading.lowers[end - 1]
    return word in lex.STATES_SHORT or (len(word) == 3 and word[1] == "." and word[0].isalpha() and word[2].isalpha())


def _is_where(book: Book, start: int, end: int) -> bool:
    """Whether a listed place that a person is called after stands where something happens: "In {Bora}, two died".

    "trust in Bora" and "In Bora's view" are the person's.
    """
    reading = book.reading
    places = book.places.get((start, end), ())
    if end - start > 1 or not places or reading.lowers[start] in given_names():
        return False
    preposition = start - 1
    if reading.before(start) not in _WHERE or reading.words[preposition].lower() not in _WHERE:
        return False
    opens = reading.sentence_start[preposition] and reading.word(end) == ","
    head = reading.head[preposition]
    return opens or (reading.pos[head] == "VERB" and reading.lemma(head) in _HAPPENS)


_WHERE: Final = frozenset(["in", "near", "outside", "around"])
_HAPPENS: Final = frozenset(
    [
        *("kill", "die", "wound", "injure", "attack", "fight", "clash", "live", "arrive", "bomb", "shell", "erupt"),
        *("explode", "ambush", "capture", "arrest", "shoot", "loot", "burn", "abduct", "kidnap", "camp", "deploy"),
    ]
)
#: Rivers that countries are called by; these countries are named without an article.
_RIVERS: Final = frozenset(["niger", "jordan", "senegal", "paraguay", "uruguay"])
_HAMLETS: Final = frozenset(["village", "hamlet", "town", "settlement", "locality", "suburb", "neighbourhood"])


def _is_namesake(reading: Reading, start: int, end: int) -> bool:
    """Whether a country's name is a hamlet's or a river's: "{El Salvador}, a hamlet near", "crossed the {Niger}"."""
    if is_told_where(reading, end, _HAMLETS):
        return True
    if end - start > 1 or reading.lowers[start] not in _RIVERS or reading.before(start) != "the":
        return False
    following = reading.pos[end] if end < len(reading) else ""
    return following not in ("NOUN", "PROPN", "ADJ") and reading.word(end) not in (*HYPHENS, *APOSTROPHES)


def _nationalities(book: Book, marks: list[Mark]) -> list[Mark]:
    """Nationalities that are a party, or say whose the fighters are: "Congolese and Rwandan ministers"."""
    reading = book.reading
    possible = book.countries.possible(reading.lowers, reading.names)
    taken = {i for mark in marks for i in range(mark.start, mark.end)} if possible else set()
    found = []
    for i in possible:
        if i in taken or (reading.title_case[i] and reading.shouted[i]):
            continue
        at = book.countries.demonym_at(reading.words, i)
        if at is None or at[0] != i or any(k in taken for k in range(at[0], at[1])):
            continue
        start, end, iso3 = at
        if reading.conflict and _are_fighting(reading, end - 1):
            found.append(_nationality(start, end, "PEOPLE", "actor", f"cty:{iso3}"))
            continue
        noun = _noun_behind(book, end - 1)
        if noun in lex.OFFICE_HOLDERS or (reading.conflict and (noun in lex.ACTS or noun in lex.CAPITAL_FORCES)):
            found.append(_nationality(start, end, "COUNTRY", "actor", f"cty:{iso3}"))
        elif reading.conflict and noun in lex.PEOPLE_AFTER - _EVERYBODY:
            found.append(_nationality(start, end, "PEOPLE", "actor", ""))
        elif reading.conflict and noun in _SETTLED:
            found.append(_nationality(start, end, "PEOPLE", "place", f"cty:{iso3}"))
    return found


def _are_fighting(reading: Reading, i: int) -> bool:
    """Whether a nationality in the plural makes war as its state: "the {Russians} shelled Kherson"."""
    fights = reading.dep[i] == "nsubj" and reading.lemma(reading.head[i]) in _WARFARE
    return fights and reading.lowers[i].endswith("s") and reading.pos[i] in ("PROPN", "NOUN")


_WARFARE: Final = frozenset(
    [
        *("shell", "bomb", "bombard", "attack", "strike", "capture", "seize", "kill", "storm", "invade", "occupy"),
        *("advance", "retreat", "withdraw", "launch", "fire", "destroy", "besiege", "raid", "target", "drop"),
    ]
)
#: "the Congolese people": everybody is no party.
_EVERYBODY: Final = frozenset(
    ["people", "population", "populations", "men", "women", "families", "residents", "minority", "majority"]
)
_SETTLED: Final = frozenset(["town", "village", "city", "province", "territory", "region", "border"])


def _nationality(start: int, end: int, kind: str, role: str, entity: str) -> Mark:
    return Mark(
        start=start,
        end=end,
        kind=kind,
        rule="demonym",
        role=role,
        score=0.7,
        alias_class="weak",
        candidates=[(entity, 0.0)] if entity else [],
    )


def _noun_behind(book: Book, i: int) -> str:
    """The noun that a nationality modifies, "and Rwandan" and adjectives passed over."""
    reading = book.reading
    for j in range(i + 1, min(i + 6, len(reading))):
        if reading.sentence_start[j]:
            return ""
        word = reading.lowers[j]
        if word in ("and", "or", ",", "-") or reading.pos[j] == "ADJ" or word in APOSTROPHES:
            continue
        if reading.name_like[j]:
            if book.countries.demonym_of(fold(word)):
                continue
            return word if word in lex.OFFICE_HOLDERS else ""
        if word in lex.OFFICE_HOLDERS or word in lex.PEOPLE_AFTER or word in _SETTLED or word in lex.ACTS:
            return word
        if reading.pos[j] == "NOUN" and j + 1 < len(reading) and reading.pos[j + 1] == "NOUN":
            # "Qatari defence ministers"
            continue
        return word
    return ""
