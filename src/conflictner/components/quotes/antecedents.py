"""Who "he", "she", "it" and "they" before a cue may be where coreference left them open, read off the words around."""

from __future__ import annotations

from typing import Final

from conflictner.annotations import Mark
from conflictner.components.quotes.attribution import Attribution
from conflictner.components.quotes.reading import SUBJECTS, Reading, subject_of
from conflictner.tokens import Word

_REPLYING: Final = frozenset({"answer", "reply", "retort", "respond", "counter", "rejoin"})
#: What opens a sentence that tells of a question: "Asked about the mine, he ...".
ASKED: Final = frozenset({"asked", "pressed", "questioned"})


def replies(reading: Reading, attribution: Attribution, head: Word) -> bool:
    """Whether what is said answers somebody: “Stop,” Odo said. “You first,” [he] replied is not Odo; whom, is open.

    Asked about the mine, [he] replied: that may be who spoke before.
    """
    if attribution.cue is None or attribution.cue.entry.lemma not in _REPLYING:
        return False
    first = reading.sentence_of(head.i)[0]
    return not any(token.lower_ in ASKED for token in reading.doc[first : first + 3])


def same_pronoun(reading: Reading, head: Word) -> Mark | None:
    """The pastor keeps a list. She writes it. “...,” [she] recalls: the she before, if nobody comes between."""
    piece = reading.piece_of(head.i)
    low = reading.previous_piece(head.i)
    start = low.start if low is not None and piece.paragraph - low.paragraph <= 2 else piece.start
    for i in range(head.i - 1, start - 1, -1):
        mark = reading.mention_at.get(i)
        token = reading.doc[i]
        quoted = reading.quotation_over(token.idx) is not None
        if token.lower_ == head.lower_ and token.dep_ in SUBJECTS and not quoted:
            known = mark is not None and mark.mtype == "pronoun" and mark.kind == "PERSON" and mark.entity_id
            return mark if known else None
        if mark is not None and mark.kind == "PERSON" and token.dep_ in SUBJECTS:
            return None
    return None


def shared_subject(reading: Reading, attribution: Attribution) -> Mark | None:
    """The rebels advance and they are threatening to ...: the group that is the subject of the clause before."""
    if attribution.cue is None:
        return None
    verb = reading.doc[attribution.cue.head]
    if verb.dep_ != "conj" or verb.head.i >= verb.i:
        return None
    subject = subject_of(verb.head)
    mark = reading.mention_at.get(subject.i) if subject is not None else None
    if subject is not None and mark is None and subject.i:
        mark = reading.mention_at.get(subject.i - 1)  # the [M23] rebels
    group = mark is not None and mark.role == "actor" and mark.kind != "PERSON" and bool(mark.entity_id)
    return mark if group else None
