"""Offices told with more than a noun: "the {Kundu governor}" after "Kundu Gov. Sena Odo", or before it.

All words of the description must stand in the title or the apposition of one person of the text, and of no other.
"""

from __future__ import annotations

from typing import Final
from weakref import WeakKeyDictionary

from conflictner.components.coref.lexicon import lexicon
from conflictner.components.coref.phrases import Found, is_title
from conflictner.components.coref.scene import ASIDE, Scene

_RULE: Final = "coref:described"
_SCORE: Final = 0.75
#: Tokens of a title before a name and of an apposition behind it.
_REACH: Final = 8
_NOMINAL: Final = frozenset(("NOUN", "PROPN", "ADJ"))
_SUBJECTS: Final = ("nsubj", "nsubjpass")
_OWNED: Final = frozenset(("'s", "’s", "'", "’", "-"))
#: Where one side has such a word and the other has not, they are two offices.
_OTHER: Final = frozenset(
    ("former", "deputy", "vice", "acting", "shadow", "ex", "assistant", "opposition", "interim", "late", "new")
)
_SHORT: Final = {"gov": "governor", "sen": "senator", "rep": "representative", "gen": "general", "col": "colonel"}
_INDEFINITE: Final = frozenset(("a", "an", "another", "some", "any", "every", "each", "one", "no"))

_TITLES: Final[WeakKeyDictionary[Scene, dict[str, list[frozenset[str]]]]] = WeakKeyDictionary()


def described(scene: Scene, i: int) -> tuple[int, Found] | None:
    """The person whom a description that ends at a token tells, with its first token behind other mentions.

    Args:
        scene: The Doc.
        i: The head noun: "the Kundu {governor}", "Kundu's former police {chief}".
    """
    head = _plain(scene.lowers[i])
    if head not in lexicon().persons and head not in lexicon().unnamed:
        return None  # "the Odo campaign" is not her spokesman
    if scene.tags[i] not in ("NN", "NNP") or scene.deps[i] not in _SUBJECTS or is_title(scene, i):
        return None
    start = i
    while start and i - start < _REACH and _belongs(scene, start - 1, i):
        start -= 1
    words = _words(scene, start, i + 1)
    before = scene.lowers[start - 1] if start else ""
    # "The governor" is an office of its own rules; a description says whose, or of what kind.
    if len(words) < 2 or before in _INDEFINITE or not any(scene.words[j][:1].isupper() for j in range(start, i + 1)):
        return None
    if before != "the" and scene.pos[start] != "PROPN":
        return None
    told = {
        entity
        for entity, titles in _titles(scene).items()
        if any(head in title and words <= title and not (words ^ title) & _OTHER for title in titles)
    }
    if len(told) != 1:
        return None
    first = start - (before == "the")
    first = next((j + 1 for j in range(i, first - 1, -1) if not scene.free(j, j + 1)), first)
    while scene.lowers[first] in _OWNED:
        first += 1
    return first, Found(told.pop(), _RULE, _SCORE)


def _belongs(scene: Scene, j: int, head: int) -> bool:
    if scene.sentence[j] != scene.sentence[head]:
        return False
    return scene.pos[j] in _NOMINAL or scene.lowers[j] in _OWNED


def _words(scene: Scene, start: int, end: int) -> frozenset[str]:
    return frozenset(_plain(w) for w in scene.lowers[start:end] if w[:1].isalpha() and w not in _OWNED)


def _plain(word: str) -> str:
    short = word.rstrip(".")
    return _SHORT.get(short, short)


def _titles(scene: Scene) -> dict[str, list[frozenset[str]]]:
    """What stands before and behind the names of each person, read once a text."""
    found = _TITLES.get(scene)
    if found is not None:
        return found
    found = _TITLES[scene] = {}
    for mark in scene.marks:
        if mark.kind != "PERSON" or mark.mtype != "name" or not mark.entity_id or scene.segment[mark.start] in ASIDE:
            continue
        start = mark.start
        while start and mark.start - start < _REACH and _belongs(scene, start - 1, mark.start):
            start -= 1
        title = _words(scene, start, mark.start) | _from(scene, mark.end)
        for words in (title, _apposition(scene, mark.end)):
            if len(words) > 1:
                found.setdefault(mark.entity_id, []).append(words)
    return found


def _from(scene: Scene, end: int) -> frozenset[str]:
    """Where a name says its bearer is from: "Sen. Sena Odo {of Kundu}"."""
    if scene.lowers[end : end + 1] not in (["of"], ["from"]):
        return frozenset()
    stop = end + 1
    while stop < min(end + 4, len(scene)) and scene.pos[stop] == "PROPN":
        stop += 1
    return _words(scene, end + 1, stop)


def _apposition(scene: Scene, end: int) -> frozenset[str]:
    """The office behind a name: "Sena Odo, {the Kundu governor}, said"."""
    if scene.words[end : end + 1] != [","]:
        return frozenset()
    start = end + 1 + (scene.lowers[end + 1 : end + 2] == ["the"])
    stop = start
    while stop < min(start + _REACH, len(scene)) and _belongs(scene, stop, end):
        stop += 1
    office = any(_plain(word) in lexicon().persons for word in scene.lowers[start:stop])
    return _words(scene, start, stop) if office else frozenset()
