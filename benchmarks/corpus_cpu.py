"""The CPU of the full profile against the base model alone, on the same articles, in the same process.

    python benchmarks/corpus_cpu.py --data articles.jsonl --rounds 5

Four ways to read the articles, interleaved: plain ``nlp.pipe`` of the base model with all its components; what a worker
of `conflictner run` does up to the rows; the base model's share of that (what `conflictner.load` makes of it, without
our components); and our components' share. Prints medians of CPU seconds, and their ratios to the first. Absolute
figures mean nothing on a shared machine; the ratios do.
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
from conflictner.corpus.plan import Known, Shard, items, shards
from conflictner.corpus.readers import read_source
from conflictner.corpus.reading import read_shard
from conflictner.corpus.records import Article, Columns
from conflictner.corpus.sources import find_sources
from conflictner.pipeline import DEFAULT_MODEL


def read(path: Path) -> list[Shard]:
    """The shards of any input of `conflictner run`."""
    dates: Counter[str] = Counter()
    records = (record for source in find_sources(path) for record in read_source(source))
    stream = items(records, Columns({}), Known(), day_first=None, dates=dates)
    return list(shards(stream, size=500, dates=dates))


def cpu(work: Callable[[], None]) -> float:
    """CPU seconds of this process for a piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    """Print the medians and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--words", type=int, default=30_000)
    options = parser.parse_args()

    found = read(options.data)
    batches = [batch for shard in found for batch in shard.batches]
    texts: list[str] = []
    kept = []
    for batch in batches:
        kept.append(batch)
        texts += [item.text for item in batch if isinstance(item, Article)]
        if sum(len(text.split()) for text in texts) >= options.words:
            break
    words = sum(len(text.split()) for text in texts)

    plain = spacy.load(DEFAULT_MODEL)
    full = cn.load()
    base = cn.load()
    for name in [name for name in base.pipe_names if name.startswith("conflict_")]:
        base.remove_pipe(name)

    def as_spacy() -> None:
        for _ in plain.pipe(texts):
            pass

    def as_run() -> None:
        for _ in read_shard(full, kept, set()):
            pass

    def as_base() -> None:
        for batch in kept:
            with base.memory_zone():
                for _ in base.pipe([item.text for item in batch if isinstance(item, Article)]):
                    pass

    ways = {"plain base model": as_spacy, "full profile, to the rows": as_run, "its base model alone": as_base}
    times: dict[str, list[float]] = {name: [] for name in ways}
    for work in ways.values():
        work()  # tables are built and words met once before the clock starts
    for _ in range(options.rounds):
        for name, work in ways.items():
            times[name].append(cpu(work))
    first = median(times["plain base model"])
    print(f"{len(texts)} articles, {words:,} words, medians of {options.rounds} rounds")
    for name, seconds in times.items():
        taken = median(seconds)
        print(f"  {name:28} {taken:7.2f} s  {words / taken:8,.0f} words/s  {taken / first:5.2f} x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
