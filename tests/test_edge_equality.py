"""The edge table of 1,000 random corpora against the loop that everybody writes first."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from conflictner.graph import edge_table
from conflictner.graph.dating import date_of
from conflictner.rows import Document, Mention
from rowsource import AnyRow, Tables, document, mention

ENTITIES = [f"arm:{letter}" for letter in "abcdefgh"]
DATES = [None, "2024-02-07", "2024-01-15", "2023", "2023-11", "soon"]


def pick(random: np.random.Generator, among: list[Any]) -> Any:
    return among[random.integers(len(among))]


def random_corpus(random: np.random.Generator) -> list[AnyRow]:
    """Up to eight documents of up to four sentences, some of them copies of one story."""
    rows: list[AnyRow] = []
    for number in range(random.integers(0, 9)):
        doc = f"doc-{random.integers(0, 100):02}-{number}"
        if random.random() < 0.8:
            rows.append(document(doc, pick(random, DATES), pick(random, [None, "story-1", "story-2"])))
        for at in range(random.integers(0, 13)):
            entity = pick(random, ENTITIES[: random.integers(1, 9)])
            rows.append(mention(entity, at * 10, doc_id=doc, sentence=at // 3, paragraph=at // 6))
    return [rows[at] for at in random.permutation(len(rows))]


def naive(rows: list[AnyRow], window: str, evidence: int) -> list[dict[str, Any]]:
    """Window by window, pair by pair."""
    told = {row.doc_id: row for row in rows if isinstance(row, Document)}
    windows: dict[tuple[str, int], dict[str, Mention]] = {}
    for row in sorted((row for row in rows if isinstance(row, Mention)), key=lambda row: (row.doc_id, row.start)):
        number = 0 if window == "document" else getattr(row, window)
        windows.setdefault((row.doc_id, number), {}).setdefault(str(row.entity_id), row)
    leader: dict[str, str] = {}
    stories = {doc: told[doc].story_id if doc in told else doc for doc, _ in windows}
    for doc, story in stories.items():
        leader[story] = min(leader.get(story, doc), doc)
    found: dict[tuple[str, str], list[tuple[str, str, int, int]]] = {}
    for (doc, _), there in windows.items():
        for a, b in combinations(sorted(there), 2):
            start, end = min(there[a].start, there[b].start), max(there[a].end, there[b].end)
            found.setdefault((a, b), []).append((leader[stories[doc]], doc, start, end))
    edges = []
    for (a, b), places in sorted(found.items()):
        docs = {doc for _, doc, *_ in places}
        dates = sorted(filter(None, (date_of(told[doc].date) for doc in docs if doc in told)))
        edges.append(
            {
                "source_id": a,
                "target_id": b,
                "count": len(places),
                "documents": len(docs),
                "stories": len({stories[doc] for doc in docs}),
                "first_date": dates[0] if dates else None,
                "last_date": dates[-1] if dates else None,
                "evidence": [{"doc_id": d, "start": s, "end": e} for _, d, s, e in sorted(places)[:evidence]],
            }
        )
    return edges


@pytest.mark.parametrize("seed", range(10))
def test_edge_table_of_a_hundred_random_corpora_equals_a_loop(seed: int) -> None:
    random = np.random.default_rng(seed)
    edges = 0
    for _ in range(100):
        rows = random_corpus(random)
        window, evidence = pick(random, ["sentence", "paragraph", "document"]), int(random.integers(0, 5))
        source = pick(random, [rows, Tables(rows), Tables(rows, size=1, encoded=True)])
        found = edge_table(source, layers="co_mention", window=window, evidence=evidence)
        expected = naive(rows, window, evidence)
        assert found.select(list(expected[0]) if expected else ["count"]).to_pylist() == expected
        edges += len(expected)
    assert edges > 500  # most corpora have some
