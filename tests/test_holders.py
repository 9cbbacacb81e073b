"""Offices of a named country or body, resolved at the date of the document."""

from __future__ import annotations

import pytest
from spacy.language import Language

import conflictner as cn


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "date", "people"),
    [
        ("The DRC president met delegates in Doha.", "2017-05-01", ["per:joseph-kabila"]),
        ("The DRC president met delegates in Doha.", "2024-05-01", ["per:felix-tshisekedi"]),
        ("The DRC president met delegates in Doha.", None, []),
        ("The French president said troops would leave Mali.", "2015-03-01", ["per:francois-hollande"]),
        ("The president of France said troops would leave Mali.", "2022-03-01", ["per:emmanuel-macron"]),
        ("Sudan's prime minister said the army would withdraw.", "2020-06-01", ["per:abdalla-hamdok"]),
        ("The UN chief called for a truce in Sudan.", "2023-05-01", ["per:antonio-guterres"]),
        ("The UN secretary-general called for a truce in Darfur.", "2010-05-01", ["per:ban-ki-moon"]),
        ("The head of MONUSCO said peacekeepers would stay in Beni.", "2022-03-01", ["per:bintou-keita"]),
        ("The US president met the Israeli prime minister.", "2022-11-01", ["per:joe-biden", "per:yair-lapid"]),
        # somebody else, or nobody whom the list is sure of
        ("The former French president said so.", "2022-03-01", []),
        ("A Malian minister spoke to reporters.", "2023-03-01", []),
        ("The UN chief in Goma said so.", "2023-01-05", []),
        ("The French prime minister said so.", "2023-06-01", ["per:elisabeth-borne"]),
        ("He was elected president of France.", "2023-06-01", []),
        ("In 1998 the US president ordered strikes on Sudan.", "2023-06-01", []),
        ("The French president-elect said so.", "2023-06-01", []),
        # one person, one mention: the name stands beside the office
        ("The French president, Emmanuel Macron, said so.", "2023-06-01", ["per:emmanuel-macron"]),
        ("French President Emmanuel Macron said so.", "2023-06-01", ["per:emmanuel-macron"]),
    ],
)
def test_offices_resolve_at_the_date_of_the_document(
    nlp: Language, text: str, date: str | None, people: list[str]
) -> None:
    doc = cn.read(text, nlp=nlp, date=date)
    assert [mention.entity_id for mention in doc._.mentions if mention.kind == "PERSON"] == people
