"""A name as people write it -> the id that it has in a corpus: by its tables, the lists and the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from conflictner.errors import E517, E518, CorpusError
from conflictner.knowledge import Gazetteer, KnowledgeBase, local_id
from conflictner.text import squeeze

#: "arm:m23", "gn:216281", "new:stanley-uzoaru": a name has no colon without a blank behind it.
_ID: Final = re.compile(r"[a-z]{2,5}:\S+")
#: Of many that a name may mean, so many are told.
_SHOWN: Final = 6


def is_id(name: str) -> bool:
    """Whether this is written as an id.

    >>> is_id("arm:m23"), is_id("M23"), is_id("Doha: the talks")
    (True, False, False)
    """
    return _ID.fullmatch(name) is not None


def entity_of(name: str, there: Mapping[str, str | None], kb: KnowledgeBase, gazetteer: Gazetteer) -> str:
    """The id that a name has among the entities of a corpus.

    A name in full or an acronym counts before a word that merely may stand for somebody, as a country for its
    government.

    Args:
        name: A name, or an id, which stays as it is.
        there: The names of the entities in the corpus by their ids.
        kb: The knowledge base that the corpus was read with.
        gazetteer: The places.

    Raises:
        CorpusError: E517, several bear it; E518, nobody does, there or in the lists.
    """
    if is_id(name):
        return name
    key = squeeze(name)
    spelled = {entity for entity, shown in there.items() if shown and squeeze(shown) == key} | {local_id(name)}
    entries = kb.index.find(name)
    places = {place.id for place in gazetteer.find(name)}
    strong = {kb.canonical(entry.entity_id) for entry in entries if entry.alias_class != "weak"}
    weak = {kb.canonical(entry.entity_id) for entry in entries}
    for bearers in (spelled | strong | places, weak):
        found = sorted(bearers & there.keys())
        if len(found) > 1:
            raise CorpusError(E517.format(name=repr(name), ids=_shown(found, there)))
        if found:
            return found[0]
    listed = sorted({*strong, *weak, *places})
    if not listed:
        raise CorpusError(E518.format(name=repr(name)))
    return listed[0]  # known, and not in this corpus


def _shown(ids: Iterable[str], there: Mapping[str, str | None]) -> str:
    told = [f"{entity} ({there[entity]})" for entity in ids]
    return ", ".join([*told[:_SHOWN], f"{len(told) - _SHOWN} others"] if len(told) > _SHOWN else told)
