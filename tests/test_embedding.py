"""Equal words are embedded once: the same bits, whatever stands beside them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from thinc.api import Model, NumpyOps
from thinc.layers import chain

from conflictner.embedding import _forward, distinct, embed_once

TEXTS = ["Goma fell on Monday.", "", "Rebels took Goma; the army left Goma on Monday.", " ", "\n\nGoma.\n"]
_CONFIG = {
    "model": {
        "@architectures": "spacy.Tagger.v2",
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": 32,
                "attrs": ["NORM", "SHAPE", "SPACY"],
                "rows": [500, 200, 20],
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": 32,
                "depth": 2,
                "window_size": 1,
                "maxout_pieces": 3,
            },
        },
    }
}


def untrained() -> Language:
    nlp = spacy.blank("en")
    tagger: Any = nlp.add_pipe("tagger", config=_CONFIG)
    for label in ("NNP", "VBD", "."):
        tagger.add_label(label)
    nlp.initialize()
    return nlp


def model_of(nlp: Language) -> Model[Any, Any]:
    tagger: Any = nlp.get_pipe("tagger")
    model: Model[Any, Any] = tagger.model
    return model


def patched(model: Model[Any, Any]) -> list[str]:
    return [node.name for node in model.walk() if node._func is _forward]


def test_embed_once_gives_the_same_bits_in_any_company() -> None:
    nlp = untrained()
    docs = [nlp.make_doc(text) for text in TEXTS]
    before = model_of(nlp).get_ref("tok2vec").predict(docs)
    embed_once(nlp)
    assert len(patched(model_of(nlp))) == 1
    after = model_of(nlp).get_ref("tok2vec").predict(docs)
    alone = [model_of(nlp).get_ref("tok2vec").predict([doc, docs[0]])[0] for doc in docs]
    for one, other, single in zip(before, after, alone, strict=True):
        assert np.array_equal(one, other)
        assert np.array_equal(one, single)


def test_embed_once_leaves_training_and_saving_alone() -> None:
    nlp = untrained()
    saved = model_of(nlp).to_bytes()
    embed_once(nlp)
    assert model_of(nlp).to_bytes() == saved
    docs = [nlp.make_doc(text) for text in TEXTS]
    scores, backprop = model_of(nlp).begin_update(docs)
    backprop(scores)
    assert patched(model_of(nlp).copy()), "a copy embeds in the same way, with layers of its own"


def test_embed_once_passes_over_other_models() -> None:
    nlp = untrained()
    for node in model_of(nlp).walk():
        node.ops = NumpyOps(use_blis=False)  # whose product gives a row other bits in other company
    embed_once(nlp)
    assert patched(model_of(nlp)) == []
    assert chain.__globals__["forward"] in {node._func for node in model_of(nlp).walk()}


@pytest.mark.parametrize(
    ("rows", "count"), [([[1, 2], [1, 2], [2, 1]], 2), ([[0, 0]], 1), ([[1, 0], [0, 1], [0, 0]], 3)]
)
def test_distinct(rows: list[list[int]], count: int) -> None:
    array = np.array(rows, dtype=np.uint64)
    first, inverse = distinct(array)
    assert len(first) == count
    assert np.array_equal(array[first][inverse], array)


def test_distinct_of_nothing() -> None:
    first, inverse = distinct(np.zeros((0, 4), dtype=np.uint64))
    assert len(first) == len(inverse) == 0


def test_distinct_survives_two_rows_with_one_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conflictner.embedding._ODD", np.uint64(0))
    rows = np.array([[1, 2], [3, 4]], dtype=np.uint64)
    first, inverse = distinct(rows)
    assert np.array_equal(rows[first][inverse], rows)
