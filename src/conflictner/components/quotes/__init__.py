"""Quotes: who says what, in whose words, to whom and about whom.

Marks are paired (`marks`), cues found (`cues`), contents and sources proposed from the parse and the marks (`direct`,
`indirect`, `sources`), one agreeing choice made (`assemble`), and speakers resolved to entities (`speakers`).
"""

from __future__ import annotations

from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from conflictner.annotations import QUOTES, Mark, add_pronouns
from conflictner.components.quotes.accused import accused
from conflictner.components.quotes.assemble import Chosen, choose, merge_continued
from conflictner.components.quotes.attribution import VIEW, WEIGHTS, Attribution
from conflictner.components.quotes.cues import Lexicon, find_cues
from conflictner.components.quotes.denials import denied
from conflictner.components.quotes.direct import DirectFinder
from conflictner.components.quotes.firstperson import first_person_marks
from conflictner.components.quotes.indirect import IndirectFinder
from conflictner.components.quotes.reading import Reading
from conflictner.components.quotes.sources import TOLD
from conflictner.components.quotes.speaker import Speaker
from conflictner.components.quotes.speakers import SpeakerFinder
from conflictner.errors import E303, ConfigError
from conflictner.kinds import ACTOR_KINDS
from conflictner.rulepipe import RulePipe
from conflictner.tokens import forget

INCLUDE: Final = ("speech", "all")
#: Stances whose object is talked about, and not spoken to.
_ABOUT: Final = frozenset({"accuse", "praise", "threaten"})
DEFAULTS: Final[dict[str, Any]] = {"kb": None, "include": "speech", "first_person": True, "merge": False}


@Language.factory(
    "conflict_quotes", assigns=["doc.spans"], requires=["token.dep", "token.lemma"], default_config=DEFAULTS
)
def make_quotes(nlp: Language, name: str, kb: str | None, include: str, first_person: bool, merge: bool) -> Quotes:
    """Build the quotes component; see `Quotes`."""
    return Quotes(nlp, name, kb=kb, include=include, first_person=first_person, merge=merge)


