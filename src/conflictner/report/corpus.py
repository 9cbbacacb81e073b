"""What a corpus holds: the equation of its articles, why some were set aside, versions, the slowest articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from conflictner.corpus import Corpus
from conflictner.corpus.records import reason_of
from conflictner.corpus.relinking import AGAIN, Relinked, reasons
from conflictner.report.console import clean
from conflictner.rows import Reject

#: Of long lists, such as the files in which dates are not told, so many are shown.
_SHARES: Final = 12


#: What the warnings say that a run counts.
_WARNED: Final = {
    "W102": "dated after the last review of the roles",
    "W103": "the gazetteer was built anew",
    "W104": "not like English: do not trust what is found in them",
}
_TWICE: Final = {"text": "same text", "id": "same id with another text"}


def corpus_facts(corpus: Corpus) -> dict[str, Any]:
    """Counts, and what the tables were made with, for programs."""
    return {"finished": corpus.finished, **corpus.counts, "made_with": corpus.identity}


def equation(counts: dict[str, Any]) -> str:
    """Nothing is dropped without being counted: the line that shows it.

    >>> equation({"read": 12, "documents": 9, "rejected": 2, "duplicates": 1})
    '12 read = 9 processed + 2 rejected + 1 duplicates'
    >>> equation({"read": 12, "documents": 7, "rejected": 2, "duplicates": 1, "skipped": 2})
    '12 read = 7 processed + 2 rejected + 1 duplicates + 2 skipped'
    """
    read, done, rejected, twice = (counts.get(name, 0) for name in ("read", "documents", "rejected", "duplicates"))
    skipped = f" + {counts['skipped']:,} skipped" if counts.get("skipped") else ""
    return f"{read:,} read = {done:,} processed + {rejected:,} rejected + {twice:,} duplicates{skipped}"


def corpus_report(corpus: Corpus, *, full: bool = False) -> RenderableType:
    """The counts; with ``full`` also the slowest articles and what the tables were made with."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for name, value in _lines(corpus, full=full):
        table.add_row(name, Text(clean(value)))
    return table


def _lines(corpus: Corpus, *, full: bool) -> list[tuple[str, str]]:
    if not corpus.finished:
        done = corpus.counts["documents"]
        before = [("before", f"{done:,} articles of earlier runs are finished")] if done else []
        return [("not finished", "run the same command again, or the parts that are missing: it goes on"), *before]
    counts = corpus.counts
    lines = [("articles", equation(counts))]
    if counts["removed"]:
        lines.append(("removed since", f"{counts['removed']:,}"))
    if counts["relinked"]:
        lines.append(("relinked", f"{counts['relinked']:,} times, without being read again"))
    if counts["stories"] is not None:
        there = counts["documents"] - counts["removed"]
        copies = there - counts["stories"]
        lines.append(("stories", f"{counts['stories']:,} in {there:,} articles; {copies:,} are further copies of one"))
    lines.append(("found", f"{counts.get('mentions', 0):,} mentions, {counts.get('quotes', 0):,} quotes"))
    if counts.get("twice"):
        lines.append(("duplicates", _shares({_TWICE.get(by, by): count for by, count in counts["twice"].items()})))
    if counts.get("reasons"):
        lines.append(("rejected as", _shares(counts["reasons"], {code: reason_of(code) for code in counts["reasons"]})))
        lines.append(("", f"each with its reason in {corpus.path(Reject)}"))
    if counts.get("passed"):
        lines.append(("passed over", _shares(counts["passed"])))
    if counts.get("warnings"):
        lines.append(("warnings", _shares(counts["warnings"], _WARNED)))
    if counts.get("dates"):
        lines.append(("dates not told", dates_told(counts["dates"])))
    if full:
        if counts.get("seconds"):
            words, seconds = counts["words"], counts["seconds"]
            lines.append(
                ("speed", f"{words:,} words in {seconds:,.0f} s of all workers, {words / seconds:,.0f} a second")
            )
        lines += [
            ("slowest", f"{doc_id}: about {seconds:.1f} s, {length:,} characters")
            for seconds, doc_id, length in counts["slowest"][:5]
        ]
        lines += [(f"made with {name}", _shown(value)) for name, value in corpus.identity.items() if value]
    return lines


def relinked_report(corpus: Corpus, found: Relinked) -> RenderableType:
    """What became of the rows, and which articles should be read again, by the reason."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    lines = [
        ("linked anew", f"{found.mentions:,} mentions, {found.quotes:,} quotes, {found.relations:,} relations"),
        ("killed", f"{found.killed:,} mentions"),
    ]
    if found.again:
        lines.append(("read again", f"{len(found.again):,} articles, named in {corpus.folder / AGAIN}"))
        lines.append(("because", _shares(reasons(found.again))))
    if found.lifted:
        lines.append(("killed no more", f"{', '.join(found.lifted)}: which articles name them, only reading tells"))
    for name, value in lines:
        table.add_row(name, Text(clean(value)))
    return table


def dates_told(counts: dict[str, int]) -> str:
    """Why dates could not be told, and in which files; what else is written there shows how they are to be read.

    >>> dates_told({"ambiguous in a.csv": 12, "day first in a.csv": 30})
    'ambiguous in a.csv 12; 30 others in a.csv are day first'
    """
    untold = {name: count for name, count in counts.items() if " first in " not in name}
    shown = [_shares(untold)] if untold else []
    for name, count in sorted(counts.items()):
        order, first, file = name.partition(" first in ")
        if first and len(shown) < _SHARES:
            shown.append(f"{count:,} others in {file} are {order} first")
    return "; ".join(shown)


def _shares(counts: dict[str, int], meaning: Mapping[str, str] | None = None) -> str:
    """The counts, the most first, each with what it means; of many the rest as one.

    >>> _shares({"R105": 1, "R101": 1200}, {"R101": "not JSON"})
    'R101 1,200 (not JSON), R105 1'
    """
    meaning = meaning or {}
    found = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    told = [f" ({meaning[key]})" if meaning.get(key) else "" for key, _ in found[:_SHARES]]
    shown = [f"{key} {count:,}{why}" for (key, count), why in zip(found, told, strict=False)]
    rest = found[_SHARES:]
    return ", ".join([*shown, f"{len(rest)} more {sum(count for _, count in rest):,}"] if rest else shown)


def _shown(value: Any) -> str:
    return ", ".join(f"{key}={item}" for key, item in value.items()) if isinstance(value, dict) else str(value)
