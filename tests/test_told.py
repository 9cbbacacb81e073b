"""Names that the text itself places, names with an article, ministries, and acronyms among words of force."""

from __future__ import annotations

import pytest
from spacy.language import Language

import conflictner as cn


def link(nlp: Language, text: str, name: str) -> tuple[str, float | None, float | None]:
    mention = next(m for m in cn.read(text, nlp=nlp)._.mentions if m.text == name)
    return mention.entity_id, mention.lat, mention.lon


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name", "near"),
    [
        # none of the namesakes lies there: the spot itself
        (
            "Troops took Umm Dalil, a village 35 km east of El Fula in West Kordofan, Sudan.",
            "Umm Dalil",
            (11.73, 28.68),
        ),
        ("Troops took Novoselivka, 20 km west of Velyka Novosilka.", "Novoselivka", (47.84, 36.57)),
        # the place that lies there
        ("Rebels took Sake, 25 km west of Goma.", "Sake", (-1.57, 29.04)),
    ],
)
def test_told_distance_chooses_among_namesakes(nlp: Language, text: str, name: str, near: tuple[float, float]) -> None:
    _, lat, lon = link(nlp, text, name)
    assert lat is not None
    assert lon is not None
    assert abs(lat - near[0]) < 0.1
    assert abs(lon - near[1]) < 0.1


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name", "entity"),
    [
        ("In Colombia, the canoes stop on the San Juan. Guerrillas attacked.", "San Juan", "new:san-juan"),
        ("In Mali, fighters crossed the Niger.", "Niger", "reg:niger-river"),
        ("Fighters from Mali crossed into Niger.", "Niger", "cty:NER"),
        ("The Niger border was closed by Mali.", "Niger", "cty:NER"),
        ("Rebels hold the Donbas in Ukraine.", "Donbas", "reg:donbas"),
        ("Troops reached the Goma airport.", "Goma", "gn:216281"),
    ],
)
def test_told_an_article_makes_no_town(nlp: Language, text: str, name: str, entity: str) -> None:
    assert link(nlp, text, name)[0] == entity


@pytest.mark.model
def test_told_a_hamlet_is_no_country(nlp: Language) -> None:
    text = "Farmers fled El Salvador, a hamlet near Istmina in Colombia."
    mention = next(m for m in cn.read(text, nlp=nlp)._.mentions if m.text == "El Salvador")
    assert mention.kind == "PLACE"
    assert not mention.entity_id.startswith("cty:")
    assert link(nlp, "Farmers fled El Salvador, a country of six million.", "El Salvador")[0] == "cty:SLV"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name", "entity"),
    [
        ("Russia's Ministry of Defence said it had won.", "Russia's Ministry of Defence", "gov:RUS-mod"),
        ("The Ministry of Defence of Ukraine denied it.", "Ministry of Defence of Ukraine", "gov:UKR-mod"),
        ("The Russian Ministry of Defence denied it.", "Russian Ministry of Defence", "gov:RUS-mod"),
        ("Kenya's Ministry of Mines denied it.", "Kenya's Ministry of Mines", "new:ministry-of-mines-of-kenya"),
    ],
)
def test_told_ministries_of_a_named_country(nlp: Language, text: str, name: str, entity: str) -> None:
    assert link(nlp, text, name)[0] == entity


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("The United Arab Emirates denied arming the RSF.", "arm:rsf"),
        ("The RSF shelled the town. Reuters saw it.", "arm:rsf"),
        ("RSF ranked Eritrea last for press freedom.", "ngo:rsf-press"),
        ("The RSF said reporters in Turkey were jailed.", "ngo:rsf-press"),
    ],
)
def test_told_words_of_force_choose_who_bears_arms(nlp: Language, text: str, entity: str) -> None:
    assert link(nlp, text, "RSF")[0] == entity
