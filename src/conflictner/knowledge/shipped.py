"""Reading the tables that come with the package: actors, roles, links, and where they come from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from conflictner.errors import E206, KnowledgeBaseError
from conflictner.knowledge.actors import Actor, Link, Name, Role


@dataclass(frozen=True, slots=True)
class Tables:
    """The built-in knowledge, as read."""

    actors: tuple[Actor, ...]
    roles: tuple[Role, ...]
    links: tuple[Link, ...]
    data_version: str
    roles_reviewed: str
    curated_rows: Mapping[str, Mapping[str, int]]  # rows of the reviewed tables by table, confidence, source


@lru_cache(maxsize=1)
def shipped() -> Tables:
    """The tables of this release; read once a process."""
    folder = files("conflictner") / "data" / "en"
    meta = _json(folder / "sources.json")
    return Tables(
        actors=tuple([actor(row) for row in _lines(folder / "actors.jsonl")]),
        roles=tuple([role(row) for row in _lines(folder / "roles.jsonl")]),
        links=tuple([link(row) for row in _lines(folder / "links.jsonl")]),
        data_version=str(meta.get("data_version", "")),
        roles_reviewed=str(meta.get("roles_reviewed", "")),
        curated_rows=meta.get("curated_rows", {}),
    )


def _json(path: Traversable) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise KnowledgeBaseError(E206.format(path=str(path), reason=error)) from error


def _lines(path: Traversable) -> Iterable[dict[str, Any]]:
    # One parse of the joined lines takes half the time of a parse a line.
    try:
        text = path.read_text(encoding="utf-8")
        rows: list[dict[str, Any]] = json.loads(f"[{','.join(text.splitlines())}]")
    except (OSError, ValueError) as error:
        raise KnowledgeBaseError(E206.format(path=str(path), reason=error)) from error
    return rows


def actor(row: Mapping[str, Any]) -> Actor:
    """An Actor of a row of actors.jsonl.

    >>> actor({"id": "arm:a", "kind": "ARMED_GROUP", "name": "A Front", "names": [{"t": "AF", "c": "acronym"}]}).names
    (Name(text='AF', alias_class='acronym', lang=''),)
    """
    get = row.get
    return Actor(
        row["id"],
        row["kind"],
        row["name"],
        tuple([Name(n["t"], n["c"], n.get("lang") or "") for n in get("names", ())]),
        tuple(get("country", ())),
        tuple([(start, end) for start, end in get("active") or ()]),
        get("parent"),
        get("xref") or {},
        get("tier", 2),
        tuple(get("src", ())),
        get("surname") or "",
        get("given") or "",
        get("gender") or "",
        tuple(get("demonyms", ())),
        get("iso2") or "",
        get("capital") or "",
        get("lat"),
        get("lon"),
        get("name_class", "strong"),
    )


def role(row: Mapping[str, Any]) -> Role:
    """A Role of a row of roles.jsonl.

    >>> role({"person": "per:a", "org": "gov:COD", "title": "President", "class": "executive", "from": "2019"}).start
    '2019'
    """
    return Role(
        row["person"],
        row["org"],
        row["title"],
        row["class"],
        row.get("from"),
        row.get("to"),
        row.get("conf", ""),
    )


def link(row: Mapping[str, Any]) -> Link:
    """A Link of a row of links.jsonl.

    >>> link({"s": "arm:m23", "p": "member_of", "o": "arm:afc", "from": "2023-12-15", "to": None}).target
    'arm:afc'
    """
    return Link(row["s"], row["p"], row["o"], row.get("from"), row.get("to"))
