"""How quotes are scored: pairs by overlap of contents, F1 by type of quote, over everything and over reported speech.

Words count, marks do not, and neither does a "that" in front of a content. Found and annotated quotes are paired one to
one, best overlap first. A content is right when it shares half of the longer one's words, a quote ("joint") when the
sources share a word too, or both have none; "exact" asks for the same words. "core" is reported speech: annotated
quotes without a source or a verb of speech count neither way, and neither do found ones without such a verb that pair
with none. Optional quotes and the words of ignored regions count neither way. Types are read off the marks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

Spans = Iterable[Sequence[int]]

KINDS: Final = ("all", "direct", "mixed", "indirect")
_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")
_CLOSERS: Final = {'"': '"', "“": "”", "”": "”", "«": "»", "„": "”"}
#: A head stops before these, or before a comma, a bracket, a dash.
_CUTS: Final = frozenset(
    {
        "of", "for", "in", "at", "on", "from", "with", "to", "by", "who", "whom", "which", "that", "whose", "during",
        "after", "as", "about", "and", "or", "near", "among", "within", "under", "over",
    }
)  # fmt: skip
_BREAK: Final = re.compile(r"[,;:()\[\]—\n]|--| - ")
_SPEECH: Final = frozenset(
    {
        "accuse", "acknowledge", "add", "address", "admit", "advise", "affirm", "agree", "allege", "announce", "answer",
        "appeal", "argue", "ask", "assert", "assure", "attribute", "blame", "boast", "brief", "call", "caution",
        "challenge", "charge", "cite", "claim", "clarify", "comment", "complain", "concede", "conclude", "condemn",
        "confess", "confirm", "contend", "continue", "counter", "criticise", "criticize", "declare", "defend", "demand",
        "denounce", "deny", "describe", "disclose", "dismiss", "emphasise", "emphasize", "estimate", "exclaim",
        "explain", "express", "forecast", "hail", "hint", "indicate", "inform", "insist", "interject", "joke", "lament",
        "maintain", "mention", "mock", "muse", "note", "object", "observe", "offer", "opine", "order", "plead",
        "pledge", "point", "post", "praise", "predict", "proclaim", "promise", "pronounce", "propose", "protest", "put",
        "question", "quip", "quote", "read", "reaffirm", "reason", "rebuff", "recall", "recite", "recommend", "recount",
        "refer", "refuse", "refute", "reiterate", "reject", "relate", "remark", "remind", "repeat", "reply", "report",
        "request", "respond", "retort", "reveal", "say", "shout", "signal", "state", "stress", "suggest", "summarise",
        "summarize", "swear", "tell", "testify", "threaten", "tout", "tweet", "underline", "underscore", "urge", "vow",
        "warn", "welcome", "whisper", "write",
    }
)  # fmt: skip


def _forms(verb: str) -> Iterator[str]:
    """Says, stated, denied, quipping."""
    last = verb[:-1] if verb.endswith("e") else verb
    yield from (verb, f"{verb}s", f"{verb}es", f"{verb}d", f"{verb}ed", f"{verb}ing", f"{last}ing")
    yield from (f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing")
    if verb.endswith("y"):
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied")


_SPOKEN: Final = frozenset(form for verb in _SPEECH for form in _forms(verb)) | {
    "said", "told", "wrote", "written", "swore", "sworn", "spoke", "according",
}  # fmt: skip


class Page:
    """A text as words, with what stands between its marks.

    Args:
        text: The text.
        ignored: Regions in which the annotation is silent.
    """

    def __init__(self, text: str, ignored: Spans = ()) -> None:
        self.text = text
        self.words = [match.span() for match in _WORD.finditer(text)]
        self.marked = _between_marks(text)
        self.skipped = self.words_in(ignored)

    def words_in(self, spans: Spans) -> frozenset[int]:
        """The numbers of the words that spans touch."""
        return frozenset(
            number for start, end in spans for number, (a, b) in enumerate(self.words) if a < end and b > start
        )

    def word(self, number: int) -> str:
        """A word in lower case."""
        start, end = self.words[number]
        return self.text[start:end].lower()


def _between_marks(text: str) -> bytearray:
    """One at each character between marks; a mark that stays open reaches to the end of its line."""
    inside = bytearray(len(text))
    for line in re.finditer(r"[^\n]+", text):
        opened, closer = -1, ""
        for at in range(line.start(), line.end()):
            char = text[at]
            if opened < 0:
                closes = char == "”" and at > line.start() and not text[at - 1].isspace()
                if char in _CLOSERS and not closes:
                    opened, closer = at, _CLOSERS[char]
            elif char == closer or (closer == "”" and char == '"'):
                inside[opened + 1 : at] = b"\1" * (at - opened - 1)
                opened = -1
        if opened >= 0:
            inside[opened + 1 : line.end()] = b"\1" * (line.end() - opened - 1)
    return inside


@dataclass(frozen=True, slots=True)
class Spoken:
    """One quote as numbers of words."""

    content: frozenset[int]
    source: frozenset[int]
    cue: frozenset[int]
    head: int | None
    kind: str
    reports: bool
    optional: bool

    @classmethod
    def read(cls, page: Page, content: Spans, source: Spans, cue: Spans, *, optional: bool = False) -> Spoken:
        """The quote of some spans."""
        content = list(content)
        said, by, verb = page.words_in(content) - page.skipped, page.words_in(source), page.words_in(cue)
        if len(said) > 1 and page.word(min(said)) == "that":
            said -= {min(said)}
        starts = [match.start() for start, end in content for match in _WORD.finditer(page.text, start, end)]
        marked = sum(page.marked[start] for start in starts)
        kind = "direct" if starts and marked == len(starts) else "mixed" if marked else "indirect"
        reports = any(page.word(number) in _SPOKEN for number in verb)
        return cls(said, by, verb, _head(page, by), kind, reports, optional)

    def covers(self, other: Spoken) -> bool:
        """Whether the contents share half of the longer one's words."""
        return 2 * len(self.content & other.content) >= max(len(self.content), len(other.content))

    def speaks(self, other: Spoken) -> bool:
        """Whether the sources share a word, or both are empty."""
        return bool(self.source & other.source) or not (self.source or other.source)

    def same_head(self, other: Spoken) -> bool:
        """Whether each source holds the other's head."""
        if self.head is None or other.head is None:
            return self.head is other.head
        return self.head in other.source and other.head in self.source


