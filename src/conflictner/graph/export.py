"""A graph -> files: checked before the first byte, written beside the target, renamed when whole."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import networkx as nx

from conflictner.errors import E402, E404, E406, W101, ConfigError, ConflictNerWarning, OutputError
from conflictner.files import save
from conflictner.graph import gexf, graphml, tables
from conflictner.graph.checks import Node, Sheet, sheet_of
from conflictner.graph.layout import layout
from conflictner.graph.markup import ILLEGAL

FORMATS: Final = ("gexf", "graphml", "json", "csv")

#: JSON and CSV hold every character; but half a surrogate pair is none, and UTF-8 cannot write it.
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def write_graph(
    graph: nx.Graph, path: str | Path, *, format: str | None = None, spreadsheet: bool = False
) -> tuple[Path, ...]:
    r"""Write a graph to a file that Gephi, Cytoscape, igraph, R, a spreadsheet or networkx opens.

    The same graph gives the same bytes, whatever the order in which it was built: nodes and edges are sorted and no
    file is dated. A file appears under its name whole or not at all. ``evidence`` is a list in JSON and a string of
    JSON in the other formats. Characters that a format cannot hold (XML: control characters; all: lone surrogates)
    become U+FFFD, with warning W101 once a file. An attribute whose name a format keeps for itself ("id", "label" ...)
    is written with "data_" in front.

    Args:
        graph: Any networkx graph with nodes of str or int and attributes of str, int, float and bool.
        path: Ends in .gexf (GEXF 1.3 with colours, sizes and positions), .graphml, .json (node-link) or .csv; of
            "goma.csv" two files are made, "goma.nodes.csv" and "goma.edges.csv".
        format: "gexf", "graphml", "json" or "csv", when the ending should not decide.
        spreadsheet: CSV only: put an apostrophe before text that a spreadsheet would run as a formula. Without it
            cells are exact.

    Returns:
        The files written.

    Raises:
        OutputError: E401 the file cannot be written, E402 unknown format, E403 a value that no graph file can hold,
            E406 two nodes would become one, E409 no graph.
        ConfigError: E404, ``spreadsheet`` with another format than CSV.

    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp(), "goma.csv")
    >>> [file.name for file in write_graph(nx.Graph([("arm:m23", "igo:sadc", {"weight": 1})]), target)]
    ['goma.nodes.csv', 'goma.edges.csv']
    >>> target.with_name("goma.edges.csv").read_text()
    'source,target,weight\narm:m23,igo:sadc,1\n'
    """
    path = Path(path)
    chosen = graph_format(path, format)
    if spreadsheet and chosen != "csv":
        raise ConfigError(E404.format(name="spreadsheet", value="True", allowed=f"False for {chosen}; True is for csv"))
    sheet = sheet_of(graph)
    unsafe = ILLEGAL if chosen in {"gexf", "graphml"} else _SURROGATES
    _check_ids(path, (node for node, _ in sheet.nodes), unsafe)
    files = {}
    for target, text in _texts(graph, sheet, chosen, path, spreadsheet).items():
        safe, replaced = unsafe.subn("\ufffd", text)
        if replaced:
            warnings.warn(W101.format(count=replaced, path=str(target)), ConflictNerWarning, stacklevel=2)
        files[target] = safe.encode()
    save(files)
    return tuple(files)


def graph_format(path: Path, given: str | None = None) -> str:
    """The format of a graph file by its ending, or the one given, checked.

    Raises:
        OutputError: E402, unknown.

    >>> graph_format(Path("goma.GEXF"))
    'gexf'
    """
    chosen = path.suffix.lower().removeprefix(".") if given is None else given
    if chosen not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        raise OutputError(E402.format(suffix=repr(path.suffix if given is None else given), known=known))
    return chosen


def _texts(graph: nx.Graph, sheet: Sheet, chosen: str, path: Path, spreadsheet: bool) -> dict[Path, str]:
    if chosen == "csv":
        stem = path.with_suffix("") if path.suffix.lower() == ".csv" else path
        return {
            stem.with_name(f"{stem.name}.nodes.csv"): tables.nodes_csv(sheet, spreadsheet=spreadsheet),
            stem.with_name(f"{stem.name}.edges.csv"): tables.edges_csv(sheet, spreadsheet=spreadsheet),
        }
    if chosen == "gexf":
        lines = gexf.lines(sheet, layout(graph))
    else:
        lines = graphml.lines(sheet) if chosen == "graphml" else tables.json_lines(sheet)
    return {path: "\n".join(lines) + "\n"}


def _check_ids(path: Path, nodes: Iterable[Node], unsafe: re.Pattern[str]) -> None:
    # 1 and "1", or "a\x00" and "a\x01": apart in memory, one node in the file.
    seen: dict[str, Node] = {}
    for node in nodes:
        written = unsafe.sub("\ufffd", str(node))
        if written in seen:
            raise OutputError(E406.format(path=str(path), first=repr(seen[written]), second=repr(node)))
        seen[written] = node
