from __future__ import annotations

from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from conflictner.components.segment_cues import date_line, dateline_end, find_date, is_names_only
from conflictner.components.segments import Segments, find_paragraphs
from work import steps

WIRE = """Rebels seize bridge near Lubero

By Amani Kito

LUBERO, Congo, Nov 3, 2023 (AFP) - Rebels seized a bridge on Friday, the army said.

Read: What the rebels want

Fighters dig in at Lubero on Thursday. The bridge is the only one for miles. PHOTO | AFP

Six more villages fell at the weekend, residents said, and the road to the north was closed for good.

Who pays

The army blamed money from abroad, although it did not say whose money it was or how it had come there.

CORRECTION: an earlier post gave the wrong river.

Media contact: Rose Adan, by telephone.

(Writing by the regional desk; editing by P. Moyo)
"""


@pytest.fixture
def segments(blank: Language) -> Segments:
    return Segments(blank, "conflict_segments")


def read(segments: Segments, blank: Language, text: str, meta: dict[str, Any] | None = None) -> Doc:
    doc = blank.make_doc(text)
    doc._.meta = meta or {}
    return segments(doc)


def labels(doc: Doc) -> list[tuple[str, str]]:
    return [(span.label_, span.text) for span in doc.spans["segments"]]


def test_every_part_of_a_wire_story_is_told_apart(segments: Segments, blank: Language) -> None:
    found = [label for label, _ in labels(read(segments, blank, WIRE))]
    assert found == [
        "HEADLINE",
        "BYLINE",
        "DATELINE",
        "BODY",
        "RELATED_LINK",
        "CAPTION",
        "CREDIT",
        "BODY",
        "SUBHEAD",
        "BODY",
        "EDITORS_NOTE",
        "CONTACT",
        "FOOTER",
    ]


def test_pieces_of_one_paragraph_share_its_number(segments: Segments, blank: Language) -> None:
    doc = read(segments, blank, WIRE)
    numbers = {span.label_: span.id_ for span in doc.spans["segments"]}
    assert numbers["CAPTION"] == numbers["CREDIT"] == "4"


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("Rebels seize bridge", "HEADLINE"),
        ("Is the bridge lost?", "HEADLINE"),
        ("Rebels seized the bridge on Friday.", "BODY"),
        ("Friday 3 November 2023", "DATE"),
        ("Nairobi, 3 November", "DATELINE"),
        ("By Amani Kito", "BYLINE"),
        ("Amani Kito, Goma and Rose Adan, Beni", "HEADLINE"),  # a byline is one only below a headline
        ("Photo: J. Doe", "CREDIT"),
        ("Read also: Bridge falls", "RELATED_LINK"),
        ("Reading the river was hard, he said.", "BODY"),
        ("- Bridge lost", "KEY_POINTS"),
        ("Editor’s note: this story was updated.", "EDITORS_NOTE"),
        ("The following was read by her:", "BODY"),
        ("By Friday the bridge was lost.", "BODY"),
    ],
)
def test_first_line(segments: Segments, blank: Language, first: str, kind: str) -> None:
    doc = read(segments, blank, f"{first}\n\nThe army said on Friday that the bridge was lost for the time being.")
    assert labels(doc)[0][0] == kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Amani Kito, Goma and Rose Adan, Beni", "BYLINE"),
        ("Highland News Service", "BYLINE"),
        ("Above the lake, a town waits for the rain", "SUBHEAD"),
        ("From our correspondent in Beni", "BYLINE"),
        ("Words by Ann Lee. Photographs: Agency", "BYLINE"),
        ("Updated: 7 Feb 2024, 10:30 GMT", "DATE"),
        ("The bridge fell.", "BODY"),
    ],
)
def test_line_below_the_headline(segments: Segments, blank: Language, line: str, kind: str) -> None:
    text = f"Rebels seize bridge\n\n{line}\n\nThe army said on Friday that the bridge was lost for the time being."
    assert labels(read(segments, blank, text))[1][0] == kind


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("GOMA, DR Congo, Nov 3 (AFP) - Rebels advanced.", "GOMA, DR Congo, Nov 3 (AFP) -"),
        ("JOS (Highland News) — Rebels advanced.", "JOS (Highland News) —"),
        ("(Nairobi) – Rebels advanced.", "(Nairobi) –"),
        ("JAMMU, June 2: Rebels advanced.", "JAMMU, June 2:"),
        ("GOMA – Rebels advanced.", "GOMA –"),
        ("Goma, DR Congo – Rebels advanced.", "Goma, DR Congo –"),
        ("M23 – the rebel group – advanced.", ""),
        ("Kinshasa – Congo's capital – was calm.", ""),
        ("LIVE: Rebels advance", ""),
        ("Analysis: Why the bridge matters", ""),
        ("— From here we do not move, she says.", ""),
        ("The army said - Rebels advanced.", ""),
    ],
)
def test_dateline(text: str, dateline: str) -> None:
    assert text[: dateline_end(text)] == dateline


