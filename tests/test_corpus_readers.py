"""Files -> records: lines numbered, damage told, encodings and packings known."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from conflictner.corpus import readers
from conflictner.corpus.records import Passed, Record
from conflictner.corpus.sources import find_sources
from conflictner.errors import ConfigError
from inputs import put, read

TWO = '{"text": "Nyanzalé fell"}\n{"text": "Sake “held”"}\n'


def test_packed_bomb_costs_one_file(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl.gz", gzip.compress(TWO.encode() + b"x" * (40 << 20)))
    put(tmp_path, "b.jsonl", TWO)
    found = read(tmp_path)
    assert ("a.jsonl.gz", "R110") in found
    assert found[-1][0] == "b.jsonl:2"


def test_packed_file_cut_off_keeps_what_was_whole(tmp_path: Path) -> None:
    data = gzip.compress(b"".join(json.dumps({"text": str(n) * 50}).encode() + b"\n" for n in range(90_000)))
    found = read(put(tmp_path, "a.jsonl.gz", data[: len(data) // 2]))
    assert found[-1] == ("a.jsonl.gz", "R109")
    assert len(found) > 40_000
    assert read(put(tmp_path, "b.jsonl.gz", b"no gzip"))[-1] == ("b.jsonl.gz", "R109")


def test_folder_links_do_not_lead_out(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "link.txt").symlink_to(put(tmp_path, "secret.txt", "x"))
    put(inside, "a.txt", "y")
    assert [source.name for source in find_sources(inside)] == ["a.txt"]


def test_parquet(tmp_path: Path) -> None:
    day = datetime(2024, 2, 7, 9, 30, tzinfo=UTC)
    table = pa.table(
        {
            "text": pa.array(["Goma fell", None]).dictionary_encode(),
            "date": pa.array([day, None], type=pa.timestamp("ns", "UTC")),
            "vector": [[1.0], [2.0]],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    assert read(tmp_path) == [
        ("a.parquet:1", {"text": "Goma fell", "date": day}),
        ("a.parquet:2", {"text": None, "date": None}),
    ]
    assert read(put(tmp_path, "b.parquet", b"no parquet"))[-1] == ("b.parquet", "R109")
    assert read(put(tmp_path, "c.parquet.gz", b""))[-1] == ("c.parquet.gz", "R109")


# --- archives ------------------------------------------------------------------------------------------------------


def test_zip_is_read_file_by_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b.csv", "id,text\n1,Goma\n")
        archive.writestr("../a.txt", "Sake")
        archive.writestr("picture.png", "x")
        archive.writestr("inner.zip", "x")
    assert read(tmp_path) == [
        ("a.zip/b.csv:2", {"id": "1", "text": "Goma"}),
        ("a.zip", Passed("a.zip", "files of other kinds in archives", 2)),
    ]
    assert read(put(tmp_path, "b.zip", b"no archive"))[-1] == ("b.zip", "R109")


def test_zip_of_many_files_is_opened_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(50):
            archive.writestr(f"{number}.txt", f"Goma fell, line {number}.")
    opened: list[object] = []
    plain = zipfile.ZipFile.__init__

    def counted(self: zipfile.ZipFile, *arguments: Any, **more: Any) -> None:
        opened.append(arguments)
        plain(self, *arguments, **more)

    monkeypatch.setattr(zipfile.ZipFile, "__init__", counted)
    assert len(read(tmp_path)) == 50
    assert len(opened) == 1


def test_zip_bomb_costs_the_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.txt", "x" * (10 << 20))
    assert read(tmp_path) == [("a.zip", "R110")]


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Readers that another package adds: a good one, one that fails, one that cannot be imported."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "odo_readers.py").write_text(
        "from conflictner.corpus.records import Record, reject\n"
        "def read(source):\n"
        "    with source.opened() as file:\n"
        "        for number, line in enumerate(file, start=1):\n"
        "            place = f'{source.name}:{number}'\n"
        "            yield Record(place, {'text': line.decode()}) if line[:1] != b'#' else reject(place, 'R111')\n"
        "def fail(source):\n"
        "    raise KeyError('x')\n"
    )
    monkeypatch.syspath_prepend(tmp_path / "lib")
    entries = [
        EntryPoint(ending, value, readers.GROUP)
        for ending, value in ((".odo", "odo_readers:read"), (".bad", "odo_readers:fail"), (".off", "no_such:read"))
    ]
    monkeypatch.setattr(
        readers, "entry_points", lambda group: [*entries, EntryPoint(".csv", "odo_readers:read", group)]
    )
    readers.readers.cache_clear()
    yield
    readers.readers.cache_clear()


@pytest.mark.usefixtures("added")
def test_readers_of_other_packages(tmp_path: Path) -> None:
    assert read(put(tmp_path, "a.odo.gz", gzip.compress(b"Goma fell.\n# note\n"))) == [
        ("a.odo.gz:1", {"text": "Goma fell.\n"}),
        ("a.odo.gz:2", "R111"),
    ]
    assert read(put(tmp_path, "a.bad", "x")) == [("a.bad", "R109")]
    assert read(put(tmp_path, "a.csv", "id,text\n1,Goma\n")) == [("a.csv:2", {"id": "1", "text": "Goma"})]
    with pytest.raises(ConfigError, match=r"E510.*\.off.*no_such"):
        read(put(tmp_path, "a.off", "x"))


def test_record_is_what_a_reader_of_others_yields() -> None:
    assert Record("a:1", {"text": "x"}).fields["text"] == "x"
