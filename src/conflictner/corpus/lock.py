"""One run at a time on a folder: locks of the operating system, which a killed process leaves behind to nobody."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conflictner.errors import E401, E502, CorpusError, OutputError


@contextmanager
def hold(path: Path, *, shared: bool = False, wait: bool = False) -> Iterator[None]:
    """Hold a lock file while the block runs.

    Args:
        path: The file; made if missing, and left there empty.
        shared: Others may hold it too, as long as nobody holds it alone.
        wait: Wait for it instead of refusing.

    Raises:
        CorpusError: E502, somebody else holds it.
        OutputError: E401, the file cannot be written.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise OutputError(E401.format(path=path, reason=error.strerror or error)) from error
    try:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            holder = os.read(handle, 200).decode(errors="replace").strip() or "unknown"
            raise CorpusError(E502.format(folder=path.parent, holder=holder)) from None
        if not wait:
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"process {os.getpid()} on {socket.gethostname()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


@contextmanager
def locked(folder: Path, part: tuple[int, int] | None) -> Iterator[None]:
    """Keep a folder for this run: alone, or as one of several parts."""
    with hold(folder / "lock", shared=part is not None):
        if part is None:
            yield
            return
        with hold(folder / f"lock-{part[0]}-of-{part[1]}"):
            yield
