"""A corpus: a folder of tables, read as Arrow, filtered, searched; and articles taken out of it again."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from conflictner.corpus.changes import Change
from conflictner.corpus.lists import keep, knowledge
from conflictner.corpus.lock import hold
from conflictner.corpus.lookup import entity_of, is_id
from conflictner.corpus.manifest import Manifest, added, versions
from conflictner.corpus.relinking import AGAIN, Relinked, Relinking, again_lines
from conflictner.corpus.shards import ADDED, ENTITIES, TABLES, Stream, read_batches, write_tables
from conflictner.corpus.stories import with_stories
from conflictner.errors import E404, E501, E504, E508, ConfigError, CorpusError
from conflictner.files import path_of, save
from conflictner.knowledge import Gazetteer
from conflictner.rows import Document, Duplicate, Mention, Quote, Reject, Relation, Row, Sketch, arrow_schema

_BY_DOCUMENT: tuple[type[Row], ...] = (Document, Mention, Quote, Relation, Sketch)


class Corpus:
    """The tables that `conflictner.run` makes.

    Args:
        folder: The folder of the run.

    Raises:
        CorpusError: E503, the folder is no corpus; E519, another version wrote its tables.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = path_of(folder, "folder")
        self._manifest = Manifest.of(self.folder)

    def __repr__(self) -> str:
        return f"Corpus({str(self.folder)!r})"

    @property
    def finished(self) -> bool:
        """Whether every article of the input has been read, by all parts of the run."""
        self._manifest = Manifest.of(self.folder)
        return all(load.finished for load in self._manifest.loads)

    @property
    def counts(self) -> dict[str, Any]:
        """What was counted: read = documents + rejected + duplicates, reasons, warnings, seconds, slowest articles."""
        return {
            **dict.fromkeys(("read", "documents", "rejected", "duplicates"), 0),  # of an input that holds nothing
            **added(load.counts for load in self._manifest.loads),
            "removed": self._manifest.removed,
            "stories": self._manifest.stories,
            "relinked": self._manifest.relinked,
        }

    @property
    def identity(self) -> dict[str, Any]:
        """Versions, hashes and settings that the tables were made with."""
        return dict(self._manifest.identity)

    def path(self, row_type: type[Row]) -> Path:
        """The Parquet file of a table, for DuckDB, pandas or polars.

        Raises:
            CorpusError: E504, the run is not finished; E508, a table is gone.
        """
        if not self.finished or self._manifest.tables is None:
            raise CorpusError(E504.format(folder=self.folder))
        tables = self.folder / self._manifest.tables
        for name in (*TABLES.values(), ENTITIES):
            if not (tables / name).exists():
                raise CorpusError(E508.format(path=tables / name, reason="it is not there"))
        return tables / {**TABLES, **ADDED}[row_type]

    def batches(self, row_type: type[Row], columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Rows of one type as Arrow record batches, documents in the same order in every table.

        Args:
            row_type: Document, Mention, Quote, Relation (none where the corpus has no such table), Reject or Duplicate.
            columns: The columns wanted; None for all.

        Raises:
            CorpusError: E504, the run is not finished.
        """
        return read_batches(self.path(row_type), columns)

    def table(self, row_type: type[Row], columns: Sequence[str] | None = None) -> pa.Table:
        """A whole table in memory."""
        schema = arrow_schema(row_type)
        wanted = schema if columns is None else pa.schema([schema.field(name) for name in columns])
        return pa.Table.from_batches((batch.cast(wanted) for batch in self.batches(row_type, columns)), wanted)

    @property
    def documents(self) -> pa.Table:
        """One row an article."""
        return self.table(Document)

    @property
    def mentions(self) -> pa.Table:
        """One row a mention."""
        return self.table(Mention)

    @property
    def quotes(self) -> pa.Table:
        """One row a quote."""
        return self.table(Quote)

    @property
    def relations(self) -> pa.Table:
        """One row a relation; none where no component wrote any."""
        return self.table(Relation)

    def edges(self, **options: Any) -> pa.Table:
        """The edges of the network as a table, counted piece by piece.

        Args:
            **options: All arguments of `conflictner.edge_table`: layers, window, since, until, weight, evidence ...

        Raises:
            ConfigError: E404, for an argument that does not fit.
            CorpusError: E504, the run is not finished.
        """
        from conflictner.graph import edge_table  # workers import this module, and count no edges

        return edge_table(self, **options)

    @property
    def rejects(self) -> pa.Table:
        """One row a line or article that was set aside, with the reason."""
        return self.table(Reject)

    @property
    def duplicates(self) -> pa.Table:
        """One row an article that was there before."""
        return self.table(Duplicate)

    def search(
        self,
        *,
        entity: str | None = None,
        place: str | None = None,
        speaker: str | None = None,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> pa.Table:
        """The documents that fit every condition given.

        Args:
            entity: An actor or a place that is mentioned: an id, such as ``arm:m23``, or a name, such as M23.
            place: A place that is mentioned as one, by its id or name.
            speaker: One who is quoted, by id or name.
            outlet: Who printed it.
            since: The first day, such as 2024-02-07, or a month or year; articles without a date never fit.
            until: The last day, month or year.

        Returns:
            Rows of the documents table, in its order; none for an id that is not there, or a listed name.

        Raises:
            CorpusError: E504, the run is not finished; E517, a name is that of several; E518, it is nobody's.
        """
        found = self.documents
        wanted: list[Any] = []
        if entity is not None:
            wanted.append(self._ids(Mention, entity_id=self._named(entity, Mention, "entity")))
        if place is not None:
            wanted.append(
                self._ids(Mention, entity_id=self._named(place, Mention, "entity", role="place"), role="place")
            )
        if speaker is not None:
            wanted.append(self._ids(Quote, speaker_id=self._named(speaker, Quote, "speaker")))
        for ids in wanted:
            found = found.filter(pc.is_in(found["doc_id"], value_set=ids))
        if outlet is not None:
            found = found.filter(pc.equal(found["outlet"], outlet))
        if since is not None:
            found = found.filter(pc.greater_equal(found["date"], since))
        if until is not None:  # "2024-02" is the whole month: no digit sorts behind "~"
            found = found.filter(pc.less_equal(found["date"], f"{until}~"))
        return found

    def _named(self, name: str, row_type: type[Row], what: str, **fixed: str) -> str:
        """The id of one that is called so in some rows."""
        if is_id(name):
            return name
        columns = [f"{what}_id", f"{what}_name"]
        there: dict[str, str | None] = {}
        for batch in self.batches(row_type, [*columns, *fixed]):
            for column, value in fixed.items():
                batch = batch.filter(pc.equal(batch[column], value))
            told = pa.Table.from_batches([batch]).group_by(columns).aggregate([])
            there.update({row[columns[0]]: row[columns[1]] for row in told.to_pylist() if row[columns[0]] is not None})
        return entity_of(name, there, knowledge(self.folder, self._manifest.identity, {}), Gazetteer.load())

    def _ids(self, row_type: type[Row], **wanted: str) -> pa.Array:
        """The documents with a row of these values."""
        found = [pa.array([], pa.string())]
        for batch in self.batches(row_type, ["doc_id", *wanted]):
            for name, value in wanted.items():
                batch = batch.filter(pc.equal(batch[name], value))
            found.append(pc.unique(batch["doc_id"]))
        return pc.unique(pa.concat_arrays(found))

    def remove(self, doc_ids: Collection[str]) -> int:
        """Take documents out of every table; the tables are written anew, and the old ones are there until then.

        Args:
            doc_ids: Which.

        Returns:
            How many there were.

        Raises:
            ConfigError: E404, no id is given as a text.
            CorpusError: E502, a run is at work; E504, the run is not finished.
            OutputError: E401, the tables cannot be written.
        """
        if isinstance(doc_ids, str):
            raise ConfigError(E404.format(name="doc_ids", value=repr(doc_ids), allowed="a list of ids"))
        gone = pa.array(sorted(set(doc_ids)), type=pa.string())
        with hold(self.folder / "lock"):
            old = self.path(Document).parent  # refuses an unfinished run, and reads the manifest
            count = int(pc.sum(pc.is_in(self.table(Document, ["doc_id"])["doc_id"], value_set=gone)).as_py() or 0)
            if not count:
                return 0

            def kept(row_type: type[Row], name: str) -> Iterator[pa.RecordBatch]:
                for batch in read_batches(old / name):
                    if row_type in _BY_DOCUMENT:
                        batch = batch.filter(pc.invert(pc.is_in(batch["doc_id"], value_set=gone)))
                    yield pa.RecordBatch.from_arrays(batch.columns, schema=arrow_schema(row_type))

            replace_tables(self.folder, self._manifest, kept, removed=count)
        return count

    def relink(self, *, kb: str | Path | None = None, edits: str | Path | None = None) -> Relinked:
        """Have changed lists of one's own count for what was read before, without reading again.

        What the edits say of a name, and what became of a listed actor, is done in every table. What a new reading
        alone can tell is not guessed: such documents stand in ``read-again.jsonl`` in the folder, with the reason.

        Args:
            kb: Your own actors as they are now; None for those that the corpus was read with.
            edits: Your corrections as they are now; None for those that the corpus was read with.

        Returns:
            What became of the rows, and which documents should be read again.

        Raises:
            KnowledgeBaseError: As for `conflictner.KnowledgeBase.load`.
            CorpusError: E501, the package has other data than the corpus was read with; E502, a run is at work; E504,
                the run is not finished; E513, no copy of the lists is there.
            OutputError: E401, the tables cannot be written; the old ones stay.
        """
        with hold(self.folder / "lock"):
            old = self.path(Document).parent
            identity = self._manifest.identity
            if identity.get("data") != (data := versions()["data"]):
                told = f"data was {identity.get('data')}, is {data}"
                raise CorpusError(E501.format(folder=self.folder, differences=told))
            given = {"kb": kb, "edits": edits}
            change = Change(knowledge(self.folder, identity, {}), knowledge(self.folder, identity, given))
            relinking = Relinking(lambda _, name: read_batches(old / name), change)
            found = relinking.outcome()
            manifest = self._manifest
            manifest.identity = {**identity, **keep(self.folder, given)}
            manifest.relinked += 1
            if found.again:
                # Before the commit: a list too long does no harm, one that is missing would.
                there = set(self.table(Document, ["doc_id"])["doc_id"].to_pylist())
                save({self.folder / AGAIN: again_lines(self.folder, found.again, there)})
            if found.changed:
                replace_tables(self.folder, manifest, relinking.rows)
            else:
                manifest.write(self.folder)
            self._manifest = manifest
        return found


def replace_tables(folder: Path, manifest: Manifest, stream: Stream, *, removed: int = 0) -> None:
    """Write new tables beside the old ones; the manifest that names them is the commit, then the old ones go."""
    old = manifest.tables
    number = int(old.split("-")[1]) + 1 if old else 1
    new = f"tables-{number}"
    for left in (folder / new, *folder.glob(".tmp-*")):  # by a run that was killed before the commit
        shutil.rmtree(left, ignore_errors=True)
    copies = 0
    if manifest.identity.get("stories"):
        stream, copies = with_stories(stream, folder)
    write_tables(folder / new, stream)
    manifest.stories = pq.read_metadata(folder / new / TABLES[Document]).num_rows - copies
    manifest.tables = new
    manifest.removed += removed
    manifest.write(folder)
    if old:
        shutil.rmtree(folder / old, ignore_errors=True)
