"""Cues: the words that say that somebody says something, each with its stance.

The lexicon ``data/en/cues.tsv`` names verbs by lemma, with a particle where the meaning hangs on it ("point out"),
and phrases ("according to"). ``needs`` is "mark" for verbs that report only beside a quotation mark (“We won,” he
laughed) and "clause" for those that report only with a clause (the inquiry found that ...). ``frame`` says where the
content stands when it is no clause: accuse somebody *of* something, describe something *as* something.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from conflictner.components.quotes.reading import SUBJECTS, Reading, subject_of
from conflictner.tokens import Word

#: Stances that are speech; THINK (belief, intention) is found on request only.
THINK: Final = "think"
_NOT_SAID: Final = frozenset(
    {"refuse", "decline", "fail", "avoid", "stop", "want", "ask", "urge", "expect", "need", "try", "hesitate"}
)
#: "did not rule out that Uvira be taken" says something; "did not deny it" does not.
_NEGATIVE: Final = frozenset({"exclude", "rule out"})
#: A major who asked not to be [named] says nothing by it.
_NAMELESS: Final = frozenset(
    {"named", "identified", "quoted", "cited", "anonymous", "anonymity", "unnamed", "nameless"}
)
_PARTICLES: Final = frozenset({"prt", "prep", "advmod", "acomp", "oprd", "dobj"})
_PHRASES: Final = {
    "according to": ("according", "to"),
    "in the words of": ("words", "of"),
    "in the view of": ("view", "of"),
    "in the opinion of": ("opinion", "of"),
    "in the eyes of": ("eyes", "of"),
    "to hear": ("hear", ""),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the lexicon."""

    lemma: str
    stance: str
    needs: str = ""
    frame: str = ""


@dataclass(slots=True)
class Cue:
    """One cue in a text: ``head`` is its main token, ``start`` and ``end`` its token span.

    ``form`` is verb, phrase (according to), noun (the claim by X that ...), colon, dash or none.
    """

    head: int
    start: int
    end: int
    entry: Entry
    form: str = "verb"
    negated: bool = False


class Lexicon:
    """The rows of cues.tsv by their first word."""

    def __init__(self, entries: list[Entry]) -> None:
        self.verbs: dict[str, list[Entry]] = {}
        self.phrases: dict[str, Entry] = {}
        for entry in entries:
            if entry.lemma in _PHRASES:
                self.phrases[entry.lemma] = entry
            else:
                self.verbs.setdefault(entry.lemma.partition(" ")[0], []).append(entry)
        self.openers = frozenset(_PHRASES[phrase][0] for phrase in self.phrases)

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> Lexicon:
        """The built-in lexicon, read once per process.

        >>> Lexicon.load().verbs["accuse"][0].frame
        'of'
        """
        table = files("conflictner").joinpath("data/en/cues.tsv").read_text(encoding="utf-8")
        return cls([Entry(*line.split("\t")) for line in table.splitlines()[1:]])

    def plain(self, lemma: str) -> Entry | None:
        """The row of a speech verb without particle.

        >>> Lexicon.load().plain("state").stance
        'say'
        """
        return next((e for e in self.verbs.get(lemma, ()) if e.lemma == lemma and e.stance != THINK), None)

    def entry(self, verb: Word) -> tuple[Entry, Word | None] | None:
        """The row for a verb, and its particle where the row has one."""
        plain: Entry | None = None
        for entry in self.verbs.get(verb.lemma_.lower(), ()):
            particle = entry.lemma.partition(" ")[2]
            if not particle:
                plain = entry
                continue
            for child in verb.children:
                if verb.i < child.i <= verb.i + 2 and child.lower_ == particle and child.dep_ in _PARTICLES:
                    return entry, child
        return (plain, None) if plain else None


def find_cues(reading: Reading, lexicon: Lexicon, *, include_thought: bool = False) -> list[Cue]:
    """All cues of a text, in reading order.

    Args:
        reading: The Doc.
        lexicon: The cue words.
        include_thought: Also verbs of belief and intention.

    Returns:
        Cues, whether or not a content will be found for them.
    """
    cues: list[Cue] = []
    for word in reading.doc:
        if word.lower_ in lexicon.openers:
            cues.extend(cue for cue in _phrase_cues(word, lexicon) if not reading.silent(cue.head))
        if word.lemma_ not in lexicon.verbs:
            continue
        cue = _verb_cue(word, lexicon, withheld=include_thought)
        if cue is not None and (include_thought or cue.entry.stance != THINK) and not reading.silent(cue.head):
            cues.append(cue)
    cues.sort(key=lambda cue: cue.head)
    return cues


def _verb_cue(verb: Word, lexicon: Lexicon, *, withheld: bool = False) -> Cue | None:
    """The cue of a verb; speech that is withheld ("declined to say") is one on request only, and negated."""
    if verb.pos_ not in ("VERB", "AUX") or verb.dep_ in ("amod", "compound", "aux", "auxpass"):
        return None
    found = lexicon.entry(verb)
    if found is None:
        return None
    entry, particle = found
    children = list(verb.children)
    if (
        verb.tag_ == "VB"
        and not any(c.dep_ in ("aux", *SUBJECTS) for c in children)
        and verb.dep_ not in ("conj", "xcomp")
        and not _follows_mark(verb)
    ):
        return None  # “Ask Kigali where the mortars come from”: an order, nothing is reported
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in children):
        return None
    if (
        verb.lower_ in ("asked", "pressed", "questioned")
        and verb.i
        and verb.doc[verb.i - 1].lower_ in ("when", "once", "if")
    ):
        return None  # told parliament when asked who fired: nobody says who asked
    if _names_itself(verb) or _asks_for_anonymity(verb) or _said_by_nobody(verb) or _is_imagined(children):
        return None
    if _is_called_false(verb):
        end = particle.i + 1 if particle is not None else verb.i + 1
        return Cue(verb.i, verb.i, end, entry, negated=True)
    negated = _is_negated(verb, children) and entry.lemma not in _NEGATIVE
    if negated:
        if not withheld and (not any(c.lower_ == "never" for c in children) or entry.stance == "deny"):
            return None
    elif _is_withheld(verb):
        if not withheld:
            return None
        negated = True
    end = particle.i + 1 if particle is not None else verb.i + 1
    return Cue(verb.i, verb.i, end, entry, negated=negated)


