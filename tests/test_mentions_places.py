"""Where the name of a place begins and ends, and when that of a person is one: sentences, near-misses beside hits."""

from __future__ import annotations

import pytest
from spacy.language import Language

from conflictner.annotations import read_marks


def kinds(nlp: Language, text: str) -> list[tuple[str, str]]:
    doc = nlp(text)
    return [(doc[mark.start : mark.end].text, mark.kind) for mark in read_marks(doc) if mark.mtype == "name"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected", "absent"),
    [
        # the Arabic article inside a name opens no sentence and is no English word
        ("Gunmen attacked Dar As Salam in Nyala on Monday, killing two.", ("Dar As Salam", "PLACE"), "Salam"),
        ("Militants raided An Nuhud in Kordofan.", ("An Nuhud", "PLACE"), "Nuhud"),
        ("Militants raided Umm Ar Rawaba in Kordofan.", ("Umm Ar Rawaba", "PLACE"), "Rawaba"),
        ("An NGO in Goma said that rebels attacked it.", ("Goma", "PLACE"), "An NGO"),
        ("Rebels fled Goma. As Syria burns, talks go on.", ("Syria", "COUNTRY"), "As Syria"),
        # a bracket of a dateline names the agency, if no province
        ("GOMA (Agency) - M23 rebels attacked Sake on Tuesday.", ("GOMA", "PLACE"), "Agency"),
        ("RUTSHURU (North Kivu) - M23 rebels attacked Sake.", ("North Kivu", "PLACE"), "Agency"),
        # two names that are one land, and two that are not
        ("In the Indian state of Jammu and Kashmir, 13 people died.", ("Jammu and Kashmir", "PLACE"), "Jammu"),
        ("Rebels hold Goma and Sake.", ("Sake", "PLACE"), "Goma and Sake"),
        # the stop of an abbreviation
        ("He fell ill in Charleston, W.Va. (AP) on Friday.", ("W.Va.", "PLACE"), "W.Va"),
        ("The parcel went to Melville, Sask. in May.", ("Sask.", "PLACE"), "Sask"),
        ("Buses came from D.C. on Friday.", ("D.C.", "PLACE"), ""),
        # the number is a road's, unless it counts something
        ("A slide closed W.Va. 61 in East Bank on Friday.", ("W.Va. 61", "PLACE"), "W.Va."),
        ("Charleston, W.Va. 61 people were hurt.", ("W.Va.", "PLACE"), "W.Va. 61"),
        # towns bear no article, regions do; a ministry's subject is no place
        ("Goma heard that the Woodlands bought land.", ("Goma", "PLACE"), "Woodlands"),
        ("Rebels crossed the Sahel to Gao.", ("Sahel", "PLACE"), ""),
        ("The Department of Transportation in Ohio said so.", ("Ohio", "PLACE"), "Transportation"),
        ("They met at City Hall in Springfield, Ohio.", ("City Hall", "ORG"), ""),
        ("Veterans of WW II met in Ohio.", ("Ohio", "PLACE"), "WW II"),
        ("A jury in Rochester acquitted Hugo Ernesto Lopez, 34, on Friday.", ("Hugo Ernesto Lopez", "PERSON"), "Lopez"),
        # two words in capitals are one town of a dateline; a site and what lies around a name are places
        (
            "Shells hit a clinic\n\nPORT SUDAN, June 14 (Agency) - Rebels fled on Friday.",
            ("PORT SUDAN", "PLACE"),
            "PORT",
        ),
        ("A further 1,100 refugees left the Kumer and Awlala sites after the attack.", ("Awlala", "PLACE"), ""),
        ("MSF shut its mobile clinics around Abdurafi after gunmen stopped a car.", ("Abdurafi", "PLACE"), ""),
        ("Yerevan fears a corridor through Syunik to Nakhchivan, Armenia said.", ("Nakhchivan", "PLACE"), ""),
        # an island, a mine, no school
        ("Images reveal devastation in Anglophone regions of Cameroon.", ("Cameroon", "COUNTRY"), "Anglophone"),
        ("The frog has affected tropical Australia and Asia as well.", ("Asia", "PLACE"), ""),
        # another spelling of the capital has an army too
        ("Two rebels were killed by Kiev troops.", ("Kiev troops", "MILITARY"), "Kiev"),
        # those who make war are their country's, those who live there are not
        ("The Russians shelled Kherson, where troops died.", ("Russians", "PEOPLE"), ""),
        ("Russians fear the war, and rebels attacked Kherson.", ("Kherson", "PLACE"), "Russians"),
    ],
)
def test_mentions_place_names_are_whole(nlp: Language, text: str, expected: tuple[str, str], absent: str) -> None:
    found = kinds(nlp, text)
    assert expected in found
    assert absent not in dict(found)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the preposition wins over the person, where something happens there
        ("Gen. Bora leads the brigade. In Bora, two rebels died.", ["PERSON", "PLACE"]),
        ("Gen. Bora leads the rebels. Trust in Bora is gone.", ["PERSON", "PERSON"]),
        # a surname with no verb of saying is the person, unless its class word says otherwise
        ("Rebels met Col Jean Ngoma in Kigali. Ngoma left.", ["PERSON", "PERSON"]),
    ],
)
def test_mentions_a_surname_that_is_a_place_too(nlp: Language, text: str, expected: list[str]) -> None:
    assert [kind for name, kind in kinds(nlp, text) if name.endswith(("Bora", "Ngoma"))] == expected


