"""Mentions in and out of a Doc, on Docs built by hand."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from dataclasses import replace

import pytest
from spacy.tokens import Doc, Span

from conflictner.annotations import Mark, add_pronouns, read_marks, register, write_marks


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


def _said(start: int, entity_id: str) -> Mark:
    return Mark(start, start + 1, "PERSON", "quote:first-person", mtype="pronoun", entity_id=entity_id, score=0.87654)


def test_annotations_pronouns_are_added_as_if_all_were_written_anew(make_doc: Callable[..., Doc]) -> None:
    marks = [
        Mark(0, 2, "PERSON", "ner", entity_id="new:marie-odo", votes=[["PERSON", "ner", 1.0]]),
        Mark(4, 5, "PERSON", "coref:pronoun", mtype="pronoun", entity_id="new:another"),
        Mark(6, 8, "ARMED_GROUP", "coref:nominal", mtype="nominal", entity_id="arm:m23"),
    ]
    added = [_said(9, "new:marie-odo"), _said(4, "new:marie-odo"), _said(4, "new:second"), _said(7, "new:inside")]
    doc, anew = (
        make_doc("Marie Odo said that we fear our rebels and me"),
        make_doc("Marie Odo said that we fear our rebels and me"),
    )
    for target in (doc, anew):
        write_marks(target, marks)
    add_pronouns(doc, added)
    write_marks(anew, [marks[0], marks[2], *added])
    assert read_marks(doc) == read_marks(anew)
    assert [(mark.span, mark.entity_id, mark.score) for mark in read_marks(doc) if mark.mtype == "pronoun"] == [
        ((4, 5), "new:marie-odo", 0.8765),
        ((9, 10), "new:marie-odo", 0.8765),
    ]
    assert doc._.conflict_mentions == anew._.conflict_mentions
    assert [ent.text for ent in doc.ents] == ["Marie Odo"]


def test_annotations_a_name_that_turns_out_a_pronoun_is_no_ent(make_doc: Callable[..., Doc]) -> None:
    doc = make_doc("US said")
    write_marks(doc, [Mark(0, 1, "COUNTRY", "kb:weak")])
    add_pronouns(doc, [_said(0, "new:marie-odo")])
    assert [mark.mtype for mark in read_marks(doc)] == ["pronoun"]
    assert not doc.ents


def _two(make_doc: Callable[..., Doc]) -> Doc:
    doc = make_doc("M23 took Goma")
    write_marks(
        doc,
        [
            Mark(0, 1, "ARMED_GROUP", "kb:acronym", entity_id="arm:m23", score=0.98765, candidates=[("arm:m23", 0.9)]),
            Mark(2, 3, "PLACE", "gazetteer", role="place", votes=[("PLACE", "gazetteer", 1.23456)]),
        ],
    )
    return doc


def test_annotations_what_is_read_back_is_what_stands_in_the_doc(make_doc: Callable[..., Doc]) -> None:
    doc = _two(make_doc)
    kept = [replace(mark) for mark in read_marks(doc)]
    kept_types = [(type(mark.candidates), type(mark.votes)) for mark in kept]
    again = read_marks(doc)  # nothing is kept any more: this one reads the Doc
    assert again == kept
    assert [(type(mark.candidates), type(mark.votes)) for mark in again] == kept_types
    assert read_marks(doc)[0] is not again[0]


def _party(doc: Doc, start: int = 0) -> Span:
    return Span(doc, start, start + 1, label="PARTY", kb_id="pty:m23")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda doc: doc.spans.__setitem__("mentions", [_party(doc)]), ["PARTY"]),
        (lambda doc: doc.spans["mentions"].__setitem__(0, _party(doc)), ["PARTY", "PLACE"]),
        (lambda doc: doc.spans["mentions"].append(_party(doc, 1)), ["ARMED_GROUP", "PLACE", "PARTY"]),
        (lambda doc: doc.spans["mentions"].extend([_party(doc, 1)]), ["ARMED_GROUP", "PLACE", "PARTY"]),
        (lambda doc: doc.spans["mentions"].from_bytes(doc.spans["mentions"].to_bytes()), ["ARMED_GROUP", "PLACE"]),
        (lambda doc: doc.spans.pop("mentions"), []),
    ],
)
def test_annotations_a_change_of_the_spans_between_two_components_is_seen(
    change: Callable[[Doc], object], expected: list[str], make_doc: Callable[..., Doc]
) -> None:
    doc = _two(make_doc)
    change(doc)
    assert [mark.kind for mark in read_marks(doc)] == expected


@pytest.mark.parametrize(
    "change",
    [
        lambda doc: doc._.conflict_mentions["0:3"].update(role="place"),
        lambda doc: doc._.conflict_mentions.update({"0:3": {"role": "place"}}),
        lambda doc: setattr(doc._, "conflict_mentions", {"0:3": {"role": "place"}}),
    ],
)
def test_annotations_a_change_of_a_detail_between_two_components_is_seen(
    change: Callable[[Doc], object], make_doc: Callable[..., Doc]
) -> None:
    doc = _two(make_doc)
    change(doc)
    assert read_marks(doc)[0].role == "place"


def test_annotations_kept_marks_keep_no_doc_alive(make_doc: Callable[..., Doc]) -> None:
    doc = _two(make_doc)
    there = weakref.ref(doc)
    del doc
    gc.collect()
    assert there() is None


def test_annotations_a_copy_of_a_doc_reads_its_own_mentions(make_doc: Callable[..., Doc]) -> None:
    doc = _two(make_doc)
    copy = doc.copy()
    copy.spans["mentions"][0] = _party(copy)
    assert [mark.kind for mark in read_marks(copy)] == ["PARTY", "PLACE"]
    assert [mark.kind for mark in read_marks(doc)] == ["ARMED_GROUP", "PLACE"]
