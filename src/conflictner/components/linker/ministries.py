"""Ministries as a text spells them: "Russia's Ministry of Defence", "the Ministry of Defence of Ukraine"."""

from __future__ import annotations

import re
from typing import Final

from conflictner.knowledge import Actor, KnowledgeBase

_OWNED: Final = re.compile(
    r"(?P<owner>[^'’]{2,40}?)(?: ?['’]s?) (?P<rest>(?:Ministry|Department) of .{2,60})", re.IGNORECASE
)
_OF: Final = re.compile(
    r"(?P<rest>(?:Ministry|Department) of .{2,60}?) of (?:the )?(?P<owner>[^'’]{2,40})", re.IGNORECASE
)


def ministry(kb: KnowledgeBase, surface: str) -> tuple[Actor | None, str, str]:
    """The listed ministry that a name spells, else its country and one name for both spellings.

    Args:
        kb: Where it is looked up.
        surface: The mention's text.

    Returns:
        The ministry or None, the ISO 3166-1 alpha-3 code of its country or "", and a name for it or "".

    >>> kb = KnowledgeBase.load()
    >>> [ministry(kb, name)[0].id for name in ("Russia's Ministry of Defence", "Ministry of Defence of Ukraine")]
    ['gov:RUS-mod', 'gov:UKR-mod']
    >>> ministry(kb, "Kenya's Ministry of Hats"), ministry(kb, "Ministry of Hats")
    ((None, 'KEN', 'Ministry of Hats of Kenya'), (None, '', ''))
    """
    match = _OWNED.fullmatch(surface) or _OF.fullmatch(surface)
    if match is None:
        return None, "", ""
    countries = [actor for actor in kb.find(match["owner"]) if actor.kind == "COUNTRY"]
    if len(countries) != 1:
        return None, "", ""
    country, rest = countries[0], match["rest"]
    owners = dict.fromkeys([country.name, match["owner"], *country.demonyms])
    for owner in owners:
        found = [actor for actor in kb.find(f"{owner} {rest}") if actor.kind == "GOVERNMENT"]
        if len(found) == 1:
            return found[0], country.country[0], found[0].name
    return None, country.country[0], f"{rest} of {country.name}"
