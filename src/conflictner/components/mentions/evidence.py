"""What speaks for each name of a document: votes with weights, summed once a rule; then one kind for each name.

A name is a folded string. "M23" has one kind in a document, whatever the model called it at each of its fourteen
mentions; votes of all mentions are put together before anything is decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from conflictner.kinds import KINDS

#: A name needs this much to become a mention: the base model's label alone, or two weaker signs.
THRESHOLD: Final = 1.0
#: Every further mention that the same rule sees adds this share of the rule's weight, twice at most.
REPEAT: Final = 0.15

#: A rule of this weight contradicts the model without a second one: a whole phrase, a title.
STRONG: Final = 1.4

#: From this weight of the gazetteer's vote on it is a province or a big town.
WELL_KNOWN: Final = 1.1

#: From this weight on it is a seat, a capital, a province or a city.
CITY: Final = 1.2

#: First the family is chosen, then the kind inside it: ORG and ARMED_GROUP do not compete.
FAMILY: Final = {
    **dict.fromkeys(KINDS, "actor"),
    "PLACE": "place",
    "COUNTRY": "place",
    "PERSON": "person",
    "PEOPLE": "people",
    "PROCESS": "process",
    "EVENT": "event",
}
#: The kind that a family falls back to when nothing more exact was said.
GENERIC: Final = {
    "actor": "ORG",
    "place": "PLACE",
    "person": "PERSON",
    "people": "PEOPLE",
    "process": "PROCESS",
    # A war, a law, a prize: a name that is no mention, and takes in the place inside.
    "event": "EVENT",
}

#: What further mentions make of a weight: of none, one or two, and of three or more.
_TWICE: Final = (0.0, 1.0, 1.0 + REPEAT)
_THRICE: Final = 1.0 + REPEAT * 2

#: Rules that look at the form of a name alone.
_SHAPES: Final = frozenset(["acronym-shape", "people-noun"])


@dataclass(slots=True)
class Span:
    """A token range that may be a mention, and what proposed it."""

    start: int
    end: int
    rule: str
    weight: float
    alias_class: str = ""
    entities: tuple[tuple[str, str], ...] = ()

    @property
    def size(self) -> int:
        """Number of tokens."""
        return self.end - self.start


@dataclass(slots=True)
class Evidence:
    """Votes for one name: by kind, by rule, the strongest weight and how often the rule saw it."""

    votes: dict[str, dict[str, tuple[float, int]]] = field(default_factory=dict)
    #: Weight that says "a name", and not of what kind: the model saw one, but its label is not to be trusted.
    name: float = 0.0
    #: A text that tells of conflict is itself one support for a rule that contradicts the model.
    supports: int = 0

    def add(self, kind: str, rule: str, weight: float) -> None:
        """Count one vote."""
        rules = self.votes.get(kind)
        if rules is None:
            self.votes[kind] = {rule: (weight, 1)}
        elif rule in rules:
            strongest, times = rules[rule]
            rules[rule] = (weight if weight > strongest else strongest, times + 1)
        else:
            rules[rule] = (weight, 1)

    def merge(self, other: Evidence) -> None:
        """Take over the votes of another spelling of the name: the long form of an acronym."""
        for kind, rules in other.votes.items():
            for rule, (weight, times) in rules.items():
                strongest, before = self.votes.setdefault(kind, {}).get(rule, (0.0, 0))
                self.votes[kind][rule] = (max(strongest, weight), max(before, times))

    def decide(self) -> Decision:
        """Choose the family with the most weight, then the most exact kind inside it."""
        if len(self.votes) == 1:
            return self._undisputed(*next(iter(self.votes.items())))
        families: dict[str, float] = {}
        kinds: dict[str, float] = {}
        model = self._model_families()
        seen = sum(model.values())
        for kind, rules in self.votes.items():
            weight = 0.0
            for rule, (strongest, times) in rules.items():
                if rule == "ner":
                    # The model contradicts itself ("Goma" GPE twice, PERSON once): each label by its share.
                    strongest *= times / seen
                weight += strongest * (_TWICE[times] if times < 3 else _THRICE)
            kinds[kind] = weight
            family = FAMILY[kind]
            families[family] = families.get(family, 0.0) + weight
        if not families:
            return Decision("", 0.0, "")
        family = _heaviest(families)
        if model and (named := _heaviest(model)) != family and not self._overrules(family, named):
            family = named
        inside = {kind: w for kind, w in kinds.items() if FAMILY[kind] == family and kind != GENERIC[family]}
        exact = _heaviest(inside) if inside else ""
        kind = exact if exact and inside[exact] >= 0.5 else GENERIC[family]
        rivals = sum([w for f, w in families.items() if f != family])
        weight = families[family] + self.name
        return Decision(kind, weight, self._strongest_rule(family), weight / (weight + rivals + 0.2))

    def _undisputed(self, kind: str, rules: dict[str, tuple[float, int]]) -> Decision:
        """The decision on a name that all votes give the same kind: of six names in ten."""
        weight, best, named = 0.0, -1.0, ""
        for rule, (strongest, times) in rules.items():
            weight += strongest * (_TWICE[times] if times < 3 else _THRICE)
            if strongest > best or (strongest == best and rule < named):
                best, named = strongest, rule
        generic = GENERIC[FAMILY[kind]]
        total = weight + self.name
        return Decision(kind if weight >= 0.5 else generic, total, named, total / (total + 0.2))

    def _model_families(self) -> dict[str, int]:
        """How often the model names each family."""
        counts: dict[str, int] = {}
        for kind, rules in self.votes.items():
            if "ner" in rules:
                counts[FAMILY[kind]] = counts.get(FAMILY[kind], 0) + rules["ner"][1]
        return counts

    def _overrules(self, family: str, model: str) -> bool:
        """Whether rules may contradict the model: a listed actor may, everything else needs two supports."""
        rules = {
            rule: seen
            for kind, votes in self.votes.items()
            if FAMILY[kind] == family
            for rule, seen in votes.items()
            if rule != "ner"
        }
        known, again, listed_only = 0, False, True
        for rule, (weight, times) in rules.items():
            if weight >= STRONG or rule == "surname" or (weight >= THRESHOLD and rule.startswith("kb:")):
                return True
            known += weight >= 0.25
            again = again or times > 1
            listed_only = listed_only and rule == "gazetteer" and weight < WELL_KNOWN
        if family == "place" and self.is_city():
            return True
        # A village called Jacques does not make a place of every Jacques.
        return not (listed_only and model == "person") and known + again + self.supports >= 2

    def is_city(self) -> bool:
        """Whether it is a listed seat or city that nothing but the base model takes for a person or a body.

        "M23 took Goma": PERSON for the model, which is no sign against a capital of a province.
        """
        if self.votes.get("PLACE", {}).get("city", (0.0, 0))[0] <= 0.0:
            return False
        others = {
            rule for kind, rules in self.votes.items() if FAMILY[kind] != "place" for rule in rules if rule != "ner"
        }
        return others <= _SHAPES

    def _strongest_rule(self, family: str) -> str:
        heaviest = [
            (-weight, kind, rule)
            for kind, rules in self.votes.items()
            if FAMILY[kind] == family
            for rule, (weight, _) in rules.items()
        ]
        return min(heaviest)[2] if heaviest else ""


def _heaviest(weights: Mapping[str, float]) -> str:
    """The name with the most weight, of equal ones the first in the alphabet."""
    most = max(weights.values())
    return min([name for name, weight in weights.items() if weight == most])


class Decision(NamedTuple):
    """The kind of one name, the weight behind it, the strongest rule, and its share against the other families."""

    kind: str
    weight: float
    rule: str
    share: float = 0.0

    @property
    def accepted(self) -> bool:
        """Whether the name is a mention at all."""
        return self.weight >= THRESHOLD
