"""The weight of each edge of a layer, and which edges stand out."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from conflictner.errors import E404, ConfigError
from conflictner.graph.layers import DIRECTED, Layer
from conflictner.graph.pairs import UNIT, Edges
from conflictner.graph.scope import check_choice
from conflictner.graph.weights import DELTA, disparity, log_likelihood, noise_corrected, npmi

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

WEIGHTS: Final = ("stories", "count", "documents", "fractional", "npmi", "log_likelihood")
BACKBONES: Final = ("disparity", "noise_corrected")

#: The significance below which the disparity filter keeps an edge.
ALPHA: Final = 0.05


def check_backbone(weight: str, backbone: str | None, alpha: object, delta: object) -> None:
    """Refuse a weight or a backbone that does not fit, with E404."""
    check_choice("weight", weight, WEIGHTS)
    if backbone is None:
        return
    check_choice("backbone", backbone, BACKBONES)
    if weight in {"npmi", "log_likelihood"}:
        allowed = "no backbone with this weight, which can be negative"
        raise ConfigError(E404.format(name="backbone", value=repr(backbone), allowed=allowed))
    for name, value, most in (("alpha", alpha, 1.0), ("delta", delta, 1e9)):
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0.0 < value <= most:
            raise ConfigError(E404.format(name=name, value=repr(value), allowed=f"a number above 0, up to {most:g}"))


def associations(edges: Edges, layer: Layer, measure: str = "npmi") -> Floats:
    """NPMI or log-likelihood of each edge, from the windows (quotes) in which its ends occur.

    An edge of a quote is weighed for all stances together or for one, as the layer counts them.
    """
    target, _, _ = layer.targets(edges)
    formula = npmi if measure == "npmi" else log_likelihood
    return formula(edges.count, layer.source_count[edges.source], layer.target_count[target], layer.total)


def weigh(edges: Edges, layer: Layer, weight: str) -> Any:
    """The weight of each edge: ints for what is counted, floats for what is computed."""
    if weight in {"npmi", "log_likelihood"}:
        return associations(edges, layer, weight)
    if weight == "fractional":
        return edges.shares / UNIT
    return {"stories": edges.stories, "count": edges.count, "documents": edges.documents}[weight]


def stands_out(
    edges: Edges, layer: Layer, weight: str, backbone: str | None, *, alpha: float = ALPHA, delta: float = DELTA
) -> npt.NDArray[np.bool_]:
    """Which edges a backbone keeps; all of them where none is asked for."""
    if backbone is None or not len(edges.source):
        return np.ones(len(edges.source), bool)
    target, _, _ = layer.targets(edges)
    value = np.asarray(weigh(edges, layer, weight), np.float64)
    size = len(layer.source_count)
    directed = layer.name in DIRECTED
    if directed:  # what a speaker shares out among targets, and what a target gets from speakers
        target = target + size
    if backbone == "disparity":
        return disparity(edges.source, target, value, 2 * size if directed else size) < alpha
    score, deviation = noise_corrected(edges.source, target, value, 2 * size if directed else size, directed=directed)
    return score - delta * deviation > 0.0
