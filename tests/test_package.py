"""The package as a whole: its public names, its floors' promise that rows need no spaCy, its entry points."""

from __future__ import annotations

import subprocess
import sys

import pytest

import conflictner as cn


def run(code: str) -> str:
    """Run code in a fresh interpreter with warnings as errors."""
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("name", cn.__all__)
def test_package_every_public_name_is_there_and_documented(name: str) -> None:
    assert getattr(cn, name)
    if name != "__version__":
        assert getattr(cn, name).__doc__


def test_package_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        cn.no_such_name  # noqa: B018
    assert dir(cn) == sorted(cn.__all__)


def test_package_importing_it_loads_nothing_heavy() -> None:
    heavy = "spacy networkx pyarrow typer rich jinja2"
    assert run(f"import sys, conflictner; print([m for m in {heavy.split()!r} if m in sys.modules])") == "[]"


def test_package_rows_and_graphs_work_without_spacy() -> None:
    code = """
import sys
sys.modules["spacy"] = None
import conflictner as cn
row = dict(doc_id="a", kind="ARMED_GROUP", role="actor", mtype="name", segment="body", sentence=0, paragraph=0,
           rule="r", score=1.0, lat=None, lon=None, country=None)
rows = [cn.Mention(start=0, end=3, text="M23", entity_id="arm:m23", entity_name="M23", **row),
        cn.Mention(start=9, end=12, text="ADF", entity_id="arm:adf", entity_name="ADF", **row)]
print(cn.co_mention_graph(rows).number_of_edges())
"""
    assert run(code) == "1"


def test_package_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "conflictner", "--help"], capture_output=True, text=True, check=True)
    assert "read" in done.stdout
