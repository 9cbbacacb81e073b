"""A corpus of any size: read anything, never lose or double an article, stop and go on."""

from conflictner.corpus.folder import Corpus
from conflictner.corpus.running import run

__all__ = ["Corpus", "run"]
