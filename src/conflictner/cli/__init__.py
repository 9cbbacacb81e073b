"""The command line: arguments to the library's calls, and results to the terminal; no logic of its own.

Exit status: 0 done; 1 a look-up found nothing, a check found faults, or some of several files failed; 2 bad input or
usage.
Every import of a library part stands in the command that needs it: `conflictner --help` takes 0.2 s and not 2.
"""

from __future__ import annotations

import typer

from conflictner.cli import actors, articles, corpora, networks, places
from conflictner.cli.terminal import plain_warnings

app = typer.Typer(
    name="conflictner",
    help="Who, where, and who said what in conflict news.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(articles.app)
app.add_typer(networks.app)
app.add_typer(corpora.app)
app.add_typer(actors.app, name="kb")
app.add_typer(places.app, name="gazetteer")


@app.callback()
def main(context: typer.Context) -> None:
    """Show the library's warnings as one line each, and its errors likewise."""
    context.with_resource(plain_warnings())
