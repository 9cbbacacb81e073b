"""Tables of rows, read in pieces, against the same rows in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictner.errors import ConfigError, OutputError
from conflictner.graph import (
    actor_place_graph,
    co_mention_graph,
    edge_table,
    network,
    quote_graph,
    relation_graph,
    streaming,
    write_edge_table,
)
from rowsource import AnyRow, Tables, document, mention, quote, relation

ENTITIES = ["arm:m23", "arm:adf", "igo:sadc", "per:kagame", "gn:1", "new:x"]
STANCES = ["say", "accuse", "deny", "praise", "shrug"]


def name_of(speaker: str | None, at: int) -> str | None:
    return f"Name {at % 2}" if speaker and at % 3 else None


MENTIONS = st.builds(
    lambda doc, sentence, at, entity, segment, role, name: mention(
        entity,
        sentence * 100 + at,
        doc_id=doc,
        sentence=sentence,
        paragraph=sentence // 2,
        segment=segment,
        role=role,
        entity_name=name,
        kind="PLACE" if entity == "gn:1" else "PERSON",
    ),
    st.sampled_from("abcdef"),
    st.integers(0, 4),
    st.integers(0, 60),
    st.sampled_from([*ENTITIES, None, ""]),
    st.sampled_from(["body", "body", "headline", "credit"]),
    st.sampled_from(["actor", "actor", "place"]),
    st.sampled_from([None, "A name", "Another"]),
)
QUOTES = st.builds(
    lambda doc, at, speaker, others, about, told, stance, negated: quote(
        speaker,
        *about,
        doc_id=doc,
        quote_id=f"q{at}",
        contents=((at * 50, at * 50 + 9), (at * 50 + 20, at * 50 + 25)),
        cues=() if at % 2 else ((at * 50 + 10, at * 50 + 14),),
        source_start=None if at % 3 else at * 50 + 30,
        source_end=None if at % 3 else at * 50 + 34,
        addressee_id=told,
        speaker_ids=(speaker, *others) if speaker else (),
        speaker_name=name_of(speaker, at),
        stance=stance,
        negated=negated,
        denies=f"q{at - 1}" if stance == "deny" else None,
    ),
    st.sampled_from("abcdef"),
    st.integers(0, 5),
    st.sampled_from([*ENTITIES, None]),
    st.lists(st.sampled_from(ENTITIES), unique=True, max_size=2),
    st.lists(st.sampled_from(ENTITIES), unique=True, max_size=3),
    st.sampled_from([*ENTITIES, None]),
    st.sampled_from(STANCES),
    st.booleans(),
)
RELATIONS = st.builds(
    lambda doc, at, ends, kind, sign, symmetric, modality, negated, by, denied: relation(
        *ends,
        doc_id=doc,
        relation_id=f"r{at}",
        type=kind,
        sign=sign,
        symmetric=symmetric,
        modality=modality,
        negated=negated,
        claim_by=by,
        denied_by=denied,
        trigger_start=at * 50 + 9,
        trigger_end=at * 50 + 12,
        source_start=at * 50,
    ),
    st.sampled_from("abcdef"),
    st.integers(0, 5),
    st.tuples(st.sampled_from(ENTITIES), st.sampled_from([*ENTITIES, ""])),
    st.sampled_from(["attack", "support", "ally"]),
    st.sampled_from([-1, 0, 1]),
    st.booleans(),
    st.sampled_from(["asserted", "claimed", "intended"]),
    st.sampled_from([False, False, True]),
    st.sampled_from([None, "gov:COD"]),
    st.sampled_from([(), ("arm:m23",)]),
)
DOCUMENTS = st.builds(
    document,
    st.sampled_from("abcdef"),
    st.sampled_from([None, "2024-02-07", "2023-11", "2022", "soon", "2024-02-30"]),
    st.sampled_from([None, "s", "t"]),
)
ROWS = st.tuples(
    st.lists(MENTIONS, max_size=30),
    st.lists(QUOTES, max_size=8, unique_by=lambda row: (row.doc_id, row.quote_id)),
    st.lists(RELATIONS, max_size=8, unique_by=lambda row: (row.doc_id, row.relation_id)),
    st.lists(DOCUMENTS, max_size=6, unique_by=lambda row: row.doc_id),
).map(lambda found: [row for part in found for row in part])

OPTIONS = st.fixed_dictionaries(
    {
        "window": st.sampled_from(["sentence", "paragraph", "document", "3 sentences"]),
        "evidence": st.integers(0, 3),
        "min_count": st.integers(1, 2),
        "since": st.sampled_from([None, "2023"]),
        "until": st.sampled_from([None, "2024-01"]),
        "without": st.sampled_from([(), ("a", "c")]),
        "places": st.booleans(),
        "weight": st.sampled_from(["stories", "fractional", "npmi", "log_likelihood"]),
    }
)


def everything(graph: nx.Graph) -> tuple[Any, ...]:
    edges = graph.edges(data=True, keys=True) if graph.is_multigraph() else graph.edges(data=True)
    return graph.graph, list(graph.nodes(data=True)), list(edges)


def as_bytes(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    found: bytes = sink.getvalue().to_pybytes()
    return found


@settings(deadline=None, max_examples=50)
@given(ROWS, OPTIONS, st.integers(1, 9), st.booleans(), st.sampled_from([1, -1]), st.sampled_from([1, 5, 100]))
def test_tables_give_the_graph_that_rows_give(
    rows: list[AnyRow], options: dict[str, Any], size: int, encoded: bool, order: int, chunk: int
) -> None:
    tables = Tables(rows, size=size, encoded=encoded, order=order)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streaming, "CHUNK", chunk)
        assert everything(co_mention_graph(tables, **options)) == everything(co_mention_graph(rows, **options))
        assert everything(network(tables, **options)) == everything(network(rows, **options))
        places = {name: value for name, value in options.items() if name != "places"}
        assert everything(actor_place_graph(tables, **places)) == everything(actor_place_graph(rows, **places))
        quotes = {name: value for name, value in places.items() if name != "window"}
        assert everything(quote_graph(tables, **quotes)) == everything(quote_graph(rows, **quotes))
        assert everything(relation_graph(tables, **quotes)) == everything(relation_graph(rows, **quotes))


@settings(deadline=None, max_examples=50)
@given(ROWS, OPTIONS, st.lists(st.integers(0, 2), min_size=6, max_size=6), st.randoms(use_true_random=False))
def test_whole_is_the_merge_of_its_parts_and_removal_takes_exactly_its_share(
    rows: list[AnyRow], options: dict[str, Any], split: list[int], shuffle: Any
) -> None:
    whole = edge_table(rows, **options)
    parts = [Tables([row for row in rows if split["abcdef".index(row.doc_id)] == part]) for part in range(3)]
    shuffle.shuffle(parts)
    assert as_bytes(edge_table(parts, **options)) == as_bytes(whole)
    assert as_bytes(edge_table([*parts, Tables(rows)], **options)) == as_bytes(whole)  # twice is once
    shuffle.shuffle(rows)
    assert as_bytes(edge_table(rows, **options)) == as_bytes(whole)
    left = [row for row in rows if row.doc_id not in {"b", "d", *options["without"]}]
    gone = options | {"without": ["b", "d", *options["without"]]}
    assert as_bytes(edge_table(Tables(rows), **gone)) == as_bytes(edge_table(left, **options | {"without": ()}))


def test_no_rows_at_all() -> None:
    assert everything(co_mention_graph(Tables([]))) == everything(co_mention_graph([]))
    assert edge_table(Tables([])).num_rows == 0
    assert len(network(Tables([document("a", "2024-01-01")]), since="2024")) == 0


def test_scattered_documents_are_refused() -> None:
    tables = Tables([])
    tables.rows = [mention("x", doc_id="a"), mention("y", doc_id="b"), mention("z", doc_id="a")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streaming, "CHUNK", 1)
        with pytest.raises(ConfigError) as caught:
            co_mention_graph(tables)
    assert caught.value.code == "E404"


def test_rows_beside_tables_are_refused() -> None:
    with pytest.raises(ConfigError) as caught:
        co_mention_graph([Tables([]), mention("x")])
    assert caught.value.code == "E404"


def test_written_table_is_the_same_file_for_any_split(tmp_path: Path) -> None:
    rows = [
        mention(entity, at * 9, doc_id=doc)
        for doc in "abcd"
        for at, entity in enumerate(ENTITIES)
        if (ord(doc) + at) % 3
    ]
    whole = write_edge_table(rows, tmp_path / "whole.parquet")
    halves = [Tables([row for row in rows if (row.doc_id < "c") is first]) for first in (False, True)]
    split = write_edge_table(halves, tmp_path / "split.parquet")
    assert whole.read_bytes() == split.read_bytes()
    assert pq.read_table(whole).equals(edge_table(rows))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["split.parquet", "whole.parquet"]


def test_table_that_breaks_off_leaves_no_file(tmp_path: Path) -> None:
    tables = Tables([])
    tables.rows = [mention("x", doc_id="a"), mention("y", doc_id="b"), mention("z", doc_id="a")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streaming, "CHUNK", 1)
        with pytest.raises(ConfigError):
            write_edge_table(tables, tmp_path / "edges.parquet")
    with pytest.raises(OutputError) as caught:
        write_edge_table([], tmp_path / "nowhere" / "edges.parquet")
    assert caught.value.code == "E401"
    assert list(tmp_path.iterdir()) == []
