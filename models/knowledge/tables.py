"""Read our own tab-separated files and the sources' CSV."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path


def read_tsv(path: Path) -> list[dict[str, str]]:
    """Rows of a tab-separated file with a header; blank lines and lines that begin with # are passed over.

    Raises:
        ValueError: A line has more fields than the header; the message names file and line.
    """
    lines = path.read_text(encoding="utf-8").split("\n")
    numbered = [(n, line) for n, line in enumerate(lines, start=1) if line.strip() and not line.startswith("#")]
    header = numbered[0][1].split("\t")
    rows = []
    for number, line in numbered[1:]:
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) > len(header):
            message = f"{path.name}:{number}: {len(fields)} fields, the header has {len(header)}"
            raise ValueError(message)
        rows.append(dict(zip(header, fields + [""] * (len(header) - len(fields)), strict=True)))
    return rows


def read_csv(path: Path, encoding: str = "utf-8-sig") -> Iterator[dict[str, str]]:
    """Rows of a CSV file, gzipped or not, as dicts."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(io.StringIO(data.decode(encoding)))


def split_list(text: str) -> list[str]:
    """The items of a list field: "a|b" -> ["a", "b"].

    >>> split_list("M23| ARC ||")
    ['M23', 'ARC']
    """
    return [item.strip() for item in text.split("|") if item.strip()]
