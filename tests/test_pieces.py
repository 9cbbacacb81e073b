"""Pieces of longer names do not pass for other actors."""

import pytest

from conflictner.knowledge import Actor, KnowledgeBase, Name
from conflictner.knowledge.pieces import word_before, words_after_of

KB = KnowledgeBase(
    [
        Actor("pp:plf", "PARTY", "People's Liberation Front", country=("LKA",)),
        Actor("arm:eln", "ARMED_GROUP", "National Liberation Army", country=("COL",)),
        Actor("igo:un", "IGO", "United Nations"),
        Actor("per:a", "PERSON", "Jean Example"),
        Actor("cty:COL", "COUNTRY", "Colombia", country=("COL",), demonyms=("Colombian",)),
        Actor("cty:ERI", "COUNTRY", "Eritrea", country=("ERI",), demonyms=("Eritrean",)),
        Actor("cty:SYR", "COUNTRY", "Syria", country=("SYR",), demonyms=("Syrian",)),
        Actor("cty:DOM", "COUNTRY", "Dominican Republic", country=("DOM",)),
        Actor("mil:SYR", "MILITARY", "Syrian Arab Army", country=("SYR",)),
        Actor("arm:m", "ARMED_GROUP", "M23", (Name("M23 rebels"), Name("M23 rebel group"), Name("M23 Army"))),
        Actor("arm:w", "ARMED_GROUP", "Wagner Group", (Name("Wagner", "weak"), Name("Wagner mercenaries"))),
        Actor("ppl:eritrean", "PEOPLE", "Eritrean"),
        Actor("arm:bz", "ARMED_GROUP", "Bozo Zaram", country=("NGA",)),
    ]
)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("the Tigray People's Liberation Front said", "kb:part"),
        ("Tigray People's Liberation Front officials", "kb:part"),
        ("end. Tigray People's Liberation Front men", "kb:part"),
        ("the Eritrean People's Liberation Front", "kb:part"),
        ("the West Papua National Liberation Army", "kb:part"),
        ("the National Liberation Army of Libya", "kb:part"),
        ("the National Liberation Army of the South", "kb:part"),
        ("the Free Syrian Army", "kb:part"),
        ("the People's Liberation Front", "kb:strong"),
        ("The People's Liberation Front", "kb:strong"),
        ("Former People's Liberation Front men", "kb:strong"),
        ("end. Then People's Liberation Front men", "kb:strong"),
        ("HEADLINE\nPeople's Liberation Front", "kb:strong"),
        ("Islamist National Liberation Army men", "kb:strong"),
        ("Talks With National Liberation Army Collapse", "kb:strong"),
        ("Colombia’s National Liberation Army", "kb:strong"),
        ("the Colombian National Liberation Army", "kb:strong"),
        ("the National Liberation Army of Colombia", "kb:strong"),
        ("the National Liberation Army of old", "kb:strong"),
        ("UN-backed National Liberation Army", "kb:strong"),
        ("President Jean Example", "kb:strong"),
        ("Eastern Dominican Republic", "kb:strong"),
        ("the Syrian Army", "kb:pattern"),
        ("Troops Battle Bozo Zaram Near Border Town", "kb:strong"),
        ("Troops Battle Bozo Zaram", "kb:part"),
        ("the troops of New Bozo Zaram said they would leave", "kb:part"),
        ("Troops Battle Tigray People's Liberation Front Near Border Town", "kb:part"),
        ("Western Syrian army", "kb:pattern"),
    ],
)
def test_pieces_of_longer_names_are_weak(text: str, rule: str) -> None:
    entries = [hit.entries[0] for hit in KB.match(text)]
    (entry,) = [entry for entry in entries if entry.entity_id not in ("cty:COL", "ppl:eritrean")]
    assert entry.rule == rule
    assert (entry.alias_class == "weak") is (rule == "kb:part")


def test_pieces_name_and_noun_is_the_name() -> None:
    assert [hit.surface for hit in KB.match("M23 rebels, the M23 rebel group, the M23 Army")] == [
        "M23",
        "M23",
        "M23 Army",
    ]


def test_pieces_a_demonym_is_no_people_by_itself() -> None:
    (hit,) = KB.match("the Eritrean capital")
    assert hit.weak


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Tigray |Front", "Tigray"),
        ("the |Front", ""),
        ("|Front", ""),
        ("x\n|Front", ""),
        ("Tigray\n|Front", ""),
        ("Tigray, |Front", ""),
        ("Tigray  |Front", ""),
        ("(Tigray |Front", "Tigray"),
        ("“Then |Front", ""),
        ("so Then |Front", "Then"),
        ("Élan |Front", "Élan"),
        (f"{'A' * 60} |Front", ""),
        ("A |Front", ""),
        ("x E |Front", "E"),
    ],
)
def test_pieces_word_before(text: str, word: str) -> None:
    plain = text.replace("|", "")
    assert word_before(plain, plain.replace("\n", " "), text.index("|")) == word


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" of Libya", ("Libya",)),
        (" of the Congo and", ("Congo", "Congo and")),
        (" of libya", ()),
        (" in Libya", ()),
        (" of", ()),
        ("", ()),
    ],
)
def test_pieces_words_after_of(text: str, words: tuple[str, ...]) -> None:
    assert words_after_of(f"Front{text}", 5) == words
