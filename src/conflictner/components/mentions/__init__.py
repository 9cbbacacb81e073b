"""conflict_mentions: every name of an actor or a place, with one kind for each name of a document.

Candidates come from the base model, the knowledge base, the gazetteer and the words around a name; each is a vote with
a weight, and the votes of all mentions of a name are counted together (`evidence`). What a name means is not decided
here but in conflict_linker.
"""

from __future__ import annotations

from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc

from conflictner.annotations import Mark, write_marks
from conflictner.components.mentions.book import Book
from conflictner.components.mentions.candidates import base_spans
from conflictner.components.mentions.choice import choose
from conflictner.components.mentions.countries import Countries
from conflictner.components.mentions.evidence import THRESHOLD
from conflictner.components.mentions.reading import Reading
from conflictner.components.mentions.votes import with_votes
from conflictner.errors import E303, ConfigError
from conflictner.rulepipe import RulePipe

DEFAULTS: Final[dict[str, Any]] = {"kb": None, "threshold": THRESHOLD, "demonyms": True, "gazetteer": None}


@Language.factory(
    "conflict_mentions",
    assigns=["doc.ents", "doc.spans", "doc._.conflict_mentions"],
    requires=["token.tag", "token.dep", "token.head"],
    default_config=DEFAULTS,
    default_score_weights={"mentions_f": 1.0, "mentions_p": 0.0, "mentions_r": 0.0, "mentions_per_type": None},
)
def make_mentions(
    nlp: Language, name: str, kb: str | None, threshold: float, demonyms: bool, gazetteer: str | None
) -> MentionFinder:
    """Make a conflict_mentions component; see `MentionFinder`."""
    return MentionFinder(nlp, name, kb=kb, threshold=threshold, demonyms=demonyms, gazetteer=gazetteer)


class MentionFinder(RulePipe):
    """Find the names of actors and places.

    Args:
        nlp: The pipeline it belongs to.
        name: Its name there.
        kb: A CSV file of the user's own actors, or None.
        threshold: Evidence a name needs, 0.5 (more names) to 3 (listed names alone); 1 is the model's label alone.
        demonyms: Whether a nationality that stands for a party is a mention: "{Congolese} and {Rwandan} ministers".
        gazetteer: A layer of the user's own places, or None.

    Raises:
        ConfigError: E303, a setting is out of range.
    """

    needs = (
        ("part-of-speech tags", "POS", "a tagger and an attribute_ruler"),
        ("a dependency parse", "DEP", "a parser"),
    )

    def __init__(
        self,
        nlp: Language,
        name: str = "conflict_mentions",
        *,
        kb: str | None = None,
        threshold: float = 1.0,
        demonyms: bool = True,
        gazetteer: str | None = None,
    ) -> None:
        if not 0.5 <= threshold <= 3.0:
            raise ConfigError(
                E303.format(component=name, setting="threshold", value=repr(threshold), allowed="0.5 to 3")
            )
        super().__init__(nlp, name, kb=kb, threshold=threshold, demonyms=demonyms, gazetteer=gazetteer)

    def annotate(self, doc: Doc) -> Doc:
        """Write the mentions of a Doc: ``doc.spans["mentions"]`` and ``doc.ents``."""
        self.require(doc)
        write_marks(doc, self.find(doc) if len(doc) else [])
        return doc

    def find(self, doc: Doc) -> list[Mark]:
        """The named mentions of a Doc, without ids."""
        base = base_spans(doc)
        reading = Reading.of(doc, self.kb.frequency)
        book = Book(reading, self.kb, Countries.of(self.kb))
        book.fill(base, self.gazetteer)
        book.decide()
        marks = choose(book, threshold=self.settings["threshold"], demonyms=self.settings["demonyms"])
        return with_votes(book, marks)

    def score(self, examples: Any, **kwargs: Any) -> dict[str, Any]:
        """Precision, recall and F of ``doc.spans["mentions"]`` against the reference, by kind too."""
        from spacy.scorer import Scorer

        def mentions(doc: Doc, _: str) -> Any:
            return doc.spans.get("mentions", [])

        return Scorer.score_spans(
            examples, "mentions", getter=mentions, has_annotation=lambda doc: "mentions" in doc.spans, **kwargs
        )
