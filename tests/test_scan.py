"""The scan over tokens finds what the text has, and says where it must be read."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from conflictner.aliasspans import alias_spans, set_alias_spans
from conflictner.aliasspans.scan import TokenScan
from conflictner.knowledge import Actor, KnowledgeBase, Name

KB = KnowledgeBase(
    [
        Actor("arm:otters", "ARMED_GROUP", "Otter Brigade", (Name("OBK", "acronym"), Name("Otter", "weak"))),
        Actor("igo:union", "IGO", "River Union"),
        Actor("igo:great", "IGO", "River Union of Karibe"),
        Actor("pp:t", "PARTY", "Together", tier=0),
        Actor("pp:m", "PARTY", "Mouvement de l'Île"),
        Actor("org:m", "MEDIA", "Radio Karibe"),
        Actor("org:k", "MEDIA", "Karibe Times"),
        Actor("org:n", "ORG", "Karibe 24"),
        Actor("org:p", "ORG", "the Hawks", tier=0),
        Actor("arm:al", "ARMED_GROUP", "Al-Karibe"),
        Actor("cty:KAR", "COUNTRY", "Karibe", country=("KAR",), demonyms=("Karibean",)),
        Actor("mil:KAR", "MILITARY", "Karibean Armed Forces", country=("KAR",)),
    ]
)
BLANK = spacy.blank("en")
SCAN = TokenScan(KB)


def as_rows(spans: list[Span]) -> list[tuple[int, int, str, str]]:
    return [(span.start, span.end, span.label_, span.kb_id_) for span in spans]


@pytest.mark.parametrize(
    ("text", "hits", "unread"),
    [
        ("", [], []),
        ("Nobody was there.", [], []),
        ("We meet together.", [], []),
        ("men of Radio Karibe, said", ["Radio Karibe"], []),
        ("the River Union's envoy", ["River Union"], []),
        ("doesn't Together win", ["Together"], []),
        ("the River Union fell. Then Radio Karibe", ["River Union", "Radio Karibe"], []),
        ("the River Union of Karibe", ["River Union of Karibe"], []),
        ("the River Union of old", ["River Union"], []),
        # What follows must be read: another reading is possible.
        ("the Great River Union", [], ["the Great River Union"]),
        ("the river Union", [], ["the river Union"]),
        ("an anti-OBK rally", [], ["an anti-OBK rally"]),
        ("Karibean troops", [], ["Karibean troops"]),
        ("the Hawks", [], ["the Hawks"]),
        ("Radio Karibe Times", [], ["Radio Karibe Times"]),
        ("the River\nUnion", [], ["the River\nUnion"]),
        ("Together won.\n\nOBK lost.\n\nTogether again", ["Together", "Together"], ["OBK lost."]),
    ],
)
def test_scan_hits_and_what_must_be_read(text: str, hits: list[str], unread: list[str]) -> None:
    doc = BLANK(text)
    (scanned,) = SCAN.read([doc])
    assert [doc[first:last].text for first, last, *_ in scanned.hits] == hits
    assert [doc[first:last].text for first, last in scanned.unread] == unread


def test_scan_docs_of_a_batch_do_not_mix() -> None:
    texts = ["the River", "Union of the OBK", "", "said Otter", "Brigade", "Radio Karibe"]
    docs = list(set_alias_spans(map(BLANK, texts), KB))
    assert [as_rows(list(doc.spans["aliases"])) for doc in docs] == [as_rows(alias_spans(doc, KB)) for doc in docs]
    assert [span.kb_id_ for doc in docs for span in doc.spans["aliases"]] == ["arm:otters", "org:m"]


def test_scan_set_alias_spans_takes_a_stream_and_a_key() -> None:
    docs = set_alias_spans((BLANK("Radio Karibe said") for _ in range(150)), KB, key="names")
    assert sum(len(doc.spans["names"]) for doc in docs) == 150


PIECES = [
    *["Otter", "otter", "Brigade", "River", "Union", "of", "Karibe", "Karibean", "Radio", "Times", "24", "Together"],
    *["together", "OBK", "anti", "-", "'s", "'", "l'Île", "Mouvement", "de", "the", "The", "Hawks", "forces", "Armed"],
    *[
        "Forces",
        "Al",
        "Great",
        "army",
        ",",
        ".",
        "(",
        "\n",
        "\n\n",
        " ",
        "Otter Brigade",
        "UN-backed",
        "s",
        "É",
        "said",
    ],
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(st.tuples(st.sampled_from(PIECES), st.booleans()), max_size=14), min_size=1, max_size=3))
def test_scan_agrees_with_the_text_of_any_tokens(drawn: list[list[tuple[str, bool]]]) -> None:
    docs = [Doc(BLANK.vocab, [word for word, _ in doc], [blank for _, blank in doc]) for doc in drawn]
    for weak in (False, True):
        expected = [as_rows(alias_spans(doc, KB, weak=weak)) for doc in docs]
        found = [as_rows(list(doc.spans["aliases"])) for doc in set_alias_spans(docs, KB, weak=weak)]
        assert found == expected
