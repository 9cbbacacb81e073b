"""Shorter names of somebody who was named in full: "Odo" after "Sena Odo", "Peace Desk" after "Kundu Peace Desk"."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from conflictner.annotations import Mark
from conflictner.components.coref.lexicon import lexicon
from conflictner.components.coref.people import given_names
from conflictner.components.coref.scene import LOCAL, Scene, is_actor
from conflictner.text import slug

#: Full names with one word in common that are looked at; lists of casualties go on.
_BEARERS: Final = 40
#: A word more common than this (Zipf) is no short name: "House" for a House committee.
_WORD: Final = 4.0
#: Words that open or close many names: alone they tie a short name to nobody.
_COMMON: Final = frozenset(
    {
        "african",
        "agency",
        "army",
        "commission",
        "committee",
        "council",
        "defence",
        "defense",
        "democratic",
        "east",
        "federal",
        "force",
        "forces",
        "free",
        "front",
        "general",
        "government",
        "group",
        "international",
        "islamic",
        "islamic state",
        "liberation",
        "military",
        "ministry",
        "mission",
        "movement",
        "national",
        "new",
        "news",
        "north",
        "office",
        "party",
        "people",
        "peoples",
        "police",
        "radio",
        "republic",
        "security",
        "south",
        "state",
        "the",
        "union",
        "united",
        "west",
    }
)


#: What nearness proves of two bearers of one surname.
_NEAR: Final = 0.7

#: Parts of an article that name people shortly before the story introduces them.
_ABOVE: Final = frozenset(("HEADLINE", "SUBHEAD", "CAPTION", "KEY_POINTS"))


#: A headline within the text stands so many paragraphs above its story at most.
_NEXT: Final = 2


def join_names(scene: Scene) -> None:
    """Give short names the entity of the full name they are part of.

    Two persons of one surname are left apart unless title or gender tells which is meant.

    Args:
        scene: The Doc; marks are changed.
    """
    names = [mark for mark in scene.marks if mark.mtype == "name" and mark.entity_id and is_actor(mark)]
    parts = {id(mark): _parts(_text(scene, mark)) for mark in names}
    by_word: dict[str, dict[tuple[str, ...], Mark]] = {}
    for mark in names:
        words = parts[id(mark)]
        if len(words) > 1:
            for word in set(words):
                bearers = by_word.setdefault(word, {})
                if len(bearers) < _BEARERS:
                    bearers.setdefault(words, mark)
    for mark in names:
        if not _may_join(scene, mark):
            continue
        words = parts[id(mark)]
        if not words or len(words) > 4:
            continue
        bearers = by_word.get(words[-1], {})
        longer = [m for full, m in bearers.items() if _part_of(scene, words, full, mark, m)]
        longer = longer or [m for full, m in bearers.items() if _first_surname(scene, words, full, mark, m)]
        longer = longer or _family(scene, words, by_word, mark)
        longer = longer or _first_name(scene, words, by_word, parts, mark)
        target = _one(scene, mark, longer)
        if target is None and len({m.entity_id for m in longer}) > 1 and mark.kind == "PERSON":
            _take_nearest(scene, mark, {m.entity_id for m in longer})
        elif target is not None and target.entity_id != mark.entity_id:
            person = mark.kind == "PERSON" or target.kind == "PERSON"
            scene.relink(
                mark, target.entity_id, "coref:surname" if person else "coref:partial", 0.85 if person else 0.75
            )


#: With a capital these name a body, though a text may never say of which country.
_BODIES: Final = frozenset(("senate", "parliament", "national assembly", "house of representatives"))


def drop_common(scene: Scene) -> list[Mark]:
    """Take back "the Federal Government" and "Army" from the names, where nothing but capitals made them one.

    Args:
        scene: The Doc; marks are removed, to be resolved as the common nouns that they are.

    Returns:
        Those removed that name a body all the same, "the Senate", where no country can be found for it; without an id,
        or the Senates of two countries would be one actor.
    """
    gone = []
    for mark in scene.marks:
        unlisted = mark.mtype == "name" and mark.entity_id.startswith(LOCAL)
        if unlisted and _text(scene, mark).lower() in lexicon().groups:
            gone.append(mark)
    for mark in gone:
        scene.remove(mark)
    bodies = [mark for mark in gone if _text(scene, mark).lower() in _BODIES]
    for mark in bodies:
        mark.entity_id = ""
    return bodies


def _may_join(scene: Scene, mark: Mark) -> bool:
    """Only names that no list knows, or persons guessed from a list by surname alone."""
    if mark.entity_id.startswith(LOCAL):
        return True
    return mark.kind == "PERSON" and mark.end - mark.start == 1 and mark.score < 0.7


def _part_of(scene: Scene, short: tuple[str, ...], full: tuple[str, ...], mark: Mark, target: Mark) -> bool:
    """Whether a short name is the end or beginning of a full one; a person's last name, of others rare words."""
    if len(short) >= len(full) or target is mark:
        return False
    if target.kind == "PERSON":
        # "Sheikh" is no second mention of "Hassan Sheikh Mohamud"; "Mohamud", "al-Hajri" and "Hassan Sheikh" are.
        # A name that the base model took for something else is a person's too when it is a full one's surname.
        if mark.kind not in ("PERSON", "ORG"):
            return False
        # "Mr Khan, a shopkeeper, said Imran Khan should be freed": a story gives the full name first.
        if mark.start < target.start and not _above(scene, mark, target):
            return False
        return full[-len(short) :] == short or (len(short) > 1 and full[: len(short)] == short)
    if mark.kind == "PERSON" and len(short) == 1:
        return False
    if " ".join(short) in scene.kb.countries_by_demonym:
        # "Sudanese and {Eritrean} refugees" are not the "Eritrean troops" of the sentence above
        return False
    if len(short) == 1 and scene.kb.frequency(short[0]) > _WORD:
        return False
    edge = full[-len(short) :] == short or full[: len(short)] == short
    return (
        edge
        and any(word not in _COMMON and len(word) > 3 for word in short)
        and (len(short) > 1 or full[0] == short[0])
    )


