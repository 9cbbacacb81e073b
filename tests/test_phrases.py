"""Which noun phrases stand for an actor: what "that" points at, and what it only opens."""

from __future__ import annotations

import pytest
from spacy.language import Language


def nominals(nlp: Language, text: str) -> dict[str, str]:
    return {m.text: m.entity_id or "" for m in nlp(text)._.mentions if m.mtype == "nominal"}


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        # "that" opens a clause: what stands behind it has no determiner
        "Hezbollah said that enemy fighters were killed near Tyre.",
        "The M23 told residents that rival rebels had looted the clinic.",
        "Boko Haram claimed that militia fighters shot the farmers.",
        "The ELN denied reports that paramilitary fighters were at the river.",
        "Hamas warned that foreign militants would be arrested.",
        "Al-Shabaab confirmed that rebel soldiers had left Barawe.",
        "The RSF said that allied militias looted the market.",
        # nor does a band call itself fighters or a militia in what it reports
        "Hamas said the militia had fled.",
        "The Houthis said that the rebels were beaten.",
    ],
)
def test_what_a_group_reports_of_fighters_is_not_itself(nlp: Language, text: str) -> None:
    assert nominals(nlp, text) == {}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "noun", "entity"),
    [
        ("The M23 took Rubaya. That group has taxed the mines since May.", "That group", "arm:m23"),
        ("The M23 took Rubaya. Residents of that town fear the rebels.", "the rebels", "arm:m23"),
        ("Hamas said the group would release two men.", "the group", "arm:hamas"),
        ("The Houthis struck a ship. Officials said that the rebels had used a drone.", "the rebels", "arm:houthis"),
        ("The KNLA said that junta troops burned Kawkareik in Myanmar.", "junta troops", "mil:MMR"),
    ],
)
def test_what_points_back_is_found(nlp: Language, text: str, noun: str, entity: str) -> None:
    assert nominals(nlp, text).get(noun) == entity
