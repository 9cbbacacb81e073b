"""Reports for the terminal: an article, entries of the knowledge base, scores, what is installed."""

from conflictner.report.article import article_report
from conflictner.report.console import clean, console
from conflictner.report.facts import facts, facts_report
from conflictner.report.lookups import actors_report, clashes_report, find_actors, places_report
from conflictner.report.reasons import why_lines
from conflictner.report.scores import score_lines, score_table

__all__ = [
    "actors_report",
    "article_report",
    "clashes_report",
    "clean",
    "console",
    "facts",
    "facts_report",
    "find_actors",
    "places_report",
    "score_lines",
    "score_table",
    "why_lines",
]
