"""The command line: arguments to the library's calls, and results to the terminal; no logic of its own.

Exit status: 0 done; 1 nothing found, faults found, or some of several files failed; 2 bad input or usage.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from spacy.language import Language
    from spacy.tokens import Doc

# Every import of a library part stands in the command that needs it: `conflictner --help` takes 0.2 s and not 2.

app = typer.Typer(
    name="conflictner",
    help="Who, where, and who said what in conflict news.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
kb_app = typer.Typer(help="Look into the knowledge base of actors, and check your own.", no_args_is_help=True)
gazetteer_app = typer.Typer(help="Look into the gazetteer of places.", no_args_is_help=True)
app.add_typer(kb_app, name="kb")
app.add_typer(gazetteer_app, name="gazetteer")

Files = Annotated[list[str] | None, typer.Argument(metavar="FILE...", help="Articles as text files; - is stdin.")]
Sample = Annotated[bool, typer.Option("--sample", help="Read the sample article that comes with the package.")]
Base = Annotated[str | None, typer.Option(help="An installed spaCy pipeline or a path to one, instead of the default.")]
Own = Annotated[Path | None, typer.Option(help="A CSV file of your own actors, merged over the built-in ones.")]
Date = Annotated[str | None, typer.Option(help="Date of the article, like 2024-02-07; else the one found in it.")]
Title = Annotated[str | None, typer.Option(help="Title of the article.")]
Window = Annotated[str, typer.Option(help="What counts as together: sentence, paragraph or document.")]
Output = Annotated[Path, typer.Option("--output", "-o", help="The file to write.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]


@app.callback()
def main(context: typer.Context) -> None:
    """Show the library's warnings as one line each, and its errors likewise."""
    context.with_resource(_plain_warnings())


@app.command()
def read(
    files: Files = None,
    *,
    sample: Sample = False,
    html: Annotated[Path | None, typer.Option(help="Write the annotated article as a page.")] = None,
    graph: Annotated[Path | None, typer.Option(help="Write the network: .gexf .graphml .json .csv")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print rows, one JSON object an article.")] = False,
    date: Date = None,
    title: Title = None,
    kb: Own = None,
    window: Window = "sentence",
    base: Base = None,
) -> None:
    """Read articles: who, where, who said what, who is mentioned with whom."""
    from conflictner.graph import co_mention_graph, write_graph
    from conflictner.page import write_page
    from conflictner.report import article_report

    names = _names(files, sample=sample, single={"--html": html, "--title": title, "--date": date})
    docs = []
    with _articles(names, base=base, kb=kb, date=date, title=title) as articles:
        for name, doc in articles:
            network = co_mention_graph([doc], window=window)
            if html:
                write_page(doc, html)
            if as_json:
                _print_json(_rows(doc))
            else:
                _print(article_report(doc, network, title=name))
            docs.append(doc)
        if graph and docs:
            write_graph(co_mention_graph(docs, window=window), graph)


@app.command()
def page(
    file: Annotated[str | None, typer.Argument(help="An article as a text file; - is stdin.")] = None,
    *,
    output: Output,
    sample: Sample = False,
    date: Date = None,
    title: Title = None,
    kb: Own = None,
    base: Base = None,
) -> None:
    """Write an article as one HTML page with its mentions, quotes, tables and pictures."""
    from conflictner.page import write_page

    names = _names([file] if file else None, sample=sample, single={"--output": output})
    with _articles(names, base=base, kb=kb, date=date, title=title) as articles:
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
    base: Base = None,
) -> None:
    """Write who is mentioned with whom in articles as .gexf, .graphml, .json or .csv."""
    from conflictner.graph import co_mention_graph, write_graph

    names = _names(files, sample=sample, single={})
    with _articles(names, base=base, kb=kb) as articles:
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
    base: Base = None,
) -> None:
    """Score the pipeline, or predictions, against annotated articles."""
    from conflictner import evaluate as measure
    from conflictner.report import clean, score_lines, score_table

    with _refusals():
        golds = [measure.read_gold(path, text=pred is None) for path in gold]
        found = measure.read_predictions(pred) if pred else measure.run(_pipeline(base, kb), golds)
        evaluation = measure.evaluate(golds, found)
    if errors and errors not in evaluation.total:
        raise typer.BadParameter(f"--errors takes one of {', '.join(evaluation.total)}")
    for doc_id in evaluation.unpredicted:
        _complain(f"no prediction for {clean(doc_id)}")
    if as_json:
        _print_json(score_table(evaluation))
        return
    for line in score_lines(evaluation, per_doc=per_doc, errors=errors):
        typer.echo(line)


