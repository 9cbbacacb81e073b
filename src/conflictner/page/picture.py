"""The co-mention picture of one article, as the graph floor draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from spacy.tokens import Doc


def network_svg(doc: Doc) -> Markup | None:
    """The co-mention network of a Doc as SVG, or None when there is no edge to draw."""
    return None
