"""Sources: the phrase that speaks."""

from __future__ import annotations

import pytest
from spacy.language import Language

from conflictner.components.quotes.cues import Lexicon, find_cues
from conflictner.components.quotes.reading import Reading
from conflictner.components.quotes.sources import find_source, follows_comma, is_pronoun_relative, phrase_at

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army said that the town had fallen.", "The army"),
        ("A trader, Amina Bello, said that the town had fallen.", "A trader"),
        ("― A trader said that the town had fallen.", "A trader"),
        ("The officer who commands the troops said that the town had fallen.", "The officer"),
        ("He met the officer who said that the town had fallen.", "the officer"),
        ("The mayor went on to say that the town had fallen.", "The mayor"),
        ("The mayor was quoted as saying that the town had fallen.", "The mayor"),
        ("Residents were told by soldiers that the town had fallen.", "soldiers"),
        ("The mayor left, adding that the town had fallen.", "The mayor"),
        ("Kenya and Uganda said that the town had fallen.", "Kenya and Uganda"),
        ("According to the mayor of Sake, the town had fallen.", "the mayor of Sake"),
        ("A resident of Sittwe, who said that the town had fallen, left.", "A resident of Sittwe"),
        ("A trader from the north, who said that the town had fallen, left.", "A trader from the north"),
        ("He met a man of the rebels who said that the town had fallen.", "the rebels"),
        ("He met the brother of a colonel who said that the town had fallen.", "a colonel"),
        ("Briefing reporters today, Amina Bello said: the town had fallen.", "Amina Bello"),
        ("Briefing the council on Monday, Amina Bello said that the town had fallen.", "Amina Bello"),
        ("Leading traders, many of them women, said that the town had fallen.", "Leading traders"),
        ("The army released a statement saying that the town had fallen.", "The army"),
        ("A letter saying that the town had fallen was found.", "A letter"),
        ("Speaking for the parents, Musa Idris, SC, said that the town had fallen.", "Musa Idris"),
        ("It was reported that the town had fallen.", None),
        ("The town was said to have fallen.", None),
        ("The army wrote a letter to residents saying that the road was shut.", "The army"),
        ("The army talked to residents saying that the road was shut.", "residents"),
        ("He angered doctors in Goma, who argued that the clinic should stay open.", "doctors"),
    ],
)
def test_sources_follow_the_parse(nlp: Language, text: str, expected: str | None) -> None:
    reading = Reading(nlp(text))
    sources = [find_source(reading, cue) for cue in find_cues(reading, Lexicon.load())]
    found = {reading.span_text(s.start, s.end) for s in sources if s is not None}
    assert found == (set() if expected is None else {expected})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Omar Idris, who said that the town had fallen, left.", "who"),
        ("He met the officer who said that the town had fallen.", "the officer who"),
        ("Omar Idris, who fled and then said that the town had fallen, left.", "Omar Idris"),
        ("Omar Idris said that the town had fallen.", "Omar Idris"),
    ],
)
def test_sources_tell_the_words_in_the_place_of_the_subject(nlp: Language, text: str, expected: str) -> None:
    reading = Reading(nlp(text))
    (source,) = [find_source(reading, cue) for cue in find_cues(reading, Lexicon.load())]
    assert source is not None
    assert reading.span_text(*source.words) == expected


def test_sources_beside_a_cue_when_the_parse_gives_none(nlp: Language) -> None:
    reading = Reading(nlp("said Col Musa Idris on Monday"))
    source = phrase_at(reading, 1, len(reading.doc))
    assert source is not None
    assert reading.span_text(source.start, source.end) == "Col Musa Idris"


def test_sources_capitals_are_no_relative_pronoun(nlp: Language) -> None:
    doc = Reading(nlp("A man who runs met the WHO.")).doc
    assert [token.text for token in doc if is_pronoun_relative(token)] == ["who"]


def test_sources_subject_after_a_comma(nlp: Language) -> None:
    doc = Reading(nlp("The town fell, the army said.")).doc
    assert [token.text for token in doc if token.dep_ == "nsubj" and follows_comma(token)] == ["army"]
