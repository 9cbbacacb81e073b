"""Long documents: cut between paragraphs, rows with the offsets of the whole."""

from __future__ import annotations

import pytest
from spacy.language import Language

import corpus_stub
from conflictner.corpus import reading
from conflictner.corpus.records import Article
from conflictner.corpus.split import pieces


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x" * 95,
        "One.\n\nTwo.\n\n" * 20,
        "One.\nTwo.\n" * 20,
        "One. Two. " * 20,
        "“One.\n\n" * 20,
        "\n" * 95,
        " " * 95,
    ],
)
@pytest.mark.parametrize("limit", [10, 30, 200])
def test_pieces_are_the_whole_text(text: str, limit: int) -> None:
    found = list(pieces(text, limit=limit))
    assert "".join(piece for _, piece in found) == text
    assert all(text.startswith(piece, offset) and len(piece) <= limit for offset, piece in found)


def test_pieces_do_not_part_a_quote_that_goes_on_in_the_next_paragraph() -> None:
    text = "Ali spoke.\n\nHe said: “We won.\n\n“We will go on.”\n\nThen he left.\n\nIt rained."
    assert next(piece for _, piece in pieces(text, limit=55)).endswith("go on.”\n\n")


def test_long_document_gives_the_rows_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp: Language = corpus_stub.load()
    text = "\n\n".join(f"Rebels took Goma on day {n}. Kigali denied it." for n in range(40))
    article = Article(source="a", text=text, doc_id="a", date=None, title=None, outlet=None, url=None)
    document, mentions, _ = reading.read_article(nlp, article)
    monkeypatch.setattr(reading, "PIECE", 300)
    monkeypatch.setattr(reading, "pieces", lambda text: pieces(text, limit=300))
    in_pieces = reading.read_article(nlp, article)
    assert in_pieces[0] == document
    assert [(m.start, m.end, m.text, m.sentence) for m in in_pieces[1]] == [
        (m.start, m.end, m.text, m.sentence) for m in mentions
    ]
    assert all(text[m.start : m.end] == m.text for m in in_pieces[1])
