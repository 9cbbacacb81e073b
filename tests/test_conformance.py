"""One suite that every factory we register passes; and what a Doc keeps on its way through spaCy's own doors."""

from __future__ import annotations

import pickle
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import conflictner as cn
from conflictner.annotations import read_marks
from conflictner.errors import ConfigError
from conflictner.kinds import KINDS
from conflictner.rulepipe import RulePipe
from invariants import check_invariants

pytestmark = pytest.mark.model

FACTORIES = sorted(e.name for e in entry_points(group="spacy_factories") if e.value.startswith("conflictner."))

TEXT = """Rebels enter Sake as talks stall

SAKE, DR Congo, Nov 3 - M23 rebels have taken the town of Sake, the army said on Monday.

“We left at dawn,” said Colonel Jean Habimana, a spokesman for the Congolese army. “They shelled us for hours.”

He accused Rwanda of backing the rebels. Kigali denies this.
"""

ODD = [
    "",
    " ",
    "\n\n\n",
    "“",
    "“““”’'\"",
    "\u202e\u200f",
    "a",
    "M23",
    ".",
    "A" * 20_000,
    "\ufffd\ufffd",
    "他说：“战争。”",
    "我 " * 50,
]


def rows(doc: Doc) -> tuple[Any, ...]:
    """Everything that a Doc says in rows."""
    return doc._.document, doc._.mentions, doc._.quotes


def component(nlp: Language, factory: str) -> RulePipe:
    """A component of ours, added if it is not there."""
    pipe = nlp.get_pipe(factory) if factory in nlp.pipe_names else nlp.add_pipe(factory)
    assert isinstance(pipe, RulePipe)
    return pipe


@pytest.fixture(scope="module")
def fast() -> Language:
    return cn.load(profile="fast")


@pytest.fixture
def home(factory: str, nlp: Language, fast: Language) -> Language:
    """The pipeline of ours that a factory belongs to."""
    return nlp if factory in nlp.pipe_names else fast


@pytest.fixture(scope="module")
def article(nlp: Language) -> Doc:
    doc = cn.read(TEXT, nlp=nlp, doc_id="a", date="2025-11-03")
    assert doc._.mentions
    assert doc._.quotes
    return doc


def test_conformance_all_components_are_registered() -> None:
    assert FACTORIES == [
        "conflict_coref",
        "conflict_linker",
        "conflict_listed",
        "conflict_marked_quotes",
        "conflict_mentions",
        "conflict_quotes",
        "conflict_segments",
    ]


@pytest.mark.parametrize("factory", FACTORIES)
class TestEveryFactory:
    def test_conformance_it_arrives_by_entry_point_and_is_a_rule_pipe(self, factory: str) -> None:
        assert component(spacy.blank("en"), factory).name == factory

    def test_conformance_a_typo_in_its_settings_is_refused(self, factory: str) -> None:
        with pytest.raises(Exception, match="no_such_setting"):
            spacy.blank("en").add_pipe(factory, config={"no_such_setting": 1})

    def test_conformance_it_takes_an_empty_doc_and_white_space(self, factory: str, home: Language) -> None:
        for text in ("", "  \n\t "):
            doc = home.get_pipe(factory)(Doc(home.vocab, words=[]) if not text else home(text))
            assert doc._.mentions == ()
            assert doc._.quotes == ()

    def test_conformance_it_says_what_it_misses(self, factory: str) -> None:
        blank = spacy.blank("en")
        pipe = component(blank, factory)
        if pipe.needs:
            with pytest.raises(ConfigError, match="E302"):
                blank("Rebels took Goma.")
        else:
            assert blank("Rebels took Goma.").text == "Rebels took Goma."

    def test_conformance_its_state_survives_bytes_and_disk(self, factory: str, home: Language, tmp_path: Path) -> None:
        pipe = component(home, factory)
        by_bytes = component(spacy.blank("en"), factory).from_bytes(pipe.to_bytes())
        pipe.to_disk(tmp_path / factory)
        by_disk = component(spacy.blank("en"), factory).from_disk(tmp_path / factory)
        assert by_bytes.to_bytes() == by_disk.to_bytes() == pipe.to_bytes()

    def test_conformance_running_it_again_changes_nothing(self, factory: str, home: Language) -> None:
        doc = cn.read(TEXT, nlp=home, doc_id="a")
        before, ents = rows(doc), [(e.text, e.label_, e.kb_id_) for e in doc.ents]
        if factory != "conflict_mentions":
            doc = home.get_pipe(factory)(doc)
            assert rows(doc) == before
            assert [(e.text, e.label_, e.kb_id_) for e in doc.ents] == ents
        else:  # what comes after mentions refines its marks; running the rest again must lead to the same rows
            for name in home.pipe_names[home.pipe_names.index(factory) :]:
                doc = home.get_pipe(name)(doc)
            assert rows(doc) == before

    def test_conformance_it_declares_what_it_sets(self, factory: str, home: Language) -> None:
        meta = home.get_factory_meta(factory)
        assert meta.assigns
        analysis = home.analyze_pipes(keys=["assigns", "requires"])
        assert analysis is not None
        assert not analysis["problems"][factory]


