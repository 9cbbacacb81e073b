"""Lines: numbered from 1, decoded one by one, those too long passed over and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from conflictner.corpus.readers import lines
from conflictner.corpus.readers.lines import Line, read_lines
from conflictner.corpus.sources import find_sources
from conflictner.rows import Reject
from inputs import put


def found(folder: Path, data: bytes) -> list[tuple[int, str]]:
    """Number and text of each line; of a reject its code."""
    (source,) = find_sources(put(folder, "a.jsonl", data))
    return [
        (item.number, item.text) if isinstance(item, Line) else (int(item.source.rpartition(":")[2]), item.code)
        for item in read_lines(source)
        if isinstance(item, Line | Reject)
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", []),
        (b"a\n\nb", [(1, "a"), (2, ""), (3, "b")]),
        (b"a\r\nb\r\n", [(1, "a"), (2, "b")]),
        (b"a\rb\rc", [(1, "a"), (2, "b"), (3, "c")]),
        (b"a\rb\nc", [(1, "a\rb"), (2, "c")]),  # not an old Mac's
        ("\ufeffé\nb".encode(), [(1, "é"), (2, "b")]),
        ("é\nb".encode("utf-16"), [(1, "é"), (2, "b")]),
        ("é “b”".encode("cp1252"), [(1, "é “b”")]),
    ],
)
def test_lines(tmp_path: Path, data: bytes, expected: list[tuple[int, str]]) -> None:
    assert found(tmp_path, data) == expected


def test_lines_a_broken_byte_costs_a_line(tmp_path: Path) -> None:
    data = "é\n".encode() * 30 + b"\xff\xfe\n" + "é".encode()
    codes = dict(found(tmp_path, data))
    assert (codes[30], codes[31], codes[32]) == ("é", "R106", "é")


def test_lines_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST_BYTES", 5)
    assert found(tmp_path, b"12345\n123456\n1\n1234567") == [(1, "12345"), (2, "R107"), (3, "1"), (4, "R107")]
