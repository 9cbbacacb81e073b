"""The edge table of a corpus on disk, read and written in pieces: time and peak memory as the corpus grows.

    python benchmarks/edge_table.py [--documents 10000 100000 1000000] [--window document]

Input: Parquet tables of documents and mentions as a corpus has them, 12 mentions a document (Poisson) of 50,000
entities (Zipf, exponent 1.05), three sentences each, a day a document. CPU seconds and peak memory of a process that
does nothing else; the imports are part of both.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from conflictner.rows import Document, Mention, Row, arrow_schema

ENTITIES = 50_000
PIECE = 20_000
FILES: dict[type[Row], str] = {Document: "documents.parquet", Mention: "mentions.parquet"}


class Folder:
    """The least corpus on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def batches(self, row_type: type[Row], columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Batches of a table; none of one that is not there."""
        if row_type in FILES:
            names = list(columns) if columns else None
            file = pq.ParquetFile(self.folder / FILES[row_type])
            for group in range(
                file.num_row_groups
            ):  # a corpus has a file for each; Arrow holds on to those it has read
                yield from file.iter_batches(row_groups=[group], columns=names, use_threads=False)


def make_tables(folder: Path, documents: int, seed: int = 5) -> None:
    """Write the tables of so many documents."""
    rng = np.random.default_rng(seed)
    chance = np.cumsum(1.0 / np.arange(1, ENTITIES + 1) ** 1.05)
    entities = pa.array([f"arm:{number}" for number in range(ENTITIES)])
    days = pa.array(np.datetime_as_string(np.datetime64("2015-01-01") + np.arange(3650)).tolist())
    schemas = {row_type: arrow_schema(row_type) for row_type in FILES}
    with (
        pq.ParquetWriter(folder / FILES[Document], schemas[Document]) as document_file,
        pq.ParquetWriter(folder / FILES[Mention], schemas[Mention]) as mention_file,
    ):
        for low in range(0, documents, PIECE):
            number = np.arange(low, min(low + PIECE, documents))
            ids = pa.array([f"doc-{each:08d}" for each in number.tolist()])
            known = {"doc_id": ids, "story_id": ids, "date": days.take(pa.array(number * 3650 // documents))}
            document_file.write_batch(_filled(schemas[Document], known, len(number)))
            sizes = np.clip(rng.poisson(12.0, len(number)), 1, 60)
            doc = np.repeat(np.arange(len(number)), sizes)
            at = np.arange(len(doc)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
            entity = np.searchsorted(chance / chance[-1], rng.random(len(doc))).clip(0, ENTITIES - 1)
            known = {
                "doc_id": ids.take(pa.array(doc)),
                "entity_id": entities.take(pa.array(entity)),
                "entity_name": entities.take(pa.array(entity)),
                "start": pa.array((at * 40).astype(np.int32)),
                "end": pa.array((at * 40 + 9).astype(np.int32)),
                "sentence": pa.array((at // 4).astype(np.int32)),
                "role": pa.repeat("actor", len(doc)),
                "mtype": pa.repeat("name", len(doc)),
                "kind": pa.repeat("ARMED_GROUP", len(doc)),
                "segment": pa.repeat("body", len(doc)),
            }
            mention_file.write_batch(_filled(schemas[Mention], known, len(doc)))


def _filled(schema: pa.Schema, known: dict[str, pa.Array], rows: int) -> pa.RecordBatch:
    """A batch with the columns that are told, and empty ones."""
    empty = {pa.string(): "", pa.int32(): 0, pa.float64(): 0.0}
    columns = []
    for field in schema:
        nothing = pa.nulls(rows, field.type) if field.nullable else pa.repeat(pa.scalar(empty[field.type]), rows)
        columns.append(known.get(field.name, nothing))
    return pa.record_batch(columns, schema=schema)


def child(folder: str, window: str) -> None:
    """Write the table once, and tell its cost."""
    from conflictner.graph import write_edge_table

    target = Path(folder, "edges.parquet")
    write_edge_table(Folder(Path(folder)), target, layers=["co_mention"], window=window, evidence=1)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    edges = pq.ParquetFile(target).metadata.num_rows
    cost = {"cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024, "edges": edges}
    sys.stdout.write(json.dumps(cost) + "\n")


def main() -> None:
    """Print one line a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--window", default="document")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(*options.child)
        return
    for documents in options.documents:
        with tempfile.TemporaryDirectory() as folder:
            make_tables(Path(folder), documents)
            command = [sys.executable, __file__, "--child", folder, options.window]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            cost = json.loads(done.stdout)
            print(f"{documents:>9,} documents {cost['edges']:>11,} edges {cost['cpu']:7.1f} s {cost['peak']:6.0f} MiB")


if __name__ == "__main__":
    main()
