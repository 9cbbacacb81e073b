"""Scores as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from conflictner.evaluate import Counts, Evaluation
from conflictner.report.console import clean


def score_lines(evaluation: Evaluation, *, per_doc: bool = False, errors: str | None = None) -> Iterator[str]:
    """The report of an evaluation, line by line: documents and errors if asked for, then the totals.

    Args:
        evaluation: From `conflictner.evaluate.evaluate`.
        per_doc: Also one table a document.
        errors: Also what was missed, spurious or wrong in this line of the report, e.g. "quote_direct".
    """
    for doc_id, tally in evaluation.documents.items():
        if per_doc:
            yield from ("", clean(doc_id), *_table(tally.counts))
        if errors:
            yield from (clean(f"{doc_id} {error}") for error in tally.errors.get(errors, ()))
    if per_doc:
        yield from ("", "all documents")
    yield from _table(evaluation.total)


def _table(counts: Mapping[str, Counts]) -> Iterator[str]:
    """One line a score, figures in columns.

    >>> list(_table({"actor": Counts(3, 1, 1)}))
    ['actor                    P 0.75   R 0.75   F 0.75   tp 3      fp 1      fn 1']
    """
    for line, count in counts.items():
        figures = zip("PRF", count.scores, strict=True)
        cells = [*figures, ("tp", count.hits), ("fp", count.wrong), ("fn", count.missed)]
        yield f"{line:24s} {'  '.join(f'{name} {value:<5}' for name, value in cells)}".rstrip()


def score_table(evaluation: Evaluation) -> dict[str, dict[str, float]]:
    """The totals as a JSON-able dict."""
    return {
        line: {
            **dict(zip("PRF", counts.scores, strict=True)),
            "tp": counts.hits,
            "fp": counts.wrong,
            "fn": counts.missed,
        }
        for line, counts in evaluation.total.items()
    }
