"""conflict_linker: who or where each name is: a knowledge-base id, a place with its point, or a stable local id.

Candidates are generated first (by alias for actors, by name for places) and chosen afterwards, by the document: its
countries, its date, the actors beyond doubt, the other places. When nothing fits, or two candidates fit equally badly,
the name keeps a local id ``new:...``, for an actor taken for another is the worst error.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache, partial
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc

from conflictner.annotations import MENTIONS, Mark, read_marks, write_marks
from conflictner.components.linker import actors, offsets, placenames, places
from conflictner.components.linker.bearers import introduced, may_bear
from conflictner.components.linker.definitions import defined_pairs, join_definitions, shared_readings
from conflictner.components.linker.descriptions import chosen, fitting, is_torn, kind_left, told_kinds, weighed
from conflictner.components.linker.leaders import bearer
from conflictner.components.linker.ministries import ministry
from conflictner.components.linker.nearby import countries_in_lists, countries_nearby
from conflictner.components.linker.setting import Setting, folded
from conflictner.components.linker.told import settle
from conflictner.errors import E303, ConfigError
from conflictner.knowledge import Actor, Place
from conflictner.rulepipe import RulePipe
from conflictner.text import slug

DEFAULTS: Final[dict[str, Any]] = {"kb": None, "nil_below": actors.LOWEST, "gazetteer": None}

#: How many candidates a mention keeps.
SHOWN: Final = 5
LOCAL: Final = "new:"
#: How far a place's point stands for the spot that is meant: a province's for anywhere in it.
_PRECISION: Final = {
    "country": "country",
    "region": "region",
    **dict.fromkeys(("admin1", "admin2", "admin3", "chiefdom"), "admin"),
    **dict.fromkeys(("sea", "ocean", "desert", "mountains", "river", "border", "gulf", "peninsula"), "region"),
    **dict.fromkeys(("lake", "strait", "canal", "island", "islands", "park"), "region"),
}
#: What a surname alone proves for the one listed person who may be meant.
SURNAME: Final = 0.6
#: No link is surer than this.
CERTAIN: Final = 0.99

Candidates = Sequence[actors.Candidate]


@Language.factory(
    "conflict_linker",
    assigns=["doc.ents", "doc.spans", "doc._.conflict_entities", "doc._.conflict_places"],
    requires=["doc.spans"],
    default_config=DEFAULTS,
    default_score_weights={"links_f": 1.0, "links_p": 0.0, "links_r": 0.0},
)
def make_linker(nlp: Language, name: str, kb: str | None, nil_below: float, gazetteer: str | None) -> EntityLinker:
    """Make a conflict_linker component; see `EntityLinker`."""
    return EntityLinker(nlp, name, kb=kb, nil_below=nil_below, gazetteer=gazetteer)


class EntityLinker(RulePipe):
    """Give every named mention an id, and every place a point.

    Args:
        nlp: The pipeline it belongs to.
        name: Its name there.
        kb: A CSV file of the user's own actors, or None.
        nil_below: A candidate that scores less than this (0 to 1) is not taken.
        gazetteer: A layer of the user's own places, or None.

    Raises:
        ConfigError: E303, a setting is out of range.
    """

    needs = (("mentions", MENTIONS, "conflict_mentions"),)

    def __init__(
        self,
        nlp: Language,
        name: str = "conflict_linker",
        *,
        kb: str | None = None,
        nil_below: float = actors.LOWEST,
        gazetteer: str | None = None,
    ) -> None:
        if not 0.0 <= nil_below <= 1.0:
            raise ConfigError(E303.format(component=name, setting="nil_below", value=repr(nil_below), allowed="0 to 1"))
        super().__init__(nlp, name, kb=kb, nil_below=nil_below, gazetteer=gazetteer)

    def annotate(self, doc: Doc) -> Doc:
        """Write ids into the mentions, and what is known of each entity into ``doc._.conflict_entities``."""
        self.require(doc)
        marks = read_marks(doc)
        names = [mark for mark in marks if mark.mtype == "name"]
        entities: dict[str, dict[str, Any]] = {}
        setting = Setting.of(doc)
        if names:
            self._link_actors(setting, names, entities)
            self._link_places(setting, names, entities)
        for mark in names:
            # "Nigerian villagers": a nationality names nobody that a local id could stand for
            if not mark.entity_id and mark.rule != "demonym":
                self._keep_local(setting, mark, entities)
        write_marks(doc, marks)
        doc._.conflict_entities = entities
        doc._.conflict_places = self._spots(setting, names, entities)
        return doc

    def _link_actors(self, setting: Setting, names: list[Mark], entities: dict[str, dict[str, Any]]) -> None:
        kb = self.kb
        options: dict[tuple[str, str, tuple[str, ...]], Candidates] = {}
        found: dict[int, Candidates] = {}
        pending = []
        for mark in names:
            mark.entity_id = ""
            if mark.kind == "PLACE":
                continue
            surface = setting.surface(mark)
            reading = (surface, mark.kind, tuple([entity for entity, _ in mark.candidates]))
            if reading not in options:
                options[reading] = actors.candidates(kb, mark, surface)
            found[id(mark)] = options[reading]
            pending.append((mark, folded(surface)))
        pairs = list(defined_pairs(setting.doc, setting.columns, names))
        bearers: dict[str, list[Mark]] = {}
        for mark in names if pairs else ():
            bearers.setdefault(setting.key(mark), []).append(mark)
        joined = join_definitions(setting, pairs, bearers, found)
        found.update(shared_readings(setting, names, found))
        told = told_kinds(setting, ((mark, name) for mark, name in pending if is_torn(found[id(mark)])))
        everyone = dict(found) if told else found
        for mark, name in pending:
            found[id(mark)] = fitting(found[id(mark)], told.get(name))
            self._learn(setting, mark, name, found[id(mark)])
        if any(is_torn(options) for options in found.values()):
            setting.nearby = countries_nearby(self.gazetteer, setting, names)
        decided: dict[tuple[str, str], tuple[Actor | None, float, list[tuple[str, float]]]] = {}
        for mark, name in pending:
            # One sense a document, unless the kind differs: a capital that acts, a nationality.
            key = (name, mark.kind)
            if key not in decided or mark.alias_class == "weak":
                scored = weighed(actors.rank(kb, setting, mark, found[id(mark)]), everyone[id(mark)], told.get(name))
                kept = [pair for pair in scored if pair[0] >= self.settings["nil_below"]]
                choice = chosen(kb, setting, mark, kept, scored, told.get(name))
                best = min(CERTAIN, scored[0][0]) if scored else 0.0
                shown = [(option.actor.id, min(CERTAIN, score)) for score, option in scored[:SHOWN]]
                decided[key] = (choice.actor if choice else None, best, shown)
            actor, score, shown = decided[key]
            mark.candidates = shown
            if actor is not None:
                self._set(mark, actor, score, entities)
                continue
            mark.kind = kind_left(mark.kind, everyone[id(mark)], told.get(name))
            if mark.rule == "institution" or mark.kind in ("GOVERNMENT", "ORG"):
                self._institution(mark, setting.surface(mark), entities)
        for short, long in joined.items():
            self._join(setting, bearers[short], long, entities)
        self._people(names, setting, entities)

    def _join(self, setting: Setting, bearers: list[Mark], long: Mark, entities: dict[str, dict[str, Any]]) -> None:
        """Give every mention of a short form the id of its long form."""
        actor = self.kb.get(long.entity_id) if long.entity_id else None
        for mark in bearers:
            if mark.kind in ("PLACE", "COUNTRY"):
                continue
            if actor is not None:
                self._set(mark, actor, long.score, entities)
            else:
                self._keep_local_named(mark, setting.surface(long), "", entities)

    @staticmethod
    def _learn(setting: Setting, mark: Mark, name: str, found: Candidates) -> None:
        certain = [option for option in found if option.alias_class != "weak"] or found
        if len(certain) == 1:
            actor, alias_class = certain[0].actor, certain[0].alias_class
            checked = actor.kind == "COUNTRY" or (actor.tier <= 1 and actor.kind != "PARTY")
            # "PNH" is listed for a party of Honduras alone; that says nothing about the document.
            if alias_class != "acronym" or checked:
                setting.learn(actor, name)
        elif mark.kind == "COUNTRY":
            for option in certain:
                if option.actor.kind == "COUNTRY":
                    setting.learn(option.actor, name)

    def _set(self, mark: Mark, actor: Actor, score: float, entities: dict[str, dict[str, Any]]) -> None:
        mark.entity_id = actor.id
        mark.score = score
        if not (mark.kind == "PEOPLE" and actor.kind == "COUNTRY"):
            mark.kind = actor.kind
        if actor.id in entities:
            return
        entities[actor.id] = {
            "name": actor.name,
            "kind": actor.kind,
            "country": actor.country[0] if actor.country else None,
            "lat": actor.lat,
            "lon": actor.lon,
            **({"precision": "country"} if actor.kind == "COUNTRY" else {}),
        }

    def _institution(self, mark: Mark, surface: str, entities: dict[str, dict[str, Any]]) -> None:
        actor, iso3, named = ministry(self.kb, surface)
        if actor is None and not named and mark.rule == "institution":
            named = surface
            actor, iso3 = actors.of_institution(self.kb, surface)
        if actor is not None:
            self._set(mark, actor, 0.75, entities)
        elif iso3:
            self._keep_local_named(mark, named, iso3, entities)

    def _people(self, names: list[Mark], setting: Setting, entities: dict[str, dict[str, Any]]) -> None:
        """A surname is the one person of that name in the document; else the one listed person whose country fits."""
        full: dict[str, set[str]] = {}
        spelled: dict[str, str] = {}
        named: dict[str, list[Mark]] = {}
        surnames = []
        for mark in names:
            if mark.kind != "PERSON":
                continue
            key = setting.key(mark)
            if " " in key:
                surface = setting.surface(mark)
                entity = mark.entity_id or LOCAL + slug(surface)
                spelled.setdefault(entity, surface)
                named.setdefault(entity, []).append(mark)
                full.setdefault(key.split()[-1], set()).add(entity)
            elif not mark.entity_id:
                surnames.append((mark, key))
        alone = {surname for _, surname in surnames if surname not in full}
        nearby = cache(partial(countries_nearby, self.gazetteer, setting, names))
        for mark, surname in surnames:
            owners = full.get(surname, set())
            if introduced(setting.columns, mark):
                continue
            if len(owners) == 1:
                entity = next(iter(owners))
                if not may_bear(setting.doc, setting.columns, mark, named[entity]):
                    continue
                actor = self.kb.get(entity)
                if actor is not None:
                    self._set(mark, actor, 0.8, entities)
                else:
                    self._keep_local_named(mark, spelled[entity], "", entities)
                continue
            if owners:
                continue
            actor = bearer(self.kb, setting, mark, alone, nearby)
            if actor is not None:
                mark.candidates = [(actor.id, SURNAME)]
                self._set(mark, actor, SURNAME, entities)

    def _link_places(self, setting: Setting, names: list[Mark], entities: dict[str, dict[str, Any]]) -> None:
        doubtful, unsettled = self._doubtful(setting, names, entities)
        marks = [mark for mark in names if mark.kind == "PLACE"]
        named = [mark for mark in names if mark.kind == "COUNTRY" and mark.role == "place"]
        if not marks and all(mark.entity_id for mark in named):
            return
        marks = sorted([*marks, *named], key=lambda mark: mark.start)
        found = placenames.names_of(setting, marks)
        places.resolve(self.gazetteer, setting, found, self.kb.countries_by_demonym, doubtful, unsettled)
        settle(setting, marks, found)
        for name in found.values():
            shown = [(option.id, round(score, 3)) for score, option in name.options[:SHOWN]]
            if name.chosen is None:
                for mark in name.marks:
                    # What it may be is told, though none of them is taken.
                    mark.candidates = shown if mark.kind == "PLACE" else mark.candidates
                continue
            place = name.chosen
            country = self.kb.get(place.id) if place.feature == "country" else None
            for mark in name.marks:
                if mark.kind != "PLACE" and mark.entity_id == place.id:
                    continue
                if mark.kind != "PLACE" and mark.entity_id and not name.supported:
                    continue
                mark.kind = "PLACE"
                mark.candidates = shown
                if country is not None and not name.part:
                    # Two countries are called Congo; unless the towns around it say which, the actors have said it.
                    known = None if name.supported else self.kb.get(mark.entity_id)
                    self._set(mark, known or country, name.score, entities)
                    continue
                entity = LOCAL + (slug(name.surface) or "name") if name.part else place.id
                mark.entity_id, mark.score, mark.role = entity, min(CERTAIN, name.score), "place"
                entities[entity] = _place(name, place)
        linked = {mark.entity_id for mark in names}
        for entity in [entity for entity in entities if entity not in linked and entity.startswith("cty:")]:
            del entities[entity]

    @staticmethod
    def _spots(setting: Setting, names: list[Mark], entities: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """Spots that are told by their distance from a named place, by the offsets of its name."""
        found: dict[str, dict[str, Any]] = {}
        columns = setting.columns
        if not offsets.may_have_distances(columns.text):
            return found
        last: tuple[Mark, int, int] | None = None
        for mark in names:
            if mark.kind not in ("PLACE", "COUNTRY"):
                continue
            start, end = columns.offsets[mark.start], columns.end(mark.end)
            previous, last = last, (mark, start, end)
            place = entities.get(mark.entity_id, {})
            if place.get("lat") is None:
                continue
            point = (place["lat"], place["lon"])
            phrase = offsets.distance_before(columns.text, start)
            if phrase is not None:
                spot = offsets.spot(point, *phrase)
                found[f"{start}:{end}"] = {"from": mark.entity_id, **spot}
                if previous and offsets.is_told_by(columns.text, previous[2], start):
                    # "Kalumba, 5 km north of Goma", where Kalumba is on no list
                    told = entities[previous[0].entity_id]
                    if told["lat"] is None and previous[0].kind == "PLACE":
                        told |= {"lat": spot["lat"], "lon": spot["lon"], "precision": "admin"}
                        told["country"] = told["country"] or place["country"]
            elif offsets.on_the_edge(columns.text, start):
                found[f"{start}:{end}"] = {"from": mark.entity_id, **offsets.edge(point)}
            elif previous and offsets.stand_between(columns.text, previous[1:], start):
                first = entities.get(previous[0].entity_id, {})
                half_way = offsets.middle((first["lat"], first["lon"]), point) if first.get("lat") is not None else None
                if half_way is not None:
                    found[f"{previous[1]}:{end}"] = {"from": previous[0].entity_id, "to": mark.entity_id, **half_way}
        return found

    def _doubtful(
        self, setting: Setting, names: list[Mark], entities: dict[str, dict[str, Any]]
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Countries in the role of a place that may be a province or a town: "Georgia" and "Lebanon" in US news.

        Where a province bears the name, the link is taken back until the other places have spoken.

        Returns:
            The keys of these names, and the countries that nothing but such a name speaks for.
        """
        marks: dict[str, list[Mark]] = {}
        for mark in names:
            if mark.kind == "COUNTRY":
                marks.setdefault(setting.key(mark), []).append(mark)
        listed = countries_in_lists(setting, names)
        keys = {
            key: setting.surface(found[0])
            for key, found in marks.items()
            if key not in listed and any(mark.role == "place" for mark in found)
        }
        doubtful, unsettled = set(), set()
        found = self.gazetteer.find_many(sorted(keys.values())) if keys else {}
        for key, surface in keys.items():
            if not places.may_be_town(found[surface]):
                continue
            doubtful.add(key)
            alone = [iso3 for iso3, sources in setting.sources.items() if sources == {key}]
            unsettled.update(alone)
            if alone and places.may_be_province(found[surface]):
                for mark in marks[key]:
                    mark.kind = "PLACE"
                for iso3 in alone:
                    setting.countries.pop(iso3, None)
                    entities.pop(f"cty:{iso3}", None)
        return frozenset(doubtful), frozenset(unsettled)

    def _keep_local(self, setting: Setting, mark: Mark, entities: dict[str, dict[str, Any]]) -> None:
        surface = setting.surface(mark)
        country = self.kb.countries_by_demonym.get(folded(surface.split()[0]), "")
        self._keep_local_named(mark, surface, country, entities)

    @staticmethod
    def _keep_local_named(mark: Mark, surface: str, country: str, entities: dict[str, dict[str, Any]]) -> None:
        mark.entity_id = _local_id(surface)
        known = entities.get(mark.entity_id)
        if known is not None and "PERSON" in (known["kind"], mark.kind) and known["kind"] != mark.kind:
            # "Gen. Bora" and "in Bora" are two
            mark.entity_id += f"-{mark.kind.lower()}"
        if mark.entity_id not in entities:
            entities[mark.entity_id] = {
                "name": surface,
                "kind": mark.kind,
                "country": country or None,
                "lat": None,
                "lon": None,
            }

    def score(self, examples: Iterable[Any], **kwargs: Any) -> dict[str, Any]:
        """Precision, recall and F of (span, id) pairs of ``doc.spans["mentions"]``."""
        right = found = wanted = 0
        for example in examples:
            predicted = _pairs(example.predicted)
            reference = _pairs(example.reference)
            right += len(predicted & reference)
            found += len(predicted)
            wanted += len(reference)
        if not wanted:
            return {"links_p": None, "links_r": None, "links_f": None}
        precision, recall = right / max(found, 1), right / wanted
        f = 2 * precision * recall / (precision + recall) if right else 0.0
        return {"links_p": precision, "links_r": recall, "links_f": f}


@lru_cache(maxsize=8192)
def _local_id(surface: str) -> str:
    """The same for one name in every document."""
    return LOCAL + (slug(surface) or "name")


def _place(name: placenames.Name, place: Place) -> dict[str, Any]:
    """What is known of a place; a part or a site of one stands at its point, and says so."""
    precision = _PRECISION.get(place.feature, "exact")
    return {
        "name": name.surface if name.part else place.name,
        "kind": "PLACE",
        "country": place.country or None,
        "lat": place.lat,
        "lon": place.lon,
        "precision": "admin" if name.part and precision == "exact" else precision,
    }


def _pairs(doc: Doc) -> set[tuple[int, int, str]]:
    spans = doc.spans.get(MENTIONS, ())
    return {(span.start_char, span.end_char, span.kb_id_) for span in spans if span.kb_id_}
