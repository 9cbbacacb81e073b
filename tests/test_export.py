"""write_graph: whole files, the same bytes, and every character back."""

from __future__ import annotations

import csv
import errno
import json
import os
import re
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any
from xml.parsers import expat

import networkx as nx
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from conflictner.errors import ConfigError, ConflictNerWarning, OutputError
from conflictner.graph import network, write_graph
from conflictner.graph.markup import ILLEGAL
from rowsource import document, mention, quote, relation

FORMATS = ("gexf", "graphml", "json", "csv", "cyjs", "parquet", "neo4j")
ALL = (*FORMATS, "ftm")
SURROGATES = re.compile("[\ud800-\udfff]")


def as_written(text: str, format: str) -> str:
    return (ILLEGAL if format in {"gexf", "graphml"} else SURROGATES).sub("\ufffd", text)


def read(paths: tuple[Path, ...], format: str) -> nx.Graph:
    """The graph of a file, without what networkx, Gephi and Cytoscape add to it; CSV as text."""
    if format == "gexf":
        graph = nx.read_gexf(paths[0])
        for _, data in graph.nodes(data=True):
            del data["viz"], data["label"]
        for *_, data in graph.edges(data=True):
            data.pop("viz", None)
        return graph
    if format == "graphml":
        return nx.read_graphml(paths[0])
    if format == "json":
        return nx.node_link_graph(json.loads(paths[0].read_text(encoding="utf-8")), edges="edges")
    if format == "cyjs":
        graph = nx.cytoscape_graph(json.loads(paths[0].read_text(encoding="utf-8")))
        for _, data in graph.nodes(data=True):
            del data["id"], data["value"]
        for _, _, data in graph.edges(data=True):
            del data["id"], data["source"], data["target"]
        return graph
    graph = nx.Graph()
    for path, ends in zip(paths, (1, 2), strict=True):
        header, rows = table_of(path, format)
        for row in rows:
            data = {
                name: value for name, value in zip(header[ends:], row[ends:], strict=True) if value not in ("", None)
            }
            graph.add_node(row[0], **data) if ends == 1 else graph.add_edge(*row[:2], **data)
    return graph


def table_of(path: Path, format: str) -> tuple[list[str], list[list[Any]]]:
    """Header and rows; of Neo4j's tables without labels, types of edges and types of columns."""
    if format == "parquet":
        table = pq.read_table(path)
        return table.column_names, [list(row.values()) for row in table.to_pylist()]
    with path.open(encoding="utf-8", newline="") as handle:
        header, *rows = csv.reader(handle)
    if format == "neo4j":
        extra = header.index(":LABEL" if ":LABEL" in header else ":TYPE")
        for row in (header, *rows):
            del row[extra]
        header = [name.rpartition(":")[0] for name in header]
    return header, rows


def expected(graph: nx.Graph, format: str) -> nx.Graph:
    """What a format makes of a graph."""

    def value(given: Any) -> Any:
        if isinstance(given, list) and format == "parquet":
            return [
                {name: as_written(part, format) if isinstance(part, str) else part for name, part in piece.items()}
                for piece in given
            ]
        if isinstance(given, list) and format != "json":
            return as_written(json.dumps(given, ensure_ascii=False, sort_keys=True), format)
        if format in {"csv", "neo4j"} and not isinstance(given, str):
            return {True: "true", False: "false"}[given] if isinstance(given, bool) else str(given)
        return as_written(given, format) if isinstance(given, str) else given

    def values(data: dict[str, Any]) -> dict[str, Any]:
        found = {as_written(name, format): value(given) for name, given in data.items()}
        empty = format in {"csv", "neo4j", "parquet"}  # a table cannot tell an empty text from none, or need not
        return {name: given for name, given in found.items() if given != ""} if empty else found

    made = nx.Graph()
    made.add_nodes_from((as_written(node, format), values(data)) for node, data in graph.nodes(data=True))
    for node, data in made.nodes(data=True) if format == "cyjs" else ():
        data.setdefault("name", node)  # Cytoscape shows a name, always
    made.add_edges_from(
        (as_written(a, format), as_written(b, format), values(data)) for a, b, data in graph.edges(data=True)
    )
    return made


def dated() -> nx.MultiDiGraph:
    """A network with an edge of each counted layer, dates and places."""
    rows = [
        mention("arm:m23"),
        mention("gov:COD", 9, kind="GOVERNMENT"),
        mention("gn:1", 20, kind="PLACE", role="place"),
        quote("gov:COD", "arm:m23", stance="accuse"),
        relation("arm:m23", "gov:COD"),
        document("a", "2024-02-07"),
    ]
    return network(rows)


