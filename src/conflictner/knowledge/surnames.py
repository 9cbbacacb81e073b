"""Surnames that very many people bear: they tell of no one person, however well known one of them is."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from conflictner.text import fold


@lru_cache(maxsize=1)
def common_surnames() -> frozenset[str]:
    """Folded surnames that very many people bear, in some country at least.

    >>> "camara" in common_surnames(), "netanyahu" in common_surnames()
    (True, False)
    """
    table = (files("conflictner") / "data" / "en" / "common_surnames.tsv").read_text(encoding="utf-8")
    return frozenset(fold(name) for line in table.splitlines()[1:] for name in line.split("\t")[1].split())
