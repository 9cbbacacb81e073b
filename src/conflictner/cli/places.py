"""The commands on the gazetteer of places."""

from __future__ import annotations

from typing import Annotated

import typer

from conflictner.cli.terminal import complain, refusals, show

app = typer.Typer(help="Look into the gazetteer of places.", no_args_is_help=True)


@app.callback()
def places() -> None:
    """Look into the gazetteer of places."""


@app.command("find")
def gazetteer_find(name: Annotated[str, typer.Argument(help="The name of a place, or its id.")]) -> None:
    """Show the places that bear a name."""
    from conflictner.knowledge import Gazetteer
    from conflictner.report import clean, places_report

    with refusals():
        gazetteer = Gazetteer.load()
        place = gazetteer.get(name)
        places = [place] if place else gazetteer.find(name)
    if not places:
        complain(f"No place is called {clean(name)!r}.")
        raise typer.Exit(1)
    show(places_report(places))
