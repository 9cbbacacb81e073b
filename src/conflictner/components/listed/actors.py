"""Listed actors: the alias automaton's hits, and of several bearers of a name the one that the text speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from conflictner.components.listed.names import Name, Names, words
from conflictner.knowledge import Actor, AliasHit, KnowledgeBase
from conflictner.knowledge.hits import AliasEntry

#: A one-word name that is an English word as frequent opens a sentence for no reason.
_WORD_LIKE: Final = 4.3
#: Before a country: where something happens, and not who acts.
_WHERE: Final = words(
    "in from across to into throughout inside near of around outside towards toward within northern southern eastern "
    "western central north south east west northeast northwest southeast southwest leave left visit entered"
)
_SCORES: Final = {"strong": 0.9, "acronym": 0.85, "weak": 0.7}


def listed_actors(names: Names, kb: KnowledgeBase) -> None:
    """Find the listed actors of a text and link them."""
    hits = list(_readable(names, kb, kb.match(names.text)))
    certain = _certain(names, kb, hits)
    for hit in hits:
        _read(names, kb, hit, certain)


def _readable(names: Names, kb: KnowledgeBase, hits: Sequence[AliasHit]) -> Iterator[AliasHit]:
    for hit in hits:
        entry = hit.entries[0]
        if (
            entry.alias_class == "strong"
            and " " not in hit.surface
            and (hit.surface.islower() or names.opens_sentence(hit.start))
            and kb.frequency(hit.surface.lower()) >= _WORD_LIKE
            and kb.kind_of(entry.entity_id) != "COUNTRY"
        ):
            continue
        yield hit


def _certain(names: Names, kb: KnowledgeBase, hits: Sequence[AliasHit]) -> set[str]:
    """The actors beyond doubt: they vouch for their weak names, and their countries for the others'."""
    certain: set[str] = set()
    for hit in hits:
        strong = [entry for entry in hit.entries if entry.alias_class != "weak"]
        if len(strong) == 1:
            actor = kb[strong[0].entity_id]
            if strong[0].alias_class == "strong" or actor.tier <= 1:
                certain.add(actor.id)
                names.countries.update(actor.country[:1] if actor.country else ())
    for run in names.runs:
        demonym = kb.countries_by_demonym.get(run.text.lower())
        if demonym is not None:
            names.countries[demonym] += 1
    return certain


def _read(names: Names, kb: KnowledgeBase, hit: AliasHit, certain: set[str]) -> None:
    entry = _bearer(names, kb, hit.entries, certain)
    if entry is None:
        for inner in hit.inner:
            _read(names, kb, inner, certain)
        return
    actor = kb[entry.entity_id]
    role = "place" if actor.kind == "COUNTRY" and names.word_before(hit.start) in _WHERE else "actor"
    rule = entry.rule or f"kb:{entry.alias_class}"
    names.add_listed(
        kb,
        Name(
            hit.start, hit.end, actor.kind, actor.id, rule, role, entry.alias_class, _SCORES.get(entry.alias_class, 0.7)
        ),
    )


def _bearer(names: Names, kb: KnowledgeBase, entries: Sequence[AliasEntry], certain: set[str]) -> AliasEntry | None:
    """The one entity that a hit means; None where none is proven, or more than one."""
    proven = [entry for entry in entries if entry.entity_id in certain]
    if len(proven) == 1:
        return proven[0]
    options = proven or [entry for entry in entries if entry.alias_class != "weak"]
    if len(options) == 1 and options[0].alias_class == "strong":
        return options[0]
    at_home = [entry for entry in options if _is_spoken_of(names, kb[entry.entity_id])]
    return at_home[0] if len(at_home) == 1 else None


def _is_spoken_of(names: Names, actor: Actor) -> bool:
    return any(country in names.countries for country in actor.country or ())