@pytest.mark.model
def test_linker_a_person_and_a_place_of_one_name_have_two_ids(nlp: Language) -> None:
    doc = nlp("Gen. Bora leads the brigade. In Bora, two rebels died.")
    assert len({mark.entity_id for mark in read_marks(doc)} & {"new:bora", "new:bora-place"}) == 2


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        # a listed village that is attacked or passed, PERSON for the model
        ("Gunmen attacked Kenscoff on Monday.", "Kenscoff", "PLACE"),
        ("Fighters of the JNIM drove past Anefis on Tuesday, the Malian army said.", "Anefis", "PLACE"),
        ("Rebels killed ten people. Critics attacked Jean Lenda. The party attacked Lenda over it.", "Lenda", "PERSON"),
        # a dateline's bracket: the agency, a country, a province
        ("GAO (Sahel Wire) - Rebels shelled Anefis on Monday, officials said.", "Sahel Wire", "MEDIA"),
        ("GAO (Mali) - Rebels shelled Anefis on Monday, officials said.", "Mali", "COUNTRY"),
        ("RUTSHURU (North Kivu) - Rebels shelled Sake on Monday, officials said.", "North Kivu", "PLACE"),
        # whose villages they are, and what a village is called
        ("Soldiers burned Lumad villages near Davao City.", "Lumad", "PEOPLE"),
        ("Soldiers burned Bukombo and Tisa villages near Goma.", "Tisa", "PLACE"),
        # a weak name of a group whose class word has no capital, and a place before the word
        ("MEXICO CITY - Gunmen of the Gulf cartel killed two police officers.", "Gulf cartel", "ARMED_GROUP"),
        ("Fighters of the Lord's Resistance army fled.", "Lord's Resistance army", "ARMED_GROUP"),
        # a party of the country that the text names, and the Indian town
        ("MEXICO CITY - Politicians of Morena rejected the law, Mexico's president said.", "Morena", "PARTY"),
        ("Police arrested two men in Morena, Madhya Pradesh, India.", "Morena", "PLACE"),
        ("LAGOS - Gunmen of the Lekki militia killed two police officers.", "Lekki", "PLACE"),
    ],
)
def test_mentions_what_is_attacked_passed_credited_and_lived_in(nlp: Language, text: str, name: str, kind: str) -> None:
    assert (name, kind) in kinds(nlp, text)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        # what only somebody can be or be asked, and a government that does not sit in the capital
        ("Washington was “deeply alarmed” by the advance.", "Washington", "COUNTRY"),
        ("Kigali is ready to talk to the rebels.", "Kigali", "COUNTRY"),
        ("The bloc called on Ouagadougou to free the soldiers.", "Ouagadougou", "COUNTRY"),
        ("Cotonou summoned the ambassador of Niger.", "Cotonou", "COUNTRY"),
        ("Kinshasa was quiet on Sunday.", "Kinshasa", "PLACE"),
        ("Goma was furious.", "Goma", "PLACE"),
        ("Two officers called on Kampala on Sunday.", "Kampala", "PLACE"),
    ],
)
def test_mentions_a_capital_that_thinks_or_is_asked_is_its_country(
    nlp: Language, text: str, name: str, kind: str
) -> None:
    assert dict(kinds(nlp, text))[name] == kind


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        # known abroad under another name only; the same spelling, with a hyphen
        ("The Nasa villages of Cauca burn, the Colombian army said. Ten fled Toribío.", "Nasa", "new:nasa"),
        ("Turkish shelling of al-Bab killed six.", "al-Bab", "gn:174018"),
        # a landscape that is listed, and the town of its name
        ("CALI, Colombia - Soldiers entered the Micay canyon on Monday.", "Micay", "reg:micay"),
        # the party of that name, and the army of the country
        ("BEIRUT - The Lebanese Forces accused Nabih Berri of it.", "Lebanese Forces", "arm:lebanese-forces"),
        ("BEIRUT - Lebanese forces entered Tyre.", "Lebanese forces", "mil:LBN"),
        # who wrote it is no province of Malta
        (
            "By Paola Ruiz Sarmiento\n\nCALI, Colombia - Soldiers left on Monday.",
            "Paola Ruiz Sarmiento",
            "new:paola-ruiz-sarmiento",
        ),
    ],
)
def test_linker_a_namesake_far_away_is_not_meant(nlp: Language, text: str, name: str, expected: str) -> None:
    doc = nlp(text)
    assert {mark.entity_id for mark in read_marks(doc) if doc[mark.start : mark.end].text == name} == {expected}
