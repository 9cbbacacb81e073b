"""From the source span to the entity that speaks.

The person if one is named, else the organisation; anonymous speakers ("residents", "a doctor") stay without an id and
keep their words as a name. A wrong speaker is worse than none: what cannot be told is left open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from spacy.tokens import Doc

from conflictner.annotations import Mark
from conflictner.components.quotes.antecedents import ASKED, replies, same_pronoun, shared_subject
from conflictner.components.quotes.attribution import Attribution
from conflictner.components.quotes.interviews import find_interview
from conflictner.components.quotes.issuers import name_behind, self_named, title_holder, who_issued
from conflictner.components.quotes.joint import fellows
from conflictner.components.quotes.reading import SUBJECTS, Reading
from conflictner.components.quotes.sources import Source
from conflictner.components.quotes.speaker import NOBODY, Speaker, persons
from conflictner.kinds import ACTOR_KINDS
from conflictner.knowledge import KnowledgeBase
from conflictner.tokens import Word

#: Words that speak for somebody else: the organisation or person behind them is the speaker.
_VOICES: Final = frozenset(
    {
        "spokesman", "spokeswoman", "spokesperson", "spokespeople", "statement", "communique", "communiqué", "release",
        "report", "post", "tweet", "letter", "message", "note", "account", "website", "study", "survey", "dispatch",
        "declaration", "bulletin", "document", "resolution", "memo", "email", "leadership", "presidency", "capital",
        "estimate", "data", "statistic",
    }
)  # fmt: skip
#: Where a country's power sits.
_SEATS: Final = frozenset({"capital", "leadership", "presidency"})
#: Texts that somebody issued: "the statement added" is still the statement of who issued it; "the report" may be new.
_ISSUED: Final = frozenset(
    {"statement", "communique", "communiqué", "release", "declaration", "message", "post", "tweet", "letter", "note"}
)
#: The members of an armed group by whom the group is meant.
_MEMBERS: Final = frozenset(
    {"rebel", "insurgent", "militant", "guerrilla", "guerilla", "separatist", "jihadist", "paramilitary", "mutineer"}
)
#: Nouns behind the name of a body: the Harbour Doctors {group}.
_BODIES: Final = frozenset({"group", "organisation", "organization", "collective", "charity", "network", "outfit"})
_BODY_KINDS: Final = frozenset({"ARMED_GROUP", "NGO", "ORG", "MEDIA", "IGO", "PARTY"})
#: With "the" or whose they are, these are one body that has a name: who it is was only not found.
_STATE_BODIES: Final = frozenset({"ministry", "staff", "command", "army", "military", "police", "government"})
_SOME: Final = frozenset(
    {"some", "several", "many", "few", "other", "captured", "former", "local", "suspected", "alleged", "wounded"}
)
_MALE: Final = frozenset({"he", "him", "his"})
_FEMALE: Final = frozenset({"she", "her", "hers"})
_I: Final = frozenset({"i", "me", "my"})
_YOU: Final = frozenset({"you", "your"})
_UNNAMED: Final = "unnamed"  # coreference's word for a pronoun behind somebody without a name
_SURE: Final = 0.8  # the most that a speaker scores whom the words do not name and the text does
_TOLD: Final = 0.6  # the score of a pronoun that only the order of speakers resolves
_OPPOSING: Final = frozenset({"accuse", "ask", "threaten"})
_BACK: Final = 4  # attributions looked back for the antecedent of a pronoun that coreference left open


class SpeakerFinder:
    """Resolves sources in reading order, with a memory of who spoke.

    Args:
        reading: The Doc.
        kb: The knowledge base, for genders.
    """

    def __init__(self, reading: Reading, kb: KnowledgeBase) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.kb = kb
        self.entities: Mapping[str, Any] = reading.source._.conflict_entities or {}
        self.spoken: list[tuple[Attribution, Speaker]] = []
        #: Pronouns that speak and that are no mention of the speaker yet: those that coreference left open.
        self.told: list[Mark] = []
        coref = (reading.source._.conflict_coref if Doc.has_extension("conflict_coref") else None) or {}
        self._genders: dict[str, str] = dict(coref.get("genders", {}))
        self._titles: Mapping[str, list[str]] = coref.get("titles", {})
        #: Pronouns that coreference left alone, by their characters, with the reason.
        self.left: Mapping[str, str] = coref.get("left", {})
        self.interview = find_interview(reading)

    def find(self, attribution: Attribution) -> Speaker:
        """The speaker of one attribution; call in reading order."""
        speaker = self._find(attribution)
        self.spoken.append((attribution, speaker))
        return speaker

    def _find(self, attribution: Attribution) -> Speaker:
        if attribution.follows is not None:
            before = next((s for a, s in reversed(self.spoken) if a is attribution.follows), None)
            if before is not None:
                return replace(before, rule="goes on")
        source = attribution.source
        if source is None:
            return NOBODY
        own = self._own_voice(source)
        if own is not None:
            return own
        head = self.doc[source.head]
        mark = self.reading.mention_at.get(source.head)
        if head.pos_ == "PRON" or (mark is not None and mark.mtype == "pronoun"):
            speaker = self._pronoun(attribution, source, head, mark)
            if not speaker.fellows:
                self._tell(speaker, head, mark)
            return self._jointly(speaker, source.head, source)
        return self._jointly(*self._phrase(source), source=source)

    def _own_voice(self, source: Source) -> Speaker | None:
        """[I] think so, within the words of somebody: the one who speaks them; in an interview who is asked."""
        word = self.doc[source.head].lower_
        if word not in _I | _YOU:
            return None
        at = self.reading.starts[source.head]
        if word in _I:
            over = [s for a, s in self.spoken[-_BACK:] if any(start <= at < end for start, end in a.parts)]
            if over:
                return replace(over[-1], rule="first person") if over[-1].kind == "PERSON" else None
        asked = self.interview.answers(source.head, asked=word in _YOU) if self.interview is not None else None
        return _guessed(self._of(asked, "interview"), "interview", _SURE) if asked is not None else None

    def _phrase(self, source: Source) -> tuple[Speaker, int]:
        """Who a phrase that is no pronoun names, and the token that does."""
        head = self.doc[source.head]
        mark = self.reading.mention_at.get(source.head)
        person = self._person(source, mark)
        if person is None and mark is None:
            person = title_holder(self.reading, source) or name_behind(self.reading, source)
            person = person or self_named(self.reading, source)
        if person is not None and person.rule == "coref:surname-open":
            return Speaker(None, self.reading.span_text(source.start, source.end), rule="unresolved"), source.head
        if person is not None:
            return self._of(person, "name" if person is mark else "named beside"), source.head
        if mark is not None and mark.entity_id and mark.role == "actor" and mark.kind in ACTOR_KINDS:
            return self._of(mark, mark.mtype), source.head
        group = self._group(head)
        if group is not None:
            return self._of(group, f"the group of “{head.text}”"), source.head
        words = self.reading.span_text(source.start, source.end)
        if head.lemma_.lower() in _VOICES:
            behind = self._behind(source)
            if behind is not None:
                return self._of(behind, f"behind “{head.text}”"), behind.end - 1
            issued = who_issued(self.reading, source)
            if issued is not None:
                return _guessed(self._of(issued, "issuer"), "issuer", _SURE), source.head
            nation = self._nation(source, head)
            if nation is not None:
                return nation, source.head
            definite = self.doc[source.start].lower_ in ("the", "this", "that") or source.end - source.start == 1
            if head.lemma_.lower() in _ISSUED and definite and head.tag_ == "NN":
                issuer = self._issuer(source)
                if issuer is not None:
                    return _guessed(issuer, "issuer"), source.head
                return Speaker(None, words, rule="unnamed"), source.head
        gender, plural = self._noun_gender(head), head.tag_ in ("NNS", "NNPS")
        rule = "unresolved" if self._is_office(source, head) else "unnamed"
        return Speaker(None, words, gender=gender, plural=plural, rule=rule), source.head

    def _is_office(self, source: Source, head: Word) -> bool:
        """Whether the text names somebody by the noun of a definite phrase: of two mayors, one; the [General Staff]."""
        determined = self.doc[source.start].lower_ == "the" or any(c.dep_ == "poss" for c in head.children)
        if determined and head.lower_ in _STATE_BODIES and head.i == source.end - 1:
            return True
        nouns = {noun for titles in self._titles.values() for noun in titles}
        return self.doc[source.start].lower_ == "the" and head.i == source.end - 1 and head.lower_ in nouns

    def _jointly(self, first: Speaker, root: int | None = None, source: Source | None = None) -> Speaker:
        """The speaker together with those who speak with it; where the first is nobody known, the first who is."""
        if source is None or root is None:
            return first
        others = [self._fellow(phrase) for phrase in fellows(self.reading, source, root)]
        known = {other.entity_id: other for other in others if other.entity_id and other.entity_id not in first.ids}
        if not known:
            return first
        if first.entity_id is None:
            first = known.pop(next(iter(known)))
        score = min([first.score, *(other.score for other in known.values())])
        return replace(first, plural=True, gender="", fellows=(*first.fellows, *known.values()), score=score)

    def _fellow(self, phrase: Source) -> Speaker:
        mark = self.reading.mention_at.get(phrase.head)
        if mark is not None and mark.mtype == "pronoun":
            return self._of(mark, "coreference") if mark.kind in ACTOR_KINDS else NOBODY
        return self._phrase(phrase)[0]

    def _group(self, head: Word) -> Mark | None:
        """[M23] rebels said ...: they speak as the group, unless they are counted; its fighters may be any of them.

        The [Harbour Doctors] group said: so does the body whose name stands before a noun for bodies.
        """
        if head.lower_ in _BODIES and head.i:
            body = self.reading.mention_at.get(head.i - 1)
            if body is None or body.mtype != "name" or body.kind not in _BODY_KINDS or not body.entity_id:
                return None
            return body if self.doc[head.i - 1].head.i == head.i else None
        if head.tag_ != "NNS" or head.lemma_.lower() not in _MEMBERS or not head.i:
            return None
        mark = self.reading.mention_at.get(head.i - 1)
        before = self.doc[head.left_edge.i : head.i]
        counted = any(w.dep_ == "nummod" or w.pos_ == "NUM" or w.lower_ in _SOME for w in before)
        named = mark is not None and mark.mtype == "name" and mark.kind == "ARMED_GROUP" and bool(mark.entity_id)
        return mark if named and not counted and self.doc[head.i - 1].head.i == head.i else None

    def _noun_gender(self, head: Word) -> str:
        """A woman, Musa's sister: the unnamed have a gender too, and "he replied" is somebody else."""
        return persons().get(head.lemma_.lower(), "")

    def _tell(self, speaker: Speaker, head: Word, mark: Mark | None) -> None:
        """One answer for the pronoun and for the quote: what was found out here becomes the mention's too."""
        known = mark.entity_id if mark is not None else ""
        # "It added": the statement, though a person issued it
        alike = (speaker.kind == "PERSON") == (head.lower_ in _MALE | _FEMALE)
        if speaker.entity_id and speaker.entity_id != known and speaker.kind in ACTOR_KINDS and alike:
            kind, entity_id = speaker.kind, speaker.entity_id
            told = Mark(head.i, head.i + 1, kind, "quote:speaker", mtype="pronoun", entity_id=entity_id, score=_TOLD)
            self.told.append(told)

    def _of(self, mark: Mark, rule: str) -> Speaker:
        entity = self.entities.get(mark.entity_id, {})
        name = entity.get("name") or self.reading.span_text(mark.start, mark.end)
        kind = entity.get("kind") or mark.kind
        return Speaker(mark.entity_id or None, name, kind, self._gender(mark.entity_id), rule=rule, score=mark.score)

    def _gender(self, entity_id: str) -> str:
        actor = self.kb.get(entity_id) if entity_id else None
        return (actor.gender if actor is not None else "") or self._genders.get(entity_id, "")

    def _person(self, source: Source, mark: Mark | None) -> Mark | None:
        """The person named in the phrase, its title or its apposition: the headman, Ghulam Hassan Lone."""
        if mark is not None and mark.kind == "PERSON" and mark.mtype == "name":
            return mark
        for other in self._marks_in(source.start, source.wide_end):
            root = self.doc[other.end - 1]
            if other.mtype != "name":
                continue
            # Its radio arm, Andalus: an organisation's name too, where the head itself names nobody
            person = other.kind == "PERSON"
            names = person or (mark is None and other.kind in ACTOR_KINDS and bool(other.entity_id))
            if names and root.dep_ == "appos" and root.head.i == source.head:
                return other
            # The headman [Omar Idris] said; but the [Idris] campaign, or a [Bello] aide, is not who it is called after.
            behind = other.start > source.head or self.doc[source.head].pos_ == "PROPN"
            within = source.start <= other.start and other.end <= source.end and behind
            if person and within and root.head.i == source.head and root.dep_ in ("compound", "nmod", "flat"):
                return other
        at = source.end
        if self.doc[source.head].pos_ == "NOUN" and at + 1 < len(self.doc) and self.doc[at].text == ",":
            # The governor of South Kivu, Jean-Marie Bisimwa, ...: beside a title, whatever the parse says.
            after = at + 1
            while after < min(at + 5, len(self.doc)) and after not in self.reading.mention_at:
                if self.doc[after].pos_ not in ("PROPN", "NOUN", "ADJ", "DET"):
                    return None
                after += 1
            near = self.reading.mention_at.get(after)
            if near is not None and near.kind == "PERSON" and near.mtype == "name":
                return near
        return None

    def _marks_in(self, start: int, end: int) -> list[Mark]:
        found: list[Mark] = []
        for i in range(start, end):
            mark = self.reading.mention_at.get(i)
            if mark is not None and (not found or found[-1] is not mark):
                found.append(mark)
        return found

    def _behind(self, source: Source) -> Mark | None:
        """A spokesman for the [RSF], the [army]'s statement: the nearest actor within the phrase."""
        marks = [m for m in self._marks_in(source.start, source.wide_end) if m.entity_id and m.kind in ACTOR_KINDS]
        marks = [m for m in marks if self._belongs(self.doc[m.end - 1], source.head)]
        return next((m for m in marks if m.kind != "PERSON"), marks[0] if marks else None)

    def _nation(self, source: Source, head: Word) -> Speaker | None:
        """The [Rutanian] capital said ...: the country, where no mention stands on the adjective."""
        if head.lemma_.lower() not in _SEATS or self.doc[source.start].lower_ != "the":
            return None
        codes = self.kb.countries_by_demonym
        told = {codes[t.lower_] for t in self.doc[source.start : head.i] if t.text[0].isupper() and t.lower_ in codes}
        entity_id = f"cty:{told.pop()}" if len(told) == 1 else ""
        entity = self.entities.get(entity_id)
        return (
            Speaker(entity_id, entity.get("name"), entity.get("kind", ""), rule="seat", score=_SURE) if entity else None
        )

    def _belongs(self, token: Word, head: int) -> bool:
        """Whether a name stands by its head noun: the army's statement, a spokesman for it, a letter from it."""
        governor = token.head
        mark = self.reading.mention_at.get(token.i)
        if mark is not None and mark.role == "place" and governor.lower_ in ("at", "from", "in", "to"):
            return False  # a spokesman in Uganda speaks for somebody else
        if governor.dep_ in ("prep", "agent") and governor.lower_ in ("of", "for", "from", "by", "at", "in", "to"):
            governor = governor.head
        return governor.i == head or (governor.head.i == head and governor.dep_ in ("compound", "poss", "amod", "nmod"))

    def _issuer(self, source: Source) -> Speaker | None:
        """The statement read ...: it is the statement of who spoke last, in this paragraph or the one before."""
        last = self._last_nearby(source.head)
        return last[1] if last is not None and last[1].entity_id else None

    def _last_nearby(self, token: int) -> tuple[Attribution, Speaker] | None:
        """Who spoke last, unless that was more than a paragraph ago."""
        if not self.spoken:
            return None
        attribution, speaker = self.spoken[-1]
        at = self.reading.token_at(attribution.start)
        here, there = self.reading.piece_of(token).paragraph, self.reading.piece_of(at).paragraph
        return (attribution, speaker) if here - there <= 1 else None

    # pronouns

    def _pronoun(self, attribution: Attribution, source: Source, head: Word, mark: Mark | None) -> Speaker:
        accused = self._accused(attribution, head)
        if accused is not None:
            return _guessed(self._of(accused, "accused"), "accused", _SURE)
        word = head.lower_
        last = self._last_nearby(source.head)
        if mark is not None and mark.entity_id and mark.role == "actor" and mark.kind in ACTOR_KINDS:
            return self._remember(self._of(mark, "coreference"), head)
        subject = shared_subject(self.reading, attribution)
        if subject is not None and word in ("it", "they"):
            return _guessed(self._of(subject, "shared subject"), "shared subject", _SURE)
        if last is None:
            again = same_pronoun(self.reading, head) if word in ("he", "she") else None
            if again is None:
                return Speaker(None, head.text, rule="unresolved")
            return self._remember(_guessed(self._of(again, "same pronoun"), "same pronoun"), head)
        if word in ("it", "they"):
            # The statement read ... It added: the statement again, and who issued it.
            before, speaker = last
            text = before.source is not None and self.doc[before.source.head].lemma_.lower() in _VOICES
            near = self.reading.sentence_of(max(self.reading.sentence_of(source.head)[0] - 1, 0))[0]
            if (word == "it" and text) or (self.reading.token_at(before.end) >= near and self._fits(word, speaker)):
                return _guessed(speaker, "spoke before")
            return Speaker(None, head.text, rule="unresolved")
        before_him = None if replies(self.reading, attribution, head) else self._spoke_before(head)
        if before_him is None:
            return Speaker(None, head.text, rule="unresolved")
        return self._remember(_guessed(before_him, "spoke before"), head)

    def _spoke_before(self, head: Word) -> Speaker | None:
        """Who spoke before "he said", as far back as nobody else came in between, nor another man without a name."""
        reason = self.left.get(f"{head.idx}:{head.idx + len(head)}", "")
        for attribution, speaker in reversed(self.spoken[-_BACK:]):
            if self._somebody_else(attribution, speaker, head) or any(s.kind == "PERSON" for s in speaker.fellows):
                return None
            if self._accuses(attribution, speaker, head):
                return None
            if self._fits(head.lower_, speaker):
                # Where coreference saw somebody nearer whom nobody names, only one like that may go on speaking.
                return None if reason == _UNNAMED and speaker.entity_id else speaker
        return None

    def _accuses(self, attribution: Attribution, speaker: Speaker, head: Word) -> bool:
        """Whether it accused or asked another who may answer: Odo accused Sule of theft. “A lie,” [he] said."""
        if attribution.cue is None or attribution.cue.entry.stance not in _OPPOSING or attribution.target is None:
            return False
        other = self.reading.mention_at.get(attribution.target)
        gender = "m" if head.lower_ in _MALE else "f"
        return (
            other is not None
            and other.kind == "PERSON"
            and other.entity_id != speaker.entity_id
            and self._gender(other.entity_id) in ("", gender)
        )

    def _somebody_else(self, attribution: Attribution, speaker: Speaker, head: Word) -> bool:
        """Whether another person is named between a quote and "he said", outside quotations and questions."""
        at = self.reading.token_at(attribution.end)
        asked = self.reading.sentence_of(head.i)[0]
        until = asked if self.doc[asked].lower_ in ASKED else head.i
        if self._unnamed_subject(at + 1, asked, head):
            return True
        return any(
            other.kind == "PERSON"
            and other.entity_id != speaker.entity_id
            and self.reading.quotation_over(self.reading.starts[other.start]) is None
            and self._gender(other.entity_id) in ("", "m" if head.lower_ in _MALE else "f")
            for other in self._marks_in(min(at + 1, until), until)
        )

    def _unnamed_subject(self, start: int, end: int, head: Word) -> bool:
        """Whether somebody without a name acts between: said Odo. His [brother] nodded. “At night,” he said."""
        gender = "m" if head.lower_ in _MALE else "f"
        nouns = persons()
        return any(
            token.dep_ in SUBJECTS
            and token.tag_ in ("NN", "NNP")
            # "the pastor Odo": nobody's name is known, but somebody's it is
            and any(nouns.get(word.lemma_.lower(), "-") in ("", gender) for word in (token, *token.lefts))
            and token.i not in self.reading.mention_at
            and self.reading.quotation_over(token.idx) is None
            and not any(child.dep_ == "appos" and child.i in self.reading.mention_at for child in token.children)
            for token in self.doc[start:end]
        )

    def _remember(self, speaker: Speaker, head: Word) -> Speaker:
        if speaker.entity_id and head.lower_ in ("he", "she"):
            self._genders[speaker.entity_id] = "m" if head.lower_ == "he" else "f"
        return speaker

    def _fits(self, word: str, speaker: Speaker) -> bool:
        if speaker.name is None:
            return False
        if speaker.fellows:
            return word == "they"
        gender = speaker.gender or (self._genders.get(speaker.entity_id, "") if speaker.entity_id else "")
        if word in _MALE or word in _FEMALE:
            # An unnamed speaker may be meant: "a diplomat said ... he added"; then nobody is named either.
            person = speaker.kind == "PERSON" or (not speaker.entity_id and not speaker.plural)
            return person and gender in ("", "m" if word in _MALE else "f")
        if word == "it":
            return bool(speaker.entity_id) and speaker.kind != "PERSON"
        if word == "they":
            return speaker.plural or (bool(speaker.entity_id) and speaker.kind != "PERSON")
        return False

    def _accused(self, attribution: Attribution, head: Word) -> Mark | None:
        """Tshisekedi accuses Kagame of ..., an allegation he denies: who denies is the accused, not the accuser."""
        cue = attribution.cue
        if cue is None or cue.entry.stance != "deny" or not self.spoken:
            return None
        low = self.reading.sentence_of(cue.head)[0]
        before, accuser = self.spoken[-1]
        if before.cue is None or before.cue.entry.stance != "accuse" or before.target is None:
            return None
        if self.reading.sentence_of(before.cue.head)[0] < self.reading.sentence_of(max(low - 1, 0))[0]:
            return None
        target = self.reading.mention_at.get(before.target)
        if target is None or not target.entity_id or target.entity_id == accuser.entity_id:
            return None
        singular = head.lower_ in _MALE | _FEMALE
        return target if singular == (target.kind == "PERSON") else None


def _guessed(speaker: Speaker, rule: str, most: float = _TOLD) -> Speaker:
    """Somebody whom the words of the source do not name: no surer than that."""
    return replace(speaker, rule=rule, score=min(speaker.score, most))
