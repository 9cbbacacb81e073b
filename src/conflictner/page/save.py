"""Text -> file in one step: a reader finds the old file or the new one whole, never half of it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from conflictner.errors import E401, OutputError


def save(path: str | Path, text: str) -> Path:
    r"""Write a text to a temporary file beside its target, flush it to the disk, and rename it.

    Args:
        path: The file to write; replaced when it exists.
        text: Its content; line ends stay as they are.

    Returns:
        The path.

    Raises:
        OutputError: E401, with the reason; whatever stood at ``path`` is untouched then.

    >>> import tempfile
    >>> save(Path(tempfile.mkdtemp(), "a.txt"), "Goma\n").read_bytes()
    b'Goma\n'
    """
    path = Path(path)
    temporary = path.parent / f".conflictner-{token_hex(8)}"
    try:
        with temporary.open("xb") as handle:
            handle.write(text.encode())
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise OutputError(E401.format(path=str(path), reason=error.strerror or error)) from error
    return path
