"""The commands on the gazetteer of places."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conflictner.cli.terminal import complain, refusals, show

app = typer.Typer(help="Look into the gazetteer of places.", no_args_is_help=True)


@app.callback()
def places() -> None:
    """Look into the gazetteer of places."""


@app.command("find")
def gazetteer_find(
    name: Annotated[str, typer.Argument(help="The name of a place, or its id.")],
    *,
    layer: Annotated[list[str] | None, typer.Option(help="A layer to look into as well: its name or file.")] = None,
) -> None:
    """Show the places that bear a name."""
    from conflictner.knowledge import Gazetteer
    from conflictner.report import clean, places_report

    with refusals():
        gazetteer = Gazetteer.load(layers=layer or ())
        place = gazetteer.get(name)
        places = [place] if place else gazetteer.find(name)
    if not places:
        complain(f"No place is called {clean(name)!r}.")
        raise typer.Exit(1)
    show(places_report(places))


@app.command("import")
def gazetteer_import(
    source: Annotated[Path, typer.Argument(help="GeoNames dump, UCDP GED CSV, Who's On First, or a CSV or TSV.")],
    *,
    to: Annotated[Path | None, typer.Option(help="The layer to write; else one in the user's data folder.")] = None,
) -> None:
    """Make a layer of your own places, for `conflictner.load(gazetteer=...)`.

    Formats: a GeoNames dump (CD.txt, allCountries.zip), a UCDP GED CSV, a folder or CSV of Who's On First, or a table
    with the columns name, lat, lon and, where known, id, aliases, country, admin1, feature, population.
    """
    from conflictner.knowledge.layers import import_places
    from conflictner.report import clean

    with refusals():
        report = import_places(source, to=to)
    for problem in report.problems:
        complain(clean(problem))
    if report.rejected:
        complain(f"{report.rejected} lines were set aside; all of them are in {clean(str(report.rejects))}.")
    typer.echo(f"{report.places} places in {clean(str(report.path))}")


@app.command("layers")
def gazetteer_layers() -> None:
    """List the layers that were imported."""
    from conflictner.knowledge import Gazetteer
    from conflictner.knowledge.layers import layers, layers_folder
    from conflictner.report import clean

    found = layers()
    for path in found:
        typer.echo(f"{clean(path.stem)}\t{len(Gazetteer(path))} places\t{clean(str(path))}")
    if not found:
        complain(f"No layer in {clean(str(layers_folder()))}. `conflictner gazetteer import FILE` makes one.")
