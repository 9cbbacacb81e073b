"""Dialogue dashes of translated papers (— We stay, says the mayor. — They may come.) and turns of transcripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from conflictner.annotations import Mark
from conflictner.components.quotes.attribution import Attribution
from conflictner.components.quotes.cues import Cue, Entry
from conflictner.components.quotes.interviews import is_question
from conflictner.components.quotes.reading import Piece, Reading
from conflictner.components.quotes.sources import Source, source_within
from conflictner.tokens import Word

#: Whose turns are the outlet's own voice.
_STUDIO: Final = frozenset(
    {"presenter", "announcer", "host", "studio", "narrator", "anchor", "moderator", "newsreader"}
)
#: Words of a title before a name at most: Major General Bello: We stay.
_TITLE: Final = 2
#: Segments in which somebody takes a turn.
_SPOKEN: Final = frozenset({"BODY", "SUBHEAD", "KEY_POINTS"})


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


def turns(reading: Reading) -> list[Attribution]:
    """MUSA: We stay. - paragraphs that open with a name in capitals and a colon, by names that take turns.

    Odo: We stay. General Odo: We stay. - a full name, one with its title, or the surname of somebody whom the text has
    named in full, behind a question and more than once.
    """
    found: list[Attribution] = []
    names: Counter[str] = Counter()
    for piece in reading.pieces:
        colon = _name_and_colon(reading.doc, piece)
        if colon is None or piece.label not in _SPOKEN:
            continue
        first = piece.start + reading.doc[piece.start].is_quote
        turn = _turn(reading, piece, first, colon)
        if turn is not None:
            names[reading.span_text(first, colon)] += 1
            found.append(turn)
    # TO: ..., FROM: ..., SUBJECT: ... stand once each; who asks and who answers do so again.
    return found if len(names) > 1 and max(names.values()) > 1 else _answers(reading)


def _turn(reading: Reading, piece: Piece, first: int, colon: int) -> Attribution | None:
    content = reading.chars(colon + 1, piece.end)
    if content[0] >= content[1]:
        return None
    source = Source(first, colon, colon - 1, first, colon, "turn")
    cue = Cue(colon, colon, colon + 1, Entry(":", "say"), "colon")
    return Attribution([content], "direct", "direct:turn", cue, source, features=("direct:turn",))


def _answers(reading: Reading) -> list[Attribution]:
    """What did you see? / Odo: We saw two boats. - a list of persons and what they are asks nobody."""
    found: dict[str, list[Attribution]] = {}
    answers: set[str] = set()
    before: Piece | None = None
    for piece in reading.pieces:
        mark = _label_of(reading, piece)
        if piece.label in _SPOKEN and mark is not None and _names_speaker(reading, mark, piece):
            turn = _turn(reading, piece, piece.start, mark.end)
            if turn is not None and not _has_marks(reading, piece):
                found.setdefault(mark.entity_id, []).append(turn)
                if before is not None and is_question(reading, before):
                    answers.add(mark.entity_id)
        before = piece
    return [turn for who, turns_ in found.items() if len(turns_) > 1 and who in answers for turn in turns_]


def _label_of(reading: Reading, piece: Piece) -> Mark | None:
    """Who a paragraph opens with: Bello: ..., Amina Bello: ..., General Bello: ..."""
    for i in range(piece.start, min(piece.start + _TITLE + 1, piece.end)):
        mark = reading.mention_at.get(i)
        if mark is not None:
            return mark
        if not reading.doc[i].text[0].isupper():
            return None
    return None


def _names_speaker(reading: Reading, mark: Mark, piece: Piece) -> bool:
    """A person before a colon: by the full name, with a title, or by a surname where the full name stands before it."""
    if mark.end >= piece.end - 2 or reading.doc[mark.end].text != ":":
        return False
    if mark.kind != "PERSON" or mark.mtype != "name" or not mark.entity_id:
        return False
    if mark.start > piece.start or mark.end - mark.start > 1:
        return True
    return any(
        other.entity_id == mark.entity_id and other.mtype == "name" and other.end - other.start > 1
        for other in reading.mentions
        if other.start < piece.start
    )


def _name_and_colon(doc: list[Word], piece: Piece) -> int | None:
    start = piece.start + doc[piece.start].is_quote
    for i in range(start, min(start + 5, piece.end - 3)):
        if doc[i].text == ":":
            return i if i > start else None
        if not (doc[i].is_upper and doc[i].is_alpha and len(doc[i]) > 1) or doc[i].lower_ in _STUDIO:
            return None
    return None


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


def _turns(doc: list[Word], i: int) -> bool:
    """Whether the words of the narrator begin at a cue: after a comma, or verb before subject."""
    before = doc[i - 1].text
    return before in (",", "?", "!", "…") or (doc[i - 1].dep_ == "nsubj" and doc[i - 2].text in (",", "?", "!"))
