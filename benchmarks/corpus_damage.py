"""10,000 articles a format, damage at 1 % a kind: every good one processed, every bad one told with its place.

    python benchmarks/corpus_damage.py --articles 10000
    python benchmarks/corpus_damage.py --articles 10000 --format jsonl --format warc

Of each format a file is made in which some articles are damaged, each in one of its ways: eight in JSON lines, as many
as there are in the others. A blank pipeline reads it. Prints the counts, and what is told wrongly, if anything.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language

from conflictner.annotations import register
from conflictner.corpus.running import run_with
from conflictner.corpus.settings import Settings

Make = Callable[[int], bytes]


@dataclass(frozen=True)
class Format:
    """How articles of a format are made, whole and damaged, put into one file, and where each then stands.

    ``damage`` makes a bad article by "code what"; the code "id" or "text" is that of a duplicate, "passed" means that
    it is no article and is counted.
    """

    file: str
    good: Make
    damage: dict[str, Make]
    joined: Callable[[Sequence[bytes]], bytes]
    place: Callable[[int], str] = field(default=lambda n: f":{n}")


TEXT = "“Goma fell,” says line {n}."
LONG = b"Goma fell. " * 1_000_000


def blank(**arguments: object) -> Language:
    """A pipeline that finds nothing."""
    register()
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def lines(head: bytes = b"") -> Callable[[Sequence[bytes]], bytes]:
    """Articles a line each."""
    return lambda parts: head + b"".join(part + b"\n" for part in parts)


JSONL = Format(
    "in.jsonl",
    lambda n: json.dumps({"id": str(n), "text": TEXT.format(n=n)}, ensure_ascii=False).encode(),
    {
        "R101 broken": lambda n: b'{"id": "%d", "text": "Goma' % n,
        "R104 type": lambda n: b'{"id": "%d", "text": 12}' % n,
        "R103 missing": lambda n: b'{"id": "%d"}' % n,
        "R106 bytes": lambda n: b'{"id": "%d", "text": "Goma \xff\xfe fell"}' % n,
        "R101 NUL": lambda n: b'{"id": "%d", "text": "Goma \x00 fell"}' % n,
        "R108 long": lambda n: b'{"id": "%d", "text": "%s"}' % (n, LONG),
        "id duplicate": lambda n: b'{"id": "1", "text": "Goma fell again, line %d"}' % n,
        "R105 empty": lambda n: b'{"id": "%d", "text": " "}' % n,
    },
    lines(),
)
CSV = Format(
    "in.csv",
    lambda n: f'{n};2024-02-07;"{TEXT.format(n=n)}; ""Sake"" held"'.encode(),
    {
        "R112 cells": lambda n: b"%d;2024-02-07;Goma;fell" % n,
        "R112 few cells": lambda n: b"%d;2024-02-07" % n,
        "R112 mark": lambda n: b'%d;2024-02-07;"Goma fell' % n,
        "R112 inside": lambda n: b'%d;2024-02-07;"Goma" fell' % n,
        "R106 bytes": lambda n: b"%d;2024-02-07;Goma \xff\xfe fell" % n,
        "R105 empty": lambda n: b"%d;2024-02-07;" % n,
        "id duplicate": lambda n: b"1;2024-02-07;Goma fell again, line %d" % n,
        "text duplicate": lambda n: f'{n};2024-02-07;"{TEXT.format(n=1)}; ""Sake"" held"'.encode(),
    },
    lines(b"\xef\xbb\xbfsep=;\nID;Date;Text\n"),
    lambda n: f":{n + 2}",
)


def page(n: int, body: str | None = None) -> bytes:
    """An HTML page with an article."""
    text = body or f"<p>{TEXT.format(n=n)}</p><p>Rebels took the town on Tuesday, the army said, and people fled.</p>"
    menu = '<nav><a href="/">Home</a></nav>'
    return f"<html><head><title>Page {n}</title></head><body>{menu}<article>{text}</article></body></html>".encode()


def zipped(parts: Sequence[bytes]) -> bytes:
    """Pages in an archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for n, part in enumerate(parts, start=1):
            archive.writestr(f"{n:06}.html", part)
    return packed.getvalue()


