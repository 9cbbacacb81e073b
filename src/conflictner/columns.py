"""A Doc as plain lists, read once for all components: words, tags, parse, lemmas, offsets.

Token attributes one by one cost ten times a cell of an array, and every component asks for the same ones. What was
read stays beside the Doc as long as the Doc lives: it keeps no Doc alive, no serialiser sees it, and since it holds
str and int alone it outlasts a memory zone. A column is made when it is first asked for.
"""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_READ: Final[list[int | str]] = ["ORTH", "SPACY", "TAG", "POS", "DEP", "HEAD", "SENT_START", "LEMMA"]


class _Spelling:
    """Which string a hash stands for: asked once a process, since spaCy's hash of a string is the same in every vocab.

    Holds no string of a vocab alive and none that a memory zone took back: they are Python's own. Bounded, so that a
    million articles leave no more behind than a thousand; the words of the day are back after one text.
    """

    most: int = 1 << 15

    def __init__(self) -> None:
        self._words: dict[int, str] = {}
        self._lowers: dict[int, str] = {}
        self._pieces: dict[int, str] = {}

    @property
    def remembered(self) -> int:
        """How many words are remembered."""
        return max(len(self._words), len(self._lowers), len(self._pieces))

    def words(self, hashes: list[int], strings: StringStore) -> list[str]:
        """Spell out a column."""
        words = self._words  # a thread that starts a new dict leaves ours whole
        try:
            return list(map(words.__getitem__, hashes))
        except KeyError:
            new = list({*hashes}.difference(words))
        if len(words) + len(new) > self.most:
            words = self._words = {}
            new = list({*hashes})
        words.update({value: strings[value] for value in new})
        return list(map(words.__getitem__, hashes))

    def lowers(self, hashes: list[int], words: list[str]) -> list[str]:
        """The same in lower case."""
        lowers = self._lowers
        with suppress(KeyError):
            return list(map(lowers.__getitem__, hashes))
        if len(lowers) + len(hashes) > self.most:
            lowers = self._lowers = {}
        # Each text has a few new words, and is not walked through for them in Python.
        meant = dict(zip(hashes, words, strict=True))
        lowers.update({value: meant[value].lower() for value in {*meant}.difference(lowers)})
        return list(map(lowers.__getitem__, hashes))

    def pieces(self, cells: NDArray[np.uint64], strings: StringStore) -> list[str]:
        """Spell out the words of ORTH, each with the blank that SPACY puts behind it."""
        # One look-up for both: a word with a blank has a hash of its own.
        keys: list[int] = (cells[:, 0] ^ (cells[:, 1] * _BLANK)).tolist()
        pieces = self._pieces
        with suppress(KeyError):
            return list(map(pieces.__getitem__, keys))
        hashes: list[int] = cells[:, 0].tolist()
        meant = dict(zip(keys, hashes, strict=True))
        new = {*meant}.difference(pieces)
        if len(pieces) + len(new) > self.most:
            pieces = self._pieces = {}
            new = {*meant}
        pieces.update({key: strings[meant[key]] + (" " if key != meant[key] else "") for key in new})
        return list(map(pieces.__getitem__, keys))


#: Any odd number with bits all over.
_BLANK: Final = np.uint64(0x9E3779B97F4A7C15)
_spelling: Final = _Spelling()


