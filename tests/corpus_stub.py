"""A pipeline for the tests of the corpus: no model, starts in no time; a capitalised word is a mention."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from conflictner.annotations import register

#: Words at which the stub does what an article can do to a process.
RAISE, KILL, HANG = "RaiseHere", "KillHere", "HangHere"
#: In the environment: a word at which the stub waits for whoever ends it, in this run and not in the next.
WAIT = "CORPUS_STUB_WAIT"


@Language.component("corpus_stub")
def corpus_stub(doc: Doc) -> Doc:
    words = {token.text for token in doc}
    if RAISE in words:
        raise ValueError("a component's own mistake")
    if KILL in words:
        os.kill(os.getpid(), signal.SIGKILL)
    if HANG in words or os.environ.get(WAIT) in words:
        time.sleep(600)
    names = [token for token in doc if token.text.istitle()]
    doc.spans["mentions"] = [Span(doc, t.i, t.i + 1, "PLACE", kb_id=f"new:{t.text.lower()}") for t in names]
    doc._.conflict_entities = {f"new:{t.text.lower()}": {"name": t.text} for t in names}
    doc._.conflict_quotes = {}
    return doc


def load(**arguments: Any) -> Language:
    """The stub, whatever it is called with."""
    register()
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("corpus_stub")
    return nlp


def load_blind(**arguments: Any) -> Language:
    """A pipeline whose tokenizer fails at every text, before any component sees it."""
    nlp = load()

    def fail(text: str) -> Doc:
        raise RuntimeError("a tokenizer's own mistake")

    nlp.tokenizer = fail
    return nlp
