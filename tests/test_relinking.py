"""A corpus linked anew: rows, quotes, relations, the list of what should be read again; the old tables until then."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from conflictner import cli
from conflictner.corpus import Corpus, folder, run
from conflictner.corpus.lists import keep
from conflictner.corpus.lock import hold
from conflictner.corpus.manifest import Manifest, versions
from conflictner.corpus.relinking import AGAIN
from conflictner.corpus.running import run_with
from conflictner.corpus.settings import Settings
from conflictner.corpus.shards import write_tables
from conflictner.errors import CorpusError, KnowledgeBaseError, OutputError
from conflictner.rows import Document, Mention, Quote, Relation, Row, to_table

OWN = "name,kind,aliases,id\nKaribe River Guard,ARMED_GROUP,,own:guard\n"


def mention(doc_id: str, start: int, text: str, entity_id: str | None, **values: Any) -> Mention:
    given: dict[str, Any] = {
        "kind": "ORG", "role": "actor", "mtype": "name", "entity_name": text, "segment": "body", "sentence": 0,
        "paragraph": 0, "rule": "model", "score": 0.5, "lat": None, "lon": None, "country": None, **values,
    }  # fmt: skip
    return Mention(doc_id=doc_id, start=start, end=start + len(text), text=text, entity_id=entity_id, **given)


def quote(doc_id: str, speaker: str | None, name: str | None, *, about: tuple[str, ...] = ()) -> Quote:
    return Quote(
        doc_id=doc_id, quote_id="q1", parent_id=None, kind="direct", contents=((0, 9),), cues=((10, 14),),
        cue_lemma="say", stance="say", negated=False, source_start=None, source_end=None, speaker_id=speaker,
        speaker_name=name, speaker_ids=(speaker,) if speaker else (), addressee_id="new:red-otters", about=about,
        denies=None, segment="body", sentence=0, rule="r", score=1.0, text="We go on.",
    )  # fmt: skip


def relation(doc_id: str, source: str, target: str) -> Relation:
    return Relation(
        doc_id=doc_id, relation_id="r1", type="attack", source_id=source, target_id=target, sign=-1, weight=1.0,
        symmetric=False, modality="asserted", negated=False, claim_by=None, denied_by=("new:red-otters",), tense=None,
        trigger_start=0, trigger_end=1, source_start=0, source_end=1, target_start=0, target_end=1, sentence_start=0,
        sentence_end=1, segment="body", rule="r", score=1.0,
    )  # fmt: skip


ROWS: dict[type[Row], list[Any]] = {
    Document: [
        Document(
            doc_id=doc_id,
            story_id=doc_id,
            title=None,
            date=None,
            outlet=None,
            url=None,
            language="en",
            n_chars=99,
            n_words=20,
            text_sha256=doc_id * 64,
        )
        for doc_id in "abc"
    ],
    Mention: [
        mention("a", 0, "Red Otters", "new:red-otters"),
        mention("a", 20, "they", "new:red-otters", mtype="pronoun", entity_name="Red Otters"),
        mention("b", 0, "Jacquot", "new:jacquot", kind="PERSON"),
        mention("b", 30, "Brown Otters", "new:brown-otters"),
        mention("c", 0, "Karibe River Guard", "own:guard", kind="ARMED_GROUP", rule="kb:strong"),
    ],
    Quote: [
        quote("a", "new:red-otters", "Red Otters", about=("own:guard", "new:brown-otters", "new:red-otters")),
        quote("b", "new:jacquot", "Jacquot"),
    ],
    Relation: [relation("a", "new:red-otters", "own:guard"), relation("b", "new:brown-otters", "new:red-otters")],
}


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Three documents, read with a list of one actor."""
    own = tmp_path / "own.csv"
    own.write_text(OWN)
    out = tmp_path / "out"
    out.mkdir()

    def stream(row_type: type[Row], name: str) -> Iterator[pa.RecordBatch]:
        yield from to_table(ROWS.get(row_type, []), row_type).to_batches()

    write_tables(out / "tables-1", stream)
    identity = {**versions(), "kb": None, "edits": None, **keep(out, {"kb": own}), "stories": False}
    Manifest(identity, tables="tables-1").write(out)
    return Corpus(out)


def edits(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "edits.csv"
    path.write_text("\n".join(["action,name,target,note", *rows, ""]))
    return path


def files(corpus: Corpus) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in corpus.path(Document).parent.iterdir()}


def again(corpus: Corpus) -> list[str]:
    path = corpus.folder / AGAIN
    return [json.loads(line)["doc_id"] for line in path.read_text().splitlines()] if path.exists() else []


