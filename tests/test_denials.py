"""Denials of one word: which quote they deny, where the text leaves no doubt."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Kinshasa accuses Rwanda of backing the rebels, a charge it denies.", "backing the rebels"),
        ("Kinshasa says that Rwanda backs the rebels, which Kigali denies.", "that Rwanda backs the rebels"),
        ("Kinshasa said that Rwanda backed the rebels. Kigali denied this.", "that Rwanda backed the rebels"),
        ("Kinshasa said that Rwanda backed the rebels. The rains came. Kigali denied this.", None),
        ("Rwanda backs the rebels, which Kigali denies.", None),
        ("Kinshasa said that Rwanda backed the rebels. Kigali denied that its troops had left.", None),
        ("Kinshasa said that the town fell, and Uganda said that the road was shut. Kigali denied it.", None),
    ],
)
def test_denials_take_up_the_one_quote_before(nlp: Language, text: str, denied: str | None) -> None:
    quotes = nlp(text)._.quotes
    by_id = {quote.quote_id: quote.text for quote in quotes}
    (found,) = {quote.denies for quote in quotes if quote.stance == "deny"}
    assert (found and by_id[found]) == denied
    assert all(quote.denies is None for quote in quotes if quote.stance != "deny")


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        # a verdict on what was said, in the denier's words
        ("Kinshasa claimed that Rwanda had sent troops; Kigali called it “absurd”.", True),
        ("Kinshasa said that Rwanda had sent troops. Kigali described the accusation as “baseless”.", True),
        ("Kinshasa said that Rwanda had sent troops. Kigali dismissed the reports as “lies”.", True),
        ("Kinshasa said that Rwanda had sent troops. Kigali rejected that as a lie.", True),
        # no verdict of untruth, on something else, on words of its own
        ("Kinshasa said that Rwanda had sent troops. Kigali called the plan “absurd”.", False),
        ("Kinshasa said that Rwanda had sent troops. Kigali called it “a first step”.", False),
        ("Kinshasa said that Rwanda had sent troops. Kigali called it “not false”.", False),
        ("The bureau said that 31 rebels had died. Kigali disputed the figure.", True),
        ("The Sudanese army said that it had taken Bara. The RSF dismissed the statement as propaganda.", True),
        # a habit, not this one
        ("Kinshasa said that Rwanda had sent troops. Kigali has denied such claims before.", False),
        # the deed of which it is accused, another one, that of somebody else
        ("Kinshasa accused Rwanda of sending troops. Kigali denied sending troops.", True),
        ("Kinshasa accused Rwanda of sending troops. Kigali denied having looted Goma.", False),
        ("Kinshasa accused Rwanda of sending troops. Uganda denied sending troops.", False),
    ],
)
def test_denials_by_a_verdict_and_by_the_deed(nlp: Language, text: str, denied: bool) -> None:
    first, second = nlp(text)._.quotes
    assert second.denies == (first.quote_id if denied else None)
