"""Who was mentioned lately, and how prominently: the one thing that pronouns and "the group" are resolved against."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import islice
from typing import Final

#: What a mention keeps of its weight from one sentence to the next; a noun phrase reaches further back than a pronoun.
FAST: Final = 0.6
SLOW: Final = 0.9
_KEPT: Final = 40


@dataclass(slots=True)
class Trace:
    """One entity as it stands in the reader's mind."""

    entity_id: str
    kind: str
    fast: float
    slow: float
    sentence: int
    token: int
    plural: bool
    quoted: bool


class Memory:
    """Entities by salience; at most forty are kept, so that a long text costs no more per word than a short one.

    >>> memory = Memory()
    >>> memory.note("arm:m23", "ARMED_GROUP", 1.0, sentence=0, token=0)
    >>> memory.note("mil:COD", "MILITARY", 0.5, sentence=0, token=5)
    >>> [trace.entity_id for _, trace in memory.ranked(1, lambda trace: trace.entity_id != "arm:fdlr")]
    ['arm:m23', 'mil:COD']
    """

    def __init__(self) -> None:
        self._traces: dict[str, Trace] = {}

    def note(
        self,
        entity_id: str,
        kind: str,
        weight: float,
        *,
        sentence: int,
        token: int,
        plural: bool = False,
        quoted: bool = False,
    ) -> None:
        """Remember a mention.

        Args:
            entity_id: The entity; "#12" for somebody unnamed, who only stands in the way of others.
            kind: Its kind.
            weight: 1 for a subject, less for other places in the sentence.
            sentence: Number of the sentence, those inside quotations not counted.
            token: Where.
            plural: Whether this mention is plural in form.
            quoted: Whether it stands inside quotation marks.
        """
        trace = self._traces.get(entity_id)
        if trace is None:
            if len(self._traces) >= _KEPT:
                self._forget(sentence)
            self._traces[entity_id] = Trace(entity_id, kind, weight, weight, sentence, token, plural, quoted)
            return
        trace.fast = max(trace.fast * FAST ** (sentence - trace.sentence), 0.0) * 0.5 + weight
        trace.slow = min(trace.slow * SLOW ** (sentence - trace.sentence) + weight, 4.0)
        trace.sentence, trace.token, trace.plural, trace.quoted = sentence, token, plural, quoted

    def get(self, entity_id: str) -> Trace | None:
        """The trace of an entity, if it is remembered."""
        return self._traces.get(entity_id)

    def value(self, trace: Trace, sentence: int, *, slow: bool = False) -> float:
        """How prominent an entity is in a sentence."""
        past = sentence - trace.sentence
        return trace.slow * float(SLOW**past) if slow else trace.fast * float(FAST**past)

    def _forget(self, sentence: int) -> None:
        """Drop whoever is least in mind in a sentence."""
        values = [t.slow * SLOW ** (sentence - t.sentence) for t in self._traces.values()]
        least = values.index(min(values))
        del self._traces[next(islice(self._traces, least, None))]

    def ranked(
        self,
        sentence: int,
        accept: Callable[[Trace], bool],
        *,
        kinds: Collection[str] | None = None,
        slow: bool = False,
    ) -> list[tuple[float, Trace]]:
        """The entities whose trace ``accept`` lets through, most prominent first; of certain kinds, if given."""
        traces = [t for t in self._traces.values() if (kinds is None or t.kind in kinds) and accept(t)]
        if slow:
            found = [(t.slow * float(SLOW ** (sentence - t.sentence)), t) for t in traces]
        else:
            found = [(t.fast * float(FAST ** (sentence - t.sentence)), t) for t in traces]
        if len(found) > 1:
            found.sort(key=lambda item: (-item[0], -item[1].token))
        return found

    def traces(self) -> list[Trace]:
        """All traces."""
        return list(self._traces.values())
