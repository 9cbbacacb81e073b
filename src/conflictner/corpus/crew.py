"""The workers of a run: started, given shards, watched, replaced when they die, ended with the run.

They are processes of our own: `nlp.pipe(n_process=2)` waits for ever when one
of its processes dies, and `multiprocessing` runs a user's script anew in each child unless it is guarded.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from typing import IO, Any, Final, cast

from conflictner import errors
from conflictner.corpus.plan import Shard
from conflictner.corpus.records import Article, Coded, reject
from conflictner.corpus.split import PIECE
from conflictner.corpus.worker import packed
from conflictner.errors import E507, E512, ConfigError, ConflictNerError, CorpusError

#: Alone in its process, an article that ends it so many times is set aside.
MOST_DEATHS: Final = 2
#: A shard whose process ends so often at no article is given up: after exceptions, which come again, and signals,
#: which may come from outside.
_MOST_LOST: Final = {"exception": 2, "signal": 10}
#: Killed before they are ready, one after the other, so many workers are replaced.
_MOST_UNREADY: Final = 3
#: Words that a worker's vocabulary has ever met, those forgotten with their memory zone included; then a new worker
#: takes its place. spaCy's table of words keeps an empty slot for each of the forgotten, 28 bytes, and doubles when
#: three fifths of it are taken, so that a million articles would cost a worker gigabytes. This many keep it at 7 MiB
#: and are about 3,000 articles: a start costs the fast profile a tenth of its time, the full one a hundredth. Half a
#: million cost the fast one 3 %, and 10.3 % of memory over 100,000 documents, where less than 10 was asked for.
_MOST_WORDS: Final = 150_000
_CODE: Final = "from conflictner.corpus.worker import main; main()"
_COMMAND: Final = (sys.executable, "-P", "-c", _CODE)


#: A worker is one thread: more of them only wait for the cores that the other workers are on.
_ONE_THREAD: Final = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1"
)


@dataclass(slots=True)
class Task:
    """A shard with what its processes came to grief over."""

    shard: Shard
    alone: set[int] = field(default_factory=set)
    deaths: Counter[tuple[int, int]] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    at: tuple[int, int] | None = None

    def message(self) -> dict[str, Any]:
        """The task as a worker takes it."""
        batches = [[packed(item) for item in batch] for batch in self.shard.batches]
        return {
            "shard": self.shard.number,
            "batches": batches,
            "alone": sorted(self.alone),
            "dates": dict(self.shard.dates),
        }

    def allowed(self, time_limit: float) -> float:
        """Seconds for the present step: the limit for every started 100,000 characters of it."""
        if self.at is None or self.at[0] >= len(self.shard.batches):
            return time_limit
        batch, place = self.at
        items = self.shard.batches[batch] if place < 0 else [self.shard.batches[batch][place]]
        characters = sum(len(item.text) for item in items if isinstance(item, Article))
        return time_limit * (1 + characters // PIECE)

    def ended(self, status: int) -> None:
        """Note that a process ended by itself, by an exception or a signal.

        Raises:
            CorpusError: E512, it was at no article, as so often before.
        """
        if self.at is not None and self.at[0] < len(self.shard.batches):
            self.failed(code="R203")
            return
        self.at = None
        how = "exception" if status >= 0 else "signal"
        self.lost[how] += 1
        if self.lost[how] >= _MOST_LOST[how]:
            reason = f"its process ended {self.lost[how]} times at no article (status {status}; see what it said above)"
            raise CorpusError(E512.format(shard=self.shard.number, reason=reason))

    def failed(self, *, code: str, **values: Any) -> None:
        """Note that a process ended here: the batch is read one by one next time, an article at fault set aside."""
        if self.at is None or self.at[0] >= len(self.shard.batches):
            return
        batch, place = self.at
        self.at = None
        if place < 0:
            self.alone.add(batch)
            return
        self.deaths[batch, place] += 1
        item = self.shard.batches[batch][place]
        if isinstance(item, Article | Coded) and (code == "R202" or self.deaths[batch, place] >= MOST_DEATHS):
            self.shard.batches[batch][place] = reject(item.source, code, doc_id=item.doc_id, **values)


class _Hand:
    """One worker process and the thread that hears it."""

    def __init__(self, settings: dict[str, Any], heard: Queue[tuple[_Hand, dict[str, Any] | None]]) -> None:
        path = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
        self.process = subprocess.Popen(
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**_ONE_THREAD, **os.environ, "PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C is for the run, which then ends its workers
        )
        self.ready = False
        self.task: Task | None = None
        self.deadline: float | None = None
        threading.Thread(target=self._hear, args=(heard,), daemon=True).start()
        self.tell(settings)

    def tell(self, message: dict[str, Any]) -> None:
        """Send a message; a worker that is gone is noticed by its silence."""
        stdin = cast("IO[bytes]", self.process.stdin)
        with suppress(OSError):
            stdin.write(json.dumps(message).encode() + b"\n")
            stdin.flush()

    def _hear(self, heard: Queue[tuple[_Hand, dict[str, Any] | None]]) -> None:
        for line in cast("IO[bytes]", self.process.stdout):
            if line.endswith(b"\n"):
                heard.put((self, json.loads(line)))
        heard.put((self, None))

    def end(self) -> None:
        """Kill the process; what it had not committed is gone."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                cast("IO[bytes]", pipe).close()


