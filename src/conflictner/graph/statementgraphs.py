"""Docs, rows or a corpus -> who speaks of whom, and who does what to whom."""

from __future__ import annotations

from typing import Any, Unpack

import networkx as nx

from conflictner.graph.asked import Asked
from conflictner.graph.build import edge_rows, nodes_of, told, view_of
from conflictner.graph.layers import Layer
from conflictner.graph.multigraph import network
from conflictner.graph.options import Weighed, takes
from conflictner.graph.pairs import Edges, concatenate
from conflictner.graph.statements import STANCES


@takes(Weighed)
def quote_graph(docs_or_rows: Any, **options: Unpack[Weighed]) -> nx.DiGraph:
    """Who speaks about whom, or to whom: an edge from each speaker to every actor whom the quote names.

    Edges carry ``weight``, ``count`` (quotes), ``documents``, ``sign_mean`` (-1 for quotes that accuse, threaten or
    warn, 1 for praise, 0 for others, on average), ``claimed`` (all of them: a quote is the word of its speaker),
    ``denied`` (how many of them another quote of the document denies in a word: "a charge it rejects"), ``type`` (the
    most frequent stance), the number of quotes of each stance under its name (``accuse=2``), dates and ``evidence`` as
    `co_mention_graph` has them. What somebody is reported *not* to have said is no edge; it is counted in
    ``graph.graph["negated"]``. The sign is that of the speaker's words, no judgement on anybody: "Rwanda denied backing
    the M23" is a quote that denies *about* the M23, with the sign 0.

    Args:
        docs_or_rows: Docs, and Quote, Mention and Document rows; or a Corpus, or a list of them.
        segments: As for `co_mention_graph`.
        min_count: Leave out edges of fewer quotes.
        evidence: How many places in the text to keep for each edge, from the first to the last of contents, cue and
            source.
        weight: As for `co_mention_graph`.
        backbone: As for `co_mention_graph`; a speaker and who is spoken about share out their weights apart.
        alpha: As for `co_mention_graph`.
        delta: As for `co_mention_graph`.
        since: As for `co_mention_graph`.
        until: As for `co_mention_graph`.
        without: As for `co_mention_graph`.

    Returns:
        A directed graph of those who speak and those who are spoken about.

    Raises:
        ConfigError: E404, for an argument that does not fit.

    >>> from conflictner.rows import Quote
    >>> said = Quote(doc_id="a", quote_id="q1", parent_id=None, kind="direct", contents=((0, 9),), cues=((10, 17),),
    ...              cue_lemma="accuse", stance="accuse", negated=False, source_start=None, source_end=None,
    ...              speaker_id="gov:COD", speaker_name=None, speaker_ids=("gov:COD",), addressee_id=None,
    ...              about=("arm:m23",), denies=None, segment="body", sentence=0, rule="r", score=1.0, text="...")
    >>> edge = quote_graph([said], evidence=0).edges["gov:COD", "arm:m23"]
    >>> edge["type"], edge["sign_mean"], edge["accuse"]
    ('accuse', -1.0, 1)
    """
    asked = Asked.of(layers=["quote"], window="document", **options).for_graph()
    reading = asked.read(docs_or_rows)
    collector = asked.collector(reading, types=False)
    layer = collector.run()["quote"]
    stances = asked.collector(reading, evidence=0, fractional=False).run()["quote"]
    by_stance = concatenate(stances.parts(reading))
    edges = view_of(layer, reading, asked)
    graph = nx.DiGraph(documents=len(reading.docs), quotes=layer.total, negated=reading.negated)
    graph.graph.update(layer="quote", min_count=asked.min_count, **told(asked, reading))
    speaks = (layer.source_count > 0) | (layer.target_count > 0)
    graph.add_nodes_from(nodes_of(reading, collector, speaks))
    shares = _stances(by_stance, stances)
    for source, target, _, data in edge_rows(edges, layer, reading, asked.weight, asked.counting.evidence):
        counts = shares[source, target]
        kind = min(counts, key=lambda stance: (-counts[stance], stance))
        found = data.pop("evidence", None)
        data |= {"type": kind, **counts} | ({} if found is None else {"evidence": found})
        graph.add_edge(reading.entities[source], reading.entities[target], **data)
    return graph


def _stances(edges: Edges, layer: Layer) -> dict[tuple[int, int], dict[str, int]]:
    """How many quotes of each stance link two entities."""
    target, kind, _ = layer.targets(edges)
    found: dict[tuple[int, int], dict[str, int]] = {}
    columns = (edges.source, target, kind, edges.count)
    for a, b, stance, count in zip(*(column.tolist() for column in columns), strict=True):
        found.setdefault((a, b), {})[STANCES[stance]] = count
    return found


@takes(Weighed)
def relation_graph(docs_or_rows: Any, **options: Unpack[Weighed]) -> nx.MultiDiGraph:
    """Who does what to whom, as Relation rows tell it: an edge for each type of relation between two entities.

    The key of an edge is "relation:" and its type. Edges carry ``type``, ``weight``, ``count`` (relations),
    ``documents``, ``sign_mean`` (-1 hostile, 1 cooperative), ``claimed`` (how many of them stand on somebody's word
    alone), ``denied`` (how many of them somebody denies), ``directed`` (False where no end is the first), dates and
    ``evidence`` as `co_mention_graph` has them. What did *not* take place, or is planned, asked for or a condition, is
    no edge; ``graph.graph["untold"]`` counts it. No component of today finds relations: the rows are yours, or the
    graph is empty.

    Args:
        docs_or_rows: Docs, and Relation, Mention and Document rows; or a Corpus, or a list of them.
        segments: As for `co_mention_graph`, as are all arguments that follow.
        min_count: Leave out edges of fewer relations.
        evidence: How many places in the text to keep for each edge, from the first to the last of trigger and ends.
        weight: What an edge weighs.
        backbone: Which edges to keep.
        alpha: For the disparity filter.
        delta: For the noise-corrected backbone.
        since: Only documents from this date on.
        until: Only documents up to this date.
        without: Ids of documents to take out.

    Returns:
        A directed graph of those who stand in a relation.

    Raises:
        ConfigError: E404, for an argument that does not fit.

    >>> from conflictner.rows import Relation
    >>> row = Relation(doc_id="a", relation_id="r1", type="attack", source_id="arm:adf", target_id="gov:COD", sign=-1,
    ...                weight=1.0, symmetric=False, modality="claimed", negated=False, claim_by="mil:fardc",
    ...                denied_by=(), tense="past", trigger_start=9, trigger_end=17, source_start=0, source_end=3,
    ...                target_start=20, target_end=30, sentence_start=0, sentence_end=31, segment="body", rule="r",
    ...                score=1.0)
    >>> edge = relation_graph([row], evidence=0).edges["arm:adf", "gov:COD", "relation:attack"]
    >>> edge["sign_mean"], edge["count"], edge["claimed"], edge["denied"]
    (-1.0, 1, 1, 0)
    """
    return network(docs_or_rows, layers=["relation"], **options)
