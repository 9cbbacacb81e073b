r"""Articles in marked text -> the quote format of the trainer and the scorer, with exact character offsets.

    python models/quotes/marked.py models/quotes/articles --out quotes.jsonl
    python models/quotes/marked.py models/quotes/articles --merged --show

One article a file, ``articles/<id>.mark``: lines of metadata (``# title:``, ``# style:``, ``# region:``, and if wanted
``# names:`` and ``# notes:``), an empty line, the text. A span of the text stands in square brackets, its tags behind:

    “[We are staying,]{C1}” [Ali Musa]{S1,S2} [said]{Q1}, [adding]{Q2} [that the road was shut]{C2}.

A tag is a letter and the number of its quote: ``S`` source, ``Q`` cue, ``C`` content. Spans with one number are one
quote, however many and however far apart; a span may serve several quotes; brackets nest, which is how a quote within
a quote is written. Behind the number may stand, in this order:

    +          (C only) a new sentence of the same utterance, behind the cue: “[A,]{C1}” he said. “[B.]{C1+}”
    ?          optional: arguable, or not worth a point (Conventions)
    =NAME      (S only) who is meant, where the span does not say it: [he]{S1=Musa}
    :direct    (C only) the kind (direct, mixed, indirect), where the marks alone tell another one

``# names:`` lists the speakers of the article with semicolons. A source that holds one of them, or its last word, not
behind a preposition, is given that name by itself; NAME may be the last word as well. ``\[`` and ``\]`` are brackets
of the text.

Conventions
    content  direct: without the marks, with the comma or stop that stands inside them. Indirect: the clause with its
             *that*, *whether*, *how*, without the closing stop. Mixed: the clause with the marks in it; for *describe X
             as "Y"* from X on; the preposition of *accuse of*, *warn of*, *blame for*, *call for* and the person
             addressed (*urged the army {to stop}*) stay outside. Asides inside the clause stay in.
    cue      the verb with its particle (*called on*, *shot back*, *quoted as saying*) but without auxiliaries, or the
             noun (*claim*), or *according to*. None for a colon after a name.
    source   the noun phrase with what stands before the name (title, description); a description that comes first keeps
             its name behind the comma (*The group's spokesman, Ali Musa*). No apposition, relative clause or participle
             behind it. A possessive 's stays outside (*Musa*'s claim).
    several  a second clause under its own cue is a second quote; under one cue it is one. A cue in the middle splits
             the content of one quote. A new sentence behind the cue is a new quote with the same cue and source
             (``+``); ``--merged`` writes both as one quote, as some corpora do.
    optional contents that are only a gerund or a noun, requests, threats and vows, praise and blame, figures, quotes
             within a quote by nobody in particular, and all of headlines, captions, key points and related links.
    no quote refusals to speak, *did not say*, marks around nicknames, titles, slogans, translations, single words that
             are not reported, and plans or events in the newspaper's own voice.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

KINDS = ("direct", "mixed", "indirect")
NEEDED = ("title", "style", "region")
_TAG = re.compile(r"([SQC])(\d+)(\+*)(\??)(?:=([^=:+?]+))?(?::(direct|mixed|indirect))?")
_WORD = re.compile(r"\w+(?:['\u2019]\w+)*")
_AUXILIARY = re.compile(r"(?:has|have|had|was|were|is|are|be|been|will|would|did|does|do)\s", re.IGNORECASE)
# Opening mark -> what may close it: German „ closes with “, and some desks mix straight and curly ones.
CLOSERS = {'"': '"', "“": '”"', "„": '“”"', "«": "»", "‹": "›", "‘": "’", "'": "'"}
_SINGLE = "‘'"
_PRONOUNS = {"he", "she", "it", "they", "we", "i", "you", "him", "her", "them", "his", "their", "its", "my", "our"}
_Interval = tuple[int, int]


class MarkupError(ValueError):
    """Marked text that does not compile; the message names the file and the place."""


@dataclass(slots=True)
class Tagged:
    """A span of the plain text and one of its tags."""

    start: int
    end: int
    role: str
    quote: int
    part: int = 0
    optional: bool = False
    name: str = ""
    kind: str = ""


@dataclass(slots=True)
class Article:
    """One compiled article: its text, its quotes in the order of their contents, its metadata."""

    id: str
    text: str
    quotes: list[dict[str, Any]]
    meta: dict[str, str] = field(default_factory=dict)

    def row(self) -> dict[str, Any]:
        """The article as one line of the quote format."""
        return {"id": self.id, "split": "train", "text": self.text, "quotes": self.quotes}


def compile_article(source: str, name: str = "article", *, merged: bool = False) -> Article:
    """Compile one marked article.

    Args:
        source: metadata lines, an empty line, marked text.
        name: id of the article, also used in messages.
        merged: write the sentences behind a cue (``+``) into the quote before it.

    Raises:
        MarkupError: the markup is broken, a quote has no content, or a span goes against the conventions.
    """
    meta, marked = _metadata(source, name)
    text, tagged = parse(marked, name)
    known = [part.strip() for part in meta.get("names", "").split(";") if part.strip()]
    quotes = _quotes(text, tagged, known, name, merged=merged)
    _check(text, quotes, name)
    return Article(name, text, quotes, meta)


def parse(marked: str, name: str = "text") -> tuple[str, list[Tagged]]:
    """Plain text and tagged spans of a marked text."""
    plain: list[str] = []
    length = 0
    opened: list[int] = []
    tagged: list[Tagged] = []
    at = 0
    while at < len(marked):
        char = marked[at]
        if char == "\\" and marked[at + 1 : at + 2] in ("[", "]"):
            plain.append(marked[at + 1])
            length += 1
            at += 2
        elif char == "[":
            opened.append(length)
            at += 1
        elif char == "]":
            close = marked.find("}", at)
            if not opened or marked[at + 1 : at + 2] != "{" or close < 0:
                raise MarkupError(f"{name}: a ']' without its '[' or its tag: {_near(marked, at)}")
            start = opened.pop()
            tagged.extend(_tags(marked[at + 2 : close], start, length, name))
            at = close + 1
        elif char in "{}":
            raise MarkupError(f"{name}: a tag without its span: {_near(marked, at)}")
        else:
            plain.append(char)
            length += 1
            at += 1
    if opened:
        raise MarkupError(f"{name}: a '[' is never closed: {_near(''.join(plain), opened[-1])}")
    return "".join(plain), tagged


def quoted(text: str) -> bytearray:
    """1 at every character between quotation marks; a mark left open covers the rest of its paragraph."""
    mask = bytearray(len(text))
    for line in re.finditer(r"[^\n]+", text):
        opener, opened = "", -1
        for at in range(*line.span()):
            char = text[at]
            if opened < 0:
                if char in CLOSERS and _opens(text, at):
                    opener, opened = char, at
            elif char in CLOSERS[opener] and (opener not in _SINGLE or _closes(text, at)):
                mask[opened + 1 : at] = b"\x01" * (at - opened - 1)
                opened = -1
        # An apostrophe that looked like an opening mark covers nothing; a double mark left open is a long quote.
        if opened >= 0 and opener not in _SINGLE:
            mask[opened + 1 : line.end()] = b"\x01" * (line.end() - opened - 1)
    return mask


def kind_of(text: str, contents: Iterable[_Interval], mask: bytearray | None = None) -> str:
    """direct: every word between marks; indirect: none; mixed: some.

    >>> kind_of("He said it was “a lie”.", [(8, 22)])
    'mixed'
    """
    mask = quoted(text) if mask is None else mask
    inside = [mask[word.start()] for start, end in contents for word in _WORD.finditer(text, start, end)]
    if inside and all(inside):
        return "direct"
    return "mixed" if any(inside) else "indirect"


def read_articles(folder: Path, *, merged: bool = False) -> list[Article]:
    """All articles of a folder, by file name."""
    found = sorted(folder.glob("*.mark"))
    return [compile_article(path.read_text(encoding="utf-8"), path.stem, merged=merged) for path in found]


def counts(articles: Iterable[Article]) -> dict[str, Counter[str]]:
    """How often each kind, cue position, source and shape occurs."""
    seen: dict[str, Counter[str]] = {key: Counter() for key in ("kinds", "cue", "source", "shapes", "cues", "style")}
    for article in articles:
        text = article.text
        seen["style"][article.meta["style"]] += 1
        groups = Counter(quote["group"] for quote in article.quotes if "group" in quote)
        seen["shapes"]["continued behind the cue"] += len(groups)
        for quote in article.quotes:
            seen["kinds"][quote["type"]] += 1
            seen["cue"][_position(quote)] += 1
            seen["source"][_source_class(text, quote)] += 1
            seen["cues"].update(text[start:end].lower() for start, end in quote["cue"])
            seen["shapes"].update(_shapes(text, quote, article.quotes))
    return seen


def _metadata(source: str, name: str) -> tuple[dict[str, str], str]:
    meta: dict[str, str] = {}
    head, _, body = source.replace("\r\n", "\n").partition("\n\n")
    for line in head.split("\n"):
        key, colon, value = line.removeprefix("# ").partition(":")
        if not line.startswith("# ") or not colon or not value.strip():
            raise MarkupError(f"{name}: metadata is '# key: value', not {line!r}")
        meta[key.strip()] = value.strip()
    missing = [key for key in NEEDED if key not in meta]
    if missing or not body.strip():
        raise MarkupError(f"{name}: missing {', '.join(missing) or 'text'}")
    return meta, body.strip("\n") + "\n"


def _tags(tags: str, start: int, end: int, name: str) -> Iterator[Tagged]:
    if start == end:
        raise MarkupError(f"{name}: an empty span with the tag {{{tags}}}")
    for tag in tags.split(","):
        found = _TAG.fullmatch(tag.strip())
        if not found:
            raise MarkupError(f"{name}: no tag: {{{tags}}}")
        role, number, plus, optional, given, kind = found.groups()
        if (plus and role != "C") or (given and role != "S") or (kind and role != "C"):
            raise MarkupError(f"{name}: this letter takes no such mark: {{{tags}}}")
        yield Tagged(start, end, role, int(number), len(plus), bool(optional), given or "", kind or "")


def _quotes(text: str, tagged: list[Tagged], known: list[str], name: str, *, merged: bool) -> list[dict[str, Any]]:
    mask = quoted(text)
    rows = []
    for number in sorted({tag.quote for tag in tagged}):
        spans = sorted((tag for tag in tagged if tag.quote == number), key=lambda tag: (tag.start, tag.end))
        parts = sorted({tag.part for tag in spans if tag.role == "C"})
        if not parts:
            raise MarkupError(f"{name}: quote {number} has no content")
        if parts != list(range(len(parts))):
            raise MarkupError(f"{name}: quote {number} is continued with no beginning")
        for part in [None] if merged else parts:
            contents = [tag for tag in spans if tag.role == "C" and part in (None, tag.part)]
            kinds = {tag.kind for tag in contents if tag.kind}
            held = [(tag.start, tag.end) for tag in contents]
            sources = [tag for tag in spans if tag.role == "S"]
            row: dict[str, Any] = {
                "type": kinds.pop() if kinds else kind_of(text, held, mask),
                "content": [list(span) for span in held],
                "cue": [[tag.start, tag.end] for tag in spans if tag.role == "Q"],
                "source": [[tag.start, tag.end] for tag in sources],
                "source_name": _name(text, sources, known, name),
            }
            if any(tag.optional for tag in spans):
                row["optional"] = True
            if len(parts) > 1 and part is not None:
                row["group"] = number
            rows.append(row)
    return sorted(rows, key=lambda row: (row["content"][0][0], -row["content"][0][1]))


def _name(text: str, sources: list[Tagged], known: list[str], name: str) -> str | None:
    given = [tag.name for tag in sources if tag.name]
    if given:
        full = [entry for entry in known if given[0] in (entry, entry.split()[-1])]
        if len(full) != 1:
            raise MarkupError(f"{name}: '# names:' does not tell who {given[0]!r} is")
        return full[0]
    if len(sources) != 1:
        return None
    # The last name of the last part that has one: "Hamas official Karim Mansour", "the speaker, Faduma Warsame",
    # "Idil Farah, MP"; behind a preposition it is another: "a commander of the Stability Support Apparatus".
    for part in reversed(text[sources[0].start : sources[0].end].split(", ")):
        found = max(((_mention(part, entry), entry) for entry in known), default=(0, ""))
        if found[0]:
            return found[1]
    return None


def _mention(part: str, name: str) -> int:
    """Where *part* ends to speak of a name or its last word; 0 if it does not, or only behind a preposition."""
    found = re.search(rf"(?<!\w)(?:{re.escape(name)}|{re.escape(name.split()[-1])})(?!\w)", part)
    return found.end() if found and not re.search(r"\b(?:of|for|to|in|from)\b", part[: found.start()]) else 0


def _check(text: str, quotes: list[dict[str, Any]], name: str) -> None:
    for quote in quotes:
        every = sorted(tuple(span) for key in ("content", "cue", "source") for span in quote[key])
        for start, end in every:
            span = text[start:end]
            if not _WORD.search(span) and quote["cue"]:
                raise MarkupError(f"{name}: a span without a word: {_near(text, start)}")
            if span != span.strip() or "\n" in span:
                raise MarkupError(f"{name}: blanks at the edge, or two lines in one span: {span!r}")
        for (_, end), (start, _) in pairwise(every):
            if start < end:
                raise MarkupError(f"{name}: spans of one quote overlap: {_near(text, start)}")
        for start, end in quote["cue"]:
            if _AUXILIARY.match(text, start, end):
                raise MarkupError(f"{name}: the auxiliary belongs outside the cue: {text[start:end]!r}")
        if len(quote["source"]) > 1 and any(text[start:end].lower() in _PRONOUNS for start, end in quote["source"]):
            raise MarkupError(f"{name}: two sources, one of them a pronoun: {_near(text, quote['source'][0][0])}")
        for start, end in quote["content"]:
            fault = _fault(text[start:end], quote["type"])
            if fault:
                raise MarkupError(f"{name}: {fault}: {text[start:end]!r}")


def _fault(content: str, kind: str) -> str:
    """What goes against the conventions in a content, or nothing."""
    pair = len(content) > 1 and content[-1] in CLOSERS.get(content[0], "")
    if kind == "direct" and pair:
        return "the marks belong outside a direct content"
    if kind == "indirect" and content[-1] in ".,;:":
        return "the stop belongs outside an indirect content"
    if content[0] in ",;:.":
        return "a content starts with punctuation"
    return ""


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if text[at] not in _SINGLE:
        return not before.isalnum()
    return (not before or before.isspace() or before in '([—–-“"„«:') and (after.isalpha() or after in '“"…[')


def _closes(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isspace() and not after.isalnum()


def _position(quote: dict[str, Any]) -> str:
    if not quote["cue"]:
        return "no cue"
    cue = quote["cue"][0][0]
    first, last = quote["content"][0][0], quote["content"][-1][1]
    if cue < first:
        return "cue before"
    return "cue after" if cue >= last else "cue in the middle"


def _source_class(text: str, quote: dict[str, Any]) -> str:
    if not quote["source"]:
        return "absent"
    words = text[quote["source"][0][0] : quote["source"][0][1]].split()
    if len(words) == 1 and words[0].lower() in _PRONOUNS:
        return "pronoun"
    capitals = [word[:1].isupper() for word in words]
    if all(capitals):
        return "name"
    return "description and name" if capitals[-1] else "description"


def _shapes(text: str, quote: dict[str, Any], quotes: list[dict[str, Any]]) -> Iterator[str]:
    (first, last), contents = (quote["content"][0][0], quote["content"][-1][1]), quote["content"]
    if quote.get("optional"):
        yield "optional"
    if len(contents) > 1:
        yield "several paragraphs" if "\n" in text[first:last] else "split content"
    if any(o is not quote and any(s <= first and last <= e for s, e in o["content"]) for o in quotes):
        yield "within a quote"
    if len(quote["source"]) > 1:
        yield "source in pieces"
    if quote["source"] and quote["source"][0][0] > last:
        yield "source behind the content"
    if quote["type"] == "direct" and first:
        mark = text[first - 1]
        yield f"mark {mark}" if mark in CLOSERS else "direct without a mark"


def _near(text: str, at: int) -> str:
    return repr(text[max(0, at - 40) : at + 20])


def _show(article: Article) -> Iterator[str]:
    yield f"== {article.id}: {len(_WORD.findall(article.text))} words, {len(article.quotes)} quotes"
    for quote in article.quotes:
        held = {key: " … ".join(article.text[s:e] for s, e in quote[key]) for key in ("source", "cue", "content")}
        extra = " ?" if quote.get("optional") else ""
        who = f"{held['source']} ({quote['source_name']})"
        yield f"{quote['type'][:3]}{extra} | {who} | {held['cue']} | {held['content']}"


def main(arguments: list[str] | None = None) -> int:
    """Compile a folder of articles, write the rows, print the counts."""
    parser = argparse.ArgumentParser(description="Compile marked articles to quote rows.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, help="JSON lines to write")
    parser.add_argument("--merged", action="store_true", help="sentences behind a cue join the quote before it")
    parser.add_argument("--show", action="store_true", help="print every quote")
    options = parser.parse_args(arguments)
    try:
        articles = read_articles(options.folder, merged=options.merged)
    except MarkupError as fault:
        print(fault, file=sys.stderr)
        return 1
    if options.out:
        rows = [json.dumps(article.row(), ensure_ascii=False) + "\n" for article in articles]
        options.out.write_text("".join(rows), encoding="utf-8")
    if options.show:
        for article in articles:
            print("\n".join(_show(article)))
    total = sum(len(_WORD.findall(article.text)) for article in articles)
    print(f"{len(articles)} articles, {total} words, {sum(len(article.quotes) for article in articles)} quotes")
    for key, counter in counts(articles).items():
        shown = counter.most_common(40)
        print(f"{key} ({len(counter)}): " + ", ".join(f"{what} {count}" for what, count in shown))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