@pytest.mark.filterwarnings("ignore:.*W104")
@pytest.mark.parametrize("text", ODD, ids=[ascii(t[:8]) for t in ODD])
def test_conformance_odd_texts_end_in_correct_rows(text: str, nlp: Language) -> None:
    check_invariants(cn.read(text, nlp=nlp))


def test_conformance_rows_keep_the_invariants(article: Doc) -> None:
    check_invariants(article)


def test_conformance_a_doc_survives_bytes_pickle_and_docbin(article: Doc, nlp: Language) -> None:
    expected = rows(article)
    assert rows(Doc(nlp.vocab).from_bytes(article.to_bytes())) == expected
    assert rows(pickle.loads(pickle.dumps(article))) == expected  # noqa: S301 - our own bytes, made in this line
    box = DocBin(store_user_data=True, docs=[article])
    (unpacked,) = DocBin().from_bytes(box.to_bytes()).get_docs(nlp.vocab)
    assert unpacked._.mentions == expected[1]
    assert unpacked._.quotes == expected[2]


def test_conformance_the_pipeline_survives_disk(article: Doc, nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "saved")
    again = spacy.load(tmp_path / "saved")
    assert rows(cn.read(TEXT, nlp=again, doc_id="a", date="2025-11-03")) == rows(article)


def test_conformance_the_fast_pipeline_survives_disk(fast: Language, tmp_path: Path) -> None:
    fast.to_disk(tmp_path / "saved")
    again = spacy.load(tmp_path / "saved")
    before = rows(cn.read(TEXT, nlp=fast, doc_id="a"))
    assert before[1]
    assert before[2]
    assert rows(cn.read(TEXT, nlp=again, doc_id="a")) == before


@pytest.mark.filterwarnings("ignore:.*W104")
@pytest.mark.parametrize("text", ODD, ids=[ascii(t[:8]) for t in ODD])
def test_conformance_odd_texts_end_in_correct_rows_by_the_fast_profile(text: str, fast: Language) -> None:
    check_invariants(cn.read(text, nlp=fast))


def test_conformance_two_processes_give_the_same_rows(article: Doc, nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT, "M23 took Goma."] * 2, n_process=2, batch_size=1))
    assert [len(d._.mentions) for d in docs[:2]] == [len(d._.mentions) for d in docs[2:]]
    assert [m.entity_id for m in docs[0]._.mentions] == [m.entity_id for m in nlp(TEXT)._.mentions]
    assert docs[1]._.mentions[0].entity_id == "arm:m23"


def test_conformance_a_memory_zone_leaves_nothing_behind(nlp: Language) -> None:
    nlp(TEXT)
    before = len(nlp.vocab.strings)
    for number in range(3):
        with nlp.memory_zone():
            text = TEXT.replace("Habimana", f"Zzyx{number}ra").replace("Sake", f"Qwerty{number}")
            assert cn.read(text, nlp=nlp)._.mentions
    assert len(nlp.vocab.strings) == before


def test_conformance_ents_agree_with_the_named_mentions(article: Doc) -> None:
    named = [(m.start, m.end, m.kind, m.entity_id or "") for m in article._.mentions if m.mtype == "name"]
    ents = [(e.start_char, e.end_char, e.label_, e.kb_id_) for e in article.ents]
    assert [e for e in ents if e in named] == named
    assert {e[2] for e in ents if e not in named}.isdisjoint({"GPE", "LOC", "NORP", "FAC", *KINDS})


def test_conformance_marks_are_read_as_written(article: Doc) -> None:
    assert [article[m.start : m.end].text for m in read_marks(article)] == [m.text for m in article._.mentions]
