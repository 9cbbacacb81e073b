"""Input -> corpus: read, share out, commit, put together; begun again, it goes on where it stopped."""

from __future__ import annotations

import shutil
import signal
import threading
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final, Unpack

import pyarrow as pa

from conflictner.corpus.cluster import Cluster
from conflictner.corpus.crew import Crew
from conflictner.corpus.folder import Corpus, replace_tables
from conflictner.corpus.lists import FOLDER as LISTS
from conflictner.corpus.lists import keep
from conflictner.corpus.lock import hold, locked
from conflictner.corpus.manifest import NAME as MANIFEST
from conflictner.corpus.manifest import Manifest, added
from conflictner.corpus.plan import Item, Known, Shard, items, shards
from conflictner.corpus.prefilter import STAGE as PREFILTER
from conflictner.corpus.progress import Progress
from conflictner.corpus.readers import read_source, readable, versions_of
from conflictner.corpus.records import Columns, Passed, reason_of
from conflictner.corpus.settings import Options, Settings
from conflictner.corpus.shards import clear, finished, flush, read_batches, read_counts, shard_name
from conflictner.corpus.sources import Source
from conflictner.errors import E401, E505, E514, E515, E516, CorpusError, OutputError
from conflictner.files import path_of
from conflictner.rows import Duplicate, Reject, Row

#: So few rejects never stop a run, whatever their share.
_FEW: Final = 10
#: Ids that count within a file only, 1, 2, 3, would cost all files but the first.
_SAME_ID: Final = "an id met before, with another text; without ids: --id none"
#: How the names of files begin that a run writes before its manifest.
_OURS: Final = (".", "lock", LISTS)


def run(input: str | Path, folder: str | Path, **options: Unpack[Options]) -> Corpus:
    """Read a corpus of any size into a folder of tables.

    Killed, stopped or refused at any moment, the same call goes on where it stopped; called with further files, it
    adds them. The tables depend on the input alone, not on workers, parts and shards, to the last byte.

    Args:
        input: A file, or a folder of files; `conflictner.corpus.readers` lists the formats. Folders of tables in it
            are passed over.
        folder: Where the tables go: a new or an empty folder, or the corpus of an earlier run.
        **options: By name, all of them optional:

            - workers: Processes that read, 1; each takes about 1 GB.
            - part: ``(2, 8)`` reads the second of eight parts, for job queues; the part that ends last makes the
              tables.
            - dask: The address of a Dask scheduler ("tcp://10.0.0.1:8786") whose workers read instead of processes of
              our own; they need the same version, and the folder under the same path. Needs the extra ``dask``.
            - profile: "full", or "fast" for rules without a model, as for `conflictner.load`.
            - prefilter: Skip what speaks of no conflict before the model sees it; see `conflictner.corpus.prefilter`.
            - base: An installed spaCy pipeline or a path to one, as for `conflictner.load`.
            - kb: Your own actors, as for `conflictner.load`.
            - edits: Your corrections, as for `conflictner.load`.
            - gazetteer: A layer of your own places, as for `conflictner.load`.
            - columns: Which column holds the text, date, title, id, outlet or url, where it is not called as usual.
            - day_first: How "03/04/2024" is read: True for 3 April, False for 4 March; None, for not at all.
            - shard_size: Articles after which work is committed, 500.
            - time_limit: Seconds after which an article is set aside, 300; for a long one, for every 100,000
              characters.
            - max_rejects: The share of articles set aside at which the run stops, 0.2.
            - stories: Find near-copies of one article and give them one ``story_id``, True; else every article is its
              own story.
            - progress: Show a bar on a terminal, True.

    Returns:
        The corpus; with ``part`` it may not be finished.

    Raises:
        InputError: E101 no such input, E506 nothing in it can be read.
        ConfigError: E404 an option is unknown or out of range, E301 the base is not installed.
        CorpusError: E501 or E509 the folder was begun with something else, E502 another run is at work, E505 too much
            was set aside, E514 everything was, E515 the folder holds other files, E516 it is the input.
        OutputError: E401 the folder cannot be written, or the disk is full; what was committed stays.
    """
    return run_with(input, folder, Settings.of(**options))


