"""Columns guessed and set; records that are no articles."""

from __future__ import annotations

from typing import Any

import pytest

from conflictner.corpus.records import MOST_CHARACTERS, Article, Columns, Record
from conflictner.errors import ConfigError
from conflictner.rows import Reject


@pytest.mark.parametrize(
    ("fields", "field", "expected"),
    [
        ({"body": "x"}, "text", "x"),
        ({"Full Text": "x"}, "text", "x"),
        ({"content": "y", "text": "x"}, "text", "x"),
        ({"Headline": "x"}, "title", "x"),
        ({"pub_date": "x"}, "date", "x"),
        ({"publishedAt": "x"}, "date", "x"),
        ({"publisher": "x", "source": "y"}, "outlet", "y"),
        ({"_id": "x"}, "id", "x"),
        ({"context": "x"}, "text", None),
        ({"update": "x"}, "date", None),
    ],
)
def test_columns_guessed(fields: dict[str, Any], field: str, expected: str | None) -> None:
    assert Columns({}).field(fields, field) == expected


def test_columns_set_are_the_only_ones() -> None:
    columns = Columns({"text": "Lead"})
    assert columns.field({"lead": "x", "text": "y"}, "text") == "x"
    assert columns.field({"text": "y"}, "text") is None
    with pytest.raises(ConfigError, match="E404"):
        Columns({"author": "x"})


def test_article_takes_what_is_known() -> None:
    fields = {
        "text": "Goma\r\nfell.",
        "id": 7,
        "source": {"id": "p", "name": "The Paper"},
        "title": " A \x00",
        "url": "",
    }
    assert Columns({}).article(Record("a:1", fields)) == Article(
        source="a:1", text="Goma\nfell.", doc_id="7", date=None, title="A \ufffd", outlet="The Paper", url=None
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "R103"),
        ({"title": "x"}, "R103"),
        ({"text": None}, "R105"),  # an empty cell of a table
        ({"Body": None}, "R105"),
        ({"text": 3}, "R104"),
        ({"text": ["a"]}, "R104"),
        ({"text": " \n"}, "R105"),
        ({"text": "x" * (MOST_CHARACTERS + 1)}, "R108"),
    ],
)
def test_article_refused(fields: dict[str, Any], code: str) -> None:
    item = Columns({}).article(Record("a:1", {**fields, "id": "n"}))
    assert isinstance(item, Reject)
    assert (item.code, item.doc_id, item.stage) == (code, "n", "read")
