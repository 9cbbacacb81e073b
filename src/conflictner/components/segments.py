"""Paragraphs and what they are: headline, byline, dateline, caption, related link, footer ... and body.

Runs first, on tokens alone. Its sentence starts keep the parser from reading a headline, a dateline or a
"Read: ..." link into the sentence that follows: on one wire story the base model took the words of the link for the
subject of the next paragraph's verb.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from conflictner.annotations import SEGMENTS
from conflictner.columns import text_of
from conflictner.components.segment_cues import (
    BULLET,
    BYLINE,
    CONTACT,
    CREDIT,
    EDITORS_NOTE,
    FOOTER,
    FOOTER_AT_END,
    KEY_POINTS,
    RELATED_LINK,
    TIMESTAMP,
    caption_credit,
    date_line,
    dateline_end,
    ends_sentence,
    find_date,
    is_names_only,
)
from conflictner.rulepipe import RulePipe

if TYPE_CHECKING:
    from thinc.types import Ints2d

Piece = tuple[int, int, str]

#: A paragraph of this many characters is running text; headlines measured between 35 and 120.
_LONG: Final = 200
_HEADLINE: Final = 220
_SUBHEAD: Final = 90
#: Lines wrapped by hand or by a mail program are rarely longer; web paragraphs on one line nearly always are.
_WRAP: Final = 130
_LINE: Final = re.compile("[^\n\u2028\u2029\x85]+")


@Language.factory("conflict_segments", assigns=["token.is_sent_start", "doc.spans"], default_config={})
def make_segments(nlp: Language, name: str) -> Segments:
    """Factory of the segments component."""
    return Segments(nlp, name)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    start: int
    end: int
    text: str


class Segments(RulePipe):
    r"""Mark segments in ``doc.spans["segments"]`` and force sentence starts where they begin.

    >>> import spacy
    >>> doc = spacy.blank("en").add_pipe("conflict_segments")(spacy.blank("en").make_doc(
    ...     "Rebels near Goma\n\nGOMA, Congo, Nov 3, 2023 (AFP) - The rebels advanced."))
    >>> [(s.label_, s.text) for s in doc.spans["segments"]][1]
    ('DATELINE', 'GOMA, Congo, Nov 3, 2023 (AFP) -')
    >>> doc._.conflict_segments
    {'date': '2023-11-03'}
    """

    def annotate(self, doc: Doc) -> Doc:
        """Annotate one Doc."""
        text = text_of(doc.to_array(["ORTH", "SPACY"]).astype(np.uint64, copy=False), doc.vocab.strings)
        paragraphs = list(find_paragraphs(text))
        labels = label_paragraphs(paragraphs)
        spans: list[Span] = []
        starts = doc.to_array(["IDX"]).tolist()
        # A token is never cut: a piece that ends inside one ends behind it.
        taken = 0
        first_body = labels.index("BODY") if "BODY" in labels else 0
        for number, (paragraph, label) in enumerate(zip(paragraphs, labels, strict=True)):
            for start, end, kind in split_paragraph(paragraph, label, opening=number <= first_body + 2):
                first = max(bisect_left(starts, start + 1) - 1, taken)
                last = bisect_left(starts, end)
                if first < last:
                    spans.append(Span(doc, first, last, label=kind, span_id=str(number)))
                    taken = last
        doc.spans[SEGMENTS] = spans
        _force_sentence_starts(doc, [span.start for span in spans])
        date = publication_date([(p.text, kind) for p, kind in zip(paragraphs, labels, strict=True)])
        doc._.conflict_segments = {"date": date} if date and not (doc._.meta or {}).get("date") else {}
        return doc


def _force_sentence_starts(doc: Doc, starts: list[int]) -> None:
    """Set sentence starts, all at once: the token's own setter looks through the Doc each time (99 s for 50,000)."""
    if not len(doc) or doc.has_annotation("DEP"):
        return
    array = doc.to_array(["SENT_START"]).astype(np.uint64)
    array[starts] = 1
    doc.from_array(["SENT_START"], cast("Ints2d", array))


