"""Listed names on the tokens of many Docs at once, as numbers: no text is put together, few tokens are looked at alone.

Strong names of plain words with one bearer ("Otter Brigade", "Radio Karibe") make up nearly the whole of a long list.
They are hashed word by word from spaCy's own hashes, and so are the tokens, a batch of Docs in one array. Wherever a
text could be read in another way (an acronym, a country before a force, a name with fewer capitals than its own or
joined to the word before it), `AliasIndex.match` has the last word on the paragraph.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from spacy.strings import get_string_id

from conflictner.aliasspans.forms import (
    AHEAD,
    ANYWAY,
    BLANK,
    CLOSES,
    EDGE,
    OF,
    OPENS,
    WORDY,
    Forms,
    apart,
    batch_of,
    first_words,
    first_words_of,
    lead,
    paragraphs,
)
from conflictner.aliasspans.hashtable import HashTable
from conflictner.knowledge.slots import collector_paused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from conflictner.aliasspans.forms import Batch, Codes, Hashes, Tokens
    from conflictner.knowledge import KnowledgeBase

#: First token, token behind the last one, kind and id of the entity.
TokenHit = tuple[int, int, str, str]

_TIMES: Final = np.uint64(0xFF51AFD7ED558CCD)
#: Names of more words are few, and left to strings.
_WORDS: Final = AHEAD - 2
_PAIRS: Final = 21


class Scanned(NamedTuple):
    """The names in a Doc, in order, and the ranges of tokens whose text must be read."""

    hits: list[TokenHit]
    unread: list[tuple[int, int]]


class _Standing(NamedTuple):
    """Tokens with which a name may begin: the longest plain one's end and number, and whether there may be others."""

    at: Tokens
    end: Tokens
    number: Codes
    doubt: NDArray[np.bool_]


