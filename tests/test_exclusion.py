"""Whom a pronoun cannot mean, and whom a quotation by "he" must not be given to."""

from __future__ import annotations

import pytest
from spacy.language import Language


def speakers(nlp: Language, text: str) -> list[str | None]:
    return [quote.speaker_id for quote in nlp(text)._.quotes]


def pronoun(nlp: Language, text: str, word: str) -> list[str | None]:
    return [m.entity_id for m in nlp(text)._.mentions if m.mtype == "pronoun" and m.text == word]


@pytest.mark.model
def test_who_is_asked_is_not_whom_the_question_is_about(nlp: Language) -> None:
    text = (
        "Police officer Yusuf Danjuma said that nobody had paid. "
        "Asked about the bandit Garba Sokoto, he replied: “Who is that?”"
    )
    assert speakers(nlp, text) == ["new:yusuf-danjuma"] * 2


@pytest.mark.model
def test_the_priest_does_not_hide_himself(nlp: Language) -> None:
    assert pronoun(nlp, "Father Nestor Quiroga, the priest who hid him, was tired.", "him") == []


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The rebels' negotiator, Nestor Quiroga, said that talks had failed.\n\n"
        "I met a man in a church. He said that he had been a captain.",
        "Nestor Quiroga said that talks had failed.\n\nA driver fled the town. “It was dark,” he said.",
        "Nestor Quiroga said that talks had failed. A driver fled. He said that it was dark.",
    ],
)
def test_a_man_without_a_name_is_not_the_last_one_who_spoke(nlp: Language, text: str) -> None:
    assert speakers(nlp, text)[1:] == [None]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Nestor Quiroga said that talks had failed.\n\n“It was dark,” he said.",
        "“Talks have failed,” said Nestor Quiroga. The road was cut. “It was dark,” he added.",
    ],
)
def test_who_spoke_last_speaks_on(nlp: Language, text: str) -> None:
    assert speakers(nlp, text) == ["new:nestor-quiroga"] * 2


@pytest.mark.model
def test_the_pronoun_of_a_quote_is_a_mention_of_its_speaker(nlp: Language) -> None:
    text = (
        "Nestor Quiroga said that talks had failed.\n\nA driver fled. He said that it was dark.\n\n"
        "“The M23 left,” said Amina Diallo. “It was late,” she added. The M23 said that it had won."
    )
    doc = nlp(text)
    mentions = {(m.start, m.end): m.entity_id for m in doc._.mentions if m.mtype == "pronoun"}
    sources = {(q.source_start, q.source_end): q.speaker_id for q in doc._.quotes}
    told = [offsets for offsets in sources if text[slice(*offsets)].lower() in ("he", "she", "it")]
    assert len(told) == 2
    assert [mentions.get(offsets) for offsets in told] == [sources[offsets] for offsets in told]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "entity"),
    [
        # who owns, who goes on, and who has the colon
        ("Amina Diallo met Fatou Barry. Rosa Pinzon and her men left.", "her", "new:rosa-pinzon"),
        ("Ali Kone met Omar Diallo. Omar Diallo was hurt, but he spoke.", "he", "new:omar-diallo"),
    ],
)
def test_pronouns_that_grammar_decides(nlp: Language, text: str, word: str, entity: str) -> None:
    assert pronoun(nlp, text, word) == [entity]


@pytest.mark.model
def test_who_is_announced_with_a_colon_says_i_and_not_he(nlp: Language) -> None:
    text = "Omar Diallo, who sells cloth in Goma, said:\n\n“He is a thief. He took the money.”"
    assert "new:omar-diallo" not in pronoun(nlp, text, "He")


@pytest.mark.model
def test_a_thing_that_is_an_object_may_be_it(nlp: Language) -> None:
    text = "Officials thanked the United Nations for the decision, because it cuts costs."
    assert pronoun(nlp, text, "it") == []


@pytest.mark.model
def test_a_counterpart_without_a_name_keeps_the_pronoun(nlp: Language) -> None:
    text = (
        "General Omar Diallo spoke to reporters. Minister Ali Kone telephoned his Solvian counterpart. "
        "Kone told him that it was late."
    )
    assert pronoun(nlp, text, "him") == []
