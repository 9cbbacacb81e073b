"""The articles named on the command line, and what every command that reads them shares."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from conflictner.cli.terminal import complain, refusals

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Files = Annotated[list[str] | None, typer.Argument(metavar="FILE...", help="Articles as text files; - is stdin.")]
Sample = Annotated[bool, typer.Option("--sample", help="Read the sample article that comes with the package.")]
Base = Annotated[str | None, typer.Option(help="An installed spaCy pipeline or a path to one, instead of the default.")]
WINDOW: Final = 'What counts as together: sentence, paragraph, document or "3 sentences" (any number).'
Window = Annotated[str, typer.Option(help=WINDOW)]
Output = Annotated[Path, typer.Option("--output", "-o", help="The file to write.")]


def named(files: list[str] | None, *, sample: bool, single: dict[str, object]) -> list[str]:
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


def spare(names: list[str], *outputs: Path | None) -> None:
    """Refuse to write over an article that is to be read, or where nothing can be written."""
    from conflictner.errors import E401, E408, OutputError

    for output in outputs:
        if output is not None and not output.absolute().parent.is_dir():
            raise OutputError(E401.format(path=str(output), reason="its folder does not exist"))
        if output is not None and (output.is_dir() or not os.access(output.resolve().parent, os.W_OK)):
            reason = "it is a folder" if output.is_dir() else "its folder cannot be written"
            raise OutputError(E401.format(path=str(output), reason=reason))
        if output is not None and output.exists() and any(_same(output, name) for name in names):
            raise OutputError(E408.format(path=str(output)))


def check_page(output: Path | None) -> None:
    """Refuse to write a page into a file whose ending says that it is something else."""
    from conflictner.errors import E412, OutputError

    if output is not None and output.suffix.lower() not in (".html", ".htm"):
        raise OutputError(E412.format(path=str(output)))


def _same(output: Path, name: str) -> bool:
    path = Path(name)
    return name != "-" and path.exists() and output.samefile(path)


@contextmanager
def articles_of(
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
    from conflictner.text import read_text

    nlp: Language | None = None
    for name in _progress(names):
        try:
            text = _from_stdin() if name == "-" else read_text(name)
            if not any(map(str.isalnum, text)):
                complain(f"{name}: holds no words")
            nlp = nlp or pipeline_of(base, kb, edits, gazetteer)
            doc = read_article(text, nlp=nlp, date=date, title=title)
        except InputError as error:
            failed.append(name)
            complain(str(error))
        else:
            yield Path(name).name, doc


def _from_stdin() -> str:
    from conflictner.text import check_plain, clean, decode

    data = sys.stdin.buffer.read()
    check_plain(data, "standard input")
    return clean(decode(data))


def _progress(names: list[str]) -> Iterable[str]:
    """A bar on stderr when several articles are read at a terminal."""
    from conflictner.report import console

    screen = console(stderr=True)
    if len(names) < 2 or not screen.is_terminal:
        return names
    from rich.progress import track

    return track(names, description="reading", console=screen, transient=True)


def pipeline_of(base: str | None, kb: Path | None, edits: Path | None, gazetteer: str | None) -> Language:
    """The pipeline that the options ask for."""
    from conflictner.pipeline import load

    return load(base, kb=kb, edits=edits, gazetteer=gazetteer)
