"""GraphML: one key a column, exact text."""

from __future__ import annotations

import networkx as nx
import pytest
from lxml import etree

from conflictner.graph import graphml
from conflictner.graph.checks import sheet_of

# The part of GraphML 1.0 that we write, in RELAX NG: names, places and types as in the published schema.
SCHEMA = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://graphml.graphdrawing.org/xmlns"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="graphml">
    <optional><attribute name="schemaLocation" ns="http://www.w3.org/2001/XMLSchema-instance"/></optional>
    <zeroOrMore><element name="key"><attribute name="id" ns=""><data type="NMTOKEN"/></attribute>
      <attribute name="for" ns=""><choice><value>graph</value><value>node</value><value>edge</value></choice>
      </attribute>
      <attribute name="attr.name" ns=""/><attribute name="attr.type" ns=""><choice><value>boolean</value>
        <value>int</value><value>long</value><value>double</value><value>string</value></choice></attribute>
    </element></zeroOrMore>
    <element name="graph"><attribute name="edgedefault" ns=""><choice><value>directed</value>
        <value>undirected</value></choice></attribute>
      <ref name="data"/>
      <zeroOrMore><element name="node"><attribute name="id" ns=""/><ref name="data"/></element></zeroOrMore>
      <zeroOrMore><element name="edge"><attribute name="source" ns=""/><attribute name="target" ns=""/>
        <ref name="data"/></element></zeroOrMore>
    </element></element></start>
  <define name="data"><zeroOrMore><element name="data"><attribute name="key" ns=""><data type="NMTOKEN"/></attribute>
    <text/></element></zeroOrMore></define>
</grammar>
"""


def written(graph: nx.Graph) -> str:
    return "\n".join(graphml.lines(sheet_of(graph)))


def read(text: str) -> nx.Graph:
    return nx.parse_graphml(text, force_multigraph=False)


def test_int_here_and_float_there_share_one_key() -> None:
    graph = nx.Graph()
    graph.add_node("a", lat=1)
    graph.add_node("b", lat=1.5)
    text = written(graph)
    assert text.count("<key") == 1
    assert 'attr.type="double"' in text
    assert dict(read(text).nodes(data="lat")) == {"a": 1.0, "b": 1.5}


def test_types_empty_text_and_carriage_returns_read_back() -> None:
    graph = nx.Graph(window="sentence", documents=3)
    graph.add_node("a", name="x\r\ny ", empty="", big=2**40, share=0.1, listed=False)
    found = read(written(graph))
    assert found.nodes["a"] == graph.nodes["a"]
    assert {name: found.graph[name] for name in graph.graph} == graph.graph


def test_parallel_edges_keep_their_keys() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("b", "a", key="quote", weight=1)
    graph.add_edge("b", "a", key="co_mention", weight=2)
    assert set(read(written(graph)).edges(keys=True, data="weight")) == {
        ("b", "a", "quote", 1),
        ("b", "a", "co_mention", 2),
    }


@pytest.mark.parametrize("graph", [nx.Graph(), nx.empty_graph(1), nx.DiGraph([("a", "a")])])
def test_small_graphs_are_well_formed(graph: nx.Graph) -> None:
    root = etree.fromstring(written(graph).encode())
    assert len(root.findall(".//{*}node")) == len(graph)
    assert root.find("{*}graph").get("edgedefault") == ("directed" if graph.is_directed() else "undirected")


def several() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(window="sentence", documents=3)
    graph.add_node("a", name="x & <y>", lat=1.5, listed=True)
    graph.add_edge("b", "a", key="quote", weight=1, evidence=[{"doc_id": "d", "start": 0, "end": 9}])
    graph.add_edge("b", "a", key="co_mention", weight=0.5)
    return graph


@pytest.mark.parametrize("graph", [nx.Graph(), nx.empty_graph(1), nx.DiGraph([("a", "a")]), several()])
def test_file_has_the_shape_of_graphml(graph: nx.Graph) -> None:
    schema = etree.RelaxNG(etree.fromstring(SCHEMA))
    schema.assertValid(etree.fromstring(written(graph).encode()))


def test_schema_refuses_what_is_no_graphml() -> None:
    schema = etree.RelaxNG(etree.fromstring(SCHEMA))
    wrong = written(several()).replace("<node ", "<knot ").replace("</node>", "</knot>")
    assert not schema.validate(etree.fromstring(wrong.encode()))
