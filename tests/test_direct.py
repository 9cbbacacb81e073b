"""Quotations given to speakers: beside a cue, across paragraphs, without a cue, after a dash."""

from __future__ import annotations

import pytest
from spacy.language import Language

from conflictner.components.quotes.cues import Lexicon, find_cues
from conflictner.components.quotes.direct import DirectFinder
from conflictner.components.quotes.reading import Reading

pytestmark = pytest.mark.model


def found(nlp: Language, text: str) -> list[tuple[str, str, str]]:
    """Words, rule and source of every attribution."""
    reading = Reading(nlp(text))
    return [
        (
            " / ".join(reading.text[a:b] for a, b in quote.parts),
            quote.rule,
            "" if quote.source is None else reading.span_text(quote.source.start, quote.source.end),
        )
        for quote in DirectFinder(reading, find_cues(reading, Lexicon.load())).find()
    ]


@pytest.mark.parametrize(
    ("text", "rule", "source"),
    [
        ("“We stay,” said Omar Idris.", "direct:after", "Omar Idris"),
        ("“We stay,” Omar Idris, a major who speaks for them, posted on X.", "direct:after", "Omar Idris"),
        ("“We stay,” he fumed.", "direct:after", "he"),
        ("“We stay, he said.", "direct:after", "he"),
        ("The mayor added, “We stay.”", "direct:before", "The mayor"),
        ("The mayor gives another version: “We stay.”", "direct:colon", "The mayor"),
        ("Article 12 affirms: “No state shall expel a refugee.”", "direct:colon", "Article 12"),
        ("“Bring them home!” read one.", "direct:after", "one"),
        ("“Spies with pens,” was the phrase of Omar Idris.", "direct:copula", "Omar Idris"),
        ("“We stay in this town.” – Omar Idris", "direct:dash", "Omar Idris"),
        (
            "“Burns and more burns here.” A doctor at the hospital, by phone.",
            "direct:fragment",
            "A doctor",
        ),
        ("Her bunker? She laughed. “It is locked, all of it.”", "direct:previous", "She"),
    ],
)
def test_direct_rules(nlp: Language, text: str, rule: str, source: str) -> None:
    ((_, got, speaker),) = found(nlp, text)
    assert (got, speaker) == (rule, source)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“We stay,” Amina Bello, founder of the Lake Radio, tells Reuters in an interview.", "Amina Bello"),
        ("The minister told parliament when asked about the raid: “We were not there.”", "The minister"),
        ("His last word: “It is not over,” he said.", "he"),
    ],
)
def test_direct_source_is_who_speaks_not_who_hears_or_asks(nlp: Language, text: str, source: str) -> None:
    ((_, _, speaker),) = found(nlp, text)
    assert speaker == source


def test_direct_title_behind_the_speaker_is_not_said(nlp: Language) -> None:
    assert found(nlp, "“We stay,” said Omar Idris, author of “The Long Road.”")[0][0] == "We stay,"
    assert found(nlp, "“We stay,” said Omar Idris, and “we fight on.”")[0][0] == "We stay, / we fight on."


def test_direct_a_second_cue_behind_the_speaker_begins_a_quote_of_its_own(nlp: Language) -> None:
    text = "“There is little we can do,” said a clerk who knew them and described the raid as “a lesson.”"
    assert found(nlp, text)[0][0] == "There is little we can do,"


def test_direct_who_cuts_in_speaks_next(nlp: Language) -> None:
    cut = found(nlp, "“We stay,” Omar Idris said, and his deputy cut in. “We will not leave the town.”")
    assert [speaker for _, _, speaker in cut] == ["Omar Idris", "his deputy"]
    looked = found(nlp, "“We stay,” Omar Idris said, and his deputy left. “We will not leave the town.”")
    assert [speaker for _, _, speaker in looked] == ["Omar Idris", "Omar Idris"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“His mood is grim,” she said, but despite the tone, “I think he will stay,” Bello said.",
            [("His mood is grim,", "she"), ("I think he will stay,", "Bello")],
        ),
        ("“We stay,” he said, “and we fight,” he added.", [("We stay,", "he"), ("and we fight,", "he")]),
        ("“We stay,” he said, “and we fight.”", [("We stay, / and we fight.", "he")]),
    ],
)
def test_direct_second_part_with_a_cue_behind_it(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(words, speaker) for words, _, speaker in found(nlp, text)] == expected


def test_direct_forgotten_closing_mark_ends_before_the_cue(nlp: Language) -> None:
    assert found(nlp, "“We stay, he said.")[0][0] == "We stay,"


def test_direct_cue_in_the_middle_makes_two_parts_or_two_quotes(nlp: Language) -> None:
    assert found(nlp, "“We stay,” he said, “and we fight.”")[0][0] == "We stay, / and we fight."
    assert [words for words, *_ in found(nlp, "“We stay,” he said. “They go.”")] == ["We stay,", "They go."]
    assert [words for words, *_ in found(nlp, "“We stay,” he wrote on X. “They go.”")] == ["We stay,", "They go."]


def test_direct_paragraph_of_its_own_belongs_to_the_running_speaker(nlp: Language) -> None:
    text = "“We stay here,” said Omar Idris.\n\nRead: Town falls\n\n“They will go one day.”"
    assert [(rule, source) for _, rule, source in found(nlp, text)] == [
        ("direct:after", "Omar Idris"),
        ("direct:running", "Omar Idris"),
    ]


def test_direct_dialogue_dashes(nlp: Language) -> None:
    text = "— We do not leave, says the councillor, and points to the church. — Let them come for the saints."
    assert [words for words, *_ in found(nlp, text)] == ["We do not leave,", "Let them come for the saints."]


@pytest.mark.parametrize(
    "text", ["The “strategic” bridge fell.", "— One item\n— Another item", "“Town Hall” is there."]
)
def test_direct_scare_quotes_lists_and_names_have_no_speaker(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The minister scolded him: “The council is against you,” she said.",
            [("she", "The council is against you,")],
        ),
        (
            "“This road is ours!” the mayor's niece, Amina “Mina” Bello, shouted. “We stay.”",
            [("the mayor's niece", "This road is ours!"), ("the mayor's niece", "We stay.")],
        ),
        (
            "“We will have peace in this town,” Harper police chief Amos Bello said Monday.",
            [("Harper police chief Amos Bello", "We will have peace in this town,")],
        ),
        ("“They say, ‘Who cares?’ and go,” said Bello.", [("Bello", "They say, ‘Who cares?’ and go,")]),
        (
            "“He said, ‘The road is shut,’ and left,” said Bello.",
            [("Bello", "He said, ‘The road is shut,’ and left,"), ("He", "The road is shut,")],
        ),
    ],
)
def test_direct_who_speaks_behind_the_mark(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    doc = nlp(text)
    found = [
        (doc.text[q.source_start : q.source_end] if q.source_start is not None else "", doc.text[slice(*q.contents[0])])
        for q in doc._.quotes
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ali Odo sells oranges. “It is quiet,” he said. “But who stops them?” Rockets hit the town twice.", "Ali Odo"),
        ("Ali Odo sells oranges. “It is quiet,” he said. “But who stops them?” Rwanda shelled the town.", "Ali Odo"),
        ("Ali Odo waited. “Who stops them?” Musa Bello snapped.", "Musa Bello"),
    ],
)
def test_direct_a_sentence_behind_a_question_is_no_cue(nlp: Language, text: str, speaker: str) -> None:
    assert nlp(text)._.quotes[-1].speaker_name == speaker
