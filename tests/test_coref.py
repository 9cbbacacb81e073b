"""The coreference rules on Docs built by hand, and on short texts with the default pipeline."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Span

from conflictner.annotations import MENTIONS, Mark, read_marks, write_marks
from conflictner.components.coref import Coref
from conflictner.components.coref.acronyms import is_acronym, join_acronyms, spells
from conflictner.components.coref.bands import band_of, called_so
from conflictner.components.coref.expletive import is_expletive
from conflictner.components.coref.focus import focus, force_of
from conflictner.components.coref.introductions import affiliations, read_introductions
from conflictner.components.coref.lexicon import is_people, lexicon
from conflictner.components.coref.memory import Memory
from conflictner.components.coref.names import drop_common, join_names
from conflictner.components.coref.people import give_genders
from conflictner.components.coref.phrases import find_nominal
from conflictner.components.coref.resolution import resolve
from conflictner.components.coref.scene import Scene
from conflictner.errors import ConfigError
from conflictner.knowledge import Actor, KnowledgeBase, Name, Role
from work import steps

MakeDoc = Callable[..., Doc]

KB = KnowledgeBase(
    [
        Actor("cty:RUT", "COUNTRY", "Rutania", country=("RUT",), demonyms=("Rutanian",), capital="Kundu"),
        Actor("gov:RUT", "GOVERNMENT", "Government of Rutania", country=("RUT",)),
        Actor("mil:RUT", "MILITARY", "Rutanian Armed Forces", (Name("RAF", "acronym"),), country=("RUT",)),
        Actor("cty:SOL", "COUNTRY", "Solvia", country=("SOL",), demonyms=("Solvian",)),
        Actor("mil:SOL", "MILITARY", "Solvian Army", country=("SOL",)),
        Actor("arm:tlf", "ARMED_GROUP", "Tola Liberation Front", (Name("TLF", "acronym"),), country=("RUT",)),
        Actor("ngo:hrw", "NGO", "Harbour Rights Watch", (Name("HRW", "acronym"),)),
        Actor("per:ana-mel", "PERSON", "Ana Mel", surname="Mel", given="Ana", country=("RUT",)),
    ],
    [Role("per:ana-mel", "gov:RUT", "President", "executive", "2020", None)],
)


def marked(make_doc: MakeDoc, text: str, **layers: Any) -> tuple[Doc, list[Mark]]:
    """A Doc from words with mentions in brackets: "[TLF|ARMED_GROUP|arm:tlf] said so"."""
    words: list[str] = []
    marks: list[Mark] = []
    for piece in re.findall(r"\[[^\]]*\]|\S+", text):
        if piece.startswith("[") and "|" in piece:
            name, kind, entity, *role = piece[1:-1].split("|")
            start = len(words)
            words += name.split()
            marks.append(Mark(start, len(words), kind, "test", entity_id=entity, role=(role or ["actor"])[0]))
        else:
            words.append(piece)
    return make_doc(words, **layers), marks


def scene_of(make_doc: MakeDoc, text: str, **layers: Any) -> Scene:
    doc, marks = marked(make_doc, text, **layers)
    return Scene(doc, marks, KB)


def ids(scene: Scene) -> list[tuple[str, str]]:
    return [(" ".join(scene.words[m.start : m.end]), m.entity_id) for m in sorted(scene.marks, key=lambda m: m.start)]


# Acronyms


@pytest.mark.parametrize(
    ("short", "long", "begin"),
    [
        ("TLF", "the Tola Liberation Front", 1),
        ("RNDF", "Rutanian National Defence Force", 0),
        ("LeT", "Lashkar-e-Taiba", 0),
        ("MSF", "Médecins Sans Frontières", 0),
        ("AFC", "Congo River Alliance", -1),
        ("XYZ", "Tola Liberation Front", -1),
        ("A1", "", -1),
    ],
)
def test_spells(short: str, long: str, begin: int) -> None:
    assert spells(short, long.split()) == begin


@pytest.mark.parametrize("text", ["M23", "LeT", "U.N.", "AFC/M23", "Komnas HAM", "3R"])
def test_is_acronym_near_misses(text: str) -> None:
    assert is_acronym(text) is (text != "3R")
    assert not is_acronym(text.lower())


def test_definition_joins_the_acronym_here_and_later(make_doc: MakeDoc) -> None:
    scene = scene_of(make_doc, "The [Kundu Traders Forum|ORG|new:kundu-traders-forum] ( KTF ) met . The KTF left .")
    join_acronyms(scene)
    assert ids(scene) == [
        ("Kundu Traders Forum", "new:kundu-traders-forum"),
        ("KTF", "new:kundu-traders-forum"),
        ("KTF", "new:kundu-traders-forum"),
    ]


def test_definition_the_other_way_round(make_doc: MakeDoc) -> None:
    scene = scene_of(make_doc, "[KTF|ORG|new:ktf] ( Kundu Traders Forum ) met . [KTF|ORG|new:ktf] left .")
    join_acronyms(scene)
    assert {entity for _, entity in ids(scene)} == {"new:kundu-traders-forum"}


def test_definition_beats_a_listed_actor_that_it_contradicts(make_doc: MakeDoc) -> None:
    scene = scene_of(make_doc, "The [Horn Rain Watch|ORG|new:horn-rain-watch] ( [HRW|NGO|ngo:hrw] ) met .")
    join_acronyms(scene)
    assert {entity for _, entity in ids(scene)} == {"new:horn-rain-watch"}


def test_initials_of_another_language_keep_the_listed_actor(make_doc: MakeDoc) -> None:
    scene = scene_of(
        make_doc, "The [Front of the River|ORG|new:front-of-the-river] ( [TLF|ARMED_GROUP|arm:tlf] ) met ."
    )
    join_acronyms(scene)
    assert {entity for _, entity in ids(scene)} == {"arm:tlf"}


def test_long_form_without_a_mention_is_found(make_doc: MakeDoc) -> None:
    scene = scene_of(make_doc, "the Kundu River Watch ( KRW ) said")
    join_acronyms(scene)
    assert ids(scene) == [("Kundu River Watch", "new:kundu-river-watch"), ("KRW", "new:kundu-river-watch")]


@pytest.mark.parametrize(
    "text", ["shares fell ( AFP ) today", "the river ( 2019 ) rose", "it rained ( as ever ) there", "( KRW"]
)
def test_brackets_that_define_nothing(make_doc: MakeDoc, text: str) -> None:
    scene = scene_of(make_doc, text)
    join_acronyms(scene)
    assert ids(scene) == []


def test_acronym_told_in_words(make_doc: MakeDoc) -> None:
    scene = scene_of(
        make_doc, "the [Kundu Police|POLICE|new:kundu-police] , known by the initials [PK|ORG|new:pk] , left"
    )
    join_acronyms(scene)
    assert {entity for _, entity in ids(scene)} == {"new:kundu-police"}


# Names


def test_surname_takes_the_full_name(make_doc: MakeDoc) -> None:
    scene = scene_of(make_doc, "[Sena Odo|PERSON|new:sena-odo] left . [Odo|PERSON|new:odo] spoke .")
    join_names(scene)
    assert ids(scene)[1] == ("Odo", "new:sena-odo")


def test_two_bearers_of_a_surname_stay_apart_unless_a_title_tells(make_doc: MakeDoc) -> None:
    both = "[Sena Odo|PERSON|new:sena-odo] and Colonel [Ali Odo|PERSON|new:ali-odo] left . "
    pos = [
        "PROPN",
        "PROPN",
        "CCONJ",
        "PROPN",
        "PROPN",
        "PROPN",
        "VERB",
        "PUNCT",
        "PROPN",
        "VERB",
        "PUNCT",
        "PROPN",
        "PROPN",
        "AUX",
        "PART",
        "PUNCT",
    ]
    scene = scene_of(make_doc, both + "[Odo|PERSON|new:odo] spoke . Colonel [Odo|PERSON|new:odo] did not .", pos=pos)
    read_introductions(scene)
    join_names(scene)
    assert [entity for _, entity in ids(scene)][2:] == ["", "new:ali-odo"]


def test_first_names_never_join(make_doc: MakeDoc) -> None:
    scene = scene_of(make_doc, "[Sena Odo|PERSON|new:sena-odo] left . [Sena|PERSON|new:sena] spoke .")
    join_names(scene)
    assert ids(scene)[1] == ("Sena", "new:sena")


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("[Ana Mel|PERSON|per:ana-mel] left . [Ana|PERSON|new:ana] spoke .", "per:ana-mel"),
        # introduced anew, named before, of somebody else too, or of one who is called by the last name
        ("[Ana Mel|PERSON|per:ana-mel] left . [Ana|PERSON|new:ana] , a trader , spoke .", "new:ana"),
        ("[Ana|PERSON|new:ana] spoke . [Ana Mel|PERSON|per:ana-mel] left .", "new:ana"),
        ("[Ana Mel|PERSON|per:ana-mel] met [Ana Odo|PERSON|new:ana-odo] . [Ana|PERSON|new:ana] spoke .", "new:ana"),
        ("[Ana Mel|PERSON|per:ana-mel] left . [Mel|PERSON|per:ana-mel] met [Ana|PERSON|new:ana] .", "new:ana"),
    ],
)
def test_first_names_of_the_listed_join(make_doc: MakeDoc, text: str, entity: str) -> None:
    scene = scene_of(make_doc, text)
    join_names(scene)
    assert dict(ids(scene))["Ana"] == entity


def test_first_names_join_in_a_family(make_doc: MakeDoc) -> None:
    both = "[Ali Odo|PERSON|new:ali-odo] and [Fatima Odo|PERSON|new:fatima-odo] left . "
    scene = scene_of(make_doc, both + "[Fatima|PERSON|new:fatima] spoke . [Rose|PERSON|new:rose] spoke .")
    join_names(scene)
    assert [entity for _, entity in ids(scene)][2:] == ["new:fatima-odo", "new:rose"]


def test_part_of_an_organisation_needs_a_rare_word(make_doc: MakeDoc) -> None:
    text = (
        "[Kundu Peace Desk|ORG|new:kundu-peace-desk] , [Peace Desk|ORG|new:peace-desk] , [National Council|ORG|new:nc]"
    )
    scene = scene_of(make_doc, text + " , [Rutanian National Council|ORG|new:rnc]")
    join_names(scene)
    assert [entity for _, entity in ids(scene)] == ["new:kundu-peace-desk"] * 2 + ["new:nc", "new:rnc"]


def test_common_noun_in_capitals_is_no_name(make_doc: MakeDoc) -> None:
    scene = scene_of(make_doc, "the [Federal Government|ORG|new:federal-government] and [Tola|ORG|new:tola]")
    drop_common(scene)
    assert ids(scene) == [("Tola", "new:tola")]


# Introductions


@pytest.mark.parametrize(
    ("text", "pos", "titles", "side"),
    [
        (
            "[TLF|ARMED_GROUP|arm:tlf] spokesman [Ali Odo|PERSON|p] said",
            "PROPN NOUN PROPN PROPN VERB",
            {"spokesman"},
            "arm:tlf",
        ),
        (
            "[Ali Odo|PERSON|p] , spokesman of the [TLF|ARMED_GROUP|arm:tlf] , said",
            "PROPN PROPN PUNCT NOUN ADP DET PROPN PUNCT VERB",
            {"spokesman"},
            "arm:tlf",
        ),
        ("Colonel [Ali Odo|PERSON|p] said", "PROPN PROPN PROPN VERB", {"colonel"}, ""),
        ("The road [Ali Odo|PERSON|p] took", "DET NOUN PROPN PROPN VERB", set(), ""),
    ],
)
def test_introductions(make_doc: MakeDoc, text: str, pos: str, titles: set[str], side: str) -> None:
    scene = scene_of(make_doc, text, pos=pos.split())
    read_introductions(scene)
    assert scene.entities["p"].nouns == titles
    assert affiliations(scene).get("p", "") == side


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Fatima Odo", "f"), ("Jean-Marie Odo", "m"), ("Rose-Laure Odo", "f"), ("Qzx Odo", ""), ("Mrs Qzx Odo", "")],
)
def test_gender_of_given_names(make_doc: MakeDoc, name: str, gender: str) -> None:
    scene = scene_of(make_doc, f"[{name}|PERSON|p] left")
    give_genders(scene)
    assert scene.entities["p"].gender == gender


# Memory and focus


def test_memory_fades_and_stays_small() -> None:
    memory = Memory()
    memory.note("a", "PERSON", 1.0, sentence=0, token=0)
    for k in range(200):
        memory.note(f"#{k}", "?thing", 0.1, sentence=k, token=k)
    assert len(memory.traces()) <= 40
    assert memory.get("a") is None or memory.value(memory.get("a"), 200) < 0.01  # type: ignore[arg-type]


def test_focus_is_the_country_of_most_names(make_doc: MakeDoc) -> None:
    scene = scene_of(make_doc, "[Rutania|COUNTRY|cty:RUT] [TLF|ARMED_GROUP|arm:tlf] [Solvia|COUNTRY|cty:SOL|place]")
    assert focus(scene) == "RUT"
    assert force_of(scene, "RUT", "MILITARY") == "mil:RUT"
    assert force_of(scene, "RUT", "POLICE") == ""


def test_focus_stays_open_between_two_countries(make_doc: MakeDoc) -> None:
    assert focus(scene_of(make_doc, "[Rutania|COUNTRY|cty:RUT] [Solvia|COUNTRY|cty:SOL]")) == ""


@pytest.mark.parametrize(
    ("text", "country"),
    [
        # Places alone: most of them, and nobody else acts there with arms.
        ("[Kundu|PLACE|cty:RUT|place] burns", "RUT"),
        ("[Kundu|PLACE|cty:RUT|place] and [Solvia|COUNTRY|cty:SOL|place] burn", ""),
        ("[Solvian|COUNTRY|cty:SOL] strikes hit [Kundu|PLACE|cty:RUT|place] and [Rutania|COUNTRY|cty:RUT|place]", ""),
        ("[Solvian|COUNTRY|cty:SOL] air strikes hit [Kundu|PLACE|cty:RUT|place] [TLF|ARMED_GROUP|arm:tlf] camps", ""),
        ("[Solvian|COUNTRY|cty:SOL] doctors left [Kundu|PLACE|cty:RUT|place] [TLF|ARMED_GROUP|arm:tlf] camps", "RUT"),
        ("[Solvia|COUNTRY|cty:SOL|place] strikes hit [Kundu|PLACE|cty:RUT|place] [TLF|ARMED_GROUP|arm:tlf] camps", ""),
        ("Strikes by [Solvia|COUNTRY|cty:SOL] hit [Kundu|PLACE|cty:RUT|place] [TLF|ARMED_GROUP|arm:tlf] camps", ""),
        ("[Solvian warplanes|MILITARY|new:w] hit [Kundu|PLACE|cty:RUT|place] [TLF|ARMED_GROUP|arm:tlf] camps", ""),
        ("Food by [Solvia|COUNTRY|cty:SOL] for [Kundu|PLACE|cty:RUT|place] [TLF|ARMED_GROUP|arm:tlf] camps", "RUT"),
        ("Solvian ships near [Kundu|PLACE|cty:RUT|place] and [TLF|ARMED_GROUP|arm:tlf] camps", ""),
        # A seat is no scene.
        ("A [Kundu|PLACE|cty:RUT|place] - based group", ""),
        ("A group based in [Kundu|PLACE|cty:RUT|place]", ""),
        ("A base in [Kundu|PLACE|cty:RUT|place]", "RUT"),
        # A state of which only the country acts does not stand against a foreign army; its government does.
        ("[Rutania|COUNTRY|cty:RUT] [TLF|ARMED_GROUP|arm:tlf] saw [Solvian Army|MILITARY|mil:SOL]", ""),
        (
            "[Rutanian officials|GOVERNMENT|gov:RUT] [TLF|ARMED_GROUP|arm:tlf] saw [Solvian Army|MILITARY|mil:SOL]",
            "RUT",
        ),
        # An official alone gives no lead.
        ("[Ana Mel|PERSON|per:ana-mel] in [Kundu|PLACE|cty:RUT|place] on [Solvian|COUNTRY|cty:SOL|place]", ""),
    ],
)
def test_focus_needs_a_clear_lead_or_the_state_itself(make_doc: MakeDoc, text: str, country: str) -> None:
    assert focus(scene_of(make_doc, text)) == country


@pytest.mark.parametrize(("label", "country"), [("DATELINE", ""), ("BYLINE", ""), ("CREDIT", ""), ("HEADLINE", "RUT")])
def test_focus_is_read_in_the_story(make_doc: MakeDoc, label: str, country: str) -> None:
    doc, marks = marked(make_doc, "[Kundu|PLACE|cty:RUT|place] ( Odo ) - Villages burned .")
    doc.spans["segments"] = [Span(doc, 0, 5, label), Span(doc, 5, len(doc), "BODY")]
    assert focus(Scene(doc, marks, KB)) == country


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "armies"),
    [
        ("LONDON (Reuters) - Rights groups said the army had burned villages in Rakhine.", {"mil:MMR"}),
        ("PARIS - Twelve people were killed in Khartoum by the army, a Paris-based group said.", {"mil:SDN"}),
        ("LONDON (Reuters) - Rights groups said the army had burned villages.", set()),
        ("Israeli strikes killed 30 people in Gaza City and Rafah. The military said it hit fighters.", set()),
        ("Russian troops shelled Kharkiv and Sumy. The army said it had shot down nine drones.", set()),
        ("The Russian army shelled Kharkiv on Monday. The army said it hit a depot.", {"mil:RUS"}),
        ("The army accused Rwanda of supporting the rebels.", set()),
        ("The army said the charge was rejected by Iran.", set()),
        ("Regime forces shelled Idlib and Saraqib.", {"mil:SYR"}),
        ("Ten members of the regime forces died near Aleppo.", {"mil:SYR"}),
        ("Junta troops burned three villages in Sagaing Region.", {"mil:MMR"}),
        ("Two died in Maiduguri blast: army.", {"mil:NGA"}),
        ("Five hurt as army, rebels clash in Sittwe and Mandalay.", {"mil:MMR"}),
        ("Three soldiers killed, nine wounded in Kharkiv.", set()),
        ("Turkish authorities spoke to the faction. It said the regime forces had killed ten.", set()),
        ("The two brothers left school to join army life in Kharkiv and Sumy.", set()),
    ],
)
def test_whose_army_it_is(nlp: Language, text: str, armies: set[str]) -> None:
    found = {(m.entity_id or "") for m in nlp(text)._.mentions if m.mtype == "nominal" and m.kind == "MILITARY"}
    assert found == armies


# Nominals


@pytest.mark.parametrize(
    ("words", "pos", "at", "span"),
    [
        ("The rebels left", "DET NOUN VERB", 1, "The rebels"),
        ("The rebel group left", "DET NOUN NOUN VERB", 2, "The rebel group"),
        ("army spokesman Odo", "NOUN NOUN PROPN", 0, "army"),
        ("the army 's chief", "DET NOUN PART NOUN", 1, "the army"),
        ("a rebel group left", "DET NOUN NOUN VERB", 2, ""),
        ("the new government left", "DET ADJ NOUN VERB", 2, ""),
        ("their government left", "PRON NOUN VERB", 1, ""),
        ("the group leader left", "DET NOUN NOUN VERB", 1, ""),
        ("rebels left", "NOUN VERB", 0, ""),
        ("the groups left", "DET NOUN VERB", 1, ""),
        ("The governor spoke", "DET NOUN VERB", 1, "The governor"),
        ("The road broke", "DET NOUN VERB", 1, ""),
        ("regime forces left", "NOUN NOUN VERB", 1, "regime forces"),
        ("two government soldiers left", "NUM NOUN NOUN VERB", 2, ""),
        ("army , rebels clash", "NOUN PUNCT NOUN VERB", 0, "army"),
        ("army and a rebel clash", "NOUN CCONJ DET NOUN VERB", 0, ""),
        ("Nine killed : army", "NUM VERB PUNCT NOUN", 3, "army"),
        ("army of Rutania clash", "NOUN ADP PROPN VERB", 0, ""),
        ("two troops left", "NUM NOUN VERB", 1, ""),
    ],
)
def test_find_nominal(make_doc: MakeDoc, words: str, pos: str, at: int, span: str) -> None:
    scene = scene_of(make_doc, words, pos=pos.split())
    found = find_nominal(scene, at)
    assert (" ".join(scene.words[found.start : found.end]) if found else "") == span


_TWO = "[TLF|ARMED_GROUP|arm:tlf] left [Moro|ARMED_GROUP|new:moro] . "


@pytest.mark.parametrize(
    ("text", "pos", "noun", "called"),
    [
        # The only armed group of a text, but not behind another one that nobody names.
        ("[TLF|ARMED_GROUP|arm:tlf] left . The jihadists fled", "PROPN VERB PUNCT DET NOUN VERB", 4, {"arm:tlf"}),
        ("Two militias met [TLF|ARMED_GROUP|arm:tlf] . The militia", "NUM NOUN VERB PROPN PUNCT DET NOUN", 6, set()),
        ("Two gangs met [TLF|ARMED_GROUP|arm:tlf] . The militia", "NUM NOUN VERB PROPN PUNCT DET NOUN", 6, {"arm:tlf"}),
        # Of two, the one that the text calls so.
        (_TWO + "The paramilitaries", "PROPN VERB PROPN PUNCT DET NOUN", 5, set()),
        (_TWO + "[Moro|ARMED_GROUP|new:moro] militiamen", "PROPN VERB PROPN PUNCT PROPN NOUN", 5, {"new:moro"}),
        (
            _TWO + "jihadists of the [TLF|ARMED_GROUP|arm:tlf]",
            "PROPN VERB PROPN PUNCT NOUN ADP DET PROPN",
            4,
            {"arm:tlf"},
        ),
        (
            _TWO + "[TLF|ARMED_GROUP|arm:tlf] , a separatist group",
            "PROPN VERB PROPN PUNCT PROPN PUNCT DET ADJ NOUN",
            7,
            {"arm:tlf"},
        ),
        (_TWO + "[Tola Gang|ORG|new:tola-gang] gang", "PROPN VERB PROPN PUNCT PROPN PROPN NOUN", 6, {"new:tola-gang"}),
        # Who left a front is not the front; a militia of a country is not the country.
        (_TWO + "dissidents of the [TLF|ARMED_GROUP|arm:tlf]", "PROPN VERB PROPN PUNCT NOUN ADP DET PROPN", 4, set()),
        (
            _TWO + "[TLF|ARMED_GROUP|arm:tlf] of the dissidents",
            "PROPN VERB PROPN PUNCT PROPN ADP DET NOUN",
            7,
            {"arm:tlf"},
        ),
        (_TWO + "militias from [Solvia|COUNTRY|cty:SOL]", "PROPN VERB PROPN PUNCT NOUN ADP PROPN", 4, set()),
    ],
)
def test_nouns_that_say_what_a_band_is(make_doc: MakeDoc, text: str, pos: str, noun: int, called: set[str]) -> None:
    scene = scene_of(make_doc, text, pos=pos.split())
    band = band_of(scene, noun, noun + 1)
    assert band
    assert called_so(scene, band, len(scene) - 1) == called


@pytest.mark.parametrize("noun", ["rebels", "insurgents", "fighters", "terrorists", "militants", "group"])
def test_general_nouns_are_no_band(make_doc: MakeDoc, noun: str) -> None:
    assert band_of(scene_of(make_doc, f"The {noun}"), 0, 2) == ""


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "noun", "entity"),
    [
        (
            "Hezbollah spoke on Monday. Jihadists of the Islamic State attacked Sidon. The extremists killed four.",
            "The extremists",
            "arm:is",
        ),
        (
            "The ELN fought the Clan del Golfo on Monday. The paramilitaries threatened villagers.",
            "The paramilitaries",
            "",
        ),
        (
            "The RSF shelled a town. Militias of the Popular Resistance joined them. The militia fled.",
            "The militia",
            "new:popular-resistance",
        ),
        ("Islamic State attacked a church in Mozambique. The jihadists killed four.", "The jihadists", "arm:is"),
    ],
)
def test_which_band_it_is(nlp: Language, text: str, noun: str, entity: str) -> None:
    assert {m.entity_id for m in nlp(text)._.mentions if m.text == noun} == ({entity} if entity else set())


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "noun", "entity"),
    [
        ("The mayor of La Paz, Ivan Arias, spoke. The mayor of Cordoba said two men had died.", "The mayor", ""),
        (
            "The mayor of La Paz, Ivan Arias, spoke. The mayor of La Paz said two men had died.",
            "The mayor",
            "new:ivan-arias",
        ),
        ("The mayor of La Paz, Ivan Arias, spoke. The mayor said two men had died.", "The mayor", "new:ivan-arias"),
        ("Rebels took Bakhmut and Goma, the ministry said. The ministry gave no figures.", "The ministry", ""),
        ("Rebels took Goma, the ministry said. The ministry gave no figures.", "the ministry", ""),
        ("Nigerian troops killed ten in Borno. The Senate met in Abuja.", "The Senate", "new:nigerian-senate"),
        ("Nigerian troops killed ten in Borno. The senate met in Abuja.", "The senate", ""),
        ("The US government shut down in Washington. The Senate met.", "The Senate", "gov:usa-senate"),
        ("The Senate met on Monday.", "The Senate", ""),
    ],
)
def test_offices_are_no_places_nor_those_of_another_place(nlp: Language, text: str, noun: str, entity: str) -> None:
    assert {m.entity_id for m in nlp(text)._.mentions if m.text == noun} == ({entity} if entity else set())


@pytest.mark.parametrize(("kind", "resolved"), [("ORG", False), ("GOVERNMENT", True)])
def test_a_comma_makes_no_ministry_of_a_town(make_doc: MakeDoc, kind: str, resolved: bool) -> None:
    scene = parsed(
        make_doc,
        f"They took [Kundu|{kind}|new:kundu] . The ministry spoke .",
        "PRON VERB PROPN PUNCT DET NOUN VERB PUNCT",
        "nsubj ROOT dobj punct det nsubj ROOT punct",
        [1, 1, 1, 1, 5, 6, 6, 6],
    )
    scene.entity("new:kundu").nouns.add("ministry")
    resolve(scene)
    assert [entity for _, entity, _ in added(scene)] == (["new:kundu"] if resolved else [])


def parsed(make_doc: MakeDoc, text: str, pos: str, dep: str, heads: list[int], tags: str = "") -> Scene:
    layers: dict[str, Any] = {"pos": pos.split(), "deps": dep.split(), "heads": heads}
    if tags:
        layers["tags"] = tags.split()
    return scene_of(make_doc, text, **layers)


def added(scene: Scene) -> list[tuple[str, str, str]]:
    return [
        (" ".join(scene.words[m.start : m.end]), m.entity_id, m.rule)
        for m in sorted(scene.marks, key=lambda m: m.start)
        if m.mtype != "name"
    ]


def test_the_rebels_are_the_only_armed_group(make_doc: MakeDoc) -> None:
    scene = parsed(
        make_doc,
        "[TLF|ARMED_GROUP|arm:tlf] attacked . The rebels left .",
        "PROPN VERB PUNCT DET NOUN VERB PUNCT",
        "nsubj ROOT punct det nsubj ROOT punct",
        [1, 1, 1, 4, 5, 5, 5],
    )
    resolve(scene)
    assert added(scene) == [("The rebels", "arm:tlf", "coref:pl-noun")]


def test_between_two_groups_no_guess_is_taken(make_doc: MakeDoc) -> None:
    scene = parsed(
        make_doc,
        "[TLF|ARMED_GROUP|arm:tlf] and [Moro|ARMED_GROUP|new:moro] fought . The rebels left .",
        "PROPN CCONJ PROPN VERB PUNCT DET NOUN VERB PUNCT",
        "nsubj cc conj ROOT punct det nsubj ROOT punct",
        [3, 0, 0, 3, 3, 6, 7, 7, 7],
    )
    resolve(scene)
    assert added(scene) == []


def test_the_noun_behind_a_name_hides_nobody(make_doc: MakeDoc) -> None:
    # TLF rebels attacked. The rebels left.
    scene = parsed(
        make_doc,
        "[TLF|ARMED_GROUP|arm:tlf] rebels attacked . The rebels left .",
        "PROPN NOUN VERB PUNCT DET NOUN VERB PUNCT",
        "compound nsubj ROOT punct det nsubj ROOT punct",
        [1, 2, 2, 2, 5, 6, 6, 6],
        "NNP NNS VBD . DT NNS VBD .",
    )
    resolve(scene)
    assert added(scene) == [("The rebels", "arm:tlf", "coref:pl-noun")]


def test_a_group_that_nobody_names_hides_the_named_one(make_doc: MakeDoc) -> None:
    # TLF attacked. A group fled. The group ...
    scene = parsed(
        make_doc,
        "[TLF|ARMED_GROUP|arm:tlf] attacked . A group fled . The group fell .",
        "PROPN VERB PUNCT DET NOUN VERB PUNCT DET NOUN VERB PUNCT",
        "nsubj ROOT punct det nsubj ROOT punct det nsubj ROOT punct",
        [1, 1, 1, 4, 5, 5, 5, 8, 9, 9, 9],
        "NNP VBD . DT NN VBD . DT NN VBD .",
    )
    resolve(scene)
    assert added(scene) == []


def test_the_army_is_that_of_the_country_in_focus(make_doc: MakeDoc) -> None:
    scene = parsed(
        make_doc,
        "[Rutania|COUNTRY|cty:RUT] burns . The army fled .",
        "PROPN VERB PUNCT DET NOUN VERB PUNCT",
        "nsubj ROOT punct det nsubj ROOT punct",
        [1, 1, 1, 4, 5, 5, 5],
    )
    resolve(scene)
    assert added(scene) == [("The army", "mil:RUT", "coref:national")]
    assert scene.known["mil:RUT"]["name"] == "Rutanian Armed Forces"


def test_pronouns_and_nouns_can_be_left_out(make_doc: MakeDoc) -> None:
    scene = parsed(
        make_doc,
        "[Rutania|COUNTRY|cty:RUT] burns . The army fled .",
        "PROPN VERB PUNCT DET NOUN VERB PUNCT",
        "nsubj ROOT punct det nsubj ROOT punct",
        [1, 1, 1, 4, 5, 5, 5],
    )
    resolve(scene, nominals=False)
    assert added(scene) == []


# Pronouns


def test_reported_clause_takes_the_subject_above(make_doc: MakeDoc) -> None:
    # TLF says it owes nothing
    scene = parsed(
        make_doc,
        "[TLF|ARMED_GROUP|arm:tlf] says it owes nothing",
        "PROPN VERB PRON VERB PRON",
        "nsubj ROOT nsubj ccomp dobj",
        [1, 1, 3, 1, 3],
    )
    resolve(scene)
    assert added(scene) == [("it", "arm:tlf", "coref:reported")]


def test_possessive_takes_the_subject_of_its_clause(make_doc: MakeDoc) -> None:
    scene = parsed(
        make_doc,
        "[Rutania|COUNTRY|cty:RUT] closed its post",
        "PROPN VERB PRON NOUN",
        "nsubj ROOT poss dobj",
        [1, 1, 3, 1],
    )
    resolve(scene)
    assert added(scene) == [("its", "cty:RUT", "coref:owner")]


def test_possessive_of_what_is_attacked_is_not_the_attacker(make_doc: MakeDoc) -> None:
    scene = parsed(
        make_doc,
        "[TLF|ARMED_GROUP|arm:tlf] shelled their camp",
        "PROPN VERB PRON NOUN",
        "nsubj ROOT poss dobj",
        [1, 1, 3, 1],
    )
    for token in scene.doc:
        token.lemma_ = {"shelled": "shell"}.get(token.text, token.text)
    scene = Scene(scene.doc, scene.marks, scene.kb)
    resolve(scene)
    assert added(scene) == []


@pytest.mark.parametrize(("name", "resolved"), [("Fatima Odo", True), ("Joseph Odo", False), ("Qzx Odo", True)])
def test_she_needs_a_woman_or_somebody_unknown(make_doc: MakeDoc, name: str, resolved: bool) -> None:
    scene = parsed(
        make_doc,
        f"[{name}|PERSON|p] left . She spoke .",
        "PROPN PROPN VERB PUNCT PRON VERB PUNCT",
        "compound nsubj ROOT punct nsubj ROOT punct",
        [1, 2, 2, 2, 5, 5, 5],
    )
    give_genders(scene)
    resolve(scene)
    assert bool(added(scene)) is resolved


def test_unnamed_person_keeps_the_pronoun(make_doc: MakeDoc) -> None:
    # Odo left. The driver fled. He ...
    scene = parsed(
        make_doc,
        "[Ali Odo|PERSON|p] left . The driver fled . He fell .",
        "PROPN PROPN VERB PUNCT DET NOUN VERB PUNCT PRON VERB PUNCT",
        "compound nsubj ROOT punct det nsubj ROOT punct nsubj ROOT punct",
        [1, 2, 2, 2, 5, 6, 6, 6, 9, 9, 9],
        "NNP NNP VBD . DT NN VBD . PRP VBD .",
    )
    resolve(scene)
    assert added(scene) == []


def test_places_are_no_antecedents(make_doc: MakeDoc) -> None:
    scene = parsed(
        make_doc,
        "[Rutania|COUNTRY|cty:RUT|place] closed its post",
        "PROPN VERB PRON NOUN",
        "nsubj ROOT poss dobj",
        [1, 1, 3, 1],
    )
    resolve(scene)
    assert added(scene) == []


@pytest.mark.parametrize(
    ("words", "pos", "dep", "heads", "lemma", "empty"),
    [
        (
            "It is clear they left",
            "PRON AUX ADJ PRON VERB",
            "nsubj ROOT acomp nsubj ccomp",
            [1, 1, 1, 4, 1],
            "be",
            True,
        ),
        (
            "It was said they left",
            "PRON AUX VERB PRON VERB",
            "nsubjpass auxpass ROOT nsubj ccomp",
            [2, 2, 2, 4, 2],
            "say",
            True,
        ),
        ("It rains", "PRON VERB", "nsubj ROOT", [1, 1], "rain", True),
        ("It attacked", "PRON VERB", "nsubj ROOT", [1, 1], "attack", False),
        ("It was attacked", "PRON AUX VERB", "nsubjpass auxpass ROOT", [2, 2, 2], "attack", False),
    ],
)
def test_expletive(
    make_doc: MakeDoc, words: str, pos: str, dep: str, heads: list[int], lemma: str, empty: bool
) -> None:
    scene = parsed(make_doc, words, pos, dep, heads)
    scene.doc[heads[0]].lemma_ = lemma
    scene = Scene(scene.doc, scene.marks, scene.kb)
    assert is_expletive(scene, 0) is empty


@pytest.mark.parametrize(("noun", "people"), [("nurses", True), ("gunmen", True), ("attacks", False), ("roads", False)])
def test_people(noun: str, people: bool) -> None:
    assert is_people(noun) is people


def test_word_lists_are_disjoint_where_they_must_be() -> None:
    words = lexicon()
    assert words.persons.keys().isdisjoint(words.groups)
    assert not words.strict & words.national


# The component


@pytest.fixture
def coref(blank: Language) -> Coref:
    return Coref(blank)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "x"])
def test_texts_without_mentions(coref: Coref, blank: Language, text: str) -> None:
    doc = blank.make_doc(text)
    doc.spans[MENTIONS] = []
    for token in doc:
        token.pos_, token.dep_ = "X", "dep"
    assert read_marks(coref(doc)) == []
    assert doc._.conflict_coref == {}


def test_missing_mentions_raise(coref: Coref, blank: Language) -> None:
    with pytest.raises(ConfigError, match="E302"):
        coref(blank.make_doc("Odo left."))


def test_wrong_setting_raises(blank: Language) -> None:
    with pytest.raises(ConfigError, match="E303"):
        Coref(blank, pronouns="yes")  # type: ignore[arg-type]


def test_many_mentions_take_linear_work(coref: Coref, make_doc: MakeDoc) -> None:
    def spent(count: int) -> int:
        words = ["Moro", "fled", ".", "The", "rebels", "say", "they", "won", "."] * count
        pos = ["PROPN", "VERB", "PUNCT", "DET", "NOUN", "VERB", "PRON", "VERB", "PUNCT"] * count
        deps = ["nsubj", "ROOT", "punct", "det", "nsubj", "ROOT", "nsubj", "ccomp", "punct"] * count
        heads = [9 * k + h for k in range(count) for h in (1, 1, 1, 4, 5, 5, 7, 5, 5)]
        doc = make_doc(words, pos=pos, deps=deps, heads=heads)
        write_marks(doc, [Mark(9 * k, 9 * k + 1, "ARMED_GROUP", "t", entity_id=f"new:m{k % 90}") for k in range(count)])
        return steps(lambda: coref(doc))

    spent(50)
    assert spent(400) < 6 * spent(100)


STORY = """Tola rebels shell bridge in Rutania