HTML = Format(
    "in.zip",
    page,
    {
        "R113 empty": lambda n: b"",
        "R113 no article": lambda n: page(n, " "),
        "R113 nested": lambda n: b"<div>" * 50_000 + b"%d" % n,
        "R113 picture": lambda n: b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "text duplicate": lambda n: page(1),
    },
    zipped,
    lambda n: f"/{n:06}.html",
)


def record(n: int, body: bytes, *, kind: str = "response", content: str = "text/html", encoding: str = "") -> bytes:
    """A WARC record."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {content}\r\n{encoding}\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{n}>\r\nWARC-Date: 2024-03-01T00:00:00Z\r\n"
    head += f"WARC-Target-URI: https://odo.example/{n}\r\nContent-Type: application/http; msgtype={kind}\r\n"
    return f"{head}Content-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"


PACKED = "Content-Encoding: gzip\r\n"
WARC = Format(
    "in.warc",
    lambda n: record(n, gzip.compress(page(n)), encoding=PACKED),
    {
        "R119 header": lambda n: b"BROKEN" + record(n, page(n))[6:],
        "R113 no article": lambda n: record(n, b"<html></html>"),
        "R114 bomb": lambda n: record(n, gzip.compress(b" " * (17 << 20)), encoding=PACKED),
        "text duplicate": lambda n: record(n, page(1)),
        "passed picture": lambda n: record(n, b"\x89PNG", content="image/png"),
        "passed request": lambda n: record(n, b"", kind="request"),
    },
    b"".join,
)
RSS = Format(
    "in.rss",
    lambda n: (
        f"<item><guid>{n}</guid><title>Line {n}</title><description>{TEXT.format(n=n)}</description></item>".encode()
    ),
    {
        "R115 mark": lambda n: b"<item><guid>%d</guid><title>1 < 2 & 3</title></item>" % n,
        "R115 open": lambda n: b"<item><guid>%d</guid><title>open</item>" % n,
        "R115 cut": lambda n: b"<item><guid>%d</guid><title>cut" % n,
        "R105 empty": lambda n: b"<item><guid>%d</guid></item>" % n,
        "id duplicate": lambda n: b"<item><guid>1</guid><title>Goma fell again, line %d</title></item>" % n,
    },
    lambda parts: b"<rss><channel><title>Odo</title>\n" + b"\n".join(parts) + b"</channel></rss>",
)
NEXIS = Format(
    "in.txt",
    lambda n: (
        f"The Odo Post\n\nMay 3, 2024\n\nLine {n}\n\nLENGTH: 5 words\n\n{TEXT.format(n=n)}\n\nLOAD-DATE: x\n".encode()
    ),
    {
        "R117 fields": lambda n: b"The Odo Post\n\nGoma fell, line %d\n" % n,
        "R117 empty": lambda n: b"The Odo Post\n\nMay 3, 2024\n\nLENGTH: 5 words\n\nLOAD-DATE: %d\n" % n,
        "R117 lost": lambda n: b"LENGTH: 5 words\n\nWe are sorry but there is an error in this document.\n",
        "text duplicate": lambda n: f"LENGTH: 5 words\n\n{TEXT.format(n=1)}\n".encode(),
    },
    lambda parts: b"".join(b"\n%d of %d DOCUMENTS\n\n%s\n" % (n, len(parts), p) for n, p in enumerate(parts, start=1)),
)
FACTIVA = Format(
    "in.txt",
    lambda n: f"HD  Line {n}\nWC  5 words\nPD  3 May 2024\nLP\n{TEXT.format(n=n)}\nAN  Document ODO{n:020}\n".encode(),
    {
        "R117 empty": lambda n: b"HD  Goma\nWC  5 words\nPD  3 May 2024\nAN  Document ODO%020d\n" % n,
        "R117 codes": lambda n: b"Goma fell, line %d\nAN  Document ODO%020d\n" % (n, n),
        "id duplicate": lambda n: b"HD  Goma\nLP\nGoma fell again, line %d\nAN  Document ODO%020d\n" % (n, 1),
        "text duplicate": lambda n: f"HD  Goma\nLP\n{TEXT.format(n=1)}\nAN  Document ODO{n:020}\n".encode(),
    },
    b"\n".join,
)


def row(n: int, *, person: str = "Odo Désiré", columns: int = 27) -> bytes:
    """A row of GDELT's GKG."""
    cells = [f"20240207093000-{n}", "20240207093000", "1", "odo.example", f"https://odo.example/{n}", *[""] * 22]
    cells[12] = f"{person},12"
    return "\t".join([*cells, ""][:columns]).encode()


