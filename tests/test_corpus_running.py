"""A run: nothing lost, nothing twice; stopped, killed or refused, it goes on where it stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conflictner.corpus import Corpus, crew
from conflictner.corpus.lock import hold
from conflictner.corpus.running import run_with
from conflictner.corpus.settings import Settings
from conflictner.corpus.shards import TABLES
from conflictner.errors import ConfigError, CorpusError, InputError, OutputError
from corpus_stub import WAIT

STUB = Settings(arguments={}, columns={}, loader="corpus_stub:load", shard_size=40, progress=False)


def articles(count: int, *, first: int = 0) -> list[dict[str, Any]]:
    return [
        {"id": f"a{n}", "body": f"Rebels took Goma, line {n}. Kigali denied it.", "published": "2024-02-07"}
        for n in range(first, first + count)
    ]


def jsonl(path: Path, rows: Iterable[Any]) -> Path:
    path.write_text("".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def tables(corpus: Corpus) -> dict[str, bytes]:
    return {name: corpus.path(row_type).read_bytes() for row_type, name in TABLES.items()}


def balanced(corpus: Corpus) -> bool:
    counts = corpus.counts
    return bool(counts["read"] == counts["documents"] + counts["rejected"] + counts["duplicates"])


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """An input of 200 articles with some damage, and its undisturbed tables."""
    folder = tmp_path_factory.mktemp("plain")
    rows = [*articles(120), "{broken\n", *articles(3), *articles(80, first=120), {"id": "x"}]
    source = jsonl(folder / "in.jsonl", rows)
    corpus = run_with(source, folder / "out", STUB)
    assert balanced(corpus)
    assert corpus.documents.num_rows == 200
    return source, tables(corpus)


# --- what comes out ------------------------------------------------------------------------------------------------


def test_run_rows_of_every_table(plain: tuple[Path, dict[str, bytes]]) -> None:
    corpus = Corpus(plain[0].parent / "out")
    first = corpus.documents.to_pylist()[0]
    assert (first["doc_id"], first["date"]) == ("a0", "2024-02-07")
    assert corpus.mentions.num_rows == 600
    assert [(row["source"], row["code"]) for row in corpus.rejects.to_pylist()] == [
        ("in.jsonl:121", "R101"),
        ("in.jsonl:205", "R103"),
    ]
    assert {row["by"] for row in corpus.duplicates.to_pylist()} == {"text"}
    assert not list(corpus.folder.glob("shards-*")), "finished shards are put together and gone"


@pytest.mark.parametrize("change", [{"shard_size": 1000}, {"shard_size": 1}, {"workers": 2}])
def test_run_tables_do_not_depend_on_how(
    plain: tuple[Path, dict[str, bytes]], tmp_path: Path, change: dict[str, Any]
) -> None:
    assert tables(run_with(plain[0], tmp_path / "out", replace(STUB, **change))) == plain[1]


def test_run_in_parts_in_any_order(plain: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    for part in (3, 1):
        corpus = run_with(plain[0], tmp_path / "out", replace(STUB, part=(part, 3)))
        assert not corpus.finished
        with pytest.raises(CorpusError, match="E504"):
            corpus.path(next(iter(TABLES)))
    corpus = run_with(plain[0], tmp_path / "out", replace(STUB, part=(2, 3)))
    assert corpus.finished
    assert tables(corpus) == plain[1]


def test_run_again_does_nothing_and_further_files_are_added(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    jsonl(source / "january.jsonl", articles(50))
    before = tables(run_with(source, tmp_path / "out", STUB))
    assert tables(run_with(source, tmp_path / "out", STUB)) == before
    jsonl(source / "february.jsonl", [*articles(30, first=50), *articles(2)])
    corpus = run_with(source, tmp_path / "out", STUB)
    assert corpus.documents.num_rows == 80
    assert corpus.counts["duplicates"] == 2
    assert balanced(corpus)


def test_run_a_new_file_alone_is_added_too(tmp_path: Path) -> None:
    run_with(jsonl(tmp_path / "one.jsonl", articles(5)), tmp_path / "out", STUB)
    corpus = run_with(jsonl(tmp_path / "two.jsonl", articles(5, first=5)), tmp_path / "out", STUB)
    assert corpus.documents["doc_id"].to_pylist() == [f"a{n}" for n in range(10)]


# --- articles that do harm -----------------------------------------------------------------------------------------


def test_run_of_an_input_that_holds_nothing_counts_nothing(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "in.jsonl", [])
    corpus = run_with(source, tmp_path / "out", STUB)
    assert {name: corpus.counts[name] for name in ("read", "documents", "rejected", "duplicates")} == {
        "read": 0,
        "documents": 0,
        "rejected": 0,
        "duplicates": 0,
    }  # info raised a KeyError


def test_run_sets_aside_what_raises_kills_or_hangs(tmp_path: Path) -> None:
    rows = articles(30)
    for place, word in ((3, "RaiseHere"), (9, "KillHere"), (15, "HangHere")):
        rows[place]["body"] += f" {word}"
    corpus = run_with(jsonl(tmp_path / "in.jsonl", rows), tmp_path / "out", replace(STUB, time_limit=1.5))
    found = {row["doc_id"]: row["code"] for row in corpus.rejects.to_pylist()}
    assert found == {"a3": "R201", "a9": "R203", "a15": "R202"}
    assert corpus.documents.num_rows == 27
    assert balanced(corpus)


def test_run_stops_when_too_much_is_set_aside(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "in.jsonl", [*articles(30), *["{broken\n"] * 15])
    with pytest.raises(CorpusError, match=r"E505.*15 of 45.*R101"):
        run_with(source, tmp_path / "out", STUB)
    corpus = run_with(source, tmp_path / "out", replace(STUB, max_rejects=0.5))
    assert corpus.counts["rejected"] == 15


@pytest.mark.parametrize(("row", "code"), [("{broken\n", "R101 not JSON"), ({"text": "RaiseHere"}, "R201")])
def test_run_of_which_nothing_could_be_read_is_told(tmp_path: Path, row: Any, code: str) -> None:
    """Up to ten rejects stop no run: one in which nothing was read was done, and exited with 0."""
    rows = [row if isinstance(row, str) else {"text": f"{row['text']} {n}"} for n in range(5)]
    source = jsonl(tmp_path / "in.jsonl", rows)
    for _ in range(2):  # and again when nothing is left to do
        with pytest.raises(CorpusError, match=rf"E514.*5 articles.*{code}"):
            run_with(source, tmp_path / "out", replace(STUB, max_rejects=1.0))
    assert Corpus(tmp_path / "out").rejects.num_rows == 5
    more = jsonl(tmp_path / "more.jsonl", [*articles(1), *rows])
    assert run_with(more, tmp_path / "out", STUB).documents.num_rows == 1


def test_run_tells_of_texts_that_are_not_english(tmp_path: Path) -> None:
    text = "Les rebelles ont pris la ville de Goma lundi, a dit le gouvernement dans une déclaration à la presse."
    rows = [{"id": "fr", "text": text}, *articles(2)]
    corpus = run_with(jsonl(tmp_path / "in.jsonl", rows), tmp_path / "out", STUB)
    assert corpus.documents["language"].to_pylist() == ["und", "en", "en"]
    assert corpus.counts["warnings"]["W104"] == 1


def test_run_stops_when_the_pipeline_fails_at_everything(tmp_path: Path) -> None:
    rows = [{**row, "body": f"{row['body']} RaiseHere"} for row in articles(30)]
    with pytest.raises(CorpusError, match=r"E505.*30 of 30.*R201"):
        run_with(jsonl(tmp_path / "in.jsonl", rows), tmp_path / "out", STUB)


def test_run_counts_dates_that_are_not_told(tmp_path: Path) -> None:
    rows = [{**row, "published": "03/04/2024"} for row in articles(3)]
    source = jsonl(tmp_path / "in.jsonl", rows)
    corpus = run_with(source, tmp_path / "out", STUB)
    assert corpus.counts["dates"] == {"ambiguous in in.jsonl": 3}
    assert corpus.documents["date"].to_pylist() == [None] * 3
    corpus = run_with(source, tmp_path / "other", replace(STUB, day_first=True))
    assert corpus.documents["date"].to_pylist() == ["2024-04-03"] * 3


def test_run_counts_dates_by_file_with_what_the_others_show(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name, days in (("a.jsonl", ("03/04/2024", "13/04/2024", "14/04/2024")), ("b.jsonl", ("03/04/2024", "no"))):
        rows = [{"text": f"Goma {name} {day}", "date": day} for day in days]
        jsonl(source / name, rows)
    corpus = run_with(source, tmp_path / "out", STUB)
    assert corpus.counts["dates"] == {
        "ambiguous in a.jsonl": 1,
        "day first in a.jsonl": 2,
        "ambiguous in b.jsonl": 1,
        "unreadable in b.jsonl": 1,
    }
    told = run_with(source, tmp_path / "other", replace(STUB, day_first=False)).counts["dates"]
    assert told == {"day first in a.jsonl": 2, "unreadable in b.jsonl": 1}, "what belies the setting is told"


def test_run_tells_duplicates_of_an_id_from_those_of_a_text(tmp_path: Path) -> None:
    rows = [*articles(60), {"id": "a1", "body": "Another text."}, {"id": "x", "body": articles(1)[0]["body"]}]
    corpus = run_with(jsonl(tmp_path / "in.jsonl", rows), tmp_path / "out", STUB)
    assert corpus.counts["twice"] == {"id": 1, "text": 1}
    assert corpus.duplicates.to_pylist() == [
        {"source": "in.jsonl:61", "doc_id": "a1", "same_as": "a1", "by": "id"},
        {"source": "in.jsonl:62", "doc_id": "x", "same_as": "a0", "by": "text"},
    ]


def test_run_stops_when_ids_count_within_a_file_only(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name in ("a", "b"):
        jsonl(source / f"{name}.jsonl", [{"id": n, "text": f"Goma, line {n} of {name}."} for n in range(30)])
    with pytest.raises(CorpusError, match=r"E505.*id met before.*--id none"):
        run_with(source, tmp_path / "out", STUB)
    corpus = run_with(source, tmp_path / "other", replace(STUB, columns={"id": "none"}))
    assert corpus.documents.num_rows == 60


# --- refusals ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"columns": {"text": "lead"}}, "columns"),
        ({"day_first": True}, "day_first"),
        ({"arguments": {"kb": "x"}}, "kb"),
    ],
)
def test_run_refuses_other_settings_and_names_them(tmp_path: Path, change: dict[str, Any], names: str) -> None:
    source = jsonl(tmp_path / "in.jsonl", articles(3))
    run_with(source, tmp_path / "out", STUB)
    with pytest.raises(CorpusError, match=f"E501.*{names} was"):
        run_with(source, tmp_path / "out", replace(STUB, **change))


def test_run_refuses_a_changed_file(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "in.jsonl", articles(3))
    run_with(source, tmp_path / "out", STUB)
    jsonl(source, articles(4))
    with pytest.raises(CorpusError, match=r"E509.*in\.jsonl"):
        run_with(source, tmp_path / "out", STUB)


def test_run_refuses_a_folder_in_use(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "in.jsonl", articles(3))
    (tmp_path / "out").mkdir()
    with hold(tmp_path / "out" / "lock"), pytest.raises(CorpusError, match=f"E502.*process {os.getpid()}"):
        run_with(source, tmp_path / "out", STUB)
    with hold(tmp_path / "out" / "lock", shared=True), pytest.raises(CorpusError, match="E502"):
        run_with(source, tmp_path / "out", STUB)


def test_run_into_a_folder_of_its_input_reads_no_tables(tmp_path: Path) -> None:
    """The tables were read as articles, and the next run was refused."""
    jsonl(tmp_path / "in.jsonl", articles(3))
    for name in ("corpus", "other"):
        for _ in range(2):
            corpus = run_with(tmp_path, tmp_path / name, STUB)
            assert (corpus.counts["read"], corpus.documents.num_rows) == (3, 3)
    jsonl(tmp_path / "more.jsonl", articles(3, first=3))
    assert run_with(tmp_path, tmp_path / "corpus", STUB).documents.num_rows == 6
    with pytest.raises(InputError, match="E506"):
        run_with(tmp_path / "other", tmp_path / "third", STUB)


def test_run_refuses_a_folder_that_is_its_input(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "in.jsonl", articles(3))
    for given in (tmp_path, source):
        with pytest.raises(CorpusError, match="E516"):
            run_with(given, tmp_path, STUB)
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_run_refuses_a_folder_with_other_files(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "in.jsonl", articles(3))
    out = tmp_path / "out"
    out.mkdir()
    for name in (".DS_Store", "lock", "lock-manifest"):  # of a run that was killed before its manifest
        (out / name).touch()
    (out / "thesis.docx").touch()
    with pytest.raises(CorpusError, match=r"E515.*'thesis\.docx'"):
        run_with(source, out, STUB)
    (out / "thesis.docx").unlink()
    assert run_with(source, out, STUB).documents.num_rows == 3


def test_run_refuses_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="E101"):
        run_with(tmp_path / "none", tmp_path / "out", STUB)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "picture.png").write_bytes(b"\x89PNG")
    with pytest.raises(InputError, match=r"E506.*\.jsonl.*\.zip, also packed as \.gz \.bz2 \.zst"):
        run_with(tmp_path / "in", tmp_path / "out", STUB)


@pytest.mark.parametrize(
    ("name", "value"),
    [("workers", 0), ("part", (4, 3)), ("part", (0, 3)), ("shard_size", 0), ("time_limit", 0.0), ("max_rejects", 1.5)],
)
def test_run_refuses_settings_out_of_range(name: str, value: Any) -> None:
    with pytest.raises(ConfigError, match=f"E404.*{name}"):
        replace(STUB, **{name: value})


def test_run_tells_of_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "in.jsonl", articles(3))
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="E401"):
        run_with(source, tmp_path / "file" / "out", STUB)


def test_run_tells_of_a_pipeline_that_cannot_be_loaded(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "in.jsonl", articles(3))
    with pytest.raises(ConfigError, match=r"E301.*no_such_model"):
        run_with(source, tmp_path / "out", Settings(arguments={"base": "no_such_model"}, columns={}, progress=False))


def test_run_on_a_full_disk_keeps_what_was_committed(plain: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4500, 4500))\n"
    process = start(plain[0], tmp_path / "out", before=limit, stderr=subprocess.PIPE)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert b"[E401]" in said
    assert b"too large" in said
    assert not Corpus(tmp_path / "out").finished
    assert tables(run_with(plain[0], tmp_path / "out", replace(STUB, shard_size=None))) == plain[1]


# --- ended from outside --------------------------------------------------------------------------------------------

#: A shell's background job ignores Ctrl-C, and so would the run that the tests interrupt.
_SCRIPT = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from conflictner.corpus.running import run_with
from conflictner.corpus.settings import Settings
settings = Settings(arguments={}, columns={}, loader="corpus_stub:load", shard_size=1, workers=2, progress=False)
run_with(sys.argv[1], sys.argv[2], settings)
"""


