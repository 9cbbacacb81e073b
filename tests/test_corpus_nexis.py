"""Exports of Nexis -> articles: both shapes, several a file; a damaged article costs one article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conflictner.corpus.readers import read_source
from conflictner.corpus.records import Record
from conflictner.corpus.sources import find_sources

OLDER = """                              {n} of 3 DOCUMENTS


                               The Odo Post

                          February {n}, 2024 Wednesday
                              Late Edition - Final

Rebels Take {town}, and the Army
Leaves

BYLINE: By ODO WRITER; Someone Else contributed
reporting.

SECTION: Section A; Column 1; Foreign Desk; Pg. 1

LENGTH: 512 words

DATELINE: {town}

   Rebels took the town of {town} in the east of the country on Tuesday,
and residents fled to the hills.

   "We hold the airport," a spokesman said.
Source: a radio message.

LOAD-DATE: February 9, 2024

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                   Copyright 2024 The Odo Post Company
                              All Rights Reserved


"""
TEXT = """Rebels took the town of {0} in the east of the country on Tuesday,
and residents fled to the hills.

"We hold the airport," a spokesman said.
Source: a radio message."""

NEWER = """{head}Rebels take {town}
The Odo Post
{n} February 2024 Wednesday

Copyright 2024 Odo Post Ltd All Rights Reserved

Section: WORLD; Pg. 4
Length: 512 words
Byline: Odo Writer
Body

Rebels took the town of {town} on Tuesday.

Body bags lay in the street.

Classification

Language: ENGLISH
Publication-Type: Newspaper
Load-Date: February 9, 2024

End of Document
"""
COVER = """User Name: Odo
Date and Time: Friday, March 1, 2024 9:30:00 AM EST
Job Number: 217
Documents (2)
1. Rebels take Goma
2. Rebels take Sake

"""


def read(tmp_path: Path, text: str) -> list[Any]:
    (tmp_path / "export.TXT").write_text(text, encoding="cp1252")
    return [item for source in find_sources(tmp_path) for item in read_source(source)]


def shown(found: list[Any]) -> list[Any]:
    return [item.fields["title"] if isinstance(item, Record) else f"{item.code} {item.reason}" for item in found]


def older(*towns: str) -> list[str]:
    return [OLDER.format(n=n, town=town) for n, town in enumerate(towns, start=1)]


def test_nexis_older_shape(tmp_path: Path) -> None:
    found = read(tmp_path, "".join(older("Goma", "Sake", "Minova")))
    assert [item.source for item in found] == [f"export.TXT:{n}" for n in (1, 2, 3)]
    assert found[1].fields == {
        "text": TEXT.format("Sake"),
        "date": "February 2, 2024 Wednesday",
        "title": "Rebels Take Sake, and the Army Leaves",
        "outlet": "The Odo Post",
    }


@pytest.mark.parametrize(
    ("old", "new", "field", "value"),
    [
        ("2 of 3 DOCUMENTS", "Document 2 of 3", "outlet", "The Odo Post"),
        (
            "                               The Odo Post\n",
            "Copyright 2024 Odo\nThe Odo Post\n",
            "outlet",
            "The Odo Post",
        ),
        ("                              Late Edition - Final\n", "", "title", "Rebels Take Sake, and the Army Leaves"),
        (
            "Rebels Take Sake, and the Army\nLeaves\n",
            "HEADLINE: Sake\nfalls\n",
            "title",
            "Sake falls",
        ),
        ("                          February 2, 2024 Wednesday\n", "", "date", None),
        ("BYLINE: By ODO WRITER; Someone Else contributed\nreporting.\n\n", "", "text", TEXT.format("Sake")),
        ("DATELINE: Sake\n\n", "BODY:\n", "text", TEXT.format("Sake")),
        ("LOAD-DATE: February 9, 2024\n\nLANGUAGE: ENGLISH\n", "GRAPHIC: Map\n", "text", TEXT.format("Sake")),
    ],
)
def test_nexis_older_shape_as_it_varies(tmp_path: Path, old: str, new: str, field: str, value: str | None) -> None:
    parts = older("Goma", "Sake")
    assert old in parts[1]
    found = read(tmp_path, parts[0] + parts[1].replace(old, new))
    assert found[1].fields[field] == value


def test_nexis_newer_shape_with_a_cover_page(tmp_path: Path) -> None:
    text = NEWER.format(head=COVER, town="Goma", n=7) + NEWER.format(head="\n\n", town="Sake", n=8)
    found = read(tmp_path, text)
    assert [item.fields for item in found] == [
        {
            "text": f"Rebels took the town of {town} on Tuesday.\n\nBody bags lay in the street.",
            "date": f"{day} February 2024 Wednesday",
            "title": f"Rebels take {town}",
            "outlet": "The Odo Post",
        }
        for town, day in (("Goma", 7), ("Sake", 8))
    ]


def test_nexis_a_damaged_article_costs_one_article(tmp_path: Path) -> None:
    parts = older("Goma", "Sake", "Minova")
    lost = "2 of 3 DOCUMENTS\n\nLENGTH: 9 words\n\nWe are sorry but there is an error in this document.\n\n"
    told = [f"Rebels Take {town}, and the Army Leaves" for town in ("Goma", "Minova")]
    missing = "R117 an article of an export without its"
    for bad, what in (
        ("2 of 3 DOCUMENTS\n\nnothing but this\n\n", "LENGTH"),
        ("2 of 3 DOCUMENTS\n\nThe Odo Post\n\nLENGTH: 9 words\n\nLOAD-DATE: May 1, 2024\n", "text"),
        (lost, "text"),
    ):
        assert shown(read(tmp_path, parts[0] + bad + parts[2])) == [told[0], f"{missing} {what}", told[1]]
    good = NEWER.format(head="", town="Goma", n=7)
    cut = NEWER.format(head="", town="Sake", n=7)
    assert shown(read(tmp_path, good + cut.replace("Body\n", "", 1) + good)) == [
        "Rebels take Goma",
        f"{missing} Body",
        "Rebels take Goma",
    ]
    assert shown(read(tmp_path, good + cut[: cut.index("Body bags")])) == ["Rebels take Goma", "Rebels take Sake"]


@pytest.mark.parametrize(
    "text",
    [
        "Investigators read 2 of 200 documents.\n\nLENGTH: the road has 90 km.",
        "2 of 3 DOCUMENTS\n\nwere burnt in Goma, he said.",
        "The End of Document 5 was missing.\n\nLength: 90 words",
        "Body\n\nGoma fell.\n\nEnd of Document",
    ],
)
def test_nexis_near_misses_are_plain_articles(tmp_path: Path, text: str) -> None:
    (found,) = read(tmp_path, text)
    assert found.fields == {"text": text, "id": "export.TXT"}


def test_nexis_takes_linear_time(tmp_path: Path) -> None:
    found = read(tmp_path, "".join(older(*["Goma"] * 3000)) + "February " * 30_000 + "\n" * 50_000)
    assert len(found) == 3000
