"""Quotes in other tools' forms, from Docs annotated by hand."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from conflictner.errors import ConfigError, OutputError
from conflictner.quotefile import COLUMNS, citron, quote_format, quote_triples, write_quotes
from handmade import hand_made

TEXT = (
    "“We hold [Sake]{PLACE gn:205970},” said [Joseph Mbusa]{PERSON per:mbusa}. "
    "[He]{PERSON per:mbusa pronoun} said the road was open. “Nobody left.” =Later."
)
QUOTES: list[dict[str, Any]] = [
    {"contents": ["We hold Sake,"], "cues": ["said"], "source": "Joseph Mbusa", "speaker_id": "per:mbusa"},
    {
        "contents": ["the road was open"],
        "kind": "indirect",
        "source": "He",
        "speaker_id": "per:mbusa",
        "speaker_ids": ["per:mbusa", "mil:a"],
        "speaker_rule": "coreference",
        "speaker_score": 0.74,
    },
    {"contents": ["Nobody left."], "source": None, "speaker_id": None, "speaker_rule": "unnamed"},
    {"contents": ["=Later"], "kind": "mixed", "source": None, "speaker_id": None},
]


@pytest.fixture
def doc(blank: Language) -> Doc:
    return hand_made(blank, TEXT, quotes=QUOTES, meta={"doc_id": "d1", "date": "2024-02-07"})


def test_triples_hold_tokens_of_the_doc(doc: Doc) -> None:
    first, second, *_ = quote_triples(doc)
    assert ([t.text for t in first.speaker], first.content.text) == (["Joseph", "Mbusa"], "We hold Sake,")
    assert ([t.text for t in second.speaker], second.content.text) == (["He"], "the road was open")
    assert first.cue[0].doc is doc


@pytest.mark.parametrize(
    ("kinds", "contents"),
    [
        ({"direct"}, ["We hold Sake,", "Nobody left."]),
        ({"indirect"}, ["the road was open"]),
        ({"direct", "mixed"}, ["We hold Sake,", "Nobody left.", "=Later"]),
        ((), []),
    ],
)
def test_triples_of_some_kinds(doc: Doc, kinds: Any, contents: list[str]) -> None:
    assert [triple.content.text for triple in quote_triples(doc, kinds=kinds)] == contents


@pytest.mark.parametrize("kinds", [{"spoken"}, "direct speech", {"direct", ""}])
def test_unknown_kinds_are_refused(doc: Doc, kinds: Any) -> None:
    with pytest.raises(ConfigError) as caught:
        list(quote_triples(doc, kinds=kinds))
    assert caught.value.code == "E404"


def test_citron_contents_have_their_marks_and_every_span_its_text(doc: Doc) -> None:
    form = citron(doc)
    quotes = form["quotes"]
    assert [quote["contents"][0]["text"] for quote in quotes] == [
        "“We hold Sake,”",
        "the road was open",
        "“Nobody left.”",
        "=Later",
    ]
    spans = [span for quote in quotes for role in ("sources", "contents", "coreferences") for span in quote[role]]
    spans += [span for group in form["coreference_groups"] for span in group]
    assert all(form["text"][span["start"] : span["end"]] == span["text"] for span in spans)


def test_citron_names_whom_a_pronoun_stands_for(doc: Doc) -> None:
    named, pronoun, nobody, _ = citron(doc)["quotes"]
    assert [span["text"] for span in pronoun["coreferences"]] == ["Joseph Mbusa"]
    assert named["coreferences"] == nobody["coreferences"] == nobody["sources"] == []
    assert nobody["cue"] is None
    assert [[s["text"] for s in group] for group in citron(doc)["coreference_groups"]] == [["Joseph Mbusa", "He"]]


def test_the_table_has_a_row_a_quote(doc: Doc, tmp_path: Path) -> None:
    path = write_quotes([doc, doc], tmp_path / "said.csv", spreadsheet=True)
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) == 8
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["doc_id"], rows[0]["date"], rows[0]["source"]) == ("d1", "2024-02-07", "Joseph Mbusa")
    assert rows[3]["text"] == "'=Later"  # a spreadsheet would run it
    assert [(row["speaker_rule"], row["speaker_score"]) for row in rows[1:3]] == [
        ("coreference", "0.74"),
        ("not named", ""),
    ]
    assert rows[2]["speaker_name"] == rows[2]["source"] == ""


def test_json_lines_hold_a_doc_each(doc: Doc, tmp_path: Path) -> None:
    path = write_quotes([doc, doc], tmp_path / "said.jsonl")
    assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] == [citron(doc)] * 2


def test_no_docs_no_rows(tmp_path: Path) -> None:
    assert write_quotes([], tmp_path / "said.csv").read_text(encoding="utf-8").splitlines() == [",".join(COLUMNS)]
    assert write_quotes([], tmp_path / "said.jsonl").read_bytes() == b""


@pytest.mark.parametrize("count", [0, 2])
def test_json_holds_one_doc(doc: Doc, tmp_path: Path, count: int) -> None:
    with pytest.raises(ConfigError, match="one Doc"):
        write_quotes([doc] * count, tmp_path / "said.json")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "given"), [("said.xml", None), ("said", None), ("said.csv", "citron")])
def test_unknown_formats_are_told_with_the_known_ones(doc: Doc, tmp_path: Path, name: str, given: str | None) -> None:
    with pytest.raises(OutputError, match=r"\.csv, \.json, \.jsonl") as caught:
        write_quotes(doc, tmp_path / name, format=given)
    assert caught.value.code == "E407"
    assert quote_format(tmp_path / name, "csv") == "csv"


def test_spreadsheet_is_for_the_table(doc: Doc, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="spreadsheet"):
        write_quotes(doc, tmp_path / "said.json", spreadsheet=True)