def survived(paths: tuple[Path, ...], format: str) -> dict[str, tuple[str, str, list[dict[str, Any]]]]:
    """First date, last date and evidence of each edge by its layer, as another program reads them."""
    if format == "ftm":
        found = {}
        for line in paths[0].read_text(encoding="utf-8").splitlines():
            entity = json.loads(line)
            values = entity["properties"]
            if "startDate" in values:
                layer = next(text for text in values["description"] if text.startswith("layer: ")).partition(": ")[2]
                places = [re.fullmatch(r"(.+):(\d+)-(\d+)", text) for text in values["recordId"]]
                evidence = [{"doc_id": p[1], "start": int(p[2]), "end": int(p[3])} for p in places if p]
                found[layer] = values["startDate"][0], values["endDate"][0], evidence
        return found
    if format in {"csv", "neo4j", "parquet"}:
        header, rows = table_of(paths[1], format)
        edges = [dict(zip(header, row, strict=True)) for row in rows]
    else:
        edges = [data for *_, data in read(paths, format).edges(data=True)]
    plain = [edge | {"evidence": json.loads(e) if isinstance(e := edge["evidence"], str) else e} for edge in edges]
    return {edge["layer"]: (edge["first_date"], edge["last_date"], edge["evidence"]) for edge in plain}


@pytest.mark.parametrize("format", ALL)
def test_evidence_and_dates_survive(format: str, tmp_path: Path) -> None:
    graph = dated()
    paths = write_graph(graph, tmp_path / f"goma.{format}", format=format)
    expected = {
        data["layer"]: (data["first_date"], data["last_date"], data["evidence"]) for *_, data in graph.edges(data=True)
    }
    assert expected.keys() == {"co_mention", "located_in", "quote", "relation"}
    assert survived(paths, format) == expected


LABEL = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("<>&\"'\r\n\t\x00\x0b\x1b\x85\u2028\u202e\ufffe\uffff\ud800\udfff=+-@,;|{}[]\\"),
    ),
    max_size=12,
)
NODE = st.fixed_dictionaries(
    {},
    optional={
        "name": LABEL,
        "entity_type": LABEL,
        "mentions": st.integers(-(2**31), 2**31),
        "lat": st.floats(allow_nan=False, allow_infinity=False),
        "listed": st.booleans(),
    },
)
EDGE: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"weight": st.integers(0, 2**31)},
    optional={"note": LABEL, "count": st.integers(-(2**63), 2**63 - 1), "first_date": LABEL},
)


@st.composite
def hostile_graphs(draw: st.DrawFn) -> nx.Graph:
    ids = draw(st.lists(LABEL.filter(bool), max_size=6, unique_by=lambda text: ILLEGAL.sub("\ufffd", text)))
    graph = nx.Graph()
    for node in ids:
        graph.add_node(node, **draw(NODE))
    if ids:
        for a, b in draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=8)):
            evidence = [{"doc_id": draw(LABEL), "start": 0, "end": 3, "text": as_written(draw(LABEL), "json")}]
            graph.add_edge(a, b, **draw(EDGE), evidence=evidence)
    return graph


@pytest.mark.filterwarnings("ignore::conflictner.errors.ConflictNerWarning")
@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=80, deadline=None)
@given(graph=hostile_graphs())
def test_hostile_labels_read_back_equal(format: str, graph: nx.Graph, tmp_path_factory: pytest.TempPathFactory) -> None:
    for _, _, data in graph.edges(data=True):
        data["evidence"][0]["doc_id"] = as_written(data["evidence"][0]["doc_id"], "json")
    paths = write_graph(graph, tmp_path_factory.getbasetemp() / f"hostile.{format}", format=format)
    if format in {"gexf", "graphml"}:
        expat.ParserCreate().Parse(paths[0].read_bytes(), True)
        etree.parse(paths[0], etree.XMLParser(huge_tree=True))
    found, wanted = read(paths, format), expected(graph, format)
    assert dict(found.nodes(data=True)) == dict(wanted.nodes(data=True))
    assert nx.utils.edges_equal(found.edges(data=True), wanted.edges(data=True))


@pytest.mark.filterwarnings("ignore::conflictner.errors.ConflictNerWarning")
@pytest.mark.parametrize("format", FORMATS)
def test_every_code_point_in_a_label_reads_back(format: str, tmp_path: Path) -> None:
    graph = nx.Graph()
    for low in range(0, 0x110000, 0x2000):
        graph.add_node(f"{low:06x}", name="".join(map(chr, range(low, low + 0x2000))))
    paths = write_graph(graph, tmp_path / f"all.{format}", format=format)
    csv.field_size_limit(1 << 20)
    found = read(paths, format)
    for node, name in graph.nodes(data="name"):
        assert found.nodes[node]["name"] == as_written(name, format), node


