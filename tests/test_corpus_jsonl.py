"""JSON lines and JSON files: one bad line costs one line, whatever the encoding and the packing."""

from __future__ import annotations

import bz2
import gzip
import json
from pathlib import Path

import pyarrow as pa
import pytest

from conflictner.corpus.readers import lines
from inputs import put, read

TWO = '{"text": "Nyanzalé fell"}\n{"text": "Sake “held”"}\n'
READ = [("a.jsonl{0}:1", {"text": "Nyanzalé fell"}), ("a.jsonl{0}:2", {"text": "Sake “held”"})]


def expected(packing: str = "") -> list[tuple[str, object]]:
    return [(place.format(packing), fields) for place, fields in READ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_jsonl_encodings(tmp_path: Path, encoding: str) -> None:
    assert read(put(tmp_path, "a.jsonl", TWO.encode(encoding))) == expected()


def test_jsonl_packed(tmp_path: Path) -> None:
    assert read(put(tmp_path, "a.jsonl.gz", gzip.compress(TWO.encode()))) == expected(".gz")
    assert read(put(tmp_path, "a.jsonl.bz2", bz2.compress(TWO.encode()))) == expected(".bz2")
    packed = pa.compress(TWO.encode(), codec="zstd", asbytes=True)
    assert read(put(tmp_path, "a.jsonl.zst", packed)) == expected(".zst")


def test_jsonl_without_a_last_line_end_and_with_crlf(tmp_path: Path) -> None:
    assert read(put(tmp_path, "a.jsonl", TWO.rstrip().replace("\n", "\r\n"))) == expected()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{broken", "R101"),
        (b'{"text": "a\x00b"}', "R101"),
        (b"[" * 100_000, "R101"),
        (b"[1]", "R102"),
        (b"null", "R102"),
        (b"", "R105"),
        (b'{"text": "\xff\xfe"}', "R106"),
    ],
)
def test_jsonl_a_bad_line_costs_one_line(tmp_path: Path, line: bytes, code: str) -> None:
    good = TWO.encode()
    found = read(put(tmp_path, "a.jsonl", good + line + b"\n" + good))
    assert found[2] == ("a.jsonl:3", code)
    assert [place for place, _ in found] == [f"a.jsonl:{n}" for n in range(1, 6)]


def test_jsonl_line_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST_BYTES", 1000)
    long = json.dumps({"text": "x" * 600_000})
    assert read(put(tmp_path, "a.jsonl", f"{TWO}{long}\n{TWO}"))[2] == ("a.jsonl:3", "R107")
    assert read(put(tmp_path, "a.jsonl", f"{TWO}{long}"))[2:] == [("a.jsonl:3", "R107")]


def test_json_list_and_object(tmp_path: Path) -> None:
    assert read(put(tmp_path, "a.json", '[{"text": "x"}, 3]')) == [("a.json:1", {"text": "x"}), ("a.json:2", "R102")]
    assert read(put(tmp_path, "b.json", '\ufeff{"text": "x"}')) == [("b.json", {"text": "x"})]
    assert read(put(tmp_path, "c.json", "{")) == [("c.json", "R101")]
