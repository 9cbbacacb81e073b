"""Gazetteer: place names to points, from a table compiled once to SQLite in the user's cache."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import warnings
import weakref
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any, Final

from conflictner.errors import E206, W103, ConflictNerWarning, KnowledgeBaseError
from conflictner.knowledge.layers import find_layer
from conflictner.knowledge.placefile import SCHEMA, compile_places, is_sound
from conflictner.knowledge.places import Place, place_key, variant_key

_BY_ID: Final = "SELECT id, name, lat, lon, country, admin1, feature, population FROM place WHERE id = ?"
# One parameter however many names: the keys travel as a JSON array.
_BY_KEY: Final = """
SELECT key, id, name, lat, lon, country, admin1, feature, population
FROM alias JOIN place USING (n) WHERE key IN (SELECT value FROM json_each(?))
"""
_BY_VARIANT: Final = """
SELECT DISTINCT variant, id, name, lat, lon, country, admin1, feature, population
FROM alias JOIN place USING (n) WHERE variant IN (SELECT value FROM json_each(?))
"""
#: Where names are English, another spelling is another town: Cooke is not Cook, nor Clarke Clark.
_AS_WRITTEN: Final = frozenset({"USA", "CAN", "GBR", "IRL", "AUS", "NZL"})
#: Names whose places are remembered; 50,000 take some 20 MB.
REMEMBERED: Final = 50_000


class Gazetteer:
    """Places by name. Reads a compiled file, never writes it; safe in many threads and after a fork.

    Args:
        path: A file made by `conflictner.knowledge.placefile.compile_places`.
        repair: Makes the file again and names it; called once if it proves damaged or gone while it is read.
        layers: Gazetteers whose places are offered beside those of the file.

    >>> Gazetteer.load().find("Nyiragongo") is not None
    True
    """

    def __init__(
        self, path: Path, *, repair: Callable[[], Path] | None = None, layers: Iterable[Gazetteer] = ()
    ) -> None:
        self._path = path
        self._layers = tuple(layers)
        self._known: dict[str, tuple[Place, ...]] = {}
        self._respelled: set[str] = set()
        self._repair = repair
        self._lock = Lock()
        self._connections: dict[int, sqlite3.Connection] = {}
        weakref.finalize(self, _close, self._connections)

    @classmethod
    def load(cls, cache: Path | None = None, *, layers: Iterable[str | Path] = ()) -> Gazetteer:
        """The shipped gazetteer, compiled on first use, with layers of the user's own beside it.

        Args:
            cache: Folder for the compiled file; else the environment variable CONFLICTNER_CACHE, else the user's cache.
            layers: Layers made by `import_places`: their files, or the names they were imported under.

        Returns:
            One Gazetteer a process and folder. When the folder cannot be written, W103 warns, and a temporary one is
            used for this run.

        Raises:
            KnowledgeBaseError: E206, the shipped table is damaged; E207 or E208, there is no such layer.

        >>> Gazetteer.load().find("Goma")[0].country
        'COD'
        """
        files = tuple(str(find_layer(layer).absolute()) for layer in layers)
        return _load(str(cache if cache is not None else cache_folder()), files)

    def find(self, name: str) -> list[Place]:
        """The places of a name, best feature and population first; other spellings only when none fits exactly.

        Places that are called so come before those that are also called so: Bahawalpur before Bahāwalnagar.

        Args:
            name: A place name as it stands in a text.

        >>> [place.name for place in Gazetteer.load().find("GOMA")][:1]
        ['Goma']
        """
        key = place_key(name)
        return sorted(self.find_many([name])[name], key=lambda place: place_key(place.name) != key)

    def find_many(self, names: Iterable[str]) -> dict[str, list[Place]]:
        """`find` for many names in two queries.

        Args:
            names: Place names as they stand in a text.

        Returns:
            Every name asked for, in order, with its places; an empty list where there are none.

        >>> {name: len(places) > 0 for name, places in Gazetteer.load().find_many(["Goma", "Qwertzu"]).items()}
        {'Goma': True, 'Qwertzu': False}
        """
        asked = list(names)
        known = self._known
        missing = {name: place_key(name) for name in asked if name not in known}
        if missing:
            found = self._find(missing)
            if len(known) + len(found) > REMEMBERED:
                # Names come back within a story and a corpus; a full memory starts anew. Other threads keep the old.
                known = self._known = {name: known[name] for name in asked if name in known}
                self._respelled = self._respelled.intersection(asked)
            known.update(found)
        return {name: list(known[name]) for name in asked}

    def _find(self, wanted: dict[str, str]) -> dict[str, tuple[Place, ...]]:
        exact = self._places(_BY_KEY, set(wanted.values()) - {""})
        missing = {name: variant_key(name) for name, key in wanted.items() if key not in exact}
        variants = self._places(_BY_VARIANT, {key for key in missing.values() if len(key) > 2})
        self._respelled.update([name for name, key in missing.items() if variants.get(key)])
        for places in variants.values():
            places[:] = [place for place in places if place.country not in _AS_WRITTEN]
        return {
            name: tuple(exact[key] if key in exact else variants.get(missing[name], ())) for name, key in wanted.items()
        }

    def is_respelled(self, name: str) -> bool:
        """Whether a name that was looked up is on no list as it stands, only in another spelling.

        Args:
            name: A place name that `find` or `find_many` was asked for.

        >>> places = Gazetteer.load()
        >>> [bool(places.find(name)) and places.is_respelled(name) for name in ("Goma", "Rutchuru")]
        [False, True]
        """
        return name in self._respelled

    def get(self, place_id: str) -> Place | None:
        """The place of an id, or None.

        >>> Gazetteer.load().get("gn:216281").name
        'Goma'
        """
        for store in (self, *self._layers):
            rows = store._rows(_BY_ID, place_id)
            if rows:
                return Place(*rows[0])
        return None

    def __reduce__(self) -> tuple[Any, ...]:
        # Locks and connections stay behind; a copy in another process opens the file itself.
        return partial(Gazetteer, layers=self._layers), (self._path,)

    def __len__(self) -> int:
        return sum(int(store._rows("SELECT count(*) FROM place")[0][0]) for store in (self, *self._layers))

    def _places(self, query: str, keys: set[str]) -> dict[str, list[Place]]:
        if not keys:
            return {}
        found: dict[str, list[Place]] = {}
        for store in (self, *self._layers):
            for key, *place in store._rows(query, json.dumps(sorted(keys))):
                found.setdefault(key, []).append(Place(*place))
        for places in found.values():
            places.sort(key=lambda place: place.rank)
        return found

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        with self._lock:
            try:
                return self._connection().execute(query, values).fetchall()
            except sqlite3.DatabaseError:
                if self._repair is None:
                    raise
                damaged = self._connections.pop(os.getpid(), None)
                if damaged is not None:
                    damaged.close()
                self._path, self._repair = self._repair(), None
                return self._connection().execute(query, values).fetchall()

    def _connection(self) -> sqlite3.Connection:
        # SQLite forbids carrying a connection over a fork, so each process opens its own.
        connection = self._connections.get(os.getpid())
        if connection is None:
            uri = f"{self._path.as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._connections[os.getpid()] = connection
        return connection


def _close(connections: dict[int, sqlite3.Connection]) -> None:
    for connection in connections.values():
        connection.close()


def cache_folder() -> Path:
    """The folder for compiled files: CONFLICTNER_CACHE, or the user's cache."""
    given = os.environ.get("CONFLICTNER_CACHE")
    return Path(given) if given else _user_cache()


