"""What the form of a token allows to the names around it, worked out once a form and looked up for a batch of Docs.

Of a hundred tokens a handful can begin a listed name, and what may stand right before or behind one is a matter of the
form as well: a blank, a bracket, "of". A form is known by its key: spaCy's hash, which is one of the string alone, with
half of its bits turned round where a blank follows. So a key means the same in every vocab and outlasts a memory zone;
what is kept of forms is bounded.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from conflictner.aliasspans.hashtable import HashTable
from conflictner.columns import text_of
from conflictner.knowledge.edges import is_word
from conflictner.knowledge.naming import is_everyday
from conflictner.knowledge.pieces import SENTENCE_ENDS
from conflictner.text import fold_case, fold_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from conflictner.knowledge.aliases import AliasIndex

    Hashes = NDArray[np.uint64]
    Codes = NDArray[np.int32]
    Tokens = NDArray[np.intp]

_READ: Final[list[int | str]] = ["ORTH", "SPACY"]
BLANK: Final = np.uint64(0x9E3779B97F4A7C15)
#: Stands before, between and behind Docs; no word has this hash.
_WALL: Final = np.array([[1, 0]] * 3, np.uint64)
#: As many tokens can be looked at from any token on, and three before it.
AHEAD: Final = 8
_MOST: Final = 1 << 16

# The lower bits of a code; the upper ones are a hash of the form's first word.
OPENS: Final = 1 << 0  # a listed name may begin with it or within it
ANYWAY: Final = 1 << 1  # and whether one does, the next word alone does not tell: an acronym, "anti-M23"
EDGE: Final = 1 << 2  # a name may begin right behind it
FREE: Final = 1 << 3  # and is joined to nothing there: "(", a line break, a comma and a blank
SMALL: Final = 1 << 4  # nor is it behind a word without a capital, where that is a word of its own
CUT: Final = 1 << 5  # a word that begins behind it is one of its own
CLOSES: Final = 1 << 6  # a name may end right before it with no blank between
WORDY: Final = 1 << 7  # a name may go on in it with no blank between
OF: Final = 1 << 8  # a name of several words may go on in it: "of", a line break
COMMON: Final = 1 << 9  # an everyday word with a capital, which it may owe to the sentence
STOPS: Final = 1 << 10  # a sentence may begin behind it
PARAGRAPH: Final = 1 << 11  # a blank line: no name goes on behind it
_KNOWN: Final = 1 << 12
_FLAGS: Final = 13
_FIRST: Final = (1 << 18) - 1
_AT_WALL: Final = EDGE | FREE | CUT | CLOSES | STOPS | PARAGRAPH | _KNOWN


class Batch(NamedTuple):
    """Docs in one array: where each begins, its cells, and the hashes of the tokens without and with their blanks."""

    docs: Sequence[Doc]
    starts: Tokens
    cells: Hashes
    orths: Hashes
    keys: Hashes

    def holds(self, tokens: Tokens) -> Tokens:
        """The number of the Doc of each token."""
        return np.searchsorted(self.starts, tokens, side="right") - 1

    def text(self, doc: int, at: int, end: int) -> str:
        """Some tokens of one Doc with their blanks; nothing beyond its ends."""
        first, last = int(self.starts[doc]), int(self.starts[doc + 1]) - len(_WALL)
        return text_of(self.cells[max(first, at) : min(last, end)], self.docs[doc].vocab.strings)


def batch_of(docs: Sequence[Doc]) -> Batch:
    """Docs, any number of them, as one array."""
    read = [doc.to_array(_READ).astype(np.uint64, copy=False) for doc in docs]
    walls = [_WALL] * (AHEAD // len(_WALL) + 1)
    cells = np.concatenate([_WALL, *[part for rows in read for part in (rows, _WALL)], *walls])
    starts = np.cumsum([len(_WALL), *[len(rows) + len(_WALL) for rows in read]])
    orths = np.ascontiguousarray(cells[:, 0])
    return Batch(docs, starts, cells, orths, orths ^ (cells[:, 1] * BLANK))


class _Opening(NamedTuple):
    """The names, folded, and the acronyms that may begin in a form, each with the character at which it does.

    ``left`` are those that the form behind leaves.
    """

    names: tuple[tuple[int, str], ...]
    acronyms: tuple[tuple[int, str], ...]
    left: dict[int, _Opening]


class _Keys:
    """Keys in order, to be found by how they begin."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = sorted(keys)
        leads = list(map(lead, self.keys))
        self.leads = set(leads)
        #: Keys that go on behind their lead with a mark that sorts behind the digits: "ak:26".
        self._others: dict[str, list[str]] = {}
        for key, first in zip(self.keys, leads, strict=True):
            if key[len(first) :][:1] > "9":
                self._others.setdefault(first, []).append(key)

    def beginning(self, piece: str) -> list[str]:
        """The keys that begin with the first word of a form; with all of it where nothing ends the word."""
        first = lead(piece)
        start = bisect_left(self.keys, first)
        if first == piece:
            return self.keys[start : bisect_left(self.keys, f"{first}\U0010ffff")]
        return self.keys[start : bisect_left(self.keys, f"{first}0")] + self._others.get(first, [])