def test_relink_of_a_merge_is_followed_by_every_table(corpus: Corpus, tmp_path: Path) -> None:
    found = corpus.relink(edits=edits(tmp_path, "merge,Red Otters,Brown Otters,", "prefer,own:guard,KRG,"))
    assert (found.mentions, found.killed, found.quotes, found.relations, found.again) == (3, 0, 2, 2, {})
    assert corpus.mentions["entity_id"].to_pylist() == [
        "new:brown-otters", "new:brown-otters", "new:jacquot", "new:brown-otters", "own:guard",
    ]  # fmt: skip
    assert corpus.mentions["entity_name"].to_pylist()[-1] == "KRG"
    assert corpus.mentions["text"].to_pylist() == [row.text for row in ROWS[Mention]]
    first, second = corpus.quotes.to_pylist()
    assert (first["speaker_id"], first["speaker_ids"]) == ("new:brown-otters", ["new:brown-otters"])
    assert (first["speaker_name"], first["about"]) == ("Brown Otters", ["own:guard", "new:brown-otters"])
    assert (second["speaker_id"], second["addressee_id"]) == ("new:jacquot", "new:brown-otters")
    (attack,) = corpus.relations.to_pylist()  # the other was between two who are one now
    assert (attack["source_id"], attack["denied_by"]) == ("new:brown-otters", ["new:brown-otters"])
    assert Corpus(corpus.folder).counts["relinked"] == 1


def test_relink_of_a_kill(corpus: Corpus, tmp_path: Path) -> None:
    found = corpus.relink(edits=edits(tmp_path, "kill,Jacquot,,", "kill,Red Otters,,"))
    assert found.killed == 2
    assert found.again == {"a": "killed", "b": "killed"}  # "they" are left; the speaker was killed
    assert again(corpus) == ["a", "b"]
    assert "Jacquot" not in corpus.mentions["text"].to_pylist()
    assert corpus.quotes["speaker_id"].to_pylist() == [None, None]
    assert corpus.quotes["speaker_name"].to_pylist() == ["Red Otters", "Jacquot"]
    found = corpus.relink(edits=edits(tmp_path, "kill,Red Otters,,"))
    assert (found.lifted, found.changed) == (["jacquot"], False)


