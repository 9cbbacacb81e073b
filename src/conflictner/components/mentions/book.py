"""The book of one document: every candidate span and every vote, put together from all sources, then decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final

from conflictner.components.mentions import bodies, cities, events, homes, listed, patterns, things, unknown
from conflictner.components.mentions import lexicon as lex
from conflictner.components.mentions.boundaries import (
    Unit,
    behind_direction,
    is_title,
    is_titled,
    units_of,
    without_office,
)
from conflictner.components.mentions.candidates import (
    MODEL_KINDS,
    from_aliases,
    from_model,
    look_up,
    pairs,
    place_grams,
)
from conflictner.components.mentions.countries import Countries
from conflictner.components.mentions.definitions import definitions
from conflictner.components.mentions.evidence import STRONG, Decision, Evidence, Span
from conflictner.components.mentions.headlines import units_in_headlines
from conflictner.components.mentions.listed import COMMON_OPENING, FEATURES
from conflictner.components.mentions.no_names import is_shorthand, is_shout
from conflictner.components.mentions.reading import APOSTROPHES, HYPHENS, Reading, capital_runs
from conflictner.components.mentions.revision import revise
from conflictner.components.mentions.surnames import vote_for_leaders, vouch
from conflictner.components.mentions.titled import TITLED, titled_acronyms
from conflictner.knowledge import Gazetteer, KnowledgeBase, Place
from conflictner.text import fold, squeeze

#: Rules whose spans hold whatever the length of a rival: they swallow the place or the country inside.
FIXED: Final = {"event": 3, "process": 3, "institution": 2, "kb:pattern": 2}
HEADLINE_LABEL: Final = 0.7
#: What two names joined by "and" may be together.
_LANDS: Final = frozenset(["country", "admin1", "admin2", "region"])


@lru_cache(maxsize=1 << 14)
def _name_key(text: str) -> str:
    """The folded name that a string is; the names of the news come back, so they are folded once."""
    key = squeeze(text)
    if key.endswith(".") and "." not in key[:-1] and len(key) > 2:
        # The tokenizer keeps the stop of "LeT." at the end of a sentence.
        return key[:-1]
    return key


@dataclass(slots=True)
class Book:
    """Candidates and votes of one document."""

    reading: Reading
    kb: KnowledgeBase
    countries: Countries
    spans: list[Span] = field(default_factory=list)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    places: dict[tuple[int, int], list[Place]] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    _keys: dict[tuple[int, int], str] = field(default_factory=dict)
    _spoken: dict[tuple[int, int], Evidence] = field(default_factory=dict)

    def key(self, start: int, end: int) -> str:
        """The folded name of a token range: what votes are counted for."""
        known = self._keys.get((start, end))
        if known is None:
            known = self._keys[start, end] = _name_key(self.reading.text(start, end))
        return known

    def vote(self, start: int, end: int, kind: str, rule: str, weight: float) -> Evidence:
        """Count one vote for the name in a token range; returns all that speaks for it."""
        evidence = self._spoken.get((start, end))
        if evidence is None:
            key = self.key(start, end)
            evidence = self.evidence.get(key)
            if evidence is None:
                evidence = self.evidence[key] = Evidence(supports=int(self.reading.conflict))
            self._spoken[start, end] = evidence
        evidence.add(kind, rule, weight)
        return evidence

    def spots(self) -> dict[str, list[tuple[int, int]]]:
        """Where each name stands."""
        found: dict[str, list[tuple[int, int]]] = {}
        for at in dict.fromkeys([(span.start, span.end) for span in self.spans]):
            found.setdefault(self.key(*at), []).append(at)
        return found

    def is_country(self, folded: str) -> bool:
        """Whether folded words name a country or a nationality."""
        return bool(self.countries.named(fold(folded)))

    def fill(self, base: list[tuple[int, int, str]], gazetteer: Gazetteer) -> None:
        """Ask every source."""
        reading = self.reading
        hits = list(from_aliases(reading, self.kb, titled_acronyms(reading, self.kb, self.kb.match(reading.source))))
        model = list(from_model(reading, base))
        runs = capital_runs(reading)
        units = [unit for start, end in runs for unit in units_of(reading, start, end, self.is_country)]
        hits = [hit for hit in hits if not is_shorthand(reading, hit.start, hit.end)]
        model = [(span, label) for span, label in model if not is_shorthand(reading, span.start, span.end)]
        units = [unit for unit in self._at_hits(units, hits) if not self._names_nobody(unit.start, unit.end)]
        self.places = look_up(gazetteer, place_grams(reading, units, [span for span, _ in model], runs))
        model_spans = [self._split_off(span, label, hits) for span, label in model]
        for span in pairs(reading, units):
            if not any(place.feature in _LANDS for place in self.places.get(span, ())):
                self.places.pop(span, None)
        party = {(hit.start, hit.end) for hit in hits if hit.rule == TITLED}
        self.places = {at: found for at, found in self.places.items() if at not in party and not self._is_no_place(*at)}
        units = units_in_headlines(self, self._whole_places(units, runs), [*hits, *[span for span, _ in model_spans]])
        named = [span for span, label in model_spans if label == "ORG"]
        # "Progressive Conservative Party of {Canada} government": the model's body goes before a made name in it.
        hits = [
            hit
            for hit in hits
            if hit.rule != "kb:pattern" or not any(body.start < hit.start < body.end for body in named)
        ]
        self._count_hits(hits)
        self._count_model(model_spans)
        proven = listed.count(self)
        cities.vote(self, proven)
        things.count_labels(self, proven)
        things.vote(self)
        for vote in patterns.votes(reading, units, self.is_country):
            start, end = vote.start, vote.end
            if self.countries.demonym_of(self.key(start, end)):
                continue
            if vote.kind == "PLACE" and self._is_label(start, end):
                end -= 1
            self.vote(start, end, vote.kind, vote.rule, vote.weight)
            self.spans.append(Span(start, end, vote.rule, vote.weight))
        homes.vote(self, units, {span.end for span, label in model_spans if label == "PERSON"})
        self._count_commas(units)
        self._count_shapes(units)
        self._whole_phrases(units, hits, named)
        vote_for_leaders(self)
        self._definitions(units)
        unknown.leave_open(self, units)

    def _names_nobody(self, start: int, end: int) -> bool:
        return is_shout(self.reading, self.kb.frequency, start, end) or is_shorthand(self.reading, start, end)

    def _is_no_place(self, start: int, end: int) -> bool:
        return is_titled(self.reading, start, end) or self._side_of_country(start, end)

    def _side_of_country(self, start: int, end: int) -> bool:
        """As in "Eastern DRC": the country is the name, though gazetteers list the whole."""
        name = behind_direction(self.reading, start, end)
        return (
            name > start
            and self.is_country(" ".join(self.reading.lowers[name:end]))
            # "Northern Ireland" and "Western Australia" are names of their own.
            and not any(place.feature == "admin1" for place in self.places[start, end])
        )

    def _whole_places(self, units: list[Unit], runs: list[tuple[int, int]]) -> list[Unit]:
        """A run that the gazetteer lists whole is no title and a name: "Prince Edward Island", "Northern Ireland"."""
        whole = [(a, b) for a, b in runs if b - a > 1 and (a, b) in self.places and not self.reading.title_case[a]]
        if not whole:
            return units
        ends = {i: b for a, b in whole for i in range(a, b)}
        kept = [unit for unit in units if unit.end > ends.get(unit.start, 0)]
        return sorted([*kept, *[Unit(a, b) for a, b in whole]], key=lambda unit: unit.start)

    def _at_hits(self, units: list[Unit], hits: list[Span]) -> list[Unit]:
        """Cut what stands before a listed name off its unit: "Ugandan ADF-NALU" -> ADF-NALU."""
        ending = {hit.end: hit for hit in hits if hit.alias_class != "weak"}
        refined = []
        for unit in units:
            hit = ending.get(unit.end)
            if hit and hit.start > unit.start and self._stands_alone(hit) and self._separable(unit.start, hit.start):
                refined.append(Unit(hit.start, unit.end, unit.titled, unit.title))
            else:
                refined.append(unit)
        return refined

    def _is_label(self, start: int, end: int) -> bool:
        """Whether the last word is a label, no part of the name: "Goma City" where Goma is named, not "Kansas City"."""
        reading = self.reading
        if end - start < 2 or reading.lowers[end - 1] not in lex.SETTLEMENT_CLASS:
            return False
        if (start, end) in self.places:
            return False
        last = reading.lowers[end - 2]
        alone = any(
            word == last and reading.word(i + 1) not in lex.SETTLEMENT_CLASS
            for i, word in enumerate(reading.lowers)
            if reading.name_like[i]
        )
        return alone or reading.conflict

    def _stands_alone(self, hit: Span) -> bool:
        """Whether a nationality before a listed name is no part of it: "Ugandan ADF", but "Italian Socialist Party"."""
        if hit.alias_class == "acronym":
            return True
        actor = self.kb.get(hit.entities[0][0]) if hit.entities else None
        return actor is not None and actor.kind in ("ARMED_GROUP", "PERSON", "COUNTRY")

    def _separable(self, start: int, end: int) -> bool:
        """Whether a range holds only nationalities, directions, titles: no part of the name behind it."""
        return all(
            self.reading.words[i] in HYPHENS
            or self.reading.lowers[i] in lex.CUT_DIRECTIONS
            or is_title(self.reading, i)
            or self.countries.demonym_of(fold(self.reading.words[i]))
            or self.countries.named(fold(self.reading.words[i]))
            for i in range(start, end)
        )

    def _split_off(self, span: Span, label: str, hits: list[Span]) -> tuple[Span, str]:
        """The same for a span of the model, and titles off a person's name."""
        start, end = span.start, span.end
        if label == "PERSON":
            while start < end - 1 and (is_title(self.reading, start) or self.reading.words[start] == "."):
                start += 1
        elif label in ("GPE", "LOC") and end - start > 1:
            name = behind_direction(self.reading, start, end)
            if name > start and self.is_country(" ".join(self.reading.lowers[name:end])):
                start = name
        if label != "PERSON" and self._is_label(start, end):
            end -= 1
        if label == "ORG" and end < len(self.reading) and is_title(self.reading, end) and self.reading.name_like[end]:
            # "US {National Security} Adviser": an office, no body
            end = max(start + 1, without_office(self.reading, start, end))
        for hit in hits if end - start > 1 else ():
            if hit.alias_class == "weak":
                continue
            if hit.end == end and hit.start > start and self._separable(start, hit.start):
                if self._stands_alone(hit):
                    start = hit.start
            elif hit.start == start and hit.end < end and is_title(self.reading, hit.end):
                end = hit.end
        return Span(start, end, span.rule, span.weight), label

    def _count_hits(self, hits: list[Span]) -> None:
        for hit in hits:
            self.spans.append(hit)
            kinds: dict[str, float] = {}
            for rank, (entity, _) in enumerate(hit.entities):
                actor = self.kb.get(entity)
                if actor is not None:
                    kinds.setdefault(actor.kind, hit.weight * (1.0 if rank == 0 else 0.4))
            if "PEOPLE" in kinds and self.reading.word(hit.end) in lex.PEOPLE_LANDS:
                # "{Lumad} villages" are those of the Lumad, and not called so
                self.vote(hit.start, hit.end, "PEOPLE", "people-land", STRONG + 0.1)
            for kind, weight in kinds.items():
                self.vote(hit.start, hit.end, kind, hit.rule, weight)

    def _count_model(self, model: list[tuple[Span, str]]) -> None:
        reading = self.reading
        for span, label in model:
            start, end = span.start, span.end
            if self.countries.demonym_of(self.key(start, end)):
                # "Suspected Ugandan rebels", PERSON for the model: nationalities have their own rule.
                continue
            if label == "NORP" and (self.countries.named(self.key(start, end)) or not self._people(start, end)):
                continue
            weight = span.weight
            if reading.shouted[start] and end - start > 3:
                continue
            if is_shout(reading, self.kb.frequency, start, end) or things.is_office(reading, start, end):
                continue
            if reading.title_case[start] or reading.shouted[start]:
                weight *= HEADLINE_LABEL
            trust = self._trust(start, end, label)
            evidence = self.vote(start, end, MODEL_KINDS[label], "ner", weight * trust)
            if trust > 0.6 or not reading.opens(start):
                evidence.name = max(evidence.name, weight * (1.0 - trust))
            self.spans.append(Span(start, end, "ner", weight))

    def _trust(self, start: int, end: int, label: str) -> float:
        """How much of the model's label is about the kind; the rest says only that there is a name.

        In conflict reports it calls one unknown capitalised word ORG or PERSON whatever it is: "Minova" ORG.
        """
        reading = self.reading
        word = reading.words[start]
        ordinary = self.kb.frequency(word) >= COMMON_OPENING or reading.is_plain(reading.lowers[start])
        if end - start == 1 and ordinary and reading.opens(start):
            return 0.6 if label == "PERSON" else 0.4
        if not reading.conflict or word.isupper():
            return 1.0
        if label == "ORG" and reading.lowers[end - 1] not in lex.ORG_HEADS:
            return 0.55 if end - start == 1 else 0.75
        if label == "PERSON" and end - start == 1:
            return 0.75
        return 1.0

    def _people(self, start: int, end: int) -> bool:
        """A people as a party: "Muslim herdsmen", "the Hema"; no ideology ("Islamist"), only where conflict is told."""
        reading = self.reading
        if not reading.conflict or reading.lowers[end - 1].rstrip("s").endswith("ist"):
            return False
        if any(place.feature in FEATURES for place in self.places.get((start, end), ())):
            # NORP for the model, "eastern Aleppo still under siege"
            return False
        following = reading.word(end)
        noun = reading.pos[end - 1] in ("PROPN", "NOUN") and reading.pos[min(end, len(reading) - 1)] not in (
            "NOUN",
            "PROPN",
            "ADJ",
        )
        if following in lex.PEOPLE_AFTER or following == ")" or noun:
            self.vote(start, end, "PEOPLE", "people-noun", 0.6)
            return True
        return False

    def _count_commas(self, units: list[Unit]) -> None:
        """As in "{Culiacán}, Sinaloa": what stands before a province or a country lies in it."""
        reading = self.reading
        for left, right in pairwise(units):
            if right.start != left.end + 1 or reading.words[left.end] != "," or left.titled:
                continue
            places = self.places.get((right.start, right.end), ())
            short = reading.words[right.start].rstrip(".").lower() in lex.STATES_SHORT and right.end - right.start == 1
            outer = short or bool(self.countries.named(self.key(right.start, right.end)))
            outer = outer or any(p.feature == "admin1" for p in places)
            if short and not places and self._is_person(left):
                # "Peter Kalumba, QC"
                continue
            if outer and not self.countries.demonym_of(self.key(right.start, right.end)):
                self.vote(left.start, left.end, "PLACE", "comma-place", 0.8)
                self.spans.append(Span(left.start, left.end, "comma-place", 0.8))
                if short:
                    self.vote(right.start, right.end, "PLACE", "comma-place", 1.2)
                    self.spans.append(Span(right.start, right.end, "comma-place", 1.2))

    def _is_person(self, unit: Unit) -> bool:
        evidence = self.evidence.get(self.key(unit.start, unit.end))
        return evidence is not None and evidence.votes.keys() == {"PERSON"}

    def _count_shapes(self, units: list[Unit]) -> None:
        """An acronym in running text is an organisation more often than not; before "party" it is a party."""
        reading = self.reading
        for unit in units:
            if unit.end - unit.start != 1 or reading.shouted[unit.start]:
                continue
            word = reading.words[unit.start]
            if len(word) >= 3 and word.isupper() and word.isalpha():
                self.vote(unit.start, unit.end, "ORG", "acronym-shape", 0.5)
            if bodies.is_party(reading, unit, self.kb.frequency):
                self.vote(unit.start, unit.end, "PARTY", "party-after", 1.0)
                self.spans.append(Span(unit.start, unit.end, "party-after", 1.0))

    def _whole_phrases(self, units: list[Unit], hits: list[Span], named: list[Span]) -> None:
        """Institutions of a country, organisations with "of", processes: phrases that take in what stands inside."""
        reading = self.reading
        countries = [(hit.start, hit.end) for hit in hits if hit.entities and hit.entities[0][0].startswith("cty:")]
        spoken = [i for i in self.countries.possible(reading.lowers, reading.names) if not reading.shouted[i]]
        countries += self.countries.nationalities(reading.words, spoken)
        # "The Lebanese Forces" are the party called so, though the name alone is a weak one
        listed = {
            (hit.start, hit.end)
            for hit in hits
            if hit.alias_class != "weak" or (reading.name_like[hit.end - 1] and not reading.title_case[hit.start])
        }
        stops = {body.end for body in named if body.size > 1}
        seats = [(a, b) for a, b in self.places if self._capital_with_forces(a, b)]
        for start, end, kind in bodies.institutions(reading, sorted({*countries, *seats})):
            inside = any(body.start < start < body.end for body in named)
            if (start, end) not in listed and not inside:
                self._fix(start, end, kind, "institution", 2.0, self._army_of(start, end, kind))
        wholes = [
            *bodies.organisations(reading, units, stops, self._is_seat),
            *bodies.compounds(reading, units, self.kb.frequency, self._is_seat),
        ]
        for start, end, kind in wholes:
            self.vote(start, end, kind, "org-of", 1.0)
            self.spans.append(Span(start, end, "org-of", 1.0))
        for start, end, kind in bodies.formations(reading, units):
            self.vote(start, end, kind, "formation", 1.6)
            self.spans.append(Span(start, end, "formation", 1.6))
        for start, end in patterns.processes(reading, units, self._is_town):
            self._fix(start, end, "PROCESS", "process", 3.0)
        told = [span for span in events.events(reading, units) if span not in listed]
        for start, end in [*told, *events.storms(reading, told)]:
            self._fix(start, end, "EVENT", "event", 4.0)

    def _fix(
        self, start: int, end: int, kind: str, rule: str, weight: float, entities: tuple[tuple[str, str], ...] = ()
    ) -> None:
        self.vote(start, end, kind, rule, weight)
        self.spans.append(Span(start, end, rule, weight, "strong" if entities else "", entities))

    def _capital_with_forces(self, start: int, end: int) -> bool:
        """As in "Kiev troops", "Kigali's army": a capital that owns forces is its country."""
        if not self.countries.capital_of(self.key(start, end)):
            return False
        return self.reading.word(end + (self.reading.word(end) in APOSTROPHES)) in lex.CAPITAL_FORCES

    def _army_of(self, start: int, end: int, kind: str) -> tuple[tuple[str, str], ...]:
        """The army that a country or its capital with one noun is: "Ukrainian soldier", "Kiev troops"."""
        reading = self.reading
        owner = end - 1 - (reading.word(end - 2) in APOSTROPHES)
        if kind not in ("MILITARY", "POLICE") or reading.lowers[end - 1] not in lex.WHOLE_FORCE or owner <= start:
            return ()
        key = self.key(start, owner)
        iso3 = self.countries.named(key) or self.countries.demonym_of(key) or self.countries.capital_of(key)
        army = f"{'mil' if kind == 'MILITARY' else 'pol'}:{iso3}"
        return ((army, "strong"),) if iso3 and army in self.kb else ()

    def _is_seat(self, unit: Unit) -> bool:
        """Whether a unit is a country or a listed place, where a body may sit."""
        return bool(self.countries.named(self.key(unit.start, unit.end)) or self.places.get((unit.start, unit.end)))

    def _is_town(self, unit: Unit) -> bool:
        """Whether a unit is a place that talks are named after: a town or region of the list, no country."""
        key = self.key(unit.start, unit.end)
        if self.countries.named(key) or self.countries.capital_of(key):
            return not self.countries.named(key)
        return any(place.feature != "country" for place in self.places.get((unit.start, unit.end), ()))

    def _definitions(self, units: list[Unit]) -> None:
        """As in "Long Name (LN)": both forms get the votes of both."""

        def longest(end: int) -> int:
            ending = [unit.start for unit in units if unit.end == end]
            return min([*ending, *[span.start for span in self.spans if span.end == end]], default=end)

        for long, short in definitions(self.reading, longest, self.countries.named, self.places.__contains__):
            long_key, short_key = self.key(*long), self.key(*short)
            for span in (long, short):
                self.spans.append(Span(*span, "definition", 1.0))
                self.vote(*span, "ORG", "definition", 0.6)
            first, second = self.evidence[long_key], self.evidence[short_key]
            first.merge(second)
            second.merge(first)

    def decide(self, *, revised: bool = True) -> None:
        """One kind for each name: full names of persons first, for they vouch for their surnames.

        Args:
            revised: Whether the learned model looks at what the rules leave open; its training does without.
        """
        for key, evidence in self.evidence.items():
            self.decisions[key] = evidence.decide()
        if revised:
            revise(self)
        vouch(self)
