"""Spans with canonical ids on any Doc, straight from the list of names: no model, no context, no decision.

For documents by the million and lists by the hundred thousand: find the few that speak of the actors of interest
before a model reads them. What a name means in its text is for the pipeline to say.
"""

from __future__ import annotations

from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

import numpy as np
from spacy.tokens import Span

from conflictner.aliasspans.scan import TokenHit, TokenScan
from conflictner.columns import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    from conflictner.knowledge import AliasHit, KnowledgeBase

_READ: Final[list[int | str]] = ["ORTH", "SPACY", "IDX"]
#: Docs that are read at a time: their tokens fill the processor's cache and no more.
_BATCH: Final = 64

_place: Final = itemgetter(0, 1)
_scans: WeakKeyDictionary[KnowledgeBase, TokenScan] = WeakKeyDictionary()


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
    return _spans(doc, list(_read(doc, kb, [(0, len(doc))], weak=weak)))


def set_alias_spans(
    docs: Iterable[Doc], kb: KnowledgeBase, *, key: str = "aliases", weak: bool = False
) -> Iterator[Doc]:
    """Set `alias_spans` on many Docs, in less than half of the time that one by one takes.

    Args:
        docs: Any Docs.
        kb: The knowledge base.
        key: The spans go to ``doc.spans[key]``.
        weak: As in `alias_spans`.

    Yields:
        The Docs.

    >>> import spacy
    >>> from conflictner import KnowledgeBase
    >>> docs = spacy.blank("en").pipe(["The FARDC left Goma.", "Nobody came."])
    >>> [[span.kb_id_ for span in doc.spans["aliases"]] for doc in set_alias_spans(docs, KnowledgeBase.load())]
    [['mil:COD'], []]
    """
    scan = _scans.get(kb)
    if scan is None:
        scan = _scans[kb] = TokenScan(kb)
    docs = iter(docs)
    while batch := list(islice(docs, _BATCH)):
        for doc, (hits, unread) in zip(batch, scan.read(batch), strict=True):
            found = sorted([*hits, *_read(doc, kb, unread, weak=weak)], key=_place) if unread else hits
            doc.spans[key] = _spans(doc, found)
            yield doc


def _spans(doc: Doc, hits: list[TokenHit]) -> list[Span]:
    intern = doc.vocab.strings.add
    labels: dict[str, int] = {}
    spans = []
    for start, end, kind, entity_id in hits:
        label = labels.get(kind)
        if label is None:
            label = labels[kind] = intern(kind)
        spans.append(Span(doc, start, end, label, kb_id=intern(entity_id)))
    return spans


def _read(doc: Doc, kb: KnowledgeBase, ranges: list[tuple[int, int]], *, weak: bool) -> Iterator[TokenHit]:
    """The names in some ranges of tokens, found in their text."""
    cells = doc.to_array(_READ).astype(np.uint64, copy=False)
    for first, last in ranges:
        part = cells[first:last]
        hits = kb.match(text_of(part, doc.vocab.strings))
        if not weak:
            hits = _proven(hits)
        if hits:
            offsets = part[:, 2] - part[0, 2]
            starts = np.searchsorted(offsets, [hit[0] for hit in hits], side="right") - 1
            ends = np.searchsorted(offsets, [hit[1] for hit in hits])
            for start, end, hit in zip((starts + first).tolist(), (ends + first).tolist(), hits, strict=True):
                entity_id = hit[3][0].entity_id
                yield start, end, kb.kind_of(entity_id), entity_id


def _proven(hits: list[AliasHit]) -> list[AliasHit]:
    """Hits that need no support, those inside of weak ones too."""
    proven: list[AliasHit] = []
    for hit in hits:
        if hit[3][0].alias_class != "weak" or not hit.weak:
            proven.append(hit)
        else:
            proven += hit.inner
    return proven
