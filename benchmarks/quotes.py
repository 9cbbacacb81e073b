"""Quotes with speakers: ours beside textacy's direct quotations, on your own files.

    python benchmarks/quotes.py --data FOLDER_OR_FILE.jsonl [...] [--limit 20]

Files hold one article a line, {"text": str, "quotes": [{"content": [[start, end]], "source": [[start, end]]}, ...]},
and a quote may hold "optional": true. A content is right when it shares half of the longer one's words with a gold
content, a quote ("joint") when the sources share a word too. textacy takes direct quotations only and raises on an odd
number of marks, so it is given one paragraph at a time and its refusals are counted. Times are CPU seconds beside those
of the base model in the same run; only ratios mean something on another machine.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

import conflictner as cn
from conflictner.pipeline import DEFAULT_MODEL

_WORD = re.compile(r"\w+")

#: The words of a content and of its source, by their offsets.
Pair = tuple[frozenset[int], frozenset[int]]


@dataclass(slots=True)
class Tally:
    """Counts of one system."""

    predicted: int = 0
    gold: int = 0
    contents: int = 0
    joint: int = 0
    refused: int = 0
    seconds: float = 0.0

    def f1(self, right: int) -> float:
        """F1 in percent."""
        return 200 * right / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


def words(text: str, spans: list[list[int]]) -> frozenset[int]:
    """Offsets of the words in spans."""
    return frozenset(m.start() for start, end in spans for m in _WORD.finditer(text, start, end))


def compare(tally: Tally, gold: list[Pair], optional: list[Pair], found: list[Pair]) -> None:
    """Pair found and gold quotes one to one, best overlap first, and count."""
    options = sorted(
        (
            (len(f[0] & g[0]) / len(f[0] | g[0]), i, j)
            for i, f in enumerate(found)
            for j, g in enumerate(gold)
            if f[0] & g[0]
        ),
        reverse=True,
    )
    used_found: set[int] = set()
    used_gold: set[int] = set()
    for _, i, j in options:
        if i in used_found or j in used_gold:
            continue
        used_found.add(i)
        used_gold.add(j)
        (content, source), (gold_content, gold_source) = found[i], gold[j]
        if 2 * len(content & gold_content) >= max(len(content), len(gold_content)):
            tally.contents += 1
            tally.joint += bool(source & gold_source) or not (source or gold_source)
    tally.gold += len(gold)
    tally.predicted += sum(i in used_found or not any(f[0] & o[0] for o in optional) for i, f in enumerate(found))


def ours(doc: Doc) -> Iterator[Pair]:
    """Our quotes as words."""
    for quote in doc._.quotes:
        source = [] if quote.source_start is None else [[quote.source_start, quote.source_end]]
        yield words(doc.text, [list(span) for span in quote.contents]), words(doc.text, source)


def textacy_quotes(nlp: Language, text: str, tally: Tally) -> Iterator[Pair]:
    """Direct quotations by textacy, one paragraph at a time."""
    from textacy.extract import direct_quotations  # type: ignore[import-not-found,unused-ignore]

    for paragraph in re.finditer(r"[^\n]+", text):
        doc = nlp(paragraph.group())
        try:
            for speaker, _, content in direct_quotations(doc):
                at = paragraph.start()
                source = [[at + t.idx, at + t.idx + len(t)] for t in speaker]
                yield words(text, [[at + content.start_char, at + content.end_char]]), words(text, source)
        except ValueError:
            tally.refused += 1


def timed(tally: Tally, call: Callable[[], list[Pair]]) -> list[Pair]:
    """Run a call and add its CPU time."""
    start = time.process_time()
    result = call()
    tally.seconds += time.process_time() - start
    return result


def read(paths: list[Path], limit: int | None) -> Iterator[dict[str, Any]]:
    """Articles of files and of the .jsonl files in folders."""
    for path in paths:
        for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
            with file.open(encoding="utf-8") as lines:
                yield from [json.loads(line) for line in lines if line.strip()][:limit]


def main() -> None:
    """Compare on the given files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", nargs="+", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="first N articles of each file")
    args = parser.parse_args()
    nlp, base = cn.load(), spacy.load(DEFAULT_MODEL)
    stage = nlp.get_pipe("conflict_quotes")
    mine, theirs, stage_seconds, parse_seconds = Tally(), Tally(), 0.0, 0.0
    peer = find_spec("textacy") is not None
    for article in read(args.data, args.limit):
        text = article["text"]
        pairs = [(q, (words(text, q["content"]), words(text, q.get("source") or []))) for q in article["quotes"]]
        gold = [pair for quote, pair in pairs if not quote.get("optional")]
        optional = [pair for quote, pair in pairs if quote.get("optional")]
        start = time.process_time()
        base(text)
        parse_seconds += time.process_time() - start
        doc = nlp(text)
        start = time.process_time()
        stage(doc)
        stage_seconds += time.process_time() - start
        compare(mine, gold, optional, timed(mine, lambda doc=doc: list(ours(doc))))  # type: ignore[misc]
        if peer:
            compare(theirs, gold, optional, timed(theirs, lambda text=text: list(textacy_quotes(base, text, theirs))))  # type: ignore[misc]
    print(f"{'':24} {'content':>8} {'joint':>8} {'found':>7} {'gold':>7} {'refused':>8}")
    for name, tally in (("conflictner", mine), ("textacy, per paragraph", theirs)):
        if tally.predicted or tally is mine:
            print(
                f"{name:24} {tally.f1(tally.contents):8.1f} {tally.f1(tally.joint):8.1f} "
                f"{tally.predicted:7} {tally.gold:7} {tally.refused:8}"
            )
    if not peer:
        print("textacy is not installed; `pip install textacy` to see it beside us")
    print(f"quote stage / base model: {stage_seconds / max(parse_seconds, 1e-9):.3f} of its CPU time")


if __name__ == "__main__":
    main()
