"""Acronyms of several actors, settled by the countries and places around; NIL where nothing tells."""

from __future__ import annotations

import pytest
from spacy.language import Language

from conflictner.components.linker.nearby import countries_of
from conflictner.knowledge import Place


def place(iso3: str, feature: str = "populated", population: int = 0) -> Place:
    return Place(f"gn:{iso3}{feature}{population}", "Sake", 0.0, 0.0, iso3, "", feature, population)


@pytest.mark.parametrize(
    ("places", "countries"),
    [
        ([], set()),
        ([place("COD")], {"COD"}),
        ([place("COD", population=50_000), place("JPN")], {"COD"}),
        ([place("COD", "admin1"), place("JPN", population=90_000)], {"COD", "JPN"}),
        ([place("EGY", "seat"), place("YEM", "seat"), place("SYR", "seat")], set()),
        ([place("")], set()),
    ],
)
def test_countries_of_homonyms(places: list[Place], countries: set[str]) -> None:
    assert countries_of(places) == countries


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "acronym", "entity"),
    [
        ("ADF fighters killed nine villagers near Beni in North Kivu.", "ADF", "arm:adf"),
        ("The ADF will send two ships to the exercise, Canberra said.", "ADF", "mil:AUS"),
        ("Separatists of the ADF attacked a post in Bamenda, Cameroon.", "ADF", "arm:adf-cmr"),
        ("The ADF said it had no comment.", "ADF", ""),
        ("Ugandan troops chased the ADF across the border into Ituri.", "ADF", "arm:adf"),
        ("The AFP said three soldiers were killed by communist rebels on Mindanao.", "AFP", "mil:PHL"),
        ("Residents told AFP that shells had fallen on Khartoum.", "AFP", "med:afp"),
        ("The Philippine military (AFP) killed two rebels in Samar.", "AFP", "mil:PHL"),
        ("Clashes killed ten people in Bangui, a witness told AFP.", "AFP", "med:afp"),
        ("Militiamen of the UPC fought in Bunia, the capital of Ituri.", "UPC", "arm:upc"),
        ("UPC rebels of Ali Darassa left Bambari in the Central African Republic.", "UPC", "arm:upc-caf"),
        ("The UPC opposition party held a rally in Kampala, Uganda.", "UPC", "pp:upc-uga"),
        ("The UPC said on Friday that it rejected the offer.", "UPC", ""),
        ("Members of the CNL were arrested in Burundi before the vote, the party said.", "CNL", "pp:cnl-bdi"),
        ("The SAF shelled RSF positions in Omdurman, Sudan.", "SAF", "mil:SDN"),
        ("The SAF said its jets took part in an exercise off Singapore.", "SAF", "mil:SGP"),
        ("RSF fighters entered El Fasher in Darfur on Sunday.", "RSF", "arm:rsf"),
        ("The press freedom group RSF called for the release of a reporter held in Paris.", "RSF", "ngo:rsf-press"),
        ("SLA rebels fought the army in Jebel Marra, Darfur.", "SLA", "arm:slm"),
        ("The SLA said its troops had cleared mines near Jaffna, Sri Lanka.", "SLA", ""),
        ("The MNLA withdrew from Kidal in northern Mali.", "MNLA", "arm:mnla"),
        ("MNLA fighters ambushed soldiers in Mon State, Myanmar.", "MNLA", "arm:mnla-mmr"),
        ("The FLA said it had taken Tinzaouaten from the Malian army.", "FLA", "arm:fla"),
        ("PLA jets crossed the median line off Taiwan, Beijing said.", "PLA", "mil:CHN"),
        ("The PLA attacked a patrol in Manipur, India.", "PLA", "ucdp:314"),
        ("FSA fighters left Aleppo, Syria, on Monday.", "FSA", "arm:fsa"),
        ("The FSA fined two banks in London.", "FSA", ""),
        ("The NDF said it was ready to talk peace with Manila.", "NDF", "arm:ndfp"),
        ("The NDF sent soldiers to Walvis Bay, Namibia.", "NDF", "mil:NAM"),
        ("CPC rebels attacked Bossangoa in the Central African Republic.", "CPC", "arm:cpc"),
        ("The CPC will hold its congress in Beijing, China said.", "CPC", "pp:ccp"),
        ("PDF fighters ambushed a convoy in Sagaing, Myanmar.", "PDF", "arm:pdf-mmr"),
        ("The SDF took two villages from IS near Deir ez-Zor, Syria.", "SDF", "arm:sdf"),
        ("The SDF scrambled jets over Okinawa, Japan said.", "SDF", "mil:JPN"),
        ("SNA fighters backed by Turkey shelled Manbij in Syria.", "SNA", "arm:sna-syr"),
        ("The SNA retook a town from al-Shabaab in Galgaduud, Somalia.", "SNA", "mil:SOM-sna"),
        ("The AA seized a base in Rakhine State, Myanmar.", "AA", "arm:aa-mmr"),
        ("The minister told AA that Ankara would answer.", "AA", "med:anadolu"),
        ("The ELN freed a soldier in Arauca, Colombia.", "ELN", "arm:eln"),
        ("The AFC said M23 fighters would stay in Goma.", "AFC", "arm:afc"),
        ("The AFC moved the match from Doha to Kuala Lumpur.", "AFC", ""),
        ("The ARC and the M23 hold the hills above Sake in North Kivu.", "ARC", "arm:arc"),
        ("The ARC sent blankets to Jakarta, Indonesia.", "ARC", ""),
        ("Officers of the PNP arrested two men in Cebu, the Philippines.", "PNP", "pol:PHL"),
        ("The PNP said officers were hurt in Lima, Peru.", "PNP", "pol:PER"),
        ("The KIA took an army post in Kachin State, Myanmar.", "KIA", "arm:kia"),
        ("The NPA killed two soldiers in Negros, the Philippines.", "NPA", "arm:npa"),
        ("The FDC said its candidate was beaten in Kampala, Uganda.", "FDC", "pp:fdc-uga"),
        ("One KIA, two wounded in attacks near Kramatorsk, Ukraine.", "KIA", ""),
        ("IS claims a deadly attack on soldiers in Borno, Nigeria.", "IS", "arm:is"),
        ("PARIS (AFP) - The ADF killed nine villagers.", "ADF", ""),
        ("AFP reported on Monday that soldiers killed four rebels in Samar.", "AFP", "med:afp"),
        ("Residents told AFP that rebels had left Basilan in the Philippines.", "AFP", "med:afp"),
        ("The AFP said its men had left Basilan in the Philippines.", "AFP", "mil:PHL"),
        # unmistakable: who speaks of them is abroad
        ("Experts accused Rwanda of supporting M23, which Kigali denies.", "M23", "arm:m23"),
        ("Washington put a general of the FARDC on its list.", "FARDC", "mil:COD"),
        ("France said JNIM was weaker than last year.", "JNIM", "arm:jnim"),
    ],
)
def test_acronyms_are_settled_by_the_places_around(nlp: Language, text: str, acronym: str, entity: str) -> None:
    found = {m.entity_id for m in nlp(text)._.mentions if m.text == acronym and m.entity_id}
    assert {known for known in found if not known.startswith("new:")} == ({entity} if entity else set())


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Congo accuses Rwanda of backing the rebels.", "cty:COD"),
        ("Congo said on Monday that it had signed the deal.", "cty:COD"),
        ("Officials in Brazzaville said Congo would vote in March.", "cty:COG"),
        ("Denis Sassou Nguesso has led Congo since 1997.", "cty:COG"),
        ("Congo and Gabon agreed on the border.", "new:congo"),
        ("Guinea accused Mali of lying.", "cty:GIN"),
    ],
)
def test_a_name_of_two_countries_is_the_one_the_text_is_about(nlp: Language, text: str, country: str) -> None:
    assert country in {mention.entity_id for mention in nlp(text)._.mentions}
