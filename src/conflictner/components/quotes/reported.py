"""The clause that a cue reports: said [that ...], told reporters on Monday [that ...], rejected [the idea that ...]."""

from __future__ import annotations

from typing import Final

from conflictner.components.quotes.attribution import Span
from conflictner.components.quotes.boundaries import CHARGES, Boundaries, complement
from conflictner.components.quotes.cues import Cue
from conflictner.components.quotes.reading import SUBJECTS, Reading
from conflictner.components.quotes.sources import TOLD, Source, is_relative
from conflictner.tokens import Word

_IDEAS: Final = CHARGES | {
    "idea",
    "notion",
    "theory",
    "view",
    "possibility",
    "fact",
    "belief",
    "argument",
    "prospect",
    "finding",
    "conclusion",
}


_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: Words between a cue and the colon of a list at most: said on Monday two things: ...
_ANNOUNCED: Final = 8
_SOME: Final = frozenset({"several", "some", "few", "following", "these"})
_TIMES: Final = frozenset({"time", "hours", "hour", "morning", "night", "afternoon", "evening", "day", "week"})


class Clauses:
    """Reads the clauses of a Doc's cues.

    Args:
        reading: The Doc.
        ends: Where contents stop.
    """

    def __init__(self, reading: Reading, ends: Boundaries) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.ends = ends

    def find(self, cue: Cue, source: Source | None) -> tuple[Span, str] | None:
        """The tokens of the clause that a cue reports, and the rule that found them."""
        verb = self.doc[cue.head]
        high = self.reading.sentence_of(cue.head)[1]
        listed = self._list_start(cue, high)
        if listed is not None:
            return (listed, high), "indirect:clause"
        clause = complement(verb) or self._if_clause(cue, verb)
        lost = clause is not None and self._lacks_subject(verb, clause)
        if lost and not self._took_subject(cue, source):
            clause = None
        rule = "indirect:clause"
        if clause is not None:
            start = cue.end if lost else max(clause.left_edge.i, cue.end)
            end = clause.right_edge.i + 1
        else:
            marker = self._marker(cue.end, min(high, cue.end + 14))
            if marker is None:
                return None
            start, end, rule = marker, high, "indirect:that"
        if source is not None and source.start < start <= source.head:
            start = source.end  # said X the town fell: an inverted subject before the clause
        start = self._leading(cue.end, start)
        end = self.ends.end(cue, start, min(end, high), high)
        if any(self.reading.span_text(start, start + 2).lower().startswith(m) for m in ("that", "whether", "how")):
            rule = "indirect:that"
        return (self._idea(verb, start), end), rule

    def _list_start(self, cue: Cue, high: int) -> int | None:
        """The army said three things: [the bridge is lost; the road is shut]: all that was announced is said."""
        announced = False
        for i in range(cue.end, min(high - 3, cue.end + _ANNOUNCED)):
            token = self.doc[i]
            if token.text == ":":
                goes_on = not (self.doc[i + 1].is_quote or self.doc[i + 1].is_space)
                # Wrote two works: the map, [which] spread ... The first verb of a list of statements is no aside's.
                tags = [t.tag_ for t in self.doc[i + 1 : high]]
                first = next((tag for tag in tags if tag in _FINITE or tag in ("WDT", "WP")), "")
                return i + 1 if announced and goes_on and first in _FINITE else None
            if token.pos_ in ("VERB", "AUX") or token.is_quote or token.lower_ == "that":
                return None
            counted = any(c.dep_ == "nummod" or c.lower_ in _SOME for c in token.children if c.i < token.i)
            announced = announced or (token.pos_ == "NOUN" and counted)
        return None

    def _if_clause(self, cue: Cue, verb: Word) -> Word | None:
        """Asks the students [if anyone knows]: for the parser a condition."""
        if cue.entry.stance != "ask" or verb.tag_ == "VBN":
            return None
        clauses = (c for c in verb.children if c.dep_ == "advcl" and c.i > verb.i)
        return next((c for c in clauses if c.left_edge.lower_ == "if" and c.left_edge.i >= cue.end), None)

    def _marker(self, start: int, end: int) -> int | None:
        for i in range(start, end):
            token = self.doc[i]
            begins = token.dep_ == "mark" or (i == start and token.tag_ == "IN") or self._behind_a_time(token)
            if token.lower_ in ("that", "whether") and begins:
                noun = token.head.head
                # The rebels fled, the army said, a claim [that they rejected]: said of the report, not reported.
                charge = noun.i >= start and noun.lemma_ in CHARGES and self.ends.is_verdict(noun, start - 1)
                return None if charge or self._is_renamed(start, noun, i) else i
            if token.pos_ in ("VERB", "AUX") or token.text in (";", ":"):
                return None
        return None

    def _is_renamed(self, start: int, noun: Word, marker: int) -> bool:
        """The rebels took the port, residents said, an advance [that] the army played down: no complement of said."""
        opens = self.doc[start].text == "," and noun.pos_ in ("NOUN", "PROPN")
        return opens and noun.i < marker and noun.left_edge.i == start + 1

    def _behind_a_time(self, token: Word) -> bool:
        """Said at the time [that] his men were hungry: for the parser the time at which they were.

        Posted in the early hours [that] it was lost: or when it was posted.
        """
        clause, when = token.head, self.doc[token.i - 1]
        timed = when.lower_ in _TIMES or when.ent_type_ in ("DATE", "TIME")
        behind = (
            clause.head.i == when.i if clause.dep_ == "relcl" else clause.dep_ == "advcl" and clause.head.i < when.i
        )
        return timed and behind and token.dep_ not in (*SUBJECTS, "dobj")

    def _lacks_subject(self, verb: Word, clause: Word) -> bool:
        """“...,” said Ali Idris, who co-[developed] the map: no report; but: the map that he said [was] lost."""
        owned = any(c.dep_ in (*SUBJECTS, "expl", "mark", "aux") for c in clause.children)
        return not owned and clause.tag_ in ("VBD", "VBZ", "VBP") and not is_relative(verb)

    def _took_subject(self, cue: Cue, source: Source | None) -> bool:
        """Explaining [the cuts amounted to] ...: the parser made the subject an object of the cue."""
        hears = cue.entry.lemma in TOLD or (source is not None and source.head > cue.head)
        return not hears and self.doc[cue.end].pos_ in ("DET", "NOUN", "PROPN", "NUM", "ADJ")

    def _idea(self, verb: Word, marker: int) -> int:
        """Rejected [the idea that it was a shake-up]: the noun belongs to it, unless it hears."""
        noun = self.doc[marker].head.head  # findings [by experts] that ...
        if noun.pos_ != "NOUN" or not verb.i < noun.i < marker:
            noun = self.doc[marker - 1]
        thing = self.doc[marker].lower_ == "that" and noun.dep_ == "dobj" and noun.head.i == verb.i
        return noun.left_edge.i if thing and noun.lemma_ in _IDEAS else marker

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
