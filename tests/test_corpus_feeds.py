"""RSS and Atom -> articles: HTML becomes text, no entity is obeyed, a broken item costs one item."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from conflictner.corpus.readers import read_source
from conflictner.corpus.readers.markup import plain
from conflictner.corpus.records import Record
from conflictner.corpus.sources import find_sources
from conflictner.rows import Reject

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Odo Post: Africa</title>
<image><title>Logo</title></image>"""
FOOT = "</channel></rss>"
ITEM = """<item><title>Rebels take &quot;Goma&quot;</title><link>https://odo.example/1</link>
<guid isPermaLink="false">odo-1</guid><pubDate>Wed, 07 Feb 2024 09:30:00 GMT</pubDate>
<description>Short of it.</description><media:title>A picture</media:title>
<content:encoded><![CDATA[<p>Goma fell on <b>Tuesday</b>.</p><p>“We hold it,” M23 said.<br/>Kigali denied it.</p>]]>
</content:encoded></item>"""


def read(tmp_path: Path, text: str | bytes, name: str = "a.rss") -> list[Any]:
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return [item for source in find_sources(tmp_path / name) for item in read_source(source)]


def shown(found: list[Any]) -> list[Any]:
    return [item.fields["title"] if isinstance(item, Record) else item.code for item in found]


def item(title: str, rest: str = "<description>Goma fell.</description>") -> str:
    return f"<item><title>{title}</title>{rest}</item>\n"


def test_feed_rss(tmp_path: Path) -> None:
    (found,) = read(tmp_path, HEAD + ITEM + FOOT)
    assert found.source == "a.rss:1"
    assert found.fields == {
        "text": "Goma fell on Tuesday.\n\n“We hold it,” M23 said.\nKigali denied it.",
        "title": 'Rebels take "Goma"',
        "date": "Wed, 07 Feb 2024 09:30:00 GMT",
        "id": "the-odo-post-africa:odo-1",
        "outlet": "The Odo Post: Africa",
        "url": "https://odo.example/1",
    }


def test_feed_atom(tmp_path: Path) -> None:
    (first, second) = read(
        tmp_path,
        """<feed xmlns="http://www.w3.org/2005/Atom"><title>Odo wire</title>
<entry><id>tag:odo.example,2024:1</id><title type="html">Goma &amp;amp; Sake</title>
<updated>2024-02-09T00:00:00Z</updated><published>2024-02-07T23:30:00-05:00</published><link rel="self" href="https://odo.example/self"/>
<link rel="alternate" href="https://odo.example/1"/><source><id>x</id><title>Odo Agency</title></source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Goma fell.</p><p>Sake held.</p></div></content>
</entry>
<entry><id>https://odo.example/2</id><title>Minova</title><updated>2024-02-09T00:00:00Z</updated>
<summary type="html">&lt;p&gt;Minova&amp;nbsp;fell.&lt;/p&gt;</summary></entry></feed>""",
        "a.atom",
    )
    assert first.fields == {
        "text": "Goma fell.\n\nSake held.",
        "title": "Goma & Sake",
        "date": "2024-02-07T23:30:00-05:00",
        "id": "tag:odo.example,2024:1",
        "outlet": "Odo Agency",
        "url": "https://odo.example/1",
    }
    assert (second.fields["text"], second.fields["url"]) == ("Minova fell.", "https://odo.example/2")
    assert (second.fields["outlet"], second.fields["date"]) == ("Odo wire", "2024-02-09T00:00:00Z")


