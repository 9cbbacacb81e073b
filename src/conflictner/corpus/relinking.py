"""The rows of a corpus after its lists have changed: what is certain is done, what is not is listed with the reason."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from conflictner.corpus.changes import STAYS, WHY, Change, Fate, Named
from conflictner.corpus.shards import ADDED, TABLES, Stream
from conflictner.rows import Mention, Quote, Relation, Row, arrow_schema
from conflictner.text import squeeze

#: The articles that should be read again, one JSON object a line.
AGAIN: Final = "read-again.jsonl"
_NAMED: Final = Named._fields


@dataclass(slots=True)
class Relinked:
    """What a change of the lists did to a corpus.

    ``mentions``, ``quotes`` and ``relations`` count rows that are others now, ``killed`` mentions that are gone,
    ``again`` maps documents that should be read again to the reason, ``lifted`` are names that are killed no longer:
    in which articles they stand, only reading again tells.
    """

    mentions: int = 0
    killed: int = 0
    quotes: int = 0
    relations: int = 0
    again: dict[str, str] = field(default_factory=dict)
    lifted: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether any row is another one."""
        return bool(self.mentions or self.killed or self.quotes or self.relations)


class Relinking:
    """The tables of a corpus under a change.

    Args:
        stream: Gives the rows of a table; called several times for each.
        change: What changed.
    """

    def __init__(self, stream: Stream, change: Change) -> None:
        self._stream = stream
        self._change = change
        names: set[Named] = set()
        for batch in stream(Mention, TABLES[Mention]):
            names.update(_named(batch))
        change.learn(names)

    def outcome(self) -> Relinked:
        """What is going to be another one, and what should be read again; nothing is written."""
        found = Relinked(lifted=self._change.lifted)
        other_speakers: set[tuple[str, str | None]] = set()
        for doc_id, fates in self._by_document():
            whys = [fate.why for _, fate in fates if fate.why]
            killed = {named.entity_id for named, fate in fates if fate.killed and named.entity_id}
            if killed & {named.entity_id for named, fate in fates if not fate.killed}:
                whys.append("killed")
            other = any(fate.kind for _, fate in fates)
            if other and any(named.mtype == "nominal" and not fate.killed for named, fate in fates):
                whys.append("phrase")
            other_speakers |= {(doc_id, named.entity_id) for named, fate in fates if _speaks_otherwise(named, fate)}
            if whys:
                found.again.setdefault(doc_id, whys[0])
            found.killed += sum(fate.killed for _, fate in fates)
            found.mentions += sum(fate.changes and not fate.killed for _, fate in fates)
        for before, after in self._statements(Quote, TABLES[Quote]):
            found.quotes += before != after
            self._hang(found, before, ("speaker_id", "addressee_id"), before["about"])
            if any((before["doc_id"], speaker) in other_speakers for speaker in before["speaker_ids"]):
                found.again.setdefault(before["doc_id"], "speaker")
            if self._killed(before["speaker_id"], before["speaker_name"]):
                found.again.setdefault(before["doc_id"], "killed")
        for before, after in self._statements(Relation, ADDED[Relation]):
            found.relations += before != after
            self._hang(found, before, ("source_id", "target_id", "claim_by"), before["denied_by"])
        return found

    def _hang(self, found: Relinked, row: dict[str, Any], names: Iterable[str], more: Iterable[str]) -> None:
        for entity_id in (*[row[name] for name in names], *more):
            if entity_id and (why := self._change.entity(entity_id).why):
                found.again.setdefault(row["doc_id"], why)

    def rows(self, row_type: type[Row], name: str) -> Iterator[pa.RecordBatch]:
        """The rows of a table as they are then."""
        if row_type is Mention:
            yield from map(self._mentions, self._stream(row_type, name))
        elif row_type in (Quote, Relation):
            told = self._quote if row_type is Quote else self._relation
            for batch in self._stream(row_type, name):
                yield _others(row_type, batch, told)
        else:
            yield from self._stream(row_type, name)

    def _by_document(self) -> Iterator[tuple[str, list[tuple[Named, Fate]]]]:
        """The mentions of one document after the other, with what becomes of them."""
        doc_id: str | None = None
        fates: list[tuple[Named, Fate]] = []
        for batch in self._stream(Mention, TABLES[Mention]):
            for own, named in zip(batch["doc_id"].to_pylist(), _named(batch), strict=True):
                if own != doc_id:
                    if doc_id is not None:
                        yield doc_id, fates
                    doc_id, fates = own, []
                fates.append((named, self._change.fate(named)))
        if doc_id is not None:
            yield doc_id, fates

    def _statements(self, row_type: type[Row], name: str) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
        told = self._quote if row_type is Quote else self._relation
        for batch in self._stream(row_type, name):
            for row in batch.to_pylist():
                yield row, told(row)

    def _mentions(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        fates = [self._change.fate(named) for named in _named(batch)]
        if not any(fate.changes for fate in fates):
            return batch
        rows = [_mention(row, fate) for row, fate in zip(batch.to_pylist(), fates, strict=True) if not fate.killed]
        return pa.RecordBatch.from_pylist(rows, schema=arrow_schema(Mention))

    def _moves(self, entity_id: str) -> bool:
        return self._change.entity(entity_id).changes

    def _to(self, entity_id: str | None) -> str | None:
        return entity_id and (self._change.entity(entity_id).entity_id or entity_id)

    def _together(self, ids: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(found for entity_id in ids if (found := self._to(entity_id))))

    def _killed(self, speaker: str | None, name: str | None) -> bool:
        new = self._change.new
        return bool(speaker and new.get(speaker) is None and new.edits.kills(squeeze(name or ""), ""))

    def _quote(self, row: dict[str, Any]) -> dict[str, Any]:
        """Speakers, addressees and those spoken about follow their entities; for one who is killed the others speak."""
        ids = {row["speaker_id"], row["addressee_id"], *row["speaker_ids"], *row["about"]} - {None}
        if not self._killed(row["speaker_id"], row["speaker_name"]) and not any(map(self._moves, ids)):
            return row
        speaker, others = row["speaker_id"], [s for s in row["speaker_ids"] if s != row["speaker_id"]]
        fate = self._change.entity(speaker) if speaker else STAYS
        name = fate.name or row["speaker_name"]
        if self._killed(speaker, row["speaker_name"]):
            speaker = None  # the name stays, as where a text names somebody whom no id is known for
            name = self._change.new.display_name(others[0]) or None if others else row["speaker_name"]
        speakers = self._together([one for one in (speaker, *others) if one])
        return {
            **row,
            "speaker_id": next(iter(speakers), None),
            "speaker_name": name,
            "speaker_ids": speakers,
            "speaker_score": row["speaker_score"] if speakers else None,
            "addressee_id": self._to(row["addressee_id"]),
            "about": self._together(row["about"]),
        }

    def _relation(self, row: dict[str, Any]) -> dict[str, Any] | None:
        """Both ends follow their entities; of two that are one now nothing is told."""
        if not any(map(self._moves, {row["source_id"], row["target_id"], row["claim_by"], *row["denied_by"]} - {None})):
            return row
        ends = self._to(row["source_id"]), self._to(row["target_id"])
        if ends[0] == ends[1] and row["source_id"] != row["target_id"]:
            return None
        denied = self._together(row["denied_by"])
        claim = self._to(row["claim_by"])
        return {**row, "source_id": ends[0], "target_id": ends[1], "claim_by": claim, "denied_by": denied}


def _speaks_otherwise(named: Named, fate: Fate) -> bool:
    """Whether a mention is of a kind now that is said to speak in other words: a person, or nobody who speaks."""
    kinds = ("PERSON", "PLACE", "PROCESS")
    return fate.kind is not None and fate.kind != named.kind and (fate.kind in kinds or named.kind in kinds)


def _named(batch: pa.RecordBatch) -> Iterator[Named]:
    return map(Named, *(batch[name].to_pylist() for name in _NAMED))


def _mention(row: dict[str, Any], fate: Fate) -> dict[str, Any]:
    told = {"kind": fate.kind, "role": fate.role, "rule": fate.rule, "entity_id": fate.entity_id}
    row = {**row, **{name: value for name, value in told.items() if value is not None}}
    if fate.point is not None:
        return {**row, **dict(zip(("entity_name", "lat", "lon", "country"), fate.point, strict=True))}
    return row if fate.name is None else {**row, "entity_name": fate.name}


def _others(
    row_type: type[Row], batch: pa.RecordBatch, told: Callable[[dict[str, Any]], dict[str, Any] | None]
) -> pa.RecordBatch:
    before = batch.to_pylist()
    after = [other for row in before if (other := told(row)) is not None]
    return batch if before == after else pa.RecordBatch.from_pylist(after, schema=arrow_schema(row_type))


def again_lines(folder: Path, found: dict[str, str], there: set[str]) -> bytes:
    """The file of the documents that should be read again, those of an earlier time that are still there included."""
    path = folder / AGAIN
    known: dict[str, str] = {}
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            known[row["doc_id"]] = row["why"]
    told = {**known, **{doc_id: WHY[why] for doc_id, why in found.items()}}
    lines = [json.dumps({"doc_id": i, "why": why}) + "\n" for i, why in sorted(told.items()) if i in there]
    return "".join(lines).encode()


def reasons(again: dict[str, str]) -> dict[str, int]:
    """How many documents should be read again for which reason, the most first."""
    return dict(Counter(WHY[why] for why in again.values()).most_common())
