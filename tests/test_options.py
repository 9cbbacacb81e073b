"""The keywords of the public functions: shown one by one, refused where a function does not take them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

import conflictner as cn
from conflictner.graph.options import DEFAULTS, Network, Table

COMMON = ["segments", "min_count", "evidence", "since", "until", "without"]


@pytest.mark.parametrize(
    ("function", "others"),
    [
        (cn.co_mention_graph, "window max_entities weight backbone alpha delta places"),
        (cn.actor_place_graph, "window max_entities weight backbone alpha delta"),
        (cn.quote_graph, "weight backbone alpha delta"),
        (cn.relation_graph, "weight backbone alpha delta"),
        (cn.slices, "by layer window max_entities places"),
        (cn.edge_table, "window max_entities layers places weight roll_up kb"),
        (
            cn.network,
            "window max_entities weight backbone alpha delta places layers kinds focus hops roll_up kb",
        ),
    ],
)
def test_signature_lists_every_keyword_with_its_default(function: Callable[..., Any], others: str) -> None:
    found = inspect.signature(function).parameters
    assert set(found) == {"docs_or_rows", *COMMON, *others.split()}
    assert found["docs_or_rows"].default is inspect.Parameter.empty
    for name, parameter in found.items():
        if name != "docs_or_rows":
            assert parameter.kind is inspect.Parameter.KEYWORD_ONLY
        if name in DEFAULTS:
            assert parameter.default == DEFAULTS[name]


def test_every_keyword_has_a_default() -> None:
    assert set(DEFAULTS) == set(Network.__annotations__)
    assert set(Table.__annotations__) < set(DEFAULTS)


@pytest.mark.parametrize(
    ("function", "wrong"),
    [
        (cn.quote_graph, "window"),
        (cn.actor_place_graph, "places"),
        (cn.edge_table, "backbone"),
        (cn.slices, "weight"),
        (cn.network, "min_counts"),
    ],
)
def test_a_keyword_that_a_function_does_not_take_is_a_type_error(function: Callable[..., Any], wrong: str) -> None:
    with pytest.raises(TypeError, match=rf"{function.__name__}\(\) got an unexpected keyword argument '{wrong}'"):
        function([], **{wrong: 1})
