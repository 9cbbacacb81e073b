"""Scores of known predictions on a tiny annotated article; and what is refused as gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from conflictner import evaluate as measure
from conflictner.errors import InputError
from conflictner.evaluate.pairing import align, pair_off, same, share
from conflictner.evaluate.predictions import FoundMention, FoundQuote, FoundRelation
from handmade import hand_made

TEXT = "Mira Osei said the Blue Front took Kada. “We hold it,” she added. Boma denied that."


def span(words: str, nth: int = 0) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def mention(words: str, entity: str, nth: int = 0, **more: Any) -> dict[str, Any]:
    return {**span(words, nth), "id": entity, "alt_ids": [], "mtype": "name", "optional": False, **more}


def gold(**changes: Any) -> dict[str, Any]:
    return {
        "schema": "conflictner-gold/1",
        "doc_id": "kada",
        "text_file": "kada.txt",
        "actors": [{"id": "OSEI"}, {"id": "FRONT"}, {"id": "BOMA"}],
        "places": [{"id": "KADA", "lat": 10.0, "lon": 20.0, "tolerance_km": 25}],
        "actor_mentions": [
            mention("Mira Osei", "OSEI"),
            mention("Blue Front", "FRONT"),
            mention("she", "OSEI"),
            mention("We", "FRONT", optional=True),
            mention("Boma", "BOMA", alt_ids=["GOV"]),
        ],
        "place_mentions": [mention("Kada", "KADA")],
        "quotes": [
            {
                "id": "q1",
                "type": "indirect",
                "content": [span("the Blue Front took Kada")],
                "cue": span("said"),
                "speaker_mention": span("Mira Osei"),
                "speaker": "OSEI",
                "optional": False,
            },
            {
                "id": "q2",
                "type": "direct",
                "content": [span("We hold it,")],
                "cue": span("added"),
                "speaker_mention": span("she"),
                "speaker": "OSEI",
                "optional": False,
            },
            {
                "id": "q3",
                "type": "indirect",
                "content": [span("that", 0)],
                "cue": span("denied"),
                "speaker_mention": span("Boma"),
                "speaker": "BOMA",
                "optional": True,
            },
        ],
        "relations": [
            {
                "id": "r1",
                "type": "captures",
                "source": "FRONT",
                "target": "KADA",
                "target_kind": "place",
                "sign": -1,
                "negated": False,
                "claim_by": "OSEI",
                "trigger": [span("took")],
                "optional": False,
            }
        ],
        **changes,
    }


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    (tmp_path / "kada.txt").write_text(TEXT, encoding="utf-8")
    return write(tmp_path, gold())


def write(folder: Path, data: object) -> Path:
    path = folder / "kada.gold.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def found(words: str, entity: str | None, nth: int = 0, position: tuple[float, float] | None = None) -> FoundMention:
    at = span(words, nth)
    return FoundMention(at["start"], at["end"], entity, position)


def spans_of(*words: str) -> tuple[tuple[int, int], ...]:
    return tuple((span(w)["start"], span(w)["end"]) for w in words)


PERFECT = measure.Prediction(
    "kada",
    actors=(found("Mira Osei", "p1"), found("Blue Front", "p2"), found("she", "p1"), found("Boma", "p3")),
    places=(found("Kada", "g1", position=(10.1, 20.0)),),
    quotes=(
        FoundQuote("indirect", spans_of("the Blue Front took Kada"), "p1"),
        FoundQuote("direct", spans_of("We hold it,"), "p1"),
    ),
    relations=(FoundRelation("captures", "p2", "g1", "place", -1, False, "p1"),),
)


def scores(gold_file: Path, prediction: measure.Prediction) -> dict[str, tuple[int, int, int]]:
    evaluation = measure.evaluate([measure.read_gold(gold_file)], {prediction.doc_id: prediction})
    return {line: (c.hits, c.wrong, c.missed) for line, c in evaluation.total.items()}


def test_evaluate_all_right_is_all_right(gold_file: Path) -> None:
    lines = scores(gold_file, PERFECT)
    assert list(lines) == [
        "actor",
        "actor_linked",
        "actor_strict",
        "place",
        "place_linked",
        "place_strict",
        *[f"quote_{kind}{end}" for kind in ("all", "direct", "indirect") for end in ("", "_overlap", "_speaker")],
        "rel_pair",
        "rel_signed",
        "rel_typed",
        "rel_typed_with_claim",
    ]
    assert all((wrong, missed) == (0, 0) for _, wrong, missed in lines.values())


def test_evaluate_one_fault_at_a_time(gold_file: Path) -> None:
    def changed(**parts: Any) -> dict[str, tuple[int, int, int]]:
        lines = scores(gold_file, measure.Prediction("kada", **{**_parts(PERFECT), **parts}))
        return {line: counts for line, counts in lines.items() if counts[1:] != (0, 0)}

    actors = PERFECT.actors
    # too short a span: found, not strictly
    assert changed(actors=(found("Mira", "p1"), *actors[1:])) == {"actor_strict": (3, 1, 1)}
    # a missed pronoun
    assert changed(actors=(*actors[:2], actors[3])) == {
        "actor": (3, 0, 1),
        "actor_strict": (3, 0, 1),
        "actor_linked": (3, 0, 1),
    }
    # one actor split over two ids: the second id stands for nobody
    assert changed(actors=(*actors[:2], found("she", "p9"), actors[3])) == {"actor_linked": (3, 1, 1)}
    # an optional mention counts neither way
    assert changed(actors=(*actors, found("We", "p2"))) == {}
    # a mention of nothing
    assert changed(actors=(*actors, found("took", "p2"))) == {
        "actor": (4, 1, 0),
        "actor_strict": (4, 1, 0),
        "actor_linked": (4, 1, 0),
    }
    # 111 km off, and without a position
    assert changed(places=(found("Kada", "g1", position=(11.0, 20.0)),)) == {"place_linked": (0, 1, 1)}
    assert changed(places=(found("Kada", "g1"),)) == {"place_linked": (0, 1, 1)}
    # half of a quote: overlap only
    half = FoundQuote("direct", spans_of("We hold"), "p1")
    assert changed(quotes=(PERFECT.quotes[0], half)) == {"quote_all": (1, 1, 1), "quote_direct": (0, 1, 1)}
    # the wrong speaker, and none
    for speaker in ("p2", None):
        wrong = FoundQuote("direct", spans_of("We hold it,"), speaker)
        assert changed(quotes=(PERFECT.quotes[0], wrong)) == {
            "quote_all_speaker": (1, 1, 1),
            "quote_direct_speaker": (0, 1, 1),
        }
    # a claim taken for a fact; a wrong sign
    fact = FoundRelation("captures", "p2", "g1", "place", -1, False, None)
    assert changed(relations=(fact,)) == {"rel_typed_with_claim": (0, 1, 1)}
    friendly = FoundRelation("captures", "p2", "g1", "place", 1, False, "p1")
    assert changed(relations=(friendly,)) == {"rel_signed": (0, 1, 1)}


def _parts(prediction: measure.Prediction) -> dict[str, Any]:
    return {name: getattr(prediction, name) for name in ("actors", "places", "quotes", "relations")}


def test_evaluate_leaves_relations_out_while_nobody_predicts_any(gold_file: Path) -> None:
    lines = scores(gold_file, measure.Prediction("kada", actors=PERFECT.actors))
    assert not [line for line in lines if line.startswith("rel_")]


def test_evaluate_document_without_prediction_counts_as_empty(gold_file: Path) -> None:
    evaluation = measure.evaluate([measure.read_gold(gold_file)], {})
    assert evaluation.unpredicted == ("kada",)
    assert evaluation.total["actor"] == measure.Counts(0, 0, 4)
    assert evaluation.total["actor"].scores == (0.0, 0.0, 0.0)


def test_evaluate_tells_each_error(gold_file: Path) -> None:
    prediction = measure.Prediction("kada", actors=(found("took", "p1"),))
    errors = measure.evaluate([measure.read_gold(gold_file)], {"kada": prediction}).documents["kada"].errors
    assert errors["actor"][0] == "spurious: [30:34] p1"
    assert errors["actor"][1] == "missed: [0:9] 'Mira Osei' = OSEI"
    assert errors["quote_direct"] == ["missed: q2 direct 'We hold it,'"]


def test_evaluate_symmetric_relations_may_be_turned(gold_file: Path) -> None:
    meets = {**gold()["relations"][0], "type": "meets", "target": "BOMA", "target_kind": "actor", "sign": 1}
    path = write(gold_file.parent, gold(relations=[meets]))
    turned = FoundRelation("meets", "p3", "p2", "actor", 1, False, "p1")
    prediction = measure.Prediction("kada", **{**_parts(PERFECT), "relations": (turned,)})
    assert scores(path, prediction)["rel_typed_with_claim"] == (1, 0, 0)


def test_evaluate_predict_takes_rows(blank: Language) -> None:
    doc = hand_made(
        blank,
        "[Mira Osei]{PERSON new:osei} of [Boma]{COUNTRY cty:BOM place} joined the [Kada process]{PROCESS prc:kada} in"
        " [Kada]{PLACE gn:1}. “We hold it,” [she]{PERSON pronoun} said.",
        entities={"gn:1": {"name": "Kada", "kind": "PLACE", "lat": 1.0, "lon": 2.0}},
        quotes=[{"contents": ["We hold it,"], "speaker_id": "new:osei"}],
    )
    prediction = measure.predict(doc, "kada")
    assert [(m.id, m.position) for m in prediction.actors] == [("new:osei", None), (None, None)]
    assert [(m.id, m.position) for m in prediction.places] == [("cty:BOM", None), ("gn:1", (1.0, 2.0))]
    assert [(q.kind, q.speaker_id) for q in prediction.quotes] == [("direct", "new:osei")]


# --- files ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ([], "schema"),
        ({"schema": "other/1"}, "other/1"),
        ({"schema": "conflictner-gold/2"}, "conflictner-gold/2"),
        ({key: value for key, value in gold().items() if key != "quotes"}, "quotes"),
        (gold(places=[]), "KADA"),
        (gold(actor_mentions=[{**mention("Boma", "BOMA"), "text": "Homa"}]), "Homa"),
        (gold(actor_mentions=[{**mention("Boma", "BOMA"), "end": 10_000}]), "10000"),
        (gold(actor_mentions=7), "int"),
        (gold(places=[{"id": "KADA", "lat": "north", "lon": 1, "tolerance_km": 1}]), "north"),
    ],
)
def test_evaluate_refuses_what_is_no_gold(tmp_path: Path, data: object, reason: str) -> None:
    (tmp_path / "kada.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        measure.read_gold(write(tmp_path, data))
    assert caught.value.code == "E405"
    assert reason in str(caught.value)


@pytest.mark.parametrize(("content", "code"), [(None, "E101"), (b"{", "E405"), (b"\xff\xfe{}", "E405")])
def test_evaluate_refuses_unreadable_gold(tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "x.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        measure.read_gold(path)
    assert caught.value.code == code


def test_evaluate_reads_the_text_beside_the_gold_only(tmp_path: Path) -> None:
    folder = tmp_path / "gold"
    folder.mkdir()
    (tmp_path / "kada.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        measure.read_gold(write(folder, gold(text_file="../kada.txt")))
    assert caught.value.code == "E101"


LINES = [
    {"doc_id": "a", "actors": [{"start": 0, "end": 4, "id": None}], "places": [{"start": 0, "end": 1}]},
    {"doc_id": "b", "quotes": [{"type": "direct", "content": [[0, 3]]}], "relations": []},
]


@pytest.mark.parametrize(
    "raw",
    [json.dumps(LINES), "\n".join(map(json.dumps, LINES)), "\n\n" + "\n".join(map(json.dumps, LINES)) + "\n"],
)
def test_evaluate_reads_predictions_as_list_or_lines(tmp_path: Path, raw: str) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(raw, encoding="utf-8")
    predictions = measure.read_predictions(path)
    assert predictions["a"].actors == (FoundMention(0, 4, None),)
    assert predictions["b"].quotes == (FoundQuote("direct", ((0, 3),), None),)


@pytest.mark.parametrize(
    ("raw", "line"),
    [("{}", 1), ('{"doc_id": "a"}\n{"doc_id"', 2), ('{"doc_id": "a"}\n[1]', 2), ('{"doc_id": "a", "quotes": [1]}', 1)],
)
def test_evaluate_refuses_other_predictions(tmp_path: Path, raw: str, line: int) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(raw, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        measure.read_predictions(path)
    assert caught.value.code == "E108"
    assert f":{line}:" in str(caught.value)


# --- pairs ---------------------------------------------------------------------------------------------------------


def test_evaluate_share_and_same() -> None:
    assert share(FoundMention(0, 4, None), FoundMention(2, 10, None)) == 0.25
    assert share(FoundMention(0, 4, None), FoundMention(4, 8, None)) == 0
    assert same(FoundMention(0, 4, "a"), FoundMention(0, 4, "b")) == 1


def test_evaluate_pairs_take_the_best_first() -> None:
    assert pair_off([0, 10], [9, 1], lambda a, b: 20 - abs(a - b)) == [(0, 1), (1, 0)]
    assert pair_off([0], [], lambda a, b: 1) == []


def test_evaluate_align_is_one_to_one() -> None:
    wanted = [FoundMention(0, 5, "A"), FoundMention(10, 15, "A"), FoundMention(20, 25, "B")]
    joined = [FoundMention(0, 5, "x"), FoundMention(10, 15, "x"), FoundMention(20, 25, "x"), FoundMention(30, 35, "y")]
    assert align(joined, wanted) == {"x": "A"}
    split = [FoundMention(0, 5, "x"), FoundMention(10, 15, "y"), FoundMention(20, 25, None)]
    assert align(split, wanted) == {"x": "A"}
