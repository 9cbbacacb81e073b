"""A Dask cluster in the place of our own workers: the same shards, read by the same function, on other machines.

Each Dask worker starts a worker process of ours beside it and keeps it: time limits, articles that end a process and
memory are dealt with there as on one machine. A Dask worker that dies takes its process with it, and Dask gives the
shard to another one. Shards are written where they belong, so the folder must be on a disk that all machines share.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from threading import Lock
from typing import Any, Final

from conflictner.corpus.crew import Crew, Task
from conflictner.corpus.plan import Shard
from conflictner.corpus.worker import unpacked
from conflictner.errors import E307, E511, E512, ConfigError, ConflictNerError, CorpusError

#: Shards that wait at each thread of the cluster, so that none of them waits for us.
_AHEAD: Final = 2
_TIMEOUT: Final = "20s"

_idle: dict[str, list[Crew]] = {}
_lock: Final = Lock()


def read_there(settings: dict[str, Any], time_limit: float, message: dict[str, Any]) -> dict[str, Any]:
    """Read one shard in a process of this machine; what a Dask worker runs.

    Args:
        settings: As for `conflictner.corpus.crew.Crew`.
        time_limit: Seconds for an article.
        message: The shard, as `Task.message` makes it.

    Returns:
        What was counted; the rows are on the disk.
    """
    batches = [[unpacked(item) for item in batch] for batch in message["batches"]]
    shard = Shard(message["shard"], batches, Counter(message["dates"]))
    key = json.dumps([settings, time_limit], sort_keys=True)
    with _lock:
        waiting = _idle.setdefault(key, [])
        crew = waiting.pop() if waiting else Crew(settings, workers=1, time_limit=time_limit)
    try:
        (counts,) = crew.work(iter([shard]))
    except BaseException:
        crew.__exit__()
        raise
    with _lock:
        waiting.append(crew)
    return counts


def dismiss() -> None:
    """End the processes that `read_there` keeps on this machine."""
    with _lock:
        crews = [crew for waiting in _idle.values() for crew in waiting]
        _idle.clear()
    for crew in crews:
        crew.__exit__()


class Cluster:
    """The workers of a Dask scheduler, with the face of a `Crew`; use as a context.

    Args:
        address: Of the scheduler: "tcp://10.0.0.1:8786".
        settings: As for `conflictner.corpus.crew.Crew`.
        time_limit: Seconds for an article.

    Raises:
        ConfigError: E307, the extra is not installed; E511, nobody answers.
    """

    def __init__(self, address: str, settings: dict[str, Any], *, time_limit: float) -> None:
        try:
            self._distributed: Any = import_module("distributed")
        except ImportError as error:
            raise ConfigError(E307.format(what="a Dask cluster", extra="dask")) from error
        self._settings = settings
        self._time_limit = time_limit
        try:
            self._client = self._distributed.Client(address, timeout=_TIMEOUT, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise ConfigError(E511.format(address=address, reason=error)) from error

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *error: object) -> None:
        self._client.cancel(list(self._client.futures))
        self._client.run(dismiss, on_error="ignore")
        self._client.close()

    def work(self, shards: Iterator[Shard]) -> Iterator[dict[str, Any]]:
        """Have the shards read; yields the counts of each when it is on the disk, in no fixed order.

        Raises:
            ConflictNerError: What a worker told.
            CorpusError: E512, the cluster lost the workers of a shard again and again.
        """
        ahead = max(_AHEAD * sum(self._client.nthreads().values()), _AHEAD)
        first = [self._submit(shard) for shard in islice(shards, ahead)]
        done = self._distributed.as_completed(first, loop=self._client.loop)
        for future in done:
            yield self._counts(future)
            following = next(shards, None)
            if following is not None:
                done.add(self._submit(following))

    def _submit(self, shard: Shard) -> Any:
        message = Task(shard).message()
        return self._client.submit(
            read_there, self._settings, self._time_limit, message, key=f"conflictner-{shard.number}", pure=False
        )

    def _counts(self, future: Any) -> dict[str, Any]:
        try:
            counts: dict[str, Any] = future.result()
        except ConflictNerError:
            raise
        except Exception as error:  # of many kinds: a killed worker, a lost connection, another version of Python
            reason = f"{type(error).__name__}: {error}"
            raise CorpusError(E512.format(shard=future.key.rpartition("-")[2], reason=reason)) from error
        return counts