def sample(order: int = 1) -> nx.Graph:
    graph = nx.Graph(window="sentence", documents=2)
    edges = [("arm:m23", "cty:RWA", 3), ("arm:m23", "igo:sadc", 1), ("per:kagame", "cty:RWA", 2), ("x", "x", 1)]
    for a, b, weight in edges[::order]:
        graph.add_edge(
            *(a, b)[::order], weight=weight, count=weight, evidence=[{"doc_id": "a", "start": 0, "end": weight}]
        )
    for node in list(graph)[::-order]:
        graph.nodes[node].update(name=node.upper(), entity_type="ORG", mentions=len(node))
    return graph


@pytest.mark.parametrize("format", ALL)
def test_order_of_building_does_not_change_a_byte(format: str, tmp_path: Path) -> None:
    first = write_graph(sample(), tmp_path / f"first.{format}", format=format)
    second = write_graph(sample(-1), tmp_path / f"second.{format}", format=format)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("format", ALL)
def test_hash_seed_does_not_change_a_byte(format: str, tmp_path: Path) -> None:
    code = (
        "import sys, networkx as nx; from conflictner.graph import write_graph\n"
        "nodes = {f'n{i}' for i in range(40)}\n"
        "graph = nx.Graph([(a, b, {'weight': 1}) for a in nodes for b in nodes if a < b and hash_free(a, b)])\n"
        "write_graph(graph, sys.argv[1], format=sys.argv[2])"
    ).replace("hash_free(a, b)", "(int(a[1:]) * int(b[1:])) % 7 == 1")
    found = []
    for seed in ("0", "1"):
        path = tmp_path / f"{seed}.{format}"
        subprocess.run(
            [sys.executable, "-c", code, str(path), format], check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        )
        found.append([file.read_bytes() for file in sorted(tmp_path.glob(f"{seed}.*"))])
    assert found[0] == found[1]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("graph", [nx.Graph(), nx.Graph([("a", "a")]), nx.empty_graph(["a"])])
def test_hardly_any_graph(format: str, graph: nx.Graph, tmp_path: Path) -> None:
    found = read(write_graph(graph, tmp_path / f"small.{format}", format=format), format)
    assert set(found) == set(graph)
    assert set(found.edges) == set(graph.edges)


@pytest.mark.parametrize("format", FORMATS)
def test_ten_thousand_edges(format: str, tmp_path: Path) -> None:
    graph = nx.relabel_nodes(nx.barabasi_albert_graph(2002, 5, seed=1), str)
    nx.set_edge_attributes(graph, 1, "weight")
    found = read(write_graph(graph, tmp_path / f"large.{format}", format=format), format)
    assert set(map(frozenset, found.edges)) == set(map(frozenset, graph.edges))


@pytest.mark.parametrize(
    ("name", "format", "files"),
    [
        ("goma.gexf", None, ["goma.gexf"]),
        ("goma.GraphML", None, ["goma.GraphML"]),
        ("goma.json", None, ["goma.json"]),
        ("goma.csv", None, ["goma.edges.csv", "goma.nodes.csv"]),
        ("2024.02.csv", None, ["2024.02.edges.csv", "2024.02.nodes.csv"]),
        ("goma.cyjs", None, ["goma.cyjs"]),
        ("goma.ftm.json", None, ["goma.ftm.json"]),
        ("goma.neo4j.csv", None, ["goma.neo4j.edges.csv", "goma.neo4j.nodes.csv"]),
        ("goma.Parquet", None, ["goma.edges.parquet", "goma.nodes.parquet"]),
        ("goma", "csv", ["goma.edges.csv", "goma.nodes.csv"]),
        ("goma.txt", "json", ["goma.txt"]),
    ],
)
def test_files_made(name: str, format: str | None, files: list[str], tmp_path: Path) -> None:
    paths = write_graph(sample(), str(tmp_path / name), format=format)
    assert sorted(path.name for path in tmp_path.iterdir()) == files
    assert sorted(path.name for path in paths) == files


