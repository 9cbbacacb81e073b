"""An attribution on its way: contents, cue and source, with the features by which the best of several is chosen.

The choice is linear: a weight for each feature, a logistic over the sum. The weights stand in one table so that
trained ones can take their place without a change to the steps that propose.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from conflictner.components.quotes.cues import Cue
from conflictner.components.quotes.marks import Quotation
from conflictner.components.quotes.sources import Source

Span = tuple[int, int]

#: The rule of belief, intention and stance that no clause reports.
VIEW: Final = "indirect:view"
#: Set by hand on the development texts; positive speaks for the attribution.
WEIGHTS: Final[Mapping[str, float]] = {
    "bias": 0.0,
    "direct:after": 3.2,
    "direct:before": 3.0,
    "direct:colon": 2.6,
    "direct:follow": 2.4,
    "direct:dash": 2.4,
    "direct:dialogue": 2.4,
    "direct:turn": 3.4,
    "direct:copula": 1.6,
    "direct:fragment": 1.4,
    "direct:previous": 1.0,
    "direct:running": 1.2,
    "indirect:clause": 2.2,
    "indirect:that": 2.6,
    "indirect:before": 1.8,
    "indirect:around": 1.6,
    "indirect:phrase": 2.0,
    "indirect:frame": 1.4,
    "indirect:object": 0.8,
    "indirect:noun": 1.0,
    VIEW: 0.8,
    "no source": -1.6,
    "pronoun source": 0.2,
    "named source": 0.5,
    "unclosed": -0.4,
    "weak cue": -1.2,
    "comma after cue": -1.5,
    "unlisted verb": -0.8,
    "short": -0.4,
    "reader": -3.0,
    "title": -3.0,
}


@dataclass(slots=True, eq=False)
class Attribution:
    """One proposed quote; spans in characters.

    ``follows`` is the attribution whose speaker goes on speaking when there is no source of its own, and ``target``
    the token of the one who is accused, urged or told. ``weighed`` are the features that made the score.
    """

    parts: list[Span]
    kind: str
    rule: str
    cue: Cue | None = None
    source: Source | None = None
    follows: Attribution | None = None
    target: int | None = None
    features: tuple[str, ...] = ()
    weighed: tuple[str, ...] = ()
    quotations: list[Quotation] = field(default_factory=list)
    score: float = 0.0

    @property
    def start(self) -> int:
        """Where the contents begin."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """Where the contents end."""
        return self.parts[-1][1]


#: Gives a proposal with its features a score in 0..1; the default is the table, a trainer brings its own.
Judge = Callable[[Attribution, tuple[str, ...]], float]


def by_table(attribution: Attribution, features: tuple[str, ...]) -> float:
    """The score by the table of weights, whatever else is known of a proposal."""
    return score(features)


def direct_quote(quotation: Quotation, rule: str, cue: Cue | None, source: Source | None, *extra: str) -> Attribution:
    """A quotation given to a cue and a source."""
    features = (rule, *extra) if quotation.closed else (rule, *extra, "unclosed")
    parts = list(quotation.parts)
    return Attribution(parts, "direct", rule, cue, source, features=features, quotations=[quotation])


def score(features: Iterable[str], weights: Mapping[str, float] = WEIGHTS) -> float:
    """The score of a set of features, in 0..1.

    >>> round(score(["direct:after", "named source"]), 2)
    0.98
    """
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) for name in ("bias", *features))))