def test_relink_of_own_rows(corpus: Corpus, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(OWN + "Red Otters,ARMED_GROUP,,own:otters\n")
    assert corpus.relink(kb=own).again == {}
    assert corpus.mentions["entity_id"].to_pylist()[:2] == ["own:otters", "own:otters"]
    assert corpus.quotes["speaker_id"].to_pylist() == ["own:otters", "new:jacquot"]
    own.write_text(OWN.replace("own:guard", "own:krg"))
    found = corpus.relink(kb=own)
    assert found.again == {"a": "gone", "b": "gone"}
    assert corpus.mentions["entity_id"].to_pylist()[-1] == "own:krg"


def test_relink_leaves_what_it_does_not_touch_to_the_last_byte(corpus: Corpus, tmp_path: Path) -> None:
    before = files(corpus)
    assert not corpus.relink().changed
    assert not corpus.relink(edits=edits(tmp_path, "prefer,Blue Otters,The Blues,")).changed
    assert files(corpus) == before
    corpus.relink(edits=edits(tmp_path, "kill,Jacquot,,"))
    after = files(corpus)
    assert {name for name in before if before[name] != after[name]} == {
        "mentions.parquet", "quotes.parquet", "entities.parquet",
    }  # fmt: skip


def test_relink_there_and_back_gives_the_same_bytes(corpus: Corpus, tmp_path: Path) -> None:
    before = files(corpus)
    corpus.relink(edits=edits(tmp_path, "prefer,own:guard,KRG,"))
    assert files(corpus) != before
    corpus.relink(edits=edits(tmp_path))
    assert files(corpus) == before


def test_relink_that_is_interrupted_leaves_the_old_tables(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(corpus), (corpus.folder / "manifest.json").read_bytes()

    def full(*_: object) -> None:
        raise OutputError("[E401] no room")

    kill = edits(tmp_path, "kill,Jacquot,,")
    with monkeypatch.context() as patch:
        patch.setattr(folder, "write_tables", full)
        with pytest.raises(OutputError):
            corpus.relink(edits=kill)
    assert (files(corpus), (corpus.folder / "manifest.json").read_bytes()) == before
    assert Corpus(corpus.folder).relink(edits=kill).killed == 1


def test_relink_is_refused(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeBaseError, match="E204"):
        corpus.relink(edits=tmp_path / "none.csv")
    with hold(corpus.folder / "lock"), pytest.raises(CorpusError, match="E502"):
        corpus.relink()
    manifest = Manifest.of(corpus.folder)
    dataclasses.replace(manifest, identity={**manifest.identity, "data": "other"}).write(corpus.folder)
    with pytest.raises(CorpusError, match=r"E501.*data was other"):
        corpus.relink()
    manifest.write(corpus.folder)
    next((corpus.folder / "lists").iterdir()).unlink()
    with pytest.raises(CorpusError, match=r"E513.* kb "):
        corpus.relink()


def test_run_goes_on_with_the_lists_of_a_relink_and_with_no_others(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "1.jsonl").write_text(json.dumps({"id": "a", "text": "Goma fell."}) + "\n")
    arguments: dict[str, str | None] = {"kb": None, "edits": None}
    before = Settings(arguments=arguments, columns={}, loader="corpus_stub:load", progress=False)
    corpus = run_with(source, tmp_path / "out", before)
    kill = edits(tmp_path, "prefer,Goma,The town of Goma,")
    assert corpus.relink(edits=kill).mentions == 1
    (source / "2.jsonl").write_text(json.dumps({"id": "b", "text": "Sake held."}) + "\n")
    with pytest.raises(CorpusError, match=r"E501.*edits was"):
        run_with(source, tmp_path / "out", before)
    after = dataclasses.replace(before, arguments={**arguments, "edits": str(kill)})
    run_with(source, tmp_path / "out", after)
    assert corpus.documents["doc_id"].to_pylist() == ["a", "b"]
    assert corpus.mentions["entity_name"].to_pylist() == ["The town of Goma", "Sake"]
    told = CliRunner().invoke(cli.app, ["info", str(corpus.folder)], env={"COLUMNS": "200"})
    assert "1 times, without being read" in told.stdout


TEXTS = {
    "kill": "Colonel Ruth Beni came to Goma. “We hold it,” said Colonel Ruth Beni.",
    "prefer": "The M23 took Sake. “We hold it,” the M23 said.",
    "merge": "Colonel Amani Kito met the M23. “We hold it,” said Colonel Amani Kito.",
    "retype": "General Abel Nando spoke of Goma. “We hold it,” General Abel Nando said.",
    "list": "General Josias Lumbo left Bukavu. “We left it,” General Josias Lumbo said.",
    "alone": "Uganda and Rwanda met. “We talk,” Uganda said.",
}
CHANGES = (
    "kill,Ruth Beni,,",
    "prefer,arm:m23,The Movement of March,",
    "merge,Amani Kito,Amani Kito Bora,",
    "retype,Abel Nando,NGO,",
)


def test_relink_gives_what_reading_gives_where_it_does_not_say_read_again(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in TEXTS.items()))
    own = tmp_path / "own.csv"
    own.write_text("name,kind,id\nJosias Lumbo,PERSON,own:lumbo\n")
    edited = edits(tmp_path, *CHANGES)
    linked = run(source, tmp_path / "linked", profile="fast", progress=False)
    found = linked.relink(kb=own, edits=edited)
    assert found.changed
    read = run(source, tmp_path / "read", profile="fast", kb=own, edits=edited, progress=False)
    told: dict[str, list[list[dict[str, Any]]]] = {}
    for corpus in (linked, read):
        for table in (corpus.mentions, corpus.quotes):
            rows = [row for row in table.to_pylist() if row["doc_id"] not in found.again]
            how = ("rule", "score", "speaker_rule", "speaker_score", "source_start", "source_end")
            told.setdefault(str(corpus), []).append([{k: v for k, v in r.items() if k not in how} for r in rows])
    assert told[str(linked)] == told[str(read)]
    assert set(found.again) <= {"kill", "retype"}


def test_relink_as_a_command(corpus: Corpus, tmp_path: Path) -> None:
    options = ["relink", str(corpus.folder), "--edits", str(edits(tmp_path, "kill,Jacquot,,"))]
    told = CliRunner().invoke(cli.app, options, env={"COLUMNS": "200"})
    assert told.exit_code == 0, told.output
    for line in ("0 mentions, 1 quotes, 0 relations", "1 mentions", "1 articles, named in", "a name was killed"):
        assert line in told.stdout
    assert Corpus(corpus.folder).counts["relinked"] == 1
    assert CliRunner().invoke(cli.app, ["relink", str(tmp_path)]).exit_code == 2


def test_remove_takes_relations_out_and_keeps_the_others(corpus: Corpus) -> None:
    corpus.remove(["a"])
    assert corpus.relations["doc_id"].to_pylist() == ["b"]


def test_corpus_edges(corpus: Corpus) -> None:
    edges = corpus.edges(layers=["relation"])
    assert edges["source_id"].to_pylist() == ["new:brown-otters", "new:red-otters"]
    assert corpus.edges(layers=["relation"], without=["a"]).num_rows == 1
