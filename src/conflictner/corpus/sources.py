"""The files of an input: found in a fixed order, hashed, opened and unpacked within limits."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final, cast

from conflictner.errors import E101, E103, InputError

#: A packed file may grow this much: news text shrinks to a third or a fifth, a bomb to a thousandth.
MOST_RATIO: Final = 200
#: Below this many bytes nothing is a bomb: a short file of one letter packs well too.
_HARMLESS: Final = 16 << 20
#: And no more than this, whatever its ratio.
MOST_BYTES: Final = 64 << 30
#: How a file of any ending may be packed: "a.jsonl.gz"; an archive is a kind of file of its own.
PACKED: Final = (".gz", ".bz2", ".zst")


class BombError(Exception):
    """A packed file that grows beyond the limits; the text says which."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file of an input.

    ``name`` is its path inside the input, with ``/``; ``suffix`` its ending without that of the packing,
    ``size`` its bytes as it lies there, and ``member`` its name in the archive ``path``, where it is in one;
    ``archive`` is that archive while it is open.
    """

    path: Path
    name: str
    size: int
    member: str | None = None
    archive: zipfile.ZipFile | None = field(default=None, compare=False, repr=False)

    @property
    def suffix(self) -> str:
        """``.jsonl`` of ``a.jsonl`` and ``a.jsonl.gz``; ``.zip`` of an archive."""
        parts = [part.lower() for part in PurePosixPath(self.member or self.path.name).suffixes]
        if len(parts) > 1 and parts[-1] in PACKED:
            return parts[-2]
        return parts[-1] if parts else ""

    def sha256(self) -> str:
        """SHA-256 of the file as it lies there.

        Raises:
            InputError: E103.
        """
        digest = hashlib.sha256()
        try:
            with self.path.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
        except OSError as error:
            raise InputError(E103.format(path=self.path, reason=error.strerror or error)) from error
        return digest.hexdigest()

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """The unpacked bytes.

        Raises:
            OSError: It cannot be read.
            BombError: It grows beyond the limits.
        """
        if self.member is not None:
            # Opened anew for each of 10,000 files, its list of them would be read 10,000 times.
            archive = nullcontext(self.archive) if self.archive else zipfile.ZipFile(self.path)
            with archive as opened, opened.open(self.member) as packed:
                yield guarded(packed, packed=self.size)
            return
        with self.path.open("rb") as file:
            unpack = _UNPACK.get(self.path.suffix.lower())
            if unpack is None:
                yield file
                return
            with guarded(unpack(file), packed=self.size) as stream:
                yield stream


def members(source: Source) -> Iterator[Source]:
    """The files in a ZIP archive in the order of their names; they are read from it one by one, never extracted.

    Each must be read before the next is asked for, while the archive is open.

    Raises:
        OSError: It cannot be read, or is damaged.
        BombError: Together they grow beyond the limits.
    """
    try:
        archive = zipfile.ZipFile(source.path)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise OSError(f"damaged: {error}") from error
    with archive:
        found = [info for info in archive.infolist() if not info.is_dir()]
        limit = _limit(source.size)
        if sum(info.file_size for info in found) > limit:
            raise BombError(f"{limit >> 20} MiB")
        hidden = ("__MACOSX/", ".")
        for name, size in sorted((info.filename, info.compress_size) for info in found):
            if not name.startswith(hidden):
                yield Source(source.path, f"{source.name}/{name}", size, name, archive)


def _limit(packed: int) -> int:
    return min(max(packed * MOST_RATIO, _HARMLESS), MOST_BYTES)


def guarded(stream: IO[bytes], *, packed: int) -> io.BufferedReader:
    """A stream of unpacked bytes that ends in `BombError` beyond the limits.

    Args:
        stream: What is unpacked as it is read.
        packed: Bytes of the packed file.
    """
    return io.BufferedReader(_Guarded(stream, _limit(packed)), 1 << 16)


def read_ahead(stream: io.BufferedReader, size: int) -> bytes:
    """The first bytes of a stream, as many as there are before its end or its damage, which the next reading meets."""
    blocks: list[bytes] = []
    count = 0
    try:
        while count < size and (block := stream.read1(size - count)):
            blocks.append(block)
            count += len(block)
    except OSError:
        if not blocks:
            raise
    return b"".join(blocks)


class _Guarded(io.RawIOBase):
    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._count = 0
        # Of a file that is cut off, what could be unpacked before the cut is read: so no more at a time than is there.
        self._read = getattr(stream, "read1", stream.read)
        self._damage: OSError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._damage is not None:
            raise self._damage
        try:
            data: bytes = self._read(len(buffer))
        except (EOFError, OSError, zlib.error, zipfile.BadZipFile, RuntimeError) as error:
            self._damage = error if isinstance(error, OSError) else OSError(f"damaged: {error}")
            raise self._damage from error
        self._count += len(data)
        if self._count > self._limit:
            raise BombError(f"{self._limit >> 20} MiB")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _zstd(file: IO[bytes]) -> IO[bytes]:
    import pyarrow as pa

    return cast("IO[bytes]", pa.CompressedInputStream(pa.PythonFile(file, mode="r"), "zstd"))


_UNPACK: Final[dict[str, Callable[[IO[bytes]], IO[bytes]]]] = {
    ".gz": lambda file: cast("IO[bytes]", gzip.GzipFile(fileobj=file)),
    ".bz2": lambda file: cast("IO[bytes]", bz2.BZ2File(file)),
    ".zst": _zstd,
}


def find_sources(given: str | Path, *, without: str | Path | None = None) -> list[Source]:
    """The files of an input in the order of their names: one file, or all files in a folder and below.

    Files and folders whose names begin with a dot are passed over, and links that lead out of the folder; so are the
    tables of a corpus, which is what comes out and not what goes in.

    Args:
        given: A file or a folder.
        without: A folder whose files are none of the input, if it is in there: where the tables are to go.

    Raises:
        InputError: E101, there is no such file or folder.
    """
    root = Path(given)
    if root.is_file():
        return [Source(root, root.name, root.stat().st_size)]
    if not root.is_dir():
        raise InputError(E101.format(path=root))
    found = []
    inside = root.resolve()
    paths = list(root.rglob("*"))
    tables = {path.parent for path in paths if path.name == "manifest.json" and (path.parent / "lock").exists()}
    if without is not None and Path(without).resolve().is_relative_to(inside):
        tables.add(root / Path(without).resolve().relative_to(inside))
    for path in paths:
        if not tables.isdisjoint(path.parents):
            continue
        relative = path.relative_to(root)
        if any(part.startswith(".") for part in relative.parts) or not path.is_file():
            continue
        if path.is_symlink() and not path.resolve().is_relative_to(inside):
            continue
        found.append(Source(path, relative.as_posix(), path.stat().st_size))
    return sorted(found, key=lambda source: source.name)
