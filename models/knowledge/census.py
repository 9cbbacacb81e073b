"""How many curated rows there are, how sure they are, and what vouches for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tables import split_list


def census(tables: Mapping[str, Sequence[Mapping[str, str]]]) -> dict[str, dict[str, int]]:
    """Rows by table, by confidence, and by the best that vouches for them: a page, a data set, general knowledge.

    Args:
        tables: Rows with ``src`` and ``conf``, by file name.

    >>> row = {"src": "ucdp-actor|general", "conf": "high"}
    >>> census({"actors_armed.tsv": [row, row | {"src": "general", "conf": "medium"}]})["source"]
    {'data set': 1, 'general': 1}
    """
    rows = [row for table in tables.values() for row in table]
    return {
        "table": dict(sorted(Counter(_subject(name) for name, table in tables.items() for _ in table).items())),
        "confidence": dict(sorted(Counter(row["conf"] for row in rows).items())),
        "source": dict(sorted(Counter(_vouches(row["src"]) for row in rows).items())),
    }


def _subject(name: str) -> str:
    return name.removesuffix(".tsv").split("_")[0]


def _vouches(text: str) -> str:
    named = split_list(text)
    if any(source.startswith("page:") for source in named):
        return "page"
    return "data set" if set(named) - {"general"} else "general"
