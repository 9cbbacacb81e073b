"""Exports of Factiva -> articles: with codes and without, several a file; a damaged article costs one article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conflictner.corpus.readers import read_source
from conflictner.corpus.records import Record
from conflictner.corpus.sources import find_sources

CODED = """
SE  World
HD  Rebels take {town},
army leaves
BY  By Odo Writer
WC  1,512 words
PD  {n} February 2024
ET  09:30
SN  The Odo Post
SC  ODO
LA  English
CY  (c) 2024 Odo Post Ltd

LP

Rebels took {town} on Tuesday.
IN KIGALI nobody answered.

TD

"We hold the airport," a spokesman said.

NS  gcat : Political news
RE  drcon : DR Congo
PUB Odo Post Ltd
AN  Document ODO000002024020{n}ek2700abc
"""
PLAIN = """
World
Rebels take {town}, army leaves
By Odo Writer
1,512 words
{n} February 2024
09:30 GMT
The Odo Post
ODO
12
English
(c) 2024 Odo Post Ltd

Rebels took {town} on Tuesday.

IN KIGALI nobody answered.

Document ODO000002024020{n}ek2700abc
"""
FOOT = """
Search Summary
Text  Goma and rebels
Date  All Dates
"""


def read(tmp_path: Path, text: str) -> list[Any]:
    (tmp_path / "factiva.txt").write_text(text, encoding="utf-8")
    return [item for source in find_sources(tmp_path) for item in read_source(source)]


def test_factiva_with_codes(tmp_path: Path) -> None:
    found = read(tmp_path, CODED.format(town="Goma", n=7) + CODED.format(town="Sake", n=8) + FOOT)
    assert [item.source for item in found] == ["factiva.txt:1", "factiva.txt:2"]
    assert found[1].fields == {
        "id": "ODO0000020240208ek2700abc",
        "text": 'Rebels took Sake on Tuesday.\nIN KIGALI nobody answered.\n\n"We hold the airport," a spokesman said.',
        "title": "Rebels take Sake, army leaves",
        "date": "8 February 2024",
        "outlet": "The Odo Post",
    }


def test_factiva_with_codes_on_lines_of_their_own(tmp_path: Path) -> None:
    text = (
        "HD\nGoma falls\nWC\n90 words\nPD\n7 February 2024\nSN\nThe Odo Post\nLP\nRebels took Goma.\nTD\nSake held.\n"
    )
    (found,) = read(tmp_path, f"{text}AN\nDocument ODO0000020240208ek2700abc\n")
    assert found.fields["text"] == "Rebels took Goma.\n\nSake held."
    assert (found.fields["date"], found.fields["title"]) == ("7 February 2024", "Goma falls")


def test_factiva_without_codes(tmp_path: Path) -> None:
    found = read(tmp_path, PLAIN.format(town="Goma", n=7) + PLAIN.format(town="Sake", n=8) + FOOT)
    assert [item.fields for item in found] == [
        {
            "id": f"ODO000002024020{n}ek2700abc",
            "text": f"Rebels took {town} on Tuesday.\n\nIN KIGALI nobody answered.",
            "title": f"Rebels take {town}, army leaves",
            "date": f"{n} February 2024",
            "outlet": "The Odo Post",
        }
        for town, n in (("Goma", 7), ("Sake", 8))
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [("By Odo Writer\n", ""), ("09:30 GMT\n", ""), ("(c) 2024 Odo Post Ltd\n", ""), ("World\n", ""), ("12\n", "")],
)
def test_factiva_without_codes_as_it_varies(tmp_path: Path, old: str, new: str) -> None:
    (found,) = read(tmp_path, PLAIN.format(town="Goma", n=7).replace(old, new))
    fields = found.fields
    assert fields["text"] == "Rebels took Goma on Tuesday.\n\nIN KIGALI nobody answered."
    assert (fields["title"], fields["outlet"]) == ("Rebels take Goma, army leaves", "The Odo Post")


@pytest.mark.parametrize("shape", [CODED, PLAIN])
def test_factiva_a_damaged_article_costs_one_article(tmp_path: Path, shape: str) -> None:
    good, last, bad = (shape.format(town=town, n=n) for n, town in enumerate(("Goma", "Minova", "Sake"), start=7))
    cut = bad.index("LP") if shape is CODED else bad.index("1,512")
    end = bad.index("AN  Doc") if shape is CODED else bad.index("Document")
    found = read(tmp_path, good + bad[:cut] + bad[end:] + last)
    assert [item.fields["title"] if isinstance(item, Record) else item.code for item in found] == [
        "Rebels take Goma, army leaves",
        "R117",
        "Rebels take Minova, army leaves",
    ]
    assert found[1].doc_id == "ODO0000020240209ek2700abc"


@pytest.mark.parametrize(
    "text",
    [
        "Document ODO0000020240208ek2700abc was shown to reporters.\n\n90 words",
        "HD  Goma falls\nLP\nGoma fell.",
        "It had\n90 words\n\nDocument number 7\n",
    ],
)
def test_factiva_near_misses_are_plain_articles(tmp_path: Path, text: str) -> None:
    (found,) = read(tmp_path, text)
    assert found.fields == {"text": text, "id": "factiva.txt"}
