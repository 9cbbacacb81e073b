"""Predicted and gold items side by side: overlap, one-to-one pairs, ids aligned to ids, and the counts that result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")


class Spanned(Protocol):
    """Anything with half-open offsets."""

    @property
    def start(self) -> int:
        """First character."""
        ...

    @property
    def end(self) -> int:
        """One past the last character."""
        ...


@dataclass(frozen=True, slots=True)
class Counts:
    """One line of a report: found and right, found but wrong, and missed.

    >>> (Counts(3, 1, 0) + Counts(0, 0, 3)).scores
    (0.75, 0.5, 0.6)
    """

    hits: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.hits + other.hits, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def scores(self) -> tuple[float, float, float]:
        """Precision, recall and F, to three digits; 0 where nothing was found or asked for."""
        precision = self.hits / (self.hits + self.wrong) if self.hits + self.wrong else 0.0
        recall = self.hits / (self.hits + self.missed) if self.hits + self.missed else 0.0
        both = precision + recall
        return round(precision, 3), round(recall, 3), round(2 * precision * recall / both, 3) if both else 0.0


@dataclass(slots=True)
class Tally:
    """The lines of one document, and what was missed, spurious or wrong in each."""

    counts: dict[str, Counts]
    errors: dict[str, list[str]]

    @classmethod
    def empty(cls) -> Tally:
        """Nothing counted yet."""
        return cls({}, defaultdict(list))

    def note(self, line: str, what: str, text: str) -> None:
        """Remember one error of a line."""
        self.errors[line].append(f"{what}: {text}")


def share(a: Spanned, b: Spanned) -> float:
    """Overlap of two spans as a share of the longer one."""
    common = max(0, min(a.end, b.end) - max(a.start, b.start))
    return common / max(a.end - a.start, b.end - b.start, 1)


def same(a: Spanned, b: Spanned) -> float:
    """1.0 for equal offsets, else 0.0."""
    return float((a.start, a.end) == (b.start, b.end))


def pair_off(predicted: Sequence[A], gold: Sequence[B], score: Callable[[A, B], float]) -> list[tuple[int, int]]:
    """One-to-one pairs of indices, best score first, earlier items first among equals; a score of 0 is no pair.

    >>> pair_off([1, 5], [4, 1], lambda a, b: max(0, 3 - abs(a - b)))
    [(0, 1), (1, 0)]
    """
    ranked = sorted((-s, i, j) for i, p in enumerate(predicted) for j, g in enumerate(gold) if (s := score(p, g)) > 0)
    used, taken, pairs = set[int](), set[int](), []
    for _, i, j in ranked:
        if i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            pairs.append((i, j))
    return pairs


class Identified(Spanned, Protocol):
    """A span with an id."""

    @property
    def id(self) -> str | None:
        """Whom or what it stands for; None for nobody known."""
        ...


def align(predicted: Iterable[Identified], gold: Sequence[Identified]) -> dict[str, str]:
    """Predicted id -> gold id through overlapping mentions, one-to-one, the strongest pair first.

    Predicted ids are free. Splitting one actor over two ids, or joining two under one, leaves mentions unaligned.
    """
    votes: dict[tuple[str, str], float] = defaultdict(float)
    for mention in predicted:
        if mention.id is None:
            continue
        best, theirs = max(((share(mention, g), str(g.id)) for g in gold), default=(0.0, ""))
        if best:
            votes[mention.id, theirs] += best
    aligned: dict[str, str] = {}
    taken: set[str] = set()
    for (mine, theirs), _ in sorted(votes.items(), key=lambda vote: -vote[1]):
        if mine not in aligned and theirs not in taken:
            aligned[mine] = theirs
            taken.add(theirs)
    return aligned
