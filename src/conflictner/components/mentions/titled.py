"""Acronyms that are spoken as words and printed like them: "Nato", "Unicef", "Zanu-PF"; "Morena" is a town too.

The knowledge base lists them in capitals. In title case they count where the text supports them: a body that all the
world knows does so by itself, any other needs its country, and none is meant behind "in" or inside a longer name.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from conflictner.components.mentions.boundaries import is_title
from conflictner.components.mentions.given import given_names
from conflictner.components.mentions.lexicon import PLACE_CLASS
from conflictner.components.mentions.reading import APOSTROPHES, Reading
from conflictner.knowledge import Actor, AliasEntry, AliasHit, KnowledgeBase
from conflictner.knowledge.variants import as_word
from conflictner.text import fold

#: The rule written into such a mention.
TITLED: Final = "kb:titled"
#: Bodies of the world, which need no country beside them.
_WORLDWIDE: Final = frozenset(["IGO", "NGO"])
#: The tier of rows that somebody looked at; below are those from old lists.
_CHECKED: Final = 1
#: Behind these a name is where something happens.
_WHERE: Final = frozenset(["in", "near", "around", "outside", "at", "to"])


def titled_acronyms(reading: Reading, kb: KnowledgeBase, hits: Iterable[AliasHit]) -> list[AliasHit]:
    """The hits, each acronym in title case read as one where the text supports it, and left out where it does not.

    Args:
        reading: The Doc.
        kb: The knowledge base.
        hits: What its index found in the text.
    """
    words = _spoken(kb)
    kept: list[AliasHit] = []
    doubtful: list[tuple[AliasHit, tuple[AliasEntry, ...]]] = []
    for hit in hits:
        bearers = words.get(hit.surface, ()) if hit.weak else ()
        spoken = tuple(entry for entry in hit.entries if entry.entity_id in bearers) if bearers else ()
        if spoken:
            doubtful.append((hit, spoken))
        else:
            kept.append(hit)
    if not doubtful:
        return kept
    told = {
        iso3
        for hit in kept
        if not hit.weak
        for entry in hit.entries[:1]
        if entry.entity_id in kb
        for iso3 in kb[entry.entity_id].country
    }
    # Once "in Morena" or "Morena Sule", a town or a person all through the text.
    towns = {hit.surface for hit, _ in doubtful if _is_where(reading, hit)}
    longer = {hit.surface for hit, _ in doubtful if _is_second(reading, hit) or _is_first(reading, hit)}
    people = {hit.surface for hit, _ in doubtful if _is_second(reading, hit)}
    for hit, spoken in doubtful:
        surface = hit.surface
        meant = [
            entry
            for entry in spoken
            if (surface not in people and _is_worldwide(kb[entry.entity_id], surface))
            or (surface not in longer | towns and _is_told(kb[entry.entity_id], surface, told))
        ]
        if meant:
            entries = tuple(AliasEntry(entry.entity_id, "acronym", TITLED) for entry in meant)
            kept.append(AliasHit(hit.start, hit.end, hit.surface, entries))
        elif others := tuple(entry for entry in hit.entries if entry not in spoken):
            kept.append(AliasHit(hit.start, hit.end, hit.surface, others, hit.inner))
        else:
            kept += hit.inner
    return sorted(kept, key=lambda hit: hit.start)


@lru_cache(maxsize=8)
def _spoken(kb: KnowledgeBase) -> dict[str, frozenset[str]]:
    """The title-case forms of acronyms, each with the actors that are listed under it in no other way."""
    found: dict[str, set[str]] = {}
    for actor in kb:
        for name in actor.names:
            if name.alias_class == "acronym" and (word := as_word(name.text)) and word not in actor.texts:
                found.setdefault(word, set()).add(actor.id)
    return {word: frozenset(ids) for word, ids in found.items()}


def _is_worldwide(actor: Actor, surface: str) -> bool:
    """Whether all the world knows a body by its acronym, and no person is called so: membership in "{Nato}"."""
    known = not actor.country and actor.kind in _WORLDWIDE and actor.tier <= _CHECKED
    return known and fold(surface) not in given_names()


def _is_told(actor: Actor, surface: str, told: set[str]) -> bool:
    """Whether the text names the country of a body; rows from old lists count for parties only: "Sura", "Hatem"."""
    listed = actor.tier <= _CHECKED or (actor.kind == "PARTY" and fold(surface) not in given_names())
    return listed and not told.isdisjoint(actor.country)


def _is_where(reading: Reading, hit: AliasHit) -> bool:
    """As in "near {Morena}", "the {Tisza} river"; "in {Morena}'s ranks" tells of the party."""
    start, end = reading.tokens_at(hit.start, hit.end)
    if reading.word(end) in PLACE_CLASS:
        return True
    return reading.word(start - 1) in _WHERE and reading.word(end) not in ("and", *APOSTROPHES)


def _is_first(reading: Reading, hit: AliasHit) -> bool:
    """Whether a capital follows, "{Morena} Sule", but that of a title, "{Unita} President", or of a headline."""
    start, end = reading.tokens_at(hit.start, hit.end)
    follows = end < len(reading) and reading.name_like[end] and not reading.opens(end)
    return follows and not is_title(reading, end) and not reading.title_case[start]


def _is_second(reading: Reading, hit: AliasHit) -> bool:
    """Whether a name stands before it, "Sierra {Morena}"; "Then {Nato} said" opens with none."""
    start, _ = reading.tokens_at(hit.start, hit.end)
    if start == 0 or reading.sentence_start[start] or not reading.name_like[start - 1] or reading.title_case[start]:
        return False
    return not reading.opens(start - 1) or reading.pos[start - 1] == "PROPN"