@lru_cache(maxsize=1)
def _user_cache() -> Path:
    # Asked for at every document; the answer takes as long as linking ten names.
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("conflictner"))


@lru_cache(maxsize=8)
def with_layer(layer: str) -> Gazetteer:
    """The shipped gazetteer with one layer; looked for once a process, not at every document."""
    return Gazetteer.load(layers=[layer])


@lru_cache(maxsize=8)
def _load(folder: str, layers: tuple[str, ...] = ()) -> Gazetteer:
    source = files("conflictner") / "data" / "en" / "places.tsv.gz"

    def compile_shipped(*, afresh: bool = False) -> Path:
        try:
            packed = source.read_bytes()
        except OSError as error:
            raise KnowledgeBaseError(E206.format(path=str(source), reason=error)) from error
        return compiled(packed, Path(folder), shown=str(source), afresh=afresh)

    if layers:
        shipped = _load(folder)
        return Gazetteer(shipped._path, repair=shipped._repair, layers=[Gazetteer(Path(layer)) for layer in layers])
    return Gazetteer(compile_shipped(), repair=partial(compile_shipped, afresh=True))


def compiled(packed: bytes, folder: Path, *, shown: str, afresh: bool = False) -> Path:
    """The compiled file of a table of places; made where it is missing, damaged or of another version.

    Args:
        packed: The gzipped table.
        folder: Where the file is kept.
        shown: Name of the table in messages.
        afresh: Make the file even where one stands.
    """
    digest = hashlib.sha256(packed).hexdigest()
    target = folder.absolute() / f"places-{digest[:16]}-{SCHEMA}.sqlite"
    if not afresh and is_sound(target):
        return target
    try:
        folder.mkdir(parents=True, exist_ok=True)
        compile_places(packed, target, shown=shown)
    except (OSError, sqlite3.OperationalError) as error:
        warnings.warn(W103.format(path=str(folder), reason=error), ConflictNerWarning, stacklevel=4)
        scratch = Path(tempfile.mkdtemp(prefix="conflictner-"))
        weakref.finalize(compiled, _remove, scratch, os.getpid())
        target = scratch / target.name
        compile_places(packed, target, shown=shown)
    return target


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
