"""What every component shares: settings that are saved, and a word about what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import srsly
from spacy.language import Language
from spacy.tokens import Doc

from conflictner.errors import ConfigError
from conflictner.rulepipe import RulePipe


class Idle(RulePipe):
    """A component that does nothing, but needs the tagger and the segments."""

    needs = (("part-of-speech tags", "TAG", "a tagger"), ("segments", "segments", "conflict_segments"))

    def annotate(self, doc: Doc) -> Doc:
        self.require(doc)
        return doc


def make(nlp: Language, **settings: Any) -> Idle:
    return Idle(nlp, "idle", **settings)


def test_rulepipe_says_what_is_missing_and_what_to_add(blank: Language) -> None:
    doc = blank.make_doc("Goma fell")
    with pytest.raises(ConfigError, match=r"E302.*idle.*part-of-speech tags.*a tagger"):
        make(blank)(doc)
    tagged = Doc(blank.vocab, words=["Goma"], tags=["NNP"])
    with pytest.raises(ConfigError, match="conflict_segments"):
        make(blank)(tagged)
    tagged.spans["segments"] = []
    assert make(blank)(tagged) is tagged


def test_rulepipe_an_empty_doc_needs_nothing(blank: Language) -> None:
    doc = blank.make_doc("")
    assert make(blank)(doc) is doc


def test_rulepipe_settings_and_own_actors_are_saved(blank: Language, tmp_path: Path) -> None:
    own = tmp_path / "mine.csv"
    own.write_text("name,kind\nRiver Guard,ARMED_GROUP\n", encoding="utf-8")
    saved = make(blank, kb=str(own), threshold=0.5)
    again = make(blank, threshold=0.1).from_bytes(saved.to_bytes())
    assert again.settings == {"threshold": 0.5}
    assert [actor.id for actor in again.kb.find("River Guard")] == ["own:river-guard"]


def test_rulepipe_a_state_of_another_format_is_refused(blank: Language) -> None:
    with pytest.raises(ConfigError, match="E304"):
        make(blank).from_bytes(srsly.msgpack_dumps({"format": 0}))
