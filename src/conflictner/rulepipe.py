"""What every component of ours shares: settings that are saved, the user's own knowledge rows and edits beside them.

spaCy drops a component without serialisers in silence; here all four are built from one dict, so none can be missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import srsly
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from conflictner.corrections import correct
from conflictner.errors import E302, E304, ConfigError
from conflictner.knowledge import Gazetteer, KnowledgeBase
from conflictner.knowledge.gazetteer import with_layer

FORMAT: Final = 1


class RulePipe(Pipe):
    """A component made of rules and of a knowledge base; subclasses replace `annotate`.

    Args:
        nlp: The pipeline it belongs to.
        name: Its name there.
        kb: A CSV file of the user's own actors, merged over the built-in ones; None for the built-in ones alone.
        settings: The component's other settings, as they stand in the config.
    """

    #: What must have run before, as (a readable name, a Doc annotation or span group, the component that sets it).
    needs: tuple[tuple[str, str, str], ...] = ()

    def __init__(self, nlp: Language, name: str, *, kb: str | None = None, **settings: Any) -> None:
        self.name = name
        self.vocab = nlp.vocab
        self.settings = settings
        self._path = kb
        # A saved pipeline carries the user's rows in its state; the CSV they came from may be on another machine by
        # then. So a missing file is no error before the first document, and none at all once a state was restored.
        self._kb = KnowledgeBase.load(kb) if kb is None or Path(kb).exists() else None

        if settings.get("gazetteer", "") is None:
            Gazetteer.load()  # compiled now, once a machine, and not at the first document

    @property
    def gazetteer(self) -> Gazetteer:
        """The shipped places with the user's layer, which a saved pipeline names and does not contain."""
        layer = self.settings.get("gazetteer")
        return with_layer(layer) if layer else Gazetteer.load()

    @property
    def kb(self) -> KnowledgeBase:
        """The knowledge base: the built-in one with the user's rows.

        Raises:
            KnowledgeBaseError: E204, the user's file does not exist.
        """
        if self._kb is None:
            self._kb = KnowledgeBase.load(self._path)
        return self._kb

    @kb.setter
    def kb(self, kb: KnowledgeBase) -> None:
        self._kb = kb

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc; the analyst's edits have the last word."""
        doc = self.annotate(doc)
        if self.kb.edits:
            correct(doc, self.kb)
        return doc

    def annotate(self, doc: Doc) -> Doc:
        """What the component does to a Doc; on its own a RulePipe leaves it as it is."""
        return doc

    def require(self, doc: Doc) -> None:
        """Raise E302 when an annotation that this component reads was never set; empty Docs need nothing."""
        if not len(doc):
            return
        for needed, mark, hint in self.needs:
            present = mark in doc.spans if mark.islower() else doc.has_annotation(mark)
            if not present:
                raise ConfigError(E302.format(component=self.name, needed=needed, hint=hint))

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The state as bytes."""
        return bytes(srsly.msgpack_dumps(self._state()))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> RulePipe:
        """Take over a state from bytes."""
        return self._restore(srsly.msgpack_loads(data))

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the state to a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        srsly.write_json(folder / "state.json", self._state())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> RulePipe:
        """Take over a state from a folder."""
        return self._restore(srsly.read_json(Path(path) / "state.json"))

    def _state(self) -> dict[str, Any]:
        kb = self.kb
        return {"format": FORMAT, "settings": self.settings, "own_actors": kb.own_rows(), "edits": kb.edit_rows()}

    def _restore(self, state: dict[str, Any]) -> RulePipe:
        if state.get("format") != FORMAT:
            raise ConfigError(E304.format(component=self.name, found=state.get("format"), expected=FORMAT))
        self.settings = state["settings"]
        self._kb = KnowledgeBase.load().with_rows(state["own_actors"]).with_edits(state.get("edits", []))
        return self
