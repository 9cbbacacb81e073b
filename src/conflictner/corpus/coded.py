"""Names that somebody else found -> rows: the knowledge base says who they are, the gazetteer where.

There is no text to decide by, so only what can hardly be meant otherwise is linked: a full name that one actor alone
bears, a person's or an acronym only where a country of theirs is named too, and a place of that name near the point
given. All else keeps a local id, as in any article.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from conflictner.corpus.records import Coded, Told
from conflictner.distance import kilometres
from conflictner.rows import Document, Mention
from conflictner.rulepipe import RulePipe
from conflictner.text import slug

if TYPE_CHECKING:
    from spacy.language import Language

    from conflictner.knowledge import Gazetteer, KnowledgeBase, Place

RULE: Final = "gkg"
#: What is known of a name without its sentence is half as sure as can be.
_SCORE: Final = 0.5
_KINDS: Final = {"person": "PERSON", "org": "ORG", "country": "COUNTRY", "region": "PLACE", "town": "PLACE"}
#: Kilometres between the point that was given and that of the gazetteer.
_NEAR: Final = {"town": 30.0, "region": 250.0}
_REGIONS: Final = frozenset(("region", "admin1", "admin2", "admin3", "chiefdom"))


#: The columns of a mention that belong to its entity, None for a name that the user's edits strike out; and the
#: countries of which one must be named beside it.
Entity = tuple[dict[str, Any] | None, frozenset[str]]


@lru_cache(maxsize=1)
def linker_of(nlp: Language) -> Linker:
    """The linker with the knowledge of a pipeline; it remembers names from one article to the next."""
    return Linker(nlp)


class Linker:
    """Ids for names without a text, from the knowledge of a pipeline; one without our components links nothing.

    Args:
        nlp: The pipeline.
    """

    def __init__(self, nlp: Language) -> None:
        self._kb: KnowledgeBase | None = None
        self._gazetteer: Gazetteer | None = None
        for _, component in nlp.pipeline:
            if isinstance(component, RulePipe):
                self._kb = component.kb
                if "gazetteer" in component.settings:
                    self._gazetteer = component.gazetteer
        self._found: dict[tuple[Any, ...], Entity] = {}

    def rows(self, item: Coded) -> tuple[Document, list[Mention]]:
        """The document and its mentions. Sentences are not known: all stands in the first."""
        mentions = []
        countries = {told[5] for told in item.names} - {""}
        for told in item.names:
            offset, name = told[0], told[1].split(",")[0].strip() if told[2] in _NEAR else told[1]
            entity, homes = self._entity(told)
            if homes and not homes & countries:  # a namesake, for all we know
                entity = self._local(*told[1:])
            if entity is not None:
                mentions.append(
                    Mention(
                        doc_id=item.doc_id,
                        start=offset,
                        end=offset + len(name),
                        text=name,
                        mtype="name",
                        segment="body",
                        sentence=0,
                        paragraph=0,
                        rule=RULE,
                        score=_SCORE,
                        **entity,
                    )
                )
        document = Document(
            doc_id=item.doc_id,
            story_id=item.doc_id,
            title=item.title,
            date=item.date,
            outlet=item.outlet,
            url=item.url,
            language=item.language,
            n_chars=max((mention.end for mention in mentions), default=0),
            n_words=item.n_words,
            text_sha256=sha256(item.shown.encode()).hexdigest(),
        )
        return document, mentions

    def _entity(self, told: Told) -> Entity:
        _, name, what, lat, lon, iso3 = told  # a list, when it comes out of JSON
        key = name, what, lat, lon, iso3
        if key not in self._found:
            if len(self._found) > 100_000:
                self._found.clear()
            self._found[key] = self._looked_up(*key)
        return self._found[key]

    def _looked_up(self, name: str, what: str, lat: float | None, lon: float | None, iso3: str) -> Entity:
        if self._kb is not None and self._kb.edits and self._kb.killed(name, _KINDS[what]):
            return None, frozenset()
        entity, homes = None, frozenset[str]()
        if what == "country":
            entity = self._country(iso3)
        elif what in _NEAR:
            entity = self._place(name, what, lat, lon, iso3)
        else:
            entity, homes = self._actor(name, what)
        return entity or self._local(name, what, lat, lon, iso3), homes

    def _actor(self, name: str, what: str) -> Entity:
        """The one actor that bears a full name; nothing said of a surname or a short form that many bear."""
        kb, none = self._kb, (None, frozenset[str]())
        if kb is None:
            return none
        entries = kb.index.find(name)
        ids = {kb.canonical(entry.entity_id) for entry in entries}
        if len(ids) != 1:
            return none
        actor = kb.get(ids.pop())
        if actor is None or (actor.kind == "PERSON") != (what == "person") or actor.kind == "COUNTRY":
            return none
        classes = {entry.alias_class for entry in entries}
        if "strong" not in classes and not ("acronym" in classes and name.isupper()):
            return none
        doubtful = what == "person" or "strong" not in classes
        return {
            "kind": kb.kind_of(actor.id) or actor.kind,
            "role": "actor",
            "entity_id": actor.id,
            "entity_name": kb.display_name(actor.id),
            "lat": actor.lat,
            "lon": actor.lon,
            "country": actor.country[0] if actor.country else None,
        }, frozenset(actor.country if doubtful else ())

    def _country(self, iso3: str) -> dict[str, Any] | None:
        actor = self._kb.get(f"cty:{iso3}") if self._kb is not None and iso3 else None
        if actor is None:
            return None
        return {
            "kind": "COUNTRY",
            "role": "place",
            "entity_id": actor.id,
            "entity_name": actor.name,
            "lat": actor.lat,
            "lon": actor.lon,
            "country": iso3,
        }

    def _place(self, name: str, what: str, lat: float | None, lon: float | None, iso3: str) -> dict[str, Any] | None:
        """The nearest place of that name and country, if it lies where it should."""
        if self._gazetteer is None or lat is None or lon is None:
            return None
        found: list[tuple[float, Place]] = []
        for place in self._gazetteer.find(name.split(",")[0].strip()):
            if place.country == iso3 and (what == "region") == (place.feature in _REGIONS):
                found.append((kilometres((lat, lon), (place.lat, place.lon)), place))
        if not found:
            return None
        distance, place = min(found, key=lambda pair: (pair[0], pair[1].rank))
        if distance > _NEAR[what]:
            return None
        return {
            "kind": "PLACE",
            "role": "place",
            "entity_id": place.id,
            "entity_name": place.name,
            "lat": place.lat,
            "lon": place.lon,
            "country": place.country,
        }

    def _local(self, name: str, what: str, lat: float | None, lon: float | None, iso3: str) -> dict[str, Any]:
        """A stable id made from the name: of a place from the whole, so that two towns of one name stay two."""
        entity = f"new:{slug(name) or 'name'}"
        if self._kb is not None and self._kb.edits:
            entity = self._kb.canonical(entity)
        listed = self._kb.get(entity) if self._kb is not None else None
        return {
            "kind": listed.kind if listed else _KINDS[what],
            "role": "actor" if what in ("person", "org") else "place",
            "entity_id": entity,
            "entity_name": listed.name if listed else name.split(",")[0].strip() if what in _NEAR else name,
            "lat": lat,
            "lon": lon,
            "country": iso3 or None,
        }
