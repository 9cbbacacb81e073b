"""Namesakes by office: a "Defence Minister Pedro Sánchez" of Colombia is not the Spanish prime minister.

The office speaks only where nothing but the name tells of the listed bearer's country: lists of offices are never
complete, and "the senator Marco Rubio" in a story about the United States is who he was.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from conflictner.components.linker.setting import Setting
from conflictner.knowledge import Actor, KnowledgeBase
from conflictner.text import fold

#: Offices that one holds or does not; ranks say nothing, for generals and captains rule.
_OFFICES: Final = frozenset(["president", "minister", "governor", "mayor", "senator", "ambassador", "bishop", "judge"])
#: What a minister is of, in one spelling.
_PORTFOLIOS: Final = {
    "defense": "defence",
    **{
        name: name
        for name in ("defence", "prime", "foreign", "interior", "finance", "justice", "health", "information", "energy")
    },
}
#: So many words of an apposition are read: "Pedro Sánchez, the Colombian {defence minister}, said".
_APPOSITION: Final = 6


def holds_another_office(kb: KnowledgeBase, setting: Setting, key: str, actor: Actor) -> bool:
    """Whether a full name is given an office that its listed bearer is not known for, in a story of other countries.

    Args:
        kb: Who held which office.
        setting: The document.
        key: The folded name.
        actor: The listed bearer.
    """
    roles = kb.roles_of(actor.id) if " " in key and actor.kind == "PERSON" and actor.country else []
    if not roles or not set(setting.known_countries()) - set(actor.country):
        return False
    if not setting.alone(actor.country, key):
        return False
    held = [{_PORTFOLIOS.get(word, word) for word in fold(role.title).replace("-", " ").split()} for role in roles]
    told = list(_told(setting, key))
    return bool(told) and not any(office <= words for office in told for words in held)


def _told(setting: Setting, key: str) -> Iterator[set[str]]:
    """The offices before and behind the mentions of a name, each as the words that a role must have."""
    lowers = setting.columns.lowers
    for span in setting.doc.spans.get("mentions", ()):
        if span.label_ != "PERSON" or fold(span.text) != key:
            continue
        # "his defence minister, {Odo}"
        ends = [span.start - (span.start > 1 and lowers[span.start - 1] == ",")]
        if lowers[span.end : span.end + 1] == [","]:
            behind = range(span.end + 1, min(span.end + 1 + _APPOSITION, len(lowers)))
            stop = next((i for i in behind if not lowers[i].isalpha() and lowers[i] not in ("'s", "’s")), behind.stop)
            ends += [i + 1 for i in range(span.end + 1, stop) if lowers[i] in _OFFICES][:1]
        for end in ends:
            if end and lowers[end - 1] in _OFFICES:
                portfolio = _PORTFOLIOS.get(lowers[end - 2]) if end > 1 else None
                yield {lowers[end - 1], portfolio} if portfolio else {lowers[end - 1]}
