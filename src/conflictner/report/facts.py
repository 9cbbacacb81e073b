"""What is installed: versions, dates of the data, the model and its check sum."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

import conflictner
from conflictner.errors import ConflictNerError
from conflictner.knowledge import Gazetteer
from conflictner.knowledge.gazetteer import cache_folder
from conflictner.knowledge.shipped import shipped
from conflictner.pipeline import DEFAULT_MODEL, DEFAULT_MODEL_SHA256, model_sha256
from conflictner.report.console import clean


def facts() -> dict[str, str]:
    """Versions, data, model and folders by name, for a bug report or a methods section.

    >>> facts()["conflictner"] == conflictner.__version__
    True
    """
    tables = shipped()
    return {
        "conflictner": conflictner.__version__,
        "Python": platform.python_version(),
        **{name: _version(package) for name, package in (("spaCy", "spacy"), ("networkx", "networkx"))},
        "data": f"{tables.data_version}, offices reviewed {tables.roles_reviewed}",
        "knowledge base": f"{len(tables.actors):,} actors, {len(tables.roles):,} offices, {len(tables.links):,} links",
        "curated rows": _curated(tables.curated_rows),
        "gazetteer": f"{len(Gazetteer.load()):,} places",
        "model": f"{DEFAULT_MODEL} {_version(DEFAULT_MODEL)}",
        "model SHA-256": _model(),
        "cache": str(cache_folder()),
    }


#: What vouches for a curated row, best first, in words.
_VOUCHES = {"page": "public page", "data set": "data set", "general": "general knowledge"}


def _curated(counts: Mapping[str, Mapping[str, int]]) -> str:
    total = sum(counts.get("table", {}).values())
    sure = ", ".join(f"{number:,} {level}" for level, number in counts.get("confidence", {}).items())
    named = counts.get("source", {})
    source = ", ".join(f"{words} {named[key]:,}" for key, words in _VOUCHES.items() if key in named)
    return f"{total:,}: {sure} confidence; by {source}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _model() -> str:
    try:
        found = model_sha256()
    except ConflictNerError as error:
        return error.code
    return f"{found} ({'verified' if found == DEFAULT_MODEL_SHA256 else 'DIFFERS from the recorded one'})"


def facts_report(rows: dict[str, str]) -> RenderableType:
    """The facts as two columns."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for name, value in rows.items():
        table.add_row(name, Text(clean(value)))
    return table
