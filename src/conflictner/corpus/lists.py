"""One's own actors and edits beside the tables that were made with them: what changed since can be told from these."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from conflictner.corpus.manifest import sha256_of
from conflictner.errors import E401, E513, CorpusError, OutputError
from conflictner.files import save
from conflictner.knowledge import KnowledgeBase

FOLDER: Final = "lists"
#: The arguments of a run that name such a file.
NAMES: Final = ("kb", "edits")


def keep(folder: Path, files: Mapping[str, str | Path | None]) -> dict[str, str]:
    """Copy lists into a corpus, each under its hash; what is not there is left to whoever reads it.

    Args:
        folder: The corpus.
        files: Files by the name of the argument.

    Returns:
        SHA-256 of each that was copied, as the identity of the corpus holds it.

    Raises:
        OutputError: E401, the folder cannot be written.
    """
    found = {}
    for name in NAMES:
        given = files.get(name)
        if given is not None and Path(given).is_file():
            found[name] = sha256_of(Path(given))
            if copy(folder, found[name]) is None:
                try:
                    (folder / FOLDER).mkdir(exist_ok=True)
                    data = Path(given).read_bytes()
                except OSError as error:
                    raise OutputError(E401.format(path=folder / FOLDER, reason=error.strerror or error)) from error
                save({folder / FOLDER / f"{found[name]}{Path(given).suffix.lower()}": data})
    return found


def copy(folder: Path, sha256: str) -> Path | None:
    """The copy of a list; its ending says how it is read. None where there is none."""
    return next(iter(sorted((folder / FOLDER).glob(f"{sha256}*"))), None)


def knowledge(folder: Path, identity: Mapping[str, Any], given: Mapping[str, str | Path | None]) -> KnowledgeBase:
    """The knowledge base of a corpus, with other lists in the place of those that are given.

    Raises:
        CorpusError: E513, there is no copy of a list.
        KnowledgeBaseError: As for `KnowledgeBase.load`.
    """
    files: dict[str, str | Path | None] = {}
    for name in NAMES:
        sha256 = identity.get(name)
        files[name] = given.get(name)
        if files[name] is None and sha256 is not None:
            files[name] = copy(folder, sha256)
            if files[name] is None:
                raise CorpusError(E513.format(folder=folder, name=name))
    return KnowledgeBase.load(files["kb"], edits=files["edits"])
