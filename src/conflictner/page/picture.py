"""The co-mention picture of one article, as the graph floor draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictner.graph.build import co_mention_graph
from conflictner.graph.picture import draw

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: More than these make no readable picture in a column of text.
TOP = 24


def network_svg(doc: Doc) -> str:
    """The co-mention network of a Doc as SVG, names escaped; empty when nobody is mentioned with anybody."""
    graph = co_mention_graph([doc])
    return str(draw(graph, top=TOP)) if graph.number_of_edges() else ""
