"""The command that makes a network: layers, filters and formats; bad options told before the model loads."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import networkx as nx
import pytest
from typer.testing import Result

from conflictner.corpus.running import run_with
from conflictner.corpus.settings import Settings

Run = Callable[..., Result]

SAMPLES = Path(str(files("conflictner"))) / "data" / "sample"
BOTH = (SAMPLES / "kivu.txt", SAMPLES / "darfur.txt")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("-o", "x.docx"), "E402"),
        (("-o", "x.gexf", "--window", "page"), "E404"),
        (("-o", "x.gexf", "--layer", "friendship"), "E404"),
        (("-o", "x.gexf", "--layer", "quote", "--weight", "heavy"), "E404"),
        (("-o", "x.gexf", "--backbone", "spine"), "E404"),
        (("-o", "x.gexf", "--backbone", "disparity", "--weight", "npmi"), "E404"),
        (("-o", "x.gexf", "--since", "yesterday"), "E404"),
        (("-o", "x.gexf", "--until", "2024-13"), "E404"),
        (("-o", "x.gexf", "--min-count", "0"), "E404"),
        (("-o", "x.gexf", "--focus", "arm:m23", "--hops", "-1"), "E404"),
        (("-o", "x.gexf", "--roll-up", "everybody"), "E404"),
        (("-o", "x.graphml", "--dynamic"), "E404"),
        (("-o", "x.json", "--spreadsheet"), "E404"),
        (("-o", "x.svg", "--top", "0"), "E404"),
        (("-o", "x.gexf", "--top", "5"), "E404"),
        (("-o", "x.gexf", "--hops", "1"), "E404"),
        (("-o", "x.svg", "--dynamic"), "E404"),
        (("-o", "x.svg", "--spreadsheet"), "E404"),
        (("-o", "x.gexf", "--layer", "quote", "--window", "document"), "E404"),
        (("-o", "x.gexf", "--layer", "located_in", "--places"), "E404"),
        (("-o", "x.pdf"), "E402"),
        (("-o", BOTH[0]), "E402"),
    ],
)
def test_cli_graph_bad_options_are_told_before_the_model_loads(
    run: Run, options: tuple[str | Path, ...], code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the model was loaded")

    monkeypatch.setattr("conflictner.pipeline._base", never)
    monkeypatch.chdir(tmp_path)
    result = run("graph", BOTH[0], *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"[{code}]")
    assert len(result.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--min-count", "0"), "[E404] --min-count is 0; allowed: a whole number of 1 or more."),
        (("--hops", "2"), "[E404] --hops is 2; allowed: only with --focus."),
        (("--top", "0"), "[E404] --top is 0; allowed: only for .svg and .png."),
        (("--layer", "x"), "[E404] --layer is 'x'; allowed: co_mention, located_in, quote, relation, role."),
        (("--layer", "quote, x"), "[E404] --layer is 'x'; allowed: co_mention, located_in, quote, relation, role."),
        (("--roll-up", "x"), "[E404] --roll-up is 'x'; allowed: composites, persons, units."),
    ],
)
def test_cli_graph_names_options_as_they_are_typed(run: Run, options: tuple[str, ...], said: str) -> None:
    assert run("graph", BOTH[0], "-o", "x.gexf", *options).stderr == f"{said}\n"


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("a.jsonl", '{"id": "a", "text": "The M23 took Sake."}\n', "JSON"),
        ("a.txt", '\n[ {"text" : "The M23 took Sake."}]', "JSON"),
        ("a.csv", "id,text\na,The M23 took Sake.\n", "a table"),
        ("a.xml", "<?xml version='1.0'?>\n<rss><channel/></rss>", "a feed"),
        ("a.parquet", "PAR1", "a Parquet table"),
    ],
)
def test_cli_graph_of_a_file_of_articles_sends_to_run(
    run: Run, name: str, text: str, what: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    result = run("graph", tmp_path / name, "-o", tmp_path / "x.gexf")
    assert result.exit_code == 2
    assert result.stderr == (
        f"[E111] {tmp_path / name}: is {what}, not one article as plain text. "
        f"`conflictner run {tmp_path / name} -o FOLDER` reads it.\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_cli_refuses_an_output_that_cannot_be_written_before_it_reads(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*args: object, **options: object) -> None:
        raise AssertionError("the article is read")

    monkeypatch.setattr("conflictner.pipeline._base", never)
    (tmp_path / "page.html").mkdir()
    result = run("read", BOTH[0], "--html", tmp_path / "page.html")
    assert (result.exit_code, result.stderr) == (
        2,
        f"[E401] {tmp_path / 'page.html'}: cannot be written (it is a folder).\n",
    )
    monkeypatch.setattr("os.access", lambda path, mode: False)
    result = run("read", BOTH[0], "--html", tmp_path / "other.html")
    assert result.exit_code == 2
    assert "its folder cannot be written" in result.stderr


def test_cli_read_tells_of_a_text_without_a_word(run: Run, tmp_path: Path) -> None:
    (tmp_path / "marks.txt").write_text("“" * 50)
    assert "marks.txt: holds no words" in run("read", tmp_path / "marks.txt").stderr


def test_cli_graph_png_without_the_extra(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    result = run("graph", BOTH[0], "-o", "x.png")
    assert result.exit_code == 2
    assert result.stderr.startswith("[E307]")


def corpus(folder: Path) -> Path:
    rows = [
        {"id": "a", "text": "Sake met Goma. Goma met Mweso.", "date": "2024-02-07"},
        {"id": "b", "text": "Then Sake met Goma.", "date": "2024-03-01"},
        {"id": "c", "text": "Then Bukavu met Goma."},
    ]
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    stub = Settings(arguments={}, columns={}, loader="corpus_stub:load", shard_size=40, progress=False)
    run_with(folder / "in.jsonl", folder / "corpus", stub)
    return folder / "corpus"


def test_cli_graph_of_a_corpus(run: Run, tmp_path: Path) -> None:
    made = corpus(tmp_path)
    result = run("graph", made, "-o", tmp_path / "a.json", "--places", "--since", "2024-02", "--focus", "new:sake")
    assert result.exit_code == 0
    assert result.stderr == "1 article without a certain date left out.\n"
    graph = nx.node_link_graph(json.loads((tmp_path / "a.json").read_text(encoding="utf-8")), edges="edges")
    assert result.stdout == f"3 nodes, 3 edges: {tmp_path / 'a.json'}\n"
    assert "new:bukavu" not in graph
    edge = graph.edges["new:goma", "new:sake", "co_mention"]
    assert (edge["weight"], edge["first_date"], edge["last_date"]) == (2, "2024-02-07", "2024-03-01")
    assert [piece["doc_id"] for piece in edge["evidence"]] == ["a", "b"]


@pytest.mark.parametrize("options", [("--kb", "x"), ("--edits", "x")])
def test_cli_graph_of_a_corpus_takes_a_list_of_actors_where_it_counts(
    run: Run, options: tuple[str, ...], tmp_path: Path
) -> None:
    made = corpus(tmp_path)
    result = run("graph", made, "-o", tmp_path / "a.json", *options)
    assert (result.exit_code, result.stderr.partition(";")[0]) == (2, f"[E404] {options[0]} is x")
    assert run("graph", made, "-o", tmp_path / "a.json", "--layer", "role", *options).stderr.startswith("[E204]")


def test_cli_graph_without_edges_says_why(run: Run, tmp_path: Path) -> None:
    made = corpus(tmp_path)
    result = run("graph", made, "-o", tmp_path / "a.csv", "--places", "--min-count", "9")
    assert result.exit_code == 0
    assert result.stderr == "[W105] The graph has no edges: none is told of 9 times or more.\n"
    assert result.stdout == f"5 nodes, 0 edges: {tmp_path / 'a.nodes.csv'}, {tmp_path / 'a.edges.csv'}\n"


@pytest.mark.parametrize("options", [(BOTH[0],), ("--sample",), ("--base", "x"), ("--gazetteer", "x")])
def test_cli_graph_of_a_corpus_reads_no_article(run: Run, options: tuple[str | Path, ...], tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    result = run("graph", tmp_path, *options, "-o", tmp_path / "a.json")
    assert result.exit_code == 2
    assert "Usage" in result.stderr


@pytest.mark.parametrize("manifest", ["", "{}", "[]"])
def test_cli_graph_of_a_damaged_corpus(run: Run, manifest: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    result = run("graph", tmp_path, "-o", tmp_path / "a.json")
    assert result.exit_code == 2
    assert result.stderr.startswith("[E5")
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.json"]


def test_cli_graph_help_names_formats_and_layers(run: Run) -> None:
    told = " ".join(run("graph", "--help").stdout.split())
    for word in (
        ".gexf",
        ".parquet",
        ".neo4j.csv",
        ".ftm.json",
        ".svg",
        "co_mention",
        "disparity",
        "arm:m23",
        '"3 sentences"',
    ):
        assert word in told


@pytest.mark.model
@pytest.mark.usefixtures("loaded")
def test_cli_graph_of_several_articles(run: Run, tmp_path: Path) -> None:
    assert run("graph", *BOTH, "-o", tmp_path / "a.graphml", "--window", "document").exit_code == 0
    graph = nx.read_graphml(tmp_path / "a.graphml")
    assert {"arm:m23", "arm:rsf"} <= set(graph)
    assert not graph.has_edge("arm:m23", "arm:rsf")


@pytest.mark.model
@pytest.mark.usefixtures("loaded")
def test_cli_graph_of_layers_around_one_actor(run: Run, tmp_path: Path) -> None:
    options = ("--layer", "co_mention", "--layer", "quote", "--focus", "arm:rsf", "--hops", "1")
    assert run("graph", *BOTH, "-o", tmp_path / "a.json", *options).exit_code == 0
    graph = nx.node_link_graph(json.loads((tmp_path / "a.json").read_text(encoding="utf-8")), edges="edges")
    assert graph.is_directed()
    assert {data["layer"] for *_, data in graph.edges(data=True)} == {"co_mention", "quote"}
    assert "arm:m23" not in graph
    assert set(graph) == {"arm:rsf"} | set(nx.all_neighbors(graph, "arm:rsf"))


@pytest.mark.model
@pytest.mark.usefixtures("loaded")
def test_cli_graph_with_roll_ups(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "bodies.json"
    plain = tmp_path / "plain.json"
    assert run("graph", BOTH[0], "-o", plain).exit_code == 0
    result = run("graph", BOTH[0], "-o", target, "--roll-up", "persons", "--roll-up", "units")
    assert result.exit_code == 0, result.output
    found, before = (json.loads(path.read_text(encoding="utf-8")) for path in (target, plain))
    assert found["graph"]["roll_up"] == "persons units"
    assert "roll_up" not in before["graph"]


def test_cli_graph_of_a_time(run: Run, tmp_path: Path) -> None:
    run("graph", *BOTH, "-o", tmp_path / "a.gexf", "--since", "2024-05", "--dynamic")
    text = (tmp_path / "a.gexf").read_text(encoding="utf-8")
    assert '<spell start="2024-06-18" end="2024-06-18"/>' in text
    assert "arm:m23" not in text


@pytest.mark.model
@pytest.mark.usefixtures("loaded")
def test_cli_graph_says_which_articles_have_no_date(run: Run, tmp_path: Path) -> None:
    (tmp_path / "undated.txt").write_text("The M23 and the FARDC fought in Sake.", encoding="utf-8")
    result = run("graph", BOTH[0], tmp_path / "undated.txt", "-o", tmp_path / "a.json", "--until", "2024")
    assert result.exit_code == 0
    assert result.stderr.startswith("1 article")


@pytest.mark.model
@pytest.mark.usefixtures("loaded")
def test_cli_graph_draws(run: Run, tmp_path: Path) -> None:
    assert run("graph", "--sample", "-o", tmp_path / "a.svg", "--layer", "quote", "--top", "5").exit_code == 0
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.model
@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("focus", ["arm:nobody", ""])
def test_cli_graph_of_somebody_who_does_not_occur(run: Run, focus: str, tmp_path: Path) -> None:
    result = run("graph", "--sample", "-o", tmp_path / "a.json", "--focus", focus)
    assert result.exit_code == 2
    assert "[E404] --focus" in result.stderr
    assert not list(tmp_path.iterdir())
