"""Sources that the parse has cut off from their verb, read off the commas: ..., [doctors in the city] said."""

from __future__ import annotations

from typing import Final

from conflictner.components.quotes.boundaries import clause_start
from conflictner.components.quotes.cues import Cue
from conflictner.components.quotes.reading import SUBJECTS, Reading
from conflictner.components.quotes.sources import LETTERS, TOLD, Source, noun_phrase
from conflictner.kinds import ACTOR_KINDS
from conflictner.tokens import Word

#: The court [forced] the general to admit: when the verb is true, the object has spoken.
_MADE: Final = frozenset({"force", "lead", "prompt", "cause", "compel", "oblige", "make", "push", "drive", "get"})
#: She was held [after] saying so: the one who is held has said it.
_ADJUNCTS: Final = frozenset({"after", "before", "for", "since", "while", "upon", "when"})
_DASHES: Final = frozenset({"-", "–", "—", "--"})
#: What the phrase of a speaker may hold: doctors in the besieged capital.
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "ADP", "VERB", "CCONJ"})


def phrase_before(reading: Reading, cue: Cue) -> Source | None:
    """..., killing nine people, [doctors in the city and a nurse] told reporters: for the parser more of the killed."""
    doc, low = reading.doc, reading.sentence_of(cue.head)[0]
    verb = doc[cue.head]
    end = clause_start(verb)
    subject = any(c.dep_ in (*SUBJECTS, "auxpass", "agent", "expl") for c in verb.children)
    # A second verb of the same subject has a comma or an "and" in front, and no noun.
    alone = verb.dep_ == "ROOT" or (verb.dep_ == "conj" and end > low and doc[end - 1].pos_ in ("NOUN", "PROPN"))
    closes = cue.end < len(doc) and (doc[cue.end].text == "." or _hears_only(reading, cue))
    if not alone or subject or not closes:
        return None
    start = end
    while start > low and doc[start - 1].pos_ in _NOMINAL and not doc[start - 1].is_quote:
        start -= 1
    heads = [t for t in doc[start:end] if t.pos_ in ("NOUN", "PROPN") and not start <= t.head.i < end]
    if len(heads) != 1 or doc[start - 1].text != "," or heads[0].dep_ not in ("conj", "appos", "npadvmod", "dep"):
        return None
    return Source(start, end, heads[0].i, start, end, "phrase before")


def name_before(reading: Reading, verb: Word) -> Source | None:
    """Speaking for the parents, [Musa Idris], SC, said ...: the name in front, when the parse has no subject."""
    doc = reading.doc
    grammar = any(c.dep_ in ("nsubj", "nsubjpass", "auxpass", "agent", "csubj", "expl") for c in verb.children)
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or grammar or verb.dep_ in ("conj", "relcl", "acl"):
        return None
    described = _described_before(reading, clause_start(verb))
    if described is not None:
        return described
    for i in range(clause_start(verb) - 1, max(reading.sentence_of(verb.i)[0], verb.i - 8) - 1, -1):
        name = reading.mention_at.get(i)
        if name is not None and name.kind in ACTOR_KINDS and doc[i].text not in LETTERS:
            if doc[name.end - 1].dep_ == "pobj":
                return _who(reading, i)
            if doc[name.end - 1].dep_ == "dobj" or _closes_aside(reading, name.end):
                return _opening(reading, verb)
            return Source(name.start, name.end, name.end - 1, name.start, name.end, "name before")
        if doc[i].pos_ in ("VERB", "AUX") or doc[i].is_quote:
            return None
    return None


def _described_before(reading: Reading, end: int) -> Source | None:
    """In a talk with Amina Bello, [the young candidate] said ...: for the parser a word for Amina Bello."""
    doc, low = reading.doc, reading.sentence_of(end)[0]
    start = end
    while start > low and doc[start - 1].pos_ in ("NOUN", "ADJ", "PROPN", "DET"):
        start -= 1
    words = start > low and doc[start - 1].text == "," and doc[start].tag_ == "DT" and end - start > 1
    if not words or doc[end - 1].pos_ != "NOUN" or doc[low].tag_ not in ("IN", "VBG"):
        return None
    return Source(start, end, end - 1, start, end, "name before")


def _closes_aside(reading: Reading, dash: int) -> bool:
    """... - which backed Musa [-] said: the second of two dashes."""
    doc, low = reading.doc, reading.sentence_of(dash)[0]
    return doc[dash].text in _DASHES and any(token.text in _DASHES for token in doc[low:dash])


def _opening(reading: Reading, verb: Word) -> Source | None:
    """[Amina Bello], a member of a group - which backed Musa - said ...: who opens a sentence without a main verb."""
    root = verb
    while root.head is not root:
        root = root.head
    if root.pos_ != "PROPN" or root.i > verb.i or root.left_edge.i > reading.sentence_of(verb.i)[0]:
        return None
    return noun_phrase(reading, root, verb.i, "name before")


