"""Contents before a cue or around it: [The road is shut], Idris said; [the road], he said, [is shut]; as he put it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from conflictner.components.quotes.attribution import Span
from conflictner.components.quotes.boundaries import (
    ASIDE,
    CHARGES,
    REASONS,
    TRAILING,
    Boundaries,
    clause_start,
    is_subordinate,
)
from conflictner.components.quotes.cues import Cue
from conflictner.components.quotes.reading import Reading
from conflictner.components.quotes.sources import TOLD, Source, is_relative
from conflictner.tokens import Word

#: Token spans of a content, and the rule.
Placed = tuple[list[Span], str]

#: As time went on: these verbs say something beside marks or a clause only.
_LASTS: Final = frozenset({"go on", "continue", "respond", "answer", "appeal", "plead"})
_LIMITS: Final = REASONS | {"until", "although", "though", "whereas"}
_SUBORDINATES: Final = frozenset(
    {"though", "although", "while", "if", "when", "because", "since", "once", "unless", "even"}
)
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: Stances that tell something, and need no object.
_TELLS: Final = frozenset({"say", "claim", "confirm", "warn", "announce", "write"})


class Around:
    """Reads the words in front of a cue and around it.

    Args:
        reading: The Doc.
        ends: Where contents stop.
    """

    def __init__(self, reading: Reading, ends: Boundaries) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.ends = ends

    # as X reported

    def is_aside(self, cue: Cue) -> bool:
        """As the mission [reported], ...; as Idris [put it]; but not: as he announced the deal, as expected."""
        verb = self.doc[cue.head]
        marked = any(c.lower_ == "as" and c.dep_ in ("mark", "advmod", "prep") and c.i < verb.i for c in verb.children)
        bare = not any(c.dep_ in ("dobj", "ccomp", "xcomp", "auxpass") and c.i >= cue.end for c in verb.children)
        bare = bare and (cue.entry.frame != "object" or all(c.dep_ != "pobj" for c in self.doc[cue.end - 1].children))
        told = not cue.entry.needs and cue.entry.lemma not in _LASTS
        return marked and bare and told and verb.dep_ in ("advcl", "acl")

    def as_reported(self, cue: Cue, source: Source) -> Iterator[Placed]:
        """[The rebels], as the mission reported, [shelled the camp]: all but the clause with "as" is the report."""
        doc = self.doc
        low, high = self.reading.sentence_of(cue.head)
        opening = next(c.i for c in doc[cue.head].children if c.lower_ == "as" and c.i < cue.head)
        stop = max(cue.end, source.end)
        while stop < high and doc[stop].text not in (",", ".", ";", "–", "—"):
            stop += 1
        after = (stop + 1, self.ends.end(cue, stop + 1, high, high))
        fronted = opening - low <= 1
        if fronted and (stop >= high or doc[stop].text != "," or after[1] - after[0] < 2):
            return
        if not fronted and doc[opening - 1].text not in ASIDE:
            return
        if not fronted and after[0] >= after[1] and cue.end == cue.head + 1:
            return  # The tradition matters, as the elders said: the narrator's own opinion
        spans = [after] if fronted else [(low, opening - 1), after]
        yield [span for span in spans if span[0] < span[1]], "indirect:around"

    # ..., X said

    def before(self, cue: Cue, source: Source | None, *, after: bool) -> Iterator[Placed]:
        """The clause before the cue, and the one around it: No unit, she specified, was there.

        Args:
            cue: The cue.
            source: Who speaks.
            after: Whether a content behind the cue is proposed.
        """
        doc = self.doc
        verb = doc[cue.head]
        put = cue.entry.lemma == "put it"  # The mayor took the key, the clerk put it back.
        if (
            source is None
            or put
            or any(
                c.dep_ in ("dobj", "xcomp")
                and c.i != source.head
                and c.i > verb.i
                and verb.lemma_ not in TOLD
                and not (c.lemma_ in CHARGES and doc[c.left_edge.i - 1].text == ",")  # he said, a claim they reject
                for c in verb.children
            )
        ):
            return
        if after and not (cue.end < len(doc) and doc[cue.end].text == ","):
            return  # X said that ...: what follows without a comma is the content
        low, high = self.reading.sentence_of(cue.head)
        opening = min(source.start, clause_start(verb))
        if (
            is_relative(verb)
            or verb.dep_ == "advcl"
            or opening <= low + 1
            or source.rule in ("shared subject", "noun", "antecedent")
        ):
            return
        comma = doc[opening - 1].text
        if comma not in ASIDE and not doc[opening - 1].is_quote:
            return
        start = low = self._opening_of_marks(low)
        for i in range(opening - 2, low, -1):
            if doc[i].text in (":", ";") and not self._inside_marks(i):
                start = i + 1
                break
        before = doc[start : opening - 1]
        if any(self._is_told(i) for i in range(start + 1, opening - 2)):
            return
        stop = max(cue.end, source.end, source.wide_end if source.head > cue.head else 0)
        while stop < high and doc[stop].text not in TRAILING and not doc[stop].is_quote:
            stop += 1
        after_verb = verb.dep_ in ("parataxis", "ccomp", "conj", "dep") and verb.head.i >= stop
        goes_on = stop < high and doc[stop].text == ","
        torn = self._is_torn(start, opening - 1, stop + 1, high, cue) or self._is_fronted(start, stop + 1, high)
        if goes_on and (after_verb or torn):
            yield [(start, opening - 1), (stop + 1, high)], "indirect:around"
            return
        whole = self._is_whole(cue, source, start, stop, high)
        if not whole and (len(before) < 3 or not self._is_clause(start, opening - 1, verb)):
            return
        spans = [(start, opening - 1)]
        # Nothing may follow: a headline without a full stop ends with its cue, and the text with it.
        marked = stop < high and bool(
            self.reading.quotations_in(self.reading.starts[stop], self.reading.end_char(high - 1))
        )
        if goes_on and (
            self._gives_reason(stop, high)
            or self._goes_on_without_subject(stop, high)
            or (marked and not self.ends.is_judged(stop, high))
        ):
            spans.append((stop + 1, high))  # A patrol set out, she says, and “we are not a fire brigade”.
        yield spans, "indirect:before"

    def _is_told(self, mark: int) -> bool:
        """“A,” [she said], but ..., “b,” Bello said: words in front that are somebody's already."""
        doc = self.doc
        if not doc[mark].is_quote or doc[mark - 1].text != ",":
            return False
        behind = next((i for i in range(mark + 1, min(mark + 5, len(doc))) if i in self.ends.verbs), None)
        return behind is not None and not self._inside_marks(mark + 1) and doc[behind + 1].text in (",", ".")

    def _opening_of_marks(self, low: int) -> int:
        """[We must “guard the bridge. And feed them], he said: marks that hold two sentences begin in the first."""
        over = self.reading.quotation_over(self.reading.starts[low])
        if over is None or over.left >= self.reading.starts[low]:
            return low
        mark = self.reading.token_at(over.left)
        first = self.reading.sentence_of(mark)[0]
        return low if any(i in self.ends.verbs for i in range(first, mark)) else first

    def _is_torn(self, start: int, end: int, resumes: int, high: int, cue: Cue) -> bool:
        """[The village], the major told me on Friday, [is held by them]: no verb in front, a verb first behind."""
        doc = self.doc
        front = doc[start:end]
        if not front or any(t.tag_ in _FINITE for t in front) or doc[end + 1].tag_ == "WP$":
            return False
        if cue.entry.needs or cue.entry.stance not in _TELLS:
            return False
        last = next((t for t in reversed(front) if t.pos_ != "ADV"), front[-1])  # [The difference now], he told me, ...
        nominal = last.pos_ in ("NOUN", "PROPN", "PRON", "NUM") and front[0].tag_ not in ("IN", "TO", "VBG")
        first = next((t for t in doc[resumes:high] if t.pos_ != "ADV" and not t.is_punct), None)
        return nominal and first is not None and first.tag_ in _FINITE

    def _is_fronted(self, start: int, resumes: int, high: int) -> bool:
        """[Though the truce holds], he said, [the road is shut]: the main clause stands behind."""
        doc = self.doc
        first = doc[start]
        clause = first.lower_ in _SUBORDINATES and first.dep_ in ("mark", "advmod") and first.head.dep_ == "advcl"
        if not clause or doc[min(resumes, high - 1)].dep_ == "cc":
            return False
        return any(t.tag_ in _FINITE and not is_subordinate(t) for t in doc[resumes:high])

    def _is_whole(self, cue: Cue, source: Source, start: int, stop: int, high: int) -> bool:
        """[Fighters like Idris], he said.: nothing else in the sentence can be what he said."""
        doc = self.doc
        closes = stop >= high or doc[stop].text in (".", "!", "?")
        phrase = doc[start].tag_ not in ("IN", "TO", "RB", "CC", "WRB", "VBG", "VBN") and doc[start].pos_ != "ADV"
        told = not cue.entry.needs and cue.entry.stance in _TELLS and cue.entry.lemma not in (*TOLD, *_LASTS)
        named = any(
            t.pos_ in ("NOUN", "PROPN") and t.ent_type_ not in ("DATE", "TIME")
            for t in doc[start : min(source.start, cue.start)]
        )
        return closes and phrase and told and named

    def _gives_reason(self, comma: int, high: int) -> bool:
        """The road is shut, Idris said, [because the bridge is lost]: his reason, not the narrator's."""
        reason = comma + 3 < high and self.doc[comma + 1].lower_ in _LIMITS and self.doc[comma + 1].dep_ == "mark"
        others = (self.ends.verbs.get(i) for i in range(comma + 1, high))  # ..., because he said the army had fled
        return reason and all(other is None or bool(other.entry.needs) for other in others)

    def _goes_on_without_subject(self, comma: int, high: int) -> bool:
        """He had no debts, the bank added, [and had paid his rent]; but not: ..., he said, and left."""
        doc = self.doc
        return comma + 2 < high and doc[comma + 1].dep_ == "cc" and doc[comma + 2].pos_ == "AUX"

    def front(self, cue: Cue, source: Source, start: int) -> Span | None:
        """[It is not true], Peskov said, that ...: the clause in front; what follows alone would say the opposite."""
        doc = self.doc
        low = self.reading.sentence_of(cue.head)[0]
        opening = min(source.start, clause_start(doc[cue.head]))
        if doc[start - 1].text not in ASIDE or opening < low + 3 or doc[opening - 1].text not in ASIDE:
            return None
        return (low, opening - 1) if self._is_clause(low, opening - 1, doc[cue.head]) else None

    def _is_clause(self, start: int, end: int, cue: Word) -> bool:
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
