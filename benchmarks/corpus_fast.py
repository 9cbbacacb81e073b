"""Words a second of the fast profile against the plain base model, on the same articles, in the same process.

    python benchmarks/corpus_fast.py --data articles.jsonl --rounds 5

The base model reads with ``nlp.pipe`` and all its components; the fast profile does what a worker of `conflictner run`
does, up to the rows, after it has met the words of one shard as a worker has: the articles after the first half. Also
what the prefilter skips, and what it costs. Prints medians of CPU time; the ratios mean something, the figures do not.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median

import spacy

import conflictner as cn
from conflictner.corpus.plan import Item, Known, batches, items
from conflictner.corpus.prefilter import skipped
from conflictner.corpus.readers import read_source
from conflictner.corpus.reading import read_shard
from conflictner.corpus.records import Article, Columns
from conflictner.corpus.sources import find_sources
from conflictner.corpus.worker import meet_words
from conflictner.knowledge import KnowledgeBase
from conflictner.pipeline import DEFAULT_MODEL


def read(path: Path) -> list[list[Item]]:
    """The batches of any input of `conflictner run`."""
    dates: Counter[str] = Counter()
    records = (record for source in find_sources(path) for record in read_source(source))
    return list(batches(items(records, Columns({}), Known(), day_first=None, dates=dates)))


def texts_of(found: list[list[Item]]) -> list[str]:
    """The texts of batches."""
    return [item.text for batch in found for item in batch if isinstance(item, Article)]


def cpu(work: Callable[[], None]) -> float:
    """CPU seconds of this process for a piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    """Print words a second, their ratio, and what the prefilter does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--words", type=int, default=15_000, help="read by the base model, which is slow")
    options = parser.parse_args()

    found = read(options.data)
    half = len(found) // 2
    met, rest = texts_of(found[:half]), texts_of(found[half:])
    words = sum(len(text.split()) for text in rest)
    few: list[str] = []
    for text in rest:
        few.append(text)
        if sum(len(t.split()) for t in few) >= options.words:
            break
    few_words = sum(len(text.split()) for text in few)

    plain = spacy.load(DEFAULT_MODEL)
    fast = cn.load(profile="fast")
    kb = KnowledgeBase.load()
    meet_words(fast, met)

    def as_spacy() -> None:
        for _ in plain.pipe(few):
            pass

    def as_fast() -> None:
        for _ in read_shard(fast, found[half:], set()):
            pass

    articles = [item for batch in found for item in batch if isinstance(item, Article)]

    def as_prefilter() -> None:
        for article in articles:
            skipped(article, kb)

    times: dict[str, list[float]] = {"plain": [], "fast": [], "prefilter": []}
    as_spacy()
    as_fast()
    for _ in range(options.rounds):
        times["plain"].append(cpu(as_spacy))
        times["fast"].append(cpu(as_fast))
        times["prefilter"].append(cpu(as_prefilter))
    everything = sum(len(article.text.split()) for article in articles)
    base = few_words / median(times["plain"])
    quick = words / median(times["fast"])
    filtered = everything / median(times["prefilter"])
    print(f"{len(rest)} articles, {words:,} words, medians of {options.rounds} rounds")
    print(f"  plain base model  {base:10,.0f} words/s")
    print(f"  fast profile      {quick:10,.0f} words/s  {quick / base:6.1f} x")
    print(f"  prefilter         {filtered:10,.0f} words/s  {filtered / base:6.1f} x")
    rows = [row for article in articles if (row := skipped(article, kb)) is not None]
    shares = ", ".join(f"{code} {count}" for code, count in sorted(Counter(row.code for row in rows).items()))
    print(f"  it skips {len(rows)} of {len(articles)} articles ({shares or 'none'})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
