"""Signs of a person: a title or a role before the name, an apposition, a nickname, a verb of speech."""

from __future__ import annotations

from typing import Final

from conflictner.components.mentions import lexicon as lex
from conflictner.components.mentions.around import Around, Rule, Rules
from conflictner.components.mentions.boundaries import person_like
from conflictner.components.mentions.given import given_names
from conflictner.components.mentions.naming import kind_by_naming
from conflictner.components.mentions.reading import Reading

_KIN: Final = frozenset(["wife", "husband", "son", "daughter", "brother", "sister", "mother", "father", "widow"])


def _titled(unit: Around) -> float:
    return unit.titled


def _role_noun(unit: Around) -> float:
    return unit.person and unit.own_before in lex.PERSON_BEFORE


def _byline(unit: Around) -> float:
    """Whether it is who wrote the article."""
    reading, start = unit.reading, unit.start
    if reading.segment.get(start) != "BYLINE" or not unit.person:
        return False
    return unit.own_before in ("by", "and", ",")


def _kin(unit: Around) -> float:
    return (
        unit.own_before == ","
        and unit.start > 1
        and unit.reading.lowers[unit.start - 2] in _KIN
        and unit.end - unit.start <= 3
        and person_like(unit.reading, unit.start, unit.end)
    )


def _bare_title(unit: Around) -> float:
    return unit.own_before in lex.TITLES and person_like(unit.reading, unit.start, unit.end)


def _introduced(unit: Around) -> float:
    """Whether a role or an age stands behind the comma."""
    reading, i = unit.reading, unit.end + 1
    if not unit.person or reading.word(unit.end) != ",":
        return False
    word = reading.word(i)
    if word.isdigit() and 15 < int(word[:3]) < 100 and reading.word(i + 1) == ",":
        return True
    if word in lex.DETERMINERS:
        return any(reading.word(j) in lex.PERSON_BEFORE for j in range(i + 1, i + 5))
    return any(reading.word(j) in lex.PERSON_BEFORE for j in range(i, i + 3))


def _trade(unit: Around) -> float:
    return has_trade(unit.reading, unit.start, unit.end)


def has_trade(reading: Reading, start: int, end: int) -> bool:
    """Whether a trade of people stands behind the comma: "{Juba}, a fisherman, said"; not "Juba, a fishing town".

    Only of a subject: "Troops left {Goma}, a resident of the town said" and "In {Goma}, a farmer" are places.

    Args:
        reading: The Doc's columns.
        start: The first token of the name.
        end: The token behind the name.
    """
    i = end + 2
    if reading.word(end) != "," or reading.word(i - 1) not in ("a", "an"):
        return False
    if reading.word(i) not in _TRADES and i < len(reading) and reading.pos[i] == "ADJ":
        i += 1  # "a retired teacher"
    if reading.word(i) not in _TRADES or reading.word(i + 1) not in _BEHIND_TRADE:
        return False
    return reading.sentence_start[start] or reading.dep[reading.root(start, end)] in ("nsubj", "nsubjpass")


#: Whoever follows them is no town; "a port", "a fisherman's village" are none.
_TRADES: Final = frozenset(
    (
        *("fisherman", "farmer", "teacher", "trader", "herder", "shopkeeper", "merchant", "miner", "nurse", "doctor"),
        *("carpenter", "baker", "butcher", "tailor", "mechanic", "driver", "shepherd", "villager", "resident"),
        *("student", "lawyer", "engineer", "journalist", "activist", "priest", "pastor", "imam", "midwife", "widow"),
        *("vendor", "seller", "labourer", "laborer", "builder", "plumber", "electrician", "cook", "guard", "soldier"),
        *("policeman", "policewoman", "surgeon", "pharmacist", "pensioner", "refugee", "housewife", "barber"),
    )
)
_BEHIND_TRADE: Final = frozenset((",", ".", "", "who", "from", "in", "at", "of", "with", "and", "whose", ";"))


def _apposed(unit: Around) -> float:
    """Whether the parse hangs the name on a role noun, or one stands close before the comma."""
    if not unit.person or unit.own_before != ",":
        return False
    reading, a = unit.reading, unit.start
    root = reading.root(a, unit.end)
    if reading.dep[root] == "appos" and reading.lowers[reading.head[root]] in lex.PERSON_BEFORE:
        return True
    for i in range(a - 2, max(a - 8, -1), -1):
        if reading.pos[i] in ("VERB", "AUX", "PUNCT") or reading.sentence_start[i + 1]:
            return False
        if reading.lowers[i] in lex.PERSON_BEFORE:
            return True
    return False


def _given(unit: Around) -> float:
    """Whether it begins with a given name and ends with no class word: "{Hugo Ernesto Lazo}" beside a second sign."""
    if not unit.person or unit.word not in given_names() or not 2 <= unit.end - unit.start <= 4:
        return False
    return unit.head not in _NO_SURNAMES and all(unit.reading.name_like[unit.start : unit.end])


_NO_SURNAMES: Final = lex.ADMIN_CLASS | lex.PLACE_CLASS | lex.STREETS | lex.ORG_HEADS.keys()


def _speaks(unit: Around) -> float:
    return unit.person and _is_subject_of_speech(unit.reading, unit.reading.root(unit.start, unit.end))


def _is_subject_of_speech(reading: Reading, root: int) -> bool:
    return reading.dep[root] in ("nsubj", "nsubjpass") and reading.lemma(reading.head[root]) in lex.SPEECH


def _a_certain(unit: Around) -> float:
    return unit.own_before == "certain" and unit.earlier(2) in ("a", "one")


def _nickname(unit: Around) -> float:
    return unit.own_before in ("nicknamed", "alias", "aka") or (
        unit.own_before == "calls"
        and unit.end - unit.start <= 2
        and unit.reading.word(unit.end) not in ("to", "for", "on")
    )


def _is_named(unit: Around) -> float:
    return kind_by_naming(unit) == "PERSON"


PERSON_RULES: Final[tuple[Rules, ...]] = (
    (
        Rule("title", "PERSON", 1.5, _titled, "Lieutenant Colonel {Didier Mbusa}", anywhere=True),
        Rule("role-noun", "PERSON", 1.2, _role_noun, "a spokesman {Willy Ngoma}", anywhere=True),
        Rule("role-noun", "PERSON", 2.0, _kin, "his wife, {Nina}", anywhere=True),
        Rule("role-noun", "PERSON", 0.6, _bare_title, "the president {Tarek}", anywhere=True),
    ),
    (
        Rule("trade", "PERSON", 4.0, _trade, "{Juba}, a fisherman, said", anywhere=True),
        Rule("apposition", "PERSON", 0.8, _introduced, "{Espérance Nabintu}, a well-known analyst"),
        Rule("apposition", "PERSON", 1.0, _apposed, "its head of public information, {Ingrid Sollberger}"),
    ),
    (Rule("given", "PERSON", 0.6, _given, "the jury acquitted {Hugo Ernesto Lazo}", anywhere=True),),
    (Rule("speaks", "PERSON", 0.6, _speaks, "{Peter Wafula} said"),),
    (Rule("byline", "PERSON", 2.2, _byline, "By {Paola Ruiz Sarmiento}", anywhere=True),),
    (Rule("a-certain", "PERSON", 2.2, _a_certain, "a certain {Dominique}"),),
    (Rule("nickname", "PERSON", 2.0, _nickname, "a commander nicknamed “{Kadogo}”"),),
    (Rule("named", "PERSON", 2.2, _is_named, "a fighter known as {Baraka}", anywhere=True),),
)
