"""How sure "its" is where two of one sort were named together."""

from __future__ import annotations

import pytest
from spacy.language import Language


def reading(nlp: Language, text: str) -> tuple[str, bool] | None:
    """Of whom the only pronoun of a text speaks, and whether it is more than a guess."""
    found = [m for m in nlp(text)._.mentions if m.mtype == "pronoun"]
    return (found[0].entity_id or "", found[0].score > 0.5) if found else None


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a pair is neither of the two
        ("Rwanda and Congo signed a deal. Its army withdrew.", None),
        ("The M23 and the FDLR fought. Its fighters fled.", None),
        # one against the other: a guess
        ("Rwanda accused Congo of an attack. Its army had shelled the border.", ("cty:RWA", False)),
        ("The M23 fought the FDLR. It lost nine men.", ("arm:m23", False)),
        # nobody else, or nobody else of the sort
        ("Rwanda withdrew. Its army crossed the border.", ("cty:RWA", True)),
        ("The M23 left Goma. It lost nine men.", ("arm:m23", True)),
    ],
)
def test_its_is_a_guess_between_two_of_one_sort(nlp: Language, text: str, expected: tuple[str, bool] | None) -> None:
    assert reading(nlp, text) == expected
