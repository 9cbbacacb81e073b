"""Signs of a body: the nouns of forces and groups before or behind a name, the head of its own words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from conflictner.components.mentions import lexicon as lex
from conflictner.components.mentions.around import Around, Rule, Rules, noun_before
from conflictner.components.mentions.boundaries import person_like
from conflictner.components.mentions.given import given_names
from conflictner.components.mentions.naming import kind_by_naming

#: "the {Unite} union": no town calls a union its own.
_BODY_BEHIND: Final = frozenset(
    ["union", "party", "newspaper", "magazine", "charity", "airline", "website", "retailer"]
)
_LED_BY: Final = frozenset(
    [
        *("leader", "leaders", "spokesman", "spokeswoman", "spokesperson", "commander", "head", "chief", "member"),
        *("members", "director", "fighters", "troops", "elements", "positions", "ranks", "founder", "chairman"),
    ]
)


def _told(unit: Around) -> float:
    """Persons who are told something have a full name or a given name, outlets have one word."""
    return unit.own_before in ("told", "tells") and not unit.long and unit.word not in given_names()


def _party_members(unit: Around) -> float:
    labour = not unit.long and unit.word in ("labour", "labor") and unit.own_before not in ("of", "for")
    return (unit.head in lex.PARTY_MEMBERS or labour) and (unit.long or not unit.reading.opens(unit.start))


def _chamber(unit: Around) -> float:
    return unit.end - unit.start == 1 and unit.word in ("senate", "parliament") and not unit.reading.opens(unit.start)


def _employer(unit: Around) -> float:
    return (
        unit.own_before in ("with", "at", "for")
        and unit.earlier(2) in lex.PERSON_BEFORE
        and not person_like(unit.reading, unit.start, unit.end)
    )


def _armed_behind(unit: Around) -> float:
    return unit.after in lex.ARMED_AFTER and not unit.of_country


def _force_behind(unit: Around) -> float:
    return unit.after in lex.FORCE_AFTER and not unit.of_country


def _body_behind(unit: Around) -> float:
    return unit.after in _BODY_BEHIND and unit.before == "the" and not unit.of_country


def _make(unit: Around) -> float:
    return unit.after in _MAKES and not unit.of_country


_MAKES: Final = frozenset(
    [
        "missile",
        "missiles",
        "rifle",
        "rifles",
        "howitzer",
        "howitzers",
        "interceptor",
        "interceptors",
        "pistol",
        "pistols",
    ]
)


def _armed_before(unit: Around) -> float:
    return unit.own_before in lex.ARMED_BEFORE and unit.earlier(2) in lex.ARMED_ADJECTIVE


def _named_armed(unit: Around) -> float:
    return kind_by_naming(unit) == "ARMED_GROUP"


def _named_body(unit: Around) -> float:
    return kind_by_naming(unit) == "ORG"


def _charity(unit: Around) -> float:
    """Whether the noun before it is an aid group's: "the {aid group} X", "the {NGO} X", "its local {partner} X"."""
    noun = unit.own_before
    if noun in _CHARITIES:
        return True
    left = unit.earlier(2)
    if noun in _HELPERS:
        return left in _HELPING
    if noun == "partner" and unit.long:
        i = unit.start - 2
        return left in _PARTNERS or (i > 0 and (left == ")" or unit.reading.lowers[i] in lex.ORG_HEADS))
    return False


def _led(unit: Around) -> float:
    return (
        unit.skipped in ("of", "for")
        and noun_before(unit.reading, unit.outer) in _LED_BY
        and not person_like(unit.reading, unit.start, unit.end)
    )


_CHARITIES: Final = frozenset(["ngo", "ngos", "charity", "nonprofit", "non-profit", "watchdog"])
_HELPERS: Final = frozenset(["group", "organisation", "organization", "agency", "network", "monitor"])
_HELPING: Final = frozenset(
    [
        *("aid", "rights", "relief", "advocacy", "monitoring", "humanitarian", "medical", "watchdog", "campaign"),
        *("charity", "society", "assistance", "environmental", "anti-corruption", "nongovernmental"),
        *("non-governmental", "nonprofit", "non-profit"),
    ]
)
_PARTNERS: Final = frozenset(["local", "implementing", "aid", "humanitarian", "ngo"])

BODY_RULES: Final[tuple[Rules, ...]] = (
    (Rule("told-outlet", "MEDIA", 1.45, _told, "he told {Gurtong}"),),
    (Rule("party-members", "PARTY", 1.2, _party_members, "the Scottish {Greens}", anywhere=True),),
    (Rule("chamber", "GOVERNMENT", 1.0, _chamber, "no trial in the {Senate}", anywhere=True),),
    (Rule("employer", "ORG", 0.6, _employer, "a researcher with {RNDDH}"),),
    (
        Rule("armed-after", "ARMED_GROUP", 1.2, _armed_behind, "the {Ngaika} militia"),
        Rule("force-after", "ORG", 0.7, _force_behind, "{TPDF} troops"),
        Rule("body-after", "ORG", 0.7, _body_behind, "the {Unite} union"),
        Rule("make", "EVENT", 1.2, _make, "a salvo of {Otter} missiles"),
    ),
    (Rule("armed-before", "ARMED_GROUP", 1.2, _armed_before, "the rebel group {Zarko}"),),
    (
        Rule("named", "ARMED_GROUP", 2.2, _named_armed, "a militia calling itself the {Otter Shield}"),
        Rule("named", "ORG", 1.2, _named_body, "a group known as {Blue Dawn}"),
    ),
    (Rule("charity", "NGO", 1.6, _charity, "drivers for the NGO {Teply Krai}", anywhere=True),),
    (Rule("office-of", "ORG", 0.6, _led, "a spokesman for {RNDDH}"),),
)


def by_head(unit: Around) -> Iterator[tuple[str, str, float]]:
    """What the last or the first word of the name itself says: "{Horn Rights Monitor}", "{Radio Tanganyika Plus}"."""
    lowers, head = unit.reading.lowers, unit.head
    inside = set(lowers[unit.start : unit.end - 1])
    if head in lex.MILITANT_HEADS and inside & lex.LIBERATION:
        yield "ARMED_GROUP", "org-head", 1.0
    elif head in lex.STATE_HEADS and unit.is_country(unit.word):
        yield "MILITARY", "org-head", 1.0
    elif head == "bank" and inside <= lex.DIRECTIONS | {"left", "right"}:
        yield "PLACE", "admin-class", 1.45
    elif head in lex.ORG_HEADS:
        yield lex.ORG_HEADS[head], "org-head", 1.0
    elif unit.word in lex.FOREIGN_OPENERS:
        yield lex.FOREIGN_OPENERS[unit.word], "org-head", 1.4
    elif unit.word in ("radio", "agence", "television"):
        yield "MEDIA", "org-head", 0.8
