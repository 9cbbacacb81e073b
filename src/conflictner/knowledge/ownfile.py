"""Writing files of own actors: one row added to a CSV, or a part of the knowledge base exported."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, Final

from conflictner.errors import E203, E401, KnowledgeBaseError, OutputError
from conflictner.knowledge.actors import Actor, Name
from conflictner.knowledge.knowledgebase import KnowledgeBase
from conflictner.knowledge.own import COLUMNS, OwnRow, read_csv, read_dicts
from conflictner.knowledge.sheets import Problem, refuse_all, unfit

_SEPARATORS: Final = "|;"
#: Without it Excel reads the accents of "Forces démocratiques alliées" as Latin-1.
_BOM: Final = "\ufeff"


def add_own(path: str | Path, row: dict[str, Any]) -> OwnRow:
    """Add an actor to a CSV of own actors, which is made if it does not exist.

    The row and the file are checked first; nothing is written when either has a fault.

    Args:
        path: The CSV file.
        row: The columns of the CSV; aliases, acronyms, country and weak may be lists.

    Returns:
        The row as it was added, with its id.

    Raises:
        KnowledgeBaseError: E202, the row or rows of the file are refused; E203, the file lacks a column that the row
            needs.
        OutputError: E401, the file cannot be written.
    """
    path = Path(path)
    known = {actor.id: actor for actor in KnowledgeBase.load()}
    (added,) = read_dicts([row], known=known)
    text, header = "", list(COLUMNS)
    if path.exists():
        listed = read_csv(path, shown=str(path), known=known)
        if any(other.id == added.id for other in listed):
            fault = Problem(1, "id", f"{added.id!r} stands in {str(path)!r} already; edit that row, or give another id")
            refuse_all("<row>", [fault])
        text = path.read_bytes().decode()
        header = [cell.strip().lower() for cell in next(csv.reader(io.StringIO(text.removeprefix(_BOM), newline="")))]
    cells = _cells(added)
    if not row.get("id") and "id" not in header:
        del cells["id"]  # it is made from the name again
    for column, value in cells.items():
        if value and column not in header:
            raise KnowledgeBaseError(E203.format(path=str(path), column=column, known=", ".join(COLUMNS)))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if not text:
        out.write(_BOM)
        writer.writerow(header)
    elif not text.endswith("\n"):
        out.write("\r\n" if "\r\n" in text else "\n")
    writer.writerow([cells.get(column, "") for column in header])
    _write(path, text + out.getvalue())
    return added


def export_actors(
    kb: KnowledgeBase, path: str | Path, *, country: Collection[str] = (), kind: Collection[str] = ()
) -> int:
    """Write actors as a file that ``load(kb=...)`` takes: .csv for a spreadsheet, .jsonl for programs.

    Killed names are left out and merged actors written as one, with preferred names first. Kills, merges and retypes
    of built-in actors are no rows, so keep the edits file beside it.

    Args:
        kb: The knowledge base.
        path: A file that ends in .csv, .jsonl or .ndjson.
        country: ISO 3166 alpha-3 codes; only actors of these countries.
        kind: Only actors of these kinds.

    Returns:
        How many actors were written.

    Raises:
        OutputError: E401, the file cannot be written.
    """
    path = Path(path)
    table = path.suffix.lower() == ".csv"
    if not table and path.suffix.lower() not in (".jsonl", ".ndjson"):
        raise OutputError(E401.format(path=str(path), reason="give the file the ending .csv or .jsonl"))
    rows = [
        _row(kb, actor, table=table)
        for actor in sorted(kb, key=lambda actor: actor.id)
        if (not country or set(country) & set(actor.country)) and (not kind or actor.kind in kind)
    ]
    if table:
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(map(_cells, rows))
        _write(path, _BOM + out.getvalue())
    else:
        lines = (json.dumps({k: v for k, v in row.to_dict().items() if v}, ensure_ascii=False) for row in rows)
        _write(path, "".join(f"{line}\n" for line in lines))
    return len(rows)


def _row(kb: KnowledgeBase, actor: Actor, *, table: bool) -> OwnRow:
    shown = kb.display_name(actor.id)
    if unfit(shown):
        shown = actor.name  # a preferred name need not be one to look for
    names = [name for name in (Name(actor.name, actor.name_class), *actor.names) if _writable(kb, actor, name, table)]
    # Several periods do not fit; the row then leaves those of the actor as they are.
    start, end = actor.active[0] if len(actor.active) == 1 else (None, None)
    return OwnRow(
        actor.id,
        shown,
        kb.listed_kind(actor.id),
        _texts(names, "strong", but=shown),
        _texts(names, "acronym"),
        actor.country,
        start,
        end,
        _texts(names, "weak"),
    )


def _writable(kb: KnowledgeBase, actor: Actor, name: Name, table: bool) -> bool:
    if unfit(name.text, acronym=name.alias_class == "acronym") or kb.killed(name.text, actor.kind):
        return False
    return not (table and any(char in name.text for char in _SEPARATORS))


def _texts(names: Iterable[Name], alias_class: str, *, but: str = "") -> tuple[str, ...]:
    return tuple(dict.fromkeys(n.text for n in names if n.alias_class == alias_class and n.text != but))


def _cells(row: OwnRow) -> dict[str, str]:
    return {key: "|".join(value) if isinstance(value, list) else value or "" for key, value in row.to_dict().items()}


def _write(path: Path, text: str) -> None:
    """Write whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(E401.format(path=str(path), reason=error.strerror or error)) from error
