"""How the text introduces its actors: titles, appositions, and whose spokesman somebody is.

"Colonel Sena Odo, spokesman of the army" makes Odo a colonel and a spokesman, later "the officer", and the army the
side for which he speaks. "Tola, a gang from Kundu" makes "the gang" Tola.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from conflictner.annotations import Mark
from conflictner.components.coref.clauses import title_before_clause
from conflictner.components.coref.lexicon import SPOKES, lexicon
from conflictner.components.coref.scene import Scene, is_actor

#: In front of an office these make it another one: nobody calls a prime minister "the minister".
OTHER_OFFICE: Final = frozenset(("prime", "vice", "deputy", "former", "ex", "assistant"))

#: How far a title reaches to the left of a name and an apposition to its right, in tokens.
_LEFT: Final = 9
_RIGHT: Final = 14
_NAME_POS: Final = frozenset(("NOUN", "PROPN", "ADJ", "PUNCT", "PART", "NUM", "ADP", "DET", "PRON"))
_OF: Final = frozenset(("of", "at", "for", "in", "with", "from", "to"))
_STOP: Final = frozenset((";", ":", "“", "”", '"', "(", ")", "–", "—", "«", "»", "."))
_STOP_BEFORE: Final = _STOP - {"."}
_STOP_BEHIND: Final = _STOP - {"("}
_VERBS: Final = frozenset(("VERB", "AUX", "SCONJ"))


def read_introductions(scene: Scene) -> None:
    """Collect the nouns, genders and sides by which the text introduces its actors.

    Args:
        scene: The Doc; its entities are filled.
    """
    for mark in scene.marks:
        if mark.mtype != "name" or not mark.entity_id or not is_actor(mark):
            continue
        entity = scene.entity(mark.entity_id, mark.kind)
        if mark.kind == "PERSON":
            found = [*_title(scene, mark), *_apposition(scene, mark)]
            far = title_before_clause(scene, mark)
            found += [far] if far >= 0 and far not in found else []
            entity.nouns.update(office_at(scene, i) for i in found)
            if not entity.gender:
                entity.gender = _gender(scene, mark, found)
            if not entity.org:
                entity.org = _side(scene, mark, found)
        elif mark.kind not in ("COUNTRY", "PEOPLE"):
            entity.nouns.update(scene.lowers[i] for i in _group_nouns(scene, mark))


def office_at(scene: Scene, noun: int) -> str:
    """The office that a role noun tells, with the word that makes another one of it: "prime minister", "ex president".

    Args:
        scene: The Doc.
        noun: The role noun.
    """
    word = scene.lowers[noun]
    before = scene.lowers[noun - 1] if noun else ""
    if before in ("-", "‑") and noun > 1:
        before = scene.lowers[noun - 2]
    return f"{before} {word}" if before in OTHER_OFFICE else word


def affiliations(scene: Scene) -> dict[str, str]:
    """The side of each person of whom the text tells one; pronouns are resolved by now: "its spokesman, Ali Odo".

    Args:
        scene: The Doc, all mentions resolved.
    """
    for mark in scene.marks:
        if mark.kind == "PERSON" and mark.mtype == "name" and mark.entity_id:
            entity = scene.entity(mark.entity_id, "PERSON")
            if not entity.org:
                entity.org = _side(scene, mark, [*_title(scene, mark), *_apposition(scene, mark)])
    return {e.id: e.org for e in sorted(scene.entities.values(), key=lambda e: e.id) if e.org and e.kind == "PERSON"}


@lru_cache(maxsize=1)
def _roles() -> frozenset[str]:
    table = lexicon()
    return frozenset((*table.persons, *table.ranks, *table.gendered, *SPOKES, "leader", "chief", "head"))


def _title(scene: Scene, mark: Mark) -> list[int]:
    """Role nouns before a name: "Lt. Col. X", "the governor of Kundu, X", "army spokesman X"."""
    found: list[int] = []
    roles, sentence, pos = _roles(), scene.sentence, scene.pos
    commas = beside = 0
    for i in range(mark.start - 1, max(mark.start - _LEFT, -1), -1):
        word = scene.lowers[i]
        if sentence[i] != sentence[mark.start] or word in _STOP_BEFORE or pos[i] in _VERBS:
            break
        if word == ",":
            commas += 1
            # "The governor of Kundu, X": one comma, and only directly before the name or its titles, ", General X".
            if commas > 1 or any(j not in found for j in range(i + 1, mark.start)):
                break
            beside = len(found)
            continue
        other = scene.mark_at.get(i)
        if other is not None and other.kind == "PERSON":
            break
        if pos[i] not in _NAME_POS and word != "and":
            break
        if word.rstrip(".") in roles:
            if commas and len(found) == beside and not _heads_phrase(scene, i, mark.start):
                break
            found.append(i)
        elif not found and not commas and pos[i] == "NOUN":
            break
    return found


def _heads_phrase(scene: Scene, noun: int, end: int) -> bool:
    """Whether a noun phrase that ends at a comma is headed by a role: "The spokesman of the army, X" but not "of X"."""
    i = noun + 1
    return all(scene.pos[j] not in ("VERB", "AUX", "PRON", "SCONJ") for j in range(i, end)) and (
        noun == 0 or scene.lowers[noun - 1] not in ("of", "by", "with", "to", "and")
    )


def _apposition(scene: Scene, mark: Mark) -> list[int]:
    """Role nouns behind a name: ", director of Y,", ", the Rutanian president,", ", a major who speaks for Z"."""
    i = mark.end
    words, sentence, pos = scene.words, scene.sentence, scene.pos
    if i >= len(words) or words[i] not in (",", "(") or sentence[i] != sentence[mark.start]:
        return []
    found: list[int] = []
    roles = _roles()
    for j in range(i + 1, min(i + _RIGHT, len(words))):
        if sentence[j] != sentence[i] or words[j] in _STOP:
            break
        if words[j] == "," or (pos[j] in ("VERB", "AUX") and not found):
            break
        other = scene.mark_at.get(j)
        if other is not None and other.kind == "PERSON":
            break
        if pos[j] in ("NOUN", "PROPN") and scene.lowers[j].rstrip(".") in roles:
            found.append(j)
        elif pos[j] in ("VERB", "AUX") or scene.tags[j] in ("WP", "WDT"):
            break
    return found


def _gender(scene: Scene, mark: Mark, found: list[int]) -> str:
    told = scene.title_gender(mark.start)
    if told:
        return told
    for i in found:
        if scene.lowers[i] in lexicon().gendered:
            return lexicon().gendered[scene.lowers[i]]
    return ""


def _side(scene: Scene, mark: Mark, roles: list[int]) -> str:
    """The organisation of a person: the mention before the role noun, behind its "of", or in "who speaks for"."""
    for noun in roles:
        low = noun - 1
        while low >= 0 and low > noun - 4 and scene.sentence[low] == scene.sentence[noun]:
            if (
                scene.words[low] in (",", "’s", "'s")
                or low in scene.mark_at
                or scene.pos[low] in ("ADJ", "NOUN", "PROPN", "PRON")
            ):
                found = _group_at(scene, low)
                if found:
                    return found
                if scene.words[low] == ",":
                    break
                low -= 1
                continue
            break
    for noun in [*roles, mark.end - 1]:
        for j in range(noun + 1, min(noun + 10, len(scene))):
            if scene.sentence[j] != scene.sentence[noun] or scene.words[j] in _STOP_BEHIND:
                break
            if scene.lowers[j] in _OF or scene.words[j] == ",":
                if scene.words[j] == "," and noun != mark.end - 1:
                    break
                k = j + 1
                while k < min(j + 6, len(scene)) and scene.pos[k] in ("DET", "ADJ", "PRON") and not _group_at(scene, k):
                    k += 1
                found = _group_at(scene, k) if k < len(scene) else ""
                if found:
                    return found
            if scene.pos[j] in ("VERB", "AUX") and scene.lowers[j] not in (
                "speaks",
                "spoke",
                "speaking",
                "commands",
                "leads",
            ):
                break
    return ""


def _group_at(scene: Scene, i: int) -> str:
    """The group actor whose mention covers a token; an office that was read as a body, "Aid Coordinator", is none."""
    owner = scene.owner.get(i, "")
    mark = scene.mark_at.get(i)
    if not owner or mark is None or mark.kind == "PERSON":
        return ""
    return "" if mark.kind == "ORG" and mark.mtype == "name" and _is_office(scene, mark) else owner


def _is_office(scene: Scene, mark: Mark) -> bool:
    """Whether a name ends in an office, or one joined to it does: "{Aid Resident} and Relief Coordinator"."""
    end = mark.end
    if scene.lowers[end - 1] in _roles():
        return True
    joined = scene.lowers[end : end + 4]
    capitals = [word for word in scene.words[end + 1 : end + 4] if word[:1].isupper()]
    return joined[:1] == ["and"] and any(word.lower() in _roles() for word in capitals)


def _group_nouns(scene: Scene, mark: Mark) -> list[int]:
    """Common nouns that introduce a group: "the aid coalition X", "X rebels", "X, the naval operation"."""
    found = []
    table = lexicon().groups
    behind = mark.end
    if behind < len(scene) and scene.pos[behind] == "NOUN" and scene.lowers[behind] in table:
        found.append(behind)
    if mark.start and scene.pos[mark.start - 1] == "NOUN" and scene.lowers[mark.start - 1] in table:
        found.append(mark.start - 1)
    if behind + 1 < len(scene) and scene.words[behind] == ",":
        for j in range(behind + 1, min(behind + 9, len(scene))):
            if scene.words[j] in (",", ".", "“") or scene.pos[j] in ("VERB", "AUX") or scene.tags[j] in ("WP", "WDT"):
                break
            if (
                scene.pos[j] in ("NOUN", "PROPN")
                and scene.lowers[j] in table
                and scene.lowers[j - 1] not in ("of", "with")
            ):
                following = scene.pos[j + 1] if j + 1 < len(scene) else ""
                if following not in ("NOUN", "PROPN"):
                    found.append(j)
                    break
    return found
