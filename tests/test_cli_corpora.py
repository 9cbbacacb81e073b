"""`conflictner run` and `conflictner info FOLDER`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from conflictner import cli, corpus
from conflictner.corpus.running import run_with
from conflictner.corpus.settings import Settings


def invoke(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments], env={"COLUMNS": "120"})


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two articles and a broken line, read by the stub pipeline."""

    def run(input: Path, folder: Path, **given: Any) -> corpus.Corpus:
        names = ("profile", "base", "kb", "edits", "gazetteer")
        arguments = {name: given.pop(name) for name in names}
        return run_with(input, folder, Settings(arguments=arguments, loader="corpus_stub:load", **given))

    monkeypatch.setattr(corpus, "run", run)
    path = tmp_path / "in.csv"
    path.write_text("lead,when\nGoma fell.,03/04/2024\nSake held out.,\nx,y,z\n")
    return path


def test_run_and_info(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = invoke("run", source, "-o", out, "--text", "lead", "--date", "when", "--workers", "1")
    assert done.exit_code == 0, done.output
    assert "3 read = 2 processed + 1 rejected + 0 duplicates" in done.stdout
    assert "rejects.parquet" in done.stdout.replace("\n", "")
    told = invoke("info", out)
    for line in (
        "R112 1 (cells that do not fit the header)",
        "ambiguous in in.csv 1",
        "stories",
        "corpus_stub:load",
        "text=lead",
    ):
        assert line in told.stdout
    facts = json.loads(invoke("info", out, "--json").stdout)
    assert facts["finished"] is True
    assert facts["read"] == facts["documents"] + facts["rejected"] + facts["duplicates"] == 3


def test_run_in_parts_tells_what_is_missing(source: Path, tmp_path: Path) -> None:
    options = ("--text", "lead", "--month-first")
    assert "not finished" in invoke("run", source, "-o", tmp_path / "out", *options, "--part", "2/2").stdout
    assert "not finished" in invoke("info", tmp_path / "out").stdout
    assert "2 processed" in invoke("run", source, "-o", tmp_path / "out", *options, "--part", "1/2").stdout


@pytest.mark.parametrize("part", ["2", "a/b", "3/2", "0/2", "/"])
def test_run_refuses_parts_that_are_none(source: Path, tmp_path: Path, part: str) -> None:
    result = invoke("run", source, "-o", tmp_path / "out", "--part", part)
    assert result.exit_code == 2
    assert "part" in result.output


def test_info_of_no_corpus(tmp_path: Path) -> None:
    result = invoke("info", tmp_path)
    assert result.exit_code == 2
    assert "E503" in result.stderr


@pytest.mark.parametrize(("stop", "status"), [(KeyboardInterrupt(), 130), (SystemExit(143), 143)])
def test_run_stopped_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stop: BaseException, status: int
) -> None:
    def run(*arguments: Any, **options: Any) -> None:
        raise stop

    monkeypatch.setattr(corpus, "run", run)
    result = invoke("run", tmp_path, "-o", tmp_path / "out")
    assert result.exit_code == status
    assert "goes on where it stopped" in result.stderr
