"""What a pipeline found in an article, in the form that is scored: from a Doc's rows or from a JSON lines file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from conflictner.errors import E101, E103, E108, InputError

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Kinds that never act, and so are no actor mentions.
_NO_ACTORS: Final = frozenset({"PLACE", "PROCESS"})


@dataclass(frozen=True, slots=True)
class FoundMention:
    """One predicted mention; ids are free, the same for all mentions of one entity in the document."""

    start: int
    end: int
    id: str | None
    position: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """One predicted quote."""

    kind: str
    contents: tuple[tuple[int, int], ...]
    speaker_id: str | None


@dataclass(frozen=True, slots=True)
class FoundRelation:
    """One predicted relation; ``target_kind`` (actor or place) settles ids that are used for both."""

    type: str
    source: str | None
    target: str | None
    target_kind: str | None
    sign: int
    negated: bool
    claim_by: str | None


@dataclass(frozen=True, slots=True)
class Prediction:
    """Everything predicted for one document."""

    doc_id: str
    actors: tuple[FoundMention, ...] = ()
    places: tuple[FoundMention, ...] = ()
    quotes: tuple[FoundQuote, ...] = ()
    relations: tuple[FoundRelation, ...] = ()


def predict(doc: Doc, doc_id: str) -> Prediction:
    """Take a Doc's rows as a prediction; relations are left out while no component finds any.

    Args:
        doc: A Doc that went through the pipeline.
        doc_id: The id of the gold article.

    Returns:
        Actor and place mentions of every type, and quotes.
    """
    actors = [m for m in doc._.mentions if m.kind not in _NO_ACTORS and m.role != "place"]
    places = [m for m in doc._.mentions if m.kind == "PLACE" or m.role == "place"]
    return Prediction(
        doc_id=doc_id,
        actors=tuple(FoundMention(m.start, m.end, m.entity_id) for m in actors),
        places=tuple(FoundMention(m.start, m.end, m.entity_id, _position(m.lat, m.lon)) for m in places),
        quotes=tuple(FoundQuote(q.kind, q.contents, q.speaker_id) for q in doc._.quotes),
    )


def read_predictions(path: str | Path) -> dict[str, Prediction]:
    """Read predictions, one JSON object per document: a list of them, or JSON lines.

    Args:
        path: The file.

    Returns:
        Predictions by document id.

    Raises:
        InputError: E101 no such file, E103 not readable, E108 not of the expected form.
    """
    path = Path(path)
    try:
        raw = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise InputError(E101.format(path=str(path))) from None
    except OSError as error:
        raise InputError(E103.format(path=str(path), reason=error.strerror or error)) from error
    except UnicodeDecodeError:
        raise InputError(E103.format(path=str(path), reason="not UTF-8")) from None
    found = {}
    for number, item in _objects(path, raw):
        try:
            prediction = _prediction(item)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InputError(E108.format(path=str(path), line=number, reason=repr(error))) from None
        found[prediction.doc_id] = prediction
    return found


def _objects(path: Path, raw: str) -> list[tuple[int, Any]]:
    try:
        whole = json.loads(raw)
    except json.JSONDecodeError:
        pass
    else:
        return list(enumerate(whole if isinstance(whole, list) else [whole], 1))
    objects = []
    # split("\n") and not splitlines(): a JSON string may hold U+2028 as it is.
    for number, line in enumerate(raw.split("\n"), 1):
        if line.strip():
            try:
                objects.append((number, json.loads(line)))
            except json.JSONDecodeError as error:
                raise InputError(E108.format(path=str(path), line=number, reason=error.msg)) from None
    return objects


def _prediction(item: Mapping[str, Any]) -> Prediction:
    return Prediction(
        doc_id=str(item["doc_id"]),
        actors=tuple(_mention(m) for m in item.get("actors", ())),
        places=tuple(_mention(m) for m in item.get("places", ())),
        quotes=tuple(
            FoundQuote(
                str(q.get("type")), tuple((int(a), int(b)) for a, b in q["content"]), _optional(q.get("speaker_id"))
            )
            for q in item.get("quotes", ())
        ),
        relations=tuple(_relation(r) for r in item.get("relations", ())),
    )


def _mention(item: Mapping[str, Any]) -> FoundMention:
    position = _position(item.get("lat"), item.get("lon"))
    return FoundMention(int(item["start"]), int(item["end"]), _optional(item.get("id")), position)


def _relation(item: Mapping[str, Any]) -> FoundRelation:
    return FoundRelation(
        type=str(item["type"]),
        source=_optional(item["source"]),
        target=_optional(item["target"]),
        target_kind=_optional(item.get("target_kind")),
        sign=int(item.get("sign", 0)),
        negated=bool(item.get("negated")),
        claim_by=_optional(item.get("claim_by")),
    )


def _optional(value: Any) -> str | None:
    return None if value is None else str(value)


def _position(lat: float | None, lon: float | None) -> tuple[float, float] | None:
    return None if lat is None or lon is None else (float(lat), float(lon))
