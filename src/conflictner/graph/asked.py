"""What a graph or an edge table was asked for: the arguments of the public functions, checked once and passed on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from conflictner.errors import E404, ConfigError
from conflictner.graph.layers import COUNTED, LAYERS, MAX_ENTITIES, SAID, Counting
from conflictner.graph.rollup import check_roll_up
from conflictner.graph.scope import Scope, check_choice, check_number
from conflictner.graph.weighing import ALPHA, WEIGHTS, check_backbone
from conflictner.graph.weights import DELTA

if TYPE_CHECKING:
    from conflictner.knowledge import KnowledgeBase

#: What is read while nobody says otherwise; "role" needs the knowledge base.
DEFAULT_LAYERS: Final = COUNTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for; `of` takes the arguments of `edge_table`, `for_graph` what a graph is asked for besides."""

    layers: tuple[str, ...]  # sorted, each once
    window: str
    scope: Scope
    counting: Counting
    places: bool
    min_count: int
    weight: str
    roll_up: frozenset[str]
    kb: KnowledgeBase | None
    backbone: str | None = None
    alpha: float = ALPHA
    delta: float = DELTA

    @classmethod
    def of(
        cls,
        *,
        layers: Collection[str] = DEFAULT_LAYERS,
        window: str = "sentence",
        places: bool = False,
        segments: Collection[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        without: Collection[str] = (),
        min_count: int = 1,
        evidence: int = 5,
        max_entities: int = MAX_ENTITIES,
        weight: str = "stories",
        roll_up: Collection[str] = (),
        kb: KnowledgeBase | None = None,
    ) -> Asked:
        """The arguments of `edge_table`, checked; it says what they mean.

        Raises:
            ConfigError: E404, for an argument that does not fit.

        >>> asked = Asked.of(layers=["quote", "co_mention"], window="3 sentences")
        >>> asked.layers, asked.scope.sentences, asked.counting.evidence
        (('co_mention', 'quote'), 3, 5)
        """
        chosen = check_layers(layers)
        check_choice("weight", weight, WEIGHTS)
        rolled = check_roll_up(roll_up)
        check_number("min_count", min_count, 1)
        check_number("evidence", evidence, 0)
        check_number("max_entities", max_entities, 2)
        scope = Scope.of(
            window=window,
            segments=segments,
            since=since,
            until=until,
            without=without,
            places=places or "located_in" in chosen,
            mentions=not set(chosen) <= set(SAID),
            quotes="quote" in chosen,
            relations="relation" in chosen,
        )
        return cls(
            layers=chosen,
            window=window,
            scope=scope,
            counting=Counting(max_entities=max_entities, evidence=evidence, fractional=weight == "fractional"),
            places=bool(places),
            min_count=min_count,
            weight=weight,
            roll_up=rolled,
            kb=kb,
        )

    def for_graph(self, *, backbone: str | None = None, alpha: float = ALPHA, delta: float = DELTA) -> Asked:
        """The same for a graph: its nodes tell of mentions, its edges show sentences, and a backbone may thin it out.

        Raises:
            ConfigError: E404, for an argument that does not fit.
        """
        check_backbone(self.weight, backbone, alpha, delta)
        scope = replace(self.scope, mentions=True, texts=self.counting.evidence > 0)
        return replace(self, scope=scope, backbone=backbone, alpha=alpha, delta=delta)

    @property
    def counted(self) -> tuple[str, ...]:
        """The layers that are counted in the text."""
        return tuple(layer for layer in self.layers if layer in COUNTED)


def check_layers(layers: object) -> tuple[str, ...]:
    """The layers asked for, sorted; E404 for one that does not exist, or none."""
    given = [layers] if isinstance(layers, str) else layers
    if not isinstance(given, Collection) or not given:
        raise ConfigError(E404.format(name="layers", value=repr(layers), allowed=", ".join(LAYERS)))
    for layer in given:
        check_choice("layers", layer, LAYERS)
    return tuple(sorted(set(given)))
