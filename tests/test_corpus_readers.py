"""Files -> records: lines numbered, damage told, encodings and packings known."""

from __future__ import annotations

import bz2
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
from conflictner.corpus.readers import Found, lines, read_source
from conflictner.corpus.records import Passed, Record
from conflictner.corpus.sources import find_sources
from conflictner.errors import ConfigError
from conflictner.rows import Reject


def read(path: Path) -> list[tuple[str, object]]:
    """Place, and fields or the code of a reject."""
    return [(item.source, shown(item)) for source in find_sources(path) for item in read_source(source)]


def shown(item: Found) -> object:
    if isinstance(item, Record):
        return dict(item.fields)
    return item.code if isinstance(item, Reject) else item


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


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


def test_json_list_and_object(tmp_path: Path) -> None:
    assert read(put(tmp_path, "a.json", '[{"text": "x"}, 3]')) == [("a.json:1", {"text": "x"}), ("a.json:2", "R102")]
    assert read(put(tmp_path, "b.json", '\ufeff{"text": "x"}')) == [("b.json", {"text": "x"})]
    assert read(put(tmp_path, "c.json", "{")) == [("c.json", "R101")]


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


def test_folder_links_do_not_lead_out(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "link.txt").symlink_to(put(tmp_path, "secret.txt", "x"))
    put(inside, "a.txt", "y")
    assert [source.name for source in find_sources(inside)] == ["a.txt"]


# --- tables --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sheet",
    [
        'Title,Text\nA,"one\n\ntwo ""three"", four"\n',
        '\ufeffTitle;Text\r\nA;"one\r\n\r\ntwo ""three"", four"\r\n;\r\n',
        'sep=;\nTitle;Text\nA;"one\n\ntwo ""three"", four"\n',
        'Title\tText\nA\t"one\n\ntwo ""three"", four"\n\n',
        'Title|Text\nA|"one\n\ntwo ""three"", four"',
    ],
)
def test_sheet_as_standards_and_excel_have_it(tmp_path: Path, sheet: str) -> None:
    line = 3 if sheet.startswith("sep") else 2
    assert read(put(tmp_path, "a.csv", sheet)) == [
        (f"a.csv:{line}", {"Title": "A", "Text": 'one\n\ntwo "three", four'})
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("told", ["", "sep={mark}\r\n"])
def test_sheet_as_excel_exports_it(tmp_path: Path, encoding: str, mark: str, told: str) -> None:
    rows = [("Datum", "Headline", "Text"), ("7-Feb-24", "Goma; Sake, Pinga", '"“Nyanzalé”\n\nfell"'), ("", "", "")]
    cells = [
        mark.join(f'"{cell}"' if cell and cell[0] != '"' and mark in cell else cell for cell in row) for row in rows
    ]
    text = told.format(mark=mark) + "\r\n".join(cells) + "\r\n"
    line = 3 if told else 2
    assert read(put(tmp_path, "a.csv", text.encode(encoding))) == [
        (f"a.csv:{line}", {"Datum": "7-Feb-24", "Headline": "Goma; Sake, Pinga", "Text": "“Nyanzalé”\n\nfell"})
    ]


def test_sheet_saved_as_tabbed_text(tmp_path: Path) -> None:
    text = "Date\tHeadline\tText\r\n7-Feb-24\tGoma falls\tRebels took Goma.\r\n"
    expected = {"Date": "7-Feb-24", "Headline": "Goma falls", "Text": "Rebels took Goma."}
    assert read(put(tmp_path, "a.txt", text.encode("utf-16"))) == [("a.txt:2", expected)]
    near = "Date\tof the text\nGoma fell."
    assert read(put(tmp_path, "b.txt", near)) == [("b.txt", {"text": near, "id": "b.txt"})]


def test_sheet_cells_are_text(tmp_path: Path) -> None:
    assert read(put(tmp_path, "a.csv", "id,text\n007,NA\n")) == [("a.csv:2", {"id": "007", "text": "NA"})]


def test_sheet_text_longer_than_csv_allows_by_default(tmp_path: Path) -> None:
    ((_, fields),) = read(put(tmp_path, "a.csv", f"id,text\n1,{'x' * 200_000}\n"))
    assert isinstance(fields, dict)
    assert len(fields["text"]) == 200_000


@pytest.mark.parametrize("bad", ["1", "1,a,b", '1,"open', '1,"a" b', '"1,a\n2,b'])
def test_sheet_a_bad_row_costs_one_line(tmp_path: Path, bad: str) -> None:
    good = "8,Goma\n9,Sake"
    found = read(put(tmp_path, "a.csv", f"id,text\n{good}\n{bad}\n{good}\n"))
    codes = [value for _, value in found if isinstance(value, str)]
    assert codes == ["R112"]
    assert sum(value == {"id": "9", "text": "Sake"} for _, value in found) == 2
    assert ("a.csv:4", "R112") in found


@pytest.mark.parametrize("cell", ["Goma\ffell", "Goma\u2028fell", "Goma\vfell", "Goma\x85fell", "Goma\x1cfell"])
def test_sheet_no_character_but_a_line_feed_ends_a_row(tmp_path: Path, cell: str) -> None:
    assert read(put(tmp_path, "a.csv", f"id,text\n1,{cell}\n")) == [("a.csv:2", {"id": "1", "text": cell})]


def test_sheet_a_mark_that_opens_nothing_swallows_no_rows(tmp_path: Path) -> None:
    found = read(put(tmp_path, "a.csv", 'id,text\n1,he said "we won\n2,Goma\n3,Sake\n4,then "they left\n5,Pinga\n'))
    assert [place for place, _ in found] == [f"a.csv:{n}" for n in range(2, 7)]
    assert found[0][1] == {"id": "1", "text": 'he said "we won'}


def test_sheet_carriage_returns(tmp_path: Path) -> None:
    rows = [{"id": "1", "text": "Goma"}, {"id": "2", "text": "Sake"}]
    assert read(put(tmp_path, "a.csv", "id,text\r1,Goma\r2,Sake\r")) == [("a.csv:2", rows[0]), ("a.csv:3", rows[1])]
    found = read(put(tmp_path, "b.csv", 'id,text\n1,Goma\rfell\n2,"Goma\rfell"\n'))
    assert [fields for _, fields in found] == [{"id": "1", "text": "Goma fell"}, {"id": "2", "text": "Goma\nfell"}]


def test_sheet_tsv_with_marks_that_quote_nothing(tmp_path: Path) -> None:
    rows = read(put(tmp_path, "a.tsv", 'id\ttext\n1\tHe said "we won\n2\tx\n'))
    assert [value for _, value in rows] == [{"id": "1", "text": 'He said "we won'}, {"id": "2", "text": "x"}]


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
