"""Input -> corpus: read, share out, commit, put together; begun again, it goes on where it stopped."""

from __future__ import annotations

import shutil
import signal
import threading
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from conflictner.corpus.cluster import Cluster
from conflictner.corpus.crew import Crew
from conflictner.corpus.folder import Corpus, replace_tables
from conflictner.corpus.lists import keep
from conflictner.corpus.lock import hold, locked
from conflictner.corpus.manifest import Manifest, added, sha256_of, versions
from conflictner.corpus.plan import Item, Known, Shard, items, shards
from conflictner.corpus.progress import Progress
from conflictner.corpus.readers import read_source, readable, versions_of
from conflictner.corpus.records import Columns, Passed
from conflictner.corpus.shards import clear, finished, flush, read_batches, read_counts, shard_name
from conflictner.corpus.sources import Source
from conflictner.errors import E401, E404, E505, ConfigError, CorpusError, OutputError
from conflictner.rows import Duplicate, Reject, Row

#: So few rejects never stop a run, whatever their share.
_FEW: Final = 10
#: Ids that count within a file only, 1, 2, 3, would cost all files but the first.
_SAME_ID: Final = "an id met before, with another text; without ids: --id none"
_LOADER: Final = "conflictner.pipeline:load"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run goes about it; see `run`."""

    arguments: dict[str, str | None]
    columns: dict[str, str]
    day_first: bool | None = None
    workers: int = 1
    part: tuple[int, int] | None = None
    shard_size: int | None = None
    time_limit: float = 300.0
    max_rejects: float = 0.2
    stories: bool = True
    progress: bool = True
    prefilter: bool = False
    dask: str | None = None
    loader: str = _LOADER

    def __post_init__(self) -> None:
        part = self.part or (1, 1)
        for name, value, fits, allowed in (
            ("workers", self.workers, self.workers >= 1, "1 or more"),
            ("part", self.part, 1 <= part[0] <= part[1], "(i, N) with i from 1 to N"),
            ("shard_size", self.shard_size, self.shard_size is None or self.shard_size >= 1, "1 or more"),
            ("time_limit", self.time_limit, self.time_limit > 0, "more than 0 seconds"),
            ("max_rejects", self.max_rejects, 0 <= self.max_rejects <= 1, "0 to 1"),
        ):
            if not fits:
                raise ConfigError(E404.format(name=name, value=value, allowed=allowed))

    def identity(self) -> dict[str, Any]:
        """What decides the rows: versions, data, model and settings, with hashes of the files they name."""
        own = {name: sha256_of(Path(path)) for name, path in self.arguments.items() if path and Path(path).exists()}
        named = {name: own.get(name, value) for name, value in self.arguments.items()}
        return {
            **versions(),
            "loader": self.loader,
            "model": _model(self.loader, self.arguments),
            **named,
            "prefilter": self.prefilter,
            "columns": dict(sorted(self.columns.items())),
            "day_first": self.day_first,
            "stories": self.stories,
        }


def _model(loader: str, arguments: Mapping[str, str | None]) -> str | None:
    base = arguments.get("base")
    if loader != _LOADER or arguments.get("profile") == "fast" or (base and Path(base).exists()):
        return None
    from importlib.util import find_spec

    from conflictner.pipeline import model_sha256

    if base is None:
        return model_sha256()
    spec = find_spec(base) if base.isidentifier() else None
    return sha256_of(Path(spec.origin).parent) if spec and spec.origin else None


def run(
    input: str | Path,
    folder: str | Path,
    *,
    workers: int = 1,
    part: tuple[int, int] | None = None,
    dask: str | None = None,
    profile: str = "full",
    prefilter: bool = False,
    base: str | Path | None = None,
    kb: str | Path | None = None,
    edits: str | Path | None = None,
    gazetteer: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    shard_size: int | None = None,
    time_limit: float = 300.0,
    max_rejects: float = 0.2,
    stories: bool = True,
    progress: bool = True,
) -> Corpus:
    """Read a corpus of any size into a folder of tables.

    Killed, stopped or refused at any moment, the same call goes on where it stopped; called with further files, it
    adds them. The tables depend on the input alone, not on workers, parts and shards, to the last byte.

    Args:
        input: A file, or a folder of files; `conflictner.corpus.readers` lists the formats.
        folder: Where the tables go.
        workers: Processes that read; each takes about 1 GB.
        part: ``(2, 8)`` reads the second of eight parts, for job queues; the part that ends last makes the tables.
        dask: The address of a Dask scheduler ("tcp://10.0.0.1:8786") whose workers read instead of processes of our
            own; they need the same version, and the folder under the same path. Needs the extra ``dask``.
        profile: "full", or "fast" for rules without a model, as for `conflictner.load`.
        prefilter: Skip what speaks of no conflict before the model sees it; see `conflictner.corpus.prefilter`.
        base: An installed spaCy pipeline or a path to one, as for `conflictner.load`.
        kb: Your own actors, as for `conflictner.load`.
        edits: Your corrections, as for `conflictner.load`.
        gazetteer: A layer of your own places, as for `conflictner.load`.
        columns: Which column holds the text, date, title, id, outlet or url, where it is not called as usual.
        day_first: How "03/04/2024" is read: True for 3 April, False for 4 March, None for not at all.
        shard_size: Articles after which work is committed; 500 if None.
        time_limit: Seconds after which an article is set aside; for a long one, for every 100,000 characters.
        max_rejects: The share of articles set aside at which the run stops.
        stories: Find near-copies of one article and give them one ``story_id``; else every article is its own story.
        progress: Show a bar on a terminal.

    Returns:
        The corpus; with ``part`` it may not be finished.

    Raises:
        InputError: E101 no such input, E506 nothing in it can be read.
        ConfigError: E404 a setting is out of range, E301 the base is not installed.
        CorpusError: E501 or E509 the folder was begun with something else, E502 another run is at work, E505 too much
            was set aside.
        OutputError: E401 the folder cannot be written, or the disk is full; what was committed stays.
    """
    given = {"profile": profile, "base": base, "kb": kb, "edits": edits, "gazetteer": gazetteer}
    arguments = {name: None if value is None else str(value) for name, value in given.items()}
    settings = Settings(
        arguments=arguments,
        columns=dict(columns or {}),
        day_first=day_first,
        workers=workers,
        part=part,
        shard_size=shard_size,
        time_limit=time_limit,
        max_rejects=max_rejects,
        stories=stories,
        progress=progress,
        prefilter=prefilter,
        dask=dask,
    )
    return run_with(input, folder, settings)


def run_with(given: str | Path, folder: str | Path, settings: Settings) -> Corpus:
    """`run` with its settings in one piece."""
    folder = Path(folder)
    columns = Columns(settings.columns)
    sources = readable(given)
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
    return Corpus(folder)


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
            "prefilter": self.settings.prefilter,
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
        stream = items(self._records(), self.columns, self._known(), day_first=self.settings.day_first, dates=dates)
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
            if isinstance(item, Reject):
                self.reasons[f"{item.code} {item.reason}"[:80]] += 1
            elif isinstance(item, Duplicate) and item.by == "id":
                self.reasons[_SAME_ID] += 1
            yield item

    def _note(self, counts: Mapping[str, Any]) -> None:
        """Count what the pipeline set aside; what the readers did is counted as it is read."""
        self.reasons.update({code: n for code, n in counts["reasons"].items() if code.startswith("R2")})
        self._check_rejects()

    def _check_rejects(self) -> None:
        rejected = self.reasons.total()
        if rejected > max(self.settings.max_rejects * self.read, _FEW):
            reasons = "; ".join(f"{reason} ({count})" for reason, count in self.reasons.most_common(3))
            allowed = self.settings.max_rejects
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
