"""Where a report stops: before a second cue of the same speaker, another voice's comment, a source phrase."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from conflictner.components.quotes.cues import THINK, Cue
from conflictner.components.quotes.occasions import occasion
from conflictner.components.quotes.reading import SUBJECTS, Reading, subject_of
from conflictner.tokens import Word

TRAILING: Final = frozenset(".,;:—–-…")
_TIMES: Final = frozenset({"after", "before", "while", "because", "although", "until", "once"})
CHARGES: Final = frozenset(
    {"allegation", "accusation", "charge", "claim", "assertion", "suggestion", "report", "rumour", "rumor"}
)

_JUDGED: Final = CHARGES | {"figure", "number", "toll", "account", "version"}
ASIDE: Final = frozenset({",", "–", "—"})
#: What takes the narrator back to the scene.
_MEANWHILE: Final = frozenset({"as", "while", "when", "amid", "despite", "although", "though", "even"})
_DASHES: Final = frozenset({"–", "—", "--"})
#: What gives the speaker's reason or condition, and not the narrator's.
REASONS: Final = frozenset({"because", "since", "if", "unless", "so"})
FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TURNS: Final = frozenset({"although", "though", "while", "and", "but", "even", "despite", "before", "after"})
#: What another voice does with a claim; "a claim that the army shelled a camp" only tells the claim.
_VERDICTS: Final = frozenset(
    {
        "acknowledge", "admit", "challenge", "confirm", "contest", "contradict", "corroborate", "deny", "discount",
        "dismiss", "dispute", "doubt", "echo", "rebut", "refute", "reject", "repeat", "repudiate", "substantiate",
        "verify",
    }
)  # fmt: skip

_DENIES: Final = frozenset({"denies", "denied", "rejects", "rejected", "disputes", "disputed", "contests", "contested"})
#: What a speaker would not do himself.
_KEEPS_QUIET: Final = frozenset(
    {"say", "tell", "comment", "elaborate", "name", "give", "disclose", "confirm", "specify", "identify", "explain"}
    | {"reveal", "provide", "discuss", "answer", "rule", "commit"}
)
_NOMINAL: Final = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"})
#: What is no claim by itself: a report that the ministry commissioned lies on a table.
_PAPERS: Final = frozenset({"report", "suggestion"})
_MADE: Final = frozenset({"made", "levelled", "leveled", "raised", "voiced", "put", "shared", "spread"})
#: So many words stand before "rejects" in "an accusation that the foreign ministry in Kigali has always rejected".
_NEAR: Final = 8


def clause_start(verb: Word) -> int:
    """The first token of a verb group: [has just] informed."""
    doc, start = verb.doc, verb.i
    while start > 0 and doc[start - 1].dep_ in ("advmod", "aux", "neg", "cc") and doc[start - 1].text != ",":
        start -= 1
    return start


def _is_when(clause: Word) -> bool:
    """Declared the truce after Israel had left: a clause of time, whatever the parser calls it."""
    return any(c.dep_ in ("mark", "advmod") and c.lower_ in _TIMES and c.i < clause.i for c in clause.children)


def complement(verb: Word) -> Word | None:
    """The head of the clause that a verb reports, if it stands after it."""
    for child in verb.children:
        if child.dep_ == "ccomp" and child.i > verb.i and not _is_when(child):
            # said the bridge [was closed]: the small model may hang the subject on the auxiliary of an adjective
            clausal = child.pos_ in ("VERB", "AUX") or any(c.dep_ in (*SUBJECTS, "auxpass") for c in child.children)
            if clausal:
                return child
    return None


def is_subordinate(verb: Word) -> bool:
    """Of those [who] died, how it [began]: no clause that could be the narrator's."""
    clause = verb.head if verb.dep_ in ("aux", "auxpass") else verb
    return clause.dep_ in ("relcl", "advcl", "acl", "ccomp", "pcomp", "csubj")


