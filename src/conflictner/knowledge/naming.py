"""Which names of the actors are looked for, and how much each proves."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from conflictner.knowledge.actors import Actor
from conflictner.knowledge.aliases import CountryPart
from conflictner.knowledge.edits import Edits
from conflictner.knowledge.slots import AliasRow
from conflictner.knowledge.words import frequency
from conflictner.text import squeeze

_EVERYDAY: Final = 3.5


def alias_rows(actors: Collection[Actor], edits: Edits) -> Iterator[AliasRow]:
    """The aliases of all actors but those that the analyst killed."""
    # "Somali" is an adjective of the country before it is the Somali of Ethiopia.
    demonyms = {squeeze(demonym) for actor in actors for demonym in actor.demonyms}
    killing = bool(edits.killed)
    for actor in actors:
        kind, tier = actor.kind, actor.tier
        # "President" before a person's name and "Eastern" before a country's are no parts of it.
        home = None if kind in ("PERSON", "COUNTRY") else actor.country
        if kind == "COUNTRY":
            # A country's acronym fires in a headline of capitals as a curated one does, and is read before a party's.
            tier = min(tier, 1)
        names = [(actor.name, actor.name_class)]
        proven: Collection[str] = ()
        if actor.names:
            names += [(name.text, name.alias_class) for name in actor.names]
            proven = {text for text, alias_class in names if alias_class != "weak"}
        for text, alias_class in names:
            if proven and " " in text and is_name_and_noun(text, proven):
                continue
            if killing and edits.kills(squeeze(text), kind):
                continue
            if alias_class == "strong" and tier and kind != "COUNTRY":
                adjective = kind == "PEOPLE" and squeeze(text) in demonyms
                alias_class = "weak" if adjective or is_everyday(text) else "strong"
            yield AliasRow(text, alias_class, actor.id, tier, home)


def country_parts(actors: Collection[Actor], edits: Edits) -> Iterator[CountryPart]:
    """Names, acronyms, demonyms and capitals of the countries, as they stand before the name of a force."""
    for part in _parts(actors):
        if not edits.killed or not edits.kills(squeeze(part.text), "PLACE" if part.capital else "COUNTRY"):
            yield part


def _parts(actors: Collection[Actor]) -> Iterator[CountryPart]:
    for country in actors:
        if country.kind != "COUNTRY" or not country.country:
            continue
        iso3 = country.country[0]
        yield CountryPart(country.name, country.name_class, iso3)
        for demonym in country.demonyms:
            yield CountryPart(demonym, "strong", iso3)
        for name in country.names:
            if name.text.count(" ") <= 3:
                yield CountryPart(name.text, name.alias_class, iso3)
        if country.capital:
            yield CountryPart(country.capital, "strong", iso3, capital=True)


def is_name_and_noun(name: str, names: Collection[str]) -> bool:
    """Whether a name only adds nouns to another of the actor: a mention of "M23 rebels" is its "M23".

    Where the other one is weak, it does not: "Wagner mercenaries" proves what "Wagner" does not.

    >>> is_name_and_noun("M23 rebel group", {"M23"}), is_name_and_noun("M23 Army", {"M23"})
    (True, False)
    >>> is_name_and_noun("Front du peuple", {"Front"}), is_name_and_noun("Movement of 23 March", {"Movement"})
    (False, False)
    """
    head, _, tail = name.rpartition(" ")
    while len(tail) > 3 and tail.islower():
        if head in names:
            return True
        head, _, tail = head.rpartition(" ")
    return False


def is_everyday(name: str) -> bool:
    """Whether a name is one everyday word, which opens too many sentences to fire alone: "Together", "Forward"."""
    return " " not in name and frequency(name) >= _EVERYDAY
