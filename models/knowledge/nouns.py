"""role_nouns.tsv: what a definite noun in the text can refer to ("the rebels", "the spokesperson")."""

from __future__ import annotations

from entry import CURATED, DATA
from tables import read_tsv

from conflictner.kinds import KINDS

_COLUMNS = ("noun", "class", "number", "kinds", "gender")


def write() -> None:
    """Sort and check the curated nouns.

    Raises:
        ValueError: A row names an unknown kind, number or gender, or stands twice.
    """
    rows = sorted(read_tsv(CURATED / "role_nouns.tsv"), key=lambda r: (r["noun"], r["class"]))
    seen: set[str] = set()
    for row in rows:
        wrong = set(row["kinds"].split("|")) - set(KINDS)
        if wrong or row["number"] not in ("sg", "pl") or row["gender"] not in ("", "m", "f") or row["noun"] in seen:
            raise ValueError(f"role_nouns.tsv: {row}")
        seen.add(row["noun"])
    lines = ["\t".join(_COLUMNS)] + ["\t".join(row[c] for c in _COLUMNS) for row in rows]
    (DATA / "role_nouns.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
