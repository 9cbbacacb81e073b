"""Joint speakers: every member of a list that speaks is one, a name's own "and" makes none."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Africa Corps and the Malian army denied reports that a convoy had been hit near Kidal.",
            ("arm:africa-corps", "mil:MLI"),
        ),
        (
            "The United States, Egypt and the UAE urged both sides to lay down their arms.",
            ("cty:USA", "cty:EGY", "cty:ARE"),
        ),
        ("A joint statement by Egypt, Qatar and Turkey said the truce would hold.", ("cty:EGY", "cty:QAT", "cty:TUR")),
        ("“The road is closed,” said Sudan and Chad.", ("cty:SDN", "cty:TCD")),
        ("According to Kenya and Uganda, the border is closed.", ("cty:KEN", "cty:UGA")),
        ("Rwanda and the M23 rebels deny the accusation.", ("cty:RWA", "arm:m23")),
        ("Residents and the Malian army said the bridge was destroyed.", ("mil:MLI",)),
        ("France, Germany and Britain condemned the attack.", ("cty:FRA", "cty:DEU", "cty:GBR")),
        ("Bosnia and Herzegovina said it had closed the border.", ("cty:BIH",)),
        (
            "The Ministry of Peace and Reconciliation said the talks would resume.",
            ("new:ministry-of-peace-and-reconciliation",),
        ),
        ("General Omar Idris, commander of the army and police, said he would leave.", ("new:omar-idris",)),
        ("General Omar Idris told Kenya and Uganda that he would leave.", ("new:omar-idris",)),
        ("Two officers and a doctor said the bridge was destroyed.", ()),
    ],
)
def test_joint_speakers(nlp: Language, text: str, speakers: tuple[str, ...]) -> None:
    (quote,) = nlp(text)._.quotes
    assert quote.speaker_ids == speakers
    assert quote.speaker_id == next(iter(speakers), None)


def test_joint_source_holds_the_whole_list(nlp: Language) -> None:
    doc = nlp("The United States, Egypt and the UAE urged both sides to lay down their arms.")
    (quote,) = doc._.quotes
    assert doc.text[quote.source_start : quote.source_end] == "The United States, Egypt and the UAE"


@pytest.mark.parametrize(
    ("more", "speakers"),
    [
        ("They added that the enemy had fled.", ("new:ali-musa", "new:john-banda")),
        ("It added that the enemy had fled.", ()),
    ],
)
def test_joint_speakers_go_on_as_they(nlp: Language, more: str, speakers: tuple[str, ...]) -> None:
    doc = nlp(f"General Ali Musa and Colonel John Banda told reporters that the town had fallen. {more}")
    assert [q.speaker_ids for q in doc._.quotes] == [("new:ali-musa", "new:john-banda"), speakers]


def test_joint_we_is_no_single_side(nlp: Language) -> None:
    doc = nlp("“We will not leave,” said Sudan and Chad.")
    assert [m.text for m in doc._.mentions if m.mtype == "pronoun"] == []
