"""Two Parquet tables, nodes and edges; evidence is a list of structs, which any engine can join to the articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from conflictner.errors import E403, OutputError
from conflictner.graph.checks import EVIDENCE, Sheet, as_json, rename

if TYPE_CHECKING:
    import pyarrow as pa

Clean = Callable[[str], str]

#: What a piece of evidence has at least, even where no edge has any.
_EVIDENCE: Final = {"doc_id": str, "start": int, "end": int}


def nodes_parquet(sheet: Sheet, clean: Clean) -> bytes:
    """The nodes: ``id`` and one column an attribute, null where a node lacks it; the graph's own values as metadata."""
    names = rename(sheet.node_types, {"id"})
    rows = ([str(node), *(values.get(name) for name in names)] for node, values in sheet.nodes)
    return _table(sheet, ["id"], sheet.node_types, names, rows, clean)


def edges_parquet(sheet: Sheet, clean: Clean) -> bytes:
    """The edges: ``source``, ``target``, ``key`` in a multigraph, and one column an attribute."""
    names = rename(sheet.edge_types, {"source", "target", "key"})
    keys = ["key"] if sheet.multigraph else []
    rows = (
        [str(source), str(target), *([str(key)] if keys else []), *(values.get(name) for name in names)]
        for source, target, key, values in sheet.edges
    )
    return _table(sheet, ["source", "target", *keys], sheet.edge_types, names, rows, clean)


def _table(
    sheet: Sheet, ends: list[str], types: dict[str, str], names: dict[str, str], rows: Iterable[list[Any]], clean: Clean
) -> bytes:
    import pyarrow as pa  # 0.1 s to import; only tables need it
    import pyarrow.parquet as pq

    columns: list[list[Any]] = [[] for _ in (*ends, *names)]
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            column.append(_cleaned(value, clean))
    fields = [pa.field(name, pa.string(), nullable=False) for name in ends]
    for column, (name, type_) in zip(columns[len(ends) :], types.items(), strict=True):
        fields.append(pa.field(clean(names[name]), _arrow_type(type_, name, column)))
    whole = {"conflictner.graph": clean(as_json({**sheet.values, "directed": sheet.directed}))}
    table = pa.table(columns, schema=pa.schema(fields, metadata=whole))
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    found: bytes = sink.getvalue().to_pybytes()
    return found


def _cleaned(value: Any, clean: Clean) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item, clean) for item in value]
    if isinstance(value, dict):
        return {_cleaned(name, clean): _cleaned(item, clean) for name, item in value.items()}
    return value


def _arrow_type(type_: str, name: str, column: list[Any]) -> pa.DataType:
    import pyarrow as pa

    if name == EVIDENCE and any(isinstance(value, list) for value in column):
        return pa.list_(pa.struct([(part, _scalar(kind)) for part, kind in _parts(column).items()]))
    plain = {"integer": pa.int64(), "long": pa.int64(), "double": pa.float64(), "boolean": pa.bool_()}
    return plain.get(type_, pa.string())


def _scalar(kind: type) -> pa.DataType:
    import pyarrow as pa

    return {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}[kind]


def _parts(column: list[Any]) -> dict[str, type]:
    """The parts of a piece of evidence and the one type of each."""
    parts: dict[str, type] = {}
    for value in column:
        pieces = value if isinstance(value, list) else [] if value is None else [value]
        for piece in pieces:
            if not isinstance(piece, dict):
                raise _refused(f"list with a {type(piece).__name__}")
            for name, part in piece.items():
                if part is None:
                    continue
                kind = type(part)
                if isinstance(part, int) and not -(2**63) <= part < 2**63:
                    raise _refused(f"list with an int of more than 64 bits as {name!r}")
                if kind not in (str, int, float, bool) or not isinstance(name, str):
                    raise _refused(f"list with a {kind.__name__} as {name!r}")
                if parts.setdefault(name, kind) is not kind:
                    raise _refused(f"list with {name!r} as {kind.__name__} here and {parts[name].__name__} elsewhere")
    return {**_EVIDENCE, **{name: parts[name] for name in sorted(parts)}}


def _refused(found: str) -> OutputError:
    return OutputError(E403.format(what="edge", key="in a Parquet table", attribute=repr(EVIDENCE), type=found))
