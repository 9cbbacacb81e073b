"""The article page: the text with its mentions and quotes, who said what, the actors, the places on a sketch."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

import conflictner
from conflictner.errors import E404, ConfigError
from conflictner.files import path_of, save
from conflictner.kinds import COLORS
from conflictner.page.entities import kind_name
from conflictner.page.picture import network_svg
from conflictner.page.view import ArticleView

if TYPE_CHECKING:
    from spacy.tokens import Doc


def write_page(doc: Doc, path: str | Path) -> Path:
    """Write the annotated article as one HTML file that needs nothing else, not even a network.

    Args:
        doc: A Doc that `conflictner.read` returned, or any other with our annotations.
        path: The file to write; replaced in one step when it exists.

    Returns:
        The path.

    Raises:
        ConfigError: E404, it is no Doc.
        OutputError: E401, the file cannot be written.

    >>> import conflictner as cn, tempfile
    >>> doc = cn.read("“Goma will not fall,” said Colonel Joseph Mbusa of the FARDC.")
    >>> write_page(doc, Path(tempfile.mkdtemp(), "goma.html")).read_text(encoding="utf-8")[:15]
    '<!doctype html>'
    """
    if not hasattr(doc, "spans"):
        raise ConfigError(
            E404.format(name="doc", value=f"a {type(doc).__name__}", allowed="a Doc of `conflictner.read`")
        )
    path = path_of(path)
    save({path: article_html(doc).encode()})
    return path


def article_html(doc: Doc) -> str:
    """The page that `write_page` writes; the same Doc gives the same bytes."""
    pages = _templates()
    script = pages.get_template("article.js").render()
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return pages.get_template("article.html.j2").render(
        view=ArticleView.of(doc),
        network=network_svg(doc),
        colors=COLORS,
        kind_name=kind_name,
        script_hash=f"sha256-{digest}",
        version=conflictner.__version__,
    )


@cache
def _templates() -> Environment:
    # Autoescape for every file, whatever its ending: jinja's select_autoescape() would leave ".j2" unescaped.
    return Environment(
        loader=PackageLoader("conflictner.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
