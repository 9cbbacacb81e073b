"""The commands that read articles and score the pipeline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from conflictner.cli.reading import (
    Base,
    Files,
    Output,
    Sample,
    Window,
    articles_of,
    check_page,
    named,
    pipeline_of,
    spare,
)
from conflictner.cli.terminal import Corrected, Json, Layer, Own, complain, print_json, refusals, show

if TYPE_CHECKING:
    from spacy.tokens import Doc

app = typer.Typer()

Date = Annotated[str | None, typer.Option(help="Date of the article, like 2024-02-07; else the one found in it.")]
Title = Annotated[str | None, typer.Option(help="Title of the article.")]


@app.command()
def read(
    files: Files = None,
    *,
    sample: Sample = False,
    html: Annotated[Path | None, typer.Option(help="Write the annotated article as a page.")] = None,
    graph: Annotated[Path | None, typer.Option(help="Write the network: .gexf .graphml .json .csv")] = None,
    quotes: Annotated[Path | None, typer.Option(help="Write who said what: .csv, .json (Citron) or .jsonl")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print rows, one JSON object an article.")] = False,
    why: Annotated[
        bool, typer.Option("--why", help="Print why each mention and quote is what it is, one line each.")
    ] = False,
    date: Date = None,
    title: Title = None,
    kb: Own = None,
    edits: Corrected = None,
    gazetteer: Layer = None,
    window: Window = "sentence",
    base: Base = None,
) -> None:
    """Read articles: who, where, who said what, who is mentioned with whom."""
    from conflictner.graph import co_mention_graph, graph_format, write_graph
    from conflictner.knowledge import KnowledgeBase
    from conflictner.page import write_page
    from conflictner.pipeline import check_meta
    from conflictner.quotefile import quote_format, write_quotes
    from conflictner.report import article_report, why_lines

    names = named(files, sample=sample, single={"--html": html, "--title": title, "--date": date})
    with refusals():  # told before the reading, not after it
        check_meta({"date": date})
        co_mention_graph((), window=window)
        spare(names, html, graph, quotes)
        check_page(html)
        if graph:
            graph_format(graph)
        if quotes and quote_format(quotes) == "json":
            named(names, sample=False, single={"--quotes with .json": quotes})
    docs = []
    with articles_of(names, base=base, kb=kb, edits=edits, gazetteer=gazetteer, date=date, title=title) as articles:
        for name, doc in articles:
            network = co_mention_graph([doc], window=window)
            if html:
                write_page(doc, html)
            if as_json:
                print_json(_rows(doc))
            elif why:
                with refusals():
                    known = KnowledgeBase.load(kb, edits=edits)
                for line in why_lines(doc, known, title=name if len(names) > 1 else ""):
                    typer.echo(line)
            else:
                show(article_report(doc, network, title=name))
            docs.append(doc)
        if graph and docs:
            write_graph(co_mention_graph(docs, window=window), graph)
        if quotes and docs:
            write_quotes(docs, quotes)


@app.command()
def page(
    file: Annotated[str | None, typer.Argument(help="An article as a text file; - is stdin.")] = None,
    *,
    output: Output,
    sample: Sample = False,
    date: Date = None,
    title: Title = None,
    kb: Own = None,
    edits: Corrected = None,
    gazetteer: Layer = None,
    base: Base = None,
) -> None:
    """Write an article as one HTML page with its mentions, quotes, tables and pictures."""
    from conflictner.page import write_page

    names = named([file] if file else None, sample=sample, single={"--output": output})
    with refusals():
        spare(names, output)
        check_page(output)
    with articles_of(names, base=base, kb=kb, edits=edits, gazetteer=gazetteer, date=date, title=title) as articles:
        for _, doc in articles:
            write_page(doc, output)


@app.command()
def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Gold files of schema conflictner-gold/1.")],
    *,
    pred: Annotated[Path | None, typer.Option(help="Score these predictions (JSON lines), not the pipeline.")] = None,
    per_doc: Annotated[bool, typer.Option("--per-doc", help="One table per document as well.")] = False,
    errors: Annotated[str | None, typer.Option(metavar="LINE", help="List the errors of a line of the report.")] = None,
    as_json: Json = False,
    kb: Own = None,
    edits: Corrected = None,
    gazetteer: Layer = None,
    base: Base = None,
) -> None:
    """Score the pipeline, or predictions, against annotated articles."""
    from conflictner import evaluate as measure
    from conflictner.report import clean, score_lines, score_table

    with refusals():
        golds = [measure.read_gold(path, text=pred is None) for path in gold]
        found = measure.read_predictions(pred) if pred else measure.run(pipeline_of(base, kb, edits, gazetteer), golds)
        evaluation = measure.evaluate(golds, found)
    if errors and errors not in evaluation.total:
        raise typer.BadParameter(f"--errors takes one of {', '.join(evaluation.total)}")
    for doc_id in evaluation.unpredicted:
        complain(f"no prediction for {clean(doc_id)}")
    if as_json:
        print_json(score_table(evaluation))
        return
    for line in score_lines(evaluation, per_doc=per_doc, errors=errors):
        typer.echo(line)


def _rows(doc: Doc) -> dict[str, Any]:
    from conflictner.rows import to_dict

    return {
        "document": to_dict(doc._.document),
        "mentions": [to_dict(row) for row in doc._.mentions],
        "quotes": [to_dict(row) for row in doc._.quotes],
    }
