"""What quotes and relations say of two entities: whom they link, with which sign, on whose word."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from conflictner.rows import Quote, Relation, Span

Codes = npt.NDArray[np.int32]

#: The stances of a quote; another one is "say".
STANCES: Final = (
    "accuse",
    "announce",
    "ask",
    "call_for",
    "claim",
    "confirm",
    "deny",
    "praise",
    "promise",
    "refuse",
    "say",
    "think",
    "threaten",
    "urge",
    "warn",
    "write",
)

#: What a quote says of whom it is about: blame, or approval; a plain "said" is neither. A denial is neither as well:
#: "Rwanda denied backing the M23" rejects what somebody said, and is no hostility towards the M23.
SIGNS: Final = {"accuse": -1, "threaten": -1, "warn": -1, "praise": 1}

#: The same by number of the stance.
STANCE_SIGNS: Final = np.array([SIGNS.get(stance, 0) for stance in STANCES], np.int64)

#: Relations that are told as having taken place, by the outlet or on somebody's word; not those that somebody plans,
#: asks for, or makes a condition.
TOLD: Final = frozenset({"asserted", "claimed"})


def stance_code(stance: str) -> int:
    """The number of a stance; of an unknown one that of "say"."""
    return STANCES.index(stance) if stance in STANCES else STANCES.index("say")


def marks(sign: Any, claimed: Any, denied: Any, symmetric: Any = 0) -> Codes:
    """Sign (-1, 0, 1), "on somebody's word", "denied by somebody" and "both ways" of statements, in one number each.

    >>> [part.tolist() for part in unmarked(marks([-1, 1], 1, [0, 1]))]
    [[-1, 1], [1, 1], [0, 1], [0, 0]]
    """
    packed = (np.asarray(sign) + 1) | (np.asarray(claimed).astype(np.int32) << 2)
    packed = packed | (np.asarray(denied).astype(np.int32) << 3) | (np.asarray(symmetric).astype(np.int32) << 4)
    found: Codes = packed.astype(np.int32)
    return found


def unmarked(mark: Codes) -> tuple[Codes, Codes, Codes, Codes]:
    """The four numbers of `marks`."""
    return (mark & 3) - 1, (mark >> 2) & 1, (mark >> 3) & 1, mark >> 4


def is_symmetric(mark: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Which statements have no first end."""
    found: npt.NDArray[np.bool_] = (mark >> 4) > 0
    return found


def quote_ends(row: Quote) -> tuple[list[str], list[str]]:
    """Who says it together, and whom it is about or told to; none of the first is one of the second."""
    speakers = {row.speaker_id, *row.speaker_ids} - {None, ""}
    targets = {*row.about, *([row.addressee_id] if row.addressee_id else [])} - speakers
    return sorted(filter(None, speakers)), sorted(filter(None, targets))


def quote_span(row: Quote) -> Span:
    """From the first to the last of contents, cues and source."""
    spans = [*row.contents, *row.cues]
    if row.source_start is not None and row.source_end is not None:
        spans.append((row.source_start, row.source_end))
    return min(span[0] for span in spans), max(span[1] for span in spans)


def is_told(row: Relation) -> bool:
    """Whether a relation is told as something that was."""
    return not row.negated and row.modality in TOLD


def relation_mark(row: Relation) -> int:
    """Sign, claimed, denied and symmetric of a relation; see `marks`."""
    return int(marks(int(np.sign(row.sign)), row.claim_by is not None, bool(row.denied_by), row.symmetric))


def relation_span(row: Relation) -> Span:
    """From the first to the last of trigger, source and target."""
    return (
        min(row.trigger_start, row.source_start, row.target_start),
        max(row.trigger_end, row.source_end, row.target_end),
    )
