"""What is packed comes back value for value, and does not depend on how rows are cut into batches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflictner.corpus.packing import stored
from conflictner.corpus.shards import ENTITIES, TABLES, read_batches, write_tables
from conflictner.rows import Mention, Quote, Row, arrow_schema, to_table

names = st.sampled_from(["Goma", "M23", "Ñuñoa", "", "\x1f", "\x00"])
ids = st.none() | st.sampled_from(["arm:m23", "new:goma", "gn:1", ""])
spans = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=3).map(tuple)
numbers = st.none() | st.sampled_from([0.0, -1.67, 29.2])


@st.composite
def mentions(draw: st.DrawFn) -> Mention:
    text = draw(names)
    start = draw(st.integers(0, 99))
    return Mention(
        doc_id=draw(st.sampled_from("ab")),
        start=start,
        end=draw(st.sampled_from([start + len(text), start + 7])),
        text=text,
        kind="PLACE",
        role="place",
        mtype="name",
        entity_id=draw(ids),
        entity_name=draw(st.none() | names),
        segment="body",
        sentence=draw(st.integers(0, 9)),
        paragraph=draw(st.integers(0, 9)),
        rule="r",
        score=0.5,
        lat=draw(numbers),
        lon=draw(numbers),
        country=draw(st.none() | st.just("COD")),
    )


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    speaker = draw(ids)
    alone = () if speaker is None else (speaker,)
    return Quote(
        doc_id="a",
        quote_id="q",
        parent_id=None,
        kind="direct",
        contents=draw(spans),
        cues=draw(spans),
        cue_lemma=None,
        stance="say",
        negated=False,
        source_start=draw(st.none() | st.integers(0, 9)),
        source_end=draw(st.none() | st.integers(0, 9)),
        speaker_id=speaker,
        speaker_name=draw(st.none() | names),
        speaker_ids=draw(st.sampled_from([alone, (*alone, "gov:COD"), ()])),
        addressee_id=None,
        about=(),
        denies=None,
        segment="body",
        sentence=0,
        rule="r",
        score=0.5,
        text="x",
    )


def written(target: Path, tables: dict[type[Row], pa.Table], *, size: int) -> dict[str, bytes]:
    def stream(row_type: type[Row], name: str) -> Iterator[pa.RecordBatch]:
        if row_type in tables:
            yield from tables[row_type].to_batches(max_chunksize=size)

    write_tables(target, stream)
    return {path.name: path.read_bytes() for path in target.iterdir()}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some=st.lists(mentions(), max_size=12), said=st.lists(quotes(), max_size=8), data=st.data())
def test_packed_rows_come_back(
    tmp_path_factory: pytest.TempPathFactory, some: list[Mention], said: list[Quote], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("packed")
    tables: dict[type[Row], pa.Table] = {Mention: to_table(some, Mention), Quote: to_table(said, Quote)}
    first = written(folder / "a", tables, size=3)
    assert first == written(folder / "b", tables, size=1000)
    for row_type, table in tables.items():
        path = folder / "a" / TABLES[row_type]
        assert pa.Table.from_batches(read_batches(path), arrow_schema(row_type)).to_pylist() == table.to_pylist()
        columns = data.draw(st.lists(st.sampled_from(table.column_names), min_size=1, unique=True))
        found = [row for batch in read_batches(path, columns) for row in batch.to_pylist()]
        assert found == table.select(columns).to_pylist()


def test_an_entity_stands_on_the_disk_once(tmp_path: Path) -> None:
    row = Mention(
        doc_id="a",
        start=0,
        end=4,
        text="Goma",
        kind="PLACE",
        role="place",
        mtype="name",
        entity_id="gn:1",
        entity_name="Goma",
        segment="body",
        sentence=0,
        paragraph=0,
        rule="r",
        score=0.5,
        lat=-1.67,
        lon=29.2,
        country="COD",
    )
    written(tmp_path / "out", {Mention: to_table([row] * 5, Mention)}, size=2)
    assert pq.read_table(tmp_path / "out" / ENTITIES)["entity_name"].to_pylist() == ["Goma"]
    on_disk = pq.read_table(tmp_path / "out" / TABLES[Mention])
    assert on_disk["entity"].to_pylist() == [0] * 5
    assert {"entity_name", "lat", "country"}.isdisjoint(on_disk.column_names)
    assert on_disk["text"].null_count == on_disk["end"].null_count == 5


def test_columns_that_are_read_for_others() -> None:
    assert stored(Mention, ["lat", "doc_id"]) == ["entity", "doc_id"]
    assert stored(Quote, ["speaker_ids"]) == ["speaker_ids", "speaker"]
    assert stored(Quote, None) is None


def test_duckdb_recipe_of_the_docs(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    row = dict.fromkeys(arrow_schema(Mention).names)
    given = [("Goma", "gn:1", "Goma"), ("the city", "gn:1", "Goma"), ("goma boys", "new:goma-boys", "Goma Boys")]
    rows = [
        {
            **row,
            "doc_id": "a",
            "start": n,
            "end": n + len(text),
            "text": text,
            "entity_id": key,
            "entity_name": name,
        }
        for n, (text, key, name) in enumerate(given, 3)
    ]
    needed = {
        "kind": "",
        "role": "",
        "mtype": "",
        "segment": "",
        "rule": "",
        "sentence": 0,
        "paragraph": 0,
        "score": 0.0,
    }
    table = pa.Table.from_pylist([{**one, **needed} for one in rows], schema=arrow_schema(Mention))
    said = Quote(
        doc_id="a",
        quote_id="q1",
        parent_id=None,
        kind="direct",
        contents=((36, 44),),
        cues=((31, 35),),
        cue_lemma="say",
        stance="say",
        negated=False,
        source_start=25,
        source_end=30,
        speaker_id="arm:m23",
        speaker_name="M23",
        speaker_ids=("arm:m23",),
        addressee_id=None,
        about=(),
        denies=None,
        segment="body",
        sentence=0,
        rule="r",
        score=0.5,
        text="We held.",
    )
    quote = to_table([said], Quote)
    written(tmp_path / "tables-1", {Mention: table, Quote: quote}, size=9)
    docs = Path(__file__).parent.parent / "docs" / "howto" / "corpora.md"
    sql = docs.read_text(encoding="utf-8").split("```sql\n")[1].split("```")[0]
    connection = duckdb.connect()
    connection.execute(sql.replace("corpus/tables-1", str(tmp_path / "tables-1")))
    found = connection.execute(
        'SELECT text, start, "end", entity_id, lower(entity_name) FROM mentions ORDER BY start'
    ).fetchall()
    assert found == [(text, n, n + len(text), key, name.lower()) for n, (text, key, name) in enumerate(given, 3)]
    found = connection.execute("SELECT cues, source_start, source_end, speaker_id FROM quotes").fetchall()
    assert found == [([[31, 35]], 25, 30, "arm:m23")]
