"""The notebooks run from top to bottom, tell one story each, and use the public surface alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

import conflictner

read_notebook: Callable[..., Any] = nbformat.read

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def cells_of_source(path: Path) -> list[tuple[str, str]]:
    """The cells of a percent script: (code or markdown, text)."""
    cells = []
    for kind, body in re.findall(r"^# %%( \[markdown\])?\n(.*?)(?=^# %%|\Z)", path.read_text("utf-8"), re.S | re.M):
        text = re.sub(r"^# ?", "", body, flags=re.M) if kind else body
        cells.append(("markdown" if kind else "code", text.strip()))
    return cells


def test_notebooks_are_there() -> None:
    expected = {"01_first_article", "02_corpus_to_graph", "03_who_said_what_about_whom", "04_bring_your_own_actors"}
    assert expected <= {path.stem for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_equal_their_source_and_carry_no_output(path: Path) -> None:
    notebook = read_notebook(path, as_version=4)
    nbformat.validate(notebook)
    assert len(notebook.cells) < 20
    assert [(c.cell_type, c.source.strip()) for c in notebook.cells] == cells_of_source(path.with_suffix(".py"))
    assert not any(cell.get("outputs") for cell in notebook.cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_use_the_public_surface_alone(path: Path) -> None:
    tree = ast.parse(path.with_suffix(".py").read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert not str(node.module).startswith("conflictner"), ast.unparse(node)
        if isinstance(node, ast.Import):
            assert all(not alias.name.startswith("conflictner.") for alias in node.names), ast.unparse(node)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "cn":
            assert node.attr in conflictner.__all__, node.attr


@pytest.mark.model
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_run_to_their_end(path: Path, tmp_path: Path) -> None:
    notebook = read_notebook(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    assert all(output.output_type != "error" for cell in notebook.cells for output in cell.get("outputs", ()))
