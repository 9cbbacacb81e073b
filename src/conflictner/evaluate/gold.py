"""Gold files of schema ``conflictner-gold/1``: what a person found in an article, checked while it is read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from conflictner.errors import E101, E103, E405, InputError

SCHEMA: Final = "conflictner-gold/1"


@dataclass(frozen=True, slots=True)
class GoldMention:
    """One mention; ``alt_ids`` are equally right, ``optional`` ones never count for or against."""

    start: int
    end: int
    text: str
    id: str
    alt_ids: frozenset[str]
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """Where a place is, and how far off a prediction may be."""

    position: tuple[float, float]
    tolerance_km: float


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """One quote; ``voice`` holds every id under which its speaker is accepted."""

    id: str
    kind: str
    contents: tuple[tuple[int, int], ...]
    text: str
    speaker: str | None
    voice: frozenset[str | None]
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """One relation; every set holds the annotated value and those that are equally right."""

    id: str
    types: tuple[str, ...]
    sources: frozenset[str]
    targets: frozenset[str]
    sign: int
    symmetric: bool
    negated: bool
    claim_by: str | None
    trigger: str
    shown: str
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One annotated article with its text."""

    doc_id: str
    text: str
    actors: tuple[GoldMention, ...]
    places: tuple[GoldMention, ...]
    positions: Mapping[str, GoldPlace]
    quotes: tuple[GoldQuote, ...]
    relations: tuple[GoldRelation, ...]
    known: frozenset[str]


#: Relation types that have no direction.
SYMMETRIC: Final = frozenset({"meets", "fights", "cooperates_with", "allied_with", "agrees_with"})


def read_gold(path: str | Path, *, text: bool = True) -> GoldArticle:
    """Read one gold file and the article beside it.

    Args:
        path: A JSON file of schema ``conflictner-gold/1``.
        text: Also read the article, the file ``text_file`` in the same folder; predictions alone do not need it.

    Returns:
        The article; every span was compared with the text.

    Raises:
        InputError: E101 no such file, E103 not readable, E405 anything but a sound gold file.

    >>> try:
    ...     read_gold(__file__)
    ... except InputError as error:
    ...     error.code
    'E405'
    """
    path = Path(path)
    raw = _bytes(path)
    try:
        data = json.loads(raw)
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise _refused(path, "not JSON") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        found = data.get("schema") if isinstance(data, dict) else None
        raise _refused(path, f"its schema is {found!r}")
    try:
        article = _article(data, _text(path, data) if text else "")
    except KeyError as error:
        raise _refused(path, f"field {error.args[0]!r} is missing") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise _refused(path, str(error)) from None
    return article


def _refused(path: Path, reason: str) -> InputError:
    return InputError(E405.format(path=str(path), schema=SCHEMA, reason=reason))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(E101.format(path=str(path))) from None
    except OSError as error:
        raise InputError(E103.format(path=str(path), reason=error.strerror or error)) from error


def _text(path: Path, data: dict[str, Any]) -> str:
    # Only the name counts: a gold file cannot make us read elsewhere ("../../etc/passwd").
    return _bytes(path.parent / Path(str(data["text_file"])).name).decode("utf-8")


def _article(data: dict[str, Any], text: str) -> GoldArticle:
    actors = tuple(_mention(item, text) for item in data["actor_mentions"])
    places = tuple(_mention(item, text) for item in data["place_mentions"])
    positions = {
        str(p["id"]): GoldPlace((float(p["lat"]), float(p["lon"])), float(p["tolerance_km"])) for p in data["places"]
    }
    missing = {mention.id for mention in places} - positions.keys()
    if missing:
        raise ValueError(f"place {min(missing)!r} is mentioned and not described")
    voices = _voices(data["quotes"], actors)
    return GoldArticle(
        doc_id=str(data["doc_id"]),
        text=text,
        actors=actors,
        places=places,
        positions=positions,
        quotes=tuple(_quote(item, text, voices) for item in data["quotes"]),
        relations=tuple(_relation(item) for item in data.get("relations", ())),
        known=frozenset(str(item["id"]) for item in [*data["actors"], *data["places"]]),
    )


def _span(item: dict[str, Any], text: str) -> tuple[int, int]:
    start, end = int(item["start"]), int(item["end"])
    if text and not (0 <= start < end <= len(text) and text[start:end] == item.get("text", text[start:end])):
        raise ValueError(f"span {start}:{end} does not hold {item.get('text')!r}")
    return start, end


def _mention(item: dict[str, Any], text: str) -> GoldMention:
    start, end = _span(item, text)
    alt_ids = frozenset(map(str, item.get("alt_ids", ())))
    return GoldMention(start, end, str(item["text"]), str(item["id"]), alt_ids, bool(item.get("optional")))


def _voices(quotes: list[dict[str, Any]], actors: tuple[GoldMention, ...]) -> dict[str | None, set[str]]:
    """Other ids a speaker is accepted under: those of the mention that stands in the speaker slot."""
    also = {(mention.start, mention.end, mention.id): mention.alt_ids for mention in actors}
    voices: dict[str | None, set[str]] = {}
    for quote in quotes:
        slot = quote["speaker_mention"]
        if slot:
            voices.setdefault(quote["speaker"], set()).update(
                also.get((slot["start"], slot["end"], quote["speaker"]), ())
            )
    return voices


def _quote(item: dict[str, Any], text: str, voices: Mapping[str | None, set[str]]) -> GoldQuote:
    speaker = item["speaker"]
    return GoldQuote(
        id=str(item["id"]),
        kind=str(item["type"]),
        contents=tuple(_span(part, text) for part in item["content"]),
        text=str(item["content"][0]["text"]),
        speaker=speaker,
        voice=frozenset({speaker, *voices.get(speaker, ())}),
        optional=bool(item.get("optional")),
    )


def _relation(item: dict[str, Any]) -> GoldRelation:
    return GoldRelation(
        id=str(item["id"]),
        types=(str(item["type"]), *map(str, item.get("alt_types", ()))),
        sources=frozenset({str(item["source"]), *map(str, item.get("alt_sources", ()))}),
        targets=frozenset({str(item["target"]), *map(str, item.get("alt_targets", ()))}),
        sign=int(item["sign"]),
        symmetric=item["type"] in SYMMETRIC or bool(item.get("symmetric")),
        negated=bool(item["negated"]),
        claim_by=item["claim_by"],
        trigger=str(item["trigger"][0]["text"]),
        shown=f"{item['type']}({item['source']}, {item['target']})",
        optional=bool(item.get("optional")),
    )
