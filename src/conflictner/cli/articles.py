"""The commands that read articles and score the pipeline."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from conflictner.cli.terminal import Corrected, Json, Layer, Own, complain, print_json, refusals, show

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

app = typer.Typer()

Files = Annotated[list[str] | None, typer.Argument(metavar="FILE...", help="Articles as text files; - is stdin.")]
Sample = Annotated[bool, typer.Option("--sample", help="Read the sample article that comes with the package.")]
Base = Annotated[str | None, typer.Option(help="An installed spaCy pipeline or a path to one, instead of the default.")]
Date = Annotated[str | None, typer.Option(help="Date of the article, like 2024-02-07; else the one found in it.")]
Title = Annotated[str | None, typer.Option(help="Title of the article.")]
Window = Annotated[str, typer.Option(help="What counts as together: sentence, paragraph or document.")]
Output = Annotated[Path, typer.Option("--output", "-o", help="The file to write.")]


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

    names = _names(files, sample=sample, single={"--html": html, "--title": title, "--date": date})
    with refusals():  # told before the reading, not after it
        check_meta({"date": date})
        co_mention_graph((), window=window)
        _spare(names, html, graph, quotes)
        if graph:
            graph_format(graph)
        if quotes and quote_format(quotes) == "json":
            _names(names, sample=False, single={"--quotes with .json": quotes})
    docs = []
    with _articles(names, base=base, kb=kb, edits=edits, gazetteer=gazetteer, date=date, title=title) as articles:
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

    names = _names([file] if file else None, sample=sample, single={"--output": output})
    with refusals():
        _spare(names, output)
    with _articles(names, base=base, kb=kb, edits=edits, gazetteer=gazetteer, date=date, title=title) as articles:
        for _, doc in articles:
            write_page(doc, output)


@app.command()
def graph(
    files: Files = None,
    *,
    output: Output,
    sample: Sample = False,
    window: Window = "sentence",
    places: Annotated[bool, typer.Option("--places", help="Take places as well as actors.")] = False,
    kb: Own = None,
    edits: Corrected = None,
    gazetteer: Layer = None,
    base: Base = None,
) -> None:
    """Write who is mentioned with whom in articles as .gexf, .graphml, .json or .csv."""
    from conflictner.graph import co_mention_graph, graph_format, write_graph

    names = _names(files, sample=sample, single={})
    with refusals():
        graph_format(output)
        co_mention_graph((), window=window)
        _spare(names, output)
    with _articles(names, base=base, kb=kb, edits=edits, gazetteer=gazetteer) as articles:
        docs = [doc for _, doc in articles]
        if docs:
            write_graph(co_mention_graph(docs, window=window, places=places), output)


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
        found = measure.read_predictions(pred) if pred else measure.run(_pipeline(base, kb, edits, gazetteer), golds)
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


def _names(files: list[str] | None, *, sample: bool, single: dict[str, object]) -> list[str]:
    """The articles asked for; options that fit one article only are refused for several."""
    names = list(files or ())
    if sample:
        from importlib.resources import files as package_files

        names.append(str(package_files("conflictner") / "data" / "sample" / "kivu.txt"))
    if not names:
        raise typer.BadParameter("name a file, or - for stdin, or --sample")
    for option, value in single.items():
        if value is not None and len(names) > 1:
            raise typer.BadParameter(f"{option} fits one article, {len(names)} were named")
    return names


def _spare(names: list[str], *outputs: Path | None) -> None:
    """Refuse to write over an article that is to be read."""
    from conflictner.errors import E408, OutputError

    for output in outputs:
        if output is not None and output.exists() and any(_same(output, name) for name in names):
            raise OutputError(E408.format(path=str(output)))


def _same(output: Path, name: str) -> bool:
    path = Path(name)
    return name != "-" and path.exists() and output.samefile(path)


@contextmanager
def _articles(
    names: list[str],
    *,
    base: str | None,
    kb: Path | None,
    edits: Path | None,
    gazetteer: str | None,
    date: str | None = None,
    title: str | None = None,
) -> Iterator[Iterator[tuple[str, Doc]]]:
    """Articles read one by one; each that cannot be read costs one line on stderr and shows in the exit status."""
    failed: list[str] = []
    with refusals():
        yield _read(names, failed, base=base, kb=kb, edits=edits, gazetteer=gazetteer, date=date, title=title)
    if failed:
        raise typer.Exit(2 if len(failed) == len(names) else 1)


def _read(
    names: list[str],
    failed: list[str],
    *,
    base: str | None,
    kb: Path | None,
    edits: Path | None,
    gazetteer: str | None,
    date: str | None,
    title: str | None,
) -> Iterator[tuple[str, Doc]]:
    from conflictner.errors import InputError
    from conflictner.pipeline import read as read_article
    from conflictner.text import clean, decode, read_text

    nlp: Language | None = None
    for name in _progress(names):
        try:
            text = clean(decode(sys.stdin.buffer.read())) if name == "-" else read_text(name)
            nlp = nlp or _pipeline(base, kb, edits, gazetteer)
            doc = read_article(text, nlp=nlp, date=date, title=title)
        except InputError as error:
            failed.append(name)
            complain(str(error))
        else:
            yield Path(name).name, doc


def _progress(names: list[str]) -> Iterable[str]:
    """A bar on stderr when several articles are read at a terminal."""
    from conflictner.report import console

    screen = console(stderr=True)
    if len(names) < 2 or not screen.is_terminal:
        return names
    from rich.progress import track

    return track(names, description="reading", console=screen, transient=True)


def _pipeline(base: str | None, kb: Path | None, edits: Path | None, gazetteer: str | None) -> Language:
    from conflictner.pipeline import load

    return load(base, kb=kb, edits=edits, gazetteer=gazetteer)


def _rows(doc: Doc) -> dict[str, Any]:
    from conflictner.rows import to_dict

    return {
        "document": to_dict(doc._.document),
        "mentions": [to_dict(row) for row in doc._.mentions],
        "quotes": [to_dict(row) for row in doc._.quotes],
    }
