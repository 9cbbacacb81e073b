"""The edge table: every layer in one Arrow table, made piece by piece, the same for the same rows in any order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Final, Unpack

import numpy as np

from conflictner.errors import E401, OutputError
from conflictner.files import path_of
from conflictner.graph.asked import Asked
from conflictner.graph.dating import date_of
from conflictner.graph.layers import SAID, Layer
from conflictner.graph.offices import offices
from conflictner.graph.options import Table, takes
from conflictner.graph.pairs import Edges
from conflictner.graph.reading import Reading
from conflictner.graph.scope import Scope
from conflictner.graph.weighing import associations, weigh
from conflictner.rows import SCHEMA_VERSION

if TYPE_CHECKING:
    import pyarrow as pa

    from conflictner.knowledge import KnowledgeBase

#: Edges turned into Arrow columns at once.
PIECE: Final = 1 << 16


@takes(Table)
def edge_table(docs_or_rows: Any, **options: Unpack[Table]) -> pa.Table:
    r"""Every edge of the network as a table: what it weighs, when, and where in the texts it stands.

    The columns: ``layer``, ``source_id``, ``target_id``, ``type`` (the stance of a quote, the type of a relation, the
    class of a role, else empty), ``count`` (windows, quotes or relations), ``stories``, ``documents``, ``weight``,
    ``npmi``, ``sign_mean`` (-1 hostile or blaming, 1 friendly or praising), ``claimed`` (how many of them stand on
    somebody's word alone: every quote does), ``denied`` (how many of them somebody denies in the same document; these
    three are null in layers that are no statements), ``first_date``, ``last_date`` and ``evidence``, a list of (doc_id,
    start, end). Edges of "co_mention" and symmetric relations have no direction: their source is the smaller id. A role
    is not counted in the text: its numbers are 0, its dates those of the office.

    Tables of a corpus are read twice, piece by piece; memory does not grow with the mentions. A list of corpora is read
    as one corpus: the table of a whole is that of any split of it, byte for byte, and a document that stands in two of
    them counts once.

    Args:
        docs_or_rows: Docs and rows, mixed and in any order; a Corpus or anything else with ``batches``; or a list of
            those.
        layers: Of "co_mention", "located_in", "quote", "relation" (empty where no row tells of one) and "role".
        window: "sentence", "paragraph", "document", or "3 sentences": two entities of which one stands in a sentence
            that names somebody and the other in it or in the two after it.
        places: Mere locations take part in "co_mention" too.
        segments: The segments to read; None for all but bylines, credits, related links, contacts, footers and
            editor's notes.
        since: Only documents of this date (2024, 2024-02, 2024-02-07) and later; those of unknown date are left out.
        until: Only documents up to this date.
        without: Ids of documents to take out: the table is that of a corpus that never had them.
        min_count: Leave out edges of fewer windows.
        evidence: How many places to keep for each edge.
        max_entities: Windows with more entities are lists, and make no edges.
        weight: "stories", "count", "documents", "fractional" (a window of k entities gives each pair 1 / (k - 1)),
            "npmi" or "log_likelihood".
        roll_up: Count "persons" as the organisation whose office they held on the date of the document, "units" as the
            body that they belong to, and both parts of "composites" ("AFC/M23") as the alliance; nothing is rolled up
            while nobody asks.
        kb: Who held which office and what belongs to what; None for the built-in knowledge base.

    Returns:
        The table, sorted by layer, source, target and type.

    Raises:
        ConfigError: E404, for an argument that does not fit.

    >>> from conflictner.rows import Quote
    >>> said = Quote(doc_id="a", quote_id="q1", parent_id=None, kind="direct", contents=((0, 9),), cues=((10, 17),),
    ...              cue_lemma="accuse", stance="accuse", negated=False, source_start=None, source_end=None,
    ...              speaker_id="gov:COD", speaker_name=None, speaker_ids=("gov:COD",), addressee_id=None,
    ...              about=("arm:m23",), denies=None, segment="body", sentence=0, rule="r", score=1.0, text="...")
    >>> edge_table([said]).select(["layer", "source_id", "target_id", "type", "sign_mean"]).to_pylist()
    [{'layer': 'quote', 'source_id': 'gov:COD', 'target_id': 'arm:m23', 'type': 'accuse', 'sign_mean': -1.0}]
    """
    import pyarrow as pa

    asked = Asked.of(**options)
    return pa.Table.from_batches(edge_batches(docs_or_rows, asked), schema=edge_schema()).combine_chunks()


@takes(Table)
def write_edge_table(docs_or_rows: Any, path: str | Path, **options: Unpack[Table]) -> Path:
    """Write the edge table as Parquet, a piece at a time: what to do when it does not fit in memory.

    The same rows give the same bytes. The file appears under its name whole or not at all.

    Args:
        docs_or_rows: As for `edge_table`.
        path: The file; an older one is replaced.
        **options: All other arguments of `edge_table`.

    Returns:
        The path.

    Raises:
        ConfigError: E404, for an argument that does not fit.
        OutputError: E401, the file cannot be written.

    >>> import tempfile
    >>> write_edge_table([], Path(tempfile.mkdtemp(), "edges.parquet")).name
    'edges.parquet'
    """
    import pyarrow.parquet as pq

    path = path_of(path)
    target = path.resolve()
    temporary = target.with_name(f".conflictner-{token_hex(8)}")
    batches = edge_batches(docs_or_rows, Asked.of(**options))
    try:
        try:
            with pq.ParquetWriter(temporary, edge_schema(), compression="zstd") as writer:
                for batch in batches:
                    writer.write_batch(batch)
                    del batch  # its columns are those of the part, which would be held while the next is added up
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(E401.format(path=str(path), reason=error.strerror or error)) from error
    return path


def edge_batches(docs_or_rows: Any, asked: Asked) -> Iterator[pa.RecordBatch]:
    """The edge table in pieces."""
    reading = asked.read(docs_or_rows)
    found = asked.collector(reading).run()
    for name in asked.layers:
        if name == "role":
            yield from role_batches(reading, asked.scope, asked.kb)
        else:
            yield from layer_batches(found[name], reading, asked.weight, asked.min_count)


def edge_schema() -> pa.Schema:
    """The Arrow schema of the edge table; its metadata holds the schema version.

    >>> edge_schema().field("count").type
    DataType(int64)
    """
    import pyarrow as pa

    text, number, real = pa.string(), pa.int64(), pa.float64()
    place = pa.struct([pa.field("doc_id", text), pa.field("start", pa.int32()), pa.field("end", pa.int32())])
    types = {
        "layer": text,
        "source_id": text,
        "target_id": text,
        "type": text,
        "count": number,
        "stories": number,
        "documents": number,
        "weight": real,
        "npmi": real,
        "sign_mean": real,
        "claimed": number,
        "denied": number,
        "first_date": text,
        "last_date": text,
        "evidence": pa.list_(place),
    }
    return pa.schema(list(types.items()), metadata={"conflictner.schema": f"Edge/{SCHEMA_VERSION}"})


def layer_batches(layer: Layer, reading: Reading, weight: str, min_count: int) -> Iterator[pa.RecordBatch]:
    """The edges of a counted layer, a batch at a time."""
    import pyarrow as pa

    entities, dates = pa.array(reading.entities, pa.string()), pa.array(reading.dates, pa.string())
    schema = edge_schema()
    for edges in _pieces(layer.parts(reading), min_count):
        size = len(edges.source)
        target, kind, _ = layer.targets(edges)
        dated = edges.last >= 0
        said = layer.name in SAID
        columns = {
            "layer": pa.repeat(layer.name, size),
            "source_id": entities.take(edges.source),
            "target_id": entities.take(target),
            "type": pa.array(layer.types, pa.string()).take(kind),
            "count": pa.array(edges.count),
            "stories": pa.array(edges.stories),
            "documents": pa.array(edges.documents),
            "weight": pa.array(np.asarray(weigh(edges, layer, weight), np.float64)),
            "npmi": pa.array(associations(edges, layer)),
            "sign_mean": pa.array(edges.sign / edges.count) if said else pa.nulls(size, pa.float64()),
            "claimed": pa.array(edges.claimed) if said else pa.nulls(size, pa.int64()),
            "denied": pa.array(edges.denied) if said else pa.nulls(size, pa.int64()),
            "first_date": dates.take(pa.array(np.where(dated, edges.first, 0), mask=~dated)),
            "last_date": dates.take(pa.array(np.where(dated, edges.last, 0), mask=~dated)),
            "evidence": _evidence(edges, reading),
        }
        batch = pa.record_batch([columns[name] for name in schema.names], schema=schema)
        del columns, edges, target, kind, dated  # see `_pieces`
        yield batch
        del batch


def _pieces(parts: Iterator[Edges], min_count: int) -> Iterator[Edges]:
    """Parts of a table cut into pieces; none is held while the next is made, which would take 60 MB more."""
    for part in parts:
        yield from part.at_least(min_count).pieces(PIECE)
        del part


def _evidence(edges: Edges, reading: Reading) -> pa.Array:
    import pyarrow as pa

    place = edge_schema().field("evidence").type.value_type
    docs = pa.array(reading.docs, pa.string()) if isinstance(reading.docs, list) else reading.docs
    doc_ids = docs.take(edges.evidence_doc)
    spans = [pa.array(column.astype(np.int32)) for column in (edges.evidence_start, edges.evidence_end)]
    values = pa.StructArray.from_arrays([doc_ids, *spans], fields=list(place))
    return pa.ListArray.from_arrays(pa.array(edges.cut.astype(np.int32)), values)


def role_batches(reading: Reading, scope: Scope, kb: KnowledgeBase | None) -> Iterator[pa.RecordBatch]:
    """The offices that link two entities of the corpus."""
    import pyarrow as pa

    rows: list[dict[str, Any]] = [
        {
            "layer": "role",
            "source_id": office.person,
            "target_id": office.org,
            "type": office.role_class,
            "count": 0,
            "stories": 0,
            "documents": 0,
            "weight": 1.0,
            "first_date": date_of(office.start),
            "last_date": date_of(office.end),
            "evidence": [],
        }
        for office in offices(reading.entities, kb, since=scope.since, until=scope.until)
    ]
    yield pa.RecordBatch.from_pylist(rows, schema=edge_schema())
