"""What caps the quotes: how many annotated ones any proposal gets right, and where the others are lost.

    python models/quotes/oracle.py FILE.jsonl [...] [--limit 30] [--include all] [--merge] [--show "no cue" 20]

Files hold one article a line in the format that `marked.py` writes. A gold quote is lost at the first step that fails:

    no cue        none of its cue words is a cue of ours
    no proposal   no proposed content shares a word with it
    boundary      none shares half of the longer one's words
    source        no such content comes with the right source
    choice        a right proposal was there, another or none was chosen
    inexact       right, but not to the word
    exact         right to the word

Every line gives counts and shares over all quotes, and over reported speech with a source.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

import conflictner as cn
from conflictner.components.quotes import Quotes
from conflictner.components.quotes.attribution import Attribution
from conflictner.components.quotes.cues import THINK, Lexicon, find_cues
from conflictner.components.quotes.direct import DirectFinder
from conflictner.components.quotes.indirect import IndirectFinder
from conflictner.components.quotes.reading import Reading

STEPS = ("no cue", "no proposal", "boundary", "source", "choice", "inexact", "exact")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Spans:
    """The words of a quote, by their offsets; a leading "that" is no content."""

    content: frozenset[int]
    source: frozenset[int]
    cue: frozenset[int] = frozenset()

    def covers(self, other: Spans) -> bool:
        """Whether the contents share half of the longer one's words."""
        return 2 * len(self.content & other.content) >= max(len(self.content), len(other.content))

    def speaks(self, other: Spans) -> bool:
        """Whether the sources share a word, or both are empty."""
        return bool(self.source & other.source) or not (self.source or other.source)


def words(text: str, spans: Iterable[Iterable[int]], *, content: bool = False) -> frozenset[int]:
    """Offsets of the words in spans."""
    found = [match for start, end in spans for match in _WORD.finditer(text, start, end)]
    if content and len(found) > 1 and found[0].group().lower() == "that":
        found = found[1:]
    return frozenset(match.start() for match in found)


def gold_spans(text: str, quote: dict[str, Any]) -> Spans:
    """An annotated quote as words."""
    return Spans(
        words(text, quote["content"], content=True),
        words(text, quote.get("source") or []),
        words(text, quote.get("cue") or []),
    )


def proposed_spans(reading: Reading, attribution: Attribution) -> Spans:
    """One of our proposals as words."""
    source = attribution.source
    spoken = [] if source is None else [reading.chars(source.start, source.end)]
    return Spans(words(reading.text, attribution.parts, content=True), words(reading.text, spoken))


def is_core(doc: Doc, gold: Spans, lexicon: Lexicon) -> bool:
    """Reported speech with a source: the cue holds a verb of speech or "according"."""
    cue = [token for token in doc if token.idx in gold.cue]
    spoken = any(
        token.lower_ == "according" or any(e.stance != THINK for e in lexicon.verbs.get(token.lemma_.lower(), ()))
        for token in cue
    )
    return bool(gold.source) and spoken


def step_of(gold: Spans, cues: frozenset[int], proposed: list[Spans], chosen: list[Spans]) -> str:
    """Where a gold quote is lost.

    >>> said = Spans(frozenset({9, 12}), frozenset({0}), frozenset({4}))
    >>> step_of(said, frozenset({4}), [Spans(frozenset({9, 12}), frozenset({0}))], [])
    'choice'
    """
    near = [p for p in proposed if p.content & gold.content]
    right = [p for p in near if p.covers(gold)]
    if any(c.covers(gold) and c.speaks(gold) for c in chosen):
        return "exact" if any(c.content == gold.content and c.speaks(gold) for c in chosen) else "inexact"
    if any(p.speaks(gold) for p in right):
        return "choice"
    if right:
        return "source"
    if gold.cue and not gold.cue & cues:
        return "no cue"
    return "boundary" if near else "no proposal"


def lost(doc: Doc, stage: Quotes, quotes: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str, bool]]:
    """Each gold quote that counts, the step it is lost at, and whether it is reported speech with a source."""
    reading = Reading(doc)
    everything = stage.settings["include"] == "all"
    cues = find_cues(reading, stage.lexicon, include_thought=everything)
    finder = IndirectFinder(reading, cues, views=everything)
    proposals = [p for candidates in finder.proposals() for p in candidates] + DirectFinder(
        reading, cues, finder.ends.shared
    ).find()
    proposed = [proposed_spans(reading, p) for p in proposals]
    chosen = [proposed_spans(reading, c.attribution) for c in stage.find(Reading(doc))]
    spans = [reading.chars(cue.start, cue.end) for cue in [*cues, *(p.cue for p in proposals if p.cue is not None)]]
    known = words(reading.text, spans)
    for quote in quotes:
        gold = gold_spans(reading.text, quote)
        if gold.content and not quote.get("optional"):
            yield quote, step_of(gold, known, proposed, chosen), is_core(doc, gold, stage.lexicon)


def report(counts: Counter[str]) -> str:
    """One line of shares."""
    total = max(sum(counts.values()), 1)
    return "  ".join(f"{step} {counts[step]} ({100 * counts[step] / total:.0f} %)" for step in STEPS)


def main() -> None:
    """Count over the given files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, help="first N articles of each file")
    parser.add_argument("--include", choices=("speech", "all"), default="speech")
    parser.add_argument("--merge", action="store_true", help="“A,” he said. “B.” is one quote")
    parser.add_argument("--show", nargs=2, metavar=("STEP", "N"), help="print N quotes lost at a step")
    args = parser.parse_args()
    nlp = cn.load()
    stage = nlp.get_pipe("conflict_quotes")
    if not isinstance(stage, Quotes):
        parser.error("the pipeline has no quotes component of ours")
    stage.settings = {**stage.settings, "include": args.include, "merge": args.merge}
    for file in args.files:
        every: Counter[str] = Counter()
        core: Counter[str] = Counter()
        left = int(args.show[1]) if args.show else 0
        with file.open(encoding="utf-8", newline="\n") as lines:
            articles = [json.loads(line) for line in lines if line.strip()][: args.limit]
        for article in articles:
            text = article["text"]
            for quote, step, is_reported in lost(nlp(text), stage, article["quotes"]):
                every[step] += 1
                core[step] += is_reported
                if args.show and step == args.show[0] and left:
                    left -= 1
                    parts = [
                        " .. ".join(text[a:b] for a, b in quote.get(k) or []) for k in ("source", "cue", "content")
                    ]
                    print("  {} | {} | {}".format(*parts).replace("\n", " "))
        print(f"{file}: all {sum(every.values())}\n  {report(every)}\n  speech {sum(core.values())}\n  {report(core)}")


if __name__ == "__main__":
    main()
