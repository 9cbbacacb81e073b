"""A speaker: who it is, as far as the text and the list tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: entity id and name, the kind, the gender if known, the rule that told, how sure, who joins in."""

    entity_id: str | None
    name: str | None
    kind: str = ""
    gender: str = ""
    plural: bool = False
    rule: str = ""
    score: float = 0.0
    fellows: tuple[Speaker, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all who speak, each once, the first one first."""
        everyone = (self.entity_id, *(fellow.entity_id for fellow in self.fellows))
        return tuple(dict.fromkeys(entity for entity in everyone if entity))


NOBODY: Final = Speaker(None, None)


@lru_cache(maxsize=1)
def persons() -> Mapping[str, str]:
    """Nouns for persons -> the gender they tell, "" for none: brother, driver, women."""
    table = files("conflictner").joinpath("data/en/role_nouns.tsv").read_text(encoding="utf-8")
    rows = ([*line.split("\t"), "", "", "", ""] for line in table.splitlines()[1:])
    return {row[0]: row[4] for row in rows if row[3] == "PERSON"}
