"""A Doc as the steps of the quote component read it: sentences, paragraphs, quotation marks, mentions, once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress
from typing import Final

from spacy.tokens import Doc

from conflictner.annotations import SEGMENTS, read_marks
from conflictner.columns import columns_of
from conflictner.components.quotes.marks import Quotation, pair_marks
from conflictner.tokens import Word, words_of

#: Nobody speaks in these segments: names there are credits, links and addresses.
SILENT: Final = frozenset(
    {"BYLINE", "DATE", "DATELINE", "TIMESTAMP", "CREDIT", "RELATED_LINK", "CONTACT", "FOOTER", "EDITORS_NOTE"}
)
#: Segments that may stand between a statement and its continuation.
_PASSED_OVER: Final = SILENT | {"CAPTION", "SUBHEAD"}
#: Tokens of a sentence that are looked at on either side of a cue.
_LONGEST: Final = 200
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})


@dataclass(slots=True, frozen=True)
class Piece:
    """A paragraph, or the part of one that is of one segment kind; token offsets, half-open."""

    start: int
    end: int
    label: str
    paragraph: int


class Reading:
    """What all steps look up in one Doc, computed once.

    Args:
        doc: A parsed Doc.
    """

    def __init__(self, doc: Doc) -> None:
        self.source = doc
        columns = columns_of(doc)
        self.doc = words_of(columns, _entity_labels(doc))
        self.text = columns.text
        self.starts = columns.offsets[:-1]
        self._words = columns.words
        self.pieces = list(_pieces(doc))
        self._piece_starts = [piece.start for piece in self.pieces]
        self.sentences = self._sentences(columns.starts)
        self._sentence_at: list[tuple[int, int]] = []
        for start, end in self.sentences:
            self._sentence_at += [(start, end)] * (end - start)
        self.quotations = self._quotations()
        self._lefts = [q.left for q in self.quotations]
        self.mentions = read_marks(doc)
        self.mention_at = {token: mark for mark in self.mentions for token in range(mark.start, mark.end)}

    def _sentences(self, opening: list[bool]) -> list[tuple[int, int]]:
        """Word offsets of sentences; a new piece always starts one, since the parser joins across blank lines."""
        size = len(opening)
        starts = {piece.start for piece in self.pieces} | {piece.end for piece in self.pieces} | {0}
        starts.update(compress(range(size), opening))
        starts.discard(size)
        ordered = sorted(starts)
        return list(zip(ordered, [*ordered[1:], size], strict=True))

    def _quotations(self) -> list[Quotation]:
        """Quotations of the paragraphs in which somebody may speak, with the pieces of one paragraph joined."""
        joined: list[tuple[int, int]] = []
        last = -1
        for piece in self.pieces:
            if piece.label in _PASSED_OVER and piece.label != "SUBHEAD":
                continue
            start, end = self.starts[piece.start], self.end_char(piece.end - 1)
            if joined and piece.paragraph == last:
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
            last = piece.paragraph
        return pair_marks(self.text, joined)

    def span_text(self, start: int, end: int) -> str:
        """The text of the tokens from ``start`` to ``end``."""
        return self.text[self.starts[start] : self.end_char(min(end, len(self.doc)) - 1)] if start < end else ""

    def end_char(self, token: int) -> int:
        """The character after a token."""
        return self.starts[token] + len(self._words[token])

    def chars(self, start: int, end: int) -> tuple[int, int]:
        """Character offsets of the tokens from ``start`` to ``end``, blanks at the edges left out."""
        while start < end and self._words[start].isspace():
            start += 1
        while end > start and self._words[end - 1].isspace():
            end -= 1
        return (self.starts[start], self.end_char(end - 1)) if start < end else (self.starts[start - 1],) * 2

    def token_at(self, char: int) -> int:
        """The token that holds a character, else the next one."""
        at = bisect_right(self.starts, char) - 1
        return at if at >= 0 and char < self.end_char(at) else at + 1

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """Tokens that begin within a stretch of characters."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def sentence_of(self, token: int) -> tuple[int, int]:
        """Word offsets of the sentence that holds a token, cut where no sentence is that long.

        Text without full stops would otherwise cost the square of its length: every cue looks at its whole sentence.
        """
        if 0 <= token < len(self._sentence_at):
            start, end = sentence = self._sentence_at[token]
            if end - start <= _LONGEST:
                return sentence
        else:
            start, end = self.sentences[-1 if token > 0 else 0]
        return max(start, token - _LONGEST), min(end, token + _LONGEST)

    def piece_of(self, token: int) -> Piece:
        """The piece that holds a token."""
        return self.pieces[max(bisect_right(self._piece_starts, token) - 1, 0)]

    def silent(self, token: int) -> bool:
        """Whether a token stands where nobody speaks."""
        return self.piece_of(token).label in SILENT

    def previous_piece(self, token: int) -> Piece | None:
        """The piece before the one that holds a token, links and captions passed over."""
        at = bisect_right(self._piece_starts, token) - 2
        while at >= 0 and self.pieces[at].label in _PASSED_OVER:
            at -= 1
        return self.pieces[at] if at >= 0 else None

    def quotation_over(self, char: int) -> Quotation | None:
        """The outermost quotation whose marks enclose a character."""
        at = bisect_right(self._lefts, char) - 1
        while at >= 0 and self.quotations[at].depth:
            at -= 1
        quotation = self.quotations[at] if at >= 0 else None
        return quotation if quotation is not None and quotation.left <= char < quotation.right else None

    def quotations_in(self, start: int, end: int) -> list[Quotation]:
        """Outermost quotations that begin within a stretch of characters."""
        at = bisect_left(self._lefts, start)
        found = []
        while at < len(self.quotations) and self.quotations[at].left < end:
            if not self.quotations[at].depth:
                found.append(self.quotations[at])
            at += 1
        return found


def _entity_labels(doc: Doc) -> list[str]:
    hashes: list[int] = doc.to_array("ENT_TYPE").tolist()
    spelled = {value: doc.vocab.strings[value] if value else "" for value in set(hashes)}
    return [spelled[value] for value in hashes]


def _pieces(doc: Doc) -> Iterator[Piece]:
    """The segments of a Doc in order; without a segments component its lines."""
    spans = sorted(doc.spans[SEGMENTS], key=lambda s: s.start) if SEGMENTS in doc.spans else []
    if spans:
        for number, span in enumerate(spans):
            if span.start < span.end:
                paragraph = int(span.id_) if span.id_.isdigit() else number
                yield Piece(span.start, span.end, span.label_, paragraph)
        return
    start, number = 0, 0
    for i in [int(i) for i in doc.to_array(["IS_SPACE"]).nonzero()[0]] if len(doc) else []:
        if "\n" in doc[i].text:
            if i > start:
                yield Piece(start, i, "BODY", number)
                number += 1
            start = i + 1
    if start < len(doc):
        yield Piece(start, len(doc), "BODY", number)


def subject_of(verb: Word) -> Word | None:
    """The grammatical subject among a verb's children."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)
