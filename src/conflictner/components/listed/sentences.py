"""Sentences by their stops: what spaCy's sentencizer sets, from columns and not from a token at a time."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from spacy.pipeline import Sentencizer
from spacy.strings import get_string_id
from spacy.tokens import Doc

#: How SENT_START is written: 1, and -1 as the unsigned numbers of an array have it.
_START: Final = np.uint64(1)
_INSIDE: Final = np.uint64(2**64 - 1)
#: The hashes of the stops, which are the same in every vocabulary.
_STOPS: Final = np.array(sorted(map(get_string_id, Sentencizer.default_punct_chars)), np.uint64)


def set_sentences(doc: Doc) -> None:
    """Start a sentence at the first word behind a stop, wherever nothing has said yet what starts there.

    >>> import spacy
    >>> doc = spacy.blank("en")("Goma fell. Who took it?! They left.")
    >>> set_sentences(doc)
    >>> [sentence.text for sentence in doc.sents]
    ['Goma fell.', 'Who took it?!', 'They left.']
    """
    if not len(doc):
        return
    cells: Any = doc.to_array(["ORTH", "IS_PUNCT", "SENT_START"]).astype(np.uint64).reshape(len(doc), 3)
    orths = cells[:, 0]
    ends = _STOPS[np.minimum(np.searchsorted(_STOPS, orths), len(_STOPS) - 1)] == orths
    words = np.flatnonzero(~ends & (cells[:, 1] == 0))
    behind = np.searchsorted(words, np.flatnonzero(ends))
    column: Any = np.where(cells[:, 2] == 0, _INSIDE, cells[:, 2])
    starts = np.concatenate([[0], words[behind[behind < len(words)]]])
    column[starts] = np.where(cells[starts, 2] == 0, _START, cells[starts, 2])
    doc.from_array(["SENT_START"], column.reshape(len(doc), 1))
