"""Context rules: each holds in the example that stands beside it, and not in its near-misses."""

from __future__ import annotations

import re

import pytest
from spacy.language import Language

from conflictner.components.mentions import patterns
from conflictner.components.mentions.around import Rule
from conflictner.components.mentions.boundaries import Unit
from conflictner.components.mentions.reading import Reading

RULES = [rule for row in patterns.RULES for rule in row]


def votes_for(nlp: Language, marked: str) -> set[str]:
    """The names of the rules that hold for the names in braces."""
    return {vote.rule for vote in votes_of(nlp, marked)}


def votes_of(nlp: Language, marked: str) -> list[patterns.Vote]:
    """The rules that hold for the names in braces, all of which are units; commas join them to a list."""
    pieces = re.split(r"[{}]", marked)
    text, ranges = "", []
    for i, piece in enumerate(pieces):
        if i % 2:
            ranges.append((len(text), len(text) + len(piece)))
        text += piece
    doc = nlp(text)
    spans = [doc.char_span(a, b, alignment_mode="expand") for a, b in ranges]
    reading = Reading.of(doc, lambda word: 0.0)
    titled = {"Didier Mbusa"}
    units = [Unit(span.start, span.end, span.text in titled) for span in spans if span is not None]
    return list(patterns.votes(reading, units, lambda words: words in ("kenya", "rwandan")))


@pytest.mark.model
@pytest.mark.parametrize("rule", RULES, ids=[f"{rule.name}: {rule.example}" for rule in RULES])
def test_context_rule_holds_in_its_example(nlp: Language, rule: Rule) -> None:
    assert rule.name in votes_for(nlp, rule.example)


@pytest.mark.model
@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("locative", "in the {Ruzizi} case"),
        ("locative", "he spoke in {Swahili}"),
        ("class-of", "the town of {Goma} 2024"),
        ("admin-class", "{Veronica Lake}"),
        ("armed-after", "the {Rwandan} militia"),
        ("nickname", "he calls {Barbecue} for help"),
        ("told-outlet", "he told {Peter}"),
        ("party-members", "{Greens} are healthy"),
        ("chamber", "{Senate} voted"),
        ("told-where", "{Omar Bello}, a village elder, fled"),
        ("told-where", "{Omar Bello}, a teacher, fled"),
        ("told-where", "{Omar Bello}, 43, fled"),
        ("home", "an officer from {RNDDH}"),
        ("post", "a party at {Rahim}"),
        ("fought", "he shouted at {Rahim}"),
        ("beside", "a friend of {Rahim}"),
        ("charity", "the armed group {Zarko}"),
        ("charity", "his partner {Jill Kalumba}"),
        ("named", "he was known to {Baraka}"),
        ("named", "the law, known as {Baraka}"),
    ],
)
def test_context_rule_keeps_silent(nlp: Language, rule: str, text: str) -> None:
    assert rule not in votes_for(nlp, text)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a militia calling itself the {Otter Shield}", "ARMED_GROUP"),
        ("fighters of a group known as {Red Dawn}", "ARMED_GROUP"),
        ("dissidents of the front known as the {Ninth Column}", "ARMED_GROUP"),
        ("a reading group known as {Red Dawn}", "ORG"),
        ("a man who called himself {Baraka}", "PERSON"),
        ("a fighter known as {Baraka}", "PERSON"),
        ("a woman who gave her name as {Baraka}", "PERSON"),
        ("a militant named {Baraka}", "PERSON"),
        ("a rebel who goes by {Baraka}", "PERSON"),
        ("in a hamlet called {Baraka}", "PLACE"),
    ],
)
def test_context_naming_phrase_gives_the_kind_of_its_noun(nlp: Language, text: str, kind: str) -> None:
    assert [vote.kind for vote in votes_of(nlp, text) if vote.rule == "named"] == [kind]


def test_context_rules_are_told_apart() -> None:
    assert len({(rule.name, rule.example) for rule in RULES}) == len(RULES)
    assert all(rule.example.count("{") >= 1 and rule.weight > 0 for rule in RULES)
