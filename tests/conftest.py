"""Fixtures: Docs built by hand, marked text, the default pipeline once a session, and a closed network."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from typer.testing import CliRunner, Result

import conflictner as cn
from conflictner import cli
from conflictner.annotations import register


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the tests marked slow as well, with longer fuzzing")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--slow"):
        slow = [item for item in items if item.get_closest_marker("slow")]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library opens no socket, ever; local ones of the test tools (Jupyter kernels) are AF_UNIX or loopback."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a socket was opened to {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default pipeline, loaded once."""
    return cn.load()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command in this process: ``run("kb", "find", "M23").exit_code``."""
    monkeypatch.setenv("COLUMNS", "120")

    def invoke(*arguments: str | Path, stdin: bytes | None = None) -> Result:
        result = CliRunner().invoke(cli.app, [str(argument) for argument in arguments], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch, nlp: Language) -> None:
    """Commands take the pipeline that the session has loaded."""
    for module in ("articles", "reading"):
        monkeypatch.setattr(f"conflictner.cli.{module}.pipeline_of", lambda base, kb, edits, gazetteer: nlp)


@pytest.fixture(scope="session")
def blank() -> Language:
    """A blank English pipeline: tokenizer and vocabulary, no model."""
    register()
    return spacy.blank("en")


@pytest.fixture
def make_doc(blank: Language) -> Callable[..., Doc]:
    """Build a Doc by hand: ``make_doc("Ali said so .", heads=..., deps=..., pos=...)``; words split at blanks."""

    def build(words: str | list[str], **layers: Any) -> Doc:
        tokens = words.split(" ") if isinstance(words, str) else words
        return Doc(blank.vocab, words=tokens, **layers)

    return build
