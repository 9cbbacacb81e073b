"""Who, where, who said what: actors, places and attributed quotes in conflict news, and the network they form.

Names are imported when first used: ``import conflictner`` costs no more than ``import spacy`` does.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conflictner.corpus import Corpus, run
    from conflictner.graph import (
        actor_place_graph,
        add_centralities,
        add_communities,
        balance,
        co_mention_graph,
        draw,
        edge_table,
        merge_graphs,
        network,
        quote_graph,
        relation_graph,
        slices,
        write_edge_table,
        write_graph,
    )
    from conflictner.knowledge import Gazetteer, KnowledgeBase
    from conflictner.page import write_page
    from conflictner.pipeline import load, make_doc, read
    from conflictner.quotefile import quote_triples, write_quotes
    from conflictner.rows import Document, Mention, Quote, Relation

__version__ = "0.1.0"

_HOME = {
    "load": "pipeline",
    "read": "pipeline",
    "make_doc": "pipeline",
    "KnowledgeBase": "knowledge",
    "Gazetteer": "knowledge",
    "Document": "rows",
    "Mention": "rows",
    "Quote": "rows",
    "Relation": "rows",
    "co_mention_graph": "graph",
    "quote_graph": "graph",
    "relation_graph": "graph",
    "actor_place_graph": "graph",
    "network": "graph",
    "edge_table": "graph",
    "write_edge_table": "graph",
    "merge_graphs": "graph",
    "slices": "graph",
    "balance": "graph",
    "add_communities": "graph",
    "add_centralities": "graph",
    "draw": "graph",
    "write_graph": "graph",
    "write_page": "page",
    "run": "corpus",
    "Corpus": "corpus",
    "quote_triples": "quotefile",
    "write_quotes": "quotefile",
}

__all__ = [
    "Corpus",
    "Document",
    "Gazetteer",
    "KnowledgeBase",
    "Mention",
    "Quote",
    "Relation",
    "__version__",
    "actor_place_graph",
    "add_centralities",
    "add_communities",
    "balance",
    "co_mention_graph",
    "draw",
    "edge_table",
    "load",
    "make_doc",
    "merge_graphs",
    "network",
    "quote_graph",
    "quote_triples",
    "read",
    "relation_graph",
    "run",
    "slices",
    "write_edge_table",
    "write_graph",
    "write_page",
    "write_quotes",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"conflictner.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
