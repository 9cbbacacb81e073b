"""Rows of GDELT's GKG -> names with offsets; damaged rows cost themselves; the names become rows of a corpus."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import conflictner as cn
from conflictner.corpus.readers import read_source
from conflictner.corpus.records import Coded
from conflictner.corpus.running import run_with
from conflictner.corpus.settings import Settings
from conflictner.corpus.sources import find_sources
from conflictner.rows import Document, Mention, Reject

GOMA = "4#Goma, Nord-Kivu, Democratic Republic Of The Congo#CG#CG11#7#-1.67917#29.2228#-2#{0}"
CONGO = "1#Democratic Republic Of The Congo#CG#CG##-2.5#23.5#CG#{0}"


def row(number: int = 1, /, **cells: str) -> str:
    columns = dict.fromkeys(range(27), "")
    columns |= {0: f"20240207093000-{number}", 1: "20240207093000", 2: "1", 3: "example.org"}
    columns |= {4: f"https://example.org/{number}"}
    places = {"places": 10, "persons": 12, "orgs": 14, "gcam": 17, "translated": 25, "extras": 26}
    columns |= {places[name]: value for name, value in cells.items()}
    return "\t".join(columns.values())


def put(folder: Path, rows: Sequence[str], name: str = "20240207093000.gkg.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def read(path: Path) -> list[Any]:
    return [item for source in find_sources(path) for item in read_source(source)]


FULL = row(
    places=f"{GOMA.format(12)};{CONGO.format(60)}",
    persons="Paul Kagame,33;Odo Anyone,90",
    orgs="Red Cross,120",
    gcam="wc:412,c1.2:3",
    extras="<PAGE_TITLE>Goma &amp; Sake fall</PAGE_TITLE>"
    "<PAGE_PRECISEPUBTIMESTAMP>20240206220000</PAGE_PRECISEPUBTIMESTAMP>",
)


def test_gkg_row(tmp_path: Path) -> None:
    (found,) = read(put(tmp_path, [FULL]))
    assert isinstance(found, Coded)
    assert (found.doc_id, found.date, found.outlet) == ("20240207093000-1", "20240206220000", "example.org")
    assert (found.title, found.url, found.language) == ("Goma & Sake fall", "https://example.org/1", "en")
    assert found.n_words == 412
    assert found.names == (
        (12, "Goma, Nord-Kivu, Democratic Republic Of The Congo", "town", -1.67917, 29.2228, "COD"),
        (33, "Paul Kagame", "person", None, None, ""),
        (60, "Democratic Republic Of The Congo", "country", -2.5, 23.5, "COD"),
        (90, "Odo Anyone", "person", None, None, ""),
        (120, "Red Cross", "org", None, None, ""),
    )


def test_gkg_as_it_is_downloaded(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("20240207093000.gkg.csv", FULL + "\n")
    (tmp_path / "20240207093000.gkg.csv.zip").write_bytes(packed.getvalue())
    (found,) = read(tmp_path)
    assert isinstance(found, Coded)


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        ({}, []),  # a row that names nobody is an article all the same
        ({"persons": "Paul Kagame"}, []),
        ({"persons": "Paul Kagame,x;,5;A,7;Odo Anyone,8"}, ["Odo Anyone"]),
        ({"persons": "Odo Anyone,123456789"}, []),
        ({"orgs": "Doctors, Nurses,8"}, ["Doctors, Nurses"]),
        ({"places": "4#Goma#CG#CG11#-1.6#29.2#-2#12"}, []),
        ({"places": "4#Goma#CG#CG11#7#north#29.2#-2#12"}, []),
        ({"places": "4#Goma#CG#CG11#7#-91.5#29.2#-2#12"}, []),
        ({"places": "4#Goma#CG#CG11#7###-2#12"}, ["Goma"]),
    ],
)
def test_gkg_what_does_not_look_like_a_name_is_none(tmp_path: Path, cells: dict[str, str], names: list[str]) -> None:
    (found,) = read(put(tmp_path, [row(**cells)]))
    assert [name[1] for name in found.names] == names


def test_gkg_row_with_a_list_of_names_says_so(tmp_path: Path) -> None:
    persons = ";".join(f"Odo {n},{n}" for n in range(2001))
    (found,) = read(put(tmp_path, [row(persons=persons)]))
    assert (found.code, found.reason) == (
        "R120",
        "a row of GDELT's GKG with 2001 names, more than 2000: a list, not an article",
    )  # it said that the row was none of GDELT's


@pytest.mark.parametrize("bad", ["20240207093000-3\tshort", "x" + "\t" * 26, "20240207093000-3" + "\t" * 27])
def test_gkg_a_bad_row_costs_one_row(tmp_path: Path, bad: str) -> None:
    found = read(put(tmp_path, [row(1), bad, row(2)]))
    assert [item.code if isinstance(item, Reject) else item.doc_id[-2:] for item in found] == ["-1", "R118", "-2"]
    assert found[1].source == "20240207093000.gkg.csv:2"


def test_gkg_a_first_row_that_is_damaged_costs_itself(tmp_path: Path) -> None:
    found = read(put(tmp_path, ["damage", row(1)]))
    assert [type(item) for item in found] == [Reject, Coded]


def test_gkg_near_miss_a_table_of_27_columns_is_a_table(tmp_path: Path) -> None:
    header = "\t".join(["id", "text", *(f"c{n}" for n in range(25))])
    (found,) = read(put(tmp_path, [header, "\t".join(["7", "Goma fell", *[""] * 25])], "a.tsv"))
    assert found.fields["text"] == "Goma fell"


STUB = Settings(arguments={}, columns={}, loader="corpus_stub:load", shard_size=2, progress=False)


def test_gkg_becomes_a_corpus_with_a_graph(tmp_path: Path) -> None:
    rows = [FULL, row(2, persons="Odo Anyone,5", orgs="Red Cross,40"), FULL, row(3, persons="Odo Anyone,5"), "damage"]
    (tmp_path / "in").mkdir()
    put(tmp_path / "in", rows)
    (tmp_path / "in" / "b.jsonl").write_text(json.dumps({"id": "a", "text": "Rebels took Goma."}), encoding="utf-8")
    corpus = run_with(tmp_path / "in", tmp_path / "out", STUB)
    counts = corpus.counts
    assert [counts[name] for name in ("read", "documents", "rejected", "duplicates")] == [6, 4, 1, 1]
    documents = corpus.table(Document).to_pylist()
    assert [(d["doc_id"][-2:], d["date"], d["n_words"], d["n_chars"]) for d in documents] == [
        ("-1", "2024-02-06", 412, 129),
        ("-2", "2024-02-07", 0, 49),
        ("-3", "2024-02-07", 0, 15),
        ("a", None, 3, 17),
    ]
    mentions = corpus.table(Mention).to_pylist()
    assert {m["rule"] for m in mentions if m["doc_id"].startswith("2024")} == {"gkg"}
    graph = cn.co_mention_graph(corpus)
    assert graph.edges["new:odo-anyone", "new:red-cross"]["weight"] == 2
