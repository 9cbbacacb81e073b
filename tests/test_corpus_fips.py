"""Country codes of GDELT's files."""

from __future__ import annotations

import pytest

from conflictner.corpus.readers.fips import ISO3
from conflictner.knowledge import KnowledgeBase


@pytest.mark.parametrize(
    ("fips", "iso3"),
    [("CG", "COD"), ("CF", "COG"), ("NI", "NGA"), ("NG", "NER"), ("SU", "SDN"), ("OD", "SSD"), ("UP", "UKR")],
)
def test_fips_codes_that_are_others_in_iso(fips: str, iso3: str) -> None:
    assert ISO3[fips] == iso3


def test_fips_codes_are_two_letters_and_three() -> None:
    assert all(len(fips) == 2 and len(iso3) == 3 and (fips + iso3).isupper() for fips, iso3 in ISO3.items())


def test_fips_every_country_of_the_knowledge_base_has_a_code() -> None:
    listed = {actor.id.removeprefix("cty:") for actor in KnowledgeBase.load() if actor.id.startswith("cty:")}
    assert len(listed - set(ISO3.values())) < 10, sorted(listed - set(ISO3.values()))
