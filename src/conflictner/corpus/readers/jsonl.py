"""JSON: one object a line, or one file with an object or a list of objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from conflictner.corpus.readers.lines import MOST_BYTES, read_lines
from conflictner.corpus.records import Record, reject
from conflictner.corpus.sources import Source
from conflictner.rows import Reject
from conflictner.text import decode

_TYPES = {list: "array", str: "string", int: "number", float: "number", bool: "truth value", type(None): "null"}


def read_jsonl(source: Source) -> Iterator[Record | Reject]:
    """JSON Lines: a line that is no object is a reject, and so is an empty one before the last."""
    for line in read_lines(source):
        if isinstance(line, Reject):
            yield line
            continue
        place = f"{source.name}:{line.number}"
        if not line.text.strip():
            yield reject(place, "R105")
            continue
        try:
            value = json.loads(line.text)
        except (ValueError, RecursionError) as error:
            yield reject(place, "R101", reason=getattr(error, "msg", None) or "nested too deeply")
            continue
        yield _record(place, value)


def read_json(source: Source) -> Iterator[Record | Reject]:
    """One JSON file: an object, or a list of them; numbered from 1."""
    with source.opened() as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        yield reject(source.name, "R107", limit=MOST_BYTES)
        return
    try:
        value = json.loads(decode(data).removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        yield reject(source.name, "R101", reason=getattr(error, "msg", None) or "nested too deeply")
        return
    if not isinstance(value, list):
        yield _record(source.name, value)
        return
    for number, item in enumerate(value, start=1):
        yield _record(f"{source.name}:{number}", item)


def _record(place: str, value: Any) -> Record | Reject:
    if isinstance(value, dict):
        return Record(place, value)
    return reject(place, "R102", type=_TYPES[type(value)])