def _follows_mark(verb: Word) -> bool:
    """“Bring them home!” [read] one banner: no order, whatever form the tagger saw."""
    return verb.i > 1 and verb.doc[verb.i - 1].is_quote and verb.doc[verb.i - 2].is_punct and verb.text[0].islower()


def _is_negated(verb: Word, children: list[Word]) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in ("never", "n't", "not") for c in children if c.i < verb.i)


#: What a text says of words that were never said.
_FALSE: Final = frozenset({"untrue", "false", "fake", "fabricated", "wrong", "incorrect", "baseless", "hoax", "lie"})
_DENYING: Final = frozenset({"deny", "reject", "dismiss", "refute", "rebut", "debunk"})


def _is_imagined(children: list[Word]) -> bool:
    """Had the government said that the dam was safe, people would have stayed."""
    first = children[0] if children else None
    return first is not None and first.lower_ == "had" and first.text[0] == "H" and first.dep_ == "aux"


def _is_called_false(verb: Word) -> bool:
    """It is untrue that X said ..., reports that X said ... are false, denied reports that it said ...: not said."""
    outer = verb.head
    if verb.dep_ == "ccomp" and outer.lemma_ == "be" and not any(c.dep_ == "neg" for c in outer.children):
        return any(c.lemma_ in _FALSE for c in outer.children)
    if verb.dep_ not in ("acl", "relcl") or outer.pos_ not in ("NOUN", "PROPN"):
        return False
    judge = outer.head
    if judge.lemma_ in _DENYING and outer.dep_ == "dobj" and verb.dep_ == "acl":
        return True
    return outer.dep_ == "nsubj" and judge.lemma_ == "be" and any(c.lemma_ in _FALSE for c in judge.children)


def _said_by_nobody(verb: Word) -> bool:
    """Neither side said who fired first, no one said, none of them said: nothing was said."""
    current = verb
    while current.dep_ == "conj" and subject_of(current) is None and current.head.i < current.i:
        current = current.head
    subject = subject_of(current)
    if subject is None or subject.i > verb.i:
        return False
    if subject.lower_ in ("nobody", "none", "neither"):
        return True
    return any(
        (c.dep_ in ("det", "preconj", "cc") and c.lower_ == "neither")
        or (c.dep_ == "det" and c.lower_ == "no" and verb.doc[c.i + 1].lower_ not in ("fewer", "less", "more"))
        for c in subject.children
        if c.i < subject.i
    )


def _names_itself(verb: Word) -> bool:
    """A band [calling] itself the Sons of the River: that is its name, and nothing is said."""
    after = [token for token in verb.doc[verb.i + 1 : verb.i + 4] if token.pos_ != "DET"]
    return (
        verb.lower_ in ("calling", "styling")
        and len(after) > 1
        and after[0].lower_ in ("itself", "themselves", "himself", "herself")
        and any(token.text[0].isupper() for token in after[1:2])
    )


def _asks_for_anonymity(verb: Word) -> bool:
    """Asked not to be named, insisted that he not be identified, requested to remain anonymous."""
    if verb.lemma_ not in ("ask", "request", "insist", "demand", "beg", "plead", "prefer"):
        return False
    words = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 9]]
    at = next((n for n, word in enumerate(words) if word in _NAMELESS), None)
    return at is not None and any(word in ("not", "remain", "stay", "be", "n't") for word in words[:at])


def _is_withheld(verb: Word) -> bool:
    """Whether speech is only refused, wished or asked for: declined to say, wants Rwanda to admit."""
    if verb.dep_ in ("xcomp", "pcomp", "ccomp") and verb.tag_ in ("VB", "VBG"):
        head = verb.head
        aside = head.i > 0 and head.doc[head.i - 1].lower_ in ("aside", "apart", "range", "ranged", "ranging")
        if head.lemma_ in _NOT_SAID or (head.lower_ in ("without", "from") and not aside):
            return True  # but: offered little aside from [saying] that ...
        if verb.dep_ == "xcomp" and any(c.dep_ == "neg" for c in head.children):
            return True
    return False


def _phrase_cues(opener: Word, lexicon: Lexicon) -> Iterator[Cue]:
    doc, i = opener.doc, opener.i
    word = doc[i].lower_
    for phrase, entry in lexicon.phrases.items():
        first, second = _PHRASES[phrase]
        if word != first:
            continue
        if phrase == "to hear":
            # To hear him, the army fired first: only at the head of a sentence, with an object.
            if i and doc[i - 1].lower_ == "to" and (i == 1 or doc[i - 1].is_sent_start):
                yield Cue(i, i - 1, i + 1, entry, "phrase")
        elif i + 1 < len(doc) and doc[i + 1].lower_ == second:
            start = i if first == "according" else i - 2
            if start >= 0 and (start == i or doc[start].lower_ == "in"):
                yield Cue(i, start, i + 2, entry, "phrase")
