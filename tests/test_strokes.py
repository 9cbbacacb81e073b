"""The lines of a picture: layers apart, arrows where there is a direction, sign by the sort of line."""

from __future__ import annotations

import math
import re
from typing import Any

import networkx as nx
import pytest

from conflictner.graph.picture import draw
from conflictner.graph.strokes import LAYER_COLORS, strokes


def layered() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    graph.add_edge("b", "a", key=1, layer="co_mention", weight=4)
    graph.add_edge("a", "b", key=2, layer="quote", type="accuse", weight=2, count=2, sign_mean=-1.0)
    graph.add_edge("a", "b", key=3, layer="quote", type="say", weight=1, count=1, sign_mean=0.0)
    graph.add_edge("b", "a", key=4, layer="quote", type="praise", weight=1, count=1, sign_mean=1.0)
    graph.add_edge("c", "a", key=5, layer="role", type="spokesperson", weight=0)
    return graph


def paths(svg: str) -> dict[str, str]:
    """Attributes of each line by its title."""
    return {title: line for line, title in re.findall(r"<path (d=[^>]*)><title>([^<]*)</title>", svg)}


def test_one_line_for_each_layer_and_direction() -> None:
    found = {(line.layer, line.source, line.target): line for line in strokes(layered(), "weight")}
    assert set(found) == {("co_mention", "a", "b"), ("quote", "a", "b"), ("quote", "b", "a"), ("role", "c", "a")}
    blame = found["quote", "a", "b"]
    assert blame.value == 3
    assert blame.sign == pytest.approx(-2 / 3)
    assert blame.directed
    assert not found["co_mention", "a", "b"].directed
    assert found["role", "c", "a"].value == 1.0  # an office is not counted in the text, and is there all the same


def test_lines_of_a_pair_bow_apart_and_a_single_one_is_straight() -> None:
    found = strokes(layered(), "weight")
    pair = [line for line in found if {line.source, line.target} == {"a", "b"}]
    assert sorted(line.bend if line.source == "a" else -line.bend for line in pair) == [-1.0, 0.0, 1.0]
    assert [line.bend for line in found if line.source == "c"] == [0.0]


@pytest.mark.parametrize(
    ("sign", "style"),
    [
        (-1.0, "dashed"),
        (-0.4, "dashed"),
        (-0.3, "solid"),
        (0.0, "solid"),
        (0.4, "double"),
        (None, "solid"),
        ("x", "solid"),
    ],
)
def test_sign_is_the_sort_of_line(sign: Any, style: str) -> None:
    graph = nx.DiGraph([("a", "b", {} if sign is None else {"sign_mean": sign})])
    (line,) = strokes(graph, "weight")
    assert line.style == style


def test_widths_are_those_of_a_layer_among_itself() -> None:
    graph = layered()
    graph.add_edge("c", "b", key=6, layer="co_mention", weight=400)
    shares = {(line.layer, line.value): line.share for line in strokes(graph, "weight")}
    assert shares["co_mention", 400] == shares["quote", 3] == 1.0
    assert shares["co_mention", 4] == 0.01


def test_order_of_building_changes_nothing() -> None:
    graph = layered()
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph)))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert draw(graph) == draw(turned)


def test_relations_are_hostile_or_friendly_and_not_praise() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", key="1", layer="relation", sign_mean=-1.0, weight=2, count=2)
    graph.add_edge("b", "c", key="2", layer="relation", sign_mean=1.0, weight=1, count=1)
    graph.add_edge("a", "c", key="3", layer="co_mention", weight=1, count=1)
    svg = draw(graph)
    assert "stroke-dasharray" in paths(svg)["a → b: 2 (relation, mostly hostile)"]
    assert ">mostly hostile</text>" in svg
    assert ">mostly friendly</text>" in svg


def test_picture_tells_layers_apart() -> None:
    svg = draw(layered())
    found = paths(svg)
    assert LAYER_COLORS["quote"] in found["a → b: 3 (speaks of, mostly accuses, threatens or warns)"]
    assert "stroke-dasharray" in found["a → b: 3 (speaks of, mostly accuses, threatens or warns)"]
    assert "stroke-dasharray" not in found["b → a: 1 (speaks of, mostly praises)"]
    assert LAYER_COLORS["role"] in found["c → a: 1 (holds an office of)"]
    assert LAYER_COLORS["co_mention"] in found["a – b: 4 (mentioned together)"]
    for word in (
        "mentioned together",
        "speaks of",
        "holds an office of",
        "mostly accuses, threatens or warns",
        "mostly praises",
    ):
        assert f">{word}</text>" in svg
    assert "mentioned with a place" not in svg.replace("<title>", "")


def test_a_picture_of_one_layer_needs_no_legend_of_lines() -> None:
    assert ">mentioned together</text>" not in draw(nx.Graph([("a", "b", {"layer": "co_mention"})]))
    assert ">speaks of</text>" in draw(nx.DiGraph([("a", "b")], layer="quote"))


def test_heads_of_arrows_end_at_the_rim() -> None:
    svg = draw(nx.DiGraph([("a", "b", {"layer": "quote"})]))
    (x, y, *_), *_ = (tuple(map(float, at)) for at in re.findall(r'<path d="M([\d.]+) ([\d.]+)L[^Z"]*Z"', svg))
    circles = [tuple(map(float, at)) for at in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', svg)]
    near = min(abs(math.hypot(x - cx, y - cy) - r) for cx, cy, r in circles)
    assert near == pytest.approx(2.0, abs=0.3)


@pytest.mark.parametrize("layer", ["<script>", "x\x00", "…", ""])
def test_unknown_layers_are_grey_and_text(layer: str) -> None:
    svg = draw(nx.DiGraph([("a", "b", {"layer": layer}), ("b", "c", {"layer": "quote"})]))
    assert "<script" not in svg
    assert LAYER_COLORS["co_mention"] in svg


def test_a_place_named_beside_somebody_gets_no_arrow() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("b", "a", layer="located_in")
    (line,) = strokes(graph, "weight")
    assert (line.directed, line.source, line.target) == (False, "a", "b")
    assert "mentioned with a place" in draw(graph)
