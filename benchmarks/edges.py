"""The edge table of a large corpus: ours beside a DuckDB self-join, Counter and a networkx loop.

    python benchmarks/edges.py [--documents 10000 100000 1000000] [--repeat 3] [--only ours duckdb]
    python benchmarks/edges.py --corpora 1000   # every edge and column equal to DuckDB's, on so many random corpora

Input: a Parquet table (doc, ent) of 12 mentions a document (Poisson) of 50,000 entities (Zipf, exponent 1.05), the same
for all. Ours and DuckDB add up five things an edge - documents, first and last day, an evidence document, a sum - and
must agree on every one of them; ours counts windows and stories besides, and keeps the place in the document. Counter
and networkx count only. DuckDB is optional (`pip install duckdb`). CPU seconds and peak memory of the whole process,
medians; only ratios mean something on another machine.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

ENTITIES = 50_000
Ints = npt.NDArray[np.int64]


def make_table(path: Path, documents: int, seed: int = 5) -> None:
    """Write the mentions of so many documents."""
    rng = np.random.default_rng(seed)
    chance = np.cumsum(1.0 / np.arange(1, ENTITIES + 1) ** 1.05)
    sizes = np.clip(rng.poisson(12.0, documents), 1, 60)
    doc = np.repeat(np.arange(documents, dtype=np.int32), sizes)
    entity = np.searchsorted(chance / chance[-1], rng.random(len(doc))).clip(0, ENTITIES - 1).astype(np.int32)
    pq.write_table(pa.table({"doc": doc, "ent": entity}), path, row_group_size=1_000_000)


def batches(path: str) -> Iterator[tuple[Ints, Ints]]:
    """Whole documents, about 600,000 mentions at a time."""
    doc, entity = np.zeros(0, np.int64), np.zeros(0, np.int64)
    for batch in pq.ParquetFile(path).iter_batches(batch_size=600_000):
        doc = np.concatenate([doc, batch["doc"].to_numpy().astype(np.int64)])
        entity = np.concatenate([entity, batch["ent"].to_numpy().astype(np.int64)])
        last = int(np.searchsorted(doc, doc[-1]))
        yield doc[:last], entity[:last]
        doc, entity = doc[last:], entity[last:]
    yield doc, entity


def ours(path: str) -> list[int]:
    """The library's engine, edges written to Parquet as they come."""
    from conflictner.graph.pairs import Links
    from conflictner.graph.windowing import distinct, windows_of

    table = pq.ParquetFile(path)
    documents = table.metadata.row_group(table.num_row_groups - 1).column(0).statistics.max + 1
    frequency = np.zeros(ENTITIES, np.int64)
    for batch in table.iter_batches(batch_size=600_000, columns=["ent"]):
        frequency += np.bincount(batch["ent"].to_numpy(), minlength=ENTITIES)
    behind = 1 - np.cumsum(frequency) / frequency.sum()  # a source has the smaller code of the two
    links = Links(ENTITIES, (frequency * behind * 11).astype(np.int64))
    for doc, entity in batches(path):
        none = np.zeros(len(doc), np.int64)
        links.add_windows(windows_of(*distinct(doc, none, entity, none, none), max_entities=200))
    every = np.arange(documents, dtype=np.int32)
    edges = total = check = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        pq.ParquetWriter(
            Path(folder, "edges.parquet"), _SCHEMA, use_dictionary=False, write_statistics=False
        ) as writer,
    ):
        for part in links.edges(every, every // 1000, evidence=1):
            columns = (part.source, part.target, part.documents, part.first, part.last, part.evidence_doc)
            writer.write_table(pa.table([pa.array(c.astype(np.int32)) for c in columns], schema=_SCHEMA))
            edges += len(part.source)
            total += int(part.documents.sum())
            check += int(part.first.sum() + part.last.sum() + part.evidence_doc.sum() % 1_000_003)
    return [edges, total]


_SCHEMA = pa.schema([(name, pa.int32()) for name in ("source", "target", "documents", "first", "last", "evidence")])


def duckdb(path: str) -> list[int]:
    """A self-join with the same aggregates, two threads, 2 GB before it spills."""
    engine = import_module("duckdb")
    with tempfile.TemporaryDirectory() as folder:
        settings = {"memory_limit": "2GB", "temp_directory": folder, "threads": 2, "preserve_insertion_order": False}
        con = engine.connect(config=settings)
        con.execute("create table t as select distinct doc, ent from read_parquet(?)", [path])
        edges = con.sql(
            "select x.ent a, y.ent b, count(*) documents, min(x.doc // 1000) lo, max(x.doc // 1000) hi,"
            " min(x.doc) evidence, sum(x.doc % 3) s from t x join t y on x.doc = y.doc and x.ent < y.ent"
            " group by x.ent, y.ent"
        )
        target = str(Path(folder, "edges.parquet"))
        edges.write_parquet(target)
        found = con.execute("select count(*), sum(documents)::bigint from read_parquet(?)", [target]).fetchone()
        return [int(value) for value in found]


def lists(path: str) -> Iterator[list[int]]:
    """The entities of each document, sorted."""
    for doc, entity in batches(path):
        for part in np.split(entity, np.flatnonzero(np.diff(doc)) + 1):
            yield sorted(set(part.tolist()))


def counter(path: str) -> list[int]:
    """``Counter(combinations)``, counts alone."""
    counts: Counter[tuple[int, int]] = Counter()
    for entities in lists(path):
        counts.update(combinations(entities, 2))
    return [len(counts), sum(counts.values())]


def networkx(path: str) -> list[int]:
    """An ``add_edge`` loop, counts alone."""
    import networkx as nx

    graph = nx.Graph()
    for entities in lists(path):
        for a, b in combinations(entities, 2):
            if graph.has_edge(a, b):
                graph[a][b]["weight"] += 1
            else:
                graph.add_edge(a, b, weight=1)
    return [graph.number_of_edges(), sum(weight for *_, weight in graph.edges(data="weight"))]


SYSTEMS: dict[str, Callable[[str], list[int]]] = {
    "ours": ours,
    "duckdb": duckdb,
    "counter": counter,
    "networkx": networkx,
}


def compare(corpora: int, seed: int = 5) -> int:
    """Check every column of every edge of random corpora against DuckDB; how many edges there were."""
    from conflictner.graph.pairs import count_pairs
    from conflictner.graph.windowing import distinct, windows_of

    engine = import_module("duckdb").connect(config={"threads": 1})
    rng, edges = np.random.default_rng(seed), 0
    for _ in range(corpora):
        documents, entities, size = (int(rng.integers(1, most)) for most in (40, 25, 300))
        doc, entity = np.sort(rng.integers(0, documents, size)), rng.integers(0, entities, size)
        start, every = rng.integers(0, 90, size), np.arange(documents)
        story, day = every // int(rng.integers(1, 4)), rng.integers(0, 30, documents)
        windows = windows_of(*distinct(doc, doc * 0, entity, start, start + 5), max_entities=10_000)
        found = count_pairs(windows, story, day, entities, evidence=1)
        mentions = pa.table({"d": doc, "e": entity, "story": story[doc], "day": day[doc]})
        engine.register("mentions", mentions)
        rows = engine.execute(
            "with t as (select distinct d, e, story, day from mentions)"
            " select x.e, y.e, count(*), count(distinct x.story), min(x.day), max(x.day), min(x.d)"
            " from t x join t y on x.d = y.d and x.e < y.e group by x.e, y.e order by x.e, y.e"
        ).fetchall()
        columns = (found.source, found.target, found.documents, found.stories, found.first, found.last)
        ours = list(zip(*(column.tolist() for column in (*columns, found.evidence_doc)), strict=True))
        if ours != rows:
            raise SystemExit("the edges differ from DuckDB's")
        edges += len(rows)
    return edges


def child(name: str, path: str) -> None:
    """Run one system and print its cost; peak memory is that of this process alone."""
    found = SYSTEMS[name](path)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    cost = {"cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024, "found": found}
    sys.stdout.write(json.dumps(cost) + "\n")


def main() -> None:
    """Print one table a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--only", nargs="+", default=[n for n in SYSTEMS if n != "duckdb" or find_spec("duckdb")])
    parser.add_argument("--corpora", type=int, help="compare with DuckDB on so many random corpora, and nothing else")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(*options.child)
        return
    if options.corpora:
        print(
            f"{options.corpora:,} random corpora, {compare(options.corpora):,} edges: equal to DuckDB in every column"
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        for documents in options.documents:
            path = Path(folder, f"{documents}.parquet")
            make_table(path, documents)
            runs: dict[str, list[dict[str, Any]]] = {name: [] for name in options.only}
            for _ in range(options.repeat):
                for name in options.only:
                    command = [sys.executable, __file__, "--child", name, str(path)]
                    done = subprocess.run(command, capture_output=True, text=True, check=True)
                    runs[name].append(json.loads(done.stdout.splitlines()[-1]))
            if len({str(run["found"]) for each in runs.values() for run in each}) != 1:
                raise SystemExit("the systems do not agree")
            print(f"\n{documents:,} documents: {runs[options.only[0]][0]['found'][0]:,} edges")
            base = statistics.median(run["cpu"] for run in runs[options.only[0]])
            for name, each in runs.items():
                cpu, peak = (statistics.median(run[key] for run in each) for key in ("cpu", "peak"))
                print(f"  {name:9} {cpu:7.2f} s  {peak:6.0f} MiB   {cpu / base:5.2f} x {options.only[0]}")


if __name__ == "__main__":
    main()
