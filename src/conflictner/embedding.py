"""The base model's word embeddings, computed once for all equal words of a batch.

Two thirds of the words of twenty articles are there more than once, and a third of the small model's arithmetic is to
embed them. The matrix product gives a row the same bits whatever rows stand beside it, so what comes out is the same to
the last bit. A saved pipeline knows nothing of it, and training goes the usual way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import Model
from thinc.backends import NumpyOps
from thinc.layers import chain as chained
from thinc.types import Ragged

#: The layers of an embedding without vectors, as `spacy.MultiHashEmbed.v2` builds it.
_LAYERS: Final = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")
_chain: Final[Callable[..., Any]] = chained.__globals__["forward"]
_ODD: Final = np.uint64(0x9E3779B97F4A7C15)


def embed_once(nlp: Language) -> None:
    """Have a pipeline embed equal words once a batch, wherever its embeddings are built in the way that allows it.

    Args:
        nlp: The pipeline; its models are changed in place.
    """
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        if isinstance(model, Model):
            for node in model.walk():
                if _allows(node):
                    node._func = _forward


def _allows(node: Model[Any, Any]) -> bool:
    kinds = tuple(layer.name.split("(")[0] for layer in node.layers)
    ops = node.ops
    return node._func is _chain and kinds == _LAYERS and isinstance(ops, NumpyOps) and bool(ops.use_blis)


def _forward(model: Model[Any, Any], docs: Any, is_train: bool) -> tuple[Any, Callable[..., Any]]:
    """The chain's own way in training and over nothing; else the layers between go over the different rows alone."""
    if is_train or not any(len(doc) for doc in docs):
        result: tuple[Any, Callable[..., Any]] = _chain(model, docs, is_train)
        return result
    extract, gather, hashed, mixed, part = model.layers
    ragged: Ragged = gather.predict(extract.predict(docs))
    data: Any = ragged.data
    first, inverse = distinct(data)
    rows = Ragged(data[first], model.ops.asarray1i([len(first)]))
    vectors: Any = mixed.predict(hashed.predict(rows)).data
    return part.predict(Ragged(vectors[inverse], ragged.lengths)), _untrained


def _untrained(gradient: Any) -> Any:
    raise RuntimeError("an embedding that was computed for use cannot be trained")


def distinct(rows: NDArray[Any]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each different row stands first, and which of them each row is.

    >>> import numpy as np
    >>> rows = np.array([[7, 1], [5, 2], [7, 1]], dtype="uint64")
    >>> first, inverse = distinct(rows)
    >>> bool((rows[first][inverse] == rows).all()), len(first)
    (True, 2)
    """
    keys = np.zeros(len(rows), dtype=np.uint64)
    for column in rows.T:
        keys = (keys ^ column.astype(np.uint64)) * _ODD
        keys ^= keys >> np.uint64(29)
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    if not np.array_equal(rows[first][inverse], rows):  # two rows with one key: a chance of one in 10^11 a batch
        every = np.arange(len(rows))
        return every, every
    return first, inverse
