"""The terminal: one console for all reports, and text from outside made fit for it."""

from __future__ import annotations

import os
import sys
import unicodedata
from io import TextIOWrapper
from typing import Final

from rich.console import Console
from rich.text import Text

from conflictner.kinds import COLORS
from conflictner.page.entities import kind_name

#: Columns when the output is no terminal; COLUMNS overrules it.
PLAIN_WIDTH: Final = 100


def console(*, stderr: bool = False) -> Console:
    """A console that takes text as it is: no markup, no emoji names; no colours under NO_COLOR or into a file."""
    stream = sys.stderr if stderr else sys.stdout
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")  # a Latin-1 terminal shows "?" for what it lacks
    terminal = stream.isatty()
    width = None if terminal or os.environ.get("COLUMNS") else PLAIN_WIDTH
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)


def clean(text: str) -> str:
    r"""Text from outside on one line, without characters that steer a terminal or turn the reading direction.

    U+009B starts an escape sequence just as ESC [ does, and U+202E shows what follows back to front.

    >>> clean("M23\n rebels\x1b[31m \u202egnihton")
    'M23 rebels�[31m gnihton'
    """
    shown = []
    for char in " ".join(text.split()):
        category = unicodedata.category(char)
        if category == "Cc":
            shown.append("\ufffd")
        elif category != "Cf":
            shown.append(char)
    return "".join(shown)


def shortened(text: str, limit: int) -> str:
    """The beginning of a text, cut at a blank, with an ellipsis.

    >>> shortened("Our positions were attacked before dawn", 22)
    'Our positions were …'
    """
    text = clean(text)
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return f"{head.rsplit(' ', 1)[0]} …" if " " in head else f"{head}…"


def kind_chip(kind: str) -> Text:
    """A kind in its colour."""
    return Text(kind_name(kind), style=f"#161615 on {COLORS[kind]}" if kind in COLORS else "")
