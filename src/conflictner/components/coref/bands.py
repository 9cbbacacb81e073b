"""Nouns for armed groups that say what they are: "the jihadists", "the paramilitaries", "the cartel".

"The rebels" and "the terrorists" may be any armed group of a text; these only one that the text calls so, or its
only one.
"""

from __future__ import annotations

from typing import Final
from weakref import WeakKeyDictionary

from conflictner.annotations import Mark
from conflictner.components.coref.scene import Scene, is_actor

_CLASSES: Final = {
    "jihadist": (
        *("jihadist", "jihadists", "jihadi", "jihadis", "islamist", "islamists", "extremist", "extremists"),
        "mujahideen",
    ),
    "militia": (
        *("militia", "militias", "militiaman", "militiamen", "paramilitary", "paramilitaries", "vigilante"),
        *("vigilantes", "self-defence", "self-defense"),
    ),
    "guerrilla": ("guerrilla", "guerrillas", "guerrillero", "guerrilleros"),
    "dissident": ("dissident", "dissidents"),
    "separatist": ("separatist", "separatists", "secessionist", "secessionists"),
    "gang": (
        *("gang", "gangs", "gangster", "gangsters", "cartel", "cartels", "criminal", "criminals", "bandit"),
        *("bandits", "hitmen", "kidnappers", "pirates"),
    ),
    "mercenary": ("mercenary", "mercenaries"),
}
_CLASS_OF: Final = {word: name for name, words in _CLASSES.items() for word in words}

#: Words in the names of those who fight for a faith.
_FAITH: Final = frozenset(
    (
        *("islam", "islamic", "muslims", "muslimeen", "jihad", "jihadi", "mujahideen", "mujahidin", "qaeda", "qaida"),
        *("sunna", "shabaab", "shabab", "boko", "daesh", "ansar", "taliban", "ummah", "sahaba"),
    )
)
#: Between such a noun and a name: "jihadists {of the} X", "the separatist {rebel group} X".
_LINKS: Final = frozenset(("of", "from", "the", "called", "known", "as"))
_NEAR: Final = 4
#: ", a separatist group": how far behind a name the noun may stand.
_APPOSITION: Final = 8
#: How far back a band that nobody names hides the only named group, in tokens.
_BACK: Final = 400
#: An army and the movement behind it are one band to a reader.
_PARTS: Final = frozenset(("member_of", "part_of", "armed_wing_of"))
_NO_BANDS: Final = frozenset(("PERSON", "COUNTRY", "GOVERNMENT", "IGO", "MEDIA", "NGO", "PEOPLE", "PEACEKEEPING"))

_CALLED: Final[WeakKeyDictionary[Scene, _Called]] = WeakKeyDictionary()


class _Called:
    """Whom a text calls what.

    Args:
        scene: The Doc, its names marked.
    """

    def __init__(self, scene: Scene) -> None:
        self.only = _only(scene)
        self.by_class: dict[str, set[str]] = {}
        faithful = {e.id for e in scene.entities.values() if e.kind == "ARMED_GROUP" and not _FAITH.isdisjoint(e.words)}
        #: The one group of the text whose listed names tell of its faith.
        self.faithful = faithful if len(faithful) == 1 else set[str]()
        #: Where a noun of a class stands for nobody who is named, nor for one of before: "militias joined".
        self.unnamed: set[int] = set()
        for i in [i for i, word in enumerate(scene.lowers) if word in _CLASS_OF]:
            mark = _named_at(scene, i)
            if mark is not None:
                self.by_class.setdefault(_CLASS_OF[scene.lowers[i]], set()).add(mark.entity_id)
            elif not _definite(scene, i):
                self.unnamed.add(i)


def band_of(scene: Scene, start: int, end: int) -> str:
    """The class of a noun phrase for an armed group, "" for a general one such as "the rebels".

    Args:
        scene: The Doc.
        start: First token.
        end: Behind the last one.
    """
    return next((_CLASS_OF[word] for word in scene.lowers[start:end] if word in _CLASS_OF), "")


def called_so(scene: Scene, band: str, at: int) -> set[str]:
    """The actors that a noun of a class may stand for: those the text calls so, else its only armed group.

    Args:
        scene: The Doc.
        band: What `band_of` gave.
        at: Where the noun stands.
    """
    called = _CALLED.get(scene)
    if called is None:
        called = _CALLED[scene] = _Called(scene)
    told = called.by_class.get(band)
    if told:
        return told
    if band == "jihadist" and called.faithful:
        # "JNIM and the Azawad front fought. {The jihadist group}": the Group for the Support of Islam and Muslims
        return called.faithful
    hidden = any(i in called.unnamed and _CLASS_OF[scene.lowers[i]] == band for i in range(max(at - _BACK, 0), at))
    return set() if hidden else called.only


def _only(scene: Scene) -> set[str]:
    """The only armed group of a text, with those of which it is a part or a wing; nobody where there are several."""
    armed: dict[str, int] = {}
    for mark in scene.marks:
        if mark.entity_id and mark.kind == "ARMED_GROUP" and is_actor(mark):
            armed[mark.entity_id] = armed.get(mark.entity_id, 0) + 1
    if len(armed) < 2:
        return set(armed)
    main = max(sorted(armed), key=lambda entity: armed[entity])
    joined = {end for link in scene.kb.links_of(main) if link.type in _PARTS for end in (link.source, link.target)}
    return {main} if armed.keys() <= joined | {main} else set()


def _named_at(scene: Scene, i: int) -> Mark | None:
    """The group beside a noun: "{Tola} jihadists", "jihadists of {Tola}", "{Tola}, a jihadist group", "{Tola Gang}"."""
    for j in (i, i - 1):
        mark = scene.mark_at.get(j) if j >= 0 else None
        if mark is not None and _is_band(mark):
            return mark
    if i > 2 and scene.lowers[i - 1] == "the" and scene.lowers[i - 2] == "of" and i - 3 in scene.mark_at:
        # "the Hill Front of the dissidents"
        return scene.mark_at[i - 3] if _is_band(scene.mark_at[i - 3]) else None
    # "dissidents of the Tola Front" have left it
    near = 1 if _CLASS_OF[scene.lowers[i]] == "dissident" else 1 + _NEAR
    for j in range(i + 1, min(i + near, len(scene))):
        mark = scene.mark_at.get(j)
        if mark is not None:
            return mark if _is_band(mark) else None
        if scene.lowers[j] not in _LINKS and scene.pos[j] not in ("NOUN", "ADJ"):
            break
    for j in range(i - 1, max(i - _APPOSITION, 0), -1):
        if scene.words[j] in (",", "("):
            mark = scene.mark_at.get(j - 1)
            return mark if mark is not None and _is_band(mark) else None
        if scene.pos[j] not in ("NOUN", "ADJ", "DET", "PROPN") and scene.tags[j] != "VBN":
            break
    return None


def _is_band(mark: Mark) -> bool:
    return bool(mark.entity_id) and is_actor(mark) and mark.kind not in _NO_BANDS


def _definite(scene: Scene, i: int) -> bool:
    """Whether a noun points back: "the militia", "the {pro-government} militia"."""
    return any(scene.lowers[j] in ("the", "this", "these", "those", "that") for j in range(max(i - 3, 0), i))
