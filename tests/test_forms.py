"""What the form of a token allows to the names around it."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from conflictner.aliasspans import forms
from conflictner.aliasspans.forms import Forms, batch_of
from conflictner.knowledge import Actor, KnowledgeBase, Name

KB = KnowledgeBase(
    [
        Actor("arm:otters", "ARMED_GROUP", "Otter Brigade", (Name("OBK", "acronym"),)),
        Actor("pp:t", "PARTY", "Together", tier=0),
        Actor("arm:al", "ARMED_GROUP", "Al-Karibe"),
    ]
)
BLANK = spacy.blank("en")
FLAGS = ["OPENS", "ANYWAY", "EDGE", "FREE", "SMALL", "CUT", "CLOSES", "WORDY", "OF", "COMMON", "STOPS", "PARAGRAPH"]


def allowed(word: str, *, blank: bool) -> set[str]:
    batch = batch_of([Doc(BLANK.vocab, [word], [blank])])
    code = int(Forms(KB.index).codes(batch)[batch.starts[0]])
    return {flag for flag in FLAGS if code & getattr(forms, flag)}


@pytest.mark.parametrize(
    ("word", "blank", "expected"),
    [
        ("the", True, "EDGE SMALL CUT WORDY"),
        ("The", True, "EDGE CUT WORDY COMMON"),
        ("Kivu", True, "EDGE CUT WORDY"),
        ("Kivu", False, "FREE WORDY"),
        ("of", True, "EDGE SMALL CUT WORDY OF"),
        (",", True, "EDGE FREE SMALL CUT CLOSES"),
        (".", True, "EDGE FREE SMALL CUT CLOSES STOPS"),
        ("(", False, "EDGE FREE SMALL CUT CLOSES"),
        ("-", False, "EDGE FREE SMALL CLOSES"),
        ("'s", True, "EDGE SMALL CUT CLOSES"),
        ("’s", True, "EDGE SMALL CUT CLOSES"),
        ("'s", False, "FREE SMALL"),
        ("'", False, "FREE SMALL"),
        ("\n", False, "EDGE FREE SMALL CUT CLOSES WORDY OF STOPS"),
        ("\n\n", False, "EDGE FREE SMALL CUT CLOSES WORDY OF STOPS PARAGRAPH"),
        ("Otter", True, "OPENS EDGE CUT WORDY"),
        ("otter", True, "OPENS EDGE SMALL CUT WORDY"),
        ("Otters", True, "EDGE CUT WORDY"),
        ("OBK", True, "OPENS ANYWAY EDGE CUT WORDY"),
        ("anti-OBK", True, "OPENS ANYWAY EDGE SMALL CUT WORDY"),
        ("obk", True, "EDGE SMALL CUT WORDY"),
        ("Together", True, "OPENS EDGE CUT WORDY COMMON"),
        ("together", True, "EDGE SMALL CUT WORDY"),  # the party is written with a capital
        ("Al", True, "OPENS ANYWAY EDGE CUT WORDY COMMON"),
    ],
)
def test_forms_what_a_form_allows(word: str, blank: bool, expected: str) -> None:
    assert allowed(word, blank=blank) == set(expected.split())


def test_forms_no_text_beyond_the_ends_of_a_doc() -> None:
    batch = batch_of([BLANK("One two."), BLANK(""), BLANK("Three")])
    start = int(batch.starts[0])
    assert batch.text(0, start - 5, start + 50) == "One two."
    assert batch.text(1, start, start + 50) == ""


def test_forms_are_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "_MOST", 40)
    known = Forms(KB.index)
    for number in range(30):
        batch = batch_of([BLANK(f"word{number} of the Otter Brigade{number} and {number} others")])
        assert known.codes(batch).all()
        assert len(known._codes) <= 41
