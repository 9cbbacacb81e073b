"""Kill a run with SIGKILL at random moments, go on, and compare the tables byte for byte with an undisturbed run.

    python benchmarks/corpus_kills.py --kills 200 --documents 2000

The fast profile reads short articles, so that the time goes into starting, committing and putting together: where a
kill can do harm. Every kill is of the run alone or, every third time, of one of its workers. Prints the kills, the
runs, how many tables differed and how many runs hung (longer than two minutes); a line a run as it goes.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from conflictner.corpus import Corpus
from conflictner.corpus.shards import TABLES
from conflictner.errors import ConflictNerError

_RUN = """
import sys
from conflictner.corpus.running import Settings, run_with
settings = Settings(
    arguments={"profile": "fast"}, columns={}, shard_size=40, workers=2, progress=False, max_rejects=1.0
)
run_with(sys.argv[1], sys.argv[2], settings)
"""


def tables(folder: Path) -> dict[str, bytes]:
    """The bytes of every table."""
    corpus = Corpus(folder)
    return {name: corpus.path(row_type).read_bytes() for row_type, name in TABLES.items()}


def start(source: Path, folder: Path) -> subprocess.Popen[bytes]:
    """A run in a process of its own."""
    path = os.pathsep.join(sys.path)
    command = [sys.executable, "-c", _RUN, str(source), str(folder)]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}, stderr=subprocess.DEVNULL)


def worker_of(pid: int, dice: np.random.Generator) -> int | None:
    """One of the worker processes of a run; Linux only."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return None
    return int(dice.choice(children)) if children else None


def finished(folder: Path) -> bool:
    """Whether there is a corpus, and nothing is left to do."""
    try:
        return Corpus(folder).finished
    except ConflictNerError:
        return False


def main() -> int:
    """Run; exit status 1 when a table differed or a run hung."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    dice = np.random.default_rng(options.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "in.jsonl"
        with source.open("w") as file:
            for n in range(options.documents):
                text = f"Town {n} fell\n\nRebels took town {n % 700} on Monday.\n\n“We won,” said officer {n}."
                file.write(json.dumps({"id": str(n), "text": text}) + "\n")
                file.write("{broken\n" if n % 50 == 0 else "")
        begun = time.monotonic()
        start(source, folder / "undisturbed").wait()
        length = time.monotonic() - begun
        expected = tables(folder / "undisturbed")
        kills = runs = different = hung = 0
        while kills < options.kills:
            out = folder / f"out-{runs}"
            runs += 1
            while not finished(out):
                process = start(source, out)
                if kills < options.kills:
                    time.sleep(dice.uniform(0.1, length))
                    victim = worker_of(process.pid, dice) if kills % 3 == 2 else process.pid
                    if process.poll() is None and victim is not None:
                        try:
                            os.kill(victim, signal.SIGKILL)
                            kills += 1
                        except ProcessLookupError:
                            pass
                try:
                    process.wait(timeout=120)
                except subprocess.TimeoutExpired:
                    hung += 1
                    process.kill()
                    process.wait()
            different += tables(out) != expected
            print(f"run {runs}: {kills} kills so far, {different} differ, {hung} hung", file=sys.stderr, flush=True)
            shutil.rmtree(out)
    print(f"{kills} kills over {runs} runs of {options.documents} documents: {different} differ, {hung} hung")
    return int(different > 0 or hung > 0)


if __name__ == "__main__":
    sys.exit(main())
