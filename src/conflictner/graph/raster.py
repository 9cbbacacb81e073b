"""SVG -> PNG, by resvg, where the "picture" extra is installed: no browser, no outside program, no network."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from conflictner.errors import E307, ConfigError

#: Pixels for each unit of the picture: sharp in print at a hand's breadth, and on any screen.
ZOOM: Final = 2


def renderer() -> Any:
    """The library that makes pixels.

    Raises:
        ConfigError: E307, the "picture" extra is not installed.
    """
    try:
        return import_module("resvg_py")
    except ImportError as error:
        raise ConfigError(E307.format(what="a PNG", extra="picture")) from error


def png(svg: str) -> bytes:
    """The picture as PNG.

    Raises:
        ConfigError: E307, the "picture" extra is not installed.
    """
    return bytes(renderer().svg_to_bytes(svg_string=svg, zoom=ZOOM, sans_serif_family="Liberation Sans"))
