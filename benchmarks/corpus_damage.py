"""10,000 lines, eight kinds of damage at 1 % each: every good line processed, every bad one in rejects with its line.

    python benchmarks/corpus_damage.py --lines 10000

Broken JSON, a text of the wrong type, no text, bytes that are no UTF-8, a NUL, a line of 10 MB, an id met before, an
empty text. A blank pipeline reads the good ones. Prints the counts and what is wrong, if anything.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from conflictner.corpus.running import Settings, run_with

DAMAGE: dict[str, Callable[[int], bytes]] = {
    "R101 broken": lambda n: b'{"id": "%d", "text": "Goma' % n,
    "R104 type": lambda n: b'{"id": "%d", "text": 12}' % n,
    "R103 missing": lambda n: b'{"id": "%d"}' % n,
    "R106 bytes": lambda n: b'{"id": "%d", "text": "Goma \xff\xfe fell"}' % n,
    "R101 NUL": lambda n: b'{"id": "%d", "text": "Goma \x00 fell"}' % n,
    "R108 long": lambda n: b'{"id": "%d", "text": "%s"}' % (n, b"Goma fell. " * 1_000_000),
    "id duplicate": lambda n: b'{"id": "good", "text": "Goma fell again, line %d"}' % n,
    "R105 empty": lambda n: b'{"id": "%d", "text": " "}' % n,
}


def main() -> int:
    """Run; exit status 1 when a line is missing or told wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=10_000)
    options = parser.parse_args()
    each = options.lines // 100
    numbers = np.random.default_rng(1).permutation(np.arange(2, options.lines + 1)).tolist()
    kinds = dict(zip(numbers, [*DAMAGE] * each, strict=False))
    sys.path.insert(0, str(Path(__file__).parent))
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "in.jsonl"
        with source.open("wb") as file:
            for n in range(1, options.lines + 1):
                good = {"id": "good" if n == 1 else str(n), "text": f"“Goma fell,” says line {n}."}
                line = DAMAGE[kinds[n]](n) if n in kinds else json.dumps(good, ensure_ascii=False).encode()
                file.write(line + b"\n")
        settings = Settings(arguments={}, columns={}, loader="corpus_kills:blank", progress=False)
        corpus = run_with(source, Path(name) / "out", settings)
        told = {row["source"]: row["code"] for row in corpus.rejects.to_pylist()}
        told |= {row["source"]: row["by"] for row in corpus.duplicates.to_pylist()}
        right = {f"in.jsonl:{n}": kind.split()[0] for n, kind in kinds.items()}
        counts = corpus.counts
    wrong = Counter(
        (right.get(place), told.get(place)) for place in {*told, *right} if told.get(place) != right.get(place)
    )
    good = options.lines - len(kinds)
    print(f"{counts['read']} read = {counts['documents']} processed + {counts['rejected']} rejected", end=" ")
    print(f"+ {counts['duplicates']} duplicates; {good} were good; told wrongly: {dict(wrong) or 'none'}")
    return int(bool(wrong) or counts["documents"] != good or counts["read"] != options.lines)


if __name__ == "__main__":
    sys.exit(main())
