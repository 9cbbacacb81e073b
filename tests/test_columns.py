"""A Doc's columns: read once, read anew after a change, and in nobody's way."""

from __future__ import annotations

import gc
import pickle
import weakref

import pytest
import spacy
from spacy.tokens import Doc

from conflictner.columns import _Spelling, columns_of


def parsed() -> Doc:
    return Doc(
        spacy.blank("en").vocab,
        ["M23", "rebels", "fled", ".", "They", "lost", "\n"],
        [True, True, False, True, True, False, False],
        heads=[1, 2, 2, 2, 5, 5, 5],
        deps=["compound", "nsubj", "ROOT", "punct", "nsubj", "ROOT", "dep"],
        tags=["NNP", "NNS", "VBD", ".", "PRP", "VBD", "_SP"],
        pos=["PROPN", "NOUN", "VERB", "PUNCT", "PRON", "VERB", "SPACE"],
        lemmas=["M23", "rebel", "flee", ".", "They", "lose", "\n"],
        sent_starts=[True, False, False, False, True, False, False],
    )


def test_columns_hold_what_the_tokens_hold() -> None:
    doc = parsed()
    columns = columns_of(doc)
    assert len(columns) == len(doc)
    assert columns.words == [t.text for t in doc]
    assert columns.lowers == [t.text.lower() for t in doc]
    assert columns.spaces == [t.whitespace_ for t in doc]
    assert columns.tags == [t.tag_ for t in doc]
    assert columns.pos == [t.pos_ for t in doc]
    assert columns.deps == [t.dep_ for t in doc]
    assert columns.heads == [t.head.i for t in doc]
    assert columns.offsets == [*[t.idx for t in doc], len(doc.text)]
    assert columns.text == doc.text
    assert columns.sentence == [0, 0, 0, 0, 1, 1, 1]
    assert [columns.lemma(i) for i in range(len(doc))] == columns.lemmas == [t.lemma_.lower() for t in doc]
    assert columns.children == [[child.i for child in t.children] for t in doc]
    assert columns.pieces == [t.text_with_ws for t in doc]
    assert columns.is_space == [t.is_space for t in doc]
    assert columns.is_punct == [t.is_punct for t in doc]
    assert columns.is_capital == [t.text[0].isupper() for t in doc]


def test_columns_of_an_empty_doc_and_of_one_without_annotations() -> None:
    blank = spacy.blank("en")
    assert columns_of(blank("")).words == []
    assert columns_of(blank("")).offsets == [0]
    bare = columns_of(blank("Goma fell"))
    assert (bare.tags, bare.heads, bare.starts, bare.lemma(0)) == (["", ""], [0, 1], [True, False], "")


def test_columns_are_read_anew_after_a_change_and_only_then() -> None:
    doc = parsed()
    first = columns_of(doc)
    doc.ents = []
    assert columns_of(doc) is first
    doc[1].lemma_ = "insurgent"
    assert columns_of(doc).lemma(1) == "insurgent"
    doc[3].head = doc[1]
    assert columns_of(doc).heads[3] == 1
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[0:2])
    assert columns_of(doc).words[:2] == ["M23 rebels", "fled"]


def test_columns_of_a_copy_are_its_own() -> None:
    doc = parsed()
    columns_of(doc)
    copy = doc.copy()
    copy[0].tag_ = "NN"
    assert (columns_of(doc).tags[0], columns_of(copy).tags[0]) == ("NNP", "NN")


def test_columns_keep_no_doc_alive_and_travel_with_none() -> None:
    doc = parsed()
    before = len(pickle.dumps(doc))
    columns_of(doc)
    assert len(pickle.dumps(doc)) == before
    gone = weakref.ref(doc)
    del doc
    gc.collect()
    assert gone() is None


@pytest.mark.parametrize(
    "words",
    [
        ["😀", "Goma", "𐐀", "…", "“", "$", "+", "'s", "--", "_"],
        ["ﬁghters", "ŒUVRE", "İstanbul", "Straße", "e\u0301", "\u200f"],
        ["a\x00b", "\ud7ff", "\n\n", "\u00a0", "\u3000"],
        ["PERSON", "NORP", "ORG", "GPE", "ORTH", "LOWER", "nsubj", "NOUN", "PROPN"],
    ],
)
def test_columns_of_strange_words(words: list[str]) -> None:
    for spaces in ([True] * len(words), [False] * len(words), [i % 2 == 0 for i in range(len(words))]):
        doc = Doc(spacy.blank("en").vocab, words, spaces)
        columns = columns_of(doc)
        assert columns.text == doc.text
        assert (columns.words, columns.lowers) == (words, [word.lower() for word in words])
        assert columns.offsets == [*[t.idx for t in doc], len(doc.text)]
        assert columns.is_punct == [t.is_punct for t in doc]
        assert columns.is_space == [t.is_space for t in doc]


def test_columns_remember_a_bounded_number_of_words() -> None:
    spelling = _Spelling()
    spelling.most = 8
    strings = spacy.blank("en").vocab.strings
    for turn in range(5):
        words = [f"word{turn}{i}".upper() for i in range(6)]
        hashes = [strings.add(word) for word in words]
        assert spelling.words(hashes, strings) == words
        assert spelling.lowers(hashes, words) == [word.lower() for word in words]
        assert spelling.remembered <= 8


def test_columns_live_with_memory_zones() -> None:
    nlp = spacy.blank("en")
    with nlp.memory_zone():
        assert columns_of(nlp("Masisi zzqxwv fell")).words[1] == "zzqxwv"
    with nlp.memory_zone():
        assert columns_of(nlp("Masisi wvzzqx fell")).words[1] == "wvzzqx"
