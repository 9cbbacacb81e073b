"""The command line: every command, exit status, messages on stderr, nothing but results on stdout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from typer.testing import Result

import conflictner

Run = Callable[..., Result]

SAMPLES = Path(str(files("conflictner"))) / "data" / "sample"
OWN = "name,kind,aliases,acronyms,country\nKivu Relief Network,NGO,Kivu Relief,KRN,COD\n"


def shell(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "conflictner", *arguments], capture_output=True, text=True, timeout=120, **options
    )


# --- without a model -----------------------------------------------------------------------------------------------


def test_cli_help_names_every_command() -> None:
    result = shell("--help")
    assert result.returncode == 0
    for command in ("read", "page", "graph", "evaluate", "run", "info", "kb", "gazetteer"):
        assert f"  {command} " in result.stdout
    assert "completion" not in result.stdout


def test_cli_help_loads_neither_spacy_nor_networkx() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from conflictner.cli import app;"
        "assert CliRunner().invoke(app, ['read', '--help']).exit_code == 0;"
        "sys.exit(', '.join({'spacy', 'networkx', 'numpy', 'rich.console'} & sys.modules.keys()))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert result.stderr.strip() == ""


def test_cli_kb_find(run: Run) -> None:
    result = run("kb", "find", "M23")
    assert result.exit_code == 0
    assert result.stdout.startswith("arm:m23  March 23 Movement  Armed group")
    assert "COD" in result.stdout
    assert run("kb", "find", "arm:m23").stdout == result.stdout


def test_cli_kb_find_nobody(run: Run) -> None:
    result = run("kb", "find", "Qwertzu\x1b[31m")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Nobody is called 'Qwertzu�[31m'.\n"


def test_cli_kb_find_among_own_actors(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(OWN, encoding="utf-8")
    result = run("kb", "find", "KRN", "--kb", tmp_path / "mine.csv")
    assert result.exit_code == 0
    assert "Kivu Relief Network" in result.stdout
    assert "your own" in result.stdout


def test_cli_kb_check_good(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(OWN, encoding="utf-8")
    result = run("kb", "check", tmp_path / "mine.csv")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "1 actor, all good.\n", "")


def test_cli_kb_check_lists_every_fault_with_line_and_field(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name,kind,country\nA Group,REBELS,COD\n,PERSON,\nB Group,PARTY,Congo\n", encoding="utf-8")
    result = run("kb", "check", path)
    assert (result.exit_code, result.stdout) == (1, "")
    lines = result.stderr.splitlines()
    faults = [line.removeprefix(f"[E201] {path}:").split(": ")[:2] for line in lines]
    assert [fault for fault in faults if fault in (["2", "kind"], ["3", "name"], ["4", "country"])] == [
        ["2", "kind"],
        ["3", "name"],
        ["4", "country"],
    ]


@pytest.mark.parametrize("command", [("kb", "check"), ("kb", "find", "M23", "--kb")])
def test_cli_kb_missing_file(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    result = run(*command, tmp_path / "no.csv")
    assert result.exit_code == 2
    assert "[E204]" in result.stderr


def test_cli_kb_check_of_edits(run: Run, tmp_path: Path) -> None:
    edits, own = tmp_path / "edits.csv", tmp_path / "mine.csv"
    own.write_text(OWN, encoding="utf-8")
    edits.write_text("action,name,target\nkill,Jacques,\nprefer,own:kivu-relief-network,KRN\n", encoding="utf-8")
    result = run("kb", "check", edits)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "edits.csv:3: name:" in result.stderr
    assert run("kb", "check", edits, "--kb", own).stdout == "2 edits, all good.\n"


def test_cli_kb_add_export_and_clashes(run: Run, tmp_path: Path) -> None:
    own, out = tmp_path / "mine.csv", tmp_path / "out.csv"
    row = ["River Guard", "--kind", "armed_group", "--country", "COD", "--acronym", "M23"]
    added = run("kb", "add", *row, "--to", own)
    assert (added.exit_code, added.stdout) == (0, f"own:river-guard added to {own}.\n")
    assert "'M23' is a name of arm:m23" in added.stderr
    again = run("kb", "add", *row, "--to", own)
    assert (again.exit_code, again.stdout) == (2, "")
    assert "already" in again.stderr
    clashes = json.loads(run("kb", "clashes", "--kb", own, "--json").stdout)
    assert clashes == [{"name": "M23", "ids": ["own:river-guard", "arm:m23"]}]
    assert "arm:m23" in run("kb", "clashes", "--kb", own).stdout
    exported = run("kb", "export", "-o", out, "--kb", own, "--country", "cod", "--kind", "armed_group")
    assert (exported.exit_code, exported.stdout) == (0, "")
    assert run("kb", "check", out).exit_code == 0
    assert "own:river-guard" in out.read_text(encoding="utf-8")
    assert run("kb", "export", "-o", out, "--country", "XXX").exit_code == 1
    assert run("kb", "export", "-o", tmp_path / "out.xlsx").exit_code == 2


def test_cli_gazetteer_find(run: Run) -> None:
    result = run("gazetteer", "find", "Shasha")
    assert result.exit_code == 0
    assert ["gn:205631", "Shasha", "COD"] in [line.split()[:3] for line in result.stdout.splitlines()]
    assert run("gazetteer", "find", "gn:205631").stdout.count("Shasha") == 1


def test_cli_gazetteer_find_nothing(run: Run) -> None:
    result = run("gazetteer", "find", "Qwertzu")
    assert (result.exit_code, result.stdout) == (1, "")


def test_cli_info(run: Run) -> None:
    result = run("info")
    assert result.exit_code == 0
    assert conflictner.__version__ in result.stdout
    assert "(verified)" in result.stdout
    assert json.loads(run("info", "--json").stdout)["conflictner"] == conflictner.__version__


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["no-such-file.txt"], "E101"),
        (["."], "E102"),
        (["no-such-file.txt", "."], "E101"),
    ],
)
def test_cli_read_bad_input_is_one_coded_line(run: Run, arguments: list[str], code: str) -> None:
    result = run("read", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == len(arguments)
    assert result.stderr.startswith(f"[{code}]")


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "a.txt", "b.txt", "--html", "x.html"],
        ["read", "a.txt", "--sample", "--title", "x"],
        ["page", "a.txt"],
        ["page", "a.txt", "--sample", "-o", "x.html"],
        ["graph", "a.txt"],
        ["evaluate"],
        ["nonsense"],
    ],
)
def test_cli_usage_errors(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage" in result.stderr


def test_cli_evaluate_predictions(run: Run, tmp_path: Path) -> None:
    gold = _gold(tmp_path)
    (tmp_path / "p.jsonl").write_text('{"doc_id": "a", "actors": [{"start": 0, "end": 3, "id": "x"}]}')
    result = run("evaluate", gold, "--pred", tmp_path / "p.jsonl", "--per-doc", "--errors", "actor_strict")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[1] == "a"
    assert "actor                    P 1.0    R 0.5    F 0.667  tp 1      fp 0      fn 1" in lines
    assert "a missed: [10:15] 'FARDC' = FARDC" in lines
    assert "all documents" in lines
    totals = json.loads(run("evaluate", gold, "--pred", tmp_path / "p.jsonl", "--json").stdout)
    assert totals["actor"] == {"P": 1.0, "R": 0.5, "F": 0.667, "tp": 1, "fp": 0, "fn": 1}


def test_cli_evaluate_bad_files(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"schema": "other"}')
    for arguments, code in (
        ([tmp_path / "x.json"], "E405"),
        ([tmp_path / "no.json"], "E101"),
        ([_gold(tmp_path), "--pred", tmp_path / "x.json"], "E108"),
    ):
        result = run("evaluate", *arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"[{code}]")


def test_cli_evaluate_says_which_document_was_not_predicted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text('{"doc_id": "other"}')
    result = run("evaluate", _gold(tmp_path), "--pred", tmp_path / "p.jsonl")
    assert (result.exit_code, result.stderr) == (0, "no prediction for a\n")


def _gold(folder: Path) -> Path:
    text = "M23 fight FARDC."
    (folder / "a.txt").write_text(text)

    def mention(words: str) -> dict[str, Any]:
        start = text.index(words)
        return {"start": start, "end": start + len(words), "text": words, "id": words, "alt_ids": [], "optional": False}

    gold = {
        "schema": "conflictner-gold/1",
        "doc_id": "a",
        "text_file": "a.txt",
        "actors": [{"id": "M23"}, {"id": "FARDC"}],
        "places": [],
        "actor_mentions": [mention("M23"), mention("FARDC")],
        "place_mentions": [],
        "quotes": [],
        "relations": [],
    }
    path = folder / "a.gold.json"
    path.write_text(json.dumps(gold))
    return path


# --- with the model ------------------------------------------------------------------------------------------------


@pytest.mark.model
@pytest.mark.usefixtures("loaded")
def test_cli_read_sample(run: Run) -> None:
    result = run("read", "--sample")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "M23 rebels tighten their hold on the road west of Goma"
    assert lines[1].startswith("2024-03-12 · ")
    for section in ("Actors", "Places", "Quotes", "Mentioned together"):
        assert section in lines
    assert "Joseph Mbusa  said, direct" in result.stdout
    assert "\x1b[" not in result.stdout


@pytest.mark.model
@pytest.mark.usefixtures("loaded")
def test_cli_read_stdin_in_any_encoding(run: Run) -> None:
    text = "“Goma will not fall,” said Désiré Kalume of the M23."
    plain = run("read", "-", stdin=text.encode())
    assert plain.exit_code == 0
    assert "Désiré Kalume" in plain.stdout
    assert run("read", "-", stdin=text.encode("cp1252")).stdout == plain.stdout
    assert run("read", "-", stdin=text.encode("utf-16")).stdout == plain.stdout


@pytest.mark.model
@pytest.mark.usefixtures("loaded")
def test_cli_read_writes_page_and_network(run: Run, tmp_path: Path) -> None:
    html, gexf = tmp_path / "a.html", tmp_path / "a.gexf"
    assert run("read", SAMPLES / "darfur.txt", "--html", html, "--graph", gexf).exit_code == 0
    assert html.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "arm:rsf" in nx.read_gexf(gexf)


@pytest.mark.model
@pytest.mark.usefixtures("loaded")
def test_cli_read_writes_who_said_what(run: Run, tmp_path: Path) -> None:
    table, lines = tmp_path / "said.csv", tmp_path / "said.jsonl"
    articles_read = [SAMPLES / "darfur.txt", SAMPLES / "kivu.txt"]
    assert run("read", *articles_read, "--quotes", table).exit_code == 0
    assert run("read", *articles_read, "--quotes", lines).exit_code == 0
    forms = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert len(forms) == 2
    assert "Maryam Adam" in table.read_text(encoding="utf-8")


def test_cli_read_one_article_for_one_citron_file(run: Run, tmp_path: Path) -> None:
    result = run("read", SAMPLES / "darfur.txt", SAMPLES / "kivu.txt", "--quotes", tmp_path / "said.json")
    assert result.exit_code == 2
    assert "2 were named" in result.stderr


@pytest.mark.model
@pytest.mark.usefixtures("loaded")
def test_cli_read_json_is_one_object_an_article(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    result = run("read", SAMPLES / "kivu.txt", empty, "--json")
    first, second = map(json.loads, result.stdout.splitlines())
    assert set(first) == {"document", "mentions", "quotes"}
    text = (SAMPLES / "kivu.txt").read_text(encoding="utf-8")
    assert all(text[m["start"] : m["end"]] == m["text"] for m in first["mentions"])
    assert first["document"]["date"] == "2024-03-12"
    assert (second["mentions"], second["quotes"], second["document"]["n_words"]) == ([], [], 0)


@pytest.mark.model
@pytest.mark.usefixtures("loaded")
def test_cli_read_goes_on_after_a_bad_file(run: Run, tmp_path: Path) -> None:
    result = run("read", tmp_path / "no.txt", SAMPLES / "darfur.txt", tmp_path, "--json")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert [line[:6] for line in result.stderr.splitlines()] == ["[E101]", "[E102]"]


@pytest.mark.model
@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--date", "yesterday"], "E106"),
        (["--graph", "x.docx"], "E402"),
        (["--quotes", "x.docx"], "E407"),
        (["--html", "no/such/folder/x.html"], "E401"),
        (["--window", "page"], "E404"),
    ],
)
def test_cli_read_bad_options(run: Run, options: list[str], code: str) -> None:
    result = run("read", "--sample", *options)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"[{code}]")


@pytest.mark.model
@pytest.mark.usefixtures("loaded")
def test_cli_read_takes_what_is_known_of_the_article(run: Run) -> None:
    result = run("read", "--sample", "--date", "2025-02-03", "--title", "The road\x1b[2J west", "--json")
    document = json.loads(result.stdout)["document"]
    assert document["date"] == "2025-02-03"
    assert "The road�[2J west" in run("read", "--sample", "--title", "The road\x1b[2J west").stdout


@pytest.mark.model
@pytest.mark.usefixtures("loaded")
def test_cli_page(run: Run, tmp_path: Path) -> None:
    assert run("page", "--sample", "-o", tmp_path / "a.html").stdout == ""
    assert (tmp_path / "a.html").stat().st_size > 10_000


@pytest.mark.model
@pytest.mark.usefixtures("loaded")
def test_cli_evaluate_runs_the_pipeline(run: Run, tmp_path: Path) -> None:
    totals = json.loads(run("evaluate", _gold(tmp_path), "--json").stdout)
    assert totals["actor_linked"]["F"] == 1.0
    assert "rel_typed" not in totals


@pytest.mark.model
def test_cli_read_with_own_actors(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(OWN, encoding="utf-8")
    rows = json.loads(run("read", "--sample", "--kb", tmp_path / "mine.csv", "--json").stdout)["mentions"]
    assert ("Kivu Relief Network", "own:kivu-relief-network") in {(m["text"], m["entity_id"]) for m in rows}


@pytest.mark.model
def test_cli_read_with_edits_and_why(run: Run, tmp_path: Path) -> None:
    (tmp_path / "edits.csv").write_text("action,name,target\nprefer,arm:m23,The M23\nkill,Goma,\n", encoding="utf-8")
    result = run("read", "--sample", "--edits", tmp_path / "edits.csv", "--why")
    assert result.exit_code == 0
    assert "'M23' is ARMED_GROUP, arm:m23 (The M23)" in result.stdout.splitlines()[0]
    assert "'Goma' is" not in result.stdout
    assert "cue 'said' (say)" in result.stdout
    bad = run("read", "--sample", "--edits", tmp_path / "none.csv")
    assert (bad.exit_code, bad.stderr[:6]) == (2, "[E204]")


@pytest.mark.model
def test_cli_read_with_own_places(run: Run, tmp_path: Path) -> None:
    (tmp_path / "villages.csv").write_text("name,lat,lon,country\nNyamuleke,-1.52,29.11,COD\n", encoding="utf-8")
    layer = tmp_path / "villages.sqlite"
    assert run("gazetteer", "import", tmp_path / "villages.csv", "--to", layer).exit_code == 0
    article = tmp_path / "a.txt"
    article.write_text("Gunmen raided the village of Nyamuleke near Goma.", encoding="utf-8")
    rows = json.loads(run("read", article, "--gazetteer", layer, "--json").stdout)["mentions"]
    assert ("Nyamuleke", -1.52) in {(row["text"], row["lat"]) for row in rows}
    assert run("read", article, "--gazetteer", tmp_path / "none.sqlite").exit_code == 2


@pytest.mark.model
def test_cli_read_unknown_base(run: Run) -> None:
    result = run("read", "--sample", "--base", "no_such_model")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("[E301]")


@pytest.mark.model
def test_cli_in_a_shell_writes_utf8_without_colours_and_survives_a_closed_pipe() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "NO_COLOR": "1"}
    result = shell("read", "--sample", env=environment)
    assert result.returncode == 0
    assert "\x1b[" not in result.stdout
    rows = subprocess.run(
        [sys.executable, "-m", "conflictner", "read", "--sample", "--json"],
        capture_output=True,
        env=environment,
        timeout=120,
    ).stdout
    assert "Désiré Kalume" in rows.decode("utf-8")
    script = f"{sys.executable} -m conflictner read --sample | head -n 1"
    piped = subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True, timeout=120)
    assert "Traceback" not in piped.stderr


def test_cli_an_article_is_never_written_over(run: Run, tmp_path: Path) -> None:
    article = tmp_path / "goma.txt"
    article.write_text("M23 took Sake.", encoding="utf-8")
    for arguments in (("read", article, "--html", article), ("page", article, "-o", article)):
        result = run(*arguments)
        assert result.exit_code == 2
        assert "[E408]" in result.stderr
    assert article.read_text(encoding="utf-8") == "M23 took Sake."


@pytest.mark.parametrize(
    ("options", "code"), [(("--date", "foo"), "E106"), (("--window", "page"), "E404"), (("--gazetteer", "no"), "E207")]
)
def test_cli_bad_options_are_told_before_the_model_loads(
    run: Run, options: tuple[str, str], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the model was loaded")

    monkeypatch.setattr("conflictner.pipeline._base", never)
    result = run("read", SAMPLES / "kivu.txt", *options)
    assert result.exit_code == 2
    assert code in result.stderr


def test_cli_output_folders_are_looked_at_before_the_reading(run: Run, tmp_path: Path) -> None:
    for option in ("--html", "--graph", "--quotes"):
        result = run("read", SAMPLES / "kivu.txt", option, tmp_path / "missing" / "x.csv")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "[E401]" in result.stderr


def test_cli_kb_find_by_surname(run: Run) -> None:
    result = run("kb", "find", "Kagame")
    assert result.exit_code == 0
    assert "per:paul-kagame" in result.stdout
