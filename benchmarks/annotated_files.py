"""Files of annotated articles, one a line, for the benchmarks that take them with ``--data``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def read(paths: list[Path], limit: int | None) -> Iterator[dict[str, Any]]:
    """Articles of files and of the .jsonl files in folders."""
    for path in paths:
        for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
            with file.open(encoding="utf-8") as lines:
                yield from [json.loads(line) for line in lines if line.strip()][:limit]
