"""GEXF 1.3: the shape of the format, and what Gephi reads of it."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx
import pytest
from lxml import etree

from conflictner.graph import gexf
from conflictner.graph.checks import sheet_of
from conflictner.graph.layout import layout
from conflictner.graph.strokes import LAYER_COLORS

NS = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"

# The part of GEXF 1.3 that we write, in RELAX NG: names, places and types as in the published schema.
SCHEMA = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://gexf.net/1.3"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="gexf"><attribute name="version"><value>1.3</value></attribute>
    <element name="meta"><interleave><element name="creator"><text/></element>
      <element name="description"><text/></element></interleave></element>
    <element name="graph"><choice><attribute name="mode"><value>static</value></attribute>
        <group><attribute name="mode"><value>dynamic</value></attribute>
          <attribute name="timeformat"><value>date</value></attribute>
          <attribute name="timerepresentation"><value>interval</value></attribute></group></choice>
      <attribute name="idtype"><value>string</value></attribute>
      <attribute name="defaultedgetype"><choice><value>directed</value><value>undirected</value></choice></attribute>
      <zeroOrMore><element name="attributes"><attribute name="mode"><value>static</value></attribute>
        <attribute name="class"><choice><value>node</value><value>edge</value></choice></attribute>
        <oneOrMore><element name="attribute"><attribute name="id"/><attribute name="title"/>
          <attribute name="type"><choice><value>integer</value><value>long</value><value>double</value>
            <value>boolean</value><value>string</value></choice></attribute></element></oneOrMore>
      </element></zeroOrMore>
      <element name="nodes"><attribute name="count"><data type="nonNegativeInteger"/></attribute>
        <zeroOrMore><element name="node"><attribute name="id"/><attribute name="label"/>
          <optional><ref name="values"/></optional><optional><ref name="spells"/></optional>
          <interleave ns="http://gexf.net/1.3/viz">
            <element name="color"><ref name="byte-r"/><ref name="byte-g"/><ref name="byte-b"/>
              <attribute name="a" ns=""><data type="float"/></attribute></element>
            <element name="position"><attribute name="x" ns=""><data type="float"/></attribute>
              <attribute name="y" ns=""><data type="float"/></attribute>
              <attribute name="z" ns=""><data type="float"/></attribute></element>
            <element name="size"><attribute name="value" ns=""><data type="float"/></attribute></element>
          </interleave></element></zeroOrMore></element>
      <element name="edges"><attribute name="count"><data type="nonNegativeInteger"/></attribute>
        <zeroOrMore><element name="edge"><optional><attribute name="id"/></optional>
          <attribute name="source"/><attribute name="target"/><optional><attribute name="kind"/></optional>
          <optional><attribute name="weight"><data type="double"/></attribute></optional>
          <optional><ref name="values"/></optional><optional><ref name="spells"/></optional>
          <interleave ns="http://gexf.net/1.3/viz">
            <element name="color"><ref name="byte-r"/><ref name="byte-g"/><ref name="byte-b"/>
              <attribute name="a" ns=""><data type="float"/></attribute></element>
            <optional><element name="shape"><attribute name="value" ns=""><choice><value>solid</value>
              <value>dotted</value><value>dashed</value><value>double</value></choice></attribute></element></optional>
          </interleave></element>
        </zeroOrMore></element>
    </element></element></start>
  <define name="spells"><element name="spells"><oneOrMore><element name="spell">
    <attribute name="start"><data type="date"/></attribute><attribute name="end"><data type="date"/></attribute>
  </element></oneOrMore></element></define>
  <define name="values"><element name="attvalues"><oneOrMore><element name="attvalue"><attribute name="for"/>
    <attribute name="value"/></element></oneOrMore></element></define>
  <define name="byte-r"><attribute name="r" ns=""><data type="unsignedByte"/></attribute></define>
  <define name="byte-g"><attribute name="g" ns=""><data type="unsignedByte"/></attribute></define>
  <define name="byte-b"><attribute name="b" ns=""><data type="unsignedByte"/></attribute></define>
</grammar>
"""


def written(graph: nx.Graph) -> str:
    return "\n".join(gexf.lines(sheet_of(graph), layout(graph)))


def full() -> nx.Graph:
    graph = nx.Graph(window="sentence", documents=3)
    graph.add_node("arm:m23", name="March 23\nMovement", entity_type="ARMED_GROUP", mentions=16, lat=1.5, lon=29)
    graph.add_node("cty:RWA", name="Rwanda", entity_type="COUNTRY", mentions=4, listed=True)
    graph.add_node("new:x")
    graph.add_edge("cty:RWA", "arm:m23", weight=2, count=3, evidence=[{"doc_id": "a", "start": 0, "end": 9}])
    graph.add_edge("new:x", "new:x", weight=0.5)
    return graph


def multi() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    graph.add_edge("b", "a", key="quote", weight=1)
    graph.add_edge("b", "a", key="co_mention")
    return graph


@pytest.mark.parametrize("graph", [nx.Graph(), full(), multi(), nx.empty_graph(1), nx.DiGraph([(1, 2), (2, 1)])])
def test_file_has_the_shape_of_gexf_13(graph: nx.Graph) -> None:
    schema = etree.RelaxNG(etree.fromstring(SCHEMA))
    schema.assertValid(etree.fromstring(written(graph).encode()))


