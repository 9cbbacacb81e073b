"""A Doc as plain lists, read once for all components: words, tags, parse, lemmas, offsets.

Token attributes one by one cost ten times a cell of an array, and every component asks for the same ones. What was
read stays beside the Doc as long as the Doc lives: it keeps no Doc alive, no serialiser sees it, and since it holds
str and int alone it outlasts a memory zone.
"""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_READ: Final[list[int | str]] = ["ORTH", "SPACY", "TAG", "POS", "DEP", "HEAD", "SENT_START", "LEMMA"]


class Columns:
    """The columns of one Doc; indices are token indices. Made by `columns_of`; nobody may change a list in it.

    Args:
        cells: One row a token, one column an attribute.
        strings: Where their hashes are spelled out.
    """

    def __init__(self, cells: NDArray[np.uint64], strings: StringStore) -> None:
        orth, space, tag, pos, dep, _, start, lemma = np.ascontiguousarray(cells.T).tolist()
        spelled = {value: strings[value] for value in {*orth, *tag, *pos, *dep}}
        lowered = {value: spelled[value].lower() for value in {*orth}}
        self.words: list[str] = list(map(spelled.__getitem__, orth))
        self.lowers: list[str] = list(map(lowered.__getitem__, orth))
        self.spaces: list[str] = [" " if value else "" for value in space]
        """What follows each token: a blank or nothing."""
        self.tags: list[str] = list(map(spelled.__getitem__, tag))
        self.pos: list[str] = list(map(spelled.__getitem__, pos))
        self.deps: list[str] = list(map(spelled.__getitem__, dep))
        self.heads: list[int] = (cells[:, 5].astype(np.int64) + np.arange(len(cells))).tolist()
        self.starts: list[bool] = [value == 1 for value in start]
        """Whether a token starts a sentence; the first one does."""
        self.starts[:1] = [True] * min(len(self.starts), 1)
        # Few are asked for, and each would have to be spelled out.
        self._lemmas: list[int] = lemma
        self._strings = strings

    def __len__(self) -> int:
        return len(self.words)

    def lemma(self, i: int) -> str:
        """The lemma of a token in lower case; empty where none was set."""
        return self._strings[self._lemmas[i]].lower()

    @cached_property
    def text(self) -> str:
        """The text of the Doc, which spaCy puts together anew each time it is asked for."""
        return "".join([word + space for word, space in zip(self.words, self.spaces, strict=True)])

    @cached_property
    def offsets(self) -> list[int]:
        """The character at which each token begins, and behind the last one the length of the text."""
        pairs = zip(self.words, self.spaces, strict=True)
        return [0, *accumulate([len(word) + len(space) for word, space in pairs])]

    def end(self, token: int) -> int:
        """The character behind the token before a token: where a span of tokens ends that ends there."""
        return self.offsets[token - 1] + len(self.words[token - 1])

    def span_text(self, start: int, end: int) -> str:
        """The text of a span of tokens, without what follows its last one."""
        return self.text[self.offsets[start] : self.end(end)]

    @cached_property
    def sentence(self) -> list[int]:
        """The number of the sentence that holds each token."""
        return [number - 1 for number in accumulate(self.starts)]


_cells_and_columns: WeakKeyDictionary[Doc, tuple[NDArray[np.uint64], Columns]] = WeakKeyDictionary()


def columns_of(doc: Doc) -> Columns:
    """The columns of a Doc, read anew only where a token or an annotation has changed since.

    Args:
        doc: Any Doc; what was never annotated reads as empty strings, and each token as its own head.

    >>> import spacy
    >>> doc = spacy.blank("en")("Goma fell. M23 denied it.")
    >>> columns_of(doc).lowers[:3], columns_of(doc) is columns_of(doc)
    (['goma', 'fell', '.'], True)
    >>> doc[0].tag_ = "NNP"
    >>> columns_of(doc).tags[:2]
    ['NNP', '']
    """
    cells = doc.to_array(_READ).astype(np.uint64, copy=False)
    known = _cells_and_columns.get(doc)
    if known is not None and np.array_equal(known[0], cells):
        return known[1]
    columns = Columns(cells, doc.vocab.strings)
    _cells_and_columns[doc] = cells, columns
    return columns
