"""Dialogue dashes, as translated papers print them: — We stay, says the mayor. — They may come for the church."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc

from conflictner.components.quotes.attribution import Attribution
from conflictner.components.quotes.cues import Cue
from conflictner.components.quotes.reading import Piece, Reading
from conflictner.components.quotes.sources import source_within


def dialogues(reading: Reading, cue_at: Mapping[int, Cue]) -> list[Attribution]:
    """The utterances of paragraphs that open with a dash.

    Args:
        reading: The Doc.
        cue_at: Its verb cues by token.
    """
    found: list[Attribution] = []
    for piece in reading.pieces:
        first = reading.doc[piece.start]
        if piece.label == "BODY" and first.text in ("—", "―", "–") and not _has_marks(reading, piece):
            found += _utterances(reading, piece, cue_at)
    return found


def _has_marks(reading: Reading, piece: Piece) -> bool:
    start, end = reading.chars(piece.start, piece.end)
    return bool(reading.quotations_in(start, end))


def _utterances(reading: Reading, piece: Piece, cue_at: Mapping[int, Cue]) -> list[Attribution]:
    dashes = [i for i in range(piece.start, piece.end) if reading.doc[i].text in ("—", "―", "–")]
    found: list[Attribution] = []
    for start, end in zip(dashes, [*dashes[1:], piece.end], strict=True):
        cue = next((cue_at[i] for i in range(start + 2, end) if i in cue_at and _turns(reading.doc, i)), None)
        if cue is None and not found:
            return []
        stop = end
        if cue is not None:
            source = source_within(reading, cue, start + 1, end)
            stop = min(cue.start, source.start) if source is not None else cue.start
            attribution = Attribution([], "direct", "direct:dialogue", cue, source, features=("direct:dialogue",))
        else:
            last = found[-1]
            attribution = Attribution(
                [], "direct", "direct:dialogue", last.cue, last.source, last, features=("direct:dialogue",)
            )
        attribution.parts = [reading.chars(start + 1, stop)]
        if attribution.start < attribution.end:
            found.append(attribution)
    return found


def _turns(doc: Doc, i: int) -> bool:
    """Whether the words of the narrator begin at a cue: after a comma, or verb before subject."""
    before = doc[i - 1].text
    return before in (",", "?", "!", "…") or (doc[i - 1].dep_ == "nsubj" and doc[i - 2].text in (",", "?", "!"))
