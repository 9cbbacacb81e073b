"""RSS 0.9 to 2.0 and Atom files: one item, one article; its HTML becomes text.

Read with the standard library's expat and no document type: entities that a file declares are refused, those of HTML
(``&nbsp;``) are known, nothing is fetched. An item that is no XML costs that item.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from typing import Any, Final
from xml.parsers import expat

from conflictner.corpus.readers.markup import plain
from conflictner.corpus.records import Record, reject
from conflictner.corpus.sources import Source
from conflictner.rows import Reject
from conflictner.text import clean, decode, slug

_MOST_BYTES: Final = 64 << 20
_ATOM: Final = "http://www.w3.org/2005/Atom"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
#: The namespaces of a feed's own elements; RSS 2.0 has none.
_OWN: Final = (
    "",
    _ATOM,
    "http://purl.org/atom/ns#",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
)
_ROOTS: Final = ("rss", "feed", "RDF")
#: Elements by field, the best first.
_FIELDS: Final = {
    "text": ("content:encoded", "content", "description", "summary"),
    "date": ("pubDate", "published", "dc:date", "issued", "updated", "modified"),
    "id": ("guid", "id", "about"),
    "outlet": ("source", "dc:publisher"),
    "url": ("link",),
}
_DECLARED: Final = re.compile(r"""<\?xml[^<>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.-]{2,40})["']""")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^<>]{0,200}\?>")
_ROOT: Final = re.compile(r"<((?:[A-Za-z]\w{0,20}:)?(?:rss|feed|RDF))\b[^<>]{0,4000}>")
_TITLE: Final = re.compile(r"<title>([^<>]*)</title>")
_ITEM: Final = re.compile(r"<(item|entry)[\s>]")


class _EntityError(Exception):
    """The file declares an entity of its own."""


def read_feed(source: Source) -> Iterator[Record | Reject]:
    """The items of a feed, numbered from 1; a title stands for the text of an item that has nothing else."""
    with source.opened() as stream:
        data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        yield reject(source.name, "R107", limit=_MOST_BYTES)
        return
    text = _DECLARATION.sub("", clean(_decoded(data)).removeprefix("\ufeff"))
    feed = _Feed()
    try:
        error = feed.parse(text)
    except _EntityError:
        yield reject(source.name, "R115", reason="it declares entities of its own")
        return
    if error and not feed.root:
        yield reject(source.name, "R115", reason=error)
        return
    if feed.root not in _ROOTS:
        yield reject(source.name, "R116", found=repr(feed.root[:40]))
        return
    number = 0
    for number, item in enumerate(feed.items, start=1):
        yield _record(f"{source.name}:{number}", item, feed.title)
    if error:
        yield from _mended(source, text, feed, number, error)


def _decoded(data: bytes) -> str:
    """The characters of an XML file: a byte-order mark, what it declares, else as any text."""
    told = _DECLARED.search(data[:300].decode("latin-1"))
    if told and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            encoding = codecs.lookup(told[1]).name
            if encoding != "utf-8" and not encoding.startswith("utf-16"):
                return data.decode("cp1252" if encoding == "iso8859-1" else encoding, errors="replace")
        except (LookupError, UnicodeError, TypeError, AssertionError):
            pass  # no such encoding, or one that is none of text
    return decode(data)


def _record(place: str, item: dict[str, str], outlet: str) -> Record:
    fields: dict[str, Any] = {}
    for field, names in _FIELDS.items():
        fields[field] = next((item[name].strip() for name in names if item.get(name, "").strip()), None)
    title = " ".join(plain(item.get("title", "")).split())
    text = plain(fields["text"]) if fields["text"] else ""
    fields |= {"text": text or title, "title": title or None, "outlet": fields["outlet"] or outlet or None}
    if fields["id"] and outlet and ":" not in fields["id"]:  # "4711" is an item of every feed
        fields["id"] = f"{slug(outlet)}:{fields['id']}"
    if fields["outlet"] and (inner := _TITLE.search(fields["outlet"])):  # an Atom entry names the feed it came from
        fields["outlet"] = inner[1]
    if fields["url"] is None and str(fields["id"]).startswith("http"):
        fields["url"] = fields["id"]
    return Record(place, fields, settled=True)


