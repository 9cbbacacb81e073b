"""What a reader hands over, a record of raw fields, and what becomes of it: an article, or a reject with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from conflictner import errors
from conflictner.rows import Reject
from conflictner.text import clean, fold

#: Longer texts are no articles; 8 million characters are four Bibles.
MOST_CHARACTERS: Final = 8_000_000

#: What the columns are called that hold each field, the likeliest first; compared without case, blanks and hyphens.
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "text": (
        "text",
        "body",
        "content",
        "fulltext",
        "articletext",
        "articlebody",
        "maintext",
        "bodytext",
        "articlecontent",
        "fullarticle",
        "article",
    ),
    "date": (
        "date",
        "published",
        "pubdate",
        "publishedat",
        "publicationdate",
        "datepublished",
        "publishdate",
        "publisheddate",
        "articledate",
        "datetime",
        "timestamp",
    ),
    "title": ("title", "headline", "articletitle"),
    "id": ("id", "docid", "articleid", "guid", "uuid"),
    "outlet": (
        "outlet",
        "source",
        "sourcename",
        "publisher",
        "publication",
        "newspaper",
        "sitename",
        "site",
        "domain",
    ),
    "url": ("url", "link", "uri"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """One raw record: where it stood and its fields as the file names them.

    ``settled`` says that they bear our names (text, date, title, id, outlet, url), whatever columns the user chose: a
    page or a feed has no columns.
    """

    source: str
    fields: Mapping[str, Any]
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """One article that can be read: a clean text and what is known of it; ``date`` is still as it was written."""

    source: str
    text: str
    doc_id: str | None
    date: Any
    title: str | None
    outlet: str | None
    url: str | None


#: A name that somebody else found: its first character, itself, person, org or place, degrees, country of a place.
Told = tuple[int, str, str, float | None, float | None, str]


@dataclass(frozen=True, slots=True)
class Coded:
    """An article of which only the names are known, found by somebody else; ``date`` is still as it was written.

    ``shown`` is what duplicates are told by, in the place of the text.
    """

    source: str
    doc_id: str
    date: Any
    title: str | None
    outlet: str | None
    url: str | None
    language: str
    n_words: int
    shown: str
    names: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Passed:
    """What a reader passed over because it is no article: a picture in a crawl; counted, and no row."""

    source: str
    what: str
    count: int


def reject(source: str, code: str, *, doc_id: str | None = None, **values: Any) -> Reject:
    """The row of a record that is set aside; codes R1xx belong to the reading, R2xx to the pipeline.

    >>> reject("a.jsonl:3", "R105").reason
    'the text is empty'
    """
    stage = "read" if code.startswith("R1") else "pipeline"
    reason = clean(str(getattr(errors, code)).format(**values))[:500]
    return Reject(source=source, doc_id=doc_id, stage=stage, code=code, reason=reason)


#: What stands in the place of a template that says nothing without its values.
_SHORT: Final = {
    "R103": "no column with the text",
    "R112": "cells that do not fit the header",
    "R201": "an error in the pipeline",
}
_VALUE: Final = re.compile(r" \(\{\w+\}\)|\{\w+(?::\w+)?\}")


def reason_of(code: str) -> str:
    """What all rejects of a code have in common, for who reads a count.

    >>> reason_of("R101"), reason_of("R102"), reason_of("R112")
    ('not JSON', 'a JSON …, not an object', 'cells that do not fit the header')
    """
    template = str(_SHORT.get(code) or getattr(errors, code, ""))
    return _VALUE.sub(lambda value: "" if value[0].startswith(" ") else "…", template)


_LETTERS: Final = re.compile(r"[^\W_]+")


def plain_name(name: str) -> str:
    """The name of a column as names are compared.

    >>> plain_name(" Pub-Date"), plain_name("article_text")
    ('pubdate', 'articletext')
    """
    return "".join(_LETTERS.findall(fold(name)))


class Columns:
    """Which column holds which field: as the user says, else by the usual names.

    Args:
        given: Names of columns by field (text, date, title, id, outlet, url); "" for none: every article without one.

    Raises:
        ConfigError: E404, a field of another name.

    >>> Columns({}).field({"Headline": "Goma falls", "BODY": "..."}, "title")
    'Goma falls'
    """

    def __init__(self, given: Mapping[str, str]) -> None:
        for field in given:
            if field not in NAMES:
                known = ", ".join(NAMES)
                raise errors.ConfigError(errors.E404.format(name="columns", value=repr(field), allowed=known))
        self._names = {
            field: tuple(filter(None, [plain_name(given[field])])) if field in given else NAMES[field]
            for field in NAMES
        }
        self._keys: dict[tuple[str, ...], dict[str, str]] = {}

    def field(self, fields: Mapping[str, Any], field: str) -> Any:
        """The value of a field of a record; None where no column holds it."""
        keys = tuple(fields)
        found = self._keys.get(keys)
        if found is None:
            if len(self._keys) > 1000:  # objects that all have other keys
                self._keys.clear()
            found = self._keys[keys] = self._found(keys)
        return fields.get(found[field]) if field in found else None

    def _found(self, keys: tuple[str, ...]) -> dict[str, str]:
        by_name: dict[str, str] = {}
        for key in keys:
            by_name.setdefault(plain_name(str(key)), key)
        found = {}
        for field, names in self._names.items():
            for name in names:
                if name in by_name:
                    found[field] = by_name[name]
                    break
        return found

    def article(self, record: Record) -> Article | Reject:
        """The article in a record, or why there is none."""
        fields, source = record.fields, record.source
        field = fields.get if record.settled else partial(self.field, fields)
        text = field("text")
        doc_id = _short(field("id"))
        if text is None and "text" not in (fields if record.settled else self._found(tuple(fields))):
            known = ", ".join(map(str, fields)) or "none"
            return reject(source, "R103", doc_id=doc_id, known=known)
        if text is not None and not isinstance(text, str):
            return reject(source, "R104", doc_id=doc_id, type=type(text).__name__)
        if text is None or not text.strip():  # an empty cell of a table is None
            return reject(source, "R105", doc_id=doc_id)
        if len(text) > MOST_CHARACTERS:
            return reject(source, "R108", doc_id=doc_id, length=len(text), limit=MOST_CHARACTERS)
        return Article(
            source=source,
            text=clean(text),
            doc_id=doc_id,
            date=field("date"),
            title=_short(field("title")),
            outlet=_short(field("outlet")),
            url=_short(field("url")),
        )


def _short(value: Any) -> str | None:
    """A field other than the text; some services give the outlet as an object with an id and a name."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("id")
    if isinstance(value, str):
        return clean(value).strip()[:2000] or None
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
