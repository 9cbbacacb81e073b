"""Context rules: what stands around a capitalised name says what it is; each rule is one vote with its weight.

No rule decides alone. In a text without the vocabulary of conflict the rules weigh less, because "the Yankees fighters"
costs precision there and gains nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from conflictner.components.mentions import lexicon as lex
from conflictner.components.mentions.boundaries import Unit, person_like
from conflictner.components.mentions.given import given_names
from conflictner.components.mentions.reading import Reading

#: Share of its weight that a rule keeps in a text that does not read like conflict news.
ELSEWHERE: Final = 0.6


class Vote(NamedTuple):
    """A rule's opinion on a token range."""

    start: int
    end: int
    kind: str
    rule: str
    weight: float


def votes(reading: Reading, units: list[Unit], is_country: Callable[[str], bool]) -> Iterator[Vote]:
    """Every vote that the context casts on the units of a document."""
    factor = 1.0 if reading.conflict else ELSEWHERE
    group_of = {unit: group for group in _coordinations(reading, units) for unit in group}
    for unit in units:
        start, end = unit.start, unit.end
        for kind, rule, weight in _of_unit(reading, unit, group_of.get(unit) or [unit], is_country):
            yield Vote(start, end, kind, rule, weight if rule in _ANYWHERE else weight * factor)
    yield from _admin_lists(reading, units)


#: Rules that hold in any text.
_ANYWHERE: Final = frozenset(
    {
        "party-members",
        "chamber",
        "street",
        "title",
        "role-noun",
        "class-of",
        "class-after",
        "org-head",
        "admin-class",
    }
)


