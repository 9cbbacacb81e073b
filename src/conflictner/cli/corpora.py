"""The commands on a corpus, and what is installed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conflictner.cli.terminal import Corrected, Json, Layer, Own, complain, print_json, refusals, show

app = typer.Typer()


@app.command()
def run(
    input: Annotated[Path, typer.Argument(help="A file or a folder of articles; see docs/howto/corpora.md.")],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder for the tables.")],
    workers: Annotated[int, typer.Option(help="Processes that read; each takes about 1 GB.")] = 1,
    part: Annotated[str | None, typer.Option(metavar="I/N", help="Read one of N parts, for job queues.")] = None,
    profile: Annotated[str, typer.Option(help="full, or fast: rules without a model: faster, finds less.")] = "full",
    prefilter: Annotated[bool, typer.Option("--prefilter", help="Skip what speaks of no conflict.")] = False,
    dask: Annotated[str | None, typer.Option(metavar="TCP://...", help="Read on a Dask cluster.")] = None,
    text: Annotated[str | None, typer.Option(help="The column with the text, where it is not called as usual.")] = None,
    date: Annotated[str | None, typer.Option(help="The column with the date.")] = None,
    title: Annotated[str | None, typer.Option(help="The column with the title.")] = None,
    id: Annotated[str | None, typer.Option(help="The column with the id.")] = None,
    outlet: Annotated[str | None, typer.Option(help="The column with the outlet.")] = None,
    url: Annotated[str | None, typer.Option(help="The column with the address.")] = None,
    day_first: Annotated[
        bool | None, typer.Option("--day-first/--month-first", help="How 03/04/2024 is read; unknown if not told.")
    ] = None,
    shard_size: Annotated[int | None, typer.Option(help="Articles after which work is committed.")] = None,
    time_limit: Annotated[float, typer.Option(help="Seconds after which an article is set aside.")] = 300.0,
    max_rejects: Annotated[float, typer.Option(help="Share of articles set aside at which the run stops.")] = 0.2,
    stories: Annotated[
        bool, typer.Option("--stories/--no-stories", help="Near-copies of one article count as one story.")
    ] = True,
    kb: Own = None,
    edits: Corrected = None,
    gazetteer: Layer = None,
    base: Annotated[str | None, typer.Option(help="An installed spaCy pipeline or a path to one.")] = None,
) -> None:
    """Read a corpus of any size into a folder of tables; begun again, it goes on where it stopped."""
    from conflictner.corpus import run as run_corpus
    from conflictner.report.corpus import corpus_report

    given = {"text": text, "date": date, "title": title, "id": id, "outlet": outlet, "url": url}
    with refusals():
        try:
            corpus = run_corpus(
                input,
                output,
                workers=workers,
                part=_part(part),
                dask=dask,
                profile=profile,
                prefilter=prefilter,
                base=base,
                kb=kb,
                edits=edits,
                gazetteer=gazetteer,
                columns={field: column for field, column in given.items() if column is not None},
                day_first=day_first,
                shard_size=shard_size,
                time_limit=time_limit,
                max_rejects=max_rejects,
                stories=stories,
            )
        except (KeyboardInterrupt, SystemExit) as stop:
            complain("Stopped. Run the same command again; it goes on where it stopped.")
            raise typer.Exit(int(stop.code or 0) if isinstance(stop, SystemExit) else 130) from None
        show(corpus_report(corpus))


@app.command()
def relink(
    corpus: Annotated[Path, typer.Argument(help="The folder of a finished corpus.")],
    *,
    kb: Own = None,
    edits: Corrected = None,
) -> None:
    """Have changed actors or edits count for a corpus without reading it again, as far as that can be told."""
    from conflictner.corpus import Corpus
    from conflictner.report.corpus import relinked_report

    with refusals():
        found = Corpus(corpus)
        show(relinked_report(found, found.relink(kb=kb, edits=edits)))


@app.command()
def info(
    corpus: Annotated[Path | None, typer.Argument(help="The folder of a corpus; else what is installed.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Versions, data, model and its check sum; or what a corpus holds and was made with."""
    from conflictner.report import facts, facts_report

    with refusals():
        if corpus is not None:
            from conflictner.corpus import Corpus
            from conflictner.report.corpus import corpus_facts, corpus_report

            found = Corpus(corpus)
            if as_json:
                print_json(corpus_facts(found))
            else:
                show(corpus_report(found, full=True))
            return
        rows = facts()
    if as_json:
        print_json(rows)
    else:
        show(facts_report(rows))


def _part(text: str | None) -> tuple[int, int] | None:
    """The two numbers of ``3/8``."""
    if text is None:
        return None
    number, _, parts = text.partition("/")
    if not (number.isdecimal() and parts.isdecimal()):
        raise typer.BadParameter("--part takes I/N, such as 3/8")
    return int(number), int(parts)
