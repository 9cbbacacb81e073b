"""One article in the terminal: actors, places with coordinates, quotes with speakers, the strongest edges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from conflictner.page.entities import Entity, entities, speaker_doubt, speaker_label
from conflictner.report.console import clean, kind_chip, shortened
from conflictner.rows import Quote
from conflictner.text import squeeze

if TYPE_CHECKING:
    import networkx as nx
    from spacy.tokens import Doc

#: Characters of a quote and of an evidence sentence that are shown.
QUOTE: Final = 240
EVIDENCE: Final = 200

UNLISTED: Final = Text("unlisted", style="italic yellow")


def article_report(doc: Doc, graph: nx.Graph, *, title: str = "", edges: int = 8) -> RenderableType:
    """What an article says, for a terminal.

    Args:
        doc: The annotated Doc.
        graph: Its co-mention graph.
        title: Shown when the Doc has no title and no headline.
        edges: How many of the strongest edges to list.

    Returns:
        Something that a rich console prints.
    """
    found = entities(doc._.mentions)
    actors, places = [e for e in found if e.is_actor], [e for e in found if e.is_place]
    processes = [e for e in found if e.kind == "PROCESS"]
    quotes = list(doc._.quotes)
    parts = [_header(doc, title, len(actors), len(places), len(quotes))]
    parts += _section("Actors", [_actors(actors)] if actors else [])
    parts += _section("Places", [_places(places, doc._.conflict_entities)] if places else [])
    if processes:
        parts += _section("Talks, processes, operations", [_actors(processes)])
    # The names of the tables: an actor has one name in a report, whatever the article calls it.
    labels = {entity.key: entity.name for entity in found}
    text = doc.text  # spaCy puts it together anew each time it is asked for
    listed = [part for n, quote in enumerate(quotes, 1) for part in _quote(n, quote, text, labels)]
    parts += _section("Quotes", listed)
    parts += _section("Mentioned together", _edges(graph, edges, labels))
    return Group(*parts)


def _header(doc: Doc, fallback: str, actors: int, places: int, quotes: int) -> RenderableType:
    document = doc._.document
    headline = next((span.text for span in doc.spans.get("segments", ()) if span.label_ == "HEADLINE"), "")
    counts = (f"{document.n_words:,} words", f"{actors} actors", f"{places} places", f"{quotes} quotes")
    facts = [clean(fact) for fact in (document.outlet, document.date) if fact]
    return Group(
        Text(clean(document.title or headline or fallback or document.doc_id), style="bold"),
        Text(" · ".join([*facts, *counts]), style="dim"),
    )


def _section(title: str, parts: Sequence[RenderableType]) -> list[RenderableType]:
    return [Text(), Text(title, style="bold underline"), *(parts or [Text("none found", style="dim")])]


def _table(*columns: tuple[str, str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim")
    for name, justify in columns:
        table.add_column(name, justify="right" if justify == "right" else "left", overflow="fold")
    return table


def _id(entity: Entity) -> Text:
    return Text(clean(entity.entity_id or "")) if entity.listed else UNLISTED


def _actors(rows: Iterable[Entity]) -> Table:
    table = _table(("Name", ""), ("Also as", ""), ("Kind", ""), ("Id", ""), ("Mentions", "right"))
    for entity in rows:
        names = Text(clean(entity.name)), Text(", ".join(map(clean, entity.other_forms[:3])), style="dim")
        table.add_row(*names, kind_chip(entity.kind), _id(entity), str(len(entity.mentions)))
    return table


def _places(rows: Iterable[Entity], known: Mapping[str, Mapping[str, Any]]) -> Table:
    """Where a place is, how exactly that is known (the middle of a country is no town), and how sure the link is."""
    columns = (
        ("Name", ""),
        ("Also as", ""),
        ("Country", ""),
        ("Latitude", "right"),
        ("Longitude", "right"),
        ("Precision", ""),
        ("Score", "right"),
        ("Id", ""),
    )
    table = _table(*columns, ("Mentions", "right"))
    for entity in rows:
        lat, lon = (f"{value:.3f}" for value in entity.position) if entity.position else ("?", "?")
        country = Text(clean(entity.country or ""))
        name, others = _spelled(entity)
        names = Text(clean(name)), Text(", ".join(map(clean, others[:3])), style="dim")
        precision = Text(clean(str((known or {}).get(entity.entity_id or "", {}).get("precision") or "")))
        score = f"{max(mention.score for mention in entity.mentions):.2f}" if entity.listed else ""
        table.add_row(*names, country, lat, lon, precision, score, _id(entity), str(len(entity.mentions)))
    return table


def _spelled(entity: Entity) -> tuple[str, list[str]]:
    """A place as the text writes it, with the gazetteer's spelling where that is another: "Daraa (Dar a)".

    A country keeps its name, which the text may only tell by an adjective.
    """
    name = entity.label if entity.kind == "PLACE" else entity.name
    others = [form for form in entity.other_forms if squeeze(form) != squeeze(name)]
    return name if squeeze(name) == squeeze(entity.name) else f"{name} ({entity.name})", others


def _quote(number: int, quote: Quote, text: str, labels: Mapping[str, str]) -> list[RenderableType]:
    """Two paragraphs: who said it how and to whom, or whom it accuses, and the words.

    A speaker whom the source does not name is a reading, and its score stands beside it: Sena Odo (“he”, 0.74).
    Only words of the speaker's own stand in quotation marks.
    """
    speaker, known = speaker_label(quote, text, labels)
    if len(quote.speaker_ids) < 2:
        speaker = labels.get(quote.speaker_id or "", speaker)
    cue = " … ".join(clean(text[start:end]) for start, end in quote.cues)
    line = Text(f"{number:>3}  ", style="dim")
    line.append(clean(speaker), style="bold" if known else "italic yellow")
    doubt = speaker_doubt(quote, text)
    line.append(f"  ({clean(doubt)})" if doubt else "", style="yellow")
    said = ("not " if quote.negated else "") + (cue or quote.stance.replace("_", " "))
    aimed_at = quote.about[0] if quote.stance == "accuse" and quote.about else quote.addressee_id or ""
    target = f" {clean(labels[aimed_at])}" if aimed_at in labels else ""
    line.append(f"  {said}{target}, {quote.kind}", style="dim")
    words = shortened(quote.text, QUOTE)
    return [line, Padding(Text(f"“{words}”" if quote.kind == "direct" else words), (0, 0, 0, 5))]


def _edges(graph: nx.Graph, limit: int, labels: Mapping[str, str]) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for source, target, data in strongest(graph)[:limit]:
        names = [clean(labels.get(node) or str(graph.nodes[node].get("name", node))) for node in (source, target)]
        count = data.get("count", data.get("weight", 1))
        parts.append(Text.assemble((f"{count:>3}  ", "dim"), (" — ".join(names), "bold")))
        sentence = next((place["text"] for place in data.get("evidence", ()) if place.get("text")), "")
        if sentence:
            parts.append(Padding(Text(shortened(sentence, EVIDENCE), style="dim"), (0, 0, 0, 5)))
    return parts


def strongest(graph: nx.Graph) -> list[tuple[str, str, dict[str, Any]]]:
    """The edges of a graph, the one with most windows first, then by the ids of their ends.

    >>> import networkx as nx
    >>> graph = nx.Graph([("a", "b", {"count": 1}), ("b", "c", {"count": 3})])
    >>> [edge[:2] for edge in strongest(graph)]
    [('b', 'c'), ('a', 'b')]
    """
    edges = [(*sorted((str(a), str(b))), data) for a, b, data in graph.edges(data=True)]
    return sorted(edges, key=lambda edge: (-edge[2].get("count", 1), edge[0], edge[1]))
