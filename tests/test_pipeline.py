"""load, read and make_doc: what they take, what they refuse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language

import conflictner as cn
from conflictner import pipeline
from conflictner.errors import ConfigError, ConflictNerWarning, InputError, KnowledgeBaseError

ORDER = [
    "conflict_segments",
    "tok2vec",
    "tagger",
    "parser",
    "attribute_ruler",
    "lemmatizer",
    "ner",
    "conflict_mentions",
    "conflict_linker",
    "conflict_coref",
    "conflict_quotes",
]


@pytest.mark.model
def test_pipeline_load_puts_the_components_in_order(nlp: Language) -> None:
    assert nlp.pipe_names == ORDER


@pytest.mark.model
def test_pipeline_load_takes_a_loaded_pipeline_and_adds_what_it_lacks() -> None:
    base = spacy.load(pipeline.DEFAULT_MODEL)
    base.add_pipe("conflict_mentions")
    assert cn.load(base) is base
    assert sorted(base.pipe_names) == sorted(ORDER)


@pytest.mark.parametrize("base", ["no_such_model", Path("no/such/folder")])
def test_pipeline_load_says_which_model_is_missing(base: str | Path) -> None:
    with pytest.raises(ConfigError, match="E301"):
        cn.load(base)


def test_pipeline_load_refuses_a_changed_default_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "DEFAULT_MODEL_SHA256", "0" * 64)
    with pytest.raises(ConfigError, match="E305"):
        cn.load()


def test_pipeline_load_says_when_the_default_model_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline.model_sha256.cache_clear()
    monkeypatch.setattr(pipeline, "DEFAULT_MODEL", "not_installed_at_all")
    with pytest.raises(ConfigError, match="E301"):
        cn.load()
    pipeline.model_sha256.cache_clear()


def test_pipeline_load_refuses_a_broken_kb_before_any_document(tmp_path: Path) -> None:
    bad = tmp_path / "mine.csv"
    bad.write_text("name,kind\nRiver Guard,MILITIA\n", encoding="utf-8")
    with pytest.raises(KnowledgeBaseError, match="kind"):
        cn.load(kb=bad)


@pytest.mark.model
def test_pipeline_own_actors_are_found_and_saved_with_the_pipeline(tmp_path: Path) -> None:
    own = tmp_path / "mine.csv"
    own.write_text(
        "name,kind,aliases,country\nRiver Guard,ARMED_GROUP,the Otters|Otter Brigade,COD\n", encoding="utf-8"
    )
    nlp = cn.load(kb=own)
    nlp.to_disk(tmp_path / "saved")
    own.unlink()
    for pipe in (nlp, spacy.load(tmp_path / "saved")):
        doc = pipe("Fighters of the Otter Brigade entered Sake on Monday.")
        assert ("Otter Brigade", "ARMED_GROUP", "own:river-guard") in [(e.text, e.label_, e.kb_id_) for e in doc.ents]


@pytest.mark.parametrize(
    ("meta", "code"),
    [
        ({"date": "yesterday"}, "E106"),
        ({"date": "2024-13-01"}, "E106"),
        ({"date": 20240207}, "E106"),
        ({"title": 5}, "E106"),
        ({"author": "x"}, "E107"),
    ],
)
def test_pipeline_meta_that_does_not_fit_is_refused(blank: Language, meta: dict[str, str], code: str) -> None:
    with pytest.raises(InputError, match=code):
        cn.make_doc(blank, "Goma", **meta)


def test_pipeline_meta_is_cleaned_and_empty_fields_are_unknown(blank: Language) -> None:
    doc = cn.make_doc(blank, "Goma", date="2024-02-07T10:00:00Z", title="a\x00b", url=None)
    assert doc._.meta == {"date": "2024-02-07", "title": "a\ufffdb"}


def test_pipeline_make_doc_cleans_the_text_once(blank: Language) -> None:
    assert cn.make_doc(blank, "a\r\nb\ud800").text == "a\nb\ufffd"


def test_pipeline_a_text_beyond_the_limit_is_refused(blank: Language) -> None:
    with pytest.raises(InputError, match="E105"):
        cn.make_doc(blank, "x" * (blank.max_length + 1))
    with pytest.raises(InputError, match="E104"):
        cn.make_doc(blank, b"x")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["“" * 80_000, "x" * 1_200, "a " * 9 + "(" * 700 + " b\n\n" + ")" * 501 + " ", "。" * 5_000]
)
def test_pipeline_a_run_without_blanks_is_tokenized_in_pieces(blank: Language, text: str) -> None:
    doc = cn.make_doc(blank, text)
    assert doc.text == text
    assert max(len(token) for token in doc) <= 500


HOSTILE = {"openers": "“", "closers": "”", "both": "“”’'", "names": "M23 ", "unclosed": "He said “we ", "token": "A"}


@pytest.mark.model
@pytest.mark.filterwarnings("ignore:.*W104")
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=list(HOSTILE))
def test_pipeline_hostile_texts_end(nlp: Language, piece: str) -> None:
    text = piece * (10_000 // len(piece))
    assert cn.read(text, nlp=nlp).text == text


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.filterwarnings("ignore:.*W104")
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=list(HOSTILE))
def test_pipeline_hostile_texts_of_full_length_end(nlp: Language, piece: str) -> None:
    text = piece * min(80_000, nlp.max_length // len(piece))
    assert cn.read(text, nlp=nlp).text == text


@pytest.mark.model
def test_pipeline_a_text_that_is_no_english_is_read_with_a_warning(nlp: Language) -> None:
    text = "Les rebelles ont pris la ville de Goma lundi, a dit le gouvernement congolais. " * 4
    with pytest.warns(ConflictNerWarning, match=r"W104.*wire-7"):
        assert cn.read(text, nlp=nlp, doc_id="wire-7").text == text


def test_pipeline_without_our_components_is_refused(blank: Language) -> None:
    with pytest.raises(ConfigError) as caught:
        cn.read("M23 took Sake.", nlp=blank)
    assert caught.value.code == "E306"


def test_pipeline_ranks_end_no_sentence(nlp: Language) -> None:
    doc = nlp("Col. Amina Yusuf and Maj. Musa Idris left. Lt. Gen. Ihor Bondar stayed.")
    assert [sent.text for sent in doc.sents] == [
        "Col. Amina Yusuf and Maj. Musa Idris left.",
        "Lt. Gen. Ihor Bondar stayed.",
    ]


def test_pipeline_a_platform_ends_a_sentence(nlp: Language) -> None:
    doc = nlp("The spokeswoman rejected the accusation on X. “The army would never attack a camp,” she wrote.")
    assert next(sent.text for sent in doc.sents) == "The spokeswoman rejected the accusation on X."
    assert [(q.stance, q.kind) for q in doc._.quotes] == [("deny", "indirect"), ("write", "direct")]


@pytest.mark.parametrize("name", ["kb", "edits", "gazetteer"])
def test_pipeline_load_refuses_what_is_no_path(name: str) -> None:
    given: dict[str, Any] = {name: 5}
    with pytest.raises(ConfigError, match=rf"E404.* {name} is 5"):
        cn.load(**given)


def test_pipeline_make_doc_names_the_type() -> None:
    text: Any = None
    with pytest.raises(InputError, match=r"E104.*of type NoneType, not str"):
        pipeline.make_doc(spacy.blank("en"), text)
