"""Offices of a named country or body: "the DRC {president}", "Sudan's {prime minister}", "the {head} of MONUSCO"."""

from __future__ import annotations

from typing import Final

from conflictner.annotations import Mark
from conflictner.components.coref.lexicon import lexicon
from conflictner.components.coref.phrases import Found, is_title
from conflictner.components.coref.scene import Scene
from conflictner.knowledge import Role

_STATE: Final = ("COUNTRY", "GOVERNMENT")
_BODY: Final = ("IGO", "PEACEKEEPING")
#: The office by its last word: kinds of owners, classes of the role, and the words that its title must have.
_MINISTERS: Final = {
    **{field: field for field in ("foreign", "interior", "finance", "prime")},
    **dict.fromkeys(("defence", "defense"), "defence"),
}
#: The last words of the offices.
OFFICES: Final = frozenset(("president", "minister", "premier", "chief", "head", "general"))
#: How far a year is looked for on both sides, in tokens.
_LINE: Final = 25
_POSSESSIVE: Final = frozenset(("'s", "’s", "'", "’"))
#: Words of a title of somebody else in the same house.
_OTHERS: Final = ("vice", "deputy", "assistant", "former", "under-", "acting")

Office = tuple[int, int, Mark, tuple[str, ...], str]


def office_of(scene: Scene, i: int) -> Office | None:
    """An office of a named owner that ends at a token: its range, the owner, the classes of roles and a title's word.

    "The former French president", "a Malian minister" and "President Odo" name nobody, or somebody else.

    Args:
        scene: The Doc.
        i: The last word of the office: "president", "minister", "head".
    """
    read = _read(scene, i)
    if read is None:
        return None
    start, classes, title = read
    owner = _before(scene, start) or _behind(scene, i)
    if owner is None or not _fits(owner, classes, title) or is_title(scene, i):
        return None
    if scene.deps[i] in ("appos", "attr", "compound", "oprd") or _introduced(scene, i, owner):
        return None
    if owner.end <= i and scene.lowers[i + 1 : i + 2] in (["in"], ["for"], ["of"], ["-"], ["elect"]):
        # "the UN chief in Kundu" is not the one in New York
        return None
    return start, i + 1, owner, classes, title


def _read(scene: Scene, i: int) -> tuple[int, tuple[str, ...], str] | None:
    word, before = scene.lowers[i], scene.lowers[i - 1] if i else ""
    if word == "president":
        return i, ("executive",), "president"
    if word == "minister" and before in _MINISTERS:
        return i - 1, ("executive" if before == "prime" else "minister",), _MINISTERS[before]
    if word == "premier":
        return i, ("executive",), "prime"
    if word in ("chief", "head"):
        return i, ("executive", "diplomatic"), "head"
    if word == "general" and before in ("secretary", "-"):
        start = i - 1 if before == "secretary" else i - 2
        return (start, ("executive",), "secretary") if start >= 0 and scene.lowers[start] == "secretary" else None
    return None


def _before(scene: Scene, start: int) -> Mark | None:
    """The owner in front of an office: "the {DRC} president", "{Sudan}'s prime minister"; not "the former ...".

    A mention of which the office would be only a part of the name is none.
    """
    at = start - 1
    if at >= 0 and scene.lowers[at] in _POSSESSIVE:
        at -= 1
    mark = scene.mark_at.get(at)
    if mark is None or scene.sentence[at] != scene.sentence[start]:
        return None
    return mark if _definite(scene, mark.start) else None


def _behind(scene: Scene, i: int) -> Mark | None:
    """The owner behind an office: "the president of {France}", "the head of the {UN}"."""
    if scene.lowers[i + 1 : i + 2] != ["of"]:
        return None
    at = i + 2 + (scene.lowers[i + 2 : i + 3] == ["the"])
    return scene.mark_at.get(at)


def _definite(scene: Scene, start: int) -> bool:
    """Whether nothing but "the" stands before the owner: not "a French", "the former French", "a meeting of the US"."""
    before = scene.lowers[start - 1] if start and scene.sentence[start - 1] == scene.sentence[start] else ""
    if before == "the":
        before = scene.lowers[start - 2] if start > 1 else ""
        return before not in lexicon().other
    return before not in ("a", "an", "no", "any", "another", "every") and before not in lexicon().other


def _fits(owner: Mark, classes: tuple[str, ...], title: str) -> bool:
    if owner.mtype != "name" or not owner.entity_id:
        return False
    return owner.kind in _BODY if title in ("head", "secretary") else owner.kind in _STATE


def _introduced(scene: Scene, i: int, owner: Mark) -> bool:
    """Whether the name follows: "the head of MONUSCO, Sena Odo", "Kundu's president - Ana Mel"."""
    end = max(i + 1, owner.end)
    near = range(end, min(end + 2, len(scene)))
    return any(j in scene.mark_at and scene.mark_at[j].kind == "PERSON" for j in near)


def holder(scene: Scene, office: Office) -> Found | None:
    """The one person who held an office on the document's date; nobody without a date or where the list is silent.

    Args:
        scene: The Doc.
        office: What `office_of` read.
    """
    _, _, owner, classes, title = office
    if not scene.date or _other_year(scene, office[0]):
        return None
    org = f"gov:{owner.entity_id[4:]}" if owner.entity_id.startswith("cty:") else owner.entity_id
    held = {
        role.person
        for role_class in classes
        for role, as_of in scene.kb.holders(org, role_class, scene.date)
        if not as_of and _is_office(role, title)
    }
    return Found(next(iter(held)), "coref:office", 0.7) if len(held) == 1 else None


def _other_year(scene: Scene, at: int) -> bool:
    """Whether the sentence tells of another year: "In 1998 the US president ordered strikes"."""
    return any(
        len(word) == 4 and word.isdigit() and word[:2] in ("18", "19", "20") and word != (scene.date or "")[:4]
        for j, word in enumerate(scene.lowers[max(at - _LINE, 0) : at + _LINE], max(at - _LINE, 0))
        if scene.sentence[j] == scene.sentence[at]
    )


def _is_office(role: Role, title: str) -> bool:
    named = role.title.lower()
    if title == "head" and role.role_class == "executive":
        return named in ("secretary-general", "executive secretary")
    return title in named and not any(word in named for word in _OTHERS)
