"""What a graph is asked for: checked once, the same for tables and graphs."""

from __future__ import annotations

from typing import Any

import pytest

from conflictner.errors import ConfigError
from conflictner.graph.asked import Asked


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({"layers": []}, "layers"),
        ({"layers": ["quotes"]}, "layers"),
        ({"window": "page"}, "window"),
        ({"segments": "body"}, "segments"),
        ({"since": "2024-13"}, "since"),
        ({"min_count": 0}, "min_count"),
        ({"evidence": -1}, "evidence"),
        ({"max_entities": True}, "max_entities"),
        ({"weight": "heavy"}, "weight"),
        ({"roll_up": ["all"]}, "roll_up"),
        ({"kinds": ["ROBOT"]}, "kinds"),
        ({"focus": "arm:m23", "hops": -1}, "hops"),
        ({"hops": 2}, "hops"),
    ],
)
def test_asked_refuses_what_does_not_fit(arguments: dict[str, Any], name: str) -> None:
    with pytest.raises(ConfigError, match=rf"\[E404\].*{name}"):
        Asked.of(**arguments)


@pytest.mark.parametrize(
    ("layers", "counted", "mentions"),
    [
        ("quote", ("quote",), False),
        (["role", "quote", "quote"], ("quote",), True),
        (["quote", "relation"], ("quote", "relation"), False),
        (["relation", "co_mention"], ("co_mention", "relation"), True),
    ],
)
def test_asked_reads_mentions_where_a_layer_counts_them(
    layers: list[str] | str, counted: tuple[str, ...], mentions: bool
) -> None:
    asked = Asked.of(layers=layers)
    assert (asked.counted, asked.scope.mentions) == (counted, mentions)


def test_asked_for_a_graph_reads_mentions_and_sentences() -> None:
    asked = Asked.of(layers="quote", backbone="disparity", alpha=0.01).for_graph()
    assert (asked.scope.mentions, asked.scope.texts, asked.alpha) == (True, True, 0.01)
    assert not Asked.of(evidence=0).for_graph().scope.texts


@pytest.mark.parametrize(
    "arguments",
    [
        {"backbone": "spine"},
        {"backbone": "disparity", "alpha": 0},
        {"weight": "npmi", "backbone": "disparity"},
    ],
)
def test_asked_refuses_a_backbone_that_does_not_fit(arguments: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match="E404"):
        Asked.of(**arguments)