KUNDU, Nov 3, 2023 (AFP) - The Solvian Patriotic Union (SPU) shelled a bridge, army spokesman Col. Joseph Odo said.

Fatima Bello, who speaks for the SPU, denied it. "We have no guns there," she told reporters.

Odo said he had seen them. The officer added that the SPU had lost its camp. The group wants talks, Bello said.
"""


@pytest.mark.model
def test_story(nlp: Language) -> None:
    doc = nlp(STORY)
    found = {(m.text, m.entity_id) for m in doc._.mentions if m.rule.startswith("coref")}
    spu, odo, bello = "new:solvian-patriotic-union", "new:joseph-odo", "new:fatima-bello"
    entities = {m.entity_id for m in doc._.mentions}
    assert {spu, odo, bello} <= entities
    assert {("she", bello), ("he", odo), ("The officer", odo), ("its", spu), ("The group", spu)} <= found
    assert doc._.conflict_coref["affiliations"][bello] == spu


ACCUSED = """Rutanian President Joseph Odo accuses General Peter Bello of arming the rebels, a charge he denies.

M23 spokesperson Peter Bello said the army shelled their positions, adding that they had no quarrel with the army.
"""


@pytest.mark.model
def test_who_denies_and_whose_side_speaks(nlp: Language) -> None:
    found = {(m.text, m.entity_id) for m in nlp(ACCUSED)._.mentions if m.rule.startswith("coref")}
    assert ("he", "new:peter-bello") in found
    assert ("they", "arm:m23") in found
    assert not [entity for text, entity in found if text == "their" and entity.startswith("mil:")]


@pytest.mark.model
def test_running_twice_changes_nothing(nlp: Language) -> None:
    doc = nlp(STORY)
    with nlp.select_pipes(enable=[]):
        before = [(m.start, m.end, m.entity_id) for m in read_marks(doc) if m.rule.startswith("coref")]
        again = nlp.get_pipe("conflict_coref")(doc)
    after = [(m.start, m.end, m.entity_id) for m in read_marks(again) if m.rule.startswith("coref")]
    assert before == after


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "It is clear that the road to Kigali was cut.",
        "A trader in Goma said she had seen the rebels.",
        "Rwanda and Uganda met. The army left.",
    ],
)
def test_nothing_to_resolve(nlp: Language, text: str) -> None:
    assert not [m for m in nlp(text)._.mentions if m.rule.startswith("coref") and m.mtype == "pronoun"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mr Khan, a shopkeeper in Lahore, said Imran Khan should be freed.", "new:khan"),
        ("Imran Khan was moved to another cell. Khan said he was well.", "per:imran-khan"),
    ],
)
def test_a_surname_before_the_full_name_is_another_person(nlp: Language, text: str, speaker: str) -> None:
    assert [quote.speaker_id for quote in nlp(text)._.quotes] == [speaker]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tuareg rebels said on Friday they had burned four trucks in Mali.", []),
        ("Kurdish fighters said they would leave the hills.", []),
        ("The Tuareg said on Friday they would stay in Mali.", ["ppl:tuareg"]),
    ],
)
def test_fighters_of_a_people_are_not_the_people(nlp: Language, text: str, expected: list[str]) -> None:
    said = [mark for mark in nlp(text)._.mentions if mark.text == "they"]
    assert [mark.entity_id for mark in said if str(mark.entity_id).startswith("ppl:")] == expected
