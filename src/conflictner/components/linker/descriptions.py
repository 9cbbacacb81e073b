"""What a text calls an acronym: "the {paramilitary} RSF" is no watchdog, "the {aid group} ARC" bears no arms.

Letters are shared: RSF are fighters in Sudan and reporters in Paris. A description rules out who is of another kind;
among several bearers one is taken only where the text gives a reason to, and nobody where it gives none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from conflictner.annotations import Mark
from conflictner.components.linker.actors import ABROAD, ARMED, KNOWN, Candidate, choose
from conflictner.components.linker.setting import Setting
from conflictner.components.linker.titles import holds_another_office
from conflictner.knowledge import Actor, KnowledgeBase

#: What a description adds to the one bearer whom it fits.
AGREES: Final = 0.15
#: Tokens of an apposition that are read: ", an international press freedom watchdog,".
_APPOSITION: Final = 7

#: The kinds that a description names, best first, and those that it does not rule out.
_Kinds = tuple[tuple[str, ...], frozenset[str]]
_ARMED: Final[_Kinds] = (("ARMED_GROUP",), frozenset({"MILITARY", "PARTY", "ORG", "POLICE", "GOVERNMENT"}))
_ARMY: Final[_Kinds] = (("MILITARY",), frozenset({"ARMED_GROUP", "GOVERNMENT", "ORG", "POLICE"}))
_PARTY: Final[_Kinds] = (("PARTY",), frozenset({"ARMED_GROUP", "ORG", "GOVERNMENT"}))
_AID: Final[_Kinds] = (("NGO", "ORG"), frozenset({"MEDIA", "IGO"}))
_WATCHDOG: Final[_Kinds] = (("NGO", "ORG"), frozenset({"MEDIA", "IGO", "GOVERNMENT"}))
_NEWS: Final[_Kinds] = (("MEDIA",), frozenset({"ORG", "GOVERNMENT", "NGO"}))
_MISSION: Final[_Kinds] = (("PEACEKEEPING", "IGO"), frozenset({"ORG", "GOVERNMENT", "MILITARY"}))

_WORDS: Final[Mapping[str, _Kinds]] = {
    **dict.fromkeys(("paramilitary", "paramilitaries", "militia", "militias", "rebel", "rebels", "insurgent"), _ARMED),
    **dict.fromkeys(
        ("insurgents", "guerrilla", "guerrillas", "militant", "militants", "jihadist", "jihadists"), _ARMED
    ),
    **dict.fromkeys(("terrorist", "separatist", "separatists"), _ARMED),
    **dict.fromkeys(("army", "military"), _ARMY),
    "party": _PARTY,
    **dict.fromkeys(("aid", "charity", "humanitarian", "relief", "advocacy", "ngo", "nonprofit"), _AID),
    **dict.fromkeys(("watchdog", "rights", "think-tank", "thinktank"), _WATCHDOG),
    **dict.fromkeys(("broadcaster", "newspaper", "newswire", "news"), _NEWS),
    **dict.fromkeys(("mission", "peacekeeping", "peacekeepers"), _MISSION),
}
#: Nouns that leave the kind to the word before them: "aid {group}", "rebel {movement}"; not "military alliance".
_GROUPS: Final = frozenset(
    (
        *("group", "groups", "organisation", "organization", "movement", "force", "forces", "faction", "outfit"),
        *("agency", "body"),
    )
)
#: Behind a name, who belongs to it: "RSF {paramilitaries}"; soldiers may be anybody's.
_OF_ARMS: Final = frozenset(
    ("paramilitaries", "militia", "militiamen", "rebels", "insurgents", "militants", "guerrillas", "jihadists")
)
_INDEFINITE: Final = frozenset(("a", "an", "another"))
_AND: Final = frozenset(("and", "or", "&"))


@dataclass(slots=True)
class Told:
    """The kinds that descriptions of one name agree with, best first, and all that they allow."""

    agree: tuple[str, ...]
    allowed: frozenset[str]


def told_kinds(setting: Setting, names: Iterable[tuple[Mark, str]]) -> dict[str, Told]:
    """What the descriptions beside all mentions of each name say; where two contradict one another, nobody fits both.

    Args:
        setting: The document.
        names: The mentions with their folded text.
    """
    found: dict[str, Told] = {}
    for mark, name in names:
        for agree, others in _descriptions(setting.columns.lowers, setting.columns.words, mark):
            allowed = frozenset(agree) | others
            known = found.setdefault(name, Told(agree, allowed))
            known.allowed &= allowed
    return found


def _descriptions(lowers: Sequence[str], words: Sequence[str], mark: Mark) -> Iterable[_Kinds]:
    before = _read(lowers, mark.start)
    if before is not None and words[mark.start - 1].islower():
        yield before
    if mark.end < len(lowers) and lowers[mark.end] in _OF_ARMS:
        yield _ARMED
    behind = _apposition(lowers, words, mark.end)
    if behind is not None:
        yield behind


def _apposition(lowers: Sequence[str], words: Sequence[str], end: int) -> _Kinds | None:
    """What stands behind a comma: ", a press freedom {watchdog} based in Paris,"; no list, "X, a charity and Y"."""
    if end + 2 >= len(lowers) or lowers[end] != "," or lowers[end + 1] not in _INDEFINITE:
        return None
    for stop in range(end + 3, min(end + _APPOSITION, len(lowers))):
        if lowers[stop] in _GROUPS:
            continue
        kinds = _read(lowers, stop)
        if kinds is not None:
            listed = lowers[stop] in _AND or (lowers[stop] == "," and lowers[stop + 1 : stop + 2] in (["and"], ["or"]))
            return None if listed else kinds
        if not words[stop].replace("-", "").isalpha():
            return None
    return None


def _read(lowers: Sequence[str], end: int) -> _Kinds | None:
    """What a noun phrase that ends before a token says: "the press freedom {watchdog}", "an {aid} group"."""
    last = end - 1
    if last >= 1 and lowers[last] in _GROUPS:
        last -= 1
    return _WORDS.get(lowers[last]) if last >= 0 else None


def fitting(options: Sequence[Candidate], told: Told | None) -> Sequence[Candidate]:
    """The bearers of an acronym whom its descriptions do not rule out.

    Args:
        options: What the name may mean.
        told: What the text calls it.
    """
    if told is None:
        return options
    return tuple([o for o in options if o.alias_class != "acronym" or o.actor.kind in told.allowed])


def weighed(
    scored: list[tuple[float, Candidate]], options: Sequence[Candidate], told: Told | None
) -> list[tuple[float, Candidate]]:
    """The scores of an acronym's bearers, higher by `AGREES` for the only one of several whom a description fits.

    Args:
        scored: Who fits, best first.
        options: All that the name may mean, with those whom the description rules out.
        told: What the text calls it.
    """
    agreeing = [option.actor.id for _, option in scored if told is not None and option.actor.kind in told.agree]
    if len(agreeing) != 1 or len(options) < 2:
        return scored
    raised = [(score + (AGREES if option.actor.id == agreeing[0] else 0.0), option) for score, option in scored]
    return sorted(raised, key=lambda pair: -pair[0])


def chosen(
    kb: KnowledgeBase,
    setting: Setting,
    mark: Mark,
    kept: list[tuple[float, Candidate]],
    scored: list[tuple[float, Candidate]],
    told: Told | None,
) -> Candidate | None:
    """The best bearer of a name; None too where several share an acronym and the text gives no reason to take one.

    None as well where the text gives a person an office that the bearer never held.

    A reason is its country, an ally, what it does, or that the others can only be meant where their country is named.
    The last is none against a well-known armed group in a text about fighting: "RSF envoys met Chad's president".

    Args:
        kb: Where ties are looked up.
        setting: The document.
        mark: The name.
        kept: Who fits, best first.
        scored: All bearers, those who do not fit as well.
        told: What the text calls it.
    """
    choice = choose(kept)
    if choice is not None and holds_another_office(kb, setting, setting.key(mark), choice.actor):
        return None
    if choice is None or choice.alias_class != "acronym":
        return choice
    rivals = [option.actor for _, option in scored if option.actor.id != choice.actor.id]
    if told is not None and choice.actor.kind in told.agree and not any(rival.kind in told.agree for rival in rivals):
        return choice
    return choice if not rivals or _proven(kb, setting, mark, choice.actor, rivals) else None


def _proven(kb: KnowledgeBase, setting: Setting, mark: Mark, actor: Actor, rivals: Sequence[Actor]) -> bool:
    if setting.share(actor.country) and not setting.alone(actor.country, setting.key(mark)):
        return True
    if setting.ties(kb, actor):
        return True
    if actor.kind == "MEDIA" and (setting.is_newsroom(mark) or setting.is_credit(mark)):
        return True
    if actor.kind in ARMED and setting.is_forceful(mark) and not any(rival.kind in ARMED for rival in rivals):
        return True
    if actor.kind not in ABROAD or not setting.known_countries():
        return False
    return not (setting.warlike and any(rival.kind == "ARMED_GROUP" and rival.tier <= KNOWN for rival in rivals))


def kind_left(kind: str, options: Sequence[Candidate], told: Told | None) -> str:
    """The kind of an acronym that is linked to nobody: what the text calls it, else that of all its bearers.

    Args:
        kind: What it was taken for.
        options: All that the name may mean.
        told: What the text calls it.
    """
    kinds = {option.actor.kind for option in options if option.alias_class == "acronym"}
    if kind not in kinds:
        return kind
    if told is not None:
        return kind if kind in told.allowed else told.agree[0]
    return kind if len(kinds) == 1 else "ORG"


def is_torn(options: Sequence[Candidate]) -> bool:
    """Whether a name may be of several actors of the world: an acronym, or the name of two countries."""
    return any(option.alias_class == "acronym" or option.actor.kind == "COUNTRY" for option in options) and (
        len(options) > 1 or options[0].alias_class == "acronym"
    )
