"""What a worker does before its first shard."""

from __future__ import annotations

import spacy

from conflictner.corpus.worker import meet_words

TEXT = "Mr. Kito didn't leave Goma, they said (on Monday). Sake's fall – “a loss” – was told.\n\nhttp://example.org/a"


def test_words_that_were_met_are_kept_and_read_as_before() -> None:
    nlp, plain = spacy.blank("en"), spacy.blank("en")
    meet_words(nlp, [TEXT, "x" * 100])
    assert {"Goma", "Monday", "they"} <= {lexeme.text for lexeme in nlp.vocab}
    assert "x" * 100 not in {lexeme.text for lexeme in nlp.vocab}
    with nlp.memory_zone():
        assert [(t.text, t.whitespace_) for t in nlp.make_doc(TEXT)] == [
            (t.text, t.whitespace_) for t in plain.make_doc(TEXT)
        ]


def test_a_tokenizer_that_remembers_nothing_is_called_all_the_same() -> None:
    nlp = spacy.blank("en")
    own, seen = nlp.tokenizer, []

    def tokenizer(text: str) -> spacy.tokens.Doc:
        seen.append(text)
        return own(text)

    nlp.tokenizer = tokenizer
    meet_words(nlp, ["Goma fell.", "Sake fell."])
    assert seen == ["Goma", "fell.", "Sake"]