def dated() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", key="quote", layer="quote", type="accuse", first_date="2024-02", last_date="2024-03-01")
    graph.add_edge("a", "b", key="co_mention", layer="co_mention", spells="2024-01 2024-03/2024-04", weight=2)
    graph.add_edge("b", "c", key=0)
    return graph


def dynamic(graph: nx.Graph) -> str:
    return "\n".join(gexf.lines(sheet_of(graph), layout(graph), dynamic=True))


@pytest.mark.parametrize("graph", [nx.Graph(), full(), multi(), dated(), nx.empty_graph(1)])
def test_dynamic_file_has_the_shape_of_gexf_13(graph: nx.Graph) -> None:
    schema = etree.RelaxNG(etree.fromstring(SCHEMA))
    schema.assertValid(etree.fromstring(dynamic(graph).encode()))


def test_networkx_reads_spells_and_dates(tmp_path: Path) -> None:
    path = tmp_path / "dynamic.gexf"
    path.write_text(dynamic(dated()), encoding="utf-8")
    found = nx.read_gexf(path)
    assert found.graph["mode"] == "dynamic"
    assert found.edges["a", "b", "quote"]["spells"] == [("2024-02-01", "2024-03-01")]
    assert found.edges["a", "b", "quote"]["first_date"] == "2024-02"
    slices = [("2024-01-01", "2024-01-31"), ("2024-03-01", "2024-04-30")]
    assert found.edges["a", "b", "co_mention"]["spells"] == slices
    assert "spells" not in found.edges["b", "c", "0"]
    assert found.nodes["a"]["spells"] == [("2024-01-01", "2024-01-31"), ("2024-02-01", "2024-04-30")]
    assert "spells" not in found.nodes["b"]


def test_parallel_edges_are_of_different_kinds() -> None:
    root = etree.fromstring(dynamic(dated()).encode())
    assert [edge.get("kind") for edge in root.iter(f"{NS}edge")] == ["co_mention", "quote accuse", None]


def test_nodes_carry_label_colour_size_and_place() -> None:
    root = etree.fromstring(written(full()).encode())
    nodes = {node.get("id"): node for node in root.iter(f"{NS}node")}
    assert nodes["arm:m23"].get("label") == "March 23 Movement"
    assert nodes["new:x"].get("label") == "new:x"
    color = nodes["arm:m23"].find(f"{VIZ}color")
    assert color is not None
    assert [color.get(part) for part in "rgb"] == ["251", "141", "109"]
    sizes = [float(nodes[node].find(f"{VIZ}size").get("value")) for node in ("arm:m23", "cty:RWA", "new:x")]
    assert sizes == [40.0, 24.0, 8.0]


def test_edges_carry_the_colour_of_their_layer_and_are_dashed_where_they_blame() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", key="1", layer="quote", sign=-1)
    graph.add_edge("a", "b", key="2", layer="relation", sign_mean=0.5)
    graph.add_edge("a", "b", key="3", layer="unheard of")
    colors, shapes = [], []
    for edge in etree.fromstring(written(graph).encode()).iter(f"{NS}edge"):
        color, shape = edge.find(f"{VIZ}color"), edge.find(f"{VIZ}shape")
        colors.append("#" + "".join(f"{int(color.get(part)):02x}" for part in "rgb"))
        shapes.append(None if shape is None else shape.get("value"))
    assert colors == [LAYER_COLORS["quote"], LAYER_COLORS["relation"], "#cccccc"]
    assert shapes == ["dashed", None, None]
    whole = nx.Graph([("a", "b")], layer="co_mention")
    assert LAYER_COLORS["co_mention"] == "#" + "".join(
        f"{int(part):02x}" for part in re.findall(r'[rgb]="(\d+)"', written(whole).partition("<edges")[2])
    )


def test_integers_stay_integers_and_a_mixed_column_is_double() -> None:
    text = written(full())
    assert 'weight="2"' in text
    assert '<attvalue for="mentions" value="16"/>' in text
    assert '<attribute id="lon" title="lon" type="integer"/>' in text
    assert '<attribute id="listed" title="listed" type="boolean"/>' in text


def test_reserved_names_take_a_prefix() -> None:
    graph = nx.Graph()
    graph.add_node("a", id="x", start="2024", label="y", viz="z")
    graph.add_edge("a", "b", type="t", source="s", weight="heavy", kind="k")
    root = etree.fromstring(written(graph).encode())
    titles = {attribute.get("title") for attribute in root.iter(f"{NS}attribute")}
    assert titles == {f"data_{name}" for name in ("id", "start", "label", "viz", "type", "source", "weight", "kind")}


def test_networkx_reads_parallel_edges_with_their_keys(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("gexf") / "multi.gexf"
    path.write_text(written(multi()), encoding="utf-8")
    found = nx.read_gexf(path)
    assert found.is_multigraph()
    assert set(found.edges(keys=True)) == {("b", "a", "quote"), ("b", "a", "co_mention")}


def test_file_holds_no_date() -> None:
    assert "lastmodified" not in written(full())
