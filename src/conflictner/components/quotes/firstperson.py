"""First person inside quotes: I is the speaker, we the side for which a spokesperson, commander or minister speaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from conflictner.annotations import Mark
from conflictner.components.quotes.attribution import Attribution
from conflictner.components.quotes.reading import Reading
from conflictner.components.quotes.speaker import Speaker
from conflictner.knowledge import KnowledgeBase

_SINGULAR: Final = frozenset({"i", "me", "my", "mine"})
_PLURAL: Final = frozenset({"we", "us", "our", "ours"})
_FIRST: Final = _SINGULAR | _PLURAL
#: Who holds one of these offices says "we" for the organisation.
_OFFICES: Final = frozenset({"spokesperson", "executive", "minister", "military", "diplomatic", "subnational"})
#: Of these "our" is the country's, whoever of its forces speaks.
_HOMELAND: Final = frozenset(
    {"soil", "land", "country", "nation", "homeland", "territory", "sovereignty", "airspace", "borders", "border"}
    | {"cities", "citizens", "independence", "constitution", "waters", "fatherland", "motherland"}
)
#: Who heads one of these says "we" for the nation, the cabinet, the bloc or the party: nobody can tell.
_HEADED: Final = frozenset({"GOVERNMENT", "COUNTRY", "IGO"})
#: How sure a side is at most: "We struck only camps" of a minister may be the ministry, the army or the country.
_SIDE_SCORE: Final = 0.75
_STATE: Final = frozenset({"MILITARY", "POLICE", "GOVERNMENT", "COUNTRY"})


def first_person_marks(
    reading: Reading,
    spoken: list[tuple[Attribution, Speaker]],
    kb: KnowledgeBase,
    affiliations: Mapping[str, str],
    date: str | None,
) -> list[Mark]:
    """Pronoun mentions for the first person of every quote whose speaker is known.

    Args:
        reading: The Doc.
        spoken: Attributions with their speakers, outer ones before those nested in them.
        kb: The knowledge base, for offices.
        affiliations: Person id -> organisation id, as coreference read it off the text.
        date: The document's date, ISO 8601.

    Returns:
        Marks; tokens that already resolve to somebody are left alone.
    """
    made: dict[int, Mark] = {}
    entities: Mapping[str, Any] = reading.source._.conflict_entities
    for attribution, speaker in spoken:
        if not speaker.entity_id or speaker.fellows:
            continue  # “We stay,” said Kenya and Uganda: both of them, and a mention has one entity
        side = land = speaker.entity_id
        if speaker.kind == "PERSON":
            land = affiliations.get(speaker.entity_id, "") or _office(kb, speaker.entity_id, date)
            land = _spoken_for(kb, speaker.entity_id, land)
            side = "" if _heads(kb, speaker.entity_id, date) else land
        for start, end in _marked_parts(reading, attribution):
            first, last = reading.tokens_of(start, end)
            for i in range(first, last):
                word = reading.doc[i].lower_
                if word not in _FIRST:
                    continue
                entity = speaker.entity_id if word in _SINGULAR else side
                if word == "our" and _is_homeland(reading, i, last):
                    entity = _country(kb, land)
                known = reading.mention_at.get(i)
                if known is not None and known.entity_id:
                    continue
                if entity not in entities and kb.get(entity) is None:
                    entity = ""  # an id that nobody can name is no help
                if entity and (word in _PLURAL or speaker.kind == "PERSON"):
                    kind = _kind(entities, kb, entity) or speaker.kind
                    sure = attribution.score if entity == speaker.entity_id else min(_SIDE_SCORE, attribution.score)
                    made[i] = Mark(i, i + 1, kind, "quote:first-person", "actor", "pronoun", entity, sure)
                else:
                    made.pop(i, None)
    return list(made.values())


def _marked_parts(reading: Reading, attribution: Attribution) -> list[tuple[int, int]]:
    if attribution.kind == "indirect":
        return []
    if attribution.kind == "direct":
        return attribution.parts
    return [
        (max(q.start, start), min(q.end, end))
        for start, end in attribution.parts
        for q in reading.quotations_in(start, end)
    ]


def _office(kb: KnowledgeBase, person: str, date: str | None) -> str:
    return next((role.org for role in kb.roles_of(person, date) if role.role_class in _OFFICES), "")


def _heads(kb: KnowledgeBase, person: str, date: str | None) -> bool:
    """Whether somebody is president or prime minister, who may speak for several sides."""
    bodies = (kb.get(role.org) for role in kb.roles_of(person, date) if role.role_class == "executive")
    return any(body is not None and body.kind in _HEADED for body in bodies)


def _spoken_for(kb: KnowledgeBase, person: str, side: str) -> str:
    """The army, for who speaks for it from its press office: of an office of the same kind the body above it."""
    actor = kb.get(side)
    if actor is None or not actor.parent or actor.kind != "MILITARY":
        return side
    speaks = any(role.org == side and role.role_class == "spokesperson" for role in kb.roles_of(person))
    above = kb.get(actor.parent)
    return actor.parent if speaks and above is not None and above.kind == actor.kind else side


def _is_homeland(reading: Reading, our: int, last: int) -> bool:
    """Whether "our" is that of a whole country: "our soil", "our {sacred} land"."""
    noun = our + 1
    if noun < last and reading.doc[noun].pos_ == "ADJ":
        noun += 1
    return noun < last and reading.doc[noun].lower_ in _HOMELAND


def _country(kb: KnowledgeBase, side: str) -> str:
    """The country of a state's force or government; "" for any other side, whose land nobody tells."""
    actor = kb.get(side)
    if actor is None or actor.kind not in _STATE or len(actor.country) != 1:
        return ""
    return f"cty:{actor.country[0]}"


def _kind(entities: Mapping[str, Any], kb: KnowledgeBase, entity_id: str) -> str:
    actor = kb.get(entity_id)
    return str(entities.get(entity_id, {}).get("kind", "")) or (actor.kind if actor is not None else "")
