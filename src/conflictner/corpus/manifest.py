"""The manifest of a corpus: what it was made from and with, what is finished, and what was counted."""

from __future__ import annotations

import hashlib
import json
import platform
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import conflictner
from conflictner.corpus.sources import Source
from conflictner.errors import E501, E503, E508, E509, E519, CorpusError
from conflictner.files import save
from conflictner.rows import SCHEMA_VERSION

FORMAT: Final = 1
NAME: Final = "manifest.json"


@dataclass(slots=True)
class Load:
    """One run over new files: their hashes by name, and what was counted once it is finished."""

    files: dict[str, str]
    shard_size: int
    finished: bool = False
    counts: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Manifest:
    """What a folder of tables was made from and with.

    ``identity`` holds versions, hashes and settings by name; ``tables`` is the folder of the finished tables,
    ``stories`` how many are in them, ``relinked`` how often they were linked anew without being read.
    """

    identity: dict[str, Any]
    loads: list[Load] = field(default_factory=list)
    tables: str | None = None
    removed: int = 0
    stories: int | None = None
    relinked: int = 0

    @classmethod
    def read(cls, folder: Path) -> Manifest | None:
        """The manifest of a folder; None where there is none.

        Raises:
            CorpusError: E508, it is damaged; E519, its tables have columns of another version.
        """
        path = folder / NAME
        if not path.exists():
            return None
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            if values.pop("format") != FORMAT:
                raise ValueError("of another version")
            schema = values.pop("schema", 1)  # told since the second
            if schema != SCHEMA_VERSION:  # the same names of columns, read as something else
                raise CorpusError(E519.format(folder=folder, found=schema, expected=SCHEMA_VERSION))
            loads = [Load(**load) for load in values.pop("loads")]
            return cls(loads=loads, **values)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise CorpusError(E508.format(path=path, reason=error)) from error

    @classmethod
    def of(cls, folder: Path) -> Manifest:
        """The manifest of a folder that must be a corpus.

        Raises:
            CorpusError: E503, it is none; E508, its manifest is damaged; E519, its tables are of another version.
        """
        found = cls.read(folder)
        if found is None:
            raise CorpusError(E503.format(folder=folder))
        return found

    def write(self, folder: Path) -> None:
        """Put the manifest in place of the one before, whole or not at all."""
        text = json.dumps({"format": FORMAT, "schema": SCHEMA_VERSION, **asdict(self)}, indent=1, ensure_ascii=False)
        save({folder / NAME: text.encode("utf-8", "surrogateescape") + b"\n"})

    def check(self, folder: Path, identity: Mapping[str, Any], *, readers: Mapping[str, str] | None = None) -> None:
        """Refuse to go on with other versions, data or settings.

        Args:
            folder: The corpus.
            identity: Versions, hashes and settings of now.
            readers: Versions of the packages that read the files of now; they count for a corpus in which they have
                read before, and are noted.

        Raises:
            CorpusError: E501, which names what differs.
        """
        known: dict[str, str] = self.identity.get("readers", {})
        now_read = {**known, **(readers or {})}
        identity = {**identity, "readers": {name: now_read[name] for name in known}} if known else identity
        both = [*self.identity, *(name for name in identity if name not in self.identity)]
        there = {name: _shown(self.identity.get(name)) for name in both}
        now = {name: _shown(identity.get(name)) for name in both}
        differ = [f"{name} was {there[name]}, is {now[name]}" for name in both if there[name] != now[name]]
        if differ:
            raise CorpusError(E501.format(folder=folder, differences="; ".join(differ)))
        if now_read:
            self.identity["readers"] = now_read

    def load_for(self, folder: Path, hashes: Mapping[str, str], shard_size: int | None) -> int | None:
        """The number of the load that these files belong to; None when all of them were read before.

        Args:
            folder: The corpus.
            hashes: SHA-256 of each file by its name.
            shard_size: As asked for; None for what an unfinished load was begun with.

        Raises:
            CorpusError: E509, a file changed; E501, an unfinished load was begun with other files or another size.
        """
        known = {name: sha for load in self.loads if load.finished for name, sha in load.files.items()}
        changed = [name for name, sha in hashes.items() if known.get(name, sha) != sha]
        new = {name: sha for name, sha in hashes.items() if name not in known}
        unfinished = self.loads[-1] if self.loads and not self.loads[-1].finished else None
        if unfinished:
            changed += [name for name, sha in unfinished.files.items() if hashes.get(name, sha) != sha]
        if changed:
            raise CorpusError(E509.format(folder=folder, files=", ".join(sorted(changed)[:5])))
        if unfinished is None:
            if new:
                self.loads.append(Load(new, shard_size or DEFAULT_SHARD))
                return len(self.loads) - 1
            return None
        size = shard_size or unfinished.shard_size
        if new != unfinished.files or size != unfinished.shard_size:
            only = sorted(new.keys() ^ unfinished.files.keys())[:5]
            differences = [f"files {', '.join(only)}"] if only else []
            if size != unfinished.shard_size:
                differences.append(f"shard_size was {unfinished.shard_size}, is {size}")
            raise CorpusError(E501.format(folder=folder, differences="; ".join(differences)))
        return len(self.loads) - 1


#: Articles of a shard unless asked otherwise: what a kill costs a worker is a minute at most.
DEFAULT_SHARD: Final = 500


def _shown(value: Any) -> str:
    return "none" if value is None else json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, or over the names and contents of all files in a folder."""
    if path.is_file():
        return Source(path, path.name, 0).sha256()
    digest = hashlib.sha256()
    for file in sorted(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(f"{file.relative_to(path).as_posix()}\0{sha256_of(file)}\n".encode())
    return digest.hexdigest()


def versions() -> dict[str, str]:
    """Versions and data that decide what is found in a text, and how it is written."""
    packages = {name: version(name) for name in ("spacy", "pyarrow")}
    package = Path(str(files("conflictner")))
    return {
        "conflictner": conflictner.__version__,
        "python": ".".join(platform.python_version_tuple()[:2]),
        **packages,
        "code": code_sha256(package),
        "data": sha256_of(package / "data" / "en"),
    }


#: Parts of the package that decide no row of a corpus: who works on them may go on with a run.
_BESIDE: Final = frozenset({"graph", "page", "report", "cli", "evaluate"})


def code_sha256(package: Path) -> str:
    """SHA-256 over the modules that decide rows: what is edited under one version number is another program."""
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package)
        if name.parts[0] not in _BESIDE:
            digest.update(f"{name.as_posix()}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def added(counts: Iterable[Mapping[str, Any]], *, slowest: int = 10) -> dict[str, Any]:
    """The counts of several shards or loads as one.

    >>> added([{"read": 2, "reasons": {"R105": 1}}, {"read": 3, "reasons": {"R105": 1}}])["reasons"]
    {'R105': 2}
    """
    total: dict[str, Any] = {}
    slow: list[Sequence[Any]] = []
    for one in counts:
        for name, value in one.items():
            if isinstance(value, Mapping):
                total[name] = dict(Counter(total.get(name, {})) + Counter(value))
            elif name == "slowest":
                slow += value
            else:
                total[name] = total.get(name, 0) + value
    total["slowest"] = sorted(slow, key=tuple, reverse=True)[:slowest]
    return total
