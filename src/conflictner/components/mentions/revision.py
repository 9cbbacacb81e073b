"""Where no rule is sure of a name, the learned model may change its kind or drop it; the thresholds are measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from conflictner.components.mentions import learned
from conflictner.components.mentions.evidence import FAMILY, THRESHOLD, WELL_KNOWN, Decision, Evidence

if TYPE_CHECKING:
    from conflictner.components.mentions.book import Book


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Below this weight there is no sign of a name that a model should weigh.
FLOOR: Final = 0.5
#: How sure the model must be to drop a name or to make one, and to change the kind of one.
SURE: Final = 0.6
SURE_OF_KIND: Final = 0.4
#: In reports of conflict the rules are at home, and the model's texts are of another kind.
CONFLICT: Final = 0.15
#: "militias of the {Popular Resistance}": to drop there what the base model calls a name it must be surer still.
DROPPED: Final = 0.15
#: A place that the gazetteer and the base model agree on, or that stands before its class word.
TWICE_SEEN: Final = 0.25

#: The gazetteer's vote for a country or a province; that of a preposition of place, where no conflict is told either.
LAND: Final = 1.3
LOCATED: Final = 0.5

#: Rules that the model does not contradict.
_SETTLED: Final = _words(
    """
    title role-noun institution definition dateline class-of armed-after armed-before process event nickname
    surname party-after party-members org-of org-head state-short
    a-certain told-outlet former-state home named charity formation told-where label post ruler
    """
)
_KINDS_LEFT: Final = frozenset(["PROCESS", "EVENT", "PEOPLE", "COUNTRY"])
#: "the Senate", "this House": bodies by their one word, which the model, reading sentences alone, lets go.
_BODIES: Final = _words(
    """
    senate congress parliament house cabinet assembly government army pentagon kremlin
    """
)
_PLACE_RULES: Final = _words(
    """
    class-after comma-place class-before admin-list street admin-class place-object
    """
)
_KIND: Final = {"actor": "ORG", "place": "PLACE", "person": "PERSON"}


def candidates(book: Book) -> Iterator[tuple[str, dict[str, float]]]:
    """The names that no rule has settled, with their features; what the model is trained on."""
    spots = book.spots()
    beside = _beside(book, spots)
    for key, places in _open_names(book, spots):
        yield key, learned.features(book.reading, book.evidence[key], places, book.kb.frequency, beside)


Spots = dict[str, list[tuple[int, int]]]


def _open_names(book: Book, spots: Spots) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """The names that no rule has settled, and where they stand."""
    for key, places in spots.items():
        decision, evidence = book.decisions[key], book.evidence[key]
        if (
            (decision.weight < FLOOR and evidence.votes)
            or decision.kind in _KINDS_LEFT
            or key in _BODIES
            or _settled(evidence)
        ):
            continue
        if book.reading.conflict and _listed_and_located(evidence):
            continue
        yield key, places


def _beside(book: Book, spots: Spots) -> learned.Beside:
    """What the rules make of the names that begin at a token and that end before one; of several the longest."""
    starts: dict[int, tuple[int, str]] = {}
    ends: dict[int, tuple[int, str]] = {}
    for key, places in spots.items():
        decision = book.decisions[key]
        if decision.kind and decision.accepted:
            for start, end in places:
                sized = (end - start, FAMILY[decision.kind])
                if start not in starts or starts[start] < sized:
                    starts[start] = sized
                if end not in ends or ends[end] < sized:
                    ends[end] = sized
    return {i: name for i, (_, name) in starts.items()}, {i: name for i, (_, name) in ends.items()}


def revise(book: Book) -> None:
    """Change the decisions that the model is sure are wrong."""
    beside: learned.Beside | None = None
    spots = book.spots()
    for key, places in _open_names(book, spots):
        decision, evidence = book.decisions[key], book.evidence[key]
        now = family(decision)
        possible = [name for name in learned.CLASSES if name != now and _may_become(book, evidence, now, name)]
        if not possible:
            continue
        beside = beside or _beside(book, spots)
        chances = learned.probabilities(learned.features(book.reading, evidence, places, book.kb.frequency, beside))
        best = max(learned.CLASSES, key=lambda name: chances[name])
        if best not in possible:
            continue
        needed = SURE if "none" in (best, now) else SURE_OF_KIND
        needed += CONFLICT * book.reading.conflict + TWICE_SEEN * (now == "place" and _twice_seen(evidence))
        needed += DROPPED * (book.reading.conflict and best == "none")
        if chances[best] < needed:
            continue
        if best == "none":
            book.decisions[key] = Decision(decision.kind, 0.0, decision.rule, decision.share)
        else:
            kind = decision.kind if FAMILY.get(decision.kind) == best else _exact_kind(evidence, best)
            book.decisions[key] = Decision(kind, max(THRESHOLD, decision.weight), "learned", chances[best])


def _may_become(book: Book, evidence: Evidence, now: str, best: str) -> bool:
    """Whether the model may change a name of one class to another, whatever its features say."""
    if now == "place" and (evidence.is_city() or (best == "none" and _is_land(evidence))):
        return False
    if not _well_known(evidence):
        return True
    # "Zamfara bandits", "Port-au-Prince drones": a province or a big town in the news of a conflict. "Kigali denies
    # it": what the base model does not see either, this one does not make of a capital.
    return not book.reading.conflict if best == "none" else "ner" in evidence.votes.get(_KIND[best], {})


def family(decision: Decision) -> str:
    """The model's class of a decision."""
    return FAMILY[decision.kind] if decision.accepted and decision.kind else "none"


def _exact_kind(evidence: Evidence, best: str) -> str:
    """The kind that a rule gave inside a family: "Partido X", GPE for the model, is a PARTY once it is an actor."""
    named = {
        kind: max(weight for weight, _ in rules.values())
        for kind, rules in evidence.votes.items()
        if FAMILY[kind] == best and kind != _KIND[best]
    }
    kind = max(sorted(named), key=lambda k: named[k]) if named else _KIND[best]
    return kind if named.get(kind, 0.0) >= FLOOR else _KIND[best]


def _settled(evidence: Evidence) -> bool:
    for rules in evidence.votes.values():
        for rule in rules:
            if rule in _SETTLED or (rule[:2] == "kb" and rule != "kb:weak"):
                return True
    return False


def _listed_and_located(evidence: Evidence) -> bool:
    """A listed place behind a preposition of place, "around Sake", needs no model that never read of it."""
    votes = evidence.votes.get("PLACE", {})
    return votes.get("gazetteer", (0.0, 0))[0] >= 0.3 and votes.get("locative", (0.0, 0))[0] >= 0.7


def _well_known(evidence: Evidence) -> bool:
    return evidence.votes.get("PLACE", {}).get("gazetteer", (0.0, 0))[0] >= WELL_KNOWN


def _is_land(evidence: Evidence) -> bool:
    """Whether it is a listed country, province or region that the base model sees too: "Florida" inside bodies."""
    votes = evidence.votes.get("PLACE", {})
    return "ner" in votes and votes.get("gazetteer", (0.0, 0))[0] >= LAND


def _twice_seen(evidence: Evidence) -> bool:
    votes = evidence.votes.get("PLACE", {})
    located = votes.get("locative", (0.0, 0))[0] >= LOCATED
    return not _PLACE_RULES.isdisjoint(votes) or ("ner" in votes and (located or _well_known(evidence)))
