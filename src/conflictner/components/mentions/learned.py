"""What a small linear model, trained on openly licensed texts, makes of a name that no rule is sure of.

Its features are the votes of the rules, the labels of the base model, the shape of the name and the classes of the
words around it, never the name itself; the weights are readable JSON. `models/names/train.py` makes them.
"""

from __future__ import annotations

import json
import math
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from conflictner.components.mentions import lexicon as lex
from conflictner.components.mentions.given import given_names
from conflictner.components.mentions.reading import APOSTROPHES, QUOTE_MARKS, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from conflictner.components.mentions.evidence import Evidence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CLASSES: Final = ("actor", "place", "person", "none")

#: The class of the names that begin at a token, and of those that end before one.
Beside = tuple[dict[int, str], dict[int, str]]
NOBODY: Final[Beside] = ({}, {})

_PREPOSITIONS: Final = _words(
    """
    in at from of by with for to near on under against into between through as
    """
)
_SHOWN_DEPS: Final = _words(
    """
    nsubj nsubjpass pobj dobj compound appos conj poss amod nmod ROOT attr npadvmod dep
    """
)


def features(
    reading: Reading,
    evidence: Evidence,
    places: Iterable[tuple[int, int]],
    frequency: Callable[[str], float],
    beside: Beside = NOBODY,
) -> dict[str, float]:
    """The features of one name, averaged over the spots where it stands.

    Args:
        reading: The Doc's columns.
        evidence: The votes for the name.
        places: Token ranges of the name, at least one.
        frequency: How common a word is in English, on the Zipf scale.
        beside: What the rules make of the names around, for those that a comma or an "and" joins it to.
    """
    spots = sorted(places)
    start, end = spots[0]
    found: dict[str, float] = {"bias": 1.0}
    seen = sum(times for rules in evidence.votes.values() for rule, (_, times) in rules.items() if rule == "ner")
    for kind, rules in evidence.votes.items():
        for rule, (weight, times) in rules.items():
            if rule == "ner":
                found[f"model={kind}"] = times / seen
            else:
                name = f"{rule}={kind}" if rule.startswith("kb") else f"rule={rule}"
                found[name] = max(found.get(name, 0.0), weight)
    if not seen:
        found["model=O"] = 1.0
    _shape(reading, start, end, frequency, found)
    share = 1.0 / len(spots)
    for a, b in spots:
        for name in (*_context(reading, a, b), *_words_around(reading, a, b), *_mates(reading, a, b, beside)):
            found[name] = found.get(name, 0.0) + share
    if len(spots) > 1:
        found["again"] = 1.0
    if reading.conflict:
        found["conflict"] = 1.0
    labels = [kind for kind in ("PERSON", "ORG", "PLACE", "PEOPLE") if f"model={kind}" in found] or ["O"]
    for pair in sorted(_PAIRED & found.keys()):
        for label in labels:
            found[f"{pair}&{label}"] = found[pair]
    return found


#: Features that mean different things with different labels of the model.
_PAIRED: Final = _words(
    """
    before=the before=in before=of before=start after=verb after='s tokens=1 tokens=2 tokens=3 capitals given
    word rare dep=nsubj dep=pobj dep=compound rule=gazetteer plural
    """
)


def _shape(reading: Reading, start: int, end: int, frequency: Callable[[str], float], found: dict[str, float]) -> None:
    words, lowers = reading.words[start:end], reading.lowers[start:end]
    first, last = lowers[0], lowers[-1]
    found[f"tokens={min(end - start, 4)}"] = 1.0
    mixed = [word for word in words if not word.isupper()]
    if not mixed:
        found["capitals"] = 1.0
        found[f"letters={min(len(words[0]), 5)}"] = 1.0
    if any(char.isdigit() for word in words if not word.isalpha() for char in word):
        found["digit"] = 1.0
    if any(word[1:] != word[1:].lower() for word in mixed):
        found["camel"] = 1.0
    if len(words) > 1 and any(len(word) == 2 and word[1] == "." for word in words[:-1]):
        found["initial"] = 1.0
    if first in given_names():
        found["given"] = 1.0
    if last in lex.ORG_HEADS:
        found["org-last"] = 1.0
    if last in lex.ADMIN_CLASS or last in lex.STREETS:
        found["land-last"] = 1.0
    if first in lex.ORG_OPENERS:
        found["org-first"] = 1.0
    if not _INSIDE.isdisjoint(lowers):
        found["of-inside"] = 1.0
    if not _OWNERS.isdisjoint(words):
        found["owner-inside"] = 1.0
    if last.endswith("s") and len(last) > 3:
        found["plural"] = 1.0
    common = [frequency(word) for word in lowers if word.isalpha()]
    if common:
        if min(common) >= 3.5:
            found["word"] = 1.0
        if max(common) < 2.0:
            found["rare"] = 1.0
        found["frequency"] = sum(common) / len(common) / 5.0
    found[f"ending={last[-2:]}"] = 1.0
    found[f"ending={last[-3:]}"] = 1.0


