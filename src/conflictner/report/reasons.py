"""Why each mention and each quote of an article is what it is, one line each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from conflictner.knowledge import KnowledgeBase
from conflictner.report.console import clean

if TYPE_CHECKING:
    from spacy.tokens import Doc


def why_lines(doc: Doc, kb: KnowledgeBase, *, title: str = "") -> Iterator[str]:
    """One line a mention: text, kind, id, rule, alias class, candidates; then one a quote: rule, cue, source, speaker.

    Args:
        doc: The annotated Doc.
        kb: Where the names of candidates are looked up.
        title: A line above, where several articles are read.
    """
    if title:
        yield clean(title)
    for row in doc._.mentions:
        yield f"{row.start}:{row.end} {clean(str(doc._.why((row.start, row.end), kb=kb)))}"
    for quote in doc._.quotes:
        yield f"{quote.contents[0][0]}:{quote.contents[-1][1]} {clean(str(doc._.why(quote.quote_id)))}"
