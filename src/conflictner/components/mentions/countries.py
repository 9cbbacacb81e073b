"""Countries, their demonyms and their capitals, as look-ups over one knowledge base."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from conflictner.knowledge import KnowledgeBase
from conflictner.text import fold, squeeze

#: With these before it a nationality is another one's; "Northern" and "Eastern" leave it what it is.
_HALVES: Final = frozenset(["South", "North", "East", "West", "Equatorial", "SOUTH", "NORTH", "EAST", "WEST"])
_PIECES: Final = re.compile("[ -]")


#: Capitals as newsrooms spell or spelt them too, and cities where a government sits that is not in the capital.
_ALSO_CAPITALS: Final = {
    **{"kiev": "UKR", "naypyitaw": "MMR", "nay pyi taw": "MMR", "sana'a": "YEM", "sanaa": "YEM", "ndjamena": "TCD"},
    **{"n'djamena": "TCD", "peking": "CHN", "nur-sultan": "KAZ", "ouaga": "BFA", "tehran": "IRN", "teheran": "IRN"},
    **{"cotonou": "BEN", "abidjan": "CIV", "the hague": "NLD", "tel aviv": "ISR", "delhi": "IND"},
}


class Countries:
    """Which folded words name a country, a nationality or a capital.

    >>> countries = Countries.of(KnowledgeBase.load())
    >>> countries.capital_of("kigali"), countries.demonym_of("congolese"), countries.named("drc")
    ('RWA', 'COD', 'COD')
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self.names = dict(kb.countries_by_demonym)
        self._demonyms: dict[str, str] = {}
        self._capitals: dict[str, str] = {}
        for actor in kb:
            if actor.kind != "COUNTRY" or not actor.country:
                continue
            iso3 = actor.country[0]
            for demonym in actor.demonyms:
                key = squeeze(demonym)
                # What two countries share ("Congolese", "Dominican") belongs to the one that the knowledge base names.
                self._demonyms[key] = self.names.get(key, self._demonyms.get(key, iso3))
            if actor.capital:
                self._capitals.setdefault(squeeze(actor.capital.split(",")[0]), iso3)
        for name, iso3 in _ALSO_CAPITALS.items():
            self._capitals.setdefault(name, iso3)
        # A nationality in the plural: "Kenyans", "Burundians"; not "Congoleses".
        for key, iso3 in list(self._demonyms.items()):
            if key.endswith(("an", "i", "er", "ian", "ean")):
                self._demonyms.setdefault(f"{key}s", iso3)
        #: The words of nationalities: one look tells that a word belongs to none.
        self._pieces = frozenset(piece for key in self._demonyms for piece in _PIECES.split(key))

    @classmethod
    def of(cls, kb: KnowledgeBase) -> Countries:
        """The look-ups of a knowledge base, built once."""
        return _countries(kb)

    def named(self, folded: str) -> str:
        """ISO 3166 alpha-3 of a country's name, acronym or demonym; empty if it is none."""
        return self.names.get(folded, "")

    def demonym_of(self, folded: str) -> str:
        """ISO 3166 alpha-3 of a nationality; empty if it is none."""
        return self._demonyms.get(folded, "")

    def demonym_at(self, words: list[str], i: int) -> tuple[int, int, str] | None:
        """The nationality that a word belongs to: its range and country, the longest listed one.

        "South Sudanese" is no Sudanese; where a direction or a first half makes a nationality that the list lacks
        ("East German"), it is nobody's.

        >>> countries = Countries.of(KnowledgeBase.load())
        >>> countries.demonym_at(["the", "South", "Sudanese", "army"], 2)
        (1, 3, 'SSD')
        >>> countries.demonym_at(["the", "Sudanese", "army"], 1), countries.demonym_at(["East", "German"], 1)
        ((1, 2, 'SDN'), None)
        """
        beside = (*words[max(0, i - 1) : i], *words[i + 1 : i + 2])
        for size in (3, 2) if any(self.in_demonym(word.lower()) for word in beside) else ():
            for start in range(max(0, i - size + 1), min(i, len(words) - size) + 1):
                if not words[start][:1].isupper():
                    continue
                iso3 = self.demonym_of(fold(" ".join(words[start : start + size]).replace(" - ", "-")))
                if iso3:
                    return start, start + size, iso3
        iso3 = self.demonym_of(fold(words[i]))
        if not iso3 or (i and words[i - 1] in _HALVES):
            return None
        return i, i + 1, iso3

    def in_demonym(self, lower: str) -> bool:
        """Whether a word may belong to a nationality, without a look at its neighbours.

        >>> countries = Countries.of(KnowledgeBase.load())
        >>> countries.in_demonym("south"), countries.in_demonym("goma"), countries.in_demonym("guinea-bissauan")
        (True, False, True)
        """
        # What is no plain word may hold several, or fold to one: "Ivoirién", "South-Sudanese".
        return lower in self._pieces or not (lower.isascii() and lower.isalpha())

    def possible(self, lowers: list[str], where: Iterable[int]) -> list[int]:
        """Those of some words that may belong to a nationality; few of a text do."""
        pieces = self._pieces
        return [i for i in where if (lower := lowers[i]) in pieces or not (lower.isascii() and lower.isalpha())]

    def nationalities(self, words: list[str], where: Iterable[int]) -> list[tuple[int, int]]:
        """The ranges of the nationalities that some words belong to."""
        found = [self.demonym_at(words, i) for i in where]
        return sorted({(at[0], at[1]) for at in found if at is not None})

    def capital_of(self, folded: str) -> str:
        """ISO 3166 alpha-3 of the country whose capital this is; empty if it is none."""
        return self._capitals.get(folded, "")


@lru_cache(maxsize=8)
def _countries(kb: KnowledgeBase) -> Countries:
    return Countries(kb)