class Crew:
    """Workers for a run; use as a context, which ends them.

    Args:
        settings: loader, arguments and folder, see `conflictner.corpus.worker`.
        workers: How many processes.
        time_limit: Seconds for an article, and for every further 100,000 characters of a long one.
    """

    def __init__(self, settings: dict[str, Any], *, workers: int, time_limit: float) -> None:
        self._settings = settings
        self._workers = workers
        self._time_limit = time_limit
        self._heard: Queue[tuple[_Hand, dict[str, Any] | None]] = Queue()
        self._hands: list[_Hand] = []
        self._unready = 0

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *error: object) -> None:
        for hand in self._hands:
            hand.end()
        self._hands = []

    def work(self, shards: Iterator[Shard]) -> Iterator[dict[str, Any]]:
        """Have the shards read; yields the counts of each when it is on the disk, in no fixed order.

        Raises:
            ConflictNerError: What a worker told: a pipeline that cannot be loaded, a disk that is full.
            ConfigError: E507, a worker ended before it was ready.
            CorpusError: E512, workers end again and again at one shard, but at none of its articles.
        """
        waiting = next(shards, None)
        while waiting is not None or any(hand.task for hand in self._hands):
            while waiting is not None and (hand := self._idle()):
                hand.task = Task(waiting)
                self._send(hand)
                waiting = next(shards, None)
            hand, answer = self._next()
            if answer is None:
                self._replace(hand)
            elif "error" in answer:
                kind = getattr(errors, answer["type"], ConflictNerError)
                raise kind(answer["error"])
            elif "ready" in answer:
                hand.ready = True
                self._unready = 0
                self._send(hand)
            elif "at" in answer and hand.task:
                hand.task.at = (answer["at"][0], answer["at"][1])
                hand.deadline = time.monotonic() + hand.task.allowed(self._time_limit)
            elif "done" in answer:
                hand.task = hand.deadline = None
                if answer["words"] > _MOST_WORDS:
                    self._hands.remove(hand)
                    hand.end()
                yield answer["done"]

    def _idle(self) -> _Hand | None:
        for hand in self._hands:
            if hand.task is None:
                return hand
        if len(self._hands) < self._workers:
            self._hands.append(_Hand(self._settings, self._heard))
            return self._hands[-1]
        return None

    def _send(self, hand: _Hand) -> None:
        if hand.ready and hand.task:
            hand.tell(hand.task.message())

    def _next(self) -> tuple[_Hand, dict[str, Any] | None]:
        """The next answer of a worker; one that has gone beyond its time is ended first."""
        while True:
            deadlines = [hand.deadline for hand in self._hands if hand.deadline is not None]
            patience = max(min(deadlines) - time.monotonic(), 0.0) if deadlines else None
            try:
                hand, answer = self._heard.get(timeout=patience)
            except Empty:
                late = min((h for h in self._hands if h.deadline is not None), key=lambda h: cast("float", h.deadline))
                if late.task:
                    late.task.failed(code="R202", limit=late.task.allowed(self._time_limit))
                self._swap(late)
                continue
            if hand in self._hands:
                return hand, answer

    def _replace(self, hand: _Hand) -> None:
        status = hand.process.wait()
        if not hand.ready:
            # A signal may come from outside, an exception comes again; so does the lack of memory.
            self._unready += 1
            if status >= 0 or self._unready > _MOST_UNREADY:
                raise ConfigError(E507.format(status=status))
        if hand.task and hand.ready:
            hand.task.ended(status)
        self._swap(hand)

    def _swap(self, hand: _Hand) -> None:
        """A new process in the place of one that died, with the same task."""
        hand.end()
        new = _Hand(self._settings, self._heard)
        new.task = hand.task
        self._hands[self._hands.index(hand)] = new
