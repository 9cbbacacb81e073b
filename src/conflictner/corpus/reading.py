"""Articles -> rows inside one process: batches in memory zones, out of which plain rows alone come."""

from __future__ import annotations

import time
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, cast

from conflictner.corpus.coded import linker_of
from conflictner.corpus.plan import Item
from conflictner.corpus.prefilter import STAGE
from conflictner.corpus.records import Article, Coded, Passed, reject
from conflictner.corpus.sketches import sketch
from conflictner.corpus.split import PIECE, pieces, shifted
from conflictner.errors import ConflictNerError
from conflictner.pipeline import make_doc
from conflictner.rows import UNKNOWN, Document, Duplicate, Mention, Quote, Reject, Row, Sketch, article_rows

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Found = tuple[Document, list[Mention], list[Quote]]

#: How many of the slowest articles a shard remembers.
SLOWEST: Final = 10


class ShardRows:
    """The rows of a shard as they come, and what is counted beside them."""

    def __init__(self) -> None:
        self.rows: dict[type[Row], list[Any]] = {t: [] for t in (Document, Mention, Quote, Reject, Duplicate, Sketch)}
        self.warned: Counter[str] = Counter()
        self.passed: Counter[str] = Counter()
        self.read = 0
        self.seconds = 0.0
        self._slowest: list[tuple[float, str, int]] = []

    def add(self, item: Item | Found) -> None:
        """Take the rows of one record of the input."""
        if isinstance(item, Passed):
            self.passed[item.what] += item.count
            return
        self.read += 1
        if not isinstance(item, tuple):
            self.rows[cast("type[Row]", type(item))].append(item)
            return
        document, mentions, quotes = item
        if document.language == UNKNOWN:
            self.warned["W104"] += 1
        self.rows[Document].append(document)
        self.rows[Mention].extend(mentions)
        self.rows[Quote].extend(quotes)

    def sketch(self, item: Item, rows: Item | Found) -> None:
        """Take the sketch of an article that became rows."""
        if isinstance(item, Article) and isinstance(rows, tuple):
            self.rows[Sketch].append(Sketch(doc_id=rows[0].doc_id, numbers=sketch(item.text)))

    def timed(self, batch: Iterable[Item], seconds: float) -> None:
        """Share the time of a batch among its articles by their length."""
        articles = [item for item in batch if isinstance(item, Article)]
        total = sum(len(article.text) for article in articles)
        self.seconds += seconds
        self._slowest += [(seconds * len(a.text) / total, str(a.doc_id), len(a.text)) for a in articles]
        self._slowest = sorted(self._slowest, reverse=True)[:SLOWEST]

    def counts(self) -> dict[str, Any]:
        """What `conflictner info` tells: no row depends on it, since times are never the same twice."""
        rows = self.rows
        reasons = Counter(row.code for row in rows[Reject] if row.stage != STAGE)
        return {
            "read": self.read,
            "documents": len(rows[Document]),
            "rejected": reasons.total(),
            "skipped": len(rows[Reject]) - reasons.total(),
            "duplicates": len(rows[Duplicate]),
            "twice": dict(Counter(row.by for row in rows[Duplicate])),
            "passed": dict(self.passed),
            "mentions": len(rows[Mention]),
            "quotes": len(rows[Quote]),
            "characters": sum(row.n_chars for row in rows[Document]),
            "words": sum(row.n_words for row in rows[Document]),
            "reasons": dict(reasons),
            "warnings": dict(self.warned),
            "seconds": self.seconds,
            "slowest": [[round(seconds, 3), doc_id, length] for seconds, doc_id, length in self._slowest],
        }


@contextmanager
def counted_warnings(counts: Counter[str]) -> Iterator[None]:
    """Our own warnings are counted by code instead of shown once for each of a million articles."""
    shown = warnings.showwarning

    def count(message: Warning | str, *rest: Any, **more: Any) -> None:
        text = str(message)
        if text.startswith("[W"):
            counts[text[1:5]] += 1
        else:
            shown(message, *rest, **more)

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = count
        yield


