"""Direct quotes without a parse: who said what is told by a word of speech and a name beside the marks."""

from __future__ import annotations

import pytest
from spacy.language import Language

import conflictner as cn
from conflictner.components.quotes.bymarks import _forms


@pytest.fixture(scope="module")
def fast() -> Language:
    return cn.load(profile="fast")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We hold the town,” said M23 spokesman Willy Ngoma.", [("We hold the town,", "Willy Ngoma", "say")]),
        ("“We hold the town,” Colonel Amani Kito said.", [("We hold the town,", "Amani Kito", "say")]),
        ("Colonel Amani Kito said: “We hold the town.”", [("We hold the town.", "Amani Kito", "say")]),
        ("“We hold the town,” Rwanda said in a note.", [("We hold the town,", "Rwanda", "say")]),
        (
            "“We hold it,” said Colonel Amani Kito. “We will stay.”",
            [("We hold it,", "Amani Kito", "say"), ("We will stay.", "Amani Kito", None)],
        ),
        ("“We hold it,” Colonel Amani Kito has just informed us.", [("We hold it,", "Amani Kito", "inform")]),
        ("Colonel Amani Kito came. “We hold it,” Kito said.", [("We hold it,", "Amani Kito", "say")]),
        # A quote without a certain speaker stays one: "he" is often somebody whom no list names.
        ("Colonel Amani Kito came. “We hold it,” he said.", [("We hold it,", None, "say")]),
        # Two bear the surname.
        ("Colonel Amani Kito met General Ruth Kito. “We hold it,” Kito said.", [("We hold it,", None, "say")]),
        ("“We hold it,” Colonel Amani Kito, a major force, said.", [("We hold it,", "Amani Kito", "say")]),
        # Who is named beside is not who speaks.
        ("“We hold it,” said a lawyer for Colonel Amani Kito.", [("We hold it,", None, "say")]),
        ("“We hold it,” a resident told Colonel Amani Kito.", [("We hold it,", None, "tell")]),
        ("“We hold it,” Bora, an ally of Rwanda, said on Monday.", [("We hold it,", None, "say")]),
        ("“We hold it,” said Chad Bownes.", [("We hold it,", None, "say")]),
        ("“We hold it,” said the M23 commander.", [("We hold it,", None, "say")]),
        ("Footage of Colonel Amani Kito said: “We hold the town.”", [("We hold the town.", None, "say")]),
        # No word of speech, no quote.
        ("They call the road “the long way down” in town.", []),
        ("The film “The Long Road Home” was shown in Goma.", []),
        ("He said nothing.", []),
    ],
)
def test_marked_quotes(fast: Language, text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    doc = cn.read(text, nlp=fast)
    assert [(quote.text, quote.speaker_name, quote.cue_lemma) for quote in doc._.quotes] == expected


def test_marked_quotes_keep_the_offsets_of_the_text(fast: Language) -> None:
    text = "GOMA, Nov 3 - “We hold the town,” said M23 spokesman Willy Ngoma.\n"
    (quote,) = cn.read(text, nlp=fast)._.quotes
    assert [text[a:b] for a, b in quote.contents] == ["We hold the town,"]
    assert [text[a:b] for a, b in quote.cues] == ["said"]
    assert text[quote.source_start : quote.source_end] == "Willy Ngoma"
    assert (quote.kind, quote.rule, quote.speaker_ids) == ("direct", "marks:after", (quote.speaker_id,))


@pytest.mark.parametrize(
    ("form", "lemma"), [("said", "say"), ("says", "say"), ("told", "tell"), ("denied", "deny"), ("added", "add")]
)
def test_forms_of_words_of_speech(form: str, lemma: str) -> None:
    assert _forms()[form].lemma == lemma


@pytest.mark.parametrize("form", ["thinks", "held", "read", "town"])
def test_forms_leave_out_what_is_no_speech_without_a_parse(form: str) -> None:
    assert form not in _forms()
