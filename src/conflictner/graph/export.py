"""A graph -> files: checked before the first byte, written beside the target, renamed when whole."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Final

import networkx as nx

from conflictner.errors import E402, E404, E406, W101, ConfigError, ConflictNerWarning, OutputError
from conflictner.files import path_of, save
from conflictner.graph import cytoscape, followthemoney, gexf, graphml, neo4j, parquet, tables
from conflictner.graph.checks import Node, Sheet, sheet_of
from conflictner.graph.layout import layout
from conflictner.graph.markup import ILLEGAL

FORMATS: Final = ("gexf", "graphml", "json", "cyjs", "csv", "parquet", "neo4j", "ftm")

#: What a file's name ends in; the longer ending goes first.
_ENDINGS: Final = {".neo4j.csv": "neo4j", ".ftm.json": "ftm", **{f".{name}": name for name in FORMATS[:6]}}

#: Formats of two files, nodes and edges.
_TABLES: Final = {"csv": "csv", "parquet": "parquet", "neo4j": "csv"}

#: JSON and CSV hold every character; but half a surrogate pair is none, and UTF-8 cannot write it.
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def write_graph(
    graph: nx.Graph,
    path: str | Path,
    *,
    format: str | None = None,
    spreadsheet: bool = False,
    dynamic: bool = False,
) -> tuple[Path, ...]:
    r"""Write a graph to a file that Gephi, Cytoscape, igraph, R, Neo4j, Aleph, a spreadsheet or networkx opens.

    The same graph gives the same bytes, whatever the order in which it was built: nodes and edges are sorted and no
    file is dated. A file appears under its name whole or not at all. ``evidence`` is a list in JSON and Parquet, text
    in FollowTheMoney, and a string of JSON in the other formats. Characters that a format cannot hold (XML: control
    characters; all: lone surrogates) become U+FFFD, with warning W101 once a file. An attribute whose name a format
    keeps for itself ("id", "label" ...) is written with "data_" in front.

    Args:
        graph: Any networkx graph with nodes of str or int and attributes of str, int, float and bool.
        path: Ends in .gexf (GEXF 1.3 with colours, sizes and positions), .graphml, .json (node-link), .cyjs
            (Cytoscape), .ftm.json (FollowTheMoney entities, one a line), .csv, .parquet or .neo4j.csv (for
            ``neo4j-admin database import``); of the last three two files are made, as "goma.nodes.csv" and
            "goma.edges.csv" of "goma.csv".
        format: "gexf", "graphml", "json", "cyjs", "ftm", "csv", "parquet" or "neo4j", when the ending should not
            decide.
        spreadsheet: CSV only: put an apostrophe before text that a spreadsheet would run as a formula. Without it
            cells are exact.
        dynamic: GEXF only: say when each edge is there, from its ``first_date`` to its ``last_date``, or in the
            intervals of its attribute ``spells`` ("2024-01/2024-02 2024-05-06"); edges without dates are always there,
            and nodes while one of their edges is.

    Returns:
        The files written.

    Raises:
        OutputError: E401 the file cannot be written, E402 unknown format, E403 a value that no graph file can hold,
            E406 two nodes would become one, E409 no graph, E410 a date of a dynamic file that is none.
        ConfigError: E404, ``spreadsheet`` with another format than CSV, or ``dynamic`` with another than GEXF.

    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp(), "goma.csv")
    >>> [file.name for file in write_graph(nx.Graph([("arm:m23", "igo:sadc", {"weight": 1})]), target)]
    ['goma.nodes.csv', 'goma.edges.csv']
    >>> target.with_name("goma.edges.csv").read_text()
    'source,target,weight\narm:m23,igo:sadc,1\n'
    """
    path = path_of(path)
    chosen = check_options(path, format=format, spreadsheet=spreadsheet, dynamic=dynamic)
    sheet = sheet_of(graph)
    unsafe = ILLEGAL if chosen in {"gexf", "graphml"} else _SURROGATES
    _check_ids(path, (node for node, _ in sheet.nodes), _as_ftm if chosen == "ftm" else partial(unsafe.sub, "\ufffd"))
    files = {}
    for target, make in _makers(graph, sheet, chosen, path, spreadsheet=spreadsheet, dynamic=dynamic).items():
        replaced = 0

        def clean(text: str) -> str:
            nonlocal replaced
            safe, count = unsafe.subn("\ufffd", text)
            replaced += count
            return safe

        made = make(clean)
        files[target] = made if isinstance(made, bytes) else clean(made).encode()
        if replaced:
            warnings.warn(W101.format(count=replaced, path=str(target)), ConflictNerWarning, stacklevel=2)
    save(files)
    return tuple(files)


def check_options(path: Path, *, format: str | None = None, spreadsheet: bool = False, dynamic: bool = False) -> str:
    """The format of a graph file, with the options that only some formats have checked.

    Raises:
        OutputError: E402, unknown format.
        ConfigError: E404, an option of another format.
    """
    chosen = graph_format(path, format)
    for name, asked, only in (("spreadsheet", spreadsheet, "csv"), ("dynamic", dynamic, "gexf")):
        if asked and chosen != only:
            raise ConfigError(E404.format(name=name, value="True", allowed=f"only for .{only}, and this is {chosen}"))
    return chosen


def graph_format(path: Path, given: str | None = None) -> str:
    """The format of a graph file by its ending, or the one given, checked.

    Raises:
        OutputError: E402, unknown.

    >>> graph_format(Path("goma.GEXF")), graph_format(Path("goma.neo4j.csv")), graph_format(Path("goma.csv"))
    ('gexf', 'neo4j', 'csv')
    """
    if given is None:
        for ending, name in _ENDINGS.items():
            if path.name.lower().endswith(ending):
                return name
    elif given in FORMATS:
        return given
    raise OutputError(
        E402.format(
            suffix=repr(path.suffix if given is None else given),
            known=f"{', '.join(sorted(_ENDINGS))}; for pictures .svg, .png",
        )
    )


def _makers(
    graph: nx.Graph, sheet: Sheet, chosen: str, path: Path, *, spreadsheet: bool, dynamic: bool
) -> dict[Path, Callable[[Callable[[str], str]], str | bytes]]:
    """What makes each file; Parquet cleans its texts itself, for it is no text."""
    if chosen in _TABLES:
        nodes, edges = _pair(path, chosen)
        if chosen == "parquet":
            return {
                nodes: lambda clean: parquet.nodes_parquet(sheet, clean),
                edges: lambda clean: parquet.edges_parquet(sheet, clean),
            }
        if chosen == "neo4j":
            return {nodes: lambda _: neo4j.nodes_csv(sheet), edges: lambda _: neo4j.edges_csv(sheet)}
        return {
            nodes: lambda _: tables.nodes_csv(sheet, spreadsheet=spreadsheet),
            edges: lambda _: tables.edges_csv(sheet, spreadsheet=spreadsheet),
        }
    lines: Iterable[str]
    if chosen == "gexf":
        lines = gexf.lines(sheet, layout(graph), dynamic=dynamic)
    elif chosen == "cyjs":
        lines = cytoscape.lines(sheet, layout(graph))
    elif chosen == "ftm":
        from conflictner.knowledge.layers import country_alpha2  # reads the list of countries; nobody else needs it

        lines = followthemoney.lines(sheet, country=country_alpha2)
    else:
        lines = graphml.lines(sheet) if chosen == "graphml" else tables.json_lines(sheet)
    return {path: lambda _: "".join(f"{line}\n" for line in lines)}


def _pair(path: Path, chosen: str) -> tuple[Path, Path]:
    """The names of the two files.

    >>> [file.name for file in _pair(Path("goma.neo4j.csv"), "neo4j")]
    ['goma.neo4j.nodes.csv', 'goma.neo4j.edges.csv']
    """
    ending = _TABLES[chosen]
    stem = path.name[: -len(ending) - 1] if path.name.lower().endswith(f".{ending}") else path.name
    return path.with_name(f"{stem}.nodes.{ending}"), path.with_name(f"{stem}.edges.{ending}")


def _as_ftm(text: str) -> str:
    return followthemoney.entity_id(text)


def _check_ids(path: Path, nodes: Iterable[Node], as_written: Callable[[str], str]) -> None:
    # 1 and "1", or "a\x00" and "a\x01": apart in memory, one node in the file.
    seen: dict[str, Node] = {}
    for node in nodes:
        written = as_written(str(node))
        if written in seen:
            raise OutputError(E406.format(path=str(path), first=repr(seen[written]), second=repr(node)))
        seen[written] = node