def find_paragraphs(text: str) -> Iterator[_Paragraph]:
    r"""Paragraphs of a text: lines, joined again where a line break stands inside running text.

    Args:
        text: Any text.

    Yields:
        Paragraphs with offsets, without the blanks around them.

    >>> [p.text for p in find_paragraphs("Rebels take town\nThe rebels, who had waited for\nweeks, took it.")]
    ['Rebels take town', 'The rebels, who had waited for\nweeks, took it.']
    """
    lines = []
    for match in _LINE.finditer(text):
        line = match.group()
        bare = line.strip()
        if bare:
            start = match.start() + len(line) - len(line.lstrip())
            lines.append((start, start + len(bare), bare))
    width = _wrap_width(text, lines)
    begin = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or not _joins(text, lines[at - 1], lines[at], width):
            start, end = lines[begin][0], lines[at - 1][1]
            yield _Paragraph(start, end, text[start:end])
            begin = at


def _wrap_width(text: str, lines: list[tuple[int, int, str]]) -> int:
    """The column at which the text was wrapped by hand, or 0.

    Wrapped text breaks in the middle of sentences; a text of short paragraphs or bullets does not.
    """
    adjacent = [(a[2], b[2]) for a, b in pairwise(lines) if _one_break(text, a[1], b[0])]
    if not adjacent or sum(len(line) > _WRAP for *_, line in lines) * 10 > len(lines):
        return 0
    inside = sum(not ends_sentence(a) and b[0].islower() for a, b in adjacent)
    if inside * 10 < len(adjacent) * 3:
        return 0
    return max(len(line) for *_, line in lines if len(line) <= _WRAP)


def _joins(text: str, before: tuple[int, int, str], after: tuple[int, int, str], width: int) -> bool:
    a, b = before[2], after[2]
    if not _one_break(text, before[1], after[0]) or BULLET.match(b):
        return False
    if b[0].islower() and not ends_sentence(a):
        return True
    if not width:
        return False
    # "... as the M23\nTroops": the line was full, the next word had no room; or it breaks off in mid-sentence.
    full = len(a) + 1 + len(b.split(maxsplit=1)[0]) > width
    return full or (not ends_sentence(a) and len(a) * 10 > width * 7)


def _one_break(text: str, end: int, start: int) -> bool:
    """Whether nothing but a single line break and blanks lies between two offsets."""
    return start - end < 200 and len([c for c in text[end:start] if c in "\n\u2028\x85"]) == 1


def label_paragraphs(paragraphs: list[_Paragraph]) -> list[str]:
    r"""The segment kind of each paragraph, before datelines, times and credits are split off.

    >>> label_paragraphs(list(find_paragraphs("Rebels near Goma\n\nBy Amani Kito\n\nThe rebels advanced.")))
    ['HEADLINE', 'BYLINE', 'BODY']
    """
    labels = [_by_wording(p.text, at, len(paragraphs)) for at, p in enumerate(paragraphs)]
    head = _label_head(paragraphs, labels)
    _label_lists(paragraphs, labels, head)
    for at in range(head, len(paragraphs)):
        if not labels[at]:
            labels[at] = "SUBHEAD" if _is_subhead(paragraphs, labels, at) else "BODY"
    return [label or "BODY" for label in labels]


def _by_wording(text: str, at: int, count: int) -> str:
    """The kind that the words of a paragraph give away wherever it stands, or ""."""
    head = text[:300]
    if RELATED_LINK.match(head) and len(text) <= _HEADLINE:
        return "RELATED_LINK"
    if EDITORS_NOTE.match(head):
        return "EDITORS_NOTE"
    if CREDIT.match(head) and len(text) <= _LONG:
        return "CREDIT"
    near_end = at >= count - 4 and at > 0
    if FOOTER.match(head) or (near_end and FOOTER_AT_END.match(head)):
        return "FOOTER"
    if near_end and CONTACT.match(head):
        return "CONTACT"
    # "Words by A. B. Photographs: C. D." names the writer first.
    written = at < 4 and BYLINE.match(head)
    if len(text) <= 400 and not written and caption_credit(text):
        return "CAPTION"
    return ""


