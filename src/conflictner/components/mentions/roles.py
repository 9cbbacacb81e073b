"""Does a country or its capital act here, or is it where something happens? Read off the parse."""

from __future__ import annotations

from typing import Final

from conflictner.components.mentions import role_words as lex
from conflictner.components.mentions.lexicon import ACTS, OFFICE_HOLDERS
from conflictner.components.mentions.reading import APOSTROPHES, HYPHENS, Reading

_SUBJECT = frozenset({"nsubj", "csubj"})
#: How far behind "was" its adjective is looked for, in tokens: "was, officials say, {alarmed}".
_NEAR: Final = 6
_HYPHENATED = frozenset(
    [
        "backed",
        "led",
        "allied",
        "supported",
        "sponsored",
        "trained",
        "funded",
        "armed",
        "controlled",
        "brokered",
        "mediated",
    ]
)


def role_of(reading: Reading, start: int, end: int, *, capital: bool, depth: int = 0) -> str:
    """As in "actor" or "place" for one mention of a country, or of a capital that may stand for one.

    Args:
        reading: The Doc's columns.
        start: First token.
        end: Token behind the last one.
        capital: Whether it is a capital: then only clear signs make it an actor.
        depth: How many conjuncts were followed so far.
    """
    root = reading.root(start, end)
    dep, head = reading.dep[root], reading.head[root]
    # {Rwanda}-backed rebels
    if end + 1 < len(reading) and reading.words[end] in HYPHENS and reading.lowers[end + 1] in _HYPHENATED:
        return "actor"
    lemma = reading.lemma(head)
    head_pos = reading.pos[head]
    if dep == "conj" and depth < 3 and head != root:
        # Congolese and Rwandan ministers; New Delhi and Islamabad
        return role_of(reading, head, head + 1, capital=capital, depth=depth + 1)
    if reading.word(end) in APOSTROPHES and not (dep == "poss" and head_pos == "PROPN"):
        return _owner(reading, end + 1, capital)
    if _acting_clause(reading, end):
        return "actor"
    if dep in _SUBJECT and head_pos in ("VERB", "AUX"):
        return "place" if lemma in lex.PLACE_VERBS and not _has_a_mind(reading, head) else "actor"
    if dep == "nsubjpass":
        minded = reading.lowers[head] in lex.STATES_OF_MIND
        return "actor" if lemma in lex.OBJECT_VERBS or minded else "place"
    if dep in ("dobj", "dative", "iobj") and lemma in lex.OBJECT_VERBS:
        return "actor"
    if dep == "poss":
        return _owner(reading, head, capital)
    if dep in ("compound", "nmod", "amod") and reading.lowers[head] in OFFICE_HOLDERS:
        return "actor"
    if dep == "pobj":
        return _behind_preposition(reading, head, capital)
    return "place"


def _has_a_mind(reading: Reading, verb: int) -> bool:
    """As in "Kigali was deeply {alarmed}": what is said of the subject is true of people alone."""
    return any(
        reading.dep[i] == "acomp" and reading.head[i] == verb and reading.lowers[i] in lex.STATES_OF_MIND
        for i in range(verb + 1, min(verb + _NEAR, len(reading)))
    )


def _acting_clause(reading: Reading, end: int) -> bool:
    """As in "{Canberra}, which trains Indonesian officers"."""
    if reading.word(end) != "," or reading.word(end + 1) not in ("which", "who"):
        return False
    verb = reading.head[end + 1]
    return (
        reading.dep[end + 1] == "nsubj" and reading.pos[verb] == "VERB" and reading.lemma(verb) not in lex.PLACE_VERBS
    )


def _owner(reading: Reading, owned: int, capital: bool) -> str:
    """The possessor: "Rwanda's president", "Kinshasa's request" act; "Congo's east", "Burundi's Muramvya" do not."""
    i = owned
    while i < min(owned + 4, len(reading)) and reading.pos[i] in ("ADJ", "NUM", "DET", "ADV"):
        i += 1
    if i >= len(reading):
        return "place"
    if reading.pos[i] == "PROPN" or reading.lowers[i] in lex.PLACE_OWNED:
        return "place"
    if capital and reading.lowers[i] not in lex.STATE_OWNED:
        return "place"
    return "actor"


def _behind_preposition(reading: Reading, preposition: int, capital: bool) -> str:
    word = reading.lowers[preposition]
    if reading.dep[preposition] == "agent":
        return "actor"
    if word == "to" and reading.lowers[preposition - 1 : preposition] == ["according"]:
        return "actor"
    if word not in lex.PARTY_PREPOSITIONS:
        return "place"
    governor = reading.head[preposition]
    lemma = reading.lemma(governor)
    if word == "against":
        return "actor"
    if word == "on" and lemma == "call" and _is_asked(reading, preposition):
        return "actor"
    if word == "to" and lemma in _GIVING:
        return "actor"
    if word == "of":
        return "actor" if reading.lowers[governor] in _OF_NOUNS else "place"
    if word in ("with", "between"):
        known = lemma in lex.PARTY_VERBS or lemma in lex.PARTY_NOUNS or reading.lowers[governor] in lex.PARTY_NOUNS
        return "actor" if known or (word == "with" and not capital) else "place"
    if word == "by":
        # "air strikes by the United States"; "a village by the sea" has no action before it
        return "actor" if reading.pos[governor] == "VERB" or _is_action(reading, governor) else "place"
    if reading.lowers[governor] in lex.PARTY_NOUNS or lemma in lex.PARTY_VERBS:
        return "actor" if word in ("from", "to", "on", "for") and not (capital and word == "from") else "place"
    return "place"


def _is_asked(reading: Reading, preposition: int) -> bool:
    """Whether somebody is called on to do something: "called on {Kigali} to withdraw"."""
    behind = range(preposition + 2, min(preposition + _NEAR, len(reading)))
    return any(reading.lowers[i] == "to" and not reading.sentence_start[i] for i in behind)


def _is_action(reading: Reading, noun: int) -> bool:
    """Whether a noun says that something was done, so that who follows "by" did it."""
    word, lemma = reading.lowers[noun], reading.lemma(noun)
    return (
        not {word, lemma}.isdisjoint(_ACTIONS)
        or not {word, lemma}.isdisjoint(lex.STATE_OWNED)
        or (lemma.endswith(("tion", "sion", "ment", "ling", "bing", "ance")) and lemma not in _NO_ACTIONS)
    )


_ACTIONS: Final = ACTS | {
    *("attack", "attacks", "strike", "raid", "airstrike", "drone", "missile", "attempt", "effort", "efforts", "move"),
    *("killing", "massacre", "crackdown", "campaign", "visit", "pledge", "call", "vote", "veto", "seizure", "breach"),
    *("withdrawal", "advance", "push", "bid", "ban", "use", "abuse", "crime", "counterattack", "annexation", "siege"),
}
_NO_ACTIONS: Final = frozenset(["station", "settlement", "section", "apartment", "mansion", "building", "region"])

_OF_NOUNS = lex.OWNED_BY_STATES
_GIVING = lex.GIVING
