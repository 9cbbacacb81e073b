"""The lines of the report: actors, places, quotes, relations of one document against its gold.

Gold items marked optional never count for or against. Predicted ids are aligned to gold ids through the mentions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from conflictner.distance import kilometres
from conflictner.evaluate.gold import GoldArticle, GoldMention, GoldQuote, GoldRelation
from conflictner.evaluate.pairing import Counts, Tally, align, pair_off, same, share
from conflictner.evaluate.predictions import FoundMention, FoundQuote, FoundRelation, Prediction

#: Content overlap, as a share of the union of characters, from which a quote counts as found.
FULL: Final = 0.8
ANY: Final = 0.01

_QUOTE_LINES: Final = (
    ("quote_all", ("direct", "mixed", "indirect")),
    ("quote_direct", ("direct", "mixed")),
    ("quote_indirect", ("indirect",)),
)


def score(prediction: Prediction, gold: GoldArticle, *, relations: bool = False) -> Tally:
    """Score one document.

    Args:
        prediction: What was found.
        gold: What there is.
        relations: Also score relations.

    Returns:
        Counts and errors by line.
    """
    tally, ids = Tally.empty(), Ids(prediction, gold)

    def linked(found: FoundMention, wanted: GoldMention) -> bool:
        return bool(ids.of(found.id, "actor") & {wanted.id, *wanted.alt_ids})

    def near(found: FoundMention, wanted: GoldMention) -> bool:
        place = gold.positions[wanted.id]
        return found.position is not None and kilometres(found.position, place.position) <= place.tolerance_km

    _mentions(tally, "actor", prediction.actors, gold.actors, linked)
    _mentions(tally, "place", prediction.places, gold.places, near)
    _quotes(tally, prediction.quotes, gold.quotes, ids)
    if relations:
        _relations(tally, prediction.relations, gold, ids)
    return tally


class Ids:
    """What a predicted id stands for in the gold."""

    def __init__(self, prediction: Prediction, gold: GoldArticle) -> None:
        self._aligned = {"actor": align(prediction.actors, gold.actors), "place": align(prediction.places, gold.places)}
        self._known = gold.known

    def of(self, found: str | None, kind: str | None = None) -> set[str | None]:
        """The gold ids of a predicted id; equal ids count as aligned when no mention decides."""
        if found is None:
            return {None}
        maps = [ids for name, ids in self._aligned.items() if kind in (None, name)]
        gold: set[str | None] = {ids[found] for ids in maps if found in ids}
        return gold or {found if found in self._known else f"?{found}"}


def _mentions(
    tally: Tally,
    kind: str,
    found: Sequence[FoundMention],
    gold: Sequence[GoldMention],
    right: Callable[[FoundMention, GoldMention], bool],
) -> None:
    """Lines ``kind`` (spans overlap), ``kind_strict`` (offsets equal), ``kind_linked`` (and the entity is right)."""
    for line, measure in ((kind, share), (f"{kind}_strict", same)):
        pairs = pair_off(found, gold, measure)
        matched, reached = {i for i, _ in pairs}, {j for _, j in pairs}
        hits = [(found[i], gold[j]) for i, j in pairs if not gold[j].optional]
        spare = [g for g in gold if g.optional]
        wrong = [p for i, p in enumerate(found) if i not in matched and not any(share(p, g) for g in spare)]
        missed = [g for j, g in enumerate(gold) if j not in reached and not g.optional]
        required = len(gold) - len(spare)
        tally.counts[line] = Counts(len(hits), len(wrong), required - len(hits))
        for p in wrong:
            tally.note(line, "spurious", f"[{p.start}:{p.end}] {p.id}")
        for g in missed:
            tally.note(line, "missed", f"[{g.start}:{g.end}] {g.text!r} = {g.id}")
        if line != kind:
            continue
        bad = [(p, g) for p, g in hits if not right(p, g)]
        good = len(hits) - len(bad)
        tally.counts[f"{kind}_linked"] = Counts(good, len(wrong) + len(bad), required - good)
        for p, g in bad:
            tally.note(f"{kind}_linked", "wrong", f"{g.text!r} = {g.id}, predicted {p.id}")


def _quotes(tally: Tally, found: Sequence[FoundQuote], gold: Sequence[GoldQuote], ids: Ids) -> None:
    """Lines by kind; plain ones ask for 0.8 of the content, ``_overlap`` for any, ``_speaker`` also for the speaker."""
    wanted = [_characters(quote.contents) for quote in gold]
    have = [_characters(quote.contents) for quote in found]

    def jaccard(i: int, j: int) -> float:
        return len(have[i] & wanted[j]) / (len(have[i] | wanted[j]) or 1)

    def enough(least: float) -> Callable[[int, int], float]:
        return lambda i, j: value if (value := jaccard(i, j)) >= least else 0.0

    def right(i: int, j: int) -> bool:
        return bool(ids.of(found[i].speaker_id, "actor") & gold[j].voice)

    spare = [j for j, quote in enumerate(gold) if quote.optional]
    for line, kinds in _QUOTE_LINES:
        mine = [i for i, quote in enumerate(found) if line == "quote_all" or quote.kind in kinds]
        theirs = [j for j, quote in enumerate(gold) if quote.kind in kinds]
        required = sum(not gold[j].optional for j in theirs)
        for least, name in ((FULL, line), (ANY, f"{line}_overlap")):
            pairs = [(mine[a], theirs[b]) for a, b in pair_off(mine, theirs, enough(least))]
            matched, reached = {i for i, _ in pairs}, {j for _, j in pairs}
            hits = [(i, j) for i, j in pairs if not gold[j].optional]
            wrong = [i for i in mine if i not in matched and not any(have[i] & wanted[j] for j in spare)]
            tally.counts[name] = Counts(len(hits), len(wrong), required - len(hits))
            for i in wrong:
                tally.note(name, "spurious", str([list(part) for part in found[i].contents]))
            for j in theirs:
                if j not in reached and not gold[j].optional:
                    tally.note(name, "missed", f"{gold[j].id} {gold[j].kind} {gold[j].text[:70]!r}")
            if name == line:
                continue
            good = sum(right(i, j) for i, j in hits)
            tally.counts[f"{line}_speaker"] = Counts(good, len(wrong) + len(hits) - good, required - good)
            for i, j in pairs:
                if not right(i, j):
                    said = f"{gold[j].id} = {gold[j].speaker}, predicted {found[i].speaker_id}"
                    tally.note(f"{line}_speaker", "wrong", said)


def _characters(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {offset for start, end in spans for offset in range(start, end)}


def _relations(tally: Tally, found: Sequence[FoundRelation], gold: GoldArticle, ids: Ids) -> None:
    """Lines ``rel_pair``, ``rel_signed``, ``rel_typed``, ``rel_typed_with_claim``: each asks for more."""
    ends = {id(r): (ids.of(r.source), ids.of(r.target, r.target_kind)) for r in found}
    voices = {quote.speaker: quote.voice for quote in gold.quotes}

    def pair(p: FoundRelation, g: GoldRelation) -> bool:
        source, target = ends[id(p)]
        turned = g.symmetric and source & g.targets and target & g.sources
        return bool((source & g.sources and target & g.targets) or turned)

    def signed(p: FoundRelation, g: GoldRelation) -> bool:
        # "denied backing the group" may be told as a negated +1 or as a plain -1.
        return pair(p, g) and p.sign == (-g.sign if g.negated and not p.negated else g.sign)

    def typed(p: FoundRelation, g: GoldRelation) -> bool:
        return pair(p, g) and p.type in g.types

    def whole(p: FoundRelation, g: GoldRelation) -> bool:
        if g.claim_by is None:
            claimed = p.claim_by is None
        else:
            claimed = bool(ids.of(p.claim_by, "actor") & voices.get(g.claim_by, {g.claim_by}))
        return p.negated == g.negated and claimed

    wanted = gold.relations
    required = sum(not g.optional for g in wanted)
    for line, test in (("rel_pair", pair), ("rel_signed", signed), ("rel_typed", typed)):
        pairs = pair_off(found, wanted, _graded(test))
        matched, reached = {i for i, _ in pairs}, {j for _, j in pairs}
        hits = [(found[i], wanted[j]) for i, j in pairs if not wanted[j].optional]
        wrong = [p for i, p in enumerate(found) if i not in matched and not any(test(p, g) for g in wanted)]
        tally.counts[line] = Counts(len(hits), len(wrong), required - len(hits))
        for p in wrong:
            tally.note(line, "spurious", f"{p.type}({p.source}, {p.target})")
        for j, g in enumerate(wanted):
            if j not in reached and not g.optional:
                tally.note(line, "missed", f"{g.id} {g.shown} at {g.trigger!r}")
        if line == "rel_typed":
            bad = [(p, g) for p, g in hits if not whole(p, g)]
            good = len(hits) - len(bad)
            tally.counts["rel_typed_with_claim"] = Counts(good, len(wrong) + len(bad), required - good)
            for p, g in bad:
                said = f"{g.id} {g.shown} claim_by {g.claim_by}, predicted {p.claim_by}"
                tally.note("rel_typed_with_claim", "wrong", said)


def _graded(test: Callable[[FoundRelation, GoldRelation], bool]) -> Callable[[FoundRelation, GoldRelation], float]:
    return lambda found, wanted: float(test(found, wanted))
