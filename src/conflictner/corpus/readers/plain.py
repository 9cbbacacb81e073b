"""Plain text: one file, one article, whose name is its id; or many of them: an export of Nexis or Factiva, a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from conflictner.corpus.readers.factiva import is_factiva, read_factiva
from conflictner.corpus.readers.nexis import is_nexis, read_nexis
from conflictner.corpus.readers.sheets import is_header, read_sheet
from conflictner.corpus.records import Coded, Record, reject
from conflictner.corpus.sources import Source
from conflictner.rows import Reject
from conflictner.text import clean, decode, is_text

_MOST_BYTES: Final = 32 << 20


def read_plain(source: Source) -> Iterator[Record | Coded | Reject]:
    """The articles in a text file of any encoding that `conflictner.text.decode` knows."""
    with source.opened() as stream:
        data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        yield reject(source.name, "R107", limit=_MOST_BYTES)
        return
    text = clean(decode(data))
    if not is_text(text):
        yield reject(source.name, "R111")
        return
    if is_header(text):
        yield from read_sheet(source)
    elif is_nexis(text):
        yield from read_nexis(source.name, text)
    elif is_factiva(text):
        yield from read_factiva(source.name, text)
    else:
        yield Record(source.name, {"text": text, "id": source.name}, settled=True)
