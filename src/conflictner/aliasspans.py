"""Spans with canonical ids on any Doc, straight from the list of names: no model, no context, no decision.

For documents by the million and lists by the hundred thousand: find the few that speak of the actors of interest
before a model reads them. What a name means in its text is for the pipeline to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from spacy.tokens import Span

from conflictner.columns import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from conflictner.knowledge import AliasHit, KnowledgeBase

_READ: Final[list[int | str]] = ["ORTH", "SPACY", "IDX"]


def alias_spans(doc: Doc, kb: KnowledgeBase, *, weak: bool = False) -> list[Span]:
    """The names of listed actors in a Doc, the longest where two overlap, in order.

    Args:
        doc: Any Doc; its tokens are enough.
        kb: The knowledge base.
        weak: Also names that prove nothing by themselves ("the Movement"), and pieces of longer names.

    Returns:
        Spans with the kind of the likeliest bearer as label and its id as ``kb_id_``; they are not set on the Doc. A
        name that ends inside a token covers the whole of it.

    >>> import spacy
    >>> from conflictner import KnowledgeBase
    >>> doc = spacy.blank("en")("Men of the Otter Brigade met in Kigali.")
    >>> kb = KnowledgeBase.load().with_rows([{"name": "Otter Brigade", "kind": "ARMED_GROUP"}])
    >>> [(span.text, span.label_, span.kb_id_) for span in alias_spans(doc, kb)]
    [('Otter Brigade', 'ARMED_GROUP', 'own:otter-brigade')]
    """
    strings = doc.vocab.strings
    cells = doc.to_array(_READ).astype(np.uint64, copy=False)
    hits = kb.match(text_of(cells, strings))
    if not weak:
        hits = _proven(hits)
    if not hits:
        return []
    first = (np.searchsorted(cells[:, 2], [hit[0] for hit in hits], side="right") - 1).tolist()
    last = np.searchsorted(cells[:, 2], [hit[1] for hit in hits]).tolist()
    intern, kind_of = strings.add, kb.kind_of
    spans = []
    for start, end, hit in zip(first, last, hits, strict=True):
        entity_id = hit[3][0].entity_id
        spans.append(Span(doc, start, end, intern(kind_of(entity_id)), kb_id=intern(entity_id)))
    return spans


def _proven(hits: list[AliasHit]) -> list[AliasHit]:
    """Hits that need no support, those inside of weak ones too."""
    proven: list[AliasHit] = []
    for hit in hits:
        if hit[3][0].alias_class != "weak" or not hit.weak:
            proven.append(hit)
        else:
            proven += hit.inner
    return proven
