"""What a denial denies, where its content is one word: ..., [a charge] Kigali rejects; Israel denies [this]."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from conflictner.components.quotes.assemble import Chosen
from conflictner.components.quotes.attribution import Attribution
from conflictner.components.quotes.boundaries import CHARGES
from conflictner.components.quotes.reading import Reading
from conflictner.components.quotes.speaker import Speaker

_TAKES_UP: Final = frozenset({"it", "this", "that", "which", "these", "both"})
#: Articles and the like before a noun for what was said: a charge, these claims.
_BEFORE: Final = frozenset({"a", "an", "the", "this", "that", "these", "those", "all", "such", "any", "both"})


def denied(reading: Reading, chosen: Sequence[Chosen], speakers: Sequence[Speaker]) -> dict[int, Attribution]:
    """The quotes that denials of one word take up.

    Args:
        reading: The Doc.
        chosen: Its quotes in reading order.
        speakers: The speaker of each.

    Returns:
        id() of a denial's attribution -> the attribution that it denies: the one quote by somebody else that ends in
        the same sentence or the one before. Denials with two such quotes to choose from, or with none, are left out.
    """
    found: dict[int, Attribution] = {}
    for number, item in enumerate(chosen):
        denial = item.attribution
        if not _takes_up(reading, denial):
            continue
        low = reading.sentence_of(reading.token_at(denial.start))[0]
        near = reading.starts[reading.sentence_of(max(low - 1, 0))[0]]
        before = [
            (other.attribution, speaker)
            for other, speaker in zip(chosen[:number], speakers, strict=False)
            if near <= other.attribution.start and other.attribution.end <= denial.start and other.parent is item.parent
        ]
        here = [pair for pair in before if pair[0].start >= reading.starts[low]] or before
        if len(here) == 1 and not _same(here[0], (denial, speakers[number])):
            found[id(denial)] = here[0][0]
    return found


def _takes_up(reading: Reading, attribution: Attribution) -> bool:
    cue = attribution.cue
    if cue is None or cue.entry.stance != "deny" or cue.negated or len(attribution.parts) != 1:
        return False
    first, last = reading.tokens_of(attribution.start, attribution.end)
    words = reading.doc[first:last]
    if len(words) == 1 and words[0].lower_ in _TAKES_UP:
        after = reading.doc[last] if last < len(reading.doc) else words[0]
        return after.pos_ not in ("VERB", "AUX")  # denied it [had] fallen: a clause that the parser lost
    return bool(words) and words[-1].lemma_ in CHARGES and all(word.lower_ in _BEFORE for word in words[:-1])


def _same(one: tuple[Attribution, Speaker], other: tuple[Attribution, Speaker]) -> bool:
    """Whether two quotes have a speaker in common, or words for one: nobody denies what he said himself."""
    if one[1].ids or other[1].ids:
        return bool(set(one[1].ids) & set(other[1].ids))
    return one[1].name == other[1].name