def test_feed_rss_1_is_rdf(tmp_path: Path) -> None:
    (found,) = read(
        tmp_path,
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Odo</title></channel><item rdf:about="https://odo.example/1">
<title>Goma</title><description>Goma fell.</description><dc:date>2024-02-07</dc:date></item></rdf:RDF>""",
        "a.rdf",
    )
    fields = found.fields
    assert (fields["id"], fields["date"], fields["outlet"]) == ("https://odo.example/1", "2024-02-07", "Odo")


def test_feed_an_item_with_nothing_but_a_title(tmp_path: Path) -> None:
    (found,) = read(tmp_path, HEAD + item("Goma fell, army says", "") + FOOT, "a.xml")
    assert found.fields["text"] == "Goma fell, army says"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "UTF-8"), ("cp1252", "ISO-8859-1"), ("cp1251", "windows-1251"), ("utf-16", "utf-16")],
)
def test_feed_encodings(tmp_path: Path, encoding: str, declared: str) -> None:
    word = "Гома" if encoding == "cp1251" else "Nyanzalé"
    text = (HEAD + item(word) + FOOT).replace("UTF-8", declared)
    assert shown(read(tmp_path, text.encode(encoding))) == [word]


def test_feed_entities_of_html_are_known_and_a_plain_doctype_is_no_harm(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://odo.example/rss-0.91.dtd">'
    text = HEAD.replace("?>\n", f"?>\n{doctype}", 1) + item("Goma&nbsp;&amp;&eacute;") + FOOT
    assert shown(read(tmp_path, text)) == ["Goma &é"]


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://odo.example/x.dtd"> %a;',
    ],
)
def test_feed_that_declares_entities_is_refused_whole(tmp_path: Path, declaration: str) -> None:
    text = HEAD.replace("?>\n", f"?>\n<!DOCTYPE rss [{declaration}]>", 1) + item("&a;") + FOOT
    assert shown(read(tmp_path, text)) == ["R115"]


@pytest.mark.parametrize(
    "broken",
    [
        "<item><title>R&D <b>open</title><description>x</description></item>\n",
        "<item><title>1 < 2</title></item>\n",
        "<item><title>open\n",
        "<item a=1><title>x</title></item>\n",
    ],
)
def test_feed_a_broken_item_costs_one_item(tmp_path: Path, broken: str) -> None:
    found = read(tmp_path, HEAD + item("Goma") + item("Sake") + broken + item("Minova") + item("Pinga") + FOOT)
    assert shown(found) == ["Goma", "Sake", "R115", "Minova", "Pinga"]
    assert [one.source for one in found] == [f"a.rss:{n}" for n in range(1, 6)]
    assert found[3].fields["outlet"] == "The Odo Post: Africa"


def test_feed_two_broken_items_and_a_missing_end(tmp_path: Path) -> None:
    bad = "<item><title>& <</title></item>\n"
    found = shown(read(tmp_path, HEAD + item("Goma") + bad + item("Sake") + bad + item("Minova")))
    assert found == ["Goma", "R115", "Sake", "R115", "Minova"]
    assert shown(read(tmp_path, HEAD + item("Goma"))) == ["Goma", "R115"], "cut off behind an item"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "R115"),
        ("no XML", "R115"),
        ("<urlset><url>https://odo.example/</url></urlset>", "R116"),
        ("<html><body>x</body></html>", "R116"),
    ],
)
def test_feed_what_is_none(tmp_path: Path, text: str, code: str) -> None:
    assert shown(read(tmp_path, text, "a.xml")) == [code]


def test_feed_bomb(tmp_path: Path) -> None:
    packed = gzip.compress(HEAD.encode() + b" " * (40 << 20))
    assert shown(read(tmp_path, packed, "a.rss.gz")) == ["R110"]


def test_feed_nested_without_end(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + "<a>" * 200_000)
    assert [type(one) for one in found] == [Reject]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Goma fell.", "Goma fell."),
        ("3 < 4 & 5 > 4", "3 < 4 & 5 > 4"),
        ("R&amp;D&nbsp;x", "R&D\u00a0x"),
        ("<p>One.</p>\n<p>Two\nlines.</p>", "One.\n\nTwo lines."),
        ("One.<br>Two.<br/><br/>Three.", "One.\nTwo.\n\nThree."),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<p>x</p><script>if (a < b) alert('</p>')</script><p>y</p>", "x\n\ny"),
        ("<style>p {}</style>x", "x"),
        ("x<script>never closed", "x"),
        ("a <!-- hidden <p> --> b", "a b"),
        ("a <!-- hidden", "a"),
        ('<img alt="x"/>Goma <a href="y">fell</a>', "Goma fell"),
        ("<p>3 < 4</p>", "3 < 4"),
        ("<p>cut off <a href=", "cut off <"),
    ],
)
def test_markup(html: str, text: str) -> None:
    assert plain(html) == text


@pytest.mark.parametrize("worst", ["<", "<p", "<!--", "<p>", "&amp", "<script>", "</", "<b >"])
def test_markup_takes_linear_time(worst: str) -> None:
    assert len(plain("<p>" + worst * 100_000)) < 2_000_000  # a square of it would not end
