"""Which quote a denial denies: ..., [a charge] Kigali rejects; Israel called [the claim “absurd”]; denied [sending it].

A denial takes up the words of somebody else by one word for them, or by the deed that its speaker is accused of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from conflictner.components.quotes.accused import accused
from conflictner.components.quotes.assemble import Chosen
from conflictner.components.quotes.attribution import Attribution
from conflictner.components.quotes.boundaries import CHARGES
from conflictner.components.quotes.reading import Reading
from conflictner.components.quotes.speaker import Speaker
from conflictner.tokens import Word

_TAKES_UP: Final = frozenset({"it", "this", "that", "which", "these", "both"})
#: What is said of words that are not true.
_UNTRUE: Final = frozenset(
    (
        *("absurd", "baseless", "bogus", "fabricated", "fabrication", "fabrications", "fake", "false", "falsehood"),
        *("fiction", "groundless", "incorrect", "invention", "lie", "lies", "ludicrous", "misinformation", "nonsense"),
        *("nonsensical", "preposterous", "propaganda", "ridiculous", "rubbish", "slander", "unfounded", "untrue"),
        *("disinformation", "invented", "defamatory", "unsubstantiated", "laughable", "fantasy", "inaccurate"),
    )
)
_FIGURES: Final = frozenset(
    {
        "figure",
        "number",
        "toll",
        "count",
        "account",
        "version",
        "statement",
        "remark",
        "comment",
        "finding",
        "announcement",
    }
)
_EMPTY: Final = frozenset(("have", "be", "do"))
#: Articles and the like before a noun for what was said: a charge, these claims.
_BEFORE: Final = frozenset({"a", "an", "the", "this", "that", "these", "those", "all", "any", "both"})


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
        words = _denied_words(reading, denial)
        if not words:
            continue
        low = reading.sentence_of(reading.token_at(denial.start))[0]
        near = reading.starts[reading.sentence_of(max(low - 1, 0))[0]]
        before = [
            (other.attribution, speaker)
            for other, speaker in zip(chosen[:number], speakers, strict=False)
            if near <= other.attribution.start and other.attribution.end <= denial.start and other.parent is item.parent
        ]
        if not _takes_up(reading, words):
            before = [pair for pair in before if _is_the_deed(reading, words, pair[0], speakers[number])]
        here = [pair for pair in before if pair[0].start >= reading.starts[low]] or before
        if len(here) == 1 and not _same(here[0], (denial, speakers[number])):
            found[id(denial)] = here[0][0]
    return found


def _denied_words(reading: Reading, attribution: Attribution) -> list[Word]:
    """What a denial is of, its verdict taken off: denied [it], dismissed [the reports] as lies, called [it] “absurd”.

    Empty for what is no denial: called the report “a beginning”.
    """
    cue = attribution.cue
    if cue is None or cue.negated or len(attribution.parts) != 1:
        return []
    first, last = reading.tokens_of(attribution.start, attribution.end)
    words = list(reading.doc[first:last])
    judged = next((k for k, word in enumerate(words) if word.lower_ == "as" or word.is_quote), len(words))
    if cue.entry.stance == "deny":
        after = reading.doc[last] if last < len(reading.doc) else words[-1]
        if len(words) == 1 and after.pos_ in ("VERB", "AUX"):
            return []  # denied it [had] fallen: a clause that the parser lost
        return words[:judged]
    verdict = {word.lower_ for word in words[judged:]}
    judges = cue.entry.frame in ("as", "name") and not _UNTRUE.isdisjoint(verdict) and "not" not in verdict
    return words[:judged] if judges else []


def _takes_up(reading: Reading, words: Sequence[Word]) -> bool:
    """Whether words stand for what was said: [it], [this], [the accusation]."""
    if len(words) == 1 and words[0].lower_ in _TAKES_UP:
        return True
    return words[-1].lemma_ in CHARGES | _FIGURES and all(word.lower_ in _BEFORE for word in words[:-1])


def _is_the_deed(reading: Reading, words: Sequence[Word], charge: Attribution, speaker: Speaker) -> bool:
    """Whether somebody denies what he is accused of in like words: accused Odo of [arming rebels] ... arming them."""
    accused_ = (
        {mark.entity_id for i in accused(reading, charge) if (mark := reading.mention_at.get(i)) is not None}
        if charge.cue is not None and charge.cue.entry.stance == "accuse"
        else set[str]()
    )
    if accused_.isdisjoint(speaker.ids):
        return False
    told = {word.lemma_ for start, end in charge.parts for word in reading.doc[slice(*reading.tokens_of(start, end))]}
    deeds = [word.lemma_ for word in words if word.pos_ in ("VERB", "NOUN") and word.lemma_ not in _EMPTY]
    return bool(deeds) and sum(lemma in told for lemma in deeds) * 2 >= len(deeds) and deeds[0] in told


def _same(one: tuple[Attribution, Speaker], other: tuple[Attribution, Speaker]) -> bool:
    """Whether two quotes have a speaker in common, or words for one: nobody denies what he said himself."""
    if one[1].ids or other[1].ids:
        return bool(set(one[1].ids) & set(other[1].ids))
    return one[1].name == other[1].name
