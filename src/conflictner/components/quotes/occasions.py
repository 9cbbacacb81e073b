"""When and where words were spoken: "said the bridge was mined [in an interview with AFP]"; that is no part of them."""

from __future__ import annotations

from typing import Final

from conflictner.components.quotes.reading import Reading
from conflictner.tokens import Word

#: What one speaks in, at or during, by preposition; a "conference" or a "call" only with one of the words before it.
_OCCASIONS: Final = {
    "in": frozenset(
        (
            *("interview", "statement", "speech", "address", "communique", "communiqué", "tweet", "post", "sermon"),
            *("email", "e-mail", "briefing", "testimony", "broadcast", "message", "release", "call", "conference"),
        )
    ),
    "at": frozenset(("conference", "briefing", "release")),
    "during": frozenset(("interview", "briefing", "speech", "address", "conference", "call", "broadcast")),
    "by": frozenset(("phone", "telephone")),
    "on": frozenset(("television", "tv", "radio", "twitter", "telegram", "facebook", "whatsapp")),
}
_NAMED_BY: Final = {
    "conference": frozenset(("news", "press", "media", "video", "joint")),
    "call": frozenset(("phone", "telephone", "video", "conference")),
    "release": frozenset(("press", "news")),
}
#: What happens in a statement or on television itself: "was read out in a statement", "was seen on state television".
_THERE: Final = frozenset(
    (
        *("say", "tell", "announce", "read", "see", "show", "appear", "mention", "name", "publish", "use", "speak"),
        *("confirm", "claim", "describe", "deny", "state", "write", "post", "ask", "declare", "watch", "broadcast"),
        *("admit", "accuse", "call", "respond", "reply", "insult", "threaten", "promise", "give", "make", "quote"),
    )
)
#: Behind the occasion stands at most this before the sentence ends: "in an interview with AFP on Monday".
_TAIL: Final = 12


def occasion(reading: Reading, start: int, end: int) -> int:
    """Where the occasion of an utterance begins at the end of its content; ``end`` where none is told.

    Args:
        reading: The Doc.
        start: First token of the content.
        end: Behind its last token, at the end of the clause.
    """
    doc = reading.doc
    for i in range(max(start + 2, end - _TAIL), end):
        nouns = _OCCASIONS.get(doc[i].lower_)
        if nouns is None or doc[i].dep_ != "prep" or reading.quotation_over(reading.starts[i]) is not None:
            continue
        noun = next((c for c in doc[i].children if c.dep_ == "pobj"), None)
        if noun is None or noun.lower_ not in nouns or doc[i].head.lemma_ in _THERE:
            continue
        if not _is_named(noun) or any(doc[k].pos_ in ("VERB", "AUX") for k in range(noun.i + 1, end)):
            continue
        return i - (doc[i - 1].text == ",")
    return end


def _is_named(noun: Word) -> bool:
    """Whether the words before a noun make it a talk: a {news} conference, a {phone} call; an interview is one."""
    wanted = _NAMED_BY.get(noun.lower_)
    return wanted is None or any(child.lower_ in wanted for child in noun.children)
