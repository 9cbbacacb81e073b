"""Given names of persons, from the shipped table: a sign of a person where a whole name begins with one."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from conflictner.text import fold


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Folded given names of many languages.

    >>> "fatima" in given_names(), "goma" in given_names()
    (True, False)
    """
    table = (files("conflictner") / "data" / "en" / "given_names.tsv").read_text(encoding="utf-8")
    return frozenset(fold(line.split("\t")[0]) for line in table.splitlines()[1:] if line)