def test_place_alone_is_a_dateline_only_at_the_head() -> None:
    assert dateline_end("GOMA – Rebels advanced.", opening=False) == 0
    assert dateline_end("GOMA (AFP) – Rebels advanced.", opening=False) == len("GOMA (AFP) –")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Wednesday February 07 2024", "2024-02-07"),
        ("7 February 2024", "2024-02-07"),
        ("Feb. 7, 2024", "2024-02-07"),
        ("7th of Feb, 2024", "2024-02-07"),
        ("2024-02-07T10:00:00Z", "2024-02-07"),
        ("2024/02/07", "2024-02-07"),
        ("31/12/2023", "2023-12-31"),
        ("12/31/2023", "2023-12-31"),
        ("07/07/2024", "2024-07-07"),
        ("05/06/2024", None),
        ("February 30, 2024", None),
        ("7 February", None),
        ("May 1968", None),
    ],
)
def test_find_date(text: str, iso: str | None) -> None:
    assert find_date(text) == iso


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Statement, 3 December 2024", "DATE"),
        ("Larissa, 9 July", "DATELINE"),
        ("The rebels came on 9 July", ""),
        ("Nine dead", ""),
    ],
)
def test_date_line(text: str, kind: str) -> None:
    assert date_line(text) == kind


def test_names_only_needs_names() -> None:
    assert is_names_only("Amina Sule, Jos")
    assert not is_names_only("REBELS SEIZE BRIDGE")
    assert not is_names_only("Troops Storm The Bridge")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Rebels seize bridge\n\n3 November 2023\n\nThe bridge fell on 1 May 2022, the army said.", "2023-11-03"),
        ("Rebels seize bridge\n\nGOMA, Nov 3, 2023 (AFP) - The bridge fell, the army said.", "2023-11-03"),
        ("Rebels seize bridge\n\nThe bridge fell on 1 May 2022, the army said.", None),
        ("Rebels seize bridge\n\n05/06/2023\n\nThe bridge fell, the army said.", None),
    ],
)
def test_publication_date(segments: Segments, blank: Language, text: str, date: str | None) -> None:
    assert read(segments, blank, text)._.conflict_segments.get("date") == date


def test_date_given_from_outside_wins(segments: Segments, blank: Language) -> None:
    doc = read(segments, blank, "Head\n\n3 November 2023\n\nThe bridge fell.", {"date": "2024-01-01"})
    assert doc._.conflict_segments == {}
    assert doc._.document.date == "2024-01-01"


WRAPPED = """Rebels seize bridge

The rebels, who had waited for three weeks on the far bank of the
river, seized the bridge on Friday. Nobody in the village fired a
shot. The army said that it
would come back.
"""


def test_hard_wrapped_paragraph_is_one(segments: Segments, blank: Language) -> None:
    doc = read(segments, blank, WRAPPED)
    assert [label for label, _ in labels(doc)] == ["HEADLINE", "BODY"]
    assert sum(bool(token.is_sent_start) for token in doc) == 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Bridge lost\nThe army said so on Friday.", 2),
        ("Bridge lost as rebels\nadvance", 1),
        ("The bridge fell.\nThe army fled.", 2),
        ("- Bridge lost\n- Army gone\n- Talks off", 3),
        ("He said\n\nnothing at all.", 2),
        ("One\u2028Two", 2),
        ("  \n\t\n", 0),
        ("", 0),
    ],
)
def test_paragraphs(text: str, count: int) -> None:
    assert len(list(find_paragraphs(text))) == count


def test_sentences_start_where_segments_do_and_the_rest_is_left_open(segments: Segments, blank: Language) -> None:
    doc = read(segments, blank, "Bridge lost\n\n17:55 – The army fled. It left guns.")
    starts = [token.text for token in doc if token.is_sent_start]
    assert starts == ["Bridge", "17:55", "The"]
    assert doc[-1].is_sent_start is None


def test_parsed_doc_keeps_its_sentences(segments: Segments, blank: Language) -> None:
    words = ["Bridge", "lost", "\n\n", "Army", "gone"]
    doc = Doc(blank.vocab, words=words, heads=[1, 1, 1, 4, 4], deps=["nsubj", "ROOT", "dep", "nsubj", "ROOT"])
    before = [token.is_sent_start for token in doc]
    assert len(segments(doc).spans["segments"]) == 2
    assert [token.is_sent_start for token in doc] == before


@pytest.mark.parametrize("text", [WIRE, WRAPPED, "One line only", "\n\nx\n", " \n \n", "", "a\u00a0b\u3000c"])
def test_segments_cover_all_text_in_order_without_overlap(segments: Segments, blank: Language, text: str) -> None:
    doc = read(segments, blank, text)
    covered = [token.i for span in doc.spans["segments"] for token in span]
    assert covered == sorted(set(covered))
    assert {token.i for token in doc if not token.is_space} <= set(covered)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "Goma\n" * 50_000,
        "Goma fell.\n\n" * 20_000,
        "GOMA: " * 20_000,
        "“ " * 80_000,
        "\n" * 200_000,
        "- " * 80_000,
        "1 " * 80_000,
        "PHOTO | " * 30_000,
        "( " * 80_000,
        "a" + " " * 300_000 + "b",
        "A " * 80_000,
    ],
)
def test_work_grows_with_the_length_and_not_faster(segments: Segments, blank: Language, text: str) -> None:
    short, long = (blank.make_doc(text[: len(text) // parts]) for parts in (80, 20))
    assert steps(lambda: segments(long)) < 6 * steps(lambda: segments(short)) + 5_000


@pytest.mark.model
def test_parser_does_not_join_across_segments(nlp: Language) -> None:
    doc = nlp(WIRE)
    starts = {span.start for span in doc.spans["segments"]}
    assert starts <= {sentence.start for sentence in doc.sents}
