"""Kill a run with SIGKILL at random moments, go on, and compare the tables byte for byte with an undisturbed run.

    python benchmarks/corpus_kills.py --kills 200 --documents 2000

The fast profile reads short articles, so that the time goes into starting, committing and putting together: where a
kill can do harm. A stage of the run is drawn, start, reading or tables, and a moment in it by the measure of an
undisturbed run; a kill counts only if its victim was alive. In turn the run is killed, one of its workers, or all of
them at once, as by a loss of power; a run that was killed is begun again, and may be killed again. Prints the kills,
whom they hit and in which stage, the runs, how many tables differed and how many runs hung; a line a run as it goes.
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
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from conflictner.corpus import Corpus
from conflictner.corpus.shards import TABLES, finished
from conflictner.errors import ConflictNerError

SHARD = 40
VICTIMS = ("run", "worker", "all")
_RUN = f"""
import sys
from conflictner.corpus.running import run_with
from conflictner.corpus.settings import Settings
settings = Settings(
    arguments={{"profile": "fast"}}, columns={{}}, shard_size={SHARD}, workers=2, progress=False, max_rejects=1.0
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


def workers_of(pid: int) -> list[int]:
    """The worker processes of a run; Linux only."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def done(folder: Path) -> bool:
    """Whether there is a corpus, and nothing is left to do."""
    try:
        return Corpus(folder).finished
    except ConflictNerError:
        return False


@dataclass
class Pace:
    """Seconds that a run takes to its first shard, for a shard, and from the last one to its end."""

    first: float = 0.0
    each: float = 0.0
    last: float = 0.0

    def measure(self, source: Path, folder: Path, shards: int) -> None:
        """Run without a disturbance, and see when shards and tables are there."""
        begun = time.monotonic()
        process = start(source, folder)
        moments: dict[str, float] = {}
        while process.poll() is None:
            count = len(finished(folder / "shards-0"))
            if count:
                moments.setdefault("first", time.monotonic() - begun)
            if count == shards:
                moments.setdefault("all", time.monotonic() - begun)
            time.sleep(0.01)
        end = time.monotonic() - begun
        self.first = moments.get("first", end / 2)
        read = moments.get("all", end)
        self.each = (read - self.first) / shards
        self.last = end - read

    def await_moment(
        self, process: subprocess.Popen[bytes], folder: Path, shards: int, dice: np.random.Generator
    ) -> None:
        """Wait for a moment in one of the stages that the run still has before it."""
        there = len(finished(folder / "shards-0"))
        stage = int(dice.integers(0, 4))  # reading twice: it is the longest of a real run
        if stage == 0:
            time.sleep(dice.uniform(0.0, self.first))
            return
        wanted = shards if stage == 3 else int(dice.integers(min(there + 1, shards), shards + 1))
        while process.poll() is None and len(finished(folder / "shards-0")) < wanted:
            time.sleep(0.002)
        time.sleep(dice.uniform(0.0, self.last if wanted == shards else 2 * self.each))


@dataclass
class Kills:
    """What was hit."""

    whom: Counter[str] = field(default_factory=Counter)
    stage: Counter[str] = field(default_factory=Counter)
    missed: int = 0
    resumed: int = 0

    @property
    def count(self) -> int:
        """Kills that found their victim alive."""
        return self.whom.total()


def stage_of(folder: Path, shards: int) -> str:
    """How far a run is."""
    there = len(finished(folder / "shards-0"))
    if not there:
        return "before the first shard"
    return "while reading" if there < shards else "while the tables are put together"


def strike(process: subprocess.Popen[bytes], whom: str, dice: np.random.Generator) -> bool:
    """Kill the run, a worker or all of them; whether a victim was there and alive."""
    workers = workers_of(process.pid)
    if whom == "worker" and not workers:
        return False
    hit = [int(dice.choice(workers))] if whom == "worker" else [process.pid, *(workers if whom == "all" else ())]
    if process.poll() is not None:
        return False
    alive = []
    for pid in hit:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            alive.append(pid)
    return bool(alive) if whom == "worker" else process.wait() == -signal.SIGKILL


def undone(process: subprocess.Popen[bytes], patience: float) -> bool:
    """Wait for the end of a run; whether it hung, and had to be ended."""
    try:
        process.wait(timeout=patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def write_input(path: Path, documents: int) -> None:
    """Short articles, every fiftieth line broken."""
    with path.open("w") as file:
        for n in range(documents):
            text = f"Town {n} fell\n\nRebels took town {n % 700} on Monday.\n\n“We won,” said officer {n}."
            file.write(json.dumps({"id": str(n), "text": text}) + "\n")
            file.write("{broken\n" if n % 50 == 0 else "")


def main() -> int:
    """Run; exit status 1 when a table differed or a run hung."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--patience", type=float, default=180.0, help="Seconds after which a run hangs.")
    options = parser.parse_args()
    dice = np.random.default_rng(options.seed)
    shards = -(-options.documents // SHARD)
    kills, pace = Kills(), Pace()
    runs = different = hung = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "in.jsonl"
        write_input(source, options.documents)
        pace.measure(source, folder / "undisturbed", shards)
        expected = tables(folder / "undisturbed")
        while kills.count < options.kills:
            out = folder / f"out-{runs}"
            runs += 1
            tries = 0
            while not done(out):
                process = start(source, out)
                whom = VICTIMS[(runs + tries) % 3]
                if kills.count < options.kills:
                    pace.await_moment(process, out, shards, dice)
                    stage = stage_of(out, shards)
                    if strike(process, whom, dice):
                        kills.whom[whom] += 1
                        kills.stage[stage] += 1
                        kills.resumed += tries > 0
                    else:
                        kills.missed += 1
                hung += undone(process, options.patience)
                tries += 1
            different += tables(out) != expected
            told = f"{kills.count} kills, {kills.missed} missed, {different} differ, {hung} hung"
            print(f"run {runs}, begun {tries} times: {told}", file=sys.stderr, flush=True)
            shutil.rmtree(out)
    print(f"{kills.count} kills over {runs} runs of {options.documents} documents: {different} differ, {hung} hung")
    print(f"  whom: {dict(sorted(kills.whom.items()))}; {kills.resumed} of runs begun again")
    print(f"  when: {dict(sorted(kills.stage.items()))}; {kills.missed} more came too early or too late")
    return int(different > 0 or hung > 0)


if __name__ == "__main__":
    sys.exit(main())
