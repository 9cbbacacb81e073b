"""Files appear whole or not at all; tables read back as they were."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from conflictner.errors import OutputError
from conflictner.files import csv_text, save

CELLS: list[tuple[Any, str]] = [
    ("M23", "M23"),
    ('say "no", he\r\nsaid', 'say "no", he\r\nsaid'),
    (None, ""),
    (-1.5, "-1.5"),
    (0, "0"),
    ("=1+1", "'=1+1"),
    ("-2+3", "'-2+3"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("a=1", "a=1"),
]


@pytest.mark.parametrize(("cell", "written"), CELLS)
def test_a_cell_reads_back(cell: Any, written: str) -> None:
    table = csv_text(["name", "other"], [[cell, "x"]], spreadsheet=True)
    assert list(csv.reader(io.StringIO(table, newline=""))) == [["name", "other"], [written, "x"]]


def test_cells_are_exact_for_programs() -> None:
    table = csv_text(["name"], [["=1+1"]], spreadsheet=False)
    assert table == "name\r\n=1+1\r\n"


def test_nothing_is_renamed_before_all_is_written(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "missing" / "b.txt"
    first.write_bytes(b"old")
    with pytest.raises(OutputError) as caught:
        save({first: b"new", second: b"new"})
    assert caught.value.code == "E401"
    assert str(second) in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert first.read_bytes() == b"old"


def test_files_are_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for data in (b"one", b"two"):
        save({path: data})
        assert path.read_bytes() == data
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]
