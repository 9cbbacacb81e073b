"""Cues: what reports, what does not, and with which stance."""

from __future__ import annotations

from importlib.resources import files

import pytest
from spacy.language import Language

from conflictner.components.quotes.cues import Cue, Lexicon, find_cues
from conflictner.components.quotes.reading import Reading

STANCES = {
    *("say", "write", "claim", "announce", "accuse", "deny", "confirm", "warn", "threaten", "urge", "call_for"),
    *("promise", "praise", "refuse", "think", "ask"),
}


def cues(nlp: Language, text: str, *, include_thought: bool = False) -> list[Cue]:
    return find_cues(Reading(nlp(text)), Lexicon.load(), include_thought=include_thought)


def test_cues_table_is_sorted_and_closed() -> None:
    lines = files("conflictner").joinpath("data/en/cues.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    assert rows[0] == ["lemma", "stance", "needs", "frame"]
    assert [row[0] for row in rows[1:]] == sorted({row[0] for row in rows[1:]})
    assert {row[1] for row in rows[1:]} <= STANCES
    assert {row[2] for row in rows[1:]} <= {"", "mark", "clause"}
    assert {row[3] for row in rows[1:]} <= {"", "of", "with", "for", "to", "as", "name", "infinitive", "object"}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "lemma", "stance"),
    [
        ("The army said that the town had fallen.", "say", "say"),
        ("The governor pointed out that the road was closed.", "point out", "say"),
        ("Kigali denied that its troops were there.", "deny", "deny"),
        ("The council called for a truce.", "call for", "call_for"),
        ("The minister vowed to retake the town.", "vow", "promise"),
        ("According to the mayor, the town has fallen.", "according to", "say"),
        ("In the words of the mayor, the town has fallen.", "in the words of", "say"),
        ("The colonel did not rule out that the town would be taken.", "rule out", "deny"),
    ],
)
def test_cues_are_found_with_their_stance(nlp: Language, text: str, lemma: str, stance: str) -> None:
    assert (lemma, stance) in [(cue.entry.lemma, cue.entry.stance) for cue in cues(nlp, text)]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The army did not say who had fired.",
        "The spokesman declined to say how many had died.",
        "The ministry refused to confirm the figure.",
        "He does not deny that he was there.",
        "The council wants Kigali to admit that it was there.",
        "Ask the mayor where they went.",
        "If the rebels say no, the talks end.",
        "Neither the army nor the rebels said who fired first.",
        "Neither side said that the talks had failed.",
        "No one said they had seen the attack.",
        "None of the groups said it was behind the attack.",
    ],
)
def test_cues_refusals_wishes_and_orders_report_nothing(nlp: Language, text: str) -> None:
    assert [cue for cue in cues(nlp, text) if cue.entry.stance != "refuse"] == []


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "He said neither the army nor the rebels had fired first.",
        "No one was hurt, police said.",
        "The army said no one had been hurt.",
        "Both sides said the talks had failed.",
        "No fewer than 20 witnesses said the town had fallen.",
    ],
)
def test_cues_with_a_speaker_report_that_nobody_did_something(nlp: Language, text: str) -> None:
    assert [cue.entry.lemma for cue in cues(nlp, text)] == ["say"]


@pytest.mark.model
def test_cues_never_said_is_negated(nlp: Language) -> None:
    (cue,) = cues(nlp, "The general never said that the war was over.")
    assert cue.negated


@pytest.mark.model
def test_cues_belief_only_on_request(nlp: Language) -> None:
    text = "The mayor believes that the rebels will return."
    assert cues(nlp, text) == []
    assert [cue.entry.stance for cue in cues(nlp, text, include_thought=True)] == ["think"]
