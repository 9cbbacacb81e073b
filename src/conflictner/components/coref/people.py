"""The gender that a given name tells, for "he" and "she"."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from conflictner.components.coref.scene import Scene, is_actor
from conflictner.text import fold


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Folded given names that are nearly always a man's or a woman's -> "m" or "f".

    >>> given_names()["fatima"], given_names()["joseph"]
    ('f', 'm')
    """
    table = (files("conflictner") / "data" / "en" / "given_names.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines()[1:] if line]
    return dict(rows)


def give_genders(scene: Scene) -> None:
    """Fill in the gender of persons of whom neither the list nor a title tells it.

    Args:
        scene: The Doc; its entities are filled.
    """
    names = given_names()
    for mark in scene.marks:
        if mark.kind != "PERSON" or mark.mtype != "name" or not mark.entity_id or not is_actor(mark):
            continue
        entity = scene.entity(mark.entity_id, "PERSON")
        if entity.gender:
            continue
        words = fold(" ".join(scene.words[mark.start : mark.end])).split()
        actor = scene.kb.get(mark.entity_id)
        if len(words) < 2 and actor is not None:
            words = fold(actor.given or actor.name).split()
        # A person only ever called by one word goes by that: "Gloria", "Barbecue" tells nothing.
        # "Jean-Marie" and "Rose-Laure" go by their first part, "Marie-Ange" too.
        first = words[0].split("-")[0]
        entity.gender = names.get(words[0], "") or names.get(first, "")
