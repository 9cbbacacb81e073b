"""What the build of the knowledge refuses: a curated row that does not say where it comes from."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parents[1] / "models" / "knowledge"
ROW = {"id": "arm:a", "src": "general", "conf": "medium", "reviewed": "2026-11-23"}


@pytest.fixture
def curated(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The reader of the curated tables; its modules leave again, for their names are short."""
    if not FOLDER.is_dir():
        pytest.skip("installed without the repository")
    before = set(sys.modules)
    monkeypatch.syspath_prepend(FOLDER)
    yield import_module("readers.curated")
    for name in set(sys.modules) - before:
        if str(FOLDER) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({}, ""),
        ({"src": "ucdp-actor|general"}, ""),
        ({"src": ""}, "arm:a: no source"),
        ({"src": "|"}, "arm:a: no source"),
        ({"conf": ""}, "arm:a: confidence '', not one of high, medium"),
        ({"conf": "low"}, "arm:a: confidence 'low', not one of high, medium"),
        ({"reviewed": "2026"}, "arm:a: no date of review"),
        ({"id": "", "s": "arm:a", "p": "part_of", "o": "arm:b", "src": ""}, "arm:a part_of arm:b: no source"),
    ],
)
def test_a_row_without_source_confidence_or_review_is_refused(
    curated: ModuleType, change: dict[str, str], problem: str
) -> None:
    assert curated.missing(ROW | change) == problem


def test_no_row_of_the_tables_is_refused(curated: ModuleType) -> None:
    assert [text for rows in curated.vouched().values() for row in rows if (text := curated.missing(row))] == []


def test_the_build_hears_of_a_row_without_source(
    curated: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    header = (
        "id\tkind\tname\tacronyms\taliases\tweak\tcountry\tactive\tparent\txref\tname_class\ttier\treviewed\tsrc\tconf"
    )
    line = "arm:a\tARMED_GROUP\tA Front\t\t\t\tCOD\t\t\t\t\t1\t2026-11-23\t\thigh"
    (tmp_path / "actors_own.tsv").write_text(f"{header}\n{line}\n", encoding="utf-8")
    (tmp_path / "links.tsv").write_text("s\tp\to\tfrom\tto\treviewed\tsrc\tconf\n", encoding="utf-8")
    monkeypatch.setattr(curated, "CURATED", tmp_path)
    merger = import_module("merge").Merger()
    merger.add(curated.read())
    assert merger.lost == ["actors_own.tsv: arm:a: no source"]
