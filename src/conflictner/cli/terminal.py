"""What every command shares: results to stdout, one line a fault to stderr, never a traceback."""

from __future__ import annotations

import json
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType

Own = Annotated[Path | None, typer.Option(help="A CSV file of your own actors, merged over the built-in ones.")]
Corrected = Annotated[
    Path | None, typer.Option(help="A CSV file of edits: kill, prefer, merge, alias, retype; see `kb check`.")
]
Layer = Annotated[
    str | None, typer.Option(help="A layer of your own places, by its name or file; see `gazetteer import`.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]


#: A message on an argument of a Python function; those below are no options here.
_ARGUMENT: Final = re.compile(r"^\[E404\] (?!(?:columns|docs|docs_or_rows) )([a-z_]+) is ")
_OPTIONS: Final = {"layers": "layer"}


@contextmanager
def refusals() -> Iterator[None]:
    """An error of the library is one message on stderr and exit status 2, never a traceback."""
    from conflictner.errors import ConflictNerError

    try:
        yield
    except ConflictNerError as error:
        complain(_ARGUMENT.sub(lambda found: f"[E404] {option(found[1])} is ", str(error)))
        raise typer.Exit(2) from None


def option(argument: str) -> str:
    """What an argument of a Python function is called on the command line.

    >>> option("min_count"), option("layers")
    ('--min-count', '--layer')
    """
    return "--" + _OPTIONS.get(argument, argument).replace("_", "-")


def refuse_idle(*given: tuple[str, object, bool, str]) -> None:
    """Refuse options that would do nothing: who gives one expects something of it.

    Args:
        given: Name of the argument, its value (None or False where it was not given), whether it is of use here, and
            where it is.

    Raises:
        ConfigError: E404, with the first that is of no use.
    """
    from conflictner.errors import E404, ConfigError

    for name, value, useful, where in given:
        if value is not None and value is not False and not useful:
            raise ConfigError(E404.format(name=name, value=value, allowed=where))


@contextmanager
def plain_warnings() -> Iterator[None]:
    """A warning of the library is one line on stderr."""
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


@contextmanager
def printing() -> Iterator[None]:
    """A full disk under a redirected stdout is one message as well; a closed pipe (`| head`) ends in silence."""
    from conflictner.errors import E401

    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(E401.format(path="standard output", reason=error.strerror or error))
        raise typer.Exit(2) from None


def show(what: RenderableType) -> None:
    """Print a report."""
    from conflictner.report import console

    with printing():
        console().print(what)


def print_json(value: object) -> None:
    """Print one line of JSON."""
    with printing():  # UTF-8 whatever the locale: JSON is for programs
        sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()


def complain(message: str) -> None:
    """One line on stderr."""
    typer.echo(message, err=True)