class Columns:
    """The columns of one Doc; indices are token indices. Made by `columns_of`; nobody may change a list in it.

    Args:
        cells: One row a token, one column an attribute.
        strings: Where their hashes are spelled out.
    """

    def __init__(self, cells: NDArray[np.uint64], strings: StringStore) -> None:
        self._cells = cells
        self._strings = strings
        self._hashes: list[int] = cells[:, 0].tolist()
        self.words: list[str] = _spelling.words(self._hashes, strings)

    def __len__(self) -> int:
        return len(self.words)

    def _spelled(self, column: int) -> list[str]:
        return _spelling.words(self._cells[:, column].tolist(), self._strings)

    @cached_property
    def lowers(self) -> list[str]:
        """The words in lower case."""
        return _spelling.lowers(self._hashes, self.words)

    @cached_property
    def spaces(self) -> list[str]:
        """What follows each token: a blank or nothing."""
        return list(map(("", " ").__getitem__, self._cells[:, 1].tolist()))

    @cached_property
    def tags(self) -> list[str]:
        """The fine-grained tags; empty strings where none was set."""
        return self._spelled(2)

    @cached_property
    def pos(self) -> list[str]:
        """The coarse parts of speech."""
        return self._spelled(3)

    @cached_property
    def deps(self) -> list[str]:
        """The labels of the arcs."""
        return self._spelled(4)

    @cached_property
    def heads(self) -> list[int]:
        """The head of each token; a root is its own, as is every token of a Doc without a parse."""
        heads: list[int] = (self._cells[:, 5].astype(np.int64) + np.arange(len(self._cells))).tolist()
        return heads

    @cached_property
    def children(self) -> list[list[int]]:
        """The tokens whose head each token is, from left to right."""
        none: list[int] = []  # three tokens in five have no child: one list for all of them
        children = [none] * len(self.words)
        for i, head in enumerate(self.heads):
            if head != i:
                below = children[head]
                if below:
                    below.append(i)
                else:
                    children[head] = [i]
        return children

    @cached_property
    def starts(self) -> list[bool]:
        """Whether a token starts a sentence; the first one does."""
        starts: list[bool] = (self._cells[:, 6] == 1).tolist()
        starts[:1] = [True] * min(len(starts), 1)
        return starts

    def lemma(self, i: int) -> str:
        """The lemma of a token in lower case; empty where none was set."""
        return self.lemmas[i]

    @cached_property
    def lemmas(self) -> list[str]:
        """The lemmas in lower case; empty where none was set."""
        hashes: list[int] = self._cells[:, 7].tolist()
        return _spelling.lowers(hashes, _spelling.words(hashes, self._strings))

    @cached_property
    def is_space(self) -> list[bool]:
        """Whether a token is blanks and line breaks alone."""
        return list(map(str.isspace, self.words))

    @cached_property
    def is_punct(self) -> list[bool]:
        """Whether a token is punctuation alone, as spaCy's flag says."""
        return list(map(is_punct, self.words))

    @cached_property
    def is_capital(self) -> list[bool]:
        """Whether a token begins with a capital."""
        return [word[:1].isupper() for word in self.words]

    @cached_property
    def pieces(self) -> list[str]:
        """Each token with what follows it."""
        return _spelling.pieces(self._cells, self._strings)

    @cached_property
    def text(self) -> str:
        """The text of the Doc, which spaCy puts together anew each time it is asked for."""
        return "".join(self.pieces)

    @cached_property
    def offsets(self) -> list[int]:
        """The character at which each token begins, and behind the last one the length of the text."""
        return [0, *accumulate(map(len, self.pieces))]

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


@lru_cache(maxsize=8192)
def is_punct(word: str) -> bool:
    """Whether a word is punctuation alone.

    >>> is_punct("--"), is_punct("U.S.")
    (True, False)
    """
    return word != "" and all(unicodedata.category(char)[0] == "P" for char in word)


def text_of(cells: NDArray[np.uint64], strings: StringStore) -> str:
    """The text of a Doc, in half the time that ``doc.text`` takes.

    Args:
        cells: ORTH and SPACY, a row a token.
        strings: The strings of its vocab.

    >>> import spacy
    >>> doc = spacy.blank("en")("Goma fell, they said.")
    >>> text_of(doc.to_array(["ORTH", "SPACY"]), doc.vocab.strings)
    'Goma fell, they said.'
    """
    return "".join(_spelling.pieces(cells, strings))


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