def _label_head(paragraphs: list[_Paragraph], labels: list[str]) -> int:
    """Label what stands above the running text; returns the index of the first paragraph of it."""
    seen: set[str] = set()
    last = len(paragraphs) - 1
    for at, paragraph in enumerate(paragraphs):
        if labels[at]:
            seen.add(labels[at])
            continue
        text = paragraph.text
        if KEY_POINTS.match(text) or BULLET.match(text):
            return at
        kind = ""
        if len(text) <= _LONG:
            written = BYLINE.match(text) and not ends_sentence(text) and (at or is_names_only(text[3:]))
            kind = "BYLINE" if written else date_line(text)
        if not kind and at < last and len(text) <= _HEADLINE and not dateline_end(text) and not TIMESTAMP.match(text):
            open_ended = not ends_sentence(text) or text.endswith(("?", "!"))
            if "HEADLINE" not in seen:
                kind = "HEADLINE" if open_ended and not text.endswith(":") else ""
            elif is_names_only(text) and "BYLINE" not in seen:
                kind = "BYLINE"
            elif "SUBHEAD" not in seen and not text.endswith(":"):
                below = paragraphs[at + 1].text
                stands_over = bool(BYLINE.match(below) or date_line(below))
                kind = "SUBHEAD" if stands_over or (open_ended and _opens_plainly(text)) else ""
        if not kind:
            return at
        labels[at] = kind
        seen.add(kind)
    return len(paragraphs)


def _label_lists(paragraphs: list[_Paragraph], labels: list[str], head: int) -> None:
    """Label "WHAT WE KNOW" with the bullets below it, and bullets that stand above all running text."""
    running = False
    above = True
    for at, paragraph in enumerate(paragraphs):
        if labels[at]:
            running = False
            continue
        if KEY_POINTS.match(paragraph.text):
            labels[at], running = "KEY_POINTS", True
        elif BULLET.match(paragraph.text) and (running or (above and len(paragraph.text) <= _LONG)):
            labels[at] = "KEY_POINTS"
        else:
            running = False
            above = above and at < head


def _is_subhead(paragraphs: list[_Paragraph], labels: list[str], at: int) -> bool:
    """Whether a short line without a full stop heads the paragraphs below: "Ransom or no ransom?"."""
    text = paragraphs[at].text
    if len(text) > _SUBHEAD or at + 1 >= len(paragraphs) or not _opens_plainly(text) or TIMESTAMP.match(text):
        return False
    if (ends_sentence(text) and not text.endswith(("?", "!"))) or text.endswith((":", ",", ";")) or dateline_end(text):
        return False
    below = paragraphs[at + 1].text
    after_subhead = at > 0 and labels[at - 1] == "SUBHEAD"
    return not after_subhead and not labels[at + 1] and not BULLET.match(below) and (len(below) > 2 * len(text))


def _opens_plainly(text: str) -> bool:
    return text[0].isupper() or text[0].isdigit()


def split_paragraph(paragraph: _Paragraph, label: str, *, opening: bool = True) -> list[Piece]:
    """The segments of one paragraph as (start, end, kind) in characters of the whole text.

    Args:
        paragraph: The paragraph.
        label: Its kind.
        opening: Whether it is one of the first of the running text, where a dateline is expected.

    >>> p = next(find_paragraphs("17:55 – The mission sent a helicopter."))
    >>> split_paragraph(p, "BODY")
    [(0, 7, 'TIMESTAMP'), (8, 38, 'BODY')]
    """
    start, end, text = paragraph.start, paragraph.end, paragraph.text
    if label == "CAPTION":
        match = caption_credit(text)
        if match and match.start() == 0:
            return [(start, end, "CREDIT")]
        if match:
            return [(start, start + match.start(), "CAPTION"), (start + match.start(), end, "CREDIT")]
    if label not in ("BODY", "SUBHEAD"):
        return [(start, end, label)]
    clock = TIMESTAMP.match(text[:40])
    cut = clock.end() if clock else dateline_end(text, opening=opening)
    if not cut:
        return [(start, end, label)]
    kind = "TIMESTAMP" if clock else "DATELINE"
    begin = cut + len(text[cut : cut + 8]) - len(text[cut : cut + 8].lstrip())
    rest = [(start + begin, end, label)] if start + begin < end else []
    return [(start, start + cut, kind), *rest]


def publication_date(pieces: list[tuple[str, str]]) -> str | None:
    """The date in a date line, byline or dateline, as ISO 8601; None where there is none with a year.

    Args:
        pieces: (text, label) of the paragraphs, in order.

    >>> publication_date([("Rebels advance", "HEADLINE"), ("Wednesday February 07 2024", "DATE")])
    '2024-02-07'
    """
    for text, label in pieces[:12]:
        if label in ("DATE", "DATELINE", "BYLINE"):
            date = find_date(text[:300])
        elif label == "BODY":
            date = find_date(text[: dateline_end(text)])
        else:
            continue
        if date:
            return date
    return None