@app.command()
def info(*, as_json: Json = False) -> None:
    """Versions, dates of the data, the model and its check sum."""
    from conflictner.report import facts, facts_report

    with _refusals():
        rows = facts()
    if as_json:
        _print_json(rows)
    else:
        _print(facts_report(rows))


@kb_app.command("find")
def kb_find(
    name: Annotated[str, typer.Argument(help="A name, acronym or id.")],
    *,
    date: Annotated[str | None, typer.Option(help="Offices held on this date; else those held last.")] = None,
    kb: Own = None,
) -> None:
    """Show the actors that bear a name."""
    from conflictner.knowledge import KnowledgeBase
    from conflictner.report import actors_report, clean, find_actors

    with _refusals():
        base = KnowledgeBase.load(kb)
        actors = find_actors(base, name)
        if actors:
            _print(actors_report(actors, base, date=date))
            return
    _complain(f"Nobody is called {clean(name)!r}.")
    raise typer.Exit(1)


@kb_app.command("check")
def kb_check(file: Annotated[Path, typer.Argument(help="A CSV file of your own actors.")]) -> None:
    """List everything that is wrong with a CSV of your own actors: line, field, reason."""
    from conflictner.knowledge import KnowledgeBase, check_own
    from conflictner.report import clean

    problems = check_own(file)
    for problem in problems:
        _complain(clean(problem))
    if problems:
        raise typer.Exit(1 if problems[0].startswith("[E201]") else 2)  # faults in rows, or no such table at all
    with _refusals():
        typer.echo(f"{len(KnowledgeBase.load(file).own_rows())} actors, all good.")


@gazetteer_app.command("find")
def gazetteer_find(name: Annotated[str, typer.Argument(help="The name of a place, or its id.")]) -> None:
    """Show the places that bear a name."""
    from conflictner.knowledge import Gazetteer
    from conflictner.report import clean, places_report

    with _refusals():
        gazetteer = Gazetteer.load()
        place = gazetteer.get(name)
        places = [place] if place else gazetteer.find(name)
    if not places:
        _complain(f"No place is called {clean(name)!r}.")
        raise typer.Exit(1)
    _print(places_report(places))


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


@contextmanager
def _articles(
    names: list[str], *, base: str | None, kb: Path | None, date: str | None = None, title: str | None = None
) -> Iterator[Iterator[tuple[str, Doc]]]:
    """Articles read one by one; each that cannot be read costs one line on stderr and shows in the exit status."""
    failed: list[str] = []
    with _refusals():
        yield _read(names, failed, base=base, kb=kb, date=date, title=title)
    if failed:
        raise typer.Exit(2 if len(failed) == len(names) else 1)


def _read(
    names: list[str], failed: list[str], *, base: str | None, kb: Path | None, date: str | None, title: str | None
) -> Iterator[tuple[str, Doc]]:
    from conflictner.errors import InputError
    from conflictner.pipeline import read as read_article
    from conflictner.text import clean, decode, read_text

    nlp: Language | None = None
    for name in _progress(names):
        try:
            text = clean(decode(sys.stdin.buffer.read())) if name == "-" else read_text(name)
            nlp = nlp or _pipeline(base, kb)
            doc = read_article(text, nlp=nlp, date=date, title=title)
        except InputError as error:
            failed.append(name)
            _complain(str(error))
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


def _pipeline(base: str | None, kb: Path | None) -> Language:
    from conflictner.pipeline import load

    return load(base, kb=kb)


def _rows(doc: Doc) -> dict[str, Any]:
    from conflictner.rows import to_dict

    return {
        "document": to_dict(doc._.document),
        "mentions": [to_dict(row) for row in doc._.mentions],
        "quotes": [to_dict(row) for row in doc._.quotes],
    }


@contextmanager
def _refusals() -> Iterator[None]:
    """An error of the library is one message on stderr and exit status 2, never a traceback."""
    from conflictner.errors import ConflictNerError

    try:
        yield
    except ConflictNerError as error:
        _complain(str(error))
        raise typer.Exit(2) from None


@contextmanager
def _plain_warnings() -> Iterator[None]:
    from conflictner.errors import ConflictNerWarning

    shown = warnings.formatwarning

    def plain(
        message: Warning | str, category: type[Warning], filename: str, lineno: int, line: str | None = None
    ) -> str:
        ours = issubclass(category, ConflictNerWarning)
        return f"{message}\n" if ours else shown(message, category, filename, lineno, line)

    warnings.formatwarning = plain
    try:
        yield
    finally:
        warnings.formatwarning = shown


def _screen() -> Console:
    from conflictner.report import console

    return console()


def _print(what: RenderableType) -> None:
    _screen().print(what)


def _print_json(value: object) -> None:
    # UTF-8 whatever the locale: JSON is for programs.
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()


def _complain(message: str) -> None:
    typer.echo(message, err=True)
