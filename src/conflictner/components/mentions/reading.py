"""A Doc read once: its columns as plain lists, and the runs of capitalised tokens that names are made of."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc

from conflictner.annotations import SEGMENTS
from conflictner.columns import columns_of
from conflictner.components.mentions.lexicon import CONFLICT, FUNCTION, MONTHS_DAYS, OWNERS, PARTICLES
from conflictner.knowledge.words import is_word

HYPHENS: Final = frozenset("-‐‑–—−")
OPENERS: Final = frozenset(":→►▶•|*·")
APOSTROPHES: Final = frozenset(("'s", "’s", "'S", "’S", "ʼs", "`s"))
QUOTE_MARKS: Final = frozenset("\"“”„«»‘’'`")
#: The article of Arabic names, as it sounds before their first letter: "Dar {As} Salam", "{An} Nuhud".
SUN_ARTICLES: Final = frozenset(("As", "An", "Ar", "At", "Az", "Ad", "Ash", "Adh", "Ath"))
#: In a headline or a brief of so many tokens one word of conflict is enough.
BRIEF: Final = 60
#: Zipf frequency of a word that a headline alone writes with a capital: "Rebels Seize Border Town".
ORDINARY: Final = 4.3
#: "M23/AFC": a slash parts two names. A bracket, a comma, a mark of quotation always do.
LONGEST_RUN: Final = 12


@dataclass(slots=True)
class Reading:
    """The columns of a Doc that the rules ask for, computed in one pass; indices are token indices."""

    doc: Doc
    source: str  # doc.text, which spaCy puts together anew each time it is asked for
    words: list[str]
    lowers: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    lemma: Callable[[int], str]  # the lower-case lemma of a token; empty where none was set
    sentence_start: list[bool]
    spaced: list[str]  # the blank behind each token, or nothing
    first: list[int]  # character offset of each token, and of the end
    name_like: list[bool]
    names: list[int]  # the tokens that are name-like: most rules need to look at no others
    shouted: list[bool]  # in a line set in capitals
    title_case: list[bool]  # in a line whose words are nearly all capitalised: a headline
    conflict: bool
    types: frozenset[str]  # the different words of the text
    segment: dict[int, str] = field(default_factory=dict)
    _found: dict[frozenset[str], list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, doc: Doc, frequency: Callable[[str], float]) -> Reading:
        """Read a Doc.

        Args:
            doc: A Doc with tags and a parse.
            frequency: How common a word is in English, on the Zipf scale.
        """
        columns = columns_of(doc)
        words, lowers = columns.words, columns.lowers
        types = frozenset(words)
        named = {word for word in types if word[0].isupper() or (not word.islower() and _name_like(word))}
        name_like = list(map(named.__contains__, words))
        reading = cls(
            doc=doc,
            source=columns.text,
            words=words,
            lowers=lowers,
            pos=columns.pos,
            dep=columns.deps,
            head=columns.heads,
            sentence_start=columns.starts.copy(),
            spaced=columns.spaces,
            lemma=columns.lemma,
            first=columns.offsets,
            name_like=name_like,
            names=list(itertools.compress(range(len(words)), name_like)),
            shouted=[False] * len(words),
            title_case=[False] * len(words),
            types=types,
            conflict=_tells_of_conflict(lowers),
        )
        for i in reading.tokens_holding("\n"):
            if i + 1 < len(words):
                reading.sentence_start[i + 1] = True
        for i in reading.positions(SUN_ARTICLES):
            if i and reading.name_like[i - 1] and reading.has_article(i):
                # "Dar | As Salam": for the parser "As" opens a sentence
                reading.sentence_start[i] = False
        reading._look_at_lines(frequency)
        if SEGMENTS in doc.spans:
            for span in doc.spans[SEGMENTS]:
                if span.label_ != "BODY":
                    reading.segment.update(dict.fromkeys(range(span.start, span.end), span.label_))
        return reading

    def __len__(self) -> int:
        return len(self.words)

    def text(self, start: int, end: int) -> str:
        """The text of a token range, as it stands in the Doc."""
        return self.source[self.first[start] : self.first[end] - len(self.spaced[end - 1])]

    def last(self, i: int) -> int:
        """The character offset behind a token."""
        return self.first[i + 1] - len(self.spaced[i])

    def tokens_at(self, start: int, end: int) -> tuple[int, int]:
        """The token range that covers a character range."""
        at = bisect_right(self.first, start) - 1
        return at + (self.last(at) <= start), bisect_left(self.first, end, hi=len(self.words))

    def root(self, start: int, end: int) -> int:
        """The token of a range whose head lies outside of it."""
        for i in range(end - 1, start - 1, -1):
            if not start <= self.head[i] < end or self.head[i] == i:
                return i
        return end - 1

    def word(self, i: int) -> str:
        """The lower-case token at an index; empty outside of the Doc or across a sentence start behind it."""
        if i < 0:
            return ""
        try:
            return self.lowers[i]
        except IndexError:
            return ""

    def opens(self, i: int) -> bool:
        """Whether a token opens a sentence, behind a quotation mark, a bullet, an arrow or a colon too: "“Burns"."""
        while i > 0 and not self.sentence_start[i]:
            if self.words[i - 1] in OPENERS:
                return True
            if self.words[i - 1].isalnum():
                return False
            i -= 1
        return True

    def before(self, start: int) -> str:
        """The lower-case word before a range in the same sentence, quotation marks passed over; empty if none."""
        i = start - 1
        while i >= 0 and not self.sentence_start[i + 1] and self.words[i] in QUOTE_MARKS:
            i -= 1
        return self.lowers[i] if i >= 0 and not self.sentence_start[i + 1] else ""

    def is_plain(self, lower: str) -> bool:
        """Whether the text writes a word without a capital too."""
        return lower.islower() and lower in self.types

    def has_article(self, i: int) -> bool:
        """Whether a token is the article of an Arabic name: "{An} Nuhud", but "{An} NGO" and ". {As} Syria burns".

        It takes on the first letter of the name behind it, and opens no sentence.
        """
        if self.words[i] not in SUN_ARTICLES or not i or i + 1 >= len(self.words):
            return False
        behind = self.words[i + 1]
        return (
            behind[:1].isupper()
            and not behind.isupper()
            and behind.lower().startswith(self.lowers[i][1:])
            and self.words[i - 1][-1].isalnum()
        )

    def positions(self, cues: frozenset[str]) -> list[int]:
        """Where one of some tokens stands, such as a bracket; most texts have none, and one look at it tells so."""
        found = self._found.get(cues)
        if found is None:
            there = self.types & cues
            found = self._found[cues] = [i for i, word in enumerate(self.words) if word in there] if there else []
        return found

    def tokens_holding(self, char: str) -> list[int]:
        """The tokens that hold a character, in order."""
        found: dict[int, None] = {}
        at = self.source.find(char)
        while at >= 0:
            found[bisect_right(self.first, at) - 1] = None
            at = self.source.find(char, at + 1)
        return list(found)

    def _look_at_lines(self, frequency: Callable[[str], float]) -> None:
        """Mark the lines in capitals and the headlines in title case: there a capital tells nothing."""
        size = len(self.words)
        # For the parser "Fighters Regroup Along Border | As Talks Fail" are two; no stop stands between them.
        opening = [i for i in itertools.compress(range(size), self.sentence_start) if not i or self._stops(i - 1)]
        for a, b in itertools.pairwise([*opening, size]):
            if self._shouts(a, b):
                self.shouted[a:b] = [True] * (b - a)
            elif self._may_be_headline(a, b) and self._is_headline(a, b, frequency):
                self.title_case[a:b] = [True] * (b - a)

    def _stops(self, i: int) -> bool:
        return not self.words[i].isalnum()

    def _may_be_headline(self, a: int, b: int) -> bool:
        """Whether a line has no full stop; collections of headlines put one, where no verb keeps its small letter."""
        if self.words[b - 1] != ".":
            return True
        whole = b == len(self.words) and (a == 0 or "\n" in self.words[a - 1])
        return (
            whole
            and self.conflict
            and not any(self.pos[i] in ("VERB", "AUX") and not self.name_like[i] for i in range(a, b))
        )

    def _shouts(self, a: int, b: int) -> bool:
        """Whether all longer words of a sentence are in capitals; the first one tells it of most."""
        longer = 0
        for word in self.words[a:b]:
            if len(word) > 3 and word.isalpha():
                if not word.isupper():
                    return False
                longer += 1
        return longer >= 2

    def _is_headline(self, a: int, b: int, frequency: Callable[[str], float]) -> bool:
        if sum(self.name_like[a:b]) < 4:
            return False
        longer = [i for i in range(a, b) if len(self.words[i]) > 3 and self.words[i].isalpha()]
        return (
            len(longer) >= 4
            and sum(self.name_like[i] for i in longer) >= 0.8 * len(longer)
            # A list of guests is all capitals too; a headline has ordinary words among them.
            and self._are_ordinary([self.lowers[i] for i in longer[1:] if self.name_like[i]], frequency)
        )

    def _are_ordinary(self, raised: list[str], frequency: Callable[[str], float]) -> bool:
        """Two frequent words with a capital; in conflict news three of any: "Fighters Ambush Convoy In Borno State"."""
        if sum(frequency(word) >= ORDINARY for word in raised) >= 2:
            return True
        return self.conflict and sum(map(is_word, raised)) >= 3 and "," not in self.types


def _tells_of_conflict(lowers: list[str]) -> bool:
    """Whether a text has the words of conflict: two in all, one in a headline or a brief."""
    found = CONFLICT.intersection(lowers)
    needed = 1 if len(lowers) <= BRIEF else 2
    return len(found) >= needed or sum(map(lowers.count, found)) >= needed


def _name_like(word: str) -> bool:
    """Whether a token may be part of a name: a capital first, or an acronym with a digit ("3R", "2ème" not).

    >>> [_name_like(w) for w in ("Goma", "M23", "3R", "rebels", "23", "d'Ivoire", "iPhone")]
    [True, True, True, False, False, True, False]
    """
    first = word[0]
    if first.isupper():
        return True
    if first.isdigit():
        return word[-1].isupper() and word[1:].isalpha() and word.isupper()
    return len(word) > 2 and word[1] in "'’" and word[2].isupper()


def capital_runs(reading: Reading) -> list[tuple[int, int]]:
    """The maximal runs of capitalised tokens, with the particles and hyphens inside them; a line of shouting has none.

    A run never crosses a sentence start, a comma, a bracket or a slash. Words that open a sentence and months are cut.
    """
    runs: list[tuple[int, int]] = []
    done = 0
    for i in _run_starts(reading):
        if i < done or reading.shouted[i]:
            continue
        start, end = i, _run_end(reading, i)
        while start < end and (
            reading.lowers[start] in MONTHS_DAYS
            or (
                not reading.has_article(start)
                and reading.lowers[start] in FUNCTION
                and (reading.sentence_start[start] or not reading.words[start].isupper())
            )
        ):
            start += 1
        if start < end and reading.words[start] not in HYPHENS:
            runs.append((start, end))
        done = end
    return runs


def _run_starts(reading: Reading) -> list[int]:
    """Where a run may begin: at a capital, or at the article of "al-Shabaab"."""
    articles = [i - 1 for i in reading.positions(HYPHENS) if i and _is_article_start(reading, i - 1)]
    return sorted({*reading.names, *articles}) if articles else reading.names


def _is_article_start(reading: Reading, i: int) -> bool:
    """As in "al-Shabaab", "el-Fasher", "an-Nusra": a lower-case article, a hyphen and a capital."""
    return (
        i + 2 < len(reading)
        and reading.lowers[i] in PARTICLES
        and not reading.spaced[i]
        and reading.words[i + 1] in HYPHENS
        and not reading.spaced[i + 1]
        and reading.name_like[i + 2]
    )


def _run_end(reading: Reading, start: int) -> int:
    end = start + 1
    size = min(len(reading), start + LONGEST_RUN)
    if not reading.name_like[start]:
        end = start + 3
    while end < size:
        if reading.sentence_start[end]:
            break
        word = reading.words[end]
        if reading.name_like[end]:
            if reading.lowers[end] in MONTHS_DAYS and word.lower() != "may":
                break
            end += 1
            continue
        step = _joined(reading, end, size)
        if not step:
            break
        end += step
    return end


def _joined(reading: Reading, i: int, size: int) -> int:
    """How many tokens that are no capitals still join the capital behind them to the run; 0 if none."""
    words, spaced, lowers = reading.words, reading.spaced, reading.lowers
    if words[i] in HYPHENS and not spaced[i] and not spaced[i - 1]:
        if i + 1 < size and reading.name_like[i + 1]:
            return 2
        # Lashkar-e-Taiba, Hay'at-ul-Islam
        if i + 3 < size and lowers[i + 1] in PARTICLES and words[i + 2] in HYPHENS and reading.name_like[i + 3]:
            return 4
        return 0
    if words[i] in APOSTROPHES and lowers[i - 1] in OWNERS:
        return 2 if i + 1 < size and reading.name_like[i + 1] else 0
    if words[i] in ("'", "’") and lowers[i - 1] in OWNERS:
        return 2 if i + 1 < size and reading.name_like[i + 1] else 0
    if lowers[i] in PARTICLES and spaced[i - 1]:
        for step in (1, 2, 3):
            if i + step >= size:
                return 0
            if reading.name_like[i + step]:
                return step + 1
            if lowers[i + step] not in PARTICLES and words[i + step] not in HYPHENS:
                return 0
    if words[i] == "&" and i + 1 < size and reading.name_like[i + 1]:
        return 2
    return 0
