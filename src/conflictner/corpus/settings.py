"""How a run goes about it: what a caller may ask for, checked once, in one frozen record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self, TypedDict, Unpack

from conflictner.corpus.manifest import sha256_of, versions
from conflictner.corpus.prefilter import skipped
from conflictner.corpus.records import Article
from conflictner.errors import E404, ConfigError
from conflictner.knowledge import KnowledgeBase
from conflictner.rows import Reject

LOADER: Final = "conflictner.pipeline:load"
#: What the pipeline is loaded with: the arguments of `conflictner.load`.
_OF_THE_PIPELINE: Final = ("profile", "base", "kb", "edits", "gazetteer")


class Options(TypedDict, total=False):
    """The options of `conflictner.run`, which says what each is and what it is if left out."""

    workers: int
    part: tuple[int, int] | None
    dask: str | None
    profile: str
    prefilter: bool
    base: str | Path | None
    kb: str | Path | None
    edits: str | Path | None
    gazetteer: str | Path | None
    columns: Mapping[str, str] | None
    day_first: bool | None
    shard_size: int | None
    time_limit: float
    max_rejects: float
    stories: bool
    progress: bool


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of a run, with what they are if left out; ``loader`` makes the pipeline from the ``arguments``.

    >>> Settings.of(workers=2, profile="fast").arguments["profile"]
    'fast'
    """

    arguments: dict[str, str | None]
    columns: dict[str, str] = field(default_factory=dict)
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
    loader: str = LOADER

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

    @classmethod
    def of(cls, **options: Unpack[Options]) -> Self:
        """The settings for some options.

        Raises:
            ConfigError: E404, one of them is unknown or out of range.
        """
        unknown = sorted(options.keys() - Options.__annotations__.keys())
        if unknown:
            allowed = ", ".join(Options.__annotations__)
            raise ConfigError(E404.format(name="option", value=unknown[0], allowed=allowed))
        given: dict[str, Any] = {"profile": "full", **options}
        arguments = {name: given.pop(name, None) for name in _OF_THE_PIPELINE}
        columns = dict(given.pop("columns", None) or {})
        named = {name: None if value is None else str(value) for name, value in arguments.items()}
        return cls(arguments=named, columns=columns, **given)

    def prefilter_of(self) -> Callable[[Article], Reject | None]:
        """What skips articles that deserve no model, with the user's own actors."""
        kb = KnowledgeBase.load(self.arguments.get("kb"), edits=self.arguments.get("edits"))
        return lambda article: skipped(article, kb)

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
    if loader != LOADER or arguments.get("profile") == "fast" or (base and Path(base).exists()):
        return None
    from importlib.util import find_spec

    from conflictner.pipeline import model_sha256

    if base is None:
        return model_sha256()
    spec = find_spec(base) if base.isidentifier() else None
    return sha256_of(Path(spec.origin).parent) if spec and spec.origin else None
