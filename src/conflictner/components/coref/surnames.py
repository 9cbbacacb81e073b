"""Persons read as places: after "Col. Sena Kundu" the Kundu of "Kundu said" is the colonel, "Tamu, a trader" is one.

A place that speaks is a person where the text tells so: by a surname named in full, a given name or a title in front,
an age or a trade behind. A name that no list holds needs no more than to speak, one of the gazetteer to speak twice,
unless the text says "in {Kundu}".
"""

from __future__ import annotations

from typing import Final

from conflictner.annotations import Mark
from conflictner.components.coref.lexicon import lexicon
from conflictner.components.coref.people import given_names
from conflictner.components.coref.scene import LOCAL, Scene
from conflictner.text import fold, slug

_RULE: Final = "coref:surname"
_SPEAKS: Final = "coref:speaks"
_SCORE: Final = 0.85
#: Titles that only persons bear; "General" opens the names of towns.
TITLES: Final = frozenset(("mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "father", "sister", "pastor"))
_LOCATIVE: Final = frozenset(("in", "near", "at", "around", "outside", "inside", "towards", "toward"))
_DETERMINERS: Final = frozenset(("a", "an", "the", "who", "whose"))
#: How far behind the comma a trade is looked for: ", a retired rice farmer".
_TRADE: Final = 6
_AGES: Final = range(5, 111)


def take_surnames(scene: Scene) -> None:
    """Give places that speak to the person whom the text names with that surname, or make them persons.

    Args:
        scene: The Doc; marks and entities are changed.
    """
    places: dict[str, list[Mark]] = {}
    for mark in scene.marks:
        if mark.mtype == "name" and (mark.kind == "PLACE" or (mark.kind == "COUNTRY" and _has_age(scene, mark))):
            places.setdefault(scene.text(mark.start, mark.end), []).append(mark)
    spoken = [marks for marks in places.values() if any(_speaks(scene, mark) for mark in marks)]
    if not spoken:
        return
    bearers: dict[str, list[Mark]] = {}
    for mark in scene.marks:
        if mark.kind == "PERSON" and mark.mtype == "name" and mark.entity_id and mark.end - mark.start > 1:
            bearers.setdefault(fold(scene.words[mark.end - 1]), []).append(mark)
    for marks in spoken:
        first = next(mark for mark in marks if _speaks(scene, mark))
        named = [mark for mark in bearers.get(fold(scene.words[first.end - 1]), ()) if mark.start < first.start]
        if len({mark.entity_id for mark in named}) == 1 and first.end - first.start == 1:
            for mark in marks:
                if _speaks(scene, mark) or mark.entity_id.startswith(LOCAL):
                    mark.role = "actor"
                    scene.relink(mark, named[0].entity_id, _RULE, _SCORE)
        elif not named and _is_person(scene, marks, first):
            _make_person(scene, marks)


def _is_person(scene: Scene, marks: list[Mark], first: Mark) -> bool:
    """Whether the text tells that a place that speaks is a person."""
    if any(_titled(scene, mark) or _has_trade(scene, mark) or _given_before(scene, mark) for mark in marks):
        return True
    local = first.entity_id.startswith(LOCAL) or not first.entity_id
    located = any(mark.start and scene.lowers[mark.start - 1] in _LOCATIVE for mark in marks)
    held = any(mark.rule == "gazetteer" for mark in marks)
    return local and not located and sum(_speaks(scene, mark) for mark in marks) > held


def _make_person(scene: Scene, marks: list[Mark]) -> None:
    """Make one person of the mentions of a name, title left out and given name taken in."""
    spans = []
    for mark in marks:
        start = mark.start
        while start < mark.end - 1 and scene.lowers[start].rstrip(".") in TITLES:
            start += 1
        if start == mark.start and _given_before(scene, mark):
            start -= 1
        scene.remove(mark)
        spans.append((start, mark.end))
    longest = max(spans, key=lambda span: span[1] - span[0])
    name = scene.text(*longest)
    entity_id = LOCAL + slug(name)
    scene.known[entity_id] = {"name": name, "kind": "PERSON", "country": None, "lat": None, "lon": None}
    scene.entity(entity_id, "PERSON").kind = "PERSON"
    for start, end in spans:
        scene.add(start, end, entity_id, "name", _SPEAKS, _SCORE)


def _speaks(scene: Scene, mark: Mark) -> bool:
    """Whether a name is the subject of a verb of saying: "{Kundu} said", "said {Kundu}"; not "in Kundu"."""
    root = mark.end - 1
    if mark.mtype != "name" or scene.deps[root] != "nsubj" or scene.segment[root] != "BODY":
        return False
    titled = scene.lowers[mark.start].rstrip(".") in TITLES
    return (mark.end - mark.start == 1 or titled) and scene.lemma(scene.heads[root]) in lexicon().saying


def _titled(scene: Scene, mark: Mark) -> bool:
    """Whether a title of persons opens a name or stands before it: "{Dr. Kundu}"."""
    before = scene.lowers[mark.start - 1] if mark.start else ""
    inside = scene.lowers[mark.start] if mark.end - mark.start > 1 else ""
    return inside.rstrip(".") in TITLES or before.rstrip(".") in TITLES | lexicon().ranks


def _given_before(scene: Scene, mark: Mark) -> bool:
    """Whether a given name that is no mention stands before a name: "Amina {Kundu}"."""
    at = mark.start - 1
    if at < 0 or not scene.free(at, at + 1) or scene.pos[at] != "PROPN" or scene.heads[at] != mark.end - 1:
        return False
    return scene.words[at][:1].isupper() and fold(scene.words[at]).split("-")[0] in given_names()


def _has_trade(scene: Scene, mark: Mark) -> bool:
    """Whether an age or a trade follows a name: "{Tamu}, 34, ...", "{Tamu}, a fisherman, ..."."""
    end = mark.end
    if _has_age(scene, mark):
        return True
    if scene.words[end : end + 1] != [","] or end + 1 >= len(scene):
        return False
    after, table = scene.lowers[end + 1], lexicon()
    for i in range(end + 1, min(end + 1 + _TRADE, len(scene))):
        if scene.words[i] in (",", ".", "”", '"') or scene.pos[i] in ("VERB", "ADP", "AUX"):
            return False
        if scene.tags[i] == "NN" and (scene.lowers[i] in table.unnamed or scene.lowers[i] in table.persons):
            return after in _DETERMINERS
    return False


def _has_age(scene: Scene, mark: Mark) -> bool:
    """Whether a name is followed by an age: "{Tamu}, 34, said"; countries and towns are never told so."""
    end = mark.end
    if scene.words[end : end + 1] != [","] or scene.words[end + 2 : end + 3] not in ([","], ["."]):
        return False
    after = scene.words[end + 1]
    return after.isdigit() and len(after) < 4 and int(after) in _AGES
