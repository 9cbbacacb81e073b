"""WARC, what crawlers write: of its records the answers of servers that are HTML pages; the others are counted.

Needs the "warc" extra. A record that cannot be read costs that record: reading goes on where the next one begins.
Of some in a row whose beginnings are broken each is told that still has the line with its id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from conflictner.corpus.readers.pages import MOST_BYTES, article
from conflictner.corpus.records import Passed, Record, reject
from conflictner.corpus.sources import BombError, Source
from conflictner.errors import E307, ConfigError
from conflictner.rows import Reject

_HTML: Final = ("text/html", "application/xhtml+xml")
_TYPES: Final = ("warcinfo", "request", "metadata", "resource", "revisit", "conversion", "continuation")
_RECORD_ID: Final = b"WARC-Record-ID: "
_KINDS: Final = ("application", "audio", "font", "image", "text", "video")


def read_warc(source: Source) -> Iterator[Record | Passed | Reject]:
    """The pages in a WARC file, packed or not; they are numbered with all records from 1.

    Raises:
        ConfigError: E307, the "warc" extra is not installed.
    """
    passed: Counter[str] = Counter()
    with source.opened() as stream:
        for number, record in enumerate(_records(_Rest(b"", stream)), start=1):
            place = f"{source.name}:{number}"
            if isinstance(record, Exception):
                yield reject(place, "R119", reason=record)
                continue
            other = _other(record)
            if other:
                passed[other] += 1
            else:
                yield _page(record, place)
    for what, count in sorted(passed.items()):
        yield Passed(source.name, what, count)


def _records(stream: _Rest) -> Iterator[Any]:
    """The records; where one begins that cannot be read, the exception, and then what follows it."""
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError as error:
        raise ConfigError(E307.format(what="WARC", extra="warc")) from error
    rest: _Rest | None = stream
    while rest is not None:
        records = ArchiveIterator(rest)
        records.INC_RECORD = ""  # what it would print; the records before and behind are told by themselves
        try:
            yield from records
            rest = None
        except (BombError, OSError):
            raise
        except Exception as error:  # a header cut in two raises as many things as it has parts
            yield error
            rest, more = _next(records.reader)
            yield from [error] * more


def _next(reader: Any) -> tuple[_Rest | None, int]:
    """What follows up to the end, from the line with which the next record begins; and how many were passed over.

    Each record has one line with its id: the first behind the break is that of the record which broke.
    """
    ids = 0
    while line := reader.readline():
        if line.startswith(b"WARC/1."):
            return _Rest(line, reader), max(ids - 1, 0)
        ids += line.startswith(_RECORD_ID)
    return None, max(ids - 1, 0)


class _Rest:
    """A line that was read, then the rest, never more at a time than there is: it may break off."""

    def __init__(self, line: bytes, reader: Any) -> None:
        self._line = line
        self._read = getattr(reader, "read1", reader.read)

    def read(self, size: int = -1) -> bytes:
        data: bytes
        if self._line:
            size = len(self._line) if size < 0 else size
            data, self._line = self._line[:size], self._line[size:]
            return data
        data = self._read(size)
        return data


def _other(record: Any) -> str:
    """What a record is that is no page; empty for a page."""
    if record.rec_type != "response" or record.http_headers is None:
        return f"{record.rec_type if record.rec_type in _TYPES else 'other'} records"
    if record.http_headers.get_statuscode() != "200":
        return "answers that are no page (moved, not found)"
    kind = _content_type(record).partition("/")[0]
    if _content_type(record) in _HTML:
        return ""
    return f"answers of kind {kind if kind in _KINDS else 'other'}"


def _content_type(record: Any) -> str:
    return (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()


def _page(record: Any, place: str) -> Record | Reject:
    _, _, charset = (record.http_headers.get_header("Content-Type") or "").lower().partition("charset=")
    doc_id = (record.rec_headers.get_header("WARC-Record-ID") or "").strip("<> ").removeprefix("urn:uuid:")
    url = record.rec_headers.get_header("WARC-Target-URI")
    if not hasattr(record.raw_stream, "limit"):
        return reject(place, "R119", doc_id=doc_id or None, reason="it does not say how long it is")
    try:
        data = _body(record)
    except BombError:
        raise
    except Exception as error:  # what a server packed wrongly raises as many things as there are ways to pack
        return reject(place, "R119", doc_id=doc_id or None, reason=f"{type(error).__name__}: {error}")
    if record.raw_stream.limit or b"\r\nWARC/1." in data:
        return reject(place, "R119", doc_id=doc_id or None, reason="it is not as long as it says")
    return article(data, place, doc_id=doc_id or None, url=url, charset=charset.partition(";")[0].strip() or None)


def _body(record: Any) -> bytes:
    """The page, unpacked as its headers say, and no more of it than a page has."""
    stream = record.content_stream()
    blocks: list[bytes] = []
    size = 0
    while size <= MOST_BYTES and (block := stream.read(1 << 16)):
        blocks.append(block)
        size += len(block)
    while record.raw_stream.read(1 << 16):  # what then is missing of its length, the file has not
        pass
    return b"".join(blocks)
