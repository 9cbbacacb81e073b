"""Quotes with speakers: ours beside textacy's direct quotations, on your own files.

    python benchmarks/quotes.py --data FOLDER_OR_FILE.jsonl [...] [--limit 20] [--merge] [--include all] [--only news]

Files hold one article a line, {"text": str, "quotes": [{"content": [[start, end]], "cue": [[start, end]], "source":
[[start, end]]}, ...]}; a quote may hold "optional": true and an article "ignore": [[start, end], ...], regions where
its annotation is silent. How quotes are scored stands in `quote_scores.py`; figures come in pairs, every annotated
quote / only reported speech with a source. ``--merge`` and ``--include all`` are the settings of the quotes component,
``--only`` keeps articles whose "id" holds a word. textacy takes direct quotations only and raises on an odd number of
marks, so it is given one paragraph at a time and its refusals are counted. Times are CPU seconds beside those of the
base model in the same run; only ratios mean something on another machine.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import spacy
from annotated_files import read
from quote_scores import KINDS, Page, Score, Spoken, annotated
from spacy.language import Language
from spacy.tokens import Doc

import conflictner as cn
from conflictner.components.quotes import Quotes
from conflictner.pipeline import DEFAULT_MODEL

MEASURES = ("exact", "content", "joint")

#: Quotes as contents, sources and cues, in characters.
Raw = tuple[list[list[int]], list[list[int]], list[list[int]]]


@dataclass(slots=True)
class System:
    """One system with its scores over every annotated quote and over reported speech."""

    name: str
    every: Score = field(default_factory=Score)
    core: Score = field(default_factory=Score)
    refused: int = 0

    def add(self, page: Page, gold: list[Spoken], quotes: list[Raw]) -> None:
        """Score one article."""
        found = [q for q in (Spoken.read(page, *raw) for raw in quotes) if q.content]
        self.every.add(gold, found)
        self.core.add(gold, found, core=True)

    def report(self) -> Iterator[str]:
        """Lines of figures in percent."""
        every, core = self.every, self.core
        yield f"{self.name}: {every.number('found')} / {core.number('found')} found"
        for kind in KINDS:
            gold = f"{every.number('gold', kind)} / {core.number('gold', kind)}"
            figures = "".join(f"{every.f1(m, kind):7.1f} / {core.f1(m, kind):4.1f}" for m in MEASURES)
            yield f"  {kind:10} {gold:>13}{figures}"
        yield f"  head of the speaker, among right contents: {every.head():.1f} / {core.head():.1f}"


def ours(doc: Doc) -> Iterator[Raw]:
    """Our quotes."""
    for quote in doc._.quotes:
        source = [] if quote.source_start is None else [[quote.source_start, quote.source_end]]
        yield [list(span) for span in quote.contents], source, [list(span) for span in quote.cues]


def textacy_quotes(nlp: Language, text: str, system: System) -> Iterator[Raw]:
    """Direct quotations by textacy, one paragraph at a time."""
    from textacy.extract import direct_quotations  # type: ignore[import-not-found,unused-ignore]

    for paragraph in re.finditer(r"[^\n]+", text):
        doc = nlp(paragraph.group())
        try:
            for speaker, cue, content in direct_quotations(doc):
                at = paragraph.start()
                source, verbs = ([[at + t.idx, at + t.idx + len(t)] for t in words] for words in (speaker, cue))
                yield [[at + content.start_char, at + content.end_char]], source, verbs
        except ValueError:
            system.refused += 1


def main() -> None:
    """Compare on the given files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", nargs="+", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="first N articles of each file")
    parser.add_argument("--only", default="", help="articles whose id holds this")
    parser.add_argument("--merge", action="store_true", help="“A,” he said. “B.” is one quote")
    parser.add_argument("--include", choices=("speech", "all"), default="speech")
    args = parser.parse_args()
    nlp, base = cn.load(), spacy.load(DEFAULT_MODEL)
    stage = nlp.get_pipe("conflict_quotes")
    if not isinstance(stage, Quotes):
        parser.error("the pipeline has no quotes component of ours")
    stage.settings = {**stage.settings, "merge": args.merge, "include": args.include}
    systems = [System("conflictner")]
    systems += [System("textacy, per paragraph")] if find_spec("textacy") is not None else []
    stage_seconds, parse_seconds = 0.0, 0.0
    for article in (a for a in read(args.data, args.limit) if args.only in str(a.get("id", ""))):
        text = article["text"]
        page = Page(text, article.get("ignore", ()))
        gold = annotated(page, article["quotes"])
        start = time.process_time()
        base(text)
        parse_seconds += time.process_time() - start
        doc = nlp(text)
        start = time.process_time()
        stage(doc)
        stage_seconds += time.process_time() - start
        systems[0].add(page, gold, list(ours(doc)))
        for peer in systems[1:]:
            peer.add(page, gold, list(textacy_quotes(base, text, peer)))
    print(f"  {'F1, all / core':10} {'annotated':>11}" + "".join(f"{name:>14}" for name in MEASURES))
    for system in systems:
        print("\n".join(system.report()))
    if len(systems) > 1:
        print(f"textacy refused {systems[1].refused} paragraphs")
    else:
        print("textacy is not installed; `pip install textacy` to see it beside us")
    print(f"quote stage / base model: {stage_seconds / max(parse_seconds, 1e-9):.3f} of its CPU time")


if __name__ == "__main__":
    main()
