"""Edits on a Doc: what only the model found is killed, merged, renamed and retyped too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, Span

import conflictner as cn
from conflictner.annotations import Mark, read_marks, write_marks
from conflictner.corrections import correct
from conflictner.knowledge import Actor, KnowledgeBase

MakeDoc = Callable[..., Doc]
KB = KnowledgeBase([Actor("arm:otters", "ARMED_GROUP", "Otter Brigade", (), ("COD",), lat=1.0, lon=2.0)])


def edited(*rows: str) -> KnowledgeBase:
    return KB.with_edits([dict(zip(("action", "name", "target"), row.split(","), strict=False)) for row in rows])


@pytest.fixture
def doc(make_doc: MakeDoc) -> Doc:
    """Jacques and the River Men spoke ; they left Sake ; a quote of the River Men about Jacques."""
    built = make_doc("Jacques met the River Men . They left Sake .")
    write_marks(
        built,
        [
            Mark(0, 1, "PLACE", "ner", role="place", entity_id="new:jacques"),
            Mark(3, 5, "ORG", "ner", entity_id="new:river-men", candidates=[("arm:x", 0.4)]),
            Mark(6, 7, "ORG", "coref:salience", mtype="pronoun", entity_id="new:river-men"),
            Mark(8, 9, "PLACE", "gazetteer", role="place", entity_id="gn:205970"),
        ],
    )
    built._.conflict_entities = {
        "new:jacques": {"name": "Jacques", "kind": "PLACE", "country": None, "lat": None, "lon": None},
        "new:river-men": {"name": "River Men", "kind": "ORG", "country": None, "lat": None, "lon": None},
        "gn:205970": {"name": "Sake", "kind": "PLACE", "country": "COD", "lat": -1.6, "lon": 29.0},
    }
    built.spans["quotes"] = [
        Span(built, 3, 5, label="SOURCE", kb_id="new:river-men", span_id="q1"),
        Span(built, 6, 9, label="CONTENT", span_id="q1"),
    ]
    quote = {"speaker_id": "new:river-men", "speaker_name": "River Men", "addressee_id": None, "about": ["new:jacques"]}
    built._.conflict_quotes = {"q1": quote}
    return built


@pytest.mark.parametrize(
    ("rows", "speakers"),
    [
        (["kill,River Men,"], ["arm:z"]),
        (["merge,River Men,arm:otters"], ["arm:otters", "arm:z"]),
        ([], ["new:river-men", "arm:z"]),
    ],
)
def test_corrections_reach_all_speakers_of_a_quote(doc: Doc, rows: list[str], speakers: list[str]) -> None:
    quote = doc._.conflict_quotes["q1"]
    doc._.conflict_quotes = {"q1": {**quote, "speaker_ids": ["new:river-men", "arm:z"]}}
    correct(doc, edited(*rows))
    changed = doc._.conflict_quotes["q1"]
    assert (changed["speaker_ids"], changed["speaker_id"]) == (speakers, speakers[0])


def told(doc: Doc) -> list[tuple[str, str, str]]:
    return [(doc[m.start : m.end].text, m.kind, m.entity_id) for m in read_marks(doc)]


def test_corrections_kill(doc: Doc) -> None:
    correct(doc, edited("kill,JACQUES,", "kill,Sake,PERSON"))
    assert [text for text, *_ in told(doc)] == ["River Men", "They", "Sake"]
    assert [ent.text for ent in doc.ents] == ["River Men", "Sake"]
    assert "new:jacques" not in doc._.conflict_entities


def test_corrections_killed_speaker_is_nobody(doc: Doc) -> None:
    correct(doc, edited("kill,River Men"))
    assert doc._.conflict_quotes["q1"]["speaker_id"] is None
    assert [span.kb_id_ for span in doc.spans["quotes"]] == ["", ""]


def test_corrections_merge_of_two_unlisted_names(doc: Doc) -> None:
    correct(doc, edited("merge,River Men,Men of the River"))
    merged = "new:men-of-the-river"
    assert told(doc)[1:3] == [("River Men", "ORG", merged), ("They", "ORG", merged)]
    assert doc._.conflict_entities[merged]["name"] == "Men of the River"
    assert "new:river-men" not in doc._.conflict_entities
    assert doc._.conflict_quotes["q1"]["speaker_id"] == merged
    assert doc.spans["quotes"][0].kb_id_ == merged
    assert read_marks(doc)[1].rule == "edit:merge"


def test_corrections_merge_into_a_listed_actor(doc: Doc) -> None:
    correct(doc, edited("merge,River Men,arm:otters", "prefer,arm:otters,The Otters"))
    assert told(doc)[1:3] == [("River Men", "ARMED_GROUP", "arm:otters"), ("They", "ARMED_GROUP", "arm:otters")]
    entity = {"name": "The Otters", "kind": "ARMED_GROUP", "country": "COD", "lat": 1.0, "lon": 2.0}
    assert doc._.conflict_entities["arm:otters"] == entity


def test_corrections_prefer_and_retype(doc: Doc) -> None:
    correct(doc, edited("prefer,River Men,The River Men", "retype,Jacques,PERSON", "prefer,Sake,Saké"))
    assert told(doc)[0] == ("Jacques", "PERSON", "new:jacques")
    assert (read_marks(doc)[0].role, read_marks(doc)[0].rule) == ("actor", "edit:retype")
    names = {key: value["name"] for key, value in doc._.conflict_entities.items()}
    assert names == {"new:jacques": "Jacques", "new:river-men": "The River Men", "gn:205970": "Saké"}


def test_corrections_twice_change_nothing_more(doc: Doc) -> None:
    kb = edited("kill,Jacques", "merge,River Men,Men of the River", "prefer,Sake,Saké")
    correct(doc, kb)
    before = doc.to_bytes()
    correct(doc, kb)
    assert doc.to_bytes() == before


def test_corrections_leave_a_doc_without_mentions_alone(make_doc: MakeDoc) -> None:
    plain = make_doc("Jacques left .")
    correct(plain, edited("kill,Jacques"))
    assert "mentions" not in plain.spans


@pytest.mark.model
def test_corrections_in_the_pipeline_and_after_saving(tmp_path: Path) -> None:
    own, edits = tmp_path / "mine.csv", tmp_path / "edits.csv"
    own.write_text("name,kind,aliases\nRiver Guard,ARMED_GROUP,the Otters\n", encoding="utf-8")
    edits.write_text(
        "action,name,target\nkill,Sake,\nprefer,arm:m23,The M23\nmerge,Forward Kivu League,River Guard\n"
        "merge,Union of Lake Fishers,Lake Fishers Union\n",
        encoding="utf-8",
    )
    nlp = cn.load(kb=own, edits=edits)
    nlp.to_disk(tmp_path / "saved")
    own.unlink()
    edits.unlink()
    text = (
        "M23 rebels entered Sake. The Forward Kivu League fled to Goma. “We stay,” the Otters said. "
        "The Union of Lake Fishers mourned. The Lake Fishers Union will pay."
    )
    for pipe in (nlp, spacy.load(tmp_path / "saved")):
        rows = {m.text: (m.entity_id, m.entity_name) for m in pipe(text)._.mentions}
        assert "Sake" not in rows
        assert rows["M23"] == ("arm:m23", "The M23")
        assert rows["Forward Kivu League"] == rows["Otters"] == ("own:river-guard", "River Guard")
        assert rows["Union of Lake Fishers"] == rows["Lake Fishers Union"]
        assert rows["Goma"][0] == "gn:216281"


@pytest.mark.model
def test_corrections_reach_the_components_that_a_pipeline_has_already(tmp_path: Path) -> None:
    edits = tmp_path / "edits.csv"
    edits.write_text("action,name,target\nkill,Goma,\n", encoding="utf-8")
    base = cn.load()
    assert "Goma" in {m.text for m in base("M23 took Goma.")._.mentions}
    assert "Goma" not in {m.text for m in cn.load(base, edits=edits)("M23 took Goma.")._.mentions}