def _of_unit(
    reading: Reading, unit: Unit, group: list[Unit], is_country: Callable[[str], bool]
) -> Iterator[tuple[str, str, float]]:
    a, b = unit.start, unit.end
    lowers = reading.lowers
    first_word, head, long = lowers[a], lowers[b - 1], b - a >= 2
    first, last = group[0], group[-1]
    start = first.start
    own_before, after = reading.before(a), _after(reading, b)
    before = skipped = own_before if first is unit else reading.before(start)
    if before in lex.DETERMINERS:
        start -= 1
        skipped = reading.before(start)
    person = long and person_like(reading, a, b)

    # Lieutenant Colonel {Didier Mbusa}; spokesman {Willy Ngoma}
    if unit.titled:
        yield "PERSON", "title", 1.5
    elif person and own_before in lex.PERSON_BEFORE:
        yield "PERSON", "role-noun", 1.2
    elif own_before == "," and a > 1 and lowers[a - 2] in _KIN and b - a <= 3 and person_like(reading, a, b):
        # his wife, {Nina}
        yield "PERSON", "role-noun", 2.0
    elif own_before in lex.TITLES and person_like(reading, a, b):
        yield "PERSON", "role-noun", 0.6
    # {Espérance Nabintu}, a seller of beans / {Peter Wafula}, 43,
    if person:
        if reading.word(b) == "," and _appositive_person(reading, b + 1):
            yield "PERSON", "apposition", 0.8
        elif own_before == "," and _apposed(reading, a, b):
            yield "PERSON", "apposition", 1.0
        if _speech_verb(reading, a, b):
            yield "PERSON", "speaks", 0.6
    # a certain {Dominique}
    if own_before == "certain" and reading.before(a - 1) in ("a", "one"):
        yield "PERSON", "a-certain", 2.2
    # told {Gurtong}: persons who are told something have a full name or a given name, outlets have one word
    if own_before in ("told", "tells") and not long and first_word not in given_names():
        yield "MEDIA", "told-outlet", 1.45
    # the {Greens}; {Scottish Conservatives}
    labour = not long and first_word in ("labour", "labor") and own_before not in ("of", "for")
    if (head in lex.PARTY_MEMBERS or labour) and (long or not reading.opens(a)):
        yield "PARTY", "party-members", 1.2
    # no trial in the {Senate}
    if b - a == 1 and lowers[a] in ("senate", "parliament") and not reading.opens(a):
        yield "GOVERNMENT", "chamber", 1.0
    # on {Kanawha Boulevard}
    if long and head.rstrip(".") in lex.STREETS:
        yield "PLACE", "street", 1.0

    # near {Shasha}; in the {Ruzizi} plain
    if skipped in lex.LOCATIVE and not (before in lex.DETERMINERS and after not in lex.PLACE_CLASS):
        weight = lex.LOCATIVE[skipped] * (1.0 if unit is first else 0.8)
        if skipped in _WAYS and _moves(reading, start - 1):
            weight = max(weight, 0.9)
        if weight and not (skipped in ("in", "from", "into") and first_word in _NO_TOWNS):
            yield "PLACE", "locative", weight
    # {Bukombo}, {Mashange} and {Tisa} villages
    noun = after if unit is last else _after(reading, last.end)
    if noun in lex.PLACE_CLASS and (unit is last or noun.endswith("s")):
        yield "PLACE", "class-after", 1.4
    # took {Kamanyola}; had cleared {Furcy}; fled {Kitshanga} and {Mweso}
    if _captured(reading, first.start, first.end):
        yield "PLACE", "place-object", 0.7
    # commander nicknamed “{Kadogo}”; everybody calls {Barbecue}
    if own_before in ("nicknamed", "alias", "aka") or (
        own_before == "calls" and b - a <= 2 and reading.word(b) not in ("to", "for", "on")
    ):
        yield "PERSON", "nickname", 2.0
    # a researcher with {RNDDH}
    if (
        own_before in ("with", "at", "for")
        and reading.before(a - 1) in lex.PERSON_BEFORE
        and not person_like(reading, a, b)
    ):
        yield "ORG", "employer", 0.6
    # the town of {Kamanyola}; capital {Bujumbura}
    noun_of = _before_of(reading, start) if skipped == "of" else ""
    leads = unit is first or noun_of.endswith("s")
    if noun_of in lex.CLASS_OF and leads and not (after.isdigit() or reading.pos[b - 1] == "ADJ"):
        yield "PLACE", "class-of", 1.5 if noun_of in lex.PLACE_CLASS else 1.1
    elif noun_of in lex.OF_PLACES and leads:
        yield "PLACE", "of-place", 0.8
    elif own_before in lex.PLACE_CLASS or own_before == "capital":
        yield "PLACE", "class-before", 0.8
    # {Ikwotos County}, {Goma} City
    if long and head in lex.ADMIN_CLASS and lowers[b - 2] not in _NOT_ADMIN:
        named = b - a == 2 and first_word in given_names() and head in _SURNAMES_TOO
        if not named and not (head in _BODIES_OF and reading.word(b) == "of"):
            yield "PLACE", "admin-class", 1.0
    if long and head in lex.SETTLEMENT_CLASS:
        yield "PLACE", "admin-class", 0.6

    # the {Ngaika} militia; {Wazalendo} fighters
    if after in lex.ARMED_AFTER and not is_country(" ".join(lowers[a:b])):
        yield "ARMED_GROUP", "armed-after", 1.2
    elif after in lex.FORCE_AFTER and not is_country(" ".join(lowers[a:b])):
        yield "ORG", "force-after", 0.7
    elif after in _BODY_BEHIND and before == "the" and not is_country(" ".join(lowers[a:b])):
        yield "ORG", "body-after", 0.7
    # the rebel group {X}; a militia called {X}
    if (own_before in lex.ARMED_BEFORE and reading.before(a - 1) in lex.ARMED_ADJECTIVE) or (
        own_before in ("called", "named", "dubbed") and reading.before(a - 1) in _ARMED
    ):
        yield "ARMED_GROUP", "armed-before", 1.2
    # a spokesman for {X}, leader of the {X}
    if skipped in ("of", "for") and _before_of(reading, start) in _LED_BY and not person_like(reading, a, b):
        yield "ORG", "office-of", 0.6

    # {Horn Rights Monitor}, {Radio Tanganyika Plus}
    if long:
        yield from _by_head(reading, a, b, is_country)


