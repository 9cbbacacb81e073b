"""Tables: as standards have them and as spreadsheets export them; a bad row costs its first line."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs import put, read


@pytest.mark.parametrize(
    "sheet",
    [
        'Title,Text\nA,"one\n\ntwo ""three"", four"\n',
        '\ufeffTitle;Text\r\nA;"one\r\n\r\ntwo ""three"", four"\r\n;\r\n',
        'sep=;\nTitle;Text\nA;"one\n\ntwo ""three"", four"\n',
        'Title\tText\nA\t"one\n\ntwo ""three"", four"\n\n',
        'Title|Text\nA|"one\n\ntwo ""three"", four"',
    ],
)
def test_sheet_as_standards_and_excel_have_it(tmp_path: Path, sheet: str) -> None:
    line = 3 if sheet.startswith("sep") else 2
    assert read(put(tmp_path, "a.csv", sheet)) == [
        (f"a.csv:{line}", {"Title": "A", "Text": 'one\n\ntwo "three", four'})
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("told", ["", "sep={mark}\r\n"])
def test_sheet_as_excel_exports_it(tmp_path: Path, encoding: str, mark: str, told: str) -> None:
    rows = [("Datum", "Headline", "Text"), ("7-Feb-24", "Goma; Sake, Pinga", '"“Nyanzalé”\n\nfell"'), ("", "", "")]
    cells = [
        mark.join(f'"{cell}"' if cell and cell[0] != '"' and mark in cell else cell for cell in row) for row in rows
    ]
    text = told.format(mark=mark) + "\r\n".join(cells) + "\r\n"
    line = 3 if told else 2
    assert read(put(tmp_path, "a.csv", text.encode(encoding))) == [
        (f"a.csv:{line}", {"Datum": "7-Feb-24", "Headline": "Goma; Sake, Pinga", "Text": "“Nyanzalé”\n\nfell"})
    ]


def test_sheet_saved_as_tabbed_text(tmp_path: Path) -> None:
    text = "Date\tHeadline\tText\r\n7-Feb-24\tGoma falls\tRebels took Goma.\r\n"
    expected = {"Date": "7-Feb-24", "Headline": "Goma falls", "Text": "Rebels took Goma."}
    assert read(put(tmp_path, "a.txt", text.encode("utf-16"))) == [("a.txt:2", expected)]
    near = "Date\tof the text\nGoma fell."
    assert read(put(tmp_path, "b.txt", near)) == [("b.txt", {"text": near, "id": "b.txt"})]


def test_sheet_cells_are_text(tmp_path: Path) -> None:
    assert read(put(tmp_path, "a.csv", "id,text\n007,NA\n")) == [("a.csv:2", {"id": "007", "text": "NA"})]


def test_sheet_text_longer_than_csv_allows_by_default(tmp_path: Path) -> None:
    ((_, fields),) = read(put(tmp_path, "a.csv", f"id,text\n1,{'x' * 200_000}\n"))
    assert isinstance(fields, dict)
    assert len(fields["text"]) == 200_000


@pytest.mark.parametrize("bad", ["1", "1,a,b", '1,"open', '1,"a" b', '"1,a\n2,b'])
def test_sheet_a_bad_row_costs_one_line(tmp_path: Path, bad: str) -> None:
    good = "8,Goma\n9,Sake"
    found = read(put(tmp_path, "a.csv", f"id,text\n{good}\n{bad}\n{good}\n"))
    codes = [value for _, value in found if isinstance(value, str)]
    assert codes == ["R112"]
    assert sum(value == {"id": "9", "text": "Sake"} for _, value in found) == 2
    assert ("a.csv:4", "R112") in found


@pytest.mark.parametrize("cell", ["Goma\ffell", "Goma\u2028fell", "Goma\vfell", "Goma\x85fell", "Goma\x1cfell"])
def test_sheet_no_character_but_a_line_feed_ends_a_row(tmp_path: Path, cell: str) -> None:
    assert read(put(tmp_path, "a.csv", f"id,text\n1,{cell}\n")) == [("a.csv:2", {"id": "1", "text": cell})]


def test_sheet_a_mark_that_opens_nothing_swallows_no_rows(tmp_path: Path) -> None:
    found = read(put(tmp_path, "a.csv", 'id,text\n1,he said "we won\n2,Goma\n3,Sake\n4,then "they left\n5,Pinga\n'))
    assert [place for place, _ in found] == [f"a.csv:{n}" for n in range(2, 7)]
    assert found[0][1] == {"id": "1", "text": 'he said "we won'}


def test_sheet_carriage_returns(tmp_path: Path) -> None:
    rows = [{"id": "1", "text": "Goma"}, {"id": "2", "text": "Sake"}]
    assert read(put(tmp_path, "a.csv", "id,text\r1,Goma\r2,Sake\r")) == [("a.csv:2", rows[0]), ("a.csv:3", rows[1])]
    found = read(put(tmp_path, "b.csv", 'id,text\n1,Goma\rfell\n2,"Goma\rfell"\n'))
    assert [fields for _, fields in found] == [{"id": "1", "text": "Goma fell"}, {"id": "2", "text": "Goma\nfell"}]


def test_sheet_tsv_with_marks_that_quote_nothing(tmp_path: Path) -> None:
    rows = read(put(tmp_path, "a.tsv", 'id\ttext\n1\tHe said "we won\n2\tx\n'))
    assert [value for _, value in rows] == [{"id": "1", "text": 'He said "we won'}, {"id": "2", "text": "x"}]