_INSIDE: Final = frozenset(["of", "for", "and", "&", "on"])
_OWNERS: Final = APOSTROPHES | {"'"}


def _context(reading: Reading, a: int, b: int) -> Iterable[str]:
    before = reading.before(a)
    if reading.sentence_start[a] or not before:
        yield "before=start"
    elif before in ("the", "a", "an"):
        yield f"before={'the' if before == 'the' else 'a'}"
    elif before in _PREPOSITIONS or before in (",", "and", "or", "(", ";"):
        yield f"before={before}"
    elif before.rstrip(".") in lex.PERSON_BEFORE:
        yield "before=office"
    elif before.isdigit():
        yield "before=number"
    elif reading.name_like[a - 1]:
        yield "before=name"
    else:
        yield f"before-{reading.pos[a - 1]}"
    if a and reading.words[a - 1] in QUOTE_MARKS:
        yield "quoted"
    after = reading.word(b) if b < len(reading) and not reading.sentence_start[b] else ""
    if not after:
        yield "after=end"
    elif after in APOSTROPHES:
        yield "after='s"
    elif after in lex.PLACE_CLASS:
        yield "after=place"
    elif after in lex.ARMED_AFTER or after in lex.FORCE_AFTER:
        yield "after=force"
    elif after in lex.PERSON_BEFORE:
        yield "after=office"
    elif after in (",", "and", "or", "(", ")", ";", "."):
        yield f"after={after}"
    elif reading.name_like[b]:
        yield "after=name"
    elif reading.pos[b] in ("VERB", "AUX"):
        yield "after=verb"
    else:
        yield f"after-{reading.pos[b]}"
    root = reading.root(a, b)
    dep = reading.dep[root]
    yield f"dep={dep if dep in _SHOWN_DEPS else 'other'}"
    yield f"pos={reading.pos[root]}"
    head = reading.head[root]
    if dep in ("nsubj", "nsubjpass") and reading.lemma(head) in lex.SPEECH:
        yield "speaks"


def _words_around(reading: Reading, a: int, b: int) -> Iterable[str]:
    """The very words beside a name and the one that it hangs on, where they are no names themselves."""
    if a and not reading.sentence_start[a] and not reading.name_like[a - 1]:
        before = reading.lowers[a - 1]
        yield f"left={before}"
        if before in ("the", "a", "an", "of", "for", "in", "by", "with") and a > 1 and not reading.name_like[a - 2]:
            yield f"left={reading.lowers[a - 2]} {before}"
    if b < len(reading) and not reading.sentence_start[b] and not reading.name_like[b]:
        yield f"right={reading.lowers[b]}"
        if reading.lowers[b] in APOSTROPHES and b + 1 < len(reading) and not reading.name_like[b + 1]:
            yield f"right='s {reading.lowers[b + 1]}"
    root = reading.root(a, b)
    dep, head = reading.dep[root], reading.head[root]
    if head != root and not reading.name_like[head]:
        yield f"{dep}<{reading.lemma(head)}"
        if dep == "pobj" and not reading.name_like[reading.head[head]]:
            yield f"{reading.lemma(reading.head[head])} {reading.lowers[head]}"


def _mates(reading: Reading, a: int, b: int, beside: Beside) -> Iterable[str]:
    """The kinds of the names that a comma or an "and" joins it to: "Oxfam, {War on Want} and Christian Aid"."""
    starts, ends = beside
    for step, at, known in ((-1, a - 1, ends), (1, b, starts)):
        i = at
        while 0 <= i < len(reading) and abs(i - at) < 3 and reading.lowers[i] in _JOINTS:
            i += step
        if i != at and not (i - step == at and reading.lowers[at] == "the"):
            family = known.get(i + 1 if step < 0 else i)
            if family:
                yield f"mate={family}"


_JOINTS: Final = frozenset([",", "and", "or", "&", "the", ";"])


@lru_cache(maxsize=1)
def weights() -> dict[str, list[float]]:
    """The trained weights: feature -> one weight for each of `CLASSES`."""
    text = (files("conflictner") / "data" / "en" / "name_weights.json").read_text(encoding="utf-8")
    table: dict[str, list[float]] = json.loads(text)["weights"]
    return table


def probabilities(found: dict[str, float]) -> dict[str, float]:
    """How likely each class is.

    >>> max(probabilities({"bias": 1.0, "model=PERSON": 1.0, "given": 1.0, "tokens=2": 1.0}).items(),
    ...     key=lambda item: item[1])[0]
    'person'
    """
    table = weights()
    actor = place = person = none = 0.0
    for name, value in found.items():
        row = table.get(name)
        if row is not None:
            for_actor, for_place, for_person, for_none = row
            actor += for_actor * value
            place += for_place * value
            person += for_person * value
            none += for_none * value
    sums = (actor, place, person, none)
    top = max(sums)
    powers = [math.exp(value - top) for value in sums]
    total = sum(powers)
    return {name: power / total for name, power in zip(CLASSES, powers, strict=True)}
