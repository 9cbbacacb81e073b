"""Words of the coreference rules: nouns that stand for an actor, titles of persons, pronouns, verbs of saying.

The nouns of data/en/role_nouns.tsv come first; data/en/coref_words.tsv adds those that only make sense as a second
mention ("the operation", "the outfit"), persons whom nobody names ("a trader") and to whom a pronoun may point, and
the other lists of words that the rules ask for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

Kinds = tuple[str, ...]

#: Kinds that act as a group: "it", "they".
GROUP_KINDS: Final = frozenset(
    {"COUNTRY", "GOVERNMENT", "MILITARY", "POLICE", "ARMED_GROUP", "IGO", "PEACEKEEPING", "PARTY", "NGO", "MEDIA"}
    | {"ORG", "PEOPLE"}
)
#: Kinds that news calls "they" as soon as "it": "the army ... their positions".
CROWD_KINDS: Final = frozenset({"ARMED_GROUP", "MILITARY", "POLICE", "PEACEKEEPING", "PEOPLE"})
#: Kinds of which each country has its main one: "the army".
NATIONAL: Final = frozenset({"MILITARY", "POLICE", "GOVERNMENT"})

PERSON_PRONOUNS: Final = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
THING_PRONOUNS: Final = frozenset({"it", "its"})
GROUP_PRONOUNS: Final = frozenset({"they", "them", "their", "theirs"})
PRONOUNS: Final = GROUP_PRONOUNS | THING_PRONOUNS | frozenset(PERSON_PRONOUNS)
POSSESSIVE: Final = frozenset({"his", "her", "its", "their"})

#: Nouns that news puts for one another.
SAME: Final = {"coalition": "alliance", "alliance": "coalition", "group": "outfit", "outfit": "group"}
SPOKES: Final = frozenset({"spokesman", "spokeswoman", "spokesperson", "porte-parole"})


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of words.

    ``groups`` maps a noun to its number and kinds, ``persons`` to the class of its office and its gender; ``sides``
    are the forces that stand before an office without determiner ("army spokesman"), ``side_heads`` those offices;
    ``unnamed`` and ``people`` are persons that only stand in the way of others; ``people_of`` are their organisation
    ("soldiers of the mission"); ``gendered`` are titles that tell a gender; under a modifier of ``other`` "the N" is
    not the N of before ("the new government"); ``specific`` nouns need a body called or introduced so, ``loose`` ones
    a text without rivals. The object of a ``control`` verb does what follows ("urged X to leave"). ``national`` nouns
    stand for the force of the country in focus ("the army"), while a ``strict`` one of the same kinds ("the ministry",
    "the battalion") needs a body of that name in any case.
    """

    groups: dict[str, tuple[str, Kinds]]
    persons: dict[str, tuple[str, str]]
    sides: dict[str, Kinds]
    gendered: dict[str, str]
    side_heads: frozenset[str]
    unnamed: frozenset[str]
    people: frozenset[str]
    people_of: frozenset[str]
    ranks: frozenset[str]
    saying: frozenset[str]
    control: frozenset[str]
    other: frozenset[str]
    specific: frozenset[str]
    loose: frozenset[str]
    national: frozenset[str]
    strict: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Words:
    """The shipped words.

    >>> lexicon().groups["rebels"], lexicon().persons["governor"]
    (('pl', ('ARMED_GROUP',)), ('subnational', ''))
    """
    lists: dict[str, dict[str, tuple[str, Kinds]]] = {}
    for word, name, number, kinds in _rows("coref_words.tsv", 4):
        lists.setdefault(name, {})[word] = (number, tuple(kinds.split("|")) if kinds else ())
    gendered = {**dict.fromkeys(lists["man"], "m"), **dict.fromkeys(lists["woman"], "f")}
    groups = dict(lists["group"])
    persons = {noun: ("civil", gendered.get(noun, "")) for noun in lists["person"]}
    singular_first = sorted(_rows("role_nouns.tsv", 5), key=lambda row: row[2] != "sg")
    for noun, role_class, number, kinds, gender in singular_first:
        if noun in lists["not_here"] or any(kind in ("COUNTRY", "PEOPLE") for kind in kinds.split("|")):
            continue
        if "PERSON" in kinds:
            if number == "sg":
                persons[noun] = (role_class, gender)
        elif number == "sg" or _one_of(noun) not in groups:
            # "the rebels" are one actor, "the groups" are several
            groups.setdefault(noun, (number, tuple(kinds.split("|"))))
    national = frozenset(lists["national"])
    loose = frozenset(lists["loose"])
    bodies = {noun: kinds[0] for noun, (_, kinds) in groups.items() if noun not in national | loose}
    return Words(
        groups=groups,
        persons=persons,
        sides={word: kinds for word, (_, kinds) in lists["side"].items()},
        gendered=gendered,
        specific=frozenset(lists["specific"]) | {noun for noun, kind in bodies.items() if kind in ("MEDIA", "ORG")},
        loose=loose,
        national=national,
        strict=frozenset(noun for noun, kind in bodies.items() if kind in NATIONAL),
        **{name: frozenset(lists[name]) for name in _PLAIN},
    )


_PLAIN: Final = ("side_heads", "unnamed", "people", "people_of", "ranks", "saying", "other", "control")


def _one_of(noun: str) -> str:
    return noun[:-3] + "y" if noun.endswith("ies") else noun[:-1]


def _rows(name: str, columns: int) -> list[list[str]]:
    table = (files("conflictner") / "data" / "en" / name).read_text(encoding="utf-8")
    return [(line + "\t" * columns).split("\t")[:columns] for line in table.splitlines()[1:] if line]


def is_people(noun: str) -> bool:
    """Whether a plural noun names people, so that "they" may be them: officials, nurses; not attacks.

    >>> is_people("traders"), is_people("soldiers"), is_people("attacks")
    (True, True, False)
    """
    table = lexicon()
    one = noun[:-1] if noun.endswith("s") else noun[:-2] + "an" if noun.endswith("men") else noun
    return noun in table.people or noun in table.groups or one in table.persons or one in table.unnamed
