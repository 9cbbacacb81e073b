"""Events, bodies, parties and the learned model: hand-built Docs, near-misses beside hits."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from conflictner.annotations import read_marks
from conflictner.components.mentions import MentionFinder
from conflictner.components.mentions.book import Book
from conflictner.components.mentions.countries import Countries
from conflictner.components.mentions.evidence import Evidence
from conflictner.components.mentions.learned import CLASSES, Beside, features, probabilities, weights
from conflictner.components.mentions.reading import Reading

Build = Callable[..., Doc]
_SMALL = {"in": "ADP", "of": "ADP", "for": "ADP", "and": "CCONJ", "the": "DET", "The": "DET", ",": "PUNCT"}


@pytest.fixture(scope="module")
def finder() -> MentionFinder:
    return MentionFinder(spacy.blank("en"))


def found(make_doc: Build, finder: MentionFinder, text: str, ents: str = "", verbs: str = "") -> list[tuple[str, str]]:
    words = text.split(" ")
    bio = ["O"] * len(words)
    for item in ents.split():
        label, _, span = item.partition(":")
        start, _, end = span.partition("-")
        for i in range(int(start), int(end)):
            bio[i] = f"{'B' if i == int(start) else 'I'}-{label}"
    pos = [
        "VERB"
        if word in verbs.split()
        else _SMALL.get(word, "NUM" if word.isdigit() else "PROPN" if word[0].isupper() else "NOUN")
        for word in words
    ]
    options: dict[str, Any] = {"heads": [0] * len(words), "deps": ["ROOT"] + ["dep"] * (len(words) - 1)}
    doc = finder(make_doc(words, ents=bio, pos=pos, lemmas=[w.lower().removesuffix("ed") for w in words], **options))
    return [(doc[mark.start : mark.end].text, mark.kind) for mark in read_marks(doc)]


@pytest.mark.parametrize(
    ("text", "ents", "expected"),
    [
        # a poll with its year, or with its kind, is a name of its own
        ("he won the 1998 Kenya general election", "GPE:4-5", []),
        ("before the Ontario provincial election", "GPE:2-3", []),
        ("a seat in the 2006 Kenya Senate elections", "ORG:5-7", []),
        ("all Kenya elections were late", "GPE:1-2", [("Kenya", "COUNTRY")]),
        # wars, treaties, storms
        ("veterans of the Kivu War", "GPE:3-4", []),
        ("he signed the Treaty of Goma", "GPE:5-6", []),
        ("the siege of Goma", "GPE:3-4", [("Goma", "PLACE")]),
        ("when Cyclone Nalimba came , Nalimba fell", "PERSON:1-3 PERSON:5-6", []),
    ],
)
def test_mentions_events_take_in_what_stands_inside(
    make_doc: Build, finder: MentionFinder, text: str, ents: str, expected: list[tuple[str, str]]
) -> None:
    assert found(make_doc, finder, text, ents) == expected


@pytest.mark.parametrize(
    ("text", "ents", "expected"),
    [
        ("voters of the Northern Farmers Party of Kenya", "ORG:3-6", ("Northern Farmers Party of Kenya", "PARTY")),
        ("voters of the Peace and Progress Party", "ORG:5-7", ("Peace and Progress Party", "PARTY")),
        ("a pact of the Kalumba Party and Mbaza Nour", "ORG:4-9", ("Kalumba Party", "PARTY")),
        ("seats of the Kenyan Greens", "NORP:3-5", ("Kenyan Greens", "PARTY")),
        ("the Partido Mbaza won", "GPE:1-3", ("Partido Mbaza", "PARTY")),
        ("a shop on Kalumba Avenue", "ORG:3-5", ("Kalumba Avenue", "PLACE")),
        ("rebels in Kalumba Province", "PERSON:2-4", ("Kalumba Province", "PLACE")),
        ("the Kalumba Medical School", "FAC:1-4", ("Kalumba Medical School", "ORG")),
    ],
)
def test_mentions_bodies_and_land_are_told_by_their_class_word(
    make_doc: Build, finder: MentionFinder, text: str, ents: str, expected: tuple[str, str]
) -> None:
    assert expected in found(make_doc, finder, text, ents)


@pytest.mark.parametrize(
    ("text", "ents", "expected"),
    [
        # where people are from
        ("Ana Lind , 54 , of Mweso said so", "PERSON:0-2 ORG:6-7", [("Ana Lind", "PERSON"), ("Mweso", "PLACE")]),
        ("and Ana Lind of Mweso said so", "PERSON:1-3 ORG:4-5", [("Ana Lind", "PERSON"), ("Mweso", "PLACE")]),
        ("and Ana Lind of Zorvinek said so", "PERSON:1-3 ORG:4-5", [("Ana Lind", "PERSON"), ("Zorvinek", "ORG")]),
        ("then a Mweso man was held", "ORG:2-3", [("Mweso", "PLACE")]),
        ("then a Mweso Bank man was held", "ORG:2-4", [("Mweso Bank", "ORG")]),
        ("Senator Ana Lind , R - Zorvinek , left", "PERSON:1-3", [("Ana Lind", "PERSON"), ("Zorvinek", "PLACE")]),
        # states that are no more, realms
        ("envoys of the Soviet Union left", "ORG:3-5", [("Soviet Union", "PLACE")]),
        ("envoys of the Student Union left", "ORG:3-5", [("Student Union", "ORG")]),
        ("in the Duchy of Zorvinek then", "", [("Duchy of Zorvinek", "PLACE")]),
        ("in the Office of Zorvinek then", "ORG:2-5", [("Office of Zorvinek", "ORG")]),
        ("raids in the West Bank went on", "ORG:3-5", [("West Bank", "PLACE")]),
        ("raids on the Mweso Bank went on", "ORG:3-5", [("Mweso Bank", "ORG")]),
        # a dateline that no line of its own sets off
        ("MWESO -- The mayor left", "ORG:0-1", [("MWESO", "PLACE")]),
        ("ZORVINEK -- The mayor left", "ORG:0-1", [("ZORVINEK", "ORG")]),
        # members of a family stand beside names, not beside places
        ("he and his wife , Zorva , left", "GPE:5-6", [("Zorva", "PERSON")]),
        ("he and his friends , Mweso , left", "GPE:5-6", [("Mweso", "PLACE")]),
        # no places: a day, a disease, letters behind a name, a union; a chamber is one
        ("seen on Jan. 19 there", "", []),
        ("then the Mweso virus came", "GPE:2-3", []),
        ("then Peter Kalumba , QC , left", "PERSON:1-3", [("Peter Kalumba", "PERSON")]),
        ("a trial in the Senate then", "", [("Senate", "GOVERNMENT")]),
        ("a row in the Zorva union then", "GPE:4-5", [("Zorva", "ORG")]),
        # offices behind a place, bodies that the model takes for persons
        ("then Zorvinek County Sheriff left", "GPE:1-4", [("Zorvinek County", "PLACE")]),
        ("then Zorvinek Police left", "PERSON:1-3", [("Zorvinek Police", "POLICE")]),
        # bodies that go on behind "for" and "and"
        ("a member of the Veterans for Peace left", "", [("Veterans for Peace", "ORG")]),
        ("a home of Veterans for the aged", "", []),
        ("the Party for the Animals won", "", [("Party for the Animals", "PARTY")]),
    ],
)
def test_mentions_homes_and_bodies(
    make_doc: Build, finder: MentionFinder, text: str, ents: str, expected: list[tuple[str, str]]
) -> None:
    assert found(make_doc, finder, text, ents, verbs="said left") == expected


def test_mentions_a_clause_is_no_name(make_doc: Build, finder: MentionFinder) -> None:
    names = found(make_doc, finder, "Kalumba Brigade entered Minova today", "ORG:0-4", verbs="entered")
    assert [name for name, _ in names] == ["Kalumba Brigade", "Minova"]


def test_mentions_office_before_a_title_is_no_body(make_doc: Build, finder: MentionFinder) -> None:
    names = found(make_doc, finder, "then US National Security Adviser Peter Kalumba left", "ORG:1-4 PERSON:5-7")
    assert names == [("US", "COUNTRY"), ("Peter Kalumba", "PERSON")]


def test_mentions_weights_are_small_and_complete() -> None:
    text = (files("conflictner") / "data" / "en" / "name_weights.json").read_text(encoding="utf-8")
    assert json.loads(text)["classes"] == list(CLASSES)
    assert len(weights()) < 1200
    assert all(len(row) == len(CLASSES) for row in weights().values())


@pytest.mark.parametrize(
    ("text", "beside", "expected"),
    [
        ("with Oxfam , Kalumba and Goma", ({5: "place"}, {2: "actor"}), {"mate=actor": 1.0, "mate=place": 1.0}),
        ("with Oxfam Kalumba of Goma", ({4: "place"}, {2: "actor"}), {}),
        ("with the Kalumba and the Goma", ({5: "place"}, {}), {"mate=place": 1.0}),
    ],
)
def test_mentions_joined_names_tell_of_one_another(
    make_doc: Build, text: str, beside: Beside, expected: dict[str, float]
) -> None:
    words = text.split(" ")
    heads, deps = [0] * len(words), ["ROOT"] + ["dep"] * (len(words) - 1)
    reading = Reading.of(make_doc(words, pos=["PROPN"] * len(words), heads=heads, deps=deps), lambda word: 0.0)
    at = words.index("Kalumba")
    names = features(reading, Evidence(), [(at, at + 1)], lambda word: 0.0, beside)
    assert {name: value for name, value in names.items() if name.startswith("mate=")} == expected


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Zorvinek ran for the seat", ["Zorvinek"]),
        ("Congolese ran for the seat", []),
        ("Guests ran and guests fell", []),
        ("One Two Three Four Five Six ran", []),
    ],
)
def test_mentions_unknown_runs_are_left_for_the_model(
    make_doc: Build, finder: MentionFinder, text: str, runs: list[str]
) -> None:
    words = text.split(" ")
    heads, deps = [0] * len(words), ["ROOT"] + ["dep"] * (len(words) - 1)
    doc = make_doc(words, pos=["PROPN" if word[0].isupper() else "VERB" for word in words], heads=heads, deps=deps)
    book = Book(Reading.of(doc, finder.kb.frequency), finder.kb, Countries.of(finder.kb))
    book.fill([], finder.gazetteer)
    assert [doc[span.start : span.end].text for span in book.spans if span.rule == "run"] == runs


def test_mentions_probabilities_sum_to_one() -> None:
    assert sum(probabilities({"bias": 1.0, "model=ORG": 1.0}).values()) == pytest.approx(1.0)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("M23 rebels and the Congolese army traded artillery fire around Sake on Monday.", ["Sake"]),
        ("Thousands of villagers have fled Kitshanga and Mweso since the rebels came.", ["Kitshanga", "Mweso"]),
        ("He replied in English that the rebels had left the town.", []),
        ("The rebels shelled the town for the sake of a hill.", []),
    ],
)
def test_mentions_everyday_towns_and_languages(nlp: Language, text: str, places: list[str]) -> None:
    assert [m.text for m in nlp(text)._.mentions if m.kind == "PLACE"] == places


@pytest.mark.parametrize(
    ("text", "ents", "expected"),
    [
        # units of an army, their number in the name; a task force against fraud is none
        ("rebels attacked troops of the 11th Army Corps", "ORG:6-8", ("11th Army Corps", "MILITARY")),
        (
            "rebels killed men of the 3rd Separate Assault Brigade",
            "ORG:6-9",
            ("3rd Separate Assault Brigade", "MILITARY"),
        ),
        ("rebels killed men of the Omega Squadron", "PERSON:5-7", ("Omega Squadron", "MILITARY")),
        ("troops killed men of the rebel 4th Otter Regiment", "ORG:7-9", ("4th Otter Regiment", "ARMED_GROUP")),
        ("the general who commands the Otter Task Force attacked rebels", "ORG:5-8", ("Otter Task Force", "MILITARY")),
        ("a raid of the Otter Fraud Task Force killed rebels", "ORG:4-8", ("Otter Fraud Task Force", "ORG")),
        # "and" inside a body's name, though a place is called by its first word
        ("a report by the Peace and Healing Foundation", "ORG:6-8", ("Peace and Healing Foundation", "ORG")),
        ("a pact of Kenya and Healing Foundation", "ORG:5-7", ("Healing Foundation", "ORG")),
        # a quantifier is no party
        ("the Kalumba party won", "", ("Kalumba", "PARTY")),
        # a ministry goes on with what it is for
        ("Kenya 's Ministry of Defence said", "", ("Kenya 's Ministry of Defence", "GOVERNMENT")),
        ("Kenya 's Ministry said", "", ("Kenya 's Ministry", "GOVERNMENT")),
    ],
)
def test_mentions_units_bodies_and_ministries_are_whole(
    make_doc: Build, finder: MentionFinder, text: str, ents: str, expected: tuple[str, str]
) -> None:
    assert expected in found(make_doc, finder, text, ents)


@pytest.mark.parametrize(
    "text", ["Neither party left", "Either party left", "No party left", "Rival party leaders left"]
)
def test_mentions_a_quantifier_is_no_party(make_doc: Build, finder: MentionFinder, text: str) -> None:
    assert found(make_doc, finder, text) == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "President Salva Kiir and his deputy Riek Machar met in Juba. Kiir and Machar did not speak to reporters.",
            ["Salva Kiir", "Riek Machar", "Juba", "Kiir", "Machar"],
        ),
        # of one who was not introduced nothing is known
        ("Lawyers met in Juba. Odo and Sule Limited closed.", ["Juba", "Odo and Sule Limited"]),
    ],
)
def test_mentions_surnames_joined_by_and(nlp: Language, text: str, names: list[str]) -> None:
    doc = nlp(text)
    assert [doc[mark.start : mark.end].text for mark in read_marks(doc) if mark.mtype == "name"] == names


@pytest.mark.model
@pytest.mark.parametrize(
    ("headline", "names"),
    [
        # a capital by its place alone
        ("Islamist militants kill 12 in Mozambique", ["Mozambique"]),
        ("Prominent rebel commander killed in Colombia", ["Colombia"]),
        ("Landmine kills five farmers near Mariupol", ["Mariupol"]),
        ("Militiaman shot dead in Tripoli", ["Tripoli"]),
        ("Fano fighters enter Lalibela in Ethiopia", ["Fano", "Lalibela", "Ethiopia"]),
        # a direction is no region of another land
        ("Turkish Drones Strike PKK Positions In Northern Iraq", ["PKK", "Iraq"]),
    ],
)
def test_mentions_the_first_word_of_a_headline(nlp: Language, headline: str, names: list[str]) -> None:
    doc = nlp(f"{headline}\n\nThe report said so on Monday.")
    assert [m.text for m in doc._.mentions if m.mtype == "name"] == names