#: "said in English", "since May": no towns, listed as they are.
_NO_TOWNS: Final = lex.MONTHS_DAYS | lex.LANGUAGES
_ARMED: Final = lex.ARMED_BEFORE | lex.ARMED_AFTER
#: "Michael Bay", "Veronica Lake"
_SURNAMES_TOO: Final = frozenset(["bay", "lake", "hills", "parish", "banks", "rivers", "fields", "forest"])
_KIN: Final = frozenset(["wife", "husband", "son", "daughter", "brother", "sister", "mother", "father", "widow"])
_NOT_ADMIN: Final = frozenset(
    {"united", "islamic", "secretary", "solid", "of", "school", "business", "conservation", "historic", "supply"}
)
#: "Division of Forestry" is a body, "Mandalay Division" a region.
_BODIES_OF: Final = frozenset(["division", "department", "region", "district"])
#: "the {Unite} union": no town calls a union its own.
_BODY_BEHIND: Final = frozenset(
    ["union", "party", "newspaper", "magazine", "charity", "airline", "website", "retailer"]
)
_LED_BY: Final = frozenset(
    [
        "leader",
        "leaders",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "commander",
        "head",
        "chief",
        "member",
        "members",
        "director",
        "fighters",
        "troops",
        "elements",
        "positions",
        "ranks",
        "founder",
        "chairman",
    ]
)


def _by_head(reading: Reading, a: int, b: int, is_country: Callable[[str], bool]) -> Iterator[tuple[str, str, float]]:
    lowers = reading.lowers
    head = lowers[b - 1]
    inside = set(lowers[a : b - 1])
    if head in lex.MILITANT_HEADS and inside & lex.LIBERATION:
        yield "ARMED_GROUP", "org-head", 1.0
    elif head in lex.STATE_HEADS and is_country(lowers[a]):
        yield "MILITARY", "org-head", 1.0
    elif head == "bank" and inside <= lex.DIRECTIONS | {"left", "right"}:
        yield "PLACE", "admin-class", 1.45
    elif head in lex.ORG_HEADS:
        yield lex.ORG_HEADS[head], "org-head", 1.0
    elif lowers[a] in lex.FOREIGN_OPENERS:
        yield lex.FOREIGN_OPENERS[lowers[a]], "org-head", 1.4
    elif lowers[a] in ("radio", "agence", "television"):
        yield "MEDIA", "org-head", 0.8


def _after(reading: Reading, i: int) -> str:
    """The word behind a range in the same sentence; closing quotation marks are passed over."""
    words, size = reading.words, len(reading.words)
    while i < size and not reading.sentence_start[i]:
        if words[i] not in _CLOSING:
            return reading.lowers[i]
        i += 1
    return ""


_CLOSING: Final = frozenset(['"', "”", "’", "»"])


def _before_of(reading: Reading, start: int) -> str:
    """The noun before "of": ``start`` is the range behind "of" (and a determiner)."""
    return reading.lowers[start - 2] if start >= 2 else ""


def _appositive_person(reading: Reading, i: int) -> bool:
    """As in ", a seller", ", the spokesman", ", 43," and ", spokesman of" behind a name."""
    word = reading.word(i)
    if word.isdigit() and 15 < int(word[:3]) < 100 and reading.word(i + 1) == ",":
        return True
    if word in lex.DETERMINERS:
        return any(reading.word(j) in lex.PERSON_BEFORE for j in range(i + 1, i + 5))
    return any(reading.word(j) in lex.PERSON_BEFORE for j in range(i, i + 3))


def _apposed(reading: Reading, a: int, b: int) -> bool:
    """As in "its head of public information, {Ingrid Sollberger}": the parse hangs the name on the role noun."""
    root = reading.root(a, b)
    if reading.dep[root] == "appos" and reading.lowers[reading.head[root]] in lex.PERSON_BEFORE:
        return True
    for i in range(a - 2, max(a - 8, -1), -1):
        if reading.pos[i] in ("VERB", "AUX", "PUNCT") or reading.sentence_start[i + 1]:
            return False
        if reading.lowers[i] in lex.PERSON_BEFORE:
            return True
    return False


_WAYS: Final = frozenset({"from", "to", "on", "toward", "towards", "for"})


