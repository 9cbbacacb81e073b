"""The tokens of a Doc as plain objects, under spaCy's own names: what rules that walk the parse read.

A spaCy Token is made anew each time it is asked for, and spells out each attribute from a hash: a rule that looks at
``token.head.dep_`` waits ten times as long there as here. These objects are made once a Doc from its columns, hold
str, int and bool alone, and are thrown away with the reading that made them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from spacy.lang.lex_attrs import is_quote

from conflictner.columns import Columns, is_punct

_LEFT: frozenset[str] = frozenset(["(", "[", "{", "<", '"', "'", "«", "‘", "‚", "“", "„", "‹", "❮", "``"])


class Word:
    """One token: ``i``, ``text``, ``lower_``, ``lemma_``, ``tag_``, ``pos_``, ``dep_`` as in spaCy.

    ``head`` and ``children`` (from left to right) are words; a root is its own head. ``lemma_`` is in lower case.
    """

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_sent_start",
        "lemma_",
        "lower_",
        "pos_",
        "tag_",
        "text",
    )

    children: list[Word]
    doc: list[Word]
    head: Word

    def __init__(
        self,
        i: int,
        text: str,
        lower: str,
        lemma: str,
        tag: str,
        pos: str,
        dep: str,
        start: bool,
        idx: int,
        ent_type: str,
    ) -> None:
        self.i = i
        self.text = text
        self.lower_ = lower
        self.lemma_ = lemma
        self.tag_ = tag
        self.pos_ = pos
        self.dep_ = dep
        self.is_sent_start = start
        self.idx = idx
        self.ent_type_ = ent_type

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def lefts(self) -> list[Word]:
        """The children before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Word]:
        """The children behind it."""
        return [child for child in self.children if child.i > self.i]

    @property
    def left_edge(self) -> Word:
        """The first word of its phrase."""
        word = self
        while word.children and word.children[0].i < word.i:
            word = word.children[0]
        return word

    @property
    def right_edge(self) -> Word:
        """The last word of its phrase."""
        word = self
        while word.children and word.children[-1].i > word.i:
            word = word.children[-1]
        return word

    @property
    def is_space(self) -> bool:
        """Whether it is blanks and line breaks alone."""
        return self.text.isspace()

    @property
    def is_punct(self) -> bool:
        """Whether it is punctuation alone."""
        return is_punct(self.text)

    @property
    def is_quote(self) -> bool:
        """Whether it is a quotation mark."""
        return _is_quote(self.text)

    @property
    def is_left_punct(self) -> bool:
        """Whether it is a bracket or mark that opens."""
        return self.text in _LEFT

    @property
    def is_upper(self) -> bool:
        """Whether it is in capitals."""
        return self.text.isupper()

    @property
    def is_alpha(self) -> bool:
        """Whether it holds letters alone."""
        return self.text.isalpha()


@lru_cache(maxsize=8192)
def _is_quote(text: str) -> bool:
    return bool(is_quote(text))


def words_of(columns: Columns, ent_types: Sequence[str]) -> list[Word]:
    """The words of a Doc.

    Args:
        columns: Its columns.
        ent_types: The entity label of each token; empty for none.

    >>> import spacy
    >>> from conflictner.columns import columns_of
    >>> from spacy.tokens import Doc
    >>> doc = Doc(spacy.blank("en").vocab, ["Goma", "fell"], heads=[1, 1], deps=["nsubj", "ROOT"])
    >>> goma, fell = words_of(columns_of(doc), ["GPE", ""])
    >>> goma.head is fell, fell.children, fell.left_edge.dep_
    (True, [Goma], 'nsubj')
    """
    words = list(
        map(
            Word,
            range(len(columns)),
            columns.words,
            columns.lowers,
            columns.lemmas,
            columns.tags,
            columns.pos,
            columns.deps,
            columns.starts,
            columns.offsets,
            ent_types,
        )
    )
    none: list[Word] = []  # as in the columns: one list for all that have no child
    for word, head, children in zip(words, columns.heads, columns.children, strict=True):
        word.doc = words
        word.head = words[head]
        word.children = list(map(words.__getitem__, children)) if children else none
    return words


def forget(words: list[Word]) -> None:
    """Take words apart that are no longer needed: they hold one another, and only the collector would find them.

    Its rounds walk all that the process holds, knowledge base included, and cost more than the reading of an article.

    >>> from conflictner.columns import columns_of
    >>> import spacy
    >>> words = words_of(columns_of(spacy.blank("en")("Goma fell")), ["", ""])
    >>> forget(words)
    >>> words
    []
    """
    for word in words:
        del word.head  # what is left holds its children alone, and each of them the empty list
    words.clear()
