"""WARC -> articles: pages alone are read, all other records counted, a damaged one costs itself."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from conflictner.corpus.readers import pages, read_source
from conflictner.corpus.records import Passed, Record
from conflictner.corpus.sources import find_sources
from conflictner.rows import Reject

pytest.importorskip("trafilatura", reason='the "warc" extra is not installed')
pytest.importorskip("warcio", reason='the "warc" extra is not installed')

PAGE = """<html><head><title>Rebels take {0}</title><meta property="article:published_time" content="2024-02-07">
</head><body><nav>Home</nav><article><h1>Rebels take {0}</h1><p>Rebels took the town of {0} on Tuesday, the army said,
and residents fled to the hills in the north of the province.</p><p>“We hold the airport,” a spokesman told reporters
in the town, where shots were heard through the night.</p></article></body></html>"""


class Crawl:
    """A WARC file as it is written: plain, or each record packed by itself."""

    def __init__(self, *, packed: bool = False) -> None:
        self.data = b""
        self.packed = packed

    def record(self, kind: str, block: bytes, content_type: str = "application/http; msgtype=response") -> Crawl:
        lines = [
            "WARC/1.0",
            f"WARC-Type: {kind}",
            f"WARC-Record-ID: <urn:uuid:{UUID(int=len(self.data))}>",
            "WARC-Date: 2024-03-01T00:00:00Z",
            f"WARC-Target-URI: https://odo.example/{len(self.data)}",
            f"Content-Type: {content_type}",
            f"Content-Length: {len(block)}",
        ]
        whole = "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"
        self.data += gzip.compress(whole) if self.packed else whole
        return self

    def add(self, body: bytes, *, kind: str = "text/html", status: str = "200 OK", **more: str) -> Crawl:
        lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in more.items()]
        return self.record("response", "\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    def request(self) -> Crawl:
        return self.record("request", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request")

    def read(self, folder: Path, name: str = "crawl.warc") -> list[Any]:
        (folder / name).write_bytes(self.data)
        return [item for source in find_sources(folder / name) for item in read_source(source)]


def shown(found: list[Any]) -> list[Any]:
    return [
        item.fields["title"] if isinstance(item, Record) else item.code if isinstance(item, Reject) else item.what
        for item in found
    ]


def test_warc_pages_are_read_and_the_rest_counted(tmp_path: Path) -> None:
    crawl = Crawl().request().add(PAGE.format("Goma").encode()).request().add(b"\x89PNG", kind="image/png")
    crawl.add(b"moved", status="301 Moved").add(b"{}", kind="application/json")
    crawl.add(PAGE.format("Sake").encode(), kind="TEXT/HTML; charset=utf-8")
    found = crawl.read(tmp_path)
    assert [item.source for item in found[:2]] == ["crawl.warc:2", "crawl.warc:7"]
    assert found[2:] == [
        Passed("crawl.warc", "answers of kind application", 1),
        Passed("crawl.warc", "answers of kind image", 1),
        Passed("crawl.warc", "answers that are no page (moved, not found)", 1),
        Passed("crawl.warc", "request records", 2),
    ]
    first = found[0].fields
    assert (first["title"], first["date"]) == ("Rebels take Goma", "2024-02-07")
    assert first["url"].startswith("https://odo.example/")
    assert len(first["id"]) == 36


def test_warc_packed(tmp_path: Path) -> None:
    crawl = Crawl(packed=True).add(PAGE.format("Goma").encode()).add(PAGE.format("Sake").encode())
    assert shown(crawl.read(tmp_path, "crawl.warc.gz")) == ["Rebels take Goma", "Rebels take Sake"]


def test_warc_answers_packed_by_the_server(tmp_path: Path) -> None:
    crawl = Crawl().add(gzip.compress(PAGE.format("Goma").encode()), Content_Encoding="gzip")
    crawl.add(zlib.compress(PAGE.format("Sake").encode()), Content_Encoding="deflate")
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (PAGE.format("Kitchanga").encode(), b""))
    crawl.add(chunked, Transfer_Encoding="chunked")
    crawl.add(PAGE.format("Гома").encode("cp1251"), kind="text/html; charset=windows-1251")
    assert shown(crawl.read(tmp_path)) == [f"Rebels take {name}" for name in ("Goma", "Sake", "Kitchanga", "Гома")]


def test_warc_bomb_in_an_answer_costs_one_record(tmp_path: Path) -> None:
    bomb = gzip.compress(b" " * (pages.MOST_BYTES + (1 << 20)))
    crawl = Crawl().add(bomb, Content_Encoding="gzip").add(PAGE.format("Sake").encode())
    assert shown(crawl.read(tmp_path)) == ["R114", "Rebels take Sake"]


def test_warc_a_damaged_record_costs_one_record(tmp_path: Path) -> None:
    crawl = Crawl()
    for name in ("Goma", "Sake", "Minova"):
        crawl.add(PAGE.format(name).encode())
    second = crawl.data.index(b"WARC/1.", 10)
    crawl.data = crawl.data[:second] + b"BROKEN" + crawl.data[second + 6 :]
    found = crawl.read(tmp_path)
    assert shown(found) == ["Rebels take Goma", "R119", "Rebels take Minova"]
    assert found[1].source == "crawl.warc:2"


def test_warc_broken_beginnings_in_a_row_are_a_reject_each(tmp_path: Path) -> None:
    """They were one, and the records behind them bore the numbers of others."""
    crawl = Crawl()
    starts = []
    for town in ("Goma", "Sake", "Minova", "Bukavu"):
        starts.append(len(crawl.data))
        crawl.add(PAGE.format(town).encode())
    for start in starts[1:3]:
        crawl.data = crawl.data[:start] + b"BROKEN" + crawl.data[start + 6 :]
    found = crawl.read(tmp_path)
    assert shown(found) == ["Rebels take Goma", "R119", "R119", "Rebels take Bukavu"]
    assert [item.source for item in found] == [f"crawl.warc:{number}" for number in range(1, 5)]


@pytest.mark.parametrize(
    "length", [b"Content-Length: 9\r\n", b"Content-Length: x\r\n", b"Content-Length: 99999\r\n", b""]
)
def test_warc_a_wrong_length_costs_what_it_hides(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], length: bytes
) -> None:
    crawl = Crawl()
    for name in ("Goma", "Sake", "Minova", "Pinga"):
        crawl.add(PAGE.format(name).encode())
    start = crawl.data.index(b"Content-Length", crawl.data.index(b"WARC/1.", 10))
    crawl.data = crawl.data[:start] + length + crawl.data[crawl.data.index(b"\r\n", start) + 2 :]
    found = shown(crawl.read(tmp_path))
    assert found[0] == "Rebels take Goma"
    assert any(str(item).startswith("R1") for item in found)
    assert length in (b"", b"Content-Length: 99999\r\n") or "Rebels take Pinga" in found
    assert capfd.readouterr() == ("", ""), "the library that reads records must not print"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
def test_warc_cut_off_keeps_what_was_whole(tmp_path: Path, share: float) -> None:
    crawl = Crawl(packed=True)
    for number in range(20):
        crawl.add(PAGE.format(f"Town{number}").encode())
    crawl.data = crawl.data[: int(len(crawl.data) * share)]
    found = shown(crawl.read(tmp_path, "crawl.warc.gz"))
    whole = int(share * 20)
    assert found[:whole] == [f"Rebels take Town{number}" for number in range(whole)]
    assert found[-1] in ("R109", "R119")


@pytest.mark.parametrize("data", [b"", b"no archive at all\n" * 50, b"\x00" * 1000])
def test_warc_what_is_none(tmp_path: Path, data: bytes) -> None:
    crawl = Crawl()
    crawl.data = data
    assert [item for item in shown(crawl.read(tmp_path)) if not str(item).startswith("R1")] == []