class Boundaries:
    """The cues of a Doc as they cut each other's contents.

    Args:
        reading: The Doc.
        verbs: Its verb cues by token.
    """

    def __init__(self, reading: Reading, verbs: dict[int, Cue]) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.verbs = verbs
        self.shared = dict(self._second_cues())

    def _second_cues(self) -> Iterator[tuple[int, Cue]]:
        """Cues that the parser hung into the content of an earlier one.

        The spokesman said the army attacked their positions, [emphasising] that ...: the spokesman emphasises. He
        confirmed that they were held but [insisted] they were guests: he insists, not they.
        """
        for cue in self.verbs.values():
            verb = self.reading.doc[cue.head]
            if any(c.dep_ in SUBJECTS for c in verb.children) or verb.dep_ not in ("advcl", "conj", "acl", "dep"):
                continue
            governor = self.verbs.get(verb.head.i)
            speaks = governor is not None and governor.entry.stance != THINK
            if speaks and verb.dep_ != "acl" and complement(verb.head) not in (None, verb):
                continue  # the governor is a cue itself: its subject is found by climbing
            outer = self._outer(verb)
            if outer is None:
                continue
            main = self.reading.doc[outer.head]
            start = clause_start(verb)
            if (
                (verb.tag_ == "VBG" and start > 0 and self._follows_comma(start))
                or self._is_joined(verb, main, start)
                or (verb.dep_ == "conj" and verb.tag_ == main.tag_ and self._steps_out(verb))
            ):
                yield cue.head, outer

    def _steps_out(self, verb: Word) -> bool:
        """Said the truce had failed [and blamed] the rebels: not the truce, whose verb stands in another tense."""
        inside = verb.head
        other_tense = (
            verb.tag_ == "VBD" and inside.tag_ in ("VBN", "VB") and any(c.dep_ == "aux" for c in inside.children)
        )
        return other_tense or complement(verb) is not None

    def _is_joined(self, verb: Word, main: Word, start: int) -> bool:
        """Telling reporters that it was a trap [and asking] how they got in: the parser hangs it on the trap."""
        return verb.tag_ == main.tag_ == "VBG" and self.reading.doc[start].dep_ == "cc"

    def _follows_comma(self, start: int) -> bool:
        """..., [adding] and American ...,” [adding]."""
        doc = self.reading.doc
        return doc[start - 1].text == "," or (doc[start - 1].is_quote and start > 1 and doc[start - 2].text == ",")

    def _outer(self, verb: Word) -> Cue | None:
        low = self.reading.sentence_of(verb.i)[0]
        current = verb
        loose = False
        for _ in range(8):
            if current.head.i == current.i or current.head.i < low:
                return None
            # Warning in interviews [that they could cross]: a clause that the parser hung on the nearest noun.
            loose = loose or (current.dep_ == "acl" and current.left_edge.lower_ == "that" and current is not verb)
            reported = loose or current.dep_ in ("ccomp", "xcomp")
            current = current.head
            if reported and current.i in self.verbs and current.i < verb.i:
                return self.verbs[current.i]
        return None

    def end(self, cue: Cue, start: int, end: int, high: int) -> int:
        """Where the report stops: before a second cue of the same speaker, a denial by another, a source phrase."""
        doc = self.reading.doc
        while end < high and doc[end].text not in TRAILING and not self._leaves(doc[end], cue):
            end += 1
        if self._runs_on(end, high) or self._spells_out(cue, end, high):
            end = high
        end = occasion(self.reading, start, end)
        for i in range(start + 1, end):
            other = self.verbs.get(i)
            if other is not None and self.shared.get(i) is cue:
                cut = clause_start(doc[i])
                return cut - 1 if doc[cut - 1].text == "," else cut
            if other is not None and doc[i].dep_ == "pcomp" and self._adds_voice(doc[i], start):
                return doc[i].head.i - 1
            comment = other is not None or doc[i].lemma_ in _VERDICTS
            if comment and doc[i].dep_ == "relcl" and self._comments(doc[i], start) and not self._resumes(doc[i], end):
                return self._relative_start(doc[i])
            if doc[i].lemma_ in _JUDGED and self.is_verdict(doc[i], start) and not self._resumes(doc[i], end):
                return doc[i].left_edge.i - 1
            if (doc[i].lemma_ in _JUDGED or self._is_renamed(i, end)) and self._is_denied_beside(i, start, end):
                return self._aside_before(i)
            if doc[i].lower_ == "according" and i + 1 < end and doc[i + 1].lower_ == "to":
                return i
            if doc[i].text == ";" and not self._enumerates(i, start):
                return i
            if doc[i].text in _DASHES and i - start > 3 and self._turns_away(start, i, end):
                return i
            if doc[i].is_quote and i - start > 2 and i + 1 < end and self._is_narrated(i):
                return i + 1
        return end

    def _adds_voice(self, verb: Word, start: int) -> bool:
        """The road is shut, [with the army reporting mines]: the narrator goes on with somebody else's words."""
        preposition = verb.head
        aside = preposition.lower_ == "with" and preposition.i - 1 > start
        own = any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)
        return aside and own and verb.tag_ == "VBG" and self.doc[preposition.i - 1].text == ","

    def _is_denied_beside(self, noun: int, start: int, end: int) -> bool:
        """..., [a charge Kigali rejects]; [an accusation that Kigali rejects]: however the verb is parsed."""
        doc = self.doc
        first = noun - (doc[noun - 1].pos_ in ("ADJ", "VERB") and noun - 2 > start)
        bare = doc[noun].tag_ == "NNS" and first == noun
        left = first if bare else first - 1
        if left - 1 <= start or doc[left - 1].text not in ASIDE or not (bare or doc[left].lower_ in ("a", "an")):
            return False
        if noun + 1 >= end or self._goes_on(noun + 1, end):
            return False
        if doc[noun + 1].lower_ in _MADE:
            return doc[noun].lemma_ not in _PAPERS
        mark = self.reading.mention_at.get(noun + 1)
        if mark is not None and mark.end < end and doc[mark.end].lower_ in _DENIES:
            return True
        if self._is_called_by(noun + 1, end):
            return True
        if doc[noun + 1].lower_ in ("that", "which") and doc[noun].lemma_ not in _PAPERS:
            behind = doc[noun + 2 : min(end, noun + 2 + _NEAR)]
            stop = next((n for n, t in enumerate(behind) if t.text in ASIDE), len(behind))
            called = any(t.lemma_ == "call" and u.is_quote for t, u in pairwise(behind[:stop]))
            return called or any(t.lemma_ in _VERDICTS or t.lower_ in _DENIES for t in behind[:stop])
        return doc[noun].lemma_ in CHARGES - _PAPERS and self._is_denied_by_noun(noun + 1, end)

    def _is_called_by(self, start: int, end: int) -> bool:
        """A finding [the government called “a fabrication”]: somebody, "called", and at once the verdict in marks."""
        mark = self.reading.mention_at.get(start) or self.reading.mention_at.get(start + 1)
        at = mark.end if mark is not None and mark.start <= start + 1 else end
        return at + 1 < end and self.doc[at].lower_ in ("called", "calls") and self.doc[at + 1].is_quote

    def _is_denied_by_noun(self, start: int, end: int) -> bool:
        """A charge [the Gulf state rejects]: nouns that are no mention, or hold one, and at once the verb."""
        behind = self.doc[start : min(end, start + _NEAR)]
        verb = next((n for n, token in enumerate(behind) if token.lower_ in _DENIES), 0)
        return verb > 0 and all(token.pos_ in _NOMINAL for token in behind[:verb])

    def is_judged(self, comma: int, high: int) -> bool:
        """The rebels took it, she said[, an advance that the junta called “a lie”]: somebody else's word on it."""
        nouns = range(comma + 2, min(comma + 4, high))
        return any(self._is_renamed(i, high) and self._is_denied_beside(i, comma - 1, high) for i in nouns)

    def _is_renamed(self, noun: int, end: int) -> bool:
        """The rebels took the port, [an advance that] the junta called “a lie”: any noun may name what happened."""
        if self.doc[noun].pos_ != "NOUN" or noun + 1 >= end:
            return False
        return self.doc[noun + 1].lower_ in ("that", "which") or self._is_called_by(noun + 1, end)

    def _aside_before(self, noun: int) -> int:
        """The comma or dash of an aside that opens with a noun: [,] a charge; [,] a serious charge; [,] claims."""
        return next(i for i in (noun - 1, noun - 2, noun - 3) if self.doc[i].text in ASIDE)

    def _goes_on(self, start: int, end: int) -> bool:
        """The claim, an allegation made by the army[, was] false: the report's own verb stands behind the aside."""
        return any(
            self.doc[i].text in ASIDE and self.doc[i + 1].tag_ in FINITE
            for i in range(start, min(end, len(self.doc)) - 1)
        )

    def _runs_on(self, comma: int, high: int) -> bool:
        """The mine brought back memories[, and of those who are dead]; is shut[, because the bridge is lost]."""
        doc = self.doc
        if comma + 3 >= high or doc[comma].text != ",":
            return False
        first, second = doc[comma + 1], doc[comma + 2]
        if first.dep_ == "mark" and first.lower_ in REASONS:
            return True
        if first.lower_ == "but" and second.tag_ == "MD":
            # said the cabinet was split[, but would not fall]; said it was over, but would not say why
            behind = doc[comma + 3 : min(comma + 7, high)]
            return not (any(t.dep_ == "neg" for t in behind) and any(t.lemma_ in _KEEPS_QUIET for t in behind))
        joined = first.lower_ in ("and", "or", "but", "nor") and (
            second.pos_ in ("DET", "NOUN", "ADJ") or second.tag_ in ("WRB", "IN")
        )
        return joined and all(t.tag_ not in FINITE or is_subordinate(t) for t in doc[comma + 2 : high])

    def _spells_out(self, cue: Cue, colon: int, high: int) -> bool:
        """Said one thing was sure[: the wells were dry]: what a colon spells out belongs to the report."""
        doc = self.doc
        if colon + 2 >= high or doc[colon].text != ":" or cue.entry.frame in ("as", "name"):
            return False
        return not (doc[colon + 1].is_quote or doc[colon + 1].is_space)

    def _turns_away(self, start: int, dash: int, end: int) -> bool:
        """They were betrayed – [although his own men laughed]: a comment behind a dash that closes no aside."""
        doc = self.reading.doc
        word = doc[dash + 1] if dash + 1 < end else doc[dash]
        comment = word.lower_ in _TURNS and self.reading.quotation_over(self.reading.starts[dash]) is None
        return comment and all(t.text not in _DASHES for t in (*doc[start:dash], *doc[dash + 1 : end]))

    def _is_narrated(self, mark: int) -> bool:
        """They would “put the pits out of business,” [while trying] to explain: the comma in the marks ends it."""
        doc = self.reading.doc
        quotation = self.reading.quotation_over(self.reading.starts[mark])
        if quotation is None or quotation.right != self.reading.end_char(mark) or doc[mark - 1].text != ",":
            return False
        word = doc[mark + 1]
        return word.tag_ == "VBG" or (word.lower_ in ("while", "as", "before", "after") and doc[mark + 2].tag_ == "VBG")

    def _resumes(self, aside: Word, end: int) -> bool:
        """The toll, a figure confirmed by the council[, had risen]: the report goes on behind the aside.

        They took the base, a claim the army denied, [as fighting spread]: there the narrator goes on.
        """
        doc = self.reading.doc
        after = aside.right_edge.i + 1
        return after + 1 < end and doc[after].text in ASIDE and doc[after + 1].lower_ not in _MEANWHILE

    def _enumerates(self, semicolon: int, start: int) -> bool:
        """A ";" that goes on: between marks, in brackets, after "three aims:", before another "that"."""
        doc = self.reading.doc
        return (
            sum((token.text == "(") - (token.text == ")") for token in doc[start:semicolon]) > 0
            or self.reading.quotation_over(self.reading.starts[semicolon]) is not None
            or any(token.text == ":" for token in doc[start:semicolon])
            or any(token.lower_ == "that" for token in doc[semicolon + 1 : semicolon + 3])
        )

    def _leaves(self, token: Word, cue: Cue) -> bool:
        """Whether a token after the clause belongs to the narrator: ... and left the room."""
        verb = self.reading.doc[cue.head]
        if token.dep_ == "cc":
            return (
                token.head.i == cue.head
                or token.head.i < cue.head
                or any(c.dep_ == "conj" and c.i > token.i for c in verb.children)
            ) and not any(self._goes_with_content(c, verb) for c in verb.children if c.i > token.i)
        if token.dep_ == "conj" and self._goes_with_content(token, verb):
            return False
        return token.head.i == cue.head and token.dep_ in ("conj", "punct")

    def _goes_with_content(self, conjunct: Word, verb: Word) -> bool:
        """Promised to meet and even [exceed] the goal: an infinitive or gerund that the parser joined to the cue."""
        return conjunct.dep_ == "conj" and conjunct.tag_ in ("VB", "VBG") and verb.tag_ not in (conjunct.tag_, "MD")

    def is_verdict(self, noun: Word, start: int) -> bool:
        """..., an assertion the army called false: a noun for what was said, with another voice's view of it."""
        left = noun.left_edge.i
        return (
            left - 1 > start
            and self.reading.doc[left - 1].text in ASIDE
            and any(self._judges(c) for c in noun.children if c.i > noun.i)
        )

    def _judges(self, verb: Word) -> bool:
        """..., a claim [that Kigali neither confirmed nor denied], a charge [rejected by the group].

        The small model calls such a clause acl as often as relcl.
        """
        if verb.dep_ == "relcl" and verb.head.lemma_ in CHARGES and subject_of(verb) is not None:
            return True
        if verb.dep_ not in ("relcl", "acl") or verb.lemma_ not in _VERDICTS:
            return False
        passive = any(c.dep_ in ("agent", "auxpass") for c in verb.children)
        return passive or any(c.dep_ in SUBJECTS and c.tag_ not in ("WP", "WDT") for c in verb.children)

    def _comments(self, verb: Word, start: int) -> bool:
        """..., which Islamabad calls a fabrication; ..., an allegation he denies: another voice on the content."""
        subject = subject_of(verb)
        if subject is None:
            return False
        unverified = verb.lemma_ in _VERDICTS and subject.dep_ == "nsubjpass" and subject.lower_ == "which"
        if subject.tag_ in ("WP", "WDT") and not unverified:
            return False
        cut = self._relative_start(verb)
        return cut > start and (self.reading.doc[cut].text in ASIDE or self.stands_aside(cut))

    def stands_aside(self, token: int) -> bool:
        """Whether a comma or dash stands before a token: “a trap,” [which] the army denied has it in the marks."""
        doc = self.reading.doc
        before = token - 1
        if before > 0 and doc[before].is_quote:
            before -= 1
        return before >= 0 and doc[before].text in ASIDE

    def _relative_start(self, verb: Word) -> int:
        start = verb.left_edge.i
        if verb.head.lemma_ in CHARGES:
            start = min(start, verb.head.left_edge.i)
        return start - 1 if start > 0 and self.reading.doc[start - 1].text in ASIDE else start