def _first_surname(scene: Scene, short: tuple[str, ...], full: tuple[str, ...], mark: Mark, target: Mark) -> bool:
    """Whether a short name is the first of two surnames: "Ospina" is "Wilmer Ospina Cabal", nobody is his "Wilmer"."""
    if target.kind != "PERSON" or mark.kind not in ("PERSON", "ORG") or mark.start < target.start:
        return False
    if len(short) != 1 or len(full) < 3 or full[-2] != short[0] or len(short[0]) < 4:
        return False
    # "Hassan" in "Ali Hassan Odo" may be anybody
    return short[0] not in given_names()


def _family(
    scene: Scene, short: tuple[str, ...], by_word: dict[str, dict[tuple[str, ...], Mark]], mark: Mark
) -> list[Mark]:
    """The full names that a given name opens where others share the surname: "Sena" after "Sena Odo and Ali Odo".

    A story of a family calls its members by their first names; where nobody shares it, the surname is used.
    """
    if len(short) != 1 or mark.kind not in ("PERSON", "ORG") or short[0] not in given_names():
        return []
    found = []
    for full, target in by_word.get(short[0], {}).items():
        named = target.kind == "PERSON" and full[0] == short[0] and target.start < mark.start
        others = {f[0] for f, m in by_word.get(full[-1], {}).items() if m.kind == "PERSON" and f[-1] == full[-1]}
        if named and len(others) > 1:
            found.append(target)
    return found


def _first_name(
    scene: Scene,
    short: tuple[str, ...],
    by_word: dict[str, dict[tuple[str, ...], Mark]],
    parts: dict[int, tuple[str, ...]],
    mark: Mark,
) -> list[Mark]:
    """The listed person whose name a word opens where nobody else bears it and the last name never stands alone.

    "Abiy Ahmed spoke. {Abiy} said": in much of the world the first name is the name. One of somebody whom nobody listed
    may be anybody's, "Sena" after "Sena Odo", and so is one that is introduced: "Abiy, a trader, fled".
    """
    if len(short) != 1 or mark.kind != "PERSON" or scene.words[mark.end : mark.end + 1] == [","]:
        return []
    bearers = [m for m in by_word.get(short[0], {}).values() if m.kind == "PERSON"]
    found = [(full, m) for full, m in by_word.get(short[0], {}).items() if m.kind == "PERSON" and full[0] == short[0]]
    if len({m.entity_id for m in bearers}) != 1 or not found or found[0][1].start > mark.start:
        return []
    if found[0][1].entity_id.startswith(LOCAL):
        return []
    last = found[0][0][-1:]
    return [] if last in parts.values() else [found[0][1]]


def _above(scene: Scene, mark: Mark, target: Mark) -> bool:
    """Whether a short name stands in a headline, or in a line of its own that the story below takes up.

    "09:40 - Odo: We stay" and in the next line "President Sena Odo told reporters".
    """
    if scene.segment[mark.start] in _ABOVE:
        return True
    here, there = scene.paragraph[mark.start], scene.paragraph[target.start]
    if not 0 < there - here <= _NEXT:
        return False
    last = mark.end
    while last < target.start and scene.paragraph[last] == here:
        last += 1
    line = [word for word in scene.words[mark.end : last] if word.strip()]
    return bool(line) and line[-1] not in (".", "!", "?", "…")


def _one(scene: Scene, mark: Mark, longer: list[Mark]) -> Mark | None:
    """The one entity among the bearers of a full name."""
    entities = {m.entity_id: m for m in longer}
    if len(entities) <= 1:
        return next(iter(entities.values()), None)
    gender = scene.title_gender(mark.start)
    title = scene.lowers[mark.start - 1] if mark.start else ""
    fitting = [m for m in entities.values() if gender and scene.entity(m.entity_id).gender == gender]
    fitting = fitting or [m for m in entities.values() if title in scene.entity(m.entity_id).nouns]
    return fitting[0] if len(fitting) == 1 else None


def _take_nearest(scene: Scene, mark: Mark, bearers: set[str]) -> None:
    """Of two bearers the one whom this sentence or the one before names: "Ali Odo ... Sena Odo waved. {Odo} said".

    Where they name both or neither it is one of them, nobody knows which, and no third person.
    """
    if not mark.entity_id.startswith(LOCAL):
        return
    low = scene.first[scene.sentence[mark.start]]
    before = low - 1
    while before > 0 and scene.quote[before] >= 0:
        before -= 1  # “Who pays? Who goes?” Odo asked: the sentences of the quotation tell of nobody
    low = scene.first[scene.sentence[before]] if before >= 0 and _near(scene, before, low) else low
    named = {m.entity_id for m in scene.marks if low <= m.start < mark.start and m.entity_id in bearers}
    if len(named) == 1:
        scene.relink(mark, named.pop(), "coref:surname-near", _NEAR)
    else:
        mark.entity_id, mark.rule = "", "coref:surname-open"
        for i in range(mark.start, mark.end):
            scene.owner.pop(i, None)


def _near(scene: Scene, before: int, low: int) -> bool:
    """Whether a sentence stands in the same paragraph or the one above."""
    return scene.paragraph[low] - scene.paragraph[before] <= 1


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, ...]:
    """The folded words of a name, in order."""
    return tuple([word for word in slug(name).split("-") if word])


def _text(scene: Scene, mark: Mark) -> str:
    return " ".join(scene.words[mark.start : mark.end])