GKG = Format(
    "in.gkg.csv",
    row,
    {
        "R118 columns": lambda n: row(n, columns=26),
        "R118 more columns": lambda n: row(n, columns=28),
        "R118 id": lambda n: b"x" + row(n),
        "R106 bytes": lambda n: row(n).replace(b"Odo", b"O\xff\xfedo"),
        "id duplicate": lambda n: row(1, person=f"Odo {n}"),
        "text duplicate": lambda n: row(1),
    },
    lines(),
)
FORMATS = {
    "jsonl": JSONL,
    "csv": CSV,
    "html": HTML,
    "warc": WARC,
    "rss": RSS,
    "nexis": NEXIS,
    "factiva": FACTIVA,
    "gkg": GKG,
}


def check(name: str, articles: int) -> bool:
    """Make a file, read it, print what came of it; whether all of it is right."""
    format = FORMATS[name]
    numbers = np.random.default_rng(1).permutation(np.arange(2, articles)).tolist()
    kinds = dict(zip(numbers, [*format.damage] * (articles // 100), strict=False))
    parts = [format.damage[kinds[n]](n) if n in kinds else format.good(n) for n in range(1, articles + 1)]
    right = {f"{format.file}{format.place(n)}": kind.split()[0] for n, kind in kinds.items()}
    passed = sum(code == "passed" for code in right.values())
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / format.file
        source.write_bytes(format.joined(parts))
        del parts
        settings = Settings(arguments={}, columns={}, loader="corpus_damage:blank", progress=False)
        start = time.perf_counter()
        corpus = run_with(source, Path(folder) / "out", settings)
        seconds = time.perf_counter() - start
        told = {row["source"]: row["code"] for row in corpus.rejects.to_pylist()}
        told |= {row["source"]: row["by"] for row in corpus.duplicates.to_pylist()}
        counts = corpus.counts
    right = {place: code for place, code in right.items() if code != "passed"}
    wrong = Counter(
        (right.get(place), told.get(place)) for place in {*told, *right} if told.get(place) != right.get(place)
    )
    good = articles - len(kinds)
    print(
        f"{name:8}{counts['read']:7} read = {counts['documents']:5} processed + {counts['rejected']:4} rejected",
        end=" ",
    )
    print(
        f"+ {counts['duplicates']:4} duplicates; {good} were good; {sum(counts['passed'].values())} passed over",
        end="; ",
    )
    print(f"told wrongly: {dict(wrong) or 'none'}; {len(format.damage)} kinds; {seconds:.0f} s", flush=True)
    whole = counts["documents"] == good and counts["read"] == articles - passed
    return whole and not wrong and sum(counts["passed"].values()) == passed


def main() -> int:
    """Run; exit status 1 when an article is missing or told wrongly."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--format", choices=FORMATS, action="append")
    options = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parent))
    found = [check(name, options.articles) for name in options.format or FORMATS]
    return int(not all(found))


if __name__ == "__main__":
    sys.exit(main())