def _moves(reading: Reading, preposition: int) -> bool:
    """As in "withdrew from {Adan Yabaal}", "advanced on {Sake}"."""
    while preposition > 0 and reading.lowers[preposition] not in _WAYS:
        preposition -= 1
    return reading.lemma(reading.head[preposition]) in lex.MOVES


def _captured(reading: Reading, a: int, b: int) -> bool:
    root = reading.root(a, b)
    dep = reading.dep[root]
    if dep not in ("dobj", "nsubjpass"):
        return False
    verb = reading.lemma(reading.head[root])
    return verb in (lex.PLACE_OBJECT if dep == "dobj" else _TAKEN)


#: "{Goma} was taken" tells of a place, "{Rahim} was attacked" does not.
_TAKEN: Final = lex.PLACE_OBJECT - lex.ATTACKED


def _speech_verb(reading: Reading, a: int, b: int) -> bool:
    root = reading.root(a, b)
    if reading.dep[root] not in ("nsubj", "nsubjpass"):
        return False
    return reading.lemma(reading.head[root]) in lex.SPEECH


def _coordinations(reading: Reading, units: list[Unit]) -> list[list[Unit]]:
    """Units joined by commas, "and", "or": "Bukombo, Mashange and Tisa"; chains without a conjunction are no list."""
    groups: list[list[Unit]] = []
    for unit in units:
        if groups and _joined(reading, groups[-1][-1], unit):
            groups[-1].append(unit)
        else:
            groups.append([unit])
    return [group for group in groups if len(group) > 1 and _has_conjunction(reading, group)]


def _joined(reading: Reading, left: Unit, right: Unit) -> bool:
    size = right.start - left.end
    if not 0 < size <= 3:
        return False
    gap = reading.lowers[left.end : right.start]
    return _GAP.issuperset(gap) and gap[0] != "the"


_GAP: Final = frozenset([",", "and", "or", "&", "the"])


def _has_conjunction(reading: Reading, group: list[Unit]) -> bool:
    return any(word in ("and", "or", "&") for word in reading.lowers[group[0].end : group[-1].start])


def _admin_lists(reading: Reading, units: list[Unit]) -> Iterator[Vote]:
    """As in "Shombo (Masisi, Nord-Kivu)": a place, its district, its province."""
    brackets = reading.positions(_BRACKET)
    ending = {unit.end: unit for unit in units} if brackets else {}
    starting = {unit.start: unit for unit in units} if brackets else {}
    for i in brackets:
        if i not in ending:
            continue
        inside: list[Unit] = []
        j = i + 1
        while j in starting:
            inside.append(starting[j])
            j = starting[j].end
            if reading.word(j) in lex.PLACE_CLASS:
                j += 1
            if reading.word(j) == ",":
                j += 1
        if not inside or reading.word(j) != ")":
            continue
        acronym = len(inside) == 1 and reading.words[inside[0].start].isupper()
        if acronym:
            continue
        weight = 1.0 if len(inside) > 1 else 0.5
        for unit in (ending[i], *inside):
            yield Vote(unit.start, unit.end, "PLACE", "admin-list", weight)


_BRACKET: Final = frozenset("(")


def processes(reading: Reading, units: list[Unit], is_place: Callable[[Unit], bool]) -> Iterator[tuple[int, int]]:
    """Processes and operations, place included: "the {Nairobi process}", "{Operation Shujaa}", "{Doha talks}"."""
    lowers = reading.lowers
    for unit in units:
        a, b = unit.start, unit.end
        if lowers[a] == "operation" and b - a >= 2:
            yield a, b
            continue
        last = b - 1
        if b - a >= 2 and lowers[last] in _PROCESSES and reading.name_like[last]:
            if is_place(Unit(a, last)) or lowers[last] in ("process", "accord", "accords", "agreement", "roadmap"):
                yield a, b
            continue
        j = b
        if reading.word(j) in lex.PROCESS_MODIFIERS:
            j += 1
        if reading.word(j) in _PROCESSES and not reading.sentence_start[j] and is_place(unit):
            yield a, j + 1


_PROCESSES: Final = lex.PROCESS_HEADS | {"processes"}