def start(
    source: Path, folder: Path, *, before: str = "", stderr: int = subprocess.DEVNULL, waits_at: str = ""
) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", before + _SCRIPT, str(source), str(folder)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), WAIT: waits_at}
    return subprocess.Popen(command, env=environment, stderr=stderr)


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while not condition() and process.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.005)


@pytest.mark.parametrize(
    ("sent", "shards"),
    [(signal.SIGKILL, 0), (signal.SIGKILL, 1), (signal.SIGKILL, 6), (signal.SIGTERM, 3), (signal.SIGINT, 3)],
)
def test_run_ended_at_any_moment_goes_on_to_the_same_bytes(
    plain: tuple[Path, dict[str, bytes]], tmp_path: Path, sent: signal.Signals, shards: int
) -> None:
    folder = tmp_path / "out"
    process = start(plain[0], folder, waits_at="150")  # one of its workers never comes to an end: nor does the run
    wait_for(lambda: len(list(folder.glob("shards-0/0*"))) >= shards and (folder / "manifest.json").exists(), process)
    process.send_signal(sent)
    assert process.wait(timeout=60) != 0
    assert not Corpus(folder).finished
    if sent is not signal.SIGKILL:
        assert not list(folder.glob("shards-0/.tmp-*")), "a clean end leaves nothing half written"
    assert tables(run_with(plain[0], folder, replace(STUB, shard_size=None))) == plain[1]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to find the workers")
def test_run_worker_that_has_met_many_words_makes_room_for_a_new_one(
    plain: tuple[Path, dict[str, bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []
    hand = crew._Hand

    def start(*args: Any) -> Any:
        new = hand(*args)
        started.append(new.process.pid)
        return new

    monkeypatch.setattr(crew, "_Hand", start)
    for most, alone in ((crew._MOST_WORDS, True), (0, False)):
        monkeypatch.setattr(crew, "_MOST_WORDS", most)
        started.clear()
        corpus = run_with(plain[0], tmp_path / str(most), replace(STUB, workers=1))
        assert tables(corpus) == plain[1]
        assert (len(started) == 1) == alone


def test_run_survives_the_death_of_its_workers(plain: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    process = start(plain[0], tmp_path / "out")
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    wait_for(lambda: len(list((tmp_path / "out").glob("shards-0/0*"))) >= 2, process)
    for pid in children.read_text().split():
        os.kill(int(pid), signal.SIGKILL)
    assert process.wait(timeout=60) == 0
    assert tables(Corpus(tmp_path / "out")) == plain[1]
