"""Two workers against one on the same articles: wall time with and without start-up, equal tables, what they weigh.

    python benchmarks/corpus_workers.py --data articles.jsonl --rounds 3 --seconds 120

The articles are any input of `conflictner run`; so that start-up does not decide, they are read again and again, each
time with another first paragraph, until one worker has at least ``--seconds`` to do. Prints the median of the wall
times and their ratio, as it is and without the time that a run of a single article takes; the CPU of the process that
shares out the work; bytes of the tables over bytes of the text. A machine with less than two idle cores says nothing
about the ratio. Near-copies are not looked for: the repeated articles would be nothing else.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from conflictner.corpus import Corpus, run
from conflictner.corpus.readers import read_source, readable
from conflictner.corpus.records import Article, Columns, Record
from conflictner.corpus.shards import TABLES
from conflictner.rows import Reject


def tables(corpus: Corpus) -> dict[str, bytes]:
    """The bytes of every table."""
    return {name: corpus.path(row_type).read_bytes() for row_type, name in TABLES.items()}


def articles(data: Path) -> list[Article]:
    """The articles of an input."""
    columns = Columns({})
    records = (item for source in readable(data) for item in read_source(source) if isinstance(item, Record))
    return [item for item in map(columns.article, records) if isinstance(item, Article)]


def write(path: Path, given: Sequence[Article], times: int) -> Path:
    """An input with every article so many times, no two of them alike."""
    with path.open("w", encoding="utf-8") as file:
        for again in range(times):
            for number, item in enumerate(given):
                text = f"Print {again} of number {number}.\n\n{item.text}" if again else item.text
                file.write(json.dumps({"id": f"{again}-{number}", "text": text}) + "\n")
    return path


def timed(source: Path, folder: Path, workers: int, options: argparse.Namespace) -> tuple[float, float, Corpus]:
    """Wall time of a run, CPU of this process meanwhile, and what came out."""
    start, own = time.perf_counter(), time.process_time()
    corpus = run(
        source,
        folder,
        workers=workers,
        shard_size=options.shard_size,
        max_rejects=1.0,
        profile=options.profile,
        stories=False,
        progress=False,
    )
    return time.perf_counter() - start, time.process_time() - own, corpus


def main() -> int:
    """Run; exit status 1 when the tables differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=120.0, help="Work for one worker, at least.")
    parser.add_argument("--shard-size", type=int, default=50)
    parser.add_argument("--profile", default="full")
    options = parser.parse_args()
    given = articles(options.data)
    wall: dict[int, list[float]] = {1: [], 2: []}
    startup: dict[int, list[float]] = {1: [], 2: []}
    own: dict[int, list[float]] = {1: [], 2: []}
    found: list[dict[str, bytes]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one = write(folder / "one.jsonl", given[:1], 1)
        alone = timed(one, folder / "one", 1, options)[0]
        once = timed(write(folder / "once.jsonl", given, 1), folder / "once", 1, options)[0]
        times = max(1, int(options.seconds / max(once - alone, 0.1)) + 1)
        source = write(folder / "in.jsonl", given, times)
        for number in range(options.rounds):
            for workers in (1, 2):
                startup[workers].append(timed(one, folder / f"one-{number}-{workers}", workers, options)[0])
                seconds, cpu, corpus = timed(source, folder / f"{number}-{workers}", workers, options)
                wall[workers].append(seconds)
                own[workers].append(cpu)
                found.append(tables(corpus))
        counts = corpus.counts
        rows = corpus.table(Reject).num_rows
    size = sum(len(data) for data in found[-1].values())
    one_, two = median(wall[1]), median(wall[2])
    print(f"{counts['documents']} articles, {counts['words']} words, {rows} set aside")
    print(f"1 worker {one_:.1f} s, 2 workers {two:.1f} s: {one_ / two:.2f} x")
    one_, two = one_ - median(startup[1]), two - median(startup[2])
    print(f"without start-up ({median(startup[1]):.1f} s): {one_:.1f} s and {two:.1f} s: {one_ / two:.2f} x")
    print(f"CPU of the process that shares out: {median(own[1]):.1f} s with 1 worker, {median(own[2]):.1f} s with 2")
    print(f"tables {size:,} bytes, text {counts['characters']:,} characters: {size / counts['characters']:.2f} x")
    print("tables equal" if all(data == found[0] for data in found) else "TABLES DIFFER")
    return int(any(data != found[0] for data in found))


if __name__ == "__main__":
    sys.exit(main())
