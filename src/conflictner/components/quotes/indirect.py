"""Indirect and mixed quotes: the clause or phrase that a cue reports, cut where the reporting ends.

For each cue a few candidates are read off the parse - the complement clause, the clause before or around the cue, the
phrase its frame names - and the best one is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from conflictner.components.quotes.attribution import Attribution, Span, score
from conflictner.components.quotes.cues import Cue, Entry
from conflictner.components.quotes.reading import SUBJECTS, Reading, subject_of
from conflictner.components.quotes.sources import Source, find_source, is_relative, noun_phrase, phrase_at

_MARKERS: Final = frozenset({"that", "whether", "if", "how", "why", "what", "when", "where", "who", "which"})
_TRAILING: Final = frozenset(".,;:—–-…")
_CHARGES: Final = frozenset(
    {"allegation", "accusation", "charge", "claim", "assertion", "suggestion", "report", "rumour", "rumor"}
)
_NOUN_CUES: Final = {
    "claim": "claim", "allegation": "claim", "assertion": "claim", "accusation": "accuse", "warning": "warn",
    "announcement": "announce", "denial": "deny", "statement": "say", "promise": "promise", "pledge": "promise",
    "threat": "threaten", "admission": "confirm", "confirmation": "confirm",
}  # fmt: skip
#: Verbs whose object hears, and is not what is said.
_TOLD: Final = frozenset(
    {"tell", "inform", "brief", "notify", "assure", "warn", "remind", "alert", "reassure", "advise", "ask"}
)


class IndirectFinder:
    """Proposes one content for each cue that reports something outside marks.

    Args:
        reading: The Doc.
        cues: Its cues.
    """

    def __init__(self, reading: Reading, cues: list[Cue]) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.cues = cues
        self.verbs = {cue.head: cue for cue in cues if cue.form == "verb"}
        self.shared = dict(self._second_cues())

    def find(self) -> list[Attribution]:
        """The best content of each cue."""
        found: list[Attribution] = []
        for cue in [*self.cues, *self._noun_cues()]:
            source = self._source(cue)
            candidates = list(self._candidates(cue, source))
            for candidate in candidates:
                candidate.score = score(candidate.features)
            if candidates:
                found.append(max(candidates, key=lambda candidate: candidate.score))
        return found

    def _source(self, cue: Cue) -> Source | None:
        outer = self.shared.get(cue.head)
        if outer is not None:
            return find_source(self.reading, outer)
        if cue.form == "noun":
            return noun_source(self.reading, cue)
        source = self._title_and_name(cue) or find_source(self.reading, cue)
        if source is None and cue.form == "verb" and cue.head and self.doc[cue.head - 1].text == ",":
            # The mission has no mandate, [recalls] its head of information: the parser took the speaker for an object.
            beside = phrase_at(self.reading, cue.end, self.reading.sentence_of(cue.head)[1])
            if beside is not None and beside.start == cue.end:
                return beside
        return source

    def _title_and_name(self, cue: Cue) -> Source | None:
        """..., the Director of Army Information, Lt. Col. Musa Idris, has disclosed: read off the commas at the end.

        The parser often takes the words in front for the subject, since the name stands as an apposition.
        """
        doc = self.doc
        low, high = self.reading.sentence_of(cue.head)
        comma = self._clause_start(doc[cue.head]) - 1
        if (
            cue.form != "verb"
            or comma <= low + 4
            or doc[comma].text != ","
            or cue.end + 1 < high
            and doc[cue.end].text != "."
        ):
            return None
        name = self.reading.mention_at.get(comma - 1)
        if name is None or name.kind != "PERSON":
            return None
        start = name.start
        while start > low and doc[start - 1].text != "," and doc[start - 1].pos_ in ("PROPN", "NOUN", "PUNCT"):
            start -= 1
        if doc[start - 1].text != ",":
            return None
        title = start - 1
        while title > low and doc[title - 1].text != "," and doc[title - 1].pos_ not in ("VERB", "AUX"):
            title -= 1
        if doc[title - 1].text == "," and doc[title].pos_ in ("DET", "PRON") and doc[title].tag_ not in ("WP", "WDT"):
            start = title
        return Source(start, comma, comma - 1, start, comma, "title and name")

    # second cues under one subject

    def _second_cues(self) -> Iterator[tuple[int, Cue]]:
        """Cues that the parser hung into the content of an earlier one.

        The spokesman said the army attacked their positions, [emphasising] that ...: the spokesman emphasises. He
        confirmed that they were held but [insisted] they were guests: he insists, not they.
        """
        for cue in self.verbs.values():
            verb = self.doc[cue.head]
            if any(c.dep_ in SUBJECTS for c in verb.children) or verb.dep_ not in ("advcl", "conj", "acl", "dep"):
                continue
            if verb.head.i in self.verbs and verb.dep_ != "acl" and self._complement(verb.head) not in (None, verb):
                continue  # the governor is a cue itself: its subject is found by climbing
            outer = self._outer(verb)
            if outer is None:
                continue
            main = self.doc[outer.head]
            start = self._clause_start(verb)
            if verb.tag_ == "VBG" and start > 0 and self.doc[start - 1].text == ",":
                yield cue.head, outer
            elif verb.dep_ == "conj" and verb.tag_ == main.tag_ and self._complement(verb) is not None:
                yield cue.head, outer

    def _outer(self, verb: Token) -> Cue | None:
        low = self.reading.sentence_of(verb.i)[0]
        current = verb
        for _ in range(8):
            if current.head.i == current.i or current.head.i < low:
                return None
            reported = current.dep_ == "ccomp"
            current = current.head
            if reported and current.i in self.verbs and current.i < verb.i:
                return self.verbs[current.i]
        return None

    def _clause_start(self, verb: Token) -> int:
        start = verb.i
        while (
            start > 0 and self.doc[start - 1].dep_ in ("advmod", "aux", "neg", "cc") and self.doc[start - 1].text != ","
        ):
            start -= 1
        return start

    def _complement(self, verb: Token) -> Token | None:
        for child in verb.children:
            if child.dep_ == "ccomp" and child.i > verb.i:
                if child.pos_ in ("VERB", "AUX") or any(c.dep_ in SUBJECTS for c in child.children):
                    return child
        return None

    # candidates

    def _candidates(self, cue: Cue, source: Source | None) -> Iterator[Attribution]:
        if cue.form == "phrase":
            yield from self._phrase(cue, source)
            return
        if cue.form == "noun":
            clause = next(c for c in self.doc[cue.head].children if c.dep_ in ("acl", "ccomp") and c.i > cue.head)
            yield from self._make(cue, source, [(clause.left_edge.i, clause.right_edge.i + 1)], "indirect:noun")
            return
        framed = list(self._frame(cue, source))
        clause = [] if framed and cue.entry.frame in ("of", "with", "for", "as") else list(self._clause(cue, source))
        yield from clause or framed
        yield from self._before(cue, source, clause or framed)
        yield from self._denied_charge(cue, source)

    def _make(
        self, cue: Cue, source: Source | None, spans: list[Span], rule: str, target: int | None = None
    ) -> Iterator[Attribution]:
        """An attribution of token spans, if words remain after trimming and the cue's needs are met."""
        parts: list[Span] = []
        kind = "indirect"
        for start, end in spans:
            start, end = self._trim(start, end)
            if start >= end:
                continue
            left, right = self.reading.chars(start, end)
            low, high = left, right
            for quotation in self._quotations_over(left, right):
                if quotation.role == "speech":
                    kind = "mixed"
                low, high = min(low, quotation.left), max(high, quotation.right)
            parts.append((low, high))
        if not parts or (cue.entry.needs == "mark" and kind != "mixed"):
            return
        at = self.reading.starts[cue.head]
        around = self.reading.quotation_over(at)
        if any(a <= at < b for a, b in parts):
            return
        if around is not None and any(a < around.left or b > around.right for a, b in parts):
            return  # “will respond in kind”: a cue between marks reports nothing outside them
        if source is not None and around is None and self.doc[source.head].lower_ in ("i", "we"):
            return  # the author's own voice
        if source is not None and any(a < self.reading.end_char(source.head) <= b for a, b in parts):
            return
        features = [rule]
        if cue.entry.needs == "clause" and rule != "indirect:that":
            features.append("weak cue")
        if rule in ("indirect:clause", "indirect:frame") and cue.end < len(self.doc) and self.doc[cue.end].text == ",":
            features.append("comma after cue")
        if source is None:
            features.append("no source")
        elif self.doc[source.head].pos_ == "PRON":
            features.append("pronoun source")
        elif source.head in self.reading.mention_at:
            features.append("named source")
        yield Attribution(parts, kind, rule, cue, source, target=target, features=tuple(features))

    def _quotations_over(self, left: int, right: int) -> list:  # type: ignore[type-arg]
        over = self.reading.quotation_over(left)
        return [
            *([over] if over is not None else []),
            *[q for q in self.reading.quotations_in(left, right) if q is not over],
        ]

    def _trim(self, start: int, end: int) -> Span:
        doc = self.doc
        while start < end and (doc[start].text in _TRAILING or doc[start].is_space):
            start += 1
        while end > start and (doc[end - 1].text in _TRAILING or doc[end - 1].is_space):
            end -= 1
        return start, end

    # said that ...

    def _clause(self, cue: Cue, source: Source | None) -> Iterator[Attribution]:
        verb = self.doc[cue.head]
        low, high = self.reading.sentence_of(cue.head)
        clause = self._complement(verb)
        rule = "indirect:clause"
        if clause is not None:
            start, end = max(clause.left_edge.i, cue.end), clause.right_edge.i + 1
        else:
            marker = self._marker(cue.end, min(high, cue.end + 14))
            if marker is None:
                return
            start, end, rule = marker, high, "indirect:that"
        if source is not None and source.start < start <= source.head:
            start = source.end  # said X the town fell: an inverted subject before the clause
        start = self._leading(cue.end, start)
        end = self._end(cue, start, min(end, high), high)
        if any(self.doc[start : start + 2].text.lower().startswith(m) for m in ("that", "whether", "how")):
            rule = "indirect:that"
        yield from self._make(cue, source, [(start, end)], rule)

    def _marker(self, start: int, end: int) -> int | None:
        for i in range(start, end):
            token = self.doc[i]
            if token.lower_ in ("that", "whether") and token.dep_ == "mark":
                return i
            if token.pos_ in ("VERB", "AUX") or token.text in (";", ":"):
                return None
        return None

    def _leading(self, low: int, start: int) -> int:
        """Start at "that", whatever the parser hung before it: would say [only] that ..., [on Monday] that ..."""
        doc = self.doc
        if start > low and doc[start - 1].lower_ in ("that", "whether"):
            return start - 1
        for i in range(start, min(start + 8, len(doc))):
            if doc[i].lower_ == "that" and doc[i].dep_ == "mark":
                return i
            if doc[i].pos_ in ("VERB", "AUX", "PRON"):
                break
        while start < len(doc) and (doc[start].is_punct and not doc[start].is_quote and not doc[start].is_left_punct):
            start += 1
        return start

    def _end(self, cue: Cue, start: int, end: int, high: int) -> int:
        """Where the report stops: before a second cue of the same speaker, a denial by another, a source phrase."""
        doc = self.doc
        while end < high and doc[end].text not in _TRAILING and not self._leaves(doc[end], cue):
            end += 1
        for i in range(start + 1, end):
            other = self.verbs.get(i)
            if other is not None and self.shared.get(i) is cue:
                cut = self._clause_start(doc[i])
                return cut - 1 if doc[cut - 1].text == "," else cut
            if other is not None and doc[i].dep_ == "relcl" and self._comments(doc[i], start):
                return self._relative_start(doc[i])
            if doc[i].lower_ == "according" and i + 1 < end and doc[i + 1].lower_ == "to":
                return i
        return end

    def _leaves(self, token: Token, cue: Cue) -> bool:
        """Whether a token after the clause belongs to the narrator: ... and left the room."""
        verb = self.doc[cue.head]
        if token.dep_ == "cc":
            return (
                token.head.i == cue.head
                or token.head.i < cue.head
                or any(c.dep_ == "conj" and c.i > token.i for c in verb.children)
            )
        return token.head.i == cue.head and token.dep_ in ("conj", "punct")

    def _comments(self, verb: Token, start: int) -> bool:
        """..., which Islamabad calls a fabrication; ..., an allegation he denies: another voice on the content."""
        subject = subject_of(verb)
        if subject is None or subject.tag_ in ("WP", "WDT"):
            return False
        cut = self._relative_start(verb)
        return cut > start and self.doc[cut].text == ","

    def _relative_start(self, verb: Token) -> int:
        start = verb.left_edge.i
        if verb.head.lemma_ in _CHARGES:
            start = min(start, verb.head.left_edge.i)
        return start - 1 if start > 0 and self.doc[start - 1].text == "," else start

    # ..., X said

    def _before(self, cue: Cue, source: Source | None, after: list[Attribution]) -> Iterator[Attribution]:
        """The clause before the cue, and the one around it: No unit, she specified, was there."""
        doc = self.doc
        verb = doc[cue.head]
        if source is None or any(
            c.dep_ in ("dobj", "xcomp") and c.i != source.head and c.i > verb.i and verb.lemma_ not in _TOLD
            for c in verb.children
        ):
            return
        if after and not (cue.end < len(doc) and doc[cue.end].text == ","):
            return  # X said that ...: what follows without a comma is the content
        low, high = self.reading.sentence_of(cue.head)
        opening = min(source.start, self._clause_start(verb))
        if (
            is_relative(verb)
            or verb.dep_ == "advcl"
            or opening <= low + 1
            or source.rule in ("shared subject", "noun", "antecedent")
        ):
            return
        comma = doc[opening - 1].text
        if comma not in (",", "–", "—") and not doc[opening - 1].is_quote:
            return
        start = low
        for i in range(opening - 2, low, -1):
            if doc[i].text in (":", ";") and not self._inside_marks(i):
                start = i + 1
                break
        before = doc[start : opening - 1]
        stop = max(cue.end, source.end, source.wide_end if source.head > cue.head else 0)
        while stop < high and doc[stop].text not in _TRAILING and not doc[stop].is_quote:
            stop += 1
        after_verb = verb.dep_ in ("parataxis", "ccomp", "conj", "dep") and verb.head.i >= stop
        goes_on = stop < high and doc[stop].text == ","
        if goes_on and after_verb:
            yield from self._make(cue, source, [(start, opening - 1), (stop + 1, high)], "indirect:around")
            return
        if len(before) < 3 or not self._is_clause(start, opening - 1, verb):
            return
        spans = [(start, opening - 1)]
        if goes_on and self.reading.quotations_in(self.reading.starts[stop], self.reading.end_char(high - 1)):
            spans.append((stop + 1, high))  # A patrol set out, she says, and “we are not a fire brigade”.
        yield from self._make(cue, source, spans, "indirect:before")

    def _is_clause(self, start: int, end: int, cue: Token) -> bool:
        """Whether words make a main clause: not a date, a place or "When night falls"."""
        words = self.doc[start:end]
        verbs = [t for t in words if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("amod", "compound")]
        if not verbs:
            return False
        top = next((t for t in words if t.head.i == cue.i and t.dep_ not in ("punct", "nsubj", "advmod", "cc")), None)
        if top is not None and top.dep_ in ("advcl", "prep", "npadvmod", "acl"):
            return False
        first = words[0]
        subordinate = first.tag_ in ("WRB", "IN") and first.dep_ in ("mark", "advmod") and first.head.dep_ == "advcl"
        return not (subordinate and first.head.head.i == cue.i)

    def _inside_marks(self, token: int) -> bool:
        return self.reading.quotation_over(self.reading.starts[token]) is not None

    # according to ...

    def _phrase(self, cue: Cue, source: Source | None) -> Iterator[Attribution]:
        if source is None:
            return
        doc = self.doc
        low, high = self.reading.sentence_of(cue.head)
        lead = [t for t in doc[low : cue.start] if not (t.is_punct or t.is_space)]
        if len(lead) <= 1:
            start = self._main_start(cue, source, high)
            yield from self._make(cue, source, [(start, self._end(cue, start, high, high))], "indirect:phrase")
            return
        colon = next(
            (i for i in range(cue.start - 1, low, -1) if doc[i].text == ":" and not self._inside_marks(i)), None
        )
        low = low if colon is None else colon + 1
        stop = source.wide_end
        while stop < high and doc[stop].text not in (",", ".", ";"):
            stop += 1
        goes_on = any(
            t.head.i < cue.start and t.dep_ in ("ccomp", "xcomp", "dobj", "attr", "acomp") for t in doc[stop:high]
        )
        if goes_on or doc[cue.start].head.i >= stop:
            yield from self._make(cue, source, [(low, cue.start), (stop, high)], "indirect:phrase")
        else:
            yield from self._make(cue, source, [(low, cue.start)], "indirect:phrase")

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

    # accuse X of ..., describe X as ..., call on X to ...

    def _frame(self, cue: Cue, source: Source | None) -> Iterator[Attribution]:
        if source is None or not cue.entry.frame:
            return
        frame = cue.entry.frame
        verb = self.doc[cue.head]
        high = self.reading.sentence_of(cue.head)[1]
        if frame in ("of", "with", "for"):
            yield from self._charge(cue, source, verb, high)
        elif frame in ("as", "to", "name"):
            yield from self._object_and(cue, source, verb, high)
        elif frame == "infinitive":
            yield from self._infinitive(cue, source, verb)
        elif frame == "object":
            yield from self._object(cue, source, verb)

    def _charge(self, cue: Cue, source: Source, verb: Token, high: int) -> Iterator[Attribution]:
        """Accuses [X] of [backing Y]: the preposition stays outside."""
        word = cue.entry.frame
        at = next((c.i for c in verb.children if c.dep_ == "prep" and c.lower_ == word and c.i > verb.i), None)
        if at is None or self.doc[at].right_edge.i == at:
            at = next((i for i in range(cue.end, min(high - 1, cue.end + 25)) if self._gerund_after(i, word)), None)
        if at is None:
            return
        target = next((c.i for c in verb.children if c.dep_ == "dobj"), None)
        if target is None:
            target = next(
                (i for i in range(cue.end, at) if self.doc[i].pos_ == "PROPN" and self.doc[i + 1].pos_ != "PROPN"), None
            )
        end = self._end(cue, at + 1, max(self.doc[at].right_edge.i + 1, at + 2), high)
        yield from self._make(cue, source, [(at + 1, end)], "indirect:frame", target)

    def _gerund_after(self, i: int, word: str) -> bool:
        return self.doc[i].lower_ == word and (
            self.doc[i + 1].tag_ == "VBG" or (self.doc[i + 1].dep_ == "neg" and i + 2 < len(self.doc))
        )

    def _object_and(self, cue: Cue, source: Source, verb: Token, high: int) -> Iterator[Attribution]:
        """Describes [the visit as “courtesy”], attributed [the blast to a fire], called [it a “massacre”]."""
        doc = self.doc
        word = cue.entry.frame
        first = next(
            (
                c
                for c in verb.children
                if c.i >= cue.end and c.dep_ in ("dobj", "ccomp", "oprd", "nsubj", "prep", "attr")
            ),
            None,
        )
        if first is None or (word == "to" and first.dep_ != "dobj"):
            return
        start, end = max(first.left_edge.i, cue.end), cue.end
        if word == "name":
            quotation = next(
                iter(self.reading.quotations_in(self.reading.starts[start], self.reading.end_char(high - 1))), None
            )
            if quotation is None or quotation.role != "speech":
                return
            end = self.reading.token_at(max(quotation.left, quotation.end - 1)) + 1
            if end - start > 20:
                return
        else:
            at = next(
                (
                    i
                    for i in range(start, min(high, start + 20))
                    if doc[i].lower_ == word and doc[i].dep_ in ("prep", "aux", "mark")
                ),
                None,
            )
            if at is None:
                return
            end = max(doc[at].right_edge.i + 1, at + 2)
            end = self._end(cue, at, min(end, high), high)
        target = first.i if first.dep_ == "dobj" else None
        yield from self._make(cue, source, [(start, end)], "indirect:frame", target)

    def _infinitive(self, cue: Cue, source: Source, verb: Token) -> Iterator[Attribution]:
        """Threatened [to down any aircraft], called on Ethiopia [to open an inquiry]."""
        for child in verb.children:
            if child.i <= cue.head or child.dep_ not in ("xcomp", "ccomp", "advcl"):
                continue
            to = next((c for c in child.children if c.dep_ == "aux" and c.lower_ == "to"), None)
            if to is None:
                continue
            start = to.i - 1 if self.doc[to.i - 1].dep_ == "neg" else to.i
            target = next((c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i < to.i), None)
            if target is None:
                prep = next((c for c in verb.children if c.dep_ == "prep" and c.i < to.i), None)
                target = next((c for c in prep.children if c.dep_ == "pobj"), None) if prep is not None else None
            if target is None:
                target = next((c for c in child.children if c.dep_ == "nsubj" and c.i < to.i), None)
            end = self._end(cue, start, child.right_edge.i + 1, self.reading.sentence_of(cue.head)[1])
            yield from self._make(
                cue, source, [(start, end)], "indirect:frame", target.i if target is not None else None
            )
            return

    def _object(self, cue: Cue, source: Source, verb: Token) -> Iterator[Attribution]:
        """Denied [giving ground], ruled out [any talks], called for [dialogue]."""
        for child in verb.children:
            if child.i < cue.end:
                continue
            if child.dep_ in ("dobj", "xcomp"):
                start = max(child.left_edge.i, cue.end)
                yield from self._make(
                    cue,
                    source,
                    [(start, self._end(cue, start, child.right_edge.i + 1, child.right_edge.i + 1))],
                    "indirect:object",
                )
                return
        particle = self.doc[cue.end - 1]
        if particle.i != verb.i:
            of = next((c for c in particle.children if c.dep_ in ("pobj", "pcomp")), None)
            if of is not None:
                end = self._end(cue, of.left_edge.i, of.right_edge.i + 1, of.right_edge.i + 1)
                yield from self._make(cue, source, [(of.left_edge.i, end)], "indirect:object")

    def _denied_charge(self, cue: Cue, source: Source | None) -> Iterator[Attribution]:
        """..., [an allegation] he denies."""
        verb = self.doc[cue.head]
        if cue.entry.stance != "deny" or verb.dep_ != "relcl" or verb.head.lemma_ not in _CHARGES or source is None:
            return
        noun = verb.head
        if source.head != noun.i:
            yield from self._make(cue, source, [(noun.left_edge.i, noun.i + 1)], "indirect:object")

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


def _owner(noun: Token) -> Token | None:
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
