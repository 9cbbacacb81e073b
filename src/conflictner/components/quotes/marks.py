"""Quotation marks paired by kind, paragraph by paragraph, in one pass over the text.

An unclosed mark costs its own paragraph and never more: ``“We hold the town.`` ends with the line, and is continued by
the next paragraph only when that one opens with a mark too. Apostrophes, inches and stray marks pair with nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

# Opening mark -> the marks that may close it. Newsrooms mix straight and curly, and German, French, Danish and Japanese
# pairs come through in translations: „so“ »so« ›so‹ 「so」.
CLOSERS: Final[dict[str, str]] = {
    '"': '"”“＂',
    "“": "”\"“'",
    "„": '“”"‟',
    "‟": '”"',
    "”": "”",
    "«": "»",
    "»": "«»",
    "❝": "❞",
    "＂": '＂"',
    "〝": "〞〟",
    "「": "」",
    "『": "』",
    "``": "''\"",
    "''": "''\"”",
    "'": "'’",
    "‘": "’'",
    "‚": "‘’'",
    "‛": "’'",
    "’": "’'",
    "`": "'`´’",
    "‹": "›",
    "›": "‹›",
}
# "“" is closed by a single "'" only when that was typed for half a double mark; it would swallow apostrophes: no.
CLOSERS["“"] = '”"“'

#: Closers of openers that are typed twice: "''" is one mark, no pair of apostrophes.
_PAIRED: Final[dict[str, tuple[str, ...]]] = {"``": ("''", '"'), "''": ("''", '"', "”")}

SINGLES: Final = frozenset("'‘‚‛’`´")
#: Marks that can stand at both ends; what is around them decides.
_BOTH: Final = frozenset("\"＂'’”“»›‘`") | {"''"}
_OPENERS_OF: Final[dict[str, frozenset[str]]] = {
    closer: frozenset(opener for opener, closers in CLOSERS.items() if closer in _PAIRED.get(opener, closers))
    for closer in ["''", *{c for closers in CLOSERS.values() for c in closers}]
}
_MARK: Final = re.compile("``|''|[\"“”„‟«»❝❞＂〝〞〟「」『』'‘’‚‛`´‹›]")
# Right-to-left and zero-width marks stand between a quotation mark and its word in Arabic and Hebrew names.
_INVISIBLE: Final = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
_BEFORE_OPEN: Final = frozenset("([{—–-―:/") | frozenset(CLOSERS)
_ELIDED: Final = re.compile(r"(?:n|em|til|tis|twas|cause|bout|round|cos|cuz|\d0s|\d\d)(?![^\W_])", re.IGNORECASE)
#: The sign of a list is no word of anybody: “- The road is shut.”
_BULLET: Final = re.compile(r"(?:[•●▪◦‣·*]\s*|[-–—]\s+)(?=\w)")
# 6'2" and 6′ 2": the mark after feet and inches.
_INCHES: Final = re.compile(r"\d['’′] ?\d{1,2}$")

_NICKNAMED: Final = re.compile(
    r"\b(?:nicknamed|known (?:\w+ )?as|alias|aka|a\.k\.a\.|dubbed|so-called|code-?named|named|called|nom de guerre|"
    r"nickname|knows? (?:\w+ )?as|calls? (?:him|her|it|them))(?: of)?[ ,]*$"
)
_TITLED: Final = re.compile(
    r"\b(?:film|song|book|report|operation|article|documentary|album|poem|play|series|titled|entitled|headlined|slogan|"
    r"slogans|hashtag|word|words|term|phrase|meaning|means|meant|translated as|translates as|or)[ ,]*$",
    re.IGNORECASE,
)
#: On “Morning Call,” the minister said ...: what stands behind these is a name, if it is written like one.
_NAMED: Final = re.compile(r"(?:\b(?:on|of|in|from|at|for|with|the|show|programme|program)|['’]s) *$", re.IGNORECASE)
_IN_LANGUAGE: Final = re.compile(r"[,”]? ?in (?:[A-Z][a-z]+|the local language)\b")
#: Works and reports, of which something is said in small letters as often as they are named.
_WORK: Final = re.compile(r"\b(?:film|song|book|report|operation|article|documentary|album|poem|play|series)\W{0,3}$")


@dataclass(slots=True)
class Quotation:
    """One stretch between marks; offsets are half-open, in characters.

    ``start`` and ``end`` bound the inside of the whole, ``left`` and ``right`` the outside with its marks, ``parts``
    the inside paragraph by paragraph. ``role`` is speech, nickname or title.
    """

    left: int
    start: int
    end: int
    right: int
    mark: str
    closed: bool = True
    depth: int = 0
    role: str = "speech"
    parts: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """An opening mark that waits for its closing one."""

    at: int
    mark: str
    nested: int = -1  # where the next mark of the same family opened


def pair_marks(text: str, paragraphs: Iterable[tuple[int, int]] | None = None) -> list[Quotation]:
    """Pair the quotation marks of a text.

    Args:
        text: The text.
        paragraphs: Half-open offsets of its paragraphs in order; None for its lines.

    Returns:
        Quotations in order of their opening marks, nested ones with their depth.

    >>> [text[q.start : q.end] for text in ["“It fell,” he said. The soldiers’ chief fled."] for q in pair_marks(text)]
    ['It fell,']
    """
    found: list[Quotation] = []
    running: Quotation | None = None
    for start, end in _lines(text) if paragraphs is None else paragraphs:
        inside, unclosed = _pair_paragraph(text, start, end)
        first = next((q for q in inside if not text[start : q.left].strip()), None)
        if running is not None and first is not None and _family(first.mark) == _family(running.mark):
            # “One paragraph of a statement. ¶ “And the next.”: an opening mark on each, a closing one on the last.
            running.parts += first.parts
            running.end, running.right, running.closed = first.end, first.right, first.closed
            inside = [q for q in inside if q is not first]
            if first is not unclosed:
                running = None
        else:
            running = None
        found += inside
        if running is None and unclosed is not None and unclosed in inside:
            running = unclosed
    _set_depths(found)
    for quotation in found:
        quotation.role = _role(text, quotation)
    return found


def _lines(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\n]+", text)]


def _family(mark: str) -> str:
    return "single" if mark in SINGLES else "angle" if mark in "«»‹›" else "double"


def _pair_paragraph(text: str, start: int, end: int) -> tuple[list[Quotation], Quotation | None]:
    """The quotations of one paragraph, and the one that is still open at its end."""
    marks = [(match.start(), match.group()) for match in _MARK.finditer(text, start, end)]
    if not marks:
        return [], None
    plural = _plural_apostrophes(text, marks, start, end)
    stack: list[_Open] = []
    depth_of: Counter[str] = Counter()
    pairs: list[tuple[_Open, int, str]] = []
    for number, (at, mark) in enumerate(marks):
        before, after = _around(text, at, at + len(mark), start, end)
        if mark in SINGLES and (number in plural or _is_apostrophe(text, at, before, after, end)):
            continue
        if mark in {'"', "”", "''"} and before.isdigit() and _INCHES.search(text, max(start, at - 6), at):
            continue
        if _closes(mark, before, after, depth_of):
            while stack:
                opened = stack.pop()
                depth_of[opened.mark] -= 1
                if opened.mark in _OPENERS_OF[mark]:
                    pairs.append((opened, at, mark))
                    break
        elif mark in CLOSERS and _opens(mark, before, after):
            # “We hold “the town” and stay: of two openings, one never closed, the first ends at the second.
            if stack and stack[-1].nested < 0 and _family(stack[-1].mark) == _family(mark):
                stack[-1].nested = at
            stack.append(_Open(at, mark))
            depth_of[mark] += 1
    return _collect(text, start, end, pairs, stack)


def _collect(
    text: str, start: int, end: int, pairs: list[tuple[_Open, int, str]], stack: list[_Open]
) -> tuple[list[Quotation], Quotation | None]:
    found = [_quotation(text, o.at, o.mark, at, at + len(mark)) for o, at, mark in pairs]
    last: Quotation | None = None
    for opened in stack:
        # A single mark without a partner is an apostrophe, unless a paragraph begins with it.
        if opened.mark in SINGLES and (opened.mark != "‘" or text[start : opened.at].strip()):
            continue
        cut = opened.nested if opened.nested >= 0 else end
        quotation = _quotation(text, opened.at, opened.mark, cut, cut, closed=False)
        found.append(quotation)
        if cut == end:
            last = quotation
    found = [q for q in found if q.start < q.end]
    found.sort(key=lambda q: (q.left, -q.right))
    return found, last if last in found else None


def _quotation(text: str, left: int, mark: str, close: int, right: int, *, closed: bool = True) -> Quotation:
    start, end = left + len(mark), close
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return Quotation(left, start, end, right if closed else end, mark, closed, parts=[(start, end)])


def _around(text: str, left: int, right: int, start: int, end: int) -> tuple[str, str]:
    """The visible characters on both sides; a blank at the ends of the paragraph."""
    steps = 0
    while left > start and text[left - 1] in _INVISIBLE and steps < 4:
        left, steps = left - 1, steps + 1
    steps = 0
    while right < end and text[right] in _INVISIBLE and steps < 4:
        right, steps = right + 1, steps + 1
    return text[left - 1] if left > start else " ", text[right] if right < end else " "


def _is_apostrophe(text: str, at: int, before: str, after: str, end: int) -> bool:
    """Between letters (Hay'at), before digits and clipped words ('90s, 'em)."""
    if before.isalnum() and after.isalnum():
        return True
    return not before.isalnum() and _ELIDED.match(text, at + 1, min(end, at + 8)) is not None and text[at] != "‘"


def _plural_apostrophes(text: str, marks: list[tuple[int, str]], start: int, end: int) -> set[int]:
    """Possessives like ``soldiers' commander``: single marks with a better closing mark before any opening."""
    plural: set[int] = set()
    better = False
    for number in range(len(marks) - 1, -1, -1):
        at, mark = marks[number]
        if mark not in SINGLES:
            continue
        before, after = _around(text, at, at + 1, start, end)
        if before in "sS" and after == " " and at + 2 < end and text[at + 2].isalpha():
            if better:
                plural.add(number)
            else:
                better = True
        elif not before.isspace() and not (before.isalnum() and after.isalnum()):
            better = True
        elif before.isspace():
            better = False
    return plural


def _closes(mark: str, before: str, after: str, depth_of: Counter[str]) -> bool:
    if not any(depth_of[opener] for opener in _OPENERS_OF.get(mark, ())):
        return False
    if mark in SINGLES and before.isspace():
        return False
    if mark not in _BOTH or mark not in CLOSERS:
        return True
    if mark in "»›":
        return True
    looks_open = (before.isspace() or before in _BEFORE_OPEN) and not after.isspace()
    if mark == "“":  # closes „so“ only, or a “so“ typed twice alike
        return not looks_open
    if mark in "”’":
        return not before.isspace() or after.isspace()
    return not (looks_open and not (before in _BEFORE_OPEN and not after.isalnum()))


def _opens(mark: str, before: str, after: str) -> bool:
    outside = before.isspace() or before in _BEFORE_OPEN
    if mark in "»›”" or mark in SINGLES:
        return outside and not after.isspace()
    # A mark after a letter and before a blank closes something that was never opened.
    return outside or not after.isspace()


def _set_depths(found: list[Quotation]) -> None:
    found.sort(key=lambda q: (q.left, -q.right))
    ends: list[int] = []
    for quotation in found:
        while ends and ends[-1] <= quotation.left:
            ends.pop()
        quotation.depth = len(ends)
        ends.append(max(quotation.right, quotation.left + 1))


def _role(text: str, quotation: Quotation) -> str:
    """Nicknames and titles stand between marks too, and nobody says them."""
    inside = text[quotation.start : quotation.end]
    words = inside[:80].split()
    before = text[max(0, quotation.left - 40) : quotation.left]
    if inside[-1] in ",." and 2 <= len(words) <= 8 and len(inside) < 60 and is_written_as_name(words):
        if inside[-1] == "," and (_NAMED.search(before) or _TITLED.search(before)):
            return "title"
        if _NICKNAMED.search(before):
            return "nickname"
    if len(words) > 4 or len(inside) > 60 or inside[-1] in ",.?!":
        return "speech"
    after = text[quotation.right : quotation.right + 24]
    if _NICKNAMED.search(before):
        return "nickname"
    if inside[0].isupper() and len(words) <= 2:
        last = (before.split()[-1:] or [""])[0]
        # Joseph "Jungle" Kabila, and "Jungle" Kabila; but not: the "Free" State
        named = last[:1].isupper() if len(words) > 1 else last.lower() not in ("the", "a", "an", "of")
        if after[:1] == " " and after[1:2].isupper() and (named or not last or last[-1] in ".:"):
            return "nickname"
    # called the report “a fabrication”: a title has a capital; but not: under the slogan “down with them”
    titled = _TITLED.search(before) is not None and not (inside[0].islower() and _WORK.search(before))
    if titled or _IN_LANGUAGE.match(after):
        return "title"
    return "speech"


def is_written_as_name(words: list[str]) -> bool:
    """Face the Hills: every word of more than three letters, the first and the last have a capital.

    Args:
        words: The words between two marks, one at least.
    """
    return words[0][0].isupper() and words[-1][0].isupper() and all(w[0].isupper() for w in words if len(w) > 3)
