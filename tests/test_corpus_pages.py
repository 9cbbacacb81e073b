"""HTML -> article: the text without what stands around it, and of the date only what the page says of itself."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path
from typing import Any

import pytest

from conflictner.corpus.readers import pages, read_source, readable
from conflictner.corpus.readers.pages import article, unmarked
from conflictner.corpus.records import Columns, Record
from conflictner.corpus.sources import find_sources
from conflictner.errors import ConfigError
from conflictner.rows import Reject

pytest.importorskip("trafilatura", reason='the "web" extra is not installed')

BODY = """<p>Rebels took the town of Goma on Tuesday, the army said, and residents fled to the hills in the north.</p>
<p>“We hold the airport,” a spokesman told reporters in the town, where shots were heard through the night.</p>
<p>Nyanzalé had fallen a week before, after the peacekeepers had left their base on the road to the lake.</p>"""
HEAD = """<title>Rebels take Goma | The Odo Post</title>
<meta property="og:site_name" content="The Odo Post"><link rel="canonical" href="https://odo.example/2024/goma">"""
DATE = '<meta property="article:published_time" content="2024-02-07T23:30:00-05:00">'


def page(*, head: str = HEAD + DATE, body: str = BODY) -> str:
    return f"""<!DOCTYPE html><html lang="en"><head>{head}</head><body>
<nav><a href="/">Home</a> <a href="/world">World news</a></nav><script>var tracker = "Kampala";</script>
<article><h1>Rebels take Goma</h1>{body}</article>
<aside><h2>Most read</h2><a href="/1">Markets rise</a></aside><footer>Copyright 2023 The Odo Post.</footer>
</body></html>"""


def fields(html: str) -> dict[str, Any]:
    found = article(html.encode(), "a.html", doc_id="a.html")
    assert isinstance(found, Record)
    return dict(found.fields)


def test_page_text_and_what_is_known_of_it() -> None:
    found = fields(page())
    assert "“We hold the airport,” a spokesman told" in found["text"]
    assert [word for word in ("World news", "tracker", "Markets", "Copyright") if word in found["text"]] == []
    del found["text"]
    assert found == {
        "title": "Rebels take Goma",
        "date": "2024-02-07",
        "id": "a.html",
        "outlet": "The Odo Post",
        "url": "https://odo.example/2024/goma",
    }


def test_page_paragraphs_are_apart_and_the_headline_is_no_part_of_the_text() -> None:
    body = f"{BODY}<h2>Talks</h2><ul><li>One.</li><li>Two.</li></ul><p>Talks go on<br>in Doha next week.</p>"
    text = fields(page(body=body))["text"]
    blocks = text.split("\n\n")
    assert [block.split()[0] for block in blocks[:4]] == ["Rebels", "“We", "Nyanzalé", "Talks"]
    assert blocks[4:] == ["- One.\n- Two.", "Talks go on\nin Doha next week."]
    assert not text.startswith("Rebels take Goma")


def test_page_crosshead_at_its_top_is_no_headline() -> None:
    html = page(body="<h2>At the lake</h2>" + BODY).replace("<h1>Rebels take Goma</h1>", "")
    assert fields(html)["text"].startswith("At the lake\n\nRebels took")


def test_page_date_of_data_for_machines() -> None:
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-02-06"}</script>'
    assert fields(page(head=HEAD + data))["date"] == "2024-02-06"


def test_page_without_its_own_date_has_none_whatever_stands_in_it() -> None:
    assert fields(page(head=HEAD))["date"] is None
    assert fields(page(head=HEAD, body=BODY + "<p>It was taken on 3 May 2012 before.</p>"))["date"] is None


@pytest.mark.parametrize("html", ["", "   ", "<html><body></body></html>", "<html><body><nav>Home</nav></body></html>"])
def test_page_without_an_article(html: str) -> None:
    found = article(html.encode(), "a.html", doc_id="a.html")
    assert isinstance(found, Reject)
    assert (found.code, found.doc_id) == ("R113", "a.html")


def test_page_cut_off_keeps_what_is_there() -> None:
    html = page()
    assert "We hold the airport" in fields(html[: html.index("Nyanzal")])["text"]


def test_page_that_is_nested_without_end_costs_one_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<div>" * 100_000 + "Goma")
    (tmp_path / "b.html").write_text(page(), encoding="utf-8")
    found = [item for source in find_sources(tmp_path) for item in read_source(source)]
    assert [type(item) for item in found] == [Reject, Record]


def test_page_too_long_and_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(b" " * (40 << 20)))
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(page().encode()))
    found = [item for source in find_sources(tmp_path) for item in read_source(source)]
    assert [item.code if isinstance(item, Reject) else item.source for item in found] == ["R110", "b.html.gz"]
    monkeypatch.setattr(pages, "MOST_BYTES", 100)
    (too_long,) = read_source(find_sources(tmp_path / "b.html.gz")[0])
    assert isinstance(too_long, Reject)
    assert too_long.code == "R114"


@pytest.mark.parametrize(
    ("told", "encoding", "charset"),
    [
        ('<meta charset="utf-8">', "utf-8", None),
        ('<meta charset="ISO-8859-1">', "cp1252", None),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "cp1251", None),
        ("", "cp1251", "windows-1251"),
        ("", "utf-8", None),
        ("", "cp1252", None),
        ('<meta charset="utf-8">', "cp1252", None),  # says what it is not
        ('<meta charset="no-such-code">', "utf-8", None),
        ('<meta charset="base64">', "utf-8", None),
        ('<meta charset="utf-8">', "utf-16", None),
    ],
)
def test_page_encodings(told: str, encoding: str, charset: str | None) -> None:
    word = "Гома" if encoding == "cp1251" else "“Nyanzalé”"
    text = f"<html><head>{told}</head><p>{word}"
    assert unmarked(text.encode(encoding), charset).removeprefix("\ufeff") == text


def test_page_fields_do_not_depend_on_the_columns_of_tables() -> None:
    found = article(page().encode(), "a.html", doc_id="a.html")
    assert isinstance(found, Record)
    read = Columns({"text": "lead", "date": "day"}).article(found)
    assert not isinstance(read, Reject)
    assert (read.date, read.title) == ("2024-02-07", "Rebels take Goma")


def test_page_without_the_extra_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_text(page(), encoding="utf-8")
    pages._extract.cache_clear()
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    try:
        with pytest.raises(ConfigError, match=r"E307.*conflictner\[web\]"):
            list(read_source(find_sources(tmp_path)[0]))
        with pytest.raises(ConfigError, match=r"E307.*conflictner\[web\]"):
            readable(tmp_path)
    finally:
        pages._extract.cache_clear()
