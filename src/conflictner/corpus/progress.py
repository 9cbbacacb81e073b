"""How far a run is: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from typing import Any


class Progress:
    """Articles done, articles a second, rejects, and when it will be over by the bytes read.

    Args:
        total: Bytes of the input.
        shown: Show a bar, if stderr is a terminal.
    """

    def __init__(self, total: int, *, shown: bool) -> None:
        self._total = total
        self._bar: Any = None
        self._task: Any = None
        self._shown = shown and sys.stderr.isatty()
        self._start = time.monotonic()
        self._bytes = 0
        self._here = 0
        self._there = 0
        self._rejected = 0

    def __enter__(self) -> Progress:
        if self._shown:
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("reading", total=self._total)
            self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, count: int) -> None:
        """Note that so many bytes of the input were read."""
        self._bytes += count

    def skipped(self, counts: Mapping[str, Any]) -> None:
        """Note a shard that was there before."""
        self._there += counts["documents"]
        self._rejected += counts["rejected"]
        self._show()

    def done(self, counts: Mapping[str, Any]) -> None:
        """Note a shard that was read now."""
        self._here += counts["documents"]
        self._rejected += counts["rejected"]
        self._show()

    def text(self) -> str:
        """The line beside the bar."""
        rate = self._here / max(time.monotonic() - self._start, 1e-9)
        return f"{self._there + self._here:,} articles, {rate:.1f}/s, {self._rejected:,} set aside"

    def _show(self) -> None:
        if self._bar is not None:
            self._bar.update(self._task, completed=min(self._bytes, self._total), description=self.text())
