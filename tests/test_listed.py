"""Names without a model: what the text proves is found and linked, what it does not is left out."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from conflictner.components.listed import ListedNames
from conflictner.components.listed.names import Name, Names
from conflictner.components.listed.sentences import set_sentences


@pytest.fixture(scope="module")
def finder() -> ListedNames:
    return ListedNames(spacy.blank("en"), "names")


def found(finder: ListedNames, text: str) -> list[tuple[str, str, str]]:
    nlp: Language = spacy.blank("en")
    return [(ent.text, ent.label_, ent.kb_id_) for ent in finder(nlp.make_doc(text)).ents]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M23 rebels advanced.", [("M23", "ARMED_GROUP", "arm:m23")]),
        ("The M23-held hills are quiet.", [("M23", "ARMED_GROUP", "arm:m23")]),
        ("It is 23 metres long.", []),
        ("She read the sign is no good.", []),
        # A country is where something happens, or who acts; either way it is the country.
        ("Fighting went on in Rwanda.", [("Rwanda", "COUNTRY", "cty:RWA")]),
    ],
)
def test_listed_actors(finder: ListedNames, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(finder, text) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shells fell near Goma on Monday.", ["Goma"]),
        ("Shells fell in Goma, Sake and Minova, in the east of Congo-Kinshasa.", ["Goma", "Sake", "Minova"]),
        ("Shells fell near Sake.", []),  # a word of English, and no country is spoken of
        # What is near nothing that is a place, and opens a sentence, may be anything.
        ("Goma Hassan smiled.", []),
        ("In March they met near Reading.", []),
        ("For the sake of peace they met.", []),
    ],
)
def test_listed_places(finder: ListedNames, text: str, names: list[str]) -> None:
    assert [name for name, kind, _ in found(finder, text) if kind == "PLACE"] == names


def test_listed_place_in_the_country_that_is_spoken_of(finder: ListedNames) -> None:
    congo = found(finder, "In Congo, M23 rebels and the Congolese army fought near Bukavu.")
    assert ("Bukavu", "PLACE", "gn:217831") in congo


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Colonel Amani Kito spoke. Later Kito left.", ["Amani Kito", "Kito"]),
        ("“No,” said Amani Kito.", ["Amani Kito"]),
        ("Amani Kito, a farmer, left.", []),  # nothing tells a person from a firm
        ("Gen. Amani Kito and Col. Ruth Kito met. Kito left.", ["Amani Kito", "Ruth Kito"]),  # whose surname?
        ("The Ministry said so.", []),
    ],
)
def test_titled_people(finder: ListedNames, text: str, names: list[str]) -> None:
    assert [name for name, kind, _ in found(finder, text) if kind == "PERSON"] == names


def test_listed_ids_have_an_entity_and_a_role(finder: ListedNames) -> None:
    doc = finder(spacy.blank("en").make_doc("Rwanda denied it. In Rwanda, spokeswoman Amani Kito said so."))
    assert {mention.entity_id for mention in doc._.mentions} == set(doc._.conflict_entities)
    assert [(mention.text, mention.role) for mention in doc._.mentions][:2] == [
        ("Rwanda", "actor"),
        ("Rwanda", "place"),
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "““", "A" * 20_000, "他说：“战争。”", "M23"])
def test_listed_takes_odd_texts(finder: ListedNames, text: str) -> None:
    finder(spacy.blank("en").make_doc(text))


def test_names_know_what_is_taken() -> None:
    names = Names("Amani Kito met Ruth Kito.")
    names.add_local(Name(0, 10, "PERSON", "", "title"), "Amani Kito")
    assert names.found[0].entity_id == "new:amani-kito"
    assert not names.is_free(6, 10)
    assert names.is_free(15, 24)
    assert [run.text for run in names.runs] == ["Amani Kito", "Ruth Kito"]
    assert names.opens_sentence(0)
    assert not names.opens_sentence(15)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\nGonna",
        "Goma fell.",
        "One. Two! Three?! “Four.” (Five.) Six ... seven",
        "... . . Goma",
        "“Go.”",
        "No stop here",
        ". A",
        "It fell in 2012.\n\nThe army (they said.) left…  ",
    ],
)
def test_listed_sentences_are_those_of_spacys_sentencizer(text: str) -> None:
    plain = spacy.blank("en")
    sentencizer = plain.add_pipe("sentencizer")
    before, after = plain.make_doc(text), plain.make_doc(text)
    for doc in (before, after):
        if len(doc) > 2:
            doc[2].is_sent_start = True  # forced by the segments
    sentencizer(before)
    set_sentences(after)
    assert [token.is_sent_start for token in before] == [token.is_sent_start for token in after]
