"""A Dask cluster reads the same shards to the same bytes; a worker that is killed costs a repetition."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conflictner.corpus.cluster import Cluster, dismiss, read_there
from conflictner.corpus.crew import Task
from conflictner.corpus.plan import Shard
from conflictner.corpus.running import run_with
from conflictner.errors import ConfigError
from test_corpus_running import STUB, articles, jsonl, tables

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")  # what a dying cluster says is not ours


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers, each a process with a nanny, which starts a dead one anew."""
    path = os.pathsep.join([str(Path(__file__).parent), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = path
    options: dict[str, Any] = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    made = distributed.LocalCluster(**options, host="127.0.0.1", silence_logs=50)
    yield made
    made.close()
    if before is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = before


def test_cluster_gives_the_bytes_of_a_local_run_though_a_worker_is_killed(cluster: Any, tmp_path: Path) -> None:
    rows = articles(150)
    rows[70]["body"] += " KillHere"
    rows[90]["body"] += " RaiseHere"
    source = jsonl(tmp_path / "in.jsonl", rows)
    expected = tables(run_with(source, tmp_path / "local", replace(STUB, shard_size=15)))
    folder = tmp_path / "out"

    def kill() -> None:
        until = time.monotonic() + 60
        while not list(folder.glob("shards-0/0*")) and time.monotonic() < until:
            time.sleep(0.01)
        pid = next(iter(cluster.workers.values())).pid
        os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    corpus = run_with(source, folder, replace(STUB, shard_size=15, dask=cluster.scheduler_address))
    killer.join()
    assert tables(corpus) == expected
    assert {row["doc_id"]: row["code"] for row in corpus.rejects.to_pylist()} == {"a70": "R203", "a90": "R201"}


def test_cluster_says_when_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conflictner.corpus.cluster._TIMEOUT", "1s")
    with pytest.raises(ConfigError, match="E511"):
        Cluster("tcp://127.0.0.1:9", {}, time_limit=1)


def test_cluster_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(ConfigError, match=r"E307.*conflictner\[dask\]"):
        Cluster("tcp://127.0.0.1:9", {}, time_limit=1)


def test_read_there_keeps_its_process_and_writes_what_a_worker_writes(tmp_path: Path) -> None:
    settings = {"loader": "corpus_stub:load", "arguments": {}, "folder": str(tmp_path), "stories": True}
    message = Task(Shard(0)).message()
    try:
        counts = [read_there(settings, 5.0, {**message, "shard": number}) for number in range(2)]
    finally:
        dismiss()
    assert [one["read"] for one in counts] == [0, 0]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["00000000", "00000001"]
