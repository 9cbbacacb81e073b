"""HTML: one page, one article; trafilatura finds its text among menus and adverts, and what the page says of itself.

Needs the "web" extra. The date is that which the page gives as its own, in its head or its data for machines; a date
that merely stands in it, as "Copyright 2023" at its foot, is none.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any, Final

from conflictner.corpus.records import Record, reject
from conflictner.corpus.sources import Source
from conflictner.errors import E307, ConfigError
from conflictner.rows import Reject
from conflictner.text import decode, slug

#: A longer page is none; the longest articles with everything about them have 2 MB.
MOST_BYTES: Final = 16 << 20
#: Fewer words are what is left of a menu, "Home World Sport"; a news flash has a sentence.
_FEWEST: Final = 8
_CHARSET: Final = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: Dates of the head alone, and not bound to the day on which this runs.
_DATES: Final = {"extensive_search": False, "original_date": True, "max_date": "2200-01-01"}


def read_page(source: Source) -> Iterator[Record | Reject]:
    """The article in an HTML file; its id is the name of the file."""
    with source.opened() as stream:
        data = stream.read(MOST_BYTES + 1)
    yield article(data, source.name, doc_id=source.name)


def article(
    data: bytes, place: str, *, doc_id: str | None, url: str | None = None, charset: str | None = None
) -> Record | Reject:
    """The article in the bytes of a page, or why there is none.

    Args:
        data: The page; more than `MOST_BYTES` are refused.
        place: Where it stood, for the record.
        doc_id: Its id.
        url: Its address, where it is known; else what the page gives as its own.
        charset: The encoding that came with it from the server.

    Raises:
        ConfigError: E307, the "web" extra is not installed.
    """
    if len(data) > MOST_BYTES:
        return reject(place, "R114", doc_id=doc_id, limit=MOST_BYTES)
    found = _extract()(unmarked(data, charset), url=url)
    text = _text(found) if found is not None else ""
    if len(text.split(maxsplit=_FEWEST)) <= _FEWEST:
        return reject(place, "R113", doc_id=doc_id)
    fields = {
        "text": text,
        "title": found.title,
        "date": found.date,
        "id": doc_id,
        "outlet": found.sitename or found.hostname,
        "url": url or found.url,
    }
    return Record(place, fields, settled=True)


#: What trafilatura calls a paragraph, and what a line of one.
_BLOCKS: Final = frozenset(("p", "head", "quote", "list", "div", "code"))
_LINES: Final = {"lb": "\n", "item": "\n- "}
_BLANKS: Final = re.compile(r"[ \t\r\f\v\u00a0]+")
_AROUND: Final = re.compile(r" ?\n ?")
_GAPS: Final = re.compile(r"\n{3,}")


def _text(found: Any) -> str:
    """The text that was found, a blank line between paragraphs, without the headline at its top: that is the title."""
    if found.body is None:
        return (found.text or "").strip()
    paragraphs = _AROUND.sub("\n", _BLANKS.sub(" ", "".join(_pieces(found.body))))
    text = _GAPS.sub("\n\n", paragraphs).strip()
    first = next(iter(found.body), None)
    if first is None or first.tag != "head":
        return text
    headline = " ".join("".join(first.itertext()).split())
    title, own = slug(found.title or ""), slug(headline)
    is_title = own and title and (own in title or title in own)  # "Goma falls" of "Goma falls - The Odo Post"
    return text.removeprefix(headline).lstrip() if is_title else text


def _pieces(body: Any) -> Iterator[str]:
    """The words of an element and of what is in it, however deep, with the line breaks between them."""
    waiting: list[Any] = [body]
    while waiting:
        element = waiting.pop()
        if isinstance(element, str):
            yield element
            continue
        block = "\n\n" if element.tag in _BLOCKS else ""
        yield (block or _LINES.get(element.tag, "")) + (element.text or "").replace("\n", " ")
        waiting += [block + (element.tail or "").replace("\n", " "), *reversed(element)]


@lru_cache(maxsize=1)
def _extract() -> Callable[..., Any]:
    try:
        import trafilatura
    except ImportError as error:
        raise ConfigError(E307.format(what="HTML", extra="web")) from error
    import logging

    for name in ("trafilatura", "htmldate", "courlan"):  # what is wrong with a page stands in the rejects
        logging.getLogger(name).addHandler(logging.NullHandler())
    return partial(
        trafilatura.bare_extraction,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=_DATES,
    )


def unmarked(data: bytes, charset: str | None = None) -> str:
    r"""The characters of a page: a byte-order mark, what the server or the page says, else as any text.

    >>> unmarked(b'<meta charset="iso-8859-1"><p>\x93Nyanzal\xe9\x94'), unmarked("<p>Désiré".encode())
    ('<meta charset="iso-8859-1"><p>“Nyanzalé”', '<p>Désiré')
    """
    told = _CHARSET.search(data[:4096])
    for name in (charset, told[1].decode() if told else None):
        encoding = _known(name) if name and not data.startswith(_MARKS) else None
        if encoding is not None and encoding != "utf-8":
            return data.decode(encoding, errors="replace")
    return decode(data)


def _known(name: str) -> str | None:
    """The codec of a name; Latin-1 is Windows-1252 on the web, and one that turns bytes into bytes is none."""
    try:
        found = codecs.lookup(name.strip("\"' "))
        "".encode(found.name)
    except (LookupError, ValueError, TypeError):
        return None
    return "cp1252" if found.name in ("iso8859-1", "ascii") else found.name
