"""Quotations without a cue: “...” – Name; a paragraph that is all quotation; He laughs. “...”, and so on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from conflictner.components.quotes.attribution import Attribution, direct_quote
from conflictner.components.quotes.cues import Cue, Entry
from conflictner.components.quotes.marks import Quotation
from conflictner.components.quotes.reading import Piece, Reading
from conflictner.components.quotes.sources import Source, find_source, is_relative, noun_phrase, phrase_at
from conflictner.components.quotes.windows import ENDS, FINITE, Window
from conflictner.tokens import Word

#: Tokens behind a quotation that are looked at: more than the longest source or fragment (25 words) and its blanks.
_NEAR: Final = 60
#: What a second speaker does.
_CUTS: Final = frozenset(
    {"add", "agree", "answer", "chime", "cut", "interject", "interrupt", "jump", "reply", "retort"}
)


def without_cue(
    reading: Reading,
    quotation: Quotation,
    window: Window,
    last: Attribution | None,
    cue_at: Mapping[int, Cue],
) -> Attribution | None:
    """Give a quotation that has no cue to who is named beside it or speaks on.

    Args:
        reading: The Doc.
        quotation: It begins a sentence of its own.
        window: The words around it.
        last: The attribution before it.
        cue_at: Verb cues by token.
    """
    inside = reading.text[quotation.start : quotation.end]
    if inside[-1] not in ".?!…,-–—" and quotation.closed and len(inside) < 60:
        return None
    piece = reading.piece_of(window.left)
    opens = window.left <= piece.start + 1
    # A paragraph can hold a whole speech; what stands beyond its next line is beside no quotation.
    remainder = [t for t in reading.doc[window.right : min(piece.end, window.right + _NEAR)] if not t.is_space]
    if remainder and remainder[0].text in "–—―-" and len(remainder) < 20:
        source = phrase_at(reading, remainder[0].i + 1, piece.end)
        if source is not None:
            dash = Cue(remainder[0].i, remainder[0].i, remainder[0].i + 1, Entry("–", "say"), "dash")
            return direct_quote(quotation, "direct:dash", dash, source)
    if opens and 1 < len(remainder) < 25 and not any(t.tag_ in FINITE or t.is_quote for t in remainder):
        source = phrase_at(reading, window.right, piece.end)
        if source is not None and not remainder[0].text[0].islower():
            return direct_quote(quotation, "direct:fragment", None, source)
    if inside[-1] == "," and remainder and remainder[0].text[0].islower():
        # “...,” a diplomat involved in the effort remembers. The verb is lost, and who stands before says nothing.
        source = phrase_at(reading, window.right, reading.sentence_of(remainder[0].i)[1])
        beside = source is not None and source.start == remainder[0].i
        return direct_quote(quotation, "direct:fragment", None, source) if beside else None
    if not opens and (last is None or reading.token_at(last.end) < _sentence_before(reading, window.left, piece)):
        found = _after_report(reading, quotation, window, piece, cue_at)
        if found is not None:
            return found
    if last is not None and _same_paragraph(reading, last, quotation):
        between = reading.doc[reading.token_at(last.end) : window.left]
        other = _cuts_in(reading, last, between)
        if other is not None:
            return direct_quote(quotation, "direct:previous", None, other)
        sentences = sum(t.text in ENDS for t in between)
        if sentences <= 1 and last.rule != "direct:previous":
            return _follow(quotation, last, "direct:follow")
        return _after_sentence(reading, quotation, window, piece) or _follow(quotation, last, "direct:running")
    if not opens:
        return _after_sentence(reading, quotation, window, piece)
    if last is not None and all(t.is_punct or t.is_space for t in remainder) and _just_spoke(reading, last, piece):
        return _follow(quotation, last, "direct:running")
    return None


def _cuts_in(reading: Reading, last: Attribution, between: list[Word]) -> Source | None:
    """“We stay,” Idris said, and his deputy cut in. “We will not leave.”: the words are the deputy's."""
    for subject in between:
        verb = subject.head
        cuts = verb.lemma_ in _CUTS and verb.dep_ == "conj" and subject.i < verb.i
        if cuts and subject.dep_ == "nsubj" and (last.source is None or subject.i != last.source.head):
            return noun_phrase(reading, subject, verb.i, "subject")
    return None


def _sentence_before(reading: Reading, left: int, piece: Piece) -> int:
    """Where the sentence that ends at a token begins."""
    low = max(piece.start, left - _NEAR)
    start = max(left - 1, low)
    while start > low and reading.doc[start - 1].text not in ENDS:
        start -= 1
    return start


def _after_report(
    reading: Reading, quotation: Quotation, window: Window, piece: Piece, cue_at: Mapping[int, Cue]
) -> Attribution | None:
    """The road was “a trap for fools”, she said. “We go on foot.”: who ended the sentence before speaks on."""
    start = _sentence_before(reading, window.left, piece)
    for i in range(window.left - 1, max(start, window.left - 9) - 1, -1):
        cue = cue_at.get(i)
        source = find_source(reading, cue) if cue is not None else None
        if cue is None or source is None or source.rule != "subject" or is_relative(reading.doc[i]):
            continue
        # What stands after cue and source is a day or a place, and the report stands before them.
        rest = reading.doc[max(cue.end, source.end) : window.left]
        if min(cue.start, source.start) - start >= 3 and not any(t.pos_ in ("VERB", "AUX") for t in rest):
            return direct_quote(quotation, "direct:follow", cue, source)
    return None


def _same_paragraph(reading: Reading, last: Attribution, quotation: Quotation) -> bool:
    a, b = reading.piece_of(reading.token_at(last.start)), reading.piece_of(reading.token_at(quotation.left))
    return a.paragraph == b.paragraph


def _follow(quotation: Quotation, last: Attribution, rule: str) -> Attribution:
    found = direct_quote(quotation, rule, last.cue if rule == "direct:follow" else None, last.source)
    found.follows = last
    return found


def _just_spoke(reading: Reading, last: Attribution, piece: Piece) -> bool:
    """Whether the paragraph before ends with the words of the running speaker or their cue."""
    before = reading.previous_piece(piece.start)
    if before is None:
        return False
    at = reading.token_at(last.end - 1)
    return before.start <= at < before.end


def _after_sentence(reading: Reading, quotation: Quotation, window: Window, piece: Piece) -> Attribution | None:
    """He laughs when he gets to this part. “...”: the subject of the sentence before speaks, if it is a person."""
    end = window.left
    start = _sentence_before(reading, end, piece)
    for i in range(start, end):
        token = reading.doc[i]
        if token.dep_ != "nsubj" or token.head.dep_ not in ("ROOT", "conj", "ccomp"):
            continue
        mark = reading.mention_at.get(i)
        human = (
            token.lower_ in ("he", "she") or (mark is not None and mark.kind == "PERSON") or token.ent_type_ == "PERSON"
        )
        if human or (mark is None and _is_role(token)):
            return direct_quote(quotation, "direct:previous", None, noun_phrase(reading, token, end, "subject"))
        return None
    return None


def _is_role(token: Word) -> bool:
    return (
        token.pos_ == "NOUN"
        and token.i > 0
        and token.tag_ == "NN"
        and token.left_edge.lower_ in ("the", "a", "an", "one")
    )
