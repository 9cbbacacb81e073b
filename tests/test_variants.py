"""Spelling variants of names and acronyms."""

import pytest

from conflictner.knowledge.variants import acronym_variants, name_variants


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
