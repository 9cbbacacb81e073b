"""conflict_linker on hand-made mentions: actors by alias, country, context; places by document; NIL when in doubt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from conflictner.annotations import Mark, read_marks, write_marks
from conflictner.components.linker import EntityLinker
from conflictner.components.linker.actors import of_institution
from conflictner.components.linker.definitions import same_actor
from conflictner.components.linker.placenames import forms
from conflictner.distance import kilometres
from conflictner.errors import ConfigError
from conflictner.knowledge import KnowledgeBase

Build = Callable[..., Doc]


@pytest.fixture(scope="module")
def linker() -> EntityLinker:
    return EntityLinker(spacy.blank("en"))


def linked(make_doc: Build, linker: EntityLinker, marked: str, **meta: str) -> Doc:
    """A Doc of marked text: "[Goma]{PLACE} fell", "[Rwanda]{COUNTRY:place}"; words are split at blanks."""
    words: list[str] = []
    marks: list[Mark] = []
    for piece in marked.replace("[", "\0[").split("\0"):
        if piece.startswith("["):
            name, _, rest = piece[1:].partition("]{")
            kind, _, rest = rest.partition("}")
            kind, _, role = kind.partition(":")
            start = len(words)
            words += name.split()
            role = role or ("place" if kind == "PLACE" else "actor")
            marks.append(Mark(start, len(words), kind, "test", role=role))
            words += rest.split()
        else:
            words += piece.split()
    doc = make_doc(words)
    doc._.meta = meta
    write_marks(doc, marks)
    return linker(doc)


def ids(doc: Doc) -> dict[str, str]:
    return {doc[mark.start : mark.end].text: mark.entity_id for mark in read_marks(doc)}


@pytest.mark.parametrize(
    ("marked", "name", "entity"),
    [
        ("[M23]{ARMED_GROUP} rebels", "M23", "arm:m23"),
        ("[ADF]{ORG} raids in [DRC]{COUNTRY:place}", "ADF", "arm:adf"),
        ("[ADF]{ORG} exercises in [Australia]{COUNTRY:place}", "ADF", "mil:AUS"),
        ("PHOTO | [AFP]{MEDIA}", "AFP", "med:afp"),
        ("[Congolese army]{MILITARY}", "Congolese army", "mil:COD"),
        ("[DRC government]{GOVERNMENT}", "DRC government", "gov:COD"),
        ("[Kalumba Front]{ORG}", "Kalumba Front", "new:kalumba-front"),
        # an ordinary word is no acronym, though a party of that acronym is listed
        ("[Map]{ORG} of the front", "Map", "new:map"),
        # a party acronym without its country
        ("[PLD]{ORG} in [Haiti]{COUNTRY:place}", "PLD", "new:pld"),
    ],
)
def test_linker_actors(make_doc: Build, linker: EntityLinker, marked: str, name: str, entity: str) -> None:
    assert ids(linked(make_doc, linker, marked))[name] == entity


def test_linker_kind_follows_the_entity(make_doc: Build, linker: EntityLinker) -> None:
    doc = linked(make_doc, linker, "[M23]{ORG} rebels")
    assert [mark.kind for mark in read_marks(doc)] == ["ARMED_GROUP"]
    assert doc._.conflict_entities["arm:m23"]["name"] == "March 23 Movement"


def test_linker_one_local_id_for_both_forms_of_a_definition(make_doc: Build, linker: EntityLinker) -> None:
    doc = linked(make_doc, linker, "[Kalumba Liberation Army]{ARMED_GROUP} ( [KLA]{ORG} ) said . [KLA]{ORG} left")
    assert {mark.entity_id for mark in read_marks(doc)} == {"new:kalumba-liberation-army"}


def test_linker_long_form_rules_out_another_bearer_of_the_acronym(make_doc: Build, linker: EntityLinker) -> None:
    doc = linked(make_doc, linker, "[Haitian National Police]{POLICE} ( [PNH]{ORG} )")
    assert ids(doc) == {"Haitian National Police": "pol:HTI", "PNH": "pol:HTI"}


@pytest.mark.parametrize(
    ("marked", "name", "entity"),
    [
        # the bracket of a dateline holds the agency
        ("[NAIROBI]{PLACE} , [Kenya]{COUNTRY:place} ( [AP]{ORG} ) - rain . he told [AP]{ORG}", "AP", "med:ap"),
        ("[Juba]{PLACE} , [South Sudan]{COUNTRY:place} ( [AFP]{ORG} ) - rain", "AFP", "med:afp"),
        ("the [Kalumba Traders Forum]{ORG} ( [AFP]{ORG} ) said", "AFP", "med:afp"),
        # definitions: by initials, by the list, by another language behind a body that the list lacks
        ("[Democratic Republic of Congo]{COUNTRY} ( [DRC]{COUNTRY} ) said", "DRC", "cty:COD"),
        ("the [Alliance of Farmers and Potters]{ORG} ( [AFP]{ORG} )", "AFP", "new:alliance-of-farmers-and-potters"),
        ("the [West Kalumba Army]{ORG} ( [TPNK]{ORG} )", "TPNK", "new:west-kalumba-army"),
        ("[Jean Kalumba]{PERSON} ( [TPNK]{ORG} )", "TPNK", "new:tpnk"),
    ],
)
def test_linker_a_bracket_defines_what_its_initials_fit(
    make_doc: Build, linker: EntityLinker, marked: str, name: str, entity: str
) -> None:
    assert ids(linked(make_doc, linker, marked))[name] == entity


SLM = "[Sudan Liberation Movement]{ARMED_GROUP}"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # the acronym of a faction, the whole's own, and two factions of one name
        (f"{SLM} ( [SLM-MM]{{ORG}} )", ["arm:slm-mm", "arm:slm-mm"]),
        (f"{SLM} ( [SLM]{{ORG}} ) . [SLM-MM]{{ORG}}", ["arm:slm", "arm:slm", "arm:slm-mm"]),
        (
            f"{SLM} ( [SLM-MM]{{ORG}} ) met {SLM} ( [SLM-AW]{{ORG}} )",
            ["arm:slm", "arm:slm-mm", "arm:slm", "arm:slm-aw"],
        ),
    ],
)
def test_linker_a_factions_acronym_tells_which_part_is_meant(
    make_doc: Build, linker: EntityLinker, marked: str, expected: list[str]
) -> None:
    doc = linked(make_doc, linker, marked)
    assert [mark.entity_id for mark in read_marks(doc)] == expected


def test_linker_surname_is_the_one_person_of_that_name(make_doc: Build, linker: EntityLinker) -> None:
    doc = linked(make_doc, linker, "[Jean Kalumba]{PERSON} met [Ana Mbaza]{PERSON} . [Mbaza]{PERSON} left")
    assert ids(doc)["Mbaza"] == "new:ana-mbaza"


@pytest.mark.parametrize(
    ("marked", "entity"),
    [
        ("[Jean Mbaza]{PERSON} left . Mr [Mbaza]{PERSON} said", "new:jean-mbaza"),
        ("General [Jean Mbaza]{PERSON} left . Colonel [Mbaza]{PERSON} said", "new:jean-mbaza"),
        # introduced anew, named before the other is, of another calling, of the other sex
        ("[Jean Mbaza]{PERSON} left . [Mbaza]{PERSON} , a shopkeeper , said", "new:mbaza"),
        ("Mr [Mbaza]{PERSON} said [Jean Mbaza]{PERSON} left", "new:mbaza"),
        ("General [Jean Mbaza]{PERSON} left . Dr [Mbaza]{PERSON} said", "new:mbaza"),
        ("Mr [Jean Mbaza]{PERSON} left . Mrs [Mbaza]{PERSON} said", "new:mbaza"),
    ],
)
def test_linker_surname_is_joined_where_nothing_speaks_against_it(
    make_doc: Build, linker: EntityLinker, marked: str, entity: str
) -> None:
    assert ids(linked(make_doc, linker, marked))["Mbaza"] == entity


def test_linker_surname_of_two_persons_stays_open(make_doc: Build, linker: EntityLinker) -> None:
    doc = linked(make_doc, linker, "[Jean Mbaza]{PERSON} met [Ana Mbaza]{PERSON} . [Mbaza]{PERSON} left")
    assert ids(doc)["Mbaza"] == "new:mbaza"


def test_linker_ministry_is_no_government(make_doc: Build, linker: EntityLinker) -> None:
    doc = make_doc("the Angolan lottery ministry")
    write_marks(doc, [Mark(1, 4, "GOVERNMENT", "institution")])
    assert ids(linker(doc)) == {"Angolan lottery ministry": "new:angolan-lottery-ministry"}
    assert doc._.conflict_entities["new:angolan-lottery-ministry"]["country"] == "AGO"


@pytest.mark.parametrize(
    ("marked", "name", "point", "km"),
    [
        ("fighting near [Goma]{PLACE} in [DRC]{COUNTRY:place}", "Goma", (-1.68, 29.23), 15),
        ("[Shasha]{PLACE} , south of [Goma]{PLACE} , fell", "Shasha", (-1.61, 29.01), 15),
        ("in [North Kivu Province]{PLACE}", "North Kivu Province", (-0.7, 28.8), 60),
        ("talks in [Doha]{PLACE} on [DRC]{COUNTRY:place}", "Doha", (25.29, 51.53), 25),
        # the city comes before its state, unless a class word or a town says otherwise
        ("they met in [New York]{PLACE}", "New York", (40.71, -74.0), 25),
        ("in [New York]{PLACE} state", "New York", (43.0, -75.5), 120),
        ("in [Buffalo]{PLACE} , [New York]{PLACE}", "New York", (43.0, -75.5), 120),
        ("[Tripoli]{PLACE} , [Lebanon]{COUNTRY:place}", "Tripoli", (34.43, 35.84), 15),
        # the list spells out what the text shortens
        ("from [New York]{PLACE} to [St. Petersburg]{PLACE} and [Moscow]{PLACE}", "St. Petersburg", (59.9, 30.3), 50),
        # of a list of countries none is a province or a town, and none lies in the next one
        ("[Mali]{COUNTRY:place} , [Niger]{COUNTRY:place} and [Nigeria]{COUNTRY:place}", "Niger", (17.0, 9.0), 300),
        ("western [Africa]{PLACE} in [Morocco]{COUNTRY:place}", "Africa", (7.0, 21.0), 900),
        # the sea comes before the state that lies on it
        ("ships in the [Red Sea]{PLACE} off [Sudan]{COUNTRY:place}", "Red Sea", (20.0, 38.5), 400),
        ("in [Red Sea]{PLACE} State in [Sudan]{COUNTRY:place}", "Red Sea", (20.0, 35.5), 150),
    ],
)
def test_linker_places(
    make_doc: Build, linker: EntityLinker, marked: str, name: str, point: tuple[float, float], km: float
) -> None:
    doc = linked(make_doc, linker, marked)
    entity = doc._.conflict_entities[ids(doc)[name]]
    assert kilometres((entity["lat"], entity["lon"]), point) <= km


def test_linker_unknown_place_has_an_id_and_no_point(make_doc: Build, linker: EntityLinker) -> None:
    doc = linked(make_doc, linker, "near [Kalumbazaville]{PLACE}")
    assert ids(doc) == {"Kalumbazaville": "new:kalumbazaville"}
    assert doc._.conflict_entities["new:kalumbazaville"]["lat"] is None


def test_linker_country_has_its_point_in_both_roles(make_doc: Build, linker: EntityLinker) -> None:
    doc = linked(make_doc, linker, "[Rwanda]{COUNTRY} denies it ; troops in [Rwanda]{COUNTRY:place}")
    assert ids(doc) == {"Rwanda": "cty:RWA"}
    assert doc._.conflict_entities["cty:RWA"]["lat"] == pytest.approx(-1.9, abs=0.5)


def test_linker_run_twice_changes_nothing(make_doc: Build, linker: EntityLinker) -> None:
    text = "[M23]{ORG} took [Shasha]{PLACE} near [Goma]{PLACE} , [Kigali]{PLACE} , [Kalumba]{PERSON}"
    doc = linked(make_doc, linker, text)
    before, entities = read_marks(doc), dict(doc._.conflict_entities)
    linker(doc)
    assert read_marks(doc) == before
    assert doc._.conflict_entities == entities


def test_linker_needs_mentions(make_doc: Build, linker: EntityLinker) -> None:
    with pytest.raises(ConfigError) as error:
        linker(make_doc("Goma fell"))
    assert error.value.code == "E302"


@pytest.mark.parametrize("words", [[], [" "]])
def test_linker_docs_without_names_pass(make_doc: Build, linker: EntityLinker, words: list[str]) -> None:
    doc = make_doc(words)
    write_marks(doc, [])
    assert linker(doc)._.conflict_entities == {}


@pytest.mark.parametrize("nil_below", [-0.1, 1.1])
def test_linker_refuses_a_score_out_of_range(blank: Language, nil_below: float) -> None:
    with pytest.raises(ConfigError) as error:
        EntityLinker(blank, nil_below=nil_below)
    assert error.value.code == "E303"


def test_linker_everything_is_nil_under_the_highest_bar(make_doc: Build) -> None:
    linker = EntityLinker(spacy.blank("en"), nil_below=1.0)
    assert ids(linked(make_doc, linker, "[M23]{ARMED_GROUP} rebels")) == {"M23": "new:m23"}


def test_linker_own_actors_come_first(make_doc: Build) -> None:
    linker = EntityLinker(spacy.blank("en"))
    state = EntityLinker(spacy.blank("en"))._state()
    state["own_actors"] = [{"name": "Kalumba Front", "kind": "ARMED_GROUP"}]
    linker._restore(state)
    assert ids(linked(make_doc, linker, "[Kalumba Front]{ORG} said")) == {"Kalumba Front": "own:kalumba-front"}


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("Goma", ["Goma"]),
        ("Walikale Territory", ["Walikale Territory", "Walikale"]),
        ("Lake Kivu", ["Lake Kivu", "Kivu"]),
    ],
)
def test_linker_place_forms(surface: str, expected: list[str]) -> None:
    assert forms(surface) == expected


@pytest.mark.parametrize(
    ("entity", "long", "same"),
    [
        ("mil:TZA", "Tanzania People's Defence Forces", True),
        ("pol:HTI", "Haitian National Police", True),
        ("med:afp", "Armed Forces of the Philippines", False),
    ],
)
def test_linker_long_forms_are_compared_by_their_telling_words(entity: str, long: str, same: Any) -> None:
    actor = KnowledgeBase.load().get(entity)
    assert actor is not None
    assert same_actor(actor, long) is same


def test_linker_unknown_hamlet_of_an_unnamed_country_is_not_meant(make_doc: Build, linker: EntityLinker) -> None:
    # A district of Togo bears the name Keran, and so does a village on the Line of Control.
    doc = linked(make_doc, linker, "shells hit [Keran]{PLACE} , [India]{COUNTRY} said ; [Pakistan]{COUNTRY} denied")
    entity = doc._.conflict_entities[ids(doc)["Keran"]]
    assert entity["country"] != "TGO"


@pytest.mark.parametrize(
    ("country", "entity"),
    [("Colombia", "arm:eln"), ("North Macedonia", "arm:nla-mkd"), ("", "new:national-liberation-army")],
)
def test_linker_equal_candidates_are_left_open(
    make_doc: Build, linker: EntityLinker, country: str, entity: str
) -> None:
    place = f" in [{country}]{{COUNTRY:place}}" if country else ""
    doc = linked(make_doc, linker, f"the [National Liberation Army]{{ARMED_GROUP}} said{place}")
    assert ids(doc)["National Liberation Army"] == entity


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        # a district becomes its town, a province the country, a namesake the one at the distance told
        ("fighting near [Balcad]{PLACE} , [Mogadishu]{PLACE} and [Afgooye]{PLACE}", "Balcad"),
        ("fighting in [Idlib]{PLACE} , [Aleppo]{PLACE} and [Hama]{PLACE}", "Idlib"),
        ("villages in [Niger]{COUNTRY:place} near [Tera]{PLACE} , across from [Nigeria]{COUNTRY:place}", "Niger"),
        ("at [Sake]{PLACE} , 25 km west of [Goma]{PLACE}", "Sake"),
    ],
)
def test_linker_what_is_chosen_is_the_first_candidate(
    make_doc: Build, linker: EntityLinker, marked: str, name: str
) -> None:
    doc = linked(make_doc, linker, marked)
    mark = next(mark for mark in read_marks(doc) if doc[mark.start : mark.end].text == name)
    assert mark.candidates[0][0] == mark.entity_id
    assert mark.candidates[0][1] == pytest.approx(mark.score, abs=0.02)
    assert sum(share for _, share in mark.candidates) <= 1.01


@pytest.mark.parametrize(
    ("marked", "name", "entity"),
    [
        # the bare name of a province is its town's: five hundred kilometres from its middle, or under another type
        ("rebels entered [Timbuktu]{PLACE} in [Mali]{COUNTRY:place}", "Timbuktu", "gn:2449067"),
        ("[KIDAL]{PLACE} , [Mali]{COUNTRY:place} - rebels left", "KIDAL", "gn:2455290"),
        ("in [Ménaka]{PLACE} , [Mali]{COUNTRY:place} , rebels left", "Ménaka", "gn:2453514"),
        # with its class word it is the province
        ("rebels in the [Timbuktu]{PLACE} region of [Mali]{COUNTRY:place}", "Timbuktu", "gn:2449066"),
        # the Gulf of news, and the province of that name
        ("missiles over the [Gulf]{PLACE} and [Yemen]{COUNTRY:place}", "Gulf", "reg:persian-gulf"),
        ("men of [Gulf]{PLACE} province in [Papua New Guinea]{COUNTRY:place}", "Gulf", "gn:2096633"),
    ],
)
def test_linker_province_and_town_of_one_name(
    make_doc: Build, linker: EntityLinker, marked: str, name: str, entity: str
) -> None:
    assert ids(linked(make_doc, linker, marked))[name] == entity


def test_linker_candidates_are_shown_best_first(make_doc: Build, linker: EntityLinker) -> None:
    doc = linked(make_doc, linker, "[Goma]{PLACE} in [DRC]{COUNTRY:place}")
    goma = next(mark for mark in read_marks(doc) if mark.kind == "PLACE")
    assert goma.candidates[0][0] == goma.entity_id
    assert [score for _, score in goma.candidates] == sorted([score for _, score in goma.candidates], reverse=True)


@pytest.mark.parametrize(
    ("marked", "name", "point", "km"),
    [
        # the larger place decides
        ("a fair in [Paris]{PLACE} , [Texas]{PLACE}", "Paris", (33.66, -95.56), 15),
        ("a fair in [Paris]{PLACE} , [France]{COUNTRY:place}", "Paris", (48.85, 2.35), 15),
        ("a fair in [Springfield]{PLACE} , Ill.", "Springfield", (39.8, -89.64), 15),
        ("a fair in [Springfield]{PLACE} , [Mo.]{PLACE}", "Springfield", (37.21, -93.3), 15),
        ("[Goma]{PLACE} ( [Goma]{PLACE} , [Nord-Kivu]{PLACE} )", "Goma", (-1.68, 29.23), 15),
        ("judges of [Freestone County]{PLACE} met", "Freestone County", (31.7, -96.15), 30),
        ("in [Boone]{PLACE} and [Hendricks]{PLACE} counties , [Indiana]{PLACE}", "Boone", (40.05, -86.47), 30),
        # short forms and adjectives
        ("police in [Ky.]{PLACE} said", "Ky.", (37.5, -85.3), 160),
        ("the [W. Va.]{PLACE} line", "W. Va.", (38.6, -80.6), 160),
        ("the [Sudanese]{PLACE} side", "Sudanese", (15.0, 30.0), 200),
        # a great city needs no country, whatever village bears its name
        (
            "[DRC]{COUNTRY:place} : [Goma]{PLACE} , [Masisi]{PLACE} ; talks in [Nairobi]{PLACE}",
            "Nairobi",
            (-1.28, 36.82),
            20,
        ),
        # a country's name among towns of a province of that name, and alone
        ("[Atlanta]{PLACE} , [Savannah]{PLACE} and all of [Georgia]{COUNTRY:place}", "Georgia", (32.7, -83.4), 160),
        ("[Russia]{COUNTRY} left [Georgia]{COUNTRY:place} and [Tbilisi]{PLACE}", "Georgia", (42.0, 43.5), 100),
        ("strikes on [Beirut]{PLACE} and the south of [Lebanon]{COUNTRY:place}", "Lebanon", (33.8, 35.8), 100),
        # a class word behind a name, and short forms, leave one reading
        ("[Canada]{COUNTRY} ; [Quebec City]{PLACE}", "Quebec City", (46.81, -71.21), 25),
        ("in [Tampa]{PLACE} , [Fla.]{PLACE}", "Fla.", (28.0, -82.5), 160),
        # the world's names are not the towns that bear them
        ("peace in the [Middle East]{PLACE} and [Baltimore]{PLACE}", "Middle East", (33.1, 35.9), 50),
        ("ships in the [Pacific]{PLACE} , says [Missouri]{PLACE}", "Pacific", (0.0, -160.0), 50),
        # counties without their word, and a country's name where all else lies in Indiana
        (
            "[Kanawha County]{PLACE} in [West Virginia]{PLACE} ; deputies of [Raleigh]{PLACE}",
            "Raleigh",
            (37.77, -81.25),
            30,
        ),
        (
            "[Lebanon]{COUNTRY:place} lies in [Boone County]{PLACE} , near [Zionsville]{PLACE} , [Indiana]{PLACE}",
            "Lebanon",
            (40.05, -86.47),
            30,
        ),
        ("bodies in [Nogales Sonora]{PLACE}", "Nogales Sonora", (31.3, -110.94), 15),
        # spellings
        ("[Kitchanga]{PLACE} in [DRC]{COUNTRY:place}", "Kitchanga", (-1.24, 29.06), 15),
        ("[St. Petersburg]{PLACE} in [Russia]{COUNTRY:place}", "St. Petersburg", (59.93, 30.31), 30),
    ],
)
def test_linker_places_by_document(
    make_doc: Build, linker: EntityLinker, marked: str, name: str, point: tuple[float, float], km: float
) -> None:
    doc = linked(make_doc, linker, marked)
    entity = doc._.conflict_entities[ids(doc)[name]]
    assert kilometres((entity["lat"], entity["lon"]), point) <= km


@pytest.mark.parametrize(
    ("marked", "other", "entity"),
    [
        ("[DRC]{COUNTRY} said so ; fighting in [Congo]{COUNTRY:place}", "Congo", "cty:COD"),
        ("[Brazzaville]{PLACE} is quiet ; a vote in [Congo]{COUNTRY:place}", "Congo", "cty:COG"),
    ],
)
def test_linker_the_two_congos(make_doc: Build, linker: EntityLinker, marked: str, other: str, entity: str) -> None:
    assert ids(linked(make_doc, linker, marked))[other] == entity


@pytest.mark.parametrize(
    ("marked", "name", "precision"),
    [
        ("in [Goma]{PLACE}", "Goma", "exact"),
        ("in [North Kivu Province]{PLACE}", "North Kivu Province", "admin"),
        ("in [Rwanda]{COUNTRY:place}", "Rwanda", "country"),
    ],
)
def test_linker_precision(make_doc: Build, linker: EntityLinker, marked: str, name: str, precision: str) -> None:
    doc = linked(make_doc, linker, marked)
    assert doc._.conflict_entities[ids(doc)[name]]["precision"] == precision


@pytest.mark.parametrize(
    ("marked", "name", "precision"),
    [
        ("in [northern Nigeria]{PLACE}", "northern Nigeria", "country"),
        ("[Goma]{PLACE} in [DRC]{COUNTRY:place} ; [Goma market]{PLACE}", "Goma market", "admin"),
    ],
)
def test_linker_parts_stand_at_the_point_of_the_whole(
    make_doc: Build, linker: EntityLinker, marked: str, name: str, precision: str
) -> None:
    doc = linked(make_doc, linker, marked)
    entity = ids(doc)[name]
    assert entity.startswith("new:")
    assert doc._.conflict_entities[entity]["precision"] == precision
    assert doc._.conflict_entities[entity]["lat"] is not None


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("the [Kanawha River]{PLACE} rose", "Kanawha River"),  # Kanawha is a town of Iowa
        ("a fire in [Braxton]{PLACE}", "Braxton"),  # a county, where nothing speaks of its state
        ("a fire in [Cooke]{PLACE}", "Cooke"),  # not Cook
        ("at [City Hall]{PLACE}", "City Hall"),
    ],
)
def test_linker_no_town_of_another_name(make_doc: Build, linker: EntityLinker, marked: str, name: str) -> None:
    assert ids(linked(make_doc, linker, marked))[name].startswith("new:")


@pytest.mark.parametrize(
    ("marked", "name", "open_"),
    [
        ("a body in [La Merced]{PLACE}", "La Merced", True),  # small towns of a dozen countries
        ("a body in [La Paz]{PLACE}", "La Paz", False),
        ("a body in [La Merced]{PLACE} , [Colombia]{COUNTRY:place}", "La Merced", False),
    ],
)
def test_linker_town_of_many_countries_is_left_open(
    make_doc: Build, linker: EntityLinker, marked: str, name: str, open_: bool
) -> None:
    doc = linked(make_doc, linker, marked)
    assert ids(doc)[name].startswith("new:") is open_
    assert any(mark.candidates for mark in read_marks(doc))


def test_linker_probabilities_of_places_add_up(make_doc: Build, linker: EntityLinker) -> None:
    doc = linked(make_doc, linker, "a fair in [Springfield]{PLACE}")
    mark = read_marks(doc)[0]
    assert len(mark.candidates) == 5
    assert sum(score for _, score in mark.candidates) <= 1.0


@pytest.mark.parametrize(
    ("name", "actor", "country"),
    [
        ("Russian warplanes", "mil:RUS", "RUS"),
        ("Turkish jets", "mil:TUR", "TUR"),
        ("Rwandan paratroopers", "mil:RWA", "RWA"),
        ("Angolan foreign ministry", "", "AGO"),
        ("Indian navy", "", "IND"),
        ("Harbour jets", "", ""),
    ],
)
def test_of_institution_is_the_whole_army_or_an_actor_of_its_own(
    linker: EntityLinker, name: str, actor: str, country: str
) -> None:
    found, iso3 = of_institution(linker.kb, name)
    assert ((found.id if found else ""), iso3) == (actor, country)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Khartoum accused Abu Dhabi of arming them, a charge the Gulf state rejects.", "reg:persian-gulf"),
        ("Flooding in Gulf Province of Papua New Guinea cut the road to Kerema.", "gn:2096633"),
    ],
)
def test_the_gulf_state_is_no_province(nlp: Language, text: str, place: str) -> None:
    doc = nlp(text)
    assert place in {span.kb_id_ for span in doc.spans["mentions"] if span.text.startswith("Gulf")}
