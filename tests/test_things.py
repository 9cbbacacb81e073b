"""Weapons, offices, platforms and the heads of a list's items: hits beside near-misses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import conflictner as cn
from conflictner.components.mentions.reading import Reading
from conflictner.components.mentions.things import is_channel, is_office

Build = Callable[..., Doc]


def names(nlp: Language, text: str) -> list[tuple[str, str]]:
    return [(ent.text, ent.label_) for ent in cn.read(text, nlp=nlp).ents]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Troops fired Patriot missiles at the rebels.", "Patriot"),
        ("The army needs 25 Patriot systems. Rebels want Patriots too.", "Patriots"),
        ("Rebels attacked with HIMARS and killed nine.", "HIMARS"),
        ("Bayraktar drones killed nine rebels.", "Bayraktar"),
        ("Fighters with Kalashnikovs attacked the village.", "Kalashnikovs"),
        ("Troops fired Storm Shadow missiles at the rebels.", "Storm Shadow"),
    ],
)
def test_things_weapons_are_no_actors(nlp: Language, text: str, name: str) -> None:
    assert dict(names(nlp, text)).get(name) in (None, "PRODUCT")


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The New England Patriots won the game on Sunday.", "New England Patriots"),
        ("Hezbollah missiles killed nine soldiers.", "Hezbollah"),
        ("Russian missiles hit Kharkiv and killed nine.", "Kharkiv"),
    ],
)
def test_things_owners_of_weapons_stay(nlp: Language, text: str, name: str) -> None:
    assert any(name in ent for ent, _ in names(nlp, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Humanitarian Coordinator", True),
        ("Attorney General", True),
        ("Deputy Prime Minister", True),
        ("High Commissioner", True),
        ("Kalumba General", False),
        ("Attorney General Omar", False),
        ("Humanitarian Council", False),
        ("General", False),
    ],
)
def test_things_offices(make_doc: Build, text: str, expected: bool) -> None:
    words = text.split()
    doc = make_doc(words, pos=["PROPN"] * len(words), heads=[0] * len(words), deps=["ROOT"] * len(words))
    assert is_office(Reading.of(doc, lambda word: 0.0), 0, len(words)) is expected


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("he wrote on X", 3, True),
        ("he posted it via Telegram", 4, True),
        ("in a Facebook post", 2, True),
        ("on the platform X", 3, True),
        ("Telegram said no", 0, False),
        ("a ban on Telegram", 3, False),
        ("Malcolm X said", 1, False),
        ("he was on Radio", 3, False),
    ],
)
def test_things_platforms_are_channels(make_doc: Build, text: str, at: int, expected: bool) -> None:
    words = text.split()
    doc = make_doc(words, pos=["NOUN"] * len(words), heads=[0] * len(words), deps=["ROOT"] * len(words))
    assert is_channel(Reading.of(doc, lambda word: 0.0), at, at + 1) is expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("1. Kherson: The suburb remains cut off after shelling.", "Kherson", "PLACE"),
        ("1. Sumy: Evacuation is suspended after attacks.\n2. Kharkiv: 27 attacks were recorded.", "Kharkiv", "PLACE"),
        ("Rebels shelled the town.\n\nSumy: “We need help against the rebels,” he said.", "Sumy", "PLACE"),
    ],
)
def test_things_places_head_the_items_of_a_list(nlp: Language, text: str, name: str, kind: str) -> None:
    assert dict(names(nlp, text))[name] == kind


@pytest.mark.model
def test_things_a_speaker_before_a_colon_is_no_place(nlp: Language) -> None:
    doc = cn.read("1. Kelvin Omondi: “We fled when the rebels attacked.”", nlp=nlp)
    assert ("Kelvin Omondi", "PERSON") in [(ent.text, ent.label_) for ent in doc.ents]


def test_things_need_no_model() -> None:
    doc = spacy.blank("en")("he wrote on X")
    assert is_channel(Reading.of(doc, lambda word: 0.0), 3, 4)