class Forms:
    """The forms met so far, and the names that may begin in them; safe to use from many threads.

    Args:
        index: The aliases.
    """

    def __init__(self, index: AliasIndex) -> None:
        self._index = index
        self._names, self._acronyms = _Keys(index.names.keys), _Keys(index.acronyms.keys)
        self.names = self._names.keys
        self._codes = _no_codes()
        self._openings: dict[int, _Opening] = {}

    def codes(self, batch: Batch) -> Codes:
        """What each token allows."""
        codes = self._codes.get(batch.keys)
        unknown = np.flatnonzero(codes == 0)
        if not len(unknown):
            return codes
        new: dict[int, int] = {}
        columns = (unknown, batch.holds(unknown), batch.orths[unknown], batch.keys[unknown])
        for at, doc, orth, key in zip(*[column.tolist() for column in columns], strict=True):
            if key not in new:
                new[key] = self._code(batch.docs[doc].vocab.strings[orth] + (" " if key != orth else ""))
            codes[at] = new[key]
        new.pop(0, None)
        if len(self._codes) + len(new) > _MOST:
            self._codes = _no_codes()
        if len(new) < _MOST:
            self._codes.add(np.array(list(new), np.uint64), np.array(list(new.values()), np.int32))
        return codes

    def goes_on(self, batch: Batch, doc: int, at: int, end: int) -> bool:
        """Whether a listed name may begin in a token and go beyond a later one; an acronym too."""
        key, behind = int(batch.keys[at]), int(batch.keys[at + 1])
        opening = self._openings.get(key)
        if opening is None:
            opening = self._opening(batch.text(doc, at, at + 1))
            if len(self._openings) >= _MOST:
                self._openings = {}
            self._openings[key] = opening
        left = opening.left.get(behind)
        if left is None:
            left = _left(opening, batch.text(doc, at, at + 2))
            if len(opening.left) < _MOST:
                opening.left[behind] = left
        longest = max((start + len(name) for start, name in (*left.names, *left.acronyms)), default=0)
        known = len(batch.text(doc, at, end).rstrip(" "))
        if longest <= known:
            return False
        marked = fold_marks(batch.text(doc, at, at + longest + 1))
        return max(_reach(fold_case(marked), left.names), _reach(marked, left.acronyms)) > known

    def beginning(self, name: str) -> bool:
        """Whether another folded name goes on from one with a blank or a mark."""
        return any(
            name != key and key.startswith(name) and not key[len(name)].isalnum() for key in self._names.beginning(name)
        )

    def _opening(self, piece: str) -> _Opening:
        """The names that may begin in a form with its blank."""
        marked = fold_marks(piece)
        folded = fold_case(marked)
        starts = [at for at in range(len(marked.rstrip(" "))) if not at or not is_word(marked[at - 1])]
        names = {(at, name) for at in starts for name in self._names.beginning(folded[at:])}
        acronyms = {(at, name) for at in starts for name in self._acronyms.beginning(marked[at:])}
        # "together" is not the party Together.
        word = folded.removesuffix(" ")
        if folded == marked and (0, word) in names and self._index.needs_capital(word):
            names.remove((0, word))
        return _Opening(tuple(names), tuple(acronyms), {})

    def _code(self, piece: str) -> int:
        """What a form with its blank allows."""
        text = piece.removesuffix(" ") if len(piece) > 1 else piece
        blank = text != piece
        marked = fold_marks(text)
        folded = fold_case(marked)
        last, first = marked[-1:], marked[:1]
        in_word = last == "" or is_word(last) or last in "'-"
        opening = self._opening(piece) if self._may_open(marked, folded, blank) else _NOTHING
        flags = {
            OPENS: bool(opening.names or opening.acronyms),
            ANYWAY: bool(opening.acronyms)
            or not all(self._by_next_word(text, folded, *item) for item in opening.names),
            EDGE: blank or last == "-" or not in_word,
            FREE: not in_word if blank else text[-1:] != " ",
            SMALL: len(text) <= 20 and not first.isupper(),
            CUT: blank or not in_word,
            CLOSES: (blank and folded in ("'s", "'")) or not (first in ("", "'") or is_word(first)),
            WORDY: first in ("", " ") or first.isalnum(),
            OF: text.isspace() or folded == "of",
            COMMON: blank and first.isupper() and text.isalpha() and is_everyday(text),
            STOPS: last in SENTENCE_ENDS or "\n" in text,
            PARAGRAPH: text.isspace() and "\n\n" in text,
        }
        code = _KNOWN | sum(flag for flag, given in flags.items() if given)
        return (hash(lead(folded)) & _FIRST) << _FLAGS | code

    def _may_open(self, marked: str, folded: str, blank: bool) -> bool:
        """Whether it is worth a look which names begin in a form: of most plain words none does."""
        return not (blank and folded.isalnum()) or folded in self._names.leads or marked in self._acronyms.leads

    def _by_next_word(self, text: str, folded: str, at: int, name: str) -> bool:
        """Whether a name stands here by what follows alone, or is a plain one of this word."""
        if at or not name.startswith(folded):
            return False
        if name == folded:
            plain = self._index.names.plain(name)
            return plain is not None and plain.text == text
        return name[len(folded)] == " " or name[len(folded)].isalnum()


