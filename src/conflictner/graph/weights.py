"""What an edge weighs beyond its count, and which edges stand out: whole arrays over the edge table.

Counts alone make the famous famous: Kinshasa stands beside everybody. Association (NPMI, log-likelihood) asks whether
two stand together more often than their frequencies make likely; a backbone (disparity filter, noise-corrected) asks
whether an edge is more than its two ends' weights explain. 17 to 44 of 100 pairs in one sentence carry a relation, so
none of these is a relation: they choose what is worth reading.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

#: Edges whose noise-corrected score lies so many standard deviations above what chance gives: 5 % (Coscia and Neffke).
DELTA: Final = 1.64


def npmi(count: Ints, source_count: Ints, target_count: Ints, total: int) -> Floats:
    """Normalised pointwise mutual information of each pair (Bouma 2009).

    Args:
        count: In how many windows (documents, stories) both occur; at least 1.
        source_count: In how many the source occurs.
        target_count: In how many the target occurs.
        total: How many there are.

    Returns:
        -1 (never together, in the limit) over 0 (independent) to 1 (never apart). A pair that is everywhere has 1.

    >>> npmi(np.array([5, 1]), np.array([5, 10]), np.array([5, 10]), 100).round(3).tolist()
    [1.0, 0.0]
    """
    together = count / total
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log(count * float(total) / (source_count * target_count.astype(float))) / -np.log(together)
    return np.where(together >= 1.0, 1.0, value)


def log_likelihood(count: Ints, source_count: Ints, target_count: Ints, total: int) -> Floats:
    """Signed log-likelihood ratio G2 of the two-by-two table of each pair (Dunning 1993).

    Args:
        count: As for `npmi`, as are the others.
        source_count: In how many windows the source occurs.
        target_count: In how many windows the target occurs.
        total: How many windows there are.

    Returns:
        Above 3.84 the pair is together more often than by chance at the 5 % level, below -3.84 less often.

    >>> log_likelihood(np.array([10]), np.array([10]), np.array([10]), 20).round(2).tolist()
    [27.73]
    """
    a = count.astype(float)
    b, c = source_count - a, target_count - a
    d = total - a - b - c
    expected = source_count * target_count.astype(float) / total
    value = 2.0 * (
        _x_log_x(a)
        + _x_log_x(b)
        + _x_log_x(c)
        + _x_log_x(d)
        + _x_log_x(np.full_like(a, total))
        - _x_log_x(a + b)
        - _x_log_x(c + d)
        - _x_log_x(a + c)
        - _x_log_x(b + d)
    )
    return np.where(a < expected, -1.0, 1.0) * np.maximum(value, 0.0)


def _x_log_x(x: Floats) -> Floats:
    return x * np.log(np.where(x > 0.0, x, 1.0))


def disparity(source: Ints, target: Ints, weight: Floats, n_nodes: int) -> Floats:
    """The significance of each edge of an undirected graph for the end to which it means more (Serrano et al. 2009).

    Args:
        source: Node number of one end of each edge.
        target: Of the other end.
        weight: Positive weights.
        n_nodes: How many nodes there are.

    Returns:
        The probability that an end shares out its weight so unevenly by chance, in 0..1; an edge is kept where it lies
        below a threshold such as 0.05. An end with one edge shares nothing out and tells nothing (1).

    >>> disparity(np.array([0, 0, 0]), np.array([1, 2, 3]), np.array([8.0, 1.0, 1.0]), 4).round(2).tolist()
    [0.04, 0.81, 0.81]
    """
    ends = np.concatenate([source, target])
    degree = np.bincount(ends, minlength=n_nodes)
    strength = np.bincount(ends, weights=np.concatenate([weight, weight]), minlength=n_nodes)
    return np.minimum(
        _share_significance(weight / strength[source], degree[source]),
        _share_significance(weight / strength[target], degree[target]),
    )


def _share_significance(share: Floats, degree: Ints) -> Floats:
    return np.where(degree > 1, (1.0 - np.minimum(share, 1.0)) ** np.maximum(degree - 1, 1), 1.0)


def noise_corrected(
    source: Ints, target: Ints, weight: Floats, n_nodes: int, *, directed: bool = False
) -> tuple[Floats, Floats]:
    """How far each edge of a graph lies above what its ends make likely (Coscia and Neffke 2017).

    Args:
        source: Node number of one end of each edge.
        target: Of the other end.
        weight: Positive weights, counts of events.
        n_nodes: How many nodes there are.
        directed: Sources and targets have numbers of their own, and each edge stands in the matrix once.

    Returns:
        Score in -1..1 (0: as expected) and its standard deviation; an edge is kept where
        ``score - DELTA * deviation > 0``.

    >>> score, deviation = noise_corrected(np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([9.0, 1.0, 1.0]), 3)
    >>> (score - DELTA * deviation > 0).tolist()
    [True, False, False]
    """
    ends = np.concatenate([source, target])
    strength = np.bincount(ends, weights=np.concatenate([weight, weight]), minlength=n_nodes)
    n = float(weight.sum()) * (1.0 if directed else 2.0)  # an undirected edge stands in the matrix twice
    ni, nj = strength[source], strength[target]
    product = ni * nj
    kappa = n / product
    score = (kappa * weight - 1.0) / (kappa * weight + 1.0)
    # A beta prior for the probability of the edge, with the mean and the variance of the hypergeometric distribution.
    mean = product / n**2
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = product * (n - ni) * (n - nj) / (n**4 * (n - 1.0))
        alpha = mean**2 / variance * (1.0 - mean) - mean + weight
        beta = mean / variance * (1.0 - mean**2) - (1.0 - mean) + n - weight
        probability = alpha / (alpha + beta)
        spread = probability * (1.0 - probability) * n
        slope = 1.0 / product - n * (ni + nj) / product**2
        deviation = np.sqrt(spread) * np.abs(2.0 * (kappa + weight * slope) / (kappa * weight + 1.0) ** 2)
    return score, np.where(np.isfinite(deviation), deviation, np.inf)
