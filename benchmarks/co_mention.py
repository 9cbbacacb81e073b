"""co_mention_graph against a plain networkx ``add_edge`` loop over the same rows, equal results asserted.

    python benchmarks/co_mention.py [--documents 5000] [--repeat 5]

The rows are synthetic: 12 mentions a document (Poisson) of 20,000 entities (Zipf), six sentences each. "weights" counts
windows and documents only; "evidence" also keeps the first five places of every edge, in both. CPU seconds, medians;
only the ratio means something on another machine.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from itertools import combinations

import networkx as nx
import numpy as np

from conflictner.graph import co_mention_graph
from conflictner.rows import Mention


def make_rows(documents: int, entities: int = 20_000, mean: float = 12.0, seed: int = 5) -> list[Mention]:
    """Mentions with Zipf-distributed entities, in order of document and offset."""
    rng = np.random.default_rng(seed)
    chance = np.cumsum(1.0 / np.arange(1, entities + 1) ** 1.05)
    rows = []
    for number, size in enumerate(np.clip(rng.poisson(mean, documents), 1, 60).tolist()):
        chosen = np.searchsorted(chance / chance[-1], rng.random(size)).clip(0, entities - 1).tolist()
        for at, entity in enumerate(chosen):
            rows.append(
                Mention(
                    doc_id=f"doc-{number:07d}",
                    start=at * 40,
                    end=at * 40 + 6,
                    text="entity",
                    kind="ORG",
                    role="actor",
                    mtype="name",
                    entity_id=f"org:{entity:05d}",
                    entity_name=f"Organisation {entity}",
                    segment="body",
                    sentence=at * 6 // size,
                    paragraph=0,
                    rule="kb:strong",
                    score=1.0,
                    lat=None,
                    lon=None,
                    country=None,
                )
            )
    return rows


def plain_loop(rows: Iterable[Mention], window: str, evidence: int) -> nx.Graph:
    """What everybody writes first."""
    windows: dict[tuple[str, int], dict[str, tuple[int, int]]] = defaultdict(dict)
    for row in rows:
        if row.entity_id and row.segment != "credit":
            key = (row.doc_id, row.sentence if window == "sentence" else 0)
            windows[key].setdefault(row.entity_id, (row.start, row.end))
    graph = nx.Graph()
    last_doc: dict[tuple[str, str], str] = {}
    for (doc_id, _), found in windows.items():
        for a, b in combinations(sorted(found), 2):
            if not graph.has_edge(a, b):
                graph.add_edge(a, b, weight=0, count=0, evidence=[])
            data = graph[a][b]
            data["count"] += 1
            if last_doc.get((a, b)) != doc_id:
                last_doc[a, b] = doc_id
                data["weight"] += 1
            if len(data["evidence"]) < evidence:
                start, end = min(found[a][0], found[b][0]), max(found[a][1], found[b][1])
                data["evidence"].append({"doc_id": doc_id, "start": start, "end": end})
    return graph


def fingerprint(graph: nx.Graph, evidence: int) -> int:
    """A hash of every edge with its weight, count and evidence; the graph itself need not stay in memory."""
    keys = ("weight", "count", "evidence") if evidence else ("weight", "count")
    return hash(frozenset((*sorted((a, b)), *(str(data[k]) for k in keys)) for a, b, data in graph.edges(data=True)))


def measure(build: Callable[[], nx.Graph], evidence: int) -> tuple[float, int, int]:
    """CPU seconds of one call, how many edges it made, and their fingerprint."""
    gc.collect()
    began = time.process_time()
    graph = build()
    return time.process_time() - began, len(graph.edges), fingerprint(graph, evidence)


def main() -> None:
    """Print one line for each window and each amount of evidence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    rows = make_rows(options.documents)
    for window in ("sentence", "document"):
        for evidence in (0, 5):
            loop = partial(plain_loop, rows, window, evidence)
            ours = partial(co_mention_graph, rows, window=window, evidence=evidence)
            runs = [(measure(loop, evidence), measure(ours, evidence)) for _ in range(options.repeat)]
            if len({result[1:] for run in runs for result in run}) != 1:
                raise SystemExit("co_mention_graph and the plain loop differ")
            loop_s, ours_s = (statistics.median(run[which][0] for run in runs) for which in (0, 1))
            print(
                f"{window:9} {'evidence' if evidence else 'weights':8} "
                f"{len(rows):,} mentions, {runs[0][0][1]:,} edges: "
                f"ours {ours_s:.2f} s, loop {loop_s:.2f} s, loop / ours {loop_s / ours_s:.2f}"
            )


if __name__ == "__main__":
    main()