def _head(page: Page, words: frozenset[int]) -> int | None:
    """The last word of a source before its first comma, preposition or relative pronoun."""
    ordered = sorted(words)
    if not ordered:
        return None
    head = ordered[0]
    for number in ordered[1:]:
        gap = page.text[page.words[number - 1][1] : page.words[number][0]]
        if number != head + 1 or _BREAK.search(gap) or page.word(number) in _CUTS:
            break
        head = number
    return head


def annotated(page: Page, quotes: Iterable[dict[str, Any]]) -> list[Spoken]:
    """The annotated quotes of an article that hold a word."""
    read = [
        Spoken.read(page, q["content"], q.get("source") or [], q.get("cue") or [], optional=bool(q.get("optional")))
        for q in quotes
    ]
    return [quote for quote in read if quote.content]


@dataclass(slots=True)
class Score:
    """Counts over articles, by measure and kind of quote: right ones among the found, among the annotated, and all."""

    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, gold: list[Spoken], found: list[Spoken], *, core: bool = False) -> None:
        """Count one article."""
        pairs = _paired(gold, found)
        wanted = {j for j, g in enumerate(gold) if not g.optional and (not core or (g.source and g.reports))}
        free = {i for i, f in enumerate(found) if i not in pairs and core and f.cue and not f.reports}
        free |= {i for i, j in pairs.items() if j not in wanted}
        for kind in KINDS:
            self.counts["found", kind, ""] += sum(kind in ("all", f.kind) for i, f in enumerate(found) if i not in free)
            self.counts["gold", kind, ""] += sum(kind in ("all", gold[j].kind) for j in wanted)
        for i, j in pairs.items():
            if j in wanted:
                self._add_pair(found[i], gold[j])

    def _add_pair(self, found: Spoken, gold: Spoken) -> None:
        near = found.covers(gold)
        rights = {"exact": found.content == gold.content, "content": near, "joint": near and found.speaks(gold)}
        for name in (name for name, right in rights.items() if right):
            for kind in KINDS:
                self.counts[name, kind, "found"] += kind in ("all", found.kind)
                self.counts[name, kind, "gold"] += kind in ("all", gold.kind)
        if near and gold.source:
            self.counts["sourced", "all", ""] += 1
            self.counts["head", "all", ""] += found.same_head(gold)

    def number(self, side: str, kind: str = "all") -> int:
        """How many quotes were "found" or are "gold"."""
        return self.counts[side, kind, ""]

    def f1(self, measure: str, kind: str = "all") -> float:
        """F1 in percent of "exact", "content" or "joint"."""
        precision = self.counts[measure, kind, "found"] / max(self.counts["found", kind, ""], 1)
        recall = self.counts[measure, kind, "gold"] / max(self.counts["gold", kind, ""], 1)
        return 200 * precision * recall / (precision + recall) if precision + recall else 0.0

    def head(self) -> float:
        """Right heads of sources among right contents, in percent."""
        return 100 * self.counts["head", "all", ""] / max(self.counts["sourced", "all", ""], 1)


def _paired(gold: list[Spoken], found: list[Spoken]) -> dict[int, int]:
    """Found -> annotated, best overlap first."""
    options = sorted(
        (-len(f.content & g.content) / len(f.content | g.content), abs(i - j), i, j)
        for i, f in enumerate(found)
        for j, g in enumerate(gold)
        if f.content & g.content
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in options:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs
