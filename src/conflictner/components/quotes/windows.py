"""The words around a quotation: what its own sentence has before the opening mark and after the closing one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from conflictner.components.quotes.marks import Quotation
from conflictner.components.quotes.reading import Reading
from conflictner.tokens import Word

ENDS: Final = frozenset(".?!")
FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_REACH: Final = 45  # tokens that a cue may be away, a long apposition between


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens: ``before`` to ``left`` stand before the opening mark, ``right`` to ``after`` behind the closing one."""

    before: int
    left: int
    right: int
    after: int


def window_around(
    reading: Reading, quotation: Quotation, previous: Quotation | None, following: Quotation | None
) -> Window:
    """The window of a quotation between its neighbours."""
    doc = reading.doc
    left = reading.token_at(quotation.left)
    right = reading.token_at(quotation.right) if quotation.right < len(reading.text) else len(doc)
    low = max(reading.piece_of(left).start, left - _REACH, reading.token_at(previous.right) if previous else 0)
    before = left
    while before > low and not ends_sentence(doc, before - 1):
        before -= 1
    high = min(reading.piece_of(max(right - 1, left)).end, right + _REACH)
    if following is not None:
        high = min(high, reading.token_at(following.left))
    after = right
    while after < high and not ends_sentence(doc, after):
        after += 1
    if after < high and doc[after].text == "X.":
        after += 1
    return Window(before, left, right, max(after, right))


def ends_sentence(doc: list[Word], i: int) -> bool:
    """Whether a token ends a sentence; "posted on X." is one token with its full stop."""
    text = doc[i].text
    return text in ENDS or text == ";" or (text == "X." and i > 0 and doc[i - 1].lower_ in ("on", "to", "via"))


def opens_narration(doc: list[Word], start: int, verb: int) -> bool:
    """“Who will stop them?” [Rockets hit] the town: a sentence of its own; not: “Who will stop them?” [Odo snapped]."""
    head = doc[start]
    opens = head.text[0].isupper() and head.pos_ in ("PRON", "DET", "ADP", "SCONJ", "ADV", "CCONJ")
    return opens or any(child.dep_ in ("dobj", "attr", "acomp", "ccomp") for child in doc[verb].children)


def last_visible(reading: Reading, quotation: Quotation) -> str:
    """The last visible character before the opening mark, a line break passed over."""
    text, at = reading.text, quotation.left - 1
    low = max(0, at - 8)
    while at >= low and text[at].isspace():
        at -= 1
    return text[at] if at >= 0 else ""


def stands_alone(reading: Reading, quotation: Quotation) -> bool:
    """Whether the words between the marks make an utterance, and no fragment of the sentence around them."""
    inside = reading.text[quotation.start : quotation.end]
    return inside[0].isupper() or inside[-1] in ".?!," or len(inside) > 60