def read_batch(nlp: Language, batch: list[Item], *, together: bool = True) -> Iterator[tuple[int, Item | Found]]:
    """Each item of a batch with its place: articles become rows or a reject, the rest stays as it is.

    Args:
        nlp: The pipeline.
        batch: Items in the order of the input.
        together: Send short articles through the pipeline as one batch; an error then sends them one by one.
    """
    found: dict[int, Found] = {}
    if together:
        found = _together(nlp, batch)
    for place, item in enumerate(batch):
        if place in found or not isinstance(item, Article | Coded):
            yield place, found.get(place, item)
            continue
        try:
            rows: Item | Found
            if isinstance(item, Coded):
                rows = (*linker_of(nlp).rows(item), [])
            else:
                with nlp.memory_zone():
                    rows = read_article(nlp, item)
        except Exception as error:  # whatever a component raises costs one article
            code = f"[{error.code}]" if isinstance(error, ConflictNerError) else type(error).__name__
            message = str(error) if isinstance(error, ConflictNerError) else f"{code}: {error}"
            rows = reject(item.source, "R201", doc_id=item.doc_id, error=message)
        yield place, rows


def _together(nlp: Language, batch: list[Item]) -> dict[int, Found]:
    short = [(i, item) for i, item in enumerate(batch) if isinstance(item, Article) and len(item.text) <= PIECE]
    if len(short) < 2:
        return {}
    try:
        with nlp.memory_zone():
            docs = nlp.pipe([_doc(nlp, article) for _, article in short], batch_size=len(short))
            return {place: _rows(doc) for (place, _), doc in zip(short, docs, strict=True)}
    except Exception:  # which article it was shows when each is read alone
        return {}


def read_article(nlp: Language, article: Article) -> Found:
    """The rows of one article; a long one is read in pieces."""
    if len(article.text) <= PIECE:
        return _rows(nlp(_doc(nlp, article)))
    documents: list[Document] = []
    mentions: list[Mention] = []
    quotes: list[Quote] = []
    sentences = paragraphs = 0
    for number, (offset, text) in enumerate(pieces(article.text)):
        doc = nlp(_doc(nlp, replace(article, text=text)))
        document, own_mentions, own_quotes = _rows(doc)
        moved = shifted(
            own_mentions, own_quotes, offset=offset, sentences=sentences, paragraphs=paragraphs, piece=number
        )
        documents.append(document)
        mentions += moved[0]
        quotes += moved[1]
        sentences += _sentences(doc)
        paragraphs += 1 + max((int(span.id_ or 0) for span in doc.spans.get("segments", ())), default=0)
    whole = replace(
        documents[0],
        n_chars=len(article.text),
        n_words=sum(document.n_words for document in documents),
        text_sha256=sha256(article.text.encode()).hexdigest(),
    )
    return whole, mentions, quotes


def _sentences(doc: Doc) -> int:
    """How many sentences end in a piece; the line breaks at its end are the beginning of the next."""
    if not doc.has_annotation("SENT_START"):
        return 1
    sentences = list(doc.sents)
    return len(sentences) - (len(sentences) > 1 and sentences[-1].text.isspace())


def _doc(nlp: Language, item: Article) -> Doc:
    return make_doc(
        nlp, item.text, doc_id=item.doc_id, date=item.date, title=item.title, outlet=item.outlet, url=item.url
    )


def _rows(doc: Doc) -> Found:
    document, mentions, quotes = article_rows(doc)
    return document, list(mentions), list(quotes)


def read_shard(
    nlp: Language, batches: list[list[Item]], alone: set[int], *, stories: bool = True
) -> Iterator[tuple[int, int, ShardRows]]:
    """Read a shard; yields batch and place before each step (place -1: the batch together), for whoever watches.

    Args:
        nlp: The pipeline.
        batches: The shard.
        alone: Batches whose articles are read one by one, because a process ended over them.
        stories: Keep what shows near-copies.
    """
    out = ShardRows()
    with counted_warnings(out.warned):
        for number, batch in enumerate(batches):
            start = time.perf_counter()
            if number in alone:
                for place, item in enumerate(batch):
                    yield number, place, out
                    for _, rows in read_batch(nlp, [item], together=False):
                        out.add(rows)
                        if stories:
                            out.sketch(item, rows)
            else:
                yield number, -1, out
                for place, rows in read_batch(nlp, batch):
                    out.add(rows)
                    if stories:
                        out.sketch(batch[place], rows)
            out.timed(batch, time.perf_counter() - start)
    yield len(batches), -1, out
