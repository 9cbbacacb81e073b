"""Indirect and mixed quotes: the clause or phrase that a cue reports, cut where the reporting ends.

For each cue a few candidates are read off the parse - the complement clause, the clause before or around the cue, the
phrase its frame names - and the best one is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from conflictner.components.quotes.around import Around
from conflictner.components.quotes.attribution import VIEW, Attribution, Judge, Span, by_table
from conflictner.components.quotes.boundaries import FINITE, TRAILING, Boundaries
from conflictner.components.quotes.cues import THINK, Cue, Entry, Lexicon
from conflictner.components.quotes.detached import (
    made_to_speak,
    name_before,
    nearest_subject,
    phrase_before,
    title_and_name,
)
from conflictner.components.quotes.frames import Frames
from conflictner.components.quotes.marks import Quotation
from conflictner.components.quotes.misread import denied_by, is_aside, misread_cues, misread_source
from conflictner.components.quotes.reading import SUBJECTS, Reading, subject_of
from conflictner.components.quotes.reported import Clauses
from conflictner.components.quotes.sources import (
    Source,
    find_source,
    noun_phrase,
    phrase_at,
)
from conflictner.components.quotes.views import Views
from conflictner.tokens import Word

_NOUN_CUES: Final = {
    "claim": "claim", "allegation": "claim", "assertion": "claim", "accusation": "accuse", "warning": "warn",
    "announcement": "announce", "denial": "deny", "statement": "say", "promise": "promise", "pledge": "promise",
    "finding": "say", "conclusion": "say", "suggestion": "claim", "complaint": "accuse", "charge": "accuse",
    "assurance": "promise", "insistence": "claim", "acknowledgement": "confirm", "acknowledgment": "confirm",
    "threat": "threaten", "admission": "confirm", "confirmation": "confirm",
}  # fmt: skip
_DATELINE_DASHES: Final = frozenset({"-", "–", "—", "--"})
_REPORTS: Final = frozenset({"indirect:clause", "indirect:that", "indirect:before"})
#: “We go on,” the mayor of Odo said on Monday, according to ...: tokens between the marks and the phrase.
_BESIDE: Final = 9
#: Tokens of a label or place line at most, its colon included.
_LABEL: Final = 7
_BULLETS: Final = frozenset("•●▪◦‣·*")
#: You and one in the narrator's own voice are the reader.
_NOBODY: Final = frozenset({"you", "one"})

_WEEKDAYS: Final = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


class IndirectFinder:
    """Proposes one content for each cue that reports something outside marks.

    Args:
        reading: The Doc.
        cues: Its cues.
        views: Whether to propose views, too: belief, intention and stance.
        judge: What scores a candidate.
    """

    def __init__(self, reading: Reading, cues: list[Cue], *, views: bool = False, judge: Judge = by_table) -> None:
        self.judge = judge
        self.reading = reading
        self.doc = reading.doc
        self.cues = cues
        self.verbs = {cue.head: cue for cue in cues if cue.form == "verb"}
        self.ends = Boundaries(reading, self.verbs)
        self.clauses = Clauses(reading, self.ends)
        self.frames = Frames(reading, self.ends)
        self.around = Around(reading, self.ends)
        self.views = Views(reading, self.ends) if views else None

    def find(self) -> list[Attribution]:
        """The best content of each cue."""
        return [max(candidates, key=lambda candidate: candidate.score) for candidates in self.proposals()]

    def proposals(self) -> Iterator[list[Attribution]]:
        """All candidates of each cue that has any, with their scores."""
        misread = misread_cues(self.reading, Lexicon.load())
        for cue in [*self.cues, *misread, *(self.views.cues() if self.views is not None else self._noun_cues())]:
            candidates = list(self._candidates(cue, self._source(cue)))
            for candidate in candidates:
                candidate.weighed = candidate.features
                candidate.score = self.judge(candidate, candidate.features)
            if candidates:
                yield candidates

    def _source(self, cue: Cue) -> Source | None:
        outer = self.ends.shared.get(cue.head)
        if outer is not None:
            return find_source(self.reading, outer)
        if cue.form == "noun":
            return noun_source(self.reading, cue)
        if cue.form == "misread":
            return misread_source(self.reading, cue.head)
        if cue.form == "view" and self.views is not None:
            return self.views.source(cue)
        source = title_and_name(self.reading, cue) or self._torn_off(cue)
        if source is None and cue.form == "verb":
            source = phrase_before(self.reading, cue) or nearest_subject(self.reading, cue)
        source = source or find_source(self.reading, cue) or made_to_speak(self.reading, cue)
        if source is None and cue.form == "verb" and cue.head and self.doc[cue.head - 1].text == ",":
            # The mission has no mandate, [recalls] its head of information: the parser took the speaker for an object.
            beside = phrase_at(self.reading, cue.end, self.reading.sentence_of(cue.head)[1])
            if beside is not None and beside.start == cue.end:
                return beside
        if source is None and cue.form == "verb":
            return name_before(self.reading, self.doc[cue.head])
        return source

    def _torn_off(self, cue: Cue) -> Source | None:
        """Idris, whom the army named premier, [called] on them: a finite verb that the parser took for a participle."""
        verb = self.doc[cue.head]
        torn = cue.form == "verb" and verb.dep_ == "acl" and verb.tag_ in ("VBD", "VBZ") and verb.head.i < cue.start
        if not torn or self.doc[cue.start - 1].text != "," or verb.head.dep_ != "ROOT":
            return None
        return noun_phrase(self.reading, verb.head, cue.head, "subject")

    # candidates

    def _candidates(self, cue: Cue, source: Source | None) -> Iterator[Attribution]:
        if cue.form == "phrase":
            yield from self._phrase(cue, source)
            return
        if cue.form == "noun":
            said = next(c for c in self.doc[cue.head].children if c.dep_ in ("acl", "ccomp") and c.i > cue.head)
            yield from self._make(cue, source, [(said.left_edge.i, said.right_edge.i + 1)], "indirect:noun")
            return
        if cue.form == "view":
            yield from self._view(cue, source)
            return
        if cue.form == "verb" and (denied_by(self.doc[cue.head]) is not None or is_aside(self.doc[cue.head])):
            return  # Cairo rejects [claims] it armed them; ..., [claims] that proved false: who claims is not told
        if cue.form == "misread":
            high = self.reading.sentence_of(cue.head)[1]
            rule = "indirect:that" if self.doc[cue.end].lower_ == "that" else "indirect:object"
            yield from self._make(cue, source, [(cue.end, self.ends.end(cue, cue.end, high, high))], rule)
            return
        if source is not None and self.around.is_aside(cue):
            for spans, rule in self.around.as_reported(cue, source):
                yield from self._make(cue, source, spans, rule)
            return
        framed: list[Attribution] = []
        if source is not None:
            for span, rule, target in self.frames.find(cue):
                framed += self._make(cue, source, [span], rule, target)
        told_as = framed and (
            cue.entry.frame in ("of", "with", "for", "as")
            or (framed[0].rule == "indirect:object" and cue.entry.frame != "object")  # dismissed [claims that ...]
        )
        clause = (
            []
            if told_as or any(f.kind == "mixed" and not cue.entry.frame for f in framed)
            else list(self._clause(cue, source))
        )
        yield from clause or framed
        before: list[Attribution] = []
        if not any(c.rule == "indirect:around" for c in clause):
            for spans, rule in self.around.before(cue, source, after=bool(clause or framed)):
                before += self._make(cue, source, spans, rule)
        yield from before
        if not (clause or framed or before):
            yield from self._view(cue, source)
        charge = self.frames.denied_charge(cue)
        if charge is not None and source is not None and not charge[0] <= source.head < charge[1]:
            yield from self._make(cue, source, [charge], "indirect:object")

    def _view(self, cue: Cue, source: Source | None) -> Iterator[Attribution]:
        if self.views is not None and source is not None and self.views.may_hold(cue, source):
            for span, target in self.views.find(cue):
                yield from self._make(cue, source, [span], VIEW, target)

    def _make(
        self, cue: Cue, source: Source | None, spans: list[Span], rule: str, target: int | None = None
    ) -> Iterator[Attribution]:
        """An attribution of token spans, if words remain after trimming and the cue's needs are met."""
        parts: list[Span] = []
        kind = "indirect"
        for start, end in spans:
            start, end = self._trim(start, end)
            if start >= end or (end - start == 1 and self.doc[start].tag_ == "IN"):
                continue
            left, right = self.reading.chars(start, end)
            low, high = left, right
            for quotation in self._quotations_over(left, right):
                if quotation.role == "speech":
                    kind = "mixed"
                low, high = min(low, quotation.left), max(high, quotation.right)
            parts.append((low, high))
        if not parts or (cue.entry.needs == "mark" and kind != "mixed" and rule not in (VIEW, "indirect:object")):
            return
        at = self.reading.starts[cue.head]
        around = self.reading.quotation_over(at)
        if any(a <= at < b for a, b in parts):
            return
        if around is not None and any(a < around.left or b > around.right for a, b in parts):
            return  # “will respond in kind”: a cue between marks reports nothing outside them
        if source is not None and around is None and not self._may_report(cue, self.doc[source.head].lower_, rule):
            return
        if source is not None and any(a < self.reading.end_char(source.head) <= b for a, b in parts):
            return
        features = [rule]
        if (
            cue.entry.needs == "clause"
            and rule not in ("indirect:that", "indirect:object", VIEW)
            and (rule, kind) != ("indirect:frame", "mixed")
        ):
            features.append("weak cue")
        if rule in ("indirect:clause", "indirect:frame") and cue.end < len(self.doc) and self.doc[cue.end].text == ",":
            features.append("comma after cue")
        if source is None:
            features.append("no source")
        elif self.doc[source.head].pos_ == "PRON":
            features.append("pronoun source")
            if around is None and self.doc[source.head].lower_ in _NOBODY and self._is_general(cue):
                features.append("reader")
        elif source.head in self.reading.mention_at:
            features.append("named source")
        yield Attribution(parts, kind, rule, cue, source, target=target, features=tuple(features))

    def _may_report(self, cue: Cue, who: str, rule: str) -> bool:
        """The author's own voice: I have argued here that ...; but not: I will argue that ..., I find it hard."""
        if who not in ("i", "we"):
            return True
        if rule == "indirect:frame":
            return who == "we" and cue.entry.stance in ("urge", "call_for")
        to_come = any(c.lower_ in ("will", "shall", "'ll", "’ll") for c in self.doc[cue.head].children)
        if who == "we" and rule == "indirect:that" and cue.entry.needs == "clause" and not to_come:
            return cue.entry.stance != THINK  # We found that the wells had been poisoned: the authors' report
        return rule in _REPORTS and not cue.entry.needs and cue.entry.stance != "ask" and not to_come

    def _is_general(self, cue: Cue) -> bool:
        """You may find yourself at work: nothing that was said once."""
        verb = self.doc[cue.head]
        return verb.tag_ != "VBD" and (cue.entry.needs == "clause" or any(c.tag_ == "MD" for c in verb.children))

    def _quotations_over(self, left: int, right: int) -> list[Quotation]:
        over = self.reading.quotation_over(left)
        return [
            *([over] if over is not None else []),
            *[q for q in self.reading.quotations_in(left, right) if q is not over],
        ]

    def _trim(self, start: int, end: int) -> Span:
        doc = self.doc
        while start < end and (doc[start].text in TRAILING or doc[start].text in _BULLETS or doc[start].is_space):
            start += 1
        while end > start and (doc[end - 1].text in TRAILING or doc[end - 1].is_space):
            end -= 1
        return self._behind_dateline(start, end), end

    def _behind_dateline(self, start: int, end: int) -> int:
        """Port-au-Prince - [Gunmen set fire to a police station], the mayor said; no aside: Goma - a port - is lost."""
        mark = self.reading.mention_at.get(start)
        if mark is None or mark.kind not in ("PLACE", "COUNTRY") or mark.end + 1 >= end:
            return start
        dashes = [i for i in range(mark.end, end) if self.doc[i].text in _DATELINE_DASHES]
        opens = self.doc[start].is_sent_start and (start == 0 or self.doc[start - 1].is_space)
        return mark.end + 1 if opens and dashes == [mark.end] else start

    def _clause(self, cue: Cue, source: Source | None) -> Iterator[Attribution]:
        """Said that ..."""
        found = self.clauses.find(cue, source)
        if found is None:
            return
        spans, rule = [(self._behind_day(*found[0]), found[0][1])], found[1]
        front = self.around.front(cue, source, found[0][0]) if source is not None else None
        if front is not None:
            spans, rule = [front, *spans], "indirect:around"
        yield from self._make(cue, source, spans, rule)

    def _behind_day(self, start: int, end: int) -> int:
        """Said [on Saturday] it had left: the day on which it was said, whatever the parser hangs it on."""
        at = start + (self.doc[start].lower_ in ("late", "early", "earlier", "later"))
        if at + 2 >= end or self.doc[at].lower_ != "on" or self.doc[at + 1].lower_ not in _WEEKDAYS:
            return start
        return at + 2 if self.doc[at + 2].pos_ in ("PRON", "DET", "NOUN", "PROPN", "NUM", "ADJ") else start

    # according to ...

    def _phrase(self, cue: Cue, source: Source | None) -> Iterator[Attribution]:
        if source is None:
            return
        doc = self.doc
        low, high = self.reading.sentence_of(cue.head)
        lead = [t for t in doc[low : cue.start] if not (t.is_punct or t.is_space)]
        if len(lead) <= 1:
            start = self._main_start(cue, source, high)
            yield from self._make(cue, source, [(start, self.ends.end(cue, start, high, high))], "indirect:phrase")
            return
        low = self._behind_label(low, cue.start)
        if self._is_told_on(cue, low):
            return
        # According to Odo, a commissioner, ...: the comma that closes the aside belongs to the name.
        stop = source.wide_end - (doc[source.wide_end - 1].text == ",")
        while stop < high and doc[stop].text not in (",", ".", ";"):
            stop += 1
        goes_on = any(
            t.head.i < cue.start and t.dep_ in ("ccomp", "xcomp", "dobj", "attr", "acomp") for t in doc[stop:high]
        )
        cut_off = any(t.dep_ in SUBJECTS and stop <= t.head.i < high for t in doc[low : cue.start])
        if goes_on or cut_off or doc[cue.start].head.i >= stop:
            yield from self._make(cue, source, [(low, cue.start), (stop, high)], "indirect:phrase")
        else:
            yield from self._make(cue, source, [(low, cue.start)], "indirect:phrase")

    def _behind_label(self, low: int, high: int) -> int:
        """KAMPALA: [two men died], according to ...; but not: [the toll rose: two men died], according to ..."""
        for i in range(low, min(high, low + _LABEL)):
            if self.doc[i].tag_ in FINITE:
                return low
            if self.doc[i].text == ":" and i > low and not self._inside_marks(i):
                return i + 1
        return low

    def _is_told_on(self, cue: Cue, low: int) -> bool:
        """“We go on,” Odo said, according to his office: the words are Odo's, and who passed them on adds none."""
        quotation = self.reading.quotation_over(self.reading.starts[low])
        if quotation is None or quotation.role != "speech":
            return False
        behind = range(self.reading.token_at(quotation.right - 1) + 1, cue.start)
        return len(behind) <= _BESIDE and any(i in self.verbs for i in behind)

    def _main_start(self, cue: Cue, source: Source, high: int) -> int:
        """Where the clause begins after "According to X, a commissioner at Y,"."""
        doc = self.doc
        verb = doc[cue.start].head
        for _ in range(3):
            if verb.i > source.end and verb.pos_ in ("VERB", "AUX"):
                break
            verb = verb.head
        subject = subject_of(verb) if verb.i > source.end else None
        if subject is not None and subject.left_edge.i >= source.end:
            return subject.left_edge.i
        stop = source.end
        while stop < high and doc[stop].text not in (",", ":"):
            stop += 1
        return stop + 1 if stop < high else source.end

    def _inside_marks(self, token: int) -> bool:
        return self.reading.quotation_over(self.reading.starts[token]) is not None

    # the claim by X that ...

    def _noun_cues(self) -> Iterator[Cue]:
        for cue_word in {token.i for token in self.doc if token.pos_ == "NOUN" and token.lemma_ in _NOUN_CUES}:
            noun = self.doc[cue_word]
            clause = next((c for c in noun.children if c.dep_ in ("acl", "ccomp") and c.i > noun.i), None)
            if clause is None or clause.left_edge.lower_ != "that" or clause.left_edge.tag_ == "WDT":
                continue
            if _owner(noun) is not None:
                entry = Entry(noun.lemma_, _NOUN_CUES[noun.lemma_])
                yield Cue(noun.i, noun.i, noun.i + 1, entry, "noun")


def _owner(noun: Word) -> Word | None:
    """Who makes a claim: his claim, a claim by the army."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def noun_source(reading: Reading, cue: Cue) -> Source | None:
    """The source of a noun cue."""
    owner = _owner(reading.doc[cue.head])
    return noun_phrase(reading, owner, cue.head, "owner") if owner is not None else None