class TokenScan:
    """The plain names of a knowledge base, ready for the tokens of Docs; safe to use from many threads.

    Args:
        kb: The knowledge base.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._index = index = kb.index
        with collector_paused():
            self._forms = Forms(index)
            names = self._forms.names
            split = [name.split(" ", 2) for name in names if " " in name]
            #: Whether a name begins with two words; so, by chance, do one in twenty other pairs.
            self._pairs = np.zeros(1 << _PAIRS, bool)
            self._pairs[_pair(first_words([w[0] for w in split]), first_words([lead(w[1]) for w in split]))] = True
            plain = [(name, row) for name, row in index.names.plains() if name.count(" ") < _WORDS]
            longer = {name for name, after in pairwise(names) if after.startswith(name) and self._forms.beginning(name)}
            #: By number: whether another name goes on from a name, and whose it is.
            self._prefix = np.array([False, *[name in longer for name, _ in plain]])
            self._ids = ["", *[row.entity_id for _, row in plain]]
            self._kinds = ["", *map(kb.kind_of, self._ids[1:])]
            self._most = 0
            self._numbers = HashTable(len(plain))
            for words, numbers, hashes in _hashed([row.text for _, row in plain]):
                self._most = words
                self._numbers.add(hashes, numbers)

    def read(self, docs: Sequence[Doc]) -> list[Scanned]:
        """The names in each Doc, as far as its tokens tell them."""
        batch = batch_of(docs)
        codes = self._forms.codes(batch)
        at, end, number, doubt = self._standing(batch, codes)
        reach = np.maximum.accumulate(np.append(0, np.where(number, end, 0)))[:-1]
        inside = at < reach
        new = (number != 0) & ~inside
        blank = batch.keys[end - 1] != batch.orths[end - 1]
        whole = (codes[at - 1] & EDGE != 0) & (blank | (codes[end] & CLOSES != 0))
        clear = (end - at == 1) | (apart(codes, at) & (codes[end] & OF == 0))
        looked_at = np.flatnonzero(doubt | (new & ~(whole & clear)) | (inside & (end > reach)))
        holds = batch.holds(at)
        columns = (holds, at, end, reach, new, whole, clear, doubt)
        unsure = [
            at
            for doc, at, end, far, new_, whole_, clear_, doubt_ in zip(
                *[column[looked_at].tolist() for column in columns], strict=True
            )
            if (new_ and not (whole_ and (clear_ or self._stands_alone(batch, doc, at, end))))
            or end > far > at
            or (doubt_ and self._forms.goes_on(batch, doc, at, max(far, at) if not new_ else end))
        ]
        unread = paragraphs(codes, np.array(unsure, np.intp)) if unsure else []
        for first, last in unread:
            new &= (at < first) | (at >= last)
        return self._by_doc(batch, unread, holds[new], at[new], end[new], number[new])

    def _standing(self, batch: Batch, codes: Codes) -> _Standing:
        """The tokens with which a name begins or may begin."""
        at = np.flatnonzero(codes & OPENS)
        here, behind = codes[at], codes[at + 1]
        blank = batch.keys[at] != batch.orths[at]
        by_pair = self._pairs[_pair(first_words_of(here), first_words_of(behind))]
        goes_on = np.where(blank, by_pair, behind & WORDY != 0)
        number = self._numbers.get(batch.orths[at] * _TIMES)
        size = (number != 0).astype(np.intp)
        several = np.flatnonzero(goes_on & blank)
        start, so_far = at[several], batch.keys[at[several]] * _TIMES
        for words in range(2, self._most + 1):
            last = start + (words - 1)
            named = self._numbers.get((so_far ^ batch.orths[last]) * _TIMES)
            found = np.flatnonzero(named)
            number[several[found]], size[several[found]] = named[found], words
            so_far = (so_far ^ batch.keys[last]) * _TIMES
        doubt = (here & ANYWAY != 0) | ((goes_on | (size > 1)) & ((number == 0) | self._prefix[number]))
        kept = np.flatnonzero(doubt | (number != 0))
        return _Standing(at[kept], (at + size)[kept], number[kept], doubt[kept])

    def _by_doc(
        self, batch: Batch, unread: list[tuple[int, int]], holds: Tokens, at: Tokens, end: Tokens, number: Codes
    ) -> list[Scanned]:
        """What was found and what was not read, Doc by Doc, in tokens of the Doc."""
        starts = batch.starts[holds]
        hits = [
            (first, last, self._kinds[bearer], self._ids[bearer])
            for first, last, bearer in zip(
                (at - starts).tolist(), (end - starts).tolist(), number.tolist(), strict=True
            )
        ]
        bounds = np.searchsorted(holds, np.arange(len(batch.docs) + 1)).tolist()
        scanned = [Scanned(hits[first:last], []) for first, last in pairwise(bounds)]
        for first, last in unread:
            doc = int(np.searchsorted(batch.starts, first, side="right")) - 1
            start = int(batch.starts[doc])
            scanned[doc].unread.append((first - start, last - start))
        return scanned

    def _stands_alone(self, batch: Batch, doc: int, at: int, end: int) -> bool:
        """Whether the words around a name are no parts of it."""
        before, name = batch.text(doc, at - _AROUND, at), batch.text(doc, at, end)
        text = before + name + batch.text(doc, end, end + _AROUND)
        return self._index.stands_alone(text, len(before), len(before) + len(name.rstrip(" ")))


#: How many tokens around a name tell whether it is a part of a longer one.
_AROUND: Final = 24


def _hashed(names: Sequence[str]) -> Iterator[tuple[int, Codes, Hashes]]:
    """Names by how many words they have: their numbers from 1 on, and one hash each, made as of tokens."""
    hashes = np.fromiter(map(get_string_id, " ".join(names).split(" ")), np.uint64)
    sizes = np.fromiter([name.count(" ") + 1 for name in names], np.intp)
    firsts = np.cumsum(sizes) - sizes
    for words in np.unique(sizes).tolist():
        chosen = np.flatnonzero(sizes == words)
        first, so_far = firsts[chosen], np.zeros(len(chosen), np.uint64)
        for word in range(words - 1):
            so_far = (so_far ^ hashes[first + word] ^ BLANK) * _TIMES
        yield words, (chosen + 1).astype(np.int32), (so_far ^ hashes[first + words - 1]) * _TIMES


def _pair(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place of two first words in a table of pairs."""
    mixed: NDArray[np.int64] = ((first << 18 | second) * 0x9E3779B1) >> 20 & ((1 << _PAIRS) - 1)
    return mixed
