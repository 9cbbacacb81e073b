"""The command that makes a network of articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from conflictner.cli.reading import WINDOW, Base, Output, Sample, articles_of, named, spare
from conflictner.cli.terminal import Corrected, Layer, Own, complain, refusals, refuse_idle

if TYPE_CHECKING:
    from conflictner.graph.options import Network, Together

app = typer.Typer()


@app.command()
def graph(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="INPUT...", help="Articles as text files (- is stdin), or folders that `run` made."),
    ] = None,
    *,
    output: Output,
    sample: Sample = False,
    layer: Annotated[
        list[str] | None,
        typer.Option(help="co_mention (the default), quote, relation, located_in, role; several allowed, or a,b."),
    ] = None,
    window: Annotated[str | None, typer.Option(help=WINDOW, show_default="sentence")] = None,
    weight: Annotated[
        str, typer.Option(help="stories (copies count once), count, documents, fractional, npmi or log_likelihood.")
    ] = "stories",
    backbone: Annotated[
        str | None, typer.Option(help="Keep edges that stand out alone: disparity or noise_corrected.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="Only articles of this date and later: 2024, 2024-02 ...")] = None,
    until: Annotated[str | None, typer.Option(help="Only articles up to this date.")] = None,
    min_count: Annotated[int, typer.Option(help="Leave out edges of fewer sentences (windows, quotes).")] = 1,
    focus: Annotated[
        list[str] | None,
        typer.Option(help="Id of an entity, such as arm:m23: only what it is linked to; several allowed."),
    ] = None,
    hops: Annotated[
        int | None, typer.Option(help="With --focus: in how many steps it must be reached.", show_default="1")
    ] = None,
    roll_up: Annotated[
        list[str] | None,
        typer.Option(help="Count others for persons (whose office they hold), units or composites; several allowed."),
    ] = None,
    places: Annotated[bool, typer.Option("--places", help="Take places as well as actors.")] = False,
    dynamic: Annotated[bool, typer.Option("--dynamic", help="GEXF: say when each edge is there.")] = False,
    spreadsheet: Annotated[bool, typer.Option("--spreadsheet", help="CSV: no cell that runs as a formula.")] = False,
    top: Annotated[int | None, typer.Option(help="Pictures: how many entities to draw.", show_default="40")] = None,
    kb: Own = None,
    edits: Corrected = None,
    gazetteer: Layer = None,
    base: Base = None,
) -> None:
    """Write who is mentioned with whom, who speaks of whom, who is named where: in articles, or in corpora of `run`.

    The ending of the output is the format: .gexf .graphml .json .cyjs .csv .parquet .neo4j.csv .ftm.json, or .svg and
    .png for a picture.
    """
    from conflictner.errors import W105
    from conflictner.graph import co_mention_graph, draw, network, picture_format, write_graph
    from conflictner.graph.asked import Asked
    from conflictner.graph.emptiness import why_empty
    from conflictner.graph.export import check_options
    from conflictner.graph.picture import check_sizes
    from conflictner.knowledge import KnowledgeBase

    layers = [name.strip() for names in layer or ["co_mention"] for name in names.split(",")]
    shared: Together = {
        "weight": weight, "backbone": backbone, "since": since, "until": until, "min_count": min_count,
        "places": places, "window": "sentence" if window is None else window,
    }  # fmt: skip
    asked: Network = {
        **shared, "layers": layers, "focus": focus, "hops": 1 if hops is None else hops,
        "roll_up": roll_up or (), "kinds": None, "kb": None,
    }  # fmt: skip
    names = named(files, sample=sample, single={})
    corpora = _corpora(names, {"--base": base, "--gazetteer": gazetteer})
    with refusals():  # told before the reading, not after it
        picture = picture_format(output) is not None
        listed = "role" in layers or bool(roll_up)
        here = "only for articles; of a corpus for the layer role and --roll-up"
        refuse_idle(
            ("hops", hops, bool(focus), "only with --focus"),
            ("top", top, picture, "only for .svg and .png"),
            ("dynamic", dynamic, not picture, "only for .gexf"),
            ("spreadsheet", spreadsheet, not picture, "only for .csv"),
            (
                "window",
                window,
                not {"co_mention", "located_in"}.isdisjoint(layers),
                "only for the layers co_mention and located_in",
            ),
            ("places", places, "co_mention" in layers, "only for the layer co_mention; located_in has places anyway"),
            ("kb", kb, listed or not corpora, here),
            ("edits", edits, listed or not corpora, here),
        )
        if picture:
            check_sizes(top=40 if top is None else top)
        else:
            check_options(output, spreadsheet=spreadsheet, dynamic=dynamic)
        Asked.of(**asked)
        spare(names, output)
        if listed:
            asked["kb"] = KnowledgeBase.load(kb, edits=edits)

    def write(source: Any) -> None:
        if layers == ["co_mention"] and not focus and not roll_up:
            found = co_mention_graph(source, **shared)
        else:
            found = network(source, **asked)
        undated = found.graph.get("undated", 0)
        if undated:
            complain(f"{undated} article{'s' * (undated > 1)} without a certain date left out.")
        if picture:
            draw(found, output, top=40 if top is None else top)
            files: tuple[Path, ...] = (output,)
        else:
            files = write_graph(found, output, spreadsheet=spreadsheet, dynamic=dynamic)
        if not found.number_of_edges():
            complain(W105.format(reason=why_empty(found)))
        sizes = _counted(len(found), "node"), _counted(found.number_of_edges(), "edge")
        typer.echo(f"{', '.join(sizes)}: {', '.join(map(str, files))}")

    if corpora:
        with refusals():
            from conflictner.corpus import Corpus

            write([Corpus(folder) for folder in corpora])
        return
    with articles_of(names, base=base, kb=kb, edits=edits, gazetteer=gazetteer) as articles:
        docs = [doc for _, doc in articles]
        if docs:
            write(docs)


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _corpora(names: list[str], needless: dict[str, object]) -> list[str]:
    """The inputs, if they are folders that `conflictner run` made; none if they are articles."""
    corpora = [name for name in names if name != "-" and Path(name, "manifest.json").is_file()]
    if corpora and len(corpora) < len(names):
        raise typer.BadParameter("name articles, or corpora, not both")
    for option, value in needless.items():
        if corpora and value is not None:
            raise typer.BadParameter(f"{option} is for articles; a corpus has been read already")
    return corpora
