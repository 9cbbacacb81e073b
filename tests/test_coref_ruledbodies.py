"""Governments and forces told by the country or the ruler beside them."""

from __future__ import annotations

import pytest
from spacy.language import Language

import conflictner as cn

DATE = "2025-06-10"


def bodies(nlp: Language, text: str, date: str | None = DATE) -> list[tuple[str, str]]:
    """The governments and forces of a text that no name tells, with their ids."""
    doc = cn.read(text, nlp=nlp, date=date)
    return [(row.text, row.entity_id) for row in doc._.mentions if row.mtype == "nominal"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army of Chad crossed the river.", [("The army", "mil:TCD")]),
        ("The government of neighbouring Rwanda left.", [("The government", "gov:RWA")]),
        ("The armed forces of Ukraine left the bridge.", [("The armed forces", "mil:UKR")]),
        ("The government in Kyiv sent tents.", [("The government", "gov:UKR")]),
        # whatever the story is about
        ("Malian troops left Gao. The junta leader in Niger smiled.", [("The junta", "gov:NER")]),
        ("Malian troops left Gao. The junta in Niger smiled.", [("The junta", "gov:NER")]),
        ("The government of Mali and the army of Chad met.", [("The government", "gov:MLI"), ("the army", "mil:TCD")]),
        # a ruler, by the day of the text
        ("The Trump administration sold the base.", [("administration", "gov:USA")]),
        ("The military junta of General Abdourahamane Tiani fled.", [("The military junta", "gov:NER")]),
        ("Russia shrugged. Putin's army left Kharkiv.", [("army", "mil:RUS")]),
        ("Hemedti's fighters fled from Khartoum in Sudan.", [("fighters", "arm:rsf")]),
    ],
)
def test_the_owner_beside_it_tells_the_body(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert bodies(nlp, text) == expected


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        # another one than the recognised one, or one of two
        "The rebel government of Yemen left.",
        "The Houthi government in Sanaa left.",
        "The government in Sanaa left.",
        "The authorities in Goma left.",
        # of two, of nobody known, of one who rules no more
        "The army of Chad and Mali left.",
        "The government of Peter Wafula left.",
        "The Assad regime fell long ago.",
        "Mali and Chad met. The army of Chad's neighbour left.",
        # a band that no listed ruler leads
        "Russia shrugged. Putin's fighters left Kharkiv.",
        "A government of Mali's size left.",
    ],
)
def test_others_stay_open(nlp: Language, text: str) -> None:
    assert bodies(nlp, text) == []


@pytest.mark.model
def test_without_a_date_only_a_ruler_whose_terms_are_open_tells_his_government(nlp: Language) -> None:
    assert bodies(nlp, "The Assad regime fell.", None) == []
