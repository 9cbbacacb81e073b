"""One word for a group whose name has several: "the Clan" after "the Tola Clan", "the Shield" of a Shield Brigade."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from conflictner.annotations import Mark
from conflictner.components.coref.lexicon import lexicon
from conflictner.components.coref.scene import LOCAL, Scene, is_actor
from conflictner.text import fold

#: Bodies that readers call by one word of their name with "the"; of a state or a people they never do.
_KINDS: Final = frozenset(
    ("ARMED_GROUP", "MILITARY", "POLICE", "PARTY", "ORG", "NGO", "IGO", "PEACEKEEPING", "GOVERNMENT", "MEDIA")
)
#: Words of so many names, or of so many other things, that one of them means nobody.
_OPEN: Final = frozenset(
    (
        *("state", "union", "republic", "region", "north", "south", "east", "west", "gulf", "bank", "strip", "city"),
        *("people", "peoples", "nation", "nations", "country", "world", "press", "times", "post", "house", "interior"),
        *("war", "peace", "independence", "freedom", "revolution", "resistance", "defence", "defense", "justice"),
        *("liberation", "security", "rights", "national", "international", "democratic", "general", "support"),
        *("rapid", "special", "joint", "armed", "united", "foreign", "affairs", "internet", "web", "river", "sea"),
        *("islamic", "arab", "christian", "muslim", "american", "african", "european", "president", "minister"),
    )
)
_LEAST: Final = 4
#: A single word that one model takes for a person with less than this is none to whom "he" may point.
_WEAK: Final = 0.6


def join_short_names(scene: Scene) -> None:
    """Give "the Clan" and "the Shield" the group of whose name they are a word, and mark those that nobody marked.

    Only with "the" and a capital, where one group of the text before has the word as the head of its name, or in front
    of a plain head ("Brigade", "Front"): "the Council" and "the Gulf" are left to others.

    Args:
        scene: The Doc; marks are changed and added.
    """
    words = _words(scene)
    if not words:
        return
    for i in [i for i, lower in enumerate(scene.lowers) if lower in words]:
        if not i or scene.lowers[i - 1] != "the" or not scene.words[i][:1].isupper():
            continue
        bearers = {entity for entity, start in words[scene.lowers[i]].items() if start < i}
        mark = scene.mark_at.get(i)
        if len(bearers) != 1 or (mark is None and not _alone(scene, i)):
            continue
        entity = bearers.pop()
        if mark is None:
            scene.add(i, i + 1, entity, "name", "coref:short-name", 0.75)
        elif mark.span == (i, i + 1) and mark.entity_id.startswith(LOCAL) and mark.entity_id != entity:
            mark.role = "actor"
            scene.relink(mark, entity, "coref:short-name", 0.75)


def is_doubtful(scene: Scene, mark: Mark) -> bool:
    """Whether a person rests on one weak vote for one word, so that no pronoun may point at it: "the {Clan}".

    Args:
        scene: The Doc.
        mark: A name.
    """
    if mark.kind != "PERSON" or mark.rule != "ner" or mark.end - mark.start != 1:
        return False
    if not mark.entity_id.startswith(LOCAL):
        return False
    articled = bool(mark.start) and scene.lowers[mark.start - 1] == "the"
    # Who says something is somebody: "Odo said he was well".
    speaks = scene.deps[mark.start] == "nsubj" and scene.lemma(scene.heads[mark.start]) in lexicon().saying
    return articled or (mark.score < _WEAK and not speaks)


def _words(scene: Scene) -> dict[str, dict[str, int]]:
    """The words by which a group of the text may be called, with where it is first named in full."""
    words: dict[str, dict[str, int]] = {}
    taken: set[str] = set()
    for mark in scene.marks:
        if mark.mtype != "name" or not mark.entity_id:
            continue
        if mark.kind not in _KINDS or not is_actor(mark):
            if not mark.entity_id.startswith(LOCAL) or mark.end - mark.start > 1:
                taken.update(scene.lowers[mark.start : mark.end])
            continue
        for word in _heads(scene, mark):
            words.setdefault(word, {}).setdefault(mark.entity_id, mark.start)
    if not words:
        return words
    taken |= _others(scene, words)
    return {word: bearers for word, bearers in words.items() if word not in taken}


def _others(scene: Scene, words: Container[str]) -> set[str]:
    """Those words of which the text has another one that nobody listed: "the Gulf Clan ... the {Otero} Clan"."""
    found = set()
    for i in [i for i, lower in enumerate(scene.lowers) if lower in words]:
        if not i or scene.lowers[i] == scene.words[i]:
            continue
        before, mark = scene.words[i - 1], scene.mark_at.get(i)
        if before[:1].isupper() and before.lower() != "the" and (mark is None or mark.start == i):
            found.add(scene.lowers[i])
    return found


def _heads(scene: Scene, mark: Mark) -> Iterator[str]:
    """The last word of a name, and the one before a plain last one, that say more than what kind of body it is."""
    names = [i for i in range(mark.start + 1, mark.end) if scene.words[i][:1].isupper()]
    plain = lexicon().groups
    while names:
        word = scene.lowers[names.pop()]
        if word in plain or word in lexicon().people_of:
            continue
        if (
            len(word) >= _LEAST
            and word.isalpha()
            and word not in _OPEN
            and fold(word) not in scene.kb.countries_by_demonym
        ):
            yield word
        return


def _alone(scene: Scene, i: int) -> bool:
    """Whether a capitalised word is a name by itself: "the Shield left", not "the Shield Hotel", nor in a headline."""
    behind = i + 1
    if scene.segment[i] != "BODY" or (scene.words[i].isupper() and len(scene.words[i]) > 1):
        return False
    return behind >= len(scene) or not (scene.words[behind][:1].isupper() or scene.words[behind] in ("-", "of"))
