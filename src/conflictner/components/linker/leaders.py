"""A surname alone as one of the listed persons: "Putin ordered strikes", where the text speaks of his country.

A surname that thousands bear proves nothing by itself, however well known one of them is: "Camara" in a story from Mali
is no minister. So is a leader of a country that nothing in the text speaks of.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from conflictner.annotations import Mark
from conflictner.components.linker.actors import people
from conflictner.components.linker.setting import Setting
from conflictner.knowledge import Actor, KnowledgeBase
from conflictner.knowledge.dates import covers
from conflictner.knowledge.offices import governs
from conflictner.knowledge.surnames import common_surnames
from conflictner.text import fold

#: What the document is about by this share is meant wherever a leader of it may be.
AT_HOME: Final = 0.5
#: Offices behind which a surname needs no full name: "President {Sall}"; "Mr" and "Dr" are anybody's.
_OFFICES: Final = frozenset(
    [
        *("president", "premier", "chancellor", "minister", "king", "emir", "sultan", "ayatollah", "leader"),
        *("general", "gen", "marshal", "colonel", "col", "captain", "capt", "admiral", "chief", "commander"),
        *("spokesman", "spokeswoman", "spokesperson", "secretary-general", "secretary", "ambassador", "envoy"),
    ]
)


def bearer(
    kb: KnowledgeBase,
    setting: Setting,
    mark: Mark,
    surnames: Collection[str],
    nearby: Callable[[], Mapping[str, float]],
) -> Actor | None:
    """The listed person whom a surname alone means, or None.

    Args:
        kb: Where persons are looked up.
        setting: The document's countries, date and actors.
        mark: A surname that no full name of the document explains.
        surnames: All such surnames of the document; two leaders vouch for one another, as in "Zelensky met Macron".
        nearby: Countries of the places that the document names; asked for only when nothing else decides.
    """
    surname = setting.key(mark)
    possible = _possible(kb, surname, setting.date)
    at_home = [actor for actor in possible if setting.share(actor.country) >= AT_HOME]
    titled = _title(setting, mark) in _OFFICES or governs(setting.columns.lowers, mark.end)
    if len(at_home) == 1 and (len(possible) == 1 or at_home[0].tier <= 1):
        known = titled or (surname not in common_surnames() and _in_play(kb, setting, at_home[0]))
        return at_home[0] if known else None
    actor = _sole_leader(kb, surname, setting.date)
    if actor is None:
        return None
    named = titled or setting.share(actor.country) > 0 or setting.ties(kb, actor)
    named = named or any(_sole_leader(kb, other, setting.date) for other in surnames if other != surname)
    return actor if named or any(nearby().get(iso3, 0.0) for iso3 in actor.country) else None


def _possible(kb: KnowledgeBase, surname: str, date: str | None) -> list[Actor]:
    """The listed bearers of a surname by the date; of father and son in one office the one who holds it."""
    listed = [actor for actor in people(kb).get(surname, ()) if _bears(actor, surname)]
    possible = [actor for actor in listed if served(kb, actor, date)]
    if len(possible) > 1 and date:
        now = [a for a in possible if any(covers(role.start, role.end, date) for role in kb.roles_of(a.id))]
        return now if len(now) == 1 and all(leads(kb, actor) for actor in possible) else possible
    return possible


def _sole_leader(kb: KnowledgeBase, surname: str, date: str | None) -> Actor | None:
    """The one listed bearer of a rare surname, if he leads."""
    possible = _possible(kb, surname, date) if surname not in common_surnames() else []
    return possible[0] if len(possible) == 1 and leads(kb, possible[0]) else None


def served(kb: KnowledgeBase, actor: Actor, date: str | None) -> bool:
    """Whether a person was in office on the document's date or before it; without a date or an office, it may be.

    A predecessor is still spoken of, a successor is not yet.
    """
    roles = kb.roles_of(actor.id) if date else []
    return not roles or any(role.start is None or role.start[:10] <= str(date)[:10] for role in roles)


def leads(kb: KnowledgeBase, actor: Actor) -> bool:
    """Whether news names a person without an office: who leads or led a country or an armed group."""
    return actor.tier <= 1 and any(
        role.role_class in ("executive", "military") and role.org.startswith(("gov:", "arm:", "mil:"))
        for role in kb.roles_of(actor.id)
    )


def _in_play(kb: KnowledgeBase, setting: Setting, actor: Actor) -> bool:
    """Whether a person at home is one that news names by surname: who leads, or speaks for who is named too."""
    return leads(kb, actor) or any(role.org in setting.certain for role in kb.roles_of(actor.id)) or actor.tier <= 1


def _bears(actor: Actor, surname: str) -> bool:
    """Whether a surname is a person's; texts leave the article of "al-Burhan" away."""
    folded_name = fold(actor.surname)
    return folded_name == surname or (folded_name[:3] in ("al-", "el-") and folded_name[3:] == surname)


def _title(setting: Setting, mark: Mark) -> str:
    lowers = setting.columns.lowers
    token = mark.start - 1 - (mark.start >= 2 and lowers[mark.start - 1] == ".")
    return lowers[token].rstrip(".") if token >= 0 else ""