def _who(reading: Reading, end: int) -> Source | None:
    """In Tripoli, [a smuggler] who came from Niger said ...: it is not Niger that said it."""
    doc, low = reading.doc, reading.sentence_of(end)[0]
    for i in range(end, low, -1):
        if doc[i].tag_ in ("WP", "WDT"):
            noun = doc[i - 2] if doc[i - 1].text == "," and i > low + 1 else doc[i - 1]
            start = noun.left_edge.i
            return Source(start, noun.i + 1, noun.i, start, end + 1, "who") if noun.pos_ in ("NOUN", "PROPN") else None
    return None


def _hears_only(reading: Reading, cue: Cue) -> bool:
    """..., its spokesperson, Ali Idris, [told] Reuters by phone: who hears follows, and no clause."""
    after = cue.end < len(reading.doc) and reading.doc[cue.end].pos_ in ("PROPN", "DET", "PRON", "NOUN")
    rest = reading.doc[cue.end : reading.sentence_of(cue.head)[1]]
    return cue.entry.lemma in TOLD and after and not any(t.pos_ in ("VERB", "AUX") or t.text == "," for t in rest)


def title_and_name(reading: Reading, cue: Cue) -> Source | None:
    """..., the Director of Army Information, Lt. Col. Musa Idris, has disclosed: read off the commas at the end.

    The parser often takes the words in front for the subject, since the name stands as an apposition.
    """
    doc = reading.doc
    low, high = reading.sentence_of(cue.head)
    comma = clause_start(doc[cue.head]) - 1
    if (
        cue.form != "verb"
        or comma <= low + 4
        or doc[comma].text != ","
        or (cue.end + 1 < high and doc[cue.end].text != "." and not _hears_only(reading, cue))
    ):
        return None
    name = reading.mention_at.get(comma - 1)
    if name is None or name.kind != "PERSON":
        return None
    start = name.start
    while start > low and doc[start - 1].text != "," and doc[start - 1].pos_ in ("PROPN", "NOUN", "PUNCT"):
        start -= 1
    if doc[start - 1].text != ",":
        return None
    title = start - 1
    while title > low and doc[title - 1].text != "," and doc[title - 1].pos_ not in ("VERB", "AUX"):
        title -= 1
    if doc[title - 1].text == "," and doc[title].pos_ in ("DET", "PRON") and doc[title].tag_ not in ("WP", "WDT"):
        start = title
    return Source(start, comma, comma - 1, start, comma, "title and name")


def made_to_speak(reading: Reading, cue: Cue) -> Source | None:
    """The court forced [the general] to admit ..., [she] was held after saying ...: whom the outer verb makes speak."""
    verb = reading.doc[cue.head]
    outer = verb.head
    if cue.form != "verb" or any(c.dep_ in SUBJECTS or c.dep_ == "auxpass" for c in verb.children):
        return None
    if verb.dep_ in ("xcomp", "ccomp") and outer.lemma_ in _MADE and outer.i < verb.i:
        made = outer.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VBG") and not any(c.dep_ == "neg" for c in outer.children)
        object_ = next((c for c in outer.children if c.dep_ == "dobj" and outer.i < c.i < verb.i), None)
        return noun_phrase(reading, object_, cue.head, "made to speak") if made and object_ is not None else None
    if verb.dep_ == "pcomp" and outer.lower_ in _ADJUNCTS and outer.head.pos_ == "VERB":
        held = next((c for c in outer.head.children if c.dep_ == "nsubjpass"), None)
        mark = reading.mention_at.get(held.i) if held is not None else None
        person = mark is not None and mark.kind in ACTOR_KINDS
        if held is not None and (person or held.lower_ in ("he", "she", "they", "i", "we")):
            return noun_phrase(reading, held, cue.head, "shared subject")
    return None


def nearest_subject(reading: Reading, cue: Cue) -> Source | None:
    """The village, [the major] told me on Friday, is lost: of two subjects the one beside the verb speaks."""
    verb = reading.doc[cue.head]
    subjects = [c for c in verb.lefts if c.dep_ == "nsubj"]
    if cue.form != "verb" or len(subjects) != 2 or subjects[1].left_edge.i == 0:
        return None
    comma = reading.doc[subjects[1].left_edge.i - 1].text == ","
    start = clause_start(verb)
    listed = any(c.dep_ in ("cc", "conj") for c in subjects[1].children) or subjects[1].left_edge.pos_ == "ADV"
    beside = subjects[1].right_edge.i + 1 >= start and reading.doc[start - 1].text != "," and not listed
    return noun_phrase(reading, subjects[1], cue.head, "subject") if comma and beside else None
