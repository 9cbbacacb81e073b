"""Spelling variants of names and acronyms."""

import pytest

from conflictner.knowledge import KnowledgeBase
from conflictner.knowledge.variants import acronym_variants, name_variants, of_one_spelling
from conflictner.text import fold


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Goma", {"Goma"}),
        ("Congo River Alliance", {"Congo River Alliance"}),
        ("Al-Shabaab", {"Al-Shabaab", "Al Shabaab", "AlShabaab"}),
        ("Al Shabaab", {"Al Shabaab", "Al-Shabaab", "AlShabaab"}),
        ("Mai Mai", {"Mai Mai", "Mai-Mai", "MaiMai"}),
        ("Lord's Resistance Army", {"Lord's Resistance Army", "Lords Resistance Army"}),
        ("Labour Party", {"Labour Party", "Labor Party"}),
        ("Defense Forces", {"Defense Forces", "Defence Forces"}),
        ("UN Women", {"UN Women", "U.N. Women"}),
        ("St. Lucia", {"St. Lucia", "Saint Lucia", "St Lucia"}),
        ("Right & Justice", {"Right & Justice", "Right and Justice"}),
    ],
)
def test_variants_of_names(name: str, expected: set[str]) -> None:
    assert expected <= set(name_variants(name))
    assert name_variants(name)[0] == name
    assert len(name_variants(name)) <= len(expected) + 1


@pytest.mark.parametrize(
    ("acronym", "expected"),
    [
        ("UN", ["UN", "U.N.", "U.N"]),
        ("U.N.", ["U.N.", "UN", "U.N"]),
        ("M23", ["M23", "M-23"]),
        ("MONUSCO", ["MONUSCO"]),
        ("FDLR-FOCA", ["FDLR-FOCA", "FDLR/FOCA", "FDLR FOCA"]),
        ("ELN", ["ELN", "E.L.N.", "E.L.N"]),
        ("EiT", ["EiT"]),
    ],
)
def test_variants_of_acronyms(acronym: str, expected: list[str]) -> None:
    assert acronym_variants(acronym) == expected


def test_variants_are_few() -> None:
    name = "Al-A's U.S. Defence & Labour Organisation of St. Mai-Mai Mobilisation's Centre Programme"
    assert len(name_variants(name)) <= 24


def test_names_of_one_spelling_have_no_variant_and_fold_by_case() -> None:
    names = [text for actor in KnowledgeBase.load() for text in actor.texts]
    alone = [name for name, plain in zip(names, of_one_spelling(names), strict=True) if plain]
    assert len(alone) > len(names) / 4
    for name in alone:
        assert name_variants(name) == [name]
        assert fold(name) == name.lower()
        assert not name.startswith("the ")


@pytest.mark.parametrize(
    ("name", "alone"),
    [
        ("Radio Karibe", True),
        ("wazalendo", True),
        ("Ministry of the River", True),
        ("Karibe 24", True),
        ("", False),
        (" Karibe", False),
        ("Radio  Karibe", False),
        ("Radio\nKaribe", False),
        ("the Hawks", False),
        ("River Labour Union", False),
        ("Al Karibe", False),
        ("Pili Pili", False),
        ("KR Radio", False),
        ("Île Radio", False),
        ("Radio Karib’", False),
    ],
)
def test_whether_a_name_has_one_spelling(name: str, alone: bool) -> None:
    assert of_one_spelling(["Otter Brigade", name, "Defence Watch"]) == [True, alone, False]


def test_no_names_have_no_spellings() -> None:
    assert of_one_spelling([]) == []
