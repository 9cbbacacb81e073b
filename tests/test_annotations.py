"""Mentions in and out of a Doc, on Docs built by hand."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Span

from conflictner.annotations import Mark, read_marks, register, write_marks


def test_annotations_marks_survive_the_way_through_a_doc(make_doc: Callable[..., Doc]) -> None:
    doc = make_doc("The M23 rebels took Goma .")
    marks = [
        Mark(4, 5, "PLACE", "gazetteer", role="place", entity_id="gn:1", score=0.9, candidates=[["gn:1", 0.9]]),
        Mark(1, 2, "ARMED_GROUP", "kb:acronym", entity_id="arm:m23", score=1.0, alias_class="acronym"),
        Mark(0, 3, "ARMED_GROUP", "nominal", mtype="nominal"),
    ]
    write_marks(doc, [marks[0], marks[1]])
    assert read_marks(doc) == [marks[1], marks[0]]
    assert [(e.text, e.label_, e.kb_id_) for e in doc.ents] == [
        ("M23", "ARMED_GROUP", "arm:m23"),
        ("Goma", "PLACE", "gn:1"),
    ]


def test_annotations_the_longer_of_two_overlapping_marks_stays(make_doc: Callable[..., Doc]) -> None:
    doc = make_doc("East African Community")
    write_marks(doc, [Mark(0, 2, "MEDIA", "kb:strong"), Mark(0, 3, "IGO", "kb:strong"), Mark(2, 3, "ORG", "ner")])
    assert [m.kind for m in read_marks(doc)] == ["IGO"]


def test_annotations_only_names_become_ents(make_doc: Callable[..., Doc]) -> None:
    doc = make_doc("the rebels said they would leave")
    write_marks(
        doc, [Mark(0, 2, "ARMED_GROUP", "nominal", mtype="nominal"), Mark(3, 4, "ARMED_GROUP", "x", mtype="pronoun")]
    )
    assert not doc.ents
    assert [s.text for s in doc.spans["mentions"]] == ["the rebels", "they"]


def test_annotations_the_base_models_dates_stay_and_its_places_go(make_doc: Callable[..., Doc]) -> None:
    doc = make_doc("On Monday Shasha fell for 5 dollars")
    doc.ents = [Span(doc, 1, 2, "DATE"), Span(doc, 2, 3, "GPE"), Span(doc, 5, 7, "MONEY")]
    write_marks(doc, [Mark(4, 6, "ORG", "ner")])
    assert [(e.text, e.label_) for e in doc.ents] == [("Monday", "DATE"), ("for 5", "ORG")]


def test_annotations_writing_twice_changes_nothing(make_doc: Callable[..., Doc]) -> None:
    doc = make_doc("M23 took Goma")
    doc.ents = [Span(doc, 0, 1, "DATE")]
    write_marks(doc, [Mark(2, 3, "PLACE", "gazetteer", role="place")])
    first = (read_marks(doc), list(doc.ents))
    write_marks(doc, read_marks(doc))
    assert (read_marks(doc), list(doc.ents)) == first


def test_annotations_register_leaves_extensions_of_others_alone() -> None:
    before = {name: Doc.get_extension(name) for name in ("meta", "mentions", "quotes")}
    register()
    assert {name: Doc.get_extension(name) for name in before} == before
