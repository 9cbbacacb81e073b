"""Quotes -> the forms that other tools read: a table for a spreadsheet, Citron's annotation file, textacy's triples.

Citron's form is the one of its ``docs/data_format.md`` (BBC, 2021); triples are those of textacy's
``direct_quotations`` (0.13), for every kind of quote. Never imports spaCy: a Doc is read through its public attributes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from conflictner.errors import E404, E407, ConfigError, OutputError
from conflictner.files import csv_text, path_of, save
from conflictner.rows import Mention, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

FORMATS: Final = ("csv", "json", "jsonl")
KINDS: Final = frozenset({"direct", "indirect", "mixed"})

COLUMNS: Final = (
    "doc_id",
    "date",
    "quote_id",
    "parent_id",
    "kind",
    "stance",
    "negated",
    "speaker_name",
    "speaker_id",
    "speaker_ids",
    "speaker_rule",
    "speaker_score",
    "source",
    "cue",
    "text",
    "addressee_id",
    "about",
    "denies",
    "start",
    "end",
    "score",
)

#: Words of a reader for speakers whom nobody knows.
_STATUS: Final = {"unnamed": "not named"}

#: A mark beside a content belongs to it in Citron's files ("When I use a word," with its marks) and not in our rows.
_OPENING: Final = re.compile(r"(?:[\"“”„‟«»❝＂「『'‘’‚‛‹›]|``)$")
_CLOSING: Final = re.compile(r"[\"“”‟«»❞＂」』'’‘‹›]|''")


class QuoteTriple(NamedTuple):
    """One content of one quote, as in textacy: the tokens of its source, the tokens of its cue, and its words."""

    speaker: list[Token]
    cue: list[Token]
    content: TokenSpan


def _check(doc: object) -> None:
    """Raises ConfigError, E404, for what is no Doc."""
    if not hasattr(doc, "spans"):
        raise ConfigError(E404.format(name="docs", value=f"a {type(doc).__name__}", allowed="Docs of conflictner.read"))


def quote_triples(doc: Doc, *, kinds: Collection[str] = KINDS) -> Iterator[QuoteTriple]:
    """The quotes of a Doc as (speaker, cue, content), one triple a content, in reading order.

    ``speaker`` holds the tokens that stand in the text ("he"), not the entity; it is empty where the text names no
    source, as ``cue`` is where there is none. textacy gives direct quotations only: ``kinds={"direct"}``.

    Args:
        doc: A Doc that has been through `conflict_quotes`.
        kinds: The kinds wanted, of direct, indirect and mixed.

    Raises:
        ConfigError: E404, for another kind, or what is no Doc.

    >>> import conflictner as cn
    >>> doc = cn.read("“Sake has not fallen,” said Colonel Joseph Mbusa.")
    >>> next(quote_triples(doc))
    QuoteTriple(speaker=[Colonel, Joseph, Mbusa], cue=[said], content=Sake has not fallen,)
    """
    for kind in {kinds} if isinstance(kinds, str) else kinds:
        if kind not in KINDS:
            raise ConfigError(E404.format(name="kinds", value=repr(kind), allowed=", ".join(sorted(KINDS))))
    _check(doc)
    return _triples(doc, kinds)


def _triples(doc: Doc, kinds: Collection[str]) -> Iterator[QuoteTriple]:
    for quote in doc._.quotes:
        if quote.kind in kinds:
            speaker = [token for span in _source(quote) for token in _tokens(doc, span)]
            cue = [token for span in quote.cues for token in _tokens(doc, span)]
            yield from (QuoteTriple(speaker, cue, _tokens(doc, span)) for span in quote.contents)


def citron(doc: Doc) -> dict[str, Any]:
    """A Doc in Citron's annotation format: text, quotes, and groups of mentions of one entity.

    Contents include their quotation marks there. A quote has one cue; where a text gives none ("cue": null), a reader
    that must have one has to leave the quote out. The first named mention of a speaker who is a pronoun or a common
    noun in the text stands in ``coreferences``; ``speaker_ids`` is a field of ours, the entities that speak.

    Args:
        doc: A Doc that has been through `conflict_quotes`.

    Returns:
        What ``json.dumps`` takes; offsets are half-open, in characters of ``text``.

    >>> import conflictner as cn
    >>> quote, = citron(cn.read("“Sake has not fallen,” said Colonel Joseph Mbusa."))["quotes"]
    >>> quote["contents"], quote["cue"]["text"]
    ([{'start': 0, 'end': 22, 'text': '“Sake has not fallen,”'}], 'said')
    """
    text, mentions = doc.text, doc._.mentions

    def place(span: Span) -> dict[str, Any]:
        return {"start": span[0], "end": span[1], "text": text[span[0] : span[1]]}

    quotes = []
    for quote in doc._.quotes:
        named = _first_name(mentions, quote)
        quotes.append(
            {
                "id": quote.quote_id,
                "cue": place(quote.cues[0]) if quote.cues else None,
                "sources": [place(span) for span in _source(quote)],
                "speaker_ids": list(quote.speaker_ids),
                "contents": [place(_with_marks(text, span)) for span in quote.contents],
                "coreferences": [place((named.start, named.end))] if named else [],
                "confidence": quote.score,
                "speaker_confidence": quote.speaker_score,
            }
        )
    groups: dict[str, list[dict[str, Any]]] = {}
    for mention in mentions:
        if mention.entity_id:
            groups.setdefault(mention.entity_id, []).append(place((mention.start, mention.end)))
    chains = [group for group in groups.values() if len(group) > 1]
    return {"text": text, "quotes": quotes, "coreference_groups": chains}


def write_quotes(
    docs: Doc | Iterable[Doc], path: str | Path, *, format: str | None = None, spreadsheet: bool = False
) -> Path:
    """Write the quotes of one or more Docs: a table, or Citron's annotation format.

    Args:
        docs: One Doc or several.
        path: Ends in .csv (a row a quote), .json (Citron's format, one Doc) or .jsonl (the same, a line a Doc);
            replaced in one step when it exists.
        format: "csv", "json" or "jsonl", when the ending should not decide.
        spreadsheet: CSV only: put an apostrophe before text that a spreadsheet would run as a formula.

    Returns:
        The path.

    Raises:
        OutputError: E401 the file cannot be written, E407 unknown format.
        ConfigError: E404, several Docs for .json, or ``spreadsheet`` with another format than CSV.

    >>> import conflictner as cn, tempfile
    >>> doc = cn.read("“Sake has not fallen,” said Colonel Joseph Mbusa.")
    >>> write_quotes(doc, Path(tempfile.mkdtemp(), "sake.csv")).read_text(encoding="utf-8").count("Joseph Mbusa")
    2
    """
    path = path_of(path)
    chosen = quote_format(path, format)
    many: list[Any] = [docs] if hasattr(docs, "spans") else list(docs)
    for doc in many:
        _check(doc)
    if chosen == "json" and len(many) != 1:
        raise ConfigError(E404.format(name="docs", value=f"{len(many)} Docs", allowed="one Doc for .json, else .jsonl"))
    if spreadsheet and chosen != "csv":
        raise ConfigError(E404.format(name="spreadsheet", value="True", allowed=f"False for {chosen}; True is for csv"))
    if chosen == "csv":
        text = csv_text(COLUMNS, (row for doc in many for row in _table(doc)), spreadsheet=spreadsheet)
    else:
        text = "".join([json.dumps(citron(doc), ensure_ascii=False) + "\n" for doc in many])
    save({path: text.encode()})
    return path


def quote_format(path: Path, given: str | None = None) -> str:
    """The format of a quote file by its ending, or the one given, checked.

    Raises:
        OutputError: E407, unknown.

    >>> quote_format(Path("goma.CSV"))
    'csv'
    """
    chosen = path.suffix.lower().removeprefix(".") if given is None else given
    if chosen not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        raise OutputError(E407.format(suffix=repr(path.suffix if given is None else given), known=known))
    return chosen


def _table(doc: Doc) -> Iterator[list[Any]]:
    text = doc.text
    date = doc._.document.date
    for quote in doc._.quotes:
        yield [
            quote.doc_id,
            date,
            quote.quote_id,
            quote.parent_id,
            quote.kind,
            quote.stance,
            "yes" if quote.negated else "no",
            quote.speaker_name,
            quote.speaker_id,
            "|".join(quote.speaker_ids),
            _STATUS.get(quote.speaker_rule, quote.speaker_rule),
            quote.speaker_score,
            " ".join(text[a:b] for a, b in _source(quote)),
            " ... ".join(text[a:b] for a, b in quote.cues),
            quote.text,
            quote.addressee_id,
            "|".join(quote.about),
            quote.denies,
            quote.contents[0][0],
            quote.contents[-1][1],
            quote.score,
        ]


def _source(quote: Quote) -> list[Span]:
    return [] if quote.source_start is None or quote.source_end is None else [(quote.source_start, quote.source_end)]


def _tokens(doc: Doc, span: Span) -> TokenSpan:
    found = doc.char_span(*span, alignment_mode="expand")
    if found is None:  # a row that was not made from this Doc
        raise IndexError(f"characters {span[0]} to {span[1]} lie outside the Doc")
    return found


def _with_marks(text: str, span: Span) -> Span:
    start, end = span
    before, after = _OPENING.search(text, max(start - 2, 0), start), _CLOSING.match(text, end)
    return (before.start(), after.end()) if before and after else span


def _first_name(mentions: tuple[Mention, ...], quote: Quote) -> Mention | None:
    """The first mention that names the speaker, where the source itself does not."""
    spans = _source(quote)
    if quote.speaker_id is None or not spans:
        return None
    names = [m for m in mentions if m.entity_id == quote.speaker_id and m.mtype == "name"]
    inside = any(spans[0][0] <= m.start and m.end <= spans[0][1] for m in names)
    return None if inside or not names else names[0]
