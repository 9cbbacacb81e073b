"""The bar: shown on a terminal alone, and its line counts what is done, what was there and what was set aside."""

from __future__ import annotations

import sys

import pytest

from conflictner.corpus.progress import Progress


def test_progress_counts_and_shows_nothing_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(1000, shown=True) as progress:
        progress.advance(400)
        progress.skipped({"documents": 1200, "rejected": 3})
        progress.done({"documents": 34, "rejected": 2})
    assert progress.text().startswith("1,234 articles, ")
    assert progress.text().endswith(", 5 set aside")
    assert capsys.readouterr().err == ""


def test_progress_shows_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with Progress(10, shown=True) as progress:
        progress.advance(20)  # a packed file holds more than its size
        progress.done({"documents": 1, "rejected": 0})
        assert progress._bar.tasks[0].completed == 10
        assert progress._bar.tasks[0].description.startswith("1 articles, ")
