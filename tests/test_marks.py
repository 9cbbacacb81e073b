"""Quotation marks: pairs of every kind, and what only looks like one."""

from __future__ import annotations

import pytest

from conflictner.components.quotes.marks import pair_marks
from work import steps

OPENING = ['"', "“", "„", "‟", "«", "»", "‹", "›", "‘", "‚", "‛", "'", "`", "「", "『"]
CLOSING = ['"', "”", "“", "‟", "»", "«", "›", "‹", "’", "‘", "'", "´", "`", "」", "』"]

#: What each opening mark is closed by, in "He said XWe stayY today."; all other pairs leave the mark open.
PAIRS = {
    '"': '"”“',
    "“": '”"“',
    "„": '“”"‟',
    "‟": '”"',
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "‘": "’'",
    "‚": "‘’'",
    "‛": "’'",
    "'": "'’",
    "`": "'`´’",
    "「": "」",
    "『": "』",
}


def inside(text: str) -> list[str]:
    return [text[q.start : q.end] for q in pair_marks(text)]


@pytest.mark.parametrize("opening", OPENING)
@pytest.mark.parametrize("closing", CLOSING)
def test_marks_pair_by_kind(opening: str, closing: str) -> None:
    found = inside(f"He said {opening}We stay{closing} today.")
    assert ("We stay" in found) == (closing in PAIRS[opening])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“They said ‘go’ and we went,” he said.", [("They said ‘go’ and we went,", 0), ("go", 1)]),
        ("\"They said 'go' and we went,\" he said.", [("They said 'go' and we went,", 0), ("go", 1)]),
        ("« Il a dit “non” hier », said the mayor.", [("Il a dit “non” hier", 0), ("non", 1)]),
        ('"A "tough" answer came," he said.', [('A "tough" answer came,', 0), ("tough", 1)]),
        ("« Nous restons », he said.", [("Nous restons", 0)]),
        ('“Straight after curly," he said.', [("Straight after curly,", 0)]),
        ("``Old wires'' print so.", [("Old wires", 0)]),
        ("''We stay,'' he said, ''and we fight.''", [("We stay,", 0), ("and we fight.", 0)]),
        ("''They said 'go' and we went,'' he said.", [("They said 'go' and we went,", 0), ("go", 1)]),
        ("He called it ''a trap.'' The army's men left.", [("a trap.", 0)]),
    ],
)
def test_marks_nest_two_deep_and_mix(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(text[q.start : q.end], q.depth) for q in pair_marks(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The soldiers' commander left the rebels' camp.",
        "It doesn’t matter that Hay’at fighters hold Sa'ada.",
        "In the '90s and in ’94 they fled.",
        "He stands 6'2\" tall.",
        "A rock 'n' roll band played for 'em.",
        "closing only” here",
        "The M23's and the FARDC's guns.",
    ],
)
def test_marks_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    assert inside(text) == []


def test_marks_apostrophe_inside_single_quotes_does_not_close_them() -> None:
    assert inside("‘We took SAMIDRC’s guns and the soldiers’ food,’ he said.") == [
        "We took SAMIDRC’s guns and the soldiers’ food,"
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("a commander nicknamed “Kadima” fled", "nickname"),
        ('Joseph "Jungle" Kabena fled', "nickname"),
        ("the film “Long Road” was shown", "title"),
        ("Nguvu Moja, “One Strength” in Swahili, is a militia", "title"),
        ("he called the raid “a massacre”", "speech"),
        ("He said “never again” twice", "speech"),
        ("“We stay,” he said", "speech"),
        ("On “Morning Call,” the minister said so", "title"),
        ('On Radio Okapi\'s "Face the Hills," the mayor said so', "title"),
        ("In his book, “The Long Road,” Idris told of it", "title"),
        ("The nickname “Lame Duck.” He hates it", "nickname"),
        ("He went on, “We Stay,” and left", "speech"),
        ("He wrote of “The Long Road”", "speech"),
    ],
)
def test_marks_nicknames_and_titles_are_kept_apart(text: str, role: str) -> None:
    assert pair_marks(text)[0].role == role


@pytest.mark.parametrize("text", ["“• We stay,” he said", "“- We stay,” he said", "“*We stay,” he said"])
def test_marks_signs_of_a_list_are_no_words(text: str) -> None:
    assert inside(text) == ["We stay,"]


def test_marks_a_dash_in_a_word_is_no_list() -> None:
    assert inside("“-ing, he said” is an ending") == ["-ing, he said"]


def test_marks_continued_paragraphs_are_one_quotation() -> None:
    text = "“One.\n\n“Two.\n\n“Three,” he said. “Four.”"
    first, second = pair_marks(text)
    assert [text[a:b] for a, b in first.parts] == ["One.", "Two.", "Three,"]
    assert text[second.start : second.end] == "Four."


def test_marks_unclosed_mark_ends_with_its_paragraph() -> None:
    text = "“We stay in the town.\nThe army left. “Good,” he said."
    first, second = pair_marks(text)
    assert text[first.start : first.end] == "We stay in the town."
    assert not first.closed
    assert text[second.start : second.end] == "Good,"


def test_marks_opened_twice_ends_where_the_second_opens() -> None:
    assert inside("“We hold the town. “They fled,” he said.") == ["We hold the town.", "They fled,"]


def test_marks_keep_offsets_between_invisible_marks() -> None:
    text = "\u202b“\u200fWe stay\u200f”\u202c he said."
    assert inside(text) == ["We stay"]


@pytest.mark.parametrize(
    "unit", ["“", '"', "'", "‘a ", "”", "'a ", "s' a", "“a\n", "„“", '"a ', "“‘", "« ", "''", "''a "]
)
def test_marks_work_grows_with_length_only(unit: str) -> None:
    assert steps(lambda: pair_marks(unit * 2_000)) < 6 * steps(lambda: pair_marks(unit * 500)) + 5_000


@pytest.mark.parametrize(
    "text", ["“" * 80_000, "'" * 80_000, "“a " * 20_000, "«»" * 20_000, "a" * 1_000_000, "''" * 40_000]
)
def test_marks_bad_input_has_offsets_within_the_text(text: str) -> None:
    assert all(0 <= q.left <= q.start < q.end <= q.right <= len(text) for q in pair_marks(text))
