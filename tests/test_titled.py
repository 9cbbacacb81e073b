"""Acronyms printed like words: which the text supports, which are towns, persons or words; no model."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from conflictner.components.mentions.reading import Reading
from conflictner.components.mentions.titled import TITLED, titled_acronyms
from conflictner.knowledge import Actor, KnowledgeBase, Name

KB = KnowledgeBase(
    [
        Actor("igo:nato", "IGO", "North Atlantic Pact", (Name("NATO", "acronym"),), tier=1),
        Actor("ngo:lina", "NGO", "League of Inland Nations", (Name("LINA", "acronym"),), tier=1),
        Actor("ngo:opil", "NGO", "Old Pilots", (Name("OPIL", "acronym"),), tier=3),
        Actor("pp:morena", "PARTY", "National Renewal", (Name("MORENA", "acronym"),), ("MEX",), tier=3),
        Actor("arm:sura", "ARMED_GROUP", "Shan Unity Army", (Name("SURA", "acronym"),), ("MEX",), tier=3),
        Actor("arm:gatia", "ARMED_GROUP", "Imghad Self-Defence", (Name("GATIA", "acronym"),), ("MEX",), tier=1),
        Actor("cty:MEX", "COUNTRY", "Mexico", country=("MEX",)),
        Actor("cty:IND", "COUNTRY", "India", country=("IND",)),
    ]
)


def titled(text: str) -> list[str]:
    words = text.split(" ")
    tags = ["PROPN" if word[:1].isupper() and word not in ("Then", "In", "They") else "X" for word in words]
    starts = [i for i in range(len(words)) if not i or words[i - 1] == "."]
    heads = [max(start for start in starts if start <= i) for i in range(len(words))]
    doc = Doc(spacy.blank("en").vocab, words=words, pos=tags, heads=heads, deps=["dep"] * len(words))
    hits = titled_acronyms(Reading.of(doc, KB.frequency), KB, KB.match(text))
    return [hit.surface for hit in hits if hit.entries[0].rule == TITLED]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a body of the world needs no country, and is one "in" which a country is
        ("Then Nato said so .", ["Nato"]),
        ("They want membership in Nato .", ["Nato"]),
        ("Then Nato Ships Leave . Then Nato said so .", ["Nato", "Nato"]),
        ("Then Pedro Nato left . Then Nato said so .", []),
        # but not if people are called so, or nobody looked at its row
        ("Then Lina said so .", []),
        ("Then Opil said so .", []),
        # a party where its country is named
        ("In Mexico the members of Morena left .", ["Morena"]),
        ("In India the members of Morena left .", []),
        # once a town, a river or a person, all through the text
        ("In Mexico he fought near Morena . Then Morena fell .", []),
        ("In Mexico the Morena river rose . Then Morena fell .", []),
        ("In Mexico we met Morena Sule . Then Morena left .", []),
        ("In Mexico he left . Sierra Morena is far .", []),
        # a group, if somebody looked at its row
        ("In Mexico the men of Gatia left .", ["Gatia"]),
        ("In Mexico the men of Sura left .", []),
        # in capitals and in small letters it is none of these
        ("Then NATO said so .", []),
        ("Then nato said so .", []),
    ],
)
def test_titled_acronyms(text: str, expected: list[str]) -> None:
    assert titled(text) == expected


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("In India the members of Morena left .", ["India"]),
        ("Then NATO said so .", ["NATO"]),
    ],
)
def test_titled_acronyms_leave_the_other_hits(text: str, surfaces: list[str]) -> None:
    reading = Reading.of(spacy.blank("en")(text), KB.frequency)
    assert [hit.surface for hit in titled_acronyms(reading, KB, KB.match(text))] == surfaces