def run_with(given: str | Path, folder: str | Path, settings: Settings) -> Corpus:
    """`run` with its settings in one piece."""
    folder, given = path_of(folder, "folder"), path_of(given, "input")
    columns = Columns(settings.columns)
    _check_folder(given, folder)
    sources = readable(given, without=folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(E401.format(path=folder, reason=error.strerror or error)) from error
    identity = settings.identity()
    hashes = {source.name: source.sha256() for source in sources}
    with _stoppable(), locked(folder, settings.part):
        with hold(folder / "lock-manifest", wait=True):
            manifest = Manifest.read(folder) or Manifest(identity)
            manifest.check(folder, identity, readers=versions_of(sources))
            number = manifest.load_for(folder, hashes, settings.shard_size)
            keep(folder, settings.arguments)
            manifest.write(folder)
        if number is not None:
            new = [source for source in sources if source.name in manifest.loads[number].files]
            _Run(folder, settings, manifest, number, new, columns).go()
    _check_read(folder, hashes)
    return Corpus(folder)


def _check_folder(given: Path, folder: Path) -> None:
    """Refuse a folder in which somebody else's files are; those of a run that was killed at its beginning are ours."""
    if given.resolve().is_relative_to(folder.resolve()):
        raise CorpusError(E516.format(folder=folder))
    if folder.is_dir() and not (folder / MANIFEST).exists():
        others = sorted(path.name for path in folder.iterdir() if not path.name.startswith(_OURS))
        if others:
            raise CorpusError(E515.format(folder=folder, files=", ".join(map(repr, others[:3]))))


def _check_read(folder: Path, files: Mapping[str, str]) -> None:
    """Tell of files of which not one article could be read, however few they were; the tables show why."""
    loads = [load for load in Manifest.of(folder).loads if load.finished and not load.files.keys().isdisjoint(files)]
    counts = added(load.counts for load in loads)
    if counts.get("rejected") and counts["rejected"] == counts["read"]:
        reasons = _most({f"{code} {reason_of(code)}": count for code, count in counts["reasons"].items()})
        raise CorpusError(E514.format(folder=folder, read=counts["read"], reasons=reasons))


def _most(reasons: Mapping[str, int]) -> str:
    return "; ".join(f"{reason} ({count})" for reason, count in Counter(reasons).most_common(3))


@contextmanager
def _stoppable() -> Iterator[None]:
    """SIGTERM ends a run as Ctrl-C does: workers ended, nothing half written."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _cleared(shards: Path, part: tuple[int, int]) -> Iterator[None]:
    """Nothing half written is there before, nor after the workers have been ended."""
    clear(shards, part=part)
    try:
        yield
    finally:
        clear(shards, part=part)


class _Run:
    """The work on one load; made once the folder is locked and its manifest written."""

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        manifest: Manifest,
        number: int,
        sources: list[Source],
        columns: Columns,
    ) -> None:
        self.folder = folder
        self.settings = settings
        self.manifest = manifest
        self.number = number
        self.sources = sources
        self.columns = columns
        self.part = settings.part or (1, 1)
        self.shards = folder / f"shards-{number}"
        self.total = 0  # shards of the whole load, known when the input has been read
        self.read = 0
        self.reasons: Counter[str] = Counter()
        self.progress = Progress(sum(source.size for source in sources), shown=settings.progress)

    def go(self) -> None:
        """Read what is missing, and make the tables when nothing is."""
        try:
            self.shards.mkdir(exist_ok=True)
        except OSError as error:
            raise OutputError(E401.format(path=self.shards, reason=error.strerror or error)) from error
        flush(self.folder)
        settings = {
            "loader": self.settings.loader,
            "arguments": self.settings.arguments,
            "folder": str(self.shards.absolute()),
            "stories": self.settings.stories,
        }
        with (
            _cleared(self.shards, self.part),
            self.progress,
            closing(self._missing()) as missing,
            self._crew(settings) as crew,
        ):
            for counts in crew.work(missing):
                self.progress.done(counts)
                self._note(counts)
        with hold(self.folder / "lock-manifest", wait=True):
            self.manifest = Manifest.of(self.folder)
            if not self.manifest.loads[self.number].finished and len(finished(self.shards)) == self.total:
                self._finish()

    def _crew(self, settings: dict[str, Any]) -> Crew | Cluster:
        if self.settings.dask is not None:
            return Cluster(self.settings.dask, settings, time_limit=self.settings.time_limit)
        return Crew(settings, workers=self.settings.workers, time_limit=self.settings.time_limit)

    def _missing(self) -> Generator[Shard]:
        """The shards of our part that are not there."""
        there = finished(self.shards)
        part, parts = self.part
        dates: Counter[str] = Counter()
        asked = self.settings
        skip = asked.prefilter_of() if asked.prefilter else None
        stream = items(self._records(), self.columns, self._known(), day_first=asked.day_first, dates=dates, skip=skip)
        size = self.manifest.loads[self.number].shard_size
        for shard in shards(self._counted(stream), size=size, dates=dates):
            self.total = shard.number + 1
            self._check_rejects()
            if shard.number % parts != part - 1:
                continue
            if shard.number in there:
                counts = read_counts(self.shards, shard.number)
                self.progress.skipped(counts)
                self._note(counts)
            else:
                yield shard

    def _records(self) -> Iterator[Any]:
        for source in self.sources:
            yield from read_source(source)
            self.progress.advance(source.size)

    def _counted(self, stream: Iterator[Item]) -> Iterator[Item]:
        for item in stream:
            self.read += not isinstance(item, Passed)
            if isinstance(item, Reject) and item.stage != PREFILTER:
                self.reasons[f"{item.code} {item.reason}"[:80]] += 1
            elif isinstance(item, Duplicate) and item.by == "id":
                self.reasons[_SAME_ID] += 1
            yield item

    def _note(self, counts: Mapping[str, Any]) -> None:
        """Count what the pipeline set aside; what the readers did is counted as it is read."""
        found = {f"{code} {reason_of(code)}": n for code, n in counts["reasons"].items() if code.startswith("R2")}
        self.reasons.update(found)
        self._check_rejects()

    def _check_rejects(self) -> None:
        rejected = self.reasons.total()
        if rejected > max(self.settings.max_rejects * self.read, _FEW):
            reasons, allowed = _most(self.reasons), self.settings.max_rejects
            raise CorpusError(E505.format(rejected=rejected, read=self.read, allowed=allowed, reasons=reasons))

    def _known(self) -> Known:
        known = Known()
        if self.manifest.tables is not None:
            path = self.folder / self.manifest.tables / "documents.parquet"
            for batch in read_batches(path, ["doc_id", "text_sha256"]):
                for row in batch.to_pylist():
                    known.add(row["doc_id"], row["text_sha256"])
        return known

    def _finish(self) -> None:
        """Put the tables of before and the shards together; the manifest is the commit."""
        load = self.manifest.loads[self.number]
        load.counts = added(read_counts(self.shards, number) for number in range(self.total))
        load.finished = True
        old = self.manifest.tables

        def stream(row_type: type[Row], name: str) -> Iterator[pa.RecordBatch]:
            if old is not None:
                yield from read_batches(self.folder / old / name)
            for number in range(self.total):
                yield from read_batches(self.shards / shard_name(number) / name)

        replace_tables(self.folder, self.manifest, stream)
        shutil.rmtree(self.shards, ignore_errors=True)
