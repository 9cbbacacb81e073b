"""conflict_mentions on hand-built Docs: near-misses stand beside hits; no statistical model is needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from conflictner.annotations import MENTIONS, Mark, read_marks
from conflictner.components.mentions import MentionFinder
from conflictner.components.mentions.candidates import BASE
from conflictner.errors import ConfigError

Build = Callable[..., Doc]


@pytest.fixture(scope="module")
def finder() -> MentionFinder:
    return MentionFinder(spacy.blank("en"))


def tagged(make_doc: Build, text: str, ents: str = "", **layers: Any) -> Doc:
    """A flat Doc: capitals are PROPN, the rest by a small table; ``ents`` such as "GPE:0-1 ORG:3-5"."""
    words = text.split(" ")
    tags = {
        "(": "PUNCT",
        ")": "PUNCT",
        ",": "PUNCT",
        ".": "PUNCT",
        "in": "ADP",
        "near": "ADP",
        "of": "ADP",
        "the": "DET",
    }
    tags |= dict.fromkeys(("said", "took", "has", "left"), "VERB")
    pos = [tags.get(word.lower(), "PROPN" if word[0].isupper() else "NOUN") for word in words]
    bio = ["O"] * len(words)
    for item in ents.split():
        label, _, span = item.partition(":")
        start, _, end = span.partition("-")
        for i in range(int(start), int(end)):
            bio[i] = f"{'B' if i == int(start) else 'I'}-{label}"
    layers.setdefault("pos", pos)
    layers.setdefault("heads", [0] * len(words))
    layers.setdefault("deps", ["ROOT"] + ["dep"] * (len(words) - 1))
    return make_doc(words, ents=bio, **layers)


def found(doc: Doc) -> list[tuple[str, str]]:
    return [(doc[mark.start : mark.end].text, mark.kind) for mark in read_marks(doc)]


def mark_of(doc: Doc, text: str) -> Mark:
    return next(mark for mark in read_marks(doc) if doc[mark.start : mark.end].text == text)


@pytest.mark.parametrize(
    ("text", "ents", "expected"),
    [
        # the common noun behind a listed name stays outside, whatever the list or the model says
        ("the M23 rebels left", "GPE:1-2", [("M23", "ARMED_GROUP")]),
        ("the M23 rebels left", "ORG:0-3", [("M23", "ARMED_GROUP")]),
        # the noun that makes the actor belongs to it
        ("soldiers of the Congolese army left", "NORP:3-4", [("Congolese army", "MILITARY")]),
        ("the DRC government said", "", [("DRC government", "GOVERNMENT")]),
        ("the Angolan foreign ministry said", "", [("Angolan foreign ministry", "GOVERNMENT")]),
        # directions, brackets, numbers
        ("troops in Eastern DRC", "LOC:2-4", [("DRC", "COUNTRY")]),
        ("clashes near Goma ( Goma", "PERSON:2-5", [("Goma", "PLACE"), ("Goma", "PLACE")]),
        ("in West Germany", "GPE:1-3", [("West Germany", "PLACE")]),
        # an acronym in its own capitals only
        ("police said IS left", "", [("IS", "ARMED_GROUP")]),
        ("police said it is over", "", []),
        # the side of a land is no part of its name; "North Korea" is one
        ("shelling in northeast Nigeria left", "GPE:2-4", [("Nigeria", "COUNTRY")]),
        ("shelling in NE Nigeria left", "GPE:2-4", [("Nigeria", "COUNTRY")]),
        ("shelling in north - east Nigeria left", "GPE:4-5", [("Nigeria", "COUNTRY")]),
        ("shelling in North Korea left", "GPE:2-4", [("North Korea", "COUNTRY")]),
        ("shelling in S. Sudan left", "GPE:2-4", [("S. Sudan", "COUNTRY")]),
        # shorthand of reports names nobody; without a number KIA is an army
        ("troops found the IED", "ORG:3-4", []),
        ("the IDPs left", "ORG:1-2", []),
        ("clashes left 3 KIA and 5 WIA", "ORG:3-4 ORG:6-7", []),
        ("clashes with the KIA left", "ORG:3-4", [("KIA", "ARMED_GROUP")]),
        # in a headline plain words are no name; in running text a capital tells something
        ("Local Officials Warn Of Fresh Attacks Near Border", "ORG:0-2 LOC:4-6", []),
        ("the Seleka Fighters Regroup left", "ORG:1-4", [("Seleka Fighters Regroup", "ORG")]),
        # a word that opens a sentence has its capital for that
        ("Leaflets fell in Goma after the attack killed soldiers", "ORG:0-1", [("Goma", "PLACE")]),
        ("soldiers killed in the attack said Leaflets left", "ORG:6-7", [("Leaflets", "ORG")]),
        # a headline's nouns behind a listed group
        ("Five Soldiers Killed In Boko Haram Ambush", "LOC:4-7", [("Boko Haram", "ARMED_GROUP")]),
        ("soldiers killed by the Boko Haram Ambush", "ORG:4-7", [("Boko Haram Ambush", "ORG")]),
        ("Rockets Hit Base After Hezbollah Brigade Claim", "ORG:4-6", [("Hezbollah Brigade", "ORG")]),
        # a name said twice by its own "of"
        ("the Defence Department of Defence said", "ORG:1-5", [("Defence Department", "GOVERNMENT")]),
        ("the Defence Department of Solvia said", "ORG:1-5", [("Defence Department of Solvia", "ORG")]),
        # villages that are also words
        ("But We left", "", []),
        ("War has left", "", []),
    ],
)
def test_mentions_boundaries_and_kinds(
    make_doc: Build, finder: MentionFinder, text: str, ents: str, expected: list[tuple[str, str]]
) -> None:
    assert found(finder(tagged(make_doc, text, ents))) == expected


@pytest.mark.parametrize(
    ("text", "ents", "name", "kind"),
    [
        ("rebels and troops near Kalumbaza", "ORG:4-5", "Kalumbaza", "PLACE"),
        ("rebels killed in the village of Kalumbaza", "PERSON:6-7", "Kalumbaza", "PLACE"),
        ("rebels killed in Kalumbaza territory", "", "Kalumbaza", "PLACE"),
        ("soldiers fought the Kalumbaza militia", "GPE:3-4", "Kalumbaza", "ARMED_GROUP"),
        ("Kalumbaza fighters killed two soldiers", "", "Kalumbaza", "ARMED_GROUP"),
        ("the rebel group Kalumbaza killed soldiers", "", "Kalumbaza", "ARMED_GROUP"),
        ("the ruling MDZK party said", "ORG:2-3", "MDZK", "PARTY"),
        ("the MDZK opposition party said", "", "MDZK", "PARTY"),
        ("Colonel Jean Kalumba said", "", "Jean Kalumba", "PERSON"),
        ("spokesman Jean Kalumba said", "", "Jean Kalumba", "PERSON"),
        ("the Kalumbaza Traders Forum said", "", "Kalumbaza Traders Forum", "ORG"),
    ],
)
def test_mentions_context_names_the_kind(
    make_doc: Build, finder: MentionFinder, text: str, ents: str, name: str, kind: str
) -> None:
    assert (name, kind) in found(finder(tagged(make_doc, text, ents)))


def test_mentions_one_kind_for_each_name(make_doc: Build, finder: MentionFinder) -> None:
    # The model calls Goma a person twice and a place once; the words around it and the list decide for all three.
    doc = finder(
        tagged(make_doc, "Goma fell . Rebels hold Goma . Troops left in Goma", "PERSON:0-1 PERSON:5-6 GPE:10-11")
    )
    assert [kind for name, kind in found(doc) if name == "Goma"] == ["PLACE"] * 3


def test_mentions_repeat_of_a_name_is_found_where_the_model_missed_it(make_doc: Build, finder: MentionFinder) -> None:
    doc = finder(tagged(make_doc, "Kalumba Mbaza said . Soldiers saw Mbaza and Kalumba Mbaza", "PERSON:0-2"))
    assert found(doc) == [("Kalumba Mbaza", "PERSON"), ("Mbaza", "PERSON"), ("Kalumba Mbaza", "PERSON")]


def test_mentions_repeat_may_be_spaced_otherwise(make_doc: Build, finder: MentionFinder) -> None:
    # "Kalumba - Mbaza" has the tokens of "Kalumba-Mbaza" and is another string: it once stopped the pipeline.
    spaces = [False, False, True, *[True] * 7]
    doc = finder(tagged(make_doc, "Kalumba - Mbaza said . Soldiers saw Kalumba - Mbaza", "ORG:0-3", spaces=spaces))
    assert found(doc) == [("Kalumba-Mbaza", "ORG"), ("Kalumba - Mbaza", "ORG")]


@pytest.mark.parametrize(
    ("text", "process"),
    [
        ("the Nairobi process", "Nairobi process"),
        ("the Doha talks", "Doha talks"),
        ("Operation Kalumba", "Operation Kalumba"),
        ("the Pretoria peace agreement", "Pretoria peace agreement"),
        ("the EAC summit", None),
        ("a process in Nairobi", None),
    ],
)
def test_mentions_process_takes_the_place_in(
    make_doc: Build, finder: MentionFinder, text: str, process: str | None
) -> None:
    names = found(finder(tagged(make_doc, text)))
    assert [name for name, kind in names if kind == "PROCESS"] == ([process] if process else [])
    if process:
        assert all(kind != "PLACE" for _, kind in names)


def test_mentions_defined_acronym_has_the_kind_of_its_long_form(make_doc: Build, finder: MentionFinder) -> None:
    doc = finder(tagged(make_doc, "the Kalumba Liberation Army ( KLA ) said . KLA left in Goma", "GPE:9-10"))
    assert [kind for name, kind in found(doc) if name == "KLA"] == ["ARMED_GROUP"] * 2


def test_mentions_people_is_a_party_only_where_conflict_is_told(make_doc: Build, finder: MentionFinder) -> None:
    assert found(finder(tagged(make_doc, "rebels killed Kalumba farmers", "NORP:2-3"))) == [("Kalumba", "PEOPLE")]
    assert found(finder(tagged(make_doc, "a song of Kalumba farmers", "NORP:3-4"))) == []


def test_mentions_nationality_of_an_office_holder_is_its_country(make_doc: Build, finder: MentionFinder) -> None:
    doc = finder(tagged(make_doc, "Congolese and Rwandan ministers left"))
    assert found(doc) == [("Congolese", "COUNTRY"), ("Rwandan", "COUNTRY")]
    assert {mark.role for mark in read_marks(doc)} == {"actor"}
    assert found(finder(tagged(make_doc, "Ugandan trucks left"))) == []


@pytest.mark.parametrize(
    ("text", "ents", "name", "kind"),
    [
        ("they took Goma .", "PERSON:2-3", "Goma", "PLACE"),
        ("they reached Khartoum .", "PERSON:2-3", "Khartoum", "PLACE"),
        ("it hit Belgorod today", "ORG:2-3", "Belgorod", "PLACE"),
        ("they left La Paz .", "PERSON:2-4", "La Paz", "PLACE"),
        # in a line of capitals the longest name
        ("NEW YORK TALKS END", "GPE:0-2", "NEW YORK", "PLACE"),
        ("CHIEF VISITS NEW YORK", "GPE:2-4", "NEW YORK", "PLACE"),
        # a title, a first name before it, a listed surname, a village
        ("they met Mr Goma .", "PERSON:3-4", "Goma", "PERSON"),
        ("they met Willem Durban .", "PERSON:2-4", "Willem Durban", "PERSON"),
        ("they met Shasha .", "PERSON:2-3", "Shasha", "PERSON"),
    ],
)
def test_mentions_a_city_is_one_whatever_the_model_says(
    make_doc: Build, finder: MentionFinder, text: str, ents: str, name: str, kind: str
) -> None:
    assert found(finder(tagged(make_doc, text, ents))) == [(name, kind)]


@pytest.mark.parametrize(
    ("text", "name", "entity"),
    [
        ("South Sudanese officials said", "South Sudanese", "cty:SSD"),
        ("Sudanese officials said", "Sudanese", "cty:SDN"),
        ("North Korean officials said", "North Korean", "cty:PRK"),
        ("Central African officials said", "Central African", "cty:CAF"),
        ("Equatorial Guinean officials said", "Equatorial Guinean", "cty:GNQ"),
        ("Papua New Guinean officials said", "Papua New Guinean", "cty:PNG"),
        # a half that makes a nationality the list lacks is nobody's, a side of the country is the country's
        ("East German officials said", "", ""),
        ("northern Nigerian officials said", "Nigerian", "cty:NGA"),
    ],
)
def test_mentions_the_longer_nationality_is_meant(
    make_doc: Build, finder: MentionFinder, text: str, name: str, entity: str
) -> None:
    marks = read_marks(doc := finder(tagged(make_doc, text)))
    assert [(doc[m.start : m.end].text, m.candidates[0][0]) for m in marks] == ([(name, entity)] if name else [])


def test_mentions_nationalities_can_be_switched_off(make_doc: Build) -> None:
    finder = MentionFinder(spacy.blank("en"), demonyms=False)
    assert found(finder(tagged(make_doc, "Congolese and Rwandan ministers left"))) == []


def parsed(make_doc: Build, words: str, heads: list[int], deps: list[str], pos: list[str], lemmas: list[str]) -> Doc:
    return make_doc(words, heads=heads, deps=deps, pos=pos, lemmas=lemmas)


@pytest.mark.parametrize(
    ("words", "heads", "deps", "pos", "lemmas", "name", "kind", "role"),
    [
        # Kigali denies this / Kigali lies east
        ("Kigali denies it", [1, 1, 1], ["nsubj", "ROOT", "dobj"], ["PROPN", "VERB", "PRON"], ["Kigali", "deny", "it"],
         "Kigali", "COUNTRY", "actor"),
        ("Kigali lies east", [1, 1, 1], ["nsubj", "ROOT", "advmod"], ["PROPN", "VERB", "ADV"],
         ["Kigali", "lie", "east"], "Kigali", "PLACE", "place"),
        ("He accused Rwanda", [1, 1, 1], ["nsubj", "ROOT", "dobj"], ["PRON", "VERB", "PROPN"],
         ["he", "accuse", "Rwanda"], "Rwanda", "COUNTRY", "actor"),
        ("He left Rwanda", [1, 1, 1], ["nsubj", "ROOT", "dobj"], ["PRON", "VERB", "PROPN"], ["he", "leave", "Rwanda"],
         "Rwanda", "COUNTRY", "place"),
        ("He fled to Rwanda", [1, 1, 1, 2], ["nsubj", "ROOT", "prep", "pobj"], ["PRON", "VERB", "ADP", "PROPN"],
         ["he", "flee", "to", "Rwanda"], "Rwanda", "COUNTRY", "place"),
        ("armed by Rwanda", [0, 0, 1], ["ROOT", "agent", "pobj"], ["VERB", "ADP", "PROPN"], ["arm", "by", "Rwanda"],
         "Rwanda", "COUNTRY", "actor"),
        ("raids by Rwanda", [0, 0, 1], ["ROOT", "prep", "pobj"], ["NOUN", "ADP", "PROPN"], ["raid", "by", "Rwanda"],
         "Rwanda", "COUNTRY", "actor"),
        ("huts by Rwanda", [0, 0, 1], ["ROOT", "prep", "pobj"], ["NOUN", "ADP", "PROPN"], ["hut", "by", "Rwanda"],
         "Rwanda", "COUNTRY", "place"),
        ("Rwanda 's president", [2, 0, 2], ["poss", "case", "ROOT"], ["PROPN", "PART", "NOUN"],
         ["Rwanda", "'s", "president"], "Rwanda", "COUNTRY", "actor"),
        ("Rwanda 's east", [2, 0, 2], ["poss", "case", "ROOT"], ["PROPN", "PART", "NOUN"], ["Rwanda", "'s", "east"],
         "Rwanda", "COUNTRY", "place"),
    ],
)  # fmt: skip
def test_mentions_role_is_read_off_the_parse(
    make_doc: Build,
    finder: MentionFinder,
    words: str,
    heads: list[int],
    deps: list[str],
    pos: list[str],
    lemmas: list[str],
    name: str,
    kind: str,
    role: str,
) -> None:
    mark = mark_of(finder(parsed(make_doc, words, heads, deps, pos, lemmas)), name)
    assert (mark.kind, mark.role) == (kind, role)


def test_mentions_base_entities_of_other_kinds_stay(make_doc: Build, finder: MentionFinder) -> None:
    doc = finder(tagged(make_doc, "rebels left Goma on Monday", "GPE:2-3 DATE:4-5"))
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Goma", "PLACE"), ("Monday", "DATE")]


def test_mentions_run_twice_changes_nothing(make_doc: Build, finder: MentionFinder) -> None:
    doc = finder(tagged(make_doc, "the M23 rebels left Goma . Kalumba said", "GPE:1-2 PERSON:4-5 ORG:6-7"))
    before, base = read_marks(doc), [(span.start, span.label_) for span in doc.spans[BASE]]
    finder(doc)
    assert read_marks(doc) == before
    assert [(span.start, span.label_) for span in doc.spans[BASE]] == base


@pytest.mark.parametrize("words", [[], [" "], ["\n", "\n"], ["A" * 1_000_000], ["("] * 2_000, ["Kalumba", "-"] * 1_000])
def test_mentions_odd_docs_pass(make_doc: Build, finder: MentionFinder, words: list[str]) -> None:
    count = len(words)
    doc = make_doc(words, pos=["X"] * count, deps=["dep"] * count, heads=[0] * count) if words else make_doc([])
    assert MENTIONS in finder(doc).spans


@pytest.mark.parametrize("layers", [{}, {"pos": ["PROPN"]}])
def test_mentions_say_what_is_missing(make_doc: Build, finder: MentionFinder, layers: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as error:
        finder(make_doc(["Goma"], **layers))
    assert error.value.code == "E302"


@pytest.mark.parametrize("threshold", [0.0, 0.4, 3.5, -1.0])
def test_mentions_refuse_a_threshold_out_of_range(blank: Language, threshold: float) -> None:
    with pytest.raises(ConfigError) as error:
        MentionFinder(blank, threshold=threshold)
    assert error.value.code == "E303"


def test_mentions_composite_is_given_in_its_parts(make_doc: Build, finder: MentionFinder) -> None:
    doc = finder(tagged(make_doc, "rebels of the AFC / M23 left"))
    assert found(doc) == [("AFC", "ARMED_GROUP"), ("M23", "ARMED_GROUP")]


def test_mentions_what_stands_before_a_province_is_a_place(make_doc: Build, finder: MentionFinder) -> None:
    assert ("Kalumbaza", "PLACE") in found(finder(tagged(make_doc, "killed Kalumbaza , Sinaloa", "ORG:1-2")))


@pytest.mark.parametrize(
    ("text", "ents"),
    [
        # ordinary words with the capital of a sentence, a headline's label, a line of capitals
        ("Burns , burns and burns .", "PERSON:0-1"),
        ("troops left : Map of who rules", "ORG:3-4"),
        ("ALSO IN NEWS", "ORG:1-3"),
        # a nationality is no person and no place
        ("Suspected Ugandan miners", "PERSON:0-2"),
    ],
)
def test_mentions_what_the_model_takes_for_a_name_and_is_none(
    make_doc: Build, finder: MentionFinder, text: str, ents: str
) -> None:
    assert found(finder(tagged(make_doc, text, ents))) == []


def test_mentions_first_names_are_no_villages(make_doc: Build, finder: MentionFinder) -> None:
    # Gloria and Mario are villages as well; two signs must speak for the place.
    doc = finder(tagged(make_doc, "a song that Gloria sang with Mario", "PERSON:3-4 PERSON:6-7"))
    assert {kind for _, kind in found(doc)} == {"PERSON"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("General Mutebi said on Monday that the army had left the town.", ("Mutebi", "PERSON")),
        ("General Motors said on Monday that it would leave the country.", ("General Motors", "ORG")),
    ],
)
def test_a_rank_before_a_name_is_no_company(nlp: Language, text: str, expected: tuple[str, str]) -> None:
    doc = nlp(text)
    first = min(doc.spans["mentions"], key=lambda span: span.start)
    assert (first.text, first.label_) == expected


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Traffic on the Mopti–Bandiagara road stopped in May.", ["Mopti", "Bandiagara"]),
        ("The Kabul–Kandahar highway was cut.", ["Kabul", "Kandahar"]),
        ("Traffic on the Kani-Bonzon road stopped in May.", ["Kani-Bonzon"]),
    ],
)
def test_a_dash_before_a_road_joins_its_two_ends(nlp: Language, text: str, places: list[str]) -> None:
    doc = nlp(text)
    assert [span.text for span in doc.spans["mentions"] if span.label_ == "PLACE"] == places
