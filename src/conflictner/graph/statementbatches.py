"""Batches of quotes and relations -> whom each row links, as `statements` says of a row by itself."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from conflictner.graph.arrays import codes, ints, plain, true
from conflictner.graph.statements import TOLD, marks

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

QUOTE: Final = (
    "doc_id",
    "quote_id",
    "speaker_id",
    "speaker_name",
    "speaker_ids",
    "addressee_id",
    "about",
    "denies",
    "stance",
    "negated",
    "contents",
    "cues",
    "source_start",
    "source_end",
    "segment",
)
RELATION: Final = (
    "doc_id",
    "type",
    "source_id",
    "target_id",
    "sign",
    "symmetric",
    "modality",
    "negated",
    "claim_by",
    "denied_by",
    "trigger_start",
    "trigger_end",
    "source_start",
    "source_end",
    "target_start",
    "target_end",
    "segment",
)


def quote_links(batch: pa.RecordBatch) -> tuple[Ints, Any, Any, Flags]:
    """Row, speaker and target of every link, and whether the speaker is the first of those who say it together.

    A quote links each of its speakers to each actor whom it is about or told to; none of the speakers is a target.
    """
    first, told = plain(batch["speaker_id"]), plain(batch["addressee_id"])
    every = np.arange(len(batch), dtype=np.int64)
    heard = np.flatnonzero(true(pc.not_equal(told, "")))
    speaking = np.concatenate([every, ints(pc.list_parent_indices(batch["speaker_ids"]))])
    meant = np.concatenate([ints(pc.list_parent_indices(batch["about"])), heard])
    speakers = pa.concat_arrays([first, plain(pc.list_flatten(batch["speaker_ids"]))])
    targets = pa.concat_arrays([plain(pc.list_flatten(batch["about"])), told.take(pa.array(heard))])
    both = pa.concat_arrays([speakers, targets]).dictionary_encode()
    code, room = codes(both), len(both.dictionary) + 1
    said = np.unique(speaking * room + code[: len(speakers)])  # in order of the row, each speaker once
    about = np.unique(meant * room + code[len(speakers) :])
    about = about[~np.isin(about, said)]
    row, target = np.divmod(about, room)
    speakers_of = np.bincount(said // room, minlength=len(batch))
    repeats = speakers_of[row]
    offset = np.arange(int(repeats.sum())) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    at = np.repeat((np.cumsum(speakers_of) - speakers_of)[row], repeats) + offset
    row, target, source = np.repeat(row, repeats), np.repeat(target, repeats), said[at] % room
    names = both.dictionary
    return row, names.take(pa.array(source)), names.take(pa.array(target)), source == code[: len(batch)][row]


def quote_spans(batch: pa.RecordBatch) -> tuple[Ints, Ints]:
    """From the first to the last of contents, cues and source of each quote."""
    nowhere = np.iinfo(np.int32).max
    start = pc.fill_null(batch["source_start"], nowhere).to_numpy(zero_copy_only=False).astype(np.int64)
    end = pc.fill_null(batch["source_end"], -1).to_numpy(zero_copy_only=False).astype(np.int64)
    for name in ("contents", "cues"):
        rows = ints(pc.list_parent_indices(batch[name]))
        ends = ints(pc.list_flatten(pc.list_flatten(batch[name]))).reshape(-1, 2)
        np.minimum.at(start, rows, ends[:, 0])
        np.maximum.at(end, rows, ends[:, 1])
    return start, end


def denials_in(batch: pa.RecordBatch, docs: Ints) -> set[tuple[int, str]]:
    """Document and id of each quote that a quote of a batch denies; what somebody did not say denies nothing."""
    rows = np.flatnonzero(pc.is_valid(batch["denies"]).to_numpy(zero_copy_only=False) & ~true(batch["negated"]))
    return set(zip(docs[rows].tolist(), plain(batch["denies"]).take(pa.array(rows)).to_pylist(), strict=True))


def denied_in(batch: pa.RecordBatch, docs: Ints, denials: set[tuple[int, str]], contested: Ints) -> Flags:
    """Which quotes of a batch are denied; ``contested`` are the documents of the denials."""
    flags = np.isin(docs, contested)
    rows = np.flatnonzero(flags)
    keys = zip(docs[rows].tolist(), plain(batch["quote_id"]).take(pa.array(rows)).to_pylist(), strict=True)
    flags[rows] = [key in denials for key in keys]
    return flags


def linking(batch: pa.RecordBatch) -> Flags:
    """Which relations link two entities."""
    source, target = plain(batch["source_id"]), plain(batch["target_id"])
    named = true(pc.not_equal(source, "")) & true(pc.not_equal(target, ""))
    return named & true(pc.not_equal(source, target))


def told_in(batch: pa.RecordBatch) -> Flags:
    """Which relations are told as something that was."""
    return true(pc.is_in(plain(batch["modality"]), value_set=pa.array(sorted(TOLD)))) & ~true(batch["negated"])


def relation_marks(batch: pa.RecordBatch) -> Ints:
    """Sign, claimed, denied and symmetric of each relation."""
    claimed = pc.is_valid(batch["claim_by"]).to_numpy(zero_copy_only=False)
    denied = true(pc.greater(pc.list_value_length(batch["denied_by"]), 0))
    return marks(np.sign(ints(batch["sign"])), claimed, denied, true(batch["symmetric"])).astype(np.int64)


def relation_spans(batch: pa.RecordBatch) -> tuple[Ints, Ints]:
    """From the first to the last of trigger, source and target."""
    parts = ("trigger", "source", "target")
    starts, ends = ([ints(batch[f"{part}_{side}"]) for part in parts] for side in ("start", "end"))
    start: Ints = np.minimum.reduce(starts)
    end: Ints = np.maximum.reduce(ends)
    return start, end
