"""A piece of HTML, as feeds carry it -> its text: one pass, no tree, no browser's forgiveness needed."""

from __future__ import annotations

import html
import re
from typing import Final

_NAME: Final = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")
#: What begins a paragraph, and what a line.
_BLOCKS: Final = frozenset(
    (
        "p",
        "div",
        "section",
        "article",
        "blockquote",
        "ul",
        "ol",
        "table",
        "figure",
        "pre",
        "hr",
        *map("h{}".format, "123456"),
    )
)
_LINES: Final = frozenset(("br", "li", "tr", "dt", "dd"))
#: Whose contents are no text.
_UNSEEN: Final = frozenset(("script", "style", "noscript", "iframe", "svg", "template"))
_BLANKS: Final = re.compile(r"[ \t\r\f\v\u00a0]+")
_AROUND: Final = re.compile(r" ?\n ?")
_GAPS: Final = re.compile(r"\n{3,}")


def plain(text: str) -> str:
    r"""The text of a piece of HTML, paragraphs as paragraphs; a text without tags and entities stays as it is.

    >>> plain("<p>Goma fell.</p><p>R&amp;D, 3 &lt; 4</p>"), plain("3 < 4 & 5 > 4")
    ('Goma fell.\n\nR&D, 3 < 4', '3 < 4 & 5 > 4')
    """
    if not _has_tags(text):
        return html.unescape(text).strip() if "&" in text else text.strip()
    joined = "".join(_pieces(text))
    return _GAPS.sub("\n\n", _AROUND.sub("\n", _BLANKS.sub(" ", joined))).strip()


def _has_tags(text: str) -> bool:
    return re.search(r"<(?:/?[a-zA-Z][a-zA-Z0-9]*[\s/>]|!--)", text) is not None


def _pieces(text: str) -> list[str]:
    found: list[str] = []
    at, end = 0, len(text)
    while at < end:
        start = text.find("<", at)
        if start < 0:
            found.append(_words(text[at:]))
            break
        found.append(_words(text[at:start]))
        if text.startswith("<!--", start):
            close = text.find("-->", start)
            at = close + 3 if close >= 0 else end
            continue
        name = _NAME.match(text, start + 1)
        close = text.find(">", start) if name or text.startswith(("<!", "<?"), start) else -1
        if close < 0:  # "3 < 4"
            found.append("<")
            at = start + 1
            if name:  # a tag that nothing closes: no later one is closed either
                break
            continue
        at = close + 1
        if name:
            tag = name[1].lower()
            opens = text[start + 1] != "/"
            found.append("\n\n" if tag in _BLOCKS else "\n" if tag in _LINES and opens else "")
            if tag in _UNSEEN and opens:
                at = _after(text, tag, at)
    return found


def _words(text: str) -> str:
    """Text between tags: a line break of the source is a blank."""
    return html.unescape(text.replace("\n", " ")) if text else ""


def _after(text: str, tag: str, at: int) -> int:
    """Where the contents of an element that is not shown end; one that is not closed runs to the end."""
    found = re.compile(f"</{tag}", re.I).search(text, at)
    if found is None:
        return len(text)
    close = text.find(">", found.end())
    return close + 1 if close >= 0 else len(text)
