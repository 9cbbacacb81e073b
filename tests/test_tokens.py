"""Plain words answer as spaCy's tokens do."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from conflictner.columns import columns_of
from conflictner.tokens import Word, words_of

TEXTS = [
    "The M23, which Kinshasa says Rwanda backs, took Sake on Monday; its spokesman (Willy Ngoma) denied it.",
    "“We hold the town,” he said.\n\n- “No,” said the U.S. envoy -- 'never'.",
    "",
]
PLAIN = ("i", "text", "lower_", "tag_", "pos_", "dep_", "idx", "ent_type_")
FLAGS = ("is_space", "is_punct", "is_quote", "is_upper", "is_alpha")


def words(doc: Doc) -> list[Word]:
    return words_of(columns_of(doc), [token.ent_type_ for token in doc])


def numbers(found: list[Word] | list[Token]) -> list[int]:
    return [each.i for each in found]


@pytest.mark.model
@pytest.mark.parametrize("text", TEXTS)
def test_words_equal_tokens(nlp: Language, text: str) -> None:
    doc = nlp(text)
    for word, token in zip(words(doc), doc, strict=True):
        for name in (*PLAIN, *FLAGS):
            assert getattr(word, name) == getattr(token, name), (name, token)
        assert word.lemma_ == token.lemma_.lower()
        assert word.head.i == token.head.i
        assert numbers(word.children) == numbers(list(token.children))
        assert numbers(word.lefts) == numbers(list(token.lefts))
        assert numbers(word.rights) == numbers(list(token.rights))
        assert (word.left_edge.i, word.right_edge.i) == (token.left_edge.i, token.right_edge.i)
        assert bool(word.is_sent_start) == bool(token.is_sent_start)
        assert len(word) == len(token)


def test_words_of_a_doc_without_a_parse(blank: Language) -> None:
    goma, fell = words(blank("Goma fell"))
    assert goma.head is goma
    assert (goma.children, fell.left_edge, fell.right_edge, goma.doc[1]) == ([], fell, fell, fell)
    assert (goma.lemma_, goma.dep_) == ("", "")
