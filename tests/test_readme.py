"""The README tells the truth: its two commands are those of .ci/run, its Python block prints what it says."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_readme_has_exactly_two_set_up_commands_and_ci_runs_both() -> None:
    commands = [
        line for block in blocks("bash")[:1] for line in block.splitlines() if line and not line.startswith("#")
    ]
    assert len(commands) == 2
    for command in commands:
        steps = [step.strip() for step in command.split("&&")]
        own_venv = ("python3 -m venv .venv", ". .venv/bin/activate")
        missing = [step for step in steps if step not in own_venv and step not in CI]
        assert not missing, f".ci/run does not run {missing}"


@pytest.mark.model
def test_readme_python_block_prints_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code = blocks("python")[0]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own README
    assert printed.getvalue().split() == "\n".join(re.findall(r"^# (.*)", code, flags=re.MULTILINE)).split()


def test_readme_every_linked_file_exists() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