def _mended(source: Source, text: str, feed: _Feed, number: int, error: str) -> Iterator[Record | Reject]:
    """What stands behind a place that is no XML: each item is read by itself, so that the broken ones are told."""
    root = _ROOT.search(text)
    at = feed.end
    while root is not None and (start := _ITEM.search(text, at)):
        close = text.find(f"</{start[1]}>", start.end())
        following = _ITEM.search(text, start.end())
        whole = close >= 0 and (following is None or close < following.start())
        at = close + len(start[1]) + 3 if whole else following.start() if following else len(text)
        number += 1
        alone = _Feed()
        try:
            wrong = alone.parse(f"{root[0]}{text[start.start() : at]}</{root[1]}>")
        except _EntityError:
            wrong = "an entity"
        if alone.items and not wrong:
            yield _record(f"{source.name}:{number}", alone.items[0], feed.title)
        else:
            yield reject(f"{source.name}:{number}", "R115", reason=wrong or error)
    if number == len(feed.items):  # the damage is in no item
        yield reject(source.name, "R115", reason=error)


class _Feed:
    """What one parse finds: the root's name, the title, the items with the texts of their elements by name."""

    def __init__(self) -> None:
        self.root = ""
        self.title = ""
        self.items: list[dict[str, str]] = []
        self._data = b""
        self._end = 0
        self._path: list[str] = []
        self._item: dict[str, str] | None = None
        self._depth = 0
        self._text: list[str] = []

    def parse(self, text: str) -> str:
        """Read; the message of what is no XML, or nothing.

        Raises:
            _EntityError: An entity is declared.
        """
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.UseForeignDTD(True)  # entities that nobody declared are told to us instead of being errors
        parser.ExternalEntityRefHandler = lambda *_: 1
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._text.append
        parser.SkippedEntityHandler = self._entity
        parser.EntityDeclHandler = _refuse
        self._parser = parser
        self._data = text.encode()
        try:
            parser.Parse(self._data, True)
        except expat.ExpatError as error:
            return f"line {error.lineno}: {expat.ErrorString(error.code)}"
        return ""

    @property
    def end(self) -> int:
        """Where the last whole item ends, in characters of the text."""
        return len(self._data[: self._end].decode())

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        short = _short(name)
        if not self._path:
            self.root = short
        self._path.append(short)
        if self._item is None:
            if short in ("item", "entry"):
                self._item, self._depth = {}, len(self._path)
                self._item["about"] = attributes.get(f"{_RDF} about", "")
            self._text.clear()
        elif len(self._path) == self._depth + 1:
            self._text.clear()
            if short == "link" and attributes.get("rel", "alternate") == "alternate" and "href" in attributes:
                self._item.setdefault("link", attributes["href"])
        else:
            self._text.append(f"<{_local(short)}>")  # XHTML in an Atom entry, told apart as HTML is

    def _close(self, name: str) -> None:
        short = self._path.pop()
        if self._item is None:
            if short == "title" and len(self._path) <= 2 and not self.title:
                self.title = " ".join(plain("".join(self._text)).split())
        elif len(self._path) < self._depth:
            self.items.append(self._item)
            self._item = None
            self._end = self._data.find(b">", self._parser.CurrentByteIndex) + 1
        elif len(self._path) == self._depth:
            text = "".join(self._text)
            if text.strip():
                self._item.setdefault(short, text)
            self._text.clear()
        else:
            self._text.append(f"</{_local(short)}>")

    def _entity(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self._text.append(html.unescape(f"&{name};"))


def _refuse(*_: object) -> None:
    raise _EntityError


def _local(short: str) -> str:
    return short.rpartition(":")[2]


def _short(name: str) -> str:
    """An element's name without its namespace, or with the prefix that is usual for it."""
    space, _, local = name.rpartition(" ")
    if space in _OWN:
        return local
    prefix = {_CONTENT: "content", _DC: "dc", _RDF: ""}.get(space, "other")
    return f"{prefix}:{local}" if prefix else local