#: No name begins in the form.
_NOTHING: Final = _Opening((), (), {})


def lead(key: str) -> str:
    """The letters and digits with which a name begins.

    >>> lead("al-shabaab"), lead("otter brigade")
    ('al', 'otter')
    """
    first = key.partition(" ")[0]
    if first.isalnum():
        return first
    return next((first[:at] for at, char in enumerate(first) if not char.isalnum()), first)


def first_words(words: Sequence[str]) -> NDArray[np.int64]:
    """Hashes of first words, as they are in the upper bits of codes."""
    return np.array(list(map(hash, words)), np.int64) & _FIRST


def first_words_of(codes: Codes) -> NDArray[np.int64]:
    """The same from codes."""
    return (codes >> _FLAGS).astype(np.int64)


def apart(codes: Codes, at: Tokens) -> NDArray[np.bool_]:
    """Whether the word before a name is surely no part of a longer one; see `conflictner.knowledge.pieces`."""
    first, second, third = codes[at - 1], codes[at - 2], codes[at - 3]
    # "the", "doesn't" (two tokens)
    small = (first & SMALL != 0) & ((second & CUT != 0) | ((second & SMALL != 0) & (third & CUT != 0)))
    opens_sentence = (first & COMMON != 0) & (second & STOPS != 0)
    surely: NDArray[np.bool_] = (first & FREE != 0) | small | opens_sentence
    return surely


def paragraphs(codes: Codes, tokens: Tokens) -> list[tuple[int, int]]:
    """The paragraphs that hold some tokens, each once: first token, token behind the last one."""
    walls = np.flatnonzero(codes & PARAGRAPH)
    behind = np.unique(np.searchsorted(walls, tokens))
    return list(zip((walls[behind - 1] + 1).tolist(), walls[behind].tolist(), strict=True))


def _no_codes() -> HashTable:
    table = HashTable(_MOST)
    table.add(_WALL[:1, 0], np.array([_AT_WALL], np.int32))
    return table


def _left(opening: _Opening, pieces: str) -> _Opening:
    """The names that the first two forms leave."""
    marked = fold_marks(pieces)
    folded = fold_case(marked)
    return _Opening(
        tuple([item for item in opening.names if _agree(item[1], folded[item[0] :])]),
        tuple([item for item in opening.acronyms if _agree(item[1], marked[item[0] :])]),
        {},
    )


def _agree(name: str, text: str) -> bool:
    return name.startswith(text) or text.startswith(name)


def _reach(text: str, names: Sequence[tuple[int, str]]) -> int:
    """Where the longest of the names ends that stands in a text."""
    return max(
        (
            at + len(name)
            for at, name in names
            if text.startswith(name, at) and not text[at + len(name) :][:1].isalnum()
        ),
        default=0,
    )
