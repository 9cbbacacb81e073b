"""One word for a group whose name has several, and the words that are none."""

from __future__ import annotations

import pytest
from spacy.language import Language


def entities(nlp: Language, text: str, word: str) -> set[str]:
    return {m.entity_id or "" for m in nlp(text)._.mentions if m.text == word and m.mtype == "name"}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "entity"),
    [
        ("Troops fought the Gulf Clan in Urabá. On Monday the Clan burned six trucks.", "Clan", "arm:clan-del-golfo"),
        (
            "The Dar Hamra Shield Brigade holds the well. Elders say the Shield will not leave.",
            "Shield",
            "new:dar-hamra-shield-brigade",
        ),
        (
            "The Georgian Legion said two men had died near Bakhmut. The Legion gave no names.",
            "Legion",
            "new:georgian-legion",
        ),
        ("Police raided the Muslim Brotherhood in Cairo. The Brotherhood denied it.", "Brotherhood", ""),
    ],
)
def test_the_word_is_the_group(nlp: Language, text: str, word: str, entity: str) -> None:
    found = entities(nlp, text, word)
    assert found == {entity} if entity else len(found) == 1 and found == entities(nlp, text, "Muslim Brotherhood")


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "entity"),
    [
        # a place, a plain word, another body, and two groups with one word
        ("Troops fought the Gulf Clan in Urabá. Ships crossed the Gulf on Monday.", "Gulf", "arm:clan-del-golfo"),
        ("The Rapid Support Forces left. The Support was late.", "Support", "arm:rsf"),
        ("The Gulf Clan left. A Clan was seen in Oban.", "Clan", "arm:clan-del-golfo"),
        ("The Gulf Clan left. The Clan Hotel in Oban burned.", "Clan", "arm:clan-del-golfo"),
        ("The Gulf Clan fought the Otero Clan in Montería. The Clan won.", "Clan", "arm:clan-del-golfo"),
        ("The Clan is feared. Troops fought the Gulf Clan in Urabá.", "Clan", "arm:clan-del-golfo"),
    ],
)
def test_the_word_is_something_else(nlp: Language, text: str, word: str, entity: str) -> None:
    assert entity not in entities(nlp, text, word)


@pytest.mark.model
def test_no_pronoun_points_at_a_person_of_one_weak_vote(nlp: Language) -> None:
    doc = nlp("The Kolas fear the Otrobanda. A rider came from the Clan. He said that nobody slept.")
    assert [m.text for m in doc._.mentions if m.mtype == "pronoun"] == []
