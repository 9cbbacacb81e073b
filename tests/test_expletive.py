"""The "it" that points to nobody, and the "it" that does."""

from __future__ import annotations

import pytest
from spacy.language import Language


def its(nlp: Language, text: str) -> list[str | None]:
    return [m.entity_id for m in nlp(text)._.mentions if m.mtype == "pronoun" and m.text in ("it", "It")]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Russia shelled Kharkiv. It is not true, officials said, that peace is near.",
        'The RSF attacked El Fasher. "It is not a war between two generals," said Amina Ali.',
        'Hamas denied the attack. "It was not us," said Musa Ali.',
        "The M23 took Goma. It was a massacre, residents said.",
        "The M23 took Goma. It is late, residents said.",
        "Israel bombed Rafah. It is about power, said Omar Ali.",
        "Israel bombed Rafah. It is up to the judges.",
        "Al-Shabaab fled. It was raining.",
        "Al-Shabaab fled. It was Somalia that won.",
        "The ELN left Tame. It is impossible to return.",
    ],
)
def test_it_is_nobody(nlp: Language, text: str) -> None:
    assert its(nlp, text) == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("The M23 took Goma. It is a rebel group.", "arm:m23"),
        ("The M23 took Goma. It is part of an alliance.", "arm:m23"),
        ("The M23 took Goma. It is ready to talk.", "arm:m23"),
        ("Hezbollah said it was not responsible.", "arm:hezbollah"),
        ("Hezbollah fired at Haifa. It later denied the attack.", "arm:hezbollah"),
    ],
)
def test_it_is_the_group(nlp: Language, text: str, entity: str) -> None:
    assert its(nlp, text) == [entity]


@pytest.mark.model
def test_what_opens_is_a_border(nlp: Language) -> None:
    assert its(nlp, "Turkey has shut its border with Armenia. It could open within months.") == []
