"""Plain text: one file is one article, unless it is an export or a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from conflictner.corpus.readers import plain
from inputs import put, read


def test_folder_of_plain_text_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    put(tmp_path, "b.txt", "Goma fell.")
    put(tmp_path / "sub", "a.txt", "Nyanzalé".encode("cp1252"))
    put(tmp_path, ".hidden.txt", "x")
    put(tmp_path, "c.txt", bytes(range(256)) * 10)
    assert read(tmp_path) == [
        ("b.txt", {"text": "Goma fell.", "id": "b.txt"}),
        ("c.txt", "R111"),
        ("sub/a.txt", {"text": "Nyanzalé", "id": "sub/a.txt"}),
    ]


def test_plain_text_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "_MOST_BYTES", 20)
    assert read(put(tmp_path, "a.txt", "x" * 21)) == [("a.txt", "R107")]
    assert read(put(tmp_path, "b.txt", "x" * 20)) == [("b.txt", {"text": "x" * 20, "id": "b.txt"})]
