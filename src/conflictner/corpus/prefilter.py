"""Which articles deserve a model: those that name an armed actor, or speak of fighting, and name two entities.

One pass of the alias automaton over the text, a thousandth of what the model costs. Told to skip, an article is a row
among the rejects with its reason (S101, S102), counted apart and never held against a run.
"""

from __future__ import annotations

import re
from typing import Final

from conflictner.corpus.records import Article
from conflictner.knowledge import KnowledgeBase
from conflictner.rows import Reject

NO_CONFLICT: Final = "S101"
ALONE: Final = "S102"
REASONS: Final = {
    NO_CONFLICT: "no armed actor is named, and hardly a word of fighting",
    ALONE: "not two entities are named",
}
STAGE: Final = "prefilter"

#: Kinds that are there because of a conflict.
_ARMED: Final = frozenset({"ARMED_GROUP", "MILITARY", "PEACEKEEPING", "PROCESS"})
#: Stems of words without which hardly a report of a conflict is written.
_FIGHTING: Final = re.compile(
    r"\b(?:rebel|militant|insurgen|militia|gunm[ae]n|fighters?\b|troops?\b|soldier|airstrike|air strike|"
    r"shell(?:ed|ing)|ceasefire|cease-fire|truce|clash|ambush|offensive\b|armed|attack|bomb|killed|wounded|hostage|kidnap|abduct|"
    r"massacre|displaced|genocide|war\b|peace (?:talks|deal|process)|junta|coup\b|jihad|terroris|guerrilla|warlord)",
    re.IGNORECASE,
)
#: So many different ones are no figure of speech.
_ENOUGH: Final = 3


def skipped(article: Article, kb: KnowledgeBase) -> Reject | None:
    """The row of an article that no model need read; None where it deserves one.

    Args:
        article: The article.
        kb: The knowledge base, with the user's own actors.

    >>> from conflictner.knowledge import KnowledgeBase
    >>> texts = "M23 rebels took Goma from the Congolese army.", "The recipe asks for two eggs from Kenya."
    >>> articles = [Article("a:1", text, None, None, None, None, None) for text in texts]
    >>> rows = [skipped(article, KnowledgeBase.load()) for article in articles]
    >>> rows[0], rows[1].code
    (None, 'S101')
    """
    text = article.text
    named: set[str] = set()
    armed = False
    for hit in kb.match(text):
        if not hit.weak:
            entity_id = hit.entries[0].entity_id
            named.add(entity_id)
            armed = armed or kb.kind_of(entity_id) in _ARMED
    words = {match.group().lower() for match in _FIGHTING.finditer(text)}
    if not armed and len(words) < _ENOUGH:
        return _row(article, NO_CONFLICT)
    if len(named) + (len(words) >= _ENOUGH) < 2:
        return _row(article, ALONE)
    return None


def _row(article: Article, code: str) -> Reject:
    return Reject(source=article.source, doc_id=article.doc_id, stage=STAGE, code=code, reason=REASONS[code])
