"""What the article page shows: paragraphs, quotes by speaker, numbers that belong together."""

from __future__ import annotations

import pytest
from spacy.language import Language

from conflictner.page.view import ArticleView, paragraphs
from handmade import hand_made

TEXT = (
    "[Colonel Mbusa]{PERSON per:m} said Goma is calm. The [M23]{ARMED_GROUP arm:m23} denied it near [Goma]{PLACE gn:1}."
)


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("", [], []),
        ("One.\n\nTwo.", [], [("body", 0, 4), ("body", 6, 10)]),
        ("Head\nBody", [(0, 4, "0", "HEADLINE"), (5, 9, "1", "BODY")], [("headline", 0, 4), ("body", 5, 9)]),
        ("Head\nleft over", [(0, 4, "0", "HEADLINE")], [("headline", 0, 4), ("body", 5, 14)]),
    ],
)
def test_paragraphs_are_segments_and_the_lines_between(
    text: str, spans: list[tuple[int, int, str, str]], expected: list[tuple[str, int, int]]
) -> None:
    assert paragraphs(text, spans) == expected


def test_view_numbers_quotes_and_sorts_entities_into_tables(blank: Language) -> None:
    quotes = [
        {"contents": ["Goma is calm"], "cues": ["said"], "source": "Colonel Mbusa", "speaker_id": "per:m"},
        {"contents": ["it"], "cues": ["denied"], "source": "The M23", "speaker_id": "arm:m23", "stance": "deny"},
    ]
    view = ArticleView.of(hand_made(blank, TEXT, quotes=quotes))
    assert [note.number for note in view.notes] == [1, 2]
    assert [first.quote.speaker_id for first, _ in view.by_speaker] == ["per:m", "arm:m23"]
    assert [row.entity.entity_id for row in view.places] == ["gn:1"]
    assert {row.entity.entity_id for row in view.actors} == {"per:m", "arm:m23"}
    assert view.notes[1].said == "denied"
    assert sum(len(block.notes) for block in view.blocks) == 2


def test_view_takes_no_address_and_no_language_that_is_none(blank: Language) -> None:
    view = ArticleView.of(hand_made(blank, TEXT, meta={"url": "javascript:alert(1)", "title": " A\n title "}))
    assert view.url is None
    assert view.title == "A title"
    assert view.locator is None  # nobody knows where the place lies
