"""Bytes -> numbered lines of text, each decoded by itself: one broken byte costs one line."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final, cast

from conflictner.corpus.records import reject
from conflictner.corpus.sources import Source, read_ahead
from conflictner.rows import Reject
from conflictner.text import encoding_of

#: A longer line is passed over without being held in memory.
MOST_BYTES: Final = 32 << 20
_SAMPLE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end; counted from 1."""

    number: int
    text: str


def read_lines(source: Source) -> Iterator[Line | Reject]:
    """The lines of a file. An old export (Windows-1252) is read as such; in a UTF-8 file a broken line is a reject."""
    with source.opened() as stream:
        buffered = cast("io.BufferedReader", stream if hasattr(stream, "peek") else io.BufferedReader(_raw(stream)))
        head, sample = _sampled(buffered)
        encoding = encoding_of(sample)
        if encoding in ("utf-16", "utf-32"):
            recoded = codecs.getreader(encoding)(_Joined(head, buffered))
            yield from _numbered(source, (line.encode("utf-8", "replace") for line in recoded), "utf-8")
        else:
            if head.startswith(codecs.BOM_UTF8):
                head = head[len(codecs.BOM_UTF8) :]
            # Spreadsheets on old Macs end a line with a carriage return alone.
            end = b"\r" if b"\r" in head and b"\n" not in head else b"\n"
            yield from _numbered(source, _split(_Joined(head, buffered), end), encoding)


def _raw(stream: IO[bytes]) -> io.RawIOBase:
    return cast("io.RawIOBase", stream)


def _sampled(stream: io.BufferedReader) -> tuple[bytes, bytes]:
    """The first bytes, and of them those up to a line end, which cuts no character in two."""
    head = read_ahead(stream, _SAMPLE)
    cut = head.rfind(b"\n") + 1
    return head, head[:cut] if cut and len(head) == _SAMPLE else head


class _Joined(io.RawIOBase):
    """Bytes that were read ahead, then the rest."""

    def __init__(self, head: bytes, rest: io.BufferedReader) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self._head:
            size = len(self._head) if size < 0 else size
            data, self._head = self._head[:size], self._head[size:]
            return data
        return self._rest.read1(size)  # what there is, if it breaks off


def _split(stream: _Joined, end: bytes) -> Iterator[bytes | None]:
    """The lines; None for one that is too long."""
    pending = b""
    skipping = False
    while block := stream.read(1 << 18):
        lines = (pending + block).split(end)
        pending = lines.pop()
        for line in lines:
            yield None if skipping or len(line) > MOST_BYTES else line
            skipping = False
        if len(pending) > MOST_BYTES:
            pending, skipping = b"", True
    if skipping:
        yield None
    elif pending:
        yield pending


def _numbered(source: Source, lines: Iterator[bytes | None], encoding: str) -> Iterator[Line | Reject]:
    for number, line in enumerate(lines, start=1):
        if line is None:
            yield reject(f"{source.name}:{number}", "R107", limit=MOST_BYTES)
            continue
        line = line.rstrip(b"\r\n")
        try:
            yield Line(number, line.decode())
        except UnicodeDecodeError:
            if encoding == "cp1252":
                yield Line(number, line.decode(encoding, errors="replace"))
            else:
                yield reject(f"{source.name}:{number}", "R106")
