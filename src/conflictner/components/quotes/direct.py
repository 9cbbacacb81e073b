"""Direct quotes: a stretch between marks goes to the cue beside it, to the one before it, or to who speaks on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from conflictner.components.quotes.attribution import Attribution, direct_quote
from conflictner.components.quotes.cues import Cue, Entry, Lexicon
from conflictner.components.quotes.dialogue import dialogues, turns
from conflictner.components.quotes.marks import Quotation, is_written_as_name
from conflictner.components.quotes.reading import Piece, Reading, subject_of
from conflictner.components.quotes.sources import (
    Source,
    find_source,
    is_relative,
    noun_phrase,
    phrase_at,
    source_within,
)
from conflictner.components.quotes.uncued import without_cue
from conflictner.components.quotes.windows import (
    ENDS,
    FINITE,
    Window,
    ends_sentence,
    last_visible,
    opens_narration,
    stands_alone,
    window_around,
)
from conflictner.tokens import Word

_REPLIES: Final = frozenset({"answer", "reply", "response", "message", "verdict", "reaction", "word", "advice", "line"})

_MEANS: Final = frozenset({"represent", "mean", "symbolise", "symbolize", "denote", "include", "agree"})
_SINGULAR: Final = frozenset({"NN", "NNP", "PRP", "PRP$"})
#: “Ways out of the War,” was published in May: neither a place nor a month is a person.
_NO_PERSON: Final = frozenset({"GPE", "DATE", "TIME"})
_SPEAKING: Final = frozenset({"PERSON", "ORG", "NORP", "GPE"})


class DirectFinder:
    """Gives quotations to speakers, in reading order, so that a speaker can go on.

    Args:
        reading: The Doc.
        cues: Its cues.
        shared: Second cues by token, with the cue whose source is theirs: said that ..., [adding], “...”.
    """

    def __init__(self, reading: Reading, cues: list[Cue], shared: Mapping[int, Cue] | None = None) -> None:
        self.shared = shared or {}
        self.lexicon = Lexicon.load()
        self.reading = reading
        self.doc = reading.doc
        self.cue_at = {cue.head: cue for cue in cues if cue.form == "verb"}
        self.phrases = {cue.head: cue for cue in cues if cue.form == "phrase"}
        self.found: list[Attribution] = []
        # A nickname in the name of the speaker is no neighbour: “A,” said Amina “Mina” Bello. “B.”
        self.inner = [q for q in reading.quotations if q.depth == 0 and q.role == "speech"]

    def find(self) -> list[Attribution]:
        """Attributions for the quotations that have a cue or a speaker; the others are left out."""
        number = 0
        while number < len(self.inner):
            quotation = self.inner[number]
            number += 1
            if self._is_taken(quotation):
                continue
            window = window_around(
                self.reading,
                quotation,
                self.inner[number - 2] if number > 1 else None,
                self.inner[number] if number < len(self.inner) else None,
            )
            attribution = self._attribute(quotation, window)
            if attribution is None:
                continue
            self.found.append(attribution)
            if attribution.rule == "direct:after":
                number = self._continue(attribution, window, number)
        self.found += self._nested()
        self.found += dialogues(self.reading, self.cue_at)
        self.found += turns(self.reading)
        return self.found

    def _nested(self) -> list[Attribution]:
        """A voice ordered: ‘Stop or burn.’ - a quotation within a quotation, when it has a cue of its own."""
        found: list[Attribution] = []
        for quotation in self.reading.quotations:
            outer = self.reading.quotation_over(quotation.left)
            if quotation.depth != 1 or quotation.role != "speech" or outer is None:
                continue
            left, low = self.reading.token_at(quotation.left), self.reading.token_at(outer.start)
            before = left
            while before > low and not ends_sentence(self.doc, before - 1):
                before -= 1
            cue = self._last_cue(before, left)
            if cue is None or any(t.tag_ in FINITE for t in self.doc[cue.end : left]) or self._is_habit(cue):
                continue
            if last_visible(self.reading, quotation) in ":," or left - cue.end <= 1:
                found.append(direct_quote(quotation, "direct:before", cue, self._source_of(cue, before, left)))
        return found

    def _is_habit(self, cue: Cue) -> bool:
        """“They say, ‘Who cares?’”: inside a quotation, what people say as a rule was never said once."""
        verb = self.doc[cue.head]
        subject = subject_of(verb)
        known = subject is not None and subject.pos_ != "PRON" and subject.i in self.reading.mention_at
        once = verb.tag_ in ("VBD", "VBN", "VBZ") or any(
            c.dep_ == "aux" and c.tag_ in ("VBD", "VBZ") for c in verb.children
        )
        single = subject is not None and subject.lower_ in ("he", "she", "you")
        return cue.form == "verb" and not (once or known or single)

    def _is_taken(self, quotation: Quotation) -> bool:
        return bool(self.found) and any(q is quotation for q in self.found[-1].quotations)

    def _attribute(self, quotation: Quotation, window: Window) -> Attribution | None:
        outside = [t for t in self.doc[window.before : window.left] if not (t.is_punct or t.is_space)]
        clause_before = any(t.tag_ in FINITE for t in outside)
        colon = last_visible(self.reading, quotation) == ":"
        # His verdict: “It is not over,” he said. The speaker behind the comma outranks the colon.
        comma = self.reading.text[quotation.end - 1] == ","
        # “A,” she said, but in a low voice, “b,” Bello said: the verb in front is of the words before.
        last = self.found[-1].cue if self.found else None
        told = comma and last is not None and window.before <= last.head < window.left
        behind = (not clause_before or told or (colon and comma)) and not self._is_predicate(window)
        if behind and (not colon or comma):
            found = self._after(quotation, window)
            if found is not None:
                return found
        if outside or colon:
            found = self._before(quotation, window, colon=colon)
            if found is not None:
                return found
        elif window.before == window.left and stands_alone(self.reading, quotation):
            return without_cue(self.reading, quotation, window, self.found[-1] if self.found else None, self.cue_at)
        return None

    def _is_predicate(self, window: Window) -> bool:
        """Troops yesterday “neutralised” 34 fighters, ... said: the verb of the sentence, held at arm's length."""
        verbs = [t for t in self.doc[window.left : window.right] if t.tag_ in FINITE]
        subject = subject_of(verbs[0]) if len(verbs) == 1 else None
        return subject is not None and window.before <= subject.i < window.left

    # “...,” said X, and “...,” X said

    def _after(self, quotation: Quotation, window: Window) -> Attribution | None:
        start, end = window.right, window.after
        if start >= end:
            return self._unclosed(quotation, window)
        last = self.reading.text[quotation.end - 1]
        head = self.doc[start]
        open_ended = last in ",?!-–—…" or head.text == "," or head.text[0].islower()
        if not open_ended and not (head.pos_ == "PRON" or end - start <= 7):
            return None
        utterance = last in ",?!-–—…" or head.text == ","
        cue = self._cue_in(start, end, listed_only=not utterance)
        listed = cue is not None and (cue.head in self.cue_at or cue.head in self.phrases)
        if cue is not None and (listed or last == "," or not opens_narration(self.doc, start, cue.head)):
            source = self._outside(quotation, cue, source_within(self.reading, cue, start, end), start)
            if not utterance and last != "." and self._is_scare(quotation, cue, source, start):
                return None
            opening = min(source.start, cue.start) if source is not None else cue.head
            elsewhere = source is not None and source.head < window.left and window.before < window.left
            # Behind a mark in mid-sentence a capital is a name, whatever its tag: “...,” Harper police said.
            verbs = (t for t in self.doc[start:opening] if t.pos_ == "VERB" and t.i != cue.head and t.text[0].islower())
            if not elsewhere and not any(verbs):
                if not open_ended and self._has_clause(cue, end):
                    return None
                extra = () if listed else ("unlisted verb",)
                return direct_quote(quotation, "direct:after", cue, source, *extra)
        if open_ended and head.lemma_ == "be":
            return self._copula(quotation, start, end)
        return None

    def _outside(self, quotation: Quotation, cue: Cue, source: Source | None, start: int) -> Source | None:
        """“We will find them,” Harper police chief Idris said: who is named behind the mark, not the “we” before it."""
        if source is None or not quotation.start <= self.reading.starts[source.head] < quotation.end:
            return source
        first = next((t.i for t in self.doc[start : cue.head] if t.pos_ in ("NOUN", "PROPN", "PRON")), cue.head)
        found = phrase_at(self.reading, first, cue.head)
        if found is None or any(t.text[0].islower() for t in self.doc[start : found.start]):
            return found
        return Source(start, found.end, found.head, start, found.wide_end, found.rule)

    def _is_scare(self, quotation: Quotation, cue: Cue, source: Source | None, start: int) -> bool:
        """He ‘confessed’ his part and gave clues: a word between marks, and the cue is further on."""
        words = self.reading.text[quotation.start : quotation.end].split()
        nearest = min(cue.start, source.start) if source is not None else cue.start
        return len(words) <= 3 and nearest > start

    def _has_clause(self, cue: Cue, end: int) -> bool:
        return any(c.dep_ == "ccomp" and cue.head < c.i < end for c in self.doc[cue.head].children)

    def _cue_in(self, start: int, end: int, *, listed_only: bool) -> Cue | None:
        """The first cue of a stretch; beside a quotation any finite verb with a subject there will do: he fumed."""
        unlisted: Cue | None = None
        participle: Cue | None = None
        for i in range(start, end):
            token = self.doc[i]
            cue = self.cue_at.get(i) or self.phrases.get(i)
            if token.pos_ not in ("VERB", "AUX") and cue is None:
                continue
            if self._in_relative(token, start):
                # “...,” Omar Idris, a major who speaks for them, [posted] on Telegram: read as a participle
                if (
                    cue is not None
                    and token.dep_ == "acl"
                    and token.tag_ in ("VBN", "VBD")
                    and self._may_speak(token, start)
                ):
                    participle = participle or cue
                continue
            if cue is not None:
                return cue
            if unlisted is None and not listed_only and token.pos_ == "VERB" and self._speaks(token, start, end):
                unlisted = Cue(i, i, i + 1, Entry(token.lemma_, "say"))
        return participle or unlisted

    def _may_speak(self, verb: Word, start: int) -> bool:
        agent = any(c.dep_ == "agent" for c in verb.children)
        return not agent and start <= verb.head.i < verb.i and verb.head.left_edge.i <= start + 1

    def _speaks(self, verb: Word, start: int, end: int) -> bool:
        subject = subject_of(verb)
        if subject is None or not start <= subject.i < end or subject.dep_ == "nsubjpass":
            return False
        return verb.tag_ in FINITE or any(c.dep_ == "aux" and c.tag_ in FINITE for c in verb.children)

    def _in_relative(self, token: Word, start: int) -> bool:
        for _ in range(4):
            if is_relative(token):
                return True
            if token.head.i == token.i or token.head.i < start:
                return False
            token = token.head
        return False

    def _copula(self, quotation: Quotation, start: int, end: int) -> Attribution | None:
        """“Spies with chalk,” was the phrase of Omar Idris: the last person named in the clause speaks."""
        reading = self.reading
        for i in range(end - 1, start, -1):
            token = self.doc[i]
            mark = reading.mention_at.get(i)
            subject = token.dep_ in ("nsubj", "pobj") and token.pos_ == "PROPN"
            if (mark is not None and mark.kind == "PERSON") or (
                mark is None and subject and token.ent_type_ not in _NO_PERSON
            ):
                head = self.doc[mark.end - 1] if mark is not None else token
                cue = Cue(start, start, start + 1, Entry(self.doc[start].lemma_, "say"), "copula")
                return direct_quote(quotation, "direct:copula", cue, noun_phrase(reading, head, start, "copula"))
        return None

    def _unclosed(self, quotation: Quotation, window: Window) -> Attribution | None:
        """“We will stay, he said. The closing mark was forgotten: the content ends before the cue."""
        if quotation.closed or len(quotation.parts) > 1:
            return None
        inside, end = self.reading.tokens_of(quotation.start, quotation.end)
        for i in range(end - 1, max(inside + 2, end - 12), -1):
            cue = self.cue_at.get(i)
            source = find_source(self.reading, cue) if cue is not None else None
            if cue is None or source is None:
                continue
            start = min(source.start, cue.start)
            if start > inside and self.doc[start - 1].text == "," and not self._has_clause(cue, end):
                found = direct_quote(quotation, "direct:after", cue, source)
                found.parts = [(quotation.start, self.reading.end_char(start - 1))]
                return found
        return None

    def _continue(self, attribution: Attribution, window: Window, number: int) -> int:
        """“A,” he said, “b and c.” is one quote in two parts; “A,” he said. “B.” is two by one speaker."""
        if number >= len(self.inner):
            return number
        following = self.inner[number]
        left = self.reading.token_at(following.left)
        if left != window.after or left == window.right:
            return number
        first = attribution.quotations[0]
        between = self.doc[left - 1].text if left else ""
        small = self.reading.text[following.start].islower()
        if between == ":" or ends_sentence(self.doc, left - 1) or self._second_cue(attribution, left):
            return number
        if between != "," and not small and self._is_named(following, left):
            return number
        if self._has_speaker(following, number):
            return number
        if between == "," or small or self.reading.text[first.end - 1] == ",":
            attribution.parts += following.parts
            attribution.quotations.append(following)
            return number + 1
        return number

    def _has_speaker(self, quotation: Quotation, number: int) -> bool:
        """“A,” she said, but in a low voice, “b,” [Bello said]: the second part has a cue of its own behind it."""
        if self.reading.text[quotation.end - 1] != ",":
            return False
        after = self.inner[number + 1] if number + 1 < len(self.inner) else None
        window = window_around(self.reading, quotation, self.inner[number - 1], after)
        found = self._after(quotation, window)
        return found is not None and found.source is not None and found.cue is not None and found.cue.entry.lemma != ""

    def _is_named(self, quotation: Quotation, left: int) -> bool:
        """“A,” said Ali Musa, author of “The Long Road,” or on radio's “Morning Hour”: a title, and nothing he said."""
        words = self.reading.text[quotation.start : quotation.end].split()
        title = sum(word[0].isupper() for word in words if len(word) > 3) == sum(len(word) > 3 for word in words)
        return title and len(words) <= 8 and self.doc[left - 1].pos_ in ("ADP", "PART", "NOUN", "PROPN", "VERB", "DET")

    def _second_cue(self, attribution: Attribution, left: int) -> bool:
        """“A,” he said, adding later, “B.” has a cue of its own for B."""
        start = attribution.cue.end if attribution.cue is not None else left
        between = [i for i in range(start, left) if i in self.cue_at]
        # “A,” said a man who knew them and who [described] it as “a trap” goes on in words of his own, too.
        return any(self.doc[i].tag_ == "VBG" or self.cue_at[i].entry.frame in ("as", "name") for i in between)

    # X said: “...”

    def _before(self, quotation: Quotation, window: Window, *, colon: bool) -> Attribution | None:
        before, left = window.before, window.left
        if colon and before == left:
            piece = self.reading.previous_piece(left)
            if piece is None or piece.label in ("HEADLINE", "SUBHEAD"):
                return None
            before, left = self._last_sentence(piece)
        comma = last_visible(self.reading, quotation) == ","
        cue = self._last_cue(before, left)
        if cue is None and (comma or colon):
            cue = self._mistagged(before, left, colon=colon)
        if colon:
            return self._colon(quotation, before, left, cue)
        if cue is None:
            return None
        gap = self.doc[cue.end : window.left]
        if cue.entry.frame in ("name", "as") and any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in gap):
            return None  # called the envoy, a former general, “a fool”: the envoy belongs to it
        if comma and self._is_predicate_of(quotation, cue, before):
            return None
        if comma and not any(t.tag_ in FINITE or t.lower_ == "that" for t in gap):
            return direct_quote(quotation, "direct:before", cue, self._source_of(cue, before, left))
        words = [t for t in gap if not t.is_punct]
        if not words and stands_alone(self.reading, quotation) and not self._is_called(quotation, cue, window):
            return direct_quote(quotation, "direct:before", cue, self._source_of(cue, before, left))
        return None

    def _is_called(self, quotation: Quotation, cue: Cue, window: Window) -> bool:
        """He spoke of “Operation Dawn”, said “Operation Dawn” had ended: what a thing is called, no words of his."""
        if not is_written_as_name(self.reading.text[quotation.start : quotation.end].split()):
            return False
        subject = window.right < window.after and self.doc[window.right].tag_ in FINITE
        return subject or cue.entry.frame in ("as", "name") or cue.entry.lemma == "speak of"

    def _is_predicate_of(self, quotation: Quotation, cue: Cue, before: int) -> bool:
        """The heavy bill, Idris said, “is a burden”: the words in front of the cue are its subject, reported too."""
        first = self.doc[self.reading.token_at(quotation.start)]
        source = find_source(self.reading, cue)
        if first.tag_ not in FINITE or not first.text[0].islower() or source is None or source.start >= cue.start:
            return False
        front = self.doc[before : source.start]
        subject = [t for t in front if not (t.is_punct or t.is_space)]
        if len(subject) < 2 or front[-1].text != "," or subject[0].pos_ not in ("DET", "NOUN", "PROPN", "PRON", "ADJ"):
            return False
        return not any(t.tag_ in FINITE for t in front)

    def _mistagged(self, start: int, end: int, *, colon: bool) -> Cue | None:
        """It makes the case and states, “...”; Article 12 affirms: “...”: a verb that was read as a plural noun."""
        at = end - 1
        while at > start and self.doc[at].is_punct:
            at -= 1
        word = self.doc[at]
        if colon and (word.tag_ != "NNS" or word.dep_ != "ROOT" or subject_of(word) is None):
            return None
        entry = self.lexicon.plain(word.lemma_.lower()) if at > start and word.pos_ in ("NOUN", "PROPN") else None
        return Cue(at, at, at + 1, entry) if entry is not None else None

    def _source_of(self, cue: Cue, start: int, end: int) -> Source | None:
        source = find_source(self.reading, self.shared.get(cue.head, cue))
        if source is not None or cue.form != "verb":
            return source
        if self.doc[cue.head].pos_ in ("NOUN", "PROPN"):
            subject = next((t for t in self.doc[start : cue.head] if t.dep_ == "nsubj"), None)
            return noun_phrase(self.reading, subject, cue.head, "subject") if subject is not None else None
        return phrase_at(self.reading, cue.end, end)

    def _last_sentence(self, piece: Piece) -> tuple[int, int]:
        end = piece.end
        start = end
        while start > piece.start and self.doc[start - 1].text not in ENDS:
            start -= 1
        return start, end

    def _last_cue(self, start: int, end: int) -> Cue | None:
        for i in range(end - 1, start - 1, -1):
            cue = self.cue_at.get(i) or self.phrases.get(i)
            if cue is not None and not (is_relative(self.doc[i]) and self.doc[i].i < end - 6):
                return cue
        return None

    def _colon(self, quotation: Quotation, before: int, left: int, cue: Cue | None) -> Attribution | None:
        """He had affirmed last week: “...”; gives another version: “...”; Col Idris, when we rang him: “...”."""
        colon = left - 1
        while colon > before and self.doc[colon].text != ":":
            colon -= 1
        if cue is not None:
            source = self._source_of(cue, before, left)
            if source is not None:
                return direct_quote(quotation, "direct:colon", cue, source)
        for i in range(before, left):
            verb = self.doc[i]
            subject = subject_of(verb)
            if subject is None or verb.pos_ not in ("VERB", "AUX") or verb.dep_ not in ("ROOT", "conj", "ccomp"):
                continue
            owner = next((c for c in subject.children if c.dep_ == "poss"), None)
            if subject.lemma_ in _REPLIES and owner is not None:
                subject = owner  # His answer was one word long: “...”
            if not (self._may_reply(subject) and verb.lemma_ not in _MEANS):
                continue
            if before <= subject.i < left and (verb.dep_ == "ROOT" or subject.lower_ in ("he", "she")):
                source = noun_phrase(self.reading, subject, i, "subject")
                entry = Entry(verb.lemma_, "say")
                return direct_quote(quotation, "direct:colon", Cue(i, i, i + 1, entry), source, "unlisted verb")
        source = self._statement(before, left) or phrase_at(self.reading, before, left)
        means = any(t.lemma_ in _MEANS for t in self.doc[before:left])
        if source is None or means or not self._can_speak(source):
            return None
        mark = Cue(colon, colon, colon + 1, Entry(":", "say"), "colon")
        return direct_quote(quotation, "direct:colon", mark, source, "unlisted verb")

    def _may_reply(self, subject: Word) -> bool:
        """The mayor gives another version: “...”, but not: The two hands represent: “...”."""
        known = subject.i in self.reading.mention_at or subject.ent_type_ in _SPEAKING
        return known or ((subject.lower_ != "there" and subject.tag_ in _SINGULAR) or subject.lemma_ in _REPLIES)

    def _can_speak(self, source: Source) -> bool:
        """Whether a phrase before a colon is somebody: The mayor: “...”, but not Email: “...”."""
        doc = self.doc
        if any(i in self.reading.mention_at or doc[i].ent_type_ in _SPEAKING for i in range(source.start, source.end)):
            return True
        return doc[source.head].pos_ == "PRON" or doc[source.head].left_edge.pos_ in ("DET", "PRON")

    def _statement(self, start: int, end: int) -> Source | None:
        """A statement on Facebook from the presidency: ..."""
        for i in range(start, end):
            if self.doc[i].lower_ in ("from", "by") and self.doc[i].dep_ in ("prep", "agent"):
                of = next((c for c in self.doc[i].children if c.dep_ == "pobj"), None)
                if of is not None:
                    return noun_phrase(self.reading, of, start, "issuer")
        return None
