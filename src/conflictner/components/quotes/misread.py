"""Verbs of speech that the tagger took for nouns: Idris [charges] that ..., Cairo [rejects] claims it armed them."""

from __future__ import annotations

from typing import Final

from conflictner.components.quotes.cues import Cue, Entry, Lexicon
from conflictner.components.quotes.reading import Reading
from conflictner.components.quotes.sources import Source
from conflictner.tokens import Word

#: What a headline says in one word, and what follows it: Kigali [denies] reports that ...
_DENIALS: Final = {
    "rejects": "reject", "denies": "deny", "dismisses": "dismiss", "disputes": "dispute", "refutes": "refute",
}  # fmt: skip
_DENIED: Final = frozenset({"claims", "reports", "charges"})
_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_PHRASE: Final = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
#: Words before a speaker at most: "The main opposition party of the east" has seven.
_LONGEST: Final = 8
#: Nouns in the plural for what was said that are forms of a verb, too.
_SAYINGS: Final = frozenset({"claims", "charges", "reports"})


def denied_by(verb: Word) -> Word | None:
    """Cairo [rejects] claims it armed them: the denial that the tagger made a part of who claims.

    Args:
        verb: A word that was read as a verb of speech.
    """
    before = verb.doc[verb.i - 1] if verb.i > 1 else None
    if before is None or verb.lower_ not in _DENIED or before.lower_ not in _DENIALS or before.pos_ not in _NOUNS:
        return None
    return before if before.head.i == verb.i and verb.doc[verb.i - 2].pos_ in _NOUNS else None


def is_aside(verb: Word) -> bool:
    """..., [claims] that could not be verified: a noun for what was said, that the tagger took for a verb.

    Args:
        verb: A word that was read as a verb of speech.
    """
    doc, i = verb.doc, verb.i
    if verb.lower_ not in _SAYINGS or not 0 < i < len(doc) - 2 or doc[i - 1].text not in (",", "–", "—"):
        return False
    return doc[i + 1].lower_ in ("that", "which") and doc[i + 2].tag_ in ("MD", "VBD", "VBZ", "VBP")


def misread_cues(reading: Reading, lexicon: Lexicon) -> list[Cue]:
    """The cues of a text that its tagger took for nouns, each with a content behind it."""
    cues = []
    for i in range(1, len(reading.doc) - 2):
        word = reading.doc[i]
        if word.lower_ in _DENIED and word.pos_ == "VERB":
            denial = denied_by(word)
            if denial is not None:
                lemma = _DENIALS[denial.lower_]
                entry = lexicon.plain(lemma) or Entry(lemma, "deny")
                cues.append(Cue(denial.i, denial.i, denial.i + 1, entry, "misread"))
        elif word.pos_ in _NOUNS and reading.doc[i + 1].lower_ == "that" and reading.doc[i + 1].tag_ == "IN":
            found = (
                lexicon.plain(word.lemma_)
                if _is_verb(word, named=i - 1 in reading.mention_at) and not reading.silent(i)
                else None
            )
            if found is not None and misread_source(reading, i) is not None:
                cues.append(Cue(i, i, i + 1, found, "misread"))
    return cues


def _is_verb(word: Word, *, named: bool) -> bool:
    """Idris charges that ...; but not: rebel claims that ..., his claims that they fled were false.

    A verb agrees with what stands before it, has no article of its own, and nothing else is the verb of its clause.
    """
    before = word.doc[word.i - 1]
    singular = before.tag_ == "NNP" or (before.tag_ == "NN" and before.left_edge.pos_ == "DET")
    singular = singular or (before.tag_ == "NN" and named)
    agrees = singular if word.tag_ == "NNS" else before.tag_ in ("NNS", "NNPS") and word.lower_ == word.lemma_
    owned = any(c.dep_ in ("poss", "amod", "nummod") and c.i == word.i - 1 for c in word.children)
    above = word.head
    alone = above is word or (above.pos_ not in ("VERB", "AUX") and above.head is above) or above.i > word.i
    clause = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in word.doc[word.i + 2 : word.i + 25])
    return agrees and not owned and alone and clause and word.dep_ not in ("nsubj", "nsubjpass", "csubj")


def misread_source(reading: Reading, cue: int) -> Source | None:
    """The words before a misread cue, up to the start of the sentence, a comma or another part of it."""
    doc, low = reading.doc, reading.sentence_of(cue)[0]
    start = cue
    while start > low and doc[start - 1].pos_ in _PHRASE:
        start -= 1
    opens = start == low or doc[start - 1].is_punct or doc[start - 1].is_space or doc[start - 1].pos_ == "CCONJ"
    if not 0 < cue - start <= _LONGEST or not opens:
        return None
    return Source(start, cue, cue - 1, start, cue, "words before")
