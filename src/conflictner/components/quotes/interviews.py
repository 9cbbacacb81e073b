"""Interviews printed as questions and answers: who says "I" in the answers is who is asked.

The paragraphs of such a piece bear no names: one ends in a question mark, the next answers. Its head names who is
asked: "The Post interviews Sena Odo", "An interview with Sena Odo", "Sena Odo is a surgeon. We interviewed her in May".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from conflictner.annotations import Mark
from conflictner.components.quotes.reading import SILENT, Piece, Reading

#: So many paragraphs end in a question mark at least.
_QUESTIONS: Final = 3
#: So many paragraphs are its head at most.
_HEAD: Final = 6
_FORMS: Final = frozenset({"interview", "interviews", "interviewed", "interviewing"})


@dataclass(frozen=True, slots=True)
class Interview:
    """Who is asked, by a mention, and the paragraphs with the questions."""

    reading: Reading
    mark: Mark
    questions: frozenset[int]
    first: int

    def answers(self, token: int, *, asked: bool) -> Mark | None:
        """Who is asked, where a token stands in an answer ("I") or, if ``asked``, in a question ("you")."""
        piece = self.reading.piece_of(token)
        if piece.start < self.first or self.reading.quotation_over(self.reading.starts[token]) is not None:
            return None
        return self.mark if (piece.start in self.questions) == asked else None


def find_interview(reading: Reading) -> Interview | None:
    """The interview that a Doc is, None where it is none or where its head names nobody or several.

    Args:
        reading: The Doc.
    """
    questions = [piece.start for piece in reading.pieces if piece.label not in SILENT and is_question(reading, piece)]
    if len(questions) < _QUESTIONS:
        return None
    asked = {mark.entity_id: mark for mark in _asked(reading, min(questions[0], reading.pieces[:_HEAD][-1].end))}
    if len(asked) != 1:
        return None
    return Interview(reading, next(iter(asked.values())), frozenset(questions), questions[0])


def is_question(reading: Reading, piece: Piece) -> bool:
    """Whether a paragraph ends in a question mark.

    Args:
        reading: The Doc.
        piece: The paragraph.
    """
    last = next((t for t in reversed(reading.doc[piece.start : piece.end]) if not t.is_space), None)
    return last is not None and last.text == "?"


def _asked(reading: Reading, head: int) -> list[Mark]:
    """The persons whom the head of a piece says to be interviewed: behind the word, or before it in the first line."""
    for i in range(head):
        if reading.doc[i].lower_ not in _FORMS:
            continue
        start, end = reading.sentence_of(i)
        found = _object(reading, i + 1, min(end, head))
        if not found and reading.doc[i].pos_ in ("NOUN", "PROPN") and i < reading.pieces[0].end:
            found = _persons(reading, start, i)
        if found:
            return found
    return []


def _object(reading: Reading, start: int, end: int) -> list[Mark]:
    """Who stands behind the word: "interviews the surgeon [Sena Odo] on ...", "an interview with [Sena Odo]"."""
    stop = start
    while stop < end:
        token = reading.doc[stop]
        known = stop in reading.mention_at or token.lower_ in ("with", "of", "and", "'s", "’s")
        if not known and token.pos_ not in ("NOUN", "PROPN", "ADJ", "DET", "PRON", "NUM"):
            break
        stop += 1
    return _persons(reading, start, stop)


def _persons(reading: Reading, start: int, end: int) -> list[Mark]:
    marks = (reading.mention_at.get(i) for i in range(start, end))
    return [mark for mark in marks if mark is not None and mark.kind == "PERSON" and mark.entity_id]
