"""conflict_listed: names without a model, for articles by the million: listed actors, proven places, people by title.

What the text itself does not prove is left out: of a list's homonyms the one whose country is spoken of, of the
gazetteer what a preposition or another place vouches for. Reads the text alone, so that it costs a hundredth of a
model; what is lost against the full profile is measured in docs/howto/corpora.md.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc

from conflictner.annotations import Mark, write_marks
from conflictner.columns import columns_of
from conflictner.components.listed.actors import listed_actors
from conflictner.components.listed.names import Name, Names
from conflictner.components.listed.people import titled_people
from conflictner.components.listed.places import proven_places
from conflictner.components.listed.sentences import set_sentences
from conflictner.rulepipe import RulePipe

DEFAULTS: Final[dict[str, Any]] = {"kb": None, "gazetteer": None}
#: What may stand between a name and the rest of its token: "M23-held".
_GLUE: Final = "-‐‑–/'’.·"


@Language.factory(
    "conflict_listed",
    assigns=["doc.ents", "doc.spans", "doc._.conflict_mentions", "doc._.conflict_entities", "token.is_sent_start"],
    default_config=DEFAULTS,
)
def make_listed(nlp: Language, name: str, kb: str | None, gazetteer: str | None) -> ListedNames:
    """Make a conflict_listed component; see `ListedNames`."""
    return ListedNames(nlp, name, kb=kb, gazetteer=gazetteer)


class ListedNames(RulePipe):
    """Find and link the names of actors and places without a model.

    Args:
        nlp: The pipeline it belongs to.
        name: Its name there.
        kb: A CSV file of the user's own actors, or None.
        gazetteer: A layer of the user's own places, or None.

    >>> import spacy
    >>> doc = spacy.blank("en")("M23 rebels took Sake, near Goma, spokesman Amani Kito said.")
    >>> nlp = spacy.blank("en")
    >>> doc = ListedNames(nlp, "names")(nlp.make_doc(doc.text))
    >>> [(e.text, e.label_, e.kb_id_) for e in doc.ents][:1], [e.text for e in doc.ents]
    ([('M23', 'ARMED_GROUP', 'arm:m23')], ['M23', 'Goma', 'Amani Kito'])
    """

    def __init__(
        self, nlp: Language, name: str = "conflict_listed", *, kb: str | None = None, gazetteer: str | None = None
    ) -> None:
        super().__init__(nlp, name, kb=kb, gazetteer=gazetteer)

    def annotate(self, doc: Doc) -> Doc:
        """Write the mentions of a Doc with their ids, and sentences where none are."""
        set_sentences(doc)
        columns = columns_of(doc)
        names = Names(columns.text)
        listed_actors(names, self.kb)
        proven_places(names, self.kb, self.gazetteer)
        titled_people(names, self.kb)
        write_marks(doc, _marks(names, columns.offsets))
        doc._.conflict_entities = {name.entity_id: names.entities[name.entity_id] for name in names.found}
        return doc


def _marks(names: Names, offsets: list[int]) -> list[Mark]:
    found = sorted(names.found, key=lambda name: name.start)
    if not found:
        return []
    marks = []
    tokens = len(offsets) - 1
    for name in found:
        start = bisect_right(offsets, name.start, 0, tokens) - 1
        end = bisect_left(offsets, name.end, start, tokens)
        if start < end and _stands(name, names.text, offsets[start]):
            marks.append(
                Mark(
                    start,
                    end,
                    name.kind,
                    name.rule,
                    name.role,
                    entity_id=name.entity_id,
                    score=name.score,
                    alias_class=name.alias_class,
                )
            )
    return marks


def _stands(name: Name, text: str, start: int) -> bool:
    """Whether a name begins a token, or what is before it is joined to it: "ex-M23"."""
    return name.start == start or text[name.start - 1] in _GLUE