class Quotes(RulePipe):
    """Find attributed quotes and their speakers.

    Args:
        nlp: The pipeline.
        name: The component's name in it.
        kb: A CSV file of the user's own actors, or None.
        include: "speech" for what is said and written, "all" for belief and intention too.
        first_person: Whether I and we inside quotes become mentions of the speaker and the speaker's side.
        merge: Whether “A,” he said. “B.” is one quote in two parts; else two quotes by one speaker.
    """

    needs = (("a dependency parse", "DEP", "a parser"), ("lemmas", "LEMMA", "a lemmatizer"))

    def __init__(
        self,
        nlp: Language,
        name: str,
        *,
        kb: str | None = None,
        include: str = "speech",
        first_person: bool = True,
        merge: bool = False,
    ) -> None:
        if include not in INCLUDE:
            raise ConfigError(
                E303.format(component=name, setting="include", value=repr(include), allowed=", ".join(INCLUDE))
            )
        for setting, value in (("first_person", first_person), ("merge", merge)):
            if not isinstance(value, bool):
                raise ConfigError(
                    E303.format(component=name, setting=setting, value=repr(value), allowed="true, false")
                )
        super().__init__(nlp, name, kb=kb, include=include, first_person=first_person, merge=merge)
        self.lexicon = Lexicon.load()

    def annotate(self, doc: Doc) -> Doc:
        """Write ``doc.spans["quotes"]`` and ``doc._.conflict_quotes``."""
        doc.spans[QUOTES] = []
        doc._.conflict_quotes = {}
        if not len(doc):
            return doc
        self.require(doc)
        reading = Reading(doc)
        try:
            self._quote(reading)
        finally:
            forget(reading.doc)
        return doc

    def _quote(self, reading: Reading) -> None:
        chosen = self.find(reading)
        speakers = SpeakerFinder(reading, self.kb)
        spoken = [(c.attribution, speakers.find(c.attribution)) for c in chosen]
        reading.mention_at.update({mark.start: mark for mark in speakers.told})
        added = self._first_persons(reading, spoken) if self.settings["first_person"] else []
        if added or speakers.told:
            add_pronouns(reading.source, [*speakers.told, *added])
        self._annotate(reading, chosen, [speaker for _, speaker in spoken])

    def find(self, reading: Reading) -> list[Chosen]:
        """The attributions of a Doc, before their speakers are resolved."""
        everything = self.settings["include"] == "all"
        cues = find_cues(reading, self.lexicon, include_thought=everything)
        finder = IndirectFinder(reading, cues, views=everything)
        direct = DirectFinder(reading, cues, finder.ends.shared).find()
        indirect = finder.find()
        chosen = choose(reading, direct, indirect)
        return merge_continued(chosen) if self.settings.get("merge") else chosen

    def _first_persons(self, reading: Reading, spoken: list[tuple[Attribution, Speaker]]) -> list[Mark]:
        """The mentions that I and we are inside quotes; whom only they name becomes an entity of the Doc."""
        doc = reading.source
        coref = doc._.conflict_coref if Doc.has_extension("conflict_coref") else {}
        date = (doc._.meta or {}).get("date") or (doc._.conflict_segments or {}).get("date")
        added = first_person_marks(reading, spoken, self.kb, (coref or {}).get("affiliations", {}), date)
        if added:
            doc._.conflict_entities = {**doc._.conflict_entities, **self._missing_entities(doc, added)}
            reading.mention_at.update({mark.start: mark for mark in added})
        return added

    def _missing_entities(self, doc: Doc, marks: list[Mark]) -> dict[str, dict[str, Any]]:
        """Entities that only a first person names so far: we, in the mouth of a listed spokesman, is his army."""
        known = doc._.conflict_entities
        found: dict[str, dict[str, Any]] = {}
        for mark in marks:
            actor = self.kb.get(mark.entity_id)
            if mark.entity_id not in known and actor is not None:
                country = actor.country[0] if actor.country else None
                found[actor.id] = {
                    "name": actor.name, "kind": actor.kind, "country": country, "lat": actor.lat, "lon": actor.lon,
                }  # fmt: skip
        return found

    def _annotate(self, reading: Reading, chosen: list[Chosen], speakers: list[Speaker]) -> None:
        doc = reading.source
        ids = {id(c.attribution): f"q{number}" for number, c in enumerate(chosen, 1)}
        spans: list[Span] = []
        details: dict[str, dict[str, Any]] = {}
        denials = denied(reading, chosen, speakers)
        for item, speaker in zip(chosen, speakers, strict=True):
            attribution = item.attribution
            antecedent = denials.get(id(attribution))
            quote_id = ids[id(attribution)]
            cue, source = attribution.cue, attribution.source
            addressee = self._addressee(reading, attribution)
            details[quote_id] = {
                "kind": attribution.kind,
                "contents": [list(part) for part in attribution.parts],
                "cues": [list(reading.chars(cue.start, cue.end))] if cue is not None else [],
                "cue_lemma": cue.entry.lemma if cue is not None else None,
                "stance": cue.entry.stance if cue is not None else "say",
                "negated": cue.negated if cue is not None else False,
                "source": list(reading.chars(*source.words)) if source is not None else None,
                "speaker_id": speaker.entity_id,
                "speaker_name": speaker.name,
                "speaker_ids": list(speaker.ids),
                "addressee_id": addressee,
                "about": self._about(reading, attribution, speaker),
                "denies": ids[id(antecedent)] if antecedent is not None else None,
                "parent_id": ids[id(item.parent)] if item.parent is not None else None,
                "rule": attribution.rule,
                "score": round(attribution.score, 4),
                "features": [[name, WEIGHTS.get(name, 0.0)] for name in attribution.weighed],
                "source_rule": source.rule if source is not None else "",
                "speaker_rule": speaker.rule,
                "speaker_score": round(speaker.score, 4) if speaker.entity_id else None,
            }
            for start, end in attribution.parts:
                spans.append(_span(reading, start, end, "CONTENT", quote_id))
            if cue is not None:
                spans.append(Span(doc, cue.start, cue.end, label="CUE", span_id=quote_id))
            if source is not None:
                spans.append(Span(doc, *source.words, label="SOURCE", kb_id=speaker.entity_id or "", span_id=quote_id))
            if addressee is not None and attribution.target is not None:
                mark = reading.mention_at[attribution.target]
                spans.append(Span(doc, mark.start, mark.end, label="ADDRESSEE", kb_id=addressee, span_id=quote_id))
        doc.spans[QUOTES] = spans
        doc._.conflict_quotes = details

    def _addressee(self, reading: Reading, attribution: Attribution) -> str | None:
        """Told Radio Okapi, called on Ethiopia: the mention that is the object of the cue."""
        cue = attribution.cue
        if cue is None or attribution.follows is not None:
            return None
        if attribution.target is None and cue.form == "verb" and cue.entry.lemma in TOLD:
            objects = [c for c in reading.doc[cue.head].children if c.dep_ in ("dobj", "dative")]
            attribution.target = next((c.i for c in objects if c.i in reading.mention_at), None)
        if not _is_said_to(attribution):
            return None
        mark = reading.mention_at.get(attribution.target) if attribution.target is not None else None
        if mark is None or mark.kind not in ACTOR_KINDS:
            return None
        inside = any(start <= reading.starts[mark.start] < end for start, end in attribution.parts)
        return None if inside else mark.entity_id or None

    def _about(self, reading: Reading, attribution: Attribution, speaker: Speaker) -> list[str]:
        """Who is talked about, each once, in order: those accused; or the one praised and actors in the content."""
        found: dict[str, None] = {}
        if attribution.cue is not None and attribution.cue.entry.stance == "accuse":
            for i in accused(reading, attribution):
                self._add_actor(reading, i, found)
            return [entity for entity in found if entity not in speaker.ids]
        if attribution.target is not None and not _is_said_to(attribution):
            for i in (attribution.target, *(c.i for c in reading.doc[attribution.target].children if c.dep_ == "conj")):
                self._add_actor(reading, i, found)
        for start, end in attribution.parts:
            first, last = reading.tokens_of(start, end)
            for i in range(first, last):
                self._add_actor(reading, i, found)
        return [entity for entity in found if entity not in speaker.ids]

    def _add_actor(self, reading: Reading, token: int, found: dict[str, None]) -> None:
        mark = reading.mention_at.get(token)
        if mark is not None and mark.role == "actor" and mark.entity_id and mark.kind in ACTOR_KINDS:
            found.setdefault(mark.entity_id)


def _is_said_to(attribution: Attribution) -> bool:
    """Whether the object of a cue hears the words: called on [Ethiopia] to ...; not: accused [the army] of ..."""
    cue = attribution.cue
    if cue is None or attribution.rule == VIEW:
        return False
    return cue.entry.lemma in TOLD or (cue.entry.frame == "infinitive" and cue.entry.stance not in _ABOUT)


def _span(reading: Reading, start: int, end: int, label: str, quote_id: str) -> Span:
    first, last = reading.tokens_of(start, end)
    first = min(first, reading.token_at(start))
    return Span(reading.source, first, max(last, first + 1), label=label, span_id=quote_id)
