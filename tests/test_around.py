"""Contents before a cue and around it: torn sentences, "as X put it", reasons behind the cue, whole phrases."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model


def found(nlp: Language, text: str) -> list[tuple[str, str]]:
    doc = nlp(text)
    return [
        (
            doc.text[quote.source_start : quote.source_end] if quote.source_start is not None else "",
            " / ".join(doc.text[a:b] for a, b in quote.contents),
        )
        for quote in doc._.quotes
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "The village, the major told me on Friday, is now held by the rebels.",
            "the major",
            "The village / is now held by the rebels",
        ),
        (
            "These fighters, Idris explained earlier at the meeting, were “well-paid,” earning a lot.",
            "Idris",
            "These fighters / were “well-paid,” earning a lot",
        ),
        (
            "Though the truce was easy, he said, replacing the envoy would be hard.",
            "he",
            "Though the truce was easy / replacing the envoy would be hard",
        ),
        ("The firm was a giant, Idris said, until it failed.", "Idris", "The firm was a giant / until it failed"),
        (
            "The club's heavy investment, Ms Bello said, “is a burden on us.”",
            "Ms Bello",
            "The club's heavy investment / “is a burden on us.”",
        ),
        ("In Goma, Idris said, “is where we stay.”", "Idris", "is where we stay."),
        ("As Amina Bello put it, the road is a trap.", "Amina Bello", "the road is a trap"),
        ("The road is a trap, as one aid worker put it.", "one aid worker", "The road is a trap"),
        ("Fighters like Idris, he said.", "he", "Fighters like Idris"),
        (
            "The road is shut, Idris said, because the bridge is lost.",
            "Idris",
            "The road is shut / because the bridge is lost",
        ),
        ("Twelve killed near the bridge, residents say", "residents", "Twelve killed near the bridge"),
        ("Militia burns three villages, the governor says", "the governor", "Militia burns three villages"),
        (
            "We need to “guard the bridge. But at the other end we must feed the camp,” Ms Bello said.",
            "Ms Bello",
            "We need to “guard the bridge. But at the other end we must feed the camp,”",
        ),
    ],
)
def test_around_contents(nlp: Language, text: str, source: str, content: str) -> None:
    assert found(nlp, text) == [(source, content)]


@pytest.mark.parametrize(
    "text",
    [
        "The tradition matters, as the elders said.",
        "The soldier dropped the key, and a boy put it back.",
        "As he called for calm.",
        "On Monday, he said.",
    ],
)
def test_around_no_content_where_nothing_is_reported(nlp: Language, text: str) -> None:
    assert all(content == "calm" for _, content in found(nlp, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The court forced the general to admit that no officer had been punished.",
            [("the general", "that no officer had been punished")],
        ),
        ("The raid prompted the mayor to say that the town was lost.", [("the mayor", "that the town was lost")]),
        ("After saying her house had burned, she was taken to hospital.", [("she", "her house had burned")]),
        ("The judge did not force the general to admit that he had lied.", []),
        ("The mayor told the general to admit that he had lied.", [("The mayor", "to admit that he had lied")]),
    ],
)
def test_around_who_is_made_to_speak(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister admitted using the fund.", [("The minister", "using the fund")]),
        ("The mayor suggested closing the road at night.", [("The mayor", "closing the road at night")]),
        ("The army warned officials to guard the bridge.", [("The army", "to guard the bridge")]),
        ("The mayor stopped closing the road.", []),
        ("The mission reported 54 people killed in the state.", [("The mission", "54 people killed in the state")]),
        ("The mission reported 54 people.", []),
        ("She asks the pupils if anyone knows the road.", [("She", "if anyone knows the road")]),
        ("The mission said that\n- the road is shut.", []),
        ("Odo said the cabinet was split, but would not fall.", [("Odo", "the cabinet was split, but would not fall")]),
        ("Odo said the cabinet was split, but would not give names.", [("Odo", "the cabinet was split")]),
        ("Odo said the town was lost, but would be retaken.", [("Odo", "the town was lost, but would be retaken")]),
    ],
)
def test_around_deeds_without_a_clause(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(nlp, text) == expected


def test_around_a_list_of_speakers_is_one_source(nlp: Language) -> None:
    sources = [source for source, _ in found(nlp, "Elders, traders and priests said the road was shut.")]
    assert sources == ["Elders, traders and priests"]


def test_around_same_words_with_and_without_marks_are_one_quote(nlp: Language) -> None:
    contents = [
        content.strip("“”.") for _, content in found(nlp, "The army denied what it called “a raid on the camp.”")
    ]
    assert len(contents) == len(set(contents))
