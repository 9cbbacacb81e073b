"""Who takes turns in a talk: "Stop," Odo told Sule. "You first," {he} answered: not Odo, and Sule if he fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from conflictner.components.coref.lexicon import lexicon
from conflictner.components.coref.scene import Scene

_REPLYING: Final = frozenset(("answer", "reply", "retort", "respond", "counter", "rejoin"))
#: Verbs of a turn beside those of saying.
_TURNS: Final = _REPLYING | {"ask", "inquire", "demand", "shout", "plead", "order", "beg", "urge", "cry", "whisper"}
_ASKED: Final = frozenset(("asked", "pressed", "questioned"))
#: Verbs whose hearer stands behind "with".
_FACING: Final = frozenset(("plead", "argue", "reason", "remonstrate"))
_HEARERS: Final = frozenset(("dobj", "dative", "iobj"))
#: How far the verb that tells who spoke stands from a quotation, in tokens.
_BESIDE: Final = 14
#: "You first," {he}: between the end of a quotation and the pronoun of who says it.
_NEXT: Final = 1


@dataclass(frozen=True, slots=True)
class Turn:
    """Who spoke just before, by the token of the subject, and to whom; -1 where nobody is told."""

    speaker: int
    hearer: int


def turn_before(scene: Scene, i: int) -> Turn | None:
    """The turn that a pronoun answers, None where it answers nobody: "Asked about the mine, he replied".

    Args:
        scene: The Doc.
        i: The pronoun's token.
    """
    verb = scene.heads[i]
    if scene.deps[i] != "nsubj" or scene.quote[i] >= 0 or scene.lemma(verb) not in _REPLYING:
        return None
    above = scene.heads[verb]
    if scene.deps[verb] == "conj" and above < verb and _faces(scene, above):
        # "His sister pleaded with Sule, but {he} replied ..."
        return Turn(scene.subject_of(above), _hearer(scene, above))
    said = [number for number, (_, end) in enumerate(scene.quotations) if end <= i]
    own = bool(said) and i - scene.quotations[said[-1]][1] <= _NEXT
    if not own and not _says(scene, i, verb):
        return None
    before = len(said) - 1 - own
    start = scene.quotations[said[-1]][0] if own else i
    if before < 0 or _was_asked(scene, i):
        return None
    teller = _teller(scene, before, start)
    if teller < 0 or _comes_between(scene, teller, start):
        return None
    return Turn(scene.subject_of(teller), _hearer(scene, teller))


def spoke_last(scene: Scene, i: int) -> int:
    """The token of who spoke the quotation that ends just before a sentence; -1 where nobody is told.

    "We fled," Odo said. "We ran." {His} father nodded.

    Args:
        scene: The Doc.
        i: A token of the sentence behind the quotation.
    """
    first = scene.first[scene.sentence[i]]
    before = [number for number, (_, end) in enumerate(scene.quotations) if end <= i]
    if not before or first - scene.quotations[before[-1]][1] > 0 or scene.quote[i] >= 0:
        return -1
    for number in reversed(before):
        teller = _teller(scene, number, i)
        if teller >= 0:
            return -1 if _comes_between(scene, teller, first) else scene.subject_of(teller)
    return -1


def _was_asked(scene: Scene, i: int) -> bool:
    """E.g. "{Asked} whether he would leave, he replied": to a question, not to the words before."""
    first = scene.first[scene.sentence[i]]
    return any(scene.lowers[j] in _ASKED and scene.tags[j] == "VBN" for j in range(first, min(first + 3, i)))


def _says(scene: Scene, i: int, verb: int) -> bool:
    """Whether what is answered follows: "He answered: ...", "he replied that he would"; not "he answered the call"."""
    number = scene.sentence[i]
    quoted = any(scene.sentence[start] == number and start > i for start, _ in scene.quotations)
    return quoted or any(scene.deps[child] == "ccomp" for child in scene.children[verb])


def _teller(scene: Scene, number: int, until: int) -> int:
    """The verb of saying beside a quotation, behind it or before it; -1 where there is none."""
    start, end = scene.quotations[number]
    around: list[int] = [*range(end, min(end + _BESIDE, until)), *range(start - 1, max(start - _BESIDE, -1), -1)]
    for j in around:
        if scene.quote[j] >= 0 or scene.paragraph[until] - scene.paragraph[j] > 1:
            continue
        beside = scene.sentence[j] in (scene.sentence[start], scene.sentence[end - 1], scene.sentence[end - 1] + 1)
        if beside and scene.pos[j] == "VERB" and _tells(scene, j):
            return j
    return -1


def _tells(scene: Scene, verb: int) -> bool:
    lemma = scene.lemma(verb)
    return (lemma in lexicon().saying or lemma in _TURNS) and scene.subject_of(verb) >= 0


def _comes_between(scene: Scene, teller: int, start: int) -> bool:
    """Whether a sentence of its own stands between who spoke and the answer: "A reporter asked again"."""
    return any(
        scene.pos[j] in ("VERB", "AUX") and scene.quote[j] < 0 and scene.sentence[j] != scene.sentence[teller]
        for j in range(teller + 1, start)
    )


def _faces(scene: Scene, verb: int) -> bool:
    """Whether a verb tells that somebody spoke to somebody."""
    spoke = scene.lemma(verb) in _TURNS | _FACING or scene.lemma(verb) in lexicon().saying
    return spoke and scene.subject_of(verb) >= 0 and _hearer(scene, verb) >= 0


def _hearer(scene: Scene, teller: int) -> int:
    """To whom somebody speaks: "told {Sule}", "pleaded with {Sule}"; -1 where nobody is told."""
    for child in scene.children[teller]:
        if scene.quote[child] >= 0:
            continue
        if scene.deps[child] in _HEARERS and scene.pos[child] in ("PROPN", "NOUN", "PRON"):
            return child
        faced = scene.lowers[child] == "to" or (scene.lowers[child] == "with" and scene.lemma(teller) in _FACING)
        if faced and scene.deps[child] in ("prep", "dative"):
            heard: list[int] = [j for j in scene.children[child] if scene.deps[j] == "pobj"]
            return heard[0] if heard else -1
    return -1