@pytest.mark.parametrize(
    ("name", "format"), [("goma.net", None), ("goma", None), ("goma.gexf", "pajek"), ("x", "GEXF"), ("x", "")]
)
def test_unknown_format(name: str, format: str | None, tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_graph(sample(), tmp_path / name, format=format)
    assert caught.value.code == "E402"
    assert not list(tmp_path.iterdir())


def test_spreadsheet_is_for_csv_only(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        write_graph(sample(), tmp_path / "goma.gexf", spreadsheet=True)
    assert caught.value.code == "E404"


def test_dynamic_is_for_gexf_only_and_needs_dates(tmp_path: Path) -> None:
    graph = sample()
    with pytest.raises(ConfigError) as refused:
        write_graph(graph, tmp_path / "goma.graphml", dynamic=True)
    assert refused.value.code == "E404"
    graph.edges["arm:m23", "cty:RWA"]["first_date"] = "last week"
    with pytest.raises(OutputError) as caught:
        write_graph(graph, tmp_path / "goma.gexf", dynamic=True)
    assert caught.value.code == "E410"
    assert not list(tmp_path.iterdir())
    graph.edges["arm:m23", "cty:RWA"]["first_date"] = "2024"
    (path,) = write_graph(graph, tmp_path / "goma.gexf", dynamic=True)
    assert '<spell start="2024-01-01" end="2024-12-31"/>' in path.read_text(encoding="utf-8")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("format", ["graphml"])
def test_igraph_reads_it(format: str, tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph")
    graph = sample()
    graph.nodes["x"]["name"] = "é <&> \U0001f600\n"
    (path,) = write_graph(graph, tmp_path / f"goma.{format}", format=format)
    found = igraph.Graph.Read_GraphML(str(path))
    assert dict(zip(found.vs["id"], found.vs["name"], strict=True)) == dict(graph.nodes(data="name"))
    assert sorted(found.es["weight"]) == sorted(weight for *_, weight in graph.edges(data="weight"))
    assert all(json.loads(text)[0]["doc_id"] == "a" for text in found.es["evidence"])


@pytest.mark.parametrize("format", ALL)
def test_bad_value_leaves_no_file(format: str, tmp_path: Path) -> None:
    graph = sample()
    graph.edges["arm:m23", "cty:RWA"]["since"] = None
    with pytest.raises(OutputError) as caught:
        write_graph(graph, tmp_path / f"goma.{format}", format=format)
    assert caught.value.code == "E403"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("nodes", "format"),
    [((1, "1"), "gexf"), ((1, "1"), "csv"), (("a\x00", "a\x01"), "graphml"), (("\ud800", "\ud801"), "json")],
)
def test_two_nodes_never_become_one(nodes: tuple[Any, Any], format: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_graph(nx.empty_graph(nodes), tmp_path / f"goma.{format}", format=format)
    assert caught.value.code == "E406"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("format", "count"), [("gexf", 6), ("graphml", 3), ("json", 1), ("csv", 1)])
def test_replaced_characters_are_counted_and_warned_of_once(format: str, count: int, tmp_path: Path) -> None:
    graph = nx.Graph()
    graph.add_node("a", name="x\x00\x1b\ud800")  # GEXF holds the name twice: as label and as data
    with pytest.warns(ConflictNerWarning, match=rf"W101\] {count} characters") as caught:
        write_graph(graph, tmp_path / f"goma.{format}", format=format)
    assert len(caught) == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write_graph(sample(), tmp_path / f"clean.{format}")


@pytest.fixture(params=["fsync", "replace"])
def broken_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if request.param == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)


@pytest.mark.usefixtures("broken_disk")
@pytest.mark.parametrize("format", ALL)
def test_full_disk_leaves_the_old_file_and_nothing_else(format: str, tmp_path: Path) -> None:
    nodes = {"csv": "goma.nodes.csv", "parquet": "goma.nodes.parquet", "neo4j": "goma.neo4j.nodes.csv"}
    old = tmp_path / nodes.get(format, f"goma.{format}")
    old.write_text("old")
    with pytest.raises(OutputError, match="No space left") as caught:
        write_graph(sample(), tmp_path / f"goma.{format}", format=format)
    assert caught.value.code == "E401"
    assert [path.name for path in tmp_path.iterdir()] == [old.name]
    assert old.read_text() == "old"


@pytest.mark.parametrize("name", ["missing/goma.gexf", "folder.gexf", "nul\x00.gexf", "x" * 300 + ".gexf"])
def test_places_that_cannot_be_written(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.gexf").mkdir()
    with pytest.raises(OutputError) as caught:
        write_graph(sample(), tmp_path / name)
    assert caught.value.code == "E401"
    assert [path.name for path in tmp_path.iterdir()] == ["folder.gexf"]


def test_what_networkx_read_can_be_written_again(tmp_path: Path) -> None:
    path = tmp_path / "goma.graphml"
    write_graph(sample(), path)
    again = tmp_path / "again.graphml"
    write_graph(nx.read_graphml(path), again)
    assert again.read_bytes() == path.read_bytes()


def test_a_link_is_written_through_and_a_device_is_refused(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    write_graph(nx.Graph([("a", "b")]), link)
    assert link.is_symlink()
    assert json.loads(real.read_text(encoding="utf-8"))["nodes"]
    with pytest.raises(OutputError, match=r"E401.*regular"):
        write_graph(nx.Graph(), Path("/dev/null"), format="json")
