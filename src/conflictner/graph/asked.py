"""What a graph or an edge table was asked for: the arguments of the public functions, checked once and passed on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Unpack

from conflictner.errors import E404, ConfigError
from conflictner.graph.layers import COUNTED, LAYERS, SAID, Collector, Counting
from conflictner.graph.options import DEFAULTS, Network
from conflictner.graph.reading import Reading, read
from conflictner.graph.rollup import check_roll_up, rolled_up
from conflictner.graph.scope import Scope, check_choice, check_names, check_number
from conflictner.graph.weighing import check_backbone
from conflictner.kinds import KINDS

if TYPE_CHECKING:
    from conflictner.knowledge import KnowledgeBase


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for, in one record that tables, graphs and slices pass on."""

    layers: tuple[str, ...]  # sorted, each once
    window: str
    scope: Scope
    counting: Counting
    places: bool
    kinds: frozenset[str] | None
    focus: frozenset[str] | None
    hops: int
    min_count: int
    weight: str
    backbone: str | None
    alpha: float
    delta: float
    roll_up: frozenset[str]
    kb: KnowledgeBase | None

    @classmethod
    def of(cls, **options: Unpack[Network]) -> Asked:
        """The keywords of a public function, checked; `network` and `edge_table` say what they mean.

        Raises:
            ConfigError: E404, for an argument that does not fit.

        >>> asked = Asked.of(layers=["quote", "co_mention"], window="3 sentences")
        >>> asked.layers, asked.scope.sentences, asked.counting.evidence
        (('co_mention', 'quote'), 3, 5)
        """
        given: dict[str, Any] = DEFAULTS | options
        chosen = check_layers(given["layers"])
        check_backbone(given["weight"], given["backbone"], given["alpha"], given["delta"])
        for name, least in (("min_count", 1), ("evidence", 0), ("max_entities", 2), ("hops", 0)):
            check_number(name, given[name], least)
        focus = check_names("focus", [given["focus"]] if isinstance(given["focus"], str) else given["focus"])
        if focus is None and given["hops"] != DEFAULTS["hops"]:
            raise ConfigError(
                E404.format(name="hops", value=given["hops"], allowed="steps from a focus, and none is given")
            )
        scope = Scope.of(
            window=given["window"],
            segments=given["segments"],
            since=given["since"],
            until=given["until"],
            without=given["without"],
            places=given["places"] or "located_in" in chosen,
            mentions=not set(chosen) <= set(SAID),
            quotes="quote" in chosen,
            relations="relation" in chosen,
        )
        return cls(
            layers=chosen,
            window=given["window"],
            scope=scope,
            counting=Counting(
                max_entities=given["max_entities"],
                evidence=given["evidence"],
                fractional=given["weight"] == "fractional",
            ),
            places=bool(given["places"]),
            kinds=check_names("kinds", given["kinds"], KINDS),
            focus=focus,
            hops=given["hops"],
            min_count=given["min_count"],
            weight=given["weight"],
            backbone=given["backbone"],
            alpha=given["alpha"],
            delta=given["delta"],
            roll_up=check_roll_up(given["roll_up"]),
            kb=given["kb"],
        )

    def for_graph(self) -> Asked:
        """The same for a graph: its nodes tell of mentions, its edges show sentences."""
        return replace(self, scope=replace(self.scope, mentions=True, texts=self.counting.evidence > 0))

    @property
    def counted(self) -> tuple[str, ...]:
        """The layers that are counted in the text."""
        return tuple(layer for layer in self.layers if layer in COUNTED)

    def read(self, docs_or_rows: Any) -> Reading:
        """What is asked for of Docs, rows or tables, rolled up as asked.

        Raises:
            ConfigError: E404, what is given is none of these.
        """
        return rolled_up(read(docs_or_rows, self.scope), self.roll_up, self.kb)

    def collector(self, reading: Reading, **changed: Any) -> Collector:
        """What counts the layers; ``changed`` are fields of `Counting` that differ from what was asked for."""
        counting = replace(self.counting, **changed)
        return Collector(reading, self.counted, self.scope, counting, places=self.places)


def check_layers(layers: object) -> tuple[str, ...]:
    """The layers asked for, sorted; E404 for one that does not exist, or none."""
    given = [layers] if isinstance(layers, str) else layers
    if not isinstance(given, Collection) or not given:
        raise ConfigError(E404.format(name="layers", value=repr(layers), allowed=", ".join(LAYERS)))
    for layer in given:
        check_choice("layers", layer, LAYERS)
    return tuple(sorted(set(given)))
