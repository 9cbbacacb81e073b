"""Locks: one run at a time on a folder, parts beside one another, nothing left by a process that was killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conflictner.corpus.lock import hold, locked
from conflictner.errors import CorpusError, OutputError


def test_hold_refuses_the_second_and_names_the_first(tmp_path: Path) -> None:
    with hold(tmp_path / "lock"), pytest.raises(CorpusError, match=f"E502.*process {os.getpid()} on"):
        hold(tmp_path / "lock").__enter__()
    with hold(tmp_path / "lock"):
        pass


def test_hold_shared_lets_others_in_but_nobody_alone(tmp_path: Path) -> None:
    with hold(tmp_path / "lock", shared=True), hold(tmp_path / "lock", shared=True), pytest.raises(CorpusError):
        hold(tmp_path / "lock").__enter__()


def test_hold_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ours"), hold(tmp_path / "lock"):
        raise ValueError("ours")
    with hold(tmp_path / "lock"):
        pass


def test_hold_tells_of_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="E401"):
        hold(tmp_path / "none" / "lock").__enter__()


def test_locked_parts_stand_beside_one_another_once_each(tmp_path: Path) -> None:
    with locked(tmp_path, (1, 3)), locked(tmp_path, (2, 3)):
        with pytest.raises(CorpusError, match="E502"):
            locked(tmp_path, (2, 3)).__enter__()
        with pytest.raises(CorpusError, match="E502"):
            locked(tmp_path, None).__enter__()


def test_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom conflictner.corpus.lock import hold\n"
        "with hold(Path(sys.argv[1])):\n    sys.stdout.write('held\\n')\n    sys.stdout.flush()\n    time.sleep(60)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, str(tmp_path / "lock")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(CorpusError, match=f"E502.*process {process.pid}"):
            hold(tmp_path / "lock").__enter__()
        process.kill()
    with hold(tmp_path / "lock"):
        pass
