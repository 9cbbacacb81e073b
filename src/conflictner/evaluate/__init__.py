"""Measure a pipeline against articles that a person annotated, in files of schema ``conflictner-gold/1``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conflictner.evaluate.gold import SCHEMA, GoldArticle, read_gold
from conflictner.evaluate.pairing import Counts, Tally
from conflictner.evaluate.predictions import Prediction, predict, read_predictions
from conflictner.evaluate.scoring import score

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = [
    "SCHEMA",
    "Counts",
    "Evaluation",
    "Prediction",
    "evaluate",
    "predict",
    "read_gold",
    "read_predictions",
    "run",
]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by document, in the order of the gold files; ``unpredicted`` documents count as empty."""

    documents: Mapping[str, Tally]
    unpredicted: tuple[str, ...]

    @property
    def total(self) -> dict[str, Counts]:
        """The lines over all documents."""
        lines: dict[str, Counts] = {}
        for tally in self.documents.values():
            for line, counts in tally.counts.items():
                lines[line] = lines.get(line, Counts()) + counts
        return lines


def evaluate(golds: Iterable[GoldArticle], predictions: Mapping[str, Prediction]) -> Evaluation:
    """Score predictions; relations are scored when any document has some.

    Args:
        golds: The annotated articles.
        predictions: By document id.

    Returns:
        Counts and errors by document and line.
    """
    articles = list(golds)
    relations = any(prediction.relations for prediction in predictions.values())
    documents = {
        gold.doc_id: score(predictions.get(gold.doc_id, Prediction(gold.doc_id)), gold, relations=relations)
        for gold in articles
    }
    return Evaluation(documents, tuple(gold.doc_id for gold in articles if gold.doc_id not in predictions))


def run(nlp: Language, golds: Iterable[GoldArticle]) -> dict[str, Prediction]:
    """Read the annotated articles with a pipeline: the text alone, nothing that the annotator knew."""
    return {gold.doc_id: predict(nlp(gold.text), gold.doc_id) for gold in golds}
