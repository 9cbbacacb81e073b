"""Overlapping layers over one text, cut into pieces that nest: quotes around cues and sources around mentions.

HTML elements cannot overlap and layers do: in ``“The M23,” he said, “and its allies”`` one quote has two parts, and a
mention may stick out of an indirect quote. So the text is cut at every boundary, and neighbouring pieces share the
elements that cover both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

#: From the outside in. A cue or a source may hold a mention (“said {Col. {Joseph Mbusa}}”), never the reverse.
DEPTHS: Final = {"quote": 0, "cue": 1, "source": 1, "mention": 2}


@dataclass(frozen=True, slots=True, order=True)
class Layer:
    """One stretch of one layer; ``key`` numbers the quote or mention that it belongs to."""

    start: int
    end: int
    name: str
    key: int

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Sort key of nesting: quotes first, of two quotes the longer one, which holds the other."""
        return DEPTHS[self.name], self.start - self.end, self.start, self.key


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same layers throughout, listed from the outside in."""

    start: int
    end: int
    layers: tuple[Layer, ...]


def pieces(start: int, end: int, layers: Iterable[Layer]) -> Iterator[Piece]:
    """Cut the text between two offsets at every boundary of the layers.

    Args:
        start: Where the paragraph begins.
        end: Where it ends.
        layers: Layers in any order; parts outside the paragraph are cut off, empty ones ignored.

    Yields:
        Pieces in reading order; together they are the whole paragraph.

    >>> [(p.start, p.end, [x.name for x in p.layers]) for p in pieces(0, 9, [Layer(0, 6, "quote", 1),
    ...                                                                        Layer(4, 9, "mention", 1)])]
    [(0, 4, ['quote']), (4, 6, ['quote', 'mention']), (6, 9, ['mention'])]
    """
    inside = sorted(layer for layer in layers if layer.start < layer.end and layer.start < end and start < layer.end)
    cuts = sorted({start, end, *(offset for x in inside for offset in (x.start, x.end) if start < offset < end)})
    waiting, active = 0, list[Layer]()
    for left, right in pairwise(cuts):
        while waiting < len(inside) and inside[waiting].start <= left:
            active.append(inside[waiting])
            waiting += 1
        active = [layer for layer in active if layer.end > left]
        yield Piece(left, right, tuple(sorted(active, key=lambda layer: layer.rank)))


def shared(before: Sequence[Layer], after: Sequence[Layer]) -> int:
    """How many elements, counted from the outside, stay open between two neighbouring pieces.

    >>> quote, mention = Layer(0, 9, "quote", 1), Layer(2, 4, "mention", 1)
    >>> shared([quote], [quote, mention]), shared([mention], [quote])
    (1, 0)
    """
    count = 0
    for left, right in zip(before, after, strict=False):
        if left != right:
            break
        count += 1
    return count
