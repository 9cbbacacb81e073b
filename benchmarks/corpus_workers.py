"""Two workers against one on the same articles: wall time, equal tables, and what the tables weigh.

    python benchmarks/corpus_workers.py --data articles.jsonl --rounds 3

The articles are any input of `conflictner run`. Prints the median of the wall times, their ratio, bytes of the tables
over bytes of the text. A machine with less than two idle cores says nothing about the ratio.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from conflictner.corpus import Corpus, run
from conflictner.corpus.shards import TABLES
from conflictner.rows import Reject


def tables(corpus: Corpus) -> dict[str, bytes]:
    """The bytes of every table."""
    return {name: corpus.path(row_type).read_bytes() for row_type, name in TABLES.items()}


def main() -> int:
    """Run; exit status 1 when the tables differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--shard-size", type=int, default=20)
    options = parser.parse_args()
    seconds: dict[int, list[float]] = {1: [], 2: []}
    found: list[dict[str, bytes]] = []
    with tempfile.TemporaryDirectory() as name:
        for number in range(options.rounds):
            for workers in (1, 2):
                start = time.perf_counter()
                folder = Path(name) / f"{number}-{workers}"
                corpus = run(options.data, folder, workers=workers, shard_size=options.shard_size, max_rejects=1.0)
                seconds[workers].append(time.perf_counter() - start)
                found.append(tables(corpus))
        counts = corpus.counts
        rows = corpus.table(Reject).num_rows
    size = sum(len(data) for data in found[-1].values())
    one, two = median(seconds[1]), median(seconds[2])
    print(f"{counts['documents']} articles, {counts['words']} words, {rows} set aside")
    print(f"1 worker {one:.1f} s, 2 workers {two:.1f} s: {one / two:.2f} x")
    print(f"tables {size:,} bytes, text {counts['characters']:,} characters: {size / counts['characters']:.2f} x")
    print("tables equal" if all(data == found[0] for data in found) else "TABLES DIFFER")
    return int(any(data != found[0] for data in found))


if __name__ == "__main__":
    sys.exit(main())
