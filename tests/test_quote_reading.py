"""What the quote component looks up in a Doc: sentences, pieces, quotations."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Span

from conflictner.components.quotes.reading import Reading

Make = Callable[..., Doc]


def with_segments(doc: Doc, *pieces: tuple[int, int, str, str]) -> Doc:
    doc.spans["segments"] = [Span(doc, start, end, label=label, span_id=number) for start, end, label, number in pieces]
    return doc


def test_reading_lines_are_pieces_without_segments(make_doc: Make) -> None:
    reading = Reading(make_doc(["Town", "falls", "\n", "It", "fell", "."]))
    assert [(piece.start, piece.end) for piece in reading.pieces] == [(0, 2), (3, 6)]
    assert reading.sentence_of(4) == (3, 6)


def test_reading_segments_start_sentences(make_doc: Make) -> None:
    doc = with_segments(make_doc("Sake , Nov 3 - It fell ."), (0, 5, "DATELINE", "0"), (5, 8, "BODY", "0"))
    reading = Reading(doc)
    assert reading.sentence_of(6) == (5, 8)
    assert reading.silent(1)
    assert not reading.silent(6)


def test_reading_quotations_of_silent_segments_are_left_out(make_doc: Make) -> None:
    doc = with_segments(
        make_doc("Read : “ We stay ” . “ We go ” he said"), (0, 7, "RELATED_LINK", "0"), (7, 13, "BODY", "1")
    )
    reading = Reading(doc)
    assert [reading.text[q.start : q.end] for q in reading.quotations] == ["We go"]


def test_reading_passes_over_links_between_paragraphs(make_doc: Make) -> None:
    doc = with_segments(
        make_doc("He said so . Read : this “ We go ”"),
        (0, 4, "BODY", "0"),
        (4, 7, "RELATED_LINK", "1"),
        (7, 11, "BODY", "2"),
    )
    previous = Reading(doc).previous_piece(8)
    assert previous is not None
    assert previous.label == "BODY"


def test_reading_offsets(make_doc: Make) -> None:
    reading = Reading(make_doc("He said “ go ” ."))
    assert reading.text[slice(*reading.chars(1, 3))] == "said “"
    assert reading.token_at(3) == 1
    assert reading.token_at(2) == 1  # the blank before a token belongs to the next one
    (quotation,) = reading.quotations
    assert reading.quotation_over(quotation.start) is quotation
    assert reading.quotation_over(0) is None
    assert reading.tokens_of(quotation.start, quotation.end) == (3, 4)


def test_reading_a_sentence_without_end_is_cut(make_doc: Make) -> None:
    start, end = Reading(make_doc(["word"] * 5_000)).sentence_of(2_500)
    assert end - start <= 400
