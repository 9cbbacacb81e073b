"""The picture: labels apart, text escaped, the same every time."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from lxml import etree

import conflictner as cn
from conflictner.errors import ConfigError, OutputError
from conflictner.graph.picture import Picture, draw
from conflictner.kinds import COLORS, KINDS

SVG = "{http://www.w3.org/2000/svg}"
WORDS = [
    "Front",
    "Movement",
    "for the",
    "Liberation",
    "of",
    "North Kivu",
    "United Nations",
    "Forces",
    "Kagame",
    "Ituri",
]


def random_graph(size: int, seed: int = 1, density: float = 3.0) -> nx.Graph:
    drawn = np.random.default_rng(seed)
    graph = nx.Graph()
    for at in range(size):
        name = " ".join(drawn.choice(WORDS, drawn.integers(1, 6), replace=False))
        kind = KINDS[drawn.integers(len(KINDS))]
        graph.add_node(f"n{at}", name=name, entity_type=kind, mentions=int(drawn.integers(1, 60)))
    for at in range(1, size):
        graph.add_edge(f"n{at}", f"n{drawn.integers(at)}", weight=int(drawn.integers(1, 9)))
    for a, b in drawn.integers(size, size=(int(size * density), 2)).tolist():
        graph.add_edge(f"n{a}", f"n{b}", weight=1)
    return graph


def parse(svg: str) -> Any:
    return etree.fromstring(svg.encode())


def label_boxes(root: Any) -> list[tuple[float, float, float, float]]:
    """x0, y0, x1, y1 of each line of each label."""
    (group,) = (g for g in root.iter(f"{SVG}g") if g.get("text-anchor") == "middle")
    boxes = []
    for text in group:
        x, y, size = (float(text.get(name, "0")) for name in ("x", "y", "font-size"))
        half = float(text.get("textLength", "0")) / 2
        boxes.append((x - half, y - 0.75 * size, x + half, y + 0.25 * size))
    return boxes


def circles(root: Any) -> list[Any]:
    return list(root.findall(f"{SVG}circle"))


@pytest.mark.parametrize("size", [1, 2, 5, 10, 25, 40, 80])
def test_labels_never_collide_and_stay_on_the_page(size: int) -> None:
    root = parse(draw(random_graph(size), top=80))
    boxes = label_boxes(root)
    assert boxes
    wide, high = float(root.get("width", "0")), float(root.get("height", "0"))
    for x0, y0, x1, y1 in boxes:
        assert 0 <= x0 < x1 <= wide
        assert 0 <= y0 < y1 <= high
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] + 0.1 or b[3] <= a[1] + 0.1
    for circle in circles(root):
        x, y, r = (float(circle.get(name, "0")) for name in ("cx", "cy", "r"))
        for x0, y0, x1, y1 in boxes:
            assert x1 <= x - r or x + r <= x0 or y1 <= y - r or y + r <= y0 + 0.1


def test_same_graph_same_picture_in_any_order() -> None:
    graph = random_graph(20)
    turned = nx.Graph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from((b, a, data) for a, b, data in reversed(list(graph.edges(data=True))))
    assert draw(turned) == draw(graph)


def test_size_colour_and_width_say_what_they_should() -> None:
    graph = nx.Graph()
    graph.add_node("a", name="A", entity_type="ARMED_GROUP", mentions=100)
    graph.add_node("b", name="B", entity_type="COUNTRY", mentions=4)
    graph.add_node("c", name="C", mentions=1)
    graph.add_edge("a", "b", weight=9)
    graph.add_edge("a", "c", weight=1)
    root = parse(draw(graph))
    found = {(circle.findtext(f"{SVG}title") or "")[0]: circle for circle in circles(root)}
    assert found["A"].get("fill") == COLORS["ARMED_GROUP"]
    assert found["C"].get("fill") not in COLORS.values()
    assert [float(found[name].get("r", "0")) for name in "ABC"] == sorted((26.0, 10.8, 8.9), reverse=True)
    widths = {path.findtext(f"{SVG}title"): float(path.get("stroke-width", "0")) for path in root.iter(f"{SVG}path")}
    assert widths["A – B: 9"] == 8.0
    assert widths["A – C: 1"] < 2


def test_legend_lists_the_kinds_present_and_no_other() -> None:
    graph = nx.Graph([("a", "b")])
    graph.nodes["a"]["entity_type"] = "ARMED_GROUP"
    graph.nodes["b"]["entity_type"] = "IGO"
    texts = [text.text for text in parse(draw(graph)).iter(f"{SVG}text")]
    assert "armed group" in texts
    assert "intergovernmental" in texts
    assert "person" not in texts


def test_single_document_draws_lines_by_count() -> None:
    graph = nx.Graph([("a", "b", {"weight": 1, "count": 5}), ("b", "c", {"weight": 1, "count": 1})])
    svg = draw(graph)
    assert "a – b: 5" in svg
    assert "how often" in svg


def test_top_keeps_the_most_connected_and_says_so() -> None:
    graph = nx.star_graph([f"n{at}" for at in range(30)])
    graph.add_node("alone", mentions=99)
    svg = draw(graph, top=10)
    assert len(circles(parse(svg))) == 10
    assert "20 less connected entities are not shown" in svg
    assert "alone" not in svg


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]>",
    "&lt;b&gt;",
    "x\x00\x0b\ufffe\ud800y",
    "\u202eevil",
    "a\r\nb\tc",
    "javascript:alert(1)",
    "' onload='alert(1)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    graph = nx.Graph()
    graph.add_node(text, name=text, entity_type=text, mentions=2)
    graph.add_node("b", name=text)
    graph.add_edge(text, "b", weight=2)
    root = parse(draw(graph, title=text))
    for element in root.iter():
        assert element.tag in {f"{SVG}{tag}" for tag in ("svg", "title", "rect", "text", "g", "path", "circle")}
        assert not [name for name in element.attrib if name.startswith("on") or "href" in name or name == "style"]


def test_empty_graph_is_a_picture_that_says_so() -> None:
    assert "no entities" in draw(nx.Graph())


@pytest.mark.parametrize(
    "graph", [nx.empty_graph(3), nx.Graph([("a", "a")]), nx.MultiDiGraph([("a", "b"), ("b", "a"), ("a", "b")])]
)
def test_odd_graphs(graph: nx.Graph) -> None:
    assert len(circles(parse(draw(graph)))) == len(graph)


@pytest.mark.parametrize("value", [None, float("nan"), "many", -3])
def test_odd_values_do_no_harm(value: Any) -> None:
    graph = nx.Graph()
    graph.add_node("a", mentions=value)
    graph.add_edge("a", "b", weight=value)
    assert not re.search(r"\b(nan|inf)\b", draw(graph))


def test_circles_by_links_where_nobody_counted_mentions() -> None:
    svg = draw(nx.star_graph(["hub", "a", "b", "c"]))
    sizes = {circle.findtext(f"{SVG}title"): float(circle.get("r", "0")) for circle in circles(parse(svg))}
    assert sizes["hub"] == 26.0
    assert sizes["a"] == sizes["b"] < 20
    assert "how many others" in svg


def test_labels_names_the_most_connected_alone() -> None:
    graph = nx.star_graph([f"n{at}" for at in range(9)])
    root = parse(draw(graph, labels=1))
    assert len(circles(root)) == 9
    assert len(label_boxes(root)) == 1
    assert not label_boxes(parse(draw(graph, labels=0)))


@pytest.mark.parametrize("labels", [-1, 1.5, "all", True])
def test_labels_is_an_int_of_0_or_more(labels: Any) -> None:
    with pytest.raises(ConfigError, match=r"E404.*labels"):
        draw(nx.Graph(), labels=labels)


def test_nobody_stands_alone_whose_neighbours_are_left_out() -> None:
    graph = nx.Graph()
    for at in range(5):
        graph.add_edge("hub", f"h{at}", weight=9)
        graph.add_edge("other", f"o{at}", weight=2)  # strong together, each of its neighbours weak
    found = {circle.findtext(f"{SVG}title").partition(":")[0] for circle in circles(parse(draw(graph, top=4)))}
    assert found == {"hub", "h0", "h1", "h2"}


@pytest.mark.parametrize("top", [0, -1, 1.5, "all", True, None])
def test_top_is_a_positive_int(top: Any) -> None:
    with pytest.raises(ConfigError) as caught:
        draw(nx.Graph(), top=top)
    assert caught.value.code == "E404"


def test_file_and_notebook(tmp_path: Path) -> None:
    picture = cn.draw(nx.Graph([("a", "b")]), tmp_path / "goma.svg")
    assert (tmp_path / "goma.svg").read_text(encoding="utf-8") == picture
    assert isinstance(picture, Picture)
    assert picture._repr_svg_() == picture
    assert repr(picture).startswith("<Picture")
    with pytest.raises(OutputError) as caught:
        cn.draw(nx.Graph(), tmp_path / "missing" / "goma.svg")
    assert caught.value.code == "E401"
